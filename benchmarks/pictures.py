"""The pictures of docs/viewer.md, taken anew: python benchmarks/pictures.py (needs the extra ``browser`` and a Chromium)."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import govreport
from govreport.viewer import page as make_page

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 760},
    "device_scale_factor": 1.5,
    "has_touch": True,
    "is_mobile": True,
}


def main() -> None:
    """Take them all."""
    path = os.environ.get("GOVREPORT_CHROMIUM") or shutil.which("chromium")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])

        def take(name: str, seed: str, link: str = "", **window: Any) -> Page:
            return shown(browser, Path(folder) / f"{name}.html", seed, link, **window)

        picture = take("viewer", "003", "#4/2", **DESK)
        picture.locator('[id="4/2/i1"]').hover()
        save(picture, "viewer")
        picture = take("viewer-repairs", "002", color_scheme="dark", **DESK)
        picture.locator("input[name=view-text][value=both]").check(force=True)
        picture.locator("#view-flag-1").click()
        save(picture, "viewer-repairs")
        picture = take("viewer-search", "000", **DESK)
        picture.locator("#view-search").fill("执法")
        picture.locator("#view-search").press("Enter")
        save(picture, "viewer-search")
        save(take("viewer-phone", "003", "#4/2", **PHONE), "viewer-phone")
        browser.close()


def shown(browser: Browser, path: Path, seed: str, link: str, **window: Any) -> Page:
    """The page of a seed, in a window of its own."""
    [file] = (ROOT / "seeds").glob(f"{seed}*")
    path.write_text(make_page(govreport.read(file, name=file.name)), encoding="utf-8")
    page = browser.new_context(**{"reduced_motion": "reduce", **window}).new_page()
    page.goto(path.as_uri() + link)
    return page


def save(page: Page, name: str) -> None:
    """Take the picture when all is at rest."""
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
