"""The MCP server, through the client of the SDK: what the tools answer, and what they never reach."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("mcp", reason="the extra 'mcp' is not installed")

import anyio
from mcp import Client, StdioServerParameters

import govreport
from commands import run
from govreport import Span
from govreport.errors import ReadError
from govreport.mcp_server import folders, reports, server
from govreport.mcp_server.answers import findings
from govreport.mcp_server.folders import Folders

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "agent"
TOOLS = {"outline", "section", "search", "facts", "compare", "check", "chunks"}
LARGEST = 60_000
"""The maximum length of a result as JSON, in characters."""

Call = Callable[..., Awaitable[Any]]


def talk(roots: list[Path], conversation: Callable[[Call], Awaitable[None]], lang: str = "en") -> None:
    """Run a conversation with a server in this process; ``call`` returns a result, or the message of an error."""

    async def main() -> None:
        async with Client(server(roots, lang=lang)) as client:

            async def call(tool: str, **arguments: Any) -> Any:
                result: Any = await client.call_tool(tool, arguments)
                return result.content[0].text if result.is_error else result.structured_content

            await conversation(call)

    anyio.run(main)


def ask(roots: list[Path], tool: str, lang: str = "en", **arguments: Any) -> Any:
    """The answer to a single call."""
    answers = []

    async def conversation(call: Call) -> None:
        answers.append(await call(tool, **arguments))

    talk(roots, conversation, lang)
    return answers[0]


def everything(root: Path, tool: str, key: str, **arguments: Any) -> list[Any]:
    """The rows of all parts of a result."""
    rows: list[Any] = []

    async def conversation(call: Call) -> None:
        cursor = None
        while True:
            answer = await call(tool, cursor=cursor, **arguments)
            assert isinstance(answer, dict), answer
            rows.extend(answer[key])
            if "next" not in answer:
                return
            assert cursor != answer["next"]
            cursor = answer["next"]

    talk([root], conversation)
    return rows


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two reports, one of them in a folder inside, and a file outside of it that is not served."""
    place = tmp_path / "reports"
    (place / "inner").mkdir(parents=True)
    (place / "a.txt").write_text((EXAMPLE / "reports" / "2024.txt").read_text("utf-8"), "utf-8")
    (place / "inner" / "b.txt").write_text("關於法治政府建設的報告\n一、受理行政復議案件9宗。\n（一）公開。\n", "utf-8")
    (place / ".hidden.txt").write_text("一、不公开", "utf-8")
    (place / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "secret.txt").write_text("一、秘密", "utf-8")
    return place


# ---- the tools -----------------------------------------------------------------------------------------------------


def test_the_tools_are_described() -> None:
    async def main() -> None:
        async with Client(server([EXAMPLE])) as client:
            tools = (await client.list_tools()).tools
            assert {tool.name for tool in tools} == TOOLS
            for tool in tools:
                assert tool.annotations
                assert tool.annotations.read_only_hint
                assert not tool.annotations.open_world_hint
                assert tool.description
                assert tool.output_schema
                assert tool.output_schema["type"] == "object"
                assert all(one.get("description") for one in tool.input_schema["properties"].values())

    anyio.run(main)


def test_the_outline_of_a_file(root: Path) -> None:
    answer = ask([root], "outline", file="reports/a.txt")
    assert answer["title"] == "青山区2024年法治政府建设年度报告"
    assert (answer["date"], answer["year"], answer["issuer"]) == ("2025-01-13", 2024, "青山区人民政府")
    assert [unit["path"] for unit in answer["units"]] == ["1", "1/1", "1/2", "1/3", "1/4", "2", "3"]
    report = govreport.read(root / "a.txt")
    for unit in answer["units"]:
        assert govreport.Span(unit["start"], unit["end"]) == report.find(unit["path"]).span
        assert unit["line"] == report.position(unit["start"]).line


def test_the_reports_in_a_folder(root: Path) -> None:
    for name in (".", "reports"):
        answer = ask([root], "outline", file=name)
        assert [one["file"] for one in answer["reports"]] == ["reports/a.txt", "reports/inner/b.txt"]
    assert ask([root], "outline", file="inner")["reports"][0]["title"] == "關於法治政府建設的報告"


def test_a_file_that_cannot_be_read_is_listed_with_the_reason(root: Path) -> None:
    (root / "d.docx").write_bytes(b"PK\x03\x04" + b"[Content_Types].xml word/document.xml" * 9)
    (root / "e.txt").mkdir()
    found = {one["file"]: one for one in ask([root], "outline")["reports"]}
    assert set(found) >= {"reports/a.txt", "reports/inner/b.txt"}
    assert all("problem" in found[name] for name in found.keys() - {"reports/a.txt", "reports/inner/b.txt"})


def test_a_section_with_its_headings(root: Path) -> None:
    answer = ask([root], "section", file="reports/a.txt", path="1/3")
    assert answer["text"] == "（三）化解行政争议。收到行政复议申请124件，受理118件，办结109件，听证审理37件。"
    assert answer["headings"] == ["青山区2024年法治政府建设年度报告", "一、主要举措和成效", "（三）化解行政争议"]
    above = ask([root], "section", file="reports/a.txt", path="1")
    assert [unit["path"] for unit in above["units"]] == ["1/1", "1/2", "1/3", "1/4"]


def test_a_section_has_the_page_of_a_format_with_pages(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
    reportlab = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
    canvas = reportlab.Canvas(str(tmp_path / "a.pdf"))
    for text in ("1. First part", "2. Second part"):
        canvas.drawString(100, 700, text)
        canvas.drawString(100, 680, "This is a line of text below the heading.")
        canvas.showPage()
    canvas.save()
    answer = ask([tmp_path], "search", query="Second")
    assert [hit["page"] for hit in answer["hits"]] == [2]


def test_a_long_section_in_parts(root: Path) -> None:
    (root / "long.txt").write_text("一、总则\n" + "坚持依法行政。" * 2000, "utf-8")
    parts: list[str] = []

    async def conversation(call: Call) -> None:
        answer = await call("section", file="long.txt", path="1")
        parts.append(answer["text"])
        while "next" in answer:
            answer = await call("section", file="long.txt", path="1", cursor=answer["next"])
            parts.append(answer["text"])

    talk([root], conversation)
    assert len(parts) == 3
    assert "".join(parts) == govreport.read(root / "long.txt").find("1").text


@pytest.mark.parametrize("query", ["行政复议案件", "行政復議案件", "案件 行政复议"])
def test_search_in_both_scripts(root: Path, query: str) -> None:
    answer = ask([root], "search", query=query)
    [hit] = answer["hits"]
    assert (hit["file"], hit["path"], hit["line"]) == ("reports/inner/b.txt", "1", 2)
    text = (root / "inner" / "b.txt").read_text("utf-8")
    assert text[hit["start"] : hit["end"]] in ("行政復議案件", "案件")
    assert "受理行政復議案件9宗" in hit["quote"]


def test_search_finds_a_passage_only_with_all_words(root: Path) -> None:
    assert ask([root], "search", query="行政复议 听证")["hits"]
    assert not ask([root], "search", query="行政复议 镇街执法 听证")["hits"]


def test_search_in_headings(root: Path) -> None:
    assert [hit["path"] for hit in ask([root], "search", query="执法", headings=True)["hits"]] == ["1/4"]


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_a_search_in_parts_finds_the_same(root: Path, limit: int) -> None:
    found = everything(root, "search", "hits", query="行政", limit=limit)
    assert len(found) == len({(hit["file"], hit["start"]) for hit in found}) == 8


def test_facts_have_value_unit_and_thing(root: Path) -> None:
    answer = ask([root], "facts", file="reports/a.txt", kind="figure", contains="处罚")
    [fact] = answer["facts"]
    assert (fact["value"], fact["unit"], fact["thing"]) == (1985, "宗", "行政处罚案件")
    assert {one["path"] for one in everything(root, "facts", "facts", file="a.txt", path="1/3")} == {"1/3"}


def test_changes_between_two_reports() -> None:
    answer = ask([EXAMPLE], "compare", old="reports/2023.txt", new="reports/2024.txt")
    assert answer["counts"] == {"added": 1, "renumbered": 2, "reworded": 8}
    assert [one["text"] for one in answer["changes"] if one["kinds"] == ["added"]] == ["（二）优化营商环境"]
    figures = ask([EXAMPLE], "compare", old="reports/2023.txt", new="reports/2024.txt", figures=True)["figures"]
    assert {one["thing"]: one.get("change") for one in figures}["受理"] == 39


def test_findings_with_advice() -> None:
    answer = ask([EXAMPLE], "check", "zh", file="reports/draft.txt", profile="fazhi")
    assert {one["code"] for one in answer["findings"]} == {"GR103", "GR201", "GR501"} == set(answer["advice"])
    first = answer["findings"][0]
    assert (first["line"], first["path"], first["quote"]) == (11, "2/3", "（三）")
    assert first["message"] == "跳号：“（一）”之后是“（三）”，缺“（二）”"


def test_the_rules_of_a_profile_have_fixes(root: Path) -> None:
    text = (EXAMPLE / "reports" / "draft.txt").read_text("utf-8").replace("（三）公开", "（三）、公开")
    (root / "d.txt").write_text(text, "utf-8")
    answer = ask([root], "check", file="d.txt", severity="info", profile="gongwen")
    fixes = [one["fixes"] for one in answer["findings"] if one["code"] == "GR621"]
    assert [[(text[fix["start"] : fix["end"]], fix["text"]) for fix in some] for some in fixes] == [[("、", "")]]


def test_a_finding_has_its_fixes_if_all_fit() -> None:
    report = govreport.parse("某区关于清理工作", name="a.txt")
    few, many = (tuple(govreport.Fix(Span(at, at), "甲") for at in range(count)) for count in (2, 21))
    found = [govreport.Diagnostic("GR101", "info", "no title", Span(0, 2), fixes=fixes) for fixes in (few, many, ())]
    rows = findings(report, tuple(found), "info", "en", None)["findings"]
    assert [row.get("fixes") for row in rows] == [
        [{"start": 0, "end": 0, "text": "甲"}, {"start": 1, "end": 1, "text": "甲"}],
        None,
        None,
    ]


def test_chunks_in_parts(root: Path) -> None:
    found = everything(root, "chunks", "chunks", file="a.txt", max_chars=20)
    wanted = govreport.read(root / "a.txt").chunks(max_chars=20)
    assert [(one["start"], one["end"], one["text"]) for one in found] == [(*one.span, one.text) for one in wanted]


def test_long_work_reports_its_progress(root: Path) -> None:
    seen: list[tuple[float, float | None, str | None]] = []

    async def report(progress: float, total: float | None, message: str | None) -> None:
        seen.append((progress, total, message))

    async def main() -> None:
        async with Client(server([root])) as client:
            await client.call_tool("search", {"query": "行政"}, progress_callback=report)

    anyio.run(main)
    assert seen == [(1, 3, "reports/a.txt"), (2, 3, "reports/c.png"), (3, 3, "reports/inner/b.txt")]


def test_a_call_that_takes_long_returns_what_it_has(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.mcp_server.tools.SECONDS", -1)
    first = ask([root], "search", query="行政")
    assert (first["searched"], first["next"]) == (1, "0@reports/c.png")
    assert len(everything(root, "search", "hits", query="行政")) == 8
    assert [one["file"] for one in everything(root, "outline", "reports")] == ["reports/a.txt", "reports/inner/b.txt"]


def test_a_report_is_read_again_when_its_file_changes(root: Path) -> None:
    async def conversation(call: Call) -> None:
        assert (await call("outline", file="a.txt"))["title"].startswith("青山区")
        (root / "a.txt").write_text("关于新事项的通知\n一、甲", "utf-8")
        assert (await call("outline", file="a.txt"))["title"] == "关于新事项的通知"

    talk([root], conversation)


# ---- bounds --------------------------------------------------------------------------------------------------------


def hostile() -> str:
    """A report with very many units, some of them deep, with long headings, figures and faults."""
    lines = ["关于" + "很长" * 3000 + "的报告", "受理案件9宗，" * 3000 + "。"]
    lines += [
        f"{at * 7}. {'标题' * 200}\n审查文件{at}件，《{'文件' * 300}》。2025年2月30日。\x1b[31m" for at in range(400)
    ]
    lines += [f"{'1.' * depth}1 {'深' * 90}" for depth in range(1, 60)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("outline", {"depth": 20, "items": True}),
        ("outline", {"file": "."}),
        ("section", {}),
        ("search", {"query": "文件", "limit": 50}),
        ("facts", {}),
        ("check", {"severity": "info"}),
        ("chunks", {"max_chars": 2000}),
    ],
)
def test_results_are_bounded(tmp_path: Path, tool: str, arguments: dict[str, Any]) -> None:
    (tmp_path / "a.txt").write_text(hostile(), "utf-8")
    answer = ask([tmp_path], tool, **({"file": "a.txt"} | arguments))
    assert isinstance(answer, dict), answer
    assert len(json.dumps(answer, ensure_ascii=False)) < LARGEST


def test_comparisons_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(hostile(), "utf-8")
    (tmp_path / "b.txt").write_text(hostile().replace("标题", "题目").replace("案件9宗", "案件8宗"), "utf-8")
    for figures in (False, True):
        answer = ask([tmp_path], "compare", old="a.txt", new="b.txt", figures=figures)
        assert len(json.dumps(answer, ensure_ascii=False)) < LARGEST


def test_large_files_and_folders_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_BYTES", 100)
    assert "more than 100 bytes" in ask([root], "outline", file="a.txt")
    monkeypatch.setattr(folders, "MOST_FILES", 1)
    assert "more than 1 files" in ask([root], "outline")


# ---- what is not reached ---------------------------------------------------------------------------------------------


@pytest.fixture
def links(root: Path) -> Path:
    """The folder, with symbolic links: out to a file, out to a folder, to itself, and within."""
    try:
        (root / "out.txt").symlink_to(root.parent / "secret.txt")
        (root / "up").symlink_to(root.parent, target_is_directory=True)
        (root / "loop").symlink_to(root / "loop")
        (root / "within.txt").symlink_to(root / "a.txt")
        (root / "to-hidden.txt").symlink_to(root / ".hidden.txt")
    except OSError:
        pytest.skip("symbolic links need a privilege on this system")
    return root


OUTSIDE = [
    "../secret.txt",
    "reports/../../secret.txt",
    "reports/inner/../../secret.txt",
    "..",
    "/etc/passwd",
    "/",
    "out.txt",
    "up/secret.txt",
    "up/nothing.txt",
    "up",
    "loop",
    "loop/x",
    "a.txt\0",
    ".hidden.txt",
    "reports/.hidden.txt",
    "to-hidden.txt",
    "~/x",
    "file:///etc/passwd",
    "C:\\Windows\\win.ini",
    "\\\\host\\share\\x",
    "x" * 5000,
]


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("tool", ["section", "check"])
def test_only_files_below_the_folders_are_read(links: Path, name: str, tool: str) -> None:
    message = ask([links], tool, file=name)
    assert isinstance(message, str)
    assert "秘密" not in message
    assert "不公开" not in message
    assert str(links.parent) not in message
    assert "Traceback" not in message


def test_a_link_that_leads_out_does_not_show_what_exists_there(links: Path) -> None:
    there, not_there = (ask([links], "section", file=f"up/{name}.txt") for name in ("secret", "nothing"))
    assert there == not_there


def test_links_that_lead_out_are_not_listed(links: Path) -> None:
    found = [one["file"] for one in ask([links], "outline")["reports"]]
    assert found == ["reports/a.txt", "reports/inner/b.txt", "reports/within.txt"]
    assert not ask([links], "search", query="秘密")["hits"]


def test_a_file_below_a_folder_has_several_names(root: Path) -> None:
    served = Folders([root])
    names = ["reports/inner/b.txt", "inner/b.txt", str(root / "inner" / "b.txt"), "./inner/b.txt"]
    assert {served.place(name).path for name in names} == {(root / "inner" / "b.txt").resolve()}


def test_folders_of_the_same_name(tmp_path: Path) -> None:
    for place in ("a/reports", "b/reports"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "x.txt").write_text(f"一、{place}", "utf-8")
    served = Folders([tmp_path / "a" / "reports", tmp_path / "b" / "reports", tmp_path / "a" / "reports"])
    assert served.names == ("reports", "reports-2")
    assert [place.name for place in served.files(".")] == ["reports/x.txt", "reports-2/x.txt"]
    with pytest.raises(ReadError, match="only files below"):
        served.place("x.txt")


@pytest.mark.parametrize("root", ["nothing", "a.txt"])
def test_a_root_is_a_folder(tmp_path: Path, root: str) -> None:
    (tmp_path / "a.txt").write_text("一", "utf-8")
    code, _, stderr = run(["mcp", str(tmp_path / root)])
    assert code == 2
    assert stderr.startswith("govreport: ")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(["..", ".", "up", "out.txt", "inner", "reports", "", "a.txt", "loop", "/", "\0", "甲"])
        | st.text(max_size=4)
    )
)
def test_any_name_is_below_the_folder_or_refused(links: Path, parts: list[str]) -> None:
    served = Folders([links])
    try:
        path: Path | None = served.place("/".join(parts)).path
        message = ""
    except ReadError as error:
        path, message = None, str(error)
    assert path is None or (path.is_relative_to(links.resolve()) and path.exists())
    assert str(links.parent) not in message


WATCHED = """
import os, sys
from govreport.cli import main
import govreport.mcp_server.tools

def watch(event, arguments):
    wrong = event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system")
    wrong = wrong or event in ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate")
    if event == "open":
        path, mode, flags = arguments
        changes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
        wrong = path != os.devnull and isinstance(path, str) and bool((flags or 0) & changes)
    if wrong:
        os._exit(9)

sys.addaudithook(watch)
if sys.argv[1:] == ["--fault"]:
    open("written", "w")
main(["mcp", *sys.argv[1:]])
"""
"""The server in a process that ends when it reaches for the network, starts a process or changes a file."""


@pytest.mark.slow
def test_the_server_uses_no_network_and_changes_no_file(root: Path) -> None:
    fault = subprocess.run([sys.executable, "-c", WATCHED, "--fault"], cwd=root, check=False)
    assert fault.returncode == 9
    assert not (root / "written").exists()
    before = sorted((path, path.stat().st_mtime_ns) for path in root.rglob("*"))
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = StdioServerParameters(command=sys.executable, args=["-c", WATCHED, str(root)], env=environment)

    async def main() -> None:
        async with Client(command) as client:
            for tool, arguments in CALLS:
                result: Any = await client.call_tool(tool, arguments)
                assert not result.is_error, result

    anyio.run(main)
    assert sorted((path, path.stat().st_mtime_ns) for path in root.rglob("*")) == before


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("outline", {}),
    ("outline", {"file": "a.txt"}),
    ("section", {"file": "a.txt", "path": "1"}),
    ("search", {"query": "行政復議"}),
    ("facts", {"file": "a.txt"}),
    ("compare", {"old": "a.txt", "new": "inner/b.txt"}),
    ("check", {"file": "a.txt", "profile": "fazhi"}),
    ("chunks", {"file": "a.txt"}),
]
"""A call of each tool."""


# ---- errors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "arguments", "english", "chinese"),
    [
        ("section", {"file": "x.txt"}, "reports/x.txt: No such file or directory", "文件不存在"),
        ("section", {"file": "inner"}, "is a folder", "文件夹"),
        ("section", {"file": "a.txt", "path": "9/9"}, "no node has the path '9/9'; the tool outline", "没有路径 '9/9'"),
        ("section", {"file": "a.txt", "cursor": "x"}, "the cursor belongs to another call", "翻页标记"),
        ("search", {"query": "甲", "cursor": "0@gone.txt"}, "the cursor belongs to another call", "翻页标记"),
        ("search", {"query": "  "}, "the query is empty", "没有检索词"),
        ("check", {"file": "a.txt", "profile": "/etc/passwd"}, "choose one of fazhi, gongwen", "可用 fazhi, gongwen"),
        ("section", {"file": "../x"}, "only files below these folders", "只能读取这些文件夹"),
        ("section", {"file": "c.png"}, "a picture (PNG)", "图片"),
    ],
)
def test_errors_are_one_line(root: Path, tool: str, arguments: dict[str, Any], english: str, chinese: str) -> None:
    for lang, wanted in (("en", english), ("zh", chinese)):
        message = ask([root], tool, lang, **arguments)
        assert wanted in message
        assert "\n" not in message


def test_wrong_arguments_are_refused(root: Path) -> None:
    assert "max_chars" in ask([root], "chunks", file="a.txt", max_chars=10**6)
    assert "severity" in ask([root], "check", file="a.txt", severity="fatal")


def test_without_the_extra_the_command_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delitem(sys.modules, "govreport.mcp_server.tools", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    code, _, stderr = run(["mcp", str(tmp_path)])
    assert code == 2
    assert "pip install 'govreport[mcp]'" in stderr


# ---- the page --------------------------------------------------------------------------------------------------------


PAGES = {"en": ROOT / "docs" / "agents.md", "zh": ROOT / "docs" / "agents.zh.md"}
BLOCK = re.compile(r"(?<=```text\n)> .*?(?=\n```)", re.DOTALL)


def session(lang: str) -> list[str]:
    """The transcripts of the example: a session with a real process."""
    spec = importlib.util.spec_from_file_location("agent_session", EXAMPLE / "session.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [transcript for _, transcript in anyio.run(module.session, lang)]


@pytest.mark.slow
@pytest.mark.parametrize("lang", PAGES)
def test_the_page_shows_a_session_with_a_real_process(lang: str) -> None:
    """After a deliberate change: ``python tests/test_mcp_server.py`` writes the transcripts into the pages."""
    assert BLOCK.findall(PAGES[lang].read_text("utf-8")) == session(lang)


@pytest.mark.parametrize("page", ["agents.md", "agents.zh.md"])
def test_the_page_lists_the_tools(page: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)
    assert {tool for tool, _ in rows} == TOOLS

    async def main() -> None:
        async with Client(server([EXAMPLE])) as client:
            for tool in (await client.list_tools()).tools:
                parameters = set(re.findall(r"`(\w+)`", dict(rows)[tool.name]))
                assert parameters == set(tool.input_schema["properties"]) - {"cursor"}, tool.name

    anyio.run(main)


if __name__ == "__main__":
    for language, path in PAGES.items():
        transcripts = iter(session(language))
        path.write_text(BLOCK.sub(lambda _, rest=transcripts: next(rest), path.read_text("utf-8")), "utf-8")  # type: ignore[misc]
