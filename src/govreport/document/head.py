"""The head of a document: which lines are its number, title, subtitles, addressee and metadata."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from functools import cached_property

from govreport.document.frame_breaks import HEAD_MOST
from govreport.document.genres import names_genre
from govreport.document.split import TITLE_MOST, Part
from govreport.document.title_lines import says_same, title_runs
from govreport.grammar.grammar import Grammar
from govreport.lines.lines import BLANKS, Line
from govreport.outline.candidates import Candidate, begins_unit, is_marked
from govreport.outline.headings import names_front_part
from govreport.outline.plain_headings import begins_counted, counted_headings
from govreport.text.lexicon import term, words
from govreport.text.regex import lazy

_LEADS_IN = term("LEADS_IN")
_SALUTED = term("HEAD_SALUTATION")
_OFFICE, _OFFICE_ALONE = term("OFFICE_AND_PERSON"), term("OFFICE_ALONE")
"""An office without a name, or with one set solid (国务院总理李某某): a speaker only where the occasion has been named."""
_PARTS_NAME = frozenset(" \u3000\xa0：:")
"""What separates an office from the name of its holder."""
_NAME_MOST = 9
_NAME = term("NAME_OF_PERSON")
_PAIR = term("KEY_AND_VALUE")
"""A short line of a key and its value; metadata where several follow each other."""
_CLAUSES = term("KEY_AND_CLAUSES")
_KEY = term("KEY_ALONE_ON_LINE")
_KEYED = term("FIELD_WITHOUT_COLON")
_NAMES = term("NAMES_DOCUMENT")
_ADDRESSED = term("ADDRESSED")
"""The end of an addressee."""
_ARROW = lazy(r"[>＞»›→|]{1,3}")
_CRUMBS = term("HEAD_CRUMBS")
_ADDRESSES = ("http://", "https://", "www.")
_LETTER = lazy(r"[^\W\d_]")
_PROMULGATES = term("PROMULGATES")
_WITHOUT_BLANKS = str.maketrans("", "", BLANKS)
_ABOUT = term("ABOUT")
_NOISE = ("BOILERPLATE", "FIELD", "")
"""What a page may print between a title and those who wrote the document: 访问量：1632."""
# ---- weights: evidence for a line as the title -------------------------------------------------------------------

AGAIN = 4
"""It comes again: a page names its document in its head, or above its text."""
OVER_FIELD = 1
"""The next line is metadata: when the page was published, and by whom."""
OVER_NOTE = 2
"""The next line is a note or an occasion."""
GENRE_LONG = 3
"""It ends in a genre."""
GENRE = 1
"""It is little more than a genre: 说　明 alone is likelier the head of a column."""
GENRE_ALONE = 4
ABOUT = 1
"""It names its subject: 关于…."""
LONG = 1
"""It is longer than the names of columns."""
LONGEST = 1
"""It contains more than another line with the same genre, such as the name of a column."""
TITLE_LEAST = 8
SUMMARY_MOST = 400
"""How much a page may print between two copies of the title, in characters; a title farther down is the head of a printed page."""
_TITLE_LINES = 4
"""Attachments with more lines of unknown kind at their top are tables, glossaries or lists."""


class Head:
    """Finds the head of one document among its lines."""

    def __init__(self, lines: Sequence[Line], marks: Sequence[Sequence[Candidate]], grammar: Grammar) -> None:
        self._lines = lines
        self._marks = marks
        self._is = grammar.matches
        self._segment = grammar.speech.segment

    @cached_property
    def _counted(self) -> Collection[int]:
        """The lines of the whole text that begin with a word and a consecutive number."""
        unmarked = [i for i, marks in enumerate(self._marks[:-1]) if not is_marked(marks)]
        return counted_headings(unmarked, self._lines)

    def roles(self, part: Part, contents: frozenset[int]) -> dict[int, str]:
        """The role of each head line, by line index; the first line that is missing begins the body."""
        roles: dict[int, str] = {}
        open_lines: list[int] = []
        text_begins = max(self._salutation(part), self._title_again(part))
        left = HEAD_MOST
        for i in range(part.first, part.end):
            if i in contents:
                roles[i] = "CONTENTS"
                continue
            if left == 0:
                return {}
            left -= 1
            if self._segment is not None and self._segment.match(self._lines[i].text):
                break  # what a dialect opens sections with
            if i == 0 and self._is["ATTACHMENT_LABEL"](self._lines[i].text):
                roles[i] = "ATTACHMENT_LIST"  # a file of its own that was attached elsewhere
                continue
            if i == part.first and (self._numbers_chapter(i, part) or self._numbers_title(i, part)):
                roles[i] = "TITLE"
                continue
            if begins_counted(self._lines[i].text) and i in self._counted:
                break  # 任务1： with 任务2： below
            role = self._shape(i, roles)
            if role is None and i > part.first and self._is_value(i, roles):
                role = "FIELD"
            if role is None and not _LETTER.search(self._lines[i].text) and i < text_begins:
                role = "BOILERPLATE"  # a figure of the page between the copies of its title
            if role is None and (names_front_part(self._lines[i].text) or not _LETTER.search(self._lines[i].text)):
                break
            if role is None and "TITLE" in roles.values():
                break
            if role is None and self._is_body(i):
                if i >= text_begins or begins_unit(self._marks[i]):
                    break
                role = "BOILERPLATE"  # the metadata of a page before the document begins
            if role is None:
                open_lines.append(i)
                roles[i] = ""
            else:
                roles[i] = role
            if role == "ADDRESSEE":
                break
        self._title(roles, open_lines, part)
        self._number_once(roles)
        return roles

    def _number_once(self, roles: dict[int, str]) -> None:
        """A number that the metadata of a page repeats is in the document once."""
        numbers = [i for i, role in roles.items() if role == "DOCUMENT_NUMBER"]
        for i in numbers[:-1]:
            if self._lines[i].text.strip("（()）") == self._lines[numbers[-1]].text.strip("（()）"):
                roles[i] = "FIELD"

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

    def _salutation(self, part: Part) -> int:
        """The line of a salutation (各位代表：) among the first, or -1."""
        for i in range(part.first, min(part.end, part.first + HEAD_MOST)):
            text = self._lines[i].text
            greets = text[:2] in words("SALUTATION") or _SALUTED.fullmatch(text)
            if len(text) <= 30 and greets and self._is["ADDRESSEE"](text):
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
            text = self._lines[i].text.translate(_WITHOUT_BLANKS)
            summary += len(text)
            if summary > SUMMARY_MOST:
                break
            if len(text) >= TITLE_LEAST and names_genre(text):
                last = i if text in seen else last
                seen.add(text)
                summary = 0
        return last

    def _shape(self, i: int, roles: Mapping[int, str]) -> str | None:
        """What a line is by its shape, and by the roles of the lines before it."""
        text = self._lines[i].text
        if len(text) > 400:
            return None
        if self._is["DATE"](text) and "年" in text and roles.get(i - 1) in ("", "SUBTITLE"):
            below = self._lines[i + 1].text if i + 1 < len(self._lines) else ""
            return "FIELD" if self._is["FIELD"](below) else "SUBTITLE"
        if self._is_keyed(i) and (roles.get(i - 1) == "FIELD" or self._is_keyed(i + 1)):
            return "FIELD"
        for role in ("BOILERPLATE", "FIELD", "DOCUMENT_NUMBER", "SUBTITLE"):
            if self._is[role](text):
                return role
        if text[0] == "<" and self._is["MARKUP"](text):
            return "MARKUP"
        if text.startswith(_ADDRESSES):
            return "BOILERPLATE"
        if self._is_pair(i) and (roles.get(i - 1) == "FIELD" or self._is_pair(i + 1)):
            return "FIELD"
        if roles.get(i - 1) == roles.get(i - 2) == "FIELD" and _CLAUSES.fullmatch(text):
            return "FIELD"
        if text[0] in "（(" and text[-1] in "）)" and len(text) <= 300:
            return "SUBTITLE"
        if roles.get(i - 1) == roles.get(i - 2) == "FIELD" and self._is_key_alone(i):
            return "FIELD"
        if self._is_addressee(i):
            return "ADDRESSEE"
        if len(text) > 30 or names_front_part(text) or names_genre(text) or self._is["CONTENTS"](text):
            return None
        if self._is["DATE"](text):
            return "FIELD"
        if not _PARTS_NAME.isdisjoint(text) and _OFFICE.fullmatch(text):
            return "SUBTITLE"
        if roles.get(i - 1) == "SUBTITLE" and _OFFICE_ALONE.fullmatch(text):
            return "SUBTITLE"
        return (
            "SUBTITLE"
            if len(text) <= _NAME_MOST and _NAME.fullmatch(text) and self._may_name_speaker(i, roles)
            else None
        )

    def _is_pair(self, i: int) -> bool:
        """Whether a line is a key and its value, for any key: 责任部门：某市审计局."""
        return (
            i < len(self._lines)
            and not begins_unit(self._marks[i])
            and ("：" in self._lines[i].text or ":" in self._lines[i].text)
            and _PAIR.fullmatch(self._lines[i].text) is not None
        )

    def _is_keyed(self, i: int) -> bool:
        """Whether a line is a key of metadata with its value, the colon lost: 发文机关某市交通运输局."""
        return i < len(self._lines) and _KEYED.fullmatch(self._lines[i].text) is not None

    def _is_key_alone(self, i: int) -> bool:
        """Whether a line is a key without a value, and not an addressee: 在线链接地址：."""
        text = self._lines[i].text.translate(_WITHOUT_BLANKS)
        return _KEY.fullmatch(text) is not None and _ADDRESSED.search(text[:-1]) is None

    def _may_name_speaker(self, i: int, roles: Mapping[int, str]) -> bool:
        """Whether the line of a name is below the occasion, or between the title and an occasion or salutation."""
        if roles.get(i - 1) != "":
            return roles.get(i - 1) == "SUBTITLE"
        after = self._lines[i + 1].text if i + 1 < len(self._lines) else ""
        return bool(self._is["SUBTITLE"](after) or self._is["ADDRESSEE"](after))

    def _is_value(self, i: int, roles: Mapping[int, str]) -> bool:
        """Whether a line is the value of the metadata key above it; no title is one if other keys have values on their lines."""
        text = self._lines[i].text
        if len(text) > 40 or roles.get(i - 1) != "FIELD" or not self._ends_in_key(i - 1):
            return False
        return not names_genre(text) or all(self._ends_in_key(k) for k, role in roles.items() if role == "FIELD")

    def _ends_in_key(self, i: int) -> bool:
        return self._lines[i].text[-1] in "：:"

    def _is_addressee(self, i: int) -> bool:
        text = self._lines[i].text
        if not self._is["ADDRESSEE"](text) or begins_unit(self._marks[i]) or text[0] in "【[（(<-":
            return False
        return not _LEADS_IN.search(text.rstrip("：:∶︰")) and (len(text) <= 40 or "、" in text)

    def _is_body(self, i: int) -> bool:
        text = self._lines[i].text
        if begins_unit(self._marks[i]):
            return True
        if ("。" in text or "；" in text or ";" in text) or text[-1] in "，,：:！!":
            return True
        if len(text) > TITLE_MOST:
            return not names_genre(text) or "，" in text
        return "，" in text and not names_genre(text) and not _PROMULGATES.search(text)

    def _title(self, roles: dict[int, str], open_lines: list[int], part: Part) -> None:
        """Choose the title among the lines without a known shape; the lines around it are noise."""
        runs = title_runs(open_lines, self._lines, self._is)
        if part.label is not None and len(open_lines) > _TITLE_LINES:
            for i in [i for i in roles if i > runs[0][-1]]:
                del roles[i]  # short lines of an attachment: its title comes directly after its label
            del runs[1:]
        if not runs:
            return
        if all(len(self._lines[i].text) < TITLE_LEAST for i in open_lines) and self._names_document(roles):
            roles.update((i, "BOILERPLATE") for i in open_lines)
            return
        for i, role in roles.items():
            if role == "SUBTITLE" and any(self._lines[k].text == self._lines[i].text for k in roles if k > i):
                roles[i] = "BOILERPLATE"
        texts = ["".join(self._lines[i].text for i in run).translate(_WITHOUT_BLANKS) for run in runs]
        alike: dict[str, str] = {}  # a page may print the words of a title in another order
        texts = [alike.setdefault("".join(sorted(text)), text) for text in texts]
        columns = self._columns(roles)
        scores = [self._score(text, run, texts, roles, columns) for text, run in zip(texts, runs, strict=True)]
        best = max(range(len(runs)), key=lambda k: (scores[k], -k))
        if not scores[best] and len(runs) > _TITLE_LINES:
            for i in [i for i in roles if i >= open_lines[0]]:
                del roles[i]  # many short lines, and no title among them: a list, or a table
            return
        copies = [k for k, text in enumerate(texts) if text == texts[best]]
        if len(copies) > 1:
            path = max([i for i, role in roles.items() if role == "BOILERPLATE" and self._is_path(i)], default=-1)
            copies = [k for k in copies if runs[k][0] > path] or [best]
        best = copies[-1]  # those who wrote the document are below the copy at the text,
        while best and texts[best - 1] == texts[best] and runs[best - 1][-1] == runs[best][0] - 1:
            best -= 1
        for k, run in enumerate(runs):
            said = says_same(texts[best], texts[k])
            role = self._under_title(run, roles) if k > best and not said else "BOILERPLATE"
            over = (
                run[-1] + 1 == runs[best][0]
                and not said
                and not says_same(texts[k], texts[best])
                and texts[k] not in columns
            )
            if k == best or (
                over
                and (
                    (len(texts[k]) > GENRE_ALONE and names_genre(texts[k]))
                    or (run[0] == part.first and not names_genre(texts[best]))
                )
            ):
                role = "TITLE"
            if (
                k > best
                and role == "BOILERPLATE"
                and texts[k] != texts[best]
                and not any(roles[i] for i in roles if i > run[0])
            ):
                for i in [i for i in roles if i >= run[0]]:
                    del roles[i]  # nothing of the head comes after: the body begins with a heading of its own
                break
            for i in run:
                roles[i] = role
            if role == "SUBTITLE" and self._is_date(run[-1] + 1, roles):
                roles[run[-1] + 1] = role  # below the authors: the date
        for i in [
            i for i in roles if i < runs[best][0] and roles[i] == "SUBTITLE" and self._is["DATE"](self._lines[i].text)
        ]:
            roles[i] = "FIELD"  # a date above the title is the page's
        if copies[0] < best:  # but the title is the first after the path of the page
            roles.update((i, "BOILERPLATE") for i in runs[best])
            roles.update((i, "TITLE") for i in runs[copies[0]])

    def _is_path(self, i: int) -> bool:
        text = self._lines[i].text
        return _ARROW.search(text) is not None or _CRUMBS.match(text) is not None

    def _names_document(self, roles: Mapping[int, str]) -> bool:
        """Whether the metadata names the document, so that short lines above it are columns of the site."""
        return any(role == "FIELD" and _NAMES.match(self._lines[i].text) for i, role in roles.items())

    def _is_date(self, i: int, roles: Mapping[int, str]) -> bool:
        return roles.get(i) == "FIELD" and self._is["DATE"](self._lines[i].text) is not None

    def _under_title(self, run: Sequence[int], roles: Mapping[int, str]) -> str:
        """What open lines straight under the title are: more of it, those who wrote the document, or noise.

        A title may be a slogan on two or three lines; the occasion, the speaker or the salutation follows.
        """
        above = roles.get(run[0] - 1)
        if all(self._is["ISSUER"](self._lines[i].text) for i in run):
            over_date = roles.get(run[-1] + 1) == "SUBTITLE" or self._is_date(run[-1] + 1, roles)
            seen = next((roles[i] for i in range(run[0] - 1, -1, -1) if roles.get(i) not in _NOISE), None)
            if above in ("TITLE", "SUBTITLE") or (over_date and seen == "TITLE"):
                return "SUBTITLE"
        below = next((roles[i] for i in sorted(roles) if i > run[-1] and roles[i]), "")
        alike = self._lines[run[0]].level == self._lines[run[0] - 1].level  # as the file styles them
        return (
            "TITLE"
            if above == "TITLE" and alike and below in ("SUBTITLE", "ADDRESSEE", "DOCUMENT_NUMBER")
            else "BOILERPLATE"
        )

    def _score(
        self, text: str, run: Sequence[int], texts: Sequence[str], roles: Mapping[int, str], columns: Set[str]
    ) -> int:
        """The evidence for a run of lines as the title."""
        weight = GENRE_LONG if len(text) > GENRE_ALONE else GENRE
        return (
            AGAIN * (texts.count(text) > 1 and text not in columns)
            + weight * names_genre(text)
            + ABOUT * (_ABOUT.search(text) is not None)
            + LONG * (len(text) >= TITLE_LEAST)
            + LONGEST * any(other in text for other in texts if other != text and names_genre(other))
            + OVER_FIELD * (roles.get(run[-1] + 1) == "FIELD")
            + OVER_NOTE * (roles.get(run[-1] + 1) == "SUBTITLE" and self._lines[run[-1] + 1].text[0] in "—―─－-（(")
        )

    def _columns(self, roles: Mapping[int, str]) -> Set[str]:
        """The names of columns of the site: what precedes an arrow in a line, or follows one on a line of its own."""
        found: set[str] = set()
        for i, role in roles.items():
            text = self._lines[i].text
            if i - 1 in roles and _ARROW.fullmatch(self._lines[i - 1].text):
                found.add(text)
            if role == "BOILERPLATE":
                *path, last = (part.strip() for part in _ARROW.split(text))
                found.update(path if len(last) >= TITLE_LEAST else (*path, last))  # the last may be the title
        return found
