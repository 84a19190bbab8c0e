"""Line breaks before the parts of heads and feet, so that each part has a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.document.foot_breaks import foot_breaks, may_be_dated
from govreport.document.head_breaks import Break, head_breaks
from govreport.document.listed_attachments import with_listed_attachments
from govreport.document.split import DATE_MOST
from govreport.grammar.grammar import Grammar
from govreport.lines.lines import Line
from govreport.lines.openings import opens_unit
from govreport.outline.toc import is_whole_table
from govreport.text.lexicon import term

_OCCASION, _OCCASION_ENDS = term("OCCASION_BEGIN"), term("OCCASION_END")
_KEYED, _BARRED = term("FIELD_WITHOUT_COLON"), term("BARRED_FIELDS")
HEAD_MOST = 60
"""How many lines a head may take: web pages put some fifty parts before the title."""
SIGNED_MOST = 4
"""How many signatures are searched for a broken name."""
SIGNERS_MOST = 8
"""How many lines of signers are searched above each date."""
BEGUN_MOST = 12
"""The longest first line of a name that takes two lines, in characters."""


def with_frame_breaks(lines: Sequence[Line], grammar: Grammar) -> list[Line]:
    """The lines, where those with parts of a head or foot are cut at the beginning of each part.

    A head is searched at the beginning of the text and after each foot, up to the first line of text.
    """
    lines = with_listed_attachments(_with_whole_signers(_with_whole_notes(lines), grammar))
    reader = _Heads(grammar)
    last = next((i for i in range(len(lines) - 1, 0, -1) if "。" in lines[i].text), 0)
    found: list[Line] = []
    for i, line in enumerate(lines):
        ends_here = i >= last or may_be_dated(line.text)
        if not (ends_here or reader.looks):
            found.append(line)
            continue  # most lines
        above = lines[i - 1].text if i else ""
        breaks = foot_breaks(line.text, grammar, last=i >= last, above=above) if ends_here else []
        if not breaks and not reader.looks:
            found.append(line)
            if line.text[-1] == "日":
                reader.begin()
            continue
        pieces = _cut(line, breaks)
        for piece, reason in zip(pieces, ("document", *(one.reason for one in breaks)), strict=True):
            found += reader.read(piece) if reason == "document" else [piece]
            if piece.text[-1] == "日":
                reader.begin()
    return found


class _Heads:
    """Cuts the lines of heads, each up to its first line of text."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self.begin()

    def begin(self) -> None:
        """Prepare for another document."""
        self.looks = True
        """Whether a head continues."""
        self._left = HEAD_MOST
        self._titled = False

    def read(self, line: Line) -> list[Line]:
        """The parts of a line; the line itself where no head continues."""
        is_row = line.text[0] == "|" == line.text[-1]
        if is_whole_table(line.text) or _KEYED.fullmatch(line.text) or (is_row and _BARRED.fullmatch(line.text)):
            return [line]
        if not self.looks or is_row or _begins_unit(line.text, self._grammar):
            self.looks = False
            return [line]
        head = head_breaks(line.text, titled=self._titled)
        self._left -= 1
        self.looks = self._left > 0 and not head.reached_text
        self._titled = head.titled
        return _cut(line, head.breaks)


def _with_whole_notes(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, where an occasion on two of them is joined: ——2025年1月6日在某市第十六届 / 人民代表大会第五次会议上."""
    for i in range(min(HEAD_MOST, len(lines) - 1)):
        first, second = lines[i].text, lines[i + 1].text
        if (
            _OCCASION.match(first)
            and not _OCCASION_ENDS.search(first)
            and _OCCASION_ENDS.search(second)
            and not lines[i + 1].gap
        ):
            return [*lines[:i], Line.joined([lines[i], lines[i + 1]]), *lines[i + 2 :]]
    return lines


def _with_whole_signers(lines: Sequence[Line], grammar: Grammar) -> Sequence[Line]:
    """The lines, where the name of a first signer takes two of them joined."""
    is_date = grammar.matches["DATE"]
    dates = [
        i
        for i, line in enumerate(lines)
        if len(line.text) <= DATE_MOST and line.text[-1] == "日" and is_date(line.text)
    ]
    joined = {begin for date in dates[:SIGNED_MOST] if (begin := _broken_signer(lines, date, grammar))}
    if not joined:
        return lines  # most texts
    return [
        Line.joined([line, lines[i + 1]]) if i in joined else line
        for i, line in enumerate(lines)
        if i - 1 not in joined
    ]


def _broken_signer(lines: Sequence[Line], date: int, grammar: Grammar) -> int:
    """The line on which the name of the first signer above a date begins, if it takes two lines; else 0.

    The text must contain the whole name before.
    """
    is_issuer = grammar.matches["ISSUER"]
    first = date
    while first > 1 and date - first < SIGNERS_MOST and is_issuer(lines[first - 1].text):
        first -= 1
    begin = first - 1
    if not 0 < begin < date - 1 or len(lines[begin].text) > BEGUN_MOST or lines[begin - 1].text[-1] not in "。；":
        return 0
    signer = lines[begin].text + lines[first].text
    name = "".join(signer.split())
    return begin if is_issuer(signer) and any(name in line.text for line in lines[:begin]) else 0


def _begins_unit(text: str, grammar: Grammar) -> bool:
    """Whether a line begins with a mark of the outline, so that no head continues; a dash opens a note of the head too."""
    found = grammar.head.match(text)
    return found is not None and found.lastgroup not in ("DASH", "BULLET", "DECIMAL") and opens_unit(text, grammar)


def _cut(line: Line, breaks: Sequence[Break]) -> list[Line]:
    return line.cut([one.at for one in breaks]) if breaks else [line]
