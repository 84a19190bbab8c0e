"""Chunks: nothing is lost or duplicated, and spans are correct."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govreport
from commands import run
from govreport import Report
from govreport.chunking import tokens
from govreport.chunking.budget import longest_suffix, prefix_length
from govreport.chunking.chunks import Chunk, headings
from govreport.testing import report_texts, texts
from govreport.text.source import Source, is_blank
from govreport.tree.nodes import Table
from govreport.tree.walk import documents, leaves, places
from labels import read_text

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
TEXT = """关于工作的报告
市人民政府：
一、主要举措
（一）加强领导。召开会议6次。一是压实责任；二是加强督导。
（二）完善制度。审查文件16件，备案3件。
二、下一步计划
持续推进依法行政。
附件1
任务清单
一、开展培训。
"""

HOSTILE = {
    "nothing": "",
    "blanks": " \t\u3000\n",
    "one line": "坚持依法行政，" * 30_000,
    "one line without a stop": "坚持" * 100_000,
    "items in a line": "一是推进；二是落实；" * 5_000,
    "levels": "".join(f"{'1.' * (depth % 40)}1 总则\n" for depth in range(2_000)),
    "headings": "\n".join(f"{mark}甲" for _ in range(500) for mark in ("一、", "（一）", "1.", "（1）", "①")),
    "attachments": "附件1\n清单\n" * 500,
    "surrogates": "一、\ud83d\ude00" * 2_000,
    "table": "甲|乙\n" * 2_000,
}


def solid(text: str) -> str:
    return "".join(character for character in text if not is_blank(character))


def own(chunk: Chunk) -> str:
    """The text without what is repeated."""
    return chunk.text[chunk.overlap :]


def assert_whole(report: Report, max_chars: int, overlap: int = 0) -> list[Chunk]:
    """The law: the chunks together are the text of the report, each leaf's place in exactly one of them, or in two that split it."""
    chunks = report.chunks(max_chars=max_chars, overlap=overlap)
    assert solid("".join(map(own, chunks))) == solid(govreport.render(report))
    assert all(len(chunk.text) <= max_chars for chunk in chunks)
    heads = {"\t".join(node.rows[0]) for node in report.walk() if isinstance(node, Table)}
    assert chunks == [] or chunks[0].overlap == 0
    for before, chunk in pairwise(chunks):
        repeated = chunk.text[: chunk.overlap]
        if repeated.endswith("\n") and repeated.split("\n")[-2] in heads:
            continue  # the head of a table, and its caption
        assert chunk.overlap <= overlap
        assert (own(before) + "\n").endswith(repeated) or own(before).endswith(repeated.rstrip())
    assert_placed(report, chunks)
    return chunks


def assert_placed(report: Report, chunks: list[Chunk]) -> None:
    """Spans follow each other, and every character that is printed is in one of them."""
    margin = {
        at for part in documents(report) for leaf in part.boilerplate for place in places(leaf) for at in range(*place)
    }
    repaired = {at for repair in report.repairs for at in range(*repair.span)}
    text = report.source.text
    for before, chunk in pairwise(chunks):
        assert set(range(chunk.span.start, before.span.end)) <= repaired  # damage that was undone completely
    within = {at for chunk in chunks for at in range(*chunk.span)}
    printed = {at for leaf in leaves(report) for place in places(leaf) for at in range(*place)} - margin - repaired
    assert {text[at] for at in printed - within if not is_blank(text[at])} == set()


@pytest.mark.slow
@given(drawn=report_texts(), max_chars=st.integers(1, 200), data=st.data())
def test_reports_are_complete_in_their_chunks(drawn: tuple[Report, str], max_chars: int, data: st.DataObject) -> None:
    overlap = data.draw(st.integers(0, max_chars - 1))
    assert_whole(govreport.parse(drawn[1]), max_chars, overlap)


@given(text=texts(), max_chars=st.integers(1, 60))
def test_any_text_is_complete_in_its_chunks(text: str, max_chars: int) -> None:
    chunks = govreport.parse(text).chunks(max_chars=max_chars)
    assert solid("".join(map(own, chunks))) == solid(govreport.render(govreport.parse(text)))
    assert all(len(chunk.text) <= max_chars for chunk in chunks)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("max_chars", "overlap"), [(500, 0), (120, 30), (7, 3)])
def test_seeds_are_complete_in_their_chunks(seed: Path, max_chars: int, overlap: int) -> None:
    assert_whole(govreport.parse(read_text(seed)), max_chars, overlap)


def repaired(report: Report) -> str:
    """The source with its repairs."""
    text = report.source.text
    for repair in sorted(report.repairs, key=lambda one: one.span.start, reverse=True):
        text = text[: repair.span.start] + repair.after + text[repair.span.end :]
    return text


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a table drawn with box lines is rendered with its lines, and chunks hold its cells only",
)
def test_a_corpus_is_complete_in_its_chunks(corpus: list[Path]) -> None:
    for path in corpus:
        report = govreport.parse(read_text(path))
        tables = [node.span for node in report.walk() if isinstance(node, Table)]
        if any(table.start <= repair.span.start < table.end for table in tables for repair in report.repairs):
            report = govreport.parse(repaired(report))  # a table is rendered as in the source, before the repairs
        for max_chars in (500, 100):
            assert_whole(report, max_chars, max_chars // 10)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_cut(text: str) -> None:
    report = govreport.parse(text)
    chunks = report.chunks(max_chars=50, overlap=10)
    assert solid("".join(map(own, chunks))) == solid(govreport.render(report))
    assert all(len(chunk.text) <= 50 for chunk in chunks)


def test_a_report_that_fits_is_one_chunk() -> None:
    report = govreport.parse(TEXT)
    (chunk,) = report.chunks(max_chars=1000)
    assert chunk.text == govreport.render(report).rstrip("\n")
    assert (chunk.path, chunk.headings, chunk.above) == ("", ("关于工作的报告",), 0)
    assert chunk.text_with_path == chunk.text


def test_cuts_are_made_at_units_then_paragraphs_then_sentences() -> None:
    report = govreport.parse(TEXT)
    assert [(chunk.path, own(chunk)) for chunk in report.chunks(max_chars=40)] == [
        ("", "关于工作的报告\n市人民政府："),
        ("1", "一、主要举措\n（一）加强领导。召开会议6次。一是压实责任；二是加强督导。"),
        ("1/2", "（二）完善制度。审查文件16件，备案3件。"),
        ("", "二、下一步计划\n持续推进依法行政。\n附件1\n任务清单\n一、开展培训。"),
    ]
    assert [own(chunk) for chunk in report.chunks(max_chars=12)][2:8] == [
        "一、主要举措",
        "（一）加强领导。",
        "召开会议6次。",
        "一是压实责任；",
        "二是加强督导。",
        "（二）完善制度。",
    ]


def test_the_path_has_the_headings_that_the_text_lacks() -> None:
    chunks = govreport.parse(TEXT).chunks(max_chars=25)
    by_path = {chunk.path: chunk for chunk in chunks}
    second = by_path["1/2"]
    assert second.headings == ("关于工作的报告", "一、主要举措", "（二）完善制度")
    assert second.text_with_path == f"关于工作的报告 > 一、主要举措\n{second.text}"
    assert by_path["1/1"].text_with_path.startswith("关于工作的报告 > 一、主要举措 > （一）加强领导\n一是")
    assert by_path["@1"].headings == ("关于工作的报告", "附件1 任务清单")
    assert by_path["@1"].text_with_path.startswith("关于工作的报告\n附件1\n")


@pytest.mark.slow
@given(drawn=report_texts(), max_chars=st.integers(5, 120))
def test_each_heading_is_that_of_a_node_above(drawn: tuple[Report, str], max_chars: int) -> None:
    report = govreport.parse(drawn[1])
    above = {
        getattr(node, "path", ""): headings(report, (*ancestors, node))
        for node, ancestors in report.walk(ancestors=True)
    }
    above[""] = headings(report, ())
    for chunk in report.chunks(max_chars=max_chars):
        assert chunk.headings == above[chunk.path]
        held = report.find(chunk.path).span if chunk.path else report.span
        assert held.start <= chunk.span.start <= chunk.span.end <= held.end


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"max_chars": 0}, "max_chars is 0: it must be at least 1"),
        ({"max_chars": 5, "overlap": 5}, "overlap is 5: it must be at least 0 and less than max_chars"),
        ({"overlap": -1}, "overlap is -1"),
        ({"max_tokens": 0, "tokenizer": len}, "max_tokens is 0: it must be at least 1"),
        ({"max_tokens": 5, "tokenizer": len, "overlap": 5}, "overlap is 5: .* less than max_tokens"),
        ({"max_tokens": 5}, "max_tokens needs tokenizer"),
        ({"tokenizer": len}, "tokenizer needs max_tokens"),
        ({"max_tokens": 5, "tokenizer": len, "max_chars": 5}, "cannot be combined with max_chars"),
        ({"by": "page"}, "by is 'page'; choose one of length, unit, section"),
    ],
)
def test_invalid_options_are_rejected(options: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        govreport.parse(TEXT).chunks(**options)


# ---- tables ------------------------------------------------------------------------------------------------------

CAPTION = "表1 主要指标完成情况\n单位：万元\n"
HEAD = "指标\t2023年\t2024年\n"
ROWS = [f"第{number}项\t{3 * number}\t{5 * number}" for number in range(1, 13)]
WITH_TABLE = (
    "关于工作的报告\n一、主要指标\n去年完成情况良好，见下表。\n"
    + (CAPTION + HEAD + "\n".join(ROWS)).replace("\t", " | ")
    + "\n以上数据为初步统计。\n二、下一步\n继续努力。\n"
)


@pytest.mark.parametrize(
    ("max_chars", "repeated"),
    [(90, CAPTION + HEAD), (60, "单位：万元\n" + HEAD), (40, HEAD), (25, "")],
)
def test_the_head_of_a_table_is_repeated_with_its_caption(max_chars: int, repeated: str) -> None:
    """If both would take more than half of a chunk, the caption is left out, then the head."""
    report = govreport.parse(WITH_TABLE)
    later = [chunk for chunk in report.chunks(max_chars=max_chars) if own(chunk).partition("\n")[0] in ROWS[1:]]
    assert len(later) > 1
    assert {chunk.text[: chunk.overlap] for chunk in later} == {repeated}
    assert solid("".join(map(own, report.chunks(max_chars=max_chars)))) == solid(WITH_TABLE).replace("|", "")


@pytest.mark.parametrize("max_chars", range(45, 130, 5))
def test_a_table_is_split_by_rows_only(max_chars: int) -> None:
    report = govreport.parse(WITH_TABLE)
    lines = [line for chunk in report.chunks(max_chars=max_chars) for line in own(chunk).split("\n") if "\t" in line]
    assert lines == [HEAD.rstrip("\n"), *ROWS]


def test_a_caption_and_a_head_stay_with_the_first_row() -> None:
    for max_chars in range(50, 130, 5):
        (first,) = [chunk for chunk in govreport.parse(WITH_TABLE).chunks(max_chars=max_chars) if ROWS[0] in chunk.text]
        assert own(first)[own(first).index(CAPTION) :].startswith(CAPTION + HEAD + ROWS[0])


@pytest.mark.parametrize("row", ["| 第{}行内容 |", "| D{} | 13356.3972 | 5% |"], ids=["one column", "values alone"])
def test_a_table_without_a_head_repeats_nothing(row: str) -> None:
    report = govreport.parse("甲\n" + "".join(f"{row.format(number)}\n" for number in range(30)))
    assert any(isinstance(node, Table) and len(node.rows) > 1 for node in report.walk())
    assert {chunk.overlap for chunk in report.chunks(max_chars=40)} == {0}


# ---- by unit -----------------------------------------------------------------------------------------------------


def test_a_chunk_for_each_unit() -> None:
    chunks = govreport.parse(TEXT).chunks(by="unit")
    assert [(chunk.path, chunk.text) for chunk in chunks] == [
        ("", "关于工作的报告\n市人民政府："),
        ("1", "一、主要举措"),
        ("1/1", "（一）加强领导。召开会议6次。"),
        ("1/1/i1", "一是压实责任；"),
        ("1/1/i2", "二是加强督导。"),
        ("1/2", "（二）完善制度。审查文件16件，备案3件。"),
        ("2", "二、下一步计划\n持续推进依法行政。"),
        ("@1", "附件1\n任务清单"),
        ("@1/1", "一、开展培训。"),
    ]


def test_a_chunk_for_each_section_has_its_items() -> None:
    chunks = govreport.parse(TEXT).chunks(by="section")
    assert chunks[2].text == "（一）加强领导。召开会议6次。一是压实责任；二是加强督导。"
    assert [chunk.path for chunk in chunks] == ["", "1", "1/1", "1/2", "2", "@1", "@1/1"]


@pytest.mark.slow
@given(drawn=report_texts(), by=st.sampled_from(["unit", "section"]), max_chars=st.none() | st.integers(1, 200))
def test_no_chunk_by_unit_crosses_a_unit(drawn: tuple[Report, str], by: Any, max_chars: int | None) -> None:
    report = govreport.parse(drawn[1])
    chunks = report.chunks(by=by, max_chars=max_chars)
    assert solid("".join(map(own, chunks))) == solid(govreport.render(report))
    starts = {unit.span.start for unit in report.units if by == "unit" or isinstance(unit, govreport.Section)}
    for chunk in chunks:
        assert starts.isdisjoint(range(chunk.span.start + 1, chunk.span.end))
        assert max_chars is None or len(chunk.text) <= max_chars


# ---- what a chunk states about its report -----------------------------------------------------------------------------


def test_a_chunk_has_title_number_date_and_page() -> None:
    text = "关于工作的报告\n某政发〔2025〕3号\n一、甲\n正文内容。\n某市人民政府\n2025年1月6日\n"
    report = govreport.parse(text)
    paged = evolve(report, source=evolve(report.source, format="pdf", pages=(0, text.index("正文"))))
    chunks = paged.chunks(max_chars=12)
    assert {(chunk.title, chunk.number, chunk.date) for chunk in chunks} == {
        ("关于工作的报告", "某政发〔2025〕3号", datetime.date(2025, 1, 6))
    }
    assert {own(chunk).split("\n")[0]: chunk.page for chunk in chunks}["一、甲"] == 1
    assert chunks[-1].page == 2
    assert chunks[-1].to_dict().items() >= {"number": "某政发〔2025〕3号", "date": "2025-01-06", "page": 2}.items()


def test_a_work_report_has_the_date_of_its_occasion() -> None:
    report = govreport.parse("政府工作报告\n——2026年2月5日在某市人民代表大会上\n各位代表：\n一、回顾\n很好。")
    assert {chunk.date for chunk in report.chunks()} == {report.date} == {datetime.date(2026, 2, 5)}


def test_what_a_report_lacks_is_not_in_the_dict() -> None:
    (chunk,) = govreport.parse("一、甲\n正文。").chunks()
    assert (chunk.title, chunk.number, chunk.date, chunk.page, chunk.tokens) == ("", "", None, None, None)
    assert list(chunk.to_dict()) == ["path", "headings", "start", "end", "overlap", "text"]


# ---- tokens ------------------------------------------------------------------------------------------------------

ENCODING = """
def bytes_of():
    return {"name": "bytes", "pat_str": "(?s).", "mergeable_ranks": {bytes([at]): at for at in range(256)}, "special_tokens": {}}

ENCODING_CONSTRUCTORS = {"bytes": bytes_of}
"""
"""An encoding for tiktoken: a token for each byte."""


@pytest.fixture
def bytes_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = pytest.importorskip("tiktoken.registry", reason="the extra 'tokens' is not installed")
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "of_bytes.py").write_text(ENCODING, encoding="utf-8")
    monkeypatch.setattr("tiktoken_ext.__path__", [str(folder)])
    monkeypatch.setattr(registry, "ENCODING_CONSTRUCTORS", None)
    monkeypatch.setattr(registry, "ENCODINGS", {})
    registry._available_plugin_modules.cache_clear()
    tokens._encoding.cache_clear()


def utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


@pytest.mark.usefixtures("bytes_encoding")
def test_a_tokenizer_by_name() -> None:
    chunks = govreport.parse(TEXT).chunks(max_tokens=60, tokenizer="bytes")
    assert len(chunks) > 3
    assert [chunk.tokens for chunk in chunks] == [utf8(chunk.text) for chunk in chunks]
    assert max(map(utf8, (chunk.text for chunk in chunks))) <= 60
    assert chunks[0].to_dict()["tokens"] == utf8(chunks[0].text)


@pytest.mark.usefixtures("bytes_encoding")
def test_an_unknown_tokenizer_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="unknown tokenizer 'bites'; choose one of bytes, or pass a function"):
        govreport.parse(TEXT).chunks(max_tokens=60, tokenizer="bites")


def test_a_vocabulary_that_cannot_be_loaded_is_a_read_error(monkeypatch: pytest.MonkeyPatch) -> None:
    tiktoken = pytest.importorskip("tiktoken", reason="the extra 'tokens' is not installed")

    def offline(name: str) -> Any:
        raise ConnectionError(name)

    monkeypatch.setattr(tiktoken, "get_encoding", offline)
    monkeypatch.setattr(tiktoken, "list_encoding_names", lambda: ["a"])
    with pytest.raises(govreport.ReadError, match="a: its vocabulary cannot be loaded: ConnectionError"):
        tokens.counter("a")


@pytest.mark.parametrize("tokenizer", [list, len, utf8], ids=["tokens", "their number", "bytes"])
def test_a_function_as_tokenizer(tokenizer: Any) -> None:
    size = utf8 if tokenizer is utf8 else len
    report = govreport.parse(TEXT)
    chunks = report.chunks(max_tokens=30, tokenizer=tokenizer)
    assert [chunk.tokens for chunk in chunks] == [size(chunk.text) for chunk in chunks]
    assert [evolve(chunk, tokens=None) for chunk in chunks] == report.chunks(max_chars=30, length=size)


def test_a_tokenizer_that_returns_something_else() -> None:
    with pytest.raises(TypeError, match="the tokenizer returned dict; pass a function that returns tokens"):
        govreport.parse(TEXT).chunks(max_tokens=30, tokenizer=lambda text: {"input_ids": [text]})  # type: ignore[arg-type]


def test_a_long_sentence_is_not_measured_completely_for_each_part() -> None:
    measured = 0

    def counted(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return len(text)

    govreport.parse("坚持" * 20_000).chunks(max_tokens=100, tokenizer=counted)
    assert measured < 2_000_000


# ---- other measures ----------------------------------------------------------------------------------------------


@pytest.mark.slow
@given(drawn=report_texts(), max_bytes=st.integers(3, 300))
def test_any_measure_bounds_a_chunk(drawn: tuple[Report, str], max_bytes: int) -> None:
    report = govreport.parse(drawn[1])
    chunks = report.chunks(max_chars=max_bytes, length=utf8)
    assert all(utf8(chunk.text) <= max_bytes or len(chunk.text) == 1 for chunk in chunks)
    assert solid("".join(map(own, chunks))) == solid(govreport.render(report))


def test_a_measure_by_which_a_text_is_longer_than_its_parts() -> None:
    report = govreport.parse(TEXT)
    chunks = report.chunks(max_chars=900, length=lambda text: len(text) ** 2)
    assert max(len(chunk.text) for chunk in chunks) <= 30
    assert solid("".join(map(own, chunks))) == solid(govreport.render(report))


def test_a_measure_is_called_rarely() -> None:
    asked: Counter[str] = Counter()

    def counted(text: str) -> int:
        asked["characters"] += len(text)
        return len(text)

    report = govreport.parse(TEXT * 50)
    report.chunks(max_chars=len(report.source.text) // 3, length=counted)
    assert asked["characters"] < 5 * len(report.source.text)


@pytest.mark.parametrize("text", ["e\u0301" * 9, "\ud83d\ude00" * 9], ids=["marks", "surrogates"])
def test_a_character_is_not_split(text: str) -> None:
    assert prefix_length(text, 5, len) == 4
    assert len(longest_suffix(text, 5, len)) == 4
    assert prefix_length(text, 1, len) == 1  # nothing smaller is complete


@pytest.mark.slow
@given(text=st.text(), room=st.integers(0, 20))
def test_no_more_than_fits(text: str, room: int) -> None:
    assert prefix_length(text, room, len) <= room
    assert text.endswith(longest_suffix(text, room, len))
    assert len(longest_suffix(text, room, len)) <= room


# ---- places ------------------------------------------------------------------------------------------------------


def test_places_of_damaged_text_are_those_of_the_source() -> None:
    text = "一、總則\n持續推進依法行政，區(qū)政府。東區(qū)政府落實；西區(qū)政府落實。"
    report = govreport.parse(text)
    assert report.repairs
    chunks = report.chunks(max_chars=10)
    assert [text[chunk.span.start : chunk.span.end] for chunk in chunks][-2:] == [
        "政府。東區(qū)政府落實；",
        "西區(qū)政府落實。",
    ]
    assert [chunk.text for chunk in chunks][-2:] == ["政府。東區政府落實；", "西區政府落實。"]


def test_places_are_those_of_the_source_in_another_script() -> None:
    report = govreport.parse(TEXT)
    chunks, others = (one.chunks(max_chars=12) for one in (report, report.converted("traditional")))
    assert [chunk.span for chunk in others] == [chunk.span for chunk in chunks]
    assert others[-1].text != chunks[-1].text


def test_places_are_kept_without_the_source_text() -> None:
    report = govreport.parse(TEXT)
    bare = Report.from_json(report.to_json(source_text=False))
    assert [chunk.span for chunk in bare.chunks(max_chars=12)] == [chunk.span for chunk in report.chunks(max_chars=12)]


def test_sentences_not_found_in_the_source_have_the_span_of_their_paragraph() -> None:
    report = govreport.parse("一、總則\n東區(qū)政府落實；西區(qū)政府落實。")
    bare = evolve(report, source=Source(""), repairs=())
    chunks = bare.chunks(max_chars=8)
    assert [chunk.text for chunk in chunks][-2:] == ["東區政府落實；", "西區政府落實。"]
    assert {chunk.span for chunk in chunks[-2:]} == {report.find("1/p1").span}


# ---- the command line --------------------------------------------------------------------------------------------


def test_the_command_prints_the_chunks(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(TEXT, encoding="utf-8")
    code, shown, stderr = run(["chunks", str(file), "--max-chars", "40", "--overlap", "5"])
    rows = [json.loads(line) for line in shown.splitlines()]
    chunks = govreport.read(file).chunks(max_chars=40, overlap=5)
    assert (code, stderr) == (0, "")
    assert rows == [{"file": str(file), **chunk.to_dict()} for chunk in chunks]
    _, shown, _ = run(["chunks", str(file), "--max-chars", "40", "--overlap", "5", "--with-path"])
    assert [json.loads(line)["text"] for line in shown.splitlines()] == [chunk.text_with_path for chunk in chunks]


def test_the_command_rejects_an_overlap_as_large_as_a_chunk(tmp_path: Path) -> None:
    code, _, stderr = run(["chunks", "--max-chars", "5", "--overlap", "5", str(tmp_path / "a.txt")])
    assert code == 2
    assert "--overlap 5 must be less than --max-chars 5" in stderr


@pytest.mark.usefixtures("bytes_encoding")
def test_the_command_counts_tokens(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(TEXT, encoding="utf-8")
    code, shown, stderr = run(["chunks", str(file), "--by", "section", "--max-tokens", "60", "--tokenizer", "bytes"])
    chunks = govreport.read(file).chunks(by="section", max_tokens=60, tokenizer="bytes")
    assert (code, stderr) == (0, "")
    assert [json.loads(line) for line in shown.splitlines()] == [{"file": str(file), **one.to_dict()} for one in chunks]


@pytest.mark.usefixtures("bytes_encoding")
def test_the_command_reports_an_unknown_tokenizer(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    code, shown, stderr = run(["chunks", str(file), "--max-tokens", "60", "--tokenizer", "bites"])
    assert (code, shown) == (2, "")
    assert "unknown tokenizer 'bites'; choose one of bytes" in stderr


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--max-tokens", "5"], "--max-tokens and --tokenizer need each other"),
        (["--tokenizer", "bytes"], "--max-tokens and --tokenizer need each other"),
        (["--max-tokens", "5", "--tokenizer", "bytes", "--max-chars", "5"], "cannot be combined"),
        (
            ["--max-tokens", "5", "--tokenizer", "bytes", "--overlap", "5"],
            "--overlap 5 must be less than --max-tokens 5",
        ),
        (["--overlap", "500"], "--overlap 500 must be less than --max-chars 500"),
    ],
)
def test_the_command_rejects_conflicting_options(options: list[str], problem: str) -> None:
    code, _, stderr = run(["chunks", "a.txt", *options])
    assert code == 2
    assert problem in stderr.replace("\n", " ")
