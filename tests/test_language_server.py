"""The language server: what an editor gets of a document, and a session of a real client with a real process."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="the extra 'lsp' is not installed")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

import govreport
from commands import run
from govreport import Span
from govreport.language_server import findings, links, outline
from govreport.language_server.document import Document, Settings
from govreport.language_server.markup import without_markup
from govreport.language_server.positions import Lines
from govreport.language_server.renumbering import ordinal_in, renumbered
from govreport.profiles import load

ROOT = Path(__file__).resolve().parent.parent
TEXT = """某区关于开展𠮷祥清理工作的通知

各单位：

一、清理范围
第二项𠮷除外，见附件2。
二、清理要求
（一）𠮷全面梳理。按第（三）项办理。
（三）公开结果。清理结果见附件1。
（四）逐件答复。
四、时间安排
2025年2月30日前报送。

附件：1.清单
　　　2.样表

附件1

清单

附件2

样表
"""
LAW = """某办法

第一章 总则
第一条 为了规范管理，制定本办法。
第三条 依照第四条第（一）项执行。
第二章 附则
第四条 下列情形除外：
（一）甲；
（二）乙。
第四条之一 依照第三条执行。
第五条 本办法自2025年1月1日起施行。
"""


def opened(text: str, **settings: object) -> Document:
    return Document("file:///a.txt", Lines(text), settings=Settings(**settings))  # type: ignore[arg-type]


def at(document: Document, words: str, inside: int = 0) -> types.Position:
    """The position of some words in the file."""
    return types.Position(*document.lines.position(document.text.index(words) + inside))


def written(document: Document, place: types.Range) -> str:
    """The text in a range."""
    start, end = (document.lines.offset(one.line, one.character) for one in (place.start, place.end))
    return document.text[start:end]


def after(document: Document, edits: list[types.TextEdit]) -> str:
    """The text of a document after some edits."""
    text = document.text
    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        start, end = (document.lines.offset(one.line, one.character) for one in (edit.range.start, edit.range.end))
        text = text[:start] + edit.new_text + text[end:]
    return text


# ---- positions -----------------------------------------------------------------------------------------------------

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("一a é𠮷😀\ud800\udc00\n\r\u2028\x0c\x85"), max_size=12)


@pytest.mark.parametrize("encoding", CODECS)
@given(text=TEXTS)
def test_every_offset_has_a_position(encoding: str, text: str) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        line, column = lines.position(offset)
        before = text[lines.starts[line] : offset]
        codec, size = CODECS[encoding]
        assert column == len(before.encode(codec, "surrogatepass")) // size
        is_split = "\ud800\udc00" in text or text[offset - 1 : offset + 1] == "\r\n"
        assert is_split or lines.offset(line, column) == offset


@pytest.mark.parametrize("encoding", CODECS)
@given(text=TEXTS, line=st.integers(0, 5), column=st.integers(0, 40))
def test_every_position_has_an_offset(encoding: str, text: str, line: int, column: int) -> None:
    lines = Lines(text, encoding)
    offset = lines.offset(line, column)
    assert 0 <= offset <= len(text)
    assert "\ud800\udc00" in text or lines.position(offset) <= (line, column)


def test_columns_count_units_of_utf_16() -> None:
    lines = Lines("甲𠮷乙\r\n😀丙")
    assert [lines.position(offset) for offset in range(8)] == [
        (0, 0),
        (0, 1),
        (0, 3),
        (0, 4),
        (0, 5),
        (1, 0),
        (1, 2),
        (1, 3),
    ]
    assert [lines.offset(0, column) for column in range(6)] == [0, 1, 1, 2, 3, 3]


def test_only_line_breaks_of_the_protocol_end_a_line() -> None:
    assert Lines("甲\u2028乙\x0c丙\x85丁\n戊").position(8) == (1, 0)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), TEXTS), max_size=5), TEXTS)
def test_changes_are_applied_as_the_client_made_them(changes: list[tuple[int, int, str]], text: str) -> None:
    text = text.replace("\ud800", "").replace("\udc00", "").replace("\r", "")
    document, wanted = opened(text), text
    for version, (first, second, new) in enumerate(changes):
        start, end = sorted((min(first, len(wanted)), min(second, len(wanted))))
        new = new.replace("\ud800", "").replace("\udc00", "").replace("\r", "")
        place = types.Range(*(types.Position(*document.lines.position(one)) for one in (start, end)))
        document = document.changed([types.TextDocumentContentChangePartial(place, new)], version)
        wanted = wanted[:start] + new + wanted[end:]
        assert document.text == wanted
    assert document.changed([types.TextDocumentContentChangeWholeDocument("全")], 9).text == "全"


# ---- Markdown -------------------------------------------------------------------------------------------------------

MARKDOWN = """---
title: 某区报告
---

# 某区2024年𠮷祥报告

## 一、**主要**工作

1\\. 坚持[公开](a.html)，按`第（二）项`办理。<br>

> **（一）甲方面。** 甲。

- （二）乙方面。见~~丙~~。

| 项目 | 数 |
|---|---|
| 甲 | 1 |

## 三、不足
"""


def test_the_outline_of_markdown_is_at_its_places_in_the_file() -> None:
    document = Document("file:///a.md", Lines(MARKDOWN), is_markdown=True)
    tops = outline.symbols(document)
    assert [one.name for one in tops] == ["一、主要工作", "三、不足"]
    assert written(document, tops[0].selection_range) == "一、"
    gap = next(one for one in findings.diagnostics(document) if one.code == "GR201")
    assert written(document, gap.range) == "三、"


@given(st.text(st.sampled_from("一、#*_`[]()>-|\\ \n<b>甲😀"), max_size=40))
def test_markup_is_left_out_and_the_rest_keeps_its_place(text: str) -> None:
    plain = without_markup(text)
    assert plain.kept is not None
    assert list(plain.kept) == sorted(set(plain.kept))
    assert plain.text == "".join(text[at] for at in plain.kept)
    assert (
        [one for one in plain.text if one.isalpha() and one != "b"]
        == [one for one in text if one.isalpha() and one != "b"]
        or "<" in text
        or "](" in text
    )
    for start in range(len(plain.text)):
        span = plain.in_file(Span(start, start + 1))
        assert text[span.start : span.end] == plain.text[start]
        assert plain.at(span.start) == start
    assert plain.in_file(Span(len(plain.text), len(plain.text))).end <= len(text)
    assert list(plain.evidence.headings) == sorted(plain.evidence.headings)


# ---- outline ---------------------------------------------------------------------------------------------------------


def test_symbols_are_nested_and_selected_at_their_numbers() -> None:
    document = opened(TEXT)
    tops = outline.symbols(document)
    assert [one.name for one in tops] == ["一、清理范围", "二、清理要求", "四、时间安排", "附件1 清单", "附件2 样表"]
    assert [one.name for one in tops[1].children or ()] == ["（一）𠮷全面梳理", "（三）公开结果", "（四）逐件答复"]
    assert [written(document, one.selection_range) for one in tops] == ["一、", "二、", "四、", "附件1", "附件2"]


@pytest.mark.parametrize("text", [TEXT, LAW, "", "\n", "\n".join(f"{'1.' * n}1 标题\n文" for n in range(150))])
def test_symbols_are_well_formed(text: str) -> None:
    waiting = outline.symbols(opened(text))
    while waiting:
        one = waiting.pop()
        assert one.name
        assert one.range.start <= one.selection_range.start <= one.selection_range.end <= one.range.end
        waiting += one.children or ()


def test_units_of_several_lines_fold() -> None:
    document = opened(TEXT)
    lines = TEXT.split("\n")
    folds = [(lines[one.start_line], lines[one.end_line]) for one in outline.folds(document)]
    assert ("二、清理要求", "（四）逐件答复。") in folds
    assert ("附件1", "清单") in folds
    assert not [one for one in folds if one[0].startswith("（一）")]


# ---- findings --------------------------------------------------------------------------------------------------------


def test_findings_are_diagnostics() -> None:
    found = findings.diagnostics(opened(TEXT, lang="zh"))
    assert {one.code: one.severity for one in found} == {
        "GR102": types.DiagnosticSeverity.Information,
        "GR201": types.DiagnosticSeverity.Warning,
    }
    first = next(one for one in found if one.code == "GR201")
    assert (first.range, first.source) == (types.Range(types.Position(8, 0), types.Position(8, 3)), "govreport")
    assert first.message == "跳号：“（一）”之后是“（三）”，缺“（二）”"


def test_a_profile_adds_its_findings() -> None:
    plain, more = (findings.diagnostics(opened(TEXT, profile=profile)) for profile in (None, load("fazhi")))
    assert {one.code for one in more} - {one.code for one in plain} == {"GR501"}


def test_a_finding_without_a_length_is_shown_on_characters() -> None:
    for text in ("一、甲\n正文。", "", "\n", "一、甲\n正文。\n\n"):
        document = opened(text)
        for one in findings.diagnostics(document):
            assert one.range.start < one.range.end or not text.strip()


def test_hover_explains_a_finding() -> None:
    document = opened(TEXT)
    found = findings.hover(document, document.text.index("（三）公开") + 1)
    assert found
    assert isinstance(found.contents, types.MarkupContent)
    assert "**GR201**" in found.contents.value
    assert "Renumber the list" in found.contents.value


def test_hover_shows_the_target_of_a_reference_literally() -> None:
    document = opened(TEXT.replace("公开结果", "公开<b>结果*"))
    found = findings.hover(document, document.text.index("第（三）项") + 1)
    assert found
    assert isinstance(found.contents, types.MarkupContent)
    assert "`2/3`" in found.contents.value
    assert "\\<b\\>" in found.contents.value
    assert "<b>" not in found.contents.value.replace("\\<b\\>", "")


def test_hover_is_empty_where_nothing_is_known() -> None:
    assert findings.hover(opened("平常的话，没有什么。" * 9), 30) is None


# ---- cross references ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reference", "target"),
    [
        (TEXT, "附件2。", "附件2"),
        (TEXT, "附件1。", "附件1"),
        (LAW, "第三条执行", "第三条"),
        (LAW, "第四条第（一）项", "（一）"),
    ],
)
def test_a_reference_leads_to_its_target(text: str, reference: str, target: str) -> None:
    document = opened(text)
    start = text.index(reference)
    node = links.named_at(document, start + 1)
    assert node
    place = document.range(links.name_span(node))
    assert written(document, place).startswith(target)
    assert links.leading_to(document, node)


def test_a_unit_has_the_references_to_it() -> None:
    document = opened(LAW)
    node = links.named_at(document, LAW.index("第三条 依照") + 1)
    assert node
    assert [one.text for one in links.leading_to(document, node)] == ["第三条"]
    assert links.named_at(document, LAW.index("为了规范") + 3) is None


# ---- renumbering -----------------------------------------------------------------------------------------------------


def renamed(text: str, number: str, ordinal: int) -> str:
    document = opened(text)
    unit = document.unit_at(text.index(number) + 1)
    assert unit
    return after(document, findings.edits(document, renumbered(document, unit, ordinal)))


def test_the_numbers_after_a_number_continue_from_it() -> None:
    text = TEXT.replace("（三）", "（二）").replace("（四）", "（三）")
    assert "第（二）项" in text
    assert renamed(TEXT, "（三）公开", 2) == text


def test_references_follow_the_renumbered_units() -> None:
    text = LAW.replace("第三条 依照", "第二条 依照").replace("第四条", "第三条").replace("第五条", "第四条")
    assert renamed(LAW, "第三条 依照", 2) == text.replace("依照第三条执行", "依照第二条执行")


@pytest.mark.parametrize(
    ("text", "number", "ordinal", "wanted"),
    [
        ("1．甲\n2．乙\n4．丙", "4．", 3, "1．甲\n2．乙\n3．丙"),
        ("（一）甲。\n（二）乙。\n（三）丙。", "（二）", 10, "（一）甲。\n（十）乙。\n（十一）丙。"),
        ("①甲事项；\n②乙事项；\n④丙事项。", "④", 3, "①甲事项；\n②乙事项；\n③丙事项。"),
        ("一是甲事；二是乙事；四是丙事。", "四是", 3, "一是甲事；二是乙事；三是丙事。"),
    ],
)
def test_numbers_keep_their_form(text: str, number: str, ordinal: int, wanted: str) -> None:
    text = f"某区工作报告\n\n一、工作\n{text}\n二、其他\n无。"
    assert renamed(text, number, ordinal) == f"某区工作报告\n\n一、工作\n{wanted}\n二、其他\n无。"


def test_only_the_list_of_the_number_is_renumbered() -> None:
    text = "一、甲\n（一）子。\n（二）丑。\n三、乙\n（一）寅。\n（三）卯。"
    assert renamed(text, "三、", 2) == text.replace("三、", "二、")


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("3", 3),
        ("三", 3),
        ("（三）", 3),
        ("第三条", 3),
        ("③", 3),
        ("3.", 3),
        ("", None),
        ("总则", None),
        ("0", None),
        ("1.2", None),
        ("x" * 999, None),
    ],
)
def test_a_new_number_may_be_written_in_any_form(text: str, ordinal: int | None) -> None:
    assert ordinal_in(text) == ordinal


def test_the_fix_of_a_gap_renumbers_the_list() -> None:
    document = opened(TEXT)
    place = types.Range(at(document, "（三）公开"), at(document, "（三）公开"))
    [action] = findings.actions(document, place, findings.diagnostics(document))
    assert [one.code for one in action.diagnostics or ()] == ["GR201"]
    assert action.edit
    assert action.edit.changes
    fixed = after(document, list(action.edit.changes["file:///a.txt"]))
    assert "（二）公开结果。" in fixed
    assert "（三）逐件答复。" in fixed
    assert "GR201" not in [one.code for one in govreport.parse(fixed).diagnostics if one.line < 10]


def test_the_rules_of_a_profile_have_quick_fixes() -> None:
    document = opened(TEXT.replace("（三）公开", "（三）、公开"), lang="zh", profile=load("gongwen"))
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    found = {action.title: action for action in findings.actions(document, whole, [])}
    edit = found["删去“、”"].edit
    assert edit
    assert edit.changes
    assert "（三）公开结果" in after(document, list(edit.changes["file:///a.txt"]))


@pytest.mark.parametrize(
    ("fixes", "title", "fixed"),
    [
        ((govreport.Fix(Span(4, 6), "治理"),), "Replace “清理” by “治理”", "某区关于治理工作"),
        ((govreport.Fix(Span(4, 6), ""),), "Delete “清理”", "某区关于工作"),
        ((govreport.Fix(Span(0, 1), "𠮷"), govreport.Fix(Span(8, 8), "。")), "Fix 2 places", "𠮷区关于清理工作。"),
    ],
)
def test_a_fix_of_a_finding_is_a_quick_fix(fixes: tuple[govreport.Fix, ...], title: str, fixed: str) -> None:
    document = opened("某区关于清理工作")
    found = govreport.Diagnostic("GR101", "info", "no title", Span(4, 6), fixes=fixes)
    object.__setattr__(document, "findings", (found,))
    here = types.Range(types.Position(0, 5), types.Position(0, 5))
    [action] = findings.actions(document, here, [])
    assert action.title == title
    assert action.edit
    assert action.edit.changes
    assert after(document, list(action.edit.changes["file:///a.txt"])) == fixed
    away = types.Range(types.Position(0, 0), types.Position(0, 1))
    assert findings.actions(document, away, []) == []


# ---- a session -------------------------------------------------------------------------------------------------------

URI = "file:///%E6%8A%A5%E5%91%8A.txt"


class News:
    """The diagnostics that a client receives."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

    def take(self, params: types.PublishDiagnosticsParams) -> None:
        self._queue.put_nowait(params)

    async def next(self) -> types.PublishDiagnosticsParams:
        return await asyncio.wait_for(self._queue.get(), 30)


def converse(conversation: Callable[[Any, News], Awaitable[None]], *arguments: str, options: object = None) -> None:
    """Run a conversation of the client of pygls with a server in a separate process."""

    async def main() -> None:
        client: Any = LanguageClient("test", "1")
        news = News()
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: news.take(params))
        await client.start_io(sys.executable, "-m", "govreport", "lsp", *arguments)
        capabilities = types.ClientCapabilities(general=types.GeneralClientCapabilities(position_encodings=["utf-16"]))
        found = await client.initialize_async(
            types.InitializeParams(capabilities, process_id=None, root_uri=None, initialization_options=options)
        )
        assert found.capabilities.position_encoding in (None, types.PositionEncodingKind.Utf16)
        client.initialized(types.InitializedParams())
        try:
            await conversation(client, news)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()

    asyncio.run(main())


def test_a_session_with_a_real_process() -> None:
    document = opened(TEXT)
    me = types.TextDocumentIdentifier(URI)

    async def conversation(client: Any, news: News) -> None:
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(URI, "plaintext", 1, TEXT))
        )
        first = await news.next()
        assert (first.uri, first.version) == (URI, 1)
        assert "跳号：“（一）”之后是“（三）”，缺“（二）”" in [one.message for one in first.diagnostics]

        symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(me))
        assert [one.name for one in symbols or ()][:3] == ["一、清理范围", "二、清理要求", "四、时间安排"]
        assert await client.text_document_folding_range_async(types.FoldingRangeParams(me))

        place = at(document, "第（三）项", 1)
        hover = await client.text_document_hover_async(types.HoverParams(me, place))
        assert hover
        assert isinstance(hover.contents, types.MarkupContent)
        assert "公开结果" in hover.contents.value
        target = await client.text_document_definition_async(types.DefinitionParams(me, at(document, "附件2。")))
        assert isinstance(target, types.Location)
        assert written(document, target.range) == "附件2"
        context = types.ReferenceContext(include_declaration=True)
        found = await client.text_document_references_async(types.ReferenceParams(context, me, target.range.start))
        assert [written(document, one.range) for one in found or ()] == ["附件2", "附件2"]

        number = at(document, "（三）公开", 1)
        prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(me, number))
        assert isinstance(prepared, types.PrepareRenamePlaceholder)
        assert prepared.placeholder == "（三）"
        assert (
            await client.text_document_prepare_rename_async(types.PrepareRenameParams(me, at(document, "清理范围", 2)))
            is None
        )
        edit = await client.text_document_rename_async(types.RenameParams(me, number, "二"))
        assert edit
        assert edit.changes
        assert "（三）逐件答复" in after(document, list(edit.changes[URI]))
        with pytest.raises(Exception, match="不是序号"):
            await client.text_document_rename_async(types.RenameParams(me, number, "总则"))

        shown = types.CodeActionContext(first.diagnostics)
        actions = await client.text_document_code_action_async(
            types.CodeActionParams(me, types.Range(number, number), shown)
        )
        assert [one.title for one in actions or ()] == ["从此处起重新编号（3 处）"]

        others = types.CodeActionContext(first.diagnostics, only=[types.CodeActionKind.Refactor])
        params = types.CodeActionParams(me, types.Range(number, number), others)
        assert not await client.text_document_code_action_async(params)

        change = types.TextDocumentContentChangePartial(
            types.Range(at(document, "三）公开"), at(document, "）公开")), "二"
        )
        astral = types.TextDocumentContentChangePartial(types.Range(at(document, "𠮷祥"), at(document, "祥")), "吉")
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, URI), [change, astral])
        )
        second = await news.next()
        assert second.version == 2
        assert not [one for one in second.diagnostics if one.code == "GR201" and one.range.start.line == 8]
        client.text_document_did_close(types.DidCloseTextDocumentParams(me))
        assert not (await news.next()).diagnostics
        assert await client.text_document_document_symbol_async(types.DocumentSymbolParams(me)) == []

    converse(conversation, "--profile", "fazhi", options={"lang": "zh"})


def test_a_slow_document_is_checked_after_a_pause() -> None:
    from govreport.language_server.service import Service

    async def main() -> None:
        service = Service(Settings())
        sent: list[int | None] = []
        server: Any = service.server
        server.text_document_publish_diagnostics = lambda params: sent.append(params.version)
        service._documents[URI] = opened(TEXT)
        service._took[URI] = 10.0
        for version in (2, 3, 4):
            change = types.TextDocumentContentChangeWholeDocument(TEXT + "甲" * version)
            service.changed(
                types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version, URI), [change])
            )
        assert sent == []
        assert len(service._waiting) == 1
        assert service._documents[URI].text.endswith("甲甲甲甲")
        service._check(URI)
        assert sent == [4]
        assert not service._waiting

    asyncio.run(main())


def test_without_the_extra_the_command_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "govreport.language_server.service", raising=False)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    code, _, stderr = run(["lsp"])
    assert code == 2
    assert "pip install 'govreport[lsp]'" in stderr


def test_an_unknown_profile_is_an_error() -> None:
    code, _, stderr = run(["lsp", "--profile", "nothing"])
    assert code == 2
    assert "unknown profile" in stderr
