"""Diagnostics as SARIF 2.1.0, the OASIS format that code scanning services read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePath, PurePosixPath
from typing import Any

from govreport import __version__
from govreport.checks.explanations import explain
from govreport.cli.selection import Found
from govreport.cli.visible import visible_json
from govreport.text.source import Span
from govreport.tree.codes import CODES, Code

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif(files: Sequence[Found]) -> str:
    """A log with one run: all rules with their pages as help, and a result for each diagnostic."""
    driver = {"name": "govreport", "version": __version__, "rules": [_rule(code) for code in CODES.values()]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
        "results": [result for file in files for result in _results(file)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{visible_json(json.dumps(log, ensure_ascii=False, indent=2))}\n"


def _rule(code: Code) -> dict[str, Any]:
    explained = explain(code.code)
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": explained.meaning},
        "help": {"text": f"{explained.fix}\n\n{explained.rule}", "markdown": explained.page},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _results(file: Found) -> Iterator[dict[str, Any]]:
    indices = {code: index for index, code in enumerate(CODES)}
    for one in file.diagnostics:
        artifact = {"uri": _uri(file.name)}
        place = {"artifactLocation": artifact, "region": _region(file, one.span)}
        replacements = [
            {"deletedRegion": _region(file, fix.span), "insertedContent": {"text": fix.replacement}}
            for fix in one.fixes
        ]
        fixes = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}]}]
        yield {
            "ruleId": one.code,
            "ruleIndex": indices[one.code],
            "level": _LEVELS[one.severity],
            "message": {"text": one.message},
            "locations": [{"physicalLocation": place}],
            **({"fixes": fixes} if replacements else {}),
        }


def _region(file: Found, span: Span) -> dict[str, int]:
    start, end = (file.source.position(offset) for offset in span)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _uri(name: str) -> str:
    """A path as a URI, relative if the path is; other code points are percent-encoded UTF-8.

    >>> _uri("报告/1 a.txt")
    '%E6%8A%A5%E5%91%8A/1%20a.txt'
    """
    path = PurePath(name)
    if path.is_absolute():
        return path.as_uri()
    return PurePosixPath("/", path.as_posix()).as_uri().removeprefix("file:///")
