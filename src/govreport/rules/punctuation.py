"""Rules for punctuation (标点符号) in paragraphs and headings."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.facts.passages import Passage
from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, search, whole
from govreport.rules.rule import PUNCTUATION, Finding, Rule
from govreport.text.source import Span
from govreport.tree.diagnostics import Fix
from govreport.tree.nodes import Block, Item, Paragraph, Section, Unit

_HALF = pattern(r"(?<=[\u4e00-\u9fff”》）])(?:[,;:?!](?=[\u4e00-\u9fff“《（])|\.$)")
_FULL = pattern("[，；：？！]")
_WIDE = {".": "。", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_MINORITY = 10
"""Half-width marks are slips if there are at least this many times more of full width."""
_SAME = pattern(r"(?P<mark>[。，、；：])(?<![。…][。，、；：])(?P<again>(?P=mark)+)(?![。…])")
_COLLIDING = pattern(r"(?:，[。、；]|、[。，；]|；[。，、]|。[，、；])(?<=[\u4e00-\u9fff”》）\d]..)(?![”’」』])")
_DOTS = pattern(r"(?<=[\u4e00-\u9fff，、])(?:\.{3,6}|。{3,6}|…)(?!…|\.|。|\d)")
_LEADERS = pattern(r"(?:\.{7}|。{7}|…{3})")
_BEFORE_ETC = pattern(r"、(?=等(?![级同额值效比待候离腰边次号外一]))")
_BRACKET = pattern("[《》（）()]")
_PAIRS = {"《": "》", "（": "）"}
_OPENERS = {**{open_: open_ for open_ in _PAIRS}, "(": "（"}
_CLOSERS = {**{close: open_ for open_, close in _PAIRS.items()}, ")": "（"}
"""The kind of each bracket: half-width ones pair with full-width ones; alone, they may be of a formula."""
_MARK = pattern(r"(?:^|(?<=[。；;，,：:、\s]))[0-9０-９a-zA-Z一二三四五六七八九十]{1,3}[）)]")
_NESTED = pattern(r"《[^《》]*(?P<inner>《(?P<name>[^《》]*)》)[^《》]*》")
_QUOTED = pattern(r"“[^“”‘’]*(?P<inner>“[^“”‘’]*”)[^“”‘’]*”")
_STRAIGHT = pattern(r"\"(?P<inside>[^\"“”\n]{1,40})\"")
_HAN = pattern(r"[\u4e00-\u9fff]")
_ROW = 3
_MOST_UNPAIRED = 6


def _half_width(paper: Paper) -> Iterator[Finding]:
    places = [(one, found) for one, found in search(paper.prose_with(",;:?!."), _HALF)]
    if not places:
        return
    full = sum(len(_FULL.findall(one.text)) for one in paper.prose)
    if full >= _MINORITY * len(places):
        for one, found in places:
            place = whole(one, found)
            yield Finding(f"half-width {found[0]} between Chinese characters", place, (Fix(place, _WIDE[found[0]]),))
        return
    fixes = tuple(Fix(whole(one, found), _WIDE[found[0]]) for one, found in places)
    yield Finding(f"half-width punctuation between Chinese characters ({len(places)} marks)", fixes[0].span, fixes)


def _doubled(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose, _SAME):
        yield Finding(f"{found[0]} is doubled", whole(one, found), (Fix(whole(one, found, "again"), ""),))
    for one, found in search(paper.prose, _COLLIDING):
        yield Finding(f"two stops in a row: {found[0]}", whole(one, found))


def _ellipsis(paper: Paper) -> Iterator[Finding]:
    for one in paper.prose:
        dotted = "…" in one.text or "。。。" in one.text or "..." in one.text
        if dotted and not _LEADERS.search(one.text):
            for found in _DOTS.finditer(one.text):
                place = whole(one, found)
                yield Finding(f"{found[0]} is not an ellipsis: ……", place, (Fix(place, "……"),))


def _before_etc(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose, _BEFORE_ETC):
        place = whole(one, found)
        yield Finding("、 before 等", place, (Fix(place, ""),))


def _unpaired(paper: Paper) -> Iterator[Finding]:
    """Unpaired brackets; many of them show a damaged text."""
    found: list[tuple[Passage, int]] = []
    for line in _lines(paper):
        odd = _odd_brackets(line)
        if found and odd and _pairs(found[-1], odd[0]):
            found.pop()  # a paragraph that a line break divides
            odd = odd[1:]
        found += odd
    for one, at in found if len(found) <= _MOST_UNPAIRED else ():
        character = one.text[at]
        problem = "is not closed" if character in _PAIRS else "closes nothing"
        yield Finding(f"{character} {problem}", one.span(at, at + 1))


def _lines(paper: Paper) -> Iterator[list[Passage]]:
    """The paragraphs and headings that are on one line of the source together."""
    line: list[Passage] = []
    for one in paper.prose:
        if line and "\n" in paper.source.text[line[-1].node.span.end : one.node.span.start]:
            yield line
            line = []
        line.append(one)
    if line:
        yield line


def _odd_brackets(line: list[Passage]) -> list[tuple[Passage, int]]:
    """The unpaired brackets of a line; a bracket after a number may be one of its mark, 1）."""
    opened: list[tuple[Passage, int]] = []
    closing: list[tuple[Passage, int]] = []
    for one in line:
        for bracket in _BRACKET.finditer(one.text):
            at, character = bracket.start(), bracket[0]
            if character in _OPENERS:
                opened.append((one, at))
            elif opened and _OPENERS[opened[-1][0].text[opened[-1][1]]] == _CLOSERS[character]:
                opened.pop()
            elif not character.isascii() and all(at != found.end() - 1 for found in _MARK.finditer(one.text)):
                closing.append((one, at))
    opened = [(one, at) for one, at in opened if one.text[at] in _PAIRS]
    return sorted([*closing, *opened], key=lambda each: (each[0].node.span, each[1]))


def _pairs(left: tuple[Passage, int], right: tuple[Passage, int]) -> bool:
    return _PAIRS.get(left[0].text[left[1]]) == right[0].text[right[1]]


def _nested_titles(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.passages, _NESTED):
        start, end = found.span("inner")
        fixes = (Fix(one.span(start, start + 1), "〈"), Fix(one.span(end - 1, end), "〉"))
        yield Finding(f"《》 inside 《》: {found['inner']}", one.span(start, end), fixes)


def _nested_quotes(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose, _QUOTED):
        start, end = found.span("inner")
        fixes = (Fix(one.span(start, start + 1), "‘"), Fix(one.span(end - 1, end), "’"))
        yield Finding(f"“” inside “”: {found['inner']}", one.span(start, end), fixes)


def _straight(paper: Paper) -> Iterator[Finding]:
    straight = paper.prose_with('"')
    if not straight or not paper.prose_with("“”"):
        return
    for one, found in search(straight, _STRAIGHT):
        if _HAN.search(found["inside"]) and one.text.count('"') % 2 == 0:
            start, end = found.span()
            fixes = (Fix(one.span(start, start + 1), "“"), Fix(one.span(end - 1, end), "”"))
            yield Finding(f"straight quotation marks: {found[0]}", one.span(start, end), fixes)


def _last_of_row(paper: Paper) -> Iterator[Finding]:
    for document in paper.documents:
        yield from _rows(paper, document.body)


def _rows(paper: Paper, blocks: tuple[Block, ...]) -> Iterator[Finding]:
    row: list[Unit] = []
    for block in (*blocks, None):
        family = block.number.family if isinstance(block, (Section, Item)) and block.number else ""
        if isinstance(block, (Section, Item)) and family and (not row or _family(row[-1]) == family):
            row.append(block)
            continue
        if not isinstance(block, Paragraph):  # which may continue the last of them
            yield from _row(paper, row)
        row = [block] if isinstance(block, (Section, Item)) and family else []
    for block in blocks:
        if isinstance(block, Unit):
            yield from _rows(paper, block.blocks)


def _family(unit: Unit) -> str:
    return unit.number.family if unit.number else ""


def _row(paper: Paper, row: list[Unit]) -> Iterator[Finding]:
    """The last member of a row that ends in ；, as the members before it do."""
    if len(row) < _ROW:
        return
    ends = [_end(paper, unit) for unit in row]
    if all(end and end[1] in "；;" for end in ends) and (last := ends[-1]):
        yield Finding("the last of a row ends in ；, not in 。", last[0], (Fix(last[0], "。"),))


def _end(paper: Paper, unit: Unit) -> tuple[Span, str] | None:
    """The last character of a unit that has only a paragraph, and its place."""
    if len(unit.blocks) != 1 or not isinstance(unit.blocks[0], Paragraph):
        return None
    one = paper.passage(unit.blocks[0])
    text = one.text.rstrip()
    return (one.span(len(text) - 1, len(text)), text[-1]) if text else None


RULES = (
    Rule("GR680", PUNCTUATION, "4.6", _last_of_row),
    Rule("GR681", PUNCTUATION, "5.1", _half_width),
    Rule("GR682", PUNCTUATION, "4", _doubled),
    Rule("GR683", PUNCTUATION, "4.11", _ellipsis),
    Rule("GR684", PUNCTUATION, "4.5", _before_etc),
    Rule("GR685", PUNCTUATION, "4.9", _unpaired),
    Rule("GR686", PUNCTUATION, "4.15", _nested_titles),
    Rule("GR687", PUNCTUATION, "4.8", _nested_quotes),
    Rule("GR688", PUNCTUATION, "4.8", _straight),
)
