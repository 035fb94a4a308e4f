"""Second pass: short names and bare titles, given to the people whom the article names in full.

5. `family-name`: a surname, given to the one person of the article who bears it; where two do, to the one named in full
   last before it; where none does, to the curated person for whom it stands alone.
6. `title-alone` and `title-by-date`: see `digest.names.offices`; what stays open is kept as `title-unresolved`.
7. `metonym`: a capital that speaks or acts stands for its state.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from digest.arabic import fold_word
from digest.names.cast import LONGEST_WORD, Cast, Member, shortened
from digest.names.hits import Hit, Spotted
from digest.names.offices import Bearing, Offices
from digest.names.readers import Readers
from digest.names.titles import Title
from digest.names.tokens import Token, as_named, span_of
from digest.names.wordclass import NameClass
from digest.records import EntityKind, Mention, Span

SHORT = "family-name"
"""Rule of a name that stands for a person whom the article names in full."""


class Found(NamedTuple):
    """A mention with the indices of its words, for the passes that follow."""

    first: int
    last: int
    mention: Mention


class Resolver:
    """The second pass over one article."""

    def __init__(self, text: str, tokens: tuple[Token, ...], readers: Readers, day: dt.date | None) -> None:
        self.text = text
        self.tokens = tokens
        self.day = day
        self.s = readers
        self._bare: dict[int, Title] = {}
        self._heads: dict[str, set[str]] = {}
        """First words of the titles that each person bears."""
        self._bearing: dict[tuple[str, str, str | None], tuple[Member, ...]] = {}
        self.cast = Cast(self.s.book, self.s.classes)

    def run(self, spotted: Spotted) -> tuple[Mention, ...]:
        """Return all mentions, in order of the text."""
        hits = tuple(self._recognised(hit) for hit in self._trimmed(spotted.hits))
        spotted = spotted._replace(hits=hits)
        full = [h for h in spotted.hits if h.kind == "person" and not self._is_short(h)]
        self.cast.add_all((h, self._span(h).of(self.text)) for h in full)
        for hit in full:
            if hit.title is not None:
                self._heads.setdefault(self.cast.of(hit).entity, set()).add(self._head(hit.title))
        short = self._short_hits(spotted)
        people = sorted((h for h in (*spotted.hits, *short) if h.kind == "person"), key=lambda h: h.first)
        bearings = [Bearing(h, self._member(h)) for h in people]
        found = [self._person(b) for b in bearings]
        found += [self._thing(h) for h in spotted.hits if h.kind != "person"]
        found += self._bare_titles(spotted.titles, Offices(self.s.book, self.tokens, bearings, self.day), found)
        return tuple(f.mention for f in sorted(found, key=lambda f: f.mention.span))

    # ------------------------------------------------------------------------------------------------ names

    def _trimmed(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Return the names without a stray last word that the same name lacks elsewhere in the article."""
        names = {h.words for h in hits if h.kind == "person"}
        return tuple(
            h._replace(last=h.last - 1, words=h.words[:-1])
            if h.known is None and h.words[:-1] in names and self.s.classes.of(h.words[-1]) in ("odd", "word", "shaped")
            else h
            for h in hits
        )

    def _recognised(self, hit: Hit) -> Hit:
        """Return a name with its chain of fathers as the curated person's whose office its title names.

        "بدر بن حمد بن حمود البوسعيدي وزير الخارجية العماني" is the lexicon's "بدر البوسعيدي".
        """
        if hit.known is not None or hit.kind != "person" or hit.title is None or hit.title.role is None:
            return hit
        if not any(word in self.s.classes.parts for word in hit.words[1:-1]):
            return hit
        held = {
            key
            for words, key in self.s.book.by_ends.get((hit.words[0], hit.words[-1]), ())
            if shortened(words, hit.words)
            and any(o.role == hit.title.role and hit.title.of in (o.of, None) for o in self.s.book.people[key].offices)
        }
        return hit._replace(known=held.pop()) if len(held) == 1 else hit

    def _is_short(self, hit: Hit) -> bool:
        """Tell whether a name is a short one: curated as such, or one word that no list knows."""
        if hit.known is None:
            return len(hit.words) == 1 or hit.rule == SHORT
        return any(fold_word(a).split() == list(hit.words) for a in self.s.book.people[hit.known].alone)

    def _member(self, hit: Hit) -> Member | None:
        """Return the person of the article whom a name means; None for one who is only named shortly."""
        if not self._is_short(hit):
            return self.cast.of(hit)
        if hit.known is not None and (named := self.cast.known(hit.known)) is not None:
            return named
        member = self._bearer(hit)
        if member is None or hit.known is None or member.places[0] < hit.first:
            return member
        return None

    def _bearer(self, hit: Hit) -> Member | None:
        """Return the person whom a short name means, None where nobody bears it or it is unsure.

        Of two bearers the one is meant who has the title that stands before the short name; else the one named in full
        last before it, if that was in the same paragraph or nobody else was named yet.
        """
        short = "".join(hit.words)
        bearers = self.cast.by_short(short)
        if len(bearers) < 2:
            return bearers[0] if bearers else None
        titled = self._titled(short, hit.title) if hit.title is not None else ()
        if len(titled) == 1:
            return titled[0]
        found = self.cast.last_named(short, hit.first)
        if found is None:
            return None
        last, who, alone = found
        return who if alone or self._one_paragraph(last, hit.first) else None

    def _titled(self, short: str, title: Title) -> tuple[Member, ...]:
        """Return those bearers of a short name who bear a title; looked up once for each name and title."""
        key = short, self._head(title), title.role
        if key not in self._bearing:
            self._bearing[key] = tuple(m for m in self.cast.by_short(short) if self._bears(m, title))
        return self._bearing[key]

    def _bears(self, member: Member, title: Title) -> bool:
        """Tell whether a person bears a title in the article, or by the lexicon."""
        if self._head(title) in self._heads.get(member.entity, ()):
            return True
        entry = self.s.book.people.get(member.known or "")
        return entry is not None and title.role is not None and any(o.role == title.role for o in entry.offices)

    def _head(self, title: Title) -> str:
        return self.tokens[title.first].folded[title.cut :]

    def _one_paragraph(self, first: int, last: int) -> bool:
        return "\n" not in self.text[self.tokens[first].end : self.tokens[last].start]

    def _person(self, bearing: Bearing) -> Found:
        hit, member = bearing
        if member is not None:
            rule = SHORT if self._is_short(hit) and hit.known is None else hit.rule
            return self._mention(hit, member.entity, member.name, rule)
        if hit.known is not None:
            return self._mention(hit, f"known:{hit.known}", self.s.book.names[hit.known], hit.rule)
        return self._mention(hit, "name:" + " ".join(hit.words), self._span(hit).of(self.text), hit.rule)

    def _mention(self, hit: Hit, entity: str, name: str, rule: str) -> Found:
        span = self._span(hit)
        title = self._title_span(hit.title) if hit.title else None
        mention = Mention(
            span=span,
            text=span.of(self.text),
            entity=entity,
            name=name,
            kind=hit.kind,
            title=title.of(self.text) if title else None,
            title_span=title,
            rule=rule,
        )
        return Found(hit.first, hit.last, mention)

    def _thing(self, hit: Hit) -> Found:
        if hit.known is None:
            name = hit.prefix + as_named(self.text, self._span(hit))
            return self._mention(hit, "name:" + " ".join(hit.words), name, hit.rule)
        state = self.s.book.capitals.get(hit.known) if hit.kind == "place" else None
        if state is not None and self._acts(hit):
            return self._mention(hit._replace(kind="state"), f"known:{state}", self.s.book.names[state], "metonym")
        return self._mention(hit, f"known:{hit.known}", self.s.book.names[hit.known], hit.rule)

    def _acts(self, hit: Hit) -> bool:
        """Tell whether a capital stands for its government: beside a verb of speech, or after "مطالب"."""
        if hit.first and not hit.cut and self.tokens[hit.first].gap == "space":
            readings = {rest for _, rest in self.tokens[hit.first - 1].readings}
            if readings & self.s.metonym_nouns or readings & self.s.classes.reporting:
                return True
        after = self.tokens[hit.last + 1] if hit.last + 1 < len(self.tokens) else None
        return after is not None and after.gap == "space" and after.folded in self.s.classes.reporting

    # ------------------------------------------------------------------------------------------------ short names

    def _short_hits(self, spotted: Spotted) -> list[Hit]:
        """Return the surnames that stand alone, outside everything that the first pass found."""
        taken = {i for h in spotted.hits for i in range(h.first, h.last + 1)}
        taken |= {i for h in spotted.hits if h.title for i in range(h.title.first, h.title.last + 1)}
        covered = taken | {i for t in spotted.titles for i in range(t.first, t.last + 1)}
        self._bare = {t.last: t for t in spotted.titles}
        found: list[Hit] = []
        at = 0
        while at < len(self.tokens):
            hit = None if at in covered else self._short_at(at, taken)
            hit = hit and hit._replace(title=self._title_before(hit))
            if hit is not None and self._bearer(hit) is not None:
                found.append(hit)
                at = hit.last
            at += 1
        return found

    def _title_before(self, hit: Hit) -> Title | None:
        """Return the title that ends right before a surname ("الرئيس مرسي")."""
        if hit.cut or not hit.first or self.tokens[hit.first].gap != "space":
            return None
        bare = self._bare.get(hit.first - 1)
        title = bare or self.s.titles.at(self.tokens, hit.first - 1)
        return title if title is not None and title.last == hit.first - 1 else None

    def _short_at(self, at: int, taken: set[int]) -> Hit | None:
        for cut, rest in self.tokens[at].readings:
            if rest[:LONGEST_WORD] not in self.cast.openings:
                continue
            for length in (3, 2, 1):
                words = (rest, *(t.folded for t in self.tokens[at + 1 : at + length]))
                if len(words) < length or not self.cast.by_short("".join(words)):
                    continue
                if self._free(at, length, cut, rest, taken):
                    return Hit(at, at + length - 1, cut, "person", None, words, SHORT)
        return None

    def _free(self, at: int, length: int, cut: int, rest: str, taken: set[int]) -> bool:
        """Tell whether a short name stands by itself: no part of another name, no common word without a sign."""
        last = at + length - 1
        if any(self.tokens[i].gap not in ("space", "hyphen") or i in taken for i in range(at + 1, last + 1)):
            return False
        kind = self.s.classes.of(rest)
        if (kind == "word" and length == 1) or (cut and self.tokens[at].folded in self.s.classes.words):
            return self._signed(at, last) and not self.tokens[at].maksura
        if self._continues(at, cut, taken) or self._runs_on(last, kind, taken):
            return False
        if kind in ("given", "weak") and length == 1:
            return self._signed(at, last) or (kind == "given" and self._is_surname_only(rest))
        return cut > 0 or self._opens(at) if rest.startswith("ال") or kind == "part" else True

    def _is_surname_only(self, word: str) -> bool:
        """Tell whether a given name opens no name of the article, so that alone it is the surname of one."""
        return word not in self.cast.first_words

    def _continues(self, at: int, cut: int, taken: set[int]) -> bool:
        """Tell whether the word before begins another name, of which this would be the surname."""
        if at == 0 or cut or self.tokens[at].gap not in ("space", "hyphen") or at - 1 in taken:
            return False
        classes = self.s.classes
        before = self.tokens[at - 1].readings
        if any(r in classes.verbs and r not in classes.nouns for _, r in before):
            return False
        if at > 1 and self.tokens[at - 1].gap == "space" and self.tokens[at - 1].folded in classes.nouns:
            before = (*before, *self.tokens[at - 2].readings[:1])  # "محسن سفر آمرلي": a name that was not read
        return any(classes.of(r) in ("given", "foreign", "part", "weak") for _, r in before)

    def _runs_on(self, last: int, kind: NameClass, taken: set[int]) -> bool:
        """Tell whether a given name used as a surname opens another name."""
        after = last + 1
        if after >= len(self.tokens) or self.tokens[after].gap != "space" or after in taken:
            return False
        follows = self.s.classes.of(self.tokens[after].folded)
        return follows in ("given", "foreign", "tail", "part") and kind in ("given", "foreign", "weak")

    def _opens(self, at: int) -> bool:
        """Tell whether the word before can stand before a person: a verb, a word of grammar, a title, or nothing.

        After a noun, a word with the article is its adjective ("الجنرال الألماني"), a father's name a link of a chain.
        """
        if at == 0 or self.tokens[at].gap in ("break", "comma", "mark"):
            return True
        classes = self.s.classes
        before = self.tokens[at - 1].readings
        if any(r in classes.verbs or r in classes.function or r in classes.honorifics for _, r in before):
            return True
        title = any(r in classes.heads and r.startswith("ال") for _, r in before)
        return title and self.tokens[at].folded not in classes.demonyms

    def _signed(self, at: int, last: int) -> bool:
        """Tell whether a reporting verb or an honorific stands beside a word, so that it can be taken for a name."""
        classes = self.s.classes
        before = self.tokens[at - 1].readings if at > 0 and self.tokens[at].gap == "space" else ()
        if any(r in classes.reporting or r in classes.honorifics for _, r in before):
            return True
        after = last + 1
        if after >= len(self.tokens) or self.tokens[after].gap != "space":
            return False
        return self.tokens[after].folded in classes.reporting and self._opens(at)

    # ------------------------------------------------------------------------------------------------ titles

    def _bare_titles(self, titles: tuple[Title, ...], offices: Offices, found: list[Found]) -> Iterator[Found]:
        taken = {i for f in found for i in range(f.first, f.last + 1)}
        borne = {f.mention.title_span for f in found}
        for title in titles:
            if self._title_span(title) in borne:
                continue
            if taken.isdisjoint(range(title.first, title.last + 1)):
                mention = self._title_mention(title, offices)
                if mention is not None:
                    yield Found(title.first, title.last, mention)

    def _title_mention(self, title: Title, offices: Offices) -> Mention | None:
        """Return a title alone as a mention; None for one that says too little to stand for anybody ("الرئيس")."""
        span = self._title_span(title)
        text = span.of(self.text)
        if not self.s.titles.stands_alone(self.tokens, title):
            return None
        holder = offices.holder(title) if not self.s.titles.is_indefinite(self.tokens, title) else None
        kind: EntityKind = "person"
        if holder is not None:
            entity, name, rule = holder.entity, holder.name, "title-by-date" if holder.by_date else "title-alone"
        elif title.of is not None and title.role is not None:
            kind, entity, name, rule = "unnamed", "title:" + fold_word(text), text, "title-unresolved"
        else:
            return None
        return Mention(
            span=span, text=text, entity=entity, name=name, kind=kind, title=text, title_span=span, rule=rule
        )

    # ------------------------------------------------------------------------------------------------ spans

    def _span(self, hit: Hit) -> Span:
        return span_of(self.text, self.tokens, hit.first, hit.last, hit.cut)

    def _title_span(self, title: Title) -> Span:
        return span_of(self.text, self.tokens, title.first, title.last, title.cut)
