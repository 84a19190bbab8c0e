"""Lines that mean something together: labels and their values, the notes of a table, and links to other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from govreport.document.genres import names_genre
from govreport.formats.web.lines import Line
from govreport.grammar.grammar import grammar
from govreport.text.lexicon import term

_LONGEST_LABEL: Final = 12
_LONGEST_VALUE: Final = 80
_FEWEST: Final = 3
"""The minimum number of labels without a colon, one after the other."""
_NAMES: Final = term("TITLE_LABEL")
"""In the labels whose value may be the title: 名称, 标题."""
_COUNTED: Final = re.compile(r"([0-9]{1,2})[.．、)）](?![0-9])")
_NOTE: Final = term("TABLE_NOTE")
_INNER: Final = re.compile(r"[：:]\s?([0-9]{1,2})[.．、)）](?![0-9])")


def with_values(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the labels of metadata (来源：) and their values on the next lines joined."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        count = _labels(lines, at)
        for label, value in zip(lines[at : at + 2 * count : 2], lines[at + 1 : at + 2 * count : 2]):
            found.append(evolve(label, text=_field(label, value)))
        at += 2 * count
        if not count:
            found.append(lines[at])
            at += 1
    return found


def _labels(lines: Sequence[Line], at: int) -> int:
    """How many pairs of a label and its value begin at a line."""
    colons = lines[at].text.rstrip()[-1:] in ("：", ":")
    count = 0
    while at + 2 * count + 1 < len(lines) and _is_pair(*lines[at + 2 * count : at + 2 * count + 2], colons=colons):
        count += 1
        if colons:
            break
    return count if count >= (1 if colons else _FEWEST) else 0


def _is_pair(label: Line, value: Line, *, colons: bool) -> bool:
    if label.cells or value.cells or len(label.text) > _LONGEST_LABEL or len(value.text) > _LONGEST_VALUE:
        return False
    ends = label.text.rstrip()[-1:] in ("：", ":")
    if ends is not colons or value.text.rstrip()[-1:] in ("：", ":") or grammar().head.match(value.text):
        return False
    if (
        value.level is not None
        or label.inside is not value.inside
        or (names_genre(value.text) and not _NAMES.search(label.text))
    ):
        return False  # the label has no value, and the title follows
    return _is_field(_field(label, value)) and not _is_field(value.text)


def _is_field(text: str) -> bool:
    return ("：" in text or ":" in text) and grammar().matches["FIELD"](text) is not None


def _field(label: Line, value: Line) -> str:
    return f"{label.text.rstrip().rstrip('：:')}：{value.text}"


def table_notes(lines: Sequence[Line]) -> Iterator[int]:
    """The indices of notes under tables (注：1.…), with the numbered lines that continue them."""
    count: int | None = None
    for i, line in enumerate(lines):
        number = _COUNTED.match(line.text)
        if i and lines[i - 1].cells and not line.cells and _NOTE.match(line.text):
            inner = _INNER.search(line.text)
            count = int(inner[1]) if inner else 0
            yield i
        elif count is not None and not line.cells and number is not None and int(number[1]) == count + 1:
            count += 1
            yield i
        else:
            count = None


def related(lines: Sequence[Line]) -> Iterator[int]:
    """The indices of captions such as 相关链接 that links follow, and of these links."""
    follows = False
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) else None
        leads_on = after is not None and after.linked and after.inside is line.inside
        follows = (follows and line.linked) or (leads_on and _names_tool(line.text))
        if follows:
            yield i


def _names_tool(text: str) -> bool:
    return grammar().matches["BOILERPLATE"](text) is not None and "附件" not in text
