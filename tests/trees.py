"""Trees made by hand, for tests of all that works on finished trees."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from govreport.report import Report
from govreport.text.source import Source, Span
from govreport.tree.diagnostics import Diagnostic
from govreport.tree.families import FAMILIES
from govreport.tree.nodes import (
    Attachment,
    Block,
    Date,
    Document,
    Field,
    Heading,
    Item,
    Node,
    Number,
    Paragraph,
    Section,
    Signature,
    Table,
    Text,
)

NOTICE = """\
当前位置：首页
索引号：11440000
粤府〔2024〕5号
关于建设法治政府的
通知
（2024年1月5日发布）
各市人民政府：
　　现将有关事项通知如下。
　　一、总体要求
　　坚持统筹推进，
- 1 -
主要任务有：一是立规；二是执法。 三是普法。

　　（一）加强领导。各级政府要重视。
　　（二）完善制度　　修订规章。
姓名|人数
甲|3
　　二、
工作安排
　　有关安排另行公布。
　　特此通知。
　　附件：1.考核办法
广东省人民政府　2024年1月6日
（此件公开发布）
附件1
考核办法
第一条　为了考核，
制定本办法。
第十条之一 第一章不适用。
抄送：省委。
"""
"""A notice with every kind of part; :func:`notice` is its tree."""


class Ruler:
    """Lays nodes along a text: each is looked for after the one before it, so calls come in source order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def span(self, words: str) -> Span:
        """The next place of some words."""
        start = self._text.index(words, self._at)
        self._at = start + len(words)
        return Span(start, self._at)

    def text(self, words: str) -> Text:
        return Text(words, self.span(words))

    def number(self, family: str, ordinal: int | None, words: str, sub: int | None = None) -> Number:
        return Number(family, ordinal, words, self.span(words), sub)

    def heading(self, words: str, *, stop: str = "", run_in: bool = False) -> Heading:
        return Heading(words, self.span(words), run_in, self.text(stop) if stop else None)

    def paragraph(self, path: str, *lines: str) -> Paragraph:
        """A paragraph; of several lines if noise separates them."""
        spans = tuple(self.span(line) for line in lines)
        pieces = spans if len(spans) > 1 else ()
        return Paragraph("".join(lines), Span(spans[0].start, spans[-1].end), pieces, path)


def section(path: str, number: Number | None, heading: Heading | None, *blocks: Block) -> Section:
    """A section whose span reaches from its first part to its last."""
    return Section(number, heading, blocks, around(number, heading, *blocks), path)


def item(path: str, number: Number | None, heading: Heading | None, *blocks: Block) -> Item:
    """An item whose span reaches from its first part to its last."""
    return Item(number, heading, blocks, around(number, heading, *blocks), path)


def around(*nodes: Node | None) -> Span:
    """The span from the first of some nodes to the last, a heading's stop included."""
    present = [node for node in nodes if node is not None]
    last = present[-1]
    end = last.stop.span.end if isinstance(last, Heading) and last.stop else last.span.end
    return Span(present[0].span.start, end)


def notice() -> Report:
    """The tree of :data:`NOTICE`: every class of node, noise inside a paragraph, a diagnostic."""
    along = Ruler(NOTICE)
    place = along.text("当前位置：首页")
    index = Field("索引号", "11440000", along.span("索引号：11440000"))
    document_number = along.text("粤府〔2024〕5号")
    title = Text("关于建设法治政府的通知", along.span("关于建设法治政府的\n通知"))
    issued = along.text("（2024年1月5日发布）")
    addressee = along.text("各市人民政府：")
    preamble = along.paragraph("p1", "现将有关事项通知如下。")
    body = (
        preamble,
        section(
            "1",
            along.number("han", 1, "一、"),
            along.heading("总体要求"),
            along.paragraph("1/p1", "坚持统筹推进，", "主要任务有："),
            item("1/i1", along.number("shi", 1, "一是"), None, along.paragraph("1/i1/p1", "立规；")),
            item("1/i2", along.number("shi", 2, "二是"), None, along.paragraph("1/i2/p1", "执法。")),
            item("1/i3", along.number("shi", 3, "三是"), None, along.paragraph("1/i3/p1", "普法。")),
            section(
                "1/1",
                along.number("han_paren", 1, "（一）"),
                along.heading("加强领导", stop="。", run_in=True),
                along.paragraph("1/1/p1", "各级政府要重视。"),
            ),
            section(
                "1/2",
                along.number("han_paren", 2, "（二）"),
                along.heading("完善制度", run_in=True),
                along.paragraph("1/2/p1", "修订规章。"),
                Table((("姓名", "人数"), ("甲", "3")), along.span("姓名|人数\n甲|3"), path="1/2/t1"),
            ),
        ),
        section(
            "2",
            along.number("han", 2, "二、"),
            along.heading("工作安排"),
            along.paragraph("2/p1", "有关安排另行公布。"),
        ),
    )
    page = Text("- 1 -", Ruler(NOTICE).span("- 1 -"))
    closing = along.text("特此通知。")
    attachment_list = along.text("附件：1.考核办法")
    issuer = along.text("广东省人民政府")
    date = Date("2024年1月6日", along.span("2024年1月6日"), datetime.date(2024, 1, 6))
    note = along.text("（此件公开发布）")
    label = along.text("附件1")
    measures = Document(
        title=along.text("考核办法"),
        body=(
            section(
                "@1/1",
                along.number("article", 1, "第一条"),
                None,
                Paragraph("为了考核，制定本办法。", along.span("为了考核，\n制定本办法。"), path="@1/1/p1"),
            ),
            section(
                "@1/10.1",
                along.number("article", 10, "第十条之一", sub=1),
                None,
                along.paragraph("@1/10.1/p1", "第一章不适用。"),
            ),
        ),
        span=Span(label.span.end + 1, NOTICE.index("\n抄送")),
    )
    return Report(
        span=Span(0, len(NOTICE)),
        front_matter=(index,),
        document_number=document_number,
        title=title,
        subtitles=(issued,),
        addressee=addressee,
        body=body,
        closing=closing,
        attachment_list=(attachment_list,),
        signature=Signature((issuer,), date, around(issuer, date)),
        notes=(note,),
        attachments=(Attachment(label, measures, around(label, measures), "@1"),),
        imprint=(along.text("抄送：省委。"),),
        boilerplate=(place, page),
        source=Source(NOTICE, name="notice.txt", encoding="utf-8", script="simplified"),
        diagnostics=(Diagnostic("GR201", "warning", "no 3", date.span, 23, 9),),
    )


def nested(levels: int) -> Report:
    """A section in a section in a section: （1）（1）（1）…深"""
    text = "（1）" * levels + "深"
    block: Block = Paragraph("深", Span(len(text) - 1, len(text)), path="/".join(["1"] * levels) + "/p1")
    for level in reversed(range(levels)):
        number = Number("arabic_paren", 1, "（1）", Span(3 * level, 3 * level + 3))
        path = "/".join(["1"] * (level + 1))
        block = Section(number, None, (block,), Span(3 * level, len(text)), path)
    return Report(span=Span(0, len(text)), body=(block,), source=Source(text))


def reports() -> st.SearchStrategy[Report]:
    """Reports of any form: the parts need not fit the source, the strings hold NULs and lone surrogates."""
    words = st.text(st.characters(exclude_categories=()), max_size=6)
    spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(min(pair), max(pair)))
    pieces = st.lists(spans, max_size=2).map(tuple)
    texts = st.builds(Text, words, spans, pieces)
    some_texts = st.lists(texts, max_size=2).map(tuple)
    numbers = st.builds(
        Number,
        st.sampled_from(sorted(FAMILIES)),
        st.none() | st.integers(0, 120),
        words,
        spans,
        st.none() | st.integers(1, 9),
    )
    headings = st.builds(Heading, words, spans, st.booleans(), st.none() | texts)
    rows = st.lists(st.lists(words, max_size=3).map(tuple), max_size=2).map(tuple)
    leaves = st.builds(Paragraph, words, spans, pieces, words) | st.builds(Table, rows, spans, pieces, words)

    def units(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        below = st.lists(blocks, max_size=3).map(tuple)
        numbered = (numbers, st.none() | headings, below, spans, words)
        headed = (st.none(), headings, below, spans, words)
        return (
            st.builds(Section, *numbered)
            | st.builds(Section, *headed)
            | st.builds(Item, *numbered)
            | st.builds(Item, *headed)
        )

    dates = st.builds(Date, words, spans, st.none() | st.dates())
    parts = {
        "span": spans,
        "front_matter": st.lists(st.builds(Field, words, words, spans), max_size=2).map(tuple),
        "document_number": st.none() | texts,
        "title": st.none() | texts,
        "addressee": st.none() | texts,
        "closing": st.none() | texts,
        "body": st.lists(st.recursive(leaves, units, max_leaves=6), max_size=3).map(tuple),
        "signature": st.none() | st.builds(Signature, some_texts, st.none() | dates, spans),
    }
    lists = ("subtitles", "contents", "attachment_list", "notes", "imprint", "boilerplate")
    parts.update(dict.fromkeys(lists, some_texts))
    inner = st.builds(Attachment, st.none() | texts, st.builds(Document, **parts), spans, words)
    sources = st.builds(
        Source,
        words,
        st.none() | words,
        st.none() | words,
        st.sampled_from(["simplified", "traditional", "mixed", "unknown"]),
    )
    severities = st.sampled_from(["error", "warning", "info"])
    lines = st.integers(1, 99)
    return st.builds(
        Report,
        **parts,
        attachments=st.lists(inner, max_size=1).map(tuple),
        source=sources,
        diagnostics=st.lists(st.builds(Diagnostic, words, severities, words, spans, lines, lines), max_size=2).map(
            tuple
        ),
    )
