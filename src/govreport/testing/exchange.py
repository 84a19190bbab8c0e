"""The check of the data form: what the way out and back loses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from govreport.data.serialize import schema
from govreport.errors import DataFormError
from govreport.report import Report
from govreport.testing.faults import Fault


def json_exact(report: Report, text: str) -> Iterator[Fault]:
    """What the data form and JSON do not give back; and, where jsonschema is installed, what the schema refuses."""
    data = report.to_dict()
    if data["source"]["chars"] != len(text) or report.source.text != text:
        yield Fault("the source is another text")
    if json.loads(json.dumps(data, ensure_ascii=False)) != data:  # escaped, two lone surrogates would come back as one
        yield Fault("the data form holds what JSON has no word for")
    try:
        if Report.from_dict(data) != report:
            yield Fault("the data form gives another report back")
        if Report.from_json(report.to_json()) != report:
            yield Fault("JSON gives another report back")
    except DataFormError as error:
        yield Fault(f"no report comes back: {error}")
    if find_spec("jsonschema"):
        for refused in _validator().iter_errors(data):
            yield Fault(f"the schema refuses {refused.json_path}: {refused.message}")


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    return Draft202012Validator(schema())
