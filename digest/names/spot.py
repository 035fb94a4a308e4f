"""First pass: every name and title that can be seen where it stands, without knowing the rest of the article.

The rules, in order; the first that fits a word wins, and its number is the rule of the mention:

1. `lexicon`: a curated name; `lexicon-variant`: a curated foreign name in a spelling that nobody listed.
2. `title+name`: a title, then a curated name or the shape of one; `name+title`: the title after the name.
3. `cue+name`: a reporting verb, then the shape of a name; `name`: a bare full name that opens with a given name.
4. `body`: an institution by its wording.

Names and titles that stand alone (a surname, "الرئيس الروسي") need the whole article: `digest.names.resolve`.
"""

from __future__ import annotations

from collections.abc import Iterator

from digest.arabic import fold_word
from digest.names.enumeration import Enumerations
from digest.names.gazetteer import Match
from digest.names.hits import Hit, Spotted
from digest.names.readers import Holds, Readers
from digest.names.shapes import Context, Shape
from digest.names.titles import Title
from digest.names.tokens import ALEF, LAM, Token
from digest.names.wordclass import AND

_LONG = 2
"""Words after its first that make an office of an honorific ("المتحدث باسم الحكومة")."""

_POST = 5
"""Words that the post of a member of a list may take ("… رئيسا للوفد وأنور …")."""


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
        hits = sorted((*self.hits, *self._listed()), key=lambda hit: hit.first)
        return Spotted(tuple(hits), tuple(self.bare))

    def _listed(self) -> list[Hit]:
        """Return the names that stand among the names of an enumeration."""
        taken: dict[int, Hit | None] = {i: None for t in self.bare for i in range(t.first, t.last + 1)}
        for hit in self.hits:
            if hit.title is not None:
                taken |= dict.fromkeys(range(hit.title.first, hit.title.last + 1))
            taken |= dict.fromkeys(range(hit.first, hit.last + 1), hit)
        lists = Enumerations(self.tokens, self.s.classes, taken, lambda at: self.s.introduces(self.tokens, at))
        return lists.names()

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
        hit = self._name_of(title)
        if hit is None and not title.reference:
            longer = self.s.titles.elaborated(self.tokens, title)
            hit = self._name_of(longer) if longer.last > title.last else None
        if hit is not None:
            office = self._title_after(hit) if title.role is None and title.honorific else None
            hit = hit if office is None or office.role is None else hit._replace(title=office)
            self.hits.append(hit)
            return hit.last + 1 if hit.title is not office or office is None else office.last + 1
        if title.role is not None or title.reference:
            last = title.office_last if title.office_last >= 0 else title.last
            self.bare.append(title._replace(last=last))
            return last + 1
        return None

    def _name_of(self, title: Title) -> Hit | None:
        """Return the name of a title's bearer right after it, none where a thing bears the name."""
        return None if self._is_borne(title.last) else self._name_after(title, title.last + 1)

    def _name_after(self, title: Title, after: int) -> Hit | None:
        """Return the name after a title; a thing may bear a name there ("قصر باكنغهام"), and is nobody."""
        if not self._may_follow(after):
            return None
        match = self.s.known_at(self.tokens, after, self.holds)
        if match is not None and (match.cut or match.known.kind != "person"):
            return None
        second = self.s.titles.at(self.tokens, after) if self.tokens[after].gap == "comma" else None
        if second is not None and second.honorific and self._may_follow(second.last + 1):
            named = self._name_after(second, second.last + 1)
            return None if named is None else named._replace(title=title)
        if match is not None:
            words = self._words(match.first, match.last, 0)
            return Hit(match.first, match.last, 0, "person", match.known.id, words, "lexicon", title)
        variant = self.s.variant_at(self.tokens, after)
        if variant is not None and variant.cut == 0:
            return variant._replace(title=title)
        context: Context = "honorific" if title.honorific and title.last - title.first < _LONG else "title"
        if self.tokens[after].gap == "comma":
            context = "apposition"
        shape = self.s.shapes.at(self.tokens, after, context)
        return None if shape is None else self._shaped(shape, "title+name", title)

    def _is_borne(self, last: int) -> bool:
        """Tell whether what follows a title's last word is borne by a thing ("قصر باكنغهام", "بجامعة الملك سعود")."""
        classes = self.s.classes
        if self.tokens[last].folded in classes.eponyms:
            return True
        before = self.tokens[last - 1].readings if last and self.tokens[last].gap == "space" else ()
        return self.tokens[last].folded in classes.honorifics and any(rest in classes.eponyms for _, rest in before)

    def _may_follow(self, after: int) -> bool:
        """Tell whether a name can stand at a word after a title: nothing ends between them, and the title does."""
        if after >= len(self.tokens) or self.tokens[after].gap not in ("space", "comma", "mark"):
            return False
        return self.tokens[after].gap != "space" or not self._is_link(after)

    def _is_link(self, at: int) -> bool:
        """Tell whether a word goes on with a title: "الناطق باسم الشرطة", not "المدرب باسم قاسم"."""
        if not self.s.titles.is_link(self.tokens[at].folded) or at + 1 >= len(self.tokens):
            return False
        following = self.s.classes.of(self.tokens[at + 1].folded)
        return self.tokens[at].maksura or following not in ("given", "weak", "family", "part", "shaped")

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
        for context in self._contexts(at):
            shape = self.s.shapes.at(self.tokens, at, context)
            if shape is not None and (context != "followed" or self._before_title(shape.last)):
                return self._shaped(shape, "cue+name" if context == "cue" else "name", None)
        return None

    def _contexts(self, at: int) -> Iterator[Context]:
        """Yield what stands around a name at a word, the clue that asks for least evidence first."""
        token = self.tokens[at]
        before = self.tokens[at - 1] if at else None
        beside = before is not None and token.gap in ("space", "mark")
        if before is not None and token.gap != "comma" and (self._is_introduced(at) or self._is_joined(at)):
            yield "item"
        if before is not None and self._is_listed(at):
            yield "list"
        if token.gap == "comma":
            yield "aside"
        if token.gap == "break" or (before is not None and beside and self.s.is_cue(before)):
            yield "followed"
        if before is not None and beside and self.s.is_cue(before):
            yield "cue"
        if before is not None and token.gap == "space" and self._is_national(before):
            yield "nationality"
        yield "bare"

    def _is_national(self, before: Token) -> bool:
        return before.folded.removeprefix(AND) in self.s.classes.definite_demonyms

    def _is_introduced(self, at: int) -> bool:
        """Tell whether the word before announces a name, a colon or bullet between them allowed."""
        return self.s.introduces(self.tokens, at - 1)

    def _is_joined(self, at: int) -> bool:
        """Tell whether "and" joins a word to a person named a few words before, whose post stands between."""
        last = self.hits[-1] if self.hits else None
        if last is None or last.kind != "person" or self.tokens[at].folded[:1] != AND or at - last.last > _POST:
            return False
        return all(token.gap == "space" for token in self.tokens[last.last + 1 : at + 1])

    def _is_listed(self, at: int) -> bool:
        """Tell whether a person was named right before, with a comma or "and" between."""
        last = self.hits[-1] if self.hits else None
        if last is None or last.kind != "person" or last.last != at - 1:
            return False
        return self.tokens[at].gap == "comma" or self.tokens[at].folded[:1] == AND

    def _before_title(self, last: int) -> bool:
        """Tell whether a comma and a title of more than one word follow a word: "فلان، مدير الشركة"."""
        after = last + 1
        if after >= len(self.tokens) or self.tokens[after].gap != "comma":
            return False
        title = self.s.titles.at(self.tokens, after)
        return title is not None and title.cut == 0 and title.last > title.first

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
        heads = [rest for n, rest in self.tokens[first].readings if n == cut]
        article = self.tokens[first].folded[:cut][-1:] == LAM and self.tokens[first].folded[cut : cut + 1] == LAM
        head = next((rest for rest in heads if article and rest.startswith(ALEF + LAM)), heads[0])
        return (head, *(t.folded for t in self.tokens[first + 1 : last + 1]))
