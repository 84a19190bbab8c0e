"""The grammar as data: as Lark makes it of ``grammars/``, or as the build of the package stored it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from govreport.grammar.lalr import Tables
from govreport.text.lexicon import Lexicon, checksum, lexicon, read_lexicon, rules, stored


class Prepared(NamedTuple):
    """What the parser takes from ``grammars/``."""

    tables: Tables
    sources: Mapping[str, str]
    """The terminals that the rules use as regular expressions for both scripts, highest priority first."""
    edges: Mapping[str, Sequence[str | None]]
    """The characters that each of them may begin with, and end with; None where it may be any."""


def prepared() -> Prepared:
    """The grammar: as stored in the package where that was made of this very grammar, else made anew."""
    found = stored()
    if found is None:
        return built(lexicon())
    return Prepared(Tables(**found["tables"]), found["shapes"], found["edges"])


def built(words: Lexicon) -> Prepared:
    """The grammar, made by Lark."""
    from lark import Lark  # here: where the tables are stored, nothing of Lark is needed
    from lark.lexer import Lexer

    from govreport.grammar.first_last import edges

    class Handover(Lexer):
        """Takes the place of the lexer: tokens are made before, since scanning needs the whole document, not one token."""

        __future_interface__ = 2

        def __init__(self, lexer_conf: Any) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
            return iter(lexer_state.text)

    lark = Lark(rules(), start="document", parser="lalr", lexer=Handover)
    return Prepared(Tables.of(lark), words.shapes, {name: edges(source) for name, source in words.shapes.items()})


def to_json() -> str:
    """All that the build stores: the grammar and the lexicon, with a checksum of the files that they are made of."""
    import json

    words = read_lexicon()
    grammar = built(words)
    form = {"of": checksum(), **words._asdict(), "tables": grammar.tables._asdict(), "edges": grammar.edges}
    return json.dumps(form, ensure_ascii=False, separators=(",", ":"))
