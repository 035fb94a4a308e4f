from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.lexicon import default_lexicons
from digest.pipeline import annotate
from digest.records import RawArticle

WORDS = """
قال|كما قال|الرسول|وأضاف|إن|أن|مؤكدا|بحسب|نقلت|عن|قوله تعالى|النبي|وذكرت|في بيان|الرئيس|وزير|المتحدث باسم|متحدث باسم
الدكتور|محمد|بن|عبد|ولد|أبو|آل|ال|و|ف|ب|ل|سامي الحداد|فرنسا|وزارة النقل|اليوم|أمس|الأحد|منذ|قبل|شهر|عيد الفطر|رمضان
كانون الثاني/|ديسمبر|السابع من|بين 3 و|من 5 إلى|ألف|مليون|مقتل|جريحا|زلزال|اتصال|قمة|التقى|سيزور|هجوم|اقرأ أيضا
القاهرة - |(رويترز)|كتب:|إعلان|الميناء مفتوح أمام السفن|12|٢٠٢٤|31/02/2023|0/0/0|9999999999|12/13/2024|25:61|1445 هـ
٣٠ فبراير|<b>|&amp;|{{|http://x.y|#وسم|@|---|%|½|😀|ﷺ|/|(|)|[|]|«|»|"|“|”|… |، |. |: |- |؟
"""
PIECES = [
    *WORDS.strip("\n").replace("\n", "|").split("|"),
    *("\n", "\n\n", " ", " ", "|", "\u200f", "\u202b", "\u202c", "\ufeff", "\u0640", "\u0651", "\u2028", "\0"),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=80)
texts = pieces.map("".join) | pieces.map(" ".join)


@given(texts)
@example("وهذا كما قال الرسول.")
@example("من 5 إلى وأضاف ” \u202b ---")
@settings(max_examples=300, deadline=None)
def test_no_text_makes_a_step_fail(text: str) -> None:
    lines = tuple(range(1, text.count("\n") + 2))
    raw = RawArticle(path="a.txt", format="text", encoding="utf-8", text=text, lines=lines)
    annotated = annotate(raw, default_lexicons())
    spans = [paragraph.span for paragraph in annotated.article.paragraphs]
    spans += [mention.span for mention in annotated.mentions] + [quote.content for quote in annotated.quotes]
    assert all(0 <= span.start <= span.end <= len(annotated.article.text) for span in spans)
