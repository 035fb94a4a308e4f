"""HTML pages that this program makes by itself, without MkDocs: the interface's words and nothing else."""

from __future__ import annotations

from digest.escape import html_text
from digest.policy import META
from digest.views.strings import Strings


def plain_page(title: str, body: str, head: str = "") -> bytes:
    """Return a page with a policy and no styles, which search engines leave out.

    `title` is text; `body` and `head`, whose lines end, are HTML.
    """
    return f"""<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
{META}
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{html_text(title)}</title>
{head}</head>
<body>
{body}</body>
</html>
""".encode()


def withheld_page(strings: Strings, path: str) -> bytes:
    """Return the page that stands where one could not be published; `path` is relative to the site's root."""
    words = strings.withheld
    home = "../" * path.count("/") or "./"
    lead = f'<p>{html_text(words.lead)} <a href="{home}">{html_text(words.home)}</a></p>\n'
    return plain_page(words.title, f'<h1 id="title">{html_text(words.title)}</h1>\n{lead}')
