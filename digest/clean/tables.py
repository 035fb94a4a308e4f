"""The tables of `furniture.toml` and `outlets.toml`, and what is needed of `calendar.toml`, as records."""

from __future__ import annotations

import msgspec


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the lexicon's tables: a typo in a project's own file must not pass silently."""


class Kind(_Table, frozen=True, kw_only=True):
    """One kind of furniture; see the head of furniture.toml."""

    whole: list[str] = []
    starts: list[str] = []
    labels: list[str] = []
    anywhere: list[str] = []
    tail: list[str] = []
    head: list[str] = []
    vocabulary: list[str] = []
    longest: int = 12
    opens: bool = False
    closes: bool = False
    names_outlet: bool = False


class Kinds(_Table, frozen=True, kw_only=True):
    """The kinds of furniture: fixed, because each has its words for readers in reasons/clean.toml."""

    share: Kind
    more: Kind
    # "continue" is a word of Python's
    continuation: Kind = msgspec.field(name="continue")
    counter: Kind
    number: Kind
    navigation: Kind
    menu: Kind
    cms: Kind
    related: Kind
    newsletter: Kind
    app: Kind
    follow: Kind
    copyright: Kind
    comments: Kind
    tags: Kind
    cookies: Kind
    advert: Kind
    tools: Kind
    permalink: Kind
    media: Kind
    end: Kind


class Caption(_Table, frozen=True, kw_only=True):
    """Words of picture captions."""

    credits: list[str]
    labels: list[str]
    starts: list[str]
    longest: int


class Dateline(_Table, frozen=True, kw_only=True):
    """Words of lines that hold only a date."""

    labels: list[str]
    words: list[str]
    whole: list[str]
    longest: int


class Byline(_Table, frozen=True, kw_only=True):
    """Words that introduce an author."""

    labels: list[str]
    longest: int


class Source(_Table, frozen=True, kw_only=True):
    """Words that introduce a source, and sources that are no agency by name."""

    labels: list[str]
    generic: list[str]
    longest: int


class FurnitureTable(_Table, frozen=True, kw_only=True):
    """`furniture.toml`."""

    kinds: Kinds
    caption: Caption
    dateline: Dateline
    byline: Byline
    source: Source


class NameList(_Table, frozen=True, kw_only=True):
    """`[agencies]` or `[places]` of `outlets.toml`."""

    names: list[str]


class OutletWords(_Table, frozen=True, kw_only=True):
    """`[words]` of `outlets.toml`."""

    kinds: list[str]
    generic: list[str]
    markers: list[str]
    surely: list[str]
    reserved: list[str]


class OutletTable(_Table, frozen=True, kw_only=True):
    """`outlets.toml`."""

    domains: dict[str, str]
    names: dict[str, list[str]]
    words: OutletWords
    places: NameList
    agencies: NameList


class CalendarWords(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed of `calendar.toml`: every word that a date may hold."""

    gregorian: dict[str, list[str]]
    hijri: dict[str, list[str]]
    english: dict[str, list[str]]
    weekdays: dict[str, list[str]]
    english_weekdays: dict[str, list[str]]


class StopWords(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed of `stopwords.toml`: words that tell nothing of what a line speaks of."""

    function: list[str]
