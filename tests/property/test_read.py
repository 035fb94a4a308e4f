"""What holds for every input: reading never raises, and what it returns is text with its lines."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import LimitsSection
from digest.errors import Problem, printable
from digest.read import merge_same, read_bytes
from digest.read.damage import find_damage
from digest.read.encoding import Decoded, decode
from digest.records import RawArticle

LIMITS = LimitsSection()
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
WORDS = ["قال", "في", "من", "الرئيس", "إن", "على", "المدينة", "وزير", "إلى", "التي", "اليوم", "العمل", "بعد", "الجسر"]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=12, max_size=40).map(" ".join)
TAGS = [
    *("<p>", "</p>", "<div>", "</div>", "<h1>", "<!--", "-->", "<script>", "</script>", "<br>", "&amp;", "&#1575;"),
    *("<article>", "<li>", "<table><tr><td>", "<", ">", "<figcaption>", "<meta", "<time datetime='2021-01-01'>", "\n"),
]


def check(articles: tuple[RawArticle, ...], size: int) -> None:
    for article in articles:
        assert len(article.lines) == article.text.count("\n") + 1
        assert all(1 <= line <= size + 1 for line in article.lines)
        assert "\r" not in article.text
        assert "\0" not in article.text
        article.text.encode("utf-8")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl"]))
def test_any_bytes_are_read_or_refused(data: bytes, path: str) -> None:
    result = read_bytes(data, path, LIMITS)
    check(result.articles, len(data))
    assert result.articles or any(problem.severity == "error" for problem in result.problems)


TOML = st.lists(
    st.sampled_from(
        ['title = "الجسر"', "date = 2021-03-07", "tags = [1, [2]]", "[params]", "draft = true", "x = {", "= 1"]
    ),
    max_size=6,
).map("\n".join)


@given(st.one_of(st.text(max_size=200), TOML), st.sampled_from(["a.txt", "a.html"]), st.sampled_from(["---", "+++"]))
def test_any_front_matter_is_read_or_refused(block: str, path: str, fence: str) -> None:
    data = f"{fence}\n{block}\n{fence}\nنص المقال.".encode("utf-8", "surrogatepass")
    result = read_bytes(data, path, LIMITS)
    check(result.articles, len(data))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TAGS), SENTENCE), max_size=40).map("".join))
def test_any_markup_is_read_or_refused(source: str) -> None:
    data = f"<html><body>{source}".encode()
    result = read_bytes(data, "a.html", LIMITS)
    check(result.articles, source.count("\n") + 1)


@given(st.lists(st.recursive(st.none() | st.integers() | st.text(max_size=20), lambda inner: st.dictionaries(
    st.sampled_from(["text", "title", "date", "url", "x"]), inner, max_size=4), max_leaves=6), max_size=6))  # fmt: skip
def test_any_rows_are_read_or_refused(rows: list[object]) -> None:
    data = "\n".join(json.dumps(row) for row in rows).encode()
    result = read_bytes(data, "a.jsonl", LIMITS)
    check(result.articles, len(rows))
    assert len(result.articles) <= len(rows)


@given(SENTENCE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6"]))
def test_every_encoding_gives_the_text_back(text: str, codec: str) -> None:
    found = decode(text.encode(codec))
    assert isinstance(found, Decoded)
    assert found.text == text


@given(st.text(alphabet=LETTERS + " .\n", min_size=1, max_size=23), st.sampled_from(["cp1256", "iso8859-6"]))
def test_a_few_letters_are_never_guessed(text: str, codec: str) -> None:
    found = decode(text.encode(codec))
    assert not isinstance(found, Decoded) or found.text == text


RAWS = st.lists(
    st.builds(
        lambda path, text: RawArticle(path=path, format="text", encoding="utf-8", text=text, lines=(1,)),
        st.sampled_from(["a", "b", "c", "d", "e"]),
        st.sampled_from(["نص أول", "نص ثان", "نصٌّ أوّل", "نص ثالث طويل"]),
    ),
    max_size=5,
    unique_by=lambda raw: raw.path,
)


@given(RAWS, st.randoms())
def test_merging_loses_nothing_and_ignores_order(raws: list[RawArticle], random: object) -> None:
    kept, merges = merge_same(raws)
    assert sorted([raw.path for raw in kept] + [merge.path for merge in merges]) == sorted(raw.path for raw in raws)
    assert {merge.into for merge in merges} <= {raw.path for raw in kept}
    shuffled = list(raws)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_same(shuffled) == (kept, merges)
    assert merge_same(kept) == (kept, ())


# ---------------------------------------------------------------------------------------------------- damage, front

CODECS = ["cp1252", "latin-1", "cp1256", "cp1250", "cp1251", "koi8-r", "mac-roman", "cp437", "cp850"]


@given(SENTENCE, SENTENCE, st.sampled_from(CODECS))
def test_no_garbled_passage_is_kept(before: str, passage: str, codec: str) -> None:
    garbled = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in passage.encode())
    result = read_bytes(f"{before}\n{garbled}\n".encode(), "a.txt", LIMITS)
    assert result.articles == ()
    assert [problem.line for problem in result.problems] == [2]


@given(SENTENCE, SENTENCE, st.sampled_from([("utf-8", "cp1256"), ("cp1256", "utf-8"), ("utf-8", "iso8859-6")]))
def test_no_mixture_of_encodings_is_kept(before: str, after: str, codecs: tuple[str, str]) -> None:
    first, second = codecs
    data = before.encode(first) + b"\n" + after.encode(second)
    assert read_bytes(data, "a.txt", LIMITS).articles == ()


PLAIN = LETTERS.replace("ط", "").replace("ظ", "") + " \n.،؟«»ًَُِّْپچگA-٣3"


@given(SENTENCE, st.text(alphabet=PLAIN, max_size=300))
def test_right_text_is_never_taken_for_damaged(before: str, after: str) -> None:
    assert find_damage(f"{before}\n{after}") is None


YAML = st.lists(
    st.sampled_from(
        [
            *("title: الجسر", "date: 2021-03-07", "date: soon", "url: nowhere", "colour: red", "tags: [a, b]", "- x"),
            *("title: &a x", "title: *a", "title: !!str x", "<<: {a: b}", "? [a]", ": x", "%YAML 1.2", "x: |", "  y"),
            *("\tz: 1", "# remark", "", "x: {", "]", "title: '", 'outlet: "a\u2028b"', "outlet: \x85", "key: " * 3),
            *("date: 0001-01-01", "retrieved: yes", "lang: fa", "1: 2", "null: ~", "theme: ../..", "قال: نعم"),
        ]
    ),
    max_size=8,
).map("\n".join)


@given(st.one_of(YAML, TOML, st.text(max_size=120)), st.sampled_from(["---", "+++"]), st.sampled_from(["\n", "\r\n"]))
def test_front_matter_never_fails_and_names_lines_of_the_file(block: str, fence: str, end: str) -> None:
    text = f"{fence}\n{block}\n{fence}\nافتتح الجسر اليوم.\n".replace("\r", "").replace("\n", end)
    result = read_bytes(text.encode("utf-8", "surrogatepass"), "a.md", LIMITS)
    lines = text.replace("\r\n", "\n").split("\n")
    assert all(problem.line is None or 1 <= problem.line <= len(lines) for problem in result.problems)
    for problem in result.problems:
        if problem.message == "unknown key `colour`" and problem.line is not None:
            assert "colour" in lines[problem.line - 1]
    for article in result.articles:
        assert article.text.endswith("افتتح الجسر اليوم.\n")


@given(st.integers(1, 2000), st.sampled_from(["k{}: v\n", "k{}: [v]\n", "k{} = 1\n"]))
@settings(max_examples=10, deadline=None)
def test_front_matter_of_any_size_tells_little(size: int, line: str) -> None:
    block = "".join(line.format(number) for number in range(size))
    result = read_bytes(f"---\n{block}---\nافتتح الجسر اليوم.\n".encode(), "a.md", LIMITS)
    assert len(result.problems) <= 21


@given(st.text(), st.text())
def test_what_is_printed_is_printable_and_no_command(path: str, message: str) -> None:
    lines = str(Problem(path=path, message=message, hint=message)).split("\n")
    assert len(lines) <= 2
    for line in lines:
        assert line.isprintable()
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
    assert printable(printable(path)) == printable(path)
