"""Reading: golden cases, the input folder, encodings, the same article twice."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest
import trafilatura.external
import yaml

from digest.config import LimitsSection
from digest.errors import Problem
from digest.read import html, list_inputs, load, merge_same, read_bytes
from digest.read.encoding import Decoded, decode
from digest.read.language import not_arabic
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
        ("bad\nname.txt", "error"),
        ("link.txt", "error"),
        ("linked", "error"),
        ("pipe.txt", "error"),
    ]
    assert [problem.path for problem in inputs.ignored] == [".hidden", "picture.jpg"]


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
    assert "`row_bytes` is 30" in result.problems[0].message


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
    result = read_bytes("قالت البل\ufffdية إن الج\ufffdر جاهز".encode(), "a.txt", LIMITS)
    assert (result.articles, result.problems[0].line) == ((), 1)
    assert "U+FFFD" in result.problems[0].message


# ---------------------------------------------------------------------------------------------------- damage

SENTENCE = "أعلنت بلدية المدينة القديمة أن الجسر الجديد سيفتح أمام السيارات صباح الأحد، وقال العمدة إن العمل انتهى."
LONG = "\n".join([SENTENCE] * 150)
WORDS = "قال العمدة الاتفاق جاهز"


def garble(text: str, codec: str, times: int = 1) -> str:
    """Return what becomes of UTF-8 that is read with another encoding and saved, `times` over."""
    for _ in range(times):
        text = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    return text


def refusal(data: bytes, path: str = "a.txt") -> Problem:
    """Return the one reason for which a file is refused."""
    result = read_bytes(data, path, LIMITS)
    assert result.articles == ()
    (problem,) = (problem for problem in result.problems if problem.severity == "error")
    return problem


@pytest.mark.parametrize("place", ["first line", "last line", "inside"])
@pytest.mark.parametrize(
    ("codec", "times"),
    [("cp1252", 1), ("cp1252", 2), ("cp1252", 3), ("latin-1", 1), ("cp1256", 1), ("cp1256", 2), ("cp1256", 3)]
    + [(codec, 1) for codec in ("cp1250", "cp1251", "koi8-r", "mac-roman", "cp437", "cp850")],
)
def test_one_garbled_word_refuses_an_article_and_names_its_line(codec: str, times: int, place: str) -> None:
    word = garble("الاتفاق", codec, times)
    text = {
        "first line": f"{word}\n{LONG}",
        "last line": f"{LONG}\nقال {word}.",
        "inside": f"{LONG} {word} {SENTENCE}",
    }[place]
    problem = refusal(text.encode("utf-8", "ignore"))
    assert "garbled" in problem.message
    assert problem.line == {"first line": 1, "last line": 151, "inside": 150}[place]


SHARE = "Ø´Ø§Ø±Ùƒ Ø§Ù„Ø®Ø¨Ø±"
FOOTER = "جميع الحقوق محفوظة لجريدة النهر \ufffdلجديد"
PROSE = f"خبر الجسر\n\n{SENTENCE}\n\n{SENTENCE}\n\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{PROSE}{SHARE}\n\n{SENTENCE}\n", 7),
        (f"{PROSE}{FOOTER}\n", 7),
        (f"{PROSE}{SENTENCE} {SENTENCE}\n{FOOTER}\nموقع النهر\n", 8),
    ],
)
def test_a_garbled_line_beside_the_text_is_left_out_and_told(text: str, line: int) -> None:
    result = read_bytes(text.encode(), "a.txt", LIMITS)
    (article,), (problem,) = result.articles, result.problems
    assert (problem.severity, problem.line) == ("warning", line)
    assert "left out" in problem.message
    lines = text.split("\n")
    lines[line - 1] = ""
    assert (article.text, len(article.lines)) == ("\n".join(lines), len(lines))


@pytest.mark.parametrize(
    "text",
    [
        f"{SHARE}\n\n{SENTENCE}\n\n{SENTENCE}\n",  # it may be the headline
        f"{PROSE}قال الناطق {SHARE}.\n",
        f"{PROSE}«{SHARE}»\n",
        f"{PROSE}وأعلن رئيس البلدية أمس\n{SHARE}\n",  # the end of a sentence in lines of a fixed width
        f"{PROSE}{SHARE}\nفي المدينة القديمة كلها.\n",
        f"{PROSE}طالب السكان بما يلي:\n{SHARE}\n",
        f"{PROSE}{FOOTER}\n\n{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE} {SHARE}\n",
        PROSE + f"{SHARE}\n\n" * 4,
    ],
)
def test_a_garbled_line_that_may_be_of_the_text_refuses_the_article(text: str) -> None:
    assert refusal(text.encode()).message


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1250", "cp1251", "koi8-r", "cp1253"])
def test_windows_1256_read_as_another_encoding_is_refused(codec: str) -> None:
    garbled = SENTENCE.encode("cp1256").decode(codec, "ignore")
    assert "garbled" in refusal(f"{LONG}\n{garbled}\n".encode()).message


@pytest.mark.parametrize(("written", "read"), [("cp1256", "iso8859-6"), ("iso8859-6", "cp1256")])
def test_the_two_arabic_encodings_taken_for_each_other_are_refused(written: str, read: str) -> None:
    text = (SENTENCE * 3).encode(written, "ignore").decode(read, "ignore")
    assert "garbled" in refusal(text.encode()).message


@pytest.mark.parametrize(
    "data",
    [
        LONG.encode() + SENTENCE.encode("cp1256"),
        LONG.encode() + SENTENCE.encode("cp1256") + LONG.encode(),
        LONG.encode("cp1256") + SENTENCE.encode(),
        LONG.encode("cp1256") + "الجسر".encode() + LONG.encode("cp1256"),
        LONG.encode("cp1256") + (SENTENCE * 5).encode("iso8859-6"),
        LONG.encode("cp1256") + ("Президент провёл телефонный разговор. " * 20).encode("cp1251"),
        LONG.encode("utf-16") + LONG.encode() + b" ",
        (SENTENCE + "\ud83d\ude00").encode("utf-8", "surrogatepass"),
        LONG.encode("utf-32"),
        LONG.encode("utf-7"),
        *(LONG.replace("،", "").encode(codec, "ignore") for codec in ("cp720", "cp864")),
        b"---\ntitle: \xd8\xac\xd8\xb3\xd8\xb1\n---\n" + LONG.encode("utf-7"),
        ("Le président a été reçu à l'Élysée. " * 20).encode("latin-1"),
        ("Le président a été reçu à l'Élysée. " * 20 + "الجسر").encode(),
    ],
    ids=range(15),
)
def test_mixed_and_unknown_encodings_are_refused(data: bytes) -> None:
    refusal(data)


@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-6", "utf-8", "nonsense"])
@pytest.mark.parametrize("codec", ["utf-8", "cp1256", "iso8859-6"])
def test_a_wrong_declaration_is_not_believed(declared: str, codec: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{SENTENCE * 4}</p></body></html>'
    (article,) = read_bytes(page.encode(codec), "a.html", LIMITS).articles
    assert article.text == SENTENCE * 4


@pytest.mark.parametrize(("codec", "text"), OTHERS, ids=[codec for codec, _ in OTHERS])
def test_a_declaration_makes_no_arabic_of_other_languages(codec: str, text: str) -> None:
    page = (
        b'<html><head><meta charset="windows-1256"></head><body><p>' + (text * 9).encode(codec) + b"</p></body></html>"
    )
    refusal(page, "a.html")


@pytest.mark.parametrize(
    "words",
    [
        "الج\ufffdر",
        "\ufffd\ufffd",
        "????? ??? ?????? ???? ??? ?????",
        "".join(f"&#{ord(char)};" for char in WORDS.replace(" ", "")),
        json.dumps(WORDS.replace(" ", ""))[1:-1],
        "".join(f"={byte:02X}" for byte in "الجسر".encode()),
        "prÃ©sident",
        "â€œنعمâ€\x9d",
        "نصف \ud800",
        "\0",
    ],
)
def test_lost_and_coded_letters_are_refused(words: str) -> None:
    row = json.dumps({"text": f"{SENTENCE}\n{words}\n{SENTENCE}"})
    assert refusal(row.encode(), "a.jsonl").row == 1


@pytest.mark.parametrize("sign", ["\ufffd", "\x93"])
def test_a_sign_that_was_lost_is_a_warning(sign: str) -> None:
    result = read_bytes(f"{SENTENCE}\n {sign} {SENTENCE}\n".encode(), "a.txt", LIMITS)
    assert len(result.articles) == 1
    assert [(problem.line, problem.severity) for problem in result.problems] == [(2, "warning")]


@pytest.mark.parametrize(
    "words",
    [
        "ط،ظ،ع،غ،ط؟ «وسط»، الحفظ… شرط؛",
        "Ødegård ÅSE São Paulo «JOÃO» Édouard Çelik Þórr",
        "Президент Шойгу, Щёкино; Αθήνα; הנשיא; 总统",
        "كتابًا جديدًا، خبرٌ، مساءً؟ من؟؟ لماذا؟!",
        "Who??? What?? (see &amp; and &#8230;) 100%D8 a=D8 \\u2028",
        "سافر إلى Québec وÎle",
        "۱۲۳ پ چ گ ژ ک ی",
    ],
)
def test_right_text_is_not_taken_for_damaged(words: str) -> None:
    assert len(read_bytes(f"{SENTENCE}\n{words}\n".encode(), "a.txt", LIMITS).articles) == 1


@pytest.mark.parametrize(
    "text",
    [
        "رئیس جمهور در دیدار با وزیر گفت که روابط دو کشور گسترش یافته است و باید به همکاری‌های میان دو ملت کمک کرد. "
        * 3,
        "وزیر نے کہا ہے کہ حکومت ملک میں امن کی صورتحال بہتر بنانے کے لیے ہر ممکن اقدام کرے گی۔ " * 4,
        "سەرۆکی هەرێم لە کۆبوونەوەیەکدا لەگەڵ وەزیری دەرەوە باسی پەیوەندییەکانی نێوان هەردوولا کرد. " * 4,
    ],
    ids=["fa", "ur", "ku"],
)
def test_other_languages_in_arabic_letters_are_refused(text: str) -> None:
    assert "not in Arabic" in refusal(text.encode()).message


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


# ---------------------------------------------------------------------------------------------------- rows


def row(text: str) -> bytes:
    return json.dumps({"text": text}, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (row("نص آخر").replace(b"\xd9", b"\xff", 1), "the row is not valid UTF-8 at its byte 11"),
        (json.dumps({"text": WORDS}, ensure_ascii=False).encode("cp1256"), "not valid UTF-8"),
        (row(WORDS)[:-2] + b"\0", "NUL"),
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_row_in_no_encoding_is_refused_alone(broken: bytes, message: str, end: bytes) -> None:
    result = read_bytes(end.join([row(SENTENCE), broken, b"", row(WORDS), b""]), "a.jsonl", LIMITS)
    (problem,) = result.problems
    assert [article.row for article in result.articles] == [1, 4]
    assert (problem.line, problem.row, problem.severity) == (2, 2, "error")
    assert message in problem.message


def test_rows_that_end_inside_a_letter_lose_the_last_one() -> None:
    result = read_bytes(row(SENTENCE) + b"\n" + row(WORDS)[:-3], "a.jsonl", LIMITS)
    assert ([article.row for article in result.articles], [p.row for p in result.problems]) == ([1], [2])
    assert "cut off" in result.problems[0].message


def test_rows_in_an_older_encoding_are_read_whole() -> None:
    data = b"\n".join(json.dumps({"text": SENTENCE}, ensure_ascii=False).encode("cp1256") for _ in range(3))
    assert [a.text for a in read_bytes(data, "a.jsonl", LIMITS).articles] == [SENTENCE] * 3
    assert read_bytes(b'{"text": "x"}\n\xff\xfe\xfa', "a.jsonl", LIMITS).problems[0].row is None


# ---------------------------------------------------------------------------------------------------- language

VERSE = "ٱلْحَمْدُ لِلَّهِ رَبِّ ٱلْعَٰلَمِينَ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ مَٰلِكِ يَوْمِ ٱلدِّينِ إِيَّاكَ نَعْبُدُ وَإِيَّاكَ نَسْتَعِينُ ٱهْدِنَا ٱلصِّرَٰطَ ٱلْمُسْتَقِيمَ "
MAGHREB = (
    "أعلنت بلدية ڤيلا أن أڭادير وڤالينسيا وپاريس وڨفصة ستنظم "
    "مهرجان الڤيديو في الأسبوع المقبل بحضور ڤلاديمير وگوستاف وپولس "
)
FRENCH = "Le maire a déclaré que la ville avait ouvert un nouveau pont après trois ans de travaux. "
PERSIAN = (
    "شهردار این شهر گفت که پل تازه پس از سه سال کار گشوده شد "
    "و چند پروژه بزرگ دیگر در پیش است که برای همه مردم سودمند است "
)
URDU = (
    "شہر کے میئر نے کہا ہے کہ تین سال کی محنت کے بعد نیا پل کھول دیا "
    "گیا ہے اور عوام کے مسائل حل کرنے کے لیے ہر ممکن قدم اٹھایا جائے گا "
)


@pytest.mark.parametrize(
    "text", [VERSE, VERSE * 4, MAGHREB, MAGHREB * 4, FRENCH * 4 + SENTENCE * 3, SENTENCE * 4 + PERSIAN]
)
def test_arabic_may_cite_and_spell_what_is_not(text: str) -> None:
    assert not_arabic(text) is None


@pytest.mark.parametrize("text", [PERSIAN, PERSIAN * 3, URDU, URDU * 3, PERSIAN * 6 + SENTENCE, FRENCH * 9])
def test_what_is_not_arabic_as_a_whole_is_refused(text: str) -> None:
    assert not_arabic(text)


# ---------------------------------------------------------------------------------------------------- memory


@pytest.mark.parametrize("error", [MemoryError(), ValueError("Memory allocation failed")])
def test_a_lack_of_memory_is_never_taken_for_a_poor_page(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trafilatura catches everything and goes on with what it has."""

    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(trafilatura.external, "ReadabilityDocument", fails)
    source = "<html><body><article><h1>خبر</h1>" + "<p>نص قصير</p>" * 3 + "</article></body></html>"
    tree = html.parse(source)
    assert tree is not None
    with pytest.raises(MemoryError):
        html.extract(tree, source, 1)
