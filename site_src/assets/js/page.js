/* What the pages of events and articles do besides being read: copying a citation, sharing without a tracker, showing
 * what was found in a line. Everything can be read without this file; what it adds is hidden until it runs.
 */
(function () {
  "use strict";

  const BASE = new URL("../../", document.currentScript.src);
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);
  const here = () => document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];

  // ---------------------------------------------------------------------------------------------- citations

  /* Where the site's address was not known when it was built, the browser knows it. */
  function fillAddresses() {
    each(".d-where", (where) => {
      const address = where.querySelector(".d-address");
      address.textContent = new URL(address.textContent, BASE).href;
      where.hidden = false;
    });
    each(".d-share", (list) => {
      if (!list.hidden) return;
      const path = list.dataset.path;
      each("a", (link) => {
        link.href = link.getAttribute("href").replace(path, encodeURIComponent(here()));
      }, list);
      list.hidden = false;
    });
  }

  /* The words of a quotation stand above its citation already, and are put into it only when it is opened. */
  function fillCited(details) {
    const cited = details.querySelector(".d-cited");
    const words = details.closest(".d-quote")?.querySelector("blockquote");
    if (cited && words && !cited.textContent) cited.textContent = `«${words.textContent.trim()}» — `;
  }

  const plain = (element) => element.textContent.replace(/\s+/g, " ").trim();

  async function copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      select(button.parentElement.querySelector(".d-cite"));
      return;
    }
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  }

  /* Where the clipboard is shut (a page without https), the words are marked, so that one key copies them. */
  function select(element) {
    if (element) getSelection().selectAllChildren(element);
  }

  function take(button) {
    if (button.dataset.take === "cite") copy(button, plain(button.parentElement.querySelector(".d-cite")));
    else if (button.dataset.take === "link") copy(button, here());
    else navigator.share({ title: document.title, url: here() }).catch(() => {});
  }

  function prepareButtons() {
    each(".d-take", (button) => {
      if (button.dataset.take === "share" && !navigator.share) return;
      if (button.dataset.take === "link" && !navigator.clipboard) return;
      button.hidden = false;
      button.setAttribute("aria-live", "polite");
      button.addEventListener("click", () => take(button));
    });
    each(".d-cite-quote", (details) => details.addEventListener("toggle", () => fillCited(details)));
  }

  /* What the address points at; an address that was damaged on its way points at nothing. */
  function place() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  }

  /* Of a very long article each part has its own page; `#L512` on another leads to the right one. */
  function turnToPart() {
    const line = /^#L(\d+)(-\d+)?$/.exec(location.hash);
    if (!line || place()) return;
    const holds = (item) => {
      const [first, last] = item.dataset.range.split("-").map(Number);
      return first <= line[1] && line[1] <= last;
    };
    const link = [...document.querySelectorAll(".d-parts li")].find(holds)?.querySelector("a");
    if (link) location.replace(link.href + location.hash);
  }

  /* A link into something folded opens it. */
  function unfold() {
    for (let at = place(); at; at = at.parentElement) if (at.localName === "details") at.open = true;
  }

  // ---------------------------------------------------------------------------------------------- lines

  /* Pointing at a word leaves, of the notes of its line, only those about it clear. */
  function pointOut(mark) {
    const note = mark.closest(".d-line")?.nextElementSibling;
    if (!note?.matches(".d-found")) return;
    const wanted = new Set(mark.dataset.found.split(" "));
    note.classList.add("d-picked");
    each("li", (item) => item.classList.toggle("d-pick", wanted.has(item.dataset.found)), note);
    mark.addEventListener("pointerleave", () => note.classList.remove("d-picked"), { once: true });
  }

  function prepareLines(lines) {
    lines.addEventListener("pointerover", ({ target }) => {
      lines.classList.remove("d-shut");
      const mark = target.closest("mark[data-found]");
      if (mark) pointOut(mark);
    });
    lines.addEventListener("focusin", () => lines.classList.remove("d-shut"));
    document.addEventListener("keydown", ({ key }) => key === "Escape" && lines.classList.add("d-shut"));
  }

  /* The legend shows and hides what is underlined, kind by kind. */
  function prepareLegend(legend, lines) {
    each("mark[data-kind]", (mark) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = mark.className;
      button.textContent = mark.textContent;
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        const off = lines.classList.toggle(`d-off-${mark.dataset.kind}`);
        button.setAttribute("aria-pressed", String(!off));
      });
      mark.replaceWith(button);
    }, legend);
    legend.setAttribute("role", "group");
    legend.setAttribute("aria-label", legend.dataset.hint);
  }

  fillAddresses();
  prepareButtons();
  turnToPart();
  unfold();
  addEventListener("hashchange", turnToPart);
  addEventListener("hashchange", unfold);
  const lines = document.querySelector(".d-lines");
  const legend = document.querySelector(".d-legend");
  if (lines) prepareLines(lines);
  if (lines && legend) prepareLegend(legend, lines);
})();
