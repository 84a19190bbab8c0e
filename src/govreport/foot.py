"""The foot of a document: closing formula, list of attachments, signature, notes, imprint, and noise under them."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.grammar import Grammar
from govreport.lines import Line
from govreport.marks import Mark, begins_unit
from govreport.parts import Divider, Part

IMPRINT_MOST = 8
"""How many lines the imprint takes: copies to whom, over two or three lines, and who printed it when."""


class Foot:
    """Finds the foot of one document among its lines."""

    def __init__(
        self, lines: Sequence[Line], marks: Sequence[Sequence[Mark]], grammar: Grammar, divider: Divider
    ) -> None:
        self._lines = lines
        self._marks = marks
        self._is = grammar.matches
        self._divider = divider

    def roles(self, part: Part, body: int) -> dict[int, str]:
        """The role of each foot line, by line index; ``body`` is where the body begins."""
        roles: dict[int, str] = {}
        end = self._appendix(part, body, roles)
        top = self._under(Part(part.first, end), body, roles) if part.signed is None else self._under(part, body, roles)
        signed = part.signed
        if signed is not None and signed.date == top - 1:
            roles[signed.date] = "DATE" if self._is["DATE"](self._lines[signed.date].text) else "SIGNED"
            roles.update((i, "ISSUER") for i in signed.issuers)
            top = signed.first
        elif top - 1 > body and self._signs_alone(top - 1):
            top -= 1
            roles[top] = "ISSUER"
        top = self._attachment_list(top, body, roles)
        for i in range(body, top):
            if self._lines[i].text[0] in "注註" and self._is["NOTE"](self._lines[i].text):
                roles[i] = "NOTE"
        if top - 1 >= body and self._is["CLOSING"](self._lines[top - 1].text):
            roles[top - 1] = "CLOSING"
        return roles

    def _appendix(self, part: Part, body: int, roles: dict[int, str]) -> int:
        """Footnotes, licences and the imprint run to the end once they have begun; where they begin."""
        last_mark = next((i for i in range(part.end - 1, body - 1, -1) if begins_unit(self._marks[i])), body)
        for i in range(last_mark, part.end):
            text = self._lines[i].text
            kind = "NOTE" if text == "↑" else "BOILERPLATE" if self._is["LICENCE"](text) else ""
            if not kind and part.end - i <= IMPRINT_MOST and text[0] in "抄分" and self._is["IMPRINT"](text):
                kind = "IMPRINT"
            if kind:
                roles.update((k, kind) for k in range(i, part.end))
                return i
        return part.end

    def _under(self, part: Part, body: int, roles: dict[int, str]) -> int:
        """Notes, imprint and noise at the very end, or whatever stands under the signature; the first such line."""
        top = part.end
        signed_at = part.signed.date if part.signed is not None else -1
        while top > body and top - 1 > signed_at:
            kind = self._divider.under_signature(top - 1)
            if kind is None and signed_at >= 0:
                kind = "NOTE" if self._lines[top - 1].text[0] in "（(" else "BOILERPLATE"
            if kind is None:
                break
            roles[top - 1] = kind
            top -= 1
        return top

    def _signs_alone(self, i: int) -> bool:
        """Whether a last line is an organ that signs without a date: after a finished sentence."""
        line = self._lines[i]
        return len(line.text) <= 25 and self._divider.may_sign(i) and self._lines[i - 1].text[-1] in "。！!"

    def _attachment_list(self, top: int, body: int, roles: dict[int, str]) -> int:
        """附件：1.… and the lines that go on with it, straight above the signature."""
        for i in range(top - 1, max(body - 1, top - 40), -1):
            text = self._lines[i].text
            if self._is["ATTACHMENT_LIST"](text) or self._is["ATTACHMENT_LABEL"](text):
                roles.update((k, "ATTACHMENT_LIST") for k in range(i, top))
                return i
            if len(text) > 80 or "。" in text:
                break
        return top
