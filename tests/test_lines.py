"""Physical lines, and lines joined of several: every index of a text maps to its place in the source."""

from __future__ import annotations

import pytest
from hypothesis import given

from govreport.grammar.grammar import grammar
from govreport.lines.lines import BLANKS, Line, physical_lines
from govreport.testing import texts
from govreport.text.source import is_blank

SOURCE = "　　为加强领导\n  和监督OPEN\nDATA，\n制定本办法。"


def read(text: str) -> list[str]:
    return [line.text for line in physical_lines(text, grammar())]


def joined() -> Line:
    return Line.joined(physical_lines(SOURCE, grammar()))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \u3000\n\ufeff\n\t", [], id="blanks alone"),
        pytest.param("\ufeff一、甲\r\n\r\n　　乙 \r丙", ["一、甲", "乙", "丙"], id="any line break, ends trimmed"),
        pytest.param("甲\u2028乙\x0b丙\x85丁", ["甲", "乙", "丙", "丁"], id="rare line breaks"),
        pytest.param("甲。　　　乙", ["甲。", "乙"], id="a wide blank after a sentence"),
        pytest.param("甲。\xa0\xa0\xa0\xa0乙", ["甲。", "乙"], id="no-break spaces after a sentence"),
        pytest.param("总则  第一条 甲", ["总则", "第一条 甲"], id="a wide blank before an article"),
        pytest.param("总则  （一）甲", ["总则", "（一）甲"], id="a wide blank before （一）"),
        pytest.param("姓　　名", ["姓　　名"], id="a wide blank between words"),
        pytest.param("甲  1.乙", ["甲  1.乙"], id="a wide blank before a figure"),
        pytest.param("甲。 乙", ["甲。 乙"], id="one blank after a sentence"),
    ],
)
def test_physical_lines(text: str, lines: list[str]) -> None:
    assert read(text) == lines


def test_a_line_has_its_indent_and_the_gap_before_it() -> None:
    first, second, third = physical_lines("　　甲。　　　乙\n\n\n  丙", grammar())
    assert (first.indent, first.gap, first.soft) == (2, 0, False)
    assert (second.gap, second.soft) == (0, True)
    assert (third.indent, third.gap, third.soft) == (2, 2, False)
    assert [line.column for line in (first, second, third)] == [4, 14, 2]


@given(texts())
def test_no_line_is_blank_and_each_is_a_slice(text: str) -> None:
    end = 0
    for line in physical_lines(text, grammar()):
        assert end <= line.start < line.end <= len(text)
        assert text[line.start : line.end] == line.text == line.text.strip(BLANKS) != ""
        assert all(map(is_blank, text[end : line.start]))
        end = line.end
    assert all(map(is_blank, text[end:]))


def test_a_joined_line_leads_back_to_the_source() -> None:
    line = joined()
    assert line.text == "为加强领导和监督OPENDATA，制定本办法。"
    assert "".join(SOURCE[line.place(at)] for at in range(len(line.text))) == line.text
    assert (line.place(0), line.end_place(len(line.text))) == (line.start, line.end)


def test_an_end_stays_on_the_line_of_its_last_character() -> None:
    line = joined()
    end = line.text.index("和")
    assert SOURCE[line.place(0) : line.end_place(end)] == "为加强领导"
    assert SOURCE[line.place(end)] == "和"


def test_pieces_exclude_text_between_physical_lines() -> None:
    line = joined()
    pieces = line.pieces(SOURCE.index("领导"), SOURCE.index("OPEN"))
    assert [SOURCE[start:end] for start, end in pieces] == ["领导", "和监督"]


def test_latin_words_that_a_line_break_separated_stay_apart() -> None:
    line = joined()
    assert line.read(0, len(line.text)) == "为加强领导和监督OPEN DATA，制定本办法。"


def test_one_line_joined_is_itself() -> None:
    (line,) = physical_lines("甲", grammar())
    assert Line.joined([line]) is line


def test_a_line_of_a_joined_one_is_found_after_its_end() -> None:
    line = joined()
    assert line.place(len(line.text)) == line.place(len(line.text) + 1) == line.end
    assert line.pieces(line.end, line.end + 5) == []


def test_a_break_found_twice_is_one() -> None:
    assert read("甲。　　　（一）乙") == ["甲。", "（一）乙"]


def test_lines_show_where_they_are() -> None:
    assert repr(joined()) == f"<Line {SOURCE.index('为')}-{len(SOURCE)} '为加强领导和监督OPENDATA，制定本'>"
