/* Results as a reader sees them: an event with the articles about it, the words found, what is missing.
 *
 * `words` is what search-words.js gives. Of the page it needs `query()`, the words asked for, and `whole(place)`, which
 * asks for all results of the group at a place.
 */
window.digestSearchHits = (words, page) => {
  "use strict";

  const { word, key, counted, quoted, element, marked, facts } = words;
  const { query, whole } = page;

  function link(result) {
    const url = new URL(result.url);
    url.searchParams.set("h", query());
    const made = element("a", { href: url.href, class: "d-hit-link" });
    made.append(result.heading ? marked(result.heading) : document.createTextNode(result.title));
    return made;
  }

  /* The words around the hits, unless the title or a result above says the same; and the words that are missing here
   * alone: those that no page holds are told above all results. */
  function body(result, { said, nowhere }) {
    const text = result.excerpt ? marked(result.excerpt) : null;
    const says = text ? text.textContent.replace(/^…|…$/g, "").trim() : "";
    const found = [];
    if (says && !said.has(says) && !result.title.includes(says)) found.push(element("p", { class: "d-hit-text", dir: "auto" }, text));
    said.add(says);
    const missing = (result.missing || []).filter((one) => !nowhere.includes(one));
    if (missing.length) found.push(element("p", { class: "d-hit-without", text: word("without", { q: quoted(missing) }) }));
    return found;
  }

  function hit(group, place, nowhere) {
    const [first, ...rest] = group;
    const about = { said: new Set(), nowhere };
    const when = first.type === "day" ? "" : first.when;
    const item = element("li", { class: "d-hit d-hit-" + first.type });
    item.append(
      element("p", { class: "d-hit-kind" }, facts(word(key("type", first.type)) || first.type, when)),
      element("h2", { class: "d-hit-title" }, link(first)),
      ...body(first, about),
    );
    if (first.outlets?.length) item.append(element("p", { class: "d-hit-outlets" }, facts(...first.outlets.slice(0, 6))));
    if (rest.length) item.append(element("ul", { class: "d-hit-inside" }, ...rest.map((one) => inner(one, first, about))));
    if (first.more > 0) item.append(moreButton(item, first.more, place, nowhere));
    return item;
  }

  function inner(result, first, about) {
    const when = result.when === first.when ? "" : result.when;
    const where = facts(word(key("type", result.type)), (result.outlets || []).join("، "), when);
    const text = body(result, about);
    return element("li", {}, element("p", { class: "d-hit-inner" }, link(result)), ...text, element("p", { class: "d-hit-outlets" }, where));
  }

  function moreButton(item, more, place, nowhere) {
    const button = element("button", { type: "button", class: "d-hit-more", text: counted("more", more) });
    button.addEventListener("click", async () => {
      button.disabled = true;
      const found = await whole(place).catch(() => null);
      if (!found) return void (button.disabled = false);
      const links = item.querySelectorAll("a").length;
      const made = hit(grouped(found)[0], place, nowhere);
      item.replaceWith(made);
      made.querySelectorAll("a")[links]?.focus();
    });
    return button;
  }

  /* Neighbours of one group, in order. */
  function grouped(found) {
    const groups = [];
    for (const result of found) {
      const name = result.group ?? result.url;
      const last = groups[groups.length - 1];
      if (last?.name === name) last.push(result);
      else groups.push(Object.assign([result], { name }));
    }
    return groups;
  }

  return { hit, grouped };
};
