"""The grammar as data: prepared by the build or made by Lark, and how the tables are driven."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest

from govreport.grammar.builder import BUILDERS
from govreport.grammar.grammar import ENDS, Grammar, grammar
from govreport.grammar.lalr import STAY, Tables, Token
from govreport.grammar.tables import built, to_json
from govreport.lines.lines import physical_lines
from govreport.text.first_last import edges, needs
from govreport.text.lexicon import FILES, PACKAGE, STORED, WORDS, from_json, read_lexicon, source_of
from govreport.text.regex import PrefilteredPattern, lazy
from govreport.text.source import Span
from govreport.tree.families import FAMILIES
from govreport.tree.nodes import Text

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
LEXICON = read_lexicon()
BUILT = built(LEXICON)
WRITTEN = to_json().encode()
MARKS = [family.terminal for family in FAMILIES.values()]
LINES = [line.text for path in SEEDS for line in physical_lines(path.read_text(encoding="utf-8"), grammar())]


# ---- the tables ----------------------------------------------------------------------------------------------------


def test_what_the_build_writes_is_what_lark_makes() -> None:
    read = from_json(WRITTEN)
    assert read is not None
    tables = Tables(**read["tables"])
    assert (len(tables.actions), len(tables.rules)) == (len(BUILT.tables.actions), len(BUILT.tables.rules))
    title: Token = ("TITLE", Text("文", Span(0, 1)))
    assert tables.parse([title], BUILDERS) == BUILT.tables.parse([title], BUILDERS)
    assert list(read["shapes"].items()) == list(BUILT.sources.items())
    assert json.dumps(read["choices"]) == json.dumps(BUILT.choices)
    assert (read["parts"], {name: tuple(found) for name, found in read["words"].items()}) == LEXICON[1:3]
    assert ({name: tuple(found) for name, found in read["needs"].items()}, read["led"]) == LEXICON[3:]


def test_stored_tables_of_other_files_are_not_used() -> None:
    other = json.loads(WRITTEN)
    other["of"] += 1
    assert from_json(json.dumps(other).encode()) is None


@pytest.mark.parametrize("written", [None, b"", b"{}", b"[]", b"\x80", b'{"of":0,"tables":1}', WRITTEN[:-9]])
def test_stored_data_without_tables_is_not_used(written: bytes | None) -> None:
    assert from_json(written) is None


def test_all_grammar_files_are_checked() -> None:
    (folder,) = {Path(place) for place in import_module(PACKAGE).__path__}
    assert {path.name for path in folder.glob("*.lark")} == set(FILES)
    assert {path.stem.upper() for path in (folder / "words").iterdir()} == set(WORDS)
    assert STORED not in FILES


def test_repetitions_stay_in_their_state() -> None:
    """The states that make the driver fast exist: a paragraph that only continues a body."""
    assert STAY in {row.get("PARAGRAPH") for row in BUILT.tables.actions}


@pytest.mark.parametrize(("tokens", "made"), [("a a a", "aaa"), ("", ""), ("a b a c", "a(a)")])
def test_a_helper_makes_no_value(tokens: str, made: str) -> None:
    lark_of = pytest.importorskip("lark").Lark
    tables = Tables.of(
        lark_of(
            "start: (A | pair)*\npair: _open A _close\n_open: B\n_close: C\n%declare A B C",
            parser="lalr",
            lexer="basic",
        )
    )

    def start(symbols: Sequence[str], values: Sequence[str | None]) -> str:
        return "".join(value or symbol.lower() for symbol, value in zip(symbols, values, strict=True))

    def pair(symbols: Sequence[str], values: Sequence[str | None]) -> str:
        return f"({symbols[1].lower()})"

    assert tables.parse([(letter.upper(), None) for letter in tokens.split()], {"start": start, "pair": pair}) == made


# ---- what a pattern may begin and end with -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "first", "last"),
    [
        ("一|[二三]四", "一三二", "一四"),
        ("(?:第)?[甲乙]{1,2}", "乙甲第", "乙甲"),
        ("(?<!a)b(?=c)", "b", "b"),
        ("[0-2]+x?", "012", "012x"),
        (".a", None, "a"),
        ("[^a]b", None, "b"),
        (r"a\w", "a", None),
        ("a?", None, None),
        ("a?|b", None, None),
    ],
)
def test_edges(source: str, first: str | None, last: str | None) -> None:
    assert edges(source) == (first, last)


@pytest.mark.parametrize("name", BUILT.sources)
def test_the_check_of_the_edges_excludes_no_line(name: str) -> None:
    rules = grammar()
    for line in LINES:
        for text in (line, line[:12], line[-12:]):
            assert bool(rules.matches[name](text)) == bool(rules.patterns[name].fullmatch(text))


@pytest.mark.parametrize("which", ["inside", "inline"])
def test_marks_are_found_where_a_plain_search_finds_them(which: str) -> None:
    rules = Grammar(BUILT)
    pattern: PrefilteredPattern = getattr(rules, which)
    families = [family for family in FAMILIES.values() if not family.head_only]
    free = {family.terminal for family in families if family.anywhere or (which == "inside" and family.glued)}
    among = {family.terminal for family in families}
    shapes = "|".join(
        f"{'' if name in free else f'(?<=[{ENDS}])'}(?:{shape})"
        for name, shape in rules.sources.items()
        if name in among
    )
    plain = re.compile(shapes)
    for line in LINES:
        assert [found.span() for found in pattern.finditer(line)] == [found.span() for found in plain.finditer(line)]


# ---- lazy patterns ----------------------------------------------------------------------------------------


def test_a_lazy_pattern_works_as_a_compiled_one() -> None:
    pattern = lazy("万[0-9]", lambda source: source.replace("万", "[万萬]"))
    assert (pattern.pattern, pattern.findall("萬1万2")) == ("[万萬][0-9]", ["萬1", "万2"])
    with pytest.raises(AttributeError):
        getattr(pattern, "other")  # noqa: B009


@pytest.mark.parametrize("name", sorted(LEXICON.needs))
def test_each_match_contains_what_its_terminal_needs(name: str) -> None:
    source = source_of(name, LEXICON)
    assert list(needs(source)) == list(LEXICON.needs[name])
    pattern = re.compile(source)
    for line in LINES:
        for found in pattern.finditer(line):
            assert all(set(found.group()) & set(characters) for characters in LEXICON.needs[name])


def test_a_lazy_pattern_is_not_compiled_for_a_text_without_what_it_needs() -> None:
    compiled: list[str] = []

    def noted(source: str) -> str:
        compiled.append(source)
        return source

    pattern = lazy("第[一二]章", noted, lambda: needs("第[一二]章"))
    texts = ["总则", "一章", "第三章", "第一"]
    assert not any(way(text) for way in (pattern.match, pattern.search, pattern.fullmatch) for text in texts)
    assert not any(list(pattern.finditer(text)) for text in texts)
    assert pattern.search("第一章", 1) is None
    assert compiled == []
    assert pattern.search("见第二章") is not None
    assert pattern.fullmatch("第三章") is None
    assert compiled == ["第[一二]章"]


def test_a_lazy_pattern_that_is_used_often_is_compiled() -> None:
    pattern = lazy("第[一二]章", needs=lambda: ("章",))
    first = pattern.match
    for _ in range(100):
        assert pattern.match("总则") is None
    assert pattern.match is not first
