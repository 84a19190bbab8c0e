"""A title that is printed on several lines: which lines of a head continue the line above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from govreport.document.genres import names_genre
from govreport.document.split import TITLE_MOST
from govreport.grammar.grammar import Matcher
from govreport.lines.lines import Line
from govreport.text.lexicon import term
from govreport.text.regex import lazy

CLOSED_WITHIN = 3
"""How many more lines a title may take to close 《 or a bracket."""
BROKEN_LEAST = 8
"""The shortest line that is broken inside a title, in characters."""
REST_MOST = 2
"""The longest rest of a title that may follow a shorter line, in characters."""
_PAIRS = (("《", "》"), ("“", "”"), ("(", ")"))
_HALF_WIDTH = str.maketrans("（）", "()")
_BLANK = lazy(r"\s")
_ABOUT = term("ABOUT")
_MATERIAL = term("MEETING_MATERIAL")


def title_runs(open_lines: Sequence[int], lines: Sequence[Line], shapes: Mapping[str, Matcher]) -> list[list[int]]:
    """The lines that may be titles, each with the lines that continue it."""
    runs: list[list[int]] = []
    copies = Counter(lines[i].text for i in open_lines)
    for i in open_lines:
        alone = copies[lines[i].text] > 1 and names_genre(lines[i].text)  # printed twice, so it is complete
        if runs and runs[-1][-1] == i - 1 and not alone and _continues(runs[-1], i, lines, shapes):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _continues(run: list[int], i: int, lines: Sequence[Line], shapes: Mapping[str, Matcher]) -> bool:
    """Whether a line continues a title: a title names its organ first, then its subject (关于…), then its genre."""
    line = lines[i]
    before = "".join(lines[k].text for k in run)
    opened = before.translate(_HALF_WIDTH)
    if unclosed := [closer for opener, closer in _PAIRS if opened.count(opener) > opened.count(closer)]:
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
    broken = len(before) >= BROKEN_LEAST or len(line.text) <= REST_MOST  # 政府工作报 and 告
    return broken and len(whole) <= TITLE_MOST and names_genre(whole) and not _BLANK.search(before)


def is_subsequence(text: str, longer: str) -> bool:
    """Whether a title has all characters of another in their order, with more such as a place or a site between them.

    >>> is_subsequence("关于某县2024年预算的报告", "（某省）关于某市某县2024年预算的报告"), is_subsequence("某县报告", "某县公报")
    (True, False)
    """
    rest = iter(longer)
    return all(character in rest for character in text)
