/* Lets visited pages be read without a connection (sw.js), says so when one is, and fills the offline page.
 *
 * `data-off` on this script's element switches all of it off and throws away what readers' browsers hold.
 */
"use strict";

(() => {
  const script = document.currentScript;
  const ROOT = new URL("../../", script.src);
  const STORES = `digest:${ROOT.pathname}:`;

  // -------------------------------------------------------------------------------------------- the worker

  /* A preview shows every change at once and must not leave a worker behind. */
  const preview = () => document.querySelector('script[src^="/-digest/"]') !== null;
  const wanted = () => !("off" in script.dataset) && !preview();

  async function forget() {
    const names = (await caches.keys()).filter((name) => name.startsWith(STORES));
    await Promise.all(names.map((name) => caches.delete(name)));
  }

  async function remove() {
    const registered = await navigator.serviceWorker.getRegistration(ROOT.href);
    if (registered?.scope !== ROOT.href) return;
    await registered.unregister();
    await forget();
  }

  async function start() {
    const first = navigator.serviceWorker.controller === null;
    await navigator.serviceWorker.register(new URL("sw.js", ROOT), { updateViaCache: "none" });
    if (!first) return;
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage({ page: location.href, files: files.filter((name) => name.startsWith(ROOT.href)) });
  }

  /* After the page is whole: reading comes first. Browsers without workers, and pages that were not served securely,
   * simply have no offline reading. */
  function begin() {
    if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
    (wanted() ? start() : remove()).catch(() => undefined);
  }
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });

  // -------------------------------------------------------------------------------------------- the note

  /* Without a connection every page is one of an earlier visit; a reader should know. */
  function note() {
    const shown = document.querySelector(".d-offline-note");
    if (navigator.onLine) return void shown?.remove();
    if (shown || !script.dataset.note || document.querySelector("[data-offline-list]")) return;
    const box = document.createElement("p");
    box.className = "d-offline-note";
    box.setAttribute("role", "status");
    box.textContent = script.dataset.note;
    document.body.append(box);
  }
  window.addEventListener("online", note);
  window.addEventListener("offline", note);
  note();

  // -------------------------------------------------------------------------------------------- the offline page

  const RETRY = 1000; // milliseconds until a page is asked for again

  async function savedPages() {
    const name = (await caches.keys()).find((one) => one.startsWith(STORES) && one.endsWith(":pages"));
    if (!name) return [];
    const cache = await caches.open(name);
    const keys = (await cache.keys()).filter(({ url }) => url !== new URL("offline/", ROOT).href).reverse();
    return Promise.all(keys.map(async ({ url }) => ({ url, title: titleOf(await (await cache.match(url)).text()) })));
  }

  /* The heading, since every page's title ends in the name of the collection. */
  function titleOf(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(".headerlink").forEach((link) => link.remove());
    return (page.querySelector("h1")?.textContent || page.title).trim();
  }

  function entry({ url, title }) {
    const [item, link, name] = ["li", "a", "bdi"].map((tag) => document.createElement(tag));
    name.textContent = title || new URL(url).pathname;
    link.href = url;
    link.append(name);
    item.append(link);
    return item;
  }

  async function list(box) {
    const pages = await savedPages();
    box.replaceChildren(...pages.map(entry));
    for (const part of document.querySelectorAll("[data-offline-if]"))
      part.hidden = (part.dataset.offlineIf === "some") !== pages.length > 0;
  }

  /* The address that a path means, if it is one of this site. What it leads to decides, not how it is written: `//host`,
   * `/\host` and `/../` lead elsewhere. */
  function within(path) {
    if (!path?.startsWith("/")) return null;
    try {
      const target = new URL(path, ROOT);
      return target.origin === ROOT.origin && target.pathname.startsWith(ROOT.pathname) ? target : null;
    } catch {
      return null;
    }
  }

  /* Back to the page that was wanted, as soon as there is a connection; nowhere but in this site. */
  function retry(notice) {
    const target = within(new URLSearchParams(location.search).get("to"));
    if (!target) return;
    notice.querySelector("[data-offline-retry]").href = target.href;
    notice.hidden = false;
    window.addEventListener("online", () => comeBack(target));
    if (navigator.onLine) setTimeout(comeBack, RETRY, target);
  }

  /* A connection is told of before it carries anything, so the page is asked for before the reader is led there. */
  function comeBack(target) {
    const again = () => navigator.onLine && setTimeout(comeBack, RETRY, target);
    fetch(target, { method: "HEAD", cache: "no-store" }).then(() => location.replace(target), again);
  }

  const box = document.querySelector("[data-offline-list]");
  if (box && "caches" in window) {
    const notice = document.querySelector("[data-offline-missing]");
    if (notice) retry(notice);
    list(box).catch(() => undefined);
    document.querySelector("[data-offline-forget]")?.addEventListener("click", () => forget().then(() => list(box)));
  }
})();
