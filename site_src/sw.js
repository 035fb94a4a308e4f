/* Pages that a reader has visited can be read without a connection.
 *
 * While there is a connection nothing old is shown: pages, styles, scripts and the search ask the network first, and what
 * is stored answers only where the network does not. What the site has removed (404, 410) is removed here too. Only
 * this site's own files are stored, whole and without errors, and only so many of them. docs/site.md, "Reading offline".
 */
"use strict";

/* Number of the layout of the stores. Another number lets the old stores be thrown away; what pages say needs none. */
const VERSION = 1;

const ROOT = new URL(self.registration.scope);
const PREFIX = `digest:${ROOT.pathname}:`; // two sites of one host do not touch each other's stores
const PAGES = `${PREFIX}${VERSION}:pages`;
const FILES = `${PREFIX}${VERSION}:files`;
const SEARCH = `${PREFIX}${VERSION}:search`;
const MOST = { [PAGES]: 150, [FILES]: 150, [SEARCH]: 150 };

const OFFLINE = new URL("offline/", ROOT);
const PATIENCE = 4000; // milliseconds until a stored page is shown instead of one that does not come
const GONE = [404, 410];
const ASKED = 3; // stored pages that are asked after with each one that is read, and as many files of the search

// ---------------------------------------------------------------------------------------------- what is stored where

/* Which store a file of the site belongs to, and whether its name changes with its content; null for what is left
 * alone: other hosts, other sites of this host, data, feeds, the preview server's own addresses. */
function placeOf(address, isPage) {
  const url = new URL(address);
  if (url.origin !== ROOT.origin || !url.pathname.startsWith(ROOT.pathname)) return null;
  const path = url.pathname.slice(ROOT.pathname.length);
  const key = url.origin + url.pathname; // a search's words are no other page
  if (path.startsWith("-digest/") || path === "sw.js") return null;
  if (isPage) return /(^|\/|\.html)$/.test(path) ? { store: PAGES, key } : null;
  if (path.startsWith("data/search/")) return { store: SEARCH, key: url.href };
  if (!path.startsWith("assets/") || path.startsWith("assets/cards/")) return null;
  if (/\.[0-9a-f]{8}\.min\.(css|js)$/.test(path)) return { store: FILES, key: url.href, fixed: true };
  if (/\.(woff2|svg|png|webp|jpg)$/.test(path)) return { store: FILES, key: url.href, lasting: true };
  return /\.(css|js)$/.test(path) ? { store: FILES, key: url.href } : null;
}

/* Store a whole answer of this site, or forget what the site has no longer. The newest is the last, so that the first
 * are those longest unvisited. */
async function keep({ store, key }, answer) {
  const cache = await caches.open(store);
  const shut = /\b(?:no-store|private)\b/.test(answer.headers.get("Cache-Control") ?? ""); // another program's, below a site's own folder
  if (GONE.includes(answer.status) || shut) return void (await cache.delete(key));
  if (answer.status !== 200 || answer.type !== "basic" || answer.redirected) return;
  if (store === PAGES && !(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return;
  const whole = new Response(await answer.blob(), answer); // a connection lost half-way must not cost what is stored
  await cache.put(key, whole);
  const keys = (await cache.keys()).filter(({ url }) => url !== OFFLINE.href);
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[store])).map((old) => cache.delete(old)));
}

async function stored({ store, key }) {
  return (await caches.open(store)).match(key);
}

/* Fetch a file and store it. */
async function collect(address, isPage = false) {
  const place = placeOf(address, isPage);
  if (place && !(place.fixed && (await stored(place)))) await keep(place, await fetch(address));
}

// ---------------------------------------------------------------------------------------------- coming and going

/* The page for readers without a connection, and the styles and scripts that it names. */
async function prepare() {
  const answer = await fetch(OFFLINE, { cache: "reload" });
  if (!answer.ok) throw new Error(`${OFFLINE.pathname}: ${answer.status}`);
  const named = [...(await answer.clone().text()).matchAll(/\s(?:href|src)="([^"]+)"/g)];
  await keep({ store: PAGES, key: OFFLINE.href }, answer);
  await Promise.allSettled(named.map(([, link]) => collect(new URL(link.replace(/&amp;/g, "&"), OFFLINE).href)));
}

async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !(name in MOST));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

/* The first page of a first visit was loaded before there was a worker: it tells what it consists of. */
self.addEventListener("message", (event) => {
  const { page, files } = event.data ?? {};
  if (typeof page !== "string" || !Array.isArray(files)) return;
  event.waitUntil(Promise.allSettled([collect(page, true), ...files.map((file) => collect(file))]));
});

// ---------------------------------------------------------------------------------------------- answering

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("Range") || request.cache === "only-if-cached") return;
  const isPage = request.mode === "navigate";
  const place = placeOf(request.url, isPage);
  if (!place) return;
  const answer = place.fixed || place.lasting ? storedFirst(event, place) : networkFirst(event, place);
  event.respondWith(isPage ? answer.catch(() => withoutConnection(request.url)) : answer);
});

/* What was removed or changed must not live on in the browser's own cache either: it is compared with the site's each time,
 * but for what changes its name with its content, and for fonts and pictures. */
const COMPARED = { cache: "no-cache" };
const PAGE = { ...COMPARED, redirect: "manual", credentials: "same-origin" };

function load({ request }, place) {
  if (place.store === PAGES) return fetch(request.url, PAGE);
  return place.fixed || place.lasting ? fetch(request) : fetch(request, COMPARED);
}

/* Ask the network, and store what it says even if the reader gets something else meanwhile. */
function ask(event, place) {
  const answer = load(event, place);
  const kept = answer.then((whole) => keep(place, whole.clone())); // before anybody reads the answer
  event.waitUntil(kept.catch(() => undefined).then(() => place.store === PAGES && askAfter(place.key)));
  return answer;
}

async function networkFirst(event, place) {
  const answer = ask(event, place);
  const old = await stored(place);
  if (!old) return answer;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, old));
  return Promise.race([answer.catch(() => old), late]);
}

/* Names that change with the content are never asked for again; fonts and pictures are, for the next time. */
async function storedFirst(event, place) {
  const asked = place.fixed ? null : ask(event, place);
  asked?.catch(() => undefined); // a failure matters only where nothing is stored
  return (await stored(place)) ?? asked ?? ask(event, place);
}

/* The offline page stands at its own address, so that its links lead where they should. Where the browser has thrown it
 * away it cannot be shown either. */
function withoutConnection(address) {
  const { pathname } = new URL(address);
  if (pathname === OFFLINE.pathname) return Response.error();
  return Response.redirect(`${OFFLINE.href}?to=${encodeURIComponent(pathname)}`, 302);
}

/* With each page that is read online some of the stored ones, and some files of the search, are asked after: what the site
 * has removed goes, and what it has corrected is fetched anew, though nobody visits it. */
async function askAfter(visited) {
  for (const store of [PAGES, SEARCH]) {
    const cache = await caches.open(store);
    const others = (await cache.keys()).map(({ url }) => url).filter((url) => url !== visited);
    const some = Array.from({ length: Math.min(ASKED, others.length) }, () =>
      others.splice(Math.floor(Math.random() * others.length), 1)[0]);
    await Promise.allSettled(some.map((key) => compare(cache, { store, key })));
  }
}

async function compare(cache, { store, key }) {
  const now = await fetch(key, { method: "HEAD", ...PAGE });
  if (GONE.includes(now.status)) return void (await cache.delete(key));
  const then = await cache.match(key);
  if (now.ok && then && isAnother(then, now)) await keep({ store, key }, await fetch(key, PAGE));
}

/* By what their server tells versions apart; its marks of compression aside. */
function isAnother(then, now) {
  const told = (name) => [then, now].map(({ headers }) => headers.get(name)?.replace(/^W\/|-gzip(?=")/g, ""));
  const [before, after] = told("Last-Modified").every(Boolean) ? told("Last-Modified") : told("ETag");
  return Boolean(before && after) && before !== after;
}
