"""Roles and outline to the token stream that ``grammars/report.lark`` describes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from govreport.builder import NOISE
from govreport.cleaning import Offsets
from govreport.dates import read_date
from govreport.grammar import Grammar
from govreport.headings import HeadingPlace
from govreport.levels import ROOT, Unit
from govreport.lines import BLANKS, Line
from govreport.nodes import Date, Field, Heading, Number, Paragraph, Table, Text
from govreport.outline import Outline
from govreport.paths import Counter
from govreport.source import Span
from govreport.tokens import Opening, Token

_NEXT_KEY = re.compile(r"\s+(?=[\u4e00-\u9fff]{2,8}\s?[：:])")
MARGIN = frozenset({"FIELD", "NOTE", "IMPRINT", *NOISE})
HEAD = frozenset({"DOCUMENT_NUMBER", "TITLE", "SUBTITLE", "ADDRESSEE", "CONTENTS"})
FOOT = frozenset({"CLOSING", "ATTACHMENT_LIST", "ISSUER", "DATE"})


@frozen
class Draft:
    """All that is known of one document before the grammar sees it."""

    roles: dict[int, str]
    """What each line is, by line index; body lines are missing."""
    body: tuple[int, ...]
    outline: Outline
    tables: tuple[range, ...] = ()


class Assembly:
    """Makes the tokens of a text's documents."""

    def __init__(self, lines: Sequence[Line], noise: Sequence[Line], grammar: Grammar, offsets: Offsets) -> None:
        self._offsets = offsets
        self._is_field = grammar.patterns["FIELD"].fullmatch
        self._lines = lines
        self._noise = noise
        self._noise_starts = [line.start for line in noise]

    def tokens(self, drafts: Sequence[Draft], labels: Sequence[int | None]) -> list[Token]:
        """The whole stream: the report, then its attachments, each in its brackets."""
        tokens: list[Token] = []
        for k, draft in enumerate(drafts):
            if k:
                tokens.append(Token("ATTACH", Opening(f"@{k}")))
                label = labels[k]
                if label is not None:
                    tokens.append(Token("ATTACHMENT_LABEL", self._text(self._lines[label])))
            tokens += self._document(draft, f"@{k}/" if k else "", self._noise if not k else ())
            if k == 0:
                end = len(tokens)
        closing = [Token("DETACH")]
        stream = tokens[:end]
        for token in tokens[end:]:
            if token.type == "ATTACH" and stream[-1:] and len(stream) > end:
                stream += closing
            stream.append(token)
        return stream + closing if len(stream) > end else stream

    def _document(self, draft: Draft, prefix: str, noise: Sequence[Line]) -> list[Token]:
        margin = [Token("PAGE_NUMBER", self._text(line)) for line in noise]
        head: list[Token] = []
        foot: list[Token] = []
        single: dict[str, list[int]] = {}
        for i in sorted(draft.roles):
            role = draft.roles[i]
            if role in {"TITLE", "ADDRESSEE", "DOCUMENT_NUMBER", "CLOSING"}:
                single.setdefault(role, []).append(i)
            elif role == "FIELD":
                margin += [Token(role, field) for field in self._fields(self._lines[i])]
            elif role in MARGIN:
                margin.append(Token(role, self._text(self._lines[i])))
            elif role in HEAD:
                head.append(Token(role, self._text(self._lines[i])))
            elif role == "ISSUER":
                foot += self._issuers(self._lines[i])
            else:
                foot.append(Token(role, self._date(i) if role == "DATE" else self._text(self._lines[i])))
        for role, lines in single.items():
            (foot if role in FOOT else head).append(Token(role, self._joined(lines)))
        margin.sort(key=lambda token: token.value.span.start)
        return [*margin, *head, *self._body(draft, prefix), *foot]

    # ---- leaves ------------------------------------------------------------------------------------------------

    def _place(self, line: Line, begin: int, end: int) -> tuple[str, Span, tuple[Span, ...]]:
        """Text, span and pieces of a stretch of a line, blanks at its ends left out."""
        text = line.text
        while begin < end and text[begin] in BLANKS:
            begin += 1
        while end > begin and text[end - 1] in BLANKS:
            end -= 1
        first, last = line.place(begin), line.end_place(end)
        span = self._offsets.span(first, last)
        if line.parts is None:
            return text[begin:end], span, ()
        at = bisect_right(self._noise_starts, first)
        if at == len(self._noise_starts) or self._noise_starts[at] >= last:
            return line.read(begin, end), span, ()
        return line.read(begin, end), span, tuple(self._offsets.span(a, b) for a, b in line.pieces(first, last))

    def _text(self, line: Line, begin: int = 0, end: int | None = None) -> Text:
        return Text(*self._place(line, begin, len(line.text) if end is None else end))

    def _joined(self, indices: list[int]) -> Text:
        """One text of several lines, such as a title printed on three."""
        texts = [self._text(self._lines[i]) for i in indices]
        if len(texts) == 1:
            return texts[0]
        span = Span(texts[0].span.start, texts[-1].span.end)
        apart = any(b - a != 1 for a, b in pairwise(indices))
        return Text("".join(t.text for t in texts), span, tuple(t.span for t in texts) if apart else ())

    def _fields(self, line: Line) -> list[Field]:
        """The fields of a metadata line; web pages set several on one."""
        begins = [found.end() for found in _NEXT_KEY.finditer(line.text)]
        bounds = [0, *(at for at in begins if self._is_field(line.text, at)), len(line.text)]
        fields = []
        for begin, end in pairwise(bounds):
            text = self._text(line, begin, end)
            key, colon, value = text.text.replace("：", ":", 1).partition(":")
            key, value = (key.strip(BLANKS), value.strip(BLANKS)) if colon else ("", text.text)
            fields.append(Field(key, value, text.span))
        return fields

    def _date(self, i: int) -> Date:
        text = self._text(self._lines[i])
        return Date(text.text, text.span, read_date(text.text))

    def _issuers(self, line: Line) -> list[Token]:
        return [Token("ISSUER", self._text(line))]

    # ---- the body ------------------------------------------------------------------------------------------------

    def _body(self, draft: Draft, prefix: str) -> list[Token]:
        return _Body(self, draft, prefix).tokens()


class _Body:
    """Writes the body of one document: opens and closes units, and numbers their paths."""

    def __init__(self, assembly: Assembly, draft: Draft, prefix: str) -> None:
        self._assembly = assembly
        self._lines = assembly._lines
        self._draft = draft
        self._units = draft.outline.levels.units
        self._tokens: list[Token] = []
        self._open: list[tuple[int, Counter]] = [(ROOT, Counter(prefix))]

    def tokens(self) -> list[Token]:
        units = iter([*enumerate(self._units), (ROOT, None)])
        at, unit = next(units)
        tables = {line: table for table in self._draft.tables for line in table}
        for i in self._draft.body:
            if i in tables:
                if i == tables[i][0]:
                    self._table(tables[i], self._draft.outline.home.get(i, ROOT))
                continue
            line = self._lines[i]
            here: list[tuple[int, Unit]] = []
            while unit is not None and unit.line == i:
                here.append((at, unit))
                at, unit = next(units)
            first = here[0][1].begin if here else len(line.text)
            if first > 0:
                home = self._draft.outline.home.get(i, ROOT)
                self._return_to(home)
                self._paragraph(line, 0, first)
            for k, (index, one) in enumerate(here):
                limit = here[k + 1][1].begin if k + 1 < len(here) else len(line.text)
                self._unit(index, one, line, limit)
        self._return_to(ROOT)
        return self._tokens

    def _unit(self, index: int, unit: Unit, line: Line, limit: int) -> None:
        self._return_to(unit.parent)
        path = self._open[-1][1].unit(
            unit.mark.ordinal if unit.mark else None, unit.mark.sub if unit.mark else None, unit.item, unit.mark is None
        )
        self._tokens.append(Token("OPEN", Opening(path, unit.item)))
        self._open.append((index, Counter(path + "/")))
        at = unit.begin
        mark = unit.mark
        if mark is not None:
            text, span, _ = self._assembly._place(line, mark.begin, mark.end)
            number = Number(mark.family.name, mark.ordinal, text, span, mark.sub)
            self._tokens.append(Token(mark.family.terminal, number))
            at = mark.end
        if unit.heading is not None:
            self._tokens.append(Token("HEADING", self._heading(line, unit.heading, limit)))
            at = unit.heading.stop
        self._paragraph(line, at, limit)

    def _heading(self, line: Line, place: HeadingPlace, limit: int) -> Heading:
        text, span, _ = self._assembly._place(line, place.begin, place.end)
        stop = self._assembly._text(line, place.end, place.stop) if place.stop > place.end else None
        return Heading(text, span, bool(line.text[place.stop :].strip(BLANKS)), stop)

    def _paragraph(self, line: Line, begin: int, end: int) -> None:
        text, span, pieces = self._assembly._place(line, begin, end)
        if span.end > span.start:
            self._tokens.append(Token("PARAGRAPH", Paragraph(text, span, pieces, self._open[-1][1].leaf("p"))))

    def _table(self, lines: range, home: int) -> None:
        self._return_to(home)
        rows = tuple(tuple(cell.strip(BLANKS) for cell in self._lines[i].text.strip("|").split("|")) for i in lines)
        span = self._assembly._offsets.span(self._lines[lines[0]].start, self._lines[lines[-1]].end)
        self._tokens.append(Token("TABLE", Table(rows, span, (), self._open[-1][1].leaf("t"))))

    def _return_to(self, unit: int) -> None:
        while self._open[-1][0] != unit and len(self._open) > 1:
            self._open.pop()
            self._tokens.append(Token("CLOSE"))
