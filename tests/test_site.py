"""The site of the pages: it is built without a warning, and read and searched in a browser; the notebook runs."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import govreport

ROOT = Path(__file__).resolve().parent.parent
_, _, SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("nav_translations:")
TITLES, _, NAV = SETTINGS.partition("\nnav:\n")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as mkdocs builds it; a warning is an error there."""
    pytest.importorskip("mkdocs", reason="the extra 'docs' is not installed")
    pytest.importorskip("mkdocstrings", reason="the extra 'docs' is not installed")
    pytest.importorskip("mkdocs_static_i18n", reason="the extra 'docs' is not installed")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


ENGLISH = sorted(page for page in (ROOT / "docs").rglob("*.md") if not page.name.endswith(".zh.md"))


def place(page: Path) -> Path:
    """The folder of a page on the site of a language."""
    within = page.relative_to(ROOT / "docs").with_suffix("")
    return within.parent if within.name == "index" else within


def html(site: Path, *parts: str | Path) -> str:
    return site.joinpath(*parts, "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["", "zh"])
def test_every_page_is_there(site: Path, language: str) -> None:
    assert len(ENGLISH) > 30
    assert [page.name for page in ENGLISH if not (site / language / place(page) / "index.html").exists()] == []
    assert len(list((site / language / "seeds").glob("*.html"))) >= 5
    assert (site / language / "project" / "CHANGELOG" / "index.html").exists()
    summary = str(govreport.parse.__doc__).partition("\n")[0]
    assert summary in html(site, language, "api")


def test_no_page_is_left_over(site: Path) -> None:
    assert list(site.rglob("*.zh")) == []


def test_a_reader_switches_between_the_languages_of_a_page(site: Path) -> None:
    for page in ENGLISH:
        folder = place(page)
        up = "../" * len(folder.parts)
        assert f'href="{up}zh/{folder.as_posix()}/" hreflang="zh"'.replace("/./", "/") in html(site, folder)
        assert f'href="{up}../{folder.as_posix()}/" hreflang="en"'.replace("/./", "/") in html(site, "zh", folder)


def test_each_language_has_its_own_words(site: Path) -> None:
    for language, lang, words in (("", "en", ("Common tasks", "Dark")), ("zh", "zh", ("常见任务", "深色", "公文惯例"))):
        text = html(site, language, "tree")
        assert f'<html lang="{lang}"' in text
        assert [word for word in words if word not in text] == []
    titles = re.findall(r"^ +- \"?([^\[\]\n]+?)\"?:(?: \S+\.md)?$", NAV, re.M)
    assert len(titles) > 30
    assert [title for title in titles if f"{title}: " not in TITLES and f'"{title}": ' not in TITLES] == []


@pytest.mark.parametrize(
    ("language", "pitch", "picture", "readers"),
    [
        ("", "into an outline", "readme.png", ("Researchers", "Engineers", "offices")),
        ("zh", "还原成大纲", "readme.png", ("研究人员", "做检索的工程师", "机关文秘")),
    ],
)
def test_the_home_page_has_a_pitch_a_picture_and_an_install_line(
    site: Path, language: str, pitch: str, picture: str, readers: tuple[str, ...]
) -> None:
    text = html(site, language)
    [source] = re.findall(rf'<img [^>]*src="([^"]*{picture})"', text)
    assert (site / language / source).is_file()
    assert text.index(pitch) < text.index(source) < text.index("pip")
    assert [reader for reader in readers if reader not in text] == []


def test_pictures_lead_somewhere(site: Path) -> None:
    missing = [
        (page.parent.relative_to(site).as_posix(), source)
        for page in site.rglob("index.html")
        for source in re.findall(r'<img [^>]*src="([^":]+)"', page.read_text(encoding="utf-8"))
        if not (page.parent / source).is_file()
    ]
    assert missing == []


def test_a_chinese_heading_has_the_anchor_of_the_english_page(site: Path) -> None:
    assert '<h2 id="安装"><a id="install"></a>' in html(site, "zh", "tutorial")


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The address of the site on this computer."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_it_is_searched_in_a_browser_and_loads_nothing_from_outside(address: str) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")
    path = os.environ.get("GOVREPORT_CHROMIUM") or shutil.which("chromium")
    with playwright.sync_playwright() as started:
        try:
            browser = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        except playwright.Error as error:
            pytest.skip(f"there is no Chromium here: {error}")
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for top, title, words in ((f"{address}/zh/", "教程", "跳号"), (f"{address}/", "Tutorial", "attendances")):
            page.goto(f"{top}tutorial/")
            assert page.locator("h1").inner_text().startswith(title)
            search(page, words)
            assert words in page.locator(".md-search-result__list").inner_text().replace("\u200b", "")
            links = page.locator(".md-search-result__link").evaluate_all("links => links.map(link => link.href)")
            assert [link for link in links if not link.startswith(top) or ("/zh/" in link) != ("/zh/" in top)] == []
        for seed, language in (("/seeds/003.html", "en"), ("/zh/seeds/003.html", "zh-Hans")):
            page.goto(address + seed)
            assert "东区街道" in page.title()
            assert page.locator("html").get_attribute("lang") == language
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        browser.close()


def search(page: Any, words: str) -> None:
    """Ask the search of the site; keys that are pressed before its script listens are lost, so they are pressed again."""
    query = page.locator("[data-md-component=search-query]").first
    found = page.locator(".md-search-result__link").first
    query.fill(words)
    for _ in range(30):
        query.press("End")
        page.wait_for_timeout(500)
        if found.is_visible():
            return
    pytest.fail("the search finds nothing")


def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    book = json.loads((ROOT / "examples" / "tutorial.ipynb").read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            assert cell["outputs"] == []  # they are made where it is run
    assert names["report"].sections
    assert "<details" in names["report"]._repr_html_()
