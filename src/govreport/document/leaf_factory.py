"""Lines to leaves: texts as a reader sees them, with their places in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from govreport.cleaning import Offsets
from govreport.grammar.grammar import Grammar
from govreport.lines.lines import BLANKS, Line, end_before_blanks, skip_blanks
from govreport.outline.candidates import Candidate
from govreport.outline.headings import HeadingPlace
from govreport.text.lexicon import term
from govreport.text.regex import lazy
from govreport.text.source import Span, unpacked
from govreport.tree import making
from govreport.tree.nodes import Date, Field, Heading, Number, Paragraph, Table, Text

_NEXT_KEY = term("BEFORE_NEXT_KEY")
_ORGANS = lazy(r"[ \u3000\xa0]{1,8}")
_RULES = ":-=+─━├┼┤┌┬┐└┴┘ "
"""What rules between rows are drawn with."""
_OPEN, _CLOSE = ("【", "[", "［", "（", "("), "】]］）)"
"""Brackets around a field."""
_ENCLOSED_KEY = term("KEY_IN_BRACKETS")
_AROUND_KEY = "•·▪●[]【】［］="
"""What is around such a key."""
_PLACE = 3
"""How many characters the name of a place has at least: 某某县."""
_SOLID = lazy(f"[^{BLANKS}]")


def _joint(text: str) -> int:
    """Where the second of two organs of one place begins that are written without a blank; 0 without a second organ.

    >>> _joint("中共某某县委员会某某县人民政府")
    8
    """
    place = text.removeprefix("中共")[:_PLACE]
    return max(0, text.find(place, len(text) - len(text.removeprefix("中共")) + _PLACE)) if len(place) == _PLACE else 0


class Leaves:
    """Makes the leaves of a text; a leaf that noise interrupts has pieces."""

    def __init__(self, noise: Sequence[Line], grammar: Grammar, offsets: Offsets) -> None:
        self._patterns = grammar.patterns
        self._is_issuer = grammar.matches["ISSUER"]
        self._held = offsets.to_held
        self._span = offsets.span
        self._noise = [line.start for line in noise]
        self._texts: dict[str, str] = {}

    def place(self, line: Line, begin: int, end: int) -> tuple[str, int, tuple[Span, ...]]:
        """Text, span as nodes hold it, and pieces of a stretch of a line, blanks at its ends left out."""
        text = line.text
        if begin < end and (text[begin] in BLANKS or text[end - 1] in BLANKS):
            begin = skip_blanks(text, begin, end)
            end = end_before_blanks(text, begin, end)
        if line.parts is None:
            return text[begin:end], self._held(line.start + begin, line.start + end), ()
        first, last = line.place(begin), line.end_place(end)
        held = self._held(first, last)
        if not self._interrupted(first, last):
            return line.read(begin, end), held, ()
        return line.read(begin, end), held, tuple(self._span(a, b) for a, b in line.pieces(first, last))

    def _interrupted(self, start: int, end: int) -> bool:
        if not self._noise:
            return False
        at = bisect_right(self._noise, start)
        return at < len(self._noise) and self._noise[at] < end

    def _one(self, text: str) -> str:
        """The same text for equal ones: a few marks and stops make a fifth of the leaves."""
        return self._texts.setdefault(text, text)

    def text(self, line: Line, begin: int = 0, end: int | None = None) -> Text:
        """A stretch of a line, by default the whole of it."""
        return making.Text(*self.place(line, begin, len(line.text) if end is None else end))

    def noise_texts(self, line: Line) -> list[Text]:
        """The text of a noise line; one text per joined line if other noise is between them, so that no span contains another."""
        if line.parts is None or not self._interrupted(line.start, line.end):
            return [self.text(line)]
        bounds = accumulate((end - start for start, end in line.parts), initial=0)
        return [self.text(line, begin, end) for begin, end in pairwise(bounds)]

    def joined(self, lines: Sequence[Line], *, apart: bool) -> Text:
        """One text of several lines, such as a title printed on three; in pieces if something is between them."""
        texts = [self.text(line) for line in lines]
        if len(texts) == 1:
            return texts[0]
        span = Span(texts[0].span.start, texts[-1].span.end)
        apart = apart or self._interrupted(lines[0].start, lines[-1].end)
        pieces = tuple(piece for text in texts for piece in text.pieces or (text.span,)) if apart else ()
        return Text("".join(text.text for text in texts), span, pieces)

    def fields(self, line: Line) -> list[Field]:
        """The fields of a metadata line; web pages set several on one."""
        several = line.text.count("：") + line.text.count(":") > 1
        begins = [found.end() for found in _NEXT_KEY.finditer(line.text)] if several else []
        if begins:
            is_field = self._patterns["FIELD"].fullmatch
            begins = [at for at in begins if is_field(line.text, at)]
        bounds = [0, *begins, len(line.text)]
        fields = []
        for begin, end in pairwise(bounds):
            text, held, pieces = self.place(line, begin, end)
            key, colon, value = ("", "", "") if text[0].isdigit() else text.replace("：", ":", 1).partition(":")
            if key[:1] in _OPEN:  # 【来源：某某县司法局】
                key, value = key[1:], value.rstrip(BLANKS + _CLOSE)
            key, value = (key.strip(BLANKS), value.strip(BLANKS)) if colon else ("", text)
            enclosed = _ENCLOSED_KEY.match(text)
            if enclosed is not None:
                key, value = enclosed.group().strip(BLANKS + _AROUND_KEY), text[enclosed.end() :]
            fields.append(Field(key, value, unpacked(held), pieces))
        return fields

    def date(self, line: Line) -> Date:
        """The date in a line."""
        from govreport.text.dates import read_date  # here: its patterns are long, and few documents are dated

        text, held, pieces = self.place(line, 0, len(line.text))
        return Date(text, unpacked(held), read_date(text), pieces)

    def issuers(self, line: Line) -> list[Text]:
        """The organs that a line names; joint issuers may share one, separated by blanks or by nothing."""
        end = len(line.text)
        starts = [gap.end() for gap in _ORGANS.finditer(line.text)]
        if not starts and (again := _joint(line.text)):
            starts = [again]
        texts = [self.text(line, a, b) for a, b in pairwise([0, *starts, end])]
        organs = all(len(text.text) >= 3 and self._is_issuer(text.text) for text in texts)
        return texts if organs else [self.text(line)]

    def number(self, line: Line, mark: Candidate) -> Number:
        """The number that a mark is."""
        if line.parts is None:
            held = self._held(line.start + mark.begin, line.start + mark.end)
            return making.Number(mark.family.name, mark.ordinal, self._one(mark.text), held, mark.sub)
        text, held, pieces = self.place(line, mark.begin, mark.end)
        return making.Number(mark.family.name, mark.ordinal, self._one(text), held, mark.sub, pieces)

    def heading(self, line: Line, place: HeadingPlace, limit: int) -> Heading:
        """A heading with its stop; ``limit`` is where the next mark begins, or the end of the line."""
        text, held, pieces = self.place(line, place.begin, place.end)
        stop = None
        if place.stop > place.end:
            sign, where, parts = self.place(line, place.end, place.stop)
            stop = making.Text(self._one(sign), where, parts)
            if not pieces and self._noise and self._interrupted(line.place(place.begin), line.end_place(place.stop)):
                pieces = (unpacked(held),)  # the noise is before the stop, or in it
        run_in = place.stop < len(line.text) and _SOLID.search(line.text, place.stop) is not None
        return making.Heading(text, held, run_in, stop, pieces)

    def paragraph(self, line: Line, begin: int, end: int, path: str) -> Paragraph:
        """A stretch of a line as a paragraph."""
        text = line.text
        if line.parts is None and text[begin] not in BLANKS and text[end - 1] not in BLANKS:  # most
            return making.Paragraph(text[begin:end], self._held(line.start + begin, line.start + end), (), path)
        return making.Paragraph(*self.place(line, begin, end), path)

    def table(self, lines: Sequence[Line], path: str) -> Table:
        """Rows of cells: a line each with bars between them, or a cell a line."""
        rows = tuple(_rows(lines))
        start, end = lines[0].start, lines[-1].end
        pieces = [piece for line in lines for piece in line.pieces(start, end)] if self._interrupted(start, end) else []
        return Table(rows, self._span(start, end), tuple(self._span(a, b) for a, b in pieces), path)


def _rows(lines: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    """The rows of a table; a line without bars is a row of one cell; a line of rules alone is not a row."""
    for place, row in groupby(lines, lambda line: line.row):
        if place is not None:
            yield tuple(line.text for line in row)
            continue
        for line in row:
            bars = "|" if "|" in line.text else "│" if "│" in line.text else "┃"
            cells = tuple(cell.strip(BLANKS) for cell in line.text.strip(bars).split(bars))
            if any(cell.strip(_RULES) for cell in cells):
                yield cells
