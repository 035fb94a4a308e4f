"""From a `Digest` to the files of the search, pure: the same digest gives the same bytes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from digest.config import Config
from digest.lexicon import Lexicons, default_lexicons
from digest.records import Digest
from digest.search.documents import Document, documents
from digest.search.normalise import Normaliser, normaliser
from digest.search.register import register
from digest.search.shards import name_of, pack, shard_files, vocabulary_files
from digest.search.texts import number, text_files
from digest.search.weights import PART_OF_NAME, Weight, weigh
from digest.search.written import WrittenPage
from digest.typography import Typography
from digest.views.collection import Collection

FOLDER = "data/search"
"""Where the files lie, below MkDocs' folder of sources and so in the site, beside the other generated data."""

INDEX_VERSION = 2
"""Raised when the format changes, so that an old script never reads new files."""


def build_index(
    digest: Digest, config: Config, lexicons: Lexicons | None = None, pages: Iterable[WrittenPage] = ()
) -> dict[str, bytes]:
    """Return the files of the search by path below MkDocs' folder of sources; `pages` are the hand-written ones.

    `index` (what there is), `table` (how words are compared), `register` (the documents), `s/` (terms), `v/` (the
    vocabulary) and `t/` (texts for results). A document that did not change changes none of the files of terms and
    texts that it does not stand in.
    """
    normalise = normaliser(lexicons or default_lexicons())
    found = number((*documents(Collection(digest, config)), *(page.document() for page in pages)))
    postings: dict[str, dict[int, Weight]] = defaultdict(dict)
    for item in found:
        for term, weight in _terms(item.document, normalise).items():
            postings[term][item.number] = weight
    texts, starts = text_files(found)
    shards = shard_files(postings)
    vocabulary = vocabulary_files(postings)
    index = {"version": INDEX_VERSION, "shards": " ".join(shards), "letters": "".join(sorted(vocabulary))}
    files = {
        "index": pack(index),
        "table": pack(normalise.table),
        "register": pack(register(found, starts, digest)),
        **{f"s/{name_of(prefix)}": data for prefix, data in shards.items()},
        **{f"v/{name_of(letter)}": data for letter, data in vocabulary.items()},
        **{f"t/{name}": data for name, data in texts.items()},
    }
    return {f"{FOLDER}/{name}.bin": data for name, data in files.items()}


def _terms(document: Document, normalise: Normaliser) -> dict[str, Weight]:
    fields = {"title": (document.title,), **document.fields}
    share = PART_OF_NAME if document.called else 1
    terms = weigh(fields, normalise, _date_terms(document, normalise), share=share)
    for spelling in document.called:
        if name := normalise.name(spelling):
            terms[f"={name}"] = Weight(1, weaker=False)
    named = {name for spelling in document.known_as if (name := normalise.name(spelling))}
    for key in (*(f"#{key}" for key, _ in document.people), *(f"#={name}" for name in named)):
        terms[key] = Weight(1, weaker=False)
    return terms


def _date_terms(document: Document, normalise: Normaliser) -> Iterable[str]:
    """Yield what a document's day is asked for by: the date, its weekday and the month's name."""
    if document.first is None or document.last is None:
        return
    if (document.first.year, document.first.month) == (document.last.year, document.last.month):
        words = _date_words(document.first, whole=document.first == document.last)
        for unit in normalise.units(words):
            yield from unit.terms
        for name, number in normalise.table.months.items():
            if number == document.first.month and name in normalise.table.shy_months:
                yield normalise.readings(name)[0]


def _date_words(day: dt.date, *, whole: bool) -> str:
    plain = Typography()
    return plain.full_day(day) if whole else plain.month_year(day)
