"""One person under all spellings: entities of articles brought together over the collection.

Curated entities meet under the lexicon's id. The others are brought together by their full names: names that folding
and glue make equal are one; then spellings of foreign names, and names with words left out in the middle, are added
to the name that more articles have, one step and never a chain. Words that are different given names, names that fit
two others, and names whose titles have nothing in common where the names alone do not suffice, stay apart: two people
on one page are worse than one person on two.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from digest.addresses import short_hash
from digest.arabic import fold_word
from digest.lexicon import Lexicons
from digest.names.cast import name_words, shortened
from digest.names.gazetteer import Gazetteer, gazetteer
from digest.names.spelling import name_key, same_name, sound_key
from digest.names.tables import TitlesTable
from digest.names.wordclass import WordClasses, word_classes
from digest.records import AnnotatedArticle, EntityKind, Mention, Person, Record, Span, TitleUse

ALEF, LAM = "\u0627", "\u0644"

_TITLE_RULES = ("title-alone", "title-by-date", "title-unresolved")
"""Rules whose mention is a title and no spelling of a name."""


class People(Record, frozen=True, kw_only=True):
    """Everyone and everything that a collection names."""

    persons: tuple[Person, ...]
    """By name, then id; `events` and `quotes` are empty until the links are made."""
    ids: dict[tuple[str, str], str]
    """(article id, entity key) to person id, for every mention but those of kind `unnamed`."""


class _Day(NamedTuple):
    """When an article was published, as far as it is known, and its place in the collection."""

    first: dt.date | None
    last: dt.date | None
    place: int


@dataclass(slots=True)
class _Cluster:
    """An entity while the collection is being read; nothing of it leaves this module."""

    kind: EntityKind
    key: str
    """What its mentions have in common: the lexicon's id, else the squeezed name."""
    known: bool = False
    apart: str | None = None
    """What keeps the bearers of one name apart: the article's id for a name of one word, the kind of title (or the
    article's id) for two given names without a surname, which many people bear."""
    names: Counter[str] = field(default_factory=Counter)
    """Full names, by number of articles."""
    spellings: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    title_days: dict[str, list[_Day]] = field(default_factory=lambda: defaultdict(list))
    articles: dict[str, _Day] = field(default_factory=dict)
    entities: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the full name that most articles have; of equals the longest, then the first in order."""
        return min(self.names, key=lambda n: (-self.names[n], -len(n), n))

    def take(self, other: _Cluster) -> None:
        """Add everything of another cluster to this one."""
        self.names += other.names
        self.spellings += other.spellings
        self.titles += other.titles
        for title, days in other.title_days.items():
            self.title_days[title] += days
        self.articles |= other.articles
        self.entities += other.entities


def build_people(articles: Sequence[AnnotatedArticle], lexicons: Lexicons) -> People:
    """Return the people, institutions, states and places of a collection, each under one id.

    The result depends on the articles alone, not on their order. Ids are the lexicon's, else `p-` and a hash of the
    folded canonical name (with what keeps its bearers apart, for names that many people bear).
    """
    book = gazetteer(lexicons)
    titles = lexicons.get("titles", TitlesTable)
    references = tuple(fold_word(w) for w in titles.counterpart)
    classes = word_classes(lexicons)
    ordered = sorted(articles, key=lambda a: (a.article.path, a.article.row or 0))
    merged = _merge(_collect(ordered, book, classes, references), classes)
    persons = []
    ids: dict[tuple[str, str], str] = {}
    for cluster in merged:
        person = _person(cluster, book)
        persons.append(person)
        ids |= dict.fromkeys(cluster.entities, person.id)
    persons.sort(key=lambda p: (fold_word(p.name), p.id))
    return People(persons=tuple(persons), ids=ids)


# ------------------------------------------------------------------------------------------------ collecting


def _collect(
    articles: Iterable[AnnotatedArticle], book: Gazetteer, classes: WordClasses, references: tuple[str, ...]
) -> list[_Cluster]:
    """Return the entities of all articles, equal names already together, in order of first appearance."""
    clusters: dict[tuple[str, str, str | None], _Cluster] = {}
    for place, annotated in enumerate(articles):
        article = annotated.article.id
        day = _Day(annotated.publication.first, annotated.publication.last, place)
        by_entity: dict[str, list[Mention]] = {}
        for mention in annotated.mentions:
            if mention.kind != "unnamed":
                by_entity.setdefault(mention.entity, []).append(mention)
        for entity, mentions in by_entity.items():
            cluster = _cluster_of(clusters, article, entity, mentions, book, classes)
            cluster.entities.append((article, entity))
            cluster.articles[article] = day
            cluster.names[mentions[0].name] += 1
            for mention in mentions:
                _count(cluster, mention, annotated.article.text, day, references)
    return list(clusters.values())


def _cluster_of(
    clusters: dict[tuple[str, str, str | None], _Cluster],
    article: str,
    entity: str,
    mentions: list[Mention],
    book: Gazetteer,
    classes: WordClasses,
) -> _Cluster:
    """Return the cluster of an article's entity, a new one for a name not seen before."""
    known = entity.removeprefix("known:") if entity.startswith("known:") else None
    kind = book.kinds[known] if known in book.kinds else mentions[0].kind
    key = known or name_key(mentions[0].name)
    apart = _apart(article, mentions, classes) if known is None and kind == "person" else None
    place = (kind if known is None else "known", key, apart)
    return clusters.setdefault(place, _Cluster(kind=kind, key=key, known=known is not None, apart=apart))


def _apart(article: str, mentions: list[Mention], classes: WordClasses) -> str | None:
    """Return what keeps a name of this kind apart from the same name elsewhere; None for a name that tells enough."""
    words = name_words(mentions[0].name)
    if len(words) == 1:
        return article
    if len(words) == 2 and all(w in classes.given or w in classes.weak for w in words):
        title = next((m.title for m in mentions if m.title is not None), None)
        return article if title is None else fold_word(title).split()[0].removeprefix("ال")
    return None


def _count(cluster: _Cluster, mention: Mention, text: str, day: _Day, references: tuple[str, ...]) -> None:
    """Count a mention's spelling and title; titles by reference ("نظيره") and titles alone are no spellings."""
    if mention.rule not in _TITLE_RULES:
        cluster.spellings[_as_named(text, mention.span)] += 1
    if mention.title_span is not None and not fold_word(mention.title or "").startswith(references):
        title = _as_named(text, mention.title_span)
        cluster.titles[title] += 1
        cluster.title_days[fold_word(title)].append(day)


def _as_named(text: str, span: Span) -> str:
    """Return the words of a span with the alef of their article, which vanishes after a preposition ("للكرملين")."""
    lam = text[span.start - 1 : span.start + 1]
    return ALEF + span.of(text) if lam == LAM * 2 and text[span.start - 2 : span.start - 1] != ALEF else span.of(text)


# ------------------------------------------------------------------------------------------------ merging


def _merge(clusters: list[_Cluster], classes: WordClasses) -> list[_Cluster]:
    """Return the clusters with spellings and shortened names added to the name that more articles have."""
    people = [c for c in clusters if c.kind == "person" and not c.known and c.apart is None]
    people.sort(key=lambda c: (-len(c.articles), -len(c.name), c.key))
    centres: list[_Cluster] = []
    by_sound: dict[str, list[tuple[_Cluster, tuple[str, ...]]]] = {}
    gone: dict[int, _Cluster] = {}
    for cluster in people:
        words = tuple(name_words(cluster.name))
        sounds = {sound_key(words[0]), "".join(words)[:1] + sound_key(words[-1])}
        near = {id(c): (c, w) for s in sorted(sounds) for c, w in by_sound.get(s, ())}
        fitting = [c for c, w in near.values() if _one_person(cluster, words, c, w, classes)]
        if len(fitting) == 1:
            gone[id(cluster)] = fitting[0]
            continue
        centres.append(cluster)
        for sound in sorted(sounds):
            by_sound.setdefault(sound, []).append((cluster, words))
    for cluster in people:
        if id(cluster) in gone:
            gone[id(cluster)].take(cluster)
    return [c for c in clusters if id(c) not in gone]


def _one_person(
    one: _Cluster, words: tuple[str, ...], other: _Cluster, others: tuple[str, ...], classes: WordClasses
) -> bool:
    """Tell whether two unlisted names are one person's: by spelling, or by words left out and a common title."""
    foreign = not any(
        w in classes.given or w in classes.weak or w in classes.parts or w.startswith("ال") for w in (*words, *others)
    )
    if foreign and same_name(words, others, classes.listed):
        return True
    short, full = sorted((words, others), key=len)
    if len(short) == len(full) or not shortened(short, full):
        return False
    return foreign or len(short) > 3 or _share_title(one, other)


def _share_title(one: _Cluster, other: _Cluster) -> bool:
    """Tell whether two people bear a title in common: two content words, or the whole of a shorter one."""
    for left in sorted(one.title_days):
        for right in sorted(other.title_days):
            common = set(left.split()) & set(right.split())
            if len(common) >= min(2, len(left.split()), len(right.split())) and len(left.split()) > 1:
                return True
    return False


# ------------------------------------------------------------------------------------------------ the records


def _person(cluster: _Cluster, book: Gazetteer) -> Person:
    name = book.names[cluster.key] if cluster.known else cluster.name
    variants = cluster.spellings or Counter({name: 0})
    return Person(
        id=_id(cluster, name),
        name=name,
        kind=cluster.kind,
        variants=tuple(sorted(variants.items(), key=lambda v: (-v[1], v[0]))),
        titles=_titles(cluster),
        aliases=book.aliases(cluster.key) if cluster.known else (),
        articles=tuple(
            sorted(
                cluster.articles, key=lambda a: (cluster.articles[a].first or dt.date.max, cluster.articles[a].place)
            )
        ),
        events=(),
        quotes=(),
    )


def _id(cluster: _Cluster, name: str) -> str:
    if cluster.known:
        return cluster.key
    parts = [fold_word(name)]
    if cluster.kind != "person":
        parts.append(cluster.kind)
    if cluster.apart is not None:
        parts.append(cluster.apart)
    return "p-" + short_hash(*parts)


def _titles(cluster: _Cluster) -> tuple[TitleUse, ...]:
    """Return the titles with the days of the articles that give them, by first day, then most used."""
    by_title: dict[str, Counter[str]] = {}
    for title, count in cluster.titles.items():
        by_title.setdefault(fold_word(title), Counter())[title] += count
    uses = [_title_use(spellings, cluster.title_days[folded]) for folded, spellings in by_title.items()]
    return tuple(sorted(uses, key=lambda u: (u.first or dt.date.max, -u.count, u.title)))


def _title_use(spellings: Mapping[str, int], days: list[_Day]) -> TitleUse:
    known = [d.first for d in days if d.first is not None and d.first == d.last]  # an interval dates no title
    return TitleUse(
        title=min(spellings, key=lambda s: (-spellings[s], s)),
        count=sum(spellings.values()),
        first=min(known, default=None),
        last=max(known, default=None),
    )
