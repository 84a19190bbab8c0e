"""``govreport diff``: what it prints, what it writes, how it exits."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

import govreport
from commands import run
from govreport.cli.differences import diff_lines
from test_cli_docs import transcript
from test_safety import ACTS, acting, numbered

OLD = "关于工作的报告\n一、任务\n审查规范性文件16件。\n二、要求\n落实责任，抓好工作，不留死角。\n"
NEW = "关于工作的报告\n一、任务\n审查规范性文件18件。\n二、形势\n任务繁重，时间紧迫。\n三、要求\n落实责任，抓好工作，不留死角。\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two reports on disk."""
    paths = [tmp_path / name for name in ("old.txt", "new.txt")]
    for path, text in zip(paths, (OLD, NEW), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_changes(files: list[str]) -> None:
    assert run(["diff", *files]) == (
        1,
        "1 added, 1 renumbered, 1 reworded\n"
        "~ 1/p1 reworded: 审查规范性文件[-16-]{+18+}件。\n"
        "+ 2 added: 二、形势\n"
        "~ 2 → 3 renumbered: 二、 → 三、 要求\n",
        "",
    )


def test_all(files: list[str]) -> None:
    _, shown, _ = run(["diff", "--all", *files])
    assert "= title: 关于工作的报告\n" in shown
    assert "= 1: 一、任务\n" in shown
    assert len(shown.splitlines()) == 1 + len(govreport.compare(*map(govreport.read, files)).rows)


def test_long_texts_are_shortened() -> None:
    paragraph = "坚持依法行政，" * 30
    old, new = (govreport.parse(f"一、任务\n{paragraph}{words}{paragraph}") for words in ("审查", "核查"))
    [_, line] = diff_lines(govreport.compare(old, new))
    assert line.plain == "~ 1/p1 reworded: …依法行政，坚持依法行政，[-审-]{+核+}查坚持依法行政，坚持依法…"
    old, new = (govreport.parse(f"一、任务\n审查文件。\n{words}") for words in (paragraph, ""))
    [_, line] = diff_lines(govreport.compare(old, new))
    assert line.plain == f"- 1/p2 removed: {paragraph[:59]}…"


def test_colours_on_a_terminal_alone(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31m[-16-]\x1b[0m\x1b[32m{+18+}\x1b[0m" in run(["diff", *files], terminal=True)[1]
    assert "\x1b" not in run(["diff", *files])[1]


def test_the_same_report(files: list[str]) -> None:
    assert run(["diff", files[0], files[0]]) == (0, "no change\n", "")


def test_json(files: list[str]) -> None:
    code, shown, _ = run(["diff", "--json", *files])
    comparison = govreport.compare(*map(govreport.read, files))
    assert (code, json.loads(shown)) == (1, comparison.to_dict())
    assert json.loads(run(["diff", "--json", "--all", *files])[1]) == comparison.to_dict(everything=True)


def test_a_page(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "changes.html"
    assert run(["diff", *files, "-o", str(out)]) == (1, "", "")
    page = out.read_text(encoding="utf-8")
    assert page == govreport.compare(*map(govreport.read, files)).to_html()
    assert "审查规范性文件<del>16</del>件。" in page
    assert run(["diff", *files, "-o", "-"])[1] == page
    assert run(["diff", files[0], files[0], "-o", str(out), "--force"])[0] == 0
    assert "没有变化" in out.read_text(encoding="utf-8")


def test_trouble(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "changes.html"
    out.write_text("mine", encoding="utf-8")
    assert run(["diff", *files, "-o", str(out)]) == (
        2,
        "",
        f"govreport: {out}: file exists; use --force to replace it\n",
    )
    assert out.read_text(encoding="utf-8") == "mine"
    missing = str(tmp_path / "missing.txt")
    for pair in ([missing, files[0]], [files[0], missing]):
        code, shown, stderr = run(["diff", *pair])
        assert (code, shown) == (2, "")
        assert "missing.txt" in stderr
    assert "only one of the two" in re.sub(r"\W+", " ", run(["diff", "-", "-"])[2])
    assert run(["diff", "--json", "-o", "-", *files])[0] == 2


@pytest.mark.slow
@pytest.mark.parametrize("acts", ACTS)
@pytest.mark.parametrize("options", [[], ["--all"], ["--json"], ["-o", "-"]], ids=" ".join)
def test_text_has_no_control_characters(
    acts: str, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_bytes(numbered(ACTS[acts]).encode())
    new.write_bytes(numbered(f"{ACTS[acts]}乙{ACTS[acts]}").encode())
    code, shown, stderr = run(["diff", *options, str(old), str(new)], terminal=True)
    assert code == 1
    assert shown
    assert acting(shown + stderr) == set()
    if not options:
        assert acting(run(["diff", str(old), str(new)])[1]) == set()


@pytest.mark.parametrize(("lang", "name"), [("en", "compare.md"), ("zh", "compare.zh.md")])
def test_the_page_of_the_documentation_shows_what_the_command_prints(lang: str, name: str, tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / name).read_text(encoding="utf-8")
    texts = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    for file, text in zip(("2023.txt", "2024.txt"), texts, strict=True):
        (tmp_path / file).write_text(text, encoding="utf-8")
    [example] = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    assert transcript(example, tmp_path, lang) == example


# ---- figures -----------------------------------------------------------------------------------------------------

LAST_YEAR = "2023年法治政府建设年度报告\n一、主要举措\n审查规范性文件16件，受理行政复议案件9宗。\n"
THIS_YEAR = "2024年法治政府建设年度报告\n一、主要举措\n审查规范性文件20件，受理行政复议案件9宗，开展培训3场。\n"


@pytest.fixture
def years(tmp_path: Path) -> list[str]:
    """The reports of two years."""
    for name, text in (("old.txt", LAST_YEAR), ("new.txt", THIS_YEAR)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "old.txt"), str(tmp_path / "new.txt")]


def test_figures_side_by_side(years: list[str]) -> None:
    code, shown, _ = run(["diff", "--facts", *years])
    rows = [line.split() for line in shown.splitlines()]
    assert code == 1
    assert ["规范性文件", "16件", "20件", "+4", "1", "1"] in rows
    assert ["培训", "3场", "1"] in rows
    assert "9宗" not in shown
    assert "9宗" in run(["diff", "--facts", "--all", *years])[1]


def test_figures_as_json(years: list[str]) -> None:
    data = json.loads(run(["diff", "--facts", "--json", *years])[1])
    assert [(one["old"] and one["old"]["value"], one["new"]["value"], one["change"]) for one in data] == [
        (16, 20, 4),
        (None, 3, None),
    ]
    start, end = data[0]["old"]["start"], data[0]["old"]["end"]
    assert LAST_YEAR[start:end] == "16件"


def test_figures_as_csv(years: list[str]) -> None:
    code, table, _ = run(["diff", "--facts", "--csv", *years])
    rows = list(csv.DictReader(io.StringIO(table)))
    shown = json.loads(run(["diff", "--facts", "--json", *years])[1])
    assert code == 1
    assert [row["old_text"] for row in rows] == [pair["old"]["text"] if pair["old"] else "" for pair in shown]
    assert [row["change"] for row in rows] == ["" if pair["change"] is None else str(pair["change"]) for pair in shown]
    assert run(["diff", "--csv", *years])[0] == 2
    assert run(["diff", "--facts", "--csv", "--json", *years])[0] == 2


def test_cells_of_figures_are_not_formulas(tmp_path: Path) -> None:
    names = []
    for name, text in (("a.txt", "＝1＋1文件16件。"), ("b.txt", "＝1＋1文件20件。")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        names.append(str(tmp_path / name))
    [row] = csv.DictReader(io.StringIO(run(["diff", "--facts", "--csv", *names])[1]))
    assert row["thing"].startswith("'＝")


def test_equal_figures_are_not_a_difference(years: list[str]) -> None:
    assert run(["diff", "--facts", years[0], years[0]])[0] == 0


def test_figures_make_no_page(years: list[str]) -> None:
    code, _, stderr = run(["diff", "--facts", "-o", "page.html", *years])
    assert code == 2
    assert "a page has neither --json nor --facts" in " ".join(stderr.split())
