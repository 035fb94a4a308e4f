"""Every clue of an article to the day of its publication: outside the text, in its furniture, in its running text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from digest.dates.clues import Clue, Clues, Source
from digest.dates.headers import alternative, header_clue
from digest.dates.placed import EVIDENCE_LENGTH, Placed, clue_at, placed
from digest.dates.portions import Between
from digest.dates.scan import scan
from digest.dates.values import DayOfMonth, Deictic, Fixed, Period, Shift, Weekday, Window, Yearless
from digest.lexicon import Lexicons
from digest.records import Article, Span

MOST_CLUES = 12
"""Clues of one group that are kept: of bounds the latest, of others the first. A chronicle has hundreds of years."""
NEIGHBOURS = 4
"""Expressions on each side among which "منذ 7 سنوات" looks for its year."""
ARITHMETIC_YEARS = range(2, 61)
"""Lengths of time, in years, from which a year of publication is reckoned."""

_GROUPS = {
    "front-matter": "stated",
    "metadata": "stated",
    "dateline": "stated",
    "header": "stated",
    "updated": "stated",
    "weekday-today": "weekdays",
    "exact-day": "exact",
    "current-month": "months",
    "current-year": "months",
    "near-date": "near",
    "bare-weekday": "near",
    "lead-date": "near",
    "relative-date": "near",
}
"""Group of a kind of clue; all others are bounds."""
_STRENGTH = {"front-matter": 0, "metadata": 1, "dateline": 3, "header": 4, "updated": 7}


def gather(article: Article, lexicons: Lexicons) -> Clues:
    """Return every clue to the day on which `article` was published."""
    groups: dict[str, list[Clue]] = {name: [] for name in Clues._fields}
    for clue in _all(article, lexicons):
        groups[_GROUPS.get(clue.source, "bounds")].append(clue)
    groups["stated"].sort(key=_strength)
    groups["bounds"] = _latest(groups["bounds"])
    return Clues(**{name: tuple(group[:MOST_CLUES]) for name, group in groups.items()})


def _strength(clue: Clue) -> int:
    """Return the rank of a stated day: a label comes before the place below the title, that before the top of the page.

    A Gregorian day comes before a Hijri one, which may lie a day off.
    """
    rank = _STRENGTH[clue.source]
    if clue.source in ("dateline", "header"):
        rank = 2 if clue.label else 6 if clue.above else rank
        rank += 3 * clue.sighted + 8 * clue.alternative
    return rank


def _latest(bounds: list[Clue]) -> list[Clue]:
    """Return the bounds that can matter, in order: each day once, the latest days."""
    once = list({(clue.source, clue.first, clue.last): clue for clue in reversed(bounds)}.values())
    once.sort(key=lambda clue: (clue.last is None, -(clue.first or dt.date.min).toordinal()))
    kept = set(map(id, once[:MOST_CLUES]))
    return [clue for clue in bounds if id(clue) in kept]


def _all(article: Article, lexicons: Lexicons) -> Iterator[Clue]:
    yield from _outside(article)
    items = tuple(placed(article, lexicons))
    for item in items:
        header = header_clue(article, item, lexicons)
        if header is not None:
            swapped = alternative(header)
            yield header if swapped is None else header._replace(other=swapped.first)
            if swapped is not None:
                yield swapped
        elif item.paragraph.is_content:
            yield from _body(article, item)
    yield from _arithmetic(article, items)
    yield from _known(article, lexicons)
    yield from _in_office(article, lexicons)
    yield from _title(article, lexicons)


def _outside(article: Article) -> Iterator[Clue]:
    """Yield what front matter and metadata state."""
    if article.front.date is not None:
        day = article.front.date
        yield Clue("front-matter", day.isoformat(), first=day, last=day, label=True)
    for hint in article.hints:
        if hint.source == "front-matter":
            if hint.day != article.front.date:
                yield Clue("front-matter", hint.evidence, line=hint.line, first=hint.day, last=hint.day, label=True)
            continue
        # htmldate guesses from anywhere on the page; a time element may be that of another article.
        label = hint.source in ("json-ld", "meta", "url")
        yield Clue("metadata", hint.evidence, line=hint.line, first=hint.day, last=hint.day, label=label)
    if article.retrieved is not None:
        yield Clue("retrieved", article.retrieved.isoformat(), last=article.retrieved)


def _title(article: Article, lexicons: Lexicons) -> Iterator[Clue]:
    """Yield the clues of a headline that stands outside of the text alone; one cut from the text says nothing anew."""
    if article.title_span is not None or not article.paragraphs:
        return
    if "".join(article.title.split())[:TITLE_START] in "".join(article.text.split()):
        return
    whole = Span(start=0, end=len(article.title))
    for expression in scan(article.title, lexicons).expressions:
        item = Placed(expression, article.paragraphs[0], 0, whole, 0, False)
        for clue in _body(article, item):
            yield clue._replace(evidence=expression.span.of(article.title)[:EVIDENCE_LENGTH], span=None, line=None)


def _known(article: Article, lexicons: Lexicons) -> Iterator[Clue]:
    """Yield the youngest name that the article uses."""
    since = scan(article.text, lexicons).since
    if since is not None:
        words = since.span.of(article.text)
        yield Clue("known-since", words, since.span, article.line_of(since.span.start), first=since.day)


TITLE_START = 20
"""Characters, without spaces, by which a headline is known to be the beginning of the text."""
LEAD_PARAGRAPHS = 3
"""Paragraphs of content, headline included, whose holders of offices are those of the day."""


def _in_office(article: Article, lexicons: Lexicons) -> Iterator[Clue]:
    """Yield the last days of the offices that headline and lead tell as held."""
    lead = article.content()[:LEAD_PARAGRAPHS]
    for term in scan(article.text, lexicons).terms:
        if not term.past and any(paragraph.span.covers(term.span) for paragraph in lead):
            words = term.span.of(article.text)
            yield Clue("in-office", words, term.span, article.line_of(term.span.start), last=term.last)


def _body(article: Article, item: Placed) -> Iterator[Clue]:
    """Yield what an expression of the running text tells about the day of publication.

    "Today" inside a quotation is the speaker's.
    """
    expression = item.expression
    value, future = expression.value, expression.future
    if expression.deictic is not None:
        yield clue_at(article, item, "exact-day", value=value, offset=expression.deictic)
    elif isinstance(value, Deictic) and not item.quoted:
        if value.weekday is None:
            yield clue_at(article, item, "relative-date", value=value)
        else:
            yield clue_at(article, item, "weekday-today", weekday=(value.weekday - value.offset) % 7)
    elif isinstance(value, DayOfMonth):
        source: Source = "current-month" if value.step == 0 else "near-date"
        yield clue_at(article, item, source, value=value, future=future)
    elif isinstance(value, Yearless):
        yield from _yearless(article, item, value)
    elif isinstance(value, Between) and isinstance(value.end, Yearless) and value.end.step == 0:
        # "من 25 يوليو الماضي إلى 5 أغسطس الجاري"
        yield clue_at(article, item, "current-month", value=value.end, future=future)
    elif value.absolute:
        yield from _bound(article, item)
    elif isinstance(value, Weekday):
        yield clue_at(article, item, "bare-weekday", value=value, future=future)
    elif isinstance(value, Period | Window | Shift) and not item.quoted:
        yield clue_at(article, item, "relative-date", value=value)


_EDITIONS = ("edition-year", "edition-month", "named-day")
"""Rules of what has a year for its name."""


def _yearless(article: Article, item: Placed, value: Yearless) -> Iterator[Clue]:
    named = item.expression.rule == "named-day"
    if not item.expression.future and value.step is None and _is_lead_date(article, item):
        yield clue_at(article, item, "lead-date", value=value)
    source: Source = "current-month" if value.step == 0 else "near-date"
    yield clue_at(article, item, source, value=value, future=item.expression.future, named=named)


def _bound(article: Article, item: Placed) -> Iterator[Clue]:
    """Yield the bound that a stated day, month or year sets: what is told as past has begun."""
    value = item.expression.value.resolve(dt.date.min, None)
    if value is None:
        return
    if item.expression.rule == "year-of-publication":
        yield clue_at(article, item, "current-year", first=value.first, last=value.last)
    elif item.expression.rule in _EDITIONS:
        # "مونديال 2026", "مسلسلات رمضان 2024" are written of years and months ahead.
        return
    elif not item.expression.future:
        if _is_lead_date(article, item):
            yield clue_at(article, item, "lead-date", first=value.first)
        source: Source = "past-date" if value.granularity in ("day", "month") else "year-mention"
        yield clue_at(article, item, source, first=value.first)
    elif value.granularity == "day":
        yield clue_at(article, item, "future-date", last=value.last)


def _is_lead_date(article: Article, item: Placed) -> bool:
    """Tell whether headline or lead date their news with weekday and year: "قال الوزير، الجمعة 28 يناير 2022"."""
    if item.expression.rule != "weekday-date" or item.quoted:
        return False
    return item.paragraph.role in ("title", "subtitle") or item.paragraph == next(iter(article.body()), None)


def _arithmetic(article: Article, items: tuple[Placed, ...]) -> Iterator[Clue]:
    """Yield the years that follow from "منذ نحو 7 سنوات … عام 2014" in one paragraph: 2021."""
    for index, item in enumerate(items):
        value = item.expression.value
        if not isinstance(value, Shift) or value.unit != "year" or -value.amount not in ARITHMETIC_YEARS:
            continue
        for other in _beside(items, index):
            stated = other.expression.value
            if other.number == item.number and isinstance(stated, Fixed) and stated.granularity == "year":
                year = stated.first.year - value.amount
                words = f"{item.expression.span.of(article.text)} … {other.expression.span.of(article.text)}"
                first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
                yield clue_at(article, item, "year-arithmetic", first=first, last=last)._replace(evidence=words)


def _beside(items: tuple[Placed, ...], index: int) -> Iterable[Placed]:
    return (*items[max(0, index - NEIGHBOURS) : index], *items[index + 1 : index + 1 + NEIGHBOURS])
