"""Lost marks: a series jumps, and one bare short line is just where the missing member would be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from govreport.lines.lines import Line
from govreport.outline.candidates import Candidate, Key, is_marked
from govreport.outline.doubts import Doubt
from govreport.outline.headings import may_be_plain_heading

LONGEST = 30
"""The longest line that may be a heading whose mark is lost, in characters."""
REACH = 400
"""How many lines are searched for a missing member; bounds the work on hostile text."""


class Gap(NamedTuple):
    """A member that a series lacks: its number, and the lines between which it would be."""

    key: Key
    ordinal: int
    after: int
    """The line of the member before; -1 where the first member is missing."""
    before: int


class Lost(NamedTuple):
    """What the mark of a bare line would count."""

    key: Key
    ordinal: int
    doubt: Doubt
    """The line may not be a member."""


def gaps(rows: Iterable[Sequence[Candidate]]) -> list[Gap]:
    """The members that the series at the heads of lines lack, one between two neighbours or the first."""
    last: dict[Key, Candidate] = {}
    whole: dict[Key, bool] = {}  # whether the series has counted from its first member on
    found: list[Gap] = []
    for row in rows:
        one = row[0] if row and row[0].head and not row[0].family.item and not row[0].bare else None
        if one is None or one.ordinal is None or one.parts:
            continue
        before = last.get(one.key)
        reached = before.ordinal or 0 if before is not None else 0
        if before is not None and one.ordinal == reached + 2 and whole[one.key]:
            found.append(Gap(one.key, reached + 1, before.line, one.line))
        elif one.ordinal == 2 and reached != 1:
            found.append(Gap(one.key, 1, -1, one.line))
        whole[one.key] = one.ordinal == 1 or (whole.get(one.key, False) and reached < one.ordinal <= reached + 2)
        last[one.key] = one
    return found


def lost_marks(
    gaps: Iterable[Gap], body: Sequence[int], lines: Sequence[Line], marks: Sequence[Sequence[Candidate]]
) -> Mapping[int, Lost]:
    """The bare lines of a body that explain a gap, each the only one that does."""
    found: dict[int, Lost] = {}
    for gap in gaps:
        first, last = bisect_right(body, gap.after), bisect_left(body, gap.before)
        if last == len(body) or body[last] != gap.before or (gap.after >= 0 and body[first - 1] != gap.after):
            continue
        # The line directly above the next member would be a heading without text.
        bare = [k for k in range(first, min(last - 1, first + REACH)) if _is_bare(k, body, lines, marks)]
        if len(bare) == 1 and (gap.after >= 0 or bare[0] == first):
            line = body[bare[0]]
            found[line] = Lost(gap.key, gap.ordinal, _doubt(line, lines[line].text, gap.ordinal))
    return found


def _doubt(line: int, text: str, ordinal: int) -> Doubt:
    taken = f"be number {ordinal} of its row, with its mark lost"
    return Doubt(line, 0, len(text), text, taken, "be a line without a number")


def _is_bare(k: int, body: Sequence[int], lines: Sequence[Line], marks: Sequence[Sequence[Candidate]]) -> bool:
    """Whether a line is short, without a mark, and over a paragraph or a mark; the line before it is finished."""
    text = lines[body[k]].text
    if is_marked(marks[body[k]]) or len(text) > LONGEST or text[-1] == "。" or not may_be_plain_heading(text):
        return False
    if k and lines[body[k - 1]].text[-1] not in "。！？；：”）)" and len(lines[body[k - 1]].text) > LONGEST:
        return False
    after = body[k + 1] if k + 1 < len(body) else None
    return after is not None and (is_marked(marks[after]) or len(lines[after].text) > LONGEST)
