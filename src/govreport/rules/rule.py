"""A rule: its code, its norm, and the function that finds where a document breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from attrs import frozen

from govreport.rules.paper import Paper
from govreport.text.source import Span
from govreport.tree.diagnostics import Fix

LAYOUT: Final = "GB/T 9704-2012"
"""党政机关公文格式, the layout of official documents."""
PUNCTUATION: Final = "GB/T 15834-2011"
"""标点符号用法, punctuation."""
NUMERALS: Final = "GB/T 15835-2011"
"""出版物上数字用法, numerals."""
REGULATION: Final = "条例"
"""党政机关公文处理工作条例 (2012), by article."""
LEGISLATION: Final = "立法法"
"""中华人民共和国立法法, by article."""
PRACTICE: Final = ""
"""No norm in force has the rule; offices follow it."""


@frozen
class Finding:
    """A place that breaks a rule."""

    message: str
    """One line in English; the catalogue has its template in Chinese."""
    span: Span
    fixes: tuple[Fix, ...] = ()
    """The replacements that remedy it, in source order."""


@frozen
class Rule:
    """A rule for official documents; :func:`govreport.explain` explains its code."""

    code: str
    """Such as ``GR601``; its severity and title are in :data:`govreport.CODES`."""
    norm: str
    """The norm that has the rule, such as ``GB/T 9704-2012``; empty for practice (通例)."""
    clause: str
    """The clause or article of the norm, such as ``7.2.5``; empty for practice."""
    find: Callable[[Paper], Iterable[Finding]]
    """Where a document breaks the rule, in any order."""
