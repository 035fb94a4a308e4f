from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from digest.config import Config
from digest.records import Digest, QuoteRef, Reason
from digest.typography import Typography
from digest.views import badges
from digest.views.article import article_page
from digest.views.collection import Collection
from digest.views.coverage import who_first
from digest.views.desk import Desk, excerpt
from digest.views.event import event_page
from digest.views.event_parts import WhoFirst
from digest.views.evidence import grouping
from digest.views.lists import Place, chunks, places
from digest.views.people import person_pages
from digest.views.quotes import UNFOLDED, compared, speakers, spoken
from digest.views.statements import alone, statements
from digest.views.strings import load_strings
from digest.views.timeline import neighbours
from tests.builders import annotate, make_article, make_quote, quote_ref, sample_digest
from tests.rendered import TEMPLATES


def desk_of(digest: Digest) -> Desk:
    return Desk(Collection(digest, Config()), load_strings(TEMPLATES), Typography())


def test_chunks_keep_old_parts_as_they_are() -> None:
    assert chunks([], 3) == [[]]
    assert chunks([1, 2, 3, 4, 5], 3) == [[1, 2, 3, 4, 5]]
    assert chunks([1, 2, 3, 4, 5, 6], 3) == [[4, 5, 6], [1, 2, 3]]
    assert chunks(list(range(1, 12)), 3) == [[7, 8, 9, 10, 11], [4, 5, 6], [1, 2, 3]]


def test_places_of_parts_are_numbered_from_the_oldest() -> None:
    newest, middle, oldest = places("people/x.md", 3)
    assert [place.path for place in (newest, middle, oldest)] == ["people/x.md", "people/x.2.md", "people/x.1.md"]
    assert (newest.other(-1), newest.other(1), oldest.other(1)) == (None, "people/x.2.md", None)
    assert places("people/x.md", 1) == [Place("people/x.md", 0, 1)]


def test_an_agency_is_not_credited_beside_itself() -> None:
    article = msgspec.structs.replace(make_article("نص الخبر."), outlet="الأفق", agencies=("الأفق", "بيرق"))
    assert desk_of(sample_digest()).agencies(article) == "بيرق"


def test_excerpts_end_at_a_word() -> None:
    assert excerpt("كلمة  وكلمة\n", 20) == "كلمة وكلمة"
    assert excerpt("كلمة وكلمة وكلمة", 12) == "كلمة وكلمة…"
    assert excerpt("ا" * 30, 10) == "ا" * 9 + "…"


def test_differences_between_wordings_are_marked() -> None:
    head = "سيطرنا على الحريق بعد ست ساعات، ولا خطر على السكان"
    other = "لقد سيطرنا على الحريق بعد سبع ساعات ولا خطرَ على السكان"
    assert [(p.text, p.differs) for p in compared(head, other)] == [
        ("لقد ", True),
        ("سيطرنا على الحريق بعد ", False),
        ("سبع ", True),
        ("ساعات ولا خطرَ على السكان", False),
    ]
    assert "".join(p.text for p in compared(head, "«" + other + "»")) == "«" + other + "»"
    assert [p.differs for p in compared(head, "كلمة " * 700)] == [False]


@pytest.mark.parametrize(
    ("cue", "lemma", "shown"),
    [
        ("وأكد", "أكد", "أكد"),
        ("وقالت", "قال", "قالت"),
        ("فقال", "قال", "قال"),
        ("ويقول", "قال", "يقول"),
        ("وصف", "وصف", "وصف"),
        ("ووصف", "وصف", "وصف"),
        ("فند", "فند", "فند"),
        ("وفند", "فند", "فند"),
        ("وفق", "وفق", "وفق"),
        ("وجاء في بيان", "جاء في بيان", "جاء في بيان"),
        ("قال", "قال", "قال"),
    ],
)
def test_a_joined_conjunction_is_not_shown_with_the_verb(cue: str, lemma: str, shown: str) -> None:
    article = make_article(f"{cue} المدير: «كلام طويل هنا».")
    quote = make_quote(article, "كلام طويل هنا", speaker="المدير", cue=cue, lemma=lemma)
    digest = msgspec.structs.replace(
        sample_digest(), articles=(annotate(article, quotes=[quote]),), events=(), quotes=(), happenings=(), outlets=()
    )
    assert spoken(desk_of(digest), quote_ref(article, quote, speaker=None)) == shown


def event_with(*quotes: tuple[str, str, str | None]) -> tuple[Desk, Digest]:
    """A collection of one event in which these are quoted: words, `direct` or `reported`, speaker."""
    article = make_article('قال المدير إن الطريق "مغلق تماما" حتى الغد. وقال الناطق: "نعمل ليلا".')
    found = [make_quote(article, words, speaker=name, kind=kind) for words, kind, name in quotes]
    base = sample_digest()
    event = msgspec.structs.replace(
        base.events[0],
        articles=(article.id,),
        mentioned_in=(),
        summary=(),
        title_ref=None,
        related=(),
        contradictions=(),
        statements=(),
        near_miss=None,
        quotes=tuple(quote_ref(article, quote, speaker=None).id for quote in found),
    )
    refs: tuple[QuoteRef, ...] = tuple(quote_ref(article, quote, speaker=None, event=event.id) for quote in found)
    digest = msgspec.structs.replace(
        base, articles=(annotate(article, quotes=found),), events=(event,), quotes=refs, happenings=(), outlets=()
    )
    return desk_of(digest), digest


def test_words_inside_reported_speech_of_the_same_speaker_are_shown_once() -> None:
    outer = 'إن الطريق "مغلق تماما" حتى الغد'
    desk, digest = event_with((outer, "reported", "المدير"), ("مغلق تماما", "direct", "المدير"))
    (one,) = speakers(desk, digest.events[0])
    assert [card.words.text for card in one.quotes] == [outer]
    desk, digest = event_with((outer, "reported", "المدير"), ("مغلق تماما", "direct", "الوزير"))
    assert len(speakers(desk, digest.events[0])) == 2


def test_undecided_speakers_stand_last_under_their_own_words() -> None:
    desk, digest = event_with(
        ("مغلق تماما", "direct", None), ("نعمل ليلا", "direct", "الناطق"), ("حتى الغد", "reported", None)
    )
    found = speakers(desk, digest.events[0])
    assert [one.speaker.text for one in found] == ["الناطق", "غير محدد"]
    assert [one.speaker.href for one in found] == [None, None]
    assert len(found[1].quotes) == 2


def test_quotations_of_two_days_make_no_chart_and_the_newest_stand_first() -> None:
    digest = sample_digest()
    person = next(p for p in digest.people if p.quotes)
    first = next(ref for ref in digest.quotes if ref.id == person.quotes[0])
    item = next(a for a in digest.articles if a.article.id == first.article)
    later = msgspec.structs.replace(
        item,
        article=msgspec.structs.replace(item.article, id="a-later"),
        publication=msgspec.structs.replace(
            item.publication, first=dt.date(2023, 5, 1), last=dt.date(2023, 5, 1), candidates=()
        ),
    )
    more = tuple(msgspec.structs.replace(first, id=f"a-later-q{n}", article="a-later") for n in range(4))
    digest = msgspec.structs.replace(
        digest,
        articles=(*digest.articles, later),
        quotes=(*digest.quotes, *more),
        people=tuple(
            msgspec.structs.replace(p, quotes=(*p.quotes, *(ref.id for ref in more))) if p.id == person.id else p
            for p in digest.people
        ),
    )
    person = next(p for p in digest.people if p.id == person.id)
    ((_, page),) = person_pages(desk_of(digest), person)
    assert page.chart is None
    assert page.quotes[0].words.article == "a-later"


def test_a_statement_is_shown_by_the_events_own_wording_and_says_which_are_of_other_events() -> None:
    base = sample_digest()
    fire, other = base.events[0], base.events[1]
    head, second = fire.statements[0].quotes
    moved = tuple(msgspec.structs.replace(q, event=other.id) if q.id == head else q for q in base.quotes)
    digest = msgspec.structs.replace(base, quotes=moved)
    cards = [card for one in speakers(desk_of(digest), digest.events[0]) for card in one.quotes if card.statement]
    (card,) = cards
    (block,) = statements(desk_of(digest), digest.events[0])
    texts = {ref.id: ref.quote.text for ref in digest.quotes}
    shown = ["".join(p.text for p in version.pieces) for version in block.versions]
    assert (card.words.text, card.statement, shown) == (texts[second], block.anchor, [texts[second], texts[head]])
    elsewhere = [carrier.elsewhere for version in block.versions for carrier in version.carriers]
    assert elsewhere[0] is None
    assert elsewhere[1] is not None
    assert elsewhere[1].text == other.title
    (at_home,) = statements(desk_of(base), fire)
    assert {carrier.elsewhere for version in at_home.versions for carrier in version.carriers} == {None}


def test_words_that_only_one_wording_has_are_marked_in_it() -> None:
    head = "سيطرنا تماما على الحريق بعد ست ساعات"
    others = ["سيطرنا على الحريق", "سيطرنا على الحريق بعد ساعات"]
    assert [(p.text, p.differs) for p in alone(head, others)] == [
        ("سيطرنا ", False),
        ("تماما ", True),
        ("على الحريق بعد ", False),
        ("ست ", True),
        ("ساعات", False),
    ]
    assert [p.differs for p in alone(head, [])] == [False]


def test_further_quotations_of_a_speaker_are_folded() -> None:
    base = sample_digest()
    fire = base.events[0]
    first = next(ref for ref in base.quotes if ref.id == fire.quotes[0])
    more = tuple(msgspec.structs.replace(first, id=f"{first.id}-{n}") for n in range(40))
    event = msgspec.structs.replace(fire, quotes=tuple(ref.id for ref in more), statements=())
    digest = msgspec.structs.replace(base, quotes=(*base.quotes, *more), events=(event, *base.events[1:]))
    (one,) = speakers(desk_of(digest), event)
    assert (len(one.quotes), len(one.more)) == (UNFOLDED, 40 - UNFOLDED)
    assert event_page(desk_of(digest), event).quotes == 40


def published(
    digest: Digest, days: dict[int, tuple[dt.date | None, dt.date | None]], **event: object
) -> WhoFirst | None:
    """Who was first in the fire, were its articles published on these days."""
    fire = msgspec.structs.replace(digest.events[0], **event)
    articles = tuple(
        msgspec.structs.replace(
            item,
            publication=msgspec.structs.replace(item.publication, first=days[n][0], last=days[n][1]),
        )
        if n in days
        else item
        for n, item in enumerate(digest.articles)
    )
    found = msgspec.structs.replace(digest, articles=articles, events=(fire, *digest.events[1:]))
    return who_first(desk_of(found), fire)


def test_who_was_first_is_said_only_as_far_as_the_days_tell() -> None:
    digest = sample_digest()
    paper, wire = digest.events[0].articles
    day, next_day = dt.date(2023, 3, 12), dt.date(2023, 3, 13)
    order = {item.article.id: n for n, item in enumerate(digest.articles)}
    same = published(digest, {}, first_report=None)
    assert same is not None
    assert (same.known, same.together, len(same.days)) == (False, 2, 1)
    later = published(digest, {order[paper]: (next_day, next_day)}, first_report=wire)
    assert later is not None
    assert (later.known, later.together) == (True, 0)
    assert [(d.first, [r.first for r in d.reports]) for d in later.days] == [(True, [True]), (False, [False])]
    unsure = published(digest, {order[paper]: (day, next_day)}, first_report=None)
    assert unsure is not None
    assert (unsure.known, unsure.together, [d.certain for d in unsure.days]) == (False, 0, [True, False])
    assert published(digest, {}, copies=((paper, wire),)) is None
    assert published(digest, {}, articles=(paper,)) is None


def test_shared_things_are_told_with_the_articles_that_share_them() -> None:
    digest = sample_digest()
    why = (
        Reason(code="shares-day", args={"day": "2023-03-12", "count": "2"}),
        Reason(code="shares-people", args={"people": "هاني الصباغ، غائب"}),
        Reason(code="shares-words", args={"words": "حريق، أسبوع"}),
        Reason(code="joined-by-editor"),
    )
    event = msgspec.structs.replace(digest.events[0], why=why)
    found = grouping(desk_of(digest), event)
    assert found is not None
    assert found.day is not None
    assert (found.articles, found.day.count, found.others) == (2, 2, ("جمعها المحرر",))
    assert [(p.text, p.count) for p in found.people] == [("هاني الصباغ", 2), ("غائب", 0)]
    assert [word.text for word in found.words] == ["حريق", "أسبوع"]
    assert grouping(desk_of(digest), msgspec.structs.replace(event, articles=())) is None


def test_the_events_before_and_after_are_those_of_the_story() -> None:
    digest = sample_digest()
    first, second, *_ = sorted(digest.events, key=lambda event: event.first or dt.date.max)
    desk = desk_of(digest)
    before, after = neighbours(desk, first)
    assert before is None
    assert after is not None
    assert after.title.text == second.title
    before, _ = neighbours(desk, second)
    assert before is not None
    assert before.title.text == first.title
    assert neighbours(desk, msgspec.structs.replace(first, first=None, last=None)) == (None, None)


def test_what_was_found_in_a_line_says_what_it_means() -> None:
    digest = sample_digest()
    item = digest.articles[0]
    page = article_page(desk_of(digest), item)
    (line,) = (line for group in page.groups for line in group.lines if line.anchor == "L9")
    told = [(f.kind, f.words, f.means.text if f.means else "") for f in line.found]
    assert ("quote", "أكد", "فارس الدالي") in told
    assert [f.key for f in line.found] == list(range(1, len(line.found) + 1))
    named = {key for part in line.pieces for key in part.keys}
    assert named == {str(f.key) for f in line.found}
    (dated,) = (f for g in page.groups for one in g.lines for f in one.found if f.words.startswith("الثاني من"))
    assert dated.means is not None
    assert dated.means.text == "الأحد 2 أبريل/نيسان 2023"


def test_an_updated_toll_is_no_account_that_differs() -> None:
    base = sample_digest()
    fire = base.events[0]
    found = msgspec.structs.replace(fire.contradictions[0], update=True)
    event = msgspec.structs.replace(fire, contradictions=(found,))
    digest = msgspec.structs.replace(base, events=(event, *base.events[1:]))
    page = event_page(desk_of(digest), event)
    (account,) = page.updates
    assert (page.accounts, account.label) == ((), "حصيلة محدّثة")
    assert [bool(value.when) for value in account.values] == [True, True]
    assert event_page(desk_of(base), fire).updates == ()


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("صحيفة المرفأ", "م"),
        ("وكالة السهل", "س"),
        ("الأخبار", "أ"),
        ("AFP", "Af"),
        ("AP", "Ap"),
        ("ANSA", "An"),
        ("The Harbour News", "Ha"),
        ("Al-Marfa TV", "Ma"),
        ("al Marfa", "Ma"),
        ("24 ساعة", "2"),
        ("«»", ""),
        ("", ""),
    ],
)
def test_the_letters_of_a_badge(name: str, letter: str) -> None:
    assert badges.letter(name, load_strings(TEMPLATES).monogram) == letter
