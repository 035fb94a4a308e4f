"""What the names of files and folders tell, and what the operating system says about them, as problems."""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from digest.errors import Problem, escaped

_LONGEST = 1000
"""Characters of a path relative to the articles folder."""

# Embeddings, overrides and isolates turn the letters after them round; tags are invisible letters. What Arabic and
# Persian names may hold (joiners, the three marks of direction) is harmless.
_DECEIVING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS = ("Cc", "Zl", "Zp")


def bad_name(path: str) -> Problem | None:
    """Tell why the path of a file or folder cannot be shown to anybody, if it cannot."""
    kinds = {unicodedata.category(char) for char in path}
    if "Cs" in kinds:
        message = "the name is not valid UTF-8"
    elif kinds.intersection(_CONTROLS):
        message = "the name holds control characters"
    elif _DECEIVING.search(path):
        message = "the name holds invisible characters that turn its letters round"
    elif len(path) > _LONGEST:
        message = f"the path is longer than {_LONGEST} characters"
    else:
        return None
    return Problem(path=recordable(path), message=message, hint="Rename it.")


def recordable(path: str) -> str:
    """Return a path as records and JSON can hold it: as it is, unless it is no UTF-8; then with escapes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return escaped(path)
    return path


_RENAMED = {".text": ".txt", ".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".xhtml": ".html", ".shtml": ".html"}
_MENDS = {
    "Save its words as plain text in UTF-8, with the ending .txt.": "doc docx odt rtf pages pdf epub wps",
    "Write one JSON object a line, with the article as `text`, and call it .jsonl.": "json ndjson csv tsv xml",
    "Save the page as HTML, with the ending .html.": "mht mhtml webarchive maff url webloc",
    "Unpack it, and put the articles into the folder.": "zip gz bz2 xz zst tar tgz rar 7z",
    "Nothing, if it is no article.": "jpg jpeg png gif webp svg bmp tif tiff heic mp3 mp4 mov webm avi ogg wav db ini",
}
_MEND_OF = {f".{ending}": mend for mend, endings in _MENDS.items() for ending in endings.split()}


def other_ending(path: str, endings: Collection[str]) -> Problem:
    """Tell that a file is passed over because its ending is none of `endings`, and how an article would be read."""
    name = PurePosixPath(path).name
    ending = PurePosixPath(path).suffix.lower()
    tidy = "".join(char for char in name if char.isprintable()).rstrip(" .\xa0")
    meant = PurePosixPath(tidy).suffix.lower()
    if meant in endings:
        message, hint = "a point, a space or a sign stands after its ending", f"Rename it to end in {meant}."
    elif not ending:
        message, hint = "its name has no ending", "Rename it to end in .txt if it is an article."
    else:
        message = "the ending is none of " + ", ".join(sorted(endings))
        renamed = _RENAMED.get(ending)
        hint = _MEND_OF.get(ending, "Save it as text or HTML if it is an article.")
        hint = f"Rename it to end in {renamed}." if renamed else hint
    return Problem(path=path, message=message, hint=hint, severity="ignored")


def twins(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield warnings about paths that other systems take for one: they differ in capitals or composed letters only."""
    same: dict[str, list[str]] = {}
    for path in sorted(paths):
        same.setdefault(unicodedata.normalize("NFC", path).casefold(), []).append(path)
    for group in same.values():
        for path in group if len(group) > 1 else ():
            other = group[0] if path != group[0] else group[1]
            yield Problem(
                path=path,
                message=f"the name differs from `{other}` only in capitals or in how letters are composed",
                hint="Rename one of them: on Windows and macOS only one of the two would be left.",
                severity="warning",
            )


_SYSTEM = {
    errno.EACCES: ("no permission to read it", "Give the user that builds the right to read it."),
    errno.EPERM: ("no permission to read it", "Give the user that builds the right to read it."),
    errno.ENOENT: ("it was gone when it was to be read", "Build again if it should be there."),
    errno.ELOOP: ("a symbolic link, which is never followed", "Put the file itself into the folder."),
    errno.ENOTDIR: ("a folder on the way to it is none any more, or a link", "Build again when nothing is moved."),
    errno.EISDIR: ("it is a folder", "Rename it."),
    errno.ENXIO: ("not a regular file but a socket, which is never opened", "Remove it from the articles folder."),
    errno.ENAMETOOLONG: ("its name is too long for this system", "Rename it."),
    errno.EIO: ("the disk could not read it", "Check the disk, and fetch the file again."),
}


def unreadable(path: str, error: OSError) -> Problem:
    """Return the problem of what the operating system would not read, in words that are the same on every machine."""
    message, hint = _SYSTEM.get(error.errno or 0, (error.strerror or str(error), "Check the file and its permissions."))
    return Problem(path=path, message=f"cannot be read: {message}", hint=hint)
