"""Where the parts of a head begin on a line with several of them.

A page whose line breaks were lost has its navigation, metadata, title, number, addressee and first paragraph on one line.
The reader processes such a line from its beginning.  A part with a shape of its own ends by that shape, and a title where
the evidence for a break is sufficient (:mod:`govreport.document.title_end`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govreport.document.breadcrumbs import breadcrumbs_end
from govreport.document.genres import genre_ends
from govreport.document.part_bounds import (
    ADDRESSED_MOST,
    KEY_ENDS,
    PART_MOST,
    addressees_end,
    clause_end,
    contains_any,
    gaps,
    next_part,
    precedes_addressees,
)
from govreport.document.title_end import SUBJECT_LEAST, title_end, without_site
from govreport.grammar.grammar import head_parts
from govreport.lines.lines import BLANKS, skip_blanks
from govreport.text.lexicon import term
from govreport.text.regex import lazy

SUMMARY_MOST = 200
"""How much a page may print between a title and the salutation, in characters."""
PARTS_MOST = 60
"""How many parts of a head one line may have; bounds the work on hostile text."""
ORGAN_MOST = 30
"""The longest name of a second organ at the end of a line, in characters."""
NAME_LEAST = 2 * SUBJECT_LEAST
"""The shortest title or value that a page is likely to repeat, in characters."""

_OPENING = term("SENTENCE_OPENING")
_FIELD = term("FIELD_BEGIN")
"""A key with its colon, where a part begins."""
_PAIRED = term("PAIRED")
"""A pair of any key and its value, with the key of the next after it."""
_LAST_PAIR, _BULLET = term("LAST_PAIR"), term("FIELD_BULLET")
_VALUE = term("FIELD_VALUE")
"""A value that ends by its own shape."""
_SALUTATION = term("HEAD_SALUTATION")
_COLONS, _COMMAS, _SEMICOLONS = "：:", "，,", ("；", ";")
_AFTER_SUMMARY = term("SUMMARY_END")
"""What the words of a page before a salutation end with: a sentence, or the photographer."""
_NAME_END = term("NAME_END")
_TITLE_PARTICLE = term("ABOUT_OR_OF")
_ANOTHER_ORGAN = term("ANOTHER_ORGAN")
"""Another organ, at the end of a line."""
_ANOTHER_VALUE = lazy(r"[；;]\s?[^\s。，；;：:]{1,40}(?=\s)")
"""Another value of a field: 政府信息公开年报；其他."""
_LABEL = term("FOOT_LABEL")


class Break(NamedTuple):
    """Where a part begins, and why."""

    at: int
    reason: str


class HeadBreaks(NamedTuple):
    """The parts of a head in a line."""

    breaks: list[Break]
    """Where its parts begin, except the first."""
    reached_text: bool
    """Whether the text of the document follows the last part."""
    titled: bool
    """Whether the title or the number has been read, so that the addressees may follow."""


def head_breaks(text: str, *, titled: bool = False) -> HeadBreaks:
    """The parts of the head that a line begins with.

    :param titled: whether a line above is the title.

    >>> line = "某县2024年工作要点某政办发〔2024〕5号各乡镇人民政府：现将要点印发给你们，请执行。"
    >>> [(found.at, found.reason) for found in head_breaks(line).breaks]
    [(11, 'number'), (23, 'addressee'), (31, 'text')]
    """
    reader = _Reader(text, titled)
    found = [one for one in reader.breaks() if 0 < one.at < len(text)]
    return HeadBreaks(found, reader.reached_text, reader.titled)


class _Reader:
    """Reads one line, part by part."""

    def __init__(self, text: str, titled: bool) -> None:
        self._text = text
        self.titled = titled
        self._title = ""
        self._names: list[str] = []
        """The titles and the values of fields so far, which the page may print again."""
        self.reached_text = False

    def breaks(self) -> Iterator[Break]:
        """Where each part begins; the text of the document is the last."""
        bullet = _BULLET.match(self._text)  # • 来源：… in a list
        at = first = self._skip(bullet.end() if bullet is not None else 0)
        before = ""
        for _ in range(PARTS_MOST):
            if at >= len(self._text):
                return
            end, kind = len(self._text), "field"
            if before != "field" or not _LAST_PAIR.match(self._text, at):
                end, kind = self._part(at)
            if kind == "title" and end - at >= NAME_LEAST:
                name = self._text[at:end].strip(BLANKS)
                self._names.append(name)
                self._title = without_site(name)
            if at > first and not before == kind == "tool":
                yield Break(at, kind)
            before = kind
            if kind == "text":
                self.reached_text = True
                return
            self.titled = self.titled or kind in ("title", "number")
            at = self._skip(end)
            if kind in ("addressee", "salutation") and at < len(self._text):
                yield Break(at, "text")
                self.reached_text = True
                return

    def _part(self, at: int) -> tuple[int, str]:
        """Where the part that begins here ends, and what it is."""
        text = self._text
        shape = head_parts().match(text, at)
        if shape is not None:
            kind = str(shape.lastgroup)
            if kind == "breadcrumbs":
                return self._before_name(at, breadcrumbs_end(text, at, shape.end())), kind
            return shape.end(), kind
        if self._title and self._prints_again(at):
            return at + len(self._title), "title"
        if _OPENING.match(text, at):
            summary_end = self._summary_end(at)
            return (summary_end, "tool") if summary_end else (len(text), "text")
        label = _LABEL.match(text) if at == 0 else None
        if label is not None and title_end(text, label.end()):
            return label.end(), "label"
        field = self._field(at)
        if field:
            return field, "field"
        addressed = addressees_end(text, at)
        end = title_end(text, at)
        if not self._title and at < end < addressed and precedes_addressees(text, at, end):
            return end, "title"
        if addressed and (self.titled or text[at] == "各" or self._addresses_alone(at, addressed)):
            return addressed, "addressee"
        return (end, "title") if end else (len(text), "text")

    def _summary_end(self, at: int) -> int:
        """Where the summary of a speech ends that the page prints between its title and its salutation; else 0."""
        found = _SALUTATION.search(self._text, at, at + SUMMARY_MOST) if self._title else None
        if found is None or self._text[found.end() - 1] not in _COLONS:
            return 0
        return found.start() if _AFTER_SUMMARY.match(self._text, found.start() - 1) else 0

    def _prints_again(self, at: int) -> bool:
        """Whether the page prints its title here again, perhaps in another order: 某县2022年公报, 2022年某县公报."""
        again = self._text[at : at + len(self._title)]
        return again == self._title or (again[-1:] == self._title[-1] and sorted(again) == sorted(self._title))

    def _addresses_alone(self, at: int, end: int) -> bool:
        """Whether a text without a title begins with the addressees: they contain no title, and a sentence follows."""
        text = self._text
        if at or end > ADDRESSED_MOST or not _OPENING.match(text, self._skip(end)):
            return False
        return not _TITLE_PARTICLE.search(text, at, end) and next(genre_ends(text, at, end - 1), None) is None

    # ---- fields ------------------------------------------------------------------------------------------------

    def _field(self, at: int) -> int:
        """Where the field that begins here ends; 0 if no field begins here."""
        text = self._text
        key_end = self._key_end(at)
        if not key_end:
            return 0
        shaped = _VALUE.match(text, key_end)
        if shaped is not None:
            return shaped.end()
        one_blank = text[key_end : key_end + 1] in BLANKS and not text[key_end + 1 : key_end + 2].isspace()
        begin = key_end + one_blank
        opening = _OPENING.match(text, begin)
        if opening is not None and opening.group()[-1] in _COMMAS:
            return key_end  # the last key has no value: 作者：2025年，
        end = self._value_end(begin)
        other = self._skip(end)
        if end < other and len(text) - other <= ORGAN_MOST and _NAME_END.search(text, begin, end):
            end = len(text) if _ANOTHER_ORGAN.fullmatch(text, other) else end  # 发文机关：某市财政局 某市审计局
        title = title_end(text, begin)
        if begin < title <= end and _OPENING.match(text, title):
            return key_end  # the key has no value; the title and the text follow
        if end - begin >= NAME_LEAST:
            self._names.append(text[begin:end].strip(BLANKS))
        return max(end, key_end)

    def _key_end(self, at: int) -> int:
        """Where the key of a field ends that begins here; 0 if no key begins here."""
        if not contains_any(self._text, KEY_ENDS, at, at + PART_MOST):
            return 0
        key = _FIELD.match(self._text, at)
        if key is not None:
            return key.end()
        paired = _PAIRED.match(self._text, at)
        return paired.end(1) if paired is not None else 0

    def _value_end(self, begin: int) -> int:
        """Where free text in a field ends: at a blank, at the next part, or where a sentence begins after a name."""
        text = self._text
        if _FIELD.match(text, begin):
            return begin
        limit = clause_end(text, begin)
        while text[limit : limit + 1] in _SEMICOLONS and (more := _ANOTHER_VALUE.match(text, limit)) is not None:
            if not _FIELD.match(text, self._skip(more.end())):
                break
            limit = more.end()  # another value, and the next key
        gap = next(gaps(text, begin, limit), None)
        end = gap.start() if gap is not None else limit
        end = self._before_name(begin, next_part(text, begin, end))
        for place in range(begin + SUBJECT_LEAST, end):
            if text[place] == "各" and _NAME_END.search(text, begin, place) and addressees_end(text, place):
                return place
        for opening in _OPENING.finditer(text, begin, min(len(text), end + PART_MOST)):
            if opening.start() >= end:
                break
            if _NAME_END.search(text, begin, opening.start()):
                return opening.start()
        return end

    def _before_name(self, begin: int, end: int) -> int:
        """Where a title or value begins in a stretch that the page has printed before; else its end."""
        found = (self._text.find(name, begin + 1, end + len(name)) for name in self._names)
        return min((at for at in found if at >= 0), default=end)

    def _skip(self, at: int) -> int:
        return skip_blanks(self._text, at, len(self._text))
