"""What several tests read: the documents of a text, the units of a report, and the names of encodings."""

from __future__ import annotations

import govreport
from govreport.document.decide import Drafter
from govreport.document.split import Part
from govreport.document.token_stream import Draft
from govreport.grammar.grammar import grammar
from govreport.lines.unwrap import logical_lines

DETECTED = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
}
"""Each encoding, and the name that a report has for it."""


def drafts(text: str) -> list[tuple[Part, Draft]]:
    """The documents of a text, each with the decisions about its lines."""
    lines, _ = logical_lines(text, grammar())
    return list(Drafter(lines, grammar()).drafts())


def headed(report: govreport.Report) -> list[str]:
    """The path and title of each unit."""
    return [f"{unit.path} {unit.title}" for unit in report.search()]
