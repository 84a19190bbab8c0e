"""What is raised, and how it reads: what, where, and what to do."""

from __future__ import annotations

import pytest

import govreport
from govreport.errors import DataFormError, GovReportError, NotFoundError, ReadError

EXAMPLES = {
    "data form": (
        DataFormError("$.body[3]", "no field 'type'"),
        ValueError,
        "no field 'type' @ $.body[3]; expected the data form govreport/1",
    ),
    "not found": (
        NotFoundError("2/9"),
        LookupError,
        "no node has the path '2/9'; node.path and `govreport tree --paths` list those that exist",
    ),
    "read": (ReadError("报告.txt", "no such file"), OSError, "报告.txt: no such file"),
}


@pytest.mark.parametrize(("error", "builtin", "message"), EXAMPLES.values(), ids=EXAMPLES)
def test_errors(error: GovReportError, builtin: type[Exception], message: str) -> None:
    assert isinstance(error, GovReportError)
    assert isinstance(error, builtin)
    assert str(error) == message


def test_a_path_that_no_node_has() -> None:
    report = govreport.parse("一、总则\n二、附则")
    with pytest.raises(NotFoundError) as raised:
        report.find("3")
    assert raised.value.path == "3"
