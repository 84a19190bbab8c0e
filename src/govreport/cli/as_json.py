"""Diagnostics as a JSON array: the objects of the data form plus the file name."""

from __future__ import annotations

import json
from collections.abc import Sequence

from govreport.cli.selection import Found
from govreport.cli.visible import visible_json


def as_json(files: Sequence[Found]) -> str:
    """An object per line for each diagnostic; ``span`` counts code points of the file's text, from 0."""
    found = [
        {
            "file": file.name,
            "code": one.code,
            "severity": one.severity,
            "message": one.message,
            "span": list(one.span),
            "line": one.line,
            "column": one.column,
        }
        for file in files
        for one in file.diagnostics
    ]
    lines = ",".join(f"\n  {json.dumps(one, ensure_ascii=False)}" for one in found)
    return visible_json(f"[{lines}\n]\n" if found else "[]\n")
