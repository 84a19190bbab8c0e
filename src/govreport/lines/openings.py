"""What always begins a new line: marks of the outline, captions of boxes, labels of attachments."""

from __future__ import annotations

from govreport.grammar.grammar import Grammar
from govreport.lines.lines import BLANKS
from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral
from govreport.tree.families import Family

_BOX = term("BOX")
_STOP = term("STOP")
_AFTER_PROVISION = ("", *BLANKS, "【", "（")
"""What follows the mark of a provision, which is a reference otherwise: 第三十条规定的…."""


def is_bare(mark: str, family: Family) -> bool:
    """Whether no stop closes the numeral of a mark, as in 一　中央政府."""
    return family.bare and _STOP.match(mark, len(mark) - 1) is None


def begins_box(text: str) -> bool:
    """Whether a line is the caption of a box in a plan.

    >>> begins_box("专栏1　重点工程"), begins_box("专栏作家")
    (True, False)
    """
    found = _BOX.match(text) if text[0] in "专專" else None
    return found is not None and read_numeral(text[found.end()]) is not None


def is_drawn(character: str) -> bool:
    """Whether a character draws the frame of a table: a box drawing character other than ─, which is also a dash.

    >>> is_drawn("┌"), is_drawn("一")
    (True, False)
    """
    return "\u2500" < character <= "\u257f"


def opens_line(text: str, grammar: Grammar) -> bool:
    """Whether a line never continues the one before: a drawn table, the caption of a box, the label of an attachment."""
    if is_drawn(text[0]):
        return True
    if text[0] == "附":
        return bool(grammar.matches["ATTACHMENT_LABEL"](text) or grammar.matches["ATTACHMENT_LIST"](text))
    return begins_box(text)


def opens_unit(text: str, grammar: Grammar) -> bool:
    """Whether a line begins with what looks like a mark of the outline.

    A decimal such as 5.2 does not count: it is more likely a figure.  The caption of a box and the label of an attachment
    count.
    """
    if opens_line(text, grammar):
        return True
    found = grammar.head.match(text)
    if found is None or (family := grammar.speech.families[found.lastgroup or ""]).weak_head:
        return False
    if is_bare(found.group(), family):
        return False  # 三 at the head of a line may be a word
    return not family.provision or text[found.end() : found.end() + 1] in _AFTER_PROVISION
