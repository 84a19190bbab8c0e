"""The page of a report: every text in it, every path, every finding, and nothing that could act."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

import govreport
from govreport.pages import Texts
from govreport.report import Report
from govreport.testing import texts
from govreport.text.source import Source, Span
from govreport.tree.conversion import Script, converter
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Attachment, Date, Field, Heading, Number, Paragraph, Table, Text, Unit
from govreport.tree.runs import runs
from govreport.tree.walk import leaves, places
from govreport.viewer import Entry, index, page
from govreport.viewer.letters import Letters
from govreport.viewer.notice import notice as unreadable
from govreport.writers.html_builder import element
from pages import Element, read_page
from trees import nested, notice

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
HOSTILE = (
    "关于<script>alert(1)</script>的报告\n一、</script><img src=x onerror=alert(1)>总则\n"
    "javascript:alert(1) <!-- ]]> &lt;b&gt; \"' </style></textarea></title>\n二、附则\n<svg/onload=alert(1)>\n"
)

each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)


def leaf_texts(report: Report) -> list[str]:
    """The texts of the leaves of a report, separately."""
    found: list[str] = []
    for leaf in leaves(report):
        if isinstance(leaf, Field):
            found += [leaf.key, leaf.value] if leaf.key else [leaf.value]
        elif isinstance(leaf, Table):
            found += [cell for row in leaf.rows for cell in row]
        elif isinstance(leaf, Heading) and leaf.stop:
            found += [leaf.text, leaf.stop.text]
        else:
            assert isinstance(leaf, (Text, Number, Heading, Paragraph, Date))
            found.append(leaf.text)
    return sorted(text.encode("utf-8", "replace").decode().replace("\0", "\ufffd") for text in found)


def article(shown: Element) -> Element:
    return shown.by_id("view-report")


def shown_texts(shown: Element, without: str = "del sup") -> list[str]:
    return sorted(leaf.text(without) for leaf in article(shown).with_class("leaf"))


def paths(report: Report) -> set[str]:
    pathed = (Unit, Paragraph, Table, Attachment)
    return {node.path for node in report.walk() if isinstance(node, pathed)}


@each_seed
def test_a_page_contains_the_text_of_the_report(seed: Path) -> None:
    report = govreport.read(seed)
    assert shown_texts(read_page(page(report))) == leaf_texts(report)


@pytest.mark.slow
@given(texts())
def test_a_page_of_any_text_is_complete(text: str) -> None:
    report = govreport.parse(text)
    shown = read_page(page(report).replace("\r", "\n"))
    assert shown_texts(shown) == [one.replace("\r", "\n") for one in leaf_texts(report)]
    ids = [one.attributes["id"] for one in shown.all() if "id" in one.attributes]
    assert len(set(ids)) == len(ids)
    assert paths(report) <= set(ids)
    for link in shown.all():
        target = link.attributes.get("href", "#").removeprefix("#")
        assert not target or target in ids or target.startswith("data:"), f"a link leads nowhere: {target}"


def test_every_kind_of_node_is_shown() -> None:
    report = notice()
    shown = read_page(page(report))
    assert shown_texts(shown) == leaf_texts(report)
    assert shown.by_id("1/1").attributes["data-span"] == "{}-{}".format(*report.find("1/1").span)
    assert [one.tag for one in article(shown).all() if "heading" in one.classes] == ["h2", "h3", "h3", "h2"]
    assert [one.text("sup") for one in article(shown).all() if one.tag == "time"] == ["2024年1月6日"]


def test_text_on_one_line_stays_on_one_line() -> None:
    text = "一、总则\n（一）加强领导。各地要做到：一是立规；二是执法。\n（二）完善制度\n修订规章。\n"
    shown = article(read_page(page(govreport.parse(text))))
    lines = [one.text() for one in shown.all() if "line" in one.classes]
    assert lines == ["一、总则", "（一）加强领导。各地要做到：一是立规；二是执法。", "（二）完善制度", "修订规章。"]


@each_seed
def test_the_outline_links_to_every_unit(seed: Path) -> None:
    report = govreport.read(seed)
    entries = [one for one in read_page(page(report)).all() if one.attributes.get("role") == "treeitem"]
    units = [node.path for node in report.walk() if isinstance(node, Unit)]
    assert [entry.attributes["href"] for entry in entries] == [f"#{path}" for path in units]


def test_deep_trees_and_empty_reports_have_a_page() -> None:
    assert shown_texts(read_page(page(nested(100)))) == leaf_texts(nested(100))
    assert "No units were found." in page(govreport.parse(""))
    assert "没有发现问题" in page(evolve(notice(), diagnostics=()))


def test_a_report_without_its_source_has_a_page() -> None:
    report = Report.from_dict(notice().to_dict(source_text=False))
    assert shown_texts(read_page(page(report))) == leaf_texts(report)


def test_repairs_are_shown_in_place() -> None:
    [seed] = [seed for seed in SEEDS if seed.stem.startswith("002")]
    report = govreport.read(seed)
    shown = read_page(page(report))
    marked = article(shown).with_class("repair")
    assert len(marked) == len(report.repairs) == 371
    for one in marked:
        repair = report.repairs[int(one.attributes["id"].rpartition("-")[2])]
        assert [part.text() for part in one.all()[1:]] == [repair.before, repair.after]
    original = sorted(leaf.text("ins sup") for leaf in article(shown).with_class("leaf"))
    solid = "".join("".join(original).split())
    assert sorted(solid) == sorted("".join(report.source.text.split()))


def test_a_repair_in_a_converted_report_is_marked() -> None:
    report = govreport.parse(
        "香洲區(qū)區(qū)政府的報告\n一、總則\n區(qū)政府執(zhí)法、執(zhí)紀。", script="simplified"
    )
    shown = article(read_page(page(report)))
    assert len(shown.with_class("repair")) == 5
    assert shown_texts(read_page(page(report))) == leaf_texts(report)


def test_findings_are_listed_next_to_the_text_and_marked_in_it() -> None:
    report = govreport.parse("关于建设的报告\n一、主要举措\n推进依法行政。\n三、下一步计划\n继续推进。")
    codes = [found.code for found in report.diagnostics]
    assert codes == ["GR201", "GR102"]
    shown = read_page(page(report, lang="en"))
    for at, found in enumerate(report.diagnostics):
        assert found.message in shown.by_id(f"view-note-{at}").text()
    [mark] = [one for one in article(shown).all() if one.tag == "mark"]
    assert mark.text() == "三、"


def test_boilerplate_is_there_but_closed() -> None:
    shown = article(read_page(page(notice())))
    asides = shown.with_class("aside")
    assert [[leaf.text() for leaf in aside.with_class("leaf")] for aside in asides] == [["当前位置：首页"], ["- 1 -"]]
    assert all(aside.tag == "details" and "open" not in aside.attributes for aside in asides)


def test_hostile_text_stays_text() -> None:
    report = govreport.parse(HOSTILE, name="</title><script>alert(2)</script>.txt")
    for shown in (page(report), page(evolve(report, title=None)), page(report, live="</script>")):
        everything = read_page(shown).all()
        assert [one.attributes for one in everything if one.tag == "script"] == [
            {"type": "application/json", "id": "view-data"},
            {},
        ]
        assert not [one for one in everything if one.tag in ("img", "svg", "iframe", "object", "base", "form")]
        assert not [name for one in everything for name in one.attributes if name.startswith("on")]
        links = [one.attributes[name] for one in everything for name in ("href", "src") if name in one.attributes]
        assert [link for link in links if not link.startswith(("#", "data:image/svg+xml,"))] == []
    assert shown_texts(read_page(page(report))) == leaf_texts(report)


def test_the_policy_allows_only_inline_content() -> None:
    shown = read_page(page(notice()))
    [policy] = [one.attributes["content"] for one in shown.all() if "http-equiv" in one.attributes]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["connect-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        [content] = [one.text() for one in shown.all() if one.tag == tag and "type" not in one.attributes]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
        assert not re.search(r"https?://|@import|url\(|innerHTML|\beval\b|</", content)
    assert "connect-src &#x27;self&#x27;" in page(notice(), live="1")


def test_the_data_of_the_page_is_json_that_ends_no_script() -> None:
    shown = read_page(page(govreport.parse(HOSTILE), live="<!--</script>"))
    data = json.loads(shown.by_id("view-data").text())
    assert data["live"] == "<!--</script>"
    assert data["script"] == "simplified"


def in_script(text: str, script: str, letters: Letters) -> str:
    """A text as the page's own script converts it."""
    table = letters.tables([text])[script]
    pairs = dict(zip(table["from"], table["to"], strict=True))
    read = [pairs.get(character, character) for character in text]
    for at, character in re.findall(r"(\d+)(\D)", letters.exceptions(text).get(f"data_{script}", "")):
        read[int(at)] = character
    return "".join(read)


@each_seed
def test_the_other_script_is_complete(seed: Path) -> None:
    report = govreport.read(seed)
    other: Script = "simplified" if report.script == "traditional" else "traditional"
    letters = Letters.of([report.source.text])
    for text in leaf_texts(report):
        assert in_script(text, other, letters) == converter(other)(text)


def test_mixed_texts_can_be_shown_in_both_scripts() -> None:
    text = "关于头发、发展和规划的规定，關於頭髮與規劃的規定"
    letters = Letters.of([text])
    assert letters.script == "mixed"
    assert in_script(text, "traditional", letters).startswith("關於頭髮、發展")
    assert Letters.of(["2024"]).converters == {}


@given(texts())
def test_runs_give_text_and_span(text: str) -> None:
    report = govreport.parse(text)
    for leaf in leaves(report):
        if isinstance(leaf, (Text, Number, Paragraph, Date)):
            spans = places(leaf)
            inside = [one for one in report.repairs if any(one.span.start in span for span in spans)]
            found = runs(leaf.text, spans, text, inside)
            assert "".join(run.text for run in found) == leaf.text
            exact = [run for run in found if not run.repair and len(run.text) == len(run.span)]
            assert [run.text for run in exact] == [text[run.span.start : run.span.end] for run in exact]


def test_a_text_that_is_not_its_source_is_one_run() -> None:
    repair = Repair("markup", Span(1, 2), "b", "x")
    assert [run.text for run in runs("甲乙", [Span(0, 9)], "甲b一二三四五六七", [repair])] == ["甲乙"]


def test_control_characters_are_harmless() -> None:
    text = "一、总\0则\ud800\x1b[31m\u202e\n正文"
    source = Source(text)
    report = evolve(govreport.parse(text), source=source)
    shown = page(report)
    shown.encode("utf-8")
    assert "\0" not in shown
    assert element("b", "\0\ud800") == "<b>\ufffd?</b>"


def outside_leaves(element: Element) -> str:
    """The text of an element that is in no leaf."""
    return "".join(
        part if isinstance(part, str) else outside_leaves(part)
        for part in element.content
        if isinstance(part, str) or "leaf" not in part.classes
    )


@pytest.mark.parametrize("lang", ["en", "zh", "zh-Hant"])
@pytest.mark.parametrize(
    "report",
    [notice(), govreport.read(SEEDS[2]), govreport.parse("一、甲\n三、\n丙。"), govreport.parse("")],
    ids=["notice", "damaged", "untitled", "empty"],
)
def test_the_sheet_has_only_the_text_of_the_document(report: Report, lang: str) -> None:
    [sheet] = read_page(page(report, lang=lang)).with_class("sheet")
    assert outside_leaves(sheet).strip() == ""
    for leaf in sheet.with_class("leaf"):
        assert all(flag.text() == "" for flag in leaf.with_class("flag"))


def test_a_finding_comes_first_and_its_explanation_once_on_request() -> None:
    report = govreport.parse("关于建设的报告\n一、甲\n推进。\n三、乙\n推进。\n五、丙\n推进。\n丁。")
    gaps = [at for at, found in enumerate(report.diagnostics) if found.code == "GR201"]
    assert len(gaps) == 2
    shown = read_page(page(report, lang="en"))
    group = shown.by_id("view-code-GR201")
    [why] = group.with_class("why")
    assert (why.tag, "open" in why.attributes) == ("details", False)
    meaning = govreport.explain("GR201").meaning.partition("\n")[0]
    assert meaning in why.text()
    assert shown.text().count(meaning) == 1
    order = [one.attributes.get("id") for one in group.all() if one.tag == "li" or one is why]
    assert order == [*(f"view-note-{at}" for at in gaps), None]
    assert report.diagnostics[gaps[0]].message in shown.by_id(f"view-note-{gaps[0]}").text()


def test_warnings_are_listed_before_infos() -> None:
    shown = read_page(page(govreport.parse("一、甲\n推进。\n三、乙\n推进。")))
    grades = [next(iter(one.classes & {"error", "warning", "info"})) for one in shown.with_class("found")]
    assert grades == sorted(grades, reverse=True)
    assert len(set(grades)) == 2


def language(html: str) -> str:
    [root] = [one for one in read_page(html).all() if one.tag == "html"]
    return root.attributes["lang"]


def test_the_page_is_in_the_language_of_its_report_or_as_requested() -> None:
    simplified, traditional = govreport.parse("一、规划\n发展。"), govreport.parse("一、規劃\n發展。")
    assert language(page(simplified)) == "zh-Hans"
    assert language(page(traditional)) == "zh-Hant"
    assert language(page(govreport.parse("1. plan"))) == "en"
    assert language(page(traditional, lang="zh-CN")) == "zh-Hans"
    assert language(page(simplified, lang="zh_TW")) == "zh-Hant"
    assert language(page(simplified, lang="en")) == "en"
    with pytest.raises(ValueError, match="language"):
        page(simplified, lang="fr")


ENGLISH = re.compile(r"[A-Za-z]{2,}")
UNTRANSLATED = re.compile(
    r"[“「][^”」]*[”」]|GR\d+|Ctrl K|GB/T|U\+[0-9A-F]+|&\w+;|i3|UTF-8|PDF|report\.\w+|govreport \w+|--\w+"
)


def words_of(element: Element) -> list[str]:
    """The texts and names of an element for people, without those of the document."""
    if element.tag in ("style", "script", "del", "ins") or "leaf" in element.classes:
        return []
    named = [element.attributes[name] for name in ("aria-label", "title", "placeholder") if name in element.attributes]
    inner = [[part] if isinstance(part, str) else words_of(part) for part in element.content]
    return named + [text for texts in inner for text in texts]


GAPS = govreport.parse("一、甲\n推进。\n三、乙\n推进。\n第2页\n（三）丙\n推进。")


@pytest.mark.parametrize("lang", ["zh", "zh-Hant"])
@pytest.mark.parametrize("report", [GAPS, govreport.read(SEEDS[2])], ids=["gaps", "damaged"])
def test_a_chinese_page_has_no_english_word(report: Report, lang: str) -> None:
    report = evolve(report, source=evolve(report.source, name="报告"))
    shown = [UNTRANSLATED.sub("", text) for text in words_of(read_page(page(report, lang=lang)))]
    assert [text for text in shown if ENGLISH.search(text)] == []
    data = json.loads(read_page(page(report, lang=lang)).by_id("view-data").text())
    assert [text for text in data["words"].values() if ENGLISH.search(text)] == []


def test_the_traditional_interface_keeps_quotations() -> None:
    texts = Texts("zh-Hant")
    assert texts.shown("序号“后台”之后，复制链接") == "序號「后台」之後，複製連結"
    assert texts.tag == "zh-Hant"


def test_several_reports_are_listed_with_links() -> None:
    entries = [
        Entry.of(govreport.read(SEEDS[3]), "甲.txt", "甲.html"),
        Entry.of(
            govreport.parse(HOSTILE, name='<img src=x onerror="hit()">'),
            "javascript:hit().txt",
            "javascript:hit().html",
        ),
        Entry("<script>.pdf"),
    ]
    html = index(entries)
    assert language(html) == "zh-Hans"
    shown = read_page(html)
    rows = [one for one in shown.all() if one.tag == "tr"][1:]
    assert [row.with_class("where")[0].text() for row in rows] == ["甲.txt", "javascript:hit().txt", "<script>.pdf"]
    links = [one.attributes["href"] for row in rows for one in row.all() if one.tag == "a"]
    assert links == ["./%E7%94%B2.html", "./javascript%3Ahit%28%29.html"]
    assert "未能读取" in rows[2].text()
    assert not {"script", "img"} & {one.tag for one in shown.all()}
    assert language(index(entries, lang="en")) == "en"


def test_a_file_that_cannot_be_read_has_a_page_that_tries_again() -> None:
    shown = read_page(unreadable("<b>.txt", "文件不存在", lang="zh", live="12ab"))
    assert "无法读取文件：文件不存在" in shown.text()
    assert json.loads(shown.by_id("view-data").text()) == {"live": "12ab"}
    assert not [one for one in shown.all() if one.tag == "b"]
