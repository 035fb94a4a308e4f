from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from digest.config import Config
from digest.records import Digest, QuoteRef
from digest.typography import Typography
from digest.views.collection import Collection
from digest.views.desk import Desk, excerpt
from digest.views.event import event_page
from digest.views.lists import Place, chunks, places
from digest.views.people import person_pages
from digest.views.quotes import compared, speakers, spoken
from digest.views.strings import load_strings
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


def test_a_chart_counts_quotations_by_month() -> None:
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
    assert [(bar.label, bar.count, str(bar.height)) for bar in page.chart] == [
        ("مارس 2023", 2, "5"),
        ("أبريل 2023", 0, "0"),
        ("مايو 2023", 4, "10"),
    ]
    assert page.quotes[0].words.article == "a-later"


def test_a_statement_is_shown_by_the_events_own_wording_and_says_which_are_of_other_events() -> None:
    base = sample_digest()
    fire, other = base.events[0], base.events[1]
    head, second = fire.statements[0].quotes
    moved = tuple(msgspec.structs.replace(q, event=other.id) if q.id == head else q for q in base.quotes)
    digest = msgspec.structs.replace(base, quotes=moved)
    cards = [card for one in speakers(desk_of(digest), digest.events[0]) for card in one.quotes if card.same]
    (card,) = cards
    (wording,) = card.same
    texts = {ref.id: ref.quote.text for ref in digest.quotes}
    assert (card.words.text, "".join(p.text for p in wording.pieces)) == (texts[second], texts[head])
    assert wording.elsewhere is not None
    assert wording.elsewhere.text == other.title
    (at_home,) = next(
        c.same for one in speakers(desk_of(base), fire) for c in one.quotes if c.words.text == texts[head]
    )
    assert at_home.elsewhere is None


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
