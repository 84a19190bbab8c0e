"""Where one document ends and the next begins: signatures, labels of attachments (附件), second documents below the first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from govreport.document.genres import names_genre
from govreport.grammar.grammar import Grammar
from govreport.lines.edges import Edges
from govreport.lines.lines import Line
from govreport.outline.candidates import Candidate, is_marked
from govreport.text.lexicon import term
from govreport.text.regex import lazy

_CONTACT = term("CONTACT")
"""The contact that a letter names under its signature: 联系单位及电话：…"""
_NAMED = lazy(r"《([^《》]{3,80})》")
_UNDER_SIGNATURE = ("NOTE", "IMPRINT", "BOILERPLATE", "PAGE_NUMBER", "FIELD")
"""The roles of lines under a signature, in the order in which they are tried."""
_CLOSED = lazy(r"[。；;，,：:！!？?、]$")

TITLE_MOST = 80
"""The longest title, in characters."""
TITLE_LEAST = 4
"""The shortest title of a second document, in characters."""
TITLE_NEAR = 3
"""How many lines above its first number the title of a second document may be."""
LABEL_MOST = 100
"""The longest label of an attachment, with its name, in characters."""
DATE_MOST = 30
"""The longest line with the date of a signature, in characters."""
ISSUER_MOST = 40
"""The longest line with a signer, in characters."""
ISSUERS_MOST = 20
"""How many lines of signers a signature may have."""
FOOT_MOST = 600
"""The longest line under a signature with a role of its own, in characters."""
LIST_MOST = 30
"""How many lines the list of attachments may take above a signature."""
NAMING_MOST = 12
"""How many lines at the beginning of a text may name the document that it forwards."""


class Signed(NamedTuple):
    """A signature: the line of its date, and the lines of the signers above it."""

    date: int
    issuers: Sequence[int]

    @property
    def first(self) -> int:
        """Its first line."""
        return self.issuers[0] if self.issuers else self.date


class Part(NamedTuple):
    """The lines of one document, ``[first, end)``, with the line of its label before them, and its signature."""

    first: int
    end: int
    label: int | None = None
    signed: Signed | None = None


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
        signatures = self._signatures()
        parts = self._unsigned_parts(self._starts(signatures))
        firsts = [part.first for part in parts]
        for signed in signatures:
            k = bisect_right(firsts, signed.first) - 1
            if signed.date < parts[k].end:
                parts[k] = parts[k]._replace(signed=signed)
        return parts

    def _starts(self, signatures: Sequence[Signed]) -> dict[int, int | None]:
        """The first lines of all documents but the first, each with the line of its label, if it has one."""
        starts: dict[int, int | None] = {}
        after = 0
        for signed in signatures:
            if signed.date >= after:  # a note may be signed too: the lines below it were read already
                after = self._after_foot(signed.date + 1)
            if after < self._text_end and not self._is_label(after):
                starts[after] = None  # without text, the frame of a page follows
        for i in self._edges.beginning("附"):
            if i and self._is_label(i) and self._opens_attachment(i, signatures):
                starts[i + 1] = i
        for i in (*self._named(), *self._restarts()):
            if not any(near in starts for near in range(i - TITLE_NEAR, i + 1)):
                starts[i] = None
        return starts

    def _unsigned_parts(self, starts: Mapping[int, int | None]) -> list[Part]:
        parts: list[Part] = []
        first, label = 0, None
        for start, opened_by in sorted(starts.items()):
            parts.append(Part(first, start if opened_by is None else opened_by, label))
            first, label = start, opened_by
        return [*parts, Part(first, len(self._lines), label)]

    # ---- signatures ----------------------------------------------------------------------------------------

    def _signatures(self) -> list[Signed]:
        found: list[Signed] = []
        body = next((i for i in range(len(self._lines)) if self._is_body(i)), len(self._lines))
        for i in self._date.among(self._edges.firsts, self._edges.lasts):
            line = self._lines[i]
            if i <= body or line.row is not None:
                continue  # the head, or a cell
            if len(line.text) <= DATE_MOST and self._date.match(line.text):
                issuers = self._issuers_above(i)
                if issuers or self._signs_alone(i):
                    found.append(Signed(i, issuers))
        return found

    def _signs_alone(self, date: int) -> bool:
        """Whether a date without signers ends a document: below the closing formula, or at its very end."""
        above = self._lines[date - 1].text
        if self._is["CLOSING"](above):
            return True
        after = self._after_foot(date + 1)
        return after >= len(self._lines) or (above[-1] == "。" and self.is_title(after))

    def _issuers_above(self, date: int) -> list[int]:
        issuers: list[int] = []
        for i in range(date - 1, max(-1, date - 1 - ISSUERS_MOST), -1):
            if not self.may_sign(i):
                break
            issuers.append(i)
        return issuers[::-1]

    def may_sign(self, i: int) -> bool:
        """Whether a line may be an organ, or an office with a name, under a document."""
        line = self._lines[i]
        text = line.text.strip("（）()") if line.text[0] in "（(" else line.text
        if line.row is not None or len(text) > ISSUER_MOST or _CLOSED.search(text) or "。" in text:
            return False
        if is_marked(self._marks[i]):
            return False
        return self._is["ISSUER"](text) is not None

    def _after_foot(self, i: int) -> int:
        """The first line from here on that is not a note, imprint or boilerplate."""
        while i < len(self._lines) and (self.role_under_signature(i) is not None or self.names_contact(i)):
            i += 1
        return i

    def names_contact(self, i: int) -> bool:
        """Whether a line under a signature names a contact."""
        return _CONTACT.fullmatch(self._lines[i].text) is not None

    def role_under_signature(self, i: int) -> str | None:
        """The role of a line under a signature, or at the very end: a note, the imprint, or boilerplate; else None."""
        text = self._lines[i].text
        if len(text) > FOOT_MOST or self._is["DATE"](text):
            return None
        if self._is["ATTACHMENT_LIST"](text):
            return "ATTACHMENT_LIST"
        if self.is_left_over(i):
            return "BOILERPLATE"
        return next((role for role in _UNDER_SIGNATURE if self._is[role](text)), None)

    def _is_text(self, i: int) -> bool:
        """Whether a line is certainly text: a sentence, or the first line of a unit; the foot of a page may be long too."""
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

    def _opens_attachment(self, i: int, signatures: Sequence[Signed]) -> bool:
        """Whether a label opens an attachment, and does not begin the list of attachments above a signature."""
        after = bisect_right(signatures, i, key=lambda signed: signed.first)
        signature = signatures[after].first if after < len(signatures) else None
        if (
            signature is not None
            and signature - i <= LIST_MOST
            and all(len(self._lines[k].text) <= TITLE_MOST for k in range(i, signature))
        ):
            return any(self._is_body(k) and not is_marked(self._marks[k]) for k in range(i, signature))
        followed = i + 1 < len(self._lines) and not self._is_label(i + 1)
        return followed and not self._lists_names(i) and not self.is_left_over(i)

    def _lists_names(self, i: int) -> bool:
        """Whether only numbered names follow a label up to the next one, or to the end: 附件： / 1.甲 / 2.乙"""
        names = 0
        for k in range(i + 1, len(self._lines)):
            text = self._lines[k].text
            if self._is_label(k):
                break
            if not is_marked(self._marks[k]) or len(text) > TITLE_MOST or "。" in text:
                return False
            names += 1
        return names > 0 and self._marks[i + 1][0].ordinal == 1 and self._lines[i].text[-1] in "：:"

    def is_left_over(self, i: int) -> bool:
        """Whether a line is the label of an attachment that was a link: only the frame of the page follows."""
        if not self._is_label(i) or i + 1 >= len(self._lines) or not self._is["BOILERPLATE"](self._lines[i + 1].text):
            return False
        return i >= self._text_end

    @cached_property
    def _text_end(self) -> int:
        """The line after the last one that is certainly text."""
        return next((i + 1 for i in reversed(range(len(self._lines))) if self._is_text(i)), 0)

    def _named(self) -> list[int]:
        """Titles of second documents that the title or the first paragraph of the first document names in 《》."""
        first = range(min(NAMING_MOST, len(self._lines)))
        names = {name for i in first for name in _NAMED.findall(self._lines[i].text)}
        if not names:
            return []
        return [
            i
            for i in range(2, len(self._lines) - 1)
            if self._lines[i].text in names and self._lines[i - 1].text[-1] in "。日）)"
        ]

    def _restarts(self) -> list[int]:
        """Titles of second documents: lines that end in a genre, after which the outermost series begins again."""
        found: list[int] = []
        outer: str | None = None  # the family of the series
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
        """The title above a line, with no number between them."""
        for k in range(i - 1, max(0, i - 1 - TITLE_NEAR), -1):
            if self.is_title(k):
                return k
            if is_marked(self._marks[k]):
                return None
        return None

    def is_title(self, i: int) -> bool:
        """Whether a line has the form of a title: no sentence, and a genre (文种) at its end."""
        text = self._lines[i].text
        return bool(
            TITLE_LEAST <= len(text) <= TITLE_MOST
            and not _CLOSED.search(text)
            and not is_marked(self._marks[i])
            and names_genre(text)
        )
