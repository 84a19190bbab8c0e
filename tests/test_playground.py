"""The playground without a browser: what is opened, shown and saved; how the page is built and served."""

from __future__ import annotations

import csv
import http.client
import io
import json
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from ctypes import c_void_p
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import govreport
from govreport.cli.app import app
from govreport.playground.__main__ import main
from govreport.playground.abilities import NAMES, abilities
from govreport.playground.build import MARK, build
from govreport.playground.desk import Desk
from govreport.playground.distribution import CORE, LOCK, PDFIUM, PDFIUM_VERSION, VERSION, Distribution, PlaygroundError
from govreport.playground.exports import FORMS
from govreport.playground.lists import STYLES
from govreport.playground.serve import PlaygroundServer
from govreport.playground.shell import LANGUAGES, WORKER_POLICY, policy
from govreport.viewer import page as report_page
from govreport.writers.html_builder import digest
from pages import read_page
from trees import notice

TEXT = (
    "关于法治政府建设情况的报告\n一、主要举措\n（一）审查文件18件，比上年增长20%。\n（三）依法行政。\n2025年1月20日\n"
)
HOSTILE = "<img src=x onerror=hit()>的报告\n一、</script><script>hit()</script>总则\n《<b>条例</b>》3件。\n"


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the names of Pyodide's files."""
    folder = tmp_path_factory.mktemp("pyodide")
    for name in CORE:
        (folder / name).write_bytes(name.encode())
    packages = {"lxml": {"name": "lxml", "file_name": "lxml-6.whl", "depends": ["x"]}, "numpy": {"file_name": "n.whl"}}
    (folder / LOCK).write_text(json.dumps({"info": {"python": "3.14.2"}, "packages": packages}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(pyodide: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "page"
    build(folder, pyodide)
    return folder


# ---- documents -----------------------------------------------------------------------------------------------------


def opened(*texts: str) -> Desk:
    desk = Desk("zh")
    for number, text in enumerate(texts, 1):
        assert desk.open(text.encode(), f"报告{number}.txt").number == number
    return desk


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_in_any_encoding_is_opened(encoding: str) -> None:
    found = Desk("zh").open(TEXT.encode(encoding), "C:\\文件\\报告.txt")
    assert (found.number, found.title, found.name, found.problem) == (1, "关于法治政府建设情况的报告", "报告.txt", "")
    assert found.findings > 0


def test_a_pasted_text_has_no_name() -> None:
    desk = Desk("zh")
    assert desk.open("# 一、总则\n正文。".encode(), "").title == ""
    assert desk.export(1, "md").name == "report.md"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"PK\x03\x04" + bytes(600), "报告.docx", "压缩包"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "图.png", "请先用其他软件做文字识别（OCR），或者改用安装版 govreport"),
        (b"%PDF-1.7\n" + bytes(600), "报告.pdf", ""),
    ],
)
def test_why_a_file_cannot_be_read_is_in_the_language(content: bytes, name: str, words: str) -> None:
    found = Desk("zh").open(content, name)
    assert found.number == 0
    assert words in found.problem
    assert re.search("[\u4e00-\u9fff]{4}", found.problem)
    for advice in ("pip install", "--ocr"):
        assert advice not in found.problem, "a page cannot install anything"


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "govreport.formats.pdf", raising=False)
    problem = Desk("zh").open(b"%PDF-1.7\n", "报告.pdf").problem
    assert problem == "网页里没有程序库 pypdfium2，不能读取这种格式；请另存为 TXT 或 DOCX，或者改用安装版 govreport"


def test_a_document_that_is_closed_gives_its_number_to_no_other() -> None:
    desk = opened(TEXT, TEXT)
    desk.close(1)
    assert desk.open(TEXT.encode(), "x.txt").number == 3
    with pytest.raises(KeyError):
        desk.page(1, "report")


def test_the_report_is_the_page_of_the_viewer_in_a_frame() -> None:
    shown = read_page(opened(TEXT).page(1, "report").partition("\n")[2])
    ids = {one.attributes.get("id") for one in shown.all()}
    assert {"view-report", "view-outline", "view-findings", "1/1"} <= ids
    assert "view-copy-link" not in ids, "a frame has no address to copy"
    assert not [one for one in shown.all() if one.attributes.get("name") == "view-theme"]
    outside = read_page(report_page(notice()).partition("\n")[2])
    assert {"view-copy-link", "view-copy-path"} <= {one.attributes.get("id") for one in outside.all()}


def test_facts_are_tables_by_kind() -> None:
    html = opened(TEXT).page(1, "facts")
    rows = [[cell.text() for cell in row.content if not isinstance(cell, str)] for row in elements(html, "tr")]
    assert rows[0] == ["原文", "统计对象", "数值", "单位", "现值", "增减幅度", "增减幅度单位", "大纲路径"]
    assert ["18件", "文件", "18", "件", "18", "20", "%", "1/1"] in rows
    assert any(row[1:3] == ["2025-01-20", "2025-01-20"] for row in rows)
    assert "没有找到关键信息" in Desk.page(opened("正文"), 1, "facts")
    bounded = opened("覆盖率达到90%以上。").page(1, "facts")
    assert [cell.text() for cell in elements(bounded, "td") if cell.text() in ("least", "不少于")] == ["不少于"]


def test_chunks_have_their_headings() -> None:
    html = opened(TEXT).page(1, "chunks")
    [chunk] = elements(html, "section")
    assert "关于法治政府建设情况的报告" in chunk.text()
    assert "依法行政。" in chunk.text()


def elements(html: str, tag: str) -> list:  # type: ignore[type-arg]
    return [one for one in read_page(html.partition("\n")[2]).all() if one.tag == tag]


@pytest.mark.parametrize("view", ["report", "facts", "chunks", "comparison"])
def test_a_hostile_text_is_not_markup(view: str) -> None:
    desk = opened(HOSTILE, HOSTILE.replace("3件", "4件"))
    html = desk.comparison(1, 2) if view == "comparison" else desk.page(1, view)
    assert elements(html, "img") == []
    assert len(elements(html, "script")) == (2 if view == "report" else 0)
    wanted = "<b>条例</b>" if view == "facts" else "hit()"
    assert wanted in "".join(one.text() for one in elements(html, "body"))


def test_two_documents_are_compared() -> None:
    desk = opened(TEXT, TEXT.replace("18件", "21件"))
    assert "<ins>21</ins>" in desk.comparison(1, 2)
    kept = desk.compared(1, 2)
    assert (kept.name, kept.type) == ("报告2.diff.html", "text/html")
    assert "view-theme" in kept.content.decode(), "a page to keep has the choice of colours"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_saved(form: str) -> None:
    if form == "xlsx":
        pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    made = opened(TEXT).export(1, form)
    assert made.name == f"报告1.{form}"
    if form in ("docx", "xlsx"):
        names = zipfile.ZipFile(io.BytesIO(made.content)).namelist()
        assert "[Content_Types].xml" in names
    else:
        assert ("18件" if form == "facts.csv" else "审查文件18件") in made.content.decode("utf-8-sig")


def test_tables_are_in_the_language() -> None:
    desk = opened(TEXT)
    head, *rows = csv.reader(io.StringIO(desk.export(1, "facts.csv").content.decode("utf-8-sig")))
    assert head[:3] == ["类别", "原文", "大纲路径"]
    assert any(row[1] == "18件" for row in rows)
    lines = desk.export(1, "chunks.jsonl").content.decode().splitlines()
    assert all("text" in json.loads(line) for line in lines)


# ---- the page --------------------------------------------------------------------------------------------------------


def test_the_page_is_in_chinese_first() -> None:
    assert next(iter(LANGUAGES.items())) == ("zh", "index.html")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_runs_no_script_of_its_own_text(built: Path, lang: str) -> None:
    page = read_page((built / LANGUAGES[lang]).read_text(encoding="utf-8").partition("\n")[2])
    scripts = [one.attributes for one in page.all() if one.tag == "script"]
    assert [one.get("src") for one in scripts if one.get("type") != "application/json"] == ["page.js"]
    assert not [name for one in page.all() for name in one.attributes if name.startswith("on") or name == "style"]
    assert not [one for one in page.all() if one.tag == "style"]
    for one in page.all():
        for name in ("src", "href"):
            assert re.fullmatch(r"(#[\w-]+|[\w.]+)?", one.attributes.get(name, "")), "nothing is loaded from elsewhere"
    labelled = {one.attributes.get("aria-controls") for one in page.all()} - {None}
    assert labelled <= {one.attributes.get("id") for one in page.all()}


def test_the_page_states_what_it_reads(built: Path) -> None:
    text = read_page((built / "index.html").read_text(encoding="utf-8").partition("\n")[2]).text()
    able, unable = abilities()
    assert set(able) | set(unable) == set(NAMES.values())
    assert "TXT" in text
    assert "不能读取" in text
    assert text.index("PDF") > text.index("不能读取")


def test_the_policy_allows_what_the_frames_have_and_nothing_else(built: Path) -> None:
    rules = dict(rule.split(" ", 1) for rule in policy().split("; "))
    assert "unsafe" not in policy()
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == rules["worker-src"] == "'self'"
    desk = opened(TEXT, TEXT)
    frames = [desk.page(1, "report"), desk.page(1, "facts"), desk.page(1, "chunks"), desk.comparison(1, 2)]
    for html in frames:
        for tag, rule in (("style", "style-src"), ("script", "script-src")):
            for one in elements(html, tag):
                if one.attributes.get("type") != "application/json":
                    assert digest(one.text()) in rules[rule]
    assert WORKER_POLICY.count("unsafe") == 1
    assert "'wasm-unsafe-eval'" in WORKER_POLICY
    assert STYLES


# ---- building --------------------------------------------------------------------------------------------------------


def test_the_build_writes_everything_the_page_loads(built: Path) -> None:
    files = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert {"index.html", "en.html", "page.js", "page.css", "worker.js", "offline.js", "library.zip"} <= files
    assert {f"pyodide/{name}" for name in (*CORE, LOCK)} <= files
    offline = (built / "offline.js").read_text(encoding="utf-8")
    kept = json.loads(re.findall(r"FILES = (.*);", offline)[0])
    assert set(kept) == files - {"offline.js", MARK}
    assert json.loads((built / "pyodide" / LOCK).read_text())["packages"] == {}, "packages that are not in the folder"


def test_the_library_is_complete_and_pure(built: Path) -> None:
    names = set(zipfile.ZipFile(built / "library.zip").namelist())
    assert {"govreport/__init__.py", "govreport/grammars/report.lark", "govreport/language/zh.mo"} <= names
    assert {"lark/__init__.py", "attr/__init__.py", "opencc/__init__.py"} <= names
    assert {f"govreport/diagnostics/{path.name}" for path in Path("docs/diagnostics").glob("*.md")} <= names
    assert not {name for name in names if name.endswith((".so", ".pyd", ".pyc")) or name.startswith("govreport/cli/")}
    assert any(name.startswith("licenses/lark/") for name in names)


@pytest.mark.slow
def test_the_same_files_give_the_same_version(pyodide: Path, built: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "other", pyodide)
    assert again.version == json.loads((built / MARK).read_text())["version"]
    assert (again.folder / "library.zip").read_bytes() == (built / "library.zip").read_bytes()
    changed = tmp_path / "pyodide"
    changed.mkdir()
    for name in (*CORE, LOCK):
        (changed / name).write_bytes((pyodide / name).read_bytes())
    (changed / CORE[0]).write_bytes(b"another")
    assert build(tmp_path / "other", changed).version != again.version, "a page that is there is replaced"


@pytest.mark.slow
def test_a_compiled_lxml_is_used_if_it_is_there(pyodide: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    for name in (*CORE, LOCK):
        (whole / name).write_bytes((pyodide / name).read_bytes())
    (whole / "lxml-6.whl").write_bytes(b"wheel")
    folder = build(tmp_path / "page", whole).folder
    assert (folder / "pyodide" / "lxml-6.whl").read_bytes() == b"wheel"
    assert json.loads((folder / "packages.json").read_text())["packages"] == ["lxml"]
    assert "lxml/etree.py" not in zipfile.ZipFile(folder / "library.zip").namelist()


@pytest.mark.slow
def test_pdf_is_read_where_pdfium_is(pyodide: Path, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
    for name in (*CORE, LOCK):
        (tmp_path / name).write_bytes((pyodide / name).read_bytes())
    for name in PDFIUM:
        (tmp_path / name).write_bytes(name.encode())
    made = build(tmp_path / "page", tmp_path)
    assert "PDF" in made.formats
    assert json.loads((made.folder / "packages.json").read_text())["pdfium"]
    for name in (*(f"pyodide/{name}" for name in PDFIUM), "pdfium.js"):
        assert f'"{name}"' in (made.folder / "offline.js").read_text(encoding="utf-8")
    names = zipfile.ZipFile(made.folder / "library.zip").namelist()
    assert {"pypdfium2/__init__.py", "pypdfium2_raw/bindings.py"} <= set(names)
    assert not [name for name in names if name.endswith(".so")]
    with PlaygroundServer(made.folder) as server:
        assert {f"pyodide/{name}" for name in PDFIUM} <= set(server.files)


def test_the_bridge_to_pdfium_lists_what_the_readers_let_it_write() -> None:
    """A function with an address that is not a handle of pdfium is copied to the memory of Python."""
    raw = pytest.importorskip("pypdfium2.raw", reason="the extra 'pdf' is not installed")
    folder = Path(govreport.__file__).parent
    bridge = (folder / "playground" / "pdfium.js").read_text(encoding="utf-8")
    readers = "".join(path.read_text(encoding="utf-8") for path in (folder / "formats").glob("pdf*.py"))
    called = {name for name in re.findall(r"raw\.(FPDF\w*_[A-Z]\w+[a-z]\w*)", readers) if callable(getattr(raw, name))}

    def is_written(kind: Any) -> bool:
        handle = getattr(getattr(kind, "_type_", None), "__name__", "").startswith("struct_fpdf_")
        return kind is c_void_p or (hasattr(kind, "contents") and not handle)

    writing = {name for name in called if any(map(is_written, getattr(raw, name).argtypes))}
    assert "FPDF_StructElement_GetType" in writing
    assert {name for name in writing if f" {name}: {{" not in bridge} == set()


def test_no_folder_with_other_files_is_replaced(pyodide: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(PlaygroundError, match="not a playground"):
        build(tmp_path, pyodide)
    with pytest.raises(PlaygroundError, match="not a playground"):
        build(tmp_path / "mine.txt", pyodide)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_the_folder_of_pyodide_must_be_complete(pyodide: Path, tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match=r"without pyodide\.mjs"):
        build(tmp_path / "page", tmp_path)
    assert not (tmp_path / "page").exists()


def test_npm_fetches_pyodide_and_pdfium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tarfile

    asked: list[list[str]] = []

    def npm(command: list[str], *, cwd: str, **_: object) -> None:
        asked.append(command)
        names: tuple[str, ...] = (*CORE, LOCK, "../../outside.txt", "console.html", "dist/index.js")
        if "pdfium" in command[2]:
            names = ("dist/index.browser.js", "dist/pdfium.wasm", "LICENSE", "LICENSE.pdfium", "dist/index.js")
        with tarfile.open(Path(cwd, "package-1.tgz"), "w:gz") as archive:
            for name in names:
                body = b"{}"
                entry = tarfile.TarInfo(f"package/{name}")
                entry.size = len(body)
                archive.addfile(entry, io.BytesIO(body))

    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "run", npm)
    assert Distribution.fetched(tmp_path).has_pdfium
    assert [command[2] for command in asked] == [f"pyodide@{VERSION}", f"@embedpdf/pdfium@{PDFIUM_VERSION}"]
    assert {path.name for path in tmp_path.iterdir()} == {*CORE, LOCK, *PDFIUM}


def test_without_npm_the_build_explains_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    result = CliRunner().invoke(main, ["build", str(tmp_path / "page")])
    assert result.exit_code == 1
    assert "install Node.js, or give the folder of Pyodide with --pyodide" in result.output


@pytest.mark.slow
def test_the_command_builds(pyodide: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(tmp_path / "page"), "--pyodide", str(pyodide)])
    assert result.exit_code == 0, result.output
    assert re.search(r"page: \d\.\d MB, reads (DOCX|TXT), ", result.output)  # as the extras allow


# ---- serving ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[PlaygroundServer]:
    with PlaygroundServer(built) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def get(server: PlaygroundServer, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read()


def test_files_are_served_with_their_types_and_policies(served: PlaygroundServer, built: Path) -> None:
    answer, body = get(served, "/")
    assert (answer.status, body) == (200, (built / "index.html").read_bytes())
    assert answer.headers["Content-Security-Policy"] == f"{policy()}; frame-ancestors 'none'"
    answer, _ = get(served, "/pyodide/pyodide.asm.wasm")
    assert answer.headers["Content-Type"] == "application/wasm"
    answer, _ = get(served, "/worker.js?x#y")
    assert answer.headers["Content-Security-Policy"].startswith(WORKER_POLICY)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    again, nothing = get(served, "/worker.js", **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status, nothing) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/missing", "/../secret.txt", "/%2e%2e/secret.txt", "/pyodide", "/pyodide/../../x", "//", "*", "/\x00"]
)
def test_nothing_else_is_served(served: PlaygroundServer, built: Path, path: str) -> None:
    (built.parent / "secret.txt").write_text("secret")
    if path == "/\x00":
        path = "/%00"
    answer, body = get(served, path)
    assert answer.status == (200 if path == "//" else 404), "two slashes are the root, too"
    assert b"secret" not in body


def test_another_host_name_is_refused(served: PlaygroundServer) -> None:
    assert get(served, "/", Host="example.org")[0].status == 421


def test_a_folder_that_was_not_built_is_reported(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["playground", str(tmp_path), "--lang", "zh"])
    assert result.exit_code == 2
    assert "不是网页版" in result.stderr
