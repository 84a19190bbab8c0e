"""The sections that play the parts of a profile, the words that identify them, and the missing parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from os import PathLike
from typing import NamedTuple

from attrs import frozen

from govreport.checks.checks import diagnostic
from govreport.profiles import Part, Profile, profile_of
from govreport.text.regex import lazy
from govreport.text.source import Source, Span
from govreport.tree.conversion import converter
from govreport.tree.diagnostics import Diagnostic
from govreport.tree.nodes import Document, Heading, Paragraph, Section
from govreport.tree.walk import documents, walk

_PARTING = lazy("以及|[、，,；;：:。及和与暨]")
"""The delimiters of segments in a heading: 存在的不足及下一步计划 has two."""
_NAME, _WORD, _HINT = range(3)


@frozen
class Clue:
    """A word that identifies a part, and its position."""

    word: str
    """The word as in the profile."""
    span: Span
    """``[start, end)`` in code points of the source; the whole heading if noise or damage interrupts it."""


@frozen
class Role:
    """A part played by a section; a section may play several parts, and several sections one part."""

    part: str
    """The name of the part."""
    path: str
    """The section: of the first level, or deeper only if no first-level section plays the part."""
    evidence: tuple[Clue, ...]
    """The words that identify the part, in source order."""


def roles(document: Document, profile: str | PathLike[str] | Profile) -> tuple[Role, ...]:
    """The parts that the sections of a document play, in source order.

    If the document has no sections, such as a covering notice, its first attachment that has some is used.

    :raises ProfileError: the profile does not exist or its file is invalid.
    """
    profile = profile_of(profile)
    here = _with_sections(document)
    words = _Words(profile)
    found = [role for section in here.sections for role in words.roles(section)]
    for part in profile.parts:
        if all(role.part != part.name for role in found):
            found += words.roles_below(here.sections, part)
    return tuple(sorted(found, key=lambda role: role.evidence[0].span))


def sole_parts(document: Document, profile: str | PathLike[str] | Profile) -> dict[str, str]:
    """The parts that exactly one section plays, in source order, each with the path of that section.

    :raises ProfileError: the profile does not exist or its file is invalid.

    >>> from govreport import parse
    >>> sole_parts(parse("一、加强学习\\n好。\\n二、加强监督\\n好。\\n三、存在的短板\\n人少。"), "fazhi")
    {'不足和原因': '3'}
    """
    played = roles(document, profile)
    counts = Counter(role.part for role in played)
    return {role.part: role.path for role in played if counts[role.part] == 1}


def missing_parts(document: Document, source: Source, profile: str | PathLike[str] | Profile) -> tuple[Diagnostic, ...]:
    """A diagnostic (GR501) for each required part that no section plays, in the order of the profile.

    Its position is the first mention of the part in the text, else the end of the document.

    :raises ProfileError: the profile does not exist or its file is invalid.
    """
    profile = profile_of(profile)
    here = _with_sections(document)
    played = {role.part for role in roles(document, profile)}
    words = _Words(profile)
    end = len(source.text[: here.span.end].rstrip())
    found: list[Diagnostic] = []
    for part in profile.parts:
        if part.required and part.name not in played:
            clue = words.mentioned(here, part)
            if clue:
                message = f"no section is about {part.name}: {clue.word} is mentioned here without a heading"
            elif part.rule:
                message = f"no section is about {part.name}: the profile requires {part.rule}"
            else:
                message = f"no section is about {part.name}: the profile requires one"
            found.append(diagnostic("GR501", message, clue.span if clue else Span(end, end), source))
    return tuple(found)


class _Hit(NamedTuple):
    """A word in a text; ``[start, end)`` in characters of that text."""

    start: int
    end: int
    grade: int
    part: Part
    word: str


class _Words:
    """The words of a profile, searched in text of either script."""

    def __init__(self, profile: Profile) -> None:
        self._simplified = converter("simplified")
        self._rows = [
            (part, grade, word, self._simplified(word))
            for part in profile.parts
            for grade, words in ((_NAME, part.names), (_WORD, part.words), (_HINT, part.hints))
            for word in words
        ]

    def roles(self, section: Section) -> Iterator[Role]:
        """The parts that the heading of a section names."""
        if section.heading is None:
            return
        hits = self._decisive(section.heading.text)
        for part in dict.fromkeys(hit.part for hit in hits):
            yield Role(part.name, section.path, _clues([hit for hit in hits if hit.part is part], section.heading))

    def roles_below(self, sections: Sequence[Section], part: Part) -> Iterator[Role]:
        """The subsections whose headings name a part."""
        for node in (node for section in sections for node in walk(section)):
            if isinstance(node, Section) and node.heading is not None:
                hits = [hit for hit in self._hits(node.heading.text) if hit.grade == _NAME and hit.part is part]
                if hits:
                    yield Role(part.name, node.path, _clues(hits, node.heading))

    def mentioned(self, document: Document, part: Part) -> Clue | None:
        """The first word in a paragraph that names a part."""
        for node in (node for block in document.body for node in walk(block)):
            if isinstance(node, Paragraph):
                for hit in self._hits(node.text):
                    if hit.grade == _NAME and hit.part is part:
                        return _clues([hit], node)[0]
        return None

    def _decisive(self, heading: str) -> list[_Hit]:
        """The words of a heading that decide: the strongest of each segment, and hints only without others."""
        hits = self._hits(heading)
        if all(hit.grade == _HINT for hit in hits):
            return hits
        starts = [hit.start for hit in hits]
        reach = list(accumulate((hit.end for hit in hits), max))
        cuts = [
            at
            for at in (found.start() for found in _PARTING.finditer(self._simplified(heading)))
            if not (before := bisect_right(starts, at)) or reach[before - 1] <= at  # not inside a word
        ]
        strongest: dict[int, int] = {}
        stretches = [bisect_left(cuts, hit.start) for hit in hits]
        for hit, stretch in zip(hits, stretches):
            strongest[stretch] = min(hit.grade, strongest.get(stretch, _WORD))
        return [hit for hit, stretch in zip(hits, stretches) if hit.grade == strongest[stretch]]

    def _hits(self, text: str) -> list[_Hit]:
        """All words in a text, in order, except those inside longer ones."""
        read = self._simplified(text)
        found = [
            _Hit(at.start(), at.end(), grade, part, word)
            for part, grade, word, simplified in self._rows
            if simplified in read
            for at in re.finditer(re.escape(simplified), read)
        ]
        kept: list[_Hit] = []
        reached = 0
        longest_first = sorted(found, key=lambda hit: (hit.start, -hit.end))
        for _, same in groupby(longest_first, key=lambda hit: (hit.start, hit.end)):
            hits = list(same)
            if hits[0].end > reached:  # otherwise, all is inside a longer word
                kept += hits
                reached = hits[0].end
        return sorted(kept, key=lambda hit: hit[:3])


def _clues(hits: Sequence[_Hit], leaf: Heading | Paragraph) -> tuple[Clue, ...]:
    """Hits in the text of a leaf as positions in the source."""
    start, end = leaf.span
    exact = not leaf.pieces and end - start == len(leaf.text)
    return tuple(Clue(hit.word, Span(start + hit.start, start + hit.end) if exact else leaf.span) for hit in hits)


def _with_sections(document: Document) -> Document:
    return next((each for each in documents(document) if each.sections), document)
