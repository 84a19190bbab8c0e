"""Explanations of the diagnostics: the pages of ``docs/diagnostics``, and the Chinese ones, shipped with the package."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from attrs import frozen

from govreport.language import language_of
from govreport.tree.codes import CODES, Code

_ENDINGS: Final = MappingProxyType({"en": ".md", "zh": ".zh.md"})
"""The ending of the names of the pages in each language; their sections are in the order of :class:`Explanation`."""
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")
_EXAMPLE = re.compile(r"^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@frozen
class Explanation:
    """The explanation of a diagnostic code, in Markdown."""

    code: Code
    meaning: str
    """What the diagnostic means."""
    rule: str
    """The source of the rule: GB/T 9704-2012, 党政机关公文处理工作条例, or practice."""
    fix: str
    """How to fix the text."""
    bad: str
    """A text with this diagnostic; for undecodable bytes, the bytes in hexadecimal."""
    good: str
    """The same text corrected."""
    page: str
    """The whole page, ``docs/diagnostics/CODE.md`` or ``docs/diagnostics/CODE.zh.md``."""


def explain(code: str, lang: str = "en") -> Explanation:
    """Explain a diagnostic: its meaning, its rule, and how to fix the text.

    :param code: one of :data:`govreport.CODES`, in upper or lower case.
    :param lang: the language of the explanation, ``en`` or ``zh``; names such as ``zh-CN`` are accepted.
    :raises KeyError: the code does not exist.
    :raises ValueError: the language is not supported.

    >>> explained = explain("GR103")
    >>> explained.code.title, explained.bad.splitlines()[-1], explained.good.splitlines()[-1]
    ('impossible date', '2025年2月30日', '2025年2月28日')
    >>> explain("gr203", "zh").rule
    '通例：序号由小到大。'
    """
    known = CODES.get(code.upper())
    if known is None:
        raise KeyError(f"unknown diagnostic code {code!r}; `govreport explain` and govreport.CODES list all codes")
    page = _page(known.code, language_of(lang))
    meaning, rule, fix, bad, good = _SECTION.split(page)[2::2]
    examples = _first_example(bad), _first_example(good)
    return Explanation(known, _joined(meaning), _joined(rule), _joined(fix), *examples, page)


@cache
def _page(code: str, language: str) -> str:
    return files("govreport.diagnostics").joinpath(code + _ENDINGS[language]).read_text(encoding="utf-8")


def _joined(section: str) -> str:
    """A section without the breaks of wrapped lines."""
    return _WRAPPED.sub(" ", section.strip())


def _first_example(section: str) -> str:
    found = _EXAMPLE.search(section)
    assert found is not None, section
    return found[1]
