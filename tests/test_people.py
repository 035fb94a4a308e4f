from __future__ import annotations

import datetime as dt

from digest.lexicon import default_lexicons
from digest.names import find_mentions
from digest.people import People, build_people
from digest.records import AnnotatedArticle, Person
from tests.builders import annotate, make_article

LEXICONS = default_lexicons()
FIRST = dt.date(2023, 3, 1)


def read(*bodies: str) -> tuple[list[AnnotatedArticle], People]:
    """Read one article a day and build the people of all of them."""
    articles = []
    for number, body in enumerate(bodies):
        article = make_article(body, path=f"{number}.txt")
        mentions = find_mentions(article, LEXICONS)
        articles.append(annotate(article, day=FIRST + dt.timedelta(days=number), mentions=mentions))
    return articles, build_people(articles, LEXICONS)


def named(people: People, name: str) -> Person:
    (person,) = (p for p in people.persons if p.name == name)
    return person


def names(people: People) -> list[str]:
    return [p.name for p in people.persons if p.kind == "person"]


def test_spellings_of_a_curated_person_meet_under_its_id() -> None:
    _, people = read("التقى شي جين بينغ الوفد.", "غادر شي جينبينغ القصر.", "تحدث شي جين بينع أمس.")
    person = named(people, "شي جين بينغ")
    assert person.id == "xi" and len(person.articles) == 3
    assert {spelling for spelling, _ in person.variants} == {"شي جين بينغ", "شي جينبينغ", "شي جين بينع"}
    assert "Xi Jinping" in person.aliases


def test_peskov_is_one_person_under_both_spellings() -> None:
    articles, people = read("قال ديمتري بيسكوف إن اللقاء غدا.", "قال دميتري بيسكوف إن اللقاء اليوم.")
    assert names(people) == ["دميتري بيسكوف"]
    assert {people.ids[(a.article.id, "known:peskov")] for a in articles} == {"peskov"}


def test_equal_names_of_unlisted_people_meet() -> None:
    _, people = read("قال وزير الأشغال عبدالله بوشاهين نعم.", "قال وزير الأشغال عبد الله بوشاهين لا.")
    (person,) = (p for p in people.persons if p.kind == "person")
    assert person.id.startswith("p-") and len(person.articles) == 2


def test_spellings_of_an_unlisted_foreign_name_meet() -> None:
    _, people = read("قال المدرب رامون غارسيلو نعم.", "قال المدرب رامون جارسيلو لا.", "قال المدرب رامون غارسيلو ربما.")
    assert names(people) == ["رامون غارسيلو"]


def test_resembling_arab_names_stay_apart() -> None:
    _, people = read("قال محمد العتيبي نعم.", "قال محمود العتيبي لا.", "قال أحمد العتيبي ربما.")
    assert len(names(people)) == 3


def test_princes_stay_apart() -> None:
    _, people = read("قال محمد بن سلمان نعم.", "قال محمد بن زايد لا.")
    assert {p.id for p in people.persons} == {"mbs", "mbz"}


def test_a_name_with_a_word_left_out_needs_a_title_in_common() -> None:
    _, people = read(
        "قال وزير المياه الأردني سامر خالد الربيعي نعم.",
        "قال وزير المياه الأردني سامر الربيعي لا.",
    )
    assert names(people) == ["سامر خالد الربيعي"]
    _, people = read("قال الطبيب سامر خالد الربيعي نعم.", "قال اللاعب سامر الربيعي لا.")
    assert len(names(people)) == 2


def test_no_chain_of_spellings() -> None:
    _, people = read(
        "قال رامون غارسيلو نعم.", "قال رامون غارسيلو لا.", "قال رامون غارسيلا ربما.", "قال رومان غارسيلا قد."
    )
    assert "رومان غارسيلا" in names(people)


def test_two_given_names_alone_are_kept_apart_by_their_titles() -> None:
    _, people = read("قال اللاعب أحمد حسن نعم.", "قال القاضي أحمد حسن لا.", "قال اللاعب أحمد حسن ربما.")
    assert sorted(len(p.articles) for p in people.persons) == [1, 2]


def test_a_name_of_one_word_is_not_compared_across_articles() -> None:
    _, people = read("قال الدكتور حمدان نعم.", "قال الدكتور حمدان لا.")
    assert names(people) == ["حمدان", "حمدان"]
    assert len({p.id for p in people.persons}) == 2


def test_titles_over_time() -> None:
    _, people = read(
        "قال وزير الخارجية الروسي سيرغي لافروف نعم.",
        "قال سيرغي لافروف لا، والتقى نظيره الصيني.",
        "قال وزير الخارجية الروسي سيرغي لافروف ربما.",
    )
    (use,) = named(people, "سيرغي لافروف").titles
    assert (use.title, use.count, use.first, use.last) == (
        "وزير الخارجية الروسي", 2, FIRST, FIRST + dt.timedelta(days=2)
    )  # fmt: skip


def test_a_title_alone_is_no_spelling() -> None:
    _, people = read("قال الرئيس الروسي فلاديمير بوتين نعم. وقال الرئيس الروسي لا.")
    assert named(people, "فلاديمير بوتين").variants == (("فلاديمير بوتين", 1),)


def test_unsettled_titles_are_nobody() -> None:
    articles, people = read("وقال وزير الخارجية الأردني نعم.")
    assert [m.kind for m in articles[0].mentions] == ["unnamed"]
    assert people.persons == () and people.ids == {}


def test_the_article_lost_after_a_preposition_comes_back() -> None:
    _, people = read("في بيان للكرملين أمس.")
    assert named(people, "الكرملين").variants == (("الكرملين", 1),)


def test_kinds_stay_apart() -> None:
    _, people = read("قالت موسكو نعم، وزار الوفد موسكو.")
    assert [(p.id, p.kind) for p in people.persons] == [("russia", "state"), ("moscow", "place")]


def test_articles_are_in_order_of_days() -> None:
    articles, people = read("قال بوتين نعم.", "قال بوتين لا.")
    later_first = [
        annotate(articles[0].article, day=FIRST + dt.timedelta(days=9), mentions=articles[0].mentions), articles[1]
    ]  # fmt: skip
    person = build_people(later_first, LEXICONS).persons[0]
    assert person.articles == (articles[1].article.id, articles[0].article.id)
    assert people.persons[0].articles == (articles[0].article.id, articles[1].article.id)


def test_an_id_does_not_hang_on_the_most_frequent_spelling() -> None:
    one, other = "قال المدرب رامون غارسيلو نعم.", "قال المدرب رامون جارسيلو لا."
    few, many = read(one, one, other)[1], read(one, one, other, other, other)[1]
    (before,) = (p for p in few.persons if p.kind == "person")
    (after,) = (p for p in many.persons if p.kind == "person")
    assert before.name != after.name
    assert before.id == after.id


def test_an_id_survives_a_fuller_name() -> None:
    short, full = "قال محمد بن زاهر بن سعد نعم.", "قال محمد بن زاهر بن سعد آل مرفأ نعم."
    ids = {p.id for body in (short, full) for p in read(body)[1].persons if p.kind == "person"}
    assert len(ids) == 1


def test_two_people_of_one_minimal_form_have_two_ids() -> None:
    _, people = read("قال القاضي سعد عامر الوزاني نعم.", "قال المدرب سعد بدر الوزاني لا.")
    persons = [p for p in people.persons if p.kind == "person"]
    assert len(persons) == 2 == len({p.id for p in persons})


def test_a_courtesy_does_not_hold_apart_whom_an_office_tells() -> None:
    _, people = read("قال وزير الصحة الدكتور حمد حسن نعم.", "قال الدكتور حمد حسن لا.", "قال المدرب حمد حسن ربما.")
    assert sorted(len(p.articles) for p in people.persons if p.kind == "person") == [1, 2]


def test_a_label_is_no_title_of_its_bearer() -> None:
    _, people = read("أوقفت الشرطة المدعو سالم الجزيري أمس.")
    assert named(people, "سالم الجزيري").titles == ()
