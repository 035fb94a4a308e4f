"""What stands above the text: YAML front matter, or the same keys of a `.jsonl` row.

YAML is read as a stream of events and never constructed: only a flat mapping of scalars is read, so that no anchor,
tag, nesting or bomb can do anything; lists under the keys of other programs (Hugo, Jekyll, Obsidian) are stepped over.
TOML between lines of `+++` is read as well. Every mistake becomes a problem with its line.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
import yaml

from digest.errors import Problem
from digest.read.values import parse_date, parse_lang, parse_text, parse_url, url_hint
from digest.records import DateHint, FrontMatter

KEYS = ("title", "date", "outlet", "url", "retrieved", "theme", "event", "lang")
"""The keys that are understood."""

_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*(?:\n|$)")
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_TOML_KEY = re.compile(r"^[ \t]*(?:\[+|[\"'])?([\w-]+)[\"'\].]*[ \t]*(?:=|$)", re.MULTILINE)
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_REACH = 16_384
_BEGINS_WITH_KEY = re.compile(rf"[ \t\n]*(?:{'|'.join(KEYS)})[ \t]*[:=]")
_NAME = re.compile(r"[\w<][\w .<-]*", re.ASCII)
_MOST_NAMED = 20
_MOST_BRACKETS = 200
_DEEPEST = 32
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
        # What is meant as front matter would be published as text, and its date lost.
        if _BEGINS_WITH_KEY.match(text, start):
            message = f"the front matter is not closed by a second `{mark}` within {_REACH:,} characters"
            return Block({}, 0, (_problem(path, 1, message, f"Put a line `{mark}` after its last key."),))
        return Block({}, 0, (_not_front(path, f"the first line is `{mark}`, but no second `{mark}` closes it"),))
    block = text[start : end.start()]
    body = end.end() + 1 if end.end() < len(text) else end.end()
    values, problems = _read(block, path, is_toml=is_toml)
    if values is None:
        return Block({}, 0, (_not_front(path, "what stands between the two `---` is no list of keys"),))
    return Block(values, body, tuple(problems))


def _read(block: str, path: str, *, is_toml: bool) -> tuple[dict[str, Value] | None, list[Problem]]:
    """Return the values of a block, or None if it is none."""
    try:
        values, problems = _read_toml(block, path) if is_toml else _read_mapping(block, path)
    except ValueError as error:  # TOMLDecodeError is one, and what `int` says to thousands of digits
        return {}, [_toml_problem(str(error), block, path)]
    except yaml.YAMLError as error:
        return {}, [_yaml_problem(error, block, path)]
    return (None if values is None or not _are_keys(values) else values), problems


def _are_keys(values: Mapping[str, Value]) -> bool:
    """Tell whether names of values are keys, known or of another program, and not words of a text before a colon."""
    return any(key in KEYS for key in values) or all(_NAME.fullmatch(key) for key in values)


def _not_front(path: str, message: str) -> Problem:
    return Problem(
        path=path,
        line=1,
        message=message + ": read as text",
        hint="Front matter is `key: value` lines between two lines `---`, or TOML between two lines `+++`.",
        severity="warning",
    )


def _toml_problem(message: str, block: str, path: str) -> Problem:
    """Return the problem of TOML that cannot be read; its line is counted in the file."""
    what, _, where = message.partition(" (at ")
    if where.startswith("line "):
        line = int(where.removeprefix("line ").partition(",")[0]) + 1
    else:
        line = block.count("\n") + 1 if where else 1
    return _problem(path, line, f"the front matter is not TOML: {what}", "See https://toml.io.")


def _yaml_problem(error: yaml.YAMLError, block: str, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or str(error).partition("\n")[0]
    return Problem(
        path=path,
        line=_line(block, mark),
        message=f"the front matter is not YAML: {what}",
        hint="Put values that hold a colon or begin with a sign into quotation marks.",
    )


def _line(block: str, mark: Any) -> int:
    """Return the line in the file of a place in the block: YAML counts signs as line ends that a file does not."""
    return 1 if mark is None else block.count("\n", 0, mark.index) + 2


def _read_mapping(block: str, path: str) -> tuple[dict[str, Value] | None, list[Problem]]:
    """Read a flat mapping from YAML events; None if the block is no mapping at all."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    key: Value | None = None
    depth = 0
    for event in yaml.parse(block, Loader=yaml.SafeLoader):
        line = _line(block, event.start_mark)
        if isinstance(event, yaml.events.AliasEvent) or getattr(event, "anchor", None):
            return {}, [*problems, _problem(path, line, "anchors and aliases are not read", "Write the value out.")]
        if isinstance(event, yaml.events.CollectionStartEvent):
            if depth == 0 and not isinstance(event, yaml.events.MappingStartEvent):
                return None, problems
            depth += 1
            if depth > _DEEPEST or (depth == 2 and (key is None or key.text in KEYS)):  # the parser is slow in depths
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
            problems.extend(_misused(key, event, path, line, given=key.text in values))
            if not (event.style is None and event.value in ("", "~", "null")):
                values[key.text] = Value(event.value, line)
            key = None
    return values, problems


def _misused(key: Value, event: yaml.ScalarEvent, path: str, line: int, *, given: bool) -> Iterator[Problem]:
    """Yield what is wrong with the way a value is written."""
    if given:
        yield _problem(path, key.line, f"`{key.text[:40]}` is given twice", "Keep one of them.")
    if event.tag and key.text in KEYS:
        yield _problem(path, line, f"`{key.text}` has a tag", "Write the value without `!`.")


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
    problems = unknown_keys({key: value.line for key, value in values.items() if key not in KEYS}, path)
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
    return _PARSERS.get(key, parse_text)(text)


def unknown_keys(lines: Mapping[str, int], path: str) -> list[Problem]:
    """Return a warning for each of the first unknown keys, and one for all the others: there may be thousands."""
    keys = list(lines)
    problems = [unknown_key(key, path, lines[key]) for key in keys[:_MOST_NAMED]]
    if more := keys[_MOST_NAMED:]:
        message, hint = f"unknown keys: {len(more)} more", "Known keys: " + ", ".join(KEYS) + "."
        problems.append(Problem(path=path, line=lines[more[0]], message=message, hint=hint, severity="warning"))
    return problems


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


_PARSERS = {"date": parse_date, "retrieved": parse_date, "url": parse_url, "lang": parse_lang}
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
