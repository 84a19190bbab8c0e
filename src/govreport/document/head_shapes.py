"""The shapes of lines in a head: number, metadata, addressee, note, speaker, or the first line of the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govreport.document.genres import names_genre
from govreport.document.split import TITLE_MOST
from govreport.grammar.grammar import Matcher
from govreport.lines.lines import WITHOUT_BLANKS, Line
from govreport.outline.candidates import Candidate, begins_unit
from govreport.outline.headings import names_front_part
from govreport.text.lexicon import term

LINE_MOST = 400
"""The longest line of a head with a shape of its own, in characters."""
NOTE_MOST = 300
"""The longest note in brackets, in characters."""
ADDRESSEE_MOST = 40
"""The longest name of one addressee, in characters; a list of addressees may be longer."""
VALUE_MOST = 40
"""The longest value of a field on a line of its own, in characters."""
SHORT_MOST = 30
"""The longest date or speaker on a line of its own, in characters."""
NAME_MOST = 9
"""The longest name of a person, in characters, spread by blanks."""

_LEADS_IN = term("LEADS_IN")
_OFFICE, _OFFICE_ALONE = term("OFFICE_AND_PERSON"), term("OFFICE_ALONE")
"""An office without a name, or with one set solid (国务院总理李某某): a speaker only below a named occasion."""
_NAME_SEPARATORS = frozenset(" \u3000\xa0：:")
"""What separates an office from the name of its holder."""
_NAME = term("NAME_OF_PERSON")
_PAIR = term("KEY_AND_VALUE")
"""A short line of a key and its value; metadata where several follow each other."""
_CLAUSES = term("KEY_AND_CLAUSES")
_KEY = term("KEY_ALONE_ON_LINE")
_KEYED = term("FIELD_WITHOUT_COLON")
_ADDRESSED = term("ADDRESSED")
"""The end of an addressee."""
_PROMULGATES = term("PROMULGATES")
_URL_BEGINS = ("http://", "https://", "www.")
_BY_SHAPE = ("BOILERPLATE", "FIELD", "DOCUMENT_NUMBER", "SUBTITLE")
"""The roles that the shape of a line alone shows, in the order in which they are tried."""
_COLONS = "：:"


class HeadShapes:
    """Reads the lines of a head one by one, each by its shape and by the roles of the lines before it."""

    def __init__(
        self, lines: Sequence[Line], marks: Sequence[Sequence[Candidate]], shapes: Mapping[str, Matcher]
    ) -> None:
        self._lines = lines
        self._marks = marks
        self._is = shapes

    def role(self, i: int, roles: Mapping[int, str]) -> str | None:
        """The role of a line with a shape of its own; None for any other line."""
        text = self._lines[i].text
        if len(text) > LINE_MOST:
            return None
        above = roles.get(i - 1)
        below_fields = above == roles.get(i - 2) == "FIELD"
        if self._is["DATE"](text) and "年" in text and above in ("", "SUBTITLE"):
            return "FIELD" if self._is["FIELD"](self._text_below(i)) else "SUBTITLE"
        if self._is_keyed(i) and (above == "FIELD" or self._is_keyed(i + 1)):
            return "FIELD"
        for role in _BY_SHAPE:
            if self._is[role](text):
                return role
        if text[0] == "<" and self._is["MARKUP"](text):
            return "MARKUP"
        if text.startswith(_URL_BEGINS):
            return "BOILERPLATE"
        if self._is_pair(i) and (above == "FIELD" or self._is_pair(i + 1)):
            return "FIELD"
        if below_fields and _CLAUSES.fullmatch(text):
            return "FIELD"
        if text[0] in "（(" and text[-1] in "）)" and len(text) <= NOTE_MOST:
            return "SUBTITLE"
        if above == "FIELD" and self._is_key_alone(i):
            return "FIELD"
        if self._is_addressee(i):
            return "ADDRESSEE"
        if len(text) > SHORT_MOST or names_front_part(text) or names_genre(text) or self._is["CONTENTS"](text):
            return None
        if self._is["DATE"](text):
            return "FIELD"
        return "SUBTITLE" if self._names_speaker(i, roles) else None

    def is_value(self, i: int, roles: Mapping[int, str]) -> bool:
        """Whether a line is the value of the key above it.

        A title is a value only if no other key of the head has its value on its own line.
        """
        text = self._lines[i].text
        if len(text) > VALUE_MOST or roles.get(i - 1) != "FIELD" or not self._ends_in_key(i - 1):
            return False
        return not names_genre(text) or all(self._ends_in_key(k) for k, role in roles.items() if role == "FIELD")

    def is_body(self, i: int) -> bool:
        """Whether a line is text of the body: it begins a unit, is a sentence, or is too long for a title."""
        text = self._lines[i].text
        if begins_unit(self._marks[i]):
            return True
        if ("。" in text or "；" in text or ";" in text) or text[-1] in "，,：:！!":
            return True
        has_comma = "，" in text or "," in text
        if len(text) > TITLE_MOST:
            return not names_genre(text) or has_comma
        return has_comma and not names_genre(text) and not _PROMULGATES.search(text)

    # ---- fields ------------------------------------------------------------------------------------------------------

    def _text_below(self, i: int) -> str:
        return self._lines[i + 1].text if i + 1 < len(self._lines) else ""

    def _is_pair(self, i: int) -> bool:
        """Whether a line is a key and its value, for any key: 责任部门：某市审计局."""
        return (
            i < len(self._lines)
            and not begins_unit(self._marks[i])
            and ("：" in self._lines[i].text or ":" in self._lines[i].text)
            and _PAIR.fullmatch(self._lines[i].text) is not None
        )

    def _is_keyed(self, i: int) -> bool:
        """Whether a line is a key of metadata and its value without a colon: 发文机关某市交通运输局."""
        return i < len(self._lines) and _KEYED.fullmatch(self._lines[i].text) is not None

    def _is_key_alone(self, i: int) -> bool:
        """Whether a line is a key without a value, and not an addressee: 在线链接地址：."""
        text = self._lines[i].text.translate(WITHOUT_BLANKS)
        return _KEY.fullmatch(text) is not None and _ADDRESSED.search(text[:-1]) is None

    def _ends_in_key(self, i: int) -> bool:
        return self._lines[i].text[-1] in _COLONS

    # ---- addressees and speakers ---------------------------------------------------------------------------------------

    def _is_addressee(self, i: int) -> bool:
        text = self._lines[i].text
        if not self._is["ADDRESSEE"](text) or begins_unit(self._marks[i]) or text[0] in "【[（(<-":
            return False
        return not _LEADS_IN.search(text.rstrip("：:∶︰")) and (len(text) <= ADDRESSEE_MOST or "、" in text)

    def _names_speaker(self, i: int, roles: Mapping[int, str]) -> bool:
        """Whether a line is an office, a person, or both, where a speaker may be named."""
        text = self._lines[i].text
        if not _NAME_SEPARATORS.isdisjoint(text) and _OFFICE.fullmatch(text):
            return True
        if roles.get(i - 1) == "SUBTITLE" and _OFFICE_ALONE.fullmatch(text):
            return True
        return len(text) <= NAME_MOST and _NAME.fullmatch(text) is not None and self._may_name_speaker(i, roles)

    def _may_name_speaker(self, i: int, roles: Mapping[int, str]) -> bool:
        """Whether the line of a name is below the occasion, or between the title and an occasion or salutation."""
        if roles.get(i - 1) != "":
            return roles.get(i - 1) == "SUBTITLE"
        below = self._text_below(i)
        return bool(self._is["SUBTITLE"](below) or self._is["ADDRESSEE"](below))
