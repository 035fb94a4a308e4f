"""What stands above the text: YAML front matter, or the same keys of a `.jsonl` row.

YAML is read as a stream of events and never constructed: only a flat mapping of scalars is read, so that no anchor,
tag, nesting or bomb can do anything; lists under the keys of other programs (Hugo, Jekyll, Obsidian) are stepped over.
TOML between lines of `+++` is read as well. Every mistake becomes a problem with its line.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Mapping
from typing import NamedTuple

import msgspec
import yaml

from digest.arabic import fold_word
from digest.errors import Problem
from digest.records import DateHint, FrontMatter

KEYS = ("title", "date", "outlet", "url", "retrieved", "theme", "event", "lang")
"""The keys that are understood."""

_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*(?:\n|$)")
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_TOML_KEY = re.compile(r"^[ \t]*(?:\[+|[\"'])?([\w-]+)[\"'\].]*[ \t]*(?:=|$)", re.MULTILINE)
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_REACH = 16_384
_MOST_BRACKETS = 200
_LONGEST = {"title": 500, "outlet": 200, "url": 2000, "theme": 200, "event": 200, "lang": 35}


class Value(NamedTuple):
    """One key's value as written."""

    text: str
    line: int


class Block(NamedTuple):
    """The front matter of a file, taken apart but not yet judged."""

    values: dict[str, Value]
    body: int
    """Offset of the first character after the front matter."""
    problems: tuple[Problem, ...]


class Front(NamedTuple):
    """Judged front matter."""

    front: FrontMatter
    hints: tuple[DateHint, ...]
    problems: tuple[Problem, ...]


def split_front(text: str, path: str) -> Block:
    """Take the front matter off the beginning of `text`; a file without one has an empty block.

    A first line `---` (or `+++`) that no second one closes, or that encloses anything but `key: value` lines, is part
    of the text, and a warning says so.
    """
    if not (fence := _FENCE.match(text)):
        return Block({}, 0, ())
    start = text.find("\n") + 1
    is_toml = fence[0].startswith("+")
    end = (_TOML_END if is_toml else _END).search(text, start, start + _REACH) if start else None
    if end is None:
        mark = fence[0].strip()
        return Block({}, 0, (_not_front(path, f"the first line is `{mark}`, but no second `{mark}` closes it"),))
    block = text[start : end.start()]
    body = end.end() + 1 if end.end() < len(text) else end.end()
    try:
        values, problems = _read_toml(block, path) if is_toml else _read_mapping(block, path)
    except ValueError as error:  # TOMLDecodeError is one, and what `int` says to thousands of digits
        return Block({}, body, (_problem(path, 1, f"the front matter is not TOML: {error}", "See https://toml.io."),))
    except yaml.YAMLError as error:
        return Block({}, body, (_yaml_problem(error, path),))
    if values is None:
        return Block({}, 0, (_not_front(path, "what stands between the two `---` is no list of keys"),))
    return Block(values, body, tuple(problems))


def _not_front(path: str, message: str) -> Problem:
    return Problem(
        path=path,
        line=1,
        message=message + ": read as text",
        hint="Front matter is `key: value` lines between two lines `---`, or TOML between two lines `+++`.",
        severity="warning",
    )


def _yaml_problem(error: yaml.YAMLError, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or str(error).partition("\n")[0]
    return Problem(
        path=path,
        line=mark.line + 2 if mark else 1,
        message=f"the front matter is not YAML: {what}",
        hint="Put values that hold a colon or begin with a sign into quotation marks.",
    )


def _read_mapping(block: str, path: str) -> tuple[dict[str, Value] | None, list[Problem]]:
    """Read a flat mapping from YAML events; None if the block is no mapping at all."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    key: Value | None = None
    depth = 0
    for event in yaml.parse(block, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 2 if event.start_mark else 1
        if isinstance(event, yaml.events.AliasEvent) or getattr(event, "anchor", None):
            return {}, [*problems, _problem(path, line, "anchors and aliases are not read", "Write the value out.")]
        if isinstance(event, yaml.events.CollectionStartEvent):
            if depth == 0 and not isinstance(event, yaml.events.MappingStartEvent):
                return None, problems
            depth += 1
            if depth == 2 and (key is None or key.text in KEYS):
                return {}, [*problems, nested(key.text if key else "a key", path, line)]
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1
            if depth == 1 and key is not None:  # tags and the like, of other programs: told as unknown, not read
                values[key.text] = Value("", key.line)
                key = None
        elif isinstance(event, yaml.events.ScalarEvent) and depth <= 1:
            if depth == 0:
                return None, problems
            if key is None:
                key = Value(event.value.strip(), line)
                continue
            if key.text in values:
                problems.append(_problem(path, key.line, f"`{key.text}` is given twice", "Keep one of them."))
            if not (event.style is None and event.value in ("", "~", "null")):
                values[key.text] = Value(event.value, line)
            key = None
    return values, problems


def _read_toml(block: str, path: str) -> tuple[dict[str, Value] | None, list[Problem]]:
    """Read the top level of a TOML table, as Hugo writes it between two lines of `+++`."""
    if block.count("[") + block.count("{") > _MOST_BRACKETS:
        return {}, [_problem(path, 1, "the front matter nests too deeply", "Write one value for each key.")]
    lines: dict[str, int] = {}
    for found in _TOML_KEY.finditer(block):
        lines.setdefault(found[1], block.count("\n", 0, found.start(1)) + 2)
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for key, value in tomllib.loads(block).items():
        line = lines.get(key, 1)
        if isinstance(value, list | dict):
            problems.extend([nested(key, path, line)] if key in KEYS else ())
            values.update({} if key in KEYS else {key: Value("", line)})
        else:
            values[key] = Value(value if isinstance(value, str) else str(value), line)
    return values, problems


def _problem(path: str, line: int | None, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, message=message, hint=hint)


def nested(key: str, path: str, line: int) -> Problem:
    """Return the error about a known key whose value is no single one."""
    return _problem(path, line, f"`{key}` holds a list or a mapping", "Write one value.")


def judge(values: Mapping[str, Value], path: str) -> Front:
    """Turn written values into `FrontMatter`; unknown keys are warnings, bad values are errors."""
    problems = [unknown_key(key, path, value.line) for key, value in values.items() if key not in KEYS]
    fields: dict[str, object] = {}
    for key in KEYS:
        if (value := values.get(key)) is None or not (text := " ".join(value.text.split())):
            continue
        try:
            fields[key] = _parse(key, text)
        except ValueError as error:
            problems.append(
                _problem(path, value.line, f"`{key}` is wrong: {error}", _HINTS.get(key, "Mend the value."))
            )
    front = msgspec.convert(fields, FrontMatter)
    return Front(front, _hints(front, values), tuple(problems))


def _parse(key: str, text: str) -> object:
    if len(text) > _LONGEST.get(key, 40):
        raise ValueError(f"longer than {_LONGEST.get(key, 40)} characters")
    return _PARSERS.get(key, _parse_text)(text)


def unknown_key(key: str, path: str, line: int | None) -> Problem:
    """Return the warning about a key that is not understood, with the nearest one that is."""
    near = difflib.get_close_matches(key.lower()[:40], KEYS, 1)
    return Problem(
        path=path,
        line=line,
        message=f"unknown key `{key[:40]}`",
        hint=f"Did you mean `{near[0]}`?" if near else "Known keys: " + ", ".join(KEYS) + ".",
        severity="warning",
    )


_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
)
_URL = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20]+\.[^\s<>\"'\\^`{|}\x00-\x20]+", re.IGNORECASE)
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def parse_date(text: str) -> dt.date:
    """Return the day of an ISO 8601 date, with or without a time; digits may be Arabic. Raises `ValueError`."""
    found = _DATE.fullmatch(fold_word(text).upper())
    if not found:
        raise ValueError(f"{text[:40]!r} is no date")
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no day of the calendar") from None


def parse_url(text: str) -> str:
    """Return an address that is http or https and has a host. Raises `ValueError`."""
    if not _URL.fullmatch(text):
        raise ValueError(f"{text[:80]!r} is no http or https address")
    return text


def _parse_lang(text: str) -> str:
    if not _LANG.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no language tag")
    if text.lower() != "ar" and not text.lower().startswith("ar-"):
        raise ValueError(f"{text[:40]!r}: only Arabic is read")
    return text


def _parse_text(text: str) -> str:
    if any(c < " " or "\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("it holds control characters")
    return text


_PARSERS = {"date": parse_date, "retrieved": parse_date, "url": parse_url, "lang": _parse_lang}
_HINTS = {
    "date": "Write it as 2022-01-28.",
    "retrieved": "Write it as 2022-01-28.",
    "url": "Write the whole address, such as https://example.org/news/1.",
    "lang": "Write `ar`, or leave the key out.",
}


def _hints(front: FrontMatter, values: Mapping[str, Value]) -> tuple[DateHint, ...]:
    hints = []
    if front.date is not None:
        value = values["date"]
        evidence = f"date: {' '.join(value.text.split())}"[:200]
        hints.append(DateHint(source="front-matter", day=front.date, evidence=evidence, line=value.line))
    if front.url is not None and (hint := url_hint(front.url, values["url"].line)):
        hints.append(hint)
    return tuple(hints)


_URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})([/_-])(\d{1,2})\2(\d{1,2})(?!\d)|/((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_-]|$)"
)


def url_hint(url: str, line: int | None) -> DateHint | None:
    """Return the day that the path of an address states (`/2022/01/28/`, `/2022-01-28-`, `/20220128/`), if any."""
    found = _URL_DATE.search(url.partition("?")[0].partition("#")[0][:2000])
    if not found:
        return None
    year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
    try:
        return DateHint(source="url", day=dt.date(int(year), int(month), int(day)), evidence=url[:200], line=line)
    except ValueError:
        return None
