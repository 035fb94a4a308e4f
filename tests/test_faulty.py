"""A fault of the program on some articles costs these articles, not the site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from digest import analysis, build
from digest.analysis import analyze
from digest.errors import SiteError
from digest.faulty import MOST_LEFT_OUT, without_faulty
from digest.pipeline import FileResult
from digest.project import Project
from digest.records import Digest
from tests.test_sites import lay_out

TEXT = """أعلنت بلدية نورستان يوم الأحد 7 مارس 2021 فتح جسر النهر أمام المارة.

وقال سليم الداغر: «الجسر مفتوح للناس جميعا»."""
PATHS = [f"{letter}.txt" for letter in "abcdefgh"]


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Project:
    lay_out("no_article", root, tmp_path)
    (tmp_path / "articles").mkdir(exist_ok=True)
    for number, path in enumerate(PATHS):
        front = f"---\ntitle: جسر النهر رقم {number}\n---\n\n"
        (tmp_path / "articles" / path).write_text(front + TEXT.replace("7", str(number + 7)), encoding="utf-8")
    (tmp_path / "articles" / "rows.jsonl").write_text(
        '{"title": "جسر النهر الصف الأول", "text": "افتتح الجسر أمس في بلدة الصفصاف."}\n'
        '{"title": "جسر النهر الصف الثاني", "text": "وأغلق السوق في بلدة الزعتر حتى إشعار آخر."}\n',
        encoding="utf-8",
    )
    return Project.open(tmp_path)


@pytest.fixture
def results(project: Project) -> tuple[FileResult, ...]:
    return analysis.read_folder(project, project.articles, cached=False).results


def names(results: Sequence[FileResult]) -> list[str]:
    return [raw.path + (f"#{raw.row}" if raw.row else "") for result in results for raw in result.raws]


ALL = [*PATHS, "rows.jsonl#1", "rows.jsonl#2"]


@pytest.mark.parametrize(
    "bad", [[], ["a.txt"], ["h.txt"], ["c.txt", "d.txt"], ["rows.jsonl#1"], ["a.txt", "rows.jsonl#2"]]
)
def test_exactly_the_articles_that_fail_are_left_out(results: tuple[FileResult, ...], bad: list[str]) -> None:
    def step(some: Sequence[FileResult]) -> list[str]:
        if set(bad) & set(names(some)):
            raise ZeroDivisionError
        return names(some)

    made, kept = without_faulty(results, step)
    assert made == names(kept) == [name for name in ALL if name not in bad]
    told = [(p.path, p.row) for result in kept for p in result.problems]
    assert [path + (f"#{row}" if row else "") for path, row in told] == bad


def test_of_two_that_fail_together_one_is_left_out(results: tuple[FileResult, ...]) -> None:
    def step(some: Sequence[FileResult]) -> None:
        if {"b.txt", "g.txt"} <= set(names(some)):
            raise IndexError

    _, kept = without_faulty(results, step)
    assert names(kept) == [name for name in ALL if name != "g.txt"]


def test_a_fault_that_lies_elsewhere_is_raised(results: tuple[FileResult, ...]) -> None:
    def always(_some: Sequence[FileResult]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        without_faulty(results, always)

    def on_any(some: Sequence[FileResult]) -> None:
        if names(some):
            raise ZeroDivisionError

    assert len(ALL) <= MOST_LEFT_OUT
    assert without_faulty(results, on_any)[1] != results
    with pytest.raises(ZeroDivisionError):
        without_faulty(results * 2, on_any)


def test_a_mistake_of_the_users_is_raised_at_once(results: tuple[FileResult, ...]) -> None:
    tries = []

    def step(some: Sequence[FileResult]) -> None:
        tries.append(len(some))
        raise SiteError([])

    with pytest.raises(SiteError):
        without_faulty(results, step)
    assert len(tries) == 1


def test_a_fault_while_linking_costs_the_article_and_is_reported(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = analysis.build_digest

    def wrong(articles: Sequence[analysis.AnnotatedArticle], *rest: object) -> Digest:
        if any(item.article.path == "c.txt" for item in articles):
            raise KeyError
        return right(articles, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(analysis, "build_digest", wrong)
    digest, report = analyze(project, project.articles, cached=False)
    assert {item.article.path for item in digest.articles} == {*PATHS, "rows.jsonl"} - {"c.txt"}
    (refused,) = report.refused
    assert refused.path == "c.txt"
    assert refused.reason is not None
    assert "KeyError in test_faulty.py" in refused.reason
    assert report.exit_code() == 2


def test_a_fault_in_the_pages_costs_the_article_and_its_page(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    right = build.render_pages

    def wrong(digest: Digest, *rest: object) -> object:
        if any(item.article.row == 2 for item in digest.articles):
            raise RecursionError
        return right(digest, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "render_pages", wrong)
    with pytest.raises(SiteError, match="RecursionError"):
        build.build(project, project.articles, project.site, strict=True)
    assert not project.site.exists()
    report = build.build(project, project.articles, project.site)
    assert [file.path for file in report.refused] == ["rows.jsonl#2"]
    pages = sorted(path.parent.name for path in (project.site / "articles").glob("*/index.html"))
    assert len(pages) == len(ALL) - 1
    assert "الزعتر" not in (project.site / "index.html").read_text(encoding="utf-8")
