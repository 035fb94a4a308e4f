/* What every page does besides reading: the search, loaded when somebody searches, and nothing before.
 *
 * window.digestSearch(query, {theme, person, outlet, from, to, limit, …}) resolves to an array of
 * {url, title, excerpt, date, type, …}, best first (docs/search.md). Material's own search dialog asks the same worker.
 * A page that was opened from a result has the query in `?h=`, and highlight.js marks its words.
 */
(function () {
  "use strict";

  if (window.digestSearch) return; // the search page brings this script, the theme too

  const BASE = new URL("../../", document.currentScript.src);
  const WORKER = new URL("assets/js/search-worker.js", BASE).href;

  let worker = null;

  function searchWorker() {
    if (!worker) {
      worker = new NativeWorker(WORKER);
      worker.addEventListener("message", deliver);
      worker.addEventListener("error", giveUp);
    }
    return worker;
  }

  // ---------------------------------------------------------------------------------------------- for scripts

  const waiting = new Map();
  let questions = 0;

  window.digestSearch = function digestSearch(query, options = {}) {
    return new Promise((resolve, reject) => {
      const id = ++questions;
      waiting.set(id, { resolve, reject });
      searchWorker().postMessage({ id, query, options });
    });
  };

  function deliver({ data }) {
    const question = waiting.get(data.id);
    if (!question) return;
    waiting.delete(data.id);
    if (data.error) question.reject(new Error(data.error));
    else question.resolve(asArray(data));
  }

  /* What is said of all results (how many, what is missing, …) becomes properties of the array. */
  function asArray({ id, results, ...about }) {
    const list = results.map((result) => ({ ...result, url: new URL(result.url, BASE).href }));
    return Object.assign(list, about);
  }

  /* A worker that cannot start, offline or blocked, answers nobody; the next question starts another one. */
  function giveUp(event) {
    event.preventDefault();
    for (const { reject } of waiting.values()) reject(new Error("the search cannot start"));
    waiting.clear();
    worker.terminate();
    worker = null;
  }

  // ---------------------------------------------------------------------------------------------- for Material

  /* Material starts its search worker on every page. This stands in for it: a real one starts with the first query. */
  class PatientWorker extends EventTarget {
    constructor() {
      super();
      this.forwarding = null;
      setTimeout(() => this.say({ type: 1 }));
    }

    postMessage(message) {
      if (message.type !== 2) return;
      this.query = message.data.trim();
      offerAll(this.query);
      if (!this.query) {
        this.say({ type: 3, data: { items: [] } });
        return;
      }
      const asked = searchWorker();
      if (this.forwarding !== asked) {
        this.forwarding = asked;
        asked.addEventListener("message", ({ data }) => data.type === 3 && this.say(this.carrying(data)));
      }
      asked.postMessage(message);
    }

    /* Results carry the query to their pages, where its words are marked. */
    carrying({ type, data }) {
      const items = data.items.map((group) =>
        group.map((item) => ({ ...item, location: withHits(item.location, this.query) })),
      );
      return { type, data: { ...data, items } };
    }

    say(data) {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }
  }

  function withHits(location, query) {
    const url = new URL(location, BASE);
    url.searchParams.set("h", query);
    return url.href;
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

  /* Material opens the best result on Enter. A reader who chose none goes to the page of all results. */
  function submitQuery(event) {
    if (event.key !== "Enter" || event.isComposing || !isQuery(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.target.value.trim()) event.target.form.submit();
  }

  window.addEventListener("keydown", submitQuery, true);

  function offerAll(query) {
    const line = document.querySelector(".d-all-results");
    if (!line) return;
    line.hidden = !query;
    const link = line.querySelector("a");
    link.search = query ? new URLSearchParams({ q: query }).toString() : "";
  }

  // ---------------------------------------------------------------------------------------------- after a result

  /* The query leaves the address at once, so that what a reader shares is the page's own; history keeps it. */
  function takeHits() {
    const url = new URL(location.href);
    const query = url.searchParams.get("h");
    if (query === null) return history.state?.hits;
    url.searchParams.delete("h");
    history.replaceState({ ...history.state, hits: query, fresh: true }, "", url);
    return query;
  }

  function markHits() {
    const query = takeHits();
    if (!query || !query.trim()) return;
    const script = document.createElement("script");
    script.src = new URL("assets/js/highlight.js", BASE).href;
    document.head.append(script);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", markHits);
  else markHits();
})();
