"""What stands in marks and is no quotation: names, labels, words under discussion.

Two questions are answered here. `is_label`: does the sentence around a stretch say that it is a name? This needs
nothing but words. `is_quotable`: may a stretch be a quotation, given how it hangs on the speech around it?
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from digest.arabic import fold_word, words
from digest.quotes.marks import Stretch
from digest.quotes.tokens import Sentence
from digest.quotes.vocabulary import ARTICLE, Vocabulary, is_definite

LONGEST_NAME = 6
"""A stretch of more words is no name after a noun like "company" (titles of works excepted)."""

LONGEST_TITLE = 14
"""A stretch of more words is no title either."""

SHORT = 3
"""Up to this many words a naming noun may stand some words off ("صحيفة الشرق «…»", "حركة المقاومة «…»")."""

_AFTER_ARTICLE = 2
"""How many words a name may have after a naming noun with the article: "أن المنصة «…»" mostly goes on with a verb."""

_WITH_ITS_NOUN = 5
"""How many words a name may have that begins with its own noun ("«حزب …»")."""

_TITLE_REACH = 9
"""How many words back a title's noun is looked for ("كتاب")."""

_MANY = 40
"""How far the words of a stretch are counted."""

_REACH = 4
"""How many words back it is then looked for."""

_IMPERFECT = ("ي", "تت", "تس", "ست", "سي")
"""How a verb in the imperfect begins and hardly a noun."""

_DEFINITE = (ARTICLE, "و", "لل", "بال")
"""How the words of an institution's name begin after the first ("«الديوان الوطني للثقافة والإعلام»")."""

_LATIN = re.compile(r"[A-Za-z]")
_ARABIC = re.compile(r"[\u0621-\u064a]")


class Terms:
    """What the marked stretches of one article say by being repeated: the same few words twice are a term."""

    def __init__(self, text: str, stretches: Iterable[Stretch]) -> None:
        counts = Counter(fold_word(s.content.of(text)) for s in stretches if s.content.end - s.content.start <= 40)
        self._repeated = frozenset(t for t, n in counts.items() if n > 1)

    def holds(self, text: str, stretch: Stretch) -> bool:
        """Tell whether these words stand in marks more than once in the article."""
        return (
            stretch.content.end - stretch.content.start <= 40 and fold_word(stretch.content.of(text)) in self._repeated
        )


def length(text: str, stretch: Stretch) -> int:
    """Return the number of words of a stretch; one of many is not counted to its end."""
    found = words(text, stretch.content.start, stretch.content.end)
    return sum(1 for _ in itertools.islice(found, _MANY))


def is_label(text: str, sentence: Sentence, at: int, vocabulary: Vocabulary, named: frozenset[int]) -> bool:
    """Tell whether the stretch at token `at` is a name, by itself or by what stands right before or after it.

    The rules, in order: (1) no Arabic letter in it; (2) a person, institution or place of the article fills it (`named`
    holds where such stretches begin); (3) "so-called" or a gloss before it; (4) a naming noun right before it;
    (5) a naming noun some words before a short one; (6) its other name in brackets after it; (7) it is a
    person's full name by its words; (8) it begins with its naming noun ("«شركة …»").
    """
    stretch = sentence.tokens[at].stretch
    if (
        stretch is None
        or stretch.start in named
        or not _ARABIC.search(text, stretch.content.start, stretch.content.end)
    ):
        return stretch is not None
    size = length(text, stretch)
    before = _word_before(sentence, at)
    if size > LONGEST_TITLE or before < 0:
        return False
    word = sentence.words[before]
    if _ends_phrase(vocabulary, sentence.words, before) or (size <= SHORT and word in vocabulary.glosses):
        return True
    limit = _longest_name(vocabulary, word)
    if limit and (before == 0 or sentence.words[before - 1] not in vocabulary.demonstratives):
        return size <= limit
    if size <= LONGEST_NAME and _names_from_afar(sentence, before, vocabulary, size):
        return True
    expanded = size < LONGEST_NAME and _expanded_after(text, stretch)
    return expanded or (word != ":" and _is_name(text, stretch, size, vocabulary))


def _is_name(text: str, stretch: Stretch, size: int, vocabulary: Vocabulary) -> bool:
    """Tell a name by its own words: a person's in full, or one that begins with its noun."""
    if not 1 < size <= _WITH_ITS_NOUN:
        return False
    inside = [w.folded for w in words(text, stretch.content.start, stretch.content.end)]
    whole = is_definite(inside[0]) and all(w.startswith(_DEFINITE) for w in inside[1:])
    if whole and size > 2 and inside[0] in vocabulary.institutions:
        return True
    if inside[0] in vocabulary.institutions_bare or (size <= SHORT and vocabulary.is_full_name(inside)):
        return True
    owned = is_definite(inside[1]) or vocabulary.looks_like_name(inside[1])
    return size == 2 and inside[0] in vocabulary.naming and not is_definite(inside[0]) and owned


def _longest_name(vocabulary: Vocabulary, word: str) -> int:
    """Return how many words a name after this word may have, 0 if the word names nothing."""
    for base in (word, word[1:] if word[:1] in ("و", "ف") else word):
        if base in vocabulary.titling:
            return LONGEST_TITLE
        if base in vocabulary.naming:
            return _AFTER_ARTICLE if is_definite(base) else LONGEST_NAME
    return 0


def _word_before(sentence: Sentence, at: int) -> int:
    """Return the token before `at`, one-letter prepositions before the mark left out; -1 if there is none."""
    before = at - 1
    if (
        before >= 0
        and sentence.words[before] in ("ب", "ل", "ك", "و")
        and sentence.tokens[before].end == sentence.tokens[at].start
    ):
        before -= 1
    return before


def _ends_phrase(vocabulary: Vocabulary, words_: Sequence[str], last: int) -> bool:
    for first in range(max(0, last - 3), last + 1):
        word = words_[first]
        for base in (word, word[1:] if word[:1] in "وفبل" else word):
            for phrase in vocabulary.so_called.get(base, ()):
                if len(phrase) == last - first + 1 and (
                    len(phrase) == 1 or tuple(words_[first + 1 : last + 1]) == phrase[1:]
                ):
                    return True
    return False


def _names_from_afar(sentence: Sentence, before: int, vocabulary: Vocabulary, size: int) -> bool:
    """Look for a naming noun whose phrase reaches to the marks: only words between, no verb, no preposition.

    A title stands after its author's name ("كتاب عالم الفيزياء فلان «…»"), farther off and longer than other names.
    """
    for at in range(before, max(-1, before - _TITLE_REACH), -1):
        word = sentence.words[at]
        if not sentence.tokens[at].is_word or word in vocabulary.prepositions or vocabulary.is_that(word):
            return False
        if word.startswith(_IMPERFECT) and not vocabulary.looks_like_name(word):
            return False
        if word in vocabulary.titling or (at > before - _REACH and size <= SHORT and _longest_name(vocabulary, word)):
            return at < before
        if vocabulary.form(word) is not None:
            return False
    return False


def _expanded_after(text: str, stretch: Stretch) -> bool:
    """Tell whether brackets after the marks give the name once more ("«آزور» (Azure)", "«…» (داعش)")."""
    match = re.match(r"\s?\(([^()]{2,40})\)", text[stretch.end : stretch.end + 44])
    return match is not None and (bool(_LATIN.search(match[1])) or len(match[1].split()) == 1)


def is_quotable(text: str, stretch: Stretch, *, adjacent: bool, terms: Terms) -> bool:
    """Tell whether a stretch that hangs on somebody's speech is a quotation.

    `adjacent`: it stands right after the cue and is all that follows it. A single word must be adjacent; two or three
    must not be a term of the article.
    """
    size = length(text, stretch)
    if size == 0:
        return False
    if size > SHORT:
        return True
    if terms.holds(text, stretch) and not adjacent:
        return False
    if size == 1:
        return adjacent
    return adjacent or size == SHORT or not _definite(text, stretch)


def _definite(text: str, stretch: Stretch) -> bool:
    """Tell whether every word has the article: the look of a term ("الخطوط الحمراء")."""
    return all(
        w.folded.startswith((ARTICLE, "و" + ARTICLE)) for w in words(text, stretch.content.start, stretch.content.end)
    )
