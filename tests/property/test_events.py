"""The digest depends on the set of articles: on no order, no history, and on nothing but the articles."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.events.grouping import Scores, Thresholds, group
from digest.records import AnnotatedArticle
from tests.collections import CASES, articles_of, digest_of, load

FILES = {
    f"{case.stem}/{name}": source
    for case in sorted((CASES / "events").glob("*.yml"))
    for name, source in load(case)["articles"].items()
}


def articles() -> list[AnnotatedArticle]:
    return articles_of(FILES)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_of_the_articles_gives_the_same_digest(random: object) -> None:
    shuffled = articles()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert msgspec.json.encode(digest_of(shuffled)) == msgspec.json.encode(digest_of(articles()))


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, len(FILES) - 1), min_size=1))
def test_every_article_of_any_collection_is_in_exactly_one_event(chosen: set[int]) -> None:
    items = [item for at, item in enumerate(articles()) if at in chosen]
    digest = digest_of(items)
    placed = sorted(article for event in digest.events for article in event.articles)
    assert placed == sorted(item.article.id for item in items)
    known = {item.article.id for item in items}
    for event in digest.events:
        assert {mention.article for mention in event.mentioned_in} <= known


@given(
    st.integers(1, 12).flatmap(
        lambda count: st.tuples(
            st.just(count),
            st.dictionaries(
                st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda key: key[0] < key[1]),
                st.floats(0, 1),
            ),
            st.sets(
                st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda key: key[0] < key[1])
            ),
        )
    )
)
def test_groups_partition_the_items_and_keep_the_vetoes(
    collection: tuple[int, dict[tuple[int, int], float], set[tuple[int, int]]],
) -> None:
    count, values, vetoes = collection
    groups = group(count, Scores(values, dict.fromkeys(vetoes, "other-place")), Thresholds(0.2, 0.2, 0.2))
    assert sorted(item for members in groups for item in members) == list(range(count))
    for members in groups:
        pairs = [(a, b) for a in members for b in members if a < b]
        assert not vetoes & set(pairs)
        if pairs:
            assert sum(values.get(key, 0.0) for key in pairs) / len(pairs) >= 0.2 - 1e-9 or len(members) > 2
