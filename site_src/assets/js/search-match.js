/* What the words of a query match: themselves, other readings of them, words that begin so, words one typing error away. */
(function (root) {
  "use strict";

  const LEVELS = 31;

  /* How much a match counts beside one of the word itself. */
  const OTHER_READING = 0.7;
  const BEGINNING = 0.5;
  const TYPING_ERROR = 0.3;

  /* Words that a beginning or a typing error may stand for, and the files that they may lie in. */
  const RARE = 4; // documents that hold a short word which may as well be the beginning of another
  const DUAL = "ان"; // stays on words of five letters, since many names end so
  const BEGUN = { terms: 40, shards: 3 };
  const MISTYPED = { terms: 6, shards: 3 };

  /* Longer words may hold any error; in one of four letters only those that fingers or ears make, since too many words
   * are one letter apart. Letters of one row lie beside each other on an Arabic keyboard, or look or sound alike. */
  const ANY_ERROR = 5;
  const LEAST_LETTERS = 4;
  const [LIKELY, POSSIBLE, UNLIKELY, TOO_FAR] = [0, 1, 2, 3];
  const LONG_VOWELS = "اوي"; // what may be missing in a word of three letters

  const MOST_WORDS = 24;
  const LONGEST_QUERY = 600;

  /* What one word of the query matches: weights by document, and the terms to be marked. */
  class Match {
    constructor(unit, text) {
      this.unit = unit;
      this.surface = text.slice(unit.start, unit.end);
      this.weights = new Map();
      this.terms = new Set();
      this.corrections = [];
    }

    add(term, postings, factor) {
      if (postings.length) this.terms.add(term);
      for (const { document, level, weaker } of postings) {
        const weight = (factor * level * (weaker ? OTHER_READING : 1)) / LEVELS;
        if (!(this.weights.get(document) >= weight)) this.weights.set(document, weight);
      }
    }

    /* How much it tells of a document that it holds the word: much for a rare one. */
    rarity(total) {
      return Math.log(1 + (total - this.weights.size + 0.5) / (this.weights.size + 0.5));
    }
  }

  async function matchWord(index, unit, text) {
    const match = new Match(unit, text);
    const [main, ...others] = await Promise.all([unit.terms[0], ...unit.weaker].map((term) => index.find(term)));
    match.add(unit.terms[0], main, 1);
    const asItself = main.filter((posting) => !posting.weaker).length;
    others.forEach((postings, i) => {
      // "وموسكو" also means "موسكو", a word in its own right; "كلمات" does not mean "لمات".
      const itself = postings.filter((posting) => !posting.weaker).length;
      if (itself ? itself >= asItself : !asItself) match.add(unit.weaker[i], postings, OTHER_READING);
    });
    return match;
  }

  async function addAll(index, match, terms, factor) {
    const all = await Promise.all(terms.map((term) => index.find(term)));
    terms.forEach((term, i) => match.add(term, all[i], factor));
  }

  /* Take the word for the beginning of longer ones, or for one whose ending is half typed. */
  async function matchBeginning(index, match) {
    const beginnings = index.words.beginnings(match.surface);
    const begins = (term) =>
      beginnings.some((typed) => {
        const least = typed.endsWith(DUAL) ? LEAST_LETTERS - 1 : LEAST_LETTERS;
        const beyond = typed.startsWith(term) && term.length >= least && index.words.beginsEnding(typed.slice(term.length));
        return term.startsWith(typed) || beyond;
      });
    const letters = beginnings.map((typed) => typed[0]);
    const plurals = beginnings.flatMap((typed) => index.words.singulars(typed));
    await addAll(index, match, [...(await index.wordsLike(letters, begins, BEGUN)), ...plurals.slice(0, 8)], BEGINNING);
  }

  /* Take the word for two that were written as one: "حمدالنيل" for "حمد النيل". */
  async function matchJoined(index, match) {
    const at = match.surface.indexOf("ال", 2);
    if (at < 0 || match.surface.length - at < 4) return;
    const parts = index.words.units(match.surface.slice(0, at) + " " + match.surface.slice(at), true);
    const found = await Promise.all(parts.map((unit) => matchWord(index, unit, match.surface)));
    if (found.length < 2 || found.some((part) => !part.weights.size)) return;
    for (const [document, weight] of found[0].weights) {
      if (found.every((part) => part.weights.has(document))) match.weights.set(document, weight);
    }
    for (const part of found) for (const term of part.terms) match.terms.add(term);
  }

  /* Return what the word would be with two letters in another order, or with one letter less: as it is typed, since its
   * ending may be another one then ("بنغزاي", "بنغازي"). */
  function mended(words, letters) {
    const found = [];
    for (let i = 1; i < letters.length; i++) {
      const rest = letters.slice(i + 1);
      if (i + 1 < letters.length) found.push(letters.slice(0, i) + letters[i + 1] + letters[i] + rest.slice(1));
      if (letters[i] === letters[i - 1]) found.push(letters.slice(0, i) + rest);
    }
    return new Set(found.map((word) => words.readings(word).term).filter((term) => term.length >= LEAST_LETTERS));
  }

  async function matchMistyped(index, match) {
    const beginnings = index.words.beginnings(match.surface);
    const typed = [...new Set([match.unit.terms[0], ...beginnings])];
    const long = typed.filter((word) => word.length >= LEAST_LETTERS - 1 && !/[0-9@]/.test(word));
    if (!long.length) return;
    const likely = new Set(long.flatMap((word) => (word.length < LEAST_LETTERS ? [] : [...mended(index.words, word)])));
    const withArticle = beginnings.length > 1 ? beginnings[0] : ""; // its first letters say nothing of the word
    const farthest = (word) => (word === withArticle ? POSSIBLE : UNLIKELY);
    const isNear = (term, most) =>
      likely.has(term) || long.some((word) => distance(word, term, index.words) <= Math.min(most, farthest(word)));
    // The first letter is seldom wrong, but the first two may stand in the wrong order.
    const letters = long.flatMap((word) => [word[0], word[1]]);
    // What a finger or an ear would do comes first: where "أردوغان" is known, "اردغان" does not mean "أردف".
    let terms = [];
    for (let most = LIKELY; most <= UNLIKELY && !terms.length; most++) {
      terms = await index.wordsLike(letters, (term) => isNear(term, most), MISTYPED);
    }
    await addAll(index, match, terms, TYPING_ERROR);
    match.corrections = terms.filter((term) => match.terms.has(term)).slice(0, 3);
  }

  /* Return how far the word as typed (`a`) is from one that is known: LIKELY, POSSIBLE, UNLIKELY or TOO_FAR. They differ by
   * one letter more, less or other, or by two neighbours in the wrong order. */
  function distance(a, b, words) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return TOO_FAR;
    const isShort = a.length < LEAST_LETTERS;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    if (!isShort && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)) return i ? LIKELY : POSSIBLE;
    if (i === 0) return TOO_FAR;
    if (a.slice(i) === b.slice(i + 1)) return LONG_VOWELS.includes(b[i]) ? LIKELY : isShort ? TOO_FAR : POSSIBLE; // one is missing
    if (isShort) return TOO_FAR;
    if (a.slice(i + 1) === b.slice(i)) {
      if (a[i] === a[i - 1] || (LONG_VOWELS.includes(a[i]) && a.length > LEAST_LETTERS)) return LIKELY;
      return a.length > LEAST_LETTERS ? UNLIKELY : TOO_FAR; // one too many
    }
    if (a.slice(i + 1) !== b.slice(i + 1)) return TOO_FAR;
    if (words.alike(a[i], b[i])) return POSSIBLE;
    return Math.min(a.length, b.length) >= ANY_ERROR ? UNLIKELY : TOO_FAR;
  }

  /* Return the words of a query, each once. */
  function wordsOf(index, query) {
    const seen = new Set();
    const units = index.words.units(query.slice(0, LONGEST_QUERY), true);
    return units.filter((unit) => !seen.has(unit.terms[0]) && seen.add(unit.terms[0])).slice(0, MOST_WORDS);
  }

  /* Tell whether some document holds every word. */
  function haveCommon(matches) {
    const [least, ...others] = [...matches].sort((a, b) => a.weights.size - b.weights.size);
    return [...least.weights.keys()].some((document) => others.every((match) => match.weights.has(document)));
  }

  /* Return what each word matches: itself; else, for the last one, words that begin so; else words one error away. */
  async function matchWords(index, query) {
    const matches = await Promise.all(wordsOf(index, query).map((unit) => matchWord(index, unit, query)));
    if (!matches.length) return matches;
    const last = matches[matches.length - 1];
    const isBeingTyped = query.trimEnd().endsWith(last.surface);
    if (haveCommon(matches)) {
      // "رون" is a rare word, and the beginning of "رونالدو".
      const [term] = last.unit.terms;
      const isShort = term.length > 2 && term.length <= LEAST_LETTERS && index.words.beginnings(last.surface).includes(term);
      if (isBeingTyped && isShort && matches.length === 1 && last.weights.size <= RARE) await matchBeginning(index, last);
      return matches;
    }
    const unknown = matches.filter((match) => !match.weights.size);
    if (isBeingTyped) await matchBeginning(index, last);
    for (const match of unknown) {
      if (!match.weights.size) await matchJoined(index, match);
      if (!match.weights.size || !haveCommon(matches)) await matchMistyped(index, match);
    }
    return matches;
  }

  root.digestMatch = { matchWords };
})(self);
