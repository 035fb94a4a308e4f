/* What every page does besides reading: the search, loaded when somebody searches, and nothing before.
 *
 * window.digestSearch(query, {theme, person, outlet, from, to, limit}) resolves to
 * [{url, title, excerpt, date, type, …}], best first. Material's own search dialog asks the same worker.
 */
(function () {
  "use strict";

  const BASE = new URL("../../", document.currentScript.src);
  const WORKER = new URL("assets/js/search-worker.js", BASE).href;

  let worker = null;

  function searchWorker() {
    worker ??= new NativeWorker(WORKER);
    return worker;
  }

  // ---------------------------------------------------------------------------------------------- for scripts

  const waiting = new Map();
  let questions = 0;

  window.digestSearch = function digestSearch(query, options = {}) {
    const asked = searchWorker();
    if (!waiting.size) asked.addEventListener("message", deliver);
    return new Promise((resolve, reject) => {
      const id = ++questions;
      waiting.set(id, { resolve, reject });
      asked.postMessage({ id, query, options });
    });
  };

  function deliver({ data }) {
    const question = waiting.get(data.id);
    if (!question) return;
    waiting.delete(data.id);
    if (!waiting.size) worker.removeEventListener("message", deliver);
    if (data.error) question.reject(new Error(data.error));
    else question.resolve(data.results.map((result) => ({ ...result, url: new URL(result.url, BASE).href })));
  }

  // ---------------------------------------------------------------------------------------------- for Material

  /* Material starts its search worker on every page. This stands in for it: a real one starts with the first query. */
  class PatientWorker extends EventTarget {
    constructor() {
      super();
      setTimeout(() => this.say({ type: 1 }));
    }

    postMessage(message) {
      if (message.type !== 2) return;
      if (!message.data.trim()) {
        this.say({ type: 3, data: { items: [] } });
        return;
      }
      if (!this.forwarding) {
        this.forwarding = true;
        searchWorker().addEventListener("message", ({ data }) => data.type === 3 && this.say(data));
      }
      searchWorker().postMessage(message);
    }

    say(data) {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }
  }

  const NativeWorker = window.Worker;

  window.Worker = class extends NativeWorker {
    constructor(address, options) {
      if (new URL(address, location.href).href === WORKER) return new PatientWorker();
      super(address, options);
    }
  };

  function isQuery(target) {
    return target instanceof Element && target.matches("[data-md-component=search-query]");
  }

  /* Who opens the search is about to ask: the engine loads while they type. */
  document.addEventListener("focusin", ({ target }) => {
    if (isQuery(target)) searchWorker().postMessage({ warm: true });
  });

  /* Material waits for keys, but words also come by voice, by pasting and from a keyboard's suggestions. */
  document.addEventListener("input", ({ target }) => {
    if (isQuery(target)) target.dispatchEvent(new Event("keyup"));
  });
})();
