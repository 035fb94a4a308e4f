"""Reading: golden cases, the input folder, encodings, the same article twice."""

from __future__ import annotations

import datetime as dt
import os
import socket
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.config import LimitsSection
from digest.errors import Problem
from digest.read import list_inputs, load, merge_same, read_bytes
from digest.read.encoding import Decoded, decode
from digest.records import DateHint, FrontMatter, Merge, RawArticle

CASES = sorted((Path(__file__).parent / "cases" / "read").glob("*.yml"))
LIMITS = LimitsSection()


def bytes_of(case: dict[str, Any]) -> bytes:
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    content: str = case["content"]
    if "garble" in case:
        content = content.encode("utf-8").decode(case["garble"])
    return content.encode(case.get("encode", "utf-8"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    expect = case["expect"]
    result = read_bytes(bytes_of(case), case["path"], LIMITS)
    wanted = expect.get("problems", [])
    told = [str(problem) for problem in result.problems]
    assert [w if t.startswith(w) else t for t, w in zip(told, wanted, strict=False)] == wanted
    assert len(told) == len(wanted)
    if expect.get("refused"):
        assert result.articles == ()
        return
    assert [article.row for article in result.articles] == expect.get("rows", [None])
    assert [article.text for article in result.articles] == expect.get("texts", [expect.get("text")])
    article = result.articles[0]
    got: dict[str, Any] = {
        "encoding": article.encoding,
        "lines": list(article.lines),
        "front": article.front,
        "hints": [f"{hint.source} {hint.day} line {hint.line}" for hint in article.hints],
        "meta_title": article.meta_title,
        "meta_outlet": article.meta_outlet,
        "meta_url": article.meta_url,
    }
    if "front" in expect:
        expect["front"] = FrontMatter(**expect["front"])
    assert {key: got[key] for key in got if key in expect} == {key: expect[key] for key in got if key in expect}


# ---------------------------------------------------------------------------------------------------- the folder


def test_files_are_listed_in_order_of_path(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a.html", "ب.jsonl", "d.HTM"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص", encoding="utf-8")
    (tmp_path / "x.txt").mkdir()
    assert list_inputs(tmp_path).files == ("a.html", "a/c.md", "b.txt", "d.HTM", "ب.jsonl")
    assert list_inputs(tmp_path).problems == ()


def test_nothing_is_lost_silently(tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(b"x")
    (tmp_path / "good.txt").write_text("نص", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    (tmp_path / "linked").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "bad\nname.txt").write_text("نص", encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    inputs = list_inputs(tmp_path)
    assert inputs.files == ("good.txt",)
    assert [(problem.path, problem.severity) for problem in inputs.problems] == [
        ("bad\\nname.txt", "error"),
        ("link.txt", "error"),
        ("linked", "error"),
        ("picture.jpg", "warning"),
        ("pipe.txt", "error"),
    ]


def test_a_name_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")).write_bytes(b"x")
    (problem,) = list_inputs(tmp_path).problems
    assert "not valid UTF-8" in problem.message
    assert problem.path.isprintable()


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    (problem,) = list_inputs(tmp_path / "none").problems
    assert "cannot be read" in problem.message


def test_load_follows_no_link_and_opens_no_device(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes("نص".encode())
    (tmp_path / "link.txt").symlink_to("good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert load(tmp_path, "good.txt", LIMITS) == "نص".encode()
    for name in ("link.txt", "pipe.txt", "none.txt"):
        assert isinstance(load(tmp_path, name, LIMITS), Problem)


def test_limits_are_kept(tmp_path: Path) -> None:
    small = LimitsSection(file_bytes=10, row_bytes=30)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    assert isinstance(load(tmp_path, "a.txt", small), Problem)
    assert read_bytes("نصوص كثيرة".encode(), "a.txt", small).articles == ()
    rows = '{"text": "نص"}\n{"text": "نص أطول من أن يقرأ"}\n'.encode()
    result = read_bytes(rows, "a.jsonl", LimitsSection(row_bytes=30))
    assert [article.row for article in result.articles] == [1]
    assert "longer than 30 bytes" in result.problems[0].message


def test_reading_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = (
        '<html><head><link rel="stylesheet" href="http://x.example/a.css"></head>'
        '<body><img src="http://x.example/a.jpg"><p>'
        + "افتتح العمدة الجسر الجديد فوق النهر صباح اليوم. " * 8
        + "</p></body></html>"
    )
    for content in (page, "http://x.example/page"):
        read_bytes(content.encode(), "a.html", LIMITS)


# ---------------------------------------------------------------------------------------------------- encodings

OTHERS = [
    ("cp1251", "Президент провёл телефонный разговор и обсудил вопросы безопасности. "),
    ("koi8-r", "Президент провёл телефонный разговор и обсудил вопросы безопасности. "),
    ("cp1252", "Le président a été reçu hier à l'Élysée, où il a évoqué la sécurité européenne. "),
    ("cp1253", "Ο πρόεδρος συνομίλησε χθες με τον ομόλογό του για την ασφάλεια. "),
    ("cp1255", "הנשיא שוחח אתמול עם עמיתו על הביטחון באזור כולו "),
    ("gb18030", "总统昨天与对方通电话讨论安全问题。"),
]


@pytest.mark.parametrize(("codec", "text"), OTHERS, ids=[codec for codec, _ in OTHERS])
@pytest.mark.parametrize("times", [1, 20])
def test_other_languages_are_never_taken_for_arabic(codec: str, text: str, times: int) -> None:
    assert not isinstance(decode((text * times).encode(codec)), Decoded)


def test_truncated_utf_8_is_refused_and_not_guessed() -> None:
    data = ("قالت البلدية إن الجسر الجديد سيفتح قريبا. " * 5).encode()
    assert not isinstance(decode(data[:-3]), Decoded)


def test_lost_letters_are_refused() -> None:
    assert not isinstance(decode("قالت البل\ufffdية إن الج\ufffdر جاهز".encode()), Decoded)


# ---------------------------------------------------------------------------------------------------- twice

TEXT = "افتتح العمدة الجسر الجديد فوق النهر صباح اليوم بحضور مئات من سكان الحي القديم والأحياء المجاورة له."


def raw(path: str, text: str = TEXT, row: int | None = None, **fields: Any) -> RawArticle:
    front = FrontMatter(**{key: fields.pop(key) for key in ("outlet", "url", "date", "title") if key in fields})
    return RawArticle(path=path, row=row, format="text", encoding="utf-8", text=text, lines=(1,), front=front, **fields)


def test_the_same_text_twice_is_merged_into_the_first_path() -> None:
    kept, merges = merge_same([raw("b.txt"), raw("a.txt", TEXT.replace("الجديد", "الجديــد")), raw("c.jsonl", row=3)])
    assert [article.path for article in kept] == ["a.txt"]
    assert merges == (Merge(path="b.txt", into="a.txt"), Merge(path="c.jsonl#3", into="a.txt"))


def test_the_order_of_the_input_plays_no_part() -> None:
    articles = [raw("a.txt"), raw("b.txt", outlet="الأفق"), raw("c.txt", outlet="الضفاف"), raw("d.txt", "نص آخر")]
    assert merge_same(articles) == merge_same(articles[::-1])


def test_a_number_too_long_to_be_read_refuses_the_file() -> None:
    result = read_bytes(f"+++\nweight = {'9' * 6000}\n+++\n\nافتتح الجسر اليوم.\n".encode(), "a.md", LIMITS)
    assert result.articles == ()
    assert ["the front matter is not TOML" in str(problem) for problem in result.problems] == [True]


def test_front_matter_is_taken_over() -> None:
    hint = DateHint(source="front-matter", day=dt.date(2021, 3, 7), evidence="date: 2021-03-07", line=2)
    kept, _ = merge_same([raw("a.txt"), raw("b.txt", outlet="الأفق", date=dt.date(2021, 3, 7), hints=(hint,))])
    assert kept[0].front == FrontMatter(outlet="الأفق", date=dt.date(2021, 3, 7))
    assert [(h.day, h.line) for h in kept[0].hints] == [(dt.date(2021, 3, 7), None)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"outlet": "الأفق"}, {"outlet": "الضفاف"}),
        ({"url": "https://a.example/1"}, {"url": "https://b.example/1"}),
        ({"date": dt.date(2021, 3, 7)}, {"date": dt.date(2021, 3, 8)}),
    ],
)
def test_wire_copy_of_two_outlets_stays_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    kept, merges = merge_same([raw("a.txt", **one), raw("b.txt", **other)])
    assert (len(kept), merges) == (2, ())


def test_one_address_with_nearly_the_same_text_is_one_article() -> None:
    longer = " ".join([TEXT] * 3)
    kept, _ = merge_same(
        [
            raw("a.txt", longer, url="https://a.example/1/"),
            raw("b.txt", longer + " ٤١ مشاهدة", url="http://www.a.example/1#top"),
            raw("c.txt", "نص لا علاقة له بما سبق من قريب أو بعيد.", url="https://a.example/1"),
        ]
    )
    assert [article.path for article in kept] == ["a.txt", "c.txt"]
