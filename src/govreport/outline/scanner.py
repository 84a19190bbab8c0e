"""Lines to candidates for marks, by the terminals of the grammar.

A candidate only looks like a mark; :mod:`govreport.outline.placement` decides.  It is complete when the scanner returns
it: family, value, and its place in the line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from govreport.grammar.grammar import Grammar, Speech
from govreport.lines.lines import BLANKS, Line, skip_blanks
from govreport.lines.openings import is_bare
from govreport.lines.tables import is_row
from govreport.outline.candidates import BLANK, GLUED, HEAD, STOP, WEAK, Candidate
from govreport.outline.toc import is_whole_table
from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral
from govreport.text.regex import lazy
from govreport.tree.families import Family

HEADING_MOST = 60
"""How far after a decimal a sentence may end for it to head one, in characters."""
WIDEST_BLANK = 16
PHRASE_MOST = 200
"""The longest quotation without a colon before it, in characters: a longer one has lost a quotation mark.  Before one at
the head of a line, the colon ends the line above."""

BRACKET_MOST = 20
"""The longest text in brackets that ends with a mark, in characters."""
_LEFT, _RIGHT = term("LEFT"), term("RIGHT")
_OPEN_BRACKET = term("OPEN_BRACKET")
_MARK_SIGN = term("MARK_SIGN")
"""What a mark contains besides its numeral."""
_CROSS_REFERENCE = term("CROSS_REFERENCE")
"""（三）项, （一）至（三）项: what follows a number that is cited, not counted."""
_PREDICATE = term("DIVISION_PREDICATE")
"""What makes a division the subject of a sentence: 第一部分是总论."""
_SENTENCE_END = lazy(r"[。；;！？：]")
_PAGE = term("DASHED_PAGE")
_PARTING = BLANKS + "\n（(【〔："
"""What separates a mark from the text, the end of its line among them."""
_SPACED = BLANKS + "】：:"
"""The end of a mark that is separate by itself."""
_WORD_ORDINALS = {"首": 1, "其": 2, "再": 3}
_ITEM_OF_STATUTE = term("ITEM_OF_ARTICLE")
"""What follows an article that is cited: 第二十条第（一）项."""
_ONE_AS_DASH = term("ONE_AS_DASH")
_LATIN = lazy("[A-Za-z]")
_DECIMAL_PART = lazy(r"[0-9０-９]+")
_NEXT_LISTED = {"han": term("NEXT_HAN"), "di": term("NEXT_DI")}
"""What follows the first ordinal of a list of ordinals: 一、二、三产业, 一、两年, 第一、第二产业."""


def scan_lines(lines: Sequence[Line], grammar: Grammar) -> list[Sequence[Candidate]]:
    """The candidates of each line; one search through all lines finds those that may have some.

    Rows of tables and whole tables of contents have no candidates.
    """
    inside: dict[int, list[int]] = defaultdict(list)
    begin = end = 0
    i = -1
    text = "\n".join([line.text for line in lines])
    for at in grammar.inside.places(text):
        while at >= end:
            i += 1
            begin, end = end, end + len(lines[i].text) + 1
        if at > begin:
            inside[i].append(at - begin)
    found: list[Sequence[Candidate]] = [()] * len(lines)
    for i in inside.keys() | grammar.head.among("".join([line.text[0] for line in lines])):
        if lines[i].row is None:
            found[i] = _of_line(lines[i], i, inside.get(i, ()), grammar)
    return found


def scan(line: Line, index: int, grammar: Grammar) -> Sequence[Candidate]:
    """The candidates of a line, in order; the first may be at its head."""
    return () if line.row is not None else _of_line(line, index, grammar.inside.places(line.text), grammar)


def _of_line(line: Line, index: int, inside: Sequence[int], grammar: Grammar) -> Sequence[Candidate]:
    """The candidates of a line that is not a row of a table or a whole table of contents.

    A line that was cut at a mark is not a row, even with bars.  A line that the file styles as a heading is one heading:
    only its first mark counts.
    """
    found = _read(line, index, inside, grammar)
    cut = line.soft and bool(found) and found[0].begin == 0
    if not found or (is_row(line.text) and not cut) or is_whole_table(line.text):
        return ()
    return found if line.level is None else found[:1]


def _read(line: Line, index: int, inside: Sequence[int], grammar: Grammar) -> Sequence[Candidate]:
    """The candidates at the head of a line, and those at some places inside it."""
    text = line.text
    marks: list[Candidate] = []
    at = 0
    speech = grammar.speech
    found = grammar.head.match(text)
    while found is not None:
        mark = _candidate(found, index, HEAD, speech, line.doubtful)
        if mark is None:
            if not marks:
                inside = grammar.inside.places(text)  # with its own: no other mark is inside it
            break
        marks.append(mark)
        at = found.end()
        after = skip_blanks(text, at, len(text)) if text[at : at + 1] in BLANKS else at
        found = grammar.inline.match(text, after) if after < len(text) else None
        if found is not None and not _may_follow(mark.family, speech.families[found.lastgroup or ""]):
            break
    if not inside:
        return marks  # most lines
    quotes: list[tuple[int, int]] | None = None  # looked for where there is a mark
    for found in grammar.inside.matches_at(inside, text, at):
        begin = found.start()
        if quotes is None:
            quotes = _quotations(text)
        while quotes and quotes[-1][1] < begin:
            quotes.pop()
        if quotes and quotes[-1][0] < begin:
            continue
        mark = _candidate(found, index, _place(text, begin), speech)
        if mark is not None:
            marks.append(mark)
    return marks


def _may_follow(outer: Family, inner: Family) -> bool:
    """Whether a mark may follow another directly, as in 第一章 第一条 and （一）1. but not in 一、第八十三条之三所列事项."""
    if inner.name == "decimal":
        return outer.statutory  # 2. 1-3月 has one mark
    return not outer.item and outer.rank < inner.rank


def _place(text: str, begin: int) -> int:
    """How likely a mark is after this character of a line."""
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
        return STOP if wide or kept[-1:] in "。！？；：!?;:）)”" else BLANK
    return WEAK if before in "，,、”」』》>—（(【《“「" else GLUED


def _quotations(text: str) -> list[tuple[int, int]]:
    """The places of quotations and titles in a line, last first; an unclosed one is text."""
    found: list[tuple[int, int]] = []
    for opener, closer in ("“”", "「」", "《》", "『』"):
        if opener in text:
            found += _pairs(text, opener, closer)
    outer: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if not outer or begin > outer[-1][1]:
            outer.append((begin, end))
    return outer[::-1]


def _pairs(text: str, opener: str, closer: str) -> Iterator[tuple[int, int]]:
    """Where quotation marks of one kind open and close; “A“B” has one pair, around B."""
    opened: list[int] = []
    at = text.find(opener)
    end = text.find(closer, at)
    while end >= 0:
        while 0 <= at < end:
            opened.append(at)
            at = text.find(opener, at + 1)
        if opened:
            begin = opened.pop()
            if end - begin <= PHRASE_MOST or begin == 0 or text[begin - 1] in "：:":
                yield begin, end
        end = text.find(closer, end + 1)


def _candidate(found: re.Match[str], line: int, place: int, speech: Speech, doubtful: bool = False) -> Candidate | None:
    terminal = found.lastgroup or ""
    family = speech.families[terminal]
    name = family.name
    text = found.group()
    line_text = found.string
    begin, end = found.span()
    if family.cited and _is_cited(family.cited, text, line_text, end):
        return None
    if family.divides and place != HEAD and _PREDICATE.match(line_text, end):
        return None
    if place == GLUED and _closes_bracket(text, line_text, begin):
        return None  # （附表四）
    if place == GLUED and text[0].isdigit() and _LATIN.match(line_text, begin - 1):
        return None  # CH4、CO2
    if name == "dash" and _PAGE.match(line_text, begin):
        return None  # — 5 —
    sub: int | None = None
    parts: tuple[int, ...] = ()
    tail = 0
    ordinal: int | None
    if family.uncounted:
        ordinal = None
    elif name == "xian":
        ordinal = _word_ordinal(text)
    elif name == "decimal":
        parts = tuple(int(part) for part in _DECIMAL_PART.findall(text))
        ordinal = parts[-1]
        tail = _tail(line_text, end)
    else:
        ordinal, sub = (_own_value(speech.own[terminal], text), None) if terminal in speech.own else _value(text)
        if ordinal is None:
            return None
    if family.anywhere:
        place = max(place, WEAK)  # ① is part of no word
    after = line_text[end] if end < len(line_text) else "\n"
    written = text.rstrip(BLANKS) if text[-1] in BLANKS else text
    return Candidate(
        family,
        line,
        begin,
        begin + len(written),
        written,
        ordinal,
        sub,
        place,
        parts,
        bare=is_bare(written, family),
        listed=name in _NEXT_LISTED and _is_listed(_NEXT_LISTED[name].match(line_text, end), ordinal),
        padded=text[0] in "0０",
        # 第 1 條 is separate enough by the blanks inside it, 【第一章】 by its bracket.
        spaced=text[-1] in _SPACED or after in _PARTING or (text[0] == "第" and text[1] in BLANKS),
        tail=tail,
        doubtful=doubtful,
    )


def _word_ordinal(text: str) -> int | None:
    """The ordinal of 首先, 其次, 再次 or 再其次; 最后 has none."""
    return 4 if text.startswith("再其次") else _WORD_ORDINALS.get(text[0])


def _tail(line: str, end: int) -> int:
    """The length of the text after a decimal, long where a sentence follows."""
    left = len(line) - end
    return left if left > HEADING_MOST or not _SENTENCE_END.search(line, end) else HEADING_MOST


def _closes_bracket(text: str, line: str, begin: int) -> bool:
    """Whether a mark ends with the bracket that closes one before it."""
    if not _RIGHT.match(text, len(text) - 1) or _LEFT.match(text):
        return False
    return _OPEN_BRACKET.search(line, max(0, begin - BRACKET_MOST), begin) is not None


def _is_listed(after: re.Match[str] | None, ordinal: int | None) -> bool:
    """Whether the numeral after a mark is the next one: 一、二、三产业 and 一、两年, but not 一、一级机关."""
    if after is None or ordinal is None:
        return False
    return after["numeral"] == "两" or read_numeral(after["numeral"]) == ordinal + 1


def _is_cited(how: str, text: str, line: str, end: int) -> bool:
    """Whether the text after a mark shows that it belongs to another document: 第三条第（一）项, （一）至（三）项."""
    if how == "provision":
        return _ITEM_OF_STATUTE.match(line, end) is not None
    if how == "standard":  # 第1部分：通则 is a standard
        return text[1:].lstrip(BLANKS)[:1].isdigit() and text[-1] in "：:"
    return _CROSS_REFERENCE.match(line, end) is not None


@lru_cache(maxsize=4096)
def _value(text: str) -> tuple[int | None, int | None]:
    """The ordinal of a mark, and the sub-ordinal of 第十条之二."""
    text, _, sub = text.partition("之")
    plain = _MARK_SIGN.sub("", text).replace("－", "-")
    if _ONE_AS_DASH.match(plain, len(plain) - 1):
        plain = plain[:-1] + "一"  # 第二十-条, （－）: a dash read for 一
    if "-" in plain:  # 第 83-2 條
        plain, _, sub = plain.partition("-")
    return read_numeral(plain), read_numeral(_MARK_SIGN.sub("", sub)) if sub else None


def _own_value(form: re.Pattern[str], text: str) -> int | None:
    """The ordinal of a mark of a dialect: the value of the one group that matched."""
    found = form.match(text)
    return read_numeral(found[found.lastindex or 0]) if found is not None else None
