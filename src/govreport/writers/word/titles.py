"""Breaking a title into lines by sense (GB/T 9704-2012, 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜).

A line breaks where a phrase ends or begins: after 的, 、 or 》, before 关于, 和 or 《, after a verb such as 印发.  It never
breaks inside a number, the name of the organ, or a word that the title itself repeats.  Other places are worse the more
often the two characters around them occur together in the document: the characters of one word occur together often, those
of two words once.  Among the possible lines, those of equal length are chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from govreport.text.lexicon import term
from govreport.writers.word.elements import width

_END, _BEGIN = term("PHRASE_END"), term("PHRASE_BEGIN")
_CLOSING: Final = frozenset("》〉」』”’）)】〕、，。；：！？的之—―─－-（(")
"""No line begins with one of these: after a break, a dash or a bracket begins a subtitle."""
_OPENING: Final = frozenset("《〈「『“‘（(【〔—―─－-")
"""No line ends in one of these."""
_FIGURE: Final = re.compile(r"[0-9A-Za-z０-９〇一二三四五六七八九十.．%％-]+[年月日号期届次起个项批]?(?:度|份)?")
_EDGE: Final = re.compile(r"(?<=[^!-~\s])(?=[!-~])|(?<=[!-~])(?=[^!-~\s])")
_WHITE: Final = 0.25
LONGEST: Final = 120
"""In characters: longer titles are left to Word."""
_VERB, _UNKNOWN, _TOGETHER, _NEVER = 0.1, 0.5, 0.5, 1e9
"""The cost of a break after a verb, at an unknown place, for each time that its characters occur together, and if they never do."""
_TIMES: Final = 4
"""More often than that counts no more."""
_UNEVEN: Final = 2.0
"""The cost of lines of unequal length, for a deviation as long as the line."""


def title_lines(title: str, most: float, text: str = "", names: Sequence[str] = ()) -> list[str]:
    """A title in as few lines as it needs.

    :param most: the longest line, in characters.
    :param text: the text of the document, as evidence of words.
    :param names: names that are not broken, such as the organ's.

    >>> title_lines("关于印发法治政府建设实施方案和法治社会建设任务清单的通知", 20)
    ['关于印发法治政府建设实施方案', '和法治社会建设任务清单的通知']
    """
    if _wide(title) <= most or len(title) > LONGEST or "\n" in title:
        return [title]
    costs = _costs(title, text, names)
    fewest = -int(-_wide(title) // most)
    for count in (fewest, fewest + 1):
        places = _best(title, most, count, costs)
        if places:
            return [title[begin:end] for begin, end in pairwise((0, *places, len(title)))]
    return [title]


def _wide(text: str) -> float:
    """The width of a line in characters, with the white that Word puts between Chinese and Latin characters."""
    return width(text) + _WHITE * len(_EDGE.findall(text))


def _costs(title: str, text: str, names: Sequence[str]) -> list[float]:
    """The cost of a break before each character."""
    known = {found.end(): 0.0 if len(found[0]) == 1 else _VERB for found in _END.finditer(title)}
    known |= {found.start(): 0.0 for found in _BEGIN.finditer(title)}
    costs = [_NEVER]
    for at in range(1, len(title)):
        if title[at] in _CLOSING or title[at - 1] in _OPENING:
            costs.append(_NEVER)
        else:
            together = _TOGETHER * min(text.count(title[at - 1 : at + 1]), _TIMES)
            costs.append(known[at] if at in known else _UNKNOWN + together)
    for begin, end in _whole(title, names):
        costs[begin + 1 : end] = [_NEVER] * (end - begin - 1)
    return costs


def _whole(title: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches that are not broken: figures, names, and words that the title repeats."""
    stretches = [found.span() for pattern in (_FIGURE, _END, _BEGIN) for found in pattern.finditer(title)]
    for name in names:
        stretches += [found.span() for found in re.finditer(re.escape(name), title)] if len(name) > 1 else []
    for at in range(len(title) - 1):
        end = at + 2
        while end <= len(title) and title.count(title[at:end]) > 1:
            end += 1
        if end - 1 - at >= 2 and not _END.search(title, at, end - 1):
            stretches.append((at, end - 1))
    return stretches


def _best(title: str, most: float, count: int, costs: Sequence[float]) -> tuple[int, ...]:
    """The places of the cheapest breaks into a number of lines; empty if there are none."""
    even = _wide(title) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(count):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, places) in best.items():
            for end in range(begin + 1, len(title) + 1):
                long = _wide(title[begin:end])
                if long > most:
                    break
                if (end == len(title)) != (line == count - 1) or (end < len(title) and costs[end] >= _NEVER):
                    continue
                total = cost + _UNEVEN * (long / even - 1) ** 2 + (costs[end] if end < len(title) else 0)
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, (*places, end))
        best = longer
    found = best.get(len(title))
    return found[1][:-1] if found else ()
