"""What grouping compares of an article, computed once: stems of headline, lead and body, and a copy signature.

The collection step works on these counts and signatures and need not read an article's text again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rensa import RMinHash

from digest.arabic import Word, fold, stem, words
from digest.records import Article, Paragraph, Profile

LEAD_WORDS = 60
"""Words of the lead, counted from the first body paragraph: about two paragraphs of a wire report, where the
inverted pyramid puts what happened (chosen on `dev/events.jsonl` among 40, 60 and 100)."""

SHINGLE_WORDS = 5
"""Words of a shingle; five survive light editing and are rarely shared by chance."""

SIGNATURE_SIZE = 128
"""Values of a MinHash signature: a standard error of at most .045 on the share of common shingles."""

MIN_SHINGLES = 12
"""Fewer shingles than this make no signature: a sentence that two outlets share is no copied report."""

QUOTED_WORDS = 12
"""A quotation of so many words is left out of the signature: two reports of their own may carry one statement, and what
tells a copied report is the words around it."""

FIGURE_WORDS = 120
"""Words of content in which decimal numbers are read: about twice the lead, as a report on prices gives them in its
first paragraphs."""

_SEED = 1436

# A decimal number; three digits after the mark are thousands, a third group a date, and "at 8.30" is a time of day.
_DECIMAL = re.compile(r"(?<![0-9.,٫:/-])([0-9]{1,6})[.,٫]([0-9]{1,2})(?![0-9]|[.,٫:/-][0-9])")
# Words between a pair of quotation marks of any shape, inside one paragraph.
_QUOTED = re.compile(r"[«“„”\"‹]([^«»“„”\"‹›\n]{1,4000})[»”“\"›]")
_CLOCK = re.compile(r"ساعه[ (]*$")


def profile(article: Article) -> Profile:
    """Return the features of `article` for grouping, from its headline and its content paragraphs alone.

    The counts are of stems of folded words, function words included: which words are left out or weighed down is
    for the collection step, that has the lexicon. An article that is only a headline has an empty lead and body.
    """
    text = article.text
    running = [p for p in article.paragraphs if p.role in ("subtitle", "body") and not _is_headline(article, p)]
    content = [word for p in running for word in words(text, p.span.start, p.span.end)]
    headings = [
        word for p in article.paragraphs if p.role == "heading" for word in words(text, p.span.start, p.span.end)
    ]
    signed = _own_words(article, content)
    return Profile(
        headline=_stems(words(article.title)),
        lead=_stems(content[:LEAD_WORDS]),
        body=_stems([*content, *headings]),
        shingles=_signature([word.folded for word in signed]),
        words=len(content),
        signed=len(signed),
        figures=tuple(dict.fromkeys(_figures(article, content[:FIGURE_WORDS]))),
    )


def _is_headline(article: Article, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is what the headline was taken from, in an article that is nothing else."""
    return article.title_span is not None and article.title_span.covers(paragraph.span)


def _stems(found: Iterable[Word]) -> dict[str, int]:
    return dict(Counter(stem(word.folded) for word in found))


def _figures(article: Article, content: Sequence[Word]) -> Iterator[str]:
    """Yield the decimal numbers of the headline and of the text from the first to the last of some words."""
    opening = article.text[content[0].start : content[-1].end + 3] if content else ""
    for text in (fold(article.title).text, fold(opening).text):
        for found in _DECIMAL.finditer(text):
            if not _CLOCK.search(text, max(0, found.start() - 12), found.start()):
                yield f"{int(found[1])}.{found[2].rstrip('0') or '0'}"


def _own_words(article: Article, content: Sequence[Word]) -> list[Word]:
    """Return the words outside of long quotations; all, if too few are left to compare."""
    quoted = bytearray(len(article.text))
    for found in _QUOTED.finditer(article.text):
        if sum(1 for _ in words(article.text, *found.span(1))) >= QUOTED_WORDS:
            quoted[found.start(1) : found.end(1)] = b"\1" * (found.end(1) - found.start(1))
    own = [word for word in content if not quoted[word.start]]
    return own if len(own) >= MIN_SHINGLES + SHINGLE_WORDS else list(content)


def _signature(folded: list[str]) -> tuple[int, ...]:
    """Return the MinHash signature of the word shingles, empty if there are too few to compare."""
    shingles = [" ".join(folded[at : at + SHINGLE_WORDS]) for at in range(len(folded) - SHINGLE_WORDS + 1)]
    if len(shingles) < MIN_SHINGLES:
        return ()
    signature = RMinHash(num_perm=SIGNATURE_SIZE, seed=_SEED)
    signature.update(shingles)
    return tuple(signature.digest())


def resemblance(one: Profile, other: Profile) -> float:
    """Return the estimated share of shingles of the shorter text that the longer one has too, 0…1.

    It is the containment (Broder 1997) that follows from the resemblance of the signatures and the two lengths, so
    that a report cut short is still seen as a copy of the whole one; 0 where a signature is missing.
    """
    if not one.shingles or not other.shingles:
        return 0.0
    same = sum(map(int.__eq__, one.shingles, other.shingles)) / len(one.shingles)
    sizes = (one.signed - SHINGLE_WORDS + 1, other.signed - SHINGLE_WORDS + 1)
    return min(1.0, same / (1 + same) * sum(sizes) / min(sizes))
