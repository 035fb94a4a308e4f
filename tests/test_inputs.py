"""The input folder under attack: everything in it is named once, nothing is followed, nothing hangs."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from typing import Any

import pytest

from digest.config import LimitsSection
from digest.errors import Problem
from digest.read import inputs as module
from digest.read import list_inputs, load
from digest.read.inputs import Inputs

LIMITS = LimitsSection()
DEEPEST = LIMITS.folder_depth
TEXT = "افتتح العمدة الجسر الجديد.\n".encode()


def everything(found: Inputs) -> list[str]:
    """Return every path that is named: files, errors and what is ignored; a warning names no further one."""
    errors = [problem.path for problem in found.problems if problem.severity == "error"]
    return sorted([*found.files, *errors, *(problem.path for problem in found.ignored)])


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(TEXT)


def test_each_entry_is_named_once(tmp_path: Path) -> None:
    names = [
        "a.txt",
        "b/c.md",
        "b/.hidden",
        ".git/HEAD",
        "x.docx",
        "Thumbs.db",
        "t.txt ",
        "د.txt",
        "e.TXT",
        "noend",
        "f.txt.",
    ]
    put(tmp_path, *names)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "link.txt").symlink_to("a.txt")
    (tmp_path / "broken.txt").symlink_to("nowhere")
    (tmp_path / "up").symlink_to("..")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list_inputs(tmp_path)
    assert found.files == ("a.txt", "b/c.md", "e.TXT", "د.txt")
    left = ["b/.hidden", ".git/", "x.docx", "Thumbs.db", "t.txt ", "noend", "f.txt."]
    assert [problem.path for problem in found.ignored] == sorted(left)
    assert everything(found) == sorted([*found.files, *left, "link.txt", "broken.txt", "up", "pipe.txt"])
    assert all(problem.message and problem.hint for problem in (*found.problems, *found.ignored))


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("a.txt ", "end in .txt"),
        ("a.TXT.", "end in .txt"),
        ("a.html\u200f", "end in .html"),
        ("a.markdown", "end in .md"),
        ("a.docx", "plain text"),
        ("a.json", ".jsonl"),
        ("a.mht", ".html"),
        ("a.zip", "Unpack"),
        ("article", "end in .txt"),
        ("a.xyz", "text or HTML"),
    ],
)
def test_who_drops_another_ending_learns_what_to_do(tmp_path: Path, name: str, mend: str) -> None:
    put(tmp_path, name)
    (problem,) = list_inputs(tmp_path).ignored
    assert (problem.path, problem.severity) == (name, "ignored")
    assert mend in problem.hint


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "a\x1b[31m.txt", "a\u202egpj.txt", "a\u2067.txt", "a\U000e0041.txt", "a\u2028.md"]
)
def test_names_that_deceive_are_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, f"{name}/inside.txt".replace(".txt/", "/").replace(".md/", "/"))
    found = list_inputs(tmp_path)
    assert found.files == ()
    assert [problem.severity for problem in found.problems] == ["error", "error"]
    assert all(str(problem).replace("\n", "").isprintable() for problem in found.problems)


def test_names_that_persian_and_arabic_need_are_kept(tmp_path: Path) -> None:
    put(tmp_path, "می\u200cرود.txt", "خبر\u200f.txt", "خبر جديد.txt")
    assert len(list_inputs(tmp_path).files) == 3


def test_bytes_that_are_no_utf_8_can_be_recorded(tmp_path: Path) -> None:
    for name in (b"\xff.txt", b"\xc3(.docx", b".\xfe", b"\xe9d/"):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        path.mkdir() if name.endswith(b"/") else path.write_bytes(TEXT)
    found = list_inputs(tmp_path)
    assert found.files == ()
    assert everything(found) == sorted([r"\xff.txt", r"\xc3(.docx", r".\xfe", r"\xe9d/"])
    "".join(everything(found)).encode()


def test_folders_nest_so_deep_and_no_deeper(tmp_path: Path) -> None:
    put(tmp_path, "/".join(["d"] * DEEPEST) + "/a.txt", "/".join(["e"] * (DEEPEST + 1)) + "/a.txt")
    found = list_inputs(tmp_path)
    assert found.files == ("/".join(["d"] * DEEPEST) + "/a.txt",)
    assert everything(found)[1:] == ["/".join(["e"] * (DEEPEST + 1)) + "/"]


def test_a_path_longer_than_the_system_takes_is_no_fault(tmp_path: Path) -> None:
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):  # 20 times 250 letters are more than PATH_MAX
        os.mkdir("n" * 250, dir_fd=at)
        below = os.open("n" * 250, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    (problem,) = list_inputs(tmp_path).problems
    assert "longer than 1000 characters" in problem.message


def test_a_path_at_the_limit_is_listed_and_read(tmp_path: Path) -> None:
    name = "/".join(["n" * 200] * 4) + "/a.txt"
    put(tmp_path, name)
    assert list_inputs(tmp_path).files == (name,)
    assert load(tmp_path, name, LIMITS) == TEXT


def test_a_folder_found_again_is_not_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a/x.txt", "b/y.txt")  # a mount needs rights: pretend that `b` is `a` again
    first = (tmp_path / "a").stat()
    real = module._Opened.status
    again = (tmp_path / "b").stat().st_ino
    monkeypatch.setattr(module._Opened, "status", lambda self: first if real(self).st_ino == again else real(self))
    found = list_inputs(tmp_path)
    assert found.files == ("a/x.txt",)
    assert [(p.path, p.message) for p in found.problems] == [("b/", "the same folder as `a/`, mounted a second time")]


def test_names_that_other_systems_take_for_one_are_told(tmp_path: Path) -> None:
    put(tmp_path, "News.txt", "news.txt", "\u0622.txt", "\u0627\u0653.txt", "other.txt")
    found = list_inputs(tmp_path)
    if len(found.files) < 5:
        pytest.skip("this file system takes them for one")
    assert {problem.path for problem in found.problems} == set(found.files) - {"other.txt"}
    assert {problem.severity for problem in found.problems} == {"warning"}


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "real", "a.txt")
    (tmp_path / "link").symlink_to("real")
    assert list_inputs(tmp_path / "link").files == ("a.txt",)
    assert load(tmp_path / "link", "a.txt", LIMITS) == TEXT


def test_a_folder_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "shut/a.txt", "open/b.txt", "c.txt")
    real = os.open

    def refuse(path: Any, *arguments: Any, **more: Any) -> int:
        if path in ("shut", "c.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)  # root may enter everything
    found = list_inputs(tmp_path)
    assert found.files == ("c.txt", "open/b.txt")
    assert [(p.path, p.message) for p in found.problems] == [("shut/", "cannot be read: no permission to read it")]
    told = load(tmp_path, "c.txt", LIMITS)
    assert isinstance(told, Problem)
    assert "no permission" in told.message


# ---------------------------------------------------------------------------------------------------- reading


def test_a_folder_that_becomes_a_link_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "secret", "a.txt")
    put(tmp_path / "articles", "sub/a.txt")
    assert load(tmp_path / "articles", "sub/a.txt", LIMITS) == TEXT
    (tmp_path / "articles" / "sub" / "a.txt").unlink()
    (tmp_path / "articles" / "sub").rmdir()
    (tmp_path / "articles" / "sub").symlink_to(tmp_path / "secret")
    assert isinstance(load(tmp_path / "articles", "sub/a.txt", LIMITS), Problem)


def test_what_vanishes_is_told(tmp_path: Path) -> None:
    told = load(tmp_path, "gone.txt", LIMITS)
    assert isinstance(told, Problem)
    assert "gone" in told.message


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")
    real = os.read

    def read(place: int, size: int) -> bytes:
        data = real(place, size)
        if data == TEXT:
            with (tmp_path / "a.txt").open("ab") as file:
                file.write(b"x")
        return data

    monkeypatch.setattr(os, "read", read)
    told = load(tmp_path, "a.txt", LIMITS)
    assert isinstance(told, Problem)
    assert "changed while it was read" in told.message


def test_a_file_without_end_is_read_to_the_limit_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")
    taken = 0

    def read(_: int, size: int) -> bytes:
        nonlocal taken
        taken += size
        return b"x" * size

    monkeypatch.setattr(os, "read", read)
    assert isinstance(load(tmp_path, "a.txt", LimitsSection(file_bytes=1000)), Problem)
    assert taken == 1001


def test_a_socket_and_a_device_are_not_opened_for_reading(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
        (problem,) = list_inputs(tmp_path).problems
        assert "socket" in problem.message
        assert isinstance(load(tmp_path, "s.txt", LIMITS), Problem)
    try:
        os.mknod(tmp_path / "n.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        pytest.skip("devices cannot be made here")
    assert "device" in list_inputs(tmp_path).problems[0].message
    assert isinstance(load(tmp_path, "n.txt", LIMITS), Problem)
