"""The grammar as data: as Lark makes it of ``grammars/``, or as the build of the package prepared it.

Lark takes some tenths of a second to make the tables of the rules.  The build does it once, and the wheel holds the tables as
JSON; they are taken for what they are only beside the very grammar files that they were made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple
from zlib import crc32

from govreport.grammar.lalr import Tables
from govreport.text.variants import both_scripts

PACKAGE = "govreport.grammars"
TABLES = "tables.json"
"""The name of the prepared tables, beside the grammar files."""
FILES = ("report.lark", "numbers.lark", "front.lark", "closing.lark", "margin.lark")


class Prepared(NamedTuple):
    """What the library takes from ``grammars/``."""

    tables: Tables
    sources: Mapping[str, str]
    """The terminals that have a shape as regular expressions for both scripts, highest priority first."""
    edges: Mapping[str, Sequence[str | None]]
    """The characters that each of them may begin with, and end with; None where it may be any."""


def prepared() -> Prepared:
    """The grammar: from the tables in the package where there are any of this very grammar, else made anew."""
    return from_json(_read(TABLES)) or built()


def built() -> Prepared:
    """The grammar, made by Lark."""
    from lark import Lark  # here: where the tables are at hand, nothing of Lark is needed
    from lark.lexer import Lexer

    from govreport.grammar.first_last import edges

    class Handover(Lexer):
        """Stands for the lexer: tokens are made before, since scanning needs the whole document, not one token."""

        __future_interface__ = 2

        def __init__(self, lexer_conf: Any) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
            return iter(lexer_state.text)

    lark = Lark.open_from_package(PACKAGE, FILES[0], start="document", parser="lalr", lexer=Handover)
    shaped = sorted((t for t in lark.terminals if t.pattern is not None), key=lambda t: -t.priority)
    sources = {str(t.name): both_scripts(t.pattern.to_regexp()) for t in shaped}
    return Prepared(Tables.of(lark), sources, {name: edges(source) for name, source in sources.items()})


def to_json(grammar: Prepared) -> str:
    """The grammar as the build writes it, with a checksum of the files that it was made of."""
    import json

    form = {"of": _checksum(), **grammar._asdict(), "tables": grammar.tables._asdict()}
    return json.dumps(form, ensure_ascii=False, separators=(",", ":"))


def from_json(data: bytes | None) -> Prepared | None:
    """What :func:`to_json` wrote; None where there is nothing, or what was made of other files."""
    if data is None:
        return None
    import json

    try:
        form = json.loads(data)
        if form.pop("of") != _checksum():
            return None
        return Prepared(tables=Tables(**form.pop("tables")), **form)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # not written by this release


def _checksum() -> int:
    """Tells a change of the files by mistake; whoever may write into the package needs no such detour."""
    check = 0
    for name in FILES:
        check = crc32(_read(name) or b"", check)
    return check


def _read(name: str) -> bytes | None:
    package = import_module(PACKAGE)
    loader: Any = package.__loader__  # importlib.resources would ask it too, but takes long to import
    try:
        content: bytes = loader.get_data(f"{package.__path__[0]}/{name}")
    except OSError:
        return None
    return content
