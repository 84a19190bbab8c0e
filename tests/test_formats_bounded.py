"""Readers of formats: nothing is dropped, only ReadError is raised, and work grows with the size of the file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport.formats import extractor, packed
from govreport.formats.work import Work

docx = pytest.importorskip("docx", reason="the extra 'docx' is not installed")
pytest.importorskip("markdown_it", reason="the extra 'markdown' is not installed")
xml_guard = pytest.importorskip("govreport.formats.xml_guard", reason="lxml is not installed", exc_type=ImportError)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Parts = dict[str, bytes]


def word(parts: Parts, relations: str = "") -> bytes:
    """A Word file with these parts instead of, or besides, those of an empty one."""
    plain = io.BytesIO()
    docx.Document().save(plain)
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), *parts]):
            content = parts[name] if name in parts else source.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
            target.writestr(name, content)
    return made.getvalue()


def xml(root: str, inside: str) -> bytes:
    return f'<w:{root} xmlns:w="{W}">{inside}</w:{root}>'.encode()


def document(paragraphs: str) -> bytes:
    return xml("document", f"<w:body>{paragraphs}</w:body>")


def paragraph(properties: str = "", text: str = "甲") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def text_of(content: bytes) -> str:
    return govreport.read(content).source.text


# ---- only ReadError --------------------------------------------------------------------------------------------------

HEADS = ('fields: "\\UFFFFFFFF"', f"%YAML 1.{'1' * 5000}\n---\nfields: a", "fields: !!int x", "fields: [" * 3000)


@pytest.mark.parametrize("head", HEADS, ids=["escape", "directive", "tag", "depth"])
def test_any_metadata_of_markdown_is_read(head: str) -> None:
    report = govreport.read(f"---\n{head}\n---\n一、总则\n".encode(), format="markdown")
    assert report.source.text.endswith("一、总则\n")


@pytest.mark.parametrize("format", ["markdown", "html", "docx", "pdf", "docbook"])
@pytest.mark.parametrize(
    "error", [OverflowError("a"), ValueError("b"), MemoryError(), RecursionError("c"), KeyError("d")]
)
def test_only_read_error_leaves_read(format: str, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("govreport.reading.extractor", lambda *_: failing)
    with pytest.raises(govreport.ReadError) as raised:
        govreport.read(b"x", format=format)
    assert raised.value.__cause__ is error


@pytest.mark.parametrize("level", ["--1", "²", "x", "1" * 5000, "", "99"])
def test_a_bad_outline_level_is_ignored(level: str) -> None:
    report = govreport.read(
        word({"word/document.xml": document(paragraph(f'<w:outlineLvl w:val="{level}"/>', "一、总则"))})
    )
    assert report.source.text == "一、总则\n"


# ---- nothing is dropped ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [1, 9, 10, 19, 20, 29, 31, 59, 60, 61, 200, 1000])
def test_deep_markdown_keeps_its_text(depth: int) -> None:
    lists = "".join(f"{'  ' * level}- 第{level}级\n" for level in range(min(depth, 120)))
    for text in (">" * depth + " 甲乙\n", "> " * depth + "甲乙\n\n丙丁\n", lists + "\n丙丁\n"):
        shown = re.findall(r"[\u4e00-\u9fff\d]+", text)
        found = govreport.read(text.encode(), format="markdown").source.text
        assert [piece for piece in shown if piece not in found] == []


def test_text_between_rules_is_not_metadata() -> None:
    report = govreport.read("---\n一、总则\n\n坚持依法行政。\n\n---\n二、分则\n".encode(), format="markdown")
    assert report.source.text == "一、总则\n坚持依法行政。\n二、分则\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲<!-- 乙 -->丙", "甲丙"),
        ("<!-- <!-- 乙 -->丙", "丙"),
        ("<!-- 乙\n丙", "<!-- 乙\n丙"),
        ("<div><!--a--><b>甲</b><!--b--></div>", "甲"),
        ("<div>1 < 2 > 1<br>甲 <乙> 丙</div>", "1 < 2 > 1\n甲 <乙> 丙"),
    ],
)
def test_comments_of_markdown(text: str, found: str) -> None:
    assert govreport.read(text.encode(), format="markdown").source.text.strip() == found


# ---- document types and the number of nodes --------------------------------------------------------------------------

TYPE = '<!DOCTYPE x [<!ENTITY e "甲">]>'


@pytest.mark.parametrize("before", ["\n", "\n\n<?xml-stylesheet a?>", "<!-- x -->", " "])
def test_a_document_type_is_found_anywhere(before: str) -> None:
    content = before.encode() + TYPE.encode() + document(paragraph())
    with pytest.raises(govreport.ReadError, match="document type"):
        govreport.read(word({"word/document.xml": content}))


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-16", "utf-8-sig"])
def test_a_document_type_is_found_in_any_encoding(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else "utf-16"
    content = f'<?xml version="1.0" encoding="{declared}"?>{TYPE}' + document(paragraph()).decode()
    with pytest.raises(govreport.ReadError, match="document type"):
        govreport.read(word({"word/document.xml": content.encode(encoding)}))


@pytest.mark.parametrize(
    "inside", ["<w:p/>", '<w:p w:a="" w:b=""/>', "<!---->", "<?a?>", '<w:p xmlns:a="b" xmlns:b="c"/>']
)
@pytest.mark.parametrize("before", ["", "\n", "<!-- -->"])
def test_all_nodes_are_counted(inside: str, before: str) -> None:
    content = before.encode() + document(inside * 50)
    xml_guard.XmlGuard(Work("a", 250), document_types=False).check("p", [content])
    with pytest.raises(govreport.ReadError, match="more than 40 units of work"):
        xml_guard.XmlGuard(Work("a", 40), document_types=False).check("p", [content[:20], content[20:]])


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0" encoding="utf-16"?>{}'.format("<p/>" * 9).encode("utf-16"),
        '<?xml version="1.0" encoding="utf-7"?>{}'.format("+ADw-p/>" * 9).encode(),
        b'<?xml version="1.0" encoding="IBM037"?>' + ("<p/>" * 9).encode("cp037"),
        b"\n<?xml version='1.0'?>" + b"<p/>" * 9,
        TYPE.encode() + b"<p/>" * 9,
    ],
)
def test_nodes_are_estimated_in_plain_xml_only(content: bytes) -> None:
    assert xml_guard._most_nodes(content) is None


@given(
    st.lists(st.sampled_from(["<a>", "</a>", "<b c=\"=\" d='<'/>", "<!-- a=b -->", "<?x y?>", "= ", "甲"]), max_size=20)
)
def test_nodes_are_never_underestimated(pieces: list[str]) -> None:
    content = f"<r>{''.join(pieces)}</r>".encode()
    most = xml_guard._most_nodes(content)
    assert most is not None
    exact = Work("a", 10_000)
    guard = xml_guard.XmlGuard(exact, document_types=True)
    guard.check("p", [content[:1], content[1:]])  # in two chunks it is parsed
    assert 10_000 - exact.left <= most


# ---- work ------------------------------------------------------------------------------------------------------------


def lists(levels: str, count: int, extra: str = "") -> bytes:
    return xml(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{extra}'
        + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n % 2}"/></w:num>' for n in range(count)),
    )


def styles(count: int) -> bytes:
    chain = (
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(count)
    )
    return xml("styles", "".join(chain))


def numbered(n: int) -> Parts:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1" * 10 * n}"/></w:lvl>'
    numbers = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    return {"word/numbering.xml": lists(level, 1), "word/document.xml": document(paragraph(numbers) * n)}


def based(n: int) -> Parts:
    used = "".join(paragraph(f'<w:pStyle w:val="s{k}"/>') for k in range(n))
    return {"word/styles.xml": styles(n), "word/document.xml": document(used)}


def dead_links(n: int) -> Parts:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{k}"><w:numStyleLink w:val="none"/></w:abstractNum>' for k in range(1, n)
    )
    return {"word/numbering.xml": lists("", n, kinds), "word/document.xml": document(paragraph())}


def many_levels(n: int) -> Parts:
    return {"word/numbering.xml": lists('<w:lvl w:ilvl="0"/>' * n, n), "word/document.xml": document(paragraph())}


def deleted(n: int) -> Parts:
    return {"word/document.xml": document(paragraph("<w:rPr><w:del/></w:rPr>") * n)}


FAMILIES: dict[str, Callable[[int], Parts]] = {
    "texts of levels": numbered,
    "chains of styles": based,
    "dead links": dead_links,
    "levels of lists": many_levels,
    "deleted marks": deleted,
}


class Counting:
    """Counts lookups in XML, which a reader does step by step, and characters that it joins."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps = 0
        from govreport.formats.word import xml as names

        find = names.child

        def child(element: Any, *path: str) -> Any:
            self.steps += 1
            return find(element, *path)

        for module in ("xml", "styles", "numbering", "text"):
            monkeypatch.setattr(f"govreport.formats.word.{module}.child", child)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())
def test_twice_a_word_file_takes_twice_the_lookups(
    family: Callable[[int], Parts], monkeypatch: pytest.MonkeyPatch
) -> None:
    count = Counting(monkeypatch)

    def steps(n: int) -> int:
        content = word(family(n))
        count.steps = 0
        extracted = extractor("docx", "a")(content, name="a", encoding=None, max_chars=1_000_000, work=Work("a"))
        return count.steps + len(extracted.text)

    base = steps(1)
    few, many = steps(150) - base, steps(300) - base
    assert many <= 2.5 * max(few, 1000)  # numbers have more digits, too; a square would be 4


def test_a_header_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.BytesIO()
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.add_paragraph("一、总则")
    made.save(plain)
    with zipfile.ZipFile(plain) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        parts = {name: archive.read(name) for name in archive.namelist()}
    one = re.search(r'<Relationship [^>]*relationships/header"[^>]*/>', relations)
    assert one is not None
    more = "".join(re.sub(r'Id="[^"]*"', f'Id="x{n}"', one[0]) for n in range(100))
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", more + "</Relationships>").encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    read: list[object] = []
    from govreport.formats.word.text import Piece, pieces_of

    def counting(paragraph: Any, *rest: Any, **named: Any) -> list[Piece]:
        read.append(paragraph)
        return pieces_of(paragraph, *rest, **named)

    monkeypatch.setattr("govreport.formats.docx.pieces_of", counting)
    assert "页眉" in text_of(target.getvalue())
    assert len(read) < 20


def chunks_read(content: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    total = 0
    feed = packed._feed

    def counting(layers: Any, depth: int, chunk: bytes, most: int) -> bool:
        nonlocal total
        total += len(chunk)
        return feed(layers, depth, chunk, most)

    with monkeypatch.context() as counted:
        counted.setattr(packed, "_feed", counting)
        packed.is_too_large(content)
    return total


def test_places_that_look_like_streams_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"stream\n" * 10_000
    assert chunks_read(content, monkeypatch) <= 10 * len(content)


def test_streams_that_unpack_to_nothing_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty blocks of Deflate: only what was read shows the work."""
    monkeypatch.setattr(packed, "LARGEST_PICTURE", 100_000)
    monkeypatch.setattr(packed, "_RATIO", 2)
    deflate = b"\x78\x01"
    overlapping = b"\x00\x09\x00\xf6\xff" + b"stream\n" + deflate  # a stored block that holds the next beginning
    content = b"stream\n" + deflate + overlapping * 3000
    assert chunks_read(content, monkeypatch) <= 100_000 + 3 * len(content)


def test_an_alias_is_not_read() -> None:
    head = "fields:\n- 甲: &a " + "乙" * 1000 + "\n" + "- 丙: *a\n" * 1000
    assert "乙" not in govreport.read(f"---\n{head}---\n一、总则\n".encode(), format="markdown").source.text
