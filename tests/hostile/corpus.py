"""The corpus of hostile articles: cases as they stand in `cases/*.yaml`, and the files that they become.

`README.md` tells how a case is written.
"""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

HERE = Path(__file__).parent
Outcome = Literal["kept", "merged", "refused", "ignored", "no file"]


class Flood(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text too long to be written down."""

    repeat: str
    times: int
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return self.before + self.repeat * self.times + self.after


Text = str | Flood


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a file's bytes."""

    text: Text = ""
    encoding: str = "utf-8"
    hex: str = ""
    times: int = 1


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One hostile input and what must become of it."""

    id: str
    why: str = ""
    """What is attacked, where the payload does not say it."""
    name: str = ""
    """Path in the articles folder; else the id with the ending."""
    ending: str = ""
    as_: str = msgspec.field(default="", name="as")
    """Path under which the report names it, where that is another."""
    special: str = ""
    """What is no regular file; see `special.py`."""

    # Parts of an ordinary article, saved as text; each one left out is ordinary.
    front: Text = ""
    title: Text = ""
    body: Text = ""
    said: Text = ""
    speaker: Text = ""
    outlet: Text = ""
    # … or of an ordinary page of the web
    head: Text = ""
    html: Text = ""
    # … or a whole file, in which @TITLE@ and @TEXT@ stand for ordinary ones (in a row as JSON)
    file: Text = ""
    rows: list[Text] = []
    parts: list[Part] = []
    encoding: str = "utf-8"

    editorial: dict[str, dict[str, Any]] = {}
    """Corrections of the article, by kind."""

    expect: Outcome | list[Outcome] = "kept"
    """Of the file; of the rows in their order where they differ."""
    reason: str = ""
    """Words of the problem that the report must state about it."""
    shows: str | list[str] | None = None
    """Words that its page must hold exactly so; by default the payload of `title`, `body` and `said`, as written."""
    titled: str = ""
    """What the heading of its page must hold; by default `title`, as written."""
    never: list[str] = []
    """Words that no page may hold."""

    @property
    def path(self) -> str:
        """The path of its file in the articles folder."""
        ending = self.ending or ("jsonl" if self.rows else "html" if self.html or self.head else "txt")
        return self.name or f"{self.id}.{ending}"

    @property
    def reported(self) -> dict[str, Outcome]:
        """What the report must say, by the paths that it names."""
        path = self.as_ or self.path
        if not self.rows:
            assert isinstance(self.expect, str), self.id
            return {path: self.expect}
        each: Sequence[Outcome] = [self.expect] * len(self.rows) if isinstance(self.expect, str) else self.expect
        assert len(each) == len(self.rows), self.id
        return {f"{path}#{row}": outcome for row, outcome in enumerate(each, 1)}

    @property
    def shown(self) -> tuple[str, ...]:
        """The words that its page must hold."""
        if self.shows is not None:
            return (self.shows,) if isinstance(self.shows, str) else tuple(self.shows)
        if self.file or self.rows or self.parts or self.html or self.head:
            return ()
        written = (self.title, self.body, self.said)
        return tuple(line for text in written if isinstance(text, str) for line in text.split("\n") if line.strip())

    @property
    def heading(self) -> str:
        """The words that the heading of its page must hold."""
        return self.titled or (self.title if isinstance(self.title, str) and self.shows is None else "")


@cache
def cases() -> dict[str, tuple[Case, ...]]:
    """Return all cases by the row of the table of threats, the name of their file."""
    found = {
        file.stem: tuple(msgspec.yaml.decode(file.read_bytes(), type=list[Case]))
        for file in sorted((HERE / "cases").glob("*.yaml"))
    }
    ids = [case.id for each in found.values() for case in each]
    assert len(ids) == len(set(ids)), sorted(id_ for id_ in ids if ids.count(id_) > 1)
    return found


def all_cases() -> tuple[Case, ...]:
    """Return all cases."""
    return tuple(case for each in cases().values() for case in each)


# ------------------------------------------------------------------------------------------- ordinary words


class Story(msgspec.Struct, frozen=True):
    """The ordinary words around a payload."""

    title: str
    dateline: str
    lead: str
    speaker: str
    saying: str
    closing: str
    filler: str
    outlet: str


@cache
def _words() -> dict[str, Any]:
    return dict(msgspec.yaml.decode((HERE / "words.yaml").read_bytes()))


@cache
def story(key: str) -> Story:
    """Return the words that belong to a key, the same in every run, and for each key others."""
    seed = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=16).digest())

    def pick(name: str) -> Any:
        nonlocal seed
        seed, at = divmod(seed, len(_words()[name]))
        return _words()[name][at]

    (what, lead), place, number = pick("happenings"), pick("places"), seed % 9000 + 1000
    return Story(
        title=f"{what} في {place}",
        dateline=f"{seed % 24 + 1} آذار 2023",
        lead=f"{lead} في {place}، وسُجّل الأمر في دفتر البلدية تحت الرقم {number}.",
        speaker=f"{pick('offices')} في {place} {pick('speakers')}",
        saying=pick("sayings"),
        closing=f"{pick('closings')} في {place}.",
        filler=pick("fillers"),
        outlet=pick("outlets"),
    )


def ordinary(key: str, case: Case | None = None) -> str:
    """Return the text of an article of ordinary words, but for those parts that a case gives."""
    words = story(key)
    title, said, speaker, outlet = words.title, words.saying, words.speaker, words.outlet
    body = ""
    if case:
        title, said, speaker = str(case.title) or title, str(case.said) or said, str(case.speaker) or speaker
        outlet, body = str(case.outlet) or outlet, str(case.body)
    paragraphs = [title, f"{outlet}\n{words.dateline}", f"{words.lead} {words.title}."]
    if body:  # in a paragraph of some length: short lines with words such as "javascript" are taken for furniture
        paragraphs.append(body.rstrip("\n") if "\n" in body.rstrip("\n") else f"{body} {words.filler}.")
    paragraphs += [f"وقال {speaker} إن «{said}»، {words.filler}.", words.closing]
    return "\n\n".join(paragraphs) + "\n"


def ordinary_page(key: str, head: str = "", inside: str = "") -> str:
    """Return an ordinary page of the web with something in its head and something in its article."""
    words = story(key)
    return f"""<!doctype html>
<html lang="ar" dir="rtl">
<head><meta charset="utf-8">{head}
<title>{words.title} - {words.outlet}</title>
<meta property="article:published_time" content="2023-03-{int(words.dateline.split()[0]):02}T09:00:00Z">
</head>
<body><nav><a href="/">الرئيسية</a></nav>
<article><h1>{words.title}</h1>
<p>{words.lead}</p>
{inside}
<p>وقال {words.speaker} إن «{words.saying}».</p>
<p>{words.closing}</p>
</article>
<footer>جميع الحقوق محفوظة</footer></body></html>
"""


# ------------------------------------------------------------------------------------------- files


def content(case: Case) -> bytes:
    """Return the bytes of a case's file."""
    if case.parts:
        return b"".join(_bytes(part, case.id) for part in case.parts)
    return _text(case).encode(case.encoding, "surrogatepass")


def _bytes(part: Part, key: str) -> bytes:
    text = _filled(str(part.text), key)
    return (text.encode(part.encoding, "surrogatepass") + bytes.fromhex(part.hex)) * part.times


def _text(case: Case) -> str:
    if case.file:
        return _filled(str(case.file), case.id)
    if case.rows:
        return "".join(f"{_filled(str(row), f'{case.id}-{n}', row=True)}\n" for n, row in enumerate(case.rows))
    if case.html or case.head or (case.path.endswith(".html") and not case.body):
        return ordinary_page(case.id, str(case.head), str(case.html))
    front = f"---\n{str(case.front).rstrip()}\n---\n" if case.front else ""
    return front + ordinary(case.id, case)


def _filled(text: str, key: str, *, row: bool = False) -> str:
    """Put ordinary words where a file asks for them."""
    words, title = ordinary(key), story(key).title
    if row:
        words, title = (json.dumps(value, ensure_ascii=False)[1:-1] for value in (words, title))
    page = "".join(f"<p>{html.escape(line)}</p>\n" for line in words.split("\n") if line)
    return text.replace("@TEXT@", words).replace("@TITLE@", title).replace("@HTML@", page)


def write(chosen: Iterable[Case], folder: Path) -> tuple[Case, ...]:
    """Write the regular files of cases into a folder; return those that this file system can hold."""
    written = []
    for case in chosen:
        target = folder / case.path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(content(case))
        except (OSError, ValueError):  # twins on a file system that folds names, names that it cannot hold
            continue
        written.append(case)
    return tuple(written)
