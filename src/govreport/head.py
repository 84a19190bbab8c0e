"""The head of a document: which lines are its number, title, subtitles, addressee and metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.grammar import Grammar
from govreport.headings import names_front_part
from govreport.lines import Line
from govreport.marks import Mark, begins_unit
from govreport.parts import TITLE_MOST, Part, names_genre
from govreport.variants import both_scripts, in_both

_LEADS_IN = re.compile(both_scripts(r"如下|以下|下列|包括|主要|现将|为此|认为|指出|强调|要求|[是为有]$"))
_OFFICE = re.compile(
    both_scripts(
        r"\S{0,24}(?:省长|市长|主席|总理|县长|区长|州长|盟长|主任|部长|书记|代表|局长|院长|行政长官)"
        r"[ \u3000\xa0：:]+\S{2,5}(?:[ \u3000]\S)?"
    )
)
_SPEAKER = re.compile(
    _OFFICE.pattern + r"|[\u4e00-\u9fff][ \u3000]{0,3}[\u4e00-\u9fff](?:[ \u3000]{0,3}[\u4e00-\u9fff])?"
)
_PROMULGATES = re.compile(both_scripts("关于|公告|令"))
_ABOUT = re.compile(both_scripts("关于"))
_SALUTES = in_both({"各位", "同志", "尊敬", "主席"})
_HEAD_MOST = 40
"""How many lines the head may take: web pages put some thirty before the title."""


class Head:
    """Finds the head of one document among its lines."""

    def __init__(self, lines: Sequence[Line], marks: Sequence[Sequence[Mark]], grammar: Grammar) -> None:
        self._lines = lines
        self._marks = marks
        self._is = grammar.matches

    def roles(self, part: Part, contents: frozenset[int]) -> dict[int, str]:
        """The role of each head line, by line index; the first line that is missing begins the body."""
        roles: dict[int, str] = {}
        open_lines: list[int] = []
        salutation = self._salutation(part)
        for i in range(part.first, min(part.end, part.first + _HEAD_MOST)):
            if i in contents:
                roles[i] = "CONTENTS"
                continue
            if i == part.first and self._numbers_chapter(i, part):
                roles[i] = "TITLE"
                continue
            role = self._shape(i, bool(open_lines) or "DOCUMENT_NUMBER" in roles.values())
            if role is None and i > part.first and self._lacks_value(i - 1, roles) and len(self._lines[i].text) <= 40:
                role = "FIELD"
            if role is None and names_front_part(self._lines[i].text):
                break
            if role is None and "TITLE" in roles.values():
                break
            if role is None and self._is_body(i):
                if i >= salutation or begins_unit(self._marks[i]):
                    break
                role = "BOILERPLATE"  # what a page says about a speech before the speech begins
            if role is None:
                open_lines.append(i)
                roles[i] = ""
            else:
                roles[i] = role
            if role == "ADDRESSEE":
                break
        else:
            if part.end - part.first > _HEAD_MOST:
                return {}
        self._title(roles, open_lines, part)
        return roles

    def _numbers_chapter(self, i: int, part: Part) -> bool:
        """Whether the first line is the title of a chapter printed alone: 4. … over 4-1, 4-2 … and nothing over 5-1."""
        if not begins_unit(self._marks[i]) or self._marks[i][0].family.name != "arabic":
            return False
        chapter = self._marks[i][0].ordinal
        heads = {m.parts[0] for k in range(i, part.end) for m in self._marks[k][:1] if m.head and len(m.parts) > 1}
        return heads == {chapter}

    def _salutation(self, part: Part) -> int:
        """The line of a salutation (各位代表：) among the first, or -1."""
        for i in range(part.first, min(part.end, part.first + _HEAD_MOST)):
            text = self._lines[i].text
            if len(text) <= 30 and text[:2] in _SALUTES and self._is["ADDRESSEE"](text):
                return i
        return -1

    def _shape(self, i: int, after_title: bool) -> str | None:
        text = self._lines[i].text
        if len(text) > 400:
            return None
        for role in ("BOILERPLATE", "FIELD", "DOCUMENT_NUMBER", "SUBTITLE"):
            if self._is[role](text):
                return role
        if text[0] in "（(" and text[-1] in "）)" and len(text) <= 300:
            return "SUBTITLE"
        if self._is_addressee(i):
            return "ADDRESSEE"
        if names_front_part(text):
            return None
        if len(text) <= 30 and (_OFFICE if not after_title else _SPEAKER).fullmatch(text):
            return None if names_genre(text) or self._is["CONTENTS"](text) else "SUBTITLE"
        return None

    def _lacks_value(self, i: int, roles: dict[int, str]) -> bool:
        """Whether a metadata key stands alone, its value on the next line."""
        return roles.get(i) == "FIELD" and self._lines[i].text[-1] in "：:"

    def _is_addressee(self, i: int) -> bool:
        text = self._lines[i].text
        if not self._is["ADDRESSEE"](text) or begins_unit(self._marks[i]) or text[0] in "【[（(<":
            return False
        return not _LEADS_IN.search(text.rstrip("：:∶")) and (len(text) <= 40 or "、" in text)

    def _is_body(self, i: int) -> bool:
        text = self._lines[i].text
        if begins_unit(self._marks[i]):
            return True
        if re.search(r"[。；;]", text) or len(text) > TITLE_MOST or text[-1] in "，,：:！!":
            return True
        return "，" in text and not names_genre(text) and not _PROMULGATES.search(text)

    def _title(self, roles: dict[int, str], open_lines: list[int], part: Part) -> None:
        """Choose the title among the lines that no shape explains; what stands round it is noise."""
        runs: list[list[int]] = []
        for i in open_lines:
            if runs and runs[-1][-1] == i - 1 and self._goes_on(runs[-1], i):
                runs[-1].append(i)
            else:
                runs.append([i])
        if not runs:
            return
        for i, role in roles.items():
            if role == "SUBTITLE" and any(self._lines[k].text == self._lines[i].text for k in roles if k > i):
                roles[i] = "BOILERPLATE"
        texts = ["".join(self._lines[i].text for i in run) for run in runs]
        scores = [self._score(text, texts) for text in texts]
        best = max(range(len(runs)), key=lambda k: (scores[k], -k))
        best = max(k for k, text in enumerate(texts) if text == texts[best])  # of several copies the one at the text,
        while best and texts[best - 1] == texts[best] and runs[best - 1][-1] == runs[best][0] - 1:
            best -= 1  # and of those that follow each other the first
        for k, run in enumerate(runs):
            if k > best and not any(roles[i] for i in roles if i > run[0]):
                for i in [i for i in roles if i >= run[0]]:
                    del roles[i]  # nothing of the head comes behind: the body begins with a heading of its own
                break
            for i in run:
                roles[i] = "TITLE" if k == best else "BOILERPLATE"

    def _goes_on(self, run: list[int], i: int) -> bool:
        """Whether a title printed on several lines goes on: it names its organ first, then 关于 what, then its genre."""
        before = "".join(self._lines[k].text for k in run)
        if self._lines[i].gap or names_genre(before):
            return False
        if _ABOUT.search(before + self._lines[i].text[:1]) or self._is["ISSUER"](before):
            return True
        whole = before + self._lines[i].text
        return len(before) >= 8 and len(whole) <= TITLE_MOST and names_genre(whole) and not re.search(r"\s", before)

    def _score(self, text: str, texts: list[str]) -> int:
        return (
            4 * (texts.count(text) > 1) + 3 * names_genre(text) + (_ABOUT.search(text) is not None) + (len(text) >= 8)
        )
