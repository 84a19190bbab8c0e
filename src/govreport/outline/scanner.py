"""Lines to candidate marks, by the terminals of the grammar.

A candidate only looks like a mark; :mod:`govreport.outline.outline` decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from govreport.grammar.grammar import Grammar, Speech
from govreport.lines.lines import BLANKS, STOPS, Line
from govreport.outline.candidates import GLUED, HEAD, HEADING_MOST, STOP, WEAK, WIDEST_BLANK, Mark
from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral
from govreport.text.regex import late
from govreport.tree.families import Family

_PLAIN = str.maketrans("", "", BLANKS + "（）()〔〕﹙﹚﹝﹞、．.，,：:第其是要编編篇卷部分章节節条條款目")
_CROSS_REFERENCE = term("CROSS_REFERENCE")
"""（三）项, （一）至（三）项: what follows a number that is cited, not counted."""
_SENTENCE_END = late(r"[。；;！？：]")
_PARTING = BLANKS + "\n（(【〔："
"""What parts a mark from the text, the end of its line among them."""
_ORDINALS = {"首": 1, "其": 2, "再": 3}
_ITEM_OF_STATUTE = term("ITEM_OF_ARTICLE")
"""What follows an article that is cited: 第二十条第（一）项."""
_DECIMAL_PART = late(r"[0-9０-９]+")


def scan(line: Line, index: int, grammar: Grammar) -> list[Mark]:
    """The candidate marks of a line, in order; the first may stand at its head."""
    marks: list[Mark] = []
    text = line.text
    at = 0
    speech = grammar.speech
    found = grammar.head.match(text)
    while found is not None:
        mark = _mark(found, index, HEAD, speech)
        if mark is None:
            break
        marks.append(mark)
        at = after = found.end()
        while after < len(text) and text[after] in BLANKS:
            after += 1
        found = grammar.inline.match(text, after) if after < len(text) else None
        if found is not None and not _may_follow(mark.family, speech.families[found.lastgroup or ""]):
            break
    for mark in marks:
        mark.doubtful = line.doubtful
    quotes: list[tuple[int, int]] | None = None
    for found in grammar.inline.finditer(text, at):
        if quotes is None:
            quotes = _quotations(text)
        while quotes and quotes[-1][1] < found.start():
            quotes.pop()
        if quotes and quotes[-1][0] < found.start():
            continue
        mark = _mark(found, index, _weight(text, found.start()), speech)
        if mark is not None and not (marks and mark.begin < marks[-1].end):
            marks.append(mark)
    return _with_glued(marks, text, index, grammar) if line.long else marks


def _with_glued(marks: list[Mark], text: str, index: int, grammar: Grammar) -> list[Mark]:
    """Add the marks that stand straight behind a short heading: 二、重点任务（一）加强领导。"""
    found: list[Mark] = []
    marks = _merged(marks, [_mark(lost, index, GLUED, grammar.speech) for lost in grammar.lost.finditer(text)])
    for first in grammar.glued.finditer(text, 0, marks[0].begin if marks else len(text)):
        opening = _mark(first, index, GLUED, grammar.speech)
        if opening is not None and opening.ordinal == 1 and opening.stop not in "，,":
            marks = [opening, *marks]
            break
    for k, mark in enumerate(marks):
        limit = marks[k + 1].begin if k + 1 < len(marks) else len(text)
        mark.flat = True
        found.append(mark)
        before = mark
        while True:
            ended = _SENTENCE_END.search(text, before.end, before.end + HEADING_MOST)
            reach = ended.start() if ended else before.end + HEADING_MOST
            glued = grammar.glued.search(text, before.end + 2, min(limit, reach + 12))
            if glued is None or glued.start() > reach or before.family.item:
                break
            after = _mark(glued, index, GLUED, grammar.speech)
            if after is None:
                break
            after.flat = True
            found.append(after)
            before = after
    return found


def _merged(marks: list[Mark], more: list[Mark | None]) -> list[Mark]:
    """The marks, and those of some others that are parted from what follows and overlap none of them."""
    others = [mark for mark in more if mark is not None and mark.spaced]
    found: list[Mark] = []
    for mark in sorted([*marks, *others], key=lambda mark: (mark.begin, -mark.weight)):
        if not found or mark.begin >= found[-1].end:
            found.append(mark)
    return found


def _may_follow(outer: Family, inner: Family) -> bool:
    """Whether a mark may stand straight behind another: 第一章 第一条, （一）1. but not 一、第八十三条之三所列事项."""
    return not outer.item and (not inner.statutory or outer.rank < inner.rank)


def _weight(text: str, begin: int) -> int:
    before = text[begin - 1]
    if before in "。！？；：!?;:…":
        return STOP
    if before in "”」』" and text[begin - 2 : begin - 1] in "。！？；…":
        return STOP
    if before in "）)":
        return STOP  # a sentence in brackets, or the office in charge, ends here: （市科技局负责）10．大力…
    if before in BLANKS:
        kept = text[max(0, begin - WIDEST_BLANK) : begin].rstrip(BLANKS)
        wide = text[begin - 2 : begin - 1] in BLANKS
        return STOP if wide or kept[-1:] in "。！？；：!?;:）)”" else WEAK
    return WEAK


def _quotations(text: str) -> list[tuple[int, int]]:
    """The places of quotations and titles in a line, last first; one that does not close is none."""
    found: list[tuple[int, int]] = []
    for opener, closer in ("“”", "「」", "《》", "『』"):
        at = text.find(opener)
        while at >= 0:
            end = text.find(closer, at)
            if end < 0:
                break
            found.append((at, end))
            at = text.find(opener, end)
    outer: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if not outer or begin > outer[-1][1]:
            outer.append((begin, end))
    return outer[::-1]


def _mark(found: re.Match[str], line: int, weight: int, speech: Speech) -> Mark | None:
    terminal = found.lastgroup or ""
    family = speech.families[terminal]
    name = family.name
    text = found.group()
    line_text = found.string
    begin, end = found.span()
    if family.cited and _is_cited(family.cited, text, line_text, end):
        return None
    sub = None
    parts: tuple[int, ...] = ()
    if family.uncounted:
        ordinal = None
    elif name == "xian":
        ordinal = _ORDINALS.get(text[0]) if not text.startswith("再其次") else 4
    elif name == "decimal":
        parts = tuple(int(part) for part in _DECIMAL_PART.findall(text))
        ordinal = parts[-1]
    else:
        ordinal, sub = (_own_value(speech.own[terminal], text), None) if terminal in speech.own else _value(text)
        if ordinal is None:
            return None
    after = line_text[end] if end < len(line_text) else "\n"
    written = text.rstrip(BLANKS)
    mark = Mark(family, line, begin, begin + len(written), ordinal, sub, weight)
    mark.text = written
    mark.parts = parts
    if name == "decimal":
        left = len(line_text) - end
        mark.tail = left if left > HEADING_MOST or not _SENTENCE_END.search(line_text, end) else HEADING_MOST
    mark.listed = name == "han" and after in "一二三四五六七八九十"
    mark.parted = begin > 0 and line_text[begin - 1] in BLANKS
    mark.padded = text[0] in "0０"
    mark.stop = written[-1]
    mark.bare = mark.stop not in STOPS and family.bare
    # 第 1 條 is parted enough by the blanks inside it.
    mark.spaced = text[-1] in BLANKS or after in _PARTING or (text[0] == "第" and text[1] in BLANKS)
    return mark


def _is_cited(how: str, text: str, line: str, end: int) -> bool:
    """Whether what stands behind a mark says that it is one of another document: 第三条第（一）项, （一）至（三）项."""
    if how == "provision":
        return _ITEM_OF_STATUTE.match(line, end) is not None
    if how == "standard":  # 第1部分：通则 is a standard
        return text[1].isdigit() and line[end : end + 1] in ("：", ":")
    return _CROSS_REFERENCE.match(line, end) is not None


@lru_cache(maxsize=4096)
def _value(text: str) -> tuple[int | None, int | None]:
    """The ordinal of a mark, and the sub-ordinal of 第十条之二."""
    text, _, sub = text.partition("之")
    plain = text.translate(_PLAIN).replace("－", "-")
    if plain.endswith("-"):
        plain = plain[:-1] + "一"  # 第二十-条: a dash read for 一
    if "-" in plain:  # 第 83-2 條
        plain, _, sub = plain.partition("-")
    return read_numeral(plain), read_numeral(sub.translate(_PLAIN)) if sub else None


def _own_value(form: re.Pattern[str], text: str) -> int | None:
    """The ordinal of a mark of a dialect: what the one group that matched holds."""
    found = form.match(text)
    return read_numeral(found[found.lastindex or 0]) if found is not None else None
