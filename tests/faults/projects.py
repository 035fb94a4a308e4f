"""A project of a few pages in a theme of its own: MkDocs builds it in some milliseconds."""

from __future__ import annotations

from pathlib import Path

from digest.site import build_site

DAY = "2023-04-02"
PAGE = "<html><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>"
OLD, NEW = "first", "second"
WANTED = ("index.md", "events/a.md", "assets/x.css", "data/x.json")


def lay_out(folder: Path, text: str = OLD) -> Path:
    """Write the project; every page and file of its site tells `text`."""
    for name in ("site_src/events", "site_src/assets", "site_src/data", "theme"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "theme" / "main.html").write_text(PAGE, encoding="utf-8")
    (folder / "theme" / "404.html").write_text("<html><body>none</body></html>", encoding="utf-8")
    settings = "site_name: Small\ntheme: {name: null, custom_dir: theme, static_templates: [404.html]}\nplugins: []\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    write(folder, text)
    return folder


def write(folder: Path, text: str) -> None:
    """Let every page and file tell `text`; one page has another name each time."""
    for old in (folder / "site_src" / "events").glob("only-*.md"):
        old.unlink()
    for name in ("index.md", "events/a.md", f"events/only-{text}.md"):
        (folder / "site_src" / name).write_text(f"# {text}\n\n{text} text\n", encoding="utf-8")
    for name in ("assets/x.css", "data/x.json"):
        (folder / "site_src" / name).write_text(f'"{text}"', encoding="utf-8")


def build(folder: Path, site: Path | None = None) -> None:
    """Build the project's site."""
    build_site(folder, folder / "site_src", site or folder / "site", newest=DAY, wanted=WANTED)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def leftovers(folder: Path) -> list[str]:
    """Return what lies beside or in the site that is no part of it."""
    return sorted(p.relative_to(folder).as_posix() for home in (folder, folder / "site") for p in home.glob(".*"))
