"""Small OFD files, made of their parts (GB/T 33190-2016)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from office_files import zipped

OFD = "http://www.ofdspec.org/2016"
RES = '<Res BaseLoc="Res"><Fonts><Font ID="1" FontName="仿宋"/><Font ID="2" FontName="EUDC"/></Fonts>{}</Res>'


def ofd(
    *pages: str,
    units: str = "",
    common: str = "",
    more: Mapping[str, str] = {},
    namespace: str = OFD,
    bodies: int = 1,
) -> bytes:
    """A file with the content of these pages."""
    body = "".join(f"<DocBody><DocRoot>Doc_{i}/Document.xml</DocRoot></DocBody>" for i in range(bodies))
    kids = "".join(f'<Page ID="{i}" BaseLoc="Pages/Page_{len(pages) - i}.xml"/>' for i in range(len(pages)))
    root = (
        f'<Document xmlns="{namespace}"><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>'
        f"<PublicRes>PublicRes.xml</PublicRes><DocumentRes>/Doc_0/gone.xml</DocumentRes>{common}</CommonData>"
        f'<Pages>{kids}</Pages><Annotations><Page ID="9"/></Annotations></Document>'
    )
    members = {"OFD.xml": f'<OFD xmlns="{namespace}">{body}</OFD>'}
    for i in range(bodies):
        members |= {f"Doc_{i}/Document.xml": root, f"Doc_{i}/PublicRes.xml": RES.format(units)}
        members |= {f"Doc_{i}/Pages/Page_{len(pages) - number}.xml": page for number, page in enumerate(pages)}
    return zipped({**members, **more})


def page(*objects: str, head: str = "") -> str:
    return f'<Page xmlns="{OFD}">{head}<Content><Layer>{"".join(objects)}</Layer></Content></Page>'


# ---- Typesetting -----------------------------------------------------------------------------------------------------

_SIZE, _STEP, _LEFT, _TOP = 5.6, 10.0, 28.0, 37.0
"""In millimetres: the size of characters, the distance of lines, the margins (GB/T 9704-2012)."""
_CHARACTERS, _LINES = 27, 22
_NOT_FIRST = frozenset("，。；：、！？）》」”")
"""Punctuation that does not begin a line."""


def typeset(paragraphs: Sequence[str]) -> bytes:
    """A file with these paragraphs, each with an indent of two characters."""
    lines = [line for paragraph in paragraphs if paragraph.strip() for line in _broken(paragraph.strip())]
    pages = (lines[i : i + _LINES] for i in range(0, len(lines), _LINES))
    return ofd(*(page(*(_line(*line, at) for at, line in enumerate(own))) for own in pages))


def _em(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _broken(paragraph: str) -> Iterator[tuple[float, str]]:
    """The lines of a paragraph, each with its indent in characters."""
    indent, line, room = 2.0, "", _CHARACTERS - 2.0
    for character in paragraph:
        if room < _em(character) and character not in _NOT_FIRST:
            yield indent, line
            indent, line, room = 0.0, "", float(_CHARACTERS)
        line += character
        room -= _em(character)
    yield indent, line


def _line(indent: float, text: str, at: int) -> str:
    steps = " ".join(str(_SIZE * _em(character)) for character in text[:-1])
    return (
        f'<TextObject Boundary="{_LEFT + indent * _SIZE} {_TOP + _STEP * at} 180 {_SIZE}" Size="{_SIZE}" Font="1">'
        f'<TextCode X="0" Y="{0.8 * _SIZE}" DeltaX="{steps}">{escape(text)}</TextCode></TextObject>'
    )
