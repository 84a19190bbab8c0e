"""Kinds of damage that occur in real texts, with the properties that the report keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from attrs import frozen
from hypothesis import strategies as st

from govreport.testing.rewriting import crlf, full_width, half_width, respaced

Harm: TypeAlias = "Callable[[str], st.SearchStrategy[str]]"

GLOSSES: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "市政府工作全年各项法制度",
            ["shì", "zhèng", "fǔ", "gōng", "zuò", "quán", "nián", "gè", "xiàng", "fǎ", "zhì", "dù"],
            strict=True,
        )
    )
)
"""Frequent characters, with the pinyin that a converter inserts."""
_RADICALS = str.maketrans("一人力行工面金", "⼀⼈⼒⾏⼯⾯⾦")
_ENTITIES = str.maketrans({"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;"})
_IN_WORD = re.compile("[\u4e00-\u9fff](?=[\u4e00-\u9fff])")
_AFTER_PARAGRAPH = re.compile("。(?=\r?\n)")
_IN_SENTENCE = re.compile(".{20}[，,](?=.{20})")


@frozen
class Damage:
    """One kind of damage."""

    name: str
    sentence: str
    """The description in the documentation."""
    harm: Harm
    """Draws a damaged text."""
    mended: bool = True
    """Whether the report keeps its outline: numbers, depth and headings, but not spans."""


def _always(way: Callable[[str], str]) -> Harm:
    return lambda text: st.just(way(text))


def _width(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from([half_width(text).text, full_width(text).text])


def _blanks(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from([crlf(text).text, respaced(text).text])


def _glossed(text: str) -> st.SearchStrategy[str]:
    """Glosses that can be detected: each character has at least two, and no other brackets after it."""
    often = [one for one in GLOSSES if len(re.findall(f"{one}(?![(])", text)) == text.count(one) > 1]
    if not often:
        return st.just(text)
    chosen = st.lists(st.sampled_from(often), min_size=1, max_size=5, unique=True)
    return chosen.map(lambda ones: text.translate({ord(one): f"{one}({GLOSSES[one]})" for one in ones}))


def _inserted(where: re.Pattern[str], what: str, most: int = 3) -> Harm:
    """Insert text at a few of the matches of a pattern; ``{}`` in it is replaced by a counter."""

    def harm(text: str) -> st.SearchStrategy[str]:
        places = [found.end() for found in where.finditer(text)]
        if not places:
            return st.just(text)
        chosen = st.lists(st.sampled_from(places), min_size=1, max_size=most, unique=True).map(sorted)
        return chosen.map(lambda at: _with(text, at, what))

    return harm


def _with(text: str, places: Sequence[int], what: str) -> str:
    first, *others = (text[a:b] for a, b in zip([0, *places], [*places, len(text)]))
    return first + "".join(what.format(k) + piece for k, piece in enumerate(others, 1))


def _furnished(text: str) -> str:
    return f"当前位置：首页>>政务公开\n{text}\n【打印】\n"


def _wrapped(text: str) -> st.SearchStrategy[str]:
    return st.integers(26, 40).map(lambda column: re.sub(f"(.{{{column}}})(?=.)", r"\1\n", text))


def _joined(text: str) -> str:
    return re.sub(r"\s*\n\s*(?=.)", "\u3000\u3000", text)


def _lost(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from("?\ufffd").flatmap(lambda sign: _inserted(re.compile("(?=.)"), sign)(text))


def _cut(text: str) -> st.SearchStrategy[str]:
    places = st.integers(0, len(text))
    return st.builds(lambda a, b: text[min(a, b) : max(a, b)], places, places)


DAMAGES: tuple[Damage, ...] = (
    Damage("width", "Commas, colons and brackets change between full and half width.", _width),
    Damage(
        "radicals",
        "Kangxi radicals replace the characters that look like them.",
        _always(lambda text: text.translate(_RADICALS)),
    ),
    Damage("glosses", "Characters are followed by their pinyin, `市(shì)`, at every place.", _glossed),
    Damage("invisible", "Words contain zero-width characters.", _inserted(_IN_WORD, "\u200b")),
    Damage(
        "entities",
        "Quotation marks and dashes are written as `&ldquo;` and `&mdash;`.",
        _always(lambda text: text.translate(_ENTITIES)),
    ),
    Damage("page numbers", "Page numbers separate paragraphs.", _inserted(_AFTER_PARAGRAPH, "\n— {} —")),
    Damage("turned pages", "Page numbers interrupt sentences.", _inserted(_IN_SENTENCE, "\n— {} —\n")),
    Damage("furniture", "The text has navigation above it and tools below it.", _always(_furnished)),
    Damage("blanks", "Line ends, indents and blank lines change.", _blanks),
    Damage("wraps", "Lines break at a column.", _wrapped, mended=False),
    Damage("lost breaks", "Two wide blanks replace each line break.", _always(_joined), mended=False),
    Damage("lost characters", "Question marks or U+FFFD are inserted between characters.", _lost, mended=False),
    Damage("cuts", "The text is cut off at either end.", _cut, mended=False),
)
"""All kinds, in the order in which they occur."""


def damaged(text: str, damages: Sequence[Damage] = DAMAGES) -> st.SearchStrategy[str]:
    """The text after one to three of these kinds of damage.

    The laws of any text hold for its report.  If all kinds are ``mended``, its outline equals that of the undamaged text,
    compared by :func:`shape`; otherwise, nothing more is guaranteed.
    """
    kinds = st.lists(st.sampled_from(range(len(damages))), min_size=1, max_size=3, unique=True).map(sorted)
    return kinds.flatmap(lambda chosen: _one_after_another(text, [damages[kind] for kind in chosen]))


def _one_after_another(text: str, damages: Sequence[Damage]) -> st.SearchStrategy[str]:
    drawn = st.just(text)
    for damage in damages:
        drawn = drawn.flatmap(damage.harm)
    return drawn
