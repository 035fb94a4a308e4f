"""The events of a collection, step by step: settle days, frame articles, compare, group, match what is told aside."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from digest.arabic import stem, words
from digest.config import EventsSection
from digest.editorial import Editorial, key_of
from digest.events.announced import dated_ahead
from digest.events.asides import find_asides
from digest.events.candidates import candidate_pairs
from digest.events.floods import followers, with_followers
from digest.events.frames import Frame, PeopleIds, frame_of, order_of
from digest.events.grouping import Scores, Thresholds, group, pair
from digest.events.occurrences import Mention, Occurrence, with_articles
from digest.events.settle import settle_publications
from digest.events.similarity import Comparer
from digest.events.vocabulary import Frequencies, StopWords, Terms, Vector, block_of, stop_words, terms_of
from digest.lexicon import Lexicons
from digest.records import AnnotatedArticle, NearMiss, Reason
from digest.tellings import happening_words

SAME_EVENT = Thresholds(pair=0.215, single=0.14, groups=0.175)
"""Mean scores from which two groups are one event, chosen over `dev/events.jsonl` and 208 unseen articles together; how
far each may be moved is in docs/events.md."""

NEAR = 0.05
"""Score from which an article left out is near enough to be shown."""


class EventsResult(NamedTuple):
    """What the collection's articles are about."""

    articles: tuple[AnnotatedArticle, ...]
    """By path and row, with publications settled and date expressions resolved against them."""
    frames: Mapping[str, Frame]
    """By article id."""
    main: tuple[Occurrence, ...]
    """Events with articles, every article in exactly one; in order of their first articles."""
    asides: tuple[Occurrence, ...]
    """Events that articles only tell aside, by id."""
    mentions: tuple[Mention, ...]
    """Tellings in articles that are mainly about something else."""
    near: Mapping[str, NearMiss]
    """The nearest article left out, by event id."""
    weights: Weights


class Weights(NamedTuple):
    """What words weigh, for choosing titles, sentences and stories."""

    terms: Mapping[str, Terms]
    """By article id."""
    frequencies: Frequencies
    stops: StopWords

    def lead(self, frame: Frame) -> Vector:
        """Return the vector of an article's headline and lead in its own stretch of time."""
        return self.frequencies.vector(self.terms[frame.id].lead, block_of(frame.around))

    def of_words(self, text: str, block: int | None) -> Vector:
        """Return the vector of any words as weighed in a stretch of time."""
        counts = Counter(stem(word.folded) for word in words(text))
        kept = {word: 1 + math.log(count) for word, count in counts.items() if word not in self.stops.function}
        return self.frequencies.vector(kept, block)


def build_events(
    articles: Iterable[AnnotatedArticle],
    people_ids: PeopleIds,
    lexicons: Lexicons,
    config: EventsSection,
    editorial: Editorial | None = None,
) -> EventsResult:
    """Return the events of a collection; the result depends on the set of articles and not on their order."""
    lexicon = happening_words(lexicons)
    ordered = sorted(articles, key=order_of)
    settled = settle_publications(ordered, people_ids, lexicons)
    frames = [frame_of(item, people_ids, settled.offset_days, lexicons) for item in settled.articles]
    stops = stop_words(lexicons)
    terms = {frame.id: terms_of(frame.item.profile, stops) for frame in frames}
    frequencies = Frequencies(((block_of(frame.around), terms[frame.id]) for frame in frames), stops)
    weights = Weights(terms, frequencies, stops)
    comparer = Comparer(terms, frequencies, lexicon)
    following = _following(frames, comparer, editorial)
    compared = [frame for at, frame in enumerate(frames) if at not in following]
    scores = _scores(frames, compared, comparer, weights, config.window_days, editorial)
    alone = group(len(frames), scores, SAME_EVENT, _together(frames, following, editorial))
    groups = with_followers(alone, following)
    main = dated_ahead([with_articles((frames[at] for at in members), lexicon) for members in groups], lexicon)
    asides = find_asides(frames, main, lexicon)
    return EventsResult(
        articles=settled.articles,
        frames={frame.id: frame for frame in frames},
        main=main,
        asides=asides.occurrences,
        mentions=asides.mentions,
        near=_near_misses(frames, [m for m in alone if m[0] not in following], main, scores, config.window_days),
        weights=weights,
    )


def _following(frames: Sequence[Frame], comparer: Comparer, editorial: Editorial | None) -> dict[int, int]:
    """Return the copies that go where their report goes; what editors join or part is always looked at itself."""
    entries = (*editorial.together, *editorial.apart) if editorial else ()
    named = {key for entry in entries for key in entry.articles}
    return followers(frames, lambda frame: (comparer.stance(frame), frame.id if key_of(frame.item) in named else None))


def _scores(
    frames: Sequence[Frame],
    compared: Sequence[Frame],
    comparer: Comparer,
    weights: Weights,
    window: int,
    editorial: Editorial | None,
) -> Scores:
    """Return the scores and vetoes of the pairs that are compared, by place in `frames`."""
    place = {frame.id: at for at, frame in enumerate(frames)}
    values: dict[tuple[int, int], float] = {}
    vetoes: dict[tuple[int, int], str] = {}
    vectors = {frame.id: weights.lead(frame) for frame in compared}
    for one, other in candidate_pairs(compared, vectors, window):
        found = comparer.compare(one, other, window)
        key = pair(place[one.id], place[other.id])
        values[key] = found.score
        if found.veto is not None:
            vetoes[key] = found.veto
    for entry in editorial.apart if editorial else ():
        items = _items(frames, entry.articles)
        vetoes |= {pair(one, other): "parted-by-editor" for one in items for other in items if one != other}
    return Scores(values, vetoes)


def _together(frames: Sequence[Frame], following: Mapping[int, int], editorial: Editorial | None) -> list[list[int]]:
    """Return the sets of articles that editors or front matter hold to be one event, without those that follow."""
    by_key: dict[str, list[int]] = {}
    for at, frame in enumerate(frames):
        if frame.item.article.front.event is not None and at not in following:
            by_key.setdefault(frame.item.article.front.event, []).append(at)
    chosen = [_items(frames, entry.articles) for entry in editorial.together] if editorial else []
    return [items for items in (*by_key.values(), *chosen) if len(items) > 1]


def _items(frames: Sequence[Frame], keys: Iterable[str]) -> list[int]:
    wanted = set(keys)
    return [at for at, frame in enumerate(frames) if key_of(frame.item) in wanted]


def _near_misses(
    frames: Sequence[Frame], groups: Sequence[Sequence[int]], main: Sequence[Occurrence], scores: Scores, window: int
) -> dict[str, NearMiss]:
    """Return for each event the article outside that is nearest to it, with what kept it out."""
    home = {item: at for at, members in enumerate(groups) for item in members}
    sums: list[dict[int, float]] = [{} for _ in groups]
    for (one, other), value in scores.values.items():
        if home[one] != home[other]:
            sums[home[one]][other] = sums[home[one]].get(other, 0.0) + value
            sums[home[other]][one] = sums[home[other]].get(one, 0.0) + value
    found: dict[str, NearMiss] = {}
    for at, occurrence in enumerate(main):
        means = {item: round(total / len(groups[at]), 6) for item, total in sums[at].items()}
        best = min(means, key=lambda item: (-means[item], item), default=None)
        if best is not None and means[best] >= NEAR:
            veto = next((scores.vetoes[k] for item in groups[at] if (k := pair(item, best)) in scores.vetoes), None)
            reason = _reason(means[best], SAME_EVENT.of(len(groups[at]), 1), veto, window)
            found[occurrence.id] = NearMiss(article=frames[best].id, score=round(means[best], 2), reason=reason)
    return found


def _reason(mean: float, threshold: float, veto: str | None, window: int) -> Reason:
    if veto is not None:
        return Reason(code=veto, args={"days": str(window)} if veto == "days-too-far-apart" else {})
    if mean < threshold:
        return Reason(code="below-threshold", args={"score": f"{mean:.3f}", "threshold": f"{threshold:.3f}"})
    return Reason(code="nearer-elsewhere")
