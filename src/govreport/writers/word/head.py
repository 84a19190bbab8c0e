"""The head of an official document (版头, GB/T 9704-2012, 7.2 and 10): what is above its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from govreport.text.lexicon import term
from govreport.tree.nodes import Document, Field
from govreport.writers.word import norm
from govreport.writers.word.elements import Layout, Line, Run, blank, rule, width
from govreport.writers.word.forms import Form
from govreport.writers.word.norm import CHARACTER, HEI, KAI, LINE, RED, SIZE_3, SIZE_5, SONG, WIDTH, mm

_COPY: Final = re.compile(r"[0-9]{6}")
"""份号 (7.2.1)."""
_LABEL = term("URGENCY_LABEL")
"""密级和保密期限, 紧急程度 (7.2.2, 7.2.3)."""
SIGNER: Final = frozenset({"签发人", "簽發人"})
_FILE: Final = "文件"
_LARGEST: Final = 48.0
"""The largest type of a mark, in points; the standard lets the organ choose the size (7.2.4)."""
_GAP: Final = 0.5
"""Between the names of several organs and 文件, in characters of the mark."""
_MARK_LINE: Final = 1.3
"""The height of a line of a mark over the size of its type."""
_METADATA: Final = 320
"""The height of a line of metadata in twips."""
_UNDER: Final = round(norm.SIZE_3 * 20 * 7 / 8) - (LINE - round(norm.SIZE_3 * 20)) // 2
"""From the upper rule of a letter to the line below it: 7/8 of a character, less the white above the type (10.1)."""
_DATE = term("DATE")
_TOP: Final = {"official": mm(35), "minutes": mm(35), "order": mm(20)}
"""From the top of the type area to the mark (7.2.4, 10.2, 10.3)."""


@frozen
class Head:
    """What a document has for its head."""

    fields: tuple[Field, ...]
    """Its metadata."""
    marks: tuple[str, ...]
    number: str

    @classmethod
    def of(cls, document: Document, marks: tuple[str, ...]) -> Head:
        """The head of a document."""
        number = document.document_number.text if document.document_number else ""
        return cls(document.front_matter, marks, number)

    def labels(self) -> list[str]:
        """份号, 密级和保密期限 and 紧急程度 in their order (7.2)."""
        texts = [field.text for field in self.fields if field.key == ""]
        return [one for one in texts if _COPY.fullmatch(one)] + [one for one in texts if _LABEL.fullmatch(one)]

    def signers(self) -> str:
        """The names after 签发人：."""
        return "\u3000".join(field.value for field in self.fields if field.key in SIGNER)

    def dated(self) -> list[str]:
        """The date between the number of minutes and their title."""
        return [one.text for one in self.fields if not one.key and _DATE.fullmatch(one.text)]

    def others(self, shown: Sequence[str]) -> list[str]:
        """Metadata of the page that the document was on: what is not shown otherwise."""
        return [one.text for one in self.fields if one.key not in SIGNER and one.text not in shown]


def metadata(text: str) -> Line:
    """A line of metadata, in small type so that it is not taken for text."""
    return Line((Run(text, norm.FANG, SIZE_5),), Layout(align="left", line=_METADATA))


def head_of(form: Form, head: Head) -> list[Line]:
    """The lines above the title; for orders and minutes whose mark is the title, without it."""
    dated = head.dated() if form == "minutes" and head.marks else []
    lines = [metadata(text) for text in head.others([*head.labels(), *dated])]
    if form == "letter":
        return [*lines, *_letter(head)]
    above = len(lines) * _METADATA + len(head.labels()) * LINE
    lines += [_label(text) for text in head.labels()]
    if form == "order" or not head.marks:
        return lines
    lines += [blank(_TOP[form] - above), *_marks(head.marks)]
    if head.number:
        lines.append(_number(head))
    lines += [Line((Run(text),), Layout(align="right", right=1)) for text in dated]
    return [*lines, rule(RED, 12, mm(4))]


def title_mark(form: Form, title: str, labels: int) -> list[Line]:
    """A title that is the mark of the document itself: 某省人民政府令 (10.2), 某会议纪要 (10.3)."""
    run = Run(title, SONG, _size(title), RED)
    return [
        blank(_TOP[form] - labels * LINE),
        Line((run,), Layout("Title", line=_line(run.size))),
    ]


def number_below(form: Form, number: str) -> list[Line]:
    """The number below such a title: that of an order is on a separate line, that of minutes has a red rule below it."""
    line = Line((Run(number),), Layout(align="center", before=2 * LINE if form == "order" else LINE))
    return [line] if form == "order" else [line, rule(RED, 12, mm(4))]


def letter_mark(marks: Sequence[str]) -> str:
    """The mark in the header of a letter, as XML."""
    return "".join(_mark(mark, min(map(_size, marks))).xml() for mark in marks)


def _letter(head: Head) -> list[Line]:
    """The number is at the right edge, the labels at the left (10.1)."""
    number = [Line((Run(head.number),), Layout(align="right", before=_UNDER))] if head.number and head.marks else []
    return [*number, *(_label(text) for text in head.labels())]


def _label(text: str) -> Line:
    font = norm.FANG if _COPY.fullmatch(text) else HEI
    return Line((Run(text, font, SIZE_3),), Layout(align="left"))


def _number(head: Head) -> Line:
    """The number in the middle; with signers at the left, and they at the right, one character from the edges (7.2.5, 7.2.6)."""
    before = 2 * LINE if head.marks else 0
    if not head.signers():
        return Line((Run(head.number),), Layout(align="center", before=before))
    names = (Run("签发人：", norm.FANG, SIZE_3), Run(head.signers(), KAI, SIZE_3))
    edge = WIDTH - round(CHARACTER)
    layout = Layout(align="left", left=1, before=before, tabs=(("right", edge),))
    return Line((Run(head.number), Run("\t"), *names), layout)


def _marks(marks: Sequence[str]) -> list[Line]:
    """The mark of one organ, or the names of several with 文件 on their right, in the middle (7.2.4)."""
    if len(marks) == 1:
        return [_mark(marks[0], _size(marks[0]))]
    names = [mark.removesuffix(_FILE) for mark in marks]
    filed = any(mark.endswith(_FILE) for mark in marks)
    tail = len(_FILE) + _GAP if filed else 0.0
    longest = max(map(width, names))
    size = min(_LARGEST, round(WIDTH / 20 / (longest + tail), 1), 150 / len(names))
    side = (WIDTH - (longest + tail) * size * 20) / 2
    layout = Layout(
        align="distribute", left=side / CHARACTER, right=(side + tail * size * 20) / CHARACTER, line=_line(size)
    )
    lines = [Line((Run(name, SONG, size, RED),), layout) for name in names]
    if not filed:
        return lines
    left, down = side + (longest + _GAP) * size * 20, (len(names) - 1) * _line(size) / 2
    frame = (
        f'w:w="{round(len(_FILE) * size * 20) + 40}" w:h="{_line(size)}" w:hRule="exact" w:hSpace="0" w:wrap="around"'
        f' w:vAnchor="text" w:hAnchor="margin" w:x="{round(left)}" w:y="{max(1, round(down))}"'
    )
    return [Line((Run(_FILE, SONG, size, RED),), Layout(align="left", line=_line(size), frame=frame)), *lines]


def _mark(text: str, size: float) -> Line:
    return Line((Run(text, SONG, size, RED),), Layout(align="center", line=_line(size)))


def _size(text: str) -> float:
    """The type of a mark in points: as large as one line allows."""
    return max(norm.SIZE_2, min(_LARGEST, int(WIDTH / 10 / max(1.0, width(text))) / 2))


def _line(size: float) -> int:
    return round(size * 20 * _MARK_LINE)
