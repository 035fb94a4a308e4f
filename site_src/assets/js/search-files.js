/* The files of the index (docs/search.md): loaded when they are needed, unpacked, read. */
(function (root) {
  "use strict";

  const ROOT = new URL("../../data/search/", root.location.href);
  const VERSION = 2;

  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const DIGIT = new Map([...ALPHABET].map((character, value) => [character, value]));
  const MORE = 32;
  const NEW_FILE = 1;
  const NEW_GROUP = 2;
  const KINDS = { e: "event", a: "article", p: "person", t: "theme", s: "story", o: "outlet", d: "day", g: "page" };

  // ---------------------------------------------------------------------------------------------------- loading

  const files = new Map();

  /* What fails is forgotten, so that asking again loads it again. */
  function remember(key, make) {
    if (!files.has(key)) {
      const answer = make();
      files.set(key, answer);
      answer.catch(() => files.delete(key));
    }
    return files.get(key);
  }

  async function fetched(name) {
    const response = await fetch(new URL(name + ".bin", ROOT));
    if (!response.ok) throw new Error(name + ": " + response.status);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return JSON.parse(new TextDecoder().decode(root.digestInflate(bytes)));
  }

  const load = (name) => remember(name, () => fetched(name));

  const codes = (letters) => [...letters].map((letter) => letter.codePointAt(0).toString(16)).join("-");

  // ---------------------------------------------------------------------------------------------------- reading

  /* Call back with each number that a string of distances gives, and where the next one begins. */
  function readNumbers(written, take) {
    let number = -1;
    for (let i = 0; i < written.length; ) {
      let step = 0;
      let scale = 1;
      let digit = DIGIT.get(written[i++]);
      while (digit >= MORE) {
        step += (digit - MORE) * scale;
        scale *= MORE;
        digit = DIGIT.get(written[i++]);
      }
      number += step + digit * scale + 1;
      i = take(number, i);
    }
  }

  const asList = (value) => (Array.isArray(value) ? value : [value]);

  /* Return the documents in order: what is known of them without their texts. */
  function readRegister(register) {
    const documents = [];
    readNumbers(register.numbers, (number, i) => documents.push({ number }) && i);
    const open = new Set(register.open);
    let file = "";
    let position = 0;
    let group = "";
    documents.forEach((document, i) => {
      const mark = DIGIT.get(register.marks[i]);
      if (mark & NEW_FILE) [file, position] = [document.number.toString(36), 0];
      if (mark & NEW_GROUP) group = document.number.toString(36);
      const first = register.first[i] ? register.first[i] + register.base : 0;
      const last = open.has(i) ? Infinity : first + register.days[i];
      const kind = KINDS[register.kinds[i]];
      const [themes, outlets] = [asList(register.themes[i]), asList(register.outlets[i])];
      Object.assign(document, { kind, group, file, position: position++, first, last, themes, outlets });
    });
    return documents;
  }

  // ---------------------------------------------------------------------------------------------------- the index

  class Index {
    constructor(index, table, register) {
      if (index.version !== VERSION) throw new Error("the index is of another version");
      this.words = root.digestNormaliser(table);
      this.kinds = table.kinds;
      this.prefixes = index.shards.split(" ");
      this.known = new Set(this.prefixes);
      this.longest = Math.max(0, ...this.prefixes.map((prefix) => prefix.length));
      this.letters = new Set(index.letters);
      this.documents = readRegister(register);
      this.byNumber = new Map(this.documents.map((document) => [document.number, document]));
      this.names = register.names;
    }

    shardOf(term) {
      for (let length = Math.min(this.longest, term.length); length > 0; length--) {
        if (this.known.has(term.slice(0, length))) return term.slice(0, length);
      }
      return null;
    }

    /* Return where a term stands: [{document, level, weaker}]. */
    async find(term) {
      const prefix = this.shardOf(term);
      if (prefix === null) return [];
      const terms = await load("s/" + codes(prefix));
      const found = [];
      if (!Object.prototype.hasOwnProperty.call(terms, term)) return found;
      readNumbers(terms[term], (number, i) => {
        const weight = DIGIT.get(terms[term][i]);
        found.push({ document: this.byNumber.get(number), level: weight % MORE, weaker: weight >= MORE });
        return i + 1;
      });
      return found.filter(({ document }) => document); // none while files of two builds meet
    }

    /* Return the words that begin with a letter: [{term, documents}], the latter roughly, as a power of two. */
    async vocabulary(letter) {
      if (!this.letters.has(letter)) return [];
      return remember("words " + letter, async () => {
        const [terms, counts] = await load("v/" + codes(letter));
        return terms.split(" ").map((term, i) => ({ term, documents: DIGIT.get(counts[i]) }));
      });
    }

    /* Return the words of some letters for which `test` holds, the most frequent first, as long as few shards hold them. */
    async wordsLike(letters, test, most) {
      const lists = await Promise.all([...new Set(letters)].map((letter) => this.vocabulary(letter)));
      const found = lists.flat().filter(({ term }) => test(term));
      found.sort((a, b) => b.documents - a.documents || (a.term < b.term ? -1 : 1));
      const shards = new Set();
      return found.slice(0, most.terms).filter(({ term }) => {
        const shard = this.shardOf(term);
        return shards.has(shard) || (shards.size < most.shards && shards.add(shard));
      }).map(({ term }) => term);
    }

    /* Return what is shown of a document. */
    async text(document) {
      return (await load("t/" + document.file))[document.position];
    }

    /* Return the texts that did not come with it: {text, names}. */
    async rest(document) {
      return (await load("t/" + document.file + "-1"))[document.position];
    }
  }

  /* Return the index, loaded once. */
  function openIndex() {
    return remember("", async () => {
      const [index, table, register] = await Promise.all(["index", "table", "register"].map(load));
      return new Index(index, table, register);
    });
  }

  root.digestIndex = { openIndex };
})(self);
