"""Pages of characters and lines at given places, as PDF and as OFD."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from attrs import Factory, define

from ofd_files import ofd, page

WIDTH, HEIGHT = 595, 842
"""In points, of A4."""
_MM = 25.4 / 72
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>/W[1 95 500 814 939 500]>>]>>"
)


@define
class Sheet:
    """A page; places are points from the left and the bottom."""

    texts: list[tuple[float, float, float, str]] = Factory(list)
    """Left, baseline, size and text of each line."""
    lines: list[tuple[float, float, float, float]] = Factory(list)
    """From one point to another."""

    def write(self, left: float, base: float, text: str, size: float = 12) -> Sheet:
        self.texts.append((left, base, size, text))
        return self

    def draw(self, *lines: tuple[float, float, float, float]) -> Sheet:
        self.lines += lines
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """Draw all rules of a table."""
        self.draw(*((xs[0], y, xs[-1], y) for y in ys))
        return self.draw(*((x, ys[0], x, ys[-1]) for x in xs))

    def table(self, rows: Sequence[Sequence[str]], top: float, left: float = 80, width: float = 100) -> Sheet:
        """Draw a table with its text; rows are 20 points high."""
        xs = [left + width * i for i in range(len(rows[0]) + 1)]
        self.grid(xs, [top - 20 * i for i in range(len(rows) + 1)])
        for i, row in enumerate(rows):
            for k, cell in enumerate(row):
                self.write(xs[k] + 4, top - 20 * i - 15, cell)
        return self


def as_pdf(
    *sheets: Sheet, rotate: int = 0, how: str = "lines", more: str = "", outline: Sequence[tuple[str, int]] = ()
) -> bytes:
    """The sheets as a PDF.

    :param how: draw ``lines``, thin filled ``bars``, both in a ``form``, or lines in ``white``.
    :param more: operators at the end of each page.
    :param outline: bookmarks, each with its page from 0.
    """
    kids = b" ".join(b"%d 0 R" % (4 + 3 * i) for i in range(len(sheets)))
    begin = 4 + 3 * len(sheets)
    """The number of the outline, which follows the pages."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines %d 0 R>>" % begin,
        b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(sheets), kids),
        _FONT,
    ]
    for i, sheet in enumerate(sheets):
        at = 4 + 3 * i
        texts = "".join(
            f"BT /F {size} Tf {left} {base} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for left, base, size, text in sheet.texts
        )
        drawn = "".join(_rule(line, how) for line in sheet.lines)
        own = f"{'1 1 1 RG ' if how == 'white' else ''}{drawn if how != 'form' else '/X Do '}{texts}{more}"
        resources = b"<</Font<</F 3 0 R>>/XObject<</X %d 0 R>>>>" % (at + 2)
        box = b"/Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d" % (WIDTH, HEIGHT, rotate)
        objects.append(b"<<%b/Contents %d 0 R/Resources%b>>" % (box, at + 1, resources))
        objects.append(_stream(own.encode()))
        keys = b"/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Matrix[0.5 0 0 0.5 0 0]"
        doubled = "".join(_rule(tuple(2 * one for one in line), how) for line in sheet.lines)
        objects.append(_stream(doubled.encode(), keys))
    objects.append(b"<</First %d 0 R/Last %d 0 R>>" % (begin + 1, begin + len(outline)))
    for i, (title, at) in enumerate(outline, begin + 1):
        following = b"/Next %d 0 R" % (i + 1)
        name = title.encode("utf-16-be").hex().encode()
        objects.append(b"<</Title<feff%b>/Parent %d 0 R/Dest[%d 0 R/Fit]%b>>" % (name, begin, 4 + 3 * at, following))
    return written(objects)


def _rule(line: Sequence[float], how: str) -> str:
    x1, y1, x2, y2 = line
    if how == "bars":
        return f"{x1} {y1} {max(x2 - x1, 1)} {max(y2 - y1, 1) if y2 >= y1 else y2 - y1} re f\n"
    return f"{x1} {y1} m {x2} {y2} l S\n"


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), keys, content)


def written(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    content = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % pair for pair in enumerate(objects, 1))
    return content + b"trailer<</Root 1 0 R/Size %d>>" % (len(objects) + 1)


def as_ofd(*sheets: Sheet) -> bytes:
    """The sheets as an OFD file."""
    return ofd(*(page(*_paths(sheet), *_texts(sheet)) for sheet in sheets))


def _paths(sheet: Sheet) -> list[str]:
    return [
        f'<PathObject Boundary="{x1 * _MM} {(HEIGHT - y1) * _MM} 100 100"><AbbreviatedData>'
        f"S 0 0 L {(x2 - x1) * _MM} {(y1 - y2) * _MM} C</AbbreviatedData></PathObject>"
        for x1, y1, x2, y2 in sheet.lines
    ]


def _texts(sheet: Sheet) -> list[str]:
    found = []
    for left, base, size, text in sheet.texts:
        steps = " ".join(str(size * _MM * (0.5 if one.isascii() else 1)) for one in text[:-1])
        box = f"{left * _MM} {(HEIGHT - base - size) * _MM} 180 {size * _MM}"
        found.append(
            f'<TextObject Boundary="{box}" Size="{size * _MM}" Font="1"><TextCode X="0" Y="{size * _MM}" '
            f'DeltaX="{steps}">{escape(text)}</TextCode></TextObject>'
        )
    return found
