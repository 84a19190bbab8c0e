"""Dialects: what a caller may add to the grammar, and what stays as it is; the readings are in ``cases/dialects.json``."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport import DialectError, Report
from govreport.cli.app import app
from govreport.dialects import Dialect, Form, dialect_of, load, names
from govreport.dialects.grammar import grammar_of
from govreport.grammar.grammar import grammar
from govreport.testing import OF_ANY_TEXT, assert_laws, texts
from govreport.tree.families import FAMILIES
from test_cases import dialect_of as of_case
from test_cases import outline_lines, part

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "dialects.json").read_text("utf-8"))
ISSUES = Dialect("issues", forms=(Form("x_issue", ("議題{han}", "案由{digits}號")),))
LOUD = Dialect(
    "loud",
    forms=(
        *ISSUES.forms,
        Form("x_question", ("Q{digits}", "（{stem}）")),
        Form("x_point", ("其{han}者",), item=True),
        Form("x_letter", ("{letter}項",)),
    ),
    order=("arabic", "x_question", "han"),
    running=("arabic_paren",),
    segments=("主旨", "說明", "一"),
    closings=("敬陳",),
    organs=("所",),
    copies=("正本", "副本"),
)
"""A dialect that sets every property."""
LAWS = [law for law in OF_ANY_TEXT if law.name not in ("deterministic", "thread-safe")]
"""The laws of any text but those that parse it once more, which they do without a dialect."""
assert len(LAWS) == len(OF_ANY_TEXT) - 2
WRONG = {
    "no TOML": ("name =", "Invalid value"),
    "no name": ('order = ["han"]', "name is missing"),
    "a key that is unknown": ('name = "a"\nsections = ["主旨"]', "'sections'"),
    "a key of a form that is unknown": ('name = "a"\n[[forms]]\nname = "x_a"\nmarks = ["甲{han}"]\nrank = 1', "rank"),
    "a name without x_": ('name = "a"\n[[forms]]\nname = "issue"\nmarks = ["甲{han}"]', "'issue'"),
    "a name that a family has": ('name = "a"\n[[forms]]\nname = "han"\nmarks = ["甲{han}"]', "'han'"),
    "two forms of one name": ('name = "a"\n' + '[[forms]]\nname = "x_a"\nmarks = ["甲{han}"]\n' * 2, "x_a twice"),
    "no marks": ('name = "a"\n[[forms]]\nname = "x_a"', "x_a has no marks"),
    "a mark without a numeral": ('name = "a"\n[[forms]]\nname = "x_a"\nmarks = ["甲"]', "{han}"),
    "a mark with two numerals": ('name = "a"\n[[forms]]\nname = "x_a"\nmarks = ["{han}之{han}"]', "'{han}之{han}'"),
    "a numeral that is unknown": ('name = "a"\n[[forms]]\nname = "x_a"\nmarks = ["甲{roman}"]', "{stem}"),
    "a mark that is a numeral alone": ('name = "a"\n[[forms]]\nname = "x_a"\nmarks = ["{han}"]', "only a numeral"),
    "an order of what is not there": ('name = "a"\norder = ["hann"]', "'hann'"),
    "an order with the same name twice": ('name = "a"\norder = ["han", "han"]', "order has han twice"),
    "what runs on and is not there": ('name = "a"\nrunning = ["hann"]', "running has 'hann'"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["label"]))
def test_a_case_needs_its_dialect(case: dict[str, Any]) -> None:
    """Cases that are read alike without their dialect have ``"needed": false``."""

    def read_as(dialect: str | Dialect | None) -> tuple[object, ...]:
        data = govreport.parse("\n".join(case["text"]), dialect=dialect).to_dict()
        return [*outline_lines(data)], [part(data, name) for name in case.get("parts", ())]

    assert (read_as(None) != read_as(of_case(case["dialect"]))) is case.get("needed", True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["label"]))
def test_a_case_keeps_the_laws(case: dict[str, Any]) -> None:
    text = "\n".join(case["text"])
    report = govreport.parse(text, dialect=of_case(case["dialect"]))
    assert_laws(report, text, LAWS)
    assert govreport.parse(text, dialect=of_case(case["dialect"])) == report


@pytest.mark.slow
@given(text=texts() | st.text(alphabet="主旨：說明一二三四案由議題號其者Q1２、（甲）A項，。敬陳正本所 \n", max_size=60))
def test_any_text_in_a_dialect(text: str) -> None:
    report = govreport.parse(text, dialect=LOUD)
    assert_laws(report, text, LAWS)


def test_the_data_form_contains_a_custom_form() -> None:
    report = govreport.parse("議題一：預算\n正文。\n議題二：人事\n正文。", dialect=ISSUES)
    numbers = [section.number for section in report.sections if section.number]
    assert [(number.family, number.ordinal, number.text) for number in numbers] == [
        ("x_issue", 1, "議題一："),
        ("x_issue", 2, "議題二："),
    ]
    assert Report.from_json(report.to_json()) == report
    assert [unit.path for unit in report.search(family="x_issue")] == ["1", "2"]


def test_the_checks_handle_a_custom_form() -> None:
    report = govreport.parse(
        "關於會議的報告\n議題一：預算\n正文。\n議題三：人事\n正文。\n某局\n2025年1月6日", dialect=ISSUES
    )
    assert [(one.code, one.message) for one in report.diagnostics] == [
        ("GR201", "議題三： follows 議題一：: 議題二： is missing")
    ]


@pytest.mark.parametrize(
    ("mark", "text", "ordinal"),
    [
        ("議題{han}", "議題 二、預算", 2),
        ("案由{digits}號", "案由３號　預算", 3),
        ("（{stem}）", "（乙）預算", 2),
        ("{letter}項", "C項：預算", 3),
        ("條.{digits}*", "條.2*預算", 2),
    ],
)
def test_numerals_of_a_mark(mark: str, text: str, ordinal: int) -> None:
    first = mark.replace(
        mark[mark.index("{") : mark.index("}") + 1],
        {"h": "一", "d": "1", "s": "甲", "l": "A"}[mark.partition("{")[2][0]],
    )
    report = govreport.parse(
        f"{first}、甲\n正文。\n{text}\n正文。", dialect=Dialect("one", forms=(Form("x_a", (mark,)),))
    )
    assert [section.number.ordinal for section in report.sections if section.number] == [1, ordinal]


def test_a_dialect_does_not_change_the_grammar() -> None:
    text = "主旨：請查照。\n說明：\n議題一：預算\n正文。\n議題二：人事\n正文。"
    before = govreport.parse(text)
    assert govreport.parse(text, dialect=LOUD) != before
    assert govreport.parse(text) == before
    assert not {"X_ISSUE", "X_POINT"} & grammar().sources.keys()
    assert "x_issue" not in FAMILIES


def test_an_empty_dialect_changes_nothing() -> None:
    text = "一、總則\n（一）目的。為提升效能。\n（二）依據。依規定辦理。\n二、附則\n自即日起。\n正本：各校"
    assert govreport.parse(text, dialect=Dialect("plain")) == govreport.parse(text)


def test_equal_dialects_share_a_grammar() -> None:
    twin = pickle.loads(pickle.dumps(LOUD))
    assert twin == LOUD
    assert grammar_of(twin) is grammar_of(LOUD)
    assert grammar_of(ISSUES) is not grammar_of(LOUD)


def test_the_order_ranks_forms_between_their_neighbours() -> None:
    families = grammar_of(LOUD).speech.families
    ranks = [families[name].rank for name in ("X_ISSUE", "X_LETTER", "PART", "ARABIC", "X_QUESTION", "HAN")]
    assert ranks == sorted(set(ranks))
    assert families["HAN_PAREN"].rank == FAMILIES["han_paren"].rank
    assert families["X_POINT"].rank == FAMILIES["shi"].rank


def test_shipped_dialects_load_under_their_names() -> None:
    assert {"taiwan", "hong_kong"} <= set(names())
    assert [load(name).name for name in names()] == [*names()]
    assert all(dialect_of(name) is load(name) for name in names())


@pytest.mark.parametrize("wrong", WRONG)
def test_errors_in_a_file_are_reported(wrong: str, tmp_path: Path) -> None:
    text, word = WRONG[wrong]
    file = tmp_path / "wrong.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DialectError) as raised:
        load(file)
    assert word in raised.value.problem
    assert raised.value.name == str(file)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DialectError, match="No such file"):
        govreport.parse("一", dialect=tmp_path / "missing.toml")


@pytest.mark.parametrize("command", ["tree", "json", "check"])
def test_the_commands_take_a_name_or_a_file(command: str, tmp_path: Path) -> None:
    dialect, text = tmp_path / "issues.toml", tmp_path / "minutes.txt"
    dialect.write_text('name = "issues"\n[[forms]]\nname = "x_issue"\nmarks = ["議題{han}"]\n', encoding="utf-8")
    text.write_text(
        "關於會議的報告\n議題一：預算\n正文。\n議題三：人事\n正文。\n某局\n2025年1月6日\n", encoding="utf-8"
    )
    run: Callable[..., Any] = CliRunner().invoke
    assert "議題二" in run(app, [command, "--dialect", str(dialect), str(text)]).stdout
    assert "議題二" not in run(app, [command, "--dialect", "taiwan", str(text)]).stdout
    wrong = run(app, [command, "--dialect", "latin", str(text)])
    assert wrong.exit_code == 2
    assert "unknown dialect" in wrong.output


def test_nothing_is_loaded_without_a_dialect() -> None:
    code = "import sys, govreport; govreport.parse('一、總則'); print([name for name in sys.modules if 'dialects' in name])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
