"""From roles and outline to the token stream that ``grammars/report.lark`` describes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from govreport.document.leaf_factory import Leaves
from govreport.grammar.builder import NOISE
from govreport.grammar.lalr import Token
from govreport.lines.lines import BLANKS, Line
from govreport.outline.doubts import Doubt
from govreport.outline.headings import HeadingPlace
from govreport.outline.open_levels import ROOT, Unit
from govreport.outline.outline import Outline
from govreport.tree.paths import Counter

MARGIN = frozenset({"FIELD", "NOTE", "IMPRINT", *NOISE})
HEAD = ("DOCUMENT_NUMBER", "TITLE", "SUBTITLE", "ADDRESSEE", "CONTENTS")
FOOT = ("CLOSING", "ATTACHMENT_LIST", "ISSUER", "DATE")
"""The lines of the head and the foot, in the order of the grammar."""
SINGLE = frozenset({"TITLE", "ADDRESSEE", "DOCUMENT_NUMBER", "CLOSING"})
"""Roles that occur once in a document; several lines become one leaf."""

_END: Token = ("END", None)


class Draft(NamedTuple):
    """The decisions about one document, as input of the grammar."""

    roles: dict[int, str]
    """The role of each line, by line index; lines of the body are missing."""
    body: tuple[int, ...]
    outline: Outline
    headings: Mapping[int, HeadingPlace]
    """The headings of numbered units, by index."""
    tables: tuple[range, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Assembly:
    """Makes the tokens for the documents of a text."""

    def __init__(self, lines: Sequence[Line], leaves: Leaves) -> None:
        self._lines = lines
        self._leaves = leaves

    def tokens(self, drafts: Sequence[Draft], labels: Sequence[int | None], noise: Sequence[Line]) -> list[Token]:
        """The whole stream: the report with the noise of the text, then its attachments, each in brackets."""
        notes = self._notes(drafts, labels, noise)
        tokens = self._document(drafts[0], "", [*(line for line in noise if not line.note), *notes[0]])
        for k, (draft, label) in enumerate(zip(drafts[1:], labels[1:], strict=True), 1):
            tokens.append(("ATTACHMENT", f"@{k}"))
            if label is not None:
                tokens.append(("ATTACHMENT_LABEL", self._leaves.text(self._lines[label])))
            tokens += self._document(draft, f"@{k}/", notes[k])
            tokens.append(_END)
        return tokens

    def _notes(self, drafts: Sequence[Draft], labels: Sequence[int | None], noise: Sequence[Line]) -> list[list[Line]]:
        """The notes that the file sets apart, for each document; a note of an attachment is in it, or below its last table."""
        found: list[list[Line]] = [[] for _ in drafts]
        lines = [sorted((*draft.roles, *draft.body)) for draft in drafts]
        begins = [
            self._lines[indices[0] if label is None else label].start if indices or label is not None else -1
            for indices, label in zip(lines[1:], labels[1:], strict=True)
        ]
        for note in (line for line in noise if line.note):
            k = bisect_right(begins, note.start)
            if k > 0 and lines[k]:
                last = lines[k][-1]
                inside = self._lines[last].start > note.start or any(last in table for table in drafts[k].tables)
                k = k if inside else 0
            found[k].append(note)
        return found

    def _document(self, draft: Draft, prefix: str, noise: Sequence[Line] = ()) -> list[Token]:
        margin: list[Token] = []
        for line in noise:
            if line.metadata:
                margin += self._leaf("FIELD", line)
            else:
                margin.append(("NOTE" if line.note else "PAGE_NUMBER", self._leaves.text(line)))
        head: list[Token] = []
        foot: list[Token] = []
        single: dict[str, list[int]] = {}
        for i in sorted(draft.roles):
            role = draft.roles[i]
            if role in SINGLE:
                single.setdefault(role, []).append(i)
            elif role in MARGIN:
                margin += self._leaf(role, self._lines[i])
            else:
                (head if role in HEAD else foot).extend(self._leaf(role, self._lines[i]))
        for role, indices in single.items():
            text = self._leaves.joined(
                [self._lines[i] for i in indices], apart=any(b - a != 1 for a, b in pairwise(indices))
            )
            (foot if role in FOOT else head).append((role, text))
        margin.sort(key=_start)
        head.sort(key=lambda token: HEAD.index(token[0]))
        foot.sort(key=lambda token: FOOT.index(token[0]))
        body = _Body(self._lines, self._leaves, draft, prefix).tokens()
        return [*margin, *head, *body, *foot]

    def _leaf(self, role: str, line: Line) -> list[Token]:
        """The tokens of one line of the margin, head or foot."""
        if role == "FIELD":
            return [(role, field) for field in self._leaves.fields(line)]
        if role == "DATE":
            return [(role, self._leaves.date(line))]
        if role in NOISE:
            return [(role, text) for text in self._leaves.noise_texts(line)]
        if role == "ISSUER":
            return [(role, text) for text in self._leaves.issuers(line)]
        return [(role, self._leaves.text(line))]


def _start(token: Token) -> int:
    """Where the leaf of a token begins."""
    start: int = token[1].span.start
    return start


class _Body:
    """Writes the body of a document: opens and closes units, and assigns their paths."""

    def __init__(self, lines: Sequence[Line], leaves: Leaves, draft: Draft, prefix: str) -> None:
        self._lines = lines
        self._leaves = leaves
        self._draft = draft
        self._units = draft.outline.levels.units
        self._tokens: list[Token] = []
        self._open: list[tuple[int, Counter]] = [(ROOT, Counter(prefix))]

    def tokens(self) -> list[Token]:
        units = iter([*enumerate(self._units), (ROOT, None)])
        at, unit = next(units)
        home = self._draft.outline.home
        tables = {line: table for table in self._draft.tables for line in table}
        for i in self._draft.body:
            if i in tables:
                if i == tables[i][0]:
                    self._return_to(home.get(i, ROOT))
                    lines = [self._lines[k] for k in tables[i]]
                    self._tokens.append(("TABLE", self._leaves.table(lines, self._open[-1][1].leaf("t"))))
                continue
            line = self._lines[i]
            if unit is None or unit.line != i:  # most lines are a paragraph each
                self._return_to(home.get(i, ROOT))
                path = self._open[-1][1].leaf("p")
                self._tokens.append(("PARAGRAPH", self._leaves.paragraph(line, 0, len(line.text), path)))
                continue
            here: list[tuple[int, Unit]] = []
            while unit is not None and unit.line == i:
                here.append((at, unit))
                at, unit = next(units)
            first = here[0][1].begin
            if first > 0:
                self._return_to(home.get(i, ROOT))
                self._paragraph(line, 0, first)
            for k, (index, one) in enumerate(here):
                limit = here[k + 1][1].begin if k + 1 < len(here) else len(line.text)
                self._unit(index, one, line, limit)
        self._return_to(ROOT)
        return self._tokens

    def _unit(self, index: int, unit: Unit, line: Line, limit: int) -> None:
        self._return_to(unit.parent)
        mark = unit.mark
        siblings = self._open[-1][1]
        path = siblings.leaf("u") if mark is None else siblings.unit(mark.ordinal, mark.sub, item=unit.item)
        self._tokens.append(("ITEM" if unit.item else "SECTION", path))
        self._open.append((index, Counter(path + "/")))
        at = unit.begin
        if mark is not None:
            self._tokens.append((mark.family.token, self._leaves.number(line, mark)))
            at = mark.end
        heading = unit.heading or self._draft.headings.get(index)
        if heading is not None:
            self._tokens.append(("HEADING", self._leaves.heading(line, heading)))
            at = heading.stop
        self._paragraph(line, at, limit)

    def _paragraph(self, line: Line, begin: int, end: int) -> None:
        if begin < end and (line.text[begin] not in BLANKS or line.text[begin:end].strip(BLANKS)):
            path = self._open[-1][1].leaf("p")
            self._tokens.append(("PARAGRAPH", self._leaves.paragraph(line, begin, end, path)))

    def _return_to(self, unit: int) -> None:
        while self._open[-1][0] != unit and len(self._open) > 1:
            self._open.pop()
            self._tokens.append(_END)
