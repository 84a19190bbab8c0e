"""Diagnostics as a JSON array: the objects of the data form plus the file name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from govreport.cli.selection import Found
from govreport.cli.visible import visible_json
from govreport.tree.diagnostics import Fix


def as_json(files: Sequence[Found]) -> str:
    """An object per line for each diagnostic; ``span`` counts code points of the file's text, from 0.

    ``fixes`` are the replacements that remedy it, all together, if there are any.
    """
    found = [
        {
            "file": file.name,
            "code": one.code,
            "severity": one.severity,
            "message": one.message,
            "span": list(one.span),
            "line": one.line,
            "column": one.column,
            **({"fixes": [_fix(fix) for fix in one.fixes]} if one.fixes else {}),
        }
        for file in files
        for one in file.diagnostics
    ]
    lines = ",".join(f"\n  {json.dumps(one, ensure_ascii=False)}" for one in found)
    return visible_json(f"[{lines}\n]\n" if found else "[]\n")


def _fix(fix: Fix) -> dict[str, Any]:
    return {"span": list(fix.span), "replacement": fix.replacement}
