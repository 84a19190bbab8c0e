"""Strategies for small files of each format: nested as deep as the format allows, with every kind of element."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias
from xml.sax.saxutils import escape

from attrs import field, frozen
from hypothesis import strategies as st

from files import FILES, open_document, word_file
from ole_files import Written, doc

Xml: TypeAlias = st.SearchStrategy[str]

_WORDS = (
    "甲乙",
    "加强领导。",
    "一、总则",
    "（一）目标",
    "首先，其次",
    "1.甲 2.乙",
    "来源：某网",
    "壹、",
    "a<b>c",
    "&",
    "2025年1月6日",
    "x",
    "第一条 为了",
)
WORDS: Xml = st.sampled_from(_WORDS)
TEXT: Xml = WORDS.map(escape)


def _many(parts: Xml, most: int = 3) -> Xml:
    return st.lists(parts, min_size=1, max_size=most).map("".join)


def _in(names: tuple[str, ...], inside: Xml) -> Xml:
    """Markup in one of these elements, which are given by their start tags."""
    tags = st.sampled_from(names)
    return st.builds(lambda tag, text: f"<{tag}>{text}</{tag.split()[0]}>", tags, inside)


def _tree(leaf: Xml, *levels: tuple[str, ...]) -> Xml:
    """Elements in elements; each level names what may be outside of the one before."""
    for names in levels:
        leaf = _in(names, _many(leaf))
    return leaf


# ---- Web pages, DocBook, Markdown -------------------------------------------------------------------------------------

_INLINE = ("b", "span", "sup", "a href='x'", "a href='#a'", "em", "math", "q")
_BLOCK = ("p", "div", "h1", "h2", "h6", "blockquote", "nav", "footer", "section", "pre", "center", "li", "td", "dt")


def html() -> st.SearchStrategy[bytes]:
    inline = st.recursive(TEXT, lambda inner: _in(_INLINE, _many(inner)) | st.just("<br>"), max_leaves=4)

    def blocks(inner: Xml) -> Xml:
        items = _in(("li", "li value='3'"), _many(inner))
        cells = _in(("td", "th", "td colspan='2'", "td rowspan='3'"), _many(inner))
        terms = _in(("dt", "dd"), inner) | inner
        return (
            _in(_BLOCK, _many(inner))
            | _in(("ol", "ul", "ol start='7' reversed", "menu"), _many(items))
            | _in(("table",), _many(_in(("tr",), _many(cells)) | _in(("caption",), inner)))
            | _in(("dl",), _many(terms))
        )

    body = _many(st.recursive(inline, blocks, max_leaves=8), 4)
    return body.map(lambda text: f"<html><body>{text}</body></html>".encode())


def mhtml() -> st.SearchStrategy[bytes]:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return html().map(lambda page: head + part + page + b"\r\n--b--\r\n")


def docbook() -> st.SearchStrategy[bytes]:
    inline = st.recursive(TEXT, lambda inner: _in(("emphasis", "literal", "footnote"), _many(inner)), max_leaves=3)
    paragraph = _in(("para", "title", "subtitle", "literallayout", "simpara"), _many(inline))

    def blocks(inner: Xml) -> Xml:
        rows = _in(("row",), _many(_in(("entry",), _many(inner))))
        return (
            _in(("section", "sect1", "chapter", "blockquote"), _many(inner))
            | _in(("itemizedlist", "orderedlist numeration='upperroman'"), _many(_in(("listitem",), _many(inner))))
            | _in(("informaltable",), _many(rows))
        )

    body = _many(st.recursive(paragraph, blocks, max_leaves=8), 4)
    return body.map(lambda text: f"<article>{text}</article>".encode())


def markdown() -> st.SearchStrategy[bytes]:
    marked = st.sampled_from(["{}", "**{}**", "*{}*", "`{}`", "[{}](x)", "![{}](x)", "<sup>{}</sup>", "{}\n"])
    line = _many(st.builds(str.format, marked, WORDS))
    begin = st.sampled_from(
        [
            ">" * 25,
            "- " * 12,
            "",
            "# ",
            "## ",
            "- ",
            "1. ",
            "> ",
            "  - ",
            "    ",
            "> - ",
            "- # ",
            "|",
            "```\n",
            "<div>",
            "{}\n==",
        ]
    )
    lines = st.lists(st.tuples(st.lists(begin, max_size=4).map("".join), line).map("".join), min_size=1, max_size=6)
    values = st.sampled_from(
        ["a", '"\\UFFFFFFFF"', "[", "{", "&a", "*a", "!!int x", "%", "1" * 5000, ": ", "\n- ", "'"]
    )
    head = st.lists(values, min_size=1, max_size=3).map("".join).map("---\nfields: {}\n---\n".format)
    return st.builds(lambda top, parts: (top + "\n\n".join(parts)).encode(), st.just("") | head, lines)


# ---- Office -----------------------------------------------------------------------------------------------------------

_PROPERTIES = (
    "",
    '<w:outlineLvl w:val="0"/>',
    '<w:outlineLvl w:val="²"/>',
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    "<w:rPr><w:del/></w:rPr>",
)
_LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def docx() -> st.SearchStrategy[bytes]:
    run = st.builds(
        "<w:r>{}<w:t>{}</w:t></w:r>".format,
        st.sampled_from(["", "<w:tab/>", "<w:br/>", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>']),
        TEXT,
    )
    field = st.builds(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'.format,
        run,
    )
    inline = run | field | _in(("w:ins", "w:hyperlink", "w:smartTag", "w:fldSimple", "w:moveTo"), _many(run))
    properties = st.sampled_from(_PROPERTIES).map("<w:pPr>{}</w:pPr>".format)
    plain = st.builds("<w:p>{}{}</w:p>".format, properties, _many(inline))
    box = plain.map("<w:r><w:txbxContent>{}</w:txbxContent></w:r>".format)
    paragraph = plain | st.builds("<w:p>{}{}</w:p>".format, properties, _many(inline | box))

    def blocks(inner: Xml) -> Xml:
        cells = _in(("w:tc",), _many(inner))
        rows = _in(("w:tr",), _many(cells | cells.map("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format)))
        return _in(("w:tbl",), _many(rows)) | _in(("w:customXml", "w:ins"), inner) | inner.map(_control)

    body = _many(st.recursive(paragraph, blocks, max_leaves=6), 4)
    margin = st.builds("<w:p>{}</w:p>".format, _many(run))
    return st.builds(
        lambda text, head, foot: word_file(text, numbering=_LISTS, header=head, footer=foot), body, margin, margin
    )


def _control(inside: str) -> str:
    return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def odt() -> st.SearchStrategy[bytes]:
    inline = st.recursive(
        TEXT,
        lambda inner: (
            _in(("text:span", "text:a", "text:bookmark-ref", "text:ruby-base", "text:meta"), _many(inner))
            | inner.map("<text:note><text:note-body><text:p>{}</text:p></text:note-body></text:note>".format)
            | inner.map("<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>".format)
            | inner.map("<draw:custom-shape><text:p>{}</text:p></draw:custom-shape>".format)
            | st.sampled_from(["<text:s/>", "<text:tab/>", "<text:line-break/>"])
        ),
        max_leaves=4,
    )
    paragraph = _in(("text:p", 'text:h text:outline-level="2"'), _many(inline))

    def blocks(inner: Xml) -> Xml:
        items = _in(("text:list-item", "text:list-header"), _many(inner))
        cells = _in(("table:table-cell", 'table:table-cell table:number-columns-repeated="2"'), _many(inner))
        rows = _in(("table:table-row",), _many(cells))
        return (
            _in(("text:list",), _many(items))
            | _in(
                ("table:table",), _many(rows | rows.map("<table:table-header-rows>{}</table:table-header-rows>".format))
            )
            | _in(("text:section", "text:numbered-paragraph", "draw:text-box", "draw:g"), inner)
        )

    return _many(st.recursive(paragraph, blocks, max_leaves=6), 4).map(open_document)


# ---- Formats without a second reader: the words that are written are known --------------------------------------------


@frozen
class Made:
    """A file, and the words that are written in it."""

    content: bytes = field(repr=False)
    text: str


def rtf() -> st.SearchStrategy[Made]:
    marks = st.sampled_from(
        ["{}\\par\n", "{{\\b {}}}", "{}\\line ", "{}\\cell ", "{}\\cell\\row ", "{{\\header {}\\par}}", "{}\\tab "]
    )
    marks |= st.sampled_from(
        ["{{\\field{{\\*\\fldinst a}}{{\\fldrslt {}}}}}", "{{\\footnote {}\\par}}", "\\outlinelevel0 {}\\par "]
    )
    parts = st.lists(st.tuples(marks, WORDS), min_size=1, max_size=8)
    return parts.map(
        lambda pairs: Made(FILES["rtf"].pack("".join(mark.format(text) for mark, text in pairs)), _words(pairs))
    )


def _words(pairs: list[tuple[str, str]]) -> str:
    """The words; a header is read once, however often it is written."""
    headers = {text for mark, text in pairs if "header" in mark or "footnote" in mark}
    return "".join([*headers, *(text for mark, text in pairs if "header" not in mark and "footnote" not in mark)])


def old_word() -> st.SearchStrategy[Made]:
    ends = st.sampled_from(["\r", "\x07", "\x0b", "\x0c", "\t"])
    parts = st.lists(st.tuples(WORDS, ends).map("".join), min_size=1, max_size=8)
    margin = WORDS.map("{}\r".format)
    return st.builds(
        lambda text, note, box: Made(
            doc([Written(f"{one}\r") for one in text], stories={1: note, 5: note, 6: box}),
            "".join([*text, note, note, box]),
        ),
        parts,
        margin,
        margin,
    )


READABLE: Mapping[str, st.SearchStrategy[bytes]] = {
    "html": html(),
    "mhtml": mhtml(),
    "docbook": docbook(),
    "markdown": markdown(),
    "docx": docx(),
    "odt": odt(),
}
"""Files that a second reader reads."""
KNOWN: Mapping[str, st.SearchStrategy[Made]] = {"rtf": rtf(), "doc": old_word()}
"""Files with the words in them."""
