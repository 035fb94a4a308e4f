from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from digest.lexicon import default_lexicons
from digest.models.adding import RULE, with_recognised
from digest.models.tagging import Recognised
from digest.names import find_mentions
from digest.names.tokens import tokenise
from digest.records import EntityKind, Span
from tests.builders import make_article

LEXICONS = default_lexicons()
ARTICLE = make_article(
    ("title", "ماكرون: المرفأ مفتوح"),
    "قال الرئيس الفرنسي إيمانويل ماكرون إن «المرفأ» مفتوح، وجلس ستانيماكوف دروبنيك وجميل شولتزنر قربه.",
    ("boilerplate", "اقرأ أيضا: دروبفيل"),
    "وأضاف دروبنيك أن وزارة الصحة المصرية، وفق أوشن تريدلاين، أغلقت دروبفيل ومدينة مسقط في 3 مارس.",
)
PLAIN = find_mentions(ARTICLE, LEXICONS)
WORDS = tokenise(ARTICLE)
KINDS: tuple[EntityKind, ...] = ("person", "institution", "place")


@st.composite
def recognitions(draw: st.DrawFn) -> tuple[Recognised, ...]:
    """Stretches of words in order and apart, of any kind and certainty, as a recogniser might give them."""
    cuts = sorted(draw(st.sets(st.integers(0, len(WORDS)), max_size=16)))
    found = []
    for first, after in zip(cuts[::2], cuts[1::2], strict=False):
        span = Span(start=WORDS[first].start, end=WORDS[after - 1].end)
        probability = draw(st.floats(0, 1, allow_nan=False))
        found.append(Recognised(span=span, kind=draw(st.sampled_from(KINDS)), probability=probability))
    return tuple(found)


@given(recognitions())
def test_the_rules_mentions_stay_and_nothing_overlaps(found: tuple[Recognised, ...]) -> None:
    mentions = with_recognised(ARTICLE, PLAIN, found, LEXICONS, lambda _: None)
    assert tuple(m for m in mentions if m.rule != RULE) == PLAIN
    added = [m for m in mentions if m.rule == RULE]
    assert all(not left.span.overlaps(right.span) for left, right in itertools.pairwise(mentions))
    assert all(not m.title_span.overlaps(a.span) for m in PLAIN if m.title_span for a in added)
    assert all(any(f.span.covers(a.span) and f.kind == a.kind for f in found) for a in added)
    assert all(a.text == a.span.of(ARTICLE.text) and "\n" not in a.text for a in added)


@given(st.lists(st.sampled_from(range(len(WORDS))), unique=True, max_size=8))
def test_a_single_ordinary_word_is_never_a_person(words: list[int]) -> None:
    found = [
        Recognised(span=Span(start=WORDS[at].start, end=WORDS[at].end), kind="person", probability=1.0)
        for at in sorted(words)
    ]
    assert with_recognised(ARTICLE, PLAIN, found, LEXICONS, lambda _: None) == PLAIN
