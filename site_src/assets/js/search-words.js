/* Words and elements of the search page: its sentences, numbers with their nouns, and the pieces that it is built of.
 *
 * All words stand in the page (templates/search.md.j2), in data attributes of `root`; {n}, {m} and {q} in them are
 * filled in here.
 */
window.digestSearchWords = (root) => {
  "use strict";

  const plural = new Intl.PluralRules("ar");
  const digits = [...root.dataset.digits];

  function number(value) {
    return String(value).replace(/[0-9]/g, (digit) => digits[digit]);
  }

  function word(key, values = {}) {
    return (root.dataset[key] || "").replace(/\{(\w)\}/g, (whole, name) => values[name] ?? whole);
  }

  function key(first, second) {
    return first + second[0].toUpperCase() + second.slice(1);
  }

  /* A number with its noun: نتيجة واحدة، نتيجتان، 3 نتائج، 11 نتيجة. */
  function counted(noun, value) {
    const form = key(noun, plural.select(value));
    return word(form in root.dataset ? form : key(noun, "other"), { n: number(value) });
  }

  function quoted(words) {
    return words.map((one) => "«" + one + "»").join("، ");
  }

  function element(name, { text, ...attributes } = {}, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    if (text !== undefined) made.textContent = text;
    made.append(...children.filter(Boolean));
    return made;
  }

  /* The engine escapes what it returns; still nothing but text and marks comes into the page. */
  function marked(html) {
    const from = new DOMParser().parseFromString(html, "text/html").body;
    const made = document.createDocumentFragment();
    for (const node of from.childNodes) {
      const isMark = node.nodeName === "MARK";
      made.append(isMark ? element("mark", { text: node.textContent }) : document.createTextNode(node.textContent));
    }
    return made;
  }

  function facts(...texts) {
    const made = document.createDocumentFragment();
    for (const text of texts.filter(Boolean)) {
      if (made.childNodes.length) made.append(element("span", { class: "d-sep", "aria-hidden": "true", text: " · " }));
      made.append(element("bdi", { text }));
    }
    return made;
  }

  return { number, word, key, counted, quoted, element, marked, facts };
};
