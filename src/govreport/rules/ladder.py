"""Rules for the marks of the outline (结构层次序数): their stops, brackets and order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from govreport.checks.ordinals import mark
from govreport.checks.series import lists
from govreport.rules.lists import pattern
from govreport.rules.paper import Paper
from govreport.rules.rule import LAYOUT, NUMERALS, PRACTICE, PUNCTUATION, Finding, Rule
from govreport.text.source import Span
from govreport.tree.diagnostics import Fix
from govreport.tree.nodes import Block, Document, Number, Paragraph, Section, Unit

_LADDER = ("han", "han_paren", "arabic", "arabic_paren")
"""The levels of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）."""
_STOPS = {"han": "、", "arabic": "."}
_ENCLOSED = ("han_paren", "arabic_paren")
_WIDE = {"(": "（", ")": "）"}
_STOP = pattern("[、．.，,：:]$")
_HALF = pattern("[()]")
_ROW = 3
"""How many members a row needs to show its own form."""
_SHORTEST_HEADING = 4
_ANNOUNCED = pattern(r"(?:如下|以下\S{0,8}|下列\S{0,8})[：:]$")

_RUNNING = 30
_NEAR = 5
"""Headings farther apart than this many numbers are perhaps of two parts whose own headings are lost."""
_HAN_FIGURES = tuple("〇○零一二三四五六七八九十百千")

Row = Sequence[Number]
"""The numbers of a list, as written in one place each."""


def _rows(paper: Paper) -> Sequence[Row]:
    """The lists of sections of the four levels, all documents included."""
    return [row for document in paper.documents for row in _below(document.body)]


def _below(blocks: tuple[Block, ...]) -> Iterator[Row]:
    rows: dict[int, list[Number]] = {}
    members = lists(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Unit):
            if index in members and block.number and block.number.family in _LADDER and not block.number.pieces:
                rows.setdefault(id(members[index]), []).append(block.number)
            yield from _below(block.blocks)
    for row in rows.values():
        if len({one.family for one in row}) == 1 and isinstance(row[0].text, str):
            yield row


def _stop(number: Number) -> str:
    found = _STOP.search(number.text)
    return found[0] if found else ""


def _brackets(number: Number) -> str:
    return number.text[:1] + number.text.rstrip("、．.，,：: ")[-1:]


def _form(number: Number) -> str:
    """What may differ between the marks of a row: the stop, or the brackets."""
    return _brackets(number) + _stop(number) if number.family in _ENCLOSED else _stop(number).replace("．", ".")


def _uniform(row: Row) -> bool:
    return len(set(map(_form, row))) == 1


def _by_family(found: Iterable[tuple[Number, tuple[Fix, ...]]]) -> Iterator[tuple[Number, int, tuple[Fix, ...]]]:
    """One finding for each family, at its first mark, with the fixes of all."""
    families: defaultdict[str, list[tuple[Number, tuple[Fix, ...]]]] = defaultdict(list)
    for number, fixes in found:
        families[number.family].append((number, fixes))
    for each in families.values():
        first = min(number.span for number, _ in each)
        number = next(number for number, _ in each if number.span == first)
        every = sorted((fix for _, some in each for fix in some), key=lambda fix: fix.span)
        yield number, len(each), tuple(every)


def _behind_brackets(paper: Paper) -> Iterator[Finding]:
    wrong = [
        (one, (Fix(Span(one.span.end - 1, one.span.end), ""),))
        for row in paper.once(_rows)
        for one in row
        if one.family in _ENCLOSED and _stop(one)
    ]
    for number, count, fixes in _by_family(wrong):
        yield Finding(f"{mark(number)} has a stop after its bracket ({count} marks)", number.span, fixes)


def _wrong_stop(paper: Paper) -> Iterator[Finding]:
    wrong = [
        (one, (Fix(Span(one.span.end - 1, one.span.end), _STOPS[one.family]),))
        for row in paper.once(_rows)
        if _uniform(row) and len(row) > 1
        for one in row
        if one.family in _STOPS and _stop(one) and _stop(one).replace("．", ".") != _STOPS[one.family]
    ]
    for number, count, fixes in _by_family(wrong):
        right = mark(number)[:-1] + _STOPS[number.family]
        yield Finding(f"{mark(number)} is usually written {right} ({count} marks)", number.span, fixes)


def _half_brackets(paper: Paper) -> Iterator[Finding]:
    wrong = []
    for row in paper.once(_rows):
        for one in row:
            places = list(_HALF.finditer(one.text)) if one.family in _ENCLOSED and _uniform(row) else []
            if places and len(one.text) == len(one.span):
                start = one.span.start
                wide = [Fix(Span(start + at.start(), start + at.end()), _WIDE[at[0]]) for at in places]
                wrong.append((one, tuple(wide)))
    for number, count, fixes in _by_family(wrong):
        yield Finding(f"{mark(number)} has half-width brackets ({count} marks)", number.span, fixes)


def _mixed(paper: Paper) -> Iterator[Finding]:
    for row in paper.once(_rows):
        forms = Counter(map(_form, row))
        if len(row) < _ROW or len(forms) != 2:
            continue
        (usual, many), (_, few) = forms.most_common()
        if few == many:
            continue
        example = next(one for one in row if _form(one) == usual)
        for one in row:
            before = paper.source.text[one.span.start - 1 : one.span.start]
            if _form(one) != usual and len(one.text) == len(one.span) and not before.isalnum():
                wanted = mark(example, one.ordinal) if one.ordinal else ""
                fixes = (Fix(one.span, wanted),) if wanted else ()
                yield Finding(f"{mark(one)} in a row of the form {mark(example)}", one.span, fixes)


def _inverted(paper: Paper) -> Iterator[Finding]:
    """Marks directly under one of a lower level, （一） under 1., in a document that usually has them in order."""
    for document in paper.documents:
        nested = list(_nested(document.body, None))
        kinds = Counter((parent.family, number.family) for parent, number in nested)
        for parent, number in nested:
            below, above = parent.family, number.family
            if _LADDER.index(above) < _LADDER.index(below) and kinds[above, below] > kinds[below, above]:
                if (parent.ordinal or 0) > _RUNNING:
                    continue  # the numbers of paragraphs, which continue through all headings
                if paper.source.text[number.span.end : number.span.end + 1] in _HAN_FIGURES:
                    continue  # 一、五○○人, a number with its thousands parted
                yield Finding(f"{mark(number)} is under {mark(parent)}, a mark of a lower level", number.span)
        if document is paper.document and document.title:
            yield from _late_start(document, nested)


def _late_start(document: Document, nested: Sequence[tuple[Number, Number]]) -> Iterator[Finding]:
    """A document that counts its first level with a mark of a lower one, and the second with the next."""
    tops = [block.number for block in document.body if isinstance(block, Section) and block.number]
    families = {number.family for number in tops}
    if len(tops) >= _ROW and families == {tops[0].family} and tops[0].family in _LADDER[1:]:
        below = [number for parent, number in nested if parent in tops]
        lower = all(_LADDER.index(number.family) > _LADDER.index(tops[0].family) for number in below)
        # Numbers that continue through all headings are those of paragraphs.
        if below and lower and all(number.ordinal == 1 for number in below):
            yield Finding(f"the first level is counted with {mark(tops[0])}, not with 一、", tops[0].span)


def _nested(blocks: tuple[Block, ...], parent: Number | None) -> Iterator[tuple[Number, Number]]:
    """The first number of each list of the four levels under another one."""
    seen: set[str] = set()
    for block in blocks:
        if isinstance(block, Section):
            number = block.number
            if number and number.family in _LADDER and number.family not in seen:
                seen.add(number.family)
                if parent and parent.family in _LADDER:
                    yield parent, number
            yield from _nested(block.blocks, number)


def _same_headings(paper: Paper) -> Iterator[Finding]:
    for document in paper.documents:
        yield from _same_among(document.body)


def _same_among(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Section] = {}
    for block in blocks:
        if not isinstance(block, Section):
            continue
        yield from _same_among(block.blocks)
        heading, number = block.heading, block.number
        if heading and number and number.family in _LADDER and len(heading.text) >= _SHORTEST_HEADING:
            before = seen.setdefault((number.family, "".join(heading.text.split())), block)
            if before is block or before.number is None or not (before.blocks and block.blocks):
                continue
            if 0 < (number.ordinal or 0) - (before.number.ordinal or 0) <= _NEAR:
                yield Finding(f"{mark(number)} has the same heading as {mark(before.number)}", heading.span)


def _announced(paper: Paper) -> Iterator[Finding]:
    for document in paper.documents:
        for last in _unfollowed(document.body):
            one = paper.passage(last)
            found = _ANNOUNCED.search(one.text.strip())
            if found and not document.attachment_list:
                at = one.text.rfind(found[0])
                yield Finding(f"nothing follows {found[0]}", one.span(at, at + len(found[0])))


def _unfollowed(blocks: tuple[Block, ...], continues: bool = False) -> Iterator[Paragraph]:
    """The paragraphs after which their unit, or the text, ends, though what they announce would have to follow.

    :param continues: whether a unit without a number follows, which may be what they announce.
    """
    for index, block in enumerate(blocks):
        behind = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, Section):
            unnumbered = isinstance(behind, Section) and behind.number is None
            yield from _unfollowed(block.blocks, unnumbered or (behind is None and continues))
        elif isinstance(block, Paragraph) and behind is None and not continues and (index or "/" in block.path):
            yield block


RULES = (
    Rule("GR621", PUNCTUATION, "B.3.3", _behind_brackets),
    Rule("GR622", PUNCTUATION, "B.3.2", _wrong_stop),
    Rule("GR623", LAYOUT, "7.3.3", _half_brackets),
    Rule("GR624", NUMERALS, "4", _mixed),
    Rule("GR625", LAYOUT, "7.3.3", _inverted),
    Rule("GR626", PRACTICE, "", _same_headings),
    Rule("GR627", PRACTICE, "", _announced),
)
