/* From text to the terms of the index: the same steps as digest/search/normalise.py, over the same table (table.json).
 *
 * 1. Words are runs of the table's characters; marks vanish, letters of one sound become one, digits become ASCII.
 * 2. The definite article goes (with the letters before it), unless the word owns it.
 * 3. Endings go, up to three; a broken plural becomes its singular. That is the term.
 * 4. Where the first letter may be a word of its own ("و", "ب", …), the rest gives a further, weaker term.
 * 5. Dates in words or numbers become terms such as `@01-28`; "عبد الله" is one word.
 *
 * A unit is {start, end, terms, weaker}, offsets in UTF-16 code units of the text.
 */
(function (root) {
  "use strict";

  const LONGEST_WORD = 64;
  const ROUNDS = 3;
  const LEAST_LETTERS = 3;
  const DOUBTFUL = 4;
  const CLITICS = "وفبكل";
  const SHORTEST_WITH_CLITIC = 4;
  const ARABIC_WORD = /^[\u0621-\u064a]+$/;
  const SHORT_NUMBER = /^[0-9]{1,4}$/;

  function createNormaliser(table) {
    const word = new RegExp("[" + table.word + "]+", "g");
    const tanwin = new RegExp(table.tanwin);
    const article = new RegExp(table.article);
    const proclitics = table.proclitics.map((pattern) => new RegExp(pattern));
    const finishing = table.finish.map(([pattern, to]) => [new RegExp(pattern, "g"), to]);
    const fold = new Map(Object.entries(table.fold));
    const plurals = new Map(Object.entries(table.plurals));
    const months = new Map(Object.entries(table.months));
    const ordinals = new Map(Object.entries(table.ordinals));
    const patterns = table.pluralPatterns.map(([pattern, to]) => [new RegExp(pattern), to]);
    const stop = new Set(table.stop);
    const withAl = new Set(table.withAl);
    const withFirst = new Set(table.withFirst);
    const withAlef = new Set(table.withAlef);
    const joined = new Set(table.joined);
    const shyMonths = new Set(table.shyMonths);

    function lettersOf(raw) {
      let letters = "";
      for (const character of raw) letters += fold.has(character) ? fold.get(character) : character;
      if (letters.endsWith("يء") && letters.length > LEAST_LETTERS) return letters.slice(0, -2) + "ئ"; // "طوارىء"
      return letters.endsWith("ا") && tanwin.test(raw) ? letters.slice(0, -1) : letters;
    }

    function finish(letters) {
      for (const [pattern, to] of finishing) letters = letters.replace(pattern, to);
      return letters;
    }

    function tokens(text) {
      const found = [];
      for (const match of text.matchAll(word)) {
        const letters = lettersOf(match[0]);
        if (letters && letters.length <= LONGEST_WORD) {
          found.push({ start: match.index, end: match.index + match[0].length, letters, plain: finish(letters) });
        }
      }
      return found;
    }

    function withoutEnding(letters) {
      for (const [ending, least] of table.endings) {
        if (!letters.endsWith(ending)) continue;
        const rest = letters.slice(0, -ending.length);
        if (rest.length >= least && !(ending[0] === "ي" && rest.endsWith("ا"))) return rest;
      }
      return letters;
    }

    function stem(letters) {
      for (let round = 0; round < ROUNDS; round++) letters = withoutEnding(letters);
      return letters;
    }

    function ownsArticle(word) {
      const short = stem(word);
      const isDoubtful = short.length <= DOUBTFUL && table.doubtfulEndings.includes(word.slice(short.length));
      return !isDoubtful && withAl.has(finish(short));
    }

    function base(letters) {
      const match = article.exec(letters);
      if (!match || letters.length - match[0].length < LEAST_LETTERS) return { before: "", base: letters };
      for (const start of [0, match[0].length - 2]) {
        if (ownsArticle(letters.slice(start))) {
          return { before: letters.slice(0, start), base: letters.slice(start) };
        }
      }
      return { before: match[0], base: letters.slice(match[0].length) };
    }

    function term(letters) {
      const whole = finish(letters);
      if (plurals.has(whole)) return plurals.get(whole);
      for (const pronoun of table.pronouns) {
        if (!letters.endsWith(pronoun)) continue;
        const rest = finish(letters.slice(0, -pronoun.length));
        if (plurals.has(rest)) return plurals.get(rest);
      }
      const short = stem(letters);
      for (const [pattern, to] of patterns) if (pattern.test(short)) return finish(short.replace(pattern, to));
      return finish(short);
    }

    function isAccusative(letters) {
      return letters.length > LEAST_LETTERS && letters.endsWith("ا") && letters[letters.length - 2] !== "ي" && !withAlef.has(finish(letters));
    }

    function mayLose(letters, ending) {
      return letters.endsWith(ending) && letters.length - ending.length >= LEAST_LETTERS;
    }

    const known = new Map();

    function readings(letters) {
      if (!known.has(letters)) known.set(letters, read(letters));
      return known.get(letters);
    }

    function read(letters) {
      if (!ARABIC_WORD.test(letters)) return { term: letters, weaker: [] };
      const split = base(letters);
      const main = term(split.base);
      const rests = [];
      if (split.before.endsWith("لل")) {
        rests.push("ل" + split.base);
      } else if (!split.before && !withFirst.has(main)) {
        for (const pattern of proclitics) {
          const match = pattern.exec(letters);
          if (match) rests.push(base(letters.slice(match[0].length)).base);
        }
      }
      const bases = [split.base, ...rests];
      for (const one of bases) if (isAccusative(one)) rests.push(one.slice(0, -1));
      for (const one of bases) {
        for (const ending of table.doubtfulEndings) if (mayLose(one, ending)) rests.push(one.slice(0, -ending.length));
      }
      return { term: main, weaker: [...new Set(rests.map(term))].filter((other) => other !== main) };
    }

    function isStop(plain) {
      if (stop.has(plain) || ("وف".includes(plain[0]) && stop.has(plain.slice(1)))) return true;
      return plain.length === 1 && ARABIC_WORD.test(plain);
    }

    function isJoined(plain) {
      for (let cut = 0; cut < Math.min(3, plain.length); cut++) {
        if (joined.has(plain.slice(cut)) && [...plain.slice(0, cut)].every((letter) => CLITICS.includes(letter))) return true;
      }
      return false;
    }

    function monthAt(list, at) {
      for (const length of [2, 1]) {
        if (at + length > list.length) continue;
        const name = list.slice(at, at + length).map((token) => token.plain).join(" ");
        const bare = CLITICS.includes(name[0]) && name.length > SHORTEST_WITH_CLITIC ? name.slice(1) : name;
        for (const known of [name, bare]) {
          if (months.has(known)) return { number: months.get(known), end: at + length, name: known };
        }
      }
      return { number: 0, end: at, name: "" };
    }

    function isDay(plain) {
      return SHORT_NUMBER.test(plain) && Number(plain) >= 1 && Number(plain) <= 31;
    }

    function isYear(plain) {
      return SHORT_NUMBER.test(plain) && Number(plain) >= 1900 && Number(plain) < 2100;
    }

    function valid(date) {
      return date.month >= 1 && date.month <= 12 && date.day >= 0 && date.day <= 31 ? date : null;
    }

    function numericDate(text, list, i, query) {
      const parts = list.slice(i, i + 3).map((token) => token.plain);
      const marks = [];
      for (let j = i; j < Math.min(i + 2, list.length - 1); j++) marks.push(text.slice(list[j].end, list[j + 1].start));
      if (parts.length < 2 || !parts.slice(0, 2).every((part) => SHORT_NUMBER.test(part))) return null;
      if (parts.length === 3 && marks[0] === marks[1] && ["/", "-", "."].includes(marks[0]) && SHORT_NUMBER.test(parts[2])) {
        const [day, month, year] = parts[0].length === 4 ? [parts[2], parts[1], parts[0]] : parts;
        if (year.length === 4) {
          return valid({ first: i, end: i + 3, names: [i, i], year, month: Number(month), day: Number(day) });
        }
      }
      if (query && ["/", "-"].includes(marks[0]) && (isYear(parts[0]) || isYear(parts[1]))) {
        const [month, year] = isYear(parts[0]) ? [parts[1], parts[0]] : parts;
        return valid({ first: i, end: i + 2, names: [i, i], year, month: Number(month), day: 0 });
      }
      if (query && marks[0] === "/") {
        return valid({ first: i, end: i + 2, names: [i, i], year: "", month: Number(parts[1]), day: Number(parts[0]) });
      }
      return null;
    }

    /* The day that is named at a word, in digits or words, and where its month may stand. */
    function dayAt(list, i) {
      let day = 0;
      let at = i;
      if (isDay(list[i].plain)) {
        day = Number(list[i].plain);
        at += 1;
      } else if (ordinals.has(list[i].plain) && !(i && table.parts.includes(list[i - 1].plain))) {
        day = ordinals.get(list[i].plain);
        at += 1;
        const after = at < list.length ? list[at].plain : "";
        const tens = after.startsWith("و") ? ordinals.get(after.slice(1)) || 0 : 0;
        const more = after === table.teen ? 10 : tens;
        if (day < 10 && more >= 10) {
          day += more;
          at += 1;
        }
      } else {
        return { day, at };
      }
      while (at < list.length && table.links.includes(list[at].plain)) at += 1;
      return { day, at };
    }

    function dateInWords(list, i) {
      const { day, at } = dayAt(list, i);
      const { number, end: next, name } = monthAt(list, at);
      if (!number) return null;
      let end = next;
      let doubled = false;
      for (let again = monthAt(list, end); again.number === number; again = monthAt(list, end)) {
        end = again.end;
        doubled = true;
      }
      const year = end < list.length && isYear(list[end].plain) ? list[end].plain : "";
      if (!(day || year || doubled) && shyMonths.has(name)) return null;
      return valid({ first: i, end: year ? end + 1 : end, names: [at, end], year, month: number, day });
    }

    function dates(text, list, query) {
      const found = [];
      for (let i = 0; i < list.length; i++) {
        const date = numericDate(text, list, i, query) || dateInWords(list, i);
        if (date) {
          found.push(date);
          i = date.end - 1;
        }
      }
      return found;
    }

    function dateTerms({ year, month, day }) {
      const two = (number) => String(number).padStart(2, "0");
      const dayTerm = day ? two(month) + "-" + two(day) : "";
      const terms = [year && dayTerm ? year + "-" + dayTerm : "", dayTerm, year ? year + "-" + two(month) : "", two(month)];
      return terms.filter(Boolean).map((name) => "@" + name);
    }

    function units(text, query = false) {
      const list = tokens(text);
      const found = [];
      const hidden = new Set();
      for (const date of dates(text, list, query)) {
        found.push({ start: list[date.first].start, end: list[date.end - 1].end, terms: dateTerms(date), weaker: [] });
        const [from, to] = query ? [date.first, date.end] : date.names;
        for (let i = from; i < to; i++) hidden.add(i);
      }
      for (let i = 0; i + 1 < list.length; i++) {
        if (hidden.has(i) || hidden.has(i + 1) || !isJoined(list[i].plain)) continue;
        const read = readings(list[i].letters + list[i + 1].letters);
        found.push({ start: list[i].start, end: list[i + 1].end, terms: [read.term], weaker: read.weaker });
        if (query) hidden.add(i).add(i + 1);
      }
      list.forEach((token, i) => {
        if (hidden.has(i) || (!token.letters.endsWith("ء") && isStop(token.plain))) return;
        const read = readings(token.letters);
        found.push({ start: token.start, end: token.end, terms: [read.term], weaker: read.weaker });
      });
      return found.sort((a, b) => a.start - b.start || b.end - a.end);
    }

    /* What the terms of words that begin with a half-typed word may begin with: the letters, without an article too. */
    function beginnings(raw) {
      const letters = lettersOf(raw);
      const match = article.exec(letters);
      const found = [letters, ...(match ? [letters.slice(match[0].length)] : [])];
      return [...new Set(found.map(finish))].filter((beginning) => beginning.length >= 2);
    }

    /* The terms of broken plurals that begin so. */
    function singulars(beginning) {
      return [...new Set([...plurals].filter(([plural]) => plural.startsWith(beginning)).map(([, singular]) => singular))];
    }

    /* A name as a filter compares it: its terms in order. */
    function name(text) {
      return units(text, true).map((unit) => unit.terms[0]).join(" ");
    }

    /* Whether a folded word is another one after letters that are written together with it ("والجيش"). */
    function isAfterClitic(longer, word) {
      const before = longer.length - word.length;
      return before > 0 && before < 3 && longer.endsWith(word) && [...longer.slice(0, before)].every((c) => CLITICS.includes(c));
    }

    /* Whether two letters are easily taken for each other. */
    function alike(one, other) {
      return table.alike.some((letters) => letters.includes(one) && letters.includes(other));
    }

    /* Whether letters are the first ones of an ending, or an ending with one letter taken for another. */
    function beginsEnding(letters) {
      return table.endings.some(([ending]) => {
        const wrong = [...letters].map((letter, i) => [letter, ending[i]]).filter(([typed, right]) => typed !== right);
        if (!wrong.length) return true;
        return wrong.length === 1 && ending.length === letters.length && letters.length > 1 && alike(...wrong[0]);
      });
    }

    const plain = (raw) => finish(lettersOf(raw));

    return { tokens, units, readings, beginnings, singulars, finish, plain, name, isAfterClitic, alike, beginsEnding };
  }

  root.digestNormaliser = createNormaliser;
})(self);
