/* The query side of the search: answers from the files of data/search/ (docs/search.md), loading only what it needs.
 *
 * It speaks two protocols. Its own: {id, query, options} is answered by {id, results, …} or {id, error}. Material's, whose
 * search dialog it stands behind: {type: 2, data: query} is answered by {type: 3, data: {items}}, and {type: 0} by
 * {type: 1}, which says that it is ready.
 */
"use strict";

importScripts("search-inflate.js", "search-files.js", "search-normalise.js", "search-marker.js", "search-match.js", "search-answer.js");

const { answer, asResult, escapeHtml } = self.digestAnswer;

// ------------------------------------------------------------------------------------------------------ Material

function asItem(kinds, { document, text, title, excerpt, score, missing }) {
  const facts = [kinds[document.kind], document.kind === "day" ? "" : text.when || "", text.outlets.join("، ")];
  const about = '<p class="d-hit-about">' + facts.filter(Boolean).map(escapeHtml).join(" · ") + "</p>";
  const shown = about + (excerpt ? '<p class="d-hit-text">' + excerpt + "</p>" : "");
  const terms = Object.fromEntries(missing.map((word) => [word, false]));
  return { location: text.url, title, text: shown, score, terms };
}

/* Put the articles of an event under it. */
function asItems({ kinds, hits }) {
  const groups = new Map();
  for (const hit of hits) {
    groups.set(hit.document.group, [...(groups.get(hit.document.group) || []), asItem(kinds, hit)]);
  }
  return [...groups.values()];
}

const IN_DIALOG = { limit: 10, grouped: true };
let latest = 0;

async function answerMaterial(query) {
  const turn = ++latest;
  const items = await answer(query, IN_DIALOG).then(asItems, () => []);
  if (turn === latest) postMessage({ type: 3, data: { items } });
}

// ------------------------------------------------------------------------------------------------------ scripts

async function answerScript({ id, query, options }) {
  try {
    const { kinds, hits, ...about } = await answer(query, options);
    postMessage({ id, results: hits.map(asResult), ...about });
  } catch (error) {
    postMessage({ id, error: String(error.message || error) });
  }
}

addEventListener("message", ({ data }) => {
  if (data.type === 0) postMessage({ type: 1 });
  else if (data.type === 2) answerMaterial(data.data);
  else if (data.query !== undefined) answerScript(data);
  else if (data.warm) self.digestIndex.openIndex().catch(() => {});
});
