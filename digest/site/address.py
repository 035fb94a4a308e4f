"""The address under which the site is published, read where MkDocs reads it, so that there is one source of it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from digest.errors import Problem, SiteError
from digest.escape import plain_address

_HINT = "Set SITE_URL, or site_url in mkdocs.yml, to an address such as https://news.example/ or to nothing."


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
        value = settings.get("site_url")
    except OSError as error:
        raise SiteError([Problem(path=str(path), message=f"cannot be read: {error.strerror}")]) from error
    except ConfigurationError as error:
        raise SiteError([Problem(path="mkdocs.yml", message=" ".join(str(error).split()))]) from error
    except Exception as error:  # a tag of YAML may import and raise anything
        message = f"cannot be read: {' '.join(str(error).split()) or type(error).__name__}"
        raise SiteError([Problem(path="mkdocs.yml", message=message)]) from error
    return normalised(value)


def normalised(value: object) -> str:
    """Return an address with a slash at its end, or nothing for nothing. Raises `SiteError` for any other value."""
    if value is None or value == "":
        return ""
    text = str(value)
    address = plain_address(text)
    if address is None:
        message = f"the address of the site is not one of the web: {text!r:.200}"
    elif urlsplit(text).query or urlsplit(text).fragment or text.endswith(("?", "#")):
        message = f"the address of the site has a query or a fragment: {text!r:.200}"
    else:
        return address if address.endswith("/") else address + "/"
    raise SiteError([Problem(path="mkdocs.yml", message=message, hint=_HINT)])
