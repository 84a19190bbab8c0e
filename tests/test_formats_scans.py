"""Scans: from recognized boxes to lines, paragraphs and repairs; what is recognized, and the bounds."""

from __future__ import annotations

import io
import socket
import struct
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from commands import run
from govreport import ReadError
from govreport.batch import parse_many
from govreport.cleaning import clean
from govreport.formats.scans import doubts
from govreport.formats.scans.boxes import pages_of
from govreport.formats.scans.engine import Box, engine
from govreport.formats.scans.recognition import PAGE_WORK, Recognition, Scan
from govreport.formats.work import Work
from govreport.text.source import Source
from scanned_pages import EM, HEIGHT, LEFT, WIDTH, box, image, scored

NOTICE = [
    ("某市人民政府关于加强依法行政的通知", 44.0, 350.0, 200.0),
    ("某政发〔2025】16号", EM, 480.0, 300.0),
    ("各区人民政府，市政府各部门：", EM, LEFT, 420.0),
    ("为了规范权力运行，保护群众权益，现就加强依法行政", EM, LEFT + 2 * EM, 480.0),
    ("提出以下意见，请各地区、各部门结合实际认真贯彻落实。", EM, LEFT, 540.0),
    ("一、加强领导", EM, LEFT + 2 * EM, 600.0),
    ("审查文件16件。", EM, LEFT + 2 * EM, 660.0),
    ("二、狠抓落实", EM, LEFT + 2 * EM, 720.0),
    ("某市人民政府", EM, 800.0, 900.0),
    ("2O25年1月6日", EM, 810.0, 960.0),
    ("一1一", EM, 590.0, 1680.0),
]
"""The lines of a page: text, size in pixels, left edge, and top."""


def boxes(lines: Sequence[tuple[str, float, float, float]] = NOTICE, *, skew: float = 0.0) -> list[Box]:
    return [box(*line, skew=skew) for line in lines]


def texts(found: Sequence[Box]) -> list[str]:
    (page,) = pages_of([Scan(tuple(found), WIDTH, HEIGHT)], Work("scan", 10_000_000))
    return [line.text for line in page.lines]


@pytest.fixture
def recognizer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Any], Sequence[Box]]], None]:
    """A function that replaces the recognizer."""

    def use(recognize: Callable[[Any], Sequence[Box]]) -> None:
        monkeypatch.setattr("govreport.formats.scans.recognition.engine", lambda: recognize)

    return use


# ---- from boxes to lines -----------------------------------------------------------------------------------------


def test_boxes_become_lines_from_the_top() -> None:
    assert texts(list(reversed(boxes()))) == [line[0] for line in NOTICE]


@pytest.mark.parametrize("skew", [-3.0, -0.5, 1.0, 3.0])
def test_a_skewed_page_has_the_same_lines(skew: float) -> None:
    straight, skewed = (
        pages_of([Scan(tuple(boxes(skew=angle)), WIDTH, HEIGHT)], Work("scan", 10_000_000))[0] for angle in (0.0, skew)
    )
    assert [line.text for line in skewed.lines] == [line.text for line in straight.lines]
    assert [round(line.size) for line in skewed.lines] == [round(line.size) for line in straight.lines]


def test_the_parts_of_a_line_are_joined_with_blanks() -> None:
    parts = [box("办公室", EM, 100, 100), box("文件", EM, 600, 104), box("第二行", EM, 100, 160)]
    assert texts(parts) == ["办公室  文件", "第二行"]


def test_noise_does_not_make_sizes() -> None:
    """Boxes of the same size differ by some pixels in height and in width."""
    lines = [
        ("为了规范权力运行保护群众权益", EM + noise, LEFT + noise, 60.0 * i)
        for i, noise in enumerate((0, 2, -2, 3, -3))
    ]
    (page,) = pages_of([Scan(tuple(boxes(lines)), WIDTH, HEIGHT)], Work("scan", 10_000_000))
    assert len({line.size for line in page.lines}) == 1
    assert len({line.left for line in page.lines}) == 1


def test_a_title_keeps_its_size() -> None:
    (page,) = pages_of([Scan(tuple(boxes()), WIDTH, HEIGHT)], Work("scan", 10_000_000))
    title, *others = page.lines[:-1]
    assert title.size > 1.2 * max(line.size for line in others)


places = st.floats(-100, 3000)
any_boxes = st.lists(
    st.builds(
        Box,
        st.text("一、法2a 　。", min_size=1).filter(str.strip),
        st.tuples(*[st.tuples(places, places)] * 4),
        st.floats(0.5, 1),
    )
)


@given(any_boxes)
def test_no_character_is_lost(found: list[Box]) -> None:
    shown = sorted("".join("".join(box.text for box in found).split()))
    assert sorted("".join("".join(texts(found)).split())) == shown


# ---- reading -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_read(format: str, recognizer: Callable[..., None]) -> None:
    recognizer(lambda _: boxes())
    report = govreport.read(image(format), ocr=True)
    assert report.source.format == format.lower()
    assert report.title is not None
    assert report.title.text == "某市人民政府关于加强依法行政的通知"
    assert report.document_number is not None
    assert report.document_number.text == "某政发〔2025〕16号"
    assert report.addressee is not None
    assert [section.title for section in report.sections] == ["一、加强领导", "二、狠抓落实"]
    assert "依法行政提出以下意见" in govreport.render(report), "a full line continues"
    assert report.signature is not None
    assert report.signature.date is not None
    assert [leaf.text for leaf in report.boilerplate] == ["—1—"]


def test_corrections_are_repairs(recognizer: Callable[..., None]) -> None:
    recognizer(lambda _: boxes())
    report = govreport.read(image(), ocr=True)
    assert [(one.step, one.before, one.after) for one in report.repairs] == [
        ("recognition", "】", "〕"),
        ("recognition", "O", "0"),
        ("recognition", "一", "—"),
        ("recognition", "一", "—"),
    ]
    assert all(report.source.text[slice(*one.span)] == one.before for one in report.repairs)
    assert [one.message for one in report.diagnostics if one.code == "GR301"] == ["recognition: 4 places repaired"]
    assert govreport.read(image(), ocr=True, cleaning=()).repairs == ()


def test_each_page_of_tiff_is_reported_before_it_is_read(recognizer: Callable[..., None]) -> None:
    seen: list[object] = []
    recognizer(lambda _: seen.append("read") or boxes())  # type: ignore[func-returns-value]
    report = govreport.read(image("TIFF", 2), ocr=lambda number, count: seen.append((number, count)))
    assert seen == [(1, 2), "read", (2, 2), "read"]
    assert len(report.source.pages) == 2


def test_a_picture_without_characters_is_an_error(recognizer: Callable[..., None]) -> None:
    recognizer(lambda _: [])
    with pytest.raises(ReadError, match="no text was recognized in it"):
        govreport.read(image(), ocr=True)


def test_many_files_are_recognized(recognizer: Callable[..., None]) -> None:
    recognizer(lambda _: boxes())
    (found,) = parse_many([image()], jobs=1, ocr=True)
    assert found.report is not None
    assert found.report.source.format == "png"
    (refused,) = parse_many([image()], jobs=1)
    assert refused.error is not None
    assert "a picture (PNG)" in refused.error


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.cache_clear()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ReadError, match=r"ocr=True \(--ocr\) needs onnxruntime: pip install 'govreport\[ocr\]'"):
        govreport.read(image(), ocr=True)


def test_the_command_recognizes_with_ocr(tmp_path: Path, recognizer: Callable[..., None]) -> None:
    recognizer(lambda _: boxes())
    path = tmp_path / "扫描.png"
    path.write_bytes(image())
    out, err = run(["text", "--ocr", str(path)])[1:]
    assert "某政发〔2025〕16号" in out
    assert f"{path}: recognizing page 1 of 1" in err
    assert "正在识别第 1 页，共 1 页" in run(["text", "--ocr", "--lang", "zh", str(path)])[2]
    assert run(["text", "--ocr", "-q", str(path)])[2] == ""
    assert "某政发〔2025〕16号" in run(["clean", "--ocr", str(path)])[1]
    code, _, err = run(["text", str(path)])
    assert code == 2
    assert "a picture (PNG); read it with ocr=True (--ocr)" in err


# ---- PDF ---------------------------------------------------------------------------------------------------------


def pdf(*pages: bytes) -> bytes:
    """A PDF with a page for each content stream; ``/X`` is a picture, ``/F`` a font."""
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
    kids = b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\xff\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for i, content in enumerate(pages):
        resources = b"<</XObject<</X 3 0 R>>/Font<</F 4 0 R>>>>"
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources%b>>" % (6 + 2 * i, resources),
            b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        ]
    file = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, 1))
    return file + b"trailer<</Root 1 0 R>>"


SCANNED = b"q 595 0 0 842 0 0 cm /X Do Q"
TYPED = b"BT /F 16 Tf 80 700 Td (The first page has a text layer of more than fifty characters.) Tj ET"
STAMPED = SCANNED + b" BT /F 8 Tf 80 20 Td (Scanned by A) Tj ET"


def test_a_pdf_without_text_layer_needs_ocr(recognizer: Callable[..., None]) -> None:
    recognizer(lambda _: boxes())
    with pytest.raises(ReadError, match=r"its pages are empty or images; read it with ocr=True \(--ocr\)"):
        govreport.read(pdf(SCANNED))
    report = govreport.read(pdf(SCANNED, SCANNED), ocr=True)
    assert report.source.format == "pdf"
    assert len(report.source.pages) == 2
    assert report.repairs


@pytest.mark.parametrize(
    ("pages", "recognized"),
    [
        ((TYPED, SCANNED), [2]),
        ((TYPED, STAMPED), [2]),
        ((TYPED, b""), []),
        ((TYPED, SCANNED + TYPED), []),
        ((SCANNED, TYPED, SCANNED), [1, 3]),
    ],
)
def test_only_pages_without_text_are_recognized(
    pages: tuple[bytes, ...], recognized: list[int], recognizer: Callable[..., None]
) -> None:
    recognizer(lambda _: boxes())
    seen: list[int] = []
    report = govreport.read(pdf(*pages), ocr=lambda number, _: seen.append(number))
    assert seen == recognized
    assert report.source.text.count("为了规范权力运行") == len(recognized)
    assert report.source.text.count("The first page") == pages.count(TYPED) + pages.count(SCANNED + TYPED)
    assert bool(report.repairs) == bool(recognized)


def test_a_pdf_is_rendered_within_bounds(recognizer: Callable[..., None]) -> None:
    sizes: list[tuple[int, int]] = []
    recognizer(lambda page: sizes.append(page.size) or boxes())  # type: ignore[func-returns-value]
    govreport.read(pdf(SCANNED), ocr=True)
    govreport.read(pdf(SCANNED).replace(b"[0 0 595 842]", b"[0 0 14400 14400]"), ocr=True)
    (small, large) = sizes
    assert small == pytest.approx((1240, 1754), abs=2)
    assert max(large) <= 2501


# ---- rotation ----------------------------------------------------------------------------------------------------


class Picture:
    """A page that is turned by some degrees."""

    width, height = WIDTH, HEIGHT

    def __init__(self, angle: int) -> None:
        self.angle = angle

    def rotate(self, angle: int, *, expand: bool) -> Picture:
        return Picture((self.angle + angle) % 360)


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_turned_page_is_read_upright(angle: int, recognizer: Callable[..., None]) -> None:
    def recognize(page: Picture) -> list[Box]:
        if page.angle == 0:
            return boxes()
        if page.angle == 90:  # lines that run downwards have good scores
            return [Box("为了规范权力运行", ((0, 0), (40, 0), (40, 400), (0, 400)), 0.98)] * 40
        return [box("日月", EM, 0, 60 * i, score=0.6) for i in range(4)]

    recognizer(recognize)
    work = Work("a.png", 4 * PAGE_WORK)
    assert Recognition(work).read(Picture(angle), 1, 1).boxes == tuple(boxes())
    with pytest.raises(ReadError):
        work.spend(PAGE_WORK * (4 if angle == 0 else 1), "pages")


# ---- bounds ------------------------------------------------------------------------------------------------------


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A small PNG whose header states a large size."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chained(pages: int) -> bytes:
    """A TIFF with many pages of one pixel."""
    tags = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1), (279, 4, 1, 1)]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    size = 2 + len(entries) + 4
    file = b"II*\0" + struct.pack("<I", 12) + bytes(4)
    for page in range(pages):
        after = 12 + (page + 1) * size if page + 1 < pages else 0
        file += struct.pack("<H", len(tags)) + entries + struct.pack("<I", after)
    return file


def shared(tags: int, length: int) -> bytes:
    """A TIFF with many tags that have the same long value."""
    entries = b"".join(struct.pack("<HHII", 40_000 + tag, 1, length, 8) for tag in range(tags))
    return b"II*\0" + struct.pack("<I", length + 8) + bytes(length) + struct.pack("<H", tags) + entries + bytes(4)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(bomb(9_000, 9_000), "more than 80 million pixels", id="large"),
        pytest.param(bomb(60_000, 60_000), "more than 80 million pixels", id="a bomb"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(600), "is damaged", id="zeros"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(600), "is damaged", id="a JPEG of zeros"),
        pytest.param(b"II*\x00" + bytes(600), "is damaged", id="a TIFF of zeros"),
        pytest.param(bomb(2_000, 2_000)[:300], "is damaged", id="truncated"),
        pytest.param(chained(2_001), "more than 2,000 pages", id="endless pages"),
        pytest.param(shared(1_000, 1_000_000), "its tags are longer than the file", id="tags that share their values"),
    ],
)
def test_a_hostile_picture_is_an_error(content: bytes, message: str, recognizer: Callable[..., None]) -> None:
    pytest.importorskip("PIL.Image", reason="the extra 'ocr' is not installed")
    recognizer(lambda _: boxes())
    with pytest.raises(ReadError, match=message):
        govreport.read(content, ocr=True)


def test_a_page_is_work(recognizer: Callable[..., None]) -> None:
    recognizer(lambda _: boxes())
    with pytest.raises(ReadError, match="the limit set by max_work, at its pages to recognize"):
        govreport.read(image("TIFF", 3), ocr=True, max_work=2 * PAGE_WORK)
    recognizer(lambda _: boxes() * 300)
    with pytest.raises(ReadError, match="more than 20,000 characters"):
        govreport.read(image(), ocr=True, max_chars=20_000)


def doubtful(*pages: Sequence[str]) -> list[govreport.Diagnostic]:
    """The diagnostics GR402 of pages of lines, each with its confidence."""
    found = {number: Scan(tuple(scored(lines)), WIDTH, HEIGHT) for number, lines in enumerate(pages, 1)}
    texts = ["".join(f"{line.split(' ', 1)[1]}\n" for line in lines) for lines in pages]
    starts = tuple(sum(map(len, texts[:i])) for i in range(len(texts)))
    return list(doubts.doubtful(found, Source("".join(texts), pages=starts)))


def test_lines_with_low_confidence_are_one_diagnostic_at_the_least_certain() -> None:
    pages = (["0.99 一、总则", "0.8 加强领导。", "0.5 一1一"], ["0.61 二、 附则", "0.7 长" + 30 * "长", "0.84 其他"])
    (found,) = doubtful(*pages)
    assert found.message == (
        f"4 lines recognized with low confidence: page 2, 二、 附则 (61 %); page 2, {20 * '长'}… (70 %); "
        "page 1, 加强领导。 (80 %)"
    )
    assert (found.span, found.line) == (govreport.Span(15, 20), 4)
    assert found.text("zh").startswith("识别存疑：4 行把握不大：第 2 页“二、 附则”（61%）；")


def test_certain_lines_and_page_numbers_are_not_reported() -> None:
    assert not doubtful(["0.85 一、总则", "0.4 — 1 —"], ["0.99 二、附则"])


def test_reading_reports_doubtful_lines(recognizer: Callable[..., None]) -> None:
    recognizer(lambda picture: scored(["0.99 一、总体要求", "0.6 加强领异。"]))
    report = govreport.read(image(), ocr=True)
    (found,) = (one for one in report.diagnostics if one.code == "GR402")
    assert report.source.text[slice(*found.span)] == "加强领异。"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_all_modes_are_white_where_they_show_nothing(mode: str, recognizer: Callable[..., None]) -> None:
    pillow = pytest.importorskip("PIL.Image", reason="the extra 'ocr' is not installed")
    seen: list[Any] = []
    recognizer(lambda page: seen.append(page) or boxes())  # type: ignore[func-returns-value]
    white = {"LA": (0, 0), "RGBA": (0, 0, 0, 0), "CMYK": (0, 0, 0, 0), "I;16": 65535}.get(mode, 255)
    stream = io.BytesIO()
    page = pillow.new("RGB", (300, 400), "white").convert("P") if mode == "P" else pillow.new(mode, (300, 400), white)
    if mode == "I;16":
        page.putpixel((0, 0), 0)
    page.save(stream, "TIFF" if mode in ("CMYK", "I;16") else "PNG")
    govreport.read(stream.getvalue(), ocr=True)
    assert (seen[0].mode, seen[0].getpixel((100, 100))) == ("RGB", (255, 255, 255))


# ---- corrections -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("某政发〔2019]15号", "某政发〔2019〕15号"),
        ("某政发(2019〕第15号", "某政发〔2019〕第15号"),
        ("某政发【2019]15号", "某政发〔2019〕15号"),
        ("正文\n 一 12 一\n正文", "正文\n — 12 —\n正文"),
        ("-1一", "-1—"),
        ("2O25年，1O日，20O件，1OO5个", "2025年，10日，20O件，1005个"),
        ("二○二O年", "二〇二〇年"),
        ("二00五年", "二〇〇五年"),
        ("-、总体要求\n内容\n二、主要任务", "一、总体要求\n内容\n二、主要任务"),
        ("⑧甲⑨乙①丙", "⑧甲⑨乙⑩丙"),
        ("①甲⑦乙③丙", "①甲②乙③丙"),
    ],
)
def test_misread_characters_are_corrected(text: str, corrected: str) -> None:
    assert clean(text, recognized=True).text == corrected
    assert clean(text).text == text, "only in recognized text"
    assert clean(text, ["recognition"]).text == corrected, "or if the step is named"


@pytest.mark.parametrize(
    "text",
    [
        "某政发[2019]15号",
        "某政发（2019）15号",
        "见〔2019】年的数据",
        "一1一2一",
        "-、总体要求",
        "H2O2，H2O和5O",
        "①甲③乙",
        "⑨甲①乙②丙",
        "二零二五年",
        "-1-",
    ],
)
def test_what_may_be_right_is_kept(text: str) -> None:
    assert clean(text, recognized=True).text == text


# ---- the recognizer ----------------------------------------------------------------------------------------------


def font() -> Path:
    folders = ("/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
    names = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "wqy-*.ttc", "Songti.ttc", "simsun.ttc")
    found = (path for folder in folders for name in names for path in sorted(Path(folder).rglob(name)))
    return next(found, None) or pytest.skip("no font with Chinese characters")


@pytest.mark.slow
def test_rapidocr_reads_a_page_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr", reason="the extra 'ocr' is not installed")
    pytest.importorskip("onnxruntime", reason="the extra 'ocr' is not installed")
    from PIL import Image, ImageDraw, ImageFont

    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    engine.cache_clear()
    page = Image.new("L", (900, 800), 255)
    pen = ImageDraw.Draw(page)
    lines = [
        "关于加强依法行政的通知",
        "为了规范权力运行，保护群众权益，现就加强",
        "行政提出以下意见。",
        "一、加强领导",
        "审查文件16件。",
        "二、狠抓落实",
        "仍有差距。",
    ]
    for number, line in enumerate(lines):
        pen.text((60, 60 + 90 * number), line, 0, ImageFont.truetype(str(font()), 48 if number == 0 else 34))
    stream = io.BytesIO()
    page.save(stream, "PNG")
    report = govreport.read(stream.getvalue(), ocr=True)
    assert report.title is not None
    assert report.title.text == "关于加强依法行政的通知"
    assert "现就加强行政提出以下意见。" in report.source.text
    assert [section.title for section in report.sections] == ["一、加强领导", "二、狠抓落实"]


def test_a_page_with_only_a_ruled_table_is_not_a_scan() -> None:
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
    from govreport.formats.pdf import _is_scan
    from govreport.formats.placed.pages import Page
    from govreport.formats.placed.rules import Area
    from govreport.formats.placed.tables import Table

    table = Table((("某某区街道办结案件", "全年十二件"),) * 5, (0.0, 100.0, 200.0), Area(0.0, 0.0, 200.0, 100.0))
    page = Page((), 0.0, 842.0, 300.0, ((0, table),))
    assert not _is_scan(None, page)  # the text of its cells is enough: the page itself is not read
