"""The playground in a browser: dropped and pasted documents, its views, exports, comparison, offline, phone, policy.

Needs what ``test_viewer_browser.py`` needs, and a folder with the files of Pyodide, which ``GOVREPORT_PYODIDE`` names.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport.playground.build import build
from govreport.playground.packing import USEFUL, is_installed
from govreport.playground.serve import PlaygroundServer
from office_files import open_document
from test_viewer_browser import DESK, FLAGS, PHONE, chromium

playwright = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect, sync_playwright  # noqa: E402

TEXT = "关于法治政府建设情况的报告\n一、主要举措\n（一）审查文件18件，比上年增长20%。\n（三）依法行政。\n二、下一步\n继续推进。\n"
HOSTILE = (
    "关于工作的报告\n一、</script><script>hit()</script>总则<img src=x onerror=hit()>\n《<svg/onload=hit()>》3件。\n"
)
NAME = "<img src=x onerror=hit()>'\"&{name}.txt"
LOADING = 90_000
"""In milliseconds: the most that Pyodide may take to load on a busy machine."""
WATCH = "addEventListener('securitypolicyviolation', (event) => console.error('violation', event.violatedDirective))"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlaygroundServer]:
    pyodide = os.environ.get("GOVREPORT_PYODIDE")
    if not pyodide:
        pytest.skip("GOVREPORT_PYODIDE names no folder with Pyodide: npm pack pyodide")
    folder = tmp_path_factory.mktemp("playground") / "page"
    build(folder, Path(pyodide))
    with PlaygroundServer(folder) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def browser(server: PlaygroundServer) -> Iterator[Browser]:
    with sync_playwright() as started:
        path = chromium(started.chromium.executable_path)
        made = started.chromium.launch(executable_path=path, args=FLAGS)
        yield made
        made.close()


Show = Callable[..., Page]


@pytest.fixture(scope="module")
def show(browser: Browser, server: PlaygroundServer) -> Iterator[Show]:
    """Opens the page in a separate window, which must contact no other host and log no errors."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []
    asked: list[str] = []

    def shown(path: str = "", **window: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **window})
        context.set_default_timeout(30_000)
        context.add_init_script(WATCH)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.goto(server.url + path)
        return page

    yield shown
    for context in contexts:
        context.close()
    assert trouble == []
    assert [url for url in asked if not url.startswith((server.url, f"blob:{server.url}"))] == []
    assert len(asked) > 10


@pytest.fixture(scope="module")
def ready(show: Show) -> Page:
    page = show()
    expect(page.locator("html[data-ready]")).to_be_attached(timeout=LOADING)
    return page


@pytest.fixture
def desk(ready: Page) -> Page:
    """The page without documents."""
    while ready.locator("#play-document option").count():
        count = ready.locator("#play-document option").count()
        ready.locator("#play-close").click()
        expect(ready.locator("#play-document option")).to_have_count(count - 1)
    return ready


def frame(page: Page) -> FrameLocator:
    return page.frame_locator("#play-frame")


def paste(page: Page, text: str) -> None:
    if page.locator("#play-start").is_hidden():
        page.locator("#play-open").click()
    page.locator("#play-text").fill(text)
    page.locator("#play-paste").click()


def drop(page: Page, **files: bytes) -> None:
    """Drop files on the page; ``_`` in a name is a point."""
    data = page.evaluate_handle(
        """(files) => {
            const data = new DataTransfer();
            for (const [name, content] of files) {
                data.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name));
            }
            return data;
        }""",
        [[name, base64.b64encode(content).decode()] for name, content in files.items()],
    )
    page.dispatch_event("#play-main", "dragover", {"dataTransfer": data})
    page.dispatch_event("#play-main", "drop", {"dataTransfer": data})


def expect_outline(page: Page, *titles: str) -> None:
    for title in titles:
        expect(frame(page).get_by_role("treeitem", name=re.compile(re.escape(title)))).to_be_visible(timeout=LOADING)


# ---- opening -------------------------------------------------------------------------------------------------------


def test_a_pasted_text_has_its_outline(desk: Page) -> None:
    paste(desk, TEXT)
    expect_outline(desk, "一、主要举措", "二、下一步")
    expect(frame(desk).locator("#view-findings")).to_contain_text("跳号")
    expect(desk.locator("#play-document")).to_contain_text("关于法治政府建设情况的报告")
    frame(desk).locator('[role=treeitem][href="#2"]').click()
    expect(frame(desk).locator('[id="2"]')).to_have_class(re.compile(r"\bcurrent\b"))
    expect(frame(desk).locator("#view-path")).to_have_text("2")


def test_the_sample_is_read(desk: Page) -> None:
    desk.locator("#play-sample").click()
    expect_outline(desk, "三、下一步工作")


def test_an_empty_text_is_not_a_document(desk: Page) -> None:
    desk.locator("#play-text").fill(" \n")
    desk.locator("#play-paste").click()
    expect(desk.locator("#play-problems")).to_have_text("还没有文本，请先粘贴")
    expect(desk.locator("#play-desk")).to_be_hidden()


def test_a_text_pasted_anywhere_is_read(desk: Page) -> None:
    desk.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }""",
        TEXT,
    )
    expect_outline(desk, "二、下一步")


def written(format: str) -> bytes:
    """The report as a file of a format."""
    report = govreport.parse(TEXT)
    if format == "docx":
        return report.to_docx()
    if format == "odt":
        return open_document("".join(f"<text:p>{line}</text:p>" for line in TEXT.splitlines()))
    if format == "rtf":
        signs = ("\\par " if one == "\n" else f"\\u{ord(one)}?" if ord(one) > 126 else one for one in TEXT)
        return f"{{\\rtf1\\ansi {''.join(signs)}}}".encode()
    if format == "txt":
        return TEXT.encode("gb18030")
    return (report.to_markdown() if format == "md" else report.to_html()).encode()


@pytest.mark.parametrize("format", ["txt", "md", "html", "docx", "odt", "rtf"])
def test_a_dropped_file_has_its_outline(desk: Page, format: str) -> None:
    if not all(map(is_installed, USEFUL)):
        pytest.skip("the extra 'all' is not installed")
    drop(desk, **{f"报告.{format}": written(format)})
    expect_outline(desk, "一、主要举措", "二、下一步")
    expect(desk.locator("#play-document")).to_contain_text(f"报告.{format}")


def pdf_report() -> bytes:
    """A PDF of two pages with a ruled table, a level and a turned line, and bookmarks."""
    pytest.importorskip("reportlab", reason="the extra 'dev' is not installed")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))

    def write(*lines: str) -> None:
        canvas.setFont("STSong-Light", 16)
        for number, line in enumerate(lines):
            canvas.drawString(80, 760 - 28 * number, line)

    write(*TEXT.splitlines()[:4], "—— 1 ——")
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry("一、主要举措", "one")
    canvas.grid((80, 200, 320), (500, 530, 560))
    for number, cell in enumerate(("区县", "件数", "甲区", "18")):
        canvas.drawString(90 + 120 * (number % 2), 540 - 30 * (number // 2), cell)
    canvas.rotate(90)
    canvas.drawString(100, -40, "旁注")
    canvas.showPage()
    write(*TEXT.splitlines()[4:])
    canvas.bookmarkPage("two")
    canvas.addOutlineEntry("二、下一步", "two")
    canvas.save()
    return out.getvalue()


def test_a_pdf_is_read_as_on_a_computer(desk: Page) -> None:
    """pdfium runs as WebAssembly there; pypdfium2 and the reader are the same."""
    if "PDF" not in desk.evaluate("fetch('packages.json').then((answer) => answer.json())")["formats"]:
        pytest.skip("the folder of Pyodide has no pdfium, or the extra 'pdf' is not installed")
    content = pdf_report()
    for name in ("第一份.pdf", "第二份.pdf"):  # the engine is loaded once
        drop(desk, **{name: content})
        expect_outline(desk, "一、主要举措", "二、下一步")
    desk.get_by_role("tab", name="另存为").click()
    with desk.expect_download() as download:
        desk.locator("[data-form=json]").click()
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    expected = json.loads(govreport.read(content, name="第二份.pdf").to_json())
    assert saved == expected
    assert "| 甲区 | 18 |" in json.dumps(saved, ensure_ascii=False)


def test_a_file_that_cannot_be_read_has_a_reason(desk: Page) -> None:
    drop(desk, **{"报告.pdf": b"%PDF-1.7\n", "图.png": b"\x89PNG\r\n\x1a\n" + bytes(600)})
    expect(desk.locator("#play-problems p")).to_have_count(2)
    expect(desk.locator("#play-problems")).to_contain_text("不能读取“报告.pdf”：")
    expect(desk.locator("#play-problems")).to_contain_text(
        "不能读取“图.png”：是图片（PNG）；网页版不能识别图片里的文字"
    )
    paste(desk, TEXT)
    expect_outline(desk, "二、下一步")
    expect(desk.locator("#play-problems p")).to_have_count(0)


def test_a_file_is_chosen_with_the_keyboard(desk: Page, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="utf-8")
    desk.bring_to_front()
    with desk.expect_file_chooser() as chosen:
        desk.locator("#play-choose").press("Enter")
    chosen.value.set_files(path)
    expect_outline(desk, "二、下一步")


def test_hostile_names_and_texts_are_text(desk: Page) -> None:
    drop(desk, **{NAME: HOSTILE.encode()})
    expect_outline(desk, "总则")
    expect(desk.locator("#play-document option")).to_have_text(f"{NAME} — 关于工作的报告")
    assert frame(desk).locator("article img, article script, article svg").count() == 0
    for view in ("facts", "chunks"):
        desk.locator(f"#play-tab-{view}").click()
        expect(frame(desk).locator("main")).to_contain_text("<svg/onload=hit()>")
        assert frame(desk).locator("main svg, main img, main script").count() == 0
    drop(desk, **{NAME: b"%PDF-1.7\n"})
    expect(desk.locator("#play-problems")).to_contain_text(NAME)
    assert desk.locator("#play-problems img").count() == 0


# ---- views ---------------------------------------------------------------------------------------------------------


def test_the_views_of_a_document(desk: Page) -> None:
    paste(desk, TEXT)
    expect_outline(desk, "二、下一步")
    desk.get_by_role("tab", name="关键信息").click()
    expect(frame(desk).locator("#facts-figure tbody tr").first).to_contain_text("18件")
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("tab", name="文本块")).to_be_focused()
    expect(frame(desk).locator(".chunk").first).to_contain_text("审查文件18件")
    desk.keyboard.press("End")
    expect(desk.get_by_role("tab", name="另存为")).to_have_attribute("aria-selected", "true")
    expect(desk.locator("#play-frame")).to_be_hidden()


def test_two_dropped_files_are_compared(desk: Page) -> None:
    drop(desk, **{"旧.txt": TEXT.encode(), "新.txt": TEXT.replace("18件", "21件").encode()})
    expect(desk.get_by_role("tab", name="新旧对照")).to_have_attribute("aria-selected", "true")
    expect(frame(desk).locator("ins")).to_have_text("21")
    desk.locator("#play-swap").click()
    expect(frame(desk).locator("ins")).to_have_text("18")
    with desk.expect_download() as download:
        desk.locator("#play-pair [data-form=comparison]").click()
    assert download.value.suggested_filename == "旧.diff.html"
    desk.locator("#play-close").click()
    expect(desk.locator("#play-alone")).to_be_visible()
    with desk.expect_file_chooser() as chosen:
        desk.locator("#play-another").click()
    chosen.value.set_files({"name": "又.txt", "mimeType": "text/plain", "buffer": TEXT.replace("18件", "5件").encode()})
    expect(frame(desk).locator("ins")).to_have_text("5")


def test_a_document_is_chosen_and_closed(desk: Page) -> None:
    drop(desk, **{"甲.txt": "一、甲章\n正文。".encode(), "乙.txt": "一、乙章\n正文。".encode()})
    expect(desk.locator("#play-document option")).to_have_count(2)
    desk.locator("#play-document").select_option(label="甲.txt")
    expect_outline(desk, "一、甲章")
    desk.locator("#play-close").click()
    expect_outline(desk, "一、乙章")
    desk.locator("#play-close").click()
    expect(desk.locator("#play-start")).to_be_visible()


@pytest.mark.parametrize("form", ["md", "json", "docx", "outline.csv", "facts.csv", "xlsx", "html", "chunks.jsonl"])
def test_the_files_are_those_of_the_library(desk: Page, form: str, tmp_path: Path) -> None:
    drop(desk, **{"报告.txt": TEXT.encode()})
    expect_outline(desk, "二、下一步")
    desk.get_by_role("tab", name="另存为").click()
    with desk.expect_download() as download:
        desk.locator(f"#play-exports [data-form='{form}']").click()
    assert download.value.suggested_filename == f"报告.{form}"
    download.value.save_as(tmp_path / "file")
    content = (tmp_path / "file").read_bytes()
    report = govreport.read(TEXT.encode(), name="报告.txt")
    if form == "md":
        assert content.decode() == report.to_markdown()
    elif form == "json":
        assert govreport.Report.from_json(content) == report
    elif form == "docx":
        ours, theirs = (zipfile.ZipFile(io.BytesIO(one)) for one in (content, report.to_docx()))
        assert ours.read("word/document.xml") == theirs.read("word/document.xml")
    elif form.endswith(".csv"):
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        assert "大纲路径" in head
        assert rows
    elif form == "xlsx":
        assert "xl/worksheets/sheet3.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    elif form == "html":
        assert 'id="view-report"' in content.decode()
    else:
        assert [json.loads(line)["text"] for line in content.decode().splitlines()] == [c.text for c in report.chunks()]


# ---- the window -----------------------------------------------------------------------------------------------------


def test_the_page_works_offline_after_the_first_load(show: Show, ready: Page) -> None:
    expect(ready.locator("html[data-offline]")).to_be_attached(timeout=LOADING)
    page = ready.context.new_page()
    ready.context.set_offline(True)
    try:
        for path in ("", "en.html"):
            page.goto(ready.url.partition("#")[0].removesuffix("index.html") + path)
            paste(page, TEXT)
            expect_outline(page, "二、下一步")
    finally:
        ready.context.set_offline(False)
        page.close()


def test_the_load_is_shown_and_a_text_may_be_given_before(show: Show) -> None:
    page = show("en.html")
    expect(page.get_by_role("progressbar")).to_be_visible()
    paste(page, TEXT)
    expect_outline(page, "二、下一步")
    expect(page.get_by_role("progressbar")).to_be_hidden()
    expect(page.get_by_role("tab", name="Outline and text")).to_have_attribute("aria-selected", "true")
    expect(frame(page).get_by_role("tree", name="Outline")).to_be_visible()
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", name="公文大纲")).to_be_visible()


def test_a_long_run_can_be_stopped(desk: Page) -> None:
    drop(desk, **{"长.txt": ("一、" + "工作" * 40 + "\n").encode() * 40_000})
    desk.get_by_role("button", name="停止").click(timeout=LOADING)
    expect(desk.locator("#play-problems")).to_have_text("已停止；请重新打开文件")
    expect(desk.locator("html[data-ready]")).to_be_attached(timeout=LOADING)
    paste(desk, TEXT)
    expect_outline(desk, "二、下一步")


def test_after_an_unexpected_error_the_reader_is_started_again(desk: Page) -> None:
    drop(desk, **{"甲.txt": TEXT.encode(), "乙.txt": TEXT.encode()})
    expect(frame(desk).locator("table")).to_be_visible()
    desk.locator("#play-old option").first.evaluate("(option) => { option.value = '99'; }")
    desk.locator("#play-old").dispatch_event("change")
    expect(desk.locator("#play-problems")).to_contain_text("出现意外错误，已重新启动")
    expect(desk.locator("html[data-ready]")).to_be_attached(timeout=LOADING)
    paste(desk, TEXT)
    expect_outline(desk, "二、下一步")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(show: Show, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = show(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        answer = axe.run(page, options={"iframes": False}).response
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in answer["violations"]] == []
        assert {"color-contrast", "button-name", "label"} & {rule["id"] for rule in answer["passes"]}

    fits()
    paste(page, TEXT)
    expect(frame(page).locator("article")).to_contain_text("依法行政", timeout=LOADING)
    fits()
    assert page.locator("#play-frame").bounding_box()["height"] > 400  # type: ignore[index]
    frame(page).get_by_role("button", name="大纲").tap()
    frame(page).locator('[role=treeitem][href="#2"]').tap()
    expect(frame(page).locator('[id="2"]')).to_be_in_viewport()
    for view in ("facts", "chunks", "compare", "exports"):
        page.locator(f"#play-tab-{view}").tap()
        page.wait_for_timeout(300)
        fits()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desk: Page, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    def check() -> None:
        answer = axe.run(desk, options={"iframes": False}).response
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in answer["violations"]] == []
        assert "color-contrast" in {rule["id"] for rule in answer["passes"]}

    check()
    drop(desk, **{"甲.txt": TEXT.encode(), "乙.txt": TEXT.replace("18", "20").encode()})
    expect(frame(desk).locator("ins")).to_have_text("20")
    for view in ("compare", "exports", "facts", "report"):
        desk.locator(f"#play-tab-{view}").click()
        check()
    expect_outline(desk, "二、下一步")
    for theme in ("dark", "light", "auto"):
        desk.locator(f"input[name=view-theme][value={theme}]").check(force=True)
        colours = [
            body.evaluate("(body) => getComputedStyle(body).backgroundColor")
            for body in (desk.locator("body"), frame(desk).locator("body"))
        ]
        assert colours[0] == colours[1], theme
