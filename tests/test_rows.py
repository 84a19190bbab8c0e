"""Rows: consecutive candidates of one form, and which of them begin lines."""

from __future__ import annotations

import pytest

from govreport.grammar.grammar import grammar
from govreport.lines.lines import Line
from govreport.outline.boundaries import read_marks
from govreport.outline.candidates import Candidate
from govreport.outline.lost_marks import Gap, lost_marks
from govreport.outline.misread_decimals import with_figures_read
from govreport.outline.rows import best_row
from govreport.outline.scanner import scan

SENTENCE = "各级行政机关应当坚持依法行政，建立健全工作制度，推动各项任务落实到位，接受社会监督。"
LONG = 3 * SENTENCE


def lines_of(*texts: str) -> list[Line]:
    return [Line(0, len(text), text) for text in texts]


def candidates(*texts: str) -> list[list[Candidate]]:
    return [list(scan(line, i, grammar())) for i, line in enumerate(lines_of(*texts))]


# ---- the best row ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "row"),
    [
        pytest.param(["一、甲", "二、乙", "三、丙"], "一、 二、 三、", id="at the heads of lines"),
        pytest.param(["一、甲", "二、乙", "四、丙"], "一、 二、 四、", id="one is missing"),
        pytest.param(["一、甲", "二、乙", "二、丙", "三、丁"], "一、 二、 二、 三、", id="one is repeated"),
        pytest.param(
            ["一、甲", "二、三产业", "二、乙", "三、丙"], "一、 二、 三、", id="a list of ordinals is left out"
        ),
        pytest.param(["一、甲统一、乙", "二、丙"], "一、 二、", id="a word that looks like a mark is left out"),
        pytest.param(["五、甲", "六、乙"], "五、 六、", id="it begins late"),
        pytest.param(["一、甲"], None, id="one alone"),
        pytest.param(["第一条　甲。依照第二条的规定"], None, id="an article and a citation"),
    ],
)
def test_the_best_row(texts: list[str], row: str | None) -> None:
    found = best_row([one for line in candidates(*texts) for one in line], None)
    assert (found and " ".join(one.text for one in found.members)) == row


def test_the_member_of_a_row_is_the_likelier_of_two() -> None:
    first, listed, second = (line[0] for line in candidates("一、甲", "二、三产业增长", "二、乙"))
    found = best_row([first, listed, second], None)
    assert found is not None
    assert found.members == (first, second)


# ---- lost line breaks --------------------------------------------------------------------------------------------


def restored(*texts: str) -> list[str]:
    """The first characters of each line once lost breaks are restored."""
    return [line.text[:4].strip() for line in read_marks(lines_of(*texts), grammar()).lines]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            [f"一、要求。{LONG}二、任务。{LONG}三、保障。{LONG}"],
            ["一、要求", "二、任务", "三、保障"],
            id="all on one line",
        ),
        pytest.param(
            [f"一、要求。{LONG}二、任务。{LONG}", f"三、保障。{LONG}"],
            ["一、要求", "二、任务", "三、保障"],
            id="a single break",
        ),
        pytest.param(
            [f"一、要求（一）目标。{LONG}（二）原则。{LONG}二、任务。{LONG}"],
            ["一、要求", "（一）目", "（二）原", "二、任务"],
            id="two forms, directly after a heading",
        ),
        pytest.param(["包括：（1）预算；（2）决算；（3）采购。"], ["包括：（"], id="the points of a sentence"),
        pytest.param([f"一是推进公开。{LONG}二是落实责任。{LONG}"], ["一是推进"], id="a running enumeration"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_lost_breaks_are_restored(texts: list[str], expected: list[str]) -> None:
    assert restored(*texts) == expected


def test_a_row_lacks_a_member() -> None:
    gaps = read_marks(lines_of("一、甲", SENTENCE, "二、乙", SENTENCE, "四、丙", SENTENCE), grammar()).gaps
    assert [(gap.ordinal, gap.after, gap.before) for gap in gaps] == [(3, 2, 4)]


# ---- lost marks --------------------------------------------------------------------------------------------------


def explained(*texts: str, ordinal: int = 2) -> dict[int, int]:
    """The bare lines that explain the gap between the first line and the last."""
    rows = candidates(*texts)
    gap = Gap(rows[-1][0].key, ordinal, 0, len(texts) - 1)
    found = lost_marks([gap], range(len(texts)), lines_of(*texts), rows)
    return {line: lost.ordinal for line, lost in found.items()}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["一、要求", SENTENCE, "重点任务", SENTENCE, "三、保障"], {2: 2}, id="one bare line"),
        pytest.param(
            ["一、要求", SENTENCE, "重点任务", SENTENCE, "主要措施", SENTENCE, "三、保障"], {}, id="two of them"
        ),
        pytest.param(["一、要求", SENTENCE, "重点任务。", SENTENCE, "三、保障"], {}, id="a sentence"),
        pytest.param(["一、要求", SENTENCE, SENTENCE, "三、保障"], {}, id="none"),
        pytest.param(["一、要求", SENTENCE, "重点任务", "短句。", "三、保障"], {}, id="no paragraph below it"),
    ],
)
def test_a_bare_line_explains_a_gap(texts: list[str], expected: dict[int, int]) -> None:
    assert explained(*texts) == expected


# ---- decimals that are marks and figures -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["1.3个部门", "2.2个县", "3.5个单位"], "1. 2. 3.", id="marks before figures"),
        pytest.param(["1.加强领导", "2.2个县", "3.落实责任"], "1. 2. 3.", id="among marks"),
        pytest.param(["1.1 范围", "1.2 术语", "2.1 要求"], "1.1 1.2 2.1", id="decimals"),
        pytest.param(["1.1范围", "1.2术语", "2.1要求"], "1.1 1.2 2.1", id="decimals without blanks"),
        pytest.param(["3.5亿元", "2.2个县"], "3.5 2.2", id="figures that do not count"),
    ],
)
def test_decimals_that_are_marks_and_figures(texts: list[str], expected: str) -> None:
    assert " ".join(row[0].text for row in with_figures_read(candidates(*texts), grammar())) == expected
