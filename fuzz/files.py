"""Turning the bytes of a fuzzer into files: markup that is well-formed, in the container of its format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape

from attrs import frozen

from inputs import words

_HIGH: Final = 0x80
_CLOSE: Final = 0xFF
"""The byte that ends the innermost element."""
_TAG: Final = re.compile(r"<(/?)([\w:]+)[^<>]*?(/?)>")
_PIECE: Final = re.compile("([\udc80-\udcff])")
"""A byte that is not UTF-8."""
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot contain."""
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OPEN: Final = "urn:oasis:names:tc:opendocument:xmlns"


@frozen
class Form:
    """How bytes become a file of a format."""

    pack: Callable[[str], bytes]
    """Puts markup into the container of the format."""
    marks: tuple[str, ...]
    """The tags that bytes encode; a tag that opens an element is closed later."""
    text: Callable[[str], str] = escape
    """The markup of text."""
    lines: int = 1
    """How many of the first marks begin a line."""

    def file(self, data: bytes) -> bytes:
        """The file for some bytes."""
        return self.pack("".join(_markup(data, self)))

    def seed(self, text: str) -> bytes:
        """Bytes for a text: each line in an element, which is one of the first marks."""
        lines = enumerate(text.encode("utf-8", "replace").splitlines())
        return b"".join(bytes([_HIGH + at % self.lines]) + line + bytes([_CLOSE] * 2) for at, line in lines)


def _markup(data: bytes, form: Form) -> Iterable[str]:
    """UTF-8 is text, and each other byte is a tag, the end of an element, or a word of the dictionary."""
    opened: list[str] = []
    for piece in _PIECE.split(data.decode("utf-8", "surrogateescape")):
        code = ord(piece) - 0xDC00 if _PIECE.fullmatch(piece) else None
        if code is None:
            yield _text(piece, form)
        elif code == _CLOSE:
            yield f"</{opened.pop()}>" if opened else ""
        elif code - _HIGH < len(form.marks):
            mark = form.marks[code - _HIGH]
            yield mark
            for ends, name, empty in _TAG.findall(mark):
                if ends:
                    opened.pop()
                elif not empty and name != "br":
                    opened.append(name)
        else:
            yield _text(words()[code - _HIGH], form)
    yield from (f"</{name}>" for name in reversed(opened))


def _text(text: str, form: Form) -> str:
    return form.text(_UNFIT.sub("", text)) if text else ""


def packed(members: Mapping[str, str]) -> bytes:
    """A zip archive; nothing is compressed, which is faster."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word_file(body: str, **parts: str) -> bytes:
    """A Word file with this body, and with the content of parts such as ``styles`` and ``numbering``."""
    kinds = {"document": f"<w:body>{body}</w:body>", **parts}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}{".main" * (name == "document")}+xml"/>'
        for name in kinds
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in islice(kinds, 1, None)
    )
    root = f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    roots = {"header": "hdr", "footer": "ftr"}
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
            **{
                f"word/{name}.xml": f'<w:{roots.get(name, name)} xmlns:w="{_WORD}">{inside}</w:{roots.get(name, name)}>'
                for name, inside in kinds.items()
            },
        }
    )


def _word(body: str) -> bytes:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(
            [("chineseCounting", "%1、"), ("decimal", "%1.%2"), ("bullet", "l"), ("x", "%9")]
        )
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in (1, 2)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="{n % 3 + 1}"/></w:style>'
        for n in (1, 2, 3)
    )
    return word_file(body, numbering=numbering, styles=styles)


def open_document(body: str, styles: str = "") -> bytes:
    """An OpenDocument text with this body."""
    spaces = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    content = (
        f'<office:document-content {spaces} xmlns:draw="{_OPEN}:drawing:1.0"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _open_document(body: str) -> bytes:
    levels = "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="1" style:num-suffix="." text:display-levels="{at}"/>'
        for at in (1, 2, 3)
    )
    return open_document(body, f'<text:list-style style:name="L">{levels}</text:list-style>')


def fixed_layout(body: str, resources: str = "", pages: int = 1) -> bytes:
    """An OFD file whose pages have this content."""
    kids = "".join(f'<Page ID="{i}" BaseLoc="Page.xml"/>' for i in range(pages))
    return packed(
        {
            "OFD.xml": "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>",
            "Document.xml": "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
            f"<PublicRes>Res.xml</PublicRes></CommonData><Pages>{kids}</Pages></Document>",
            "Res.xml": f"<Res><CompositeGraphicUnits>{resources}</CompositeGraphicUnits></Res>",
            "Page.xml": f"<Page><Content><Layer>{body}</Layer></Content></Page>",
        }
    )


def _wrapped(before: str, after: str, encoding: str, text: str) -> bytes:
    return f"{before}{text}{after}".encode(encoding, "xmlcharrefreplace")


def _unit(identifier: int, inside: int) -> str:
    objects = f'<CompositeObject ResourceID="{inside}" Boundary="1 1 200 200"/>' * 2
    return f'<CompositeGraphicUnit ID="{identifier}"><Content>{objects}</Content></CompositeGraphicUnit>'


def printed(content: str) -> bytes:
    """A PDF of two pages with this content: operators of text, whose codes are UCS-2."""
    stream = f"q BT /F 12 Tf 80 760 Td {content} ET Q"
    font = "/Type /Font /BaseFont /S"
    resources = "/Resources << /Font << /F 5 0 R >> /XObject << /X 8 0 R >> >>"
    page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents 7 0 R"
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {resources}"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        f"<< {page} >>",
        f"<< {page} >>",
        f"<< {font} /Subtype /Type0 /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        f"<< {font} /Subtype /CIDFontType2 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        f"<< /Length {len(stream)} >> stream\n{stream}\nendstream",
        f"<< {form} /Length 0 >> stream\n\nendstream",
    )
    out = "%PDF-1.7\n"
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj {one} endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


_OBJECT = '<TextObject Size="5" Boundary="{} {} 180 9"{}><TextCode X="0" Y="{}"{}>'
_PAGE = '<html><body><div class="article">'
_MAIL = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
)

FILES: Mapping[str, Form] = MappingProxyType(
    {
        "html": (
            web := Form(
                partial(_wrapped, _PAGE, "</div></body></html>", "utf-8"),
                (
                    *("<p>", "<h1>", "<h2>", "<h3>", "<div>", "<span>", "<b>", "<sup>", "<a href='x'>", "<a href='#'>"),
                    *("<ol>", "<ol start='7'>", "<ol reversed=''>", "<ol style='list-style: cjk-ideographic'>", "<ul>"),
                    *("<li>", "<li value='3'>", "<table>", "<tr>", "<td>", "<td colspan='3'>", "<td rowspan='9'>"),
                    *("<th>", "<caption>", "<dl>", "<dt>", "<dd>", "<nav>", "<footer>", "<pre>", "<p hidden=''>"),
                    *("<br>", "<button>", "<script>", "<title>", "<blockquote>", "<!--", "-->", "&nbsp;", "<select>"),
                ),
            )
        ),
        "mhtml": Form(partial(_wrapped, _MAIL, "\r\n--b--\r\n", "utf-8"), web.marks),
        "docbook": Form(
            partial(_wrapped, "<article>", "</article>", "utf-8"),
            (
                *("<para>", "<section>", "<title>", "<sect1>", "<subtitle>", "<itemizedlist>", "<listitem>"),
                *("<orderedlist>", "<orderedlist numeration='upperroman'>", "<informaltable>", "<tgroup>", "<row>"),
                *("<entry>", "<emphasis>", "<footnote>", "<literallayout>", "<author>", "<date>", "<!--a-->", "<?a?>"),
            ),
        ),
        "docx": Form(
            _word,
            (
                *("<w:p>", "<w:r>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:pPr>", "<w:rPr>", "<w:ins>", "<w:del>"),
                *('<w:pPr><w:pStyle w:val="1"/></w:pPr>', '<w:pPr><w:pStyle w:val="3"/></w:pPr>'),
                *('<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', '<w:pPr><w:outlineLvl w:val="x"/></w:pPr>'),
                *('<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"),
                *('<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr>', "<w:tab/>", "<w:br/>"),
                *(
                    '<w:tcPr><w:gridSpan w:val="9"/></w:tcPr>',
                    "<w:tcPr><w:vMerge/></w:tcPr>",
                    "<w:sdt>",
                    "<w:sdtContent>",
                ),
                *(
                    '<w:fldChar w:fldCharType="begin"/>',
                    '<w:fldChar w:fldCharType="separate"/>',
                    "<w:rPr><w:vanish/></w:rPr>",
                ),
                *('<w:fldChar w:fldCharType="end"/>', "<w:instrText>a</w:instrText>", "<w:txbxContent>", "<w:sectPr/>"),
                *('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', '<w:sym w:font="Symbol" w:char="F0B3"/>'),
            ),
            lambda text: f"<w:r><w:t>{escape(text)}</w:t></w:r>",
        ),
        "odt": Form(
            _open_document,
            (
                *("<text:p>", '<text:h text:outline-level="1">', '<text:h text:outline-level="9">', "<text:span>"),
                *(
                    "<text:list>",
                    '<text:list text:style-name="L">',
                    "<text:list-item>",
                    "<text:list-header>",
                    "<text:tab/>",
                ),
                *(
                    '<text:list-item text:start-value="7">',
                    '<text:list text:continue-numbering="true">',
                    "<text:section>",
                ),
                *(
                    "<table:table>",
                    "<table:table-row>",
                    "<table:table-cell>",
                    "<table:covered-table-cell>",
                    "<text:line-break/>",
                ),
                *(
                    '<table:table-cell table:number-columns-repeated="9">',
                    "<table:table-header-rows>",
                    '<text:s text:c="3"/>',
                ),
                *("<draw:frame>", "<draw:text-box>", "<text:note>", "<text:note-body>", "<text:table-of-content>"),
                *("<text:index-body>", "<office:annotation>", "<text:tracked-changes>", "<text:hidden-text>"),
            ),
        ),
        "ofd": Form(
            partial(fixed_layout, resources="".join(_unit(n, n + 1) for n in range(9)), pages=2),
            (
                *(_OBJECT.format(20, 30 + 9 * row, "", 5, "") for row in range(6)),
                *(_OBJECT.format(20, 120, "", 5, f' DeltaX="{steps}"') for steps in ("5 5 5", "g 9 5", "-5", "x")),
                *(
                    _OBJECT.format(20, 130, f' CTM="{matrix}"', 5, "")
                    for matrix in ("0 1 -1 0 9 9", "1 1 -1 1 0 0", "a")
                ),
                *("<TextCode>", "<PageBlock>", '<CompositeObject ResourceID="0" Boundary="0 0 210 297">'),
                *(
                    '<CompositeObject ResourceID="7" Boundary="0 0 210 297"/>',
                    '<TextObject Size="0">',
                    "<CGTransform/>",
                ),
            ),
            lines=6,
        ),
        "rtf": Form(
            partial(_wrapped, r"{\rtf1\ansi\ansicpg936 ", "}", "gb18030"),
            (
                *(
                    "\\par\n",
                    "{",
                    "}",
                    "\\b ",
                    "\\cell ",
                    "\\row ",
                    "\\trowd ",
                    "\\intbl ",
                    "\\cellx2000 ",
                    "\\cellx400 ",
                ),
                *(
                    "\\u19968?",
                    "\\uc0 ",
                    "\\'d2\\'bb",
                    "\\'d2",
                    "{\\*\\x ",
                    "{\\header ",
                    "{\\footnote ",
                    "\\outlinelevel0 ",
                ),
                *(
                    "\\outlinelevel9 ",
                    "{\\listtext 1.\\tab}",
                    "\\v ",
                    "\\v0 ",
                    "\\deleted ",
                    "\\line ",
                    "\\page ",
                    "\\nestcell ",
                ),
                *(
                    "{\\field{\\*\\fldinst a}{\\fldrslt ",
                    "\\f1 ",
                    "\\clvmrg ",
                    "\\trleft-9 ",
                    "\\bin3 abc",
                    "\\sect ",
                    "\\~",
                ),
            ),
            lambda text: re.sub(r"([\\\\{}])", r"\\\1", text),
        ),
        "pdf": Form(
            printed,
            (
                *(
                    "0 -24 Td ",
                    "40 0 Td ",
                    "-400 -24 Td ",
                    "1 0 0 1 60 60 Tm ",
                    "0 1 -1 0 500 90 Tm ",
                    "1 1 -1 1 90 90 Tm ",
                ),
                *(
                    "/F 22 Tf ",
                    "/F 0 Tf ",
                    "3 Tr ",
                    "9 Tc ",
                    "ET /X Do BT ",
                    "ET Q q BT ",
                    "<80> Tj ",
                    "(a\\) Tj ",
                    "1e9 0 Td ",
                ),
            ),
            lambda text: f"<{text.encode('utf-16-be', 'replace').hex()}> Tj ",
        ),
    }
)
"""The formats of markup."""
