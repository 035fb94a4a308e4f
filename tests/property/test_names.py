from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.arabic import fold_word
from digest.lexicon import default_lexicons
from digest.names import find_mentions
from digest.names.cast import name_words
from digest.names.identity import minimal_form
from digest.names.spelling import name_key, same_name, same_word, sound_key
from digest.names.wordclass import word_classes
from digest.people import build_people
from digest.records import AnnotatedArticle
from tests.builders import annotate, make_article

LEXICONS = default_lexicons()

# Pieces of news sentences: names, titles, verbs, clitics and noise, in any order.
PIECES = (
    "قال", "الرئيس", "الروسي", "وزير", "الخارجية", "نظيره", "الصيني", "محمد", "بن", "عبد", "الله", "الدين", "نور",
    "بوتين", "شي", "جين", "بينغ", "موسكو", "في", "للكرملين", "المتحدث", "باسم", "وزارة", "الصحة", "«", "»", "،", ".",
    "سيرغي", "لافروف", "غارسيلو", "رامون", "الدكتور", "الميتمي", "هجومًا", "روسيًا", "ستولتنبرغ", "وعمر", "جامعة",
    "الملك", "2022", "الرئيسين", "والصيني", "-", "على", "علي", "عمان", "أبو", "ال", "دي", "فون", "بـ", "\u200f",
    "\u064b", "x",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join)
arabic_words = st.text(alphabet="ابتجدرسشغفقكلمنهوي", min_size=1, max_size=9)


@given(texts)
def test_mentions_are_verbatim_ordered_and_apart(text: str) -> None:
    article = make_article(text)
    mentions = find_mentions(article, LEXICONS)
    for mention in mentions:
        assert mention.text == mention.span.of(article.text) and mention.text.strip() == mention.text != ""
        assert mention.entity.partition(":")[0] in ("known", "name", "title")
        assert (mention.kind == "unnamed") == mention.entity.startswith("title:")
        if mention.title_span is not None:
            assert mention.title == mention.title_span.of(article.text)
    for before, after in itertools.pairwise(mentions):
        assert before.span.end <= after.span.start


@given(texts)
def test_an_entity_has_one_name_and_kind_in_an_article(text: str) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for mention in find_mentions(make_article(text), LEXICONS):
        if not mention.entity.startswith(("title:", "name:")):
            assert seen.setdefault(mention.entity, (mention.name, mention.kind)) == (mention.name, mention.kind)


@given(texts, texts)
def test_paragraphs_that_say_nothing_change_nothing(text: str, noise: str) -> None:
    alone = find_mentions(make_article(text), LEXICONS)
    beside = find_mentions(make_article(text, ("boilerplate", noise)), LEXICONS)
    assert beside == alone


@given(st.lists(texts, min_size=1, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_people_do_not_depend_on_the_order_of_articles(bodies: list[str], random: object) -> None:
    articles = [_annotated(number, body) for number, body in enumerate(bodies)]
    people = build_people(articles, LEXICONS)
    assert build_people(list(reversed(articles)), LEXICONS) == people
    keys = {(a.article.id, m.entity) for a in articles for m in a.mentions if m.kind != "unnamed"}
    assert set(people.ids) == keys
    assert set(people.ids.values()) == {p.id for p in people.persons}
    assert len({p.id for p in people.persons}) == len(people.persons)


def _annotated(number: int, body: str) -> AnnotatedArticle:
    article = make_article(body, path=f"{number}.txt")
    day = dt.date(2022, 1, 1) + dt.timedelta(days=number)
    return annotate(article, day=day, mentions=find_mentions(article, LEXICONS))


@given(arabic_words, arabic_words)
def test_spelling_is_symmetric(left: str, right: str) -> None:
    assert same_word(left, right) == same_word(right, left)
    assert same_name((left,), (right,), frozenset()) == same_name((right,), (left,), frozenset())


@given(arabic_words)
def test_keys_are_stable(word: str) -> None:
    assert name_key(name_key(word)) == name_key(word)
    assert same_word(word, word)
    assert len(sound_key(word)) <= len(word)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_a_minimal_form_is_made_of_the_name_and_is_not_empty(words: list[str]) -> None:
    folded = tuple(word for piece in words for word in name_words(piece))
    if folded:
        form = minimal_form(folded, word_classes(LEXICONS))
        assert form.strip() and form.count(" ") <= 1


@given(
    st.sampled_from(("سعد", "نادر", "هدى")), st.lists(arabic_words, max_size=3), st.sampled_from(("الوزاني", "الغافقي"))
)
def test_words_in_the_middle_do_not_change_a_minimal_form(given_name: str, middle: list[str], surname: str) -> None:
    classes = word_classes(LEXICONS)
    inner = [word for word in middle if word not in classes.parts | classes.tails | classes.particles]
    full = tuple(fold_word(word) for word in (given_name, *inner, "الوزاني"))
    assert minimal_form(full, classes) == minimal_form((full[0], full[-1]), classes)
