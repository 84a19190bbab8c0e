"""What a figure counts, from its clause: the words before it (``规范性文件16件``) or after it (``5次案卷评查``).

A number behind its noun is followed by the end of the clause or by a verb; one before its noun by that noun.
"""

from __future__ import annotations

from attrs import frozen

from govreport.facts.found import APART
from govreport.text.lexicon import term

_LONGEST = 60
"""How many characters of a clause are examined on either side."""

_STOPS = f"，。；：！？,;:!?\n\t{APART}"
_TAIL = term("AMOUNTING_TO")
_SUBJECT = term("SUBJECT_END")
_ACTION, _DEED = term("CLAUSE_OPENING"), term("DEED_BEHIND")
_NOUN, _NO_NOUN = term("COUNTED_NOUN"), term("NO_NOUN")
_RATIO = term("RATIO")


@frozen
class Clause:
    """The words of a clause apart from its number."""

    action: str
    thing: str


def around(text: str, shown: str, done: int, start: int, end: int) -> Clause:
    """The words that belong to the figure at ``[start, end)``.

    ``text`` has other mentions masked, ``shown`` is the readable text; ``done`` is the end of the previous figure.

    >>> text = "全年共审查规范性文件16件，召开3次会议"
    >>> around(text, text, 0, 10, 13), around(text, text, 13, 16, 18)
    (Clause(action='审查', thing='规范性文件'), Clause(action='召开', thing='会议'))
    """
    begin = _begin(text, max(done, start - _LONGEST), start)
    while begin < start and text[begin] in "、 ":
        begin += 1
    last = begin + len(_without_tail(text[begin:start]))
    subject = _SUBJECT.match(text, begin, last)
    begin = subject.end() if subject and subject.end() < last else begin
    noun = _NOUN.match(text, end, end + _LONGEST)
    if noun and noun["noun"] and _stands_before(text, text[begin:last], end):
        return Clause(shown[begin:last], shown[slice(*noun.span("noun"))])
    cut = _cut(text[begin:last])
    return Clause(shown[begin : begin + cut], shown[begin + cut : last])


def _stands_before(text: str, before: str, end: int) -> bool:
    """Whether the figure that ends at ``end`` precedes its noun."""
    if text[end - 1] in "%％":
        return text[end : end + 1] == "的" and not _RATIO.fullmatch(before)
    return not before or not _NO_NOUN.match(text, end)


def _begin(text: str, least: int, start: int) -> int:
    """The start of the clause before a number: after the last stop, or after an open bracket."""
    open_brackets = 0
    for at in range(start - 1, least - 1, -1):
        if text[at] in _STOPS:
            return at + 1
        if text[at] in "）)":
            open_brackets += 1
        elif text[at] in "（(":
            if not open_brackets:
                return at + 1
            open_brackets -= 1
    return least


def _without_tail(words: str) -> str:
    """The words without trailing 共, 约, 达到 …; there are at most three of these."""
    for _ in range(3):
        words = _TAIL.sub("", words.rstrip())
    return words


def _cut(words: str) -> int:
    """How many characters are the action; words that only name an action are the thing."""
    opening = _ACTION.match(words)
    done = opening.end() if opening else 0
    deed = _DEED.match(words, done)
    return deed.end() if deed else done
