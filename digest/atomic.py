"""Files that are replaced in one step: who reads one sees the old bytes or the new ones, whatever is killed."""

from __future__ import annotations

from pathlib import Path


def beside(target: Path) -> Path:
    """Return the name under which the new file stands until it is whole; a killed program leaves it there."""
    return target.with_name(f".{target.name}.new")


def replace_file(target: Path, data: bytes) -> None:
    """Put a file with these bytes at `target`, in the place of a file or a link. Raises `OSError` that names it."""
    new = beside(target)
    try:
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(data)
        new.replace(target)
    except OSError as error:
        error.filename, error.filename2 = str(target), None  # a full disk names no file
        raise
    finally:
        new.unlink(missing_ok=True)
