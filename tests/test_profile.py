from __future__ import annotations

from digest.profile import profile, resemblance
from digest.records import Profile
from tests.collections import annotated

REPORT = (
    "افتتح وزير الصحة اليوم مستشفى جديدا في مدينة العريش يضم مئتي سرير وعشر غرف للعمليات. وقال الوزير إن المستشفى "
    "سيخدم سكان المحافظة كلها وإن العمل فيه يبدأ خلال أسبوعين بعد وصول الأجهزة الطبية من الخارج."
)
"""About forty words."""


def of(body: str, title: str = "خبر") -> Profile:
    item = annotated("a.txt", f"---\ntitle: {title}\n---\n{body}\n")
    assert item.profile == profile(item.article)
    return item.profile


def test_a_copy_with_few_edits_resembles_and_another_report_does_not() -> None:
    assert resemblance(of(REPORT), of(REPORT)) == 1.0
    assert resemblance(of(REPORT), of(REPORT.replace("مئتي", "200"))) > 0.6
    other = "أعلنت وزارة النقل تأجيل تشغيل خط القطار الجديد بين الإسكندرية ومرسى مطروح إلى العام المقبل بسبب تأخر " * 2
    assert resemblance(of(REPORT), of(other)) < 0.1


def test_a_report_cut_short_is_a_copy_of_the_whole_one() -> None:
    longer = REPORT + " " + "ويقع المستشفى على مساحة واسعة شرق المدينة وقد استغرق بناؤه أربع سنوات كاملة."
    assert resemblance(of(REPORT), of(longer)) > 0.8
    assert resemblance(of(longer), of(REPORT)) == resemblance(of(REPORT), of(longer))


def test_a_short_text_has_no_signature() -> None:
    short = of("افتتح الوزير المستشفى.")
    assert short.shingles == ()
    assert resemblance(short, short) == 0.0


def test_headline_lead_and_body_are_counted_apart() -> None:
    found = of(REPORT, title="افتتاح مستشفى العريش")
    assert sum(found.headline.values()) == 3
    assert found.words == sum(found.body.values())
    assert sum(found.lead.values()) == min(60, found.words)


def test_an_article_that_is_only_a_headline_has_no_body() -> None:
    item = annotated("a.txt", "---\ntitle: افتتاح مستشفى العريش الجديد\n---\nافتتاح مستشفى العريش الجديد\n")
    assert item.profile.headline
    assert item.profile.shingles == ()


def test_figures_are_the_decimal_numbers_of_headline_and_lead() -> None:
    found = of(
        "صعد السعر ٢,٥ بالمئة إلى 18.25 عند الساعة 8.30، في 3.4.2024، وبلغت المبيعات 1,200 طن.", title="سعر 18.250"
    )
    assert found.figures == ("2.5", "18.25")


def test_a_long_quotation_makes_no_copy() -> None:
    statement = (
        "«" + "نعلن أسفنا لما جرى في المرفأ ونعد الأهالي بتحقيق كامل شفاف وبتعويض عادل سريع لكل متضرر " * 2 + "»"
    )
    one = of(
        "أصدرت إدارة المرفأ بيانا مساء أمس بعد ساعات من الحريق الذي أتى على المخازن الشرقية كلها جاء فيه: " + statement
    )
    other = of(
        "تعهدت الإدارة لأصحاب البضائع المحترقة بأن تنظر في طلباتهم هذا الأسبوع وقالت لهم في لقاء قصير: " + statement
    )
    assert resemblance(one, other) < 0.1
