"""The check of the data form: serializing and deserializing gives an equal tree."""

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
    """Differences after a round trip by the data form and JSON; and schema violations, if jsonschema is installed."""
    data = report.to_dict()
    if data["source"]["chars"] != len(text) or report.source.text != text:
        yield Fault("the source has a different text")
    if (
        json.loads(json.dumps(data, ensure_ascii=False)) != data
    ):  # escaped, two lone surrogates would become one character
        yield Fault("the data form has a value that JSON cannot represent")
    try:
        if Report.from_dict(data) != report:
            yield Fault("the data form gives a different report")
        if Report.from_json(report.to_json()) != report:
            yield Fault("JSON gives a different report")
    except DataFormError as error:
        yield Fault(f"the data form is not accepted: {error}")
    if find_spec("jsonschema"):
        for refused in _validator().iter_errors(data):
            yield Fault(f"the schema rejects {refused.json_path}: {refused.message}")


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    return Draft202012Validator(schema())
