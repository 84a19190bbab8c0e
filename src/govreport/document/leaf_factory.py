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
_BETWEEN_ORGANS = lazy(r"[ \u3000\xa0]{1,8}")
_RULES = ":-=+─━├┼┤┌┬┐└┴┘ "
"""What rules between rows are drawn with."""
_OPEN, _CLOSE = ("【", "[", "［", "（", "("), "】]］）)"
"""Brackets around a field."""
_ENCLOSED_KEY = term("KEY_IN_BRACKETS")
_AROUND_KEY = "•·▪●[]【】［］="
"""What is around such a key."""
_PLACE_LEAST = 3
"""The shortest name of a place, in characters: 某某县."""
_ORGAN_LEAST = 3
"""The shortest name of one of several organs, in characters."""
_SOLID = lazy(f"[^{BLANKS}]")


def _second_organ(text: str) -> int:
    """Where the second of two organs of one place begins on a line without a blank; 0 without a second organ.

    >>> _second_organ("中共某某县委员会某某县人民政府")
    8
    """
    organ = text.removeprefix("中共")
    place = organ[:_PLACE_LEAST]
    if len(place) < _PLACE_LEAST:
        return 0
    return max(0, text.find(place, len(text) - len(organ) + _PLACE_LEAST))


def _key_and_value(text: str) -> tuple[str, str]:
    """The key and the value of a field; the key is empty where the text has none.

    >>> _key_and_value("【来源：某某县司法局】"), _key_and_value("2024-01-02 10:21")
    (('来源', '某某县司法局'), ('', '2024-01-02 10:21'))
    """
    enclosed = _ENCLOSED_KEY.match(text)
    if enclosed is not None:
        return enclosed.group().strip(BLANKS + _AROUND_KEY), text[enclosed.end() :]
    if text[0].isdigit():
        return "", text
    key, colon, value = text.replace("：", ":", 1).partition(":")
    if not colon:
        return "", text
    if key[:1] in _OPEN:
        key, value = key[1:], value.rstrip(BLANKS + _CLOSE)
    return key.strip(BLANKS), value.strip(BLANKS)


class Leaves:
    """Makes the leaves of a text; a leaf that furniture interrupts has pieces."""

    def __init__(self, noise: Sequence[Line], grammar: Grammar, offsets: Offsets) -> None:
        self._patterns = grammar.patterns
        self._is_issuer = grammar.matches["ISSUER"]
        self._held = offsets.to_held
        self._span = offsets.span
        self._noise = [line.start for line in noise]
        self._texts: dict[str, str] = {}

    def place(self, line: Line, begin: int, end: int) -> tuple[str, int, tuple[Span, ...]]:
        """The text, span (packed, as nodes hold it) and pieces of a stretch of a line, without blanks at its ends."""
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
        """One string for all equal texts: a few marks and stops make a fifth of the leaves."""
        return self._texts.setdefault(text, text)

    def text(self, line: Line, begin: int = 0, end: int | None = None) -> Text:
        """A stretch of a line, by default the whole of it."""
        return making.Text(*self.place(line, begin, len(line.text) if end is None else end))

    def noise_texts(self, line: Line) -> list[Text]:
        """The text of a noise line; one text per physical line if other noise interrupts them, so that spans do not overlap."""
        if line.parts is None or not self._interrupted(line.start, line.end):
            return [self.text(line)]
        bounds = accumulate((end - start for start, end in line.parts), initial=0)
        return [self.text(line, begin, end) for begin, end in pairwise(bounds)]

    def joined(self, lines: Sequence[Line], *, apart: bool) -> Text:
        """One text of several lines, such as a title on three lines; in pieces if other text is between them."""
        texts = [self.text(line) for line in lines]
        if len(texts) == 1:
            return texts[0]
        span = Span(texts[0].span.start, texts[-1].span.end)
        apart = apart or self._interrupted(lines[0].start, lines[-1].end)
        pieces = tuple(piece for text in texts for piece in text.pieces or (text.span,)) if apart else ()
        return Text("".join(text.text for text in texts), span, pieces)

    def fields(self, line: Line) -> list[Field]:
        """The fields of a metadata line; a web page may print several on one line."""
        several = line.text.count("：") + line.text.count(":") > 1
        is_field = self._patterns["FIELD"].fullmatch
        begins = (found.end() for found in _NEXT_KEY.finditer(line.text)) if several else ()
        bounds = [0, *(begin for begin in begins if is_field(line.text, begin)), len(line.text)]
        fields = []
        for begin, end in pairwise(bounds):
            text, held, pieces = self.place(line, begin, end)
            fields.append(Field(*_key_and_value(text), unpacked(held), pieces))
        return fields

    def date(self, line: Line) -> Date:
        """The date in a line."""
        from govreport.text.dates import read_date  # here: its patterns are long, and few documents are dated

        text, held, pieces = self.place(line, 0, len(line.text))
        return Date(text, unpacked(held), read_date(text), pieces)

    def issuers(self, line: Line) -> list[Text]:
        """The organs that a line names; joint issuers may share a line, with or without blanks between them."""
        starts = [gap.end() for gap in _BETWEEN_ORGANS.finditer(line.text)]
        if not starts and (second := _second_organ(line.text)):
            starts = [second]
        texts = [self.text(line, begin, end) for begin, end in pairwise([0, *starts, len(line.text)])]
        organs = all(len(text.text) >= _ORGAN_LEAST and self._is_issuer(text.text) for text in texts)
        return texts if organs else [self.text(line)]

    def number(self, line: Line, mark: Candidate) -> Number:
        """The number of a mark."""
        if line.parts is None:
            held = self._held(line.start + mark.begin, line.start + mark.end)
            return making.Number(mark.family.name, mark.ordinal, self._one(mark.text), held, mark.sub)
        text, held, pieces = self.place(line, mark.begin, mark.end)
        return making.Number(mark.family.name, mark.ordinal, self._one(text), held, mark.sub, pieces)

    def heading(self, line: Line, place: HeadingPlace) -> Heading:
        """A heading with its stop."""
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
