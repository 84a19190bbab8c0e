"""The text of the comments: code and message, remedy, and the source of the rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from govreport.checks.explanations import explain
from govreport.language import catalogue
from govreport.tree.diagnostics import Diagnostic

_AUTHOR: Final = re.compile(r"(?:\A|\n\n)作者：")
"""Chinese explanations advise readers first, then authors."""
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS: Final = re.compile(r"[`*]")


def remarks(findings: Sequence[Diagnostic], lang: str) -> list[tuple[str, ...]]:
    """The paragraphs of a comment for each finding, in a language.

    >>> from govreport import parse
    >>> report = parse("关于检查的通知\\n各区：\\n一、甲。\\n三、乙。\\n市政府\\n2025年1月6日")
    >>> remarks(report.diagnostics[:1], "zh")[0][0]
    'GR201 警告：跳号：“一、”之后是“三、”，缺“二、”'

    :raises ValueError: the language is not supported.
    """
    words = catalogue(lang)
    found: list[tuple[str, ...]] = []
    for one in findings:
        explained = explain(one.code, lang)
        severity = words.pgettext("severity", one.severity)
        head = words.pgettext(
            "comment", "{code} {severity}: {message}", code=one.code, severity=severity, message=one.text(lang)
        )
        fix = words.pgettext("comment", "Fix: {text}", text=_plain(_AUTHOR.split(explained.fix)[-1]))
        rule = words.pgettext("comment", "Rule: {text}", text=_plain(explained.rule))
        found.append((head, fix, rule))
    return found


def _plain(markdown: str) -> str:
    """A text in Markdown in one line, without links and emphasis."""
    return " ".join(_SIGNS.sub("", _LINK.sub(r"\1", markdown)).split())
