from __future__ import annotations

import os
from pathlib import Path

import pytest

from digest.addresses import FOLDERS
from digest.errors import SiteError
from digest.records import Page
from digest.write import OWN_FILES, OWN_FOLDERS, refuse_hand_written, write_pages


def pages(**texts: str) -> list[Page]:
    return [Page(path=f"events/{name}.md", text=text) for name, text in texts.items()]


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_pages_and_files_are_written(tmp_path: Path) -> None:
    done = write_pages([*pages(a="ا"), Page(path="index.md", text="ب")], tmp_path, {"data/digest.json": b"{}"})
    assert files(tmp_path) == {"events/a.md": "ا", "index.md": "ب", "data/digest.json": "{}"}
    assert (done.written, done.unchanged, done.removed) == (3, 0, 0)


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write_pages(pages(a="1", b="1"), tmp_path)
    os.utime(tmp_path / "events/a.md", (1, 1))
    os.utime(tmp_path / "events/b.md", (1, 1))
    done = write_pages(pages(a="1", b="2"), tmp_path)
    assert (done.written, done.unchanged, done.removed) == (1, 1, 0)
    assert (tmp_path / "events/a.md").stat().st_mtime == 1
    assert (tmp_path / "events/b.md").stat().st_mtime > 1


def test_what_is_gone_is_removed_with_its_empty_folder(tmp_path: Path) -> None:
    write_pages(pages(a="1", b="1"), tmp_path, {"data/search/s/x.json": b"1"})
    done = write_pages([Page(path="days/2022-01.md", text="1")], tmp_path)
    assert files(tmp_path) == {"days/2022-01.md": "1"}
    assert done.removed == 3
    assert not (tmp_path / "events").exists()
    assert not (tmp_path / "data").exists()


def test_left_overs_of_an_interrupted_build_are_removed(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / ".a.md.new").write_text("half")
    write_pages(pages(a="1"), tmp_path)
    assert files(tmp_path) == {"events/a.md": "1"}


def test_hand_written_files_are_not_touched(tmp_path: Path) -> None:
    for name in ("about.md", "assets/css/own.css", "notes/x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    write_pages(pages(a="1"), tmp_path)
    write_pages([], tmp_path)
    assert files(tmp_path) == {"about.md": "mine", "assets/css/own.css": "mine", "notes/x.md": "mine"}


def test_a_page_that_somebody_wrote_among_generated_ones_is_not_lost(tmp_path: Path) -> None:
    generated = '---\ntitle: "ا"\nkind: "event"\n---\n'
    write_pages([*pages(a=generated), Page(path="index.md", text=generated)], tmp_path, {"events/b/index.html": b"x"})
    (tmp_path / "events/.c.md.new").write_text("half")
    refuse_hand_written(["events/d.md"], tmp_path)
    (tmp_path / "events/mine.md").write_text("# mine")
    (tmp_path / "search.md").write_text("---\ntitle: mine\n---\n")
    with pytest.raises(SiteError) as caught:
        refuse_hand_written(["events/d.md", "search.md"], tmp_path)
    assert [Path(problem.path).name for problem in caught.value.problems] == ["mine.md", "search.md"]
    assert all("move it" in problem.hint for problem in caught.value.problems)


def test_what_a_killed_build_left_at_the_top_stops_no_other(tmp_path: Path) -> None:
    for _ in range(2):  # to be written, and to be left as it is
        (tmp_path / ".robots.txt.new").write_text("half")
        write_pages([], tmp_path, {"robots.txt": b"whole"})
    assert files(tmp_path) == {"robots.txt": "whole"}


@pytest.mark.parametrize(
    "path",
    [
        "about.md",
        "assets/x.css",
        "../x.md",
        "events/../about.md",
        "events/./a.md",
        "/etc/x",
        "events",
        "events//a.md",
        "events\\a.md",
        "events/a\0.md",
        "",
        "other/a.md",
    ],
)
def test_paths_that_are_not_ours_are_refused_before_anything_is_written(tmp_path: Path, path: str) -> None:
    docs = tmp_path / "docs"
    with pytest.raises(ValueError, match="not a path of generated files"):
        write_pages([*pages(a="1"), Page(path=path, text="x")], docs)
    assert not docs.exists()


def test_links_are_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.md").write_text("kept")
    docs = tmp_path / "docs"
    (docs / "events").mkdir(parents=True)
    (docs / "events" / "a.md").symlink_to(outside / "kept.md")
    (docs / "events" / "folder").symlink_to(outside)
    (docs / "index.md").symlink_to(outside / "kept.md")
    write_pages([*pages(a="kept"), Page(path="index.md", text="new")], docs)
    assert (outside / "kept.md").read_text() == "kept"
    assert not any(path.is_symlink() for path in docs.rglob("*"))
    assert files(docs) == {"events/a.md": "kept", "index.md": "new"}


@pytest.mark.parametrize("name", [".", "events", "data"])
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path, name: str) -> None:
    outside, docs = tmp_path / "outside", tmp_path / "docs"
    outside.mkdir()
    link = docs / name
    link.parent.mkdir(exist_ok=True)
    if name == ".":
        link = docs
    link.symlink_to(outside)
    with pytest.raises(SiteError, match="symbolic link"):
        write_pages(pages(a="1"), docs)
    assert not list(outside.iterdir())


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "events").write_text("a file")
    with pytest.raises(SiteError, match="cannot be written"):
        write_pages(pages(a="1"), tmp_path)


def test_what_is_generated_is_not_committed(root: Path) -> None:
    ignored = set((root / ".gitignore").read_text(encoding="utf-8").split())
    assert {f"/site_src/{name}/" for name in OWN_FOLDERS} | {f"/site_src/{name}" for name in OWN_FILES} <= ignored


def test_pages_of_lists_are_not_in_the_navigation(root: Path) -> None:
    listed = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("not_in_nav:")[2].partition("\n\n")[0]
    assert {f"/{name}/*" for name in FOLDERS} <= set(listed.split())
