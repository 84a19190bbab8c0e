"""A title that is printed on several lines: which lines of a head go on with the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govreport.document.genres import names_genre
from govreport.document.split import TITLE_MOST
from govreport.grammar.grammar import Matcher
from govreport.lines.lines import Line
from govreport.text.lexicon import term
from govreport.text.regex import lazy

CLOSED_WITHIN = 3
"""How many more lines a title may take to close 《 or a bracket."""
_PAIRS = ("《》", "“”", "()")
_HALF_WIDTH = str.maketrans("（）", "()")
_BLANK = lazy(r"\s")
_ABOUT = term("ABOUT")
_MATERIAL = term("MEETING_MATERIAL")


def title_runs(open_lines: Sequence[int], lines: Sequence[Line], shapes: Mapping[str, Matcher]) -> list[list[int]]:
    """The lines that could be titles, each with those that go on with it."""
    runs: list[list[int]] = []
    for i in open_lines:
        if runs and runs[-1][-1] == i - 1 and _goes_on(runs[-1], i, lines, shapes):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _goes_on(run: list[int], i: int, lines: Sequence[Line], shapes: Mapping[str, Matcher]) -> bool:
    """Whether a title printed on several lines goes on: it names its organ first, then 关于 what, then its genre."""
    line = lines[i]
    before = "".join(lines[k].text for k in run)
    opened = before.translate(_HALF_WIDTH)
    if unclosed := [pair[1] for pair in _PAIRS if opened.count(pair[0]) > opened.count(pair[1])]:
        ahead = "".join(one.text for one in lines[i : i + CLOSED_WITHIN]).translate(_HALF_WIDTH)
        return any(closer in ahead for closer in unclosed)
    completes = _ABOUT.search(before) is not None and names_genre(line.text)
    if (
        (line.gap and not completes)
        or line.level != lines[run[-1]].level
        or names_genre(before)
        or line.text in before
        or _MATERIAL.search(before)
        or shapes["CONTENTS"](line.text)
    ):
        return False
    if _ABOUT.search(before + line.text[:1]) or shapes["ISSUER"](before):
        return True
    whole = before + line.text
    long = len(before) >= 8 or len(line.text) <= 2  # 政府工作报 and 告
    return long and len(whole) <= TITLE_MOST and names_genre(whole) and not _BLANK.search(before)


def says_same(longer: str, shorter: str) -> bool:
    """Whether a title says what another does, and perhaps more: where it is, or from which site.

    >>> says_same("（某省）关于某市某县2024年预算的报告", "关于某县2024年预算的报告"), says_same("某县公报", "某县报告")
    (True, False)
    """
    rest = iter(longer)
    return all(character in rest for character in shorter)
