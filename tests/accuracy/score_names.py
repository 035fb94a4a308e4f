"""How well people are found: the lists of people of the quotation sets and of the five real articles.

`people_recall`: of the people that a reader listed for an article, how many have a mention under their full name (or a
variant that the reader allows). `people_precision`: of the people that the program names in full in those articles,
how many the reader listed. `speaker_recall`: of the quotations with a person as speaker, how many speakers are among
the article's mentions. `seed_people`: of the people of the five real articles, how many have each of their names,
wherever it stands, under one entity and nobody else's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digest.clean import clean
from digest.lexicon import default_lexicons
from digest.names import find_mentions
from digest.names.spelling import name_key
from digest.records import Article
from tests.accuracy.measures import as_file

SETS = ("quotes_gold.jsonl", "quotes_gold_extra.jsonl")


def rows(shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of the quotation sets."""
    for name in SETS:
        for line in (shared / "dev" / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def article_of(row: dict[str, Any]) -> Article:
    """Return a row as a cleaned article."""
    return clean(as_file(row["id"] + ".txt", row["text"]), default_lexicons())


def spellings(person: dict[str, Any]) -> set[str]:
    """Return the keys under which a listed person may be named."""
    return {name_key(s) for s in (person["name"], *person.get("variants", ()))}


def found_names(article: Article) -> dict[str, set[str]]:
    """Return the keys of the people named in full in an article, each with the keys of its mentions."""
    names: dict[str, set[str]] = {}
    for mention in find_mentions(article, default_lexicons()):
        if mention.kind == "person":
            keys = names.setdefault(mention.entity, set())
            keys |= {name_key(mention.name), name_key(mention.text)}
    return names


def same(keys: set[str], listed: set[str]) -> bool:
    """Tell whether a found person is a listed one: a spelling is equal, or one name holds the other."""
    return bool(keys & listed) or any(len(b) > 5 and b in a for a in keys for b in listed)


def compare(shared: Path) -> Iterator[tuple[str, list[str], list[str], int, int, int, int]]:
    """Yield for each article: id, listed people missed, people found but not listed, and the counts."""
    for row in rows(shared):
        names = found_names(article_of(row))
        people = [p for p in row["people"] if any("\u0600" < c < "\u06ff" for c in p["name"])]
        missed = [p["name"] for p in people if not any(same(k, spellings(p)) for k in names.values())]
        listed = [spellings(p) for p in people]
        extra = [e for e, keys in names.items() if not any(same(keys, s) for s in listed)]
        speakers = [q for q in row["quotes"] if q.get("speaker") and q.get("speaker_type", "") == "person"]
        heard = [q for q in speakers if any(name_key(q["speaker"]) in k for k in names.values())]
        yield row["id"], missed, extra, len(people), len(names), len(speakers), len(heard)


def seed_people(shared: Path) -> float:
    """Return the share of people of the five articles all of whose names lead to one entity of their own."""
    gold = json.loads((shared / "gold" / "seed_gold.json").read_text(encoding="utf-8"))
    entities: dict[str, set[str]] = {}
    for file in gold["files"].values():
        text = (shared / "articles" / file).read_text(encoding="utf-8")
        for mention in find_mentions(article_of({"id": file, "text": text}), default_lexicons()):
            if mention.kind == "person" and not mention.rule.startswith("title-"):
                entities.setdefault(name_key(mention.text), set()).add(mention.entity)
    people = [p for p in gold["people"].values() if p["role"] not in ("institution", "state")]
    found = [set().union(*(entities.get(name_key(n), set()) for n in (p["name"], *p["variants"]))) for p in people]
    return sum(len(f) == 1 and found.count(f) == 1 for f in found) / len(found)


def score(shared: Path) -> dict[str, float]:
    """Return the figures over all articles of the sets."""
    people = missed = found = extra = speakers = heard = 0
    for _, gone, strange, listed, named, said, known in compare(shared):
        people += listed
        missed += len(gone)
        found += named
        extra += len(strange)
        speakers += said
        heard += known
    return {
        "people_recall": 1 - missed / people,
        "people_precision": 1 - extra / found,
        "speaker_recall": heard / speakers,
        "seed_people": seed_people(shared),
    }


if __name__ == "__main__":
    import sys

    folder = Path(sys.argv[1])
    for key, gone, strange, *counts in compare(folder):
        if gone or strange:
            print(key, counts, "\n   missed:", "، ".join(gone), "\n   extra:", "، ".join(strange))
    print(score(folder))
