"""What the markup of one page may be, so that the libraries that read it stay quick.

The HTML parser compares each attribute of a tag with all that stand before it, and trafilatura looks at the neighbours
of each element: both take the square of what a page can hold. No page of news comes near these numbers, and what is
beyond them is refused, since half of a page may be half of a sentence.
"""

from __future__ import annotations

import re
from typing import Any

from digest.errors import Problem

MOST_ATTRIBUTES = 1_000
"""Attributes of one tag."""

MOST_ELEMENTS = 30_000
"""Elements of a page."""

MOST_CHILDREN = 10_000
"""Elements right inside one element."""

# A tag with too many attributes, read as the parser does; comments and scripts hold no tags. Nothing is looked at
# twice: no part may give back what it has taken.
_ATTRIBUTE = r"[\s/]*+[^\s/=>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|svg)\b.*?(?:</\1\s*+>|\Z)"
    rf"|(?P<many><[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES + 1}}})",
    re.DOTALL | re.IGNORECASE,
)
_MEND = "Save the article's text as a .txt file instead."


def beyond_attributes(source: str, path: str, first_line: int) -> Problem | None:
    """Return the problem of the first tag with too many attributes; `first_line` is the file's line of `source`."""
    for found in _MARKUP.finditer(source):
        if found["many"]:
            line = source.count("\n", 0, found.start()) + first_line
            message = f"a tag has more than {MOST_ATTRIBUTES} attributes"
            return Problem(path=path, line=line, message=message, hint=_MEND)
    return None


def beyond_elements(tree: Any, path: str, first_line: int) -> Problem | None:
    """Return the problem of a page with too many elements, in all or inside one of them."""
    count = 0
    for element in tree.iter():
        count += 1
        if len(element) > MOST_CHILDREN:
            message = f"an element holds {len(element)} others; the most that is read is {MOST_CHILDREN}"
            return Problem(path=path, line=(element.sourceline or 1) + first_line - 1, message=message, hint=_MEND)
    if count <= MOST_ELEMENTS:
        return None
    message = f"the page has {count} elements; the most that is read is {MOST_ELEMENTS}"
    return Problem(path=path, line=first_line, message=message, hint=_MEND)
