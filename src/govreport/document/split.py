"""Where one document ends and the next begins: signatures, 附件 labels, and second documents printed after the first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from govreport.document.genres import names_genre
from govreport.grammar.grammar import Grammar
from govreport.lines.edges import Edges
from govreport.lines.lines import Line
from govreport.outline.candidates import Candidate, is_marked
from govreport.text.lexicon import term
from govreport.text.regex import lazy

_CONTACT = term("CONTACT")
"""What a letter names under its signature: 联系单位及电话：…"""
_NAMED = lazy(r"《([^《》]{3,80})》")
_FIRST_MOST = 12
"""How many lines at the beginning of a text may name the document that it forwards."""
_UNDER = ("NOTE", "IMPRINT", "BOILERPLATE", "PAGE_NUMBER", "FIELD")
_CLOSED = lazy(r"[。；;，,：:！!？?、]$")
TITLE_MOST = 80
LABEL_MOST = 100
ISSUER_MOST = 40
ISSUERS_MOST = 20


class Signed:
    """A signature: the line of its date, and the lines of those who signed."""

    __slots__ = ("date", "first", "issuers")

    def __init__(self, date: int, issuers: list[int]) -> None:
        self.date = date
        self.issuers = issuers
        self.first = issuers[0] if issuers else date


class Part:
    """The lines of one document: ``[first, end)``, the label before it, and its signature."""

    __slots__ = ("end", "first", "label", "signed")

    def __init__(self, first: int, end: int, label: int | None = None) -> None:
        self.first = first
        self.end = end
        self.label = label
        self.signed: Signed | None = None


class Divider:
    """Divides the lines of a text into documents."""

    def __init__(
        self, lines: Sequence[Line], edges: Edges, marks: Sequence[Sequence[Candidate]], grammar: Grammar
    ) -> None:
        self._lines = lines
        self._edges = edges
        self._marks = marks
        self._is = grammar.matches
        self._date = grammar.shapes["DATE"]

    def parts(self) -> list[Part]:
        """The documents in order; the first is the report itself."""
        signed = self._signatures()
        starts: dict[int, int | None] = {}
        after = 0
        for signature in signed:
            if signature.date >= after:  # a note may be signed too: the lines below it were read already
                after = self._after_foot(signature.date + 1)
            if after < self._text_end and not self._is_label(after):
                starts[after] = None  # (without text, what follows is the frame of a page)
        for i in self._edges.beginning("附"):
            if i and self._is_label(i) and self._opens_attachment(i, signed):
                starts[i + 1] = i
        for i in (*self._named(), *self._restarts()):
            if not any(near in starts for near in range(i - 3, i + 1)):
                starts[i] = None
        parts = self._cut(starts)
        firsts = [part.first for part in parts]
        for signature in signed:
            part = parts[bisect_right(firsts, signature.first) - 1]
            if signature.date < part.end:
                part.signed = signature
        return parts

    def _cut(self, starts: dict[int, int | None]) -> list[Part]:
        parts: list[Part] = []
        first, label = 0, None
        for start, opened_by in sorted(starts.items()):
            parts.append(Part(first, start if opened_by is None else opened_by, label))
            first, label = start, opened_by
        parts.append(Part(first, len(self._lines), label))
        return parts

    # ---- signatures ----------------------------------------------------------------------------------------

    def _signatures(self) -> list[Signed]:
        found: list[Signed] = []
        body = next((i for i in range(len(self._lines)) if self._is_body(i)), len(self._lines))
        for i in self._date.among(self._edges.firsts, self._edges.lasts):
            line = self._lines[i]
            if i <= body or line.row is not None:
                continue  # the head, or a cell
            if len(line.text) <= 30 and self._date.match(line.text):
                issuers = self._issuers_above(i)
                after = self._after_foot(i + 1)
                if (
                    issuers
                    or self._is["CLOSING"](self._lines[i - 1].text)
                    or after >= len(self._lines)
                    or (self.is_title(after) and self._lines[i - 1].text[-1] == "。")
                ):
                    found.append(Signed(i, issuers))
        return found

    def _issuers_above(self, date: int) -> list[int]:
        issuers: list[int] = []
        for i in range(date - 1, max(-1, date - 1 - ISSUERS_MOST), -1):
            if not self.may_sign(i):
                break
            issuers.append(i)
        return issuers[::-1]

    def may_sign(self, i: int) -> bool:
        """Whether a line could be an organ, or an office with a name, under a document."""
        line = self._lines[i]
        text = line.text.strip("（）()") if line.text[0] in "（(" else line.text
        if line.row is not None or len(text) > ISSUER_MOST or _CLOSED.search(text) or "。" in text:
            return False
        if is_marked(self._marks[i]):
            return False
        return self._is["ISSUER"](text) is not None

    def _after_foot(self, i: int) -> int:
        """The first line from here on that is not a note, imprint or noise."""
        while i < len(self._lines) and (self.under_signature(i) is not None or self.names_contact(i)):
            i += 1
        return i

    def names_contact(self, i: int) -> bool:
        """Whether a line under a signature names a contact."""
        return _CONTACT.fullmatch(self._lines[i].text) is not None

    def under_signature(self, i: int) -> str | None:
        """What a line under a signature, or at the very end, is: a note, the imprint, or noise."""
        text = self._lines[i].text
        if len(text) > 600 or self._is["DATE"](text):
            return None
        if self._is["ATTACHMENT_LIST"](text):
            return "ATTACHMENT_LIST"
        if self.is_left_over(i):
            return "BOILERPLATE"
        return next((kind for kind in _UNDER if self._is[kind](text)), None)

    def _is_text(self, i: int) -> bool:
        """Whether a line is certainly text: a sentence, or what a mark opens; the foot of a page may be long too."""
        text = self._lines[i].text
        return ("。" in text or is_marked(self._marks[i])) and not self._is["BOILERPLATE"](text)

    def _is_body(self, i: int) -> bool:
        text = self._lines[i].text
        return "。" in text or len(text) > TITLE_MOST or is_marked(self._marks[i])

    # ---- attachments and second documents ----------------------------------------------------------------------

    def _is_label(self, i: int) -> bool:
        """Whether a line is the label of an attachment: 附件1."""
        text = self._lines[i].text
        return len(text) <= LABEL_MOST and text[0] == "附" and self._is["ATTACHMENT_LABEL"](text) is not None

    def _opens_attachment(self, i: int, signed: list[Signed]) -> bool:
        """Whether the label opens an attachment, and does not begin the list of attachments above the signature."""
        after = bisect_right(signed, i, key=lambda s: s.first)
        ahead = signed[after].first if after < len(signed) else None
        if (
            ahead is not None
            and ahead - i <= 30
            and all(len(self._lines[k].text) <= TITLE_MOST for k in range(i, ahead))
        ):
            return any(self._is_body(k) and not is_marked(self._marks[k]) for k in range(i, ahead))
        return i + 1 < len(self._lines) and not self._is_label(i + 1) and not self.is_left_over(i)

    def is_left_over(self, i: int) -> bool:
        """Whether a line is a label with nothing after it but the frame of the page: what it labelled was a link."""
        if not self._is_label(i) or i + 1 >= len(self._lines) or not self._is["BOILERPLATE"](self._lines[i + 1].text):
            return False
        return i >= self._text_end

    @cached_property
    def _text_end(self) -> int:
        """The line after the last one that is certainly text."""
        return next((i + 1 for i in reversed(range(len(self._lines))) if self._is_text(i)), 0)

    def _named(self) -> list[int]:
        """Titles of second documents that the title or the first paragraph of the first one gives in 《》."""
        first = range(min(_FIRST_MOST, len(self._lines)))
        names = {name for i in first for name in _NAMED.findall(self._lines[i].text)}
        if not names:
            return []
        return [
            i
            for i in range(2, len(self._lines) - 1)
            if self._lines[i].text in names and self._lines[i - 1].text[-1] in "。日）)"
        ]

    def _restarts(self) -> list[int]:
        """Titles of second documents: a title-like line, of a genre, after which the outermost series begins again."""
        found: list[int] = []
        outer: str | None = None
        reached = 0
        for i, marks in enumerate(self._marks):
            if not is_marked(marks):
                continue
            mark = marks[0]
            if outer is None and mark.ordinal == 1 and not mark.family.item:
                outer = mark.family.name
            if mark.family.name != outer or mark.ordinal is None:
                continue
            if mark.ordinal == 1 and reached >= 2:
                title = self._title_before(i)
                if title is not None:
                    found.append(title)
            reached = mark.ordinal
        return found

    def _title_before(self, i: int) -> int | None:
        for k in range(i - 1, max(0, i - 4), -1):
            if self.is_title(k):
                return k
            if is_marked(self._marks[k]):
                return None
        return None

    def is_title(self, i: int) -> bool:
        """Whether a line reads as the title of a document: no sentence, and a genre (文种) at its end."""
        text = self._lines[i].text
        return bool(
            4 <= len(text) <= TITLE_MOST
            and not _CLOSED.search(text)
            and not is_marked(self._marks[i])
            and names_genre(text)
        )
