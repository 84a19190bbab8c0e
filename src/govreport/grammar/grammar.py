"""The grammar, loaded once: terminals as compiled patterns, rules as an LALR parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from govreport.grammar.builder import BUILDERS
from govreport.grammar.lalr import Token
from govreport.grammar.matchers import Marks, Parts, Shape, edges_of
from govreport.grammar.tables import FOOT, HEAD, Prepared, prepared
from govreport.text.regex import Patterns, character_class
from govreport.tree.families import FAMILIES, Family
from govreport.tree.nodes import Document

ENDS = r"。！？；：，、!?;:,）)”」』》>\s…—"
"""What may directly precede a mark inside a line."""


BLANK_INSIDE = " \t\u3000\xa0"
"""What may separate the characters of a mark."""

BY_TERMINAL: Mapping[str, Family] = MappingProxyType({family.terminal: family for family in FAMILIES.values()})
Matcher = Callable[[str], "re.Match[str] | None"]


class Speech(NamedTuple):
    """The words that a dialect adds to its terminals; empty by default."""

    families: Mapping[str, Family] = BY_TERMINAL
    """All families, by their terminals."""
    own: Mapping[str, re.Pattern[str]] = MappingProxyType({})
    """The forms of the dialect, by their terminals; the group that matched is the numeral."""
    segment: re.Pattern[str] | None = None
    """Words that open a section of the first level: 說明："""
    copies: re.Pattern[str] | None = None
    """Words that open a line of copy recipients, which may precede the signature: 正本："""


class Grammar:
    """The data that the stages use from ``grammars/``, and from a dialect, if given."""

    def __init__(self, prepared: Prepared, speech: Speech = Speech()) -> None:  # noqa: B008 (it never changes)
        self.speech = speech
        self.sources = prepared.sources
        """The terminals with a pattern, as regular expressions, highest priority first."""
        self.patterns: Mapping[str, re.Pattern[str]] = Patterns(self.sources)
        """The compiled pattern of each terminal."""
        self.shapes: Mapping[str, Shape] = {name: Shape(prepared.choices[name]) for name in self.sources}
        """The same, for whole lines."""
        self.matches: Mapping[str, Matcher] = {name: shape.match for name, shape in self.shapes.items()}
        """The same, as functions that match a whole line."""
        names = speech.families
        self.head = Marks({name: prepared.choices[name] for name in self.sources if name in names})
        """Any mark at the start of a line; the name of the matching group is the terminal."""
        inline = frozenset(name for name, family in names.items() if not family.head_only)
        run_on = [name for name, family in names.items() if family.anywhere or family.glued]
        # Most numerals are part of a word or a figure.  The character after a numeral shows this before the patterns are tried.
        edges = [(set(first or ""), set(last or "")) for first, last in (edges_of(prepared.choices[n]) for n in run_on)]
        inner = re.escape("".join(sorted(set().union(*chain(*edges))))) + BLANK_INSIDE
        whole = set().union(*(first & last for first, last in edges)) - set(edges_of(prepared.choices["HAN"])[0] or "")
        continues = f"(?=[{inner}])(?<![0-9０-９][0-9０-９])(?<=(?={prepared.glued}).)|(?<={character_class(whole)})"
        self.inline = self.head.prefiltered(inline, f"(?:(?<=[{ENDS}].)|(?<=(?={prepared.anywhere}).))")
        """Marks inside lines, after the end of a clause or quotation, or after a blank."""
        self.inside = self.head.prefiltered(inline, f"(?:(?<=[{ENDS}].)|{continues})")
        """The same, and marks of the outline anywhere inside a line: the line break before them may be lost."""
        self._tables = prepared.tables

    def parse(self, tokens: Sequence[Token]) -> Document:
        """Reduce a token stream to a document; accepts every stream of :mod:`govreport.document.token_stream`."""
        document: Document = self._tables.parse(tokens, BUILDERS)
        return document


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar; loaded on first use and immutable, so that threads share it."""
    return Grammar(prepared())


@lru_cache(maxsize=1)
def head_parts() -> Parts:
    """The parts of a head that have their own shape, independent of the text before them; groups are named by their kinds."""
    return _parts("HEAD", HEAD)


@lru_cache(maxsize=1)
def foot_parts() -> Parts:
    """What is printed below and next to the text of a document; groups are named by their kinds."""
    return _parts("FOOT", FOOT)


def _parts(where: str, kinds: Sequence[str]) -> Parts:
    choices = prepared().choices
    return Parts({kind.lower(): choices[f"{where}_{kind}"] for kind in kinds})
