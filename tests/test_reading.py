"""Reports from paths, bytes and open files, in any encoding."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport import GovReportError, ReadError, Report, parse, read
from govreport.reading import _MOST_DAMAGE
from govreport.testing import report_texts
from readings import DETECTED

TEXT = "关于法治政府建设情况的报告\n\n一、主要举措\n（一）加强领导。坚持党的领导。\n二、存在的不足\n仍有差距。\n"
SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def body(report: Report) -> dict[str, object]:
    """The data form of a report without its source."""
    return {key: value for key, value in report.to_dict().items() if key != "source"}


def undecodable(report: Report) -> list[tuple[str, tuple[int, int]]]:
    found = [one for one in report.diagnostics if one.code == "GR401"]
    return [(one.message, (one.span.start, one.span.end)) for one in found]


# The same report in every encoding.


@pytest.mark.slow
@pytest.mark.parametrize("encoding", DETECTED)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_seeds_read_alike_in_every_encoding(seed: Path, encoding: str) -> None:
    # What an encoding does not hold is left out: some characters here, half of a simplified text in Big5.
    content = seed.read_bytes().decode("utf-8").encode(encoding, "ignore")
    text = content.decode(encoding)
    assert len(text) > 1000
    report = read(content)
    assert report.source.encoding == DETECTED[encoding]
    assert report.source.text == text
    assert body(report) == body(parse(text))


@pytest.mark.slow
@given(report_texts(), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "gb18030"]))
def test_reports_read_alike_in_every_encoding(drawn: tuple[Report, str], encoding: str) -> None:
    _, text = drawn
    report = read(text.encode(encoding))
    assert (report.source.text, report.source.encoding) == (text, DETECTED[encoding])
    assert body(report) == body(parse(text))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assert read(("总则" + text).encode()).source.text == "总则" + text


def test_a_byte_order_mark_is_not_text() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        assert read(TEXT.encode(encoding)).source.text == TEXT


# What is read.


def test_paths(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode("gbk"))
    for source in (path, str(path)):
        report = read(source)
        assert (report.source.name, report.source.text) == (str(path), TEXT)
    assert read(path, name="notice").source.name == "notice"


def test_paths_of_bytes(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())

    class Location:
        def __fspath__(self) -> bytes:
            return os.fsencode(path)

    report = read(Location())  # type: ignore[arg-type]
    assert report.source.name == str(path)
    assert report.source.text == TEXT


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes(kind: type[bytes]) -> None:
    report = read(kind(TEXT.encode("gbk")))
    assert (report.source.name, report.source.text) == (None, TEXT)


def test_open_files(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"12345" + TEXT.encode("gbk"))
    with path.open("rb") as file:
        file.seek(5)
        report = read(file)
        assert not file.closed
    assert (report.source.name, report.source.text) == (str(path), TEXT)
    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)), "rb") as numbered:
        assert read(numbered).source.name is None
    assert read(io.BytesIO(TEXT.encode("gbk")), name="upload").source.name == "upload"


def test_files_that_give_a_little_at_a_time() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(3, size or 0))

    assert read(Slow(TEXT.encode("gbk"))).source.text == TEXT


def test_options_of_parse_are_passed_on() -> None:
    text = "香洲區(qū)加強法治建設的報告\n一、主要工作\n區(qū)政府依法履職。"
    assert len(read(text.encode()).repairs) == 2
    assert read(text.encode(), cleaning=()).repairs == ()
    assert body(read(text.encode(), script="simplified")) == body(parse(text, script="simplified"))


# The requested encoding.


def test_a_forced_encoding() -> None:
    content = "第一章".encode("big5")
    assert read(content, encoding="Big5").source.text == "第一章"
    forced = read(content, encoding="GB18030")
    assert forced.source.encoding == "gb18030"
    assert forced.source.text == content.decode("gb18030")
    assert read(TEXT.encode(), encoding="gbk").source.text != TEXT


def test_a_forced_encoding_that_does_not_fit_shows_the_bytes() -> None:
    report = read("总则".encode("gbk"), encoding="utf-8")
    assert report.source.text == "\ufffd" * 4
    assert undecodable(report) == [("4 bytes at byte 0: not utf-8: D7 DC D4 F2", (0, 4))]


@pytest.mark.parametrize("encoding", ["klingon", "latin-1", "base64", "", "a\0b", "\udc80"])
def test_an_unknown_encoding(encoding: str) -> None:
    with pytest.raises(ReadError, match=r"^notice: unknown encoding .*; choose one of utf-8, .*big5hkscs"):
        read(b"", encoding=encoding, name="notice")


# Bytes that cannot be decoded.


def test_undecodable_bytes_are_reported_with_their_position() -> None:
    content = TEXT.encode()
    at = content.index("加强".encode())
    report = read(content[:at] + b"\xff\xfe" + content[at:] + b"\xe4")
    start = TEXT.index("加强")
    assert report.source.text == TEXT[:start] + "\ufffd\ufffd" + TEXT[start:] + "\ufffd"
    assert undecodable(report) == [
        (f"2 bytes at byte {at}: not utf-8: FF FE", (start, start + 2)),
        (f"1 byte at byte {len(content) + 2}: not utf-8: E4", (len(TEXT) + 2, len(TEXT) + 3)),
    ]
    reported = [one for one in report.diagnostics if one.code == "GR401"]
    assert [(one.severity, one.line, one.column) for one in reported] == [("warning", 4, 4), ("warning", 7, 1)]
    assert list(report.diagnostics) == sorted(report.diagnostics, key=lambda one: (one.span, one.code))
    assert report.sections[0].units[0].title == "（一）\ufffd\ufffd加强领导"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gbk", "big5"])
def test_a_file_that_was_cut_off(encoding: str) -> None:
    text = "各位代表：一、推行政令。"
    content = text.encode(encoding)[:-1]
    report = read(content)
    assert report.source.text.rstrip("\ufffd") == text[:-1]
    lost = len(content) - len(text[:-1].encode(encoding))
    assert report.source.text.count("\ufffd") == lost
    ((message, span),) = undecodable(report)
    assert message.startswith(f"{lost} byte")
    assert f" at byte {len(content) - lost}: " in message
    assert span == (len(text) - 1, len(text) - 1 + lost)


def test_offsets_count_the_byte_order_mark() -> None:
    report = read("总则".encode("utf-8-sig") + b"\xff")
    assert undecodable(report) == [("1 byte at byte 9: not utf-8-sig: FF", (2, 3))]


def test_long_damage_has_a_short_message() -> None:
    ((message, span),) = undecodable(read("总则".encode() * 400 + b"\xff" * 1000))
    assert message == "1000 bytes at byte 2400: not utf-8: FF FF FF FF FF FF FF FF …"
    assert span == (800, 1800)


def test_very_many_places_share_the_last_diagnostic() -> None:
    report = read("总则".encode() + b"\xff1" * (_MOST_DAMAGE + 50), encoding="utf-8")
    reported = undecodable(report)
    assert len(reported) == _MOST_DAMAGE + 1
    assert reported[-1] == ("50 bytes in 50 places from byte 206 on: not utf-8", (202, 301))
    assert report.source.text.count("\ufffd") == _MOST_DAMAGE + 50


def test_a_replacement_character_of_the_text_is_not_damage() -> None:
    assert undecodable(read("总\ufffd则".encode())) == []


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "gb18030", "big5", "cp950"]))
def test_bytes_never_raise(content: bytes, encoding: str | None) -> None:
    report = read(content, format="text", encoding=encoding)
    assert report.span.end == len(report.source.text)
    assert Report.from_json(report.to_json()) == report
    if not undecodable(report):
        assert content.decode(report.source.encoding or "") == report.source.text


@pytest.mark.slow
@given(report_texts(), st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.data())
def test_damaged_reports_never_raise(drawn: tuple[Report, str], encoding: str, data: st.DataObject) -> None:
    content = bytearray(drawn[1].encode(encoding))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(2, len(content) - 1))] = data.draw(st.integers(0, 255))
    report = read(bytes(content))
    damage = sum(end - start for _, (start, end) in undecodable(report))
    assert report.source.text.count("\ufffd") >= damage


# What cannot be read.


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "missing.txt"
    with pytest.raises(ReadError) as caught:
        read(path)
    assert (caught.value.name, caught.value.problem) == (str(path), "No such file or directory")


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path)
    assert caught.value.name == str(tmp_path)


@pytest.mark.parametrize("path", ["a\0b", "", "\udc80\0"])
def test_invalid_paths(path: str) -> None:
    with pytest.raises(ReadError):
        read(path)


@pytest.mark.parametrize("count", [1, 1000])
def test_a_text_given_for_a_path(count: int) -> None:
    with pytest.raises(ReadError) as caught:
        read(TEXT * count)
    assert str(caught.value).startswith("关于法治政府建设情况的报告: ")
    assert str(caught.value).endswith("; to parse a text, use parse()")


def test_a_file_open_as_text(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode("gbk"))
    with path.open(encoding="utf-8") as file, pytest.raises(GovReportError, match="binary mode") as caught:
        read(file)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("given_", [TEXT, None, 1])
def test_a_file_that_gives_no_bytes(given_: object) -> None:
    class Odd:
        def __init__(self) -> None:
            self.left = [given_]

        def read(self, size: int) -> object:
            return self.left.pop() if self.left else b""

    with pytest.raises(ReadError, match="binary mode"):
        read(Odd())  # type: ignore[call-overload,arg-type,unused-ignore]


def test_a_closed_file() -> None:
    file = io.BytesIO(TEXT.encode())
    file.close()
    with pytest.raises(ReadError, match="closed"):
        read(file)


@pytest.mark.parametrize("source", [None, 0, 3.5, ["一、"], object()])
def test_invalid_sources(source: object) -> None:
    with pytest.raises(TypeError, match="path, bytes or a binary file"):
        read(source)  # type: ignore[arg-type]


# The size limit.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_the_limit_counts_characters(encoding: str) -> None:
    content = TEXT.encode(encoding)
    assert read(content, max_chars=len(TEXT)).source.text == TEXT
    with pytest.raises(ReadError, match=f"^bytes: more than {len(TEXT) - 1} characters"):
        read(content, max_chars=len(TEXT) - 1)


def test_the_limit_holds_for_the_longest_characters() -> None:
    text = "\ufeff" + "\U00020bb7" * 50
    assert len(text.encode("gb18030")) == 4 * 51
    assert read(text.encode("gb18030"), max_chars=51).source.text == text
    assert read(text[1:].encode("utf-8-sig"), max_chars=50).source.text == text[1:]
    assert read(text[1:].encode("utf-16"), max_chars=50).source.text == text[1:]


def test_an_endless_file_is_not_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return b"1" * size

    file = Endless()
    with pytest.raises(ReadError, match="more than 1,000,000 characters"):
        read(file, max_chars=1_000_000)  # type: ignore[arg-type]
    assert file.given <= 4_000_100


def test_a_limit_of_nothing() -> None:
    assert read(b"", max_chars=0).source.text == ""
    for limit in (0, -1):
        with pytest.raises(ReadError):
            read(b"1", max_chars=limit)
