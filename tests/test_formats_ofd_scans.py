"""OFD pages that are only pictures: they are recognized on request, and bounded."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

import govreport
from govreport import ReadError
from ofd_files import OFD, ofd, page
from scanned_pages import HEIGHT, WIDTH, image, scored

pytest.importorskip("lxml", reason="the extra 'ofd' is not installed")
pillow = pytest.importorskip("PIL.Image", reason="the extra 'ocr' is not installed")

WHOLE = '<ImageObject CTM="210 0 0 297 0 0" Boundary="0 0 210 297" ResourceID="5"/>'
LINES = ["0.99 某市人民政府关于加强依法行政的通知", "0.99 一、加强领导", "0.99 审查文件16件。"]


def scan(*pages: str, pictures: dict[str, bytes] | None = None, base: str = "Res", **settings: Any) -> bytes:
    """A file with these pages and pictures; the identifiers of the pictures are 5, 6, and so on."""
    pictures = pictures if pictures is not None else {"Res/5.png": image()}
    media = "".join(
        f'<MultiMedia ID="{5 + i}" Type="Image"><MediaFile>{path.removeprefix("Res/")}</MediaFile></MultiMedia>'
        for i, path in enumerate(pictures)
    )
    resources = f'<Res xmlns="{OFD}" BaseLoc="{base}"><MultiMedias>{media}</MultiMedias></Res>'
    members: dict[str, Any] = {f"Doc_0/{path}": content for path, content in pictures.items()}
    return ofd(
        *pages,
        common="<DocumentRes>DocumentRes.xml</DocumentRes>",
        more={"Doc_0/DocumentRes.xml": resources, **members},
        **settings,
    )


def painted(*colours: str) -> bytes:
    """A picture of stripes from the left to the right."""
    found = pillow.new("RGB", (10 * len(colours), 40))
    for i, colour in enumerate(colours):
        found.paste(colour, (10 * i, 0, 10 * i + 10, 40))
    stream = io.BytesIO()
    found.save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The images that a recognizer was called with; it finds the same lines on each."""
    images: list[Any] = []

    def recognize(picture: Any) -> Sequence[Any]:
        images.append(picture)
        return scored(LINES)

    monkeypatch.setattr("govreport.formats.scans.recognition.engine", lambda: recognize)
    return images


def text(line: str, y: float = 40) -> str:
    return f'<TextObject Boundary="28 {y} 150 5" Size="5" Font="1"><TextCode X="0" Y="4">{line}</TextCode></TextObject>'


def test_a_scan_without_ocr_is_an_error_that_names_the_option() -> None:
    with pytest.raises(ReadError, match=r"its pages are empty or images; read it with ocr=True \(--ocr\)"):
        govreport.read(scan(page(WHOLE)))


def test_a_drawing_cannot_be_recognized(seen: list[Any]) -> None:
    path = '<PathObject Boundary="0 0 90 90"><AbbreviatedData>M 0 0 L 70 0</AbbreviatedData></PathObject>'
    with pytest.raises(ReadError, match="run OCR on it first"):
        govreport.read(ofd(page(path)), ocr=True)
    assert not seen


@pytest.mark.parametrize("base", ["Res", "."])
def test_a_scan_is_recognized(seen: list[Any], base: str) -> None:
    pages: list[tuple[int, int]] = []
    content = scan(page(WHOLE), page(WHOLE), base=base, pictures={"Res/5.png" if base == "Res" else "5.png": image()})
    report = govreport.read(content, ocr=lambda *at: pages.append(at))
    assert report.title is not None
    assert report.title.text == "某市人民政府关于加强依法行政的通知"
    assert len(report.source.pages) == 2
    assert pages == [(1, 2), (2, 2)]
    assert [picture.size for picture in seen] == [(WIDTH, HEIGHT)] * 2


def test_only_pages_without_text_are_recognized(seen: list[Any]) -> None:
    line = "现就加强依法行政有关事项通知如下请各单位认真贯彻落实"
    first = "".join(text(line, y) for y in (40, 50, 60))
    report = govreport.read(scan(page(first, WHOLE), page(text("收文章"), WHOLE)), ocr=True)
    assert len(seen) == 1
    assert report.source.text.count(line) == 3
    assert "收文章" not in report.source.text


def test_the_pictures_of_a_page_are_put_together(seen: list[Any]) -> None:
    """A quarter turn clockwise is written with a matrix; a picture without one fills its boundary."""
    tiles = (
        '<ImageObject Boundary="0 0 210 148.5" ResourceID="5"/>',
        '<ImageObject CTM="0 148.5 -210 0 210 0" Boundary="0 148.5 210 148.5" ResourceID="6"/>',
    )
    pictures = {"Res/5.png": painted("red", "lime"), "Res/6.png": painted("blue", "black")}
    govreport.read(scan(page(*tiles), pictures=pictures), ocr=True)
    (whole,) = seen
    middle = [(x, y) for y in (400, 1000, 1600) for x in (300, 900)]
    assert [whole.getpixel(place) for place in middle] == [
        (255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 0, 255), (0, 0, 0), (0, 0, 0),
    ]  # fmt: skip


def test_a_picture_of_an_unknown_type_is_left_out(seen: list[Any]) -> None:
    tiles = '<ImageObject Boundary="0 0 210 297" ResourceID="6"/><ImageObject Boundary="0 0 9 9" ResourceID="7"/>'
    pictures = {"Res/5.png": image(), "Res/6.jb2": b"\x97JB2"}
    govreport.read(scan(page(WHOLE, tiles), pictures=pictures), ocr=True)
    assert len(seen) == 1


def test_a_scan_without_characters_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.formats.scans.recognition.engine", lambda: lambda picture: [])
    with pytest.raises(ReadError, match="no text was recognized in it"):
        govreport.read(scan(page(WHOLE)), ocr=True)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Callable[..., Any]:
        raise ModuleNotFoundError(name="rapidocr")

    monkeypatch.setattr("govreport.formats.scans.recognition.engine", missing)
    with pytest.raises(ReadError, match=r"govreport\[ocr\]"):
        govreport.read(scan(page(WHOLE)), ocr=True)


def test_pictures_are_work(seen: list[Any]) -> None:
    """A file of a few bytes can draw a picture a thousand times."""
    with pytest.raises(
        ReadError, match="takes more than 100,000 units of work, the limit set by max_work, at its pictures"
    ):
        govreport.read(scan(page(WHOLE * 1000), pictures={"Res/5.png": painted("white")}), ocr=True, max_work=100_000)
    assert not seen


@pytest.mark.parametrize("matrix", ["0 0 0 0 0 0", "1e6 0 0 1e6 0 0", "nan", "1 1 1 1 0 0", "-210 0 0 -297 210 297"])
def test_pictures_with_any_matrix_are_bounded(seen: list[Any], matrix: str) -> None:
    odd = f'<ImageObject CTM="{matrix}" Boundary="0 0 210 297" ResourceID="5"/>'
    govreport.read(scan(page(WHOLE, odd), pictures={"Res/5.png": painted("white")}), ocr=True)
    assert [picture.size for picture in seen] == [(WIDTH, HEIGHT)]
