"""Take the screenshots of the README, docs/viewer.md, docs/playground.md, docs/compare.md and docs/forms.md: python benchmarks/pictures.py

Needs the extras ``browser``, ``docx``, ``pdf`` and ``plot``, Pillow, a Chromium and LibreOffice.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

import govreport
from govreport.playground.build import build
from govreport.playground.serve import PlaygroundServer
from govreport.playground.shell import LANGUAGES as SHELLS
from govreport.viewer import page as make_page
from govreport.writers.plots import picture

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
STRIP: dict[str, Any] = {"viewport": {"width": 1120, "height": 620}}
"""Low enough that the README shows it without scrolling."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 760},
    "device_scale_factor": 1.5,
    "has_touch": True,
    "is_mobile": True,
}
LANGUAGES = {"en": "", "zh": ".zh"}
"""The languages of the pages, with what the names of their pictures end with."""
CHANGES = {
    "粤府〔2025〕3号": "粤府〔2026〕2号",
    "到2027年，行政执法的质量和效能显著提升": "到2028年，行政执法的质量和效能全面提升",
    "2.规范执法。": "2.数字赋能。建设全省统一的行政执法平台。\n3.规范执法。",
    "（一）加强领导。各地、各部门主要负责人履行第一责任人职责。\n": "",
    "（二）压实责任。": "（一）压实责任。",
    "2025年1月6日": "2026年1月8日",
}
"""What a later draft of the notice has instead."""

NOTICE = (
    "广东省人民政府关于印发法治政府建设实施方案的通知\n粤府〔2025〕3号\n各地级以上市人民政府，省政府各部门、各直属机构：\n"
    "现将《法治政府建设实施方案》印发给你们，请认真组织实施。\n"
    "一、总体要求\n（一）指导思想。坚持以人民为中心，深入推进依法行政，切实保障人民群众合法权益，不断提高政府工作的法治化水平。\n"
    "（二）工作目标\n到2027年，行政执法的质量和效能显著提升，重大行政决策程序全面落实，政府行为全面纳入法治轨道。\n"
    "1.健全制度。完善行政规范性文件的制定和备案审查。\n2.规范执法。落实行政执法公示、执法全过程记录和重大执法决定法制审核。\n"
    "二、主要任务\n抓好两项工作：一是加强重点领域立法；二是完善行政争议多元化解机制。\n（一）加强领导。各地、各部门主要负责人履行第一责任人职责。\n"
    "（二）压实责任。年度任务分工见下表。\n项目|牵头单位|完成时限\n规范性文件清理|司法厅|6月底\n执法人员培训|人力资源社会保障厅|9月底\n\n"
    "附件：1.重点任务分工表\n2.进度安排表\n\n广东省人民政府\n2025年1月6日\n\n附件1\n重点任务分工表\n一、立法任务\n由司法厅牵头，年底前完成。\n"
)


FORMS = ROOT / "benchmarks" / "forms"
"""A document of each form of GB/T 9704-2012, a law and a speech."""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include>{}</fontconfig>
"""
FONT = """<match target="pattern"><test name="family"><string>{}</string></test>
<edit name="family" mode="assign" binding="strong"><string>{}</string></edit>
<edit name="weight" mode="assign" binding="strong"><const>{}</const></edit></match>
"""
SUBSTITUTES = {
    "方正小标宋简体": ("Noto Serif CJK SC", "bold"),
    "黑体": ("Noto Sans CJK SC", "bold"),
    "楷体_GB2312": ("Noto Serif CJK SC", "medium"),
    "仿宋_GB2312": ("Noto Serif CJK SC", "regular"),
    "宋体": ("Noto Serif CJK SC", "regular"),
    "Times New Roman": ("Liberation Serif", "regular"),
}
"""Free fonts for those that the standard names."""


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    viewer()
    playground()
    word()
    outline()


def word() -> None:
    """The first and the last page of each form as LibreOffice sets them."""
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS.format("".join(FONT.format(name, *other) for name, other in SUBSTITUTES.items())))
        files = [Path(folder) / f"{path.stem}.docx" for path in sorted(FORMS.glob("*.txt"))]
        for file in files:
            file.write_bytes(govreport.read(FORMS / f"{file.stem}.txt").to_docx())
        command = ["soffice", f"-env:UserInstallation={(Path(folder) / 'home').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, *map(str, files)]
        subprocess.run(command, check=True, env={**os.environ, "FONTCONFIG_FILE": str(fonts)})
        for file in files:
            with pypdfium2.PdfDocument(file.with_suffix(".pdf")) as pdf:
                pages = [pdf[at].render(scale=0.6).to_pil() for at in dict.fromkeys((0, len(pdf) - 1))]
            sheet = Image.new("RGB", (sum(page.width + 12 for page in pages) + 12, pages[0].height + 24), "#ddd")
            for at, page in enumerate(pages):
                sheet.paste(page, (12 + at * (page.width + 12), 12))
            sheet.quantize(16, dither=Image.Dither.NONE).save(PICTURES / f"word-{file.stem}.png", optimize=True)


def outline() -> None:
    """The outline of a seed."""
    [file] = (ROOT / "seeds").glob("003*")
    (PICTURES / "outline.png").write_bytes(picture(govreport.read(file), "png"))


def viewer() -> None:
    """Pages in the browser, in both languages: a report, a damaged one, and a comparison."""
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])

        def take(name: str, html: str, link: str = "", **window: Any) -> Page:
            return shown(browser, Path(folder) / f"{name}.html", html, link, **window)

        for lang, suffix in LANGUAGES.items():
            picture = take("viewer", make_page(seed("003"), lang=lang), "#4/2", **DESK)
            picture.locator('[id="4/2/i1"]').hover()
            save(picture, f"viewer{suffix}")
            picture = take("readme", make_page(seed("003"), lang=lang), "#4/2", **STRIP)
            picture.locator('[id="4/2/i1"]').hover()
            save(picture, f"readme{suffix}")
            picture = take("viewer-repairs", make_page(seed("002"), lang=lang), color_scheme="dark", **DESK)
            picture.locator("input[name=view-text][value=both]").check(force=True)
            picture.locator(".flag.warning a").first.click()
            picture.locator("#view-card summary").click()
            save(picture, f"viewer-repairs{suffix}")
            picture = take("viewer-search", make_page(seed("000"), lang=lang), **DESK)
            picture.locator("#view-search").fill("执法")
            picture.locator("#view-search").press("Enter")
            save(picture, f"viewer-search{suffix}")
            save(take("viewer-phone", make_page(seed("003"), lang=lang), "#4/2", **PHONE), f"viewer-phone{suffix}")
            save(take("compare", comparison().to_html(lang=lang), **DESK), f"compare{suffix}")
        browser.close()


def playground() -> None:
    """The page that reads documents in the browser: the start, a report that was dropped, the facts on a phone."""
    pyodide = os.environ.get("GOVREPORT_PYODIDE")
    if not pyodide:
        print("no pictures of the playground: GOVREPORT_PYODIDE names no folder with Pyodide")
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder, "page"), Path(pyodide))
        with PlaygroundServer(Path(folder, "page")) as server, sync_playwright() as started:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = started.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
            for lang, suffix in LANGUAGES.items():
                address = server.url + SHELLS[lang]
                page = browser.new_context(**STRIP).new_page()
                page.goto(address)
                page.locator("html[data-offline]").wait_for(state="attached", timeout=120_000)
                page.wait_for_timeout(6500)  # until the message has disappeared
                save(page, f"playground{suffix}")
                page.locator("#play-sample").click()
                page.frame_locator("#play-frame").locator('[href="#1/2"]').click()
                page.wait_for_timeout(6500)
                save(page, f"playground-report{suffix}")
                phone = browser.new_context(**PHONE).new_page()
                phone.goto(address)
                phone.locator("#play-sample").tap(timeout=120_000)
                phone.frame_locator("#play-frame").locator("article").wait_for(timeout=120_000)
                phone.wait_for_timeout(6500)
                save(phone, f"playground-phone{suffix}")
            browser.close()


def chromium() -> str | None:
    """The browser to take pictures in; None for that of Playwright."""
    return os.environ.get("GOVREPORT_CHROMIUM") or shutil.which("chromium")


def seed(number: str) -> govreport.Report:
    """A seed by the beginning of its name."""
    [file] = (ROOT / "seeds").glob(f"{number}*")
    return govreport.read(file, name=file.name)


def comparison() -> govreport.Comparison:
    """The notice and a later draft of it."""
    later = NOTICE
    for old, new in CHANGES.items():
        later = later.replace(old, new)
    return govreport.compare(govreport.parse(NOTICE), govreport.parse(later))


def shown(browser: Browser, path: Path, html: str, link: str, **window: Any) -> Page:
    """A page in a separate window."""
    path.write_text(html, encoding="utf-8")
    page = browser.new_context(**{"reduced_motion": "reduce", **window}).new_page()
    page.goto(path.as_uri() + link)
    return page


def save(page: Page, name: str) -> None:
    """Take the picture when the page has settled, in 64 colours: a fifth of the size, without a visible difference."""
    page.wait_for_timeout(300)
    with Image.open(BytesIO(page.screenshot())) as shot:
        colours = shot.convert("RGB").quantize(64, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        colours.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
