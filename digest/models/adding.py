"""From what the recogniser found to mentions: what is added beside the names that the rules found, and what is not.

Nothing that the rules decided is touched. A name is added only where it overlaps no mention and no title, where the
model is sure, where no curated name stands (the rules saw it and left it out for a reason), and where the words
themselves can be a name:

* a person's name must be read as the same words by the grammar of unlisted names (`digest.names.shapes`), which is
  asked for as much evidence as beside another person, the model standing in for that neighbour; or it opens with a
  listed given name that is nothing else, and goes on with words of which none is grammar, a verb or a title;
* one word alone is a person only as the surname of the one person whom the model named in full before it;
* an institution or place must not begin with a letter that may be a clitic; if it is one word, no list of vocabulary
  holds it and its letters are those of a name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from digest.arabic import fold_word
from digest.lexicon import Lexicons
from digest.models.lemmas import Ask, name_length
from digest.models.tagging import Recognised
from digest.names.readers import Readers, readers
from digest.names.spelling import name_key
from digest.names.tokens import Token, span_of, tokenise
from digest.records import Article, EntityKind, Mention, Span

RULE = "model"
"""Rule of every mention that is added here."""

SURE = 0.9
"""Probability below which nothing is added. Not calibrated: that takes the real weights and a gold of their errors."""

_LONGEST = 4
"""Words of a name that only its first word vouches for."""


def with_recognised(
    article: Article,
    mentions: tuple[Mention, ...],
    recognised: Sequence[Recognised],
    lexicons: Lexicons,
    ask: Ask,
) -> tuple[Mention, ...]:
    """Return the mentions of an article with those added that only the recogniser found, in order of the text.

    Every mention of `mentions` is in the result, unchanged. `ask` is the disambiguator, which answers None if off.
    """
    added = _Adder(article, mentions, lexicons, ask).run(recognised)
    return tuple(sorted((*mentions, *added), key=lambda mention: mention.span))


def _occupied(mentions: tuple[Mention, ...]) -> Iterator[Span]:
    """Yield the spans that nothing may be added over: names and titles."""
    for mention in mentions:
        yield mention.span
        if mention.title_span is not None:
            yield mention.title_span


class _Adder:
    """One run over one article."""

    def __init__(self, article: Article, mentions: tuple[Mention, ...], lexicons: Lexicons, ask: Ask) -> None:
        self.text = article.text
        self.tokens: tuple[Token, ...] = tokenise(article)
        self.s: Readers = readers(lexicons)
        self.ask = ask
        self._starts = [token.start for token in self.tokens]
        self._taken = {at for span in _occupied(mentions) for at in self._touched(span)}
        self._names = {(m.kind, name_key(m.name)): m for m in reversed(mentions)}
        self._surnames = {fold_word(m.name.split()[-1]) for m in mentions if m.kind == "person"}

    def run(self, recognised: Sequence[Recognised]) -> Iterator[Mention]:
        """Yield what is added."""
        bearers = self._bearers(recognised)
        for item in recognised:
            words = self._words(item.span)
            if item.probability < SURE or words is None:
                continue
            first, last = words
            if not self._taken.isdisjoint(range(first, last + 1)) or self._is_curated(first, last):
                continue
            if item.kind != "person":
                mention = self._thing(item, first, last)
            elif first == last:
                mention = self._surname(first, bearers)
            else:
                mention = self._person(first, last)
            if mention is not None:
                self._names.setdefault((mention.kind, name_key(mention.name)), mention)
                yield mention

    # ------------------------------------------------------------------------------------------------ where

    def _words(self, span: Span) -> tuple[int, int] | None:
        """Return the indices of the first and last word of a span; None if it ends inside words or runs over a stop."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end) - 1
        if not first <= last or self.tokens[first].start != span.start or self.tokens[last].end != span.end:
            return None
        if any(self.tokens[at].gap not in ("space", "hyphen") for at in range(first + 1, last + 1)):
            return None
        return first, last

    def _touched(self, span: Span) -> range:
        """Return the indices of the words that a span touches."""
        return range(max(0, bisect_right(self._starts, span.start) - 1), bisect_left(self._starts, span.end))

    def _is_curated(self, first: int, last: int) -> bool:
        """Tell whether the words are a curated name, which the rules saw and left out."""
        return any(match.last == last for match in self.s.book.at(self.tokens, first))

    # ------------------------------------------------------------------------------------------------ what

    def _person(self, first: int, last: int) -> Mention | None:
        shape = self.s.shapes.at(self.tokens, first, "list")
        same = shape is not None and (shape.first, shape.last) == (first, last)
        if not same and not self._opens_with_given(first, last):
            return None
        if name_length(self.tokens, first, last, self.ask, self.s.classes) <= last - first:
            return None
        cut = shape.cut if shape is not None and same else 0
        head = next(rest for letters, rest in self.tokens[first].readings if letters == cut)
        words = (head, *(token.folded for token in self.tokens[first + 1 : last + 1]))
        return self._mention("person", span_of(self.text, self.tokens, first, last, cut), words)

    def _opens_with_given(self, first: int, last: int) -> bool:
        """Tell whether words open with a listed given name that is nothing else and no later one forbids a name."""
        classes = self.s.classes
        if classes.of(self.tokens[first].folded) not in ("given", "foreign") or last - first >= _LONGEST:
            return False
        barred = (classes.function, classes.verbs, classes.honorifics, classes.demonyms)
        later = [token for token in self.tokens[first + 1 : last + 1] if token.folded not in classes.parts]
        return not any(t.tanwin or len(t.folded) < 2 or any(t.folded in words for words in barred) for t in later)

    def _bearers(self, recognised: Sequence[Recognised]) -> dict[str, set[str]]:
        """Return the full names that the model saw, sure or not, under their last words."""
        bearers: dict[str, set[str]] = {}
        for item in recognised:
            words = self._words(item.span) if item.kind == "person" else None
            if words is not None and words[0] < words[1]:
                full = " ".join(token.folded for token in self.tokens[words[0] : words[1] + 1])
                bearers.setdefault(self.tokens[words[1]].folded, set()).add(name_key(full))
        return bearers

    def _surname(self, at: int, bearers: dict[str, set[str]]) -> Mention | None:
        """Return a surname alone as the one person who bears it and was added before; None if that is not certain."""
        word = self.tokens[at].folded
        names = bearers.get(word, set())
        full = self._names.get(("person", next(iter(names)))) if len(names) == 1 else None
        if full is None or full.rule != RULE or word in self._surnames:
            return None
        span = span_of(self.text, self.tokens, at, at)
        return Mention(span=span, text=span.of(self.text), entity=full.entity, name=full.name, kind="person", rule=RULE)

    def _thing(self, item: Recognised, first: int, last: int) -> Mention | None:
        token = self.tokens[first]
        if len(token.readings) > 1 or (first == last and self.s.classes.of(token.folded) != "shaped"):
            return None
        words = tuple(each.folded for each in self.tokens[first : last + 1])
        return self._mention(item.kind, span_of(self.text, self.tokens, first, last), words)

    def _mention(self, kind: EntityKind, span: Span, words: tuple[str, ...]) -> Mention:
        """Return a mention, of the entity that bears the same name in the article if there is one."""
        same = self._names.get((kind, name_key(" ".join(words))))
        text = span.of(self.text)
        entity, name = (same.entity, same.name) if same else ("name:" + " ".join(words), text)
        return Mention(span=span, text=text, entity=entity, name=name, kind=kind, rule=RULE)
