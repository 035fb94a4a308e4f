"""First pass: every name and title that can be seen where it stands, without knowing the rest of the article.

The rules, in order; the first that fits a word wins, and its number is the rule of the mention:

1. `lexicon`: a curated name; `lexicon-variant`: a curated foreign name in a spelling that nobody listed.
2. `title+name`: a title, then a curated name or the shape of one; `name+title`: the title after the name.
3. `cue+name`: a reporting verb, then the shape of a name; `name`: a bare full name that opens with a given name.
4. `body`: an institution by its wording.

Names and titles that stand alone (a surname, "الرئيس الروسي") need the whole article: `digest.names.resolve`.
"""

from __future__ import annotations

from digest.arabic import fold_word
from digest.names.gazetteer import Match
from digest.names.hits import Hit, Spotted
from digest.names.readers import Holds, Readers
from digest.names.shapes import Context, Shape
from digest.names.titles import Title
from digest.names.tokens import Token
from digest.names.wordclass import AND


def spot(tokens: tuple[Token, ...], readers: Readers) -> Spotted:
    """Return the names and bare titles of an article's words."""
    return _Pass(readers, tokens).run()


class _Pass:
    """One run over the words of one article."""

    def __init__(self, readers: Readers, tokens: tuple[Token, ...]) -> None:
        self.s = readers
        self.tokens = tokens
        self.holds = Holds(tokens)
        self.hits: list[Hit] = []
        self.bare: list[Title] = []

    def run(self) -> Spotted:
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        return Spotted(tuple(self.hits), tuple(self.bare))

    def _eponym(self, at: int) -> Hit | None:
        """Read a thing that bears a person's name ("جامعة الملك سعود") as an institution."""
        if not any(rest in self.s.classes.eponyms for _, rest in self.tokens[at].readings):
            return None
        after = at + 1
        if after >= len(self.tokens) or self.tokens[after].gap not in ("space", "mark"):
            return None
        title = self.s.titles.at(self.tokens, after)
        name = self._name_after(title, title.last + 1) if title is not None and title.honorific else None
        if name is None:
            match = self.s.known_at(self.tokens, after, self.holds)
            person = match is not None and match.known.kind == "person" and match.cut == 0
            shape = None if person else self.s.shapes.at(self.tokens, after, "bare")
            last = match.last if match is not None and person else shape.last if shape is not None else None
        else:
            last = name.last
        if last is None:
            return None
        cut = next(cut for cut, rest in self.tokens[at].readings if rest in self.s.classes.eponyms)
        return Hit(at, last, cut, "institution", None, self._words(at, last, cut), "body")

    def _step(self, at: int) -> int:
        """Apply the rules at a word; return the index of the next word to look at."""
        if not self.s.opens(self.tokens[at].readings):
            return at + 1
        hit = self._known(at) or self._eponym(at)
        if hit is None:
            found = self._pair(at)
            if found is not None:
                return found
            title = self.s.titles.at(self.tokens, at)
            if title is not None and (after := self._titled(title)) is not None:
                return after
            hit = self._shape(at) or self._body(at)
        if hit is None:
            return at + 1
        return self._add(hit)

    def _add(self, hit: Hit) -> int:
        """Keep a hit, with the title that may follow it; return the next word."""
        if hit.kind == "person" and hit.title is None and (title := self._title_after(hit)) is not None:
            hit = hit._replace(title=title, rule="name+title" if hit.known is None else hit.rule)
            self.hits.append(hit)
            return title.last + 1
        self.hits.append(hit)
        return hit.last + 1

    # ------------------------------------------------------------------------------------------------ the rules

    def _known(self, at: int) -> Hit | None:
        match = self.s.known_at(self.tokens, at, self.holds)
        if match is None:
            return self.s.variant_at(self.tokens, at)
        words = self._words(match.first, match.last, match.cut)
        if match.known.kind == "person" and self._runs_on(match):
            return None
        return Hit(match.first, match.last, match.cut, match.known.kind, match.known.id, words, "lexicon")

    def _runs_on(self, match: Match) -> bool:
        """Tell whether a short name is part of a longer, other name ("إيفانكا ترامب", "خالد مشعل العلي")."""
        if match.known.alone:
            before = match.first - 1
            if match.cut == 0 and before >= 0 and self.tokens[match.first].gap == "space":
                kinds = {self.s.classes.of(rest) for _, rest in self.tokens[before].readings}
                return bool(kinds & {"given", "foreign"})
        return False

    def _titled(self, title: Title) -> int | None:
        """Read the name after a title; keep a bare title that names an office. Return the next word, or None."""
        hit = self._name_after(title, title.last + 1)
        if hit is None and not title.reference:
            longer = self.s.titles.elaborated(self.tokens, title)
            hit = self._name_after(longer, longer.last + 1) if longer.last > title.last else None
        if hit is not None:
            self.hits.append(hit)
            return hit.last + 1
        if title.role is not None or title.reference:
            last = title.office_last if title.office_last >= 0 else title.last
            self.bare.append(title._replace(last=last))
            return last + 1
        return None

    def _name_after(self, title: Title, after: int) -> Hit | None:
        """Return the name after a title; a thing may bear a name there ("قصر باكنغهام"), and is nobody."""
        if self.tokens[title.last].folded in self.s.classes.eponyms:
            return None
        if after >= len(self.tokens) or self.tokens[after].gap not in ("space", "comma", "mark"):
            return None
        match = self.s.known_at(self.tokens, after, self.holds)
        if match is not None and (match.cut or match.known.kind != "person"):
            return None
        if match is not None:
            words = self._words(match.first, match.last, 0)
            return Hit(match.first, match.last, 0, "person", match.known.id, words, "lexicon", title)
        variant = self.s.variant_at(self.tokens, after)
        if variant is not None and variant.cut == 0:
            return variant._replace(title=title)
        context: Context = "honorific" if title.honorific else "title"
        if self.tokens[after].gap == "comma":
            context = "apposition"
        shape = self.s.shapes.at(self.tokens, after, context)
        return None if shape is None else self._shaped(shape, "title+name", title)

    def _pair(self, at: int) -> int | None:
        """Read a head for two and the names under it; return the next word, or None."""
        dual = self.s.titles.dual_at(self.tokens, at)
        if dual is None:
            return None
        role, last = dual
        found = 0
        next_word = last + 1
        while found < 2 and next_word < len(self.tokens):
            read = self._pair_member(next_word, role)
            if read is None:
                break
            self.hits.append(read)
            next_word = read.last + 1
            found += 1
        return next_word if found else None

    def _pair_member(self, at: int, role: str) -> Hit | None:
        """Read "الروسي فلاديمير بوتين" or "والصيني شي جين بينغ"."""
        word = self.tokens[at].folded
        adjective = word[1:] if word.startswith("وال") else word
        state = self.s.classes.demonyms.get(adjective)
        if state is None or at + 1 >= len(self.tokens):
            return None
        name = Title(at, at, 0, role, state, False, False, False, at)
        hit = self._name_after(name, at + 1)
        return None if hit is None else hit._replace(title=None, role=role, of=state)

    def _shape(self, at: int) -> Hit | None:
        context = self._context(at)
        shape = self.s.shapes.at(self.tokens, at, context)
        return None if shape is None else self._shaped(shape, "cue+name" if context == "cue" else "name", None)

    def _context(self, at: int) -> Context:
        """Return what the word before tells about a name at a word."""
        if at == 0:
            return "bare"
        before, token = self.tokens[at - 1], self.tokens[at]
        if token.gap in ("space", "mark") and self.s.is_cue(before):
            return "cue"
        if token.gap == "space" and before.folded.removeprefix(AND) in self.s.classes.definite_demonyms:
            return "nationality"
        last = self.hits[-1] if self.hits else None
        if last is not None and last.kind == "person" and last.last == at - 1:
            return "list" if token.gap == "comma" or token.folded[0] == AND else "bare"
        return "bare"

    def _body(self, at: int) -> Hit | None:
        body = self.s.bodies.at(self.tokens, at)
        if body is None:
            return None
        words = self._words(body.first, body.last, body.cut)
        words = (*(fold_word(w) for w in body.prefix.split()), *words)
        return Hit(body.first, body.last, body.cut, "institution", None, words, "body", prefix=body.prefix)

    def _shaped(self, shape: Shape, rule: str, title: Title | None) -> Hit:
        words = self._words(shape.first, shape.last, shape.cut)
        return Hit(shape.first, shape.last, shape.cut, "person", None, words, rule, title)

    def _title_after(self, hit: Hit) -> Title | None:
        """Return the title in apposition after a name, None where it may belong to somebody else."""
        after = hit.last + 1
        if after >= len(self.tokens) or self.tokens[after].gap not in ("space", "comma"):
            return None
        title = self.s.titles.at(self.tokens, after)
        if title is None or title.cut or title.reference or title.last == title.first:
            return None
        if self._name_after(title, title.last + 1) is not None:
            return None
        if self.tokens[after].gap == "comma" or self._holds_office(hit, title):
            return title
        return title if hit.first > 0 and self.s.is_cue(self.tokens[hit.first - 1]) else None

    def _holds_office(self, hit: Hit, title: Title) -> bool:
        if hit.known is None or title.role is None:
            return False
        return any(o.role == title.role and o.of == title.of for o in self.s.book.people[hit.known].offices)

    def _words(self, first: int, last: int, cut: int) -> tuple[str, ...]:
        head = next(rest for n, rest in self.tokens[first].readings if n == cut)
        return (head, *(t.folded for t in self.tokens[first + 1 : last + 1]))
