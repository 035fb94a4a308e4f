/* The search page: the question stands in the address, the answers come from window.digestSearch (docs/search.md).
 *
 * Address: ?q=&theme=&person=&outlet=&from=&to=&sort=&page=. All words stand in the page (templates/search.md.j2), in
 * data attributes. It needs no theme: the page loads digest.js, and what builds its sentences and results
 * (search-words.js, search-hits.js).
 *
 * 1 state and address · 2 what the page shows · 3 what readers do
 */
(function () {
  "use strict";

  const root = document.getElementById("d-search");
  if (!root || root.dataset.ready) return;
  root.dataset.ready = "yes";

  const PAGE = 10; // groups of results
  const PER_GROUP = 4;
  const WHOLE_GROUP = 200;
  const TYPING_PAUSE = 350; // milliseconds
  const SLOW = 250; // milliseconds after which the page says that it searches

  const part = (id) => document.getElementById("search-" + id);
  const field = part("q");
  const filters = { theme: part("theme"), outlet: part("outlet"), person: part("person"), from: part("from"), to: part("to") };
  const names = Object.keys(filters);
  const title = document.title;
  const words = window.digestSearchWords(root);
  const { number, word, counted, quoted, element } = words;
  const { hit, grouped } = window.digestSearchHits(words, { query: () => state.q.trim(), whole: askGroup });

  // ---------------------------------------------------------------------------------------------- 1 state, address

  function read() {
    const from = new URLSearchParams(location.search);
    const state = { q: (from.get("q") || "").slice(0, 300) };
    for (const name of names) state[name] = (from.get(name) || "").trim();
    for (const name of ["from", "to"]) if (!isDay(state[name])) state[name] = "";
    state.sort = from.get("sort") === "date" ? "date" : "relevance";
    state.page = Math.min(1000, Math.max(1, Math.floor(Number(from.get("page"))) || 1));
    return state;
  }

  function isDay(text) {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text + "T00:00Z") : NaN;
    return !Number.isNaN(Number(day)) && day.toISOString().startsWith(text); // not the 30th of February
  }

  /* Made from the whole address: a path that begins with two slashes, taken alone, would name another host. */
  function addressOf(state) {
    const address = new URL(location.href);
    const to = new URLSearchParams();
    if (state.q.trim()) to.set("q", state.q.trim());
    for (const name of names) if (state[name]) to.set(name, state[name]);
    if (state.sort === "date") to.set("sort", "date");
    if (state.page > 1) to.set("page", String(state.page));
    address.search = to.toString();
    address.hash = "";
    return address.href;
  }

  function optionsOf(state) {
    const options = { sort: state.sort, grouped: true, perGroup: PER_GROUP, limit: PAGE, offset: (state.page - 1) * PAGE };
    for (const name of names) if (state[name]) options[name] = state[name];
    if (options.from > options.to) [options.from, options.to] = [options.to, options.from];
    if (part("filters").open) options.facets = true;
    return options;
  }

  function askGroup(place) {
    const options = { ...optionsOf(state), offset: place, limit: 1, perGroup: WHOLE_GROUP, facets: false };
    return window.digestSearch(state.q, options);
  }

  let state = read();
  let typing = false;

  /* While somebody types, the address follows without a step of history for each letter. */
  function go(change, { typed = false } = {}) {
    const before = addressOf(state);
    state = { ...state, page: 1, ...change };
    const after = addressOf(state);
    if (after !== before) {
      if (typed && typing) history.replaceState({}, "", after);
      else history.pushState({}, "", after);
    }
    typing = typed;
    return show();
  }

  // ---------------------------------------------------------------------------------------------- 2 showing

  function chip(name, text) {
    const label = root.querySelector("label[for=" + filters[name].id + "]").textContent;
    const remove = element("button", { type: "button", "aria-label": word("remove", { q: label + " " + text }) });
    remove.append(element("span", { class: "d-chip-kind", text: label }), " ", element("bdi", { text }), element("span", { class: "d-chip-x", "aria-hidden": "true", text: "×" }));
    remove.addEventListener("click", () => {
      go({ [name]: "" });
      field.focus();
    });
    return element("li", {}, remove);
  }

  function pageLink(page, text, rel) {
    const made = element("a", { href: addressOf({ ...state, page }), rel, class: "d-page-" + rel, text });
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go({ page }).then(() => {
        part("status").focus({ preventScroll: true });
        root.scrollIntoView();
      });
    });
    return made;
  }

  function fill() {
    if (document.activeElement !== field || field.value.trim() !== state.q.trim()) field.value = state.q;
    for (const name of ["theme", "outlet"]) choose(filters[name], state[name]);
    for (const name of ["person", "from", "to"]) filters[name].value = nameOf(name, state[name]);
    for (const radio of part("sort").querySelectorAll("input")) radio.checked = radio.value === state.sort;
    const active = names.filter((name) => state[name]);
    part("active").textContent = active.length ? counted("active", active.length) : "";
    part("picked").replaceChildren(...active.map((name) => chip(name, shownAs(name))));
    part("picked").hidden = !active.length;
  }

  /* The address may name a theme or an outlet by its words, or one that is not in the list. */
  function choose(select, value) {
    const options = [...select.options];
    const named = options.find((option) => option.value === value) || options.find((option) => nameIn(option) === value);
    select.querySelector("[data-foreign]")?.remove();
    if (named) return void (select.value = named.value);
    select.append(element("option", { value, "data-foreign": "yes", text: value }));
    select.value = value;
  }

  function nameIn(option) {
    return option.dataset.name ?? option.textContent.trim();
  }

  function nameOf(name, value) {
    if (name !== "person") return value;
    const known = [...part("people").options].find((option) => option.dataset.key === value);
    return known ? known.value : value;
  }

  function shownAs(name) {
    if (filters[name].tagName === "SELECT") return nameIn(filters[name].selectedOptions[0]);
    return name === "person" ? filters[name].value : number(state[name]);
  }

  function put(stateName, { status = "", note = [], hits = [], pages = [] } = {}) {
    root.dataset.state = stateName;
    root.setAttribute("aria-busy", "false");
    part("status").textContent = status;
    part("note").replaceChildren(...note);
    part("note").hidden = !note.length;
    part("hits").replaceChildren(...hits);
    part("pages").replaceChildren(...pages);
    part("pages").hidden = !pages.length;
    part("sort").hidden = stateName !== "results";
  }

  let latest = 0;

  async function show() {
    const turn = ++latest;
    fill();
    document.title = state.q.trim() ? state.q.trim() + " - " + title : title;
    if (!state.q.trim()) return put("start");
    if (root.dataset.state === "start") root.dataset.state = "asked";
    root.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => turn === latest && (part("status").textContent = word("loading")), SLOW);
    try {
      const found = await window.digestSearch(state.q, optionsOf(state));
      if (turn === latest) answer(found);
    } catch {
      if (turn === latest) fail();
    } finally {
      clearTimeout(slow);
    }
  }

  function answer(found) {
    count(found.facets);
    const total = found.total ?? found.length;
    if (!found.length && state.page > 1 && total) return void go({ page: 1 });
    if (!found.length) return nothing();
    const groups = grouped(found);
    const first = (state.page - 1) * PAGE;
    const pages = Math.ceil((found.groups ?? groups.length) / PAGE);
    put("results", {
      status: word("about", { n: counted("results", total), q: state.q.trim() }),
      note: notes(found),
      hits: groups.map((group, i) => hit(group, first + i, found.missing || [])),
      pages: pages > 1 ? pager(pages) : [],
    });
  }

  function nothing() {
    const active = names.some((name) => state[name]);
    const note = [element("p", { text: word("advice") })];
    if (active) {
      const button = element("button", { type: "button", class: "d-search-button", text: word("unfilter") });
      button.addEventListener("click", () => go(Object.fromEntries(names.map((name) => [name, ""]))));
      note.splice(0, 1, button);
    }
    put("nothing", { status: word(active ? "filtered" : "nothing", { q: state.q.trim() }), note });
  }

  function fail() {
    const retry = element("button", { type: "button", class: "d-search-button", text: word("retry") });
    retry.addEventListener("click", show);
    if (location.protocol === "file:") put("error", { status: word("local") }); // where no worker may start
    else put("error", { status: word("error"), note: [retry] });
  }

  function notes(found) {
    const made = [];
    for (const { typed, taken } of found.corrected || []) {
      const words = new Set(taken.map((one) => asWritten(one, found)));
      const text = word("corrected", { q: typed, n: [...words].map((one) => "«" + one + "»").join(word("or")) });
      made.push(element("p", { class: "d-search-corrected", text }));
    }
    if (found.some((one) => one.missing?.length)) {
      const nowhere = found.missing?.length ? word("missing", { q: quoted(found.missing) }) : word("partly");
      made.push(element("p", { class: "d-search-missing", text: nowhere }));
    }
    return made;
  }

  /* The engine compares stems; the shortest word marked in the results that holds one shows it as it is written. */
  function asWritten(stem, found) {
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ة/g, "ه").replace(/ى/g, "ي");
    const shown = found.map((one) => (one.heading || "") + " " + one.excerpt).join(" ");
    const words = [...shown.matchAll(/<mark>([^<]+)<\/mark>/g)].map((match) => match[1]);
    const holding = words.filter((one) => plain(one).includes(plain(stem)) && !/[&;]/.test(one));
    return holding.sort((a, b) => a.length - b.length)[0] || stem;
  }

  function pager(pages) {
    const { page } = state;
    return [
      page > 1 && pageLink(page - 1, word("newer"), "prev"),
      element("span", { class: "d-page-now", text: word("page", { n: number(page), m: number(pages) }) }),
      page < pages && pageLink(page + 1, word("older"), "next"),
    ].filter(Boolean);
  }

  /* How many results each choice would leave; nothing where a choice is made already, since others were left out then. */
  function count(facets) {
    for (const name of ["theme", "outlet"]) {
      const counts = new Map((facets?.[name] || []).map((one) => [one.name.trim(), one.count]));
      for (const option of filters[name].options) {
        option.dataset.name = nameIn(option);
        const n = option.value && !state[name] ? counts.get(option.dataset.name) : 0;
        option.textContent = option.dataset.name + (n ? " (" + number(n) + ")" : "");
      }
    }
  }

  // ---------------------------------------------------------------------------------------------- 3 doing

  let pause = 0;

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => go({ q: field.value }, { typed: true }), field.value.trim() ? TYPING_PAUSE : 0);
  });

  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    const asked = field.value.trim();
    if (asked === state.q.trim() && root.dataset.state === "results") typing = false;
    else go({ q: asked });
    if (matchMedia("(hover: none)").matches) field.blur(); // the keyboard of a phone hides the results
  });

  for (const name of ["theme", "outlet", "from", "to"]) {
    filters[name].addEventListener("change", () => go({ [name]: filters[name].value }));
  }

  /* A name counts when it was chosen from the list or typed to its end. */
  filters.person.addEventListener("change", () => go({ person: filters.person.value.trim() }));
  filters.person.addEventListener("input", () => {
    const { value } = filters.person;
    const chosen = [...part("people").options].find((option) => option.value === value);
    if (chosen) go({ person: chosen.dataset.key });
  });

  part("sort").addEventListener("change", ({ target }) => go({ sort: target.value }));
  part("filters").addEventListener("toggle", () => part("filters").open && state.q.trim() && show());

  window.addEventListener("popstate", () => {
    clearTimeout(pause);
    typing = false;
    state = read();
    show();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    const inField = target === field;
    const onHit = target.matches?.(".d-hit-link");
    if (event.key === "/" && !target.closest?.("input, select, textarea")) focusField(event);
    else if (event.key === "Escape" && inField) clear(event);
    else if (event.key === "Escape" && onHit) focusField(event);
    else if (event.key === "ArrowDown" && (inField || onHit)) step(event, 1);
    else if (event.key === "ArrowUp" && onHit) step(event, -1);
  });

  function focusField(event) {
    event.preventDefault();
    field.focus();
    field.select();
  }

  function clear(event) {
    event.preventDefault();
    clearTimeout(pause);
    field.value = "";
    go({ q: "" });
  }

  function step(event, by) {
    const stops = [field, ...part("hits").querySelectorAll(".d-hit-link")];
    const next = stops[stops.indexOf(event.target) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /* The theme of plain MkDocs opens a search of its own wherever the address has `?q=`; here the question is ours. */
  document.addEventListener("show.bs.modal", (event) => {
    if (event.target.id !== "mkdocs_search_modal") return;
    event.preventDefault();
    if (document.readyState === "complete") field.focus();
  });

  /* Who comes back from a result finds the list where they left it. */
  part("hits").addEventListener("click", ({ target }) => {
    if (target.closest("a")) history.replaceState({ ...history.state, scroll: window.scrollY }, "");
  });

  const scroll = history.state?.scroll;
  show().then(() => scroll && window.scrollTo(0, scroll));
  if (!state.q && matchMedia("(hover: hover)").matches) field.focus({ preventScroll: true });
})();
