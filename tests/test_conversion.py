"""Trees in the other script: the results of the library itself, and only text changes."""

from __future__ import annotations

import inspect
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from attrs import evolve, fields, has
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC  # type: ignore[import-untyped]

import govreport
from govreport.testing import noise, texts
from govreport.text.source import Span
from govreport.tree import conversion, nodes
from govreport.tree.conversion import Script, converted, converter
from trees import nested, notice

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
SCRIPTS: tuple[Script, ...] = get_args(Script)
CONFIGURATIONS = {"simplified": "t2s", "traditional": "s2t", "tw": "s2tw", "hk": "s2hk"}

each_script = pytest.mark.parametrize("script", SCRIPTS)
each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)


@cache
def library(script: Script) -> Any:
    """The library's own converter."""
    return OpenCC(CONFIGURATIONS[script])


def read(seed: Path) -> str:
    return seed.read_bytes().decode("utf-8")


def agree(text: str, script: Script) -> None:
    result = converter(script)(text)
    assert result == library(script).convert(text)
    assert len(result) == len(text)


@pytest.mark.slow
@each_seed
@each_script
def test_seeds_agree_with_the_library(seed: Path, script: Script) -> None:
    text = read(seed)
    agree(text, script)
    agree(library("simplified").convert(text), script)
    agree(library("traditional").convert(text), script)


@each_script
def test_a_corpus_agrees_with_the_library(corpus: list[Path], script: Script) -> None:
    for path in corpus:
        agree(read(path), script)


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("", ""),
        ("发", "發"),
        ("头发发展", "頭髮發展"),
        ("头，发", "頭，發"),  # no phrase reaches across punctuation
        ("头\u3000发", "頭\u3000發"),
        ("乔治．布希", "喬治．布希"),
        ("下面", "下面"),  # the first of two readings, 下面 and 下麪
        ("面条里的干部", "麪條裏的幹部"),
        ("合作发展", "合作發展"),
    ],
)
def test_examples(text: str, traditional: str) -> None:
    assert converter("traditional")(text) == traditional
    agree(text, "traditional")


def test_regions() -> None:
    assert converter("tw")("为群众办实事，里里外外") == "為群眾辦實事，裡裡外外"
    assert converter("hk")("为群众办实事，里里外外") == "為羣眾辦實事，裏裏外外"
    assert converter("simplified")("為羣眾辦實事，裏裡外外") == "为群众办实事，里里外外"


@cache
def fragments(script: Script) -> tuple[list[str], list[str], list[str]]:
    """Phrases that differ from the conversion of their characters, all phrases, and relevant characters."""
    made = converter(script)
    single = sorted({*"".join(made.exceptions), *made.separators, *" \n的一"})
    return sorted(made.exceptions), sorted(made.phrases), single


@st.composite
def rich(draw: st.DrawFn, script: Script) -> str:
    """Phrases head to tail: some share characters with the one before, some are cut short."""
    exceptions, phrases, single = fragments(script)
    words = st.one_of(*map(st.sampled_from, (exceptions, phrases, single)))
    text = ""
    for word in draw(st.lists(words, max_size=30)):
        drop = draw(st.integers(0, 2))
        if drop and text:
            # Start with the last characters, so that both phrases compete for them.
            following = [each for each in near(script).get(text[-1], ()) if len(each) > 1]
            text += draw(st.sampled_from(following))[1:] if following else word[drop:]
        else:
            text += word
    return text


@cache
def near(script: Script) -> dict[str, list[str]]:
    """The phrases that begin with a character."""
    found: dict[str, list[str]] = {}
    for phrase in fragments(script)[1]:
        found.setdefault(phrase[0], []).append(phrase)
    return found


@pytest.mark.slow
@each_script
@given(st.data())
def test_texts_rich_in_phrases_agree_with_the_library(script: Script, data: st.DataObject) -> None:
    agree(data.draw(rich(script)), script)


@each_script
@given(noise())
def test_any_text_agrees_with_the_library(script: Script, text: str) -> None:
    agree(text, script)


@pytest.mark.slow
@each_script
def test_every_phrase_agrees_with_the_library(script: Script) -> None:
    """All phrases at once, each as a clause, then all in a few long clauses."""
    phrases = fragments(script)[1]
    agree("\n".join(phrases), script)
    for start in range(0, len(phrases), 1 + len(phrases) // 3):
        agree("".join(phrases[start : start + 40]), script)


@each_script
def test_every_entry_keeps_its_length(script: Script) -> None:
    for name in filter(None, conversion._DICTIONARIES[script]):
        assert [pair for pair in conversion._dictionary(name).items() if len(pair[0]) != len(pair[1])] == []


def test_phrases_of_taiwan_would_not_keep_their_length() -> None:
    assert OpenCC("s2twp").convert("U盘") == "隨身碟"


TEXT_KEYS = {"text", "key", "value", "rows"}


def expected(form: Any, script: Script, key: str = "") -> Any:
    """The data form with every text of the tree converted by the library."""
    if isinstance(form, dict):
        return {
            name: value if name in ("source", "diagnostics") else expected(value, script, name)
            for name, value in form.items()
        }
    if isinstance(form, list):
        return [expected(each, script, key) for each in form]
    return library(script).convert(form) if key in TEXT_KEYS and isinstance(form, str) else form


@each_script
def test_all_text_is_converted_and_nothing_else(script: Script) -> None:
    report = notice()
    assert report.converted(script).to_dict() == expected(report.to_dict(), script)


@each_seed
@each_script
def test_the_trees_of_seeds(seed: Path, script: Script) -> None:
    report = govreport.parse(read(seed))
    changed = govreport.parse(read(seed), script=script)
    assert changed == report.converted(script)
    assert changed.to_dict() == expected(report.to_dict(), script)
    assert changed.source == report.source
    assert changed.diagnostics == report.diagnostics


@given(texts(), st.sampled_from(SCRIPTS))
def test_places_numbers_and_paths_stay(text: str, script: Script) -> None:
    report = govreport.parse(text)
    changed = report.converted(script)
    assert type(changed) is govreport.Report
    assert changed.source.text == text
    assert [(type(node), node.span, getattr(node, "path", None)) for node in changed.walk()] == [
        (type(node), node.span, getattr(node, "path", None)) for node in report.walk()
    ]


def test_every_attribute_that_is_text_is_known() -> None:
    """A new class or attribute has to be converted, or to be named here as something else than text."""
    names = {"family", "path", "code", "severity", "message", "step", "before", "after"}
    for kind in vars(nodes).values():
        if inspect.isclass(kind) and issubclass(kind, nodes.Node) and has(kind):
            known = {name for base in kind.__mro__ for name in conversion._CONVERTED.get(base, ())}
            own = {each.name for each in fields(kind) if "str" in str(each.type)}
            led = {each.name for each in fields(kind) if any(name in str(each.type) for name in CLASSES)}
            assert own - names <= known, kind
            assert led <= known, kind


CLASSES = [kind.__name__ for kind in conversion._CONVERTED] + ["Block"]


def test_a_node_alone_and_a_deep_tree() -> None:
    text = nodes.Text("国务院关于机构设置的通知", Span(3, 15))
    assert converted(text, "traditional") == evolve(text, text="國務院關於機構設置的通知")
    assert converted(text, "simplified") == text
    deep = nested(100)
    assert converted(deep, "hk").to_dict() == expected(deep.to_dict(), "hk")


def test_nothing_is_converted_by_default() -> None:
    text = "關於頭髮的规定\n一、總則\n堅持依法行政。"
    report = govreport.parse(text)
    assert [leaf.text for leaf in report.walk() if isinstance(leaf, nodes.Paragraph)] == ["堅持依法行政。"]
    assert govreport.parse(text, script=None) == report


def test_an_unknown_script_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"'s2twp'.*'simplified', 'traditional', 'tw', 'hk'"):
        notice().converted("s2twp")


def test_conversion_is_thread_safe() -> None:
    for cached in (converter, conversion._dictionary, conversion._longest, conversion._separators):
        cached.cache_clear()
    text = read(SEEDS[1])
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda script: converter(script)(text), SCRIPTS * 3))
    assert results == [library(script).convert(text) for script in SCRIPTS * 3]


def test_a_long_text_without_punctuation() -> None:
    """One clause, full of exceptions; the library itself is too slow for a longer one."""
    text = "头发面条干部里外" * 40
    agree(text, "traditional")
    assert converter("traditional")(text * 200) == "頭髮麪條幹部裏外" * 8000
