"""Reports written as Markdown, HTML and Word files and read back: the same outline, and the same parts around it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given

import govreport
from govreport.testing import report_texts
from labels import read_text
from round_trips import FORMS, again, difference, frame_of, outline_of, texts_of
from test_gold import folders

pytest.importorskip("docx", reason="the extra 'docx' is not installed")
pytest.importorskip("lxml", reason="the extra 'html' is not installed")

FLOOR = 99
"""The least share of labelled texts that keep their outline, in %."""

each_form = pytest.mark.parametrize("form", FORMS)
SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def lost(report: govreport.Report, form: str) -> str:
    """The first difference after a round trip."""
    other = again(report, form)
    return difference(outline_of(report), outline_of(other)) or difference(frame_of(report), frame_of(other))


@given(drawn=report_texts())
def test_drawn_reports_keep_their_outline_and_frame(drawn: tuple[govreport.Report, str]) -> None:
    report = govreport.parse(drawn[1])
    assert {form: lost(report, form) for form in FORMS} == dict.fromkeys(FORMS, "")


@each_form
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_seeds_keep_their_outline_and_frame(seed: Path, form: str) -> None:
    assert lost(govreport.parse(read_text(seed)), form) == ""


@each_form
def test_labelled_texts_keep_their_outline(form: str) -> None:
    if not (found := folders()):
        pytest.skip("GOVREPORT_GOLD names no folder with labelled documents")
    reports = {name: govreport.parse(text) for name, text in texts_of(one / "text" for one in found.values()).items()}
    differences = {
        name: difference(outline_of(report), outline_of(again(report, form))) for name, report in reports.items()
    }
    changed = {name: found for name, found in differences.items() if found}
    assert 100 * (len(reports) - len(changed)) >= FLOOR * len(reports), changed


PROSE = "各地区各部门要认真贯彻落实各项决策部署，结合实际制定具体办法，确保各项任务按期完成，取得实效。"

TEXTS = {
    "a series that restarts at the first level": (
        f"一、去年工作（一）立规。{PROSE}（二）执法。{PROSE}二、存在问题（一）任务繁重。{PROSE}（二）能力不足。{PROSE}"
        f"今年，我们将继续贯彻落实各项部署。（一）公开政务。{PROSE}（二）加强监督。{PROSE}（三）全面履职。{PROSE}"
    ),
    "short sentences after run-in headings": "\n".join(
        f"{mark}、关于{name}问题。你们请求，国家予以支持。\n{PROSE}{PROSE}"
        for mark, name in zip("一二三四五", ("乙烯", "水利", "机场", "隧道", "林业"))
    ),
    "a heading without a number below a run-in heading": (
        "一、重点任务\n（一）技术创新\n1.突破技术。"
        + PROSE
        + "\n2.形成方案。"
        + PROSE
        + "\n专栏一  重点行业方案\n"
        + PROSE
        + "\n"
        "3.创新场景。" + PROSE + "\n专栏二  重点场景方向\n" + PROSE + "\n（二）推广应用\n4.培育工厂。" + PROSE + "\n"
    ),
    "an enumeration of the section after that of its last part": (
        f"一、工作情况（一）深化改革。{PROSE}（二）加强监管。{PROSE}（三）全面加强党建。一是正风肃纪。{PROSE}"
        f"二是融入治理。{PROSE}三是抓实党建。{PROSE}在取得成效的同时，工作中还存在不少问题：一是能力有待提升；"
        f"二是韧性不强；三是占比偏低。二、工作计划{PROSE}（一）攻坚。{PROSE}（二）激发活力。{PROSE}"
    ),
    "items with headings on separate lines": (
        f"一、方针\n必须坚持以下方针。\n首先，关于坚持经济持续健康发展的问题。\n{PROSE}\n{PROSE}\n"
        f"其次，关于转变经济增长方式的问题。\n{PROSE}\n{PROSE}\n最后，关于自力更生的问题。\n{PROSE}\n{PROSE}\n二、任务\n{PROSE}\n"
    ),
    "a caption as a table with one cell": (
        f"一、规则\n（一）汽车。{PROSE}\n\n图1　汽车编码规则\n\n（二）摩托车。{PROSE}\n\n图2　摩托车编码规则\n\n二、尺寸\n{PROSE}\n"
    ),
    "a row in which some have a heading": (
        "二、提升贸易便利化水平\n"
        "（一）在对外航权谈判中支持西安机场利用第五航权，在平等互利的基础上允许外国航空公司承载经西安至第三国的客货业务，"
        "积极推荐并引导申请进入市场的外国公司执飞西安机场。（负责部门：民航局，适用范围：西安）\n"
        "（二）进一步加大对西安航空物流发展的支持力度。（负责部门：民航局，适用范围：西安）\n"
        "（三）支持各类企业利用中欧班列开展邮件快件进出口常态化运输。（负责部门：邮政局，适用范围：重庆）\n"
    ),
    "numbered paragraphs that count points": (
        f"一、转型\n11. {PROSE}{PROSE}\n12. 这次转型由几个趋势交汇而成，问题异常复杂。首先，{PROSE}{PROSE}\n"
        f"13. 其次，{PROSE}{PROSE}\n14. 最后，{PROSE}{PROSE}\n二、对策\n15. {PROSE}{PROSE}\n"
    ),
    "a title that ends in a bracket": (
        f"山东省服务业数字化转型行动方案（2021—2023）\n一、总则\n{PROSE}\n二、任务\n{PROSE}\n"
    ),
}


@each_form
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_forms_keep_what_a_text_shows_by_its_lines(text: str, form: str) -> None:
    assert lost(govreport.parse(text), form) == ""


def test_a_run_in_heading_of_a_word_file_has_the_linked_style_of_its_level() -> None:
    report = govreport.parse("一、总则\n（一）公开。坚持公开透明。\n（二）公正。坚持公平公正。\n")
    with zipfile.ZipFile(io.BytesIO(report.to_docx())) as package:
        document, styles = (package.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
    assert document.count('<w:rStyle w:val="Heading2Char"/>') == 2
    assert '<w:link w:val="Heading2Char"/>' in styles
    assert '<w:link w:val="Heading2"/>' in styles


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_blank_between_the_parts_of_a_line_stays(form: str) -> None:
    report = govreport.parse("一、任务\n抓好两项： 一是立规； 二是执法。\n二、要求\n抓紧推进。\n")
    assert "抓好两项： 一是立规； 二是执法。" in again(report, form).source.text


@each_form
def test_a_blank_between_a_figure_and_an_item_stays(form: str) -> None:
    report = govreport.parse("一、任务\n共建房22 (1)建设一批公屋； (2)收回一批旧屋。\n二、要求\n抓紧推进。\n")
    assert [unit.path for unit in report.search()] == ["1", "1/i1", "1/i2", "2"]
    assert "22 (1)" in again(report, form).source.text


def test_wide_blanks_stay_in_a_page() -> None:
    report = govreport.parse("一、任务\n部门    司法厅\n坚持依法行政。\n")
    assert "部门\xa0\xa0\xa0 司法厅" in report.to_html()
