"""The text of files as a second, simple reader sees it, and what of it a report lacks.

A reader here takes all text from the markup, in any order, and leaves out only what ``docs/formats.md`` lists as left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes
from typing import Any

from govreport.report import Report
from govreport.text.source import is_blank

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_NOT_SHOWN = frozenset(
    """
    applet audio base canvas datalist embed frame frameset head iframe input link meta noembed noframes noscript object
    param rp rt script select source style svg template textarea title track video
    """.split()  # noqa: SIM905
)
"""Elements of HTML without visible text, form fields, pictures, and readings."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MEMBERS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_METADATA = frozenset({"author", "abstract", "copyright", "date", "indexterm", "keywordset", "legalnotice", "remark"})


def missing(content: bytes, report: Report) -> Counter[str]:
    """The characters of a file that are in no leaf of its report, with their number.

    Bars and blanks are not compared: bars separate cells.
    """
    there = characters(report.source.text)
    return characters(READERS[report.source.format](content)) - there


def characters(text: str) -> Counter[str]:
    """The characters of a text that can be compared: neither blanks, nor bars, nor symbols of private use."""
    return Counter(
        one for one in text if not (is_blank(one) or one < " " or one in "|｜" or "\ue000" <= one <= "\uf8ff")
    )


def _shown(element: Any, is_left_out: Callable[[Any], bool]) -> Iterator[str]:
    """The text of an element without the elements that are left out."""
    waiting = [(element, False)]
    while waiting:
        one, is_tail = waiting.pop()
        if is_tail:
            yield one.tail or ""
            continue
        if one is not element:
            waiting.append((one, True))
        if isinstance(one.tag, str) and not is_left_out(one):
            yield one.text or ""
            waiting.extend((part, False) for part in reversed(one))


def html(content: bytes) -> str:
    from lxml.html import HTMLParser, document_fromstring

    from govreport.text.decoding import decode
    from govreport.text.encodings import detect

    text, _ = decode(content, detect(content))
    if not text.strip():
        return ""
    root = document_fromstring(text.encode(), HTMLParser(encoding="utf-8", huge_tree=True))

    def is_left_out(one: Any) -> bool:
        hidden = one.get("hidden") is not None or _HIDDEN.search(one.get("style") or "")
        return one.tag in _NOT_SHOWN or bool(hidden and one.tag != "body")

    return "".join(_shown(root, is_left_out))


def mhtml(content: bytes) -> str:
    pages = [part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/html"]
    page: Any = pages[0].get_payload(decode=True)
    return html(page)


def docbook(content: bytes) -> str:
    from lxml.etree import XMLParser, fromstring

    root = fromstring(content, XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    return "".join(_shown(root, lambda one: one.tag.rpartition("}")[2] in _METADATA))


def docx(content: bytes) -> str:
    from lxml.etree import fromstring

    left_out = {_FALLBACK, *(_WORD + name for name in ("del", "moveFrom", "rt", "instrText", "delText"))}
    pieces: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for member in filter(_MEMBERS.fullmatch, package.namelist()):
            for one in fromstring(package.read(member)).iter(_WORD + "t"):
                above = [one, *one.iterancestors()]
                run = one.getparent()
                vanish = run.find(f"{_WORD}rPr/{_WORD}vanish")
                prompt = any(
                    sdt.find(f"{_WORD}sdtPr/{_WORD}showingPlcHdr") is not None
                    for sdt in above
                    if sdt.tag == _WORD + "sdt"
                )
                if not (prompt or vanish is not None or any(element.tag in left_out for element in above)):
                    pieces.append(one.text or "")
    return "".join(pieces)


def odt(content: bytes) -> str:
    from lxml.etree import fromstring

    office, text = _ODF % "office", _ODF % "text"
    left_out = {office + "annotation", text + "ruby-text", text + "hidden-text", text + "tracked-changes"}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = fromstring(package.read("content.xml")).find(f"{office}body/{office}text")
    unseen = ("sequence-decls", "variable-decls", "user-field-decls", "note-citation")
    return "".join(_shown(body, lambda one: one.tag in left_out or one.tag in [text + name for name in unseen]))


def ofd(content: bytes) -> str:
    from lxml.etree import fromstring

    pieces: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for member in package.namelist():
            if re.search(r"/Page[^/]*/Content\.xml$|/Page_\d+\.xml$|^Page\.xml$", member):
                pieces += [one.text or "" for one in _text_codes(fromstring(package.read(member)))]
    return "".join(pieces)


def _text_codes(root: Any) -> Iterator[Any]:
    """The texts of objects whose boundary has a size: nothing else is printed."""
    for one in root.iter("{*}TextObject"):
        _, _, width, height = map(float, one.get("Boundary").split())
        if width and height:
            yield from one.iter("{*}TextCode")


def pdf(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return text.replace("\xad", "-")


def markdown(content: bytes) -> str:
    from markdown_it import MarkdownIt

    text = re.sub(r"\A---\n.*?\n---\n", "", content.decode(), flags=re.DOTALL)
    pieces: list[str] = []
    for token in MarkdownIt("commonmark", {"maxNesting": 10_000}).enable("table").parse(text):
        parts = token.children if token.type == "inline" else [token]
        shown = (
            one.content for one in parts or () if one.type in ("text", "code_inline", "fence", "code_block", "image")
        )
        pieces += shown
    return "".join(pieces)


READERS: Mapping[str, Callable[[bytes], str]] = {
    "html": html,
    "mhtml": mhtml,
    "docbook": docbook,
    "docx": docx,
    "odt": odt,
    "ofd": ofd,
    "pdf": pdf,
    "markdown": markdown,
}
