"""The foot of a document: closing formula, list of attachments, signature, notes, imprint, and boilerplate under them."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.document.split import Divider, Part
from govreport.grammar.grammar import Grammar
from govreport.lines.lines import Line
from govreport.outline.candidates import Candidate, begins_unit
from govreport.text.lexicon import words
from govreport.text.regex import lazy
from govreport.tree.families import FAMILIES

_NOTE_MARKS = frozenset(family.name for family in FAMILIES.values() if family.note)
_REFERENCE = lazy(r"[\[［][0-9０-９]{1,3}[\]］]|[①-⑳]")
"""A mark that begins a note."""
_CITED = lazy(r"(?<=.)[\[［][0-9０-９]{1,3}[\]］]|(?<=[^\s：:；;，,。])[①-⑳]")
"""A mark in the text that refers to a note; at the head of a line, or ① after a stop, it opens an item of a list."""
CAPTION_MOST = 12
"""The longest heading of notes, in characters: 名词解释："""
NOTES_MOST = 100
"""How many lines the notes at the end may take."""
UNDATED_MOST = 3
"""How many lines of signers a signature without a date may have: a president and the countersigners."""
SIGNER_MOST = 25
"""The longest line of a signer without a date, in characters."""
IMPRINT_MOST = 8
"""How many lines the imprint may take: the recipients of copies on two or three, and the printing office with its date."""
LIST_MOST, LISTED_MOST = 40, 80
"""How many lines the list of attachments may take, and the longest of them, in characters."""


class Foot:
    """Finds the foot of one document among its lines."""

    def __init__(
        self, lines: Sequence[Line], marks: Sequence[Sequence[Candidate]], grammar: Grammar, divider: Divider
    ) -> None:
        self._lines = lines
        self._marks = marks
        self._is = grammar.matches
        self._speech = grammar.speech
        self._divider = divider

    def roles(self, part: Part, body: int) -> dict[int, str]:
        """The role of each foot line, by line index; ``body`` is where the body begins."""
        roles: dict[int, str] = {}
        signed = part.signed
        appendix = self._appendix(part, body, roles)
        top = self._under(part if signed is not None else part._replace(end=appendix), body, roles)
        if signed is not None and signed.date == top - 1:
            roles[signed.date] = "DATE"
            roles.update((i, "ISSUER") for i in signed.issuers)
            top = signed.first
        else:
            first = self._signs_undated(top, body)
            roles.update((i, "ISSUER") for i in range(first, top))
            top = first
        top = self._attachment_list(top, body, roles)
        for i in range(body, top):
            if self._lines[i].text[0] in "注註" and self._is["NOTE"](self._lines[i].text):
                roles[i] = "NOTE"
        if top - 1 >= body and self._is["CLOSING"](self._lines[top - 1].text):
            roles[top - 1] = "CLOSING"
        return roles

    def _appendix(self, part: Part, body: int, roles: dict[int, str]) -> int:
        """Where notes, a licence or an imprint begin that take the rest of the document."""
        last_mark = next((i for i in range(part.end - 1, body - 1, -1) if begins_unit(self._marks[i])), body)
        tail = range(last_mark, part.end)
        end = next((i for i in tail if self._is["LICENCE"](self._lines[i].text)), part.end)
        roles.update((i, "BOILERPLATE") for i in range(end, part.end))
        kind = "NOTE"
        begin = self._notes(body, end)
        if begin is None:
            begin = self._referenced(body, end)
        if begin is None:
            begin = next((i for i in tail if self._lines[i].text == "↑"), None)
        if begin is None:
            kind = "IMPRINT"
            begin = next((i for i in range(max(last_mark, end - IMPRINT_MOST), end) if self._is_imprint(i)), end)
        if kind == "NOTE":
            below = self._page_frame(end, begin)
            roles.update((i, "BOILERPLATE") for i in range(below, end))
        else:
            below = self._signs_below(begin, end)
            roles.update((i, "ISSUER") for i in range(below, end))
        roles.update((i, kind) for i in range(begin, below))
        return min(begin, end)

    def _signs_below(self, imprint: int, end: int) -> int:
        """The first signer under the lines of copies, as in the documents of a dialect; else the end."""
        copies = self._speech.copies
        if copies is None or imprint == end or not copies.match(self._lines[imprint].text):
            return end
        first = end
        while first - 1 > imprint and end - first < UNDATED_MOST and self._may_sign_undated(first - 1):
            first -= 1
        return first

    def _is_imprint(self, i: int) -> bool:
        text = self._lines[i].text
        if self._speech.copies is not None and self._speech.copies.match(text):
            return True
        return text[0] in "抄分" and self._is["IMPRINT"](text) is not None

    def _under(self, part: Part, body: int, roles: dict[int, str]) -> int:
        """Where the lines after the signature begin, or else notes, imprint and boilerplate at the very end."""
        signed_at = part.signed.date if part.signed is not None else -1
        top = part.end if signed_at >= 0 else self._page_frame(part.end, body)
        roles.update((i, "BOILERPLATE") for i in range(top, part.end))
        while top > body and top - 1 > signed_at:
            if self._speech.segment is not None and self._speech.segment.match(self._lines[top - 1].text):
                break
            kind = self._divider.role_under_signature(top - 1)
            if kind is None and signed_at >= 0:
                noted = self._lines[top - 1].text[0] in "（(" or self._divider.names_contact(top - 1)
                kind = "NOTE" if noted else "BOILERPLATE"
            if kind is None:
                break
            roles[top - 1] = kind
            top -= 1
        return top

    def _page_frame(self, end: int, body: int) -> int:
        """Where the tools of the page begin, which take the rest of the document after its last sentence and number."""
        text = next(
            (i for i in range(end - 1, body - 1, -1) if "。" in self._lines[i].text or begins_unit(self._marks[i])),
            body,
        )
        top = next((i for i in range(text + 1, end) if self._is["BOILERPLATE"](self._lines[i].text)), end)
        return top - 1 if top - 1 > text and self._divider.is_left_over(top - 1) else top

    def _notes(self, body: int, end: int) -> int | None:
        """Where notes begin under a heading such as 注释：, numbered in one form or not at all."""
        for i in range(end - 2, max(body, end - NOTES_MOST), -1):
            if self._lines[i].text.rstrip("：:") in words("NOTES_TITLE"):
                counted = {mark.family.name for k in range(i + 1, end) for mark in self._marks[k][:1] if mark.head}
                return i if len(counted) <= 1 and counted <= _NOTE_MARKS else None
        return None

    def _referenced(self, body: int, end: int) -> int | None:
        """Where notes begin that each have a number in brackets, to which the text refers: [1] 指…"""
        first = end
        while first > max(body, end - NOTES_MOST) and _REFERENCE.match(self._lines[first - 1].text):
            first -= 1
        if first == end:
            return None
        noted = [found[0] for i in range(first, end) for found in [_REFERENCE.match(self._lines[i].text)] if found]
        cited = {found for i in range(body, first) for found in _CITED.findall(self._lines[i].text)}
        if not cited.issuperset(noted):
            return None
        caption = first - 1
        if (
            caption > body
            and len(self._lines[caption].text) <= CAPTION_MOST
            and self._lines[caption].text[-1] not in "。；"
        ):
            return caption if not self._marks[caption] else first
        return first

    def _signs_undated(self, end: int, body: int) -> int:
        """Where the organs or officers begin that sign without a date, after a finished sentence; ``end`` without any."""
        first = end
        while first - 1 > body and end - first < UNDATED_MOST and self._may_sign_undated(first - 1):
            first -= 1
        return first if first > 0 and self._lines[first - 1].text[-1] in "。！!" else end

    def _may_sign_undated(self, i: int) -> bool:
        return len(self._lines[i].text) <= SIGNER_MOST and self._divider.may_sign(i)

    def _attachment_list(self, top: int, body: int, roles: dict[int, str]) -> int:
        """Where a list of attachments (附件：1.…) begins directly above the signature; ``top`` if there is none."""
        for i in range(top - 1, max(body - 1, top - LIST_MOST), -1):
            text = self._lines[i].text
            if self._is["ATTACHMENT_LIST"](text) or self._is["ATTACHMENT_LABEL"](text):
                while i - 1 >= body and self._is["ATTACHMENT_LIST"](self._lines[i - 1].text):
                    i -= 1  # 附件1：… and 附件2：…
                roles.update((k, "ATTACHMENT_LIST") for k in range(i, top))
                return i
            if len(text) > LISTED_MOST or "。" in text:
                break
        return top
