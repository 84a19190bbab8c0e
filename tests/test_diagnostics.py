"""The registry of diagnostics and the page of each: what they say is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import govreport
from govreport import CODES, Explanation, explain
from govreport.cli.app import app
from govreport.outline import open_levels
from govreport.tree.codes import SEVERITIES

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "diagnostics"
INDEX = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
SECTIONS = ["What it means", "Rule", "Fix", "Bad", "Good"]
SHALLOW = 3
"""The deepest level for the example of GR208, which would be long otherwise."""


def content(explained: Explanation, example: str) -> bytes:
    """An example as the bytes of a file."""
    return bytes.fromhex(example) if "```hex\n" in explained.page else example.encode()


def codes_in(explained: Explanation, example: str) -> set[str]:
    """The codes of an example; those of a profile only where the page is about one."""
    report = govreport.read(content(explained, example))
    missing = report.missing_parts("fazhi") if explained.code.code == "GR501" else ()
    return {found.code for found in (*report.diagnostics, *missing)}


@pytest.fixture(params=list(CODES))
def explained(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Explanation:
    code = str(request.param)
    if code == "GR208":
        monkeypatch.setattr(open_levels, "MAX_DEPTH", SHALLOW)
    return explain(code)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.md")) == sorted(CODES)
    assert list(CODES) == sorted(CODES)


def test_the_index_lists_every_code() -> None:
    rows = re.findall(r"^\| \[(GR\d{3})\]\(diagnostics/(GR\d{3})\.md\) \| (\w+) \| (.+) \|$", INDEX, re.MULTILINE)
    assert rows == [(code.code, code.code, code.severity, code.title) for code in CODES.values()]


def test_a_page_has_the_same_form_as_all(explained: Explanation) -> None:
    code = explained.code
    assert explained.page == (PAGES / f"{code.code}.md").read_text(encoding="utf-8")
    assert explained.page.startswith(f"# {code.code} {code.title} ({code.severity})\n\n")
    assert re.findall(r"^## (.+)$", explained.page, re.MULTILINE) == SECTIONS
    assert re.findall(r"^#{1,6} ", explained.page, re.MULTILINE) == ["# ", *["## "] * len(SECTIONS)]
    assert all((explained.meaning, explained.rule, explained.fix))
    assert code.severity in SEVERITIES


def test_a_rule_names_its_source(explained: Explanation) -> None:
    sources = ("GB/T 9704-2012", "条例, article", "Practice", "None:", "The library's own", "GB 18030", "The profile")
    assert explained.rule.startswith(sources)


def test_the_bad_text_has_the_diagnostic_and_the_good_one_has_not(explained: Explanation) -> None:
    bad, good = (codes_in(explained, example) for example in (explained.bad, explained.good))
    assert explained.code.code in bad
    assert explained.code.code not in good
    assert not good or explained.code.code == "GR401"


def test_the_page_shows_what_the_command_prints(
    explained: Explanation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.txt").write_bytes(content(explained, explained.bad))
    monkeypatch.chdir(tmp_path)
    found = re.search(r"^```console\n\$ govreport (.+)\n((?:.*\n)+?)```$", explained.page, re.MULTILINE)
    assert found
    assert CliRunner().invoke(app, shlex.split(found[1])).stdout == found[2]


def test_links_of_the_pages_lead_somewhere() -> None:
    for path in (*PAGES.glob("*.md"), ROOT / "docs" / "diagnostics.md"):
        for link in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).is_file(), f"{path.name}: {link}"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError, match="'GR999'; known codes are GR101, "):
        explain("GR999")
