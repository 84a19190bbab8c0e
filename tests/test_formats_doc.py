"""Word 97 files: text, numbers, headings, tables, boilerplate, and malicious files."""

from __future__ import annotations

from struct import pack
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport.errors import ReadError
from ole_files import Written, doc, level, ole, sprm, style
from outcomes import damaged, outcome

pytest.importorskip("olefile")

IN_TABLE = sprm(0x2416, 1)
ROW_END = IN_TABLE + sprm(0x2417, 1)


def written(*texts: str) -> list[Written]:
    return [Written(f"{text}\r") for text in texts]


def text_of(content: bytes) -> list[str]:
    return govreport.read(content).source.text.splitlines()


def row(cells: list[str], edges: list[int], flags: list[int] | None = None) -> list[Written]:
    """The cells of a row, and its end with the edges."""
    own = flags or [0] * len(cells)
    definition = bytes([len(cells)]) + pack(f"<{len(edges)}h", *edges) + b"".join(pack("<H18x", flag) for flag in own)
    operation = pack("<HH", 0xD608, len(definition) + 1) + definition
    return [*[Written(f"{cell}\x07", IN_TABLE) for cell in cells], Written("\x07", ROW_END + operation)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("坚持依法行政。", ["坚持依法行政。"]),
        ("甲\x0b乙\t丙\x1e丁\x1f戊\xa0", ["甲", "乙\t丙-丁戊\xa0"]),
        ("第\x13 PAGE \x141\x15页", ["第1页"]),
        ("甲\x13 A \x13 B \x14b\x15 \x14内\x13 C \x15\x15乙", ["甲内乙"]),
        ("甲\x14\x15乙\x13 没有结束", ["甲乙 没有结束"]),
        ("图\x01\x08\x02\x05注", ["图注"]),
        ("甲\x0c乙", ["甲", "乙"]),
        ("\uf0b7项", ["●项"]),
        ("🀀", ["🀀"]),
    ],
)
def test_characters(text: str, shown: list[str]) -> None:
    assert text_of(doc(written(text))) == shown


def test_a_file_has_its_format() -> None:
    report = govreport.read(doc(written("某市工作报告", "一、总体情况", "坚持依法行政。")))
    assert (report.source.format, report.source.pages) == ("doc", ())
    assert [unit.title for unit in report.search()] == ["一、总体情况"]


def test_pieces_of_bytes() -> None:
    narrow = 0x40000000
    assert text_of(doc(written("\u9385", "甲"), pieces=[(narrow | 2 * 2048, 2), (2050, 3)])) == ["…“", "甲"]


def test_headings_by_style_and_by_outline_level() -> None:
    paragraphs = [
        *written("某市工作报告"),
        Written("总体情况\r", style=1),
        *written("审查文件。"),
        Written("主要成效\r", style=2),
        *written("立规。"),
        Written("下步打算\r", sprm(0x2640, 0)),
        *written("继续推进。"),
    ]
    content = doc(paragraphs, styles=[style(0), style(1), style(100, properties=sprm(0x2640, 1), base=0)])
    units = [(unit.path, unit.title) for unit in govreport.read(content).search()]
    assert units == [("u1", "总体情况"), ("u1/u1", "主要成效"), ("u2", "下步打算")]


def test_automatic_numbers() -> None:
    levels = [level(39, "第\x00章"), level(0, "\x00.\x01")]
    outer, inner = (sprm(0x260A, at) + sprm(0x460B, 1) for at in (0, 1))
    paragraphs = [Written("总则\r", outer), Written("目的\r", inner), Written("\r", inner), Written("依据\r", inner)]
    styled = [Written("分则\r", style=1), Written("范围\r", inner)]
    content = doc([*paragraphs, *styled], levels=levels, styles=[style(0), style(50, 0, outer)])
    assert text_of(content) == ["第一章总则", "一.1目的", "一.3依据", "第二章分则", "二.1范围"]


def test_tables_have_the_columns_of_all_rows() -> None:
    head, body = row(["甲", "乙"], [0, 100, 300]), row(["丙\r丁", "戊", "己"], [0, 100, 200, 300], [0x20, 0, 0])
    assert text_of(doc([*head, *body, *written("正文。")])) == ["| 甲 | 乙 |  |", "|  | 戊 | 己 |", "正文。"]


def test_paragraphs_in_a_cell_are_one_text() -> None:
    cells = [
        Written("丙\r", IN_TABLE),
        Written("丁\x07", IN_TABLE),
        Written("戊\x07", IN_TABLE),
        Written("\x07", ROW_END),
    ]
    assert text_of(doc(cells)) == ["| 丙 丁 | 戊 |"]


def test_a_table_of_one_column_is_a_frame() -> None:
    assert text_of(doc([*row(["甲"], [0, 100]), *written("乙")])) == ["甲", "乙"]


def test_properties_in_another_stream() -> None:
    end = Written("\x07", sprm(0x6646, 8))
    data = bytes(8) + pack("<H", len(ROW_END)) + ROW_END
    cells = [Written("甲\x07", IN_TABLE), Written("乙\x07", IN_TABLE)]
    assert text_of(doc([*cells, end], data=data)) == ["| 甲 | 乙 |"]


def test_hidden_text_is_left_out() -> None:
    assert text_of(doc(written("坚持秘密依法"), hidden=(2, 4))) == ["坚持依法"]


def test_headers_and_boxes_are_boilerplate_and_notes_are_notes() -> None:
    stories = {1: "\x02脚注\r", 2: "页眉\r页脚\r", 4: "批注\r", 6: "文本框\r"}
    headers = [*[0] * 6, 0, 0, 3, 3, 6, 6, 6]
    report = govreport.read(doc(written("坚持依法行政。"), stories=stories, headers=headers))
    assert report.source.text.splitlines() == ["页眉", "坚持依法行政。", "脚注", "批注", "文本框", "页脚"]
    assert [leaf.text for leaf in report.boilerplate] == ["页眉", "文本框", "页脚"]
    assert [leaf.text for leaf in report.notes] == ["脚注", "批注"]


def test_notes_have_the_marks_of_their_references() -> None:
    stories = {
        1: "\x02 资金、资产。\r\x02 主动公开。\r另起一段。\r* 自定标记。\r",
        4: "\x05请核实。\r",
        5: "\x02 见附表。\r",
    }
    text = written("推进三资\x02改革\x02，公开\x02透明*，\x05依法\x02行政。")
    references = {2: [4, 11, 14], 3: [0, 9, 22], 46: [7], 47: [0]}
    report = govreport.read(doc(text, stories=stories, references=references))
    assert report.source.text.splitlines()[0] == "推进三资[1]改革[i]，公开[2]透明*，依法行政。"
    notes = ["[1] 资金、资产。", "[2] 主动公开。", "另起一段。", "* 自定标记。", "[i] 见附表。", "请核实。"]
    assert [leaf.text for leaf in report.notes] == notes


def test_text_boxes_are_text_before_the_paragraph_that_anchors_them() -> None:
    stories = {6: "某市文件\r某政发〔2025〕3号\r注意。\r\r", 7: "页眉框\r"}
    text = written("\x08关于加强监管的通知", "各区：", "一、总体\x08要求", "坚持依法行政。")
    report = govreport.read(doc(text, stories=stories, references={40: [0, 19], 56: [0, 17]}))
    lines = [
        "某市文件",
        "某政发〔2025〕3号",
        "关于加强监管的通知",
        "各区：",
        "注意。",
        "一、总体要求",
        "坚持依法行政。",
        "页眉框",
    ]
    assert report.source.text.splitlines() == lines
    assert report.document_number is not None
    assert report.document_number.text == "某政发〔2025〕3号"
    assert [leaf.text for leaf in report.boilerplate] == ["某市文件", "页眉框"]


# ---- Malicious files -------------------------------------------------------------------------------------------------

SOUND = doc(written("某市工作报告", "一、总体情况", "坚持依法行政。"), levels=[level(39, "\x00")], styles=[style(1, 0)])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(doc(written("甲"), flags=0x0100), "is encrypted", id="password"),
        pytest.param(doc(written("甲"), version=0x65), "older than Word 97", id="Word 6"),
        pytest.param(ole({"WordDocument": b"x"}), "it has no text", id="no header"),
        pytest.param(ole({"Workbook": b"x"}), "an Excel workbook (.xls)", id="workbook"),
        pytest.param(ole({"Workbook": "WordDocument".encode("utf-16-le")}), "an Excel workbook", id="embedded"),
        pytest.param(ole({"PowerPoint Document": b"x"}), "a PowerPoint presentation (.ppt)", id="presentation"),
        pytest.param(ole({"EncryptedPackage": b"x"}), "with a password", id="encrypted package"),
        pytest.param(ole({"x": b"x"}), "not a Word document", id="something else"),
        pytest.param(SOUND[:1500], "ReadError", id="truncated"),
        pytest.param(doc(written("甲"), ends=[-5, -1, 0, 0, 0, 0, 0, 0]), "", id="negative lengths"),
        pytest.param(doc(written("甲"), references={2: [1 << 31, 0], 3: [9, 5]}, stories={1: "乙"}), "乙", id="places"),
        pytest.param(doc(written("甲"), ends=[2_000_000_000, 0, 0, 0, 0, 0, 0, 0]), "甲", id="gigantic lengths"),
        pytest.param(doc(written("甲"), pieces=[(2048, 2)] * 300), "甲", id="pieces at one place"),
        pytest.param(doc(written("甲"), pieces=[(2048, 2), (2048, -9), (2048, 2)]), "甲", id="falling pieces"),
        pytest.param(doc(written("甲"), pieces=[(2048, 2), (0x3FFFFFFF, 9)]), "甲", id="a piece outside"),
        pytest.param(doc(written("\x13" * 100_000 + "甲" + "\x15" * 100_000)), "", id="fields in fields"),
        pytest.param(doc([Written("甲\r", style=1)], styles=[style(9, 1), style(9, 0)]), "甲", id="styles in a cycle"),
        pytest.param(doc([Written("甲\r", sprm(0x6646, 0xFFFFFFF0))]), "甲", id="properties outside"),
        pytest.param(doc([Written("甲\r", pack("<HH", 0xD608, 0))]), "甲", id="a definition without length"),
    ],
)
def test_a_malicious_file_is_an_error_or_read(content: bytes, expected: str) -> None:
    assert expected in outcome(content)


def test_text_longer_than_allowed_is_an_error() -> None:
    content = doc(written("甲乙丙"), pieces=[(2048, 3)] * 1_000, ends=[3_000, 0, 0, 0, 0, 0, 0, 0])
    with pytest.raises(ReadError, match="more than 2,000 characters"):
        govreport.read(content, max_chars=2_000)


@given(data=st.data())
def test_changed_bytes_are_an_error_or_read(data: Any) -> None:
    assert outcome(damaged(SOUND, data), "doc") is not None
