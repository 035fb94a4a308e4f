"""The one door through which text goes into Markdown, front matter and links.

Article text is hostile data. A page is assembled from `Fragment` values (Markdown that this program wrote) and plain
strings; every plain string passes `markdown_text` on its way in, because the rendering environment calls it for each
value that is not a `Fragment`, and only this module makes fragments. What comes out shows the same characters to a
reader and means nothing to Markdown, HTML, attribute lists, tables, footnotes, macros or snippets.
"""

from __future__ import annotations

import functools
import html
import json
import re
import string
import unicodedata
from collections.abc import Mapping
from typing import Any, SupportsIndex
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from digest import addresses


class Fragment(Markup):
    """Markdown that may stand in a page as it is; made in this module and by templates, never from article text."""

    __slots__ = ()

    @classmethod
    def escape(cls, s: Any, /) -> Fragment:
        """Return any value as a fragment: markup as it is, everything else as escaped text."""
        return cls(s) if isinstance(s, Markup) else markdown_text(str(s))

    def join(self, iterable: Any, /) -> Fragment:
        """Join values, escaping those that are plain text."""
        return Fragment(str.join(self, [self.escape(item) for item in iterable]))

    def __getitem__(self, key: SupportsIndex | slice, /) -> Fragment:
        raise TypeError("a fragment of Markdown is not cut; cut the text before it is escaped")


# ------------------------------------------------------------------------------------------------ what a reader sees

# Dropped: controls, soft hyphens, zero-width spaces, letters and signs without a shape (fillers of Hangul, Khmer's
# inherent vowels, empty Braille), the byte-order mark, bidirectional embeddings and overrides (Unicode Technical Report
# 36), interlinear annotations, tags, non-characters. Kept: joiners and the three marks of direction, which Arabic and
# Persian spelling needs.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u2065"
    "\u206a-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]+"
)
_SPACE = re.compile("\\s{2,}|[^\\S\xa0\u202f]")  # a no-break space alone is kept
_SURROGATE = re.compile("[\ud800-\udfff]")
_ISOLATE = re.compile("[\u2066-\u2069]")
_JOINERS = re.compile("([\u200c-\u200f\u061c]{2})[\u200c-\u200f\u061c]+")
# Shadda, a vowel, a small alef and one to spare: no letter carries more. A run of signs that are neither letters nor
# digits is looked at; all marks that combine are among them, of whatever script, and so are the joiners between them.
_MOST_MARKS = 4
_SIGNS = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_MARKS + 1},}}")

# One look decides for nearly every text that there is nothing to mend.
_SUSPECT = re.compile(
    f"{_DROPPED.pattern}|[\ud800-\udfff\u2066-\u2069]|[^\\S \xa0\u202f]|\\s\\s|{_JOINERS.pattern}|{_SIGNS.pattern}"
)


def visible(text: str) -> str:
    """Return `text` on one line as a page shows it: the same letters, without what deceives the eye.

    White space becomes single spaces, controls and bidirectional overrides vanish, isolates are balanced, lone
    surrogates become U+FFFD, and floods of combining marks are cut to four. Idempotent and linear.
    """
    if _SUSPECT.search(text) is None:
        return text.strip()
    text = _SURROGATE.sub("\ufffd", _DROPPED.sub("", text))
    text = _SIGNS.sub(_without_flood, _JOINERS.sub(r"\1", text))
    return _SPACE.sub(" ", _balanced(text)).strip()


def _without_flood(signs: re.Match[str]) -> str:
    """Drop each mark, and what joins it, above the number that one letter may carry."""
    kept, marks = [], 0
    for sign in signs.group():
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me"):
            marks += 1
        elif kind != "Cf":
            marks = 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _balanced(text: str) -> str:
    """Drop each closing isolate that closes nothing, and close those left open."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        if match.group() != "\u2069":
            depth += 1
        elif depth == 0:
            return ""
        else:
            depth -= 1
        return match.group()

    return _ISOLATE.sub(keep, text) + "\u2069" * depth


# ------------------------------------------------------------------------------------------------ into Markdown

# All ASCII punctuation but that which neither Markdown nor HTML nor an extension gives a meaning. A full stop after
# an Arabic letter means nothing either, and is left as it is because there are so many of them.
_ENTITY = {char: f"&#{ord(char)};" for char in string.punctuation if char not in ",;?%/"}
_SPECIAL = re.compile("[" + re.escape("".join(c for c in _ENTITY if c != ".")) + "]|(?<![\u0621-\u064a])\\.")


@functools.lru_cache(maxsize=50_000)
def markdown_text(text: str) -> Fragment:
    """Return `text` as Markdown that shows exactly `visible(text)`, wherever in a page it is put.

    Safe at the start of a line, inside paragraphs, list items, headings, table cells, link texts, quotation blocks and
    quoted HTML attributes (where an entity that the text spells out shows as its character). Not for link targets,
    code spans or bare attribute lists.
    """
    return Fragment(_SPECIAL.sub(lambda match: _ENTITY[match.group()], visible(text)))


def xml_text(text: str) -> Fragment:
    """Return `text` for an element or a quoted attribute of XML or raw HTML inside a page.

    The same entities as in Markdown: they are numbers, which XML knows too, and what is made visible holds no
    character that XML forbids.
    """
    return markdown_text(text)


# What keeps its own order inside Arabic text. Browsers follow the letters before a number (Unicode Standard Annex 9):
# after an Arabic one the signs of Western numbers jump to the other side, and at the start of a text they do not.
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_LEFT_TO_RIGHT = re.compile(
    r"(?:https?://|www\.)[!#-'*-;=?-~]*[A-Za-z0-9/=#_-]"  # an address of the web
    r"|\+[0-9](?:[ \-.()]{0,2}[0-9]){4,}"  # a telephone number
    r"|(?<![0-9-])[0-9]+(?:-[0-9]+){2,}(?![0-9-])"  # 2021-12-15, 0123-456-789
    rf"|(?<![0-9.,–-])(?P<first>{_NUMBER})(?P<dash>[–-])(?P<last>{_NUMBER})(?![0-9–%-])"  # a range, a score
    rf"|(?<![\w.,+±\u2212-])[+±\u2212-]{_NUMBER}(?: ?%)?"  # a signed number
    rf"|[$€£¥] ?{_NUMBER}|(?<![0-9.,]){_NUMBER} ?[%$€£¥]"  # an amount, a share
    # a run of Latin letters with digits or signs among or around them
    r"|[@#]?[A-Za-z\u00c0-\u024f](?:[ ._\-/:&'’%?=~@+]{0,2}[A-Za-z0-9\u00c0-\u024f])*[+#]{0,2}"
)
_DIRECTED = re.compile(r"[A-Za-z\u00c0-\u024f]|[0-9][–%$€£¥ -]|[+±\u2212$€£¥-] ?[0-9]")
"""One look tells that there is nothing to direct."""
_LONG = 24
"""Code points from which a run may be broken over lines."""
_PLAIN_WORDS = re.compile(r"[A-Za-z\u00c0-\u024f]+(?: [A-Za-z\u00c0-\u024f]+)*")


def directed(text: str) -> Fragment:
    """Return `text` as Markdown in which runs of another direction keep their order, wherever they stand.

    Telephone numbers, addresses, dates in figures, signed numbers, shares, amounts and Latin names with figures run
    from left to right; ranges and scores from right to left, as Arabic is read (W3C, Text Layout Requirements for the
    Arabic Script): the first number stands on the right.
    """
    shown, at, pieces = visible(text), 0, []
    for match in _LEFT_TO_RIGHT.finditer(shown) if _DIRECTED.search(shown) else ():
        pieces.append(_inner(shown[at : match.start()]))
        pieces.append(_run(match))
        at = match.end()
    if not pieces:
        return markdown_text(shown)
    pieces.append(_inner(shown[at:]))
    return Fragment("".join(pieces))


def _run(match: re.Match[str]) -> str:
    """Return a run of another direction, isolated."""
    if match["dash"]:
        return f'<bdi dir="rtl"><bdi>{match["first"]}</bdi>{_inner(match["dash"])}<bdi>{match["last"]}</bdi></bdi>'
    words = match.group()
    if _PLAIN_WORDS.fullmatch(words):
        return f"<bdi>{words}</bdi>"
    long = ' class="d-long"' if len(words) > _LONG else ""
    return f'<bdi dir="ltr"{long}>{_inner(words)}</bdi>'


def left_to_right(text: str) -> tuple[tuple[int, int], ...]:
    """Return where telephone numbers, Latin names and addresses stand in a visible text: start and end of each."""
    return tuple(match.span() for match in _LEFT_TO_RIGHT.finditer(text) if not match["dash"])


def _inner(text: str) -> str:
    """Escape a piece of a text that was made visible as a whole: its outer spaces count."""
    return _SPECIAL.sub(lambda match: _ENTITY[match.group()], text)


def piece(text: str, start: int, end: int) -> Fragment:
    """Return the part `start…end` of a line as Markdown, with the spaces at its ends kept as one space each."""
    part = text[start:end]
    shown = visible(part)
    if not shown:
        return Fragment(" " if part[:1].isspace() else "")
    return Fragment((" " if part[0].isspace() else "") + _inner(shown) + (" " if part[-1].isspace() else ""))


def directed_piece(text: str, start: int, end: int) -> Fragment:
    """Return the part `start…end` of a line as `piece` does, with the direction of what is in it kept."""
    part = text[start:end]
    if _DIRECTED.search(part) is None:
        return piece(text, start, end)
    before, after = part[:1].isspace(), part[-1:].isspace()
    return Fragment((" " if before else "") + str(directed(part)) + (" " if after else ""))  # a fragment strips spaces


def isolated(text: str) -> Fragment:
    """Return `text` as Markdown whose direction does not touch its neighbours (`<bdi>`)."""
    return Fragment(f"<bdi>{directed(text)}</bdi>")


def token(value: str) -> Fragment:
    """Return an identifier of this program (a class, an id) as it is. Raises `ValueError` for anything else."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.\-]*", value):
        raise ValueError(f"{value!r} is not an identifier")
    return Fragment(value)


# ------------------------------------------------------------------------------------------------ links


def link_target(path: str, anchor: str = "", *, base: str = "") -> Fragment:
    """Return the target of a Markdown link to a page of the site.

    `path` is that of `digest.addresses` (relative to the pages' folder), `base` the way from the linking page to that
    folder (`../` or nothing).
    """
    target = base + quote(path, safe="/-._~")
    return Fragment(f"{target}#{quote(anchor, safe='-._~')}" if anchor else target)


def page_target(path: str, *, page: str, anchor: str = "") -> Fragment:
    """Return the target of a link in raw HTML, which MkDocs does not rewrite, from one page of the site to another.

    `path` and `page` are paths of Markdown files; the target is relative to the address at which `page` is read.
    """
    back = "../" * addresses.page_address(page).count("/")
    target = quote(back + addresses.page_address(path), safe="/-._~") or "./"
    return Fragment(f"{target}#{quote(anchor, safe='-._~')}" if anchor else target)


_UNSAFE_IN_URL = re.compile("[\\s\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def web_address(url: str | None) -> Fragment | None:
    """Return an address of the web as a link target, percent-encoded; None unless it is plain http or https.

    Refused: other schemes, user names in the address, white space, controls, back slashes, over 2,000 characters.
    """
    address = plain_address(url)
    return None if address is None else Fragment(address.replace("&", "&amp;"))


def plain_address(url: str | None) -> str | None:
    """Return an address of the web as `web_address` does, but as text: for XML and JSON, which escape by themselves."""
    if not url or len(url) > 2000 or _UNSAFE_IN_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not re.fullmatch(r"[a-z0-9.\-]+", host):
        return None
    rest = _encoded(parts.path) + (f"?{_encoded(parts.query)}" if parts.query else "")
    anchor = f"#{_encoded(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{port}{rest}{anchor}"


def _encoded(part: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe="/:?@!$&+,;=-._~%")


def query_value(text: str) -> Fragment:
    """Return visible text, percent-encoded, for a value in the query of an address."""
    return Fragment(quote(visible(text), safe=""))


# ------------------------------------------------------------------------------------------------ front matter


def html_text(text: str) -> str:
    """Return visible text with HTML's five characters as entities, for places that templates of the site trust."""
    return html.escape(visible(text), quote=True)


def front_matter(values: Mapping[str, Any]) -> str:
    """Return a YAML block of front matter; strings are escaped for YAML and, since titles go unescaped into the
    navigation of every page, for HTML.

    `values` holds strings, numbers, booleans, and lists and mappings of these; None is left out, and a `Fragment`
    stands as it is.
    """
    lines = [f"{key}: {json.dumps(_plain(v), ensure_ascii=False)}" for key, v in values.items() if v is not None]
    return "\n".join(("---", *lines, "---", ""))


def _plain(value: Any) -> Any:
    match value:
        case Fragment():
            return str(value)
        case str():
            return html_text(value)
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return value


_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def script_json(value: Any) -> Fragment:
    """Return a value as JSON for a `<script type="application/…json">`: no text in it can end the element."""
    text = _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return Fragment(text.translate(_IN_SCRIPT))
