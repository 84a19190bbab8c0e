"""The tables of the yearly report on open government, which have a fixed form, after they lost their frame.

The form (国办公开办函〔2021〕30号) numbers its rows 一、 to 四、, （一） to （七） and 1. to 8., which are not an outline.  A page
that lost the frame prints the cells one to a line, or all on the line of the text, with blanks between them or without.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from govreport.lines.lines import Line, skip_blanks
from govreport.text.lexicon import sought, term, words

_SIGN, _TABLE = sought("DISCLOSURE_SIGN"), term("DISCLOSURE_TABLE")


def with_forms(lines: list[Line]) -> list[Line]:
    """The lines, cut where such a table begins and ends; each line in it is a row (:attr:`Line.row`)."""
    text = "\n".join([line.text for line in lines])
    if not any(subject in text for subject in words("DISCLOSURE_SUBJECT")) or _SIGN.search(text) is None:
        return lines  # most texts
    begins = [*accumulate((len(line.text) + 1 for line in lines), initial=0)]
    cuts: dict[int, list[int]] = {}
    inside: set[tuple[int, int]] = set()  # by line and character, where pieces of tables begin
    for table in _TABLE.finditer(text):
        first, last = (bisect_right(begins, place) - 1 for place in table.span())
        begin = table.start() - begins[first]
        end = skip_blanks(lines[last].text, table.end() - begins[last], len(lines[last].text))
        inside.add((first, begin))
        inside.update((i, 0) for i in range(first + 1, last + 1))
        if begin:
            cuts.setdefault(first, []).append(begin)
        if end < len(lines[last].text):
            cuts.setdefault(last, []).append(end)
    found: list[Line] = []
    for i, line in enumerate(lines):
        places = cuts.get(i, [])
        for at, piece in zip((0, *places), line.cut(places) if places else (line,), strict=True):
            if (i, at) in inside:
                piece.row = piece.start
            found.append(piece)
    return found
