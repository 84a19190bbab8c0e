"""The head of a document: which lines are its number, title, subtitles, addressee and metadata."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from govreport.document.frame_breaks import HEAD_MOST
from govreport.document.genres import names_genre
from govreport.document.head_shapes import HeadShapes
from govreport.document.split import TITLE_MOST, Part
from govreport.document.title import TITLE_LEAST, with_title
from govreport.grammar.grammar import Grammar
from govreport.lines.lines import WITHOUT_BLANKS, Line
from govreport.outline.candidates import Candidate, begins_unit, is_marked
from govreport.outline.headings import names_front_part
from govreport.outline.plain_headings import begins_counted, counted_headings
from govreport.text.lexicon import term, words
from govreport.text.regex import lazy

SUMMARY_MOST = 400
"""The most text that a page may print between two copies of the title, in characters; a title farther down is the head of
a printed page."""
ABOVE_MOST = 20
"""How many lines of unknown kind a page may print above the title."""
SALUTATION_MOST = 30
"""The longest salutation, in characters: 各位代表：."""

_SALUTED = term("HEAD_SALUTATION")
_LETTER = lazy(r"[^\W\d_]")


class Head:
    """Finds the head of one document among its lines."""

    def __init__(self, lines: Sequence[Line], marks: Sequence[Sequence[Candidate]], grammar: Grammar) -> None:
        self._lines = lines
        self._marks = marks
        self._is = grammar.matches
        self._segment = grammar.speech.segment
        self._shapes = HeadShapes(lines, marks, grammar.matches)

    def roles(self, part: Part, contents: frozenset[int]) -> dict[int, str]:
        """The role of each head line, by line index; the first line without a role begins the body."""
        roles: dict[int, str] = {}
        text_begins = max(self._salutation(part), self._title_again(part), self._title_over_fields(part))
        left = HEAD_MOST
        for i in range(part.first, part.end):
            if i in contents:
                roles[i] = "CONTENTS"
                continue
            if left == 0:
                return {}
            left -= 1
            role = self._role(i, part, roles, text_begins)
            if role is None:
                break
            roles[i] = role
            if role == "ADDRESSEE":
                break
        roles = with_title(roles, self._lines, self._is, first=part.first, attached=part.label is not None)
        return self._with_one_number(roles)

    def _role(self, i: int, part: Part, roles: dict[int, str], text_begins: int) -> str | None:
        """The role of a line, ``""`` for one that may be the title, None for the first line of the body.

        ``text_begins`` is a line before which the page prints what is not of the document.
        """
        text = self._lines[i].text
        if self._segment is not None and self._segment.match(text):
            return None  # what a dialect opens sections with
        if i == 0 and self._is["ATTACHMENT_LABEL"](text):
            return "ATTACHMENT_LIST"  # the text was attached to a document elsewhere
        if i == part.first and (self._numbers_chapter(i, part) or self._numbers_title(i, part)):
            return "TITLE"
        if begins_counted(text) and i in self._counted:
            return None  # 任务1： with 任务2： below
        role = self._shapes.role(i, roles)
        if role is not None:
            return role
        if i > part.first and self._shapes.is_value(i, roles):
            return "FIELD"
        without_letters = not _LETTER.search(text)
        if without_letters and i < text_begins:
            return "BOILERPLATE"  # a figure of the page between the copies of its title
        if without_letters or names_front_part(text) or "TITLE" in roles.values():
            return None
        if self._shapes.is_body(i):
            begins_body = i >= text_begins or begins_unit(self._marks[i])
            return None if begins_body else "BOILERPLATE"  # the metadata of a page before the document begins
        return ""

    @cached_property
    def _counted(self) -> Collection[int]:
        """The lines of the whole text that begin with a word and a consecutive number."""
        unmarked = [i for i, marks in enumerate(self._marks[:-1]) if not is_marked(marks)]
        return counted_headings(unmarked, self._lines)

    def _with_one_number(self, roles: dict[int, str]) -> dict[int, str]:
        """The roles, with a document number that the metadata of a page repeats in the document once."""
        numbers = {i: self._lines[i].text.strip("（()）") for i, role in roles.items() if role == "DOCUMENT_NUMBER"}
        last = max(numbers, default=-1)
        return roles | {i: "FIELD" for i, number in numbers.items() if i != last and number == numbers[last]}

    # ---- a number before the title -----------------------------------------------------------------------------------

    def _numbers_chapter(self, i: int, part: Part) -> bool:
        """Whether the first line is the title of a chapter printed alone: 4. … over 4-1, 4-2 … and nothing over 5-1."""
        if not begins_unit(self._marks[i]) or self._marks[i][0].family.name != "arabic":
            return False
        chapter = self._marks[i][0].ordinal
        heads = {m.parts[0] for k in range(i, part.end) for m in self._marks[k][:1] if m.head and len(m.parts) > 1}
        return heads == {chapter}

    def _numbers_title(self, i: int, part: Part) -> bool:
        """Whether a number without a successor precedes the title: 17 某市关于….的意见."""
        marks = self._marks[i]
        if not begins_unit(marks) or not names_genre(self._lines[i].text) or marks[0].family.name != "decimal":
            return False
        return not any(self._marks[k][0].family is marks[0].family for k in range(i + 1, part.end) if self._marks[k])

    # ---- where the text of the document begins -------------------------------------------------------------------------

    def _salutation(self, part: Part) -> int:
        """The line of a salutation (各位代表：) among the first, or -1."""
        for i in range(part.first, min(part.end, part.first + HEAD_MOST)):
            text = self._lines[i].text
            if len(text) > SALUTATION_MOST or not self._is["ADDRESSEE"](text):
                continue
            if text[:2] in words("SALUTATION") or _SALUTED.fullmatch(text):
                return i
        return -1

    def _title_over_fields(self, part: Part) -> int:
        """The first line in the form of a title over metadata, a number or addressees, without a sentence above it; or -1."""
        for i in range(part.first, min(part.end - 1, part.first + ABOVE_MOST)):
            text = self._lines[i].text
            if begins_unit(self._marks[i]) or "。" in text:
                return -1
            below = self._lines[i + 1].text
            framed = any(self._is[shape](below) for shape in ("FIELD", "DOCUMENT_NUMBER", "ADDRESSEE"))
            if framed and TITLE_LEAST <= len(text) <= TITLE_MOST and names_genre(text):
                return i
        return -1

    def _title_again(self, part: Part) -> int:
        """The line where a page prints the title again, after at most a summary of the document, or -1."""
        seen: set[str] = set()
        last = -1
        summary = 0
        for i in range(part.first, min(part.end, part.first + HEAD_MOST)):
            if begins_unit(self._marks[i]):
                break
            text = self._lines[i].text.translate(WITHOUT_BLANKS)
            summary += len(text)
            if summary > SUMMARY_MOST:
                break
            if len(text) >= TITLE_LEAST and names_genre(text):
                last = i if text in seen else last
                seen.add(text)
                summary = 0
        return last
