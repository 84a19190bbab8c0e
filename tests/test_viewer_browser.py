"""The page in a browser: mouse, keyboard, search, links, scripts, small screens, accessibility, hostile text.

Needs the extra ``browser`` and a Chromium: the one that ``GOVREPORT_CHROMIUM`` names, one on the path, or Playwright's own.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport.report import Report
from govreport.tree.conversion import Script
from govreport.tree.nodes import Section
from govreport.viewer import Entry, index
from govreport.viewer import page as make_page
from govreport.viewer.notice import notice as unreadable
from govreport.viewer.serve import Pages, Server
from trees import notice

playwright = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright  # noqa: E402

SEEDS = Path(__file__).parents[1] / "seeds"
DAMAGED = next(SEEDS.glob("002*"))
STREET = next(SEEDS.glob("003*"))
NUMBERED = "关于建设的报告\n一、主要举措\n（一）依法行政。坚持为先。\n（二）理发行业\n规范头发、发展产业。\n三、下一步计划\n继续推进。\n"
HOSTILE = (
    "关于<script>hit()</script>的报告\n一、</script><img src=x onerror=hit()>总则\n"
    "javascript:hit() <!-- </style></textarea></title><svg/onload=hit()>\n二、<a href=javascript:hit()>附则</a>\n正文。\n"
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]

Show = Callable[..., Page]


def chromium(own: str) -> str:
    named = os.environ.get("GOVREPORT_CHROMIUM")
    found = [named, *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")), own]
    path = next((one for one in found if one and Path(one).exists()), None)
    if path is None or (named and path != named):
        pytest.skip("there is no Chromium here; GOVREPORT_CHROMIUM names one")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        path = chromium(started.chromium.executable_path)
        made = started.chromium.launch(executable_path=path, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Shows a report, or a page, in a separate window, which must load nothing else and log no errors."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []
    asked: list[str] = []

    def shown(report: Report | str, link: str = "", lang: str = "en", **window: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **window})
        context.set_default_timeout(10_000)
        contexts.append(context)
        path = tmp_path / f"{len(contexts)}.html"
        html = report if isinstance(report, str) else make_page(report, lang=lang)
        path.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri() + link)
        return page

    yield shown
    for context in contexts:
        context.close()
    assert trouble == []
    assert [url for url in asked if not url.startswith((tmp_path.as_uri(), "data:"))] == []


def numbered() -> Report:
    return govreport.parse(NUMBERED)


def test_a_click_in_the_outline_leads_to_the_unit(show: Show) -> None:
    page = show(govreport.read(STREET))
    page.locator('[role=treeitem][href="#4/2"]').click()
    assert page.url.endswith("#4/2")
    expect(page.locator('[id="4/2"]')).to_be_in_viewport()
    expect(page.locator('[id="4/2"]')).to_have_class(re.compile(r"\bcurrent\b"))
    expect(page.locator("[aria-current]")).to_have_attribute("href", "#4/2")
    expect(page.locator("#view-path")).to_have_text("4/2")
    expect(page.locator("#view-crumbs li")).to_have_count(2)


def test_a_click_in_the_report_shows_where_one_is(show: Show) -> None:
    page = show(numbered())
    page.locator('[id="1/1/p1"]').click()
    assert page.url.endswith("#1/1/p1")
    expect(page.locator("#view-path")).to_have_text("1/1/p1")
    expect(page.locator("[aria-current]")).to_have_attribute("href", "#1/1")


def test_each_highlights_the_other(show: Show) -> None:
    page = show(numbered())
    page.locator('[role=treeitem][href="#1/2"]').hover()
    expect(page.locator('[id="1/2"]')).to_have_class("unit level-2 lit")
    page.locator('[id="3/p1"]').hover()
    expect(page.locator(".lit")).to_have_count(1)
    expect(page.locator('[role=treeitem][href="#3"]')).to_have_class("lit")


def test_the_outline_opens_and_closes(show: Show) -> None:
    page = show(numbered())
    below = page.locator('[role=treeitem][href="#1/1"]')
    page.locator('[role=treeitem][href="#1"] .twist').click()
    expect(below).to_be_hidden()
    assert "#" not in page.url
    page.locator('[role=treeitem][href="#1"] .twist').click()
    expect(below).to_be_visible()
    page.locator('input[name=view-levels][value="1"]').check(force=True)
    expect(page.locator("[role=treeitem]:visible")).to_have_count(2)
    page.locator("input[name=view-levels][value=all]").check(force=True)
    expect(page.locator("[role=treeitem]:visible")).to_have_count(4)


def test_the_outline_by_keyboard(show: Show) -> None:
    page = show(numbered())
    page.locator("[role=treeitem][tabindex='0']").focus()
    focused = page.locator(":focus")
    for key, path in (
        ("ArrowDown", "1/1"),
        ("End", "3"),
        ("Home", "1"),
        ("ArrowRight", "1/1"),
        ("ArrowLeft", "1"),
        ("End", "3"),
        ("ArrowUp", "1/2"),
    ):
        page.keyboard.press(key)
        expect(focused).to_have_attribute("href", f"#{path}")
    focused.dispatch_event("keydown", {"key": "三"})
    expect(focused).to_have_attribute("href", "#3")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    expect(focused).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    assert page.url.endswith("#1")
    expect(page.locator("[role=treeitem][tabindex='0']")).to_have_count(1)


def test_the_first_key_leads_past_the_outline(show: Show) -> None:
    page = show(numbered())
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the report")


def found(page: Page) -> int:
    return int(page.evaluate("CSS.highlights.get('view-found')?.size ?? 0"))


def test_search_marks_counts_and_filters(show: Show) -> None:
    page = show(numbered())
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("发")
    expect(page.locator("#view-found")).to_have_text("3 matches")
    assert found(page) == 3
    expect(page.locator("[role=treeitem]:visible")).to_have_count(2)
    expect(page.locator('[role=treeitem][href="#1/2"]')).to_have_attribute("data-hits", "3")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#view-found")).to_have_text("2 of 3")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#view-found")).to_have_text("1 of 3")
    page.keyboard.press("Escape")
    expect(page.locator("[role=treeitem]:visible")).to_have_count(4)
    assert found(page) == 0
    page.keyboard.insert_text("<script>")
    expect(page.locator("#view-found")).to_have_text("No match")


@pytest.mark.parametrize("wanted", ["头发", "頭 髮", "一、主要", "（一）依法行政。坚持", "(一)依法"])
def test_search_reads_either_script_and_across_elements(show: Show, wanted: str) -> None:
    page = show(numbered())
    page.locator("#view-search").fill(wanted)
    expect(page.locator("#view-found")).to_have_text("1 match")


def test_search_reads_the_text_that_is_shown(show: Show) -> None:
    page = show(govreport.read(DAMAGED))
    page.locator("#view-search").fill("香洲區堅持")
    expect(page.locator("#view-found")).to_have_text("1 match")
    page.locator("input[name=view-text][value=original]").check(force=True)
    expect(page.locator("#view-found")).to_have_text("No match")
    page.locator("#view-search").fill("香洲區(qū)堅持")
    expect(page.locator("#view-found")).to_have_text("1 match")


@pytest.mark.parametrize("path", ["1/2", "@1/10.1", "1/i2", "@1", "1/2/t1"])
def test_a_deep_link_leads_to_its_node(show: Show, path: str) -> None:
    page = show(notice(), f"#{path}", viewport={"width": 1000, "height": 420})
    expect(page.locator(f'[id="{path}"]')).to_be_in_viewport()
    expect(page.locator("#view-path")).to_have_text(path)


def long_report() -> Report:
    """Sections of very different lengths, so that no height of one can be guessed from another."""
    lines = ["关于长远工作的报告"]
    for at in range(1, 41):
        lines += [
            f"第{at}章　工作",
            *(f"{at}.{line} " + "推进依法行政。" * (3 + 7 * (at * line % 11)) for line in range(1, 13)),
        ]
    return govreport.parse("\n".join(lines))


LANDED = """(id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    const bar = document.querySelector(".bar");
    const top = getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect().bottom : 0;
    return box.top >= top - 1 && box.top < innerHeight - 60;
}"""
SETTLED = """() => new Promise((done) => {
    let [before, still] = [NaN, 0];
    const look = () => {
        still = scrollY === before ? still + 1 : 0;
        before = scrollY;
        if (still === 10) done(); else requestAnimationFrame(look);
    };
    look();
})"""


def lands(page: Page, path: str) -> bool:
    """Whether the beginning of a unit is in the window, below the bar, once nothing moves."""
    page.evaluate(SETTLED)
    return bool(page.evaluate(LANDED, path))


def far_links(show: Show, report: Report, window: dict[str, Any]) -> None:
    """Open the page at a place near the end, then go to others by clicks, links and the history."""
    paths = [unit.path for unit in report.search() if isinstance(unit, Section)]
    last, early, middle = paths[-1], paths[1], paths[len(paths) // 2]
    page = show(report, f"#{last}", reduced_motion="no-preference", **window)
    assert lands(page, last)
    for path in (early, last, middle):
        if page.locator("#view-menu").is_visible():
            page.locator("#view-menu").click()
        page.locator(f'[role=treeitem][href="#{path}"]').click()
        assert lands(page, path), path
    page.go_back()
    assert lands(page, last)
    page.evaluate(f"location.hash = '#{early}'")
    assert lands(page, early)


WINDOWS = pytest.mark.parametrize(
    "window", [{"viewport": DESK}, {"viewport": PHONE, "has_touch": True, "is_mobile": True}], ids=["desk", "phone"]
)


@WINDOWS
def test_links_and_clicks_far_down_a_long_report_lead_exactly_there(show: Show, window: dict[str, Any]) -> None:
    far_links(show, long_report(), window)


@WINDOWS
def test_links_and_clicks_in_real_long_reports_lead_exactly_there(
    show: Show, window: dict[str, Any], corpus: list[Path]
) -> None:
    reports = [govreport.read(path) for path in sorted(corpus, key=lambda path: -path.stat().st_size)[:12]]
    outlined = [report for report in reports if sum(isinstance(unit, Section) for unit in report.search()) > 9]
    assert outlined
    for report in outlined[:3]:
        far_links(show, report, window)


@WINDOWS
@pytest.mark.parametrize(
    ("name", "path"), [("hk_policy_address_2015.pdf", "12/219"), ("yunnan_10th_five_year_plan.pdf", "8/26")]
)
def test_a_link_to_the_end_of_an_original_leads_exactly_there(
    show: Show, window: dict[str, Any], name: str, path: str
) -> None:
    folder = os.environ.get("GOVREPORT_ORIGINALS")
    if not folder:
        pytest.skip("GOVREPORT_ORIGINALS names no folder with original files")
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
    report = govreport.read(Path(folder) / name)
    assert report.find(path)
    page = show(report, f"#{path}", reduced_motion="no-preference", **window)
    assert lands(page, path)
    far_links(show, report, window)


def test_a_link_to_nothing_does_nothing(show: Show) -> None:
    page = show(notice(), "#%E0%A4%A&<script>")
    expect(page.locator("#view-report")).to_be_visible()


def test_path_and_link_can_be_copied(show: Show) -> None:
    page = show(numbered(), "#1/2")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#view-copy-path").click()
    expect(page.locator("#view-status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "1/2"
    page.locator("#view-copy-link").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_finding_explains_itself(show: Show) -> None:
    page = show(numbered())
    flag = page.locator("#view-flag-0")
    flag.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#view-card")).to_contain_text("三、 follows 一、: 二、 is missing")
    page.keyboard.press("Escape")
    expect(page.locator("#view-card")).to_be_hidden()
    expect(flag).to_be_focused()
    page.locator("#view-note-0 a").click()
    expect(page.locator("#view-card")).to_be_visible()
    expect(flag).to_be_in_viewport()


def test_original_and_repaired_text(show: Show) -> None:
    page = show(govreport.read(DAMAGED))
    first = page.locator("#view-report [id=p1]")
    expect(first).to_contain_text("香洲區", use_inner_text=True)
    assert "(qū)" not in first.inner_text()
    page.locator("input[name=view-text][value=original]").check(force=True)
    assert "香洲區(qū)" in first.inner_text().replace("2", "")
    lost = page.locator(".repair", has=page.locator("ins", has_text="�")).first
    assert "�" not in lost.inner_text()
    page.locator("input[name=view-text][value=both]").check(force=True)
    assert "�" in lost.inner_text()
    lost.click()
    expect(page.locator("#view-card")).to_contain_text("shifted_bytes")


def test_a_change_made_often_leads_from_place_to_place(show: Show) -> None:
    page = show(govreport.read(DAMAGED))
    change = page.locator("a.change").first
    for at in (0, 1):
        change.click()
        expect(page.locator(".repair.current")).to_have_attribute("id", change.evaluate("it => it.hash.slice(1)"))
        assert change.get_attribute("data-next") == str(at + 1)
        page.keyboard.press("Escape")


@pytest.mark.parametrize("report", [numbered(), govreport.read(DAMAGED)], ids=["simplified", "traditional"])
def test_the_other_script_is_the_library_s(show: Show, report: Report) -> None:
    page = show(report)
    read = "() => [...document.querySelectorAll('#view-report p.leaf, #view-report h3 .leaf')].map(it => it.innerText)"
    before = page.evaluate(read)
    other: Script = "simplified" if report.script == "traditional" else "traditional"
    page.locator(f"input[name=view-script][value={other}]").check(force=True)
    assert page.evaluate(read) == show(report.converted(other)).evaluate(read)
    expect(page.locator(".sheet")).to_have_attribute("lang", "zh-Hans" if other == "simplified" else "zh-Hant")
    page.locator("input[name=view-script][value=asis]").check(force=True)
    assert page.evaluate(read) == before


def test_hostile_text_stays_text(show: Show) -> None:
    page = show(govreport.parse(HOSTILE, name="<script>hit()</script>"), "#1")
    assert page.locator("script").count() == 2
    assert page.locator("#view-report img, #view-report a[href^=java], .tree img, svg").count() == 0
    assert "<img src=x onerror=hit()>" in page.locator("#view-report").inner_text()
    page.locator("#view-search").fill("<img src=x onerror=hit()>")
    expect(page.locator("#view-found")).to_have_text("1 match")
    page.locator("#view-search").fill("")
    expect(page.locator("#view-found")).to_be_hidden()
    page.locator("input[name=view-script]").nth(1).check(force=True)
    for item in page.locator("[role=treeitem]").all():
        item.click()
    assert page.locator("script").count() == 2


def test_nothing_that_gets_into_the_page_can_run(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(make_page(numbered()), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.append('document.title = "hit"');
            document.body.append(script);
        }"""
    )
    assert page.title() == "关于建设的报告"
    page.close()


@pytest.mark.parametrize("window", [DESK, {"width": 1024, "height": 700}, PHONE], ids=["desk", "middle", "phone"])
def test_nothing_is_wider_than_the_window(show: Show, window: dict[str, int]) -> None:
    for report in (govreport.read(DAMAGED), notice()):
        page = show(report, viewport=window)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_outline_on_a_phone(show: Show) -> None:
    page = show(govreport.read(STREET), viewport=PHONE, has_touch=True)
    panel = page.locator("#view-outline")
    expect(panel).to_be_hidden()
    menu = page.get_by_role("button", name="Outline")
    menu.click()
    expect(panel).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    page.locator('[role=treeitem][href="#5"]').click()
    expect(panel).to_be_hidden()
    expect(page.locator('[id="5"]')).to_be_in_viewport()


def test_search_on_a_phone(show: Show) -> None:
    page = show(long_report(), viewport=PHONE, has_touch=True)
    menu, panel, field = page.locator("#view-menu"), page.locator("#view-outline"), page.locator("#view-search")
    menu.click()
    field.fill("7.3 推进")
    expect(page.locator("#view-found")).to_have_text("4 matches")
    expect(page.locator("[role=treeitem]:visible")).to_have_count(8)
    field.press("Enter")
    expect(panel).to_be_hidden()
    expect(page.locator("#view-found")).to_have_text("1 of 4")
    assert lands(page, "7/3")
    page.locator("#view-next").click()
    expect(page.locator("#view-found")).to_have_text("2 of 4")
    assert lands(page, "17/3")
    menu.click()
    expect(panel.locator("#view-found")).to_be_visible()
    page.locator('[role=treeitem][href="#37"]').click()
    expect(panel).to_be_hidden()
    expect(page.locator("#view-found")).to_have_text("4 of 4")
    assert lands(page, "37/3")
    page.locator("#view-end").click()
    expect(page.locator("#view-found")).to_be_hidden()
    expect(page.locator("#view-path")).to_have_text("37/3")


def test_what_was_set_aside_takes_no_room_until_it_is_opened(show: Show) -> None:
    page = show(notice())
    for aside in page.locator("details.aside").all():
        assert aside.evaluate("it => it.getBoundingClientRect().height") == 0
    first = page.locator("details.aside").first
    first.locator("summary").click()
    expect(first.locator("p").first).to_be_visible()


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_the_comparison_leads_from_its_list_to_the_rows(show: Show, window: dict[str, int]) -> None:
    text = long_report().source.text
    new = text.replace("39.9 推进依法行政", "39.9 全面推进依法行政")
    page = show(govreport.compare(govreport.parse(text), govreport.parse(new)).to_html(), viewport=window)
    [link] = page.locator("nav li a").all()
    link.click()
    changed = page.locator("tr:target")
    expect(changed).to_be_in_viewport()
    expect(changed.locator("ins")).to_have_text("全面")
    page.locator("#changes-only").check()
    assert page.locator("tbody tr:visible").count() < 5
    expect(changed).to_be_visible()


def test_paper_has_the_report_and_its_findings(show: Show) -> None:
    page = show(numbered())
    page.emulate_media(media="print")
    for hidden in (".bar", ".outline", ".place"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#view-findings")).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_scripts_the_page_is_complete(show: Show) -> None:
    for window in (DESK, PHONE):
        page = show(numbered(), java_script_enabled=False, viewport=window)
        expect(page.locator("#view-report")).to_contain_text("继续推进。")
        page.locator('[role=treeitem][href="#3"]').click()
        expect(page.locator('[id="3"]')).to_be_in_viewport()
        page.locator("#view-flag-0").click()
        expect(page.locator("#view-note-0")).to_be_in_viewport()


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("report", [notice(), govreport.read(DAMAGED)], ids=["notice", "damaged"])
def test_axe_finds_nothing(show: Show, report: Report, scheme: str, window: dict[str, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = show(report, "#1", viewport=window, color_scheme=scheme)

    def check() -> None:
        answer = axe.run(page).response
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in answer["violations"]] == []
        assert {"color-contrast", "link-name", "button-name", "label"} <= {rule["id"] for rule in answer["passes"]}

    check()
    if window is PHONE:
        page.get_by_role("button", name="Outline").click()
        page.wait_for_function("() => !document.getAnimations().length")
    else:
        page.locator(".flag a").first.click()
        page.locator("#view-card summary").click()
        page.locator("#view-search").fill("一")
    check()


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_other_pages(show: Show, scheme: str, window: dict[str, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    first, second = numbered(), govreport.parse(NUMBERED.replace("理发", "美发").replace("三、", "二、"))
    entries = [Entry.of(report, name, f"{name}.html") for report, name in ((first, "甲.txt"), (notice(), "乙.txt"))]
    pages = (
        govreport.compare(first, second).to_html(),
        index([*entries, Entry("丙.pdf")]),
    )
    for html in pages:
        page = show(html, viewport=window, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        answer = axe.run(page).response
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in answer["violations"]] == []
        assert "color-contrast" in {rule["id"] for rule in answer["passes"]}


def test_the_tree_has_names_for_screen_readers(show: Show) -> None:
    page = show(numbered())
    tree = page.get_by_role("tree", name="Outline")
    expect(tree.get_by_role("treeitem")).to_have_count(4)
    expect(tree.get_by_role("treeitem", name="一、主要举措", exact=True)).to_have_attribute("aria-level", "1")
    expect(tree.get_by_role("treeitem", name="三、下一步计划 (1 warning)")).to_be_visible()
    expect(page.get_by_role("heading", name="（一）依法行政。")).to_be_visible()
    expect(page.get_by_role("group", name="Script")).to_be_visible()


def test_a_served_page_follows_its_file(browser: Browser) -> None:
    text = ""

    def made(state: str) -> str:
        if not text:
            return unreadable("报告.txt", "文件不存在", lang="zh", live=state)
        return make_page(govreport.parse(text), live=state)

    pages = Pages(lambda: text, made)
    with Server(pages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            page = browser.new_page()
            page.goto(server.url)
            expect(page.locator(".notice")).to_have_text("无法读取文件：文件不存在")
            text = "一、总则\n正文。"
            expect(page.locator("#view-report")).to_contain_text("正文。")
            text = "一、总则\n修订了的正文。"
            expect(page.locator("#view-report")).to_contain_text("修订了的正文。")
            page.close()
        finally:
            server.shutdown()
            thread.join()


# ---- statistics --------------------------------------------------------------------------------------------------


def statistics_pages(lang: str) -> tuple[str, str]:
    """Statistics and themes, with a gap of years, a long axis and hostile names."""
    pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")
    from govreport.batch.statistics import Statistics
    from govreport.batch.statistics_page import statistics_page
    from govreport.batch.themes import Themes
    from govreport.batch.themes_page import themes_page

    years = {1949: 1, **dict.fromkeys(range(2010, 2026), 12)}
    found = Statistics(
        documents=300,
        units=900,
        without_year=99,
        years=Counter(years),
        depths=Counter({0: 3, 2: 9}),
        families=Counter({"han": 500, **{f"x_{n:02}": n + 1 for n in range(20)}}),
        diagnostics=Counter(GR201=5, GR101=3, GR103=1),
        scripts=Counter(simplified=9, traditional=4, mixed=2, unknown=1),
        formats=Counter({"<img src=x onerror=hit()>": 1}),
    )
    del years[1949]
    shares = {year: at % 13 for at, year in enumerate(years)}
    counted = Themes(years, {"执法": shares, "<img src=x onerror=hit()>": {}}, 99, {"执法": 50})
    return statistics_page(found, lang), themes_page(counted, lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_statistics(show: Show, scheme: str, window: dict[str, int], lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for html in statistics_pages(lang):
        page = show(html, viewport=window, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for value in ("share", "count"):
            page.locator(f"input[name=view-values][value={value}]").check(force=True)
            answer = axe.run(page).response
            assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in answer["violations"]] == []
            assert "color-contrast" in {rule["id"] for rule in answer["passes"]}


def test_statistics_are_printed_on_one_page_on_a_light_ground(show: Show) -> None:
    for html in statistics_pages("zh"):
        page = show(html, color_scheme="dark")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
        expect(page.locator(".choices")).to_be_hidden()


def test_statistics_fit_on_a_screen_and_answer_to_the_mouse_and_the_keyboard(show: Show) -> None:
    page = show(statistics_pages("en")[0])
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    row = page.locator(".families tr").first
    expect(row.locator(".tip")).to_have_css("opacity", "0")
    row.hover()
    expect(row.locator(".tip")).to_have_css("opacity", "1")
    expect(row.locator(".tip")).to_have_text("一、 han: 500, 56%")
    page.locator(".years li").nth(0).focus()
    expect(page.locator(".years .tip").first).to_have_css("opacity", "1")
    expect(row.locator(".number")).to_be_visible()
    page.locator("input[name=view-values][value=share]").check(force=True)
    expect(row.locator(".number")).to_be_hidden()
    expect(row.locator(".value .share")).to_have_text("56%")
    expect(page.locator(".families details table")).to_be_hidden()
    page.locator(".families summary").click()
    expect(page.locator(".families details table")).to_be_visible()
    page.locator("input[name=view-theme][value=dark]").check(force=True)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert page.locator("script, img").count() == 0
