"""Explanations of the diagnostics: the pages of ``docs/diagnostics``, shipped with the package."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from attrs import frozen

from govreport.tree.codes import CODES, Code

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
    """The whole page, ``docs/diagnostics/CODE.md``."""


def explain(code: str) -> Explanation:
    """Explain a diagnostic: its meaning, the rule behind it, and how to fix the text.

    :param code: one of :data:`govreport.CODES`.
    :raises KeyError: the code does not exist.

    >>> explained = explain("GR103")
    >>> explained.code.title, explained.bad.splitlines()[-1], explained.good.splitlines()[-1]
    ('impossible date', '2025年2月30日', '2025年2月28日')
    """
    if code not in CODES:
        raise KeyError(f"unknown diagnostic code {code!r}; known codes are {', '.join(CODES)}")
    page = _page(code)
    _, *parts = _SECTION.split(page)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    meaning, rule, fix = (_WRAPPED.sub(" ", sections[title].strip()) for title in ("What it means", "Rule", "Fix"))
    bad, good = (_first_example(sections[title]) for title in ("Bad", "Good"))
    return Explanation(CODES[code], meaning, rule, fix, bad, good, page)


@cache
def _page(code: str) -> str:
    return files("govreport.diagnostics").joinpath(f"{code}.md").read_text(encoding="utf-8")


def _first_example(section: str) -> str:
    found = _EXAMPLE.search(section)
    assert found is not None, section
    return found[1]
