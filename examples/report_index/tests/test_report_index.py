"""The index over drawn reports: complete, the same however a report is written, and never at a loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_index import entries, index, main

from govreport import Report, parse
from govreport.testing import DAMAGES, House, damaged, houses, report_texts, reports, texts, written

# Nothing depends on how fast a machine is.
patient = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def headings(report: Report) -> list[str]:
    return [entry.heading for entry in entries(report, "report.txt")]


@patient
@given(report_texts())
def test_every_heading_has_its_entry(drawn: tuple[Report, str]) -> None:
    report, text = drawn
    wanted = [unit.path for unit in report.search() if unit.heading]
    assert [entry.path for entry in entries(parse(text), "report.txt")] == wanted


@patient
@given(report_texts())
def test_an_entry_names_the_line_of_its_heading(drawn: tuple[Report, str]) -> None:
    _, text = drawn
    lines = text.split("\n")
    for entry in entries(parse(text), "report.txt"):
        assert entry.heading[:2] in lines[entry.line - 1]


@patient
@given(reports(), houses())
def test_two_houses_have_one_entry(report: Report, house: House) -> None:
    in_this_script = written(report, House(script=house.script))
    assert headings(written(report, house)) == headings(in_this_script)


@patient
@given(report_texts(), st.data())
def test_damage_that_is_mended_changes_no_heading(drawn: tuple[Report, str], data: st.DataObject) -> None:
    report, text = drawn
    harmed = data.draw(damaged(text, [damage for damage in DAMAGES if damage.mended]))
    assert headings(parse(harmed)) == headings(report)


@patient
@given(texts())
def test_any_text_has_an_index(text: str) -> None:
    for entry in entries(parse(text), "report.txt"):
        assert entry.heading
        assert entry.line >= 1


@patient
@given(drawn=report_texts(), encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_files_are_read_in_any_encoding(
    drawn: tuple[Report, str], encoding: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    report, text = drawn
    file = tmp_path_factory.mktemp("reports") / "report.txt"
    file.write_bytes(text.encode(encoding))
    assert sorted(headings(report)) == [entry.heading for entry in index([file])]


def test_the_command_prints_what_is_requested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("一、优化营商环境\n推进改革。\n二、加强监督\n开展检查。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("(一)加强监督。开展检查。\n(二)优化营商环境。推进改革。\n", encoding="utf-8")
    assert main([str(tmp_path), "--about", "营商"]) == 0
    assert capsys.readouterr().out == "优化营商环境\ta.txt:1\t1\n优化营商环境\tb.txt:2\t2\n"
