/* The query side of the search: answers from the files of data/search/ (docs/search.md), loading only what it needs.
 *
 * It speaks two protocols. Its own: {id, query, options} is answered by {id, results} or {id, error}. Material's, whose
 * search dialog it stands behind: {type: 2, data: query} is answered by {type: 3, data: {items}}, and {type: 1} says
 * that it is ready.
 */
"use strict";

importScripts("search-normalise.js", "search-marker.js");

const { Marker, escapeHtml } = self.digestMarker;

const ROOT = new URL("../../data/search/", self.location.href);
const VERSION = 1;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const DIGIT = new Map([...ALPHABET].map((character, value) => [character, value]));
const MORE = 32;
const LEVELS = 31;

/* How much a document of each kind counts for the same words. A person, theme, story, outlet or day has few words
 * besides its name, so who asks by that name wants the page of that name; an event's page comes before its articles. */
const PRIOR = { event: 1.2, e: 1, p: 1.4, t: 1.4, s: 1.4, o: 1.4, d: 1.4 };

/* How much a match counts beside one of the word itself. */
const OTHER_READING = 0.7;
const BEGINNING = 0.5;
const TYPING_ERROR = 0.3;

/* Words that the beginning or the misspelling of one may stand for, at most. */
const MOST_EXPANSIONS = 40;

// ------------------------------------------------------------------------------------------------------ files

const files = new Map();

function load(name) {
  if (!files.has(name)) {
    const answer = fetch(new URL(name, ROOT)).then((response) => {
      if (!response.ok) throw new Error(name + ": " + response.status);
      return response.json();
    });
    answer.catch(() => files.delete(name));
    files.set(name, answer);
  }
  return files.get(name);
}

let started = null;

function start() {
  started ??= Promise.all([load("index.json"), load("table.json")]).then(([index, table]) => {
    if (index.version !== VERSION || table.version !== VERSION) throw new Error("the index is of another version");
    return { total: index.documents, prefixes: new Set(index.shards), words: self.digestNormaliser(table) };
  });
  started.catch(() => (started = null));
  return started;
}

// ------------------------------------------------------------------------------------------------------ terms

const shards = new Map();

function shard(prefix) {
  if (!shards.has(prefix)) {
    const name = [...prefix].map((letter) => letter.codePointAt(0).toString(16)).join("-");
    shards.set(prefix, load("s/" + name + ".json").then((data) => ({ places: places(data.days), terms: data.terms })));
    shards.get(prefix).catch(() => shards.delete(prefix));
  }
  return shards.get(prefix);
}

function places(days) {
  const found = [];
  for (const [day, names] of days) {
    for (const name of names.split(" ")) {
      const [key, more] = name.split("~");
      const [bundle, position] = key.split(".");
      const group = bundle.split("-")[0];
      const kind = bundle[0] === "e" && bundle === group && position === "0" ? "event" : bundle[0];
      found.push({ key, bundle, group, position: Number(position), kind, first: day, last: day + Number(more || 0) });
    }
  }
  return found;
}

function prefixOf(engine, term) {
  for (let length = Math.min(5, term.length); length > 0; length--) {
    if (engine.prefixes.has(term.slice(0, length))) return term.slice(0, length);
  }
  return null;
}

function decode(postings, list) {
  const found = [];
  let number = -1;
  for (let i = 0; i < postings.length; ) {
    let step = 0;
    let scale = 1;
    let digit = DIGIT.get(postings[i++]);
    while (digit >= MORE) {
      step += (digit - MORE) * scale;
      scale *= MORE;
      digit = DIGIT.get(postings[i++]);
    }
    number += step + digit * scale + 1;
    const weight = DIGIT.get(postings[i++]);
    found.push({ place: list[number], level: weight % MORE, weaker: weight >= MORE });
  }
  return found;
}

async function lookUp(engine, term) {
  const prefix = prefixOf(engine, term);
  if (prefix === null) return [];
  const { terms, places: list } = await shard(prefix);
  return Object.hasOwn(terms, term) ? decode(terms[term], list) : [];
}

/* Return the terms of the vocabulary that begin with `beginning`, or that it goes beyond by an ending half typed. */
async function expand(engine, beginning) {
  const near = [...engine.prefixes].filter((prefix) => prefix.startsWith(beginning) || beginning.startsWith(prefix));
  const found = new Map();
  for (const { terms, places: list } of await Promise.all(near.filter(isWord).map(shard))) {
    for (const term of Object.keys(terms)) {
      const beyond = beginning.startsWith(term) && term.length >= 4 && beginning.length - term.length <= 2;
      if (term.startsWith(beginning) || beyond) found.set(term, decode(terms[term], list));
    }
  }
  for (const term of engine.words.singulars(beginning)) found.set(term, await lookUp(engine, term));
  return mostFrequent(found);
}

async function misspelt(engine, term) {
  if (term.length < 4) return [];
  const near = [...engine.prefixes].filter((prefix) => prefix.startsWith(term.slice(0, 2)) && isWord(prefix));
  const found = new Map();
  for (const { terms, places: list } of await Promise.all(near.map(shard))) {
    for (const other of Object.keys(terms)) {
      if (oneErrorApart(term, other)) found.set(other, decode(terms[other], list));
    }
  }
  return mostFrequent(found);
}

function isWord(prefix) {
  return prefix[0] !== "#" && prefix[0] !== "@";
}

function mostFrequent(found) {
  return [...found].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_EXPANSIONS);
}

/* Tell whether two words differ by one letter more, less or other, or by two neighbours in the wrong order. */
function oneErrorApart(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const swapped = a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
  return swapped || a.slice(i + 1) === b.slice(i + 1) || a.slice(i) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i);
}

// ------------------------------------------------------------------------------------------------------ words

/* What one word of the query matches: weights by document, and the terms to be marked. */
class Match {
  constructor(unit, text) {
    this.unit = unit;
    this.surface = text.slice(unit.start, unit.end);
    this.weights = new Map();
    this.terms = new Set();
  }

  add(term, postings, factor) {
    if (postings.length) this.terms.add(term);
    for (const { place, level, weaker } of postings) {
      const weight = (factor * level * (weaker ? OTHER_READING : 1)) / LEVELS;
      const before = this.weights.get(place.key);
      if (!before || before.weight < weight) this.weights.set(place.key, { place, weight });
    }
  }

  /* How much it tells of a document that it holds the word: much for a rare one. */
  rarity(total) {
    return Math.log(1 + (total - this.weights.size + 0.5) / (this.weights.size + 0.5));
  }
}

async function matchWord(engine, unit, text) {
  const match = new Match(unit, text);
  const [main, ...others] = await Promise.all([unit.terms[0], ...unit.weaker].map((term) => lookUp(engine, term)));
  match.add(unit.terms[0], main, 1);
  const asItself = main.filter((posting) => !posting.weaker).length;
  others.forEach((postings, i) => {
    // "وموسكو" also means "موسكو", a word in its own right; "كلمات" does not mean "لمات".
    const itself = postings.filter((posting) => !posting.weaker).length;
    if (itself ? itself >= asItself : !asItself) match.add(unit.weaker[i], postings, OTHER_READING);
  });
  return match;
}

async function matchBeginning(engine, match) {
  for (const beginning of engine.words.beginnings(match.surface)) {
    for (const [term, postings] of await expand(engine, beginning)) match.add(term, postings, BEGINNING);
  }
}

async function matchMisspelt(engine, match) {
  for (const [term, postings] of await misspelt(engine, match.unit.terms[0])) {
    match.add(term, postings, TYPING_ERROR);
  }
}

/* Return what each word matches: itself; else, for the last one, words that begin so; else words one error away. */
async function matchWords(engine, query) {
  const seen = new Set();
  const units = engine.words.units(query, true).filter((unit) => !seen.has(unit.terms[0]) && seen.add(unit.terms[0]));
  const matches = await Promise.all(units.map((unit) => matchWord(engine, unit, query)));
  for (const [i, match] of matches.entries()) {
    if (!match.weights.size && i === matches.length - 1) await matchBeginning(engine, match);
    if (!match.weights.size) await matchMisspelt(engine, match);
  }
  return matches;
}

// ------------------------------------------------------------------------------------------------------ documents

/* Return the documents that hold all words; where there are none, those that hold most of them, `missing` saying so. */
function combine(matches, total, allowed) {
  const found = new Map();
  for (const match of matches) {
    const rarity = match.rarity(total);
    for (const [key, { place, weight }] of match.weights) {
      if (!allowed(place)) continue;
      const entry = found.get(key) || { place, score: 0, held: new Set() };
      entry.score += weight * rarity;
      entry.held.add(match);
      found.set(key, entry);
    }
  }
  const all = [...found.values()];
  const most = Math.max(0, ...all.map((entry) => entry.held.size));
  if (most < matches.length / 2) return [];
  return all
    .filter((entry) => entry.held.size === most)
    .map(({ place, score, held }) => ({
      place,
      score: score * PRIOR[place.kind],
      missing: matches.filter((match) => !held.has(match)).map((match) => match.surface),
    }));
}

const EPOCH = 719163; // the ordinal of 1970-01-01 where 0001-01-01 is 1

function ordinal(day) {
  const time = Date.parse(day);
  if (Number.isNaN(time)) throw new Error("not a day: " + day);
  return Math.floor(time / 86400000) + EPOCH;
}

/* Return the terms under which the documents of a theme, person or outlet are found: by id, address or name. */
async function facetTerms(engine, kind, value) {
  const wanted = engine.words.plain(String(value)).trim();
  const facets = (await load("facets.json"))[kind];
  const ids = facets.filter((names) => names.some((name) => name === value || engine.words.plain(name) === wanted));
  return ids.map(([id]) => "#" + kind[0] + id);
}

async function filter(engine, options) {
  const sets = [];
  for (const kind of ["theme", "person", "outlet"]) {
    if (!options[kind]) continue;
    const keys = new Set();
    for (const term of await facetTerms(engine, kind, options[kind])) {
      for (const { place } of await lookUp(engine, term)) keys.add(place.key);
    }
    sets.push(keys);
  }
  const from = options.from ? ordinal(options.from) : -Infinity;
  const to = options.to ? ordinal(options.to) : Infinity;
  const dated = options.from || options.to;
  return (place) =>
    sets.every((keys) => keys.has(place.key)) && (!dated || (place.first && place.first <= to && place.last >= from));
}

function byRank(a, b) {
  return b.score - a.score || b.place.first - a.place.first || (a.place.key < b.place.key ? -1 : 1);
}

/* Answer a query: the best documents first, each with the words around its hits. */
async function search(query, options = {}) {
  const engine = await start();
  const [matches, allowed] = await Promise.all([matchWords(engine, String(query)), filter(engine, options)]);
  if (!matches.length) return [];
  const ranked = combine(matches, engine.total, allowed).sort(byRank).slice(0, options.limit ?? 20);
  const terms = new Set(matches.flatMap((match) => [...match.terms]));
  const marker = new Marker(engine.words, terms);
  return Promise.all(
    ranked.map(async ({ place, score, missing }) => {
      const document = (await load("t/" + place.bundle + ".json"))[place.position];
      return { document, place, score, missing, title: marker.mark(document.title), ...marker.excerpt(document.text) };
    }),
  );
}

// ------------------------------------------------------------------------------------------------------ protocols

function asResult({ document, score, missing, title: markedTitle, excerpt, isMarked }) {
  const { url, title, type, first, last, when, outlets } = document;
  const shown = isMarked || !markedTitle.includes("<mark>") ? excerpt : markedTitle;
  const date = first && first === last ? first : null;
  return { url, title, excerpt: shown, date, type, first, last, when, outlets, score, missing };
}

const KINDS = {
  event: "حدث",
  article: "مقال",
  person: "شخص أو مؤسسة",
  theme: "موضوع",
  story: "قصة مستمرة",
  outlet: "ناشر",
  day: "يوم",
};

function asItem({ document, score, missing, title, excerpt, place }) {
  const facts = [KINDS[document.type], place.kind === "d" ? "" : document.when, document.outlets.join("، ")];
  const about = '<p class="d-hit-about">' + facts.filter(Boolean).map(escapeHtml).join(" · ") + "</p>";
  const text = about + (excerpt ? '<p class="d-hit-text">' + excerpt + "</p>" : "");
  const terms = Object.fromEntries(missing.map((word) => [word, false]));
  return { location: document.url, title, text, score, terms };
}

/* Put the articles of an event under it, where the first of them stands. */
function asItems(found) {
  const groups = new Map();
  for (const hit of found) {
    const group = hit.place.group[0] === "e" ? hit.place.group : hit.place.key;
    groups.set(group, [...(groups.get(group) || []), hit]);
  }
  const eventFirst = (a, b) => (a.place.kind === "event" ? -1 : b.place.kind === "event" ? 1 : 0);
  return [...groups.values()].map((hits) => hits.sort(eventFirst).map(asItem));
}

let latest = 0;

async function answerMaterial(query) {
  const turn = ++latest;
  const found = await search(query, { limit: 30 }).catch(() => []);
  if (turn === latest) postMessage({ type: 3, data: { items: asItems(found) } });
}

addEventListener("message", ({ data }) => {
  if (data.type === 0) postMessage({ type: 1 });
  else if (data.type === 2) answerMaterial(data.data);
  else if (data.query !== undefined) {
    search(data.query, data.options).then(
      (found) => postMessage({ id: data.id, results: found.map(asResult) }),
      (error) => postMessage({ id: data.id, error: String(error) }),
    );
  } else if (data.warm) start().catch(() => {});
});
