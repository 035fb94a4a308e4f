"""Quotation marks into stretches: which mark opens, which closes, what stands inside another.

News pages use every mark there is, often one to open and another to close, and the straight ones do not say which
they are. So a mark is first read by what stands beside it, then by the shape of its glyph, then by what is still
open; pairs are made with a stack for each paragraph. What stays over is mended, in this order: a closing mark of
another family, a closing mark some paragraphs on, a mark missing altogether. Everything is linear in the text.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from digest.records import Span

Side = Literal["open", "close", "either"]

# The families inside which any opening mark may be closed by any closing one.
_DOUBLE, _ANGLE, _SINGLE, _COMMAS = 0, 1, 2, 3
_FAMILY = {
    **dict.fromkeys(('"', "“", "”", "„", "‟", "″", "＂", "''", "``", "‘‘", "’’"), _DOUBLE),
    **dict.fromkeys(("«", "»", "<<", ">>", "《", "》", "‹", "›"), _ANGLE),
    **dict.fromkeys(("'", "‘", "’", "‚", "‛", "`", "´"), _SINGLE),
    **dict.fromkeys((",,", "،،"), _COMMAS),
}
_OPENING = frozenset(("“", "„", "‟", "«", "<<", "《", "‹", "‘", "‚", "``", "‘‘"))
_CLOSING = frozenset(("”", "»", ">>", "》", "›", "’", "’’"))
_MARK = re.compile(r"''|``|‘‘|’’|<<(?![<])|>>(?![>])|,,(?!,)|،،(?!،)|[\"“”„‟″＂«»《》‹›'‘’‚‛`´]")

# One-letter words that are written on to the next word, with a tatweel or without: و ف ب ل ك.
_PROCLITIC = re.compile(r"(?:^|[\s(\[«“\"])(?:[وف]?[بلك]?|[وف])\u0640*$")
_OPENS_AFTER = "([{:-–—/\u0640"
_OPENS_BEFORE = "([{#@\u0640"
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*$")

Introduces = Callable[[str], bool]
"""Tells whether a word (as written) announces speech."""

PARAGRAPHS = 8
"""A quotation may run on over at most this many paragraphs."""

_ANNOUNCED_WITHIN = 48
_WORDS_BEFORE = 4
"""Code points and words before an opening mark without its closing one in which the words must be announced."""

_LONGEST_WORD = 24
"""Code points in which the word before a mark is looked for."""

LONGEST_UNOPENED = 600
"""How many code points before a closing mark the colon is looked for that opens it instead of a mark."""


class Stretch(NamedTuple):
    """The words between an opening mark and its closing one."""

    start: int
    """First code point of the opening mark; the first of the content where the mark is missing."""
    end: int
    """One past the closing mark; one past the content where the mark is missing."""
    content: Span
    """What stands between, without surrounding white space."""
    opening: str
    """The opening mark, empty where it is missing."""
    closing: str
    """The closing mark, empty where it is missing."""


class _Mark(NamedTuple):
    start: int
    glyph: str
    side: Side
    attached: bool
    """True after a proclitic: such a mark cannot close."""

    @property
    def end(self) -> int:
        return self.start + len(self.glyph)

    @property
    def family(self) -> int:
        return _FAMILY[self.glyph]


def find_stretches(text: str, paragraphs: Sequence[Span], introduces: Introduces) -> tuple[Stretch, ...]:
    """Return the outermost marked stretches of the paragraphs, in order, without overlap.

    A word that announces speech makes the mark after it an opening one; only after such a word, a colon, a comma or at
    the head of a paragraph is a stretch taken whose closing mark is missing.
    """
    reader = _Reader(text, introduces)
    pairs: list[tuple[_Mark, _Mark]] = []
    left: list[_Left] = []
    for number, paragraph in enumerate(paragraphs):
        found, openers, closers = _pair(reader.marks(paragraph))
        pairs.extend(found)
        if openers or closers:
            left.append(_Left(number, paragraph, openers, closers))
    stretches = [reader.between(a, b) for a, b in pairs]
    stretches.extend(reader.between(a, b) for a, b in _run_on(left))
    stretches.extend(reader.one_sided(left, sorted(stretches)))
    return _outermost(stretches)


def closed(text: str, span: Span) -> Span:
    """Return a span with the mark behind it that closes what opens inside, so that a reader sees both.

    The content of reported speech ends before that mark ("قال إن الطريق «مغلق | »").
    """
    after = _MARK.match(text, span.end)
    if after is None:
        return span
    family = _FAMILY[after.group()]
    inside = sum(1 for m in _MARK.finditer(text, span.start, span.end) if _FAMILY[m.group()] == family)
    return Span(start=span.start, end=after.end()) if inside % 2 else span


class _Left(NamedTuple):
    """The marks of one paragraph that have no partner in it."""

    number: int
    paragraph: Span
    openers: list[_Mark]
    closers: list[_Mark]


class _Reader:
    """Reads the marks of one text."""

    def __init__(self, text: str, introduces: Introduces) -> None:
        self.text = text
        self.introduces = introduces

    def marks(self, paragraph: Span) -> list[_Mark]:
        """Return the marks of a paragraph, read by what stands beside them; apostrophes inside words are none."""
        text, marks = self.text, []
        for match in _MARK.finditer(text, paragraph.start, paragraph.end):
            glyph, start, end = match.group(), match.start(), match.end()
            before = text[start - 1] if start > paragraph.start else " "
            after = text[end] if end < paragraph.end else " "
            announced = not before.isspace() and self._announces(paragraph.start, start)
            if _FAMILY[glyph] == _SINGLE and before.isalnum() and after.isalnum() and not announced:
                continue
            if _FAMILY[glyph] == _COMMAS and (before.isspace() == after.isspace() or text[start - 1 : start] in "،,"):
                continue
            attached = self._is_attached(paragraph.start, start)
            opens_left = attached or before.isspace() or before in _OPENS_AFTER or before in _FAMILY
            opens_right = after.isalnum() or after in _OPENS_BEFORE or "\u064b" <= after <= "\u065f"
            if after in _FAMILY or after == "…" or text.startswith("..", end):
                opens_right = opens_left
            marks.append(_Mark(start, glyph, _side(opens_left, opens_right, announced), attached))
        return marks

    def _is_attached(self, low: int, start: int) -> bool:
        if start == low or self.text[start - 1].isspace():
            return False
        return bool(_PROCLITIC.search(self.text, max(low - 1, 0, start - 6), start))

    def _announces(self, low: int, start: int) -> bool:
        """Tell whether the word that ends right before `start` announces speech."""
        word = _LAST_WORD.search(self.text, max(low, start - _LONGEST_WORD), start)
        return word is not None and self.introduces(word[1])

    def between(self, opener: _Mark, closer: _Mark) -> Stretch:
        """Make the stretch of a pair."""
        content = self._trim(opener.end, closer.start)
        return Stretch(opener.start, closer.end, content, opener.glyph, closer.glyph)

    def _trim(self, start: int, end: int) -> Span:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(start=start, end=end)

    def one_sided(self, left: list[_Left], pairs: list[Stretch]) -> Iterator[Stretch]:
        """Take what follows an announced opener that nothing closes, and what a colon opens and a mark closes.

        A stretch without its closing mark ends before the next of the `pairs`, which are in order; one that ends the
        paragraph belongs to it, and its closing mark stands for both ("“… لا تدار “بجرة قلم”.").
        """
        starts = [pair.start for pair in pairs]
        for _, paragraph, openers, closers in left:
            for opener in openers:
                if self._is_announced(paragraph.start, opener.start):
                    after = bisect.bisect_left(starts, opener.end)
                    inner = pairs[after] if after < len(pairs) else None
                    if inner is not None and self._ends_with(paragraph, opener, inner):
                        content = self._trim(opener.end, inner.content.end)
                        yield Stretch(opener.start, inner.end, content, opener.glyph, inner.closing)
                        continue
                    end = min(paragraph.end, starts[after] if after < len(starts) else paragraph.end)
                    content = self._without_cue(self._trim(opener.end, end))
                    yield Stretch(opener.start, content.end, content, opener.glyph, "")
            for closer in closers:
                if closer.family == _COMMAS:
                    continue
                colon = self.text.rfind(":", max(paragraph.start, closer.start - LONGEST_UNOPENED), closer.start)
                if colon >= 0 and not _MARK.search(self.text, colon, closer.start):
                    content = self._trim(colon + 1, closer.start)
                    yield Stretch(content.start, closer.end, content, "", closer.glyph)

    def _ends_with(self, paragraph: Span, opener: _Mark, inner: Stretch) -> bool:
        """Tell whether a paragraph ends with the marks inside a stretch that only they close."""
        if inner.end > paragraph.end or paragraph.end - inner.end > _LONGEST_WORD:
            return False
        rest = self.text[inner.end : paragraph.end]
        same = _FAMILY.get(inner.opening) == opener.family
        before = self.text[max(opener.end, inner.start - _LONGEST_WORD) : inner.start].rstrip()
        announced = before.endswith(":") or self._announces(opener.end, inner.start)
        return same and not announced and not any(c.isalnum() for c in rest)

    def _is_announced(self, low: int, start: int) -> bool:
        before = self.text[max(low, start - _ANNOUNCED_WITHIN) : start].rstrip()
        if not before or before.endswith((":", "،")):
            return True
        if any(self.introduces(word) for word in before.split()[-_WORDS_BEFORE:]):
            return True
        opens = self.text[start : start + 1] in _OPENING
        return opens and any(self.introduces(word) for word in self.text[low : low + _ANNOUNCED_WITHIN].split()[:2])

    def _without_cue(self, content: Span) -> Span:
        """Cut off the words that announce the next stretch, back to their comma ("…، موضحا أنه")."""
        word = _LAST_WORD.search(self.text, max(content.start, content.end - _LONGEST_WORD), content.end)
        if word is None or not self.introduces(word[1]):
            return content
        comma = self.text.rfind("،", max(content.start, content.end - LONGEST_UNOPENED), content.end)
        return self._trim(content.start, comma) if comma > content.start else content


def _side(opens_left: bool, opens_right: bool, announced: bool) -> Side:
    if opens_left and opens_right:
        return "open"
    if not opens_left and not opens_right:
        return "either" if announced else "close"
    return "open" if announced and not opens_left else "either"


def _pair(
    marks: list[_Mark],
) -> tuple[list[tuple[_Mark, _Mark]], list[_Mark], list[_Mark]]:
    """Match the marks of one paragraph; return the pairs, the openers left over and the closers left over."""
    pairs: list[tuple[_Mark, _Mark]] = []
    open_marks: dict[int, list[_Mark]] = {_DOUBLE: [], _ANGLE: [], _SINGLE: [], _COMMAS: []}
    closers: list[_Mark] = []
    for mark in marks:
        stack = open_marks[mark.family]
        if _opens(mark, bool(stack)):
            stack.append(mark)
        elif stack:
            pairs.append((stack.pop(), mark))
        else:
            closers.append(mark)
    openers = [m for stack in open_marks.values() for m in stack]
    return _pair_families(pairs, openers, closers)


def _opens(mark: _Mark, is_open: bool) -> bool:
    """Decide for one mark: what stands beside it first, then its glyph, then whether something is open."""
    if mark.attached:
        return True
    if mark.side == "open":
        return not (is_open and mark.glyph in _CLOSING)
    if mark.side == "close":
        return not is_open and mark.glyph in _OPENING
    return not is_open and (mark.glyph not in _CLOSING or mark.family == _DOUBLE)


def _pair_families(
    pairs: list[tuple[_Mark, _Mark]], openers: list[_Mark], closers: list[_Mark]
) -> tuple[list[tuple[_Mark, _Mark]], list[_Mark], list[_Mark]]:
    """Match what is left across families ("«" closed by a straight mark), nearest first; single marks stay alone."""
    rest: list[_Mark] = []
    unclosed: list[_Mark] = []
    events = [(m.start, True, m) for m in openers] + [(m.start, False, m) for m in closers]
    for _, opens, mark in sorted(e for e in events if e[2].family != _SINGLE):
        if opens:
            unclosed.append(mark)
        elif unclosed and unclosed[-1].family != mark.family:
            pairs.append((unclosed.pop(), mark))
        else:
            rest.append(mark)
    return pairs, unclosed, rest


def _run_on(left: list[_Left]) -> Iterator[tuple[_Mark, _Mark]]:
    """Match the last opener of a paragraph with the first closer of a later one, and take both out of `left`."""
    for here, later in itertools.pairwise(left):
        if not here.openers or not later.closers or later.number - here.number > PARAGRAPHS:
            continue
        opener, closer = here.openers[-1], later.closers[0]
        if opener.family == closer.family and not (later.openers and later.openers[0].start < closer.start):
            yield here.openers.pop(), later.closers.pop(0)


def _outermost(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    kept: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (s.start, -s.end)):
        if stretch.content.end > stretch.content.start and (not kept or stretch.start >= kept[-1].end):
            kept.append(stretch)
    return tuple(kept)
