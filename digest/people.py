"""One person under all spellings: entities of articles brought together over the collection.

Curated entities meet under the lexicon's id. The others are brought together by their full names: names that folding
and glue make equal are one; then spellings of foreign names, and names with words left out in the middle, are added
to the name that more articles have, one step and never a chain. Words that are different given names, names that fit
two others, and names whose titles have nothing in common where the names alone do not suffice, stay apart: two people
on one page are worse than one person on two.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from digest.addresses import short_hash
from digest.arabic import fold_word
from digest.lexicon import Lexicons
from digest.names.cast import name_words
from digest.names.clusters import Cluster, Day, adopt, merge
from digest.names.gazetteer import Gazetteer, gazetteer
from digest.names.identity import minimal_form
from digest.names.spelling import name_key
from digest.names.tables import TitlesTable
from digest.names.tokens import as_named
from digest.names.wordclass import WordClasses, word_classes
from digest.records import AnnotatedArticle, Mention, Person, Record, TitleUse

_TITLE_RULES = ("title-alone", "title-by-date", "title-unresolved")
"""Rules whose mention is a title and no spelling of a name."""


class People(Record, frozen=True, kw_only=True):
    """Everyone and everything that a collection names."""

    persons: tuple[Person, ...]
    """By name, then id; `events` and `quotes` are empty until the links are made."""
    ids: dict[tuple[str, str], str]
    """(article id, entity key) to person id, for every mention but those of kind `unnamed`."""


class _Courtesies(NamedTuple):
    """Titles that name no office."""

    words: frozenset[str]
    """Words of forms of address, ranks and callings ("الدكتور"), which do not tell two bearers of a name apart."""
    unshown: tuple[str, ...]
    """Beginnings of what is no title of a person's own ("نظيره", "المدعو")."""


def build_people(articles: Sequence[AnnotatedArticle], lexicons: Lexicons) -> People:
    """Return the people, institutions, states and places of a collection, each under one id.

    The result depends on the articles alone, not on their order. Ids are the lexicon's, else `p-` and a hash of what
    the spellings of a name have in common (`digest.names.identity`), with what keeps its bearers apart: an id does not
    change when another spelling becomes the most frequent one.
    """
    book = gazetteer(lexicons)
    classes = word_classes(lexicons)
    courtesies = _courtesies(lexicons.get("titles", TitlesTable))
    ordered = sorted(articles, key=lambda a: (a.article.path, a.article.row or 0))
    merged = merge(adopt(_collect(ordered, book, classes, courtesies)), classes)
    persons = []
    ids: dict[tuple[str, str], str] = {}
    for cluster, key in zip(merged, _ids(merged, classes), strict=True):
        person = _person(cluster, key, book)
        persons.append(person)
        ids |= dict.fromkeys(cluster.entities, person.id)
    persons.sort(key=lambda p: (fold_word(p.name), p.id))
    return People(persons=tuple(persons), ids=ids)


# ------------------------------------------------------------------------------------------------ collecting


def _collect(
    articles: Iterable[AnnotatedArticle], book: Gazetteer, classes: WordClasses, courtesies: _Courtesies
) -> list[Cluster]:
    """Return the entities of all articles, equal names already together, in order of first appearance."""
    clusters: dict[tuple[str, str, str | None], Cluster] = {}
    for place, annotated in enumerate(articles):
        article = annotated.article.id
        day = Day(annotated.publication.first, annotated.publication.last, place)
        by_entity: dict[str, list[Mention]] = {}
        for mention in annotated.mentions:
            if mention.kind != "unnamed":
                by_entity.setdefault(mention.entity, []).append(mention)
        for entity, mentions in by_entity.items():
            known = entity.removeprefix("known:") if entity.startswith("known:") else None
            kind = book.kinds[known] if known in book.kinds else mentions[0].kind
            office = _office(mentions, courtesies) if known is None and kind == "person" else None
            apart = _apart(article, mentions, office, classes) if known is None and kind == "person" else None
            key = known or name_key(mentions[0].name)
            place_of = (kind if known is None else "known", key, apart)
            new = Cluster(kind=kind, key=key, known=known is not None, apart=apart, office=apart == office is not None)
            cluster = clusters.setdefault(place_of, new)
            cluster.entities.append((article, entity))
            cluster.articles[article] = day
            cluster.names[mentions[0].name] += 1
            for mention in mentions:
                _count(cluster, mention, annotated.article.text, day, courtesies)
    return list(clusters.values())


def _courtesies(titles: TitlesTable) -> _Courtesies:
    """Return what a lexicon lists as titles that name no office."""
    courteous = (*titles.courtesies, *titles.addresses, *titles.labels)
    words = frozenset(word for title in courteous for word in fold_word(title).split())
    return _Courtesies(words, tuple(fold_word(w) for w in (*titles.counterpart, *titles.labels)))


def _office(mentions: list[Mention], courtesies: _Courtesies) -> str | None:
    """Return the head of the first title that names an office, None where there is none."""
    for mention in mentions:
        words = fold_word(mention.title or "").split()
        if any(word not in courtesies.words for word in words):
            return next(word for word in words if word not in courtesies.words).removeprefix("ال")
    return None


def _apart(article: str, mentions: list[Mention], office: str | None, classes: WordClasses) -> str | None:
    """Return what keeps a name of this kind apart from the same name elsewhere; None for a name that tells enough."""
    words = name_words(mentions[0].name)
    if len(words) == 1:
        return article
    if len(words) == 2 and all(w in classes.given or w in classes.weak for w in words):
        return office or article
    return None


def _count(cluster: Cluster, mention: Mention, text: str, day: Day, courtesies: _Courtesies) -> None:
    """Count a mention's spelling and title; titles by reference ("نظيره") and titles alone are no spellings."""
    if mention.rule not in _TITLE_RULES:
        cluster.spellings[as_named(text, mention.span)] += 1
    if mention.title_span is not None and not fold_word(mention.title or "").startswith(courtesies.unshown):
        title = as_named(text, mention.title_span)
        cluster.titles[title] += 1
        cluster.title_days[fold_word(title)].append(day)


# ------------------------------------------------------------------------------------------------ the records


def _person(cluster: Cluster, key: str, book: Gazetteer) -> Person:
    name = book.names[cluster.key] if cluster.known else cluster.name
    variants = cluster.spellings or Counter({name: 0})
    return Person(
        id=key,
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


def _ids(clusters: list[Cluster], classes: WordClasses) -> list[str]:
    """Return the ids of clusters: of two that would have the same each takes its own name into the hash."""
    parts = [_id_parts(cluster, classes) for cluster in clusters]
    counts = Counter(parts)
    return [
        cluster.key if cluster.known else "p-" + short_hash(*of, *((cluster.least,) if counts[of] > 1 else ()))
        for cluster, of in zip(clusters, parts, strict=True)
    ]


def _id_parts(cluster: Cluster, classes: WordClasses) -> tuple[str, ...]:
    """Return what the id of a cluster is made of: nothing that counts, and nothing that depends on order."""
    if cluster.known:
        return (cluster.key,)
    if cluster.kind != "person":
        return (cluster.least, cluster.kind)
    form = min(minimal_form(tuple(name_words(name)), classes) for name in cluster.names)
    return (form,) if cluster.apart is None else (form, cluster.apart)


def _titles(cluster: Cluster) -> tuple[TitleUse, ...]:
    """Return the titles with the days of the articles that give them, by first day, then most used."""
    by_title: dict[str, Counter[str]] = {}
    for title, count in cluster.titles.items():
        by_title.setdefault(fold_word(title), Counter())[title] += count
    uses = [_title_use(spellings, cluster.title_days[folded]) for folded, spellings in by_title.items()]
    return tuple(sorted(uses, key=lambda u: (u.first or dt.date.max, -u.count, u.title)))


def _title_use(spellings: Mapping[str, int], days: list[Day]) -> TitleUse:
    known = [d.first for d in days if d.first is not None and d.first == d.last]  # an interval dates no title
    return TitleUse(
        title=min(spellings, key=lambda s: (-spellings[s], s)),
        count=sum(spellings.values()),
        first=min(known, default=None),
        last=max(known, default=None),
    )
