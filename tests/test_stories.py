from __future__ import annotations

from tests.collections import articles_of, digest_of, home


def article(title: str, body: str, date: str, outlet: str) -> str:
    return f"---\ntitle: {title}\noutlet: {outlet}\ndate: {date}\n---\n{body}\n"


FILES = {
    "talks": article(
        "جولة محادثات جديدة حول سد النهضة في الخرطوم",
        "بدأت في الخرطوم اليوم الاثنين جولة محادثات جديدة حول سد النهضة الإثيوبي بين مصر والسودان وإثيوبيا.\n\n"
        "وتطالب مصر باتفاق ملزم حول ملء سد النهضة وتشغيله، وترفض إثيوبيا الاتفاق الملزم.",
        "2023-08-28",
        "الأفق",
    ),
    "failure": article(
        "فشل محادثات سد النهضة ومصر تتهم إثيوبيا بالتعنت",
        "اتهمت وزارة الري المصرية اليوم الأحد إثيوبيا بالتعنت بعد فشل جولة أخرى من محادثات سد النهضة.\n\n"
        "وقالت الوزارة إن إثيوبيا ترفض أي اتفاق ملزم حول ملء سد النهضة وتشغيله.",
        "2023-09-24",
        "البلاد",
    ),
    "filling": article(
        "إثيوبيا تعلن اكتمال الملء الرابع لسد النهضة",
        "أعلنت إثيوبيا اليوم الأحد اكتمال الملء الرابع لخزان سد النهضة.\n\n"
        "ووصفت مصر ملء سد النهضة من دون اتفاق ملزم مع مصر والسودان حول التشغيل بأنه غير قانوني.",
        "2023-09-10",
        "المدار",
    ),
    "cup": article(
        "الأهلي يفوز بكأس السوبر المصري",
        "فاز الأهلي على الزمالك اليوم الأحد بهدف دون رد وأحرز كأس السوبر المصري في مباراة حضرها آلاف المشجعين.",
        "2023-09-17",
        "المدار",
    ),
}


def test_events_of_one_affair_are_one_story_and_others_are_not() -> None:
    digest = digest_of(articles_of(FILES))
    stories = {name: home(digest, name).story for name in FILES}
    assert stories["talks"] == stories["failure"] == stories["filling"] is not None
    assert stories["cup"] is None
    assert len({home(digest, name).id for name in FILES}) == len(FILES)


def test_a_story_is_named_by_words_that_its_articles_share() -> None:
    (story,) = digest_of(articles_of(FILES)).stories
    assert "سد النهضة" in story.title
    assert set(story.words) & {"النهضة", "سد", "السد"}


def test_events_of_a_story_are_in_order_of_time() -> None:
    digest = digest_of(articles_of(FILES))
    (story,) = digest.stories
    days = {event.id: event.first for event in digest.events}
    assert [days[event] for event in story.events] == sorted(days[event] for event in story.events)


def test_an_affair_that_rests_for_long_begins_anew() -> None:
    files = {name: FILES[name] for name in ("talks", "failure")}
    files["failure"] = files["failure"].replace("2023-09-24", "2025-09-28")
    assert digest_of(articles_of(files)).stories == ()


def test_two_reports_of_one_day_are_no_story() -> None:
    files = {"talks": FILES["talks"], "again": FILES["talks"].replace("الأفق", "المدار").replace("بدأت", "انطلقت")}
    digest = digest_of(articles_of(files))
    assert home(digest, "talks") == home(digest, "again")
    assert digest.stories == ()


def test_a_story_is_called_by_its_subject_and_not_by_an_organisation() -> None:
    body = (
        "بحث مسؤولون في {place} اليوم {day} طلب الصيادين تعويضات عادلة عن إغلاق الخليج الشرقي، وحضرت الأمم المتحدة.\n\n"
        "وتقول الأمم المتحدة إن إغلاق الخليج الشرقي أضر بالصيادين، وإن تعويضات عادلة تنهي النزاع."
    )
    files = {
        "first": article(
            "الأمم المتحدة تبحث إغلاق الخليج الشرقي", body.format(place="تونس", day="الاثنين"), "2023-09-04", "الأفق"
        ),
        "second": article(
            "صيادون ينتظرون بعد إغلاق الخليج الشرقي", body.format(place="صفاقس", day="الأحد"), "2023-09-17", "البلاد"
        ),
    }
    (story,) = digest_of(articles_of(files)).stories
    assert "الخليج الشرقي" in story.title
    assert "الأمم المتحدة" not in story.title
