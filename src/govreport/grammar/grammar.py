"""The grammar, loaded once: its terminals as compiled patterns, its rules as an LALR parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from govreport.grammar.builder import BUILDERS
from govreport.grammar.matchers import Marks, Shape
from govreport.grammar.tables import Prepared, prepared
from govreport.grammar.tokens import Token
from govreport.text.regex import Patterns
from govreport.tree.families import FAMILIES, Family
from govreport.tree.nodes import Document

ENDS = r"。！？；：，、!?;:,）)”」』》>\s…—"
"""What may stand straight before a mark inside a line."""


BY_TERMINAL: Mapping[str, Family] = MappingProxyType({family.terminal: family for family in FAMILIES.values()})
Matcher = Callable[[str], "re.Match[str] | None"]


class Speech(NamedTuple):
    """What a dialect says beside its terminals; by default nothing."""

    families: Mapping[str, Family] = BY_TERMINAL
    """All families, by their terminals."""
    own: Mapping[str, re.Pattern[str]] = MappingProxyType({})
    """The forms of the dialect, by their terminals; the group that matched holds the numeral."""
    segment: re.Pattern[str] | None = None
    """What opens a section at the first level: 說明："""
    copies: re.Pattern[str] | None = None
    """What opens a line of those who get a copy, under which who signs may stand: 正本："""


class Grammar:
    """What the stages take from ``grammars/``, and from a dialect where one is given."""

    def __init__(self, prepared: Prepared, speech: Speech = Speech()) -> None:  # noqa: B008 (it never changes)
        self.speech = speech
        self.sources = prepared.sources
        """The terminals that have a shape as regular expressions, highest priority first."""
        self.patterns: Mapping[str, re.Pattern[str]] = Patterns(self.sources)
        """Each of them compiled alone."""
        self.matches: Mapping[str, Matcher] = {
            name: Shape(name, self.patterns, *prepared.edges[name]).match for name in self.sources
        }
        """The same, to be called with a whole line."""
        names = speech.families
        self.head = Marks({name: self.sources[name] for name in self.sources if name in names}, prepared.edges)
        """Any mark, for the head of a line; the name of the group that matched is the terminal."""
        self.glued = self.head.seeker(frozenset(name for name, family in names.items() if family.glued))
        """Marks of the outline anywhere inside a line, as where a line break before them was lost."""
        anywhere = "".join(f"|(?<=.(?:{self.sources[name]}))" for name, family in names.items() if family.anywhere)
        inline = frozenset(name for name, family in names.items() if not family.head_only)
        self.inline = self.head.seeker(inline, f"(?:(?<=[{ENDS}].){anywhere})")
        """Marks that occur inside lines, where something ended before them: a clause, a quotation, a word by a blank."""
        self._tables = prepared.tables

    def parse(self, tokens: Sequence[Token]) -> Document:
        """Reduce a token stream to a document; total for every stream that :mod:`govreport.document.token_stream` makes."""
        document: Document = self._tables.parse(tokens, BUILDERS)
        return document


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar; loaded on first use and never changed, so that threads share it."""
    return Grammar(prepared())
