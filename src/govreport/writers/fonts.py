"""Fonts for pictures: an installed font file with Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from attrs import field, frozen
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from govreport.errors import GovReportError

_PREFERRED: Final = (
    "notosanscjk", "notosanssc", "sourcehansans", "msyh", "pingfang", "hiraginosansgb", "wqymicrohei", "wqyzenhei", "simhei",
    "notoserifcjk", "notoserifsc", "sourcehanserif", "simsun", "songti", "simfang", "fangsong", "simkai", "kaiti",
)  # fmt: skip
"""How the names of common font files begin, sans serif first: better for small type on screens."""
_WEIGHTS: Final = re.compile("bold|black|heavy|light|thin|italic|medium")
_BOTH: Final = "一年们後（"
"""Characters of a font for simplified and traditional Chinese."""
_SOME: Final = "一年（"
"""Characters of any font for Chinese."""
_SIMPLIFIED: Final = re.compile(r"\b(SC|CN|GB)\b")
_REPLACEMENT: Final = "□"


class FontError(GovReportError):
    """No font with Chinese characters was found; the message explains how to install one."""


@frozen
class Font:
    """A font file, as matplotlib takes it."""

    properties: font_manager.FontProperties
    _characters: frozenset[int] = field(repr=False)
    """Code points."""

    def shown(self, text: str) -> str:
        """A text as far as the font has its characters; others, such as control characters, become □."""
        return "".join(character if ord(character) in self._characters else _REPLACEMENT for character in text)


def chinese_font(file: str | Path | None = None) -> Font:
    """The given font file, or the best installed one with Chinese characters.

    Fonts are found by their characters, not by their names and not by the font list of matplotlib.

    :raises FontError: no such font was found.
    """
    if file is not None:
        if not Path(file).is_file():
            raise FontError(f"{file}: the font file does not exist")
        face = _face(str(file))
        if face is None:
            raise FontError(f"{file}: not a font file that can be used")
        return _font(str(file), face)
    for characters in (_BOTH, _SOME):
        for path in _installed():
            face = _face(path)
            if face is not None and all(map(face.get_char_index, map(ord, characters))):
                return _font(path, face)
    raise FontError("no font with Chinese characters was found: install one, such as Noto Sans CJK, or pass its file")


def _installed() -> list[str]:
    """The font files of the system, and those that a program added, the most suitable first."""
    return sorted(
        {*font_manager.findSystemFonts(), *(font.fname for font in font_manager.fontManager.ttflist)}, key=_rank
    )


def _rank(path: str) -> tuple[int, bool, str]:
    name = re.sub("[^a-z0-9]", "", Path(path).stem.lower())
    known = next((at for at, begin in enumerate(_PREFERRED) if name.startswith(begin)), len(_PREFERRED))
    return known, bool(_WEIGHTS.search(name)), path


def _face(path: str) -> FT2Font | None:
    """The face of a file; of a collection the one with the forms of Mainland China, where matplotlib can choose it."""
    try:
        return next(_simplified(_faces(path)), None) or FT2Font(path)
    except (OSError, RuntimeError):  # no font, or one that FreeType cannot read
        return None


def _faces(path: str) -> Iterator[FT2Font]:
    first = FT2Font(path)
    yield first
    if hasattr(font_manager, "FontPath"):  # matplotlib 3.11
        yield from (FT2Font(path, face_index=at) for at in range(1, first.num_faces))


def _simplified(faces: Iterable[FT2Font]) -> Iterator[FT2Font]:
    return (face for face in faces if _SIMPLIFIED.search(face.family_name) and "Mono" not in face.family_name)


def _font(path: str, face: FT2Font) -> Font:
    number = getattr(face, "face_index", 0)
    file = font_manager.FontPath(path, number) if number else path
    families = [face.family_name, "sans-serif"]  # what SVG names
    return Font(font_manager.FontProperties(family=families, fname=file), frozenset(face.get_charmap()))
