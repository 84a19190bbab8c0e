"""The grammar, loaded once: its terminals as compiled patterns, its rules as an LALR parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import frozen

from govreport.builder import BUILDERS
from govreport.families import FAMILIES
from govreport.lalr import Tables
from govreport.nodes import Document
from govreport.seeker import Seeker
from govreport.tokens import Token
from govreport.variants import both_scripts

if TYPE_CHECKING:
    from lark import Lark

PACKAGE = "govreport.grammars"
HEAD_ONLY = frozenset({"LATIN", "ARABIC_HALF", "PART", "CLAUSE"})
"""Marks that count only at the head of a line: inside one, their shapes are almost always something else."""
GLUED = ("STEM", "CHAPTER", "DIVISION", "ARTICLE", "HAN", "HAN_PAREN", "ARABIC", "ARABIC_PAREN", "SHI", "YAO", "DI")
"""Marks that are sought behind a heading whose line break was lost."""
ANYWHERE = "CIRCLED"
"""A mark that no word contains: ①② may stand behind any character."""
BEGINS = "第其首再最〇○零一二三四五六七八九十百千廿卅卌壹贰貳弐叁參参叄肆伍陆陸柒捌玖拾0-9０-９甲乙丙丁戊己庚辛壬癸（(〔﹙﹝" + (
    "㈠-㈩㊀-㊉⒈-⒛⑴-⒇⒜-⒵A-Za-zＡ-Ｚａ-ｚ①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⓵-⓾➀-➓—―─–－●■□◆◇◎★☆▲△▪•▶►➢➤✓✔※*＊·・‧∙-"
)
"""What a mark may begin with, as a class of characters; a test holds every family to it."""
ENDS = r"。！？；：，、!?;:,）)”」』》>\s…—"
"""What may stand straight before a mark inside a line."""


Matcher = Callable[[str], "re.Match[str] | None"]


@frozen
class Grammar:
    """What the stages take from ``grammars/``."""

    tables: Tables
    patterns: Mapping[str, re.Pattern[str]]
    """Each terminal that has a shape, compiled alone."""
    matches: Mapping[str, Matcher]
    """The same, to be called with a whole line."""
    sources: Mapping[str, str]
    """The same as regular expressions, highest priority first, for patterns that join several terminals."""
    head: re.Pattern[str]
    """Any mark, for the head of a line; the name of the group that matched is the terminal."""
    glued: Seeker
    """Marks of the outline anywhere inside a line, as where a line break before them was lost."""
    lost: Seeker
    """Marks that a long line may hold anywhere: 第一章, 第一条, 12."""
    inline: Seeker
    """Marks that occur inside lines, where something ended before them: a clause, a quotation, a word by a blank."""

    def parse(self, tokens: Sequence[Token]) -> Document:
        """Reduce a token stream to a document; total for every stream that :mod:`govreport.assembly` makes."""
        document: Document = self.tables.parse(tokens, BUILDERS)
        return document


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar; built on first use and never changed, so that threads share it."""
    from lark import Lark  # here: whoever imports govreport for its types alone should not pay for it
    from lark.lexer import Lexer

    class Handover(Lexer):
        """Hands the parser tokens made before: scanning needs the whole document, not one token."""

        __future_interface__ = 2

        def __init__(self, lexer_conf: Any) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
            return iter(lexer_state.text)

    lark = Lark.open_from_package(PACKAGE, "report.lark", parser="lalr", lexer=Handover)
    shaped = sorted((t for t in lark.terminals if t.pattern is not None), key=lambda t: -t.priority)
    sources = {t.name: both_scripts(t.pattern.to_regexp()) for t in shaped}
    marks = [family.terminal for family in FAMILIES.values()]
    patterns = {name: re.compile(source) for name, source in sources.items()}
    return Grammar(
        Tables.of(lark),
        MappingProxyType(patterns),
        MappingProxyType({name: pattern.fullmatch for name, pattern in patterns.items()}),
        MappingProxyType(sources),
        _any_of(sources, marks),
        Seeker(_any_of(sources, GLUED), f"[{BEGINS}]"),
        Seeker(_any_of(sources, ("CHAPTER", "DIVISION", "ARTICLE", "ARABIC")), f"[{BEGINS}]"),
        Seeker(
            re.compile(
                _any_of(sources, [name for name in marks if name not in HEAD_ONLY], before=f"(?<=[{ENDS}])").pattern
                + f"|(?<=.)(?P<{ANYWHERE}_>{sources[ANYWHERE]})"
            ),
            f"[{BEGINS}](?:(?<=[{ENDS}].)|(?<=.{sources[ANYWHERE]}))",
        ),
    )


def _any_of(sources: Mapping[str, str], names: Sequence[str], before: str = "") -> re.Pattern[str]:
    """One pattern for several terminals, highest priority first, each in a group of its name."""
    return re.compile(before + "(?:" + "|".join(f"(?P<{n}>{p})" for n, p in sources.items() if n in names) + ")")
