/* From what the words match to an answer: which documents, in which order, with the words around the hits. */
(function (root) {
  "use strict";

  const { Marker, escapeHtml } = root.digestMarker;

  /* How much a document of each kind counts for the same words. A person, theme, story, outlet or day has few words
   * besides its name, so who asks by that name wants the page of that name; an event's page comes before its articles. */
  const PRIOR = { event: 1.2, article: 1, person: 1.4, theme: 1.4, story: 1.4, outlet: 1.4, day: 1.4, page: 1 };

  /* How much more a page counts whose whole name was asked for. */
  const WHOLE_NAME = 1.7;

  const LIMIT = 20;
  const IN_GROUP = 3;
  const EPOCH = 719163; // the ordinal of 1970-01-01 where 0001-01-01 is 1
  const DAY = /^\d{4}-\d\d-\d\d$/;

  /* Documents in which a phrase is looked for, at most: the texts of each must be loaded. */
  const MOST_READ = 40;
  const PHRASE = /["«“„‟”]([^"«»“”„‟]+)["»”“‟]/g;

  // ---------------------------------------------------------------------------------------------------- options

  function dayOf(value, name) {
    if (value === undefined || value === null || value === "") return null;
    const time = DAY.test(value) ? Date.parse(value) : NaN;
    if (Number.isNaN(time) || asDay(time / 86400000 + EPOCH) !== value) {
      throw new RangeError("`" + name + "` is not a day such as 2022-01-28: " + value);
    }
    return time / 86400000 + EPOCH;
  }

  const asDay = (ordinal) => new Date((ordinal - EPOCH) * 86400000).toISOString().slice(0, 10);

  function count(value, name, usual) {
    if (value === undefined || value === null) return usual;
    if (!Number.isInteger(value) || value < 0) throw new RangeError("`" + name + "` is not a number of results: " + value);
    return value;
  }

  function checked(options) {
    const { theme, person, outlet, sort = "relevance", grouped = false, facets = false } = options || {};
    if (sort !== "relevance" && sort !== "date") throw new RangeError("`sort` is neither relevance nor date: " + sort);
    return {
      theme, person, outlet, sort, grouped, facets,
      from: dayOf(options?.from, "from"),
      to: dayOf(options?.to, "to"),
      limit: count(options?.limit, "limit", LIMIT),
      offset: count(options?.offset, "offset", 0),
      inGroup: Math.max(1, count(options?.perGroup, "perGroup", IN_GROUP)),
    };
  }

  // ---------------------------------------------------------------------------------------------------- filters

  /* Return the places in a list of names that a value names: by id, address word or name. */
  function named(index, kind, value) {
    const wanted = index.words.name(String(value));
    return index.names[kind].flatMap((names, i) =>
      names.includes(value) || (wanted && names.some((name) => index.words.name(name) === wanted)) ? [i] : [],
    );
  }

  async function filter(index, options) {
    const tests = [];
    for (const [kind, column] of [["theme", "themes"], ["outlet", "outlets"]]) {
      if (!options[kind]) continue;
      const wanted = new Set(named(index, kind, options[kind]));
      tests.push((document) => document[column].some((place) => wanted.has(place)));
    }
    if (options.person) {
      const terms = ["#" + options.person, "#=" + index.words.name(String(options.person))];
      const found = (await Promise.all(terms.map((term) => index.find(term)))).flat();
      const theirs = new Set(found.map(({ document }) => document));
      tests.push((document) => theirs.has(document));
    }
    if (options.from !== null) tests.push((document) => document.first && document.last >= options.from);
    if (options.to !== null) tests.push((document) => document.first && document.first <= options.to);
    return (document) => tests.every((test) => test(document));
  }

  // ---------------------------------------------------------------------------------------------------- order

  /* Return the documents that hold all words; where there are none, those that hold most of them, `missing` saying so. */
  function combine(matches, total, allowed, named) {
    const found = new Map();
    for (const match of matches) {
      const rarity = match.rarity(total);
      for (const [document, weight] of match.weights) {
        if (!allowed(document)) continue;
        const entry = found.get(document) || { document, score: 0, held: new Set() };
        entry.score += weight * rarity;
        entry.held.add(match);
        found.set(document, entry);
      }
    }
    const all = [...found.values()];
    const most = all.reduce((number, entry) => Math.max(number, entry.held.size), 0);
    if (most < matches.length / 2) return [];
    return all
      .filter((entry) => entry.held.size === most)
      // Where a word is missing, those that are there must be there as typed: two guesses are one too many.
      .filter(({ held }) => most === matches.length || [...held].some((match) => !match.corrections.length))
      .map(({ document, score, held }) => ({
        document,
        score: score * PRIOR[document.kind] * (named.has(document) ? WHOLE_NAME : 1),
        missing: matches.filter((match) => !held.has(match)).map((match) => match.surface),
      }));
  }

  const byScore = (a, b) =>
    b.score - a.score || b.document.first - a.document.first || a.document.number - b.document.number;

  const byDate = (a, b) => b.document.first - a.document.first || byScore(a, b);

  function byGroup(entries) {
    const groups = new Map();
    for (const entry of entries) {
      const { group } = entry.document;
      if (groups.has(group)) groups.get(group).push(entry);
      else groups.set(group, [entry]);
    }
    return [...groups.values()];
  }

  /* Return the part of the ordered documents that was asked for. */
  function portion(entries, { limit, offset, grouped, inGroup }) {
    if (!grouped) return entries.slice(offset, offset + limit);
    return byGroup(entries).slice(offset, offset + limit).flatMap((group) => {
      const isEvent = ({ document }) => document.kind === "event";
      const shown = [...group.filter(isEvent), ...group.filter((entry) => !isEvent(entry))].slice(0, inGroup);
      shown[0].more = group.length - shown.length;
      return shown;
    });
  }

  // ---------------------------------------------------------------------------------------------------- phrases

  /* Return what a query has between quotation marks, as words. */
  function phrasesOf(words, query) {
    const found = [...query.matchAll(PHRASE)].map((match) => words.tokens(match[1]).map((token) => token.plain));
    return found.filter((phrase) => phrase.length);
  }

  function holds(words, text, phrase) {
    const typed = words.tokens(text).map((token) => token.plain);
    return typed.some((_, at) =>
      phrase.every((word, i) => {
        const other = typed[at + i];
        return other === word || (i === 0 && other !== undefined && words.isAfterClitic(other, word));
      }),
    );
  }

  async function holdsPhrases(index, { document }, phrases) {
    const text = await index.text(document);
    const rest = text.more ? await index.rest(document) : {};
    const all = [text.title, ...(text.text || []), ...(rest.text || []), ...(rest.names || [])];
    return phrases.every((phrase) => all.some((one) => holds(index.words, one, phrase)));
  }

  async function withPhrases(index, entries, phrases) {
    const read = entries.slice(0, MOST_READ);
    const kept = await Promise.all(read.map((entry) => holdsPhrases(index, entry, phrases)));
    return read.filter((_, i) => kept[i]);
  }

  // ---------------------------------------------------------------------------------------------------- texts

  /* Add to a document what is shown of it. More of its text is loaded if no word stands in its heading or first texts. */
  async function withText(index, marker, entry) {
    const text = { text: [], people: [], ...(await index.text(entry.document)) };
    text.outlets = entry.document.outlets.map((place) => index.names.outlet[place][1]);
    text.themes = entry.document.themes.map((place) => index.names.theme[place]);
    const title = marker.mark(text.title);
    let shown = marker.excerpt(text.text);
    if (!shown.isMarked && text.more && !title.includes("<mark>")) {
      const rest = await index.rest(entry.document);
      const further = [marker.excerpt(rest.text || []), marker.excerpt(rest.names || [])];
      shown = further.find((one) => one.isMarked) || shown;
    }
    const excerpt = shown.isMarked || !title.includes("<mark>") ? shown.excerpt : title;
    return { ...entry, text, title, excerpt };
  }

  function asResult({ document, text, title, excerpt, missing, score, more }) {
    const { kind, first, last, group } = document;
    const days = { first: first ? asDay(first) : null, last: first && last !== Infinity ? asDay(last) : null };
    return {
      url: text.url,
      title: text.title,
      heading: title,
      excerpt,
      date: first && first === last ? asDay(first) : null,
      type: kind,
      ...days,
      when: text.when || "",
      outlets: text.outlets,
      themes: text.themes.map(([id, name]) => ({ id, name })),
      people: text.people.map(([id, name]) => ({ id, name })),
      group,
      more: more || 0,
      missing,
      score,
    };
  }

  // ---------------------------------------------------------------------------------------------------- facets

  function counted(pairs) {
    const found = new Map();
    for (const [id, name] of pairs) found.set(id, { id, name, count: (found.get(id)?.count || 0) + 1 });
    return [...found.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  }

  function countFacets(index, entries, hits) {
    const of = (kind, column) =>
      counted(entries.flatMap(({ document }) => document[column].map((place) => index.names[kind][place])));
    return {
      theme: of("theme", "themes"),
      outlet: of("outlet", "outlets"),
      person: counted(hits.flatMap(({ text }) => text.people)),
    };
  }

  // ---------------------------------------------------------------------------------------------------- the answer

  async function answer(query, given = {}) {
    const options = checked(given);
    const index = await root.digestIndex.openIndex();
    const text = String(query ?? "");
    const [matches, allowed, found] = await Promise.all([
      root.digestMatch.matchWords(index, text),
      filter(index, options),
      index.find("=" + index.words.name(text)),
    ]);
    const named = new Set(found.map(({ document }) => document));
    let entries = matches.length ? combine(matches, index.documents.length, allowed, named).sort(byScore) : [];
    const phrases = phrasesOf(index.words, text);
    if (phrases.length) entries = await withPhrases(index, entries, phrases);
    if (options.sort === "date") entries.sort(byDate);
    const marker = new Marker(index.words, new Set(matches.flatMap((match) => [...match.terms])));
    const hits = await Promise.all(portion(entries, options).map((entry) => withText(index, marker, entry)));
    const corrected = matches.filter((match) => entries.length && match.corrections.length);
    return {
      kinds: index.kinds,
      hits,
      total: entries.length,
      groups: new Set(entries.map(({ document }) => document.group)).size,
      missing: [...new Set(matches.map((match) => match.surface))].filter(
        (word) => entries.length && entries.every((entry) => entry.missing.includes(word)),
      ),
      corrected: corrected.map((match) => ({ typed: match.surface, taken: match.corrections })),
      facets: options.facets ? countFacets(index, entries, hits) : null,
    };
  }

  root.digestAnswer = { answer, asResult, escapeHtml };
})(self);
