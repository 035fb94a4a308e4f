"""`sample_digest()`: a small whole collection, linked both ways.

Two outlets, three articles, two covered events and an announced one, quotations, people, themes and a story.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from digest import addresses, arabic
from digest.records import (
    AnnotatedArticle,
    Contradiction,
    Digest,
    Event,
    EventLink,
    FrontMatter,
    Happening,
    Mention,
    Merge,
    NearMiss,
    Outlet,
    Person,
    QuoteGroup,
    QuoteRef,
    Reason,
    ReportedIn,
    Story,
    Theme,
    TitleUse,
)
from tests.builders.single import annotate, make_article, make_mention, make_quote, make_ref, make_timex, quote_ref

FIRE_DAY = dt.date(2023, 3, 12)
REOPENING_DAY = dt.date(2023, 3, 19)
REPORT_DAY = dt.date(2023, 4, 2)

SPOKESMAN = "هاني الصباغ"
MINISTER = "فارس الدالي"
PREMIER = "ليلى الحمداوي"
AGENCY = "الدفاع المدني"
PORT = "ميناء الرملة"


def person_id(name: str) -> str:
    """The id that the collection gives to a name which the lexicon does not know."""
    return "p-" + addresses.short_hash(arabic.fold_word(name))


def _fire_in_the_paper() -> AnnotatedArticle:
    article = make_article(
        ("title", "حريق في ميناء الرملة يودي بحياة سبعة عمال"),
        ("dateline", "الأحد 12 مارس/آذار 2023"),
        "لقي سبعة عمال حتفهم وأصيب 23 آخرون في حريق اندلع فجر اليوم الأحد في ميناء الرملة، وفق ما أعلن الدفاع المدني.",
        'وقال المتحدث باسم الدفاع المدني هاني الصباغ: "سيطرنا على الحريق بعد ست ساعات، ولا خطر على السكان".',
        'وأكد وزير النقل فارس الدالي أن الميناء "سيعود إلى العمل خلال أسبوع".',
        "وأوضح الدالي أن لجنة التحقيق ستقدم تقريرها في الثاني من أبريل/نيسان المقبل.",
        ("boilerplate", "شارك القصة"),
        path="almarfa/fire.txt",
    )
    return annotate(
        article,
        day=FIRE_DAY,
        evidence="الأحد 12 مارس/آذار 2023",
        timexes=[
            make_timex(article, "فجر اليوم الأحد", FIRE_DAY, rule="deictic-date", absolute=False),
            make_timex(article, "الثاني من أبريل/نيسان المقبل", REPORT_DAY, rule="day-month", absolute=False),
        ],
        mentions=[
            make_mention(article, PORT, PORT, kind="place"),
            make_mention(article, PORT, PORT, kind="place", nth=1),
            make_mention(article, AGENCY, AGENCY, kind="institution"),
            make_mention(article, SPOKESMAN, SPOKESMAN, title="المتحدث باسم الدفاع المدني"),
            make_mention(article, MINISTER, MINISTER, title="وزير النقل"),
            make_mention(article, "الدالي", MINISTER, nth=1),
        ],
        quotes=[
            make_quote(
                article,
                "سيطرنا على الحريق بعد ست ساعات، ولا خطر على السكان",
                speaker=SPOKESMAN,
                cue="وقال",
                source="المتحدث باسم الدفاع المدني هاني الصباغ",
            ),
            make_quote(
                article,
                "سيعود إلى العمل خلال أسبوع",
                speaker=MINISTER,
                cue="وأكد",
                lemma="أكد",
                cue_class="assertion",
                source="وزير النقل فارس الدالي",
            ),
            make_quote(
                article,
                "أن لجنة التحقيق ستقدم تقريرها في الثاني من أبريل/نيسان المقبل",
                speaker=MINISTER,
                cue="وأوضح",
                lemma="أوضح",
                cue_class="neutral",
                kind="reported",
            ),
        ],
    )


def _fire_by_the_agency() -> AnnotatedArticle:
    article = make_article(
        ("title", "الدفاع المدني: تسعة قتلى في حريق ميناء الرملة"),
        "أعلن الدفاع المدني أن حريقا في ميناء الرملة أوقع اليوم الأحد تسعة قتلى و23 جريحا.",
        "ونقلت الإذاعة عن المتحدث هاني الصبّاغ قوله: «سيطرنا على الحريق بعد ست ساعات ولا خطر على السكان القريبين».",
        ("source-note", "المصدر: وكالة السهل"),
        path="sahl/1203.txt",
        outlet="وكالة السهل",
        front=FrontMatter(date=FIRE_DAY, outlet="وكالة السهل"),
    )
    return annotate(
        article,
        day=FIRE_DAY,
        timexes=[make_timex(article, "اليوم الأحد", FIRE_DAY, rule="deictic-date", absolute=False)],
        mentions=[
            make_mention(article, AGENCY, AGENCY, kind="institution"),
            make_mention(article, AGENCY, AGENCY, kind="institution", nth=1),
            make_mention(article, PORT, PORT, kind="place"),
            make_mention(article, PORT, PORT, kind="place", nth=1),
            make_mention(article, "هاني الصبّاغ", SPOKESMAN, title="المتحدث"),
        ],
        quotes=[
            make_quote(
                article,
                "سيطرنا على الحريق بعد ست ساعات ولا خطر على السكان القريبين",
                speaker=SPOKESMAN,
                cue="قوله",
                source="المتحدث هاني الصبّاغ",
            )
        ],
    )


def _reopening() -> AnnotatedArticle:
    article = make_article(
        ("title", "ميناء الرملة يستأنف العمل بعد أسبوع من الحريق"),
        ("dateline", "الأحد 19 مارس/آذار 2023"),
        "استأنف ميناء الرملة العمل اليوم الأحد، بعد أسبوع من الحريق الذي اندلع فيه في 12 مارس/آذار الجاري.",
        "وقالت رئيسة الوزراء ليلى الحمداوي خلال زيارتها الميناء: «لن نسمح بتكرار ما حدث».",
        "وقال مصدر في إدارة الميناء: «الأرصفة كلها تعمل».",
        path="almarfa/reopening.txt",
    )
    return annotate(
        article,
        day=REOPENING_DAY,
        evidence="الأحد 19 مارس/آذار 2023",
        timexes=[
            make_timex(article, "اليوم الأحد", REOPENING_DAY, rule="deictic-date", absolute=False),
            make_timex(article, "12 مارس/آذار الجاري", FIRE_DAY, rule="day-month", absolute=False),
        ],
        mentions=[
            make_mention(article, PORT, PORT, kind="place"),
            make_mention(article, PORT, PORT, kind="place", nth=1),
            make_mention(article, PREMIER, PREMIER, title="رئيسة الوزراء"),
        ],
        quotes=[
            make_quote(
                article,
                "لن نسمح بتكرار ما حدث",
                speaker=PREMIER,
                cue="وقالت",
                source="رئيسة الوزراء ليلى الحمداوي",
            ),
            make_quote(
                article,
                "الأرصفة كلها تعمل",
                speaker="مصدر في إدارة الميناء",
                cue="وقال",
                source="مصدر في إدارة الميناء",
                attribution="unnamed",
                speaker_kind="unnamed",
            ),
        ],
    )


def sample_articles() -> tuple[AnnotatedArticle, AnnotatedArticle, AnnotatedArticle]:
    """The three articles by path: the fire in the paper, the reopening, the fire by the agency."""
    return _fire_in_the_paper(), _reopening(), _fire_by_the_agency()


def _event_id(day: dt.date, founder: str) -> str:
    return f"{day.isoformat()}-{addresses.short_hash(founder, length=6)}"


def _quote_refs(articles: Sequence[AnnotatedArticle], events: dict[str, str]) -> tuple[QuoteRef, ...]:
    return tuple(
        quote_ref(
            item.article,
            quote,
            speaker=person_id(quote.speaker_name) if quote.speaker_name and quote.speaker_kind != "unnamed" else None,
            event=events[item.article.id],
        )
        for item in articles
        for quote in item.quotes
    )


def _persons(
    articles: Sequence[AnnotatedArticle], quotes: Sequence[QuoteRef], events: Sequence[Event]
) -> tuple[Person, ...]:
    by_day = sorted(articles, key=lambda a: (a.publication.day or dt.date.max, a.article.path))
    mentions: dict[str, list[tuple[AnnotatedArticle, Mention]]] = {}
    for item in by_day:
        for mention in item.mentions:
            mentions.setdefault(mention.name, []).append((item, mention))
    return tuple(_person(name, mentions[name], quotes, events) for name in sorted(mentions))


def _person(
    name: str,
    found: Sequence[tuple[AnnotatedArticle, Mention]],
    quotes: Sequence[QuoteRef],
    events: Sequence[Event],
) -> Person:
    key = person_id(name)
    spellings = Counter(mention.text for _, mention in found)
    titles: dict[str, list[dt.date | None]] = {}
    for item, mention in found:
        if mention.title:
            titles.setdefault(mention.title, []).append(item.publication.day)
    return Person(
        id=key,
        name=name,
        kind=found[0][1].kind,
        variants=tuple(sorted(spellings.items(), key=lambda pair: (-pair[1], pair[0]))),
        titles=tuple(
            TitleUse(title=title, count=len(days), first=days[0], last=days[-1]) for title, days in titles.items()
        ),
        aliases=(),
        articles=tuple(dict.fromkeys(item.article.id for item, _ in found)),
        events=tuple(event.id for event in events if key in event.people + event.places),
        quotes=tuple(ref.id for ref in quotes if ref.speaker == key),
    )


def _fire_event(
    fire: AnnotatedArticle, agency: AnnotatedArticle, reopening: AnnotatedArticle, quotes: Sequence[QuoteRef]
) -> Event:
    paper, wire, later = fire.article, agency.article, reopening.article
    mine = [ref.id for ref in quotes if ref.article in (paper.id, wire.id)]
    told_later = make_ref(later, "الحريق الذي اندلع فيه في 12 مارس/آذار الجاري")
    return Event(
        id=_event_id(FIRE_DAY, paper.id),
        title=paper.title,
        title_ref=make_ref(paper, paper.title),
        first=FIRE_DAY,
        last=FIRE_DAY,
        articles=(paper.id, wire.id),
        mentioned_in=(ReportedIn(article=later.id, ref=told_later, tense="recalled"),),
        summary=(
            make_ref(
                paper,
                "لقي سبعة عمال حتفهم وأصيب 23 آخرون في حريق اندلع فجر اليوم الأحد في ميناء الرملة، "
                "وفق ما أعلن الدفاع المدني.",
            ),
        ),
        quotes=tuple(mine),
        people=tuple(person_id(name) for name in (SPOKESMAN, AGENCY, MINISTER)),
        places=(person_id(PORT),),
        themes=("medtop:03000000",),
        theme_words={"medtop:03000000": ("حريق", "قتلى", "الدفاع المدني")},
        story="s-ramla",
        kind=None,
        why=(Reason(code="shares-words", args={"words": "حريق، ميناء الرملة"}),),
        near_miss=NearMiss(article=later.id, score=0.41, reason=Reason(code="days-too-far-apart", args={"days": "3"})),
        related=(
            EventLink(event=_event_id(REOPENING_DAY, later.id), why="later", ref=told_later),
            EventLink(event=_event_id(REPORT_DAY, paper.id), why="announced", ref=make_ref(paper, _ANNOUNCED)),
        ),
        first_report=paper.id,
        copies=(),
        sources=2,
        statements=(QuoteGroup(quotes=(mine[-1], mine[0])),),
        contradictions=(
            Contradiction(
                kind="number",
                about="قتلى",
                values=(
                    ("سبعة", (make_ref(paper, "سبعة عمال", 1),)),
                    ("تسعة", (make_ref(wire, "تسعة قتلى", 1),)),
                ),
            ),
        ),
    )


_ANNOUNCED = "وأوضح الدالي أن لجنة التحقيق ستقدم تقريرها في الثاني من أبريل/نيسان المقبل."


def _reopening_event(fire: AnnotatedArticle, reopening: AnnotatedArticle, quotes: Sequence[QuoteRef]) -> Event:
    article = reopening.article
    return Event(
        id=_event_id(REOPENING_DAY, article.id),
        title=article.title,
        title_ref=make_ref(article, article.title),
        first=REOPENING_DAY,
        last=REOPENING_DAY,
        articles=(article.id,),
        mentioned_in=(),
        summary=(make_ref(article, "استأنف ميناء الرملة العمل اليوم الأحد"),),
        quotes=tuple(ref.id for ref in quotes if ref.article == article.id),
        people=(person_id(PREMIER),),
        places=(person_id(PORT),),
        themes=("medtop:04000000",),
        theme_words={"medtop:04000000": ("ميناء",)},
        story="s-ramla",
        kind="visit",
        why=(),
        near_miss=None,
        related=(
            EventLink(
                event=_event_id(FIRE_DAY, fire.article.id),
                why="recalled",
                ref=make_ref(article, "الحريق الذي اندلع فيه في 12 مارس/آذار الجاري"),
            ),
        ),
        first_report=article.id,
        copies=(),
        sources=1,
    )


def _report_event(fire: AnnotatedArticle) -> Event:
    ref = make_ref(fire.article, _ANNOUNCED)
    return Event(
        id=_event_id(REPORT_DAY, fire.article.id),
        title=_ANNOUNCED,
        title_ref=ref,
        first=REPORT_DAY,
        last=REPORT_DAY,
        articles=(),
        mentioned_in=(ReportedIn(article=fire.article.id, ref=ref, tense="announced"),),
        summary=(ref,),
        quotes=(),
        people=(person_id(MINISTER),),
        places=(),
        themes=(),
        theme_words={},
        story=None,
        kind=None,
        why=(),
        near_miss=None,
        related=(EventLink(event=_event_id(FIRE_DAY, fire.article.id), why="announced-by", ref=ref),),
        first_report=None,
        copies=(),
        sources=1,
    )


def _happenings(fire: AnnotatedArticle, reopening: AnnotatedArticle, agency: AnnotatedArticle) -> tuple[Happening, ...]:
    def told(
        item: AnnotatedArticle, phrase: str, day: dt.date, tense: Literal["reported", "recalled", "announced"]
    ) -> Happening:
        return Happening(
            ref=make_ref(item.article, phrase),
            first=day,
            last=day,
            tense=tense,
            people=(person_id(PORT),),
            kind=None,
        )

    return (
        told(fire, fire.article.title, FIRE_DAY, "reported"),
        told(fire, _ANNOUNCED, REPORT_DAY, "announced"),
        told(reopening, reopening.article.title, REOPENING_DAY, "reported"),
        told(reopening, "الحريق الذي اندلع فيه في 12 مارس/آذار الجاري", FIRE_DAY, "recalled"),
        told(agency, agency.article.title, FIRE_DAY, "reported"),
    )


def _themes(articles: Sequence[AnnotatedArticle], events: Sequence[Event]) -> tuple[Theme, ...]:
    fire, reopening, agency = (item.article.id for item in articles)

    def theme(code: str, slug: str, label: str, ids: tuple[str, ...]) -> Theme:
        found = tuple(event.id for event in events if code in event.themes)
        return Theme(id=code, slug=slug, label=label, official=False, parent=None, events=found, articles=ids)

    return (
        theme("medtop:03000000", "disaster-accident-and-emergency-incident", "كوارث وحوادث وطوارئ", (fire, agency)),
        theme("medtop:04000000", "economy-business-and-finance", "اقتصاد وأعمال ومال", (reopening,)),
    )


def _outlets(articles: Sequence[AnnotatedArticle], events: dict[str, str]) -> tuple[Outlet, ...]:
    names = sorted({item.article.outlet for item in articles if item.article.outlet})
    found = []
    for name in names:
        ids = tuple(item.article.id for item in articles if item.article.outlet == name)
        found.append(
            Outlet(
                id="o-" + addresses.short_hash(arabic.fold_word(name)),
                name=name,
                articles=ids,
                events=tuple(sorted({events[key] for key in ids})),
            )
        )
    return tuple(found)


def sample_digest() -> Digest:
    """A whole small collection, linked both ways."""
    articles = sample_articles()
    fire, reopening, agency = articles
    main = {
        fire.article.id: _event_id(FIRE_DAY, fire.article.id),
        agency.article.id: _event_id(FIRE_DAY, fire.article.id),
        reopening.article.id: _event_id(REOPENING_DAY, reopening.article.id),
    }
    quotes = _quote_refs(articles, main)
    events = (
        _fire_event(fire, agency, reopening, quotes),
        _reopening_event(fire, reopening, quotes),
        _report_event(fire),
    )
    return Digest(
        articles=articles,
        quotes=quotes,
        events=events,
        people=_persons(articles, quotes, events),
        themes=_themes(articles, events),
        stories=(
            Story(
                id="s-ramla",
                slug="ramla",
                title="ميناء الرملة",
                events=(events[0].id, events[1].id),
                words=("حريق", "ميناء"),
                people=(person_id(SPOKESMAN),),
            ),
        ),
        outlets=_outlets(articles, main),
        merges=(Merge(path="sahl/1203-copy.txt", into="sahl/1203.txt"),),
        article_themes={
            fire.article.id: ("medtop:03000000",),
            reopening.article.id: ("medtop:04000000",),
            agency.article.id: ("medtop:03000000",),
        },
        happenings=_happenings(*articles),
    )
