from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from digest.arabic import fold_word, words
from digest.lexicon import default_lexicons
from digest.records import QuoteRef
from digest.statements import differences, match_statements
from tests.builders import make_article, make_quote, quote_ref

WORD = st.sampled_from(["سيطرنا", "الحريق", "ساعات", "السكان", "الميناء", "أغلقنا", "الطريق", "خطر", "على", "في"])
WORDING = st.lists(WORD, min_size=1, max_size=14).map(" ".join)
MARKED = st.text(alphabet=st.sampled_from("اأبتةثىيوقلمن ًَّـ،.«»\n0123٤٥"), max_size=60)
"""Letters with marks, punctuation and digits of both series."""


@given(MARKED, MARKED)
def test_segments_joined_are_the_wordings(a: str, b: str) -> None:
    found = differences(a, b)
    assert "".join(segment.a for segment in found) == a
    assert "".join(segment.b for segment in found) == b


@given(MARKED, MARKED)
def test_equal_stretches_hold_the_same_words_and_others_alternate(a: str, b: str) -> None:
    found = differences(a, b)
    for segment in found:
        if segment.same:
            assert [w.folded for w in words(segment.a) if w.folded] == [w.folded for w in words(segment.b) if w.folded]
    assert all(one.same != two.same for one, two in itertools.pairwise(found))


@given(MARKED)
def test_a_wording_does_not_differ_from_its_folding(text: str) -> None:
    assert all(segment.same for segment in differences(text, fold_word(text)))


def refs(wordings: list[tuple[str, int, int]]) -> list[QuoteRef]:
    found = []
    for at, (wording, speaker, article) in enumerate(wordings):
        source = make_article(f'قال: "{wording}"', path=f"{article}-{at}.txt")
        quote = make_quote(source, wording, speaker="فلان")
        ref = quote_ref(source, quote, speaker=f"p-{speaker}" if speaker else None, event="e-1")
        found.append(ref)
    return found


@given(st.lists(st.tuples(WORDING, st.integers(0, 2), st.integers(0, 3)), max_size=12))
def test_groups_are_disjoint_and_of_several_articles_and_of_no_two_speakers(
    wordings: list[tuple[str, int, int]],
) -> None:
    quotes = refs(wordings)
    known = {ref.id: ref for ref in quotes}
    found = match_statements(quotes, {}, default_lexicons())
    members = [key for group in found for key in group.quotes]
    assert len(members) == len(set(members))
    for group in found:
        articles = [known[key].article for key in group.quotes]
        assert len(set(articles)) == len(articles) >= 2
        seed = known[group.quotes[0]].speaker
        if seed is not None:
            assert {known[key].speaker for key in group.quotes} <= {seed, None}
    assert found == match_statements(quotes, {}, default_lexicons())
