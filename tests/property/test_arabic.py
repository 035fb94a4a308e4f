from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from digest.arabic import fold, fold_word, proclitic_splits, sentences, words
from digest.records import Span

ARABIC = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
        st.sampled_from(' \n.،؟!"«»“”()0123abcXYZ\u200f\u202e\u2067\u00ad'),
        st.characters(codec="utf-8"),
    ),
    max_size=200,
)


@given(ARABIC)
def test_folding_is_idempotent(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(ARABIC)
def test_offsets_lead_back_in_order_and_to_the_end(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert list(folded.offsets) == sorted(folded.offsets)


@given(ARABIC)
def test_each_folded_character_is_the_fold_of_its_original(text: str) -> None:
    folded = fold(text)
    for at, character in enumerate(folded.text):
        origin = text[folded.offsets[at]]
        assert character in fold(origin).text


@given(ARABIC)
def test_words_are_verbatim_and_in_order(text: str) -> None:
    end = 0
    for word in words(text):
        assert word.start >= end
        assert word.folded == fold(text[word.start : word.end]).text
        end = word.end


@given(ARABIC)
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    spans = sentences(text, Span(start=0, end=len(text)))
    joined = "".join("".join(span.of(text).split()) for span in spans)
    assert joined == "".join(text.split())


@given(st.text(alphabet="وفبكلساتنمي", max_size=12))
def test_readings_only_remove_from_the_front(word: str) -> None:
    for removed, rest in proclitic_splits(word):
        assert rest == word[removed:] or (rest.startswith("ال") and rest[2:] == word[removed + 1 :])


@given(st.text(st.characters(exclude_categories=())))
def test_folding_is_total_and_keeps_to_the_bounds(text: str) -> None:
    folded = fold(text)
    assert folded == fold(text)
    assert all(0 <= offset <= len(text) for offset in folded.offsets)
    assert len(folded.text) <= 18 * len(text)  # U+FDFA, the longest form, stands for eighteen letters
    for start in range(len(folded.text)):
        span = folded.span(start, start + 1)
        assert 0 <= span.start <= span.end <= len(text)
        assert folded.offsets[folded.position(span.start)] == span.start


@given(ARABIC, ARABIC)
@example("ΟΔΟΣ", "É")
@example("É", "İ")
def test_folding_looks_at_one_character_at_a_time(first: str, second: str) -> None:
    assert fold(first + second).text == fold(first).text + fold(second).text


@given(ARABIC)
def test_a_word_folds_like_its_text(text: str) -> None:
    assert fold_word(text) == fold(text).text
    assert fold_word(text.upper()) == fold_word(text.upper().lower()) or not text.isascii()
