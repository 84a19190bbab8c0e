"""The genres of official documents (文种): what a title ends with."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.text.regex import late
from govreport.text.variants import both_scripts

_WORDS = (
    r"决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|纪要"  # 公文处理工作条例, art. 8
    r"|办法|规定|细则|条例|规则|规程|规范|章程|制度|守则|准则|方案|规划|计划|要点|纲要|预案|指南|指引|标准|目录|清单|措施|政策"
    r"|说明|解读|答复|讲话|致辞|建议|任务书|协议|合同|公约|声明|宣言|须知|方针|总结|汇报|年报|简报|综述|复函"
)
_LETTERS = r"[令函书表]"
"""Genres of one character, which words may end with too."""
_BRACKETS = r"[（(〔][^（()）]{1,20}[）)〕]"
_GENRE = late(rf"(?:{_WORDS}|{_LETTERS})(?:{_BRACKETS})?(?:\[[0-9]{{1,3}}\])?$", both_scripts)
"""A genre at the end of a title: the fifteen of the rules, and those in use beside them."""
_GENRE_MOST = 30
"""The longest genre with what may follow it in brackets, in characters: 任务书（…）[123]."""
_INSIDE = late(rf"(?:{_WORDS})(?:[（(](?![^（()）]{{0,20}}[月日号])[^（()）]{{1,20}}[）)])?", both_scripts)
"""A genre inside a text; a bracket with a date or a number behind it is a note of its own (题注)."""


def names_genre(text: str) -> bool:
    """Whether a text ends in the name of a genre: 通知, 报告, 办法 …

    >>> [names_genre(text) for text in ("关于加快农业机械化的指导意见", "工 作 方 案", "扎实推进")]
    [True, True, False]
    """
    return _GENRE.search("".join(text.split())[-_GENRE_MOST:]) is not None


def genre_ends(text: str, begin: int, end: int) -> Iterator[int]:
    """Where the genres inside a stretch of text end; what stands in brackets behind one belongs to it.

    >>> list(genre_ends("工作方案（试行）的通知", 0, 11))
    [8, 11]
    """
    for found in _INSIDE.finditer(text, begin, end):
        yield found.end()
