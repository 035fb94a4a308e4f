/* What a result shows: the original words around the hits, each hit marked. */
(function (root) {
  "use strict";

  const LENGTH = 220; // of an excerpt, in UTF-16 code units
  const BEFORE_HIT = 70;

  function escapeHtml(text) {
    return text.replace(/[&<>"]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[character]);
  }

  class Marker {
    constructor(words, terms) {
      this.words = words;
      this.terms = terms;
    }

    /* Return the places of a text that the query asked for, in order, without overlaps. */
    hits(text) {
      const found = [];
      for (const unit of this.words.units(text)) {
        const term = [...unit.terms, ...unit.weaker].find((name) => this.terms.has(name));
        const last = found[found.length - 1];
        if (term && unit.start >= (last?.end ?? 0)) found.push({ start: unit.start, end: unit.end, term });
      }
      return found;
    }

    mark(text, hits = this.hits(text)) {
      let html = "";
      let at = 0;
      for (const { start, end } of hits) {
        html += escapeHtml(text.slice(at, start)) + "<mark>" + escapeHtml(text.slice(start, end)) + "</mark>";
        at = end;
      }
      return html + escapeHtml(text.slice(at));
    }

    /* Return the passage that holds most of the words, cut around its first hit; the first one if none holds any. */
    excerpt(passages) {
      let best = { text: passages[0] || "", hits: [], worth: 0 };
      for (const text of passages) {
        const hits = this.hits(text);
        const worth = new Set(hits.map((hit) => hit.term)).size;
        if (worth > best.worth) best = { text, hits, worth };
      }
      return { excerpt: this.cut(best.text, best.hits), isMarked: best.worth > 0 };
    }

    cut(text, hits) {
      let from = Math.max(0, (hits[0]?.start ?? 0) - BEFORE_HIT);
      let to = Math.min(text.length, from + LENGTH);
      from = Math.max(0, Math.min(from, to - LENGTH));
      if (from > 0) from = text.indexOf(" ", from) + 1;
      if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), hits[0]?.end ?? 0);
      const inside = hits.filter((hit) => hit.start >= from && hit.end <= to);
      const shifted = inside.map((hit) => ({ start: hit.start - from, end: hit.end - from }));
      return (from > 0 ? "…" : "") + this.mark(text.slice(from, to), shifted) + (to < text.length ? "…" : "");
    }
  }

  root.digestMarker = { Marker, escapeHtml };
})(self);
