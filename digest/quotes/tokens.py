"""Sentences as the rules see them: words and punctuation, with each marked stretch as a single token.

A stretch is opaque: neither a full stop nor a verb inside marks says anything about the sentence around them. Short
asides in brackets or between dashes ("(53 عاما)", "-لم تذكر اسمه-") are left out altogether.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digest.arabic import ARABIC_LETTER, fold_word
from digest.quotes.marks import Stretch
from digest.quotes.vocabulary import Vocabulary, match_phrase
from digest.records import Span

_WORD = f"[0-9A-Za-z\u00c0-\u024f\u0660-\u0669{ARABIC_LETTER}\u064b-\u065f\u0670\u0640\u06f0-\u06f9]"
_TOKEN = re.compile(
    rf"(?P<word>{_WORD}(?:{_WORD}|[\u200b-\u200f](?={_WORD})|(?<=[0-9\u0660-\u0669])[.,\u066b](?=[0-9\u0660-\u0669]))*)"
    r"|(?P<dots>\.{2,}|…+)|(?P<other>[^\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
)
_ASIDE = re.compile(
    r"\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]|(?<=\s)[-–—][^\s\-–—][^\-–—\n«»\"“”:]{1,60}[-–—](?=[\s،,.:])"
)
_ENDS = frozenset((".", "..", "؟", "!", "?"))
_COMMAS = {",": "،", "､": "،", ";": "؛", "：": ":"}


class Token(NamedTuple):
    """A word, a punctuation mark or a marked stretch."""

    start: int
    end: int
    folded: str
    """The folded word or the mark of punctuation; empty for a stretch."""
    stretch: Stretch | None = None
    """The stretch that this token stands for."""

    @property
    def is_word(self) -> bool:
        """Tell whether this is a word."""
        return self.folded[:1].isalnum()


class Sentence(NamedTuple):
    """The tokens of one sentence with the folded words beside them, for matching phrases."""

    tokens: tuple[Token, ...]
    words: list[str]
    """`folded` of each token."""
    start: int
    end: int
    opens_paragraph: bool
    """True for the first sentence of a paragraph."""


def sentences(text: str, start: int, end: int, stretches: Sequence[Stretch]) -> Iterator[Sentence]:
    """Yield the sentences of `text[start:end]`; `stretches` are those that begin there, in order."""
    first = True
    run: list[Token] = []
    for token in _tokens(text, start, end, stretches):
        is_end = token.folded in _ENDS and not _abbreviates(token, run)
        if not is_end:
            run.append(token)
            is_end = len(run) == LONGEST_SENTENCE or (token.stretch is not None and _ends_inside(token.stretch, text))
        if is_end and run:
            yield _sentence(run, token.end, first)
            first, run = False, []
    if run:
        yield _sentence(run, end, first)


# "دبي، الإمارات العربية المتحدة (CNN) --", "الرياض – واس:": place and agency before the first sentence.
_PLACE = r"[^\n.:!؟\"«»“”()]"
_DATELINE = re.compile(
    rf"{_PLACE}{{0,60}}\([^()\n]{{2,40}}\)\s*(?:[-–—]{{1,3}}|:)\s*"
    rf"|{_PLACE}{{2,24}}\s[-–—]{{1,2}}\s{_PLACE}{{2,24}}\s?(?:[-–—]{{1,2}}|:)\s"
)


def after_dateline(text: str, span: Span, vocabulary: Vocabulary) -> int:
    """Return where a paragraph's first sentence begins, after a place and an agency if it opens with them.

    Words that announce speech are no place ("قال فلان (45 عاما): …").
    """
    match = _DATELINE.match(text, span.start, span.end)
    if match is None or any(vocabulary.introduces(word) for word in match.group().split()):
        return span.start
    return match.end()


LONGEST_SENTENCE = 500
"""Tokens after which a sentence without an end is broken off, so that the work on a text stays linear in its length."""

ANONYMITY = 7
"""Tokens in "who asked not to be named"."""


def without_anonymity(sentence: Sentence, vocabulary: Vocabulary) -> Sentence:
    """Return a sentence without "who asked not to be named" and its like, which part a source from its words."""
    hidden: set[int] = set()
    for at, word in enumerate(sentence.words):
        if _begins_anonymity(word, sentence.words, at, vocabulary):
            end = next(
                (
                    i
                    for i in range(at, min(at + ANONYMITY, len(sentence.words)))
                    if sentence.words[i] in vocabulary.anonymity_ends
                ),
                at - 1,
            )
            hidden.update(range(at, end + 1))
    if not hidden:
        return sentence
    kept = tuple(t for i, t in enumerate(sentence.tokens) if i not in hidden)
    return sentence._replace(tokens=kept, words=[t.folded for t in kept])


def _begins_anonymity(word: str, words: list[str], at: int, vocabulary: Vocabulary) -> bool:
    table, bare = vocabulary.anonymity_begins, word.removeprefix("و")
    if word in table and match_phrase(table, words, at):
        return True
    return bare in table and bool(match_phrase(table, [bare, *words[at + 1 : at + 4]], 0))


def _sentence(run: list[Token], end: int, first: bool) -> Sentence:
    return Sentence(tuple(run), [t.folded for t in run], run[0].start, end, first)


def _abbreviates(token: Token, run: list[Token]) -> bool:
    """Tell whether a full stop belongs to a one-letter abbreviation ("د. سامي")."""
    return token.folded == "." and bool(run) and run[-1].end == token.start and run[-1].end - run[-1].start == 1


def _ends_inside(stretch: Stretch, text: str) -> bool:
    """Tell whether a stretch holds its sentence's full stop: inside the marks, and no comma goes on after them."""
    if not stretch.closing or text[stretch.content.end - 1] not in _ENDS:
        return False
    return text[stretch.end : stretch.end + 3].lstrip()[:1] not in ("،", ",", "-", "–", ")", "؛", ".")


def _tokens(text: str, start: int, end: int, stretches: Sequence[Stretch]) -> list[Token]:
    found: list[Token] = []
    at = start
    for stretch in stretches:
        _append_plain(found, text, at, min(stretch.start, end))
        found.append(Token(stretch.start, stretch.end, "", stretch))
        at = stretch.end
    _append_plain(found, text, at, end)
    return found


def _append_plain(found: list[Token], text: str, start: int, end: int) -> None:
    """Append the tokens of a text without stretches, short asides left out."""
    at = start
    for aside in _ASIDE.finditer(text, start, end):
        _append_words(found, text, at, aside.start())
        at = aside.end()
    _append_words(found, text, at, end)


def _append_words(found: list[Token], text: str, start: int, end: int) -> None:
    for match in _TOKEN.finditer(text, start, end):
        word, kind = match.group(), match.lastgroup
        if word == ":" and _is_clock(text, match.start()):
            continue
        folded = fold_word(word) if kind == "word" else ".." if kind == "dots" else _COMMAS.get(word, word)
        found.append(Token(match.start(), match.end(), folded))


def _is_clock(text: str, colon: int) -> bool:
    """Tell whether a colon stands in a time of day or a score ("6:00")."""
    return text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit()
