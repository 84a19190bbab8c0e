"""The promises of SECURITY.md: no network access, no execution of text, and no control characters in output."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lark import Lark

import govreport
from commands import command_lines, run
from govreport.grammar.tables import built
from govreport.text.lexicon import read_lexicon
from govreport.tree.walk import walk
from watched import HOSTILE, Happening, reaches_out

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
MODULES = {str(path.relative_to(SRC)): path for path in sorted((SRC / "govreport").rglob("*.py"))}

# ---- what the process does ---------------------------------------------------------------------------------------

REPORT = "关于工作的报告\n一、甲事项\n（一）乙事项。坚持依法行政。一是抓落实；二是抓监督。\n二、丙事项\n正文内容。\n某市人民政府\n2025年1月6日\n"
HARMLESS = {
    "utf-8": REPORT.encode(),
    "gb18030": REPORT.encode("gb18030"),
    "big5": "關於工作的報告\n一、甲事項\n持續推進依法行政，區(qū)政府。\n二、乙事項\n正文。\n".encode(
        "big5-hkscs", "replace"
    ),
    "utf-16": REPORT.encode("utf-16"),
    "undecodable": REPORT.encode() + b"\xff\xfe\n",
    "empty": b"",
    "glued": "一、工作情况成立领导小组，各项工作进展顺利。二、存在问题对照要求，还有不足。".encode(),
    "lists": "一、工作情况\n● 甲事项。\n● 乙事项。\n二、指标\n1.1 丙事项\n1.2 丁事项\n".encode(),
}
"""One file for each way that a file can take through the library."""

ATTACKS = {
    "python": "__import__('os').system('id')",
    "format string": "{0.__class__.__mro__} %(asctime)s %n {{7*7}} ${7*7} #{7*7}",
    "shell": "$(id) `id` ; rm -rf . | nc example.org 80 &&",
    "link": "http://example.org/a.dtd file:///etc/passwd \\\\example.org\\share ../../../../etc/passwd",
    "look-up": "${jndi:ldap://example.org/a}",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;&#x0;",
    "entities": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "yaml": "!!python/object/apply:os.system ['id']",
    "pickle": "cos\nsystem\n(S'id'\ntR.",
    "console markup": "[link=http://example.org][bold red]红[/] :pile_of_poo: [/]",
    "doctest": ">>> import os; os.system('id')",
    "spreadsheet": '=HYPERLINK("http://example.org","甲")',
    "workflow command": "::set-output name=a::b\n##[error]c",
    "pattern": "(a+)+$ [ \\1 (?P<n>.*)",
    "JSON": '{"format": "govreport/1", "__class__": "os.system", "$ref": "http://example.org/a"}',
    "NUL": "甲\x00乙",
}
"""Text that has made other programs do more than read."""


def attacking(attack: str) -> str:
    """Reports with the attack in a title, a heading, an enumeration and a signature, and the attack alone."""
    return f"关于{attack}的报告\n一、{attack}\n正文。一是{attack}。二是乙。\n二、丙\n（一）{attack}。正文。\n{attack}\n某市{attack}人民政府\n2025年1月6日\n"


PLAIN = {name: value for name, value in os.environ.items() if "COV" not in name} | {"PYTHONDONTWRITEBYTECODE": "1"}
"""The environment of a watched process: neither a measurement of coverage nor an import writes files in it."""


@pytest.mark.slow
def test_nothing_is_used_but_code_data_and_the_file(tmp_path: Path) -> None:
    """In a process that uses all features of the library on harmless files, twice, and then on hostile ones."""
    seen = watched(tmp_path)
    assert {time: reaches_out(happened) for time, happened in seen.items()} == {"cold": [], "warm": [], "hostile": []}
    assert all(seen.values())
    assert {Path(path).name for event, path in seen["warm"] if event == "read"} == HARMLESS.keys()
    # Nothing is run, opened or imported for a hostile text that was not for a harmless one.
    news = set(seen["hostile"]) - set(seen["warm"])
    assert {event for event, _ in news} == {"read"}
    assert {Path(path).name for _, path in news} == ATTACKS.keys()


def watched(folder: Path) -> dict[str, list[Happening]]:
    """The actions of a process that uses all features of the library on harmless and hostile files."""
    files = {"harmless": HARMLESS, "hostile": {name: attacking(text).encode() for name, text in ATTACKS.items()}}
    paths: dict[str, list[str]] = {}
    for kind, contents in files.items():
        (folder / kind).mkdir()
        for name, content in contents.items():
            (folder / kind / name).write_bytes(content)
        paths[kind] = [str(folder / kind / name) for name in contents]
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "watched.py"), *paths["harmless"], HOSTILE, *paths["hostile"]],
        capture_output=True,
        check=False,
        cwd=folder,
        env=PLAIN,
    )
    assert done.returncode == 0, done.stderr.decode()
    return {time: [(event, detail) for event, detail in seen] for time, seen in json.loads(done.stdout).items()}


def test_the_watch_detects_file_and_network_access() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import watched; print(watched.unseen())"],
        capture_output=True,
        check=True,
        cwd=ROOT / "tests",
        env=PLAIN,
    )
    assert done.stdout.strip() == b"[]"


# ---- what the code could do --------------------------------------------------------------------------------------

ENGINES = """
    asyncio code codeop ctypes dbm ftplib http marshal multiprocessing pickle poplib pty requests runpy shelve smtplib
    socket sqlite3 ssl subprocess tempfile urllib webbrowser xmlrpc yaml
""".split()  # noqa: SIM905  (words read better than a list of strings)
RUNS = frozenset({"eval", "exec", "compile", "__import__", "input", "import_module", "system", "popen", "startfile"})
NEEDED = {
    ("govreport/batch/pool.py", "multiprocessing"): "parse_many and corpus, with more than one job",
    ("govreport/cli/saving.py", "tempfile"): "the page of view without -o",
    ("govreport/cli/local_pages.py", "webbrowser"): "view and playground open their page",
    ("govreport/formats/pdf_calls.py", "ctypes"): "the characters and boxes that pdfium writes into buffers",
    ("govreport/formats/pdf_page.py", "ctypes"): "the same",
    ("govreport/formats/pdf_rules.py", "ctypes"): "the coordinates that pdfium returns through pointers",
    ("govreport/formats/pdf_tags.py", "ctypes"): "the names of tags that pdfium writes into buffers",
    ("govreport/language_server/service.py", "asyncio"): "the pause before a long file is checked; pygls runs the loop",
    (
        "govreport/playground/build.py",
        "tempfile",
    ): "the page while it is built, in place of which the finished one is put",
    ("govreport/playground/distribution.py", "subprocess"): "npm fetches Pyodide when the page is built",
    ("govreport/playground/distribution.py", "tempfile"): "the packages while they are unpacked",
    ("govreport/playground/serve.py", "http"): "playground, on this computer alone",
    ("govreport/playground/serve.py", "urllib"): "the names of files in addresses, decoded; nothing is fetched",
    ("govreport/viewer/index.py", "urllib"): "the links of the index, percent-encoded; nothing is fetched",
    ("govreport/viewer/serve.py", "http"): "view --serve, on this computer alone",
    (
        "govreport/formats/markdown.py",
        "yaml",
    ): "the head of a Markdown file, by the loader that makes only strings",
}
"""The only modules that import one of these, and what for."""
IMPORTS = {
    "govreport/__init__.py": "one of its own modules, by a public name",
    "govreport/annotating/__init__.py": "one of its own modules, by a public name",
    "govreport/cli/command.py": "the module of a command, by the name of the command",
    "govreport/text/first_last.py": "the parser of regular expressions, whose name hangs on the version of Python",
    "govreport/formats/__init__.py": "one of its own modules, by the name of a format",
    "govreport/text/lexicon.py": "the package of the grammar, which is next to the others",
}
"""The only modules that call by name what runs code."""
WRITES = {
    "govreport/util/atomic_write.py": "what is left of a file that was not written to its end is cleared away",
    "govreport/batch/output.py": "the tables of a corpus, in the folder that was named",
    "govreport/batch/lock.py": "the lock of that folder, cleared away at the end of the run",
    "govreport/spark/running.py": "the tables of an earlier run, which its manifest lists, are deleted",
    "govreport/cli/command.py": "nothing: its write_text is that of the formatter of the help",
    "govreport/cli/streams.py": "os.devnull, in the place of a stream that the caller closed",
    "govreport/cli/saving.py": "what a command is asked to save",
    "govreport/playground/build.py": "the page, in the folder that was named",
    "govreport/playground/distribution.py": "Pyodide, in a folder that is cleared away",
}
"""The only modules that open anything for writing, and what for."""


def test_no_other_module_imports_what_could_do_harm() -> None:
    engines, runners, writers = set(), set(), set()
    for name, path in MODULES.items():
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        engines |= {(name, module) for node in nodes for module in imported(node) if module in ENGINES}
        runners |= {name for call in calls if runs(call.func)}
        writers |= {name for call in calls if opens_for_writing(call)}
    assert engines == set(NEEDED)
    assert runners == set(IMPORTS)
    assert writers == set(WRITES)


def imported(node: ast.AST) -> Iterator[str]:
    """The top-level packages that a statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield (node.module or "").split(".")[0]


def runs(function: ast.expr) -> bool:
    """Whether what is called runs code; ``re.compile`` does not."""
    if isinstance(function, ast.Attribute):
        of_re = isinstance(function.value, ast.Name) and function.value.id == "re"
        return function.attr in RUNS and not of_re
    return isinstance(function, ast.Name) and function.id in RUNS


def opens_for_writing(call: ast.Call) -> bool:
    named = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if named in {"write_text", "write_bytes", "unlink", "mkdir", "touch", "rmdir", "symlink_to", "chmod"}:
        return True
    modes = [
        word.value for word in (*call.args, *(pair.value for pair in call.keywords)) if isinstance(word, ast.Constant)
    ]
    return named == "open" and any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)


@pytest.mark.parametrize(
    "code",
    [
        "eval(text)",
        "builtins.exec(text)",
        "os.system(text)",
        "Path(a).open('w')",
        "open(a, mode='ab')",
        "path.unlink()",
    ],
)
def test_the_code_check_detects_execution_and_writing(code: str) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert runs(call.func) or opens_for_writing(call)


def test_the_grammar_is_read_from_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lark could pickle a grammar into the folder for temporary files, where anyone may leave one to be loaded."""
    made: list[Lark] = []

    class Watched(Lark):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            made.append(self)

    monkeypatch.setattr("lark.Lark", Watched)
    built(read_lexicon())
    assert [lark.options.cache for lark in made] == [False]


# ---- what is executed where it is shown ---------------------------------------------------------------------------------

ACTS = {
    "colour": "\x1b[31m",
    "clear the screen": "\x1b[2J\x1b[H",
    "title of the window": "\x1b]0;甲\x07",
    "link": "\x1b]8;;http:example.org\x1b\\甲\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;aWQ=\x07",
    "question to the terminal": "\x1b[c\x1b[6n\x05",
    "device control": "\x1bP+q544e\x1b\\",
    "8-bit controls": "\x9b2J\x9d0;甲\x9c",
    "backspace": "甲\x08\x08乙",
    "overwriting": "甲\r乙",
    "bell and NUL": "\x07\x00",
    "delete": "甲\x7f乙",
    "form feed": "甲\x0c\x0b乙",
    "right-to-left override": "\u202e甲\u202c",
    "isolate": "\u2067甲\u2069",
    "marks of direction": "\u200e\u200f\u061c",
    "line separators": "甲\u2028乙\u2029丙\x85丁",
}
"""Characters that control a terminal."""

EXACT = ("text", "json", "clean")
"""Commands whose output in a pipe is for programs and unchanged; on a terminal it is escaped."""


def acting(shown: str) -> set[str]:
    """The characters of an output that a terminal executes instead of showing."""
    return {
        character
        for character in shown.replace("\r\n", "\n")
        if (unicodedata.category(character) in {"Cc", "Zl", "Zp"} and character not in "\t\n")
        or unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or character in "\u200e\u200f\u061c"
    }


ORDINARY = "按照要求推进各项工作。" * 100
"""Text that keeps the share of control characters below that of a binary file."""


DAMAGED = "关于工作的报告\n一、甲\n三、乙\n正文&nbsp;。區(qū)政府。一是甲；二是乙。\n".encode() + b"\xff\n"
"""A short report that has diagnostics of all kinds."""


def numbered(sequence: str) -> str:
    """A report with the sequence in everything that has a text, damage and gaps in its numbering among it."""
    return (
        f"索引号：{sequence}1144\n关于{sequence}工作的报告\n（{sequence}一）甲\n一、{sequence}加强领导\n正文。區{sequence}(qū)政府，區(qū)政府。{ORDINARY}\n"
        f"项目|{sequence}|数\n甲|乙|{sequence}\n三、{sequence}\n正文&nbsp;{sequence}。一是{sequence}甲；二是乙。\n"
        f"某市{sequence}人民政府\n2025年1月6日\n附件1\n{sequence}清单\n一、{sequence}甲\n"
    )


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal on which the command itself writes no colours, so that every escape sequence comes from a text."""
    monkeypatch.setenv("TERM", "dumb")


@pytest.fixture(scope="module")
def acting_files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A file for each kind of attack."""
    folder = tmp_path_factory.mktemp("acting")
    for acts, sequence in ACTS.items():
        (folder / f"{acts}.txt").write_bytes(numbered(sequence).encode())
    return [str(folder / f"{acts}.txt") for acts in ACTS]


FILES = "FILES"
each_command_line = pytest.mark.parametrize("arguments", list(command_lines(FILES)), ids=" ".join)


def on(files: list[str], arguments: list[str]) -> list[str]:
    """A command line with files in the place of ``FILES``."""
    return [word for one in arguments for word in (files if one == FILES else [one])]


@pytest.mark.slow
@pytest.mark.usefixtures("plain_terminal")
@each_command_line
def test_nothing_in_a_text_controls_a_terminal(arguments: list[str], acting_files: list[str]) -> None:
    _, shown, stderr = run(on(acting_files, arguments), terminal=True)
    assert shown or "--severity" in arguments
    assert acting(shown + stderr) == set()


@pytest.mark.slow
@pytest.mark.usefixtures("plain_terminal")
@each_command_line
def test_readable_output_has_no_control_characters(arguments: list[str], acting_files: list[str]) -> None:
    exact = (arguments[0] in EXACT and "--diff" not in arguments) or "--fix" in arguments
    _, shown, stderr = run(on(acting_files, arguments))
    assert bool(acting(shown)) is exact
    assert acting(stderr) == set()


@pytest.mark.slow
@pytest.mark.usefixtures("plain_terminal")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@each_command_line
def test_nothing_in_the_name_of_a_file_is_executed(arguments: list[str], tmp_path: Path) -> None:
    names = [sequence for sequence in ACTS.values() if not set(sequence) & {"\x00", "/"}]
    there = [tmp_path / name for name in names]
    for file in there:
        file.write_bytes(DAMAGED)
    missing = [tmp_path / f"{name}.missing" for name in names]
    _, shown, stderr = run(on([str(file) for file in there + missing], arguments), terminal=True)
    assert acting(shown + stderr) == set()
    assert stderr.count("missing") == stderr.count("U+FFFD") == (len(names) if FILES in arguments else 0)


@pytest.mark.slow
@pytest.mark.usefixtures("plain_terminal")
@pytest.mark.parametrize("acts", [acts for acts, sequence in ACTS.items() if "\x00" not in sequence])
def test_nothing_in_wrong_usage_is_executed(acts: str, tmp_path: Path) -> None:
    for arguments in ([ACTS[acts]], ["tree", "--encoding", ACTS[acts], "a"], ["check", "--severity", ACTS[acts], "a"]):
        code, shown, stderr = run(arguments, terminal=True)
        assert code == 2
        assert acting(shown + stderr) == set(), arguments


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_nothing_in_a_text_or_a_name_is_a_command_for_a_ci_system(tmp_path: Path) -> None:
    file = tmp_path / "甲\n::set-output name=a::b,line=9"
    file.write_bytes(numbered("\r::error file=a::b\n##[error]").encode())
    code, shown, _ = run(["check", "--severity", "info", "--output-format", "github", str(file)])
    orders = [
        re.fullmatch(r"::(?:warning|notice) file=([^:,]+),line=\d+,col=\d+,title=[^:,]+::.+", line)
        for line in shown.splitlines()
    ]
    assert code == 1
    assert {order and order[1].endswith("甲 %3A%3Aset-output name=a%3A%3Ab%2Cline=9") for order in orders} == {True}


@pytest.mark.slow
@pytest.mark.parametrize("acts", ACTS)
def test_no_control_characters_in_reprs(acts: str) -> None:
    """The repr of a node in the interpreter, and of an error in a traceback."""
    report = govreport.parse(numbered(ACTS[acts]), name=ACTS[acts])
    for node in (*walk(report), *report.diagnostics, *report.repairs):
        assert acting(repr(node)) == set()
    for misuse in (report.find, govreport.read, govreport.Report.from_json):
        with pytest.raises(govreport.GovReportError) as raised:
            misuse(ACTS[acts])
        assert acting(str(raised.value)) == set()


# ---- pages -------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "</ul><b onclick='a'>", '"&lt;', "]]>", "<!--"])
def test_nothing_in_a_text_is_markup_in_a_notebook(attack: str) -> None:
    harmless = Page(govreport.parse(numbered("甲"))._repr_html_())
    report = govreport.parse(numbered(attack), cleaning=())
    page = Page(report._repr_html_())
    assert page.tags == harmless.tags
    assert attack in page.text
