"""Where the heading of a unit ends, and which lines are headings without a number.

A heading names its topic: it is one phrase, states no figures, and its siblings are built alike.
"""

from __future__ import annotations

import re

from govreport.lines.lines import BLANKS
from govreport.text.lexicon import term, words
from govreport.text.regex import Seeker, late
from govreport.tree.families import DIVISIONS, PROVISIONS

RUN_IN_MOST = 48
"""The longest run-in heading, in characters; one phrase or two or three in parallel.  Facts run longer."""
OWN_LINE_MOST = 90
"""The longest heading on a line of its own; the headings of annual reports name three documents at times."""

THESIS_MOST = 32
"""The longest sentence that heads a paragraph by saying what something is."""

_FACTS = term("STATED_FACT")
_SENTENCE = late(r"[。！？!?]")
_WIDE_BLANK = late(r"[ \t\u3000\xa0]{2,}|\u3000")
_WIDE = r"(?:\u3000{2,}|[ \xa0]{4,})"
_BREAK = late(rf"(?<=\S\S){_WIDE}|{_WIDE}(?=\S\S)")
"""A blank as wide as a lost line break; what is spread by such blanks letter by letter (总　　则) is one word."""
_LETTER = late(r"[^\W\d_]")
_LINKING = term("LINKED")
_FIGURE = late(r"(?<![0-9]{3})[0-9]$")
"""A number at the end: a line that was broken off (a year may end a heading)."""
_CLOSED = late("[”」]")
_CAPTION = term("CAPTION")
_TITLED = late(
    r"[ \t\u3000\xa0]*[【〔\[（(][^】〕\]）)]{1,40}[】〕\]）)](?=[ \t\u3000\xa0]|$)|[ \t\u3000\xa0]*【[^】]{1,40}】"
)
_NOT_IN_RUN_IN = Seeker(term("PREDICATE"), term("PREDICATE_BEGIN"))
"""What makes a sentence: it tells why, or who shall do what; a heading names its topic."""


class HeadingPlace:
    """Where a heading stands in a line: ``[begin, end)``, and where its stop ends."""

    __slots__ = ("begin", "end", "run_in", "stop")

    def __init__(self, begin: int, end: int, stop: int, run_in: bool) -> None:
        self.begin = begin
        self.end = end
        self.stop = stop
        """Just after the closing 。 or ：; the same as ``end`` when there is none."""
        self.run_in = run_in


def heading_place(text: str, begin: int, limit: int, family: str) -> HeadingPlace | None:
    """The heading that the text after a mark may begin with, by its form alone.

    ``limit`` is where the next mark begins, or the end of the line.
    """
    while begin < limit and text[begin] in BLANKS:
        begin += 1
    while limit > begin and text[limit - 1] in BLANKS:
        limit -= 1
    if begin >= limit or text[begin] in "，,":
        return None  # 一是，在… is a sentence
    if family in PROVISIONS:
        titled = _TITLED.match(text, begin, limit)
        return HeadingPlace(begin, titled.end(), titled.end(), titled.end() < limit) if titled else None
    ended = _SENTENCE.search(text, begin, limit)
    blank = _break(text[begin : min(limit, begin + OWN_LINE_MOST)])
    # A wide blank closes a heading; behind a clause it might be the author's pause, but not in 第X章.
    if blank is not None and (ended is None or begin + blank < ended.start()):
        at = begin + blank
        if family in DIVISIONS or text.find("，", begin, at) < 0:
            return HeadingPlace(begin, at, at, True)
    if ended is None:
        return _phrase(text, begin, limit)
    at = ended.start()
    if ended.group() != "。":
        if at + 1 == limit and ended.group() in "？?" and at - begin <= 30:
            return HeadingPlace(begin, limit, limit, False)
        return None
    if at - begin > RUN_IN_MOST or not _names_topic(text[begin:at]):
        return None
    return HeadingPlace(begin, at, at + 1, at + 1 < limit)


def _break(text: str) -> int | None:
    """Where the first blank begins that is as wide as a lost line break."""
    if "\u3000" in text or "  " in text or "\xa0" in text:
        found = _BREAK.search(text)
        return found.start() if found is not None else None
    return None


def _phrase(text: str, begin: int, limit: int) -> HeadingPlace | None:
    """A heading in a stretch of text that holds no sentence end: the whole of it, or up to a wide blank."""
    body = text[begin:limit]
    if len(body) > OWN_LINE_MOST // 2:
        blank = _WIDE_BLANK.search(body)
        if blank and blank.start() <= 30:
            return HeadingPlace(begin, begin + blank.start(), begin + blank.start(), True)
    if body in "：:":
        return None
    if body[-1] in "：:":
        return (
            HeadingPlace(begin, limit - 1, limit, False)
            if len(body) <= 40 and not _NOT_IN_RUN_IN.search(body)
            else None
        )
    if len(body) <= OWN_LINE_MOST and body[-1] not in "，,、" and "；" not in body and ";" not in body:
        return HeadingPlace(begin, limit, limit, False)
    return None


def thesis_place(text: str, begin: int, limit: int) -> HeadingPlace | None:
    """The short sentence that the text after a mark begins with, if it says what something is.

    中国式现代化是全体人民共同富裕的现代化。 is a heading where all its siblings are built alike.
    """
    while begin < limit and text[begin] in BLANKS:
        begin += 1
    end = text.find("。", begin, min(limit, begin + THESIS_MOST))
    phrase = text[begin:end]
    if end < 0 or end + 1 >= limit or "是" not in phrase or re.search(r"[，；：]", phrase) or _FACTS.search(phrase):
        return None
    return HeadingPlace(begin, end, end + 1, True)


def _names_topic(phrase: str) -> bool:
    return (
        bool(phrase) and len(phrase) <= RUN_IN_MOST and not _FACTS.search(phrase) and not _NOT_IN_RUN_IN.search(phrase)
    )


def names_front_part(text: str) -> bool:
    """Whether a line is one of the customary headings that stand without a number: 前言, 摘要, 结语.

    >>> names_front_part("摘　要"), names_front_part("总体要求")
    (True, False)
    """
    return len(text) <= 8 and "".join(text.split()) in words("FRAME_PART") | words("FRONT_PART")


def names_frame_part(text: str) -> bool:
    """Whether a line heads what stands before the outline or behind it: 前言, 结束语.

    >>> names_frame_part("前　言"), names_frame_part("小结")
    (True, False)
    """
    return len(text) <= 8 and "".join(text.split()) in words("FRAME_PART")


def may_be_plain_heading(text: str) -> bool:
    """Whether a line without a mark could be a heading, by its form alone: short, one phrase, no end in mid-sentence."""
    if not 2 <= len(text) <= 40:
        return False
    body = text[:-1] if text[-1] == "。" else text
    if text[0] == "<" or (text[0] in "（(【[" and text[-1] in "）)】]>"):
        return False
    if _CAPTION.match(text):
        return False
    if not body or body[-1] in "，、；：,;:！!…—-" or not _LETTER.search(body):
        return False
    if _LINKING.match(body) or _FIGURE.search(body) or (body[0] in "“「" and not _CLOSED.search(body)):
        return False
    return not re.search(r"[。；;！!]" if body[-1] in "？?" else r"[。；;！!：:]", body) and not _FACTS.search(body)
