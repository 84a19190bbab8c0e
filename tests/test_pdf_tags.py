"""Tagged PDF files: what they state about headings, paragraphs and tables is evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

import govreport
from drawn_pages import _FONT, HEIGHT, WIDTH, _stream, written
from govreport import ReadError
from govreport.reading import decoded
from govreport.tree.nodes import Table

pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")

Text = tuple[float, float, str]
"""Left, baseline and text of a line."""
Element = tuple[str, Sequence[Any]]
"""A type, and the elements and lines in it."""


def tagged(*pages: Sequence[Element], marked: str = "true", more: Sequence[bytes] = (), kids: str = "") -> bytes:
    """A file with a structure tree.

    :param more: further objects, the first of which has the number that ``kids`` may name.
    :param kids: more elements at the top of the tree.
    """
    first = 5 + 2 * len(pages)
    nodes: list[bytes] = []
    parents: list[str] = []
    tops: list[str] = []
    objects: list[bytes] = []

    def element(kind: str, inner: Sequence[Any], parent: int, at: int, drawn: list[str], owners: list[int]) -> int:
        number = first + len(nodes)
        nodes.append(b"")
        own: list[str] = []
        for one in inner:
            if isinstance(one[0], str):
                own.append(f"{element(one[0], one[1], number, at, drawn, owners)} 0 R")
                continue
            left, base, text = one
            hexed = text.encode("utf-16-be").hex()
            drawn.append(f"/{kind} <</MCID {len(owners)}>> BDC BT /F 12 Tf {left} {base} Td <{hexed}> Tj ET EMC\n")
            own.append(str(len(owners)))
            owners.append(number)
        nodes[number - first] = (
            f"<</Type/StructElem/S/{kind}/P {parent} 0 R/Pg {5 + 2 * at} 0 R/K[{' '.join(own)}]>>".encode()
        )
        return number

    for at, page in enumerate(pages):
        drawn: list[str] = []
        owners: list[int] = []

        tops += [f"{element(kind, inner, 4, at, drawn, owners)} 0 R" for kind, inner in page]
        parents.append(f"{at} [{' '.join(f'{owner} 0 R' for owner in owners)}]")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/StructParents %d/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (WIDTH, HEIGHT, at, 6 + 2 * at)
        )
        objects.append(_stream("".join(drawn).encode()))
    extra = first + len(nodes)
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked %b>>/StructTreeRoot 4 0 R>>" % marked.encode(),
            b"<</Type/Pages/Count %d/Kids[%b]>>"
            % (len(pages), b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))),
            _FONT,
            f"<</Type/StructTreeRoot/K[{' '.join(tops)} {kids.format(extra)}]"
            f"/ParentTree<</Nums[{' '.join(parents)}]>>>>".encode(),
            *objects,
            *nodes,
            *(one.replace(b"EXTRA", str(extra).encode()) for one in more),
        ]
    )


LINE = "现就加强依法行政有关事项通知如下请各单位认真贯彻落实本办法"
REPORT: tuple[Element, ...] = (
    ("H1", [(80, 700, "总体情况")]),
    ("P", [(104, 680, LINE), (80, 660, "不得延误。")]),
    ("H1", [(80, 640, "主要工作")]),
    ("H2", [(80, 620, "制度建设")]),
    ("P", [(104, 600, LINE), (80, 580, "审查文件十六件。")]),
)
ROWS = (("姓名", "单位", "职务"), ("张三", "财政局", "局长"), ("李四", "教育局", ""))


def headings(content: bytes) -> list[tuple[str, int]]:
    """The lines that are headings by the evidence, with their levels."""
    found = decoded(content)
    return [(found.source.text[start:].split("\n")[0], level) for start, level in found.evidence.headings]


def tables(content: bytes) -> list[tuple[tuple[str, ...], ...]]:
    return [node.rows for node in govreport.read(content).walk() if isinstance(node, Table)]


def table(
    rows: Sequence[Sequence[str]], xs: Sequence[float] = (80, 200, 320), top: float = 500, head: str = "TD"
) -> Element:
    return (
        "Table",
        [
            (
                "TR",
                [
                    ("TD" if i else head, [("P", [(xs[k], top - 20 * i, cell)] if cell else [])])
                    for k, cell in enumerate(row)
                ],
            )
            for i, row in enumerate(rows)
        ],
    )


def test_tagged_headings_in_the_size_of_the_text_are_headings() -> None:
    assert headings(tagged(REPORT)) == [("总体情况", 1), ("主要工作", 1), ("制度建设", 2)]
    report = govreport.read(tagged([("P", [(200, 760, "关于工作情况的报告")]), *REPORT]))
    assert [section.title for section in report.sections] == ["总体情况", "主要工作"]


def test_a_structure_that_is_not_marked_is_not_read() -> None:
    assert headings(tagged(REPORT, marked="false")) == []


def test_numbers_have_precedence_over_tags() -> None:
    page = [
        ("H3", [(80, 700, "一、总体情况")]),
        ("P", [(104, 680, "加强领导。")]),
        ("H1", [(80, 660, "（一）主要工作")]),
        ("P", [(104, 640, "审查文件。")]),
        ("H2", [(80, 620, "二、存在问题")]),
    ]
    report = govreport.read(tagged(page))
    assert [section.title for section in report.sections] == ["一、总体情况", "二、存在问题"]


def test_tagged_paragraphs_are_apart() -> None:
    """Without tags, the second line continues the first: it has no indent, and the line before is full and has no stop."""
    page = [
        ("P", [(80, 700, LINE)]),
        ("P", [(80, 680, LINE)]),
        ("P", [(80, 660, LINE), (80, 640, LINE), (80, 620, LINE)]),
    ]
    assert decoded(tagged(page)).source.text.splitlines() == [LINE, LINE, 3 * LINE]
    assert decoded(tagged(page, marked="false")).source.text.splitlines() == [5 * LINE]


def test_tags_of_lines_do_not_break_paragraphs() -> None:
    page = [("P", [(80, 700 - 20 * i, LINE)]) for i in range(5)]
    assert decoded(tagged(page)).source.text.splitlines() == [5 * LINE]


def test_the_label_and_the_text_of_a_member_of_a_list_are_one_paragraph() -> None:
    page: list[Element] = [
        ("L", [("LI", [("Lbl", [(80, 700, "●")]), ("LBody", [("P", [(104, 700, LINE[:25]), (104, 680, "其次。")])])])])
    ]
    assert decoded(tagged(page)).source.text.splitlines() == [f"● {LINE[:25]}其次。"]


def test_a_tagged_table_without_rules_has_its_rows() -> None:
    page = [*REPORT, table(ROWS), ("P", [(104, 400, "以上情况属实。")])]
    assert tables(tagged(page)) == [ROWS]
    assert govreport.read(tagged(page)).source.text.splitlines()[-1] == "以上情况属实。"


def test_cells_without_a_gap_between_are_apart() -> None:
    assert tables(tagged([*REPORT, table(ROWS, xs=(80, 104, 140))])) == [ROWS]


def test_signatures_side_by_side_are_not_a_table() -> None:
    rows = (("某市教育局", "某市财政局"), ("2025年1月6日", ""))
    assert tables(tagged([*REPORT, table(rows)])) == []
    assert tables(tagged([*REPORT, table((("单位", "职务"), ("教育局", "局长")), head="TH")])) != []


def test_a_tagged_table_with_one_column_is_a_frame() -> None:
    page = [*REPORT, table((("甲方承诺",), ("乙方承诺",)))]
    assert tables(tagged(page)) == []
    assert govreport.read(tagged(page)).source.text.splitlines()[-2:] == ["甲方承诺", "乙方承诺"]


# ---- hostile trees ------------------------------------------------------------------------------------------------------


def test_a_tree_that_contains_itself_is_read_once() -> None:
    again = b"<</Type/StructElem/S/P/P 4 0 R/Pg 5 0 R/K[EXTRA 0 R EXTRA 0 R 4 0 R]>>"
    assert len(headings(tagged(REPORT, more=[again], kids="{0} 0 R {0} 0 R"))) == 3


def test_a_deep_tree_is_bounded() -> None:
    inner: Sequence[Any] = [(80, 400, "深处")]
    for _ in range(500):
        inner = [("Div", inner)]
    assert "深处" in govreport.read(tagged([*REPORT, ("Div", inner)])).source.text


def test_elements_are_work() -> None:
    many = [("P", [(80, 700, "文")]) for _ in range(500)]
    with pytest.raises(ReadError, match="the limit set by max_work, at its elements"):
        govreport.read(tagged(many), max_work=600)


def test_an_element_that_contains_itself_many_times_is_work() -> None:
    again = b"<</Type/StructElem/S/P/P 4 0 R/Pg 5 0 R/K[0 %b]>>" % (b"EXTRA 0 R " * 2000)
    content = tagged(REPORT, more=[again], kids="{0} 0 R")
    first = b"/ParentTree<</Nums[0 ["
    content = content.replace(first, first + b"EXTRA 0 R ".replace(b"EXTRA", b"%d" % _last(content)))
    with pytest.raises(ReadError, match="the limit set by max_work, at its elements"):
        govreport.read(content, max_work=1500)


def _last(content: bytes) -> int:
    """The number of the last object."""
    return content.count(b" 0 obj")
