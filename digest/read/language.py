"""Whether a text is Arabic at all: what is not is refused, since every later step would misread it."""

from __future__ import annotations

import re

_ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\ufb50-\ufdff\ufe70-\ufefc]")
_ANY = re.compile("[^\\W\\d_]")
_SHARE = 0.1
_FEWEST = 200
"""Letters below which a single Arabic word is enough: a short text may be mostly an address or a name."""

# Letters that Persian, Urdu, Kurdish, Pashto, … have and Arabic has not, and the article, which only Arabic has: in
# news one word in four has it (the least of 423 articles: one in twelve), and one letter in a thousand is foreign.
# The alef of the Quran is Arabic, and so are names from elsewhere: letters alone decide nothing.
_FOREIGN = re.compile("[\u0672-\u06d3\u06d5]")
_FOREIGN_SHARE = 0.015
_WORD = re.compile("[\u0621-\u0652\u0670-\u06d3\u06d5]+")
_ARTICLE = re.compile(r"\b(?:[وفبك]?[اٱ]ل|و?لل)[\u0621-\u0652\u0671-\u06d3]{2}")
_ARTICLE_SHARE = 0.02
_MOSTLY_FOREIGN = 0.05
_ARTICLE_SHARE_AMONG = 0.06
"""Words with the article, of a text with so many foreign letters, from which it is Arabic: below it cites Arabic."""
_FEWEST_WORDS = 40
_FEWEST_WITHOUT = 20
"""Words of a text without a single article from which it is told that it is not Arabic."""


def not_arabic(text: str) -> str | None:
    """Return what `text` is instead of Arabic, or None."""
    arabic = len(_ARABIC.findall(text))
    if not arabic:
        return "the text holds no Arabic letter"
    letters = len(_ANY.findall(text))
    if letters >= _FEWEST and arabic < _SHARE * letters:
        return f"of {letters:,} letters only {arabic:,} are Arabic"
    foreign = len(_FOREIGN.findall(text))
    if foreign <= _FOREIGN_SHARE * arabic:
        return None
    words = len(_WORD.findall(text))
    articles = len(_ARTICLE.findall(text))
    share = _ARTICLE_SHARE_AMONG if foreign > _MOSTLY_FOREIGN * arabic else _ARTICLE_SHARE
    if words >= (_FEWEST_WORDS if articles else _FEWEST_WITHOUT) and articles < share * words:
        return "the text is written in Arabic letters, but not in Arabic"
    return None
