"""The title of a document: chosen among the lines of its head that have no shape of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from govreport.document.genres import names_genre
from govreport.document.title_lines import is_subsequence, title_runs
from govreport.grammar.grammar import Matcher
from govreport.lines.lines import WITHOUT_BLANKS, Line
from govreport.text.lexicon import term
from govreport.text.regex import lazy

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
"""It is little more than a genre: 说　明 alone is more likely the head of a column."""
ABOUT = 1
"""It names its subject: 关于…."""
LONG = 1
"""It is longer than the names of columns."""
LONGEST = 1
"""It contains more than another line with the same genre, such as the name of a column."""

GENRE_ALONE = 4
"""The longest line, in characters, that is little more than a genre."""
TITLE_LEAST = 8
"""The shortest title that is longer than the names of columns, in characters."""
OPEN_MOST = 4
"""More lines of unknown kind are a table, a glossary or a list, if none is clearly a title."""

_ABOUT = term("ABOUT")
_ARROW = lazy(r"[>＞»›→|]{1,3}")
"""What separates the breadcrumbs in the navigation of a page."""
_BREADCRUMBS = term("HEAD_BREADCRUMBS")
_NAMES = term("NAMES_DOCUMENT")
_DASHES = "—―─－-"
_BRACKETS = "（("
_NOISE = ("BOILERPLATE", "FIELD", "")
"""What a page may print between a title and the authors of the document: 访问量：1632."""


class Run(NamedTuple):
    """Consecutive lines that may be one title."""

    lines: Sequence[int]
    text: str
    """Their text without blanks; copies have the same text, even where a page prints the words in another order."""


def with_title(
    roles: Mapping[int, str], lines: Sequence[Line], shapes: Mapping[str, Matcher], *, first: int, attached: bool
) -> dict[int, str]:
    """The roles of the lines of a head, with roles for its open lines, whose role is ``""`` so far.

    One run of the open lines is the title; the others are subtitles or boilerplate.  Where an open line belongs to the
    body, neither that line nor any later one has a role.

    :param first: the first line of the document.
    :param attached: whether the document is an attachment with a label.
    """
    return _Choice(roles, lines, shapes, first).roles(attached)


class _Choice:
    """Chooses the title of one document."""

    def __init__(
        self, roles: Mapping[int, str], lines: Sequence[Line], shapes: Mapping[str, Matcher], first: int
    ) -> None:
        self._roles = {**roles}
        self._lines = lines
        self._is = shapes
        self._first = first
        self._columns: Set[str] = frozenset()

    def roles(self, attached: bool) -> dict[int, str]:
        """The roles of all lines of the head, by line index."""
        runs = self._runs()
        if attached and sum(len(run.lines) for run in runs) > OPEN_MOST:
            self._end_before(runs[0].lines[-1] + 1)  # the title comes directly after the label
            del runs[1:]
        if not runs:
            return self._roles
        if all(self._is_short(run) for run in runs) and self._names_document():
            for run in runs:
                self._assign(run, "BOILERPLATE")
            return self._roles
        self._drop_repeated_subtitles()
        self._columns = self._columns_of_site()
        scores = [self._score(run, runs) for run in runs]
        best = max(range(len(runs)), key=lambda k: (scores[k], -k))
        if not scores[best] and len(runs) > OPEN_MOST:
            self._end_before(runs[0].lines[0])
            return self._roles
        copies = self._copies(runs, best)
        at_text = _first_of_adjacent(runs, copies[-1])
        self._assign_around(runs, at_text)
        if copies[0] < at_text:
            # The last copy shows where the authors are, directly below it; the title is the first copy.
            self._assign(runs[at_text], "BOILERPLATE")
            self._assign(runs[copies[0]], "TITLE")
        return self._roles

    def _runs(self) -> list[Run]:
        open_lines = [i for i, role in self._roles.items() if not role]
        runs = title_runs(open_lines, self._lines, self._is)
        texts = ["".join(self._lines[i].text for i in run).translate(WITHOUT_BLANKS) for run in runs]
        alike: dict[str, str] = {}
        return [Run(run, alike.setdefault("".join(sorted(text)), text)) for run, text in zip(runs, texts, strict=True)]

    def _assign(self, run: Run, role: str) -> None:
        self._roles.update(dict.fromkeys(run.lines, role))

    def _end_before(self, line: int) -> None:
        """Let the body begin with a line."""
        for i in [i for i in self._roles if i >= line]:
            del self._roles[i]

    # ---- the choice --------------------------------------------------------------------------------------------------

    def _is_short(self, run: Run) -> bool:
        return all(len(self._lines[i].text) < TITLE_LEAST for i in run.lines)

    def _names_document(self) -> bool:
        """Whether the metadata names the document, so that short lines above it are columns of the site."""
        return any(role == "FIELD" and _NAMES.match(self._lines[i].text) for i, role in self._roles.items())

    def _drop_repeated_subtitles(self) -> None:
        """Leave a subtitle to the last line that prints it."""
        for i, role in self._roles.items():
            text = self._lines[i].text
            if role == "SUBTITLE" and any(self._lines[k].text == text for k in self._roles if k > i):
                self._roles[i] = "BOILERPLATE"

    def _columns_of_site(self) -> Set[str]:
        """The names of columns: what precedes an arrow in a line, or follows one on a line of its own."""
        found: set[str] = set()
        for i, role in self._roles.items():
            text = self._lines[i].text
            if i - 1 in self._roles and _ARROW.fullmatch(self._lines[i - 1].text):
                found.add(text)
            if role == "BOILERPLATE":
                *path, last = (part.strip() for part in _ARROW.split(text))
                found.update(path if len(last) >= TITLE_LEAST else (*path, last))  # the last may be the title
        return found

    def _score(self, run: Run, runs: Sequence[Run]) -> int:
        """The evidence for a run as the title."""
        text = run.text
        others = [other.text for other in runs if other.text != text]
        below = run.lines[-1] + 1
        weight = GENRE_LONG if len(text) > GENRE_ALONE else GENRE
        return (
            AGAIN * (len(runs) - len(others) > 1 and text not in self._columns)
            + weight * names_genre(text)
            + ABOUT * (_ABOUT.search(text) is not None)
            + LONG * (len(text) >= TITLE_LEAST)
            + LONGEST * any(other in text for other in others if names_genre(other))
            + OVER_FIELD * (self._roles.get(below) == "FIELD")
            + OVER_NOTE * (self._roles.get(below) == "SUBTITLE" and self._lines[below].text[0] in _DASHES + _BRACKETS)
        )

    def _copies(self, runs: Sequence[Run], best: int) -> list[int]:
        """The copies of the title, by the index of their runs; those above the breadcrumbs of the page do not count."""
        copies = [k for k, run in enumerate(runs) if run.text == runs[best].text]
        if len(copies) == 1:
            return copies
        path = max((i for i, role in self._roles.items() if role == "BOILERPLATE" and self._is_path(i)), default=-1)
        return [k for k in copies if runs[k].lines[0] > path] or [best]

    def _is_path(self, i: int) -> bool:
        text = self._lines[i].text
        return _ARROW.search(text) is not None or _BREADCRUMBS.match(text) is not None

    # ---- the lines around the title ------------------------------------------------------------------------------------

    def _assign_around(self, runs: Sequence[Run], titled: int) -> None:
        """Give each run its role, with the title at ``runs[titled]``."""
        title = runs[titled]
        for run in runs[:titled]:
            self._assign(run, "TITLE" if self._begins_title(run, title) else "BOILERPLATE")
        self._assign(title, "TITLE")
        for run in runs[titled + 1 :]:
            role = "BOILERPLATE" if is_subsequence(run.text, title.text) else self._under_title(run)
            if role == "BOILERPLATE" and run.text != title.text and self._is_last(run):
                self._end_before(run.lines[0])  # the body begins with a heading of its own
                break
            self._assign(run, role)
            below = run.lines[-1] + 1
            if role == "SUBTITLE" and self._is_date_field(below):
                self._roles[below] = role  # the date below the authors
        for i, role in self._roles.items():
            if i < title.lines[0] and role == "SUBTITLE" and self._is["DATE"](self._lines[i].text):
                self._roles[i] = "FIELD"  # a date above the title is the date of the page

    def _begins_title(self, run: Run, title: Run) -> bool:
        """Whether a run directly above the title belongs to it: a title of its own, or the first line of the document."""
        if (
            run.lines[-1] + 1 != title.lines[0]
            or run.text in self._columns
            or is_subsequence(run.text, title.text)
            or is_subsequence(title.text, run.text)
        ):
            return False
        if run.lines[0] == self._first and not names_genre(title.text):
            return True
        return len(run.text) > GENRE_ALONE and names_genre(run.text)

    def _is_last(self, run: Run) -> bool:
        """Whether only open lines follow a run in the head."""
        return not any(role for i, role in self._roles.items() if i > run.lines[0])

    def _is_date_field(self, i: int) -> bool:
        return self._roles.get(i) == "FIELD" and self._is["DATE"](self._lines[i].text) is not None

    def _under_title(self, run: Run) -> str:
        """The role of a run below the title: more of it, the authors of the document, or boilerplate.

        A title may be a slogan on two or three lines; the occasion, the speaker or the salutation follows.
        """
        roles, first, last = self._roles, run.lines[0], run.lines[-1]
        above = roles.get(first - 1)
        if all(self._is["ISSUER"](self._lines[i].text) for i in run.lines):
            over_date = roles.get(last + 1) == "SUBTITLE" or self._is_date_field(last + 1)
            nearest = next((roles[i] for i in range(first - 1, -1, -1) if roles.get(i) not in _NOISE), None)
            if above in ("TITLE", "SUBTITLE") or (over_date and nearest == "TITLE"):
                return "SUBTITLE"
        below = next((role for i, role in sorted(roles.items()) if i > last and role), "")
        alike = self._lines[first].level == self._lines[first - 1].level  # as the file styles them
        continues = above == "TITLE" and alike and below in ("SUBTITLE", "ADDRESSEE", "DOCUMENT_NUMBER")
        return "TITLE" if continues else "BOILERPLATE"


def _first_of_adjacent(runs: Sequence[Run], k: int) -> int:
    """The first of the copies that directly follow each other up to ``runs[k]``."""
    while k and runs[k - 1].text == runs[k].text and runs[k - 1].lines[-1] == runs[k].lines[0] - 1:
        k -= 1
    return k
