/* Marks the words of a search on the page to which a result led, with the normaliser of the engine, so that «بالحريق» is
 * marked for «حريق». digest.js loads it when the page was opened from a result, and never else.
 *
 * A bar (its words: overrides/partials/search.html) says how many places there are and leads from one to the next.
 */
(function () {
  "use strict";

  const BASE = new URL("../../", document.currentScript.src);
  const MOST = 500; // places: more help nobody
  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, blockquote, summary, figcaption, caption";
  const SKIPPED = "script, style, svg, template, noscript, .headerlink, .d-src, .d-n, .d-count, .d-back, .d-legend, .d-cite, .d-hits-bar";

  const LONGEST = 300; // of a query, as on the search page: an address of thousands of words would hold up the page
  const query = String(history.state?.hits || "").trim().slice(0, LONGEST);
  const main = [".md-content__inner", "main", "[role=main]", "body"].map((one) => document.querySelector(one)).find(Boolean);

  // ---------------------------------------------------------------------------------------------- words

  function loadScript(name, made) {
    if (window[made]) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("assets/js/" + name, BASE).href;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  async function words() {
    const table = fetch(new URL("data/search/table.bin", BASE)).then((answer) => answer.arrayBuffer());
    await Promise.all([
      loadScript("search-inflate.js", "digestInflate"),
      loadScript("search-normalise.js", "digestNormaliser"),
    ]);
    const packed = new Uint8Array(await table);
    return window.digestNormaliser(JSON.parse(new TextDecoder().decode(window.digestInflate(packed))));
  }

  /* Which words of the page answer a word of the query, as for the engine: itself; if there is none, for the last one,
   * what begins so; else what is one error apart. */
  function answersTo(normaliser, unit, isLast, all) {
    const terms = new Set([...unit.terms, ...unit.weaker]);
    const beginnings = isLast ? normaliser.beginnings(query.slice(unit.start, unit.end)).filter((one) => one.length > 1) : [];
    const name = unit.terms[0];
    const ways = [
      (other) => [...other.terms, ...other.weaker].some((term) => terms.has(term)),
      (other) => other.terms.some((term) => beginnings.some((beginning) => term.startsWith(beginning))),
      (other) => name.length >= 4 && name[0] !== "@" && other.terms.some((term) => oneErrorApart(term, name)),
    ];
    return ways.find((way) => all.some(({ units }) => units.some(way))) || (() => false);
  }

  function oneErrorApart(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b || a[0] !== b[0]) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const swapped = a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
    return swapped || a.slice(i + 1) === b.slice(i + 1) || a.slice(i) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i);
  }

  // ---------------------------------------------------------------------------------------------- places

  /* The text of each block with the nodes that it is made of: a word may run through several of them. */
  function blocks() {
    const found = new Map();
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(SKIPPED)) continue;
      const block = node.parentElement.closest(BLOCKS) || node.parentElement;
      const entry = found.get(block) || { text: "", nodes: [] };
      entry.nodes.push({ node, start: entry.text.length });
      entry.text += node.data;
      found.set(block, entry);
    }
    return [...found.values()].filter((entry) => entry.text.trim());
  }

  function placesIn(entry, units, matches) {
    const found = [];
    let end = 0;
    for (const unit of units) {
      if (unit.start < end || !matches(unit)) continue;
      found.push({ start: unit.start, end: unit.end });
      end = unit.end;
    }
    return found.map((place) => ({ ...place, entry }));
  }

  function find(normaliser) {
    const all = blocks().map((entry) => ({ entry, units: normaliser.units(entry.text) }));
    const asked = normaliser.units(query, true);
    const ways = asked.map((unit, i) => answersTo(normaliser, unit, i === asked.length - 1, all));
    const matches = (unit) => ways.some((way) => way(unit));
    return all.flatMap(({ entry, units }) => placesIn(entry, units, matches)).slice(0, MOST);
  }

  /* Put a place into marks, one for each node that it runs through; from the last to the first, so that offsets hold. */
  function mark({ entry, start, end }) {
    const made = [];
    for (const { node, start: at } of [...entry.nodes].reverse()) {
      const from = Math.max(0, start - at);
      const to = Math.min(node.data.length, end - at);
      if (from >= to) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      const wrapper = document.createElement("mark");
      wrapper.className = "d-sought";
      range.surroundContents(wrapper);
      made.unshift(wrapper);
    }
    return made;
  }

  // ---------------------------------------------------------------------------------------------- the bar

  const plural = new Intl.PluralRules("ar");

  /* The page itself shows in which digits its numbers are written. */
  function number(value) {
    const shown = [...document.querySelectorAll(".d-n, .d-src, .d-dayline, .d-count")].map((one) => one.textContent).join("");
    return /[٠-٩]/.test(shown) ? String(value).replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[digit]) : String(value);
  }

  class Bar {
    constructor(places) {
      this.places = places;
      this.at = -1;
      const template = document.getElementById("d-hits-bar");
      if (!template) return;
      this.element = template.content.firstElementChild.cloneNode(true);
      this.status = this.element.querySelector("[role=status]");
      this.element.querySelector(".d-hits-query").textContent = "«" + query + "»";
      const form = "count" + plural.select(places.length).replace(/^./, (letter) => letter.toUpperCase());
      const words = this.status.dataset[form] || this.status.dataset.countOther;
      this.status.textContent = words.replace("{n}", number(places.length));
      this.element.addEventListener("click", ({ target }) => this.act(target.closest("button")?.dataset.act));
      this.element.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
      const single = places.length < 2;
      for (const button of this.element.querySelectorAll("[data-act=next], [data-act=previous]")) button.hidden = single;
      document.body.append(this.element);
      document.documentElement.classList.add("d-hits-shown");
    }

    act(what) {
      if (what === "close") this.close();
      else if (what) {
        this.go(this.at + (what === "next" ? 1 : -1));
        const [n, m] = [this.at + 1, this.places.length];
        this.status.textContent = this.status.dataset.now.replace("{n}", number(n)).replace("{m}", number(m));
      }
    }

    /* Make a place the current one, and bring it into view unless the reader is somewhere already. */
    go(to, { scroll = true } = {}) {
      for (const one of this.places[this.at] || []) one.classList.remove("d-sought-now");
      this.at = (to + this.places.length) % this.places.length;
      const marks = this.places[this.at];
      for (const one of marks) one.classList.add("d-sought-now");
      if (scroll) {
        for (let box = marks[0].closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
        marks[0].scrollIntoView({ block: "center" });
      }
    }

    close() {
      for (const one of this.places.flat()) {
        const parent = one.parentNode;
        one.replaceWith(...one.childNodes);
        parent.normalize();
      }
      this.element.remove();
      document.documentElement.classList.remove("d-hits-shown");
      history.replaceState({ ...history.state, hits: undefined }, "");
    }
  }

  // ---------------------------------------------------------------------------------------------- begin

  /* What the address points at; one that was damaged on its way points at nothing. */
  function targeted() {
    try {
      return location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  }

  /* The first place; on a page opened at a line, the first one from that line on. */
  function firstOf(places) {
    const target = targeted();
    if (!target || target.matches("h1")) return 0;
    const after = places.findIndex(([one]) => target.contains(one) || target.compareDocumentPosition(one) & 4);
    return Math.max(0, after);
  }

  async function begin() {
    const places = find(await words());
    const { fresh, hits, ...rest } = history.state || {};
    history.replaceState(places.length ? { hits, ...rest } : rest, "");
    if (!places.length) return;
    const marked = places.reverse().map(mark).reverse().filter((marks) => marks.length);
    const bar = new Bar(marked);
    bar.go(firstOf(marked), { scroll: Boolean(fresh) && location.hash.length < 2 });
  }

  if (query) begin().catch(() => {}); // a page without its marks is still the page
})();
