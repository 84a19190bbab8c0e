"""Footnotes of a page: smaller lines below a short rule, and the raised figures that refer to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govreport.formats.placed.rules import Rule
from govreport.formats.placed.runs import Run
from govreport.text.lexicon import term

_LENGTHS: Final = (40.0, 0.5)
"""The length of the rule above footnotes: at least this number of points, at most this share of the page width."""
_SMALLER: Final = 0.95
"""The size of footnotes, at most, as a share of that of the text."""
_MARK: Final = term("FOOTNOTE_MARK")
"""The mark at the start of a footnote."""
_RAISED_SIZE: Final = 0.8
_RAISED: Final = 0.15
"""A raised figure is smaller than this share of its line, and higher by at least this share."""


def below_rule(rules: Sequence[Rule], width: float, feet: Sequence[float]) -> float | None:
    """The height of the rule above footnotes, if a page may have one.

    :param rules: the level rules of the page.
    :param width: the width of the page.
    :param feet: the baselines of its lines.
    """
    short = [rule for rule in rules if _LENGTHS[0] <= rule.end - rule.begin <= _LENGTHS[1] * width]
    last = min(short, key=lambda rule: rule.at, default=None)
    return last.at if last is not None and any(foot > last.at for foot in feet) else None


def are_notes(lines: Sequence[tuple[str, float]], body: float) -> bool:
    """Whether lines, each a text and its size, are footnotes of a text of a size."""
    return any(_MARK.match(text) for text, _ in lines) and all(size <= _SMALLER * body for _, size in lines)


def begins_note(text: str) -> bool:
    """Whether a line begins with the mark of a footnote."""
    return _MARK.match(text) is not None


def raised_figures(line: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """The runs of a line, from one to before another, that are figures smaller and higher than its text."""
    heights = [run.height for run in line]
    if min(heights) > _RAISED_SIZE * max(heights):
        return
    height = _usual((run.height, len(run.text)) for run in line)
    base = _usual((run.base, len(run.text)) for run in line if run.height == height)
    begin: int | None = None
    for i, run in enumerate(line):
        above = run.height <= _RAISED_SIZE * height and run.base > base + _RAISED * height
        if above and run.text.isascii() and run.text.isdecimal():
            begin = i if begin is None else begin
        elif begin is not None:
            yield begin, i
            begin = None
    if begin is not None:
        yield begin, len(line)


def _usual(measures: Iterable[tuple[float, int]]) -> float:
    """The most frequent measure, each with the number of its characters."""
    counts: Counter[float] = Counter()
    for measure, count in measures:
        counts[measure] += count
    return counts.most_common(1)[0][0]
