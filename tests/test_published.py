"""The site as it is published: under an address with a folder in it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from lxml import etree, html

from digest.config import load_config
from digest.errors import SiteError
from digest.outputs import other_files
from digest.render import render_pages
from digest.site import build_site, site_address
from digest.site.address import normalised
from digest.views.strings import load_strings
from digest.write import write_pages
from tests.builders import sample_digest
from tests.laid_out import lay_out

SITE = "https://news.test/digest/"


@pytest.fixture(scope="module")
def published(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = lay_out(root, tmp_path_factory.mktemp("published"))
    config, digest, docs = load_config(project / "digest.toml"), sample_digest(), project / "site_src"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE.rstrip("/"))
        address = site_address(project)
        assert address == SITE
        files = other_files(digest, config, load_strings(project / "templates"), docs, address=address)
        write_pages(render_pages(digest, config, project / "templates", address=address), docs, files)
        build_site(project, docs, project / "site", newest="2023-04-02")
    return project / "site"


def head(published: Path, page: str) -> html.HtmlElement:
    tree = html.document_fromstring((published / page / "index.html").read_text(encoding="utf-8"))
    (found,) = tree.xpath("//head")
    return found


def metas(element: html.HtmlElement) -> dict[str, str]:
    return {m.get("property"): m.get("content") for m in element.xpath(".//meta[@property]")}


def test_an_event_presents_itself(published: Path) -> None:
    fire = sample_digest().events[0]
    found = head(published, f"events/{fire.id}")
    tags = metas(found)
    assert tags["og:title"] == fire.title
    assert (tags["og:type"], tags["og:locale"]) == ("article", "ar_AR")
    assert tags["og:url"] == found.xpath(".//link[@rel='canonical']/@href")[0] == f"{SITE}events/{fire.id}/"
    assert tags["article:published_time"] == "2023-03-12"
    assert tags["og:image"] == f"{SITE}assets/cards/{fire.id}.png"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image:alt"]
    (linked,) = found.xpath(".//script[@type='application/ld+json']")
    assert json.loads(linked.text)["@graph"][0]["url"] == f"{SITE}events/{fire.id}/"


def test_every_page_is_described_and_every_link_of_its_head_exists(published: Path) -> None:
    for path in sorted(published.rglob("index.html")):
        page = path.parent.relative_to(published)
        found = head(published, str(page))
        if found.xpath(".//meta[@http-equiv='refresh']"):
            continue
        tags = metas(found)
        assert {"og:title", "og:type", "og:url", "og:site_name", "og:description"} <= tags.keys(), page
        assert found.xpath("string(.//meta[@name='description']/@content)"), page
        for href in found.xpath(".//link[@rel='alternate']/@href"):
            assert (path.parent / href).resolve().is_file(), (page, href)


def test_the_site_map_names_pages_with_the_days_of_their_articles(published: Path) -> None:
    tree = etree.parse(published / "sitemap.xml")
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    rows = {
        row.findtext("s:loc", namespaces=space): row.findtext("s:lastmod", namespaces=space)
        for row in tree.iterfind("s:url", space)
    }
    fire = sample_digest().events[0]
    assert rows[f"{SITE}events/{fire.id}/"] == "2023-03-12"
    assert rows[f"{SITE}about/"] is None
    assert f"{SITE}search/" not in rows
    (merged,) = set((published / "articles").glob("*/index.html")) - living(published)
    assert f"{SITE}articles/{merged.parent.name}/" not in rows
    assert all(dt.date.fromisoformat(day) for day in rows.values() if day)


def test_a_page_that_is_not_there_looks_for_where_it_went(published: Path) -> None:
    page = html.document_fromstring((published / "404.html").read_text(encoding="utf-8"))
    (script,) = page.xpath("//script[@data-addresses]")
    assert (script.get("data-addresses"), script.get("data-root")) == ("/digest/data/addresses.json", "/digest/")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert (published / "assets/js/moved.js").is_file()
    for address in page.xpath("//link[not(@rel='canonical')]/@href|//script/@src|//a/@href"):
        assert address.startswith(("/digest/", "#")), address


def test_robots_txt_names_the_site_map(published: Path) -> None:
    assert f"Sitemap: {SITE}sitemap.xml" in (published / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", ""),
        (None, ""),
        ("https://news.test", "https://news.test/"),
        ("https://news.test/a/", "https://news.test/a/"),
        ("http://خبر.test:8000", "http://xn--mgb2ajd.test:8000/"),
    ],
)
def test_addresses_of_the_web_end_in_a_slash(value: str | None, address: str) -> None:
    if address.startswith("http://xn--"):
        address = f"http://{'خبر.test'.encode('idna').decode()}:8000/"
    assert normalised(value) == address


@pytest.mark.parametrize(
    "value",
    [
        *("news.test", "ftp://news.test/", "javascript:alert(1)", "//news.test/", " https://news.test/", 7, True),
        *(
            "https://news.test/a b",
            "https://news.test\\a",
            "https://news.test/<b>",
            'https://news.test/"a',
            "https://a'b/",
        ),
        *("https://news.test/?x", "https://news.test/#a", "https://a@news.test", "https://a:b@news.test/", "http://"),
        *(
            "https://news.test:0/",
            "https://news.test:x/",
            "https://news..test/",
            "https://-a.test/",
            "https://a b.test/",
        ),
        *("https://news.test/../a", "https://news.test/a//b", "https://news.test/%zz", "https://news.test/\u202ea\n"),
        f"https://{'a' * 300}.test/",
    ],
)
def test_any_other_address_is_a_mistake_that_is_named(value: object) -> None:
    with pytest.raises(SiteError) as caught:
        normalised(value)
    (problem,) = caught.value.problems
    assert (problem.path, "SITE_URL" in problem.hint) == ("mkdocs.yml", True)


def test_a_password_in_the_address_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nsite_url: https://me:secret@news.test/\n", encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        site_address(tmp_path)
    (problem,) = caught.value.problems
    assert problem.line == 2
    assert "names a user" in problem.message
    assert "secret" not in str(caught.value)


def test_the_address_is_read_as_mkdocs_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "base.yml").write_text(
        'site_url: !ENV [NOT_SET_HERE, SITE_URL, "https://plain.test/"]\n', encoding="utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: x\n", encoding="utf-8")
    monkeypatch.delenv("SITE_URL", raising=False)
    assert site_address(tmp_path) == "https://plain.test/"
    monkeypatch.setenv("SITE_URL", "https://other.test")
    assert site_address(tmp_path) == "https://other.test/"
    (tmp_path / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"mkdocs\.yml"):
        site_address(tmp_path)


def living(published: Path) -> set[Path]:
    return {published / "articles" / item.article.id / "index.html" for item in sample_digest().articles}
