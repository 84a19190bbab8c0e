"""The lexicon: patterns and word lists are in ``grammars/``, described once, and read in both scripts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from opencc import OpenCC  # type: ignore[import-untyped]

import govreport
from govreport.grammar.tables import PARTS
from govreport.text.lexicon import FILES, WORDS, lexicon, read_lexicon, rules, term, words
from govreport.text.variants import TRADITIONAL, in_both

SOURCE = Path(govreport.__file__).parent
GRAMMARS = Path(__file__).resolve().parent.parent / "grammars"
MADE = read_lexicon()
NAME = re.compile(r"\{([A-Z][A-Z_]+)\}")

# ---- where patterns are ------------------------------------------------------------------------------------------

APART = {"dialects", "profiles", "rules", "writers", "annotating", "viewer", "cli", "testing"}
"""The folders that describe other documents or norms, or write and show reports."""
READERS = {
    "lazy",
    "PrefilteredPattern",
    "compile",
    "search",
    "match",
    "fullmatch",
    "findall",
    "finditer",
    "split",
    "sub",
    "in_both",
}
"""The functions that take a pattern, or words for one."""
HAN = re.compile("[\u4e00-\u9fff]")
RANGE = re.compile(r"[^\x00-\x7f]-[^\x00-\x7f]")
"""A range of characters, such as all Chinese ones, does not describe words."""
IN_PYTHON = {
    "checks/missed_numbers.py": "writes the pattern of a number that is at hand: its brackets and words are in the text",
    "text/scripts.py": "counts the characters that only one script has, without regard to their meaning",
}
"""The modules whose patterns contain Chinese characters, each with the reason."""


def constants(tree: ast.Module) -> dict[str, ast.expr]:
    """The constants assigned at the top level of a module."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def texts(node: ast.expr, known: dict[str, ast.expr]) -> Iterator[str]:
    """The strings in an expression, those of the constants that it names among them."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield RANGE.sub("", part.value)
        elif isinstance(part, ast.Name) and part.id in known:
            yield from texts(known[part.id], {name: value for name, value in known.items() if name != part.id})


def patterns_with_words(source: str) -> list[str]:
    """The patterns of a module that contain Chinese characters."""
    tree = ast.parse(source)
    known = constants(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    regular = [call for call in calls if ast.unparse(call.func).removeprefix("re.") in READERS]
    return [ast.unparse(call) for call in regular if any(map(HAN.search, texts(call.args[0], known)))]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("re.compile('第[0-9]')", 1),
        ("A = '一二'\nB = lazy(f'[{A}]+')", 1),
        ("lazy(r'[\u4e00-\u9fff]+')", 0),
        ("lazy('[0-9]+')\nprint('第')", 0),
    ],
)
def test_patterns_with_words_are_found(source: str, count: int) -> None:
    assert len(patterns_with_words(source)) == count


def test_patterns_are_in_the_grammar() -> None:
    found: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name.split("/")[0] not in APART and (here := patterns_with_words(path.read_text(encoding="utf-8"))):
            found[name] = here
    assert sum(map(len, found.values())) < 8
    assert found.keys() == IN_PYTHON.keys()


# ---- how they are written ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_lines_of_the_grammar_can_be_read(name: str) -> None:
    lines = (GRAMMARS / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 260] == []


@pytest.mark.parametrize("name", WORDS)
def test_a_word_list_has_one_word_on_a_line(name: str) -> None:
    text = (GRAMMARS / "words" / f"{name.lower()}.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    assert lines.pop() == ""
    assert all(line and line == line.strip() for line in lines)
    assert len(set(lines)) == len(lines)
    assert tuple(lines) == MADE.words[name]


def test_every_terminal_and_every_list_is_used() -> None:
    asked = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        asked |= {
            arg.value
            for call in calls
            if getattr(call.func, "id", "") in ("term", "sought", "words")
            for arg in call.args
            if isinstance(arg, ast.Constant)
        }
    text = "".join((GRAMMARS / name).read_text(encoding="utf-8") for name in FILES)
    text = re.sub(r"^ *//.*$|^[A-Z_]+(?=[.:])", "", text, flags=re.MULTILINE)
    used = asked | set(re.findall(r"\b[A-Z][A-Z_]+\b", text)) | set(PARTS)
    assert MADE.parts.keys() - used == set()
    assert asked <= {*MADE.shapes, *MADE.parts}


def test_no_name_has_two_meanings() -> None:
    terminals, _, _ = rules().compile(["document"], "*")
    assert {str(terminal.name) for terminal in terminals} & MADE.words.keys() == set()


def test_every_name_in_braces_is_known() -> None:
    named = {name for source in MADE.parts.values() for name in NAME.findall(source)}
    assert named <= MADE.parts.keys()
    assert [source for source in MADE.shapes.values() if NAME.search(source)] == []


@pytest.mark.parametrize("name", MADE.parts)
def test_every_terminal_compiles(name: str) -> None:
    assert term(name).pattern


# ---- what words mean ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "whole"),
    [
        ("UNIT", "人次", True),
        ("UNIT", "人", True),
        ("UNIT", "个(次)", True),
        ("UNIT", "个（次）", True),
        ("UNIT", "萬噸", True),
        ("UNIT", "人民", False),
        ("GENRE_END", "通知", True),
        ("GENRE_END", "办法（试行）", True),
        ("GENRE_END", "辦法", True),
        ("WRITTEN_DATE", "（2025 年 1 月 6 日印发）", True),
    ],
)
def test_words_in_patterns(name: str, text: str, whole: bool) -> None:
    assert (term(name).fullmatch(text) is not None) is whole


def test_a_unit_does_not_begin_another_word() -> None:
    assert term("UNIT").match("人民") is None


def test_a_blank_inside_a_word_may_be_there() -> None:
    fields = re.compile(lexicon().shapes["FIELD"])
    assert fields.fullmatch("索引号：1")
    assert fields.fullmatch("索 引 號：1")


def test_the_match_contains_the_values() -> None:
    found = term("WRITTEN_DATE").fullmatch("中華民國一百一十三年元月六日")
    assert found is not None
    assert found.group("minguo", "year", "month", "day") == ("中華民國", "一百一十三", "元", "六")


def test_word_lists_are_in_both_scripts() -> None:
    assert words("FRAME_PART") == in_both(MADE.words["FRAME_PART"])
    assert {"摘要", "结语", "結語"} <= words("FRAME_PART")


def test_every_character_of_the_grammar_has_its_traditional_forms() -> None:
    """What is missing from the pairs is not found in a traditional text."""
    written = "".join(
        line.split("//")[0]
        for path in (*GRAMMARS.glob("*.lark"), *GRAMMARS.glob("words/*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    readers = [OpenCC("s2t"), OpenCC("s2tw")]
    lacking = {
        character: missing
        for character in sorted(set(HAN.findall(written)))
        if (missing := {one.convert(character) for one in readers} - {character, *TRADITIONAL.get(character, "")})
    }
    assert lacking == {}, "add them to PAIRS in text/variants.py"
