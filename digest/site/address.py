"""The address under which the site is published, read where MkDocs reads it, so that there is one source of it."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from digest.errors import Problem, SiteError
from digest.escape import plain_address

_HINT = (
    "Set the environment variable SITE_URL, or site_url in mkdocs.yml, to an address such as https://news.example/ or "
    "https://news.example/digest/, or to nothing."
)


def site_address(project: Path) -> str:
    """Return the absolute address of the site of a project, with a slash at its end; empty if none is set.

    It is `site_url` of `mkdocs.yml` as MkDocs resolves it: with `!ENV` and `INHERIT`. A host outside of ASCII is
    returned in its ASCII form, as feeds need it. Raises `SiteError` if the file cannot be read, or if the address is
    not one of the web under which a folder can lie.
    """
    path = project / "mkdocs.yml"
    try:
        with path.open("rb") as file:
            settings = yaml_load(file, get_yaml_loader(config=MkDocsConfig()))
        if not isinstance(settings, dict):
            raise ConfigurationError("must hold settings, each with its value: `site_name: …`")
        value = settings.get("site_url")
    except OSError as error:
        raise SiteError([Problem(path=str(path), message=f"cannot be read: {error.strerror}")]) from error
    except ConfigurationError as error:
        raise SiteError([Problem(path="mkdocs.yml", message=" ".join(str(error).split()))]) from error
    except Exception as error:  # a tag of YAML may import and raise anything
        message = f"cannot be read: {' '.join(str(error).split()) or type(error).__name__}"
        raise SiteError([Problem(path="mkdocs.yml", message=message)]) from error
    return normalised(value, _line(path))


def normalised(value: object, line: int | None = None) -> str:
    """Return an address with a slash at its end, or nothing for nothing. Raises `SiteError` for any other value.

    What is accepted is what can stand in every page, feed and map of the site as it is: MkDocs and its theme write the
    address without escaping it. `line` is that of `site_url` in `mkdocs.yml`.
    """
    if value is None or value == "":
        return ""
    text = str(value)
    message = _fault(text)
    if message is None:
        address = plain_address(text)
        if address is not None:
            return address if address.endswith("/") else address + "/"
        message = "is not one of the web"
    shown = _USER.sub("//…@", text)  # a password does not belong into a log either
    message = f"the address of the site {message}: {shown!r:.200}"
    raise SiteError([Problem(path="mkdocs.yml", line=line, message=message, hint=_HINT)])


_USER = re.compile(r"//[^/?#]*@")
_OUTSIDE = re.compile(r"[^\w\-.~/%+:]")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_PORT_DIGITS, _LAST_PORT = 5, 65_535
_LABEL = re.compile(r"[^\W_](?:[^\W_]|-)*(?<!-)")


def _fault(text: str) -> str | None:
    """Return what is wrong with an address, None if nothing is."""
    scheme, separator, rest = text.partition("://")
    host, _, path = rest.partition("/")
    name, colon, port = host.partition(":")
    strange = _OUTSIDE.search(rest)
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= _PORT_DIGITS else 0
    folders = path.removesuffix("/").split("/") if path else []
    faults = (
        (not separator or scheme.lower() not in ("http", "https"), "does not begin with https:// or http://"),
        (_USER.match("//" + rest), "names a user, whom every page would name"),
        ({"?", "#"} & set(rest), "has a query or a fragment"),
        (strange, f"holds {strange[0]!r}, which no address of a site can hold" if strange else ""),
        (not all(map(_LABEL.fullmatch, name.removesuffix(".").split("."))), "has no host that could exist"),
        (colon and not 0 < number <= _LAST_PORT, "has a port that does not exist"),
        ({"", ".", ".."} & set(folders) or _LONE_PERCENT.search(path), "has a path that is not plain"),
    )
    return next((words for found, words in faults if found), None)


def _line(path: Path) -> int | None:
    """Return the line of `site_url` in a file of settings."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return next((number for number, line in enumerate(lines, 1) if re.match(r"site_url\s*:", line)), None)
