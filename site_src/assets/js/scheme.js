/* The scheme that the reader chose, or the device's, before anything is painted; and the functions that Material's own
 * script expects (it has all this in the page, where a strict Content-Security-Policy would not let it run). */
(function () {
  "use strict";

  const BASE = new URL("../../", document.currentScript.src);

  window.__md_scope = BASE;

  window.__md_get = function (key, storage = localStorage, scope = window.__md_scope) {
    return JSON.parse(storage.getItem(scope.pathname + "." + key));
  };

  window.__md_set = function (key, value, storage = localStorage, scope = window.__md_scope) {
    try {
      storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing: the choice holds for this page.
    }
  };

  window.__md_hash = function (text) {
    return [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
  };

  function chosen() {
    try {
      return window.__md_get("__palette")?.color;
    } catch {
      return null; // the storage is closed to this page, or somebody else wrote there
    }
  }

  const options = [...document.querySelectorAll("[data-md-component=palette] input")];

  function ofDevice() {
    const option = options.find((one) => matchMedia(one.dataset.mdColorMedia).matches);
    return option && { media: option.dataset.mdColorMedia, scheme: option.dataset.mdColorScheme };
  }

  const colours = chosen() || ofDevice() || {};
  for (const [key, value] of Object.entries(colours)) document.body.setAttribute("data-md-color-" + key, value);
  for (const option of options) option.checked = option.dataset.mdColorScheme === colours.scheme;

  /* Material takes every `rel="alternate"` for the page in another language and looks for a site map beside it: three
   * requests for nothing, since ours are feeds and data. Said in two words it is the same to everybody else. */
  for (const link of document.querySelectorAll("link[rel=alternate]")) link.rel = "alternate feed";
})();
