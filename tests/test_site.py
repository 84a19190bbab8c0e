"""The site of the pages: it is built without a warning, and read and searched in a browser; the notebook runs."""

from __future__ import annotations

import functools
import http.server
import json
import os
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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as mkdocs builds it; a warning is an error there."""
    pytest.importorskip("mkdocs", reason="the extra 'docs' is not installed")
    pytest.importorskip("mkdocstrings", reason="the extra 'docs' is not installed")
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


def test_every_page_is_there(site: Path) -> None:
    pages = [page for page in (ROOT / "docs").rglob("*.md") if page.name != "index.md"]
    missing = [
        page.name
        for page in pages
        if not (site / page.relative_to(ROOT / "docs").with_suffix("") / "index.html").exists()
    ]
    assert missing == []
    assert len(list((site / "seeds").glob("*.html"))) >= 5
    summary = str(govreport.parse.__doc__).partition("\n")[0]
    assert summary in (site / "api" / "index.html").read_text(encoding="utf-8")


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
        page.goto(f"{address}/zh/tutorial/")
        assert page.locator("h1").inner_text().startswith("教程")
        search(page, "序号")
        assert "序号" in page.locator(".md-search-result__list").inner_text()
        page.goto(f"{address}/seeds/003.html")
        assert "东区街道" in page.title()
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        browser.close()


def search(page: Any, words: str) -> None:
    """Ask the search of the site; what is written before its script listens is not heard, so it is written again."""
    query = page.locator("[data-md-component=search-query]").first
    found = page.locator(".md-search-result__link").first
    for _ in range(30):
        query.fill("")
        query.fill(words)
        page.wait_for_timeout(1000)
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
