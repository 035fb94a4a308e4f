"""What may stand in a page: the list of `allowed.toml`, and what no list can say."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Place = Literal["frame", "tools", "text"]
"""Where markup stands: around the text of a page; in a page of forms or one written by hand; in any other text."""

_LIST = tomllib.loads((files("digest.site") / "allowed.toml").read_text(encoding="utf-8"))


def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(_LIST[table][key].split())


_TEXT = _words("elements", "text")
_TOOLS = _TEXT | _words("elements", "tools")
TAGS: MappingProxyType[Place, frozenset[str]] = MappingProxyType(
    {"text": _TEXT, "tools": _TOOLS, "frame": _TOOLS | _words("elements", "frame")}
)
"""Elements by place."""

SHAPES = frozenset({"path", "line", "polyline", "polygon", "rect", "circle", "ellipse"})
"""Elements of drawings that hold nothing and may end in `/>`."""
DRAWN = SHAPES | {"svg", "g", "text", "tspan", "title"}
"""Elements of drawings."""
ANYWHERE = _words("attributes", "*")
"""Attributes of every element."""
PREFIXES = ("data-", "aria-")
"""Beginnings of attributes that only the site's own scripts and screen readers read."""

_ATTRIBUTES = {
    tag: (_words("attributes", "svg") if tag in DRAWN else frozenset())
    | (_words("attributes", tag) if tag in _LIST["attributes"] else frozenset())
    for tag in TAGS["frame"]
}
SCHEMES = _words("values", "link-schemes")
"""Schemes of links."""
_NO_REQUEST = _words("values", "no-request")
_INPUTS = _words("values", "input-types")

_OWN = frozenset({"src", "poster", "action"})
_LINKS = frozenset({"href", "cite"})
_SCHEME = re.compile(r"([^:/?#]*):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_OTHER_HOST = re.compile(r"[/\\]{2}")
_FRAME_CLASS = re.compile(r"(?:^|\s)(?:md-(?!button(?:--primary)?(?:\s|$))|mermaid(?:\s|$))", re.IGNORECASE)
"""What Material's scripts look for; for one of these classes they ask another host for a library."""
_JSON = re.compile(r"application/(?:[a-z0-9.-]+\+)?json", re.IGNORECASE)
_REFRESH = re.compile(r"0; ?url=([^\s'\"].*)", re.IGNORECASE | re.DOTALL)
"""An address without quotes: browsers take these off, and only then look where it leads."""


def names_of(tag: str) -> frozenset[str]:
    """Return the attributes that an element may have, in lower case, besides those that begin as `PREFIXES` do."""
    return ANYWHERE | _ATTRIBUTES.get(tag, frozenset())


def is_allowed(tag: str, name: str, value: str, place: Place) -> bool:
    """Whether an element may have an attribute with this value, entities resolved; names in lower case.

    No handlers and no styles; addresses of this site for whatever is loaded, and of the web for links; in a text none
    of the classes, ids and data by which the theme's scripts and styles know the frame.
    """
    if name not in names_of(tag) and not name.startswith(PREFIXES):
        allowed = False
    elif name in _OWN:
        allowed = is_own(value)
    elif name in _LINKS:
        allowed = is_link(value)
    elif tag == "input" and name == "type":
        allowed = value.lower() in _INPUTS
    else:
        allowed = place == "frame" or not _is_the_frames(name, value)
    return allowed


def _is_the_frames(name: str, value: str) -> bool:
    """Whether the theme's scripts and styles would take an element with this attribute for one of the frame."""
    if name == "class":
        return _FRAME_CLASS.search(value) is not None
    return name.startswith("data-md-") or (name in ("id", "name") and value.startswith("__"))


def is_link(address: str) -> bool:
    """Whether a reader may be led to an address: of this site, of the web, of a mailbox or a telephone."""
    address = address.strip()
    scheme = _SCHEME.match(address)
    return not _CONTROL.search(address) and (scheme is None or scheme[1].lower() in SCHEMES)


def is_own(address: str) -> bool:
    """Whether an address is one of this site, so that no other host is asked."""
    address = address.strip()
    return is_link(address) and _SCHEME.match(address) is None and not _OTHER_HOST.match(address)


def fault_of(tag: str, attributes: dict[str, str], place: Place) -> str:
    """Return what may not stand in this place of a tag and its attributes, as a phrase; empty if all of it may."""
    if tag not in TAGS[place]:
        return f"<{tag}>"
    for name, value in attributes.items():
        if not is_allowed(tag, name, value, place):
            return f"{name}={value!r:.80} in <{tag}>"
    if tag == "script" and ("src" in attributes) == bool(_JSON.fullmatch(attributes.get("type", ""))):
        return "a script inside the page"
    if tag == "link" and not _loads_nothing(attributes.get("rel", "")):
        address = attributes.get("href", "")
        return "" if is_own(address) else f"href={address!r:.80} in <link>"
    return _fault_of_meta(attributes) if tag == "meta" else ""


def _fault_of_meta(attributes: dict[str, str]) -> str:
    if attributes.get("charset", "utf-8").lower() != "utf-8":
        return "another charset"  # browsers would read other letters than we do
    if "http-equiv" in attributes:
        return _fault_of_order(attributes["http-equiv"].lower(), attributes.get("content", ""))
    return ""


def _loads_nothing(relations: str) -> bool:
    """Whether all relations of a link only name its target: `next stylesheet` is a style sheet."""
    named = relations.lower().split()
    return bool(named) and _NO_REQUEST.issuperset(named)


def _fault_of_order(kind: str, content: str) -> str:
    """Return what is wrong with an element that stands for a header of the answer."""
    target = _REFRESH.fullmatch(content)
    good = kind == "content-security-policy" or (kind == "refresh" and target is not None and is_own(target[1]))
    return "" if good else f"<meta http-equiv={kind!r:.80}>"
