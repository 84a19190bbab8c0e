"""What a figure counts, from its clause: the words before it (``规范性文件16件``) or after it (``5次案卷评查``).

A number after its noun is followed by the end of the clause or by a verb; one before its noun by that noun.  Between a
noun and its number are words that show how the number is meant (``国内生产总值由上年的…增加到…``): these are not part of
the noun, and show whether the number is a change (:mod:`govreport.facts.changes`).
"""

from __future__ import annotations

from functools import lru_cache

from govreport.facts.changes import change_words
from govreport.facts.found import APART, NAMED
from govreport.text.lexicon import sought, term, words
from govreport.text.regex import lazy
from govreport.util.records import record

_LONGEST = 60
"""How many characters of a clause are examined on either side."""
_LONGEST_WORD = 4
"""In characters, of the words between a noun and its number."""
_MOST_CLAUSES = 3
"""How many clauses without a number are passed to reach the noun of the sentence."""

_ENDS = "。；！？;!?\n\t"
_STOP_OR_BRACKET = lazy(f"[，：,:{_ENDS}（(）)]")
_RATIOS = frozenset(("%", "％", "‰", "倍", ""))
_JOINTS = frozenset("和及或与與")
_TIME, _NOTE, _COMPARED = sought("TIME_BETWEEN"), term("NOTE_BETWEEN"), term("COMPARED")
_SUBJECT, _SHARED, _TAKEN_OF, _WHEN, _LEADING = (
    term("SUBJECT_END"),
    term("SHARED"),
    term("TAKEN_OF"),
    term("WHEN_BEFORE"),
    sought("LEADING_WORDS"),
)
_TRAILING = term("TRAILING_DEED")
_ACTION, _DEED, _SPENT = term("CLAUSE_OPENING"), term("DEED_BEHIND"), term("SPENT")
_NOUN, _NO_NOUN, _ATTENDED = term("COUNTED_NOUN"), term("NO_NOUN"), term("ATTENDED")
_ONLY_DEEDS, _RATIO, _PREDICATE, _ADVERBIAL = term("ONLY_DEEDS"), term("RATIO"), term("PREDICATED"), term("ADVERBIAL")


@record
class Clause:
    """The words of a clause apart from its number."""

    action: str
    thing: str
    between: tuple[str, ...] = ()
    """The words between the thing and its number, nearest to the number first."""
    behind: bool = False
    """Whether the thing is after the number."""
    inherits: bool = False
    """Whether the clause names no thing, and has that of the number before."""
    end: int = 0
    """The end of the number, or of the thing after it."""
    when: bool = False
    """Whether the number is a duration that counts nothing: 五年累计, 五年前."""


def around(text: str, shown: str, done: int, start: int, end: int, unit: str) -> Clause:
    """The words that belong to the figure at ``[start, end)``.

    ``text`` has other mentions masked, ``shown`` is the readable text; ``done`` is the end of the previous figure.

    >>> text = "全年共审查规范性文件16件，召开3次会议"
    >>> around(text, text, 0, 10, 13, "件").thing, around(text, text, 13, 16, 18, "次").thing
    ('规范性文件', '会议')
    """
    begin = _begin(text, max(done, start - _LONGEST), start)
    last, between = _before_number(text, begin, start)
    begin = max(begin, text.rfind(APART, begin, last) + 1)
    begin = _led(text, begin, last)
    share = unit in _RATIOS and begin < last and text[last - 1] in "的之"
    last -= share
    shared = (_SHARED if share else _TAKEN_OF).match(text, begin, last) if unit in _RATIOS else None
    begin = shared.end() if shared else begin
    for pattern in (_SUBJECT, _WHEN):
        found = pattern.match(text, begin, last)
        begin = found.end() if found and found.end() < last else begin
    begin = _led(text, begin, last)
    noun = _NOUN.match(text, end, end + _LONGEST)
    if noun and noun["noun"] and _stands_before(text, text[begin:last], end, unit, changed=any(map(_changes, between))):
        return Clause(shown[begin:last], shown[slice(*noun.span("noun"))], between, behind=True, end=noun.end("noun"))
    if begin == last:
        inherits = not any(mark in text[done:start] for mark in _ENDS)
        return Clause("", "", between, inherits=inherits, end=end)
    cut = _led(text, begin + _cut(text[begin:last]), last)
    return Clause(shown[begin:cut], _noun(shown[cut:last]), between, end=end)


def subject(text: str, shown: str, done: int, start: int) -> str:
    """The noun of the clauses before the one of the number at ``start``, in its sentence; empty without one.

    >>> text = "国内生产总值，按可比价格计算，达到3亿元"
    >>> subject(text, text, 0, 17)
    '国内生产总值'
    """
    stop = _begin(text, max(done, start - _LONGEST), start) - 1
    for _ in range(_MOST_CLAUSES):
        if stop < done or text[stop] not in "，,":
            break
        begin = _begin(text, max(done, stop - _LONGEST), stop)
        if done and begin <= done:
            break
        if not _ADVERBIAL.match(text, begin, stop):
            predicate = _PREDICATE.search(text, begin, stop)
            last, _ = _before_number(text, begin, predicate.start() if predicate else stop)
            begin = max(begin, text.rfind(APART, begin, last) + 1)
            begin = _led(text, begin, last)
            if begin < last:
                return _noun(shown[begin + _cut(text[begin:last]) : last])
        stop = begin - 1
    return ""


def _changes(word: str) -> bool:
    """Whether a word between a noun and its number states a change."""
    return change_words().get(word, "from") != "from"


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The words between a noun and its number."""
    return words("BETWEEN").union(change_words())


def _before_number(text: str, begin: int, end: int) -> tuple[int, tuple[str, ...]]:
    """The end of the noun before a number, and the words between them, the last one first."""
    known, whole = _known(), words("WHOLE")
    found: list[str] = []
    while end > begin:
        if (time := _TIME.search(text, max(begin, end - _LONGEST), end)) is not None:
            end = time.start()
        elif text[end - 1] in " 　":
            end -= 1
        elif text[end - 1] in "）)" and (note := _NOTE.search(text, begin, end)):
            end = note.start()
        elif text[max(begin, end - 2) : end] in whole or text[max(begin, end - 3) : end] in whole:
            break
        else:
            start = max(begin, end - _LONGEST_WORD)
            while start < end and text[start:end] not in known:
                start += 1
            if start == end:
                break
            found.append(text[start:end])
            end = start
    if any(map(_changes, found)):
        compared = _COMPARED.search(text, begin, end)
        end = _before_number(text, begin, compared.start())[0] if compared else end
    return end, tuple(found)


def _stands_before(text: str, before: str, end: int, unit: str, *, changed: bool) -> bool:
    """Whether the figure that ends at ``end`` precedes its noun."""
    if (
        _NO_NOUN.match(text, end)
        or (before and _ATTENDED.match(text, end))
        or (unit in words("DURATION") and text[end : end + 1] != "的")
    ):
        return False
    if unit in _RATIOS and text[end : end + 1] == "的":
        return not _RATIO.fullmatch(before)
    if text[end : end + 1] == "的" and not changed and unit != "番":
        return True
    return not before or unit not in words("MEASURED") or _ONLY_DEEDS.fullmatch(before) is not None


def _begin(text: str, least: int, start: int) -> int:
    """The start of the clause before a number: after the last stop, or after an open bracket."""
    closed = 0
    for sign in reversed([*_STOP_OR_BRACKET.finditer(text, least, start)]):
        if sign[0] in "）)":
            closed += 1
        elif closed and sign[0] in "（(":
            closed -= 1
        else:
            return sign.end()
    return least


def _led(text: str, begin: int, end: int) -> int:
    """The place after the words and blanks that lead a clause."""
    while begin < end and text[begin] not in (APART, NAMED) and (text[begin] in "、　" or text[begin] <= " "):
        begin += 1
    found = _LEADING.match(text, begin, end)
    begin = found.end(1) if found else begin
    return end if text[begin:end] in _JOINTS else begin


def _noun(found: str) -> str:
    """A noun without a particle or a deed after it."""
    found = _TRAILING.sub("", found.removesuffix("方面"))
    return found if found[-2:] in words("WHOLE") else found.rstrip("的")


def _cut(before: str) -> int:
    """How many characters are the action; words that only name an action are the thing."""
    spent = _SPENT.match(before)
    if spent:
        return spent.end()
    opening = _ACTION.match(before)
    done = opening.end() if opening else 0
    deed = _DEED.match(before, done)
    return deed.end() if deed else done
