"""The grammar, loaded once: terminals as compiled patterns, rules as an LALR parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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
"""What may directly precede a mark inside a line."""


BY_TERMINAL: Mapping[str, Family] = MappingProxyType({family.terminal: family for family in FAMILIES.values()})
Matcher = Callable[[str], "re.Match[str] | None"]


class Speech(NamedTuple):
    """The words that a dialect adds to its terminals; empty by default."""

    families: Mapping[str, Family] = BY_TERMINAL
    """All families, by their terminals."""
    own: Mapping[str, re.Pattern[str]] = MappingProxyType({})
    """The forms of the dialect, by their terminals; the group that matched holds the numeral."""
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
        self.matches: Mapping[str, Matcher] = {
            name: Shape(name, self.patterns, *prepared.edges[name]).match for name in self.sources
        }
        """The same, as functions that match a whole line."""
        names = speech.families
        self.head = Marks({name: self.sources[name] for name in self.sources if name in names}, prepared.edges)
        """Any mark at the start of a line; the name of the matching group is the terminal."""
        inline = frozenset(name for name, family in names.items() if not family.head_only)
        anywhere = _any(self.sources[name] for name, family in names.items() if family.anywhere)
        glued = _any(self.sources[name] for name, family in names.items() if family.anywhere or family.glued)
        self.inline = self.head.prefiltered(inline, f"(?:(?<=[{ENDS}].)|(?<=(?={anywhere}).))")
        """Marks inside lines, after the end of a clause or quotation, or after a blank."""
        self.inside = self.head.prefiltered(inline, f"(?:(?<=[{ENDS}].)|(?<=(?={glued}).))")
        """The same, and marks of the outline anywhere inside a line, as where a line break before them was lost."""
        self._tables = prepared.tables

    def parse(self, tokens: Sequence[Token]) -> Document:
        """Reduce a token stream to a document; accepts every stream of :mod:`govreport.document.token_stream`."""
        document: Document = self._tables.parse(tokens, BUILDERS)
        return document


def _any(sources: Iterable[str]) -> str:
    return f"(?:{'|'.join(sources)})"


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar; loaded on first use and immutable, so that threads share it."""
    return Grammar(prepared())
