"""Where the parts of a head begin on a line that holds several of them.

A page whose line breaks were lost has its navigation, metadata, title, number, addressee and first paragraph on one line.
The reader here processes such a line from its beginning.  A part with a shape of its own ends by that shape.  Any other
stretch ends where the evidence for a break, summed, reaches ``ENOUGH``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from govreport.document.genres import genre_ends
from govreport.grammar.grammar import head_parts
from govreport.lines.lines import BLANKS, skip_blanks
from govreport.text.lexicon import term
from govreport.text.regex import lazy

ENOUGH = 2
"""The evidence that makes a break."""
BLANK = 1
"""A blank: most separate parts, some spread a title."""
GENRE = 1
"""A genre (文种) before the place: most end a title, some are inside one (方案的通知)."""
NAME = 1
"""A name before the place: an organ, a site or a newspaper as the value of a field, or an office with its holder."""
OPENS = 1
"""The first words of a sentence after the place."""
SUBJECT = 1
"""The first words of the stretch again after the place: the text refers to the organ in its title."""
YEAR = 1
"""The sentence after the place begins with a year that the stretch names: 某县2024年工作情况 / 2024年，…."""
SHAPE = 2
"""A part with a shape of its own after the place."""

STRETCH_MOST = 300
"""The longest title or field, in characters, that is looked for."""
SUMMARY_MOST = 200
"""How much a page may say between a title and the salutation, in characters."""
PARTS_MOST = 60
"""How many parts of a head one line may hold; bounds the work on hostile text."""
ADDRESSED_MOST = 48
"""How far before its colon the last name of an addressee is looked for."""
NAME_MOST = 30
"""The longest name of an organ, in characters."""
SPEAKER_MOST = 40
"""The longest office with a name, in characters."""
SUBJECT_LEAST = 3
"""The minimum length of the organ that a title names, in characters: 某某县."""

_BLANK = rf"[\s{BLANKS}]"
_OPENING = term("SENTENCE_OPENING")
_FIELD = term("FIELD_BEGIN")
"""A key with its colon, where a part begins."""
_GLUED_FIELD = term("GLUED_FIELD")
"""A key with its colon that counts even directly after a word."""
_PAIRED = term("PAIRED")
"""A pair of any key and its value, with the key of the next after it."""
_LAST_PAIR, _BULLET = term("LAST_PAIR"), term("FIELD_BULLET")
_VALUE = term("FIELD_VALUE")
"""A value that ends by its own shape."""
_NUMBER = term("NUMBER_OF_YEAR")
"""〔2025〕3号, the part of a document number after the code of the organ."""
_SALUTATION = term("HEAD_SALUTATION")
_COLONS, _COMMAS = "：:", "，,"
_AFTER_SUMMARY = term("SUMMARY_END")
"""What the words of a page before a salutation end with: a sentence, or who took the picture."""
_COLON = lazy(r"[^。；：:！？\s]{1,300}\s?[：:]")
_ADDRESSED, _NOT_ADDRESSED = term("ADDRESSED"), term("NOT_ADDRESSED")
_BEGINS_TITLE = term("ABOUT")
_NAME_END, _SPEAKER_END = term("NAME_END"), term("SPEAKER_END")
_SPEAKER = term("SPEAKER_BEFORE_RECIPIENTS")
_TOPIC, _ABOUT, _GOES_ON = term("TITLE_TOPIC"), term("ABOUT_OR_OF"), term("TITLE_GOES_ON")
_ORGAN_ALONE = term("ANOTHER_ORGAN")
"""Another organ, at the end of a line."""
_SEMICOLONS = ("；", ";")
_ANOTHER = lazy(r"[；;]\s?[^\s。，；;：:]{1,40}(?=\s)")
"""Another value of a field: 政府信息公开年报；其他."""
_CLAUSE_END = lazy(r"[，,；;。！!？?]")
_ENCLOSED = lazy(r"《[^》]{0,200}》|“[^”]{0,200}”|「[^」]{0,200}」|[（(][^（()）]{0,100}[）)]|〈[^〉]{0,100}〉")
_GAP = lazy(rf"{_BLANK}+")
_OF_DATE = frozenset("年月日")
_NAMED_SITE = lazy(r"([^\s_|｜－-]{6,100})\s?[_|｜－-]")
"""The title that a browser shows, before the name of the site: 某某县2023年工作总结_某某县人民政府."""
_LABEL = term("FOOT_LABEL")
_KEY_ENDS = "：:】"
"""Each key of a field ends with one of these."""
_NAME_BLANKS = " \u3000\xa0"
"""What separates an office from the name of its holder."""


class Break(NamedTuple):
    """Where a part begins, and why."""

    at: int
    reason: str


class Front(NamedTuple):
    """The parts of a head in a line."""

    breaks: list[Break]
    """Where its parts begin, the first one left out."""
    reached_text: bool
    """Whether the text of the document follows the last part."""
    titled: bool
    """Whether the title or the number has been read, so that the addressees may follow."""


def front_breaks(text: str, *, titled: bool = False) -> Front:
    """The parts of the head that a line begins with; ``titled``: whether a line above is the title.

    >>> line = "某县2024年工作要点某政办发〔2024〕5号各乡镇人民政府：现将要点印发给你们，请执行。"
    >>> [(found.at, found.reason) for found in front_breaks(line).breaks]
    [(11, 'number'), (23, 'addressee'), (31, 'text')]
    """
    reader = _Reader(text, titled)
    found = [one for one in reader.breaks() if 0 < one.at < len(text)]
    return Front(found, reader.reached_text, reader.titled)


class _Reader:
    """Goes through one line, part by part."""

    def __init__(self, text: str, titled: bool) -> None:
        self._text = text
        self.titled = titled
        self._names: list[str] = []
        self._title = ""
        self.reached_text = False

    def breaks(self) -> Iterator[Break]:
        bullet = _BULLET.match(self._text)  # • 来源：… in a list
        at = first = self._skip(bullet.end() if bullet is not None else 0)
        before = ""
        for _ in range(PARTS_MOST):
            if at >= len(self._text):
                return
            end, kind = len(self._text), "field"
            if before != "field" or not _LAST_PAIR.match(self._text, at):
                end, kind = self._part(at)
            if kind == "title" and end - at >= 2 * SUBJECT_LEAST:
                name = self._text[at:end].strip(BLANKS)
                self._names.append(name)
                named = _NAMED_SITE.match(name)
                self._title = named[1] if named is not None else name
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
            if kind == "crumbs":
                from govreport.document.crumbs import crumbs_end  # here: most texts have no navigation

                return self._before_name(at, crumbs_end(text, at, shape.end())), kind
            return shape.end(), kind
        if self._title and self._prints_again(at):
            return at + len(self._title), "title"
        if _OPENING.match(text, at):
            greeted = _SALUTATION.search(text, at, at + SUMMARY_MOST) if self._title else None
            if (
                greeted is not None
                and text[greeted.end() - 1] in _COLONS
                and _AFTER_SUMMARY.match(text, greeted.start() - 1)
            ):
                return greeted.start(), "tool"  # what a page says about the speech
            return len(text), "text"
        label = _LABEL.match(text) if at == 0 else None
        if label is not None and self._stretch(label.end()):
            return label.end(), "label"
        field = self._field(at)
        if field:
            return field, "field"
        addressed = self._addressed(at)
        end = self._stretch(at)
        if not self._title and at < end < addressed and self._follows_title(at, end):
            return end, "title"
        if addressed and (self.titled or text[at] == "各" or self._addresses_alone(at, addressed)):
            return addressed, "addressee"
        return (end, "title") if end else (len(text), "text")

    def _prints_again(self, at: int) -> bool:
        """Whether the page prints its title here again, perhaps in another order: 某县2022年公报, 2022年某县公报."""
        again = self._text[at : at + len(self._title)]
        return again == self._title or (again[-1:] == self._title[-1] and sorted(again) == sorted(self._title))

    def _addressed(self, at: int) -> int:
        """The end of the addressees of a notice, if they begin here; else 0."""
        found = _COLON.match(self._text, at)
        if found is None or _NOT_ADDRESSED.search(found.group()):
            return 0
        end = found.end() - 1
        return found.end() if _ADDRESSED.search(self._text, max(at, end - ADDRESSED_MOST), end) else 0

    def _addresses_alone(self, at: int, end: int) -> bool:
        """Whether a text without its title begins with the addressees: the first sentence follows, and no title is before
        them."""
        text = self._text
        if at or end > ADDRESSED_MOST or not _OPENING.match(text, self._skip(end)):
            return False
        return not _ABOUT.search(text, at, end) and next(genre_ends(text, at, end - 1), None) is None

    def _follows_title(self, at: int, place: int) -> bool:
        """Whether the addressees of a notice follow a title; a list of them may hold the name of a genre: 计划单列市."""
        titled = (
            self._text.startswith(tuple("各本全市省县区州"), place)
            or _ABOUT.search(self._text, at, place)
            or self._text.find("、", at, place) < 0
        )
        return bool(titled and self._addressed(place))

    # ---- fields ------------------------------------------------------------------------------------------------

    def _field(self, at: int) -> int:
        """Where the field that begins here ends; 0 if none does."""
        text = self._text
        if not _holds(text, _KEY_ENDS, at, at + STRETCH_MOST):
            return 0
        key = _FIELD.match(text, at)
        paired = _PAIRED.match(text, at) if key is None else None
        if key is not None:
            begin = behind_key = key.end()
        elif paired is not None:
            begin = behind_key = paired.end(1)
        else:
            return 0
        value = _VALUE.match(text, begin)
        if value is not None:
            return value.end()
        if text[begin : begin + 1] in BLANKS and not text[begin + 1 : begin + 2].isspace():
            begin += 1
        if (opening := _OPENING.match(text, begin)) is not None and opening.group()[-1] in _COMMAS:
            return behind_key  # the last key has no value: 作者：2025年，
        end = self._value_end(begin)
        other = self._skip(end)
        if end < other and len(text) - other <= NAME_MOST and _NAME_END.search(text, begin, end):
            end = len(text) if _ORGAN_ALONE.fullmatch(text, other) else end  # 发文机关：某市财政局 某市审计局
        title = self._stretch(begin)
        if begin < title <= end and _OPENING.match(text, title):
            return behind_key  # the key has no value: what follows is the title, and the text after it
        if len(text[begin:end]) >= 2 * SUBJECT_LEAST:
            self._names.append(text[begin:end].strip(BLANKS))
        return max(end, behind_key)

    def _value_end(self, begin: int) -> int:
        """Where free text in a field ends: at a blank, at the next part, or where a sentence begins after a name."""
        text = self._text
        if _FIELD.match(text, begin):
            return begin
        limit = self._limit(begin)
        while text[limit : limit + 1] in _SEMICOLONS and (more := _ANOTHER.match(text, limit)) is not None:
            if not _FIELD.match(text, self._skip(more.end())):
                break
            limit = more.end()  # another value, and the next key
        gap = next(self._gaps(begin, limit), None)
        end = gap.start() if gap is not None else limit
        end = self._before_name(begin, self._next_shape(begin, end))
        for place in range(begin + SUBJECT_LEAST, end):
            if text[place] == "各" and _NAME_END.search(text, begin, place) and self._addressed(place):
                return place
        for opener in _OPENING.finditer(text, begin, min(len(text), end + STRETCH_MOST)):
            if opener.start() >= end:
                break
            if _NAME_END.search(text, begin, opener.start()):
                return opener.start()
        return end

    def _before_name(self, begin: int, end: int) -> int:
        """The end of a stretch, or where a name begins in it that the page gave its document before."""
        found = (self._text.find(name, begin + 1, end + len(name)) for name in self._names)
        return min((at for at in found if at >= 0), default=end)

    # ---- open stretches ------------------------------------------------------------------------------------------

    def _stretch(self, at: int) -> int:
        """Where a stretch without a shape ends, by the evidence after it; 0 if it continues in the text."""
        text = self._text
        clause = self._limit(at)
        limit = self._next_shape(at, clause)
        named = _NAMED_SITE.match(text, at, limit)
        again = text.find(named[1], named.end(), limit) if named is not None else -1
        if again > 0:
            return again  # the title that a browser shows, and the title of the document
        evidence = {limit: SHAPE} if limit < clause else {}
        for end in genre_ends(text, at, limit):
            evidence[end] = evidence.get(end, 0) + GENRE
        behind = set(evidence)
        spread = _holds(text, _NAME_BLANKS, at, limit)
        for topic in _TOPIC.finditer(text, at, limit):
            evidence.setdefault(topic.end(), GENRE)
        for speaker in _SPEAKER.finditer(text, at, limit) if spread else ():
            evidence[speaker.end()] = evidence.get(speaker.end(), 0) + NAME
            behind.add(speaker.end())
        if spread and limit == len(text) and _SPEAKER_END.search(text, at, limit):
            for end in behind:
                evidence[end] += NAME * (limit - end <= SPEAKER_MOST)  # who gave the report ends the line
        for opener in _OPENING.finditer(text, at, limit + 1):
            evidence.setdefault(opener.start(), SHAPE * self._begins_outline(opener.start()))
        for gap in self._gaps(at, limit):
            if gap.start() in behind:
                behind.add(gap.end())
            weight = BLANK + evidence.pop(gap.start(), 0)
            if _BEGINS_TITLE.match(text, gap.end()) and not _NAME_END.search(text, at, gap.start()):
                weight += OPENS  # the name of a column, then the title
            evidence[gap.end()] = evidence.get(gap.end(), 0) + weight
        enclosed = [found.span() for found in _ENCLOSED.finditer(text, at, limit)]
        subject = text[at : at + SUBJECT_LEAST]
        for place in sorted(evidence):
            if not at < place < len(text) or self._goes_on(place) or any(a < place < b for a, b in enclosed):
                continue
            weight = evidence[place]
            if _OPENING.match(text, place):
                weight += OPENS
                weight += YEAR * (
                    text[place : place + 4].isdigit() and text.find(text[place : place + 5], at, place) >= 0
                )
            if text.startswith(subject, place):
                weight += SUBJECT
            if spread and _SPEAKER_END.search(text, at, place):
                weight += NAME
            if weight < ENOUGH and place in behind and self._follows_title(at, place):
                weight += SHAPE
            if weight >= ENOUGH:
                return place
        return limit if limit == len(text) else 0

    def _gaps(self, begin: int, end: int) -> Iterator[re.Match[str]]:
        """The blanks that may separate parts; 2020 年 is one word."""
        for gap in _GAP.finditer(self._text, begin, end):
            if self._text[gap.end() : gap.end() + 1] not in _OF_DATE:
                yield gap

    def _begins_outline(self, place: int) -> bool:
        """Whether the first number of an outline is here, and the second follows."""
        second = {"一、": "二、", "壹、": "贰、"}.get(self._text[place : place + 2])
        return second is not None and self._text.find(second, place) >= 0

    def _goes_on(self, place: int) -> bool:
        """Whether a title continues here in any case: with a particle, or with the name of its site."""
        if _GOES_ON.match(self._text, place):
            return True
        return self._text[place - 2 : place].rstrip(BLANKS)[-1:] in ("-", "_", "|", "｜")

    def _next_shape(self, begin: int, end: int) -> int:
        """Where the first part with a shape, or field, begins after ``begin``; ``end`` if none does before it."""
        text = self._text
        found = head_parts().search(text, begin + 1, min(len(text), end + STRETCH_MOST))
        keyed = _holds(text, _KEY_ENDS, begin, end + 1)
        field = _GLUED_FIELD.search(text, begin + 1, min(len(text), end + 1)) if keyed else None
        starts = [one.start() for one in (found, field) if one is not None and one.start() < end]
        if found is not None and found.start() in starts and found.lastgroup == "number":
            starts[0] = self._number_start(begin, found.start(), found.end())
        return min(starts, default=end)

    def _number_start(self, begin: int, start: int, end: int) -> int:
        """Where a document number begins that is glued to a title: after the genre."""
        ends = [place for place in genre_ends(self._text, begin, end) if start - 2 * SUBJECT_LEAST <= place < end]
        bracket = _NUMBER.search(self._text, start, end)
        inside = [place for place in ends if bracket is None or place <= bracket.start()]
        return max(inside, default=start)

    def _limit(self, at: int) -> int:
        """Where a stretch ends at the latest: at the end of the first clause, brackets and quotations left out."""
        text = self._text
        most = min(len(text), at + STRETCH_MOST)
        while True:
            stop = _CLAUSE_END.search(text, at, most)
            if stop is None:
                return most
            for found in _ENCLOSED.finditer(text, at, most):
                if found.start() < stop.start() < found.end():
                    at = found.end()
                    break
                if found.start() > stop.start():
                    return stop.start()
            else:
                return stop.start()

    def _skip(self, at: int) -> int:
        return skip_blanks(self._text, at, len(self._text))


def _holds(text: str, characters: str, begin: int, end: int) -> bool:
    """Whether one of some characters is in a stretch; most stretches have none, and the patterns for them are long."""
    return any(text.find(character, begin, end) >= 0 for character in characters)
