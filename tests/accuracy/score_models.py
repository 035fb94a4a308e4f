"""The part of model-based recognition that is this project's own: what the adapter adds and what it refuses.

No weights are at hand, so nothing here tells how often the real recogniser is right. Two made-up ones bound it:

* a perfect one, which is sure of each listed person whom the rules missed and of nothing else: `people_recall` with it,
  beside the same figure for the rules alone (`people_recall_rules`), is the room for `ner = true`;
* one that is wrong on purpose and sure of it: `pairs_refused` is the share of pairs of adjacent words outside all
  mentions and titles that are not taken for a person on its word, `words_refused` the same for single words and places.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from digest.arabic import words
from digest.lexicon import default_lexicons
from digest.models.adding import RULE, with_recognised
from digest.models.tagging import Recognised
from digest.names import find_mentions
from digest.names.spelling import name_key
from digest.names.tokens import Token, tokenise
from digest.records import Article, EntityKind, Mention, Span
from tests.accuracy.score_names import article_of, rows, same, spellings


def score(shared: Path) -> dict[str, float]:
    """Return the figures on the articles of the quotation sets."""
    listed = found = hoped = pairs = single = kept_pairs = kept_single = 0
    for row in rows(shared):
        article = article_of(row)
        mentions = find_mentions(article, default_lexicons())
        people = [p for p in row["people"] if any("\u0600" < c < "\u06ff" for c in p["name"])]
        missed = [p for p in people if not _named(mentions, spellings(p))]
        helped = _added(article, mentions, _perfect(article, [p["name"] for p in missed]))
        listed, found = listed + len(people), found + len(people) - len(missed)
        hoped += sum(_named(helped, spellings(p)) for p in missed)
        tokens = _free(tokenise(article), mentions)
        for start in (0, 1):
            wrong = [_sure(run[at], run[at + 1], "person") for run in tokens for at in range(start, len(run) - 1, 2)]
            pairs, kept_pairs = pairs + len(wrong), kept_pairs + len(_new(_added(article, mentions, wrong)))
        wrong = [_sure(token, token, "place") for run in tokens for token in run]
        single, kept_single = single + len(wrong), kept_single + len(_new(_added(article, mentions, wrong)))
    return {
        "people_recall_rules": found / listed,
        "people_recall": (found + hoped) / listed,
        "pairs_refused": 1 - kept_pairs / pairs,
        "words_refused": 1 - kept_single / single,
    }


def _added(article: Article, mentions: tuple[Mention, ...], found: list[Recognised]) -> tuple[Mention, ...]:
    return with_recognised(article, mentions, found, default_lexicons(), lambda _: None)


def _new(mentions: tuple[Mention, ...]) -> list[Mention]:
    return [mention for mention in mentions if mention.rule == RULE]


def _named(mentions: tuple[Mention, ...], wanted: set[str]) -> bool:
    names: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.kind == "person":
            names.setdefault(mention.entity, set()).update((name_key(mention.name), name_key(mention.text)))
    return any(same(keys, wanted) for keys in names.values())


def _sure(first: Token, last: Token, kind: EntityKind) -> Recognised:
    return Recognised(span=Span(start=first.start, end=last.end), kind=kind, probability=1.0)


def _perfect(article: Article, names: list[str]) -> list[Recognised]:
    """Return every place where one of the names stands, clitics included, as a recogniser without fault would."""
    tokens = tokenise(article)
    wanted = [[word.folded for word in words(name)] for name in names]
    found: list[Recognised] = []
    at = 0
    while at < len(tokens):
        fitting = [name for name in wanted if _stands(tokens, at, name)]
        last = at + max(map(len, fitting), default=1) - 1
        if fitting:
            found.append(_sure(tokens[at], tokens[last], "person"))
        at = last + 1
    return found


def _stands(tokens: tuple[Token, ...], at: int, name: list[str]) -> bool:
    rest = [token.folded for token in tokens[at + 1 : at + len(name)]]
    return rest == name[1:] and any(reading == name[0] for _, reading in tokens[at].readings)


def _free(tokens: tuple[Token, ...], mentions: tuple[Mention, ...]) -> list[list[Token]]:
    """Return the runs of words with only white space between them, outside mentions and titles."""
    taken = [span for m in mentions for span in (m.span, m.title_span) if span is not None]
    return list(_runs(tokens, taken))


def _runs(tokens: tuple[Token, ...], taken: list[Span]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        free = not any(span.overlaps(Span(start=token.start, end=token.end)) for span in taken)
        if run and (not free or token.gap != "space"):
            yield run
            run = []
        if free:
            run.append(token)
    if run:
        yield run
