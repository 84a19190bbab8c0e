"""The end of an official document: list of attachments, signature and imprint (GB/T 9704-2012, 7.3.4, 7.3.5, 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govreport.text.lexicon import term
from govreport.writers.word import norm
from govreport.writers.word.elements import Layout, Line, Run, blank, width
from govreport.writers.word.norm import CHARACTER, CHARACTERS, LINE, WIDTH
from govreport.writers.word.pagination import Pages

DATE_FROM_THE_RIGHT: Final = 4
"""How many characters the date is from the right edge (7.3.5.1)."""
_UNSEALED: Final = 2
"""The same without a seal, for the name (7.3.5.2)."""
_BEHIND: Final = 2
"""How many characters after the start of the name the date starts, without a seal."""
_ABREAST: Final = 3
"""The most names of organs in one row (7.3.5.1)."""
_BETWEEN: Final = 2
_BLANKS_MOST: Final = 8
"""Between names in one line: more are read as the gap between two columns."""
_ORGAN = term("ORGAN_MARK")
_LABEL: Final = "附件："
_LISTED, _COPIES, _PRINTED = term("LIST_ORDINAL"), term("COPIES_LINE"), term("PRINTING_LINE")
_FRAME: Final = (
    f'w:w="{WIDTH}" w:hSpace="0" w:vSpace="0" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left"'
    ' w:yAlign="bottom"'
)
"""The foot of the type area."""
_RULE: Final = 160
"""The height of a rule in twips."""
_THICK, _THIN = 20.0, 14.0
"""The type whose underline is 0.35 mm and 0.25 mm wide: the rules of the imprint (7.4.1)."""


def attachment_layout(text: str, *, alone: bool) -> Layout:
    """The indents of a line of the list of attachments: continued lines begin under the name of the attachment (7.3.4).

    :param alone: whether the line begins with 附件.
    """
    found = _LISTED.match(text)
    ordinal = sum(_width_of(character) for character in found["ordinal"] or "") if found else 0.0
    before = len(_LABEL) + ordinal if alone else ordinal
    left = 2 + len(_LABEL) + ordinal
    return Layout(left=left, first=-before) if before else Layout(left=left)


def _width_of(character: str) -> float:
    """The width of a character of an ordinal in characters: a full stop in Latin type is half as wide as a figure."""
    return 0.25 if character in ". " else 0.5 if character.isascii() else 1.0


def sealed(issuers: Sequence[str], date: str) -> list[Line]:
    """A signature with room for seals: the date four characters from the edge, each name over its middle (7.3.5.1).

    The names of several organs are side by side, up to three in a row, the last over the date.
    """
    wide = width(date)
    longest = max(map(width, issuers), default=0)
    right = max(0.0, DATE_FROM_THE_RIGHT + (wide - longest) / 2)
    abreast = _abreast(issuers, longest)
    if abreast > 1:
        right = min(right, CHARACTERS - abreast * longest - (abreast - 1) * _BETWEEN)
        lines = [_row(issuers[at : at + abreast], longest, right) for at in range(0, len(issuers), abreast)]
    else:
        lines = [_right(name, max(0.0, DATE_FROM_THE_RIGHT + (wide - width(name)) / 2)) for name in issuers]
    return [*lines, _right(date, DATE_FROM_THE_RIGHT)] if date else lines


def signed(issuers: Sequence[str], date: str) -> list[Line]:
    """The signature of a person, whose stamp takes the place of the seal: four characters from the edge (7.3.5.3)."""
    return [_right(text, DATE_FROM_THE_RIGHT) for text in (*issuers, date) if text]


def unsealed(issuers: Sequence[str], date: str) -> list[Line]:
    """A signature without a seal: the date begins two characters after the start of the name above it (7.3.5.2).

    If it is longer than the name, it is two characters from the edge, and the names move to the left.
    """
    last = width(issuers[-1]) if issuers else 0.0
    long = width(date)
    moved = long + _BEHIND - last if issuers and long > last else 0.0
    names = [_right(name, _UNSEALED + moved) for name in issuers]
    return [*names, _right(date, last + moved - long if issuers else _UNSEALED)] if date else names


def is_organ(name: str) -> bool:
    """Whether a name is that of an organ, which has a seal."""
    return _ORGAN.fullmatch("".join(name.split())) is not None


def _right(text: str, distance: float) -> Line:
    return Line((Run(text),), Layout(align="right", right=distance))


def _abreast(names: Sequence[str], longest: float) -> int:
    """The number of names in a row; 1 if not all are organs."""
    if len(names) < 2 or not all(map(is_organ, names)):
        return 1
    fit = int((CHARACTERS + _BETWEEN) // (longest + _BETWEEN))
    blanks = longest - min(map(width, names)) + _BETWEEN + 1
    return min(fit, _ABREAST, len(names)) if blanks <= _BLANKS_MOST else 1


def _row(names: Sequence[str], longest: float, right: float) -> Line:
    """Names in columns of equal width; full-width blanks separate them, so that they are read as several."""
    pads = [int(longest - width(name)) for name in names]
    text = names[0] + "".join(
        "\u3000" * (pads[at - 1] - pads[at - 1] // 2 + _BETWEEN + pads[at] // 2) + names[at]
        for at in range(1, len(names))
    )
    return _right(text, right + pads[-1] - pads[-1] // 2)


def imprint(texts: Sequence[str], turned: int, *, ruled: bool) -> list[Line]:
    """The imprint between rules, at the foot of the type area (7.4).

    :param turned: how many pages to turn before it; of two, the first has been turned by a section.
    """
    framed: list[Line] = [_rule(_THICK)] if ruled else []
    for at, text in enumerate(texts):
        if at and ruled and (_COPIES.match(text) or _PRINTED.fullmatch(text)):
            framed.append(_rule(_THIN))
        framed.append(_imprinted(text))
    if ruled:
        framed.append(_rule(_THICK))
    return [*([blank(20)] if turned > 1 else ()), *framed, blank(20, new_page=turned > 0)]


def imprint_height(texts: Sequence[str]) -> int:
    """The height of an imprint in twips, with an empty line above it."""
    return sum(map(Pages.height, map(_imprinted, texts))) + (len(texts) + 1) * _RULE + LINE


def _rule(size: float) -> Line:
    """A line across the type area: an underlined tab, since LibreOffice drops a frame of paragraphs with several borders."""
    run = Run("\t", norm.FANG, size, underlined=True)
    return Line((run,), Layout(align="left", line=_RULE, tabs=(("right", WIDTH),), frame=_FRAME))


def _imprinted(text: str) -> Line:
    """抄送：… with continued lines under the first name (7.4.2); or who printed it and when, at both edges (7.4.3)."""
    printed = _PRINTED.fullmatch(text)
    layout = Layout(align="left", left=1, right=1, line=norm.IMPRINT_LINE, frame=_FRAME)
    if printed:
        text = f"{printed['office']}\t{printed['day']}"
        edge = WIDTH - round(CHARACTER)
        layout = Layout(align="left", left=1, line=norm.IMPRINT_LINE, tabs=(("right", edge),), frame=_FRAME)
    elif copies := _COPIES.match(text):
        hang = len(copies[0]) * norm.SIZE_4 / norm.SIZE_3
        layout = Layout(align="left", left=1 + hang, right=1, first=-hang, line=norm.IMPRINT_LINE, frame=_FRAME)
    return Line((Run(text, norm.FANG, norm.SIZE_4),), layout)
