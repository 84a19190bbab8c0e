"""Malicious or broken files: a report or one clear error, in bounded memory, and nothing else happens."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import govreport
from govreport.formats.packed import LARGEST
from outcomes import damaged, outcome

pytest.importorskip("docx")
pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")

TEXT = "坚持依法行政。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(text: str = TEXT) -> bytes:
    """A small Word file."""
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_parts(parts: Mapping[str, bytes | Callable[[bytes], bytes]], content: bytes | None = None) -> bytes:
    """A Word file with parts replaced, changed or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or word())) as package,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        there = {part.filename: package.read(part) for part in package.infolist()}
        for name, new in parts.items():
            there[name] = new(there[name]) if callable(new) else new
        for name, part in there.items():
            changed.writestr(name, part)
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    return with_parts({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'.encode()})


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R%b>>\n" % (size, table, size, trailer)
    return content + head + b"startxref\n%d\n%%%%EOF" % len(content)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHOWN = b"BT /F 16 Tf 80 700 Td (Report on lawful work) Tj ET"


def stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), keys, content)


def plain_pdf(content: bytes = SHOWN, keys: bytes = b"", catalogue: bytes = CATALOGUE) -> bytes:
    return pdf(catalogue, PAGES, PAGE, stream(content, keys), FONT)


def printed(encrypt: object = None) -> bytes:
    """A small PDF in Chinese."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=encrypt)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(80, 700, TEXT)
    canvas.save()
    return out.getvalue()


# ---- Word ----------------------------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_unopened() -> None:
    bomb = with_parts({f"word/{part}.xml": bytes(20_000_000) for part in range(11)})
    assert "unpacks to more than 200 MB" in outcome(bomb)


def test_a_part_larger_than_declared_is_damage() -> None:
    content = with_parts({"word/media/a.xml": b"<a>" + b" " * 5_000_000})
    honest = (5_000_003).to_bytes(4, "little")
    assert content.count(honest) == 2  # in the head of the part, and in the directory
    assert "damaged" in outcome(content.replace(honest, (100).to_bytes(4, "little")))


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY e SYSTEM "file:///etc/hostname">',
        '<!ENTITY % p SYSTEM "http://example.org/a.dtd"> %p;',
        '<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghe")),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_read(entities: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entities}]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    assert "document type" in outcome(with_parts({"word/document.xml": xml.encode(encoding)}))


def test_more_elements_than_memory_holds_are_refused() -> None:
    assert "more than 10,000,000 units of work" in outcome(with_body("<w:p/>" * 8_000_001))


def test_a_large_table_is_read() -> None:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>" * 5 + "</w:tr>"
    assert outcome(with_body(f"<w:tbl>{row * 2000}</w:tbl>")).count("甲") == 10_000


@pytest.mark.parametrize("tag", ["w:sdt", "w:r", "w:ins", "w:p"])
@pytest.mark.parametrize("depth", [200, 100_000])
def test_deep_nesting_is_an_error_or_read(tag: str, depth: int) -> None:
    result = outcome(with_body(f"<{tag}>" * depth + f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>" + f"</{tag}>" * depth))
    assert ("damaged" in result) is (depth > 256)


def test_tables_in_tables_in_tables_are_read() -> None:
    inside = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    for _ in range(70):
        inside = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    assert TEXT in outcome(with_body(inside))


def test_macros_are_refused_with_advice() -> None:
    plain, macros = b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"

    def change(types: bytes) -> bytes:
        return types.replace(b"vnd.openxmlformats-officedocument." + plain, b"vnd." + macros)

    assert "(.docm)" in outcome(with_parts({"[Content_Types].xml": change, "word/vbaProject.bin": b"\xd0\xcf"}))


def test_an_encrypted_archive_is_reported() -> None:
    content = bytearray(word())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "is encrypted" in outcome(bytes(content))
    encrypted = "EncryptedPackage".encode("utf-16-le")
    assert "with a password" in outcome(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + encrypted)


def test_nothing_is_written_or_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.chdir(tmp_path)

    def lead_outside(relations: bytes) -> bytes:
        kinds = ("header", "footer", "footnotes", "numbering", "styles", "attachedTemplate", "image", "oleObject")
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        new = "".join(
            f'<Relationship Id="x{kind}" Type="{base}/{kind}" Target="http://example.org/{kind}" TargetMode="External"/>'
            for kind in kinds
        )
        return relations.replace(b"</Relationships>", f"{new}</Relationships>".encode())

    parts: dict[str, bytes | Callable[[bytes], bytes]] = {
        "word/_rels/document.xml.rels": lead_outside,
        "../../evil.xml": b"<a/>",
        "/etc/evil": b"x",
        "C:\\evil": b"x",
    }
    assert TEXT in outcome(with_parts(parts))
    actions = b"<</S/JavaScript/JS(app.launchURL\\('http://example.org'\\))>>"
    launch = b"/OpenAction %b/AA<</WC %b/O<</S/Launch/F(/bin/sh)>>>>" % (actions, actions)
    embedded = b"/Names<</EmbeddedFiles<</Names[(evil.exe)<</Type/Filespec/F(evil.exe)/EF<</F 4 0 R>>>>]>>>>"
    assert "lawful work" in outcome(plain_pdf(catalogue=b"<</Type/Catalog/Pages 2 0 R%b%b>>" % (launch, embedded)))
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_extension_does_not_matter(tmp_path: Path) -> None:
    for name, content, format in [("a.docx", printed(), "pdf"), ("a.txt", word(), "docx"), ("a.pdf", word(), "docx")]:
        path = tmp_path / name
        path.write_bytes(content)
        report = govreport.read(path)
        assert (report.source.format, report.source.text) == (format, f"{TEXT}\n")


# ---- PDF -----------------------------------------------------------------------------------------------------------


def test_an_encrypted_file_is_reported() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert "is encrypted" in outcome(printed(StandardEncryption("secret", strength=128)))
    assert outcome(printed(StandardEncryption("", ownerPassword="secret", strength=128))) == f"{TEXT}\n"


@pytest.mark.parametrize(
    ("content", "result"),
    [
        pytest.param(plain_pdf(), "lawful work", id="sound"),
        pytest.param(
            pdf(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 3>>"), "damaged", id="a page tree that holds itself"
        ),
        pytest.param(
            pdf(CATALOGUE, b"<</Type/Pages/Kids[]/Count 2000000000>>"),
            "damaged",
            id="a gigantic count",
        ),
        pytest.param(pdf(b"<</Type/Catalog/Pages 1 0 R>>"), "ReadError", id="a catalogue of pages that is itself"),
        pytest.param(plain_pdf().replace(b"/Count 1>>", b"/Count -1>>"), "", id="a negative count"),
        pytest.param(
            pdf(CATALOGUE, b"<</Type/Pages/Kids[%b]/Count 100000>>" % (b"3 0 R " * 100_000), PAGE, stream(SHOWN), FONT),
            "pages; the limit is 20,000",
            id="very many pages",
        ),
        pytest.param(
            pdf(CATALOGUE, PAGES, PAGE, stream(SHOWN), FONT, trailer=b"/Prev 9"), "", id="a table before the first"
        ),
        pytest.param(plain_pdf(SHOWN.replace(b"80 700", b"1e38 -1e38")), "lawful work", id="places that no page has"),
        pytest.param(plain_pdf(SHOWN.replace(b" 16 ", b" 0 ")), "", id="text of size 0"),
        pytest.param(plain_pdf(SHOWN.replace(b" 16 ", b" 1e30 ")), "", id="text of any size"),
        pytest.param(plain_pdf(b"q " * 200_000 + SHOWN), "lawful work", id="states in states"),
        pytest.param(plain_pdf(b"[" * 200_000 + SHOWN), "", id="lists in lists"),
        pytest.param(plain_pdf(b""), "empty or images", id="nothing"),
        pytest.param(plain_pdf(b"(\x01\x02)'", b"/Filter/DCTDecode"), "", id="text packed as a picture"),
        pytest.param(b"%PDF-1.7\n" + b"<<" * 100_000, "damaged", id="open brackets"),
    ],
)
def test_a_malicious_pdf_is_an_error_or_read(content: bytes, result: str) -> None:
    assert result in outcome(content)


def test_codes_of_a_font_that_has_no_table_are_not_text() -> None:
    """The page shows something; its text layer holds the numbers of glyphs."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    inner = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>"
    codes = b"".join(b"%04x" % code for code in range(0x1234, 0x1434, 7))
    result = outcome(pdf(CATALOGUE, PAGES, PAGE, stream(b"BT /F 16 Tf 80 700 Td <%b> Tj ET" % codes), font, inner))
    assert "read it with ocr=True" in result


def test_one_pdf_is_open_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfium has one state for the process: two threads in it crash the process."""
    import pypdfium2

    opened = 0
    at_once: list[int] = []
    second = Event()

    class Counted(pypdfium2.PdfDocument):  # type: ignore[misc]  # (pypdfium2 has no types)
        def __init__(self, content: bytes) -> None:
            nonlocal opened
            opened += 1
            at_once.append(opened)
            if opened > 1:
                second.set()
            second.wait(0.05)  # time for another thread to come in
            super().__init__(content)

        def close(self) -> None:
            nonlocal opened
            opened -= 1
            super().close()

    monkeypatch.setattr(pypdfium2, "PdfDocument", Counted)
    with ThreadPoolExecutor(4) as pool:
        texts = {report.source.text for report in pool.map(govreport.read, [plain_pdf()] * 8)}
    assert texts == {f"{SHOWN.split(b'(')[1].split(b')')[0].decode()}\n"}
    assert at_once == [1] * 8


def test_a_table_of_places_that_leads_to_itself() -> None:
    content = plain_pdf()
    start = content.index(b"xref\n0")
    assert "lawful work" in outcome(content.replace(b"/Root", b"/Prev %d/Root" % start))


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_stream_too_large_when_unpacked_is_rejected(layers: int) -> None:
    assert "too large when unpacked" in outcome(packed_bomb(layers))


def packed_bomb(layers: int) -> bytes:
    """A page whose content was packed over and over."""
    content = zlib.compress(bytes(LARGEST + 1), 9)
    for _ in range(layers - 1):
        content = zlib.compress(content, 9)
    return plain_pdf(content, b"/Filter[%b]" % (b"/FlateDecode" * layers))


# ---- memory --------------------------------------------------------------------------------------------------------

READ = """
import resource, sys, govreport
from govreport.formats import docx, pdf
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
for path in sys.argv[2:]:
    try:
        print("read", len(govreport.read(path).source.text))
    except govreport.ReadError:
        print("error")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process so")
def test_memory_is_bounded(tmp_path: Path) -> None:
    files = {
        "packed.pdf": packed_bomb(3),
        "nodes.docx": with_body("<w:p/>" * 8_000_001),
        "parts.docx": with_parts({"word/a.bin": bytes(150_000_000)}),
        "text.docx": with_body(f"<w:p><w:r><w:t>{'甲' * 3_000_000}</w:t></w:r></w:p>"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(1_500_000_000), *(str(tmp_path / name) for name in files)],
        capture_output=True,
        check=False,
        env={name: value for name, value in os.environ.items() if "COV" not in name},
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]
    assert done.stdout.decode().split() == ["error", "error", "read", "8", "read", "3000001"]


# ---- what is broken ------------------------------------------------------------------------------------------------

SOUND: dict[str, Callable[[], bytes]] = {"docx": word, "pdf": printed}


@pytest.fixture(scope="module")
def sound() -> dict[str, bytes]:
    return {format: make() for format, make in SOUND.items()}


@pytest.mark.parametrize("format", SOUND)
def test_a_file_that_was_cut_off_is_an_error_or_read(format: str, sound: dict[str, bytes]) -> None:
    content = sound[format]
    result = [outcome(content[:end], format) for end in range(0, len(content), max(1, len(content) // 60))]
    assert all(one.startswith("ReadError") for one in result[: len(result) // 4])


@pytest.mark.parametrize("format", SOUND)
@given(data=st.data())
def test_changed_bytes_are_an_error_or_read(format: str, sound: dict[str, bytes], data: Any) -> None:
    assert outcome(damaged(sound[format], data), format) is not None


@given(st.text(alphabet="wpbrtcdlinsumvo: /<>=\"'&;0%x甲", max_size=200))
@example("<w:p><w:pPr><w:numPr><w:ilvl w:val='99999999999'/><w:numId w:val='x'/></w:numPr></w:pPr></w:p>")
@example("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='-5'/></w:tcPr></w:tc><w:tc/></w:tr></w:tbl>")
@example("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr></w:tc><w:tc/></w:tr></w:tbl>")
@example("<w:p><w:pPr><w:outlineLvl w:val='-3'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>")
@example("<w:p><w:pPr><w:outlineLvl w:val='²'/></w:pPr><w:r><w:sym w:char='-1'/><w:t>甲</w:t></w:r></w:p>")
def test_any_body_is_an_error_or_read(xml: str) -> None:
    assert outcome(with_body(xml)) is not None


@given(st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x03\x04word/", b"PK\x05\x06"]), st.binary(max_size=400))
def test_any_bytes_after_a_beginning_are_an_error_or_read(begin: bytes, rest: bytes) -> None:
    assert outcome(begin + rest) is not None
