"""``govreport view``: a page in a file, and a page on a server of this computer that follows its file."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from govreport.cli.app import app
from govreport.viewer.serve import HOST, Pages, Server

TEXT = "关于法治政府建设情况的报告\n\n一、主要举措\n坚持党的领导。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was requested to open."""
    urls: list[str] = []
    monkeypatch.setattr(webbrowser, "open", urls.append)
    return urls


def view(*arguments: str, code: int = 0, stdin: bytes = b"") -> str:
    result = CliRunner().invoke(app, ["view", *arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result.stdout


def test_the_page_is_written_to_the_output(file: Path, opened: list[str], tmp_path: Path) -> None:
    target = tmp_path / "页 面.html"
    assert view(str(file), "-o", str(target)) == f"{target}\n"
    assert 'id="1/p1"' in target.read_text(encoding="utf-8")
    assert opened == []


def test_without_output_the_page_is_written_to_a_temporary_folder(file: Path, opened: list[str]) -> None:
    path = Path(view(str(file), "--open").strip())
    assert path.name == "报告.html"
    assert opened == [path.resolve().as_uri()]
    assert os.name == "nt" or path.parent.stat().st_mode & 0o077 == 0
    path.unlink()
    path.parent.rmdir()


def test_the_page_can_go_to_standard_output(opened: list[str]) -> None:
    assert view("-", "-o", "-", "--open", stdin=TEXT.encode("gbk")).startswith("<!doctype html>")
    assert opened == []


def test_the_script_is_converted(file: Path) -> None:
    assert "關於法治政府建設情況的報告" in view(str(file), "-o", "-", "--script", "traditional")


def test_several_files_have_an_index(file: Path, opened: list[str], tmp_path: Path) -> None:
    other, folder = tmp_path / "other", tmp_path / "网页"
    other.mkdir()
    (other / "报告.md").write_text("# 关于计划的报告\n\n一、总则\n", encoding="utf-8")
    (other / "INDEX.txt").write_text("一、总则\n正文。", encoding="utf-8")
    files = [str(file), str(other / "报告.md"), str(other / "INDEX.txt")]
    assert view(*files, "-o", str(folder), "--open") == f"{folder / 'index.html'}\n"
    assert sorted(path.name for path in folder.iterdir()) == ["INDEX-2.html", "index.html", "报告-2.html", "报告.html"]
    listed = (folder / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="\./([^"]+)"', listed) == [
        "%E6%8A%A5%E5%91%8A.html",
        "%E6%8A%A5%E5%91%8A-2.html",
        "INDEX-2.html",
    ]
    assert opened == [(folder / "index.html").resolve().as_uri()]
    path = Path(view(*files).strip())
    assert (path.name, path.parent.parent == folder) == ("index.html", False)


def test_several_files_replace_nothing_unless_requested(file: Path, tmp_path: Path) -> None:
    other, folder = tmp_path / "计划.txt", tmp_path / "网页"
    other.write_text("一、总则\n正文。", encoding="utf-8")
    folder.mkdir()
    (folder / "报告.html").write_text("mine", encoding="utf-8")
    view(str(file), str(other), "-o", str(folder), code=2)
    assert (folder / "报告.html").read_text(encoding="utf-8") == "mine"
    view(str(file), str(other), "-o", str(folder), "--force")
    assert "主要举措" in (folder / "报告.html").read_text(encoding="utf-8")
    view(str(file), str(other), "-o", str(file), code=2)
    view(str(file), str(other), "-o", "-", code=2)


def test_one_file_may_go_into_a_folder(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "网页"
    folder.mkdir()
    assert view(str(file), "-o", str(folder)) == f"{folder / '报告.html'}\n"
    view(str(file), "-o", str(folder), code=2)


def test_a_file_that_cannot_be_read_is_in_the_index(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "网页"
    view(str(file), str(tmp_path / "missing.txt"), "-o", str(folder), code=2)
    listed = (folder / "index.html").read_text(encoding="utf-8")
    assert "missing.txt" in listed
    assert "未能读取" in listed


def test_a_folder_means_the_reports_in_it(file: Path, tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "计划.txt").write_text("一、总则\n正文。", encoding="utf-8")
    pages = tmp_path / "网页"
    view(str(tmp_path), "-o", str(pages))
    assert sorted(path.name for path in pages.iterdir()) == ["index.html", "报告.html", "计划.html"]
    assert "图.png" not in (pages / "index.html").read_text(encoding="utf-8")


def test_missing_files_are_reported(tmp_path: Path, file: Path) -> None:
    view(str(tmp_path / "missing.txt"), code=2)
    view(str(file), "-o", str(tmp_path / "no folder" / "page.html"), code=2)


@pytest.mark.parametrize(
    "arguments", [["-", "--serve"], ["x.txt", "--serve", "-o", "y.html"], ["x.txt", "y.txt", "--serve"]]
)
def test_a_server_shows_a_file_and_writes_no_file(arguments: list[str]) -> None:
    view(*arguments, code=2)


class Followed:
    """A fake file: its state, and how often a page was made of it."""

    def __init__(self) -> None:
        self.state = "one"
        self.made: list[str] = []

    def make(self, state: str) -> str:
        self.made.append(state)
        return f"<p>{self.state}"


@pytest.fixture
def followed() -> Followed:
    return Followed()


@pytest.fixture
def server(followed: Followed) -> Iterator[Server]:
    with Server(Pages(lambda: followed.state, followed.make)) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def ask(server: Server, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_the_server_listens_to_this_computer_alone(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_port}/"


def test_the_page_is_made_once_for_each_state(server: Server, followed: Followed) -> None:
    status, headers, body = ask(server)
    assert (status, body) == (200, "<p>one")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert ask(server, If_None_Match=headers["ETag"])[0] == 304
    assert ask(server)[2] == "<p>one"
    assert len(followed.made) == 1
    followed.state = "two"
    assert ask(server, If_None_Match=headers["ETag"])[2] == "<p>two"
    assert len(followed.made) == 2


def test_the_state_changes_with_the_file_and_matches_the_page(server: Server, followed: Followed) -> None:
    first = ask(server, "/state")[2]
    assert ask(server)[1]["ETag"] == f'"{first}"'
    assert followed.made == [first]
    followed.state = "two"
    assert ask(server, "/state")[2] != first


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1:80@evil.example", ""])
def test_another_name_for_this_address_is_refused(server: Server, host: str) -> None:
    for path in ("/", "/state"):
        status, _, body = ask(server, path, Host=host)
        assert status == 421
        assert "one" not in body


def test_the_server_answers_to_its_names(server: Server) -> None:
    assert ask(server, Host=f"localhost:{server.server_port}")[0] == 200
    assert ask(server, Host=f"127.0.0.1:{server.server_port}")[0] == 200


def test_there_is_nothing_else(server: Server) -> None:
    assert ask(server, "/../etc/passwd")[0] == 404
    assert ask(server, "/favicon.ico")[0] == 404
    assert ask(server, method="POST")[0] == 501
    status, headers, body = ask(server, method="HEAD")
    assert (status, headers["Content-Length"], body) == (200, "6", "")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_served_file_may_change_and_go_and_come_back(file: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "govreport", "view", "--serve", "--no-open", str(file)],
        env={**os.environ, "GOVREPORT_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # jobs in the background ignore Ctrl-C
    )
    try:
        assert process.stdout
        url = urlsplit(process.stdout.readline().split()[0])
        port = url.port or 0

        def get(path: str) -> str:
            connection = http.client.HTTPConnection(HOST, port, timeout=60)
            connection.request("GET", path)
            body = connection.getresponse().read().decode()
            connection.close()
            return body

        def live(html: str) -> str:
            found = re.search(r'"live":"(\w+)"', html)
            assert found
            return found[1]

        first = get("/")
        assert "主要举措" in first
        assert live(first) == get("/state")
        file.unlink()
        gone = get("/")
        assert "The file cannot be read: No such file or directory" in gone
        assert live(gone) == get("/state") != live(first)
        file.write_bytes(b"\xff\xfe\x00broken")
        assert "view-data" in get("/")
        file.write_bytes(TEXT.replace("主要举措", "工作成效").encode())
        assert "工作成效" in get("/")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    finally:
        process.kill()
        process.wait()


def test_a_port_in_use_is_reported(server: Server, file: Path) -> None:
    view(str(file), "--serve", "--no-open", "--port", str(server.server_port), code=2)


@pytest.mark.parametrize(
    ("options", "language"),
    [
        ([], "zh-Hans"),
        (["--lang", "en"], "en"),
        (["--lang", "zh-TW"], "zh-Hant"),
        (["--script", "traditional"], "zh-Hant"),
    ],
)
def test_the_page_is_in_the_language_of_the_report_or_as_requested(
    options: list[str], language: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", "en")
    assert f'<html lang="{language}">' in view(str(file), "-o", "-", *options)
