from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from govreport.data.serialize import schema
from govreport.errors import DataFormError
from govreport.report import Report
from govreport.text.source import Source, Span
from govreport.tree.families import FAMILIES, OWN
from govreport.tree.nodes import Paragraph
from trees import NOTICE, nested, notice, reports

VALIDATOR = Draft202012Validator(schema())


def accepted(data: object) -> bool:
    """Whether ``from_dict`` takes a form."""
    try:
        Report.from_dict(data)
    except DataFormError:
        return False
    return True


def test_a_unit_as_the_data_form_has_it() -> None:
    assert notice().to_dict()["body"][1]["blocks"][4] == {
        "type": "section",
        "path": "1/1",
        "number": {"family": "han_paren", "text": "（一）", "ordinal": 1, "span": [132, 135]},
        "heading": {
            "text": "加强领导",
            "span": [135, 139],
            "run_in": True,
            "stop": {"text": "。", "span": [139, 140]},
        },
        "blocks": [{"type": "paragraph", "path": "1/1/p1", "text": "各级政府要重视。", "span": [140, 148]}],
        "span": [132, 148],
    }


def test_empty_values_are_omitted() -> None:
    report = Report(span=Span(0, 1), body=(Paragraph("文", Span(0, 1), path="p1"),), source=Source("文"))
    assert report.to_dict() == {
        "format": "govreport/1",
        "source": {"script": "unknown", "chars": 1, "text": "文"},
        "span": [0, 1],
        "body": [{"type": "paragraph", "path": "p1", "text": "文", "span": [0, 1]}],
    }


def test_pieces_dates_tables_and_diagnostics() -> None:
    data = notice().to_dict()
    first = data["body"][1]["blocks"][0]
    assert [NOTICE[start:end] for start, end in first["pieces"]] == ["坚持统筹推进，", "主要任务有："]
    assert data["signature"]["date"]["iso"] == "2024-01-06"
    assert data["body"][1]["blocks"][5]["blocks"][1]["rows"] == [["姓名", "人数"], ["甲", "3"]]
    assert data["attachments"][0]["document"]["body"][1]["number"]["sub"] == 1
    assert data["diagnostics"] == [
        {
            "code": "GR201",
            "severity": "warning",
            "message": "no 3",
            "span": data["signature"]["date"]["span"],
            "line": 23,
            "column": 9,
        }
    ]


def test_the_notice_comes_back() -> None:
    report = notice()
    assert Report.from_dict(report.to_dict()) == report
    assert Report.from_json(report.to_json(indent=2)) == report


@given(reports())
def test_every_report_comes_back(report: Report) -> None:
    data = report.to_dict()
    assert Report.from_dict(data) == report
    assert Report.from_json(report.to_json()) == report
    assert VALIDATOR.is_valid(data)


@given(reports())
def test_the_form_is_the_same_again(report: Report) -> None:
    data = report.to_dict()
    again = Report.from_dict(data).to_dict()
    assert again == data


def test_without_the_source_text() -> None:
    report = notice()
    data = report.to_dict(source_text=False)
    assert "text" not in data["source"]
    assert data["source"]["chars"] == len(NOTICE)
    back = Report.from_dict(data)
    assert back == evolve(report, source=evolve(report.source, text=""))
    assert back.to_dict() == data


def test_an_empty_report_keeps_its_empty_text() -> None:
    report = Report(span=Span(0, 0), source=Source(""))
    assert report.to_dict()["source"] == {"script": "unknown", "chars": 0, "text": ""}
    assert Report.from_dict(report.to_dict()) == report


@pytest.mark.parametrize("text", ["\ud83d", "\ud83d\ude00", "\x00", "\u2028", '"\\', "𠮷"])
def test_odd_characters_come_back_from_json(text: str) -> None:
    report = Report(span=Span(0, len(text)), source=Source(text, name=text))
    assert Report.from_json(report.to_json()) == report


def test_json_shows_chinese_characters() -> None:
    assert "加强领导" in notice().to_json()


@pytest.mark.parametrize("indent", [None, 2])
def test_deep_trees_come_back(indent: int | None) -> None:
    report = nested(100)
    assert Report.from_json(report.to_json(indent=indent)) == report


def test_trees_that_are_too_deep_are_refused() -> None:
    data = nested(150).to_dict()
    inmost = data["body"][0]
    while inmost["blocks"][0]["type"] == "section":
        inmost = inmost["blocks"][0]
    inmost["blocks"] = nested(150).to_dict()["body"]
    with pytest.raises(DataFormError, match="nested deeper than"):
        Report.from_dict(data)
    with pytest.raises(DataFormError, match="nested too deep"):
        Report.from_json("[" * 100_000 + "]" * 100_000)


@pytest.mark.parametrize("text", ["", "{", "\x00", b"\xff\xfe\xff", "1" * 5000])
def test_text_that_is_not_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(DataFormError, match=r"not JSON: .+ @ \$;"):
        Report.from_json(text)


def put(data: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The form with another value at a path such as ``body.1.number``."""
    data = copy.deepcopy(data)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at: Any = data
    for step in way:
        at = at[step]
    at[last] = value
    return data


@pytest.mark.parametrize(
    ("where", "value", "path", "problem"),
    [
        ("format", "govreport/2", "$.format", "'govreport/2' instead of govreport/1"),
        ("source", None, "$.source", "null instead of an object"),
        ("source.script", "latin", "$.source.script", "'latin' instead of simplified or"),
        ("source.chars", 3, "$.source.chars", "3 instead of 292, the length of the text"),
        ("source.name", 7, "$.source.name", "a number instead of a string"),
        ("body", {}, "$.body", "an object instead of an array"),
        ("body.0", "text", "$.body[0]", "a string instead of an object"),
        ("body.0.type", "chapter", "$.body[0].type", "'chapter' instead of paragraph or table"),
        ("body.0.text", None, "$.body[0].text", "null instead of a string"),
        ("body.1.number", [], "$.body[1].number", "an array instead of an object"),
        ("body.1.number.family", "roman", "$.body[1].number.family", "'roman' instead of part or"),
        ("body.1.number.ordinal", "1", "$.body[1].number.ordinal", "a string instead of an integer"),
        ("body.1.number.ordinal", True, "$.body[1].number.ordinal", "a boolean instead of an integer"),
        ("body.1.number.ordinal", -1, "$.body[1].number.ordinal", "a number below 0"),
        ("body.1.heading.run_in", 1, "$.body[1].heading.run_in", "a number instead of true or false"),
        ("body.1.blocks.0.pieces.1", [1], "$.body[1].blocks[0].pieces[1]", "1 values instead of start"),
        ("body.1.blocks.0.span.0", 1.5, "$.body[1].blocks[0].span[0]", "a number instead of an integer"),
        ("body.1.blocks.5.blocks.1.rows.1.0", 3, "$.body[1].blocks[5].blocks[1].rows[1][0]", "a number"),
        ("body.1.span", [9, 4], "$.body[1].span", "an end before its start"),
        ("body.1.span", [9, 2**63], "$.body[1].span", "an end after that of the longest possible text"),
        ("signature.date.iso", "2024-02-30", "$.signature.date.iso", "'2024-02-30' instead of a date"),
        ("signature.date.iso", "20240106", "$.signature.date.iso", "'20240106' instead of a date"),
        ("attachments.0.document", 1, "$.attachments[0].document", "a number instead of an object"),
        ("diagnostics.0.severity", "fatal", "$.diagnostics[0].severity", "'fatal' instead of error or"),
        ("diagnostics.0.line", 0, "$.diagnostics[0].line", "a number below 1"),
        ("title", {1, 2}, "$.title", "set instead of an object"),
    ],
)
def test_errors_in_forms_give_problem_and_path(where: str, value: object, path: str, problem: str) -> None:
    with pytest.raises(DataFormError) as caught:
        Report.from_dict(put(notice().to_dict(), where, value))
    assert caught.value.path == path
    assert caught.value.problem.startswith(problem)


@pytest.mark.parametrize("data", [None, [], "", 0, {}, {"format": None}])
def test_data_that_is_not_a_report(data: object) -> None:
    assert not accepted(data)
    assert not VALIDATOR.is_valid(data)


def test_a_unit_needs_a_number_or_a_heading() -> None:
    data = notice().to_dict()
    del data["body"][2]["number"], data["body"][2]["heading"]
    with pytest.raises(DataFormError, match=r"section with neither number nor heading @ \$\.body\[2\];"):
        Report.from_dict(data)
    assert not VALIDATOR.is_valid(data)


def places(value: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value in a form."""
    if way:
        yield way
    if isinstance(value, dict):
        for key, below in value.items():
            yield from places(below, (*way, key))
    elif isinstance(value, list):
        for n, below in enumerate(value):
            yield from places(below, (*way, n))


def kinds(value: Any, way: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A way with the types of nodes in the place of their numbers: one section represents all."""
    found: list[str | int] = []
    for step in way:
        value = value[step]
        found.append(value["type"] if isinstance(value, dict) and "type" in value else step)
    return tuple(found)


def at(value: Any, way: Sequence[str | int]) -> Any:
    """What a way leads to."""
    for step in way:
        value = value[step]
    return value


def replaced(value: Any, way: Sequence[str | int], wrong: object) -> Any:
    """A copy with another value at the end of a path, without the nodes next to the path, which are valid in each copy."""
    step: Any = way[0]
    below = replaced(value[step], way[1:], wrong) if way[1:] else wrong
    new = [] if below == "missing" else [below]
    if isinstance(value, list):
        return new if isinstance(value[step], dict) else [*value[:step], *new, *value[step + 1 :]]
    others = {key: other for key, other in value.items() if key != step and not are_nodes(other)}
    return others if below == "missing" else {**others, step: below}


def are_nodes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["missing", None, True, -1, 7, "word", [], ["word"], {}])
def test_schema_and_reader_agree(wrong: object) -> None:
    """For any replacement of any value, schema and reader agree."""
    data = notice().to_dict()
    for way in {kinds(data, way): way for way in places(data)}.values():
        if way == ("source", "text") or (way == ("source", "chars") and wrong == 7):
            continue  # a schema cannot express that chars is the length of the text
        if len(way) > 1 and way[-1] == 1 and way[-2] != "rows" and wrong == 7 and at(data, way[:-1])[0] != 7:
            continue  # or that a span ends after its start
        changed = replaced(data, way, wrong)
        assert accepted(changed) == VALIDATOR.is_valid(changed), way


def test_a_copy_keeps_all_that_a_node_needs() -> None:
    data = notice().to_dict()
    for way in places(data):
        same = replaced(data, way, at(data, way))
        assert accepted(same)
        assert VALIDATOR.is_valid(same)


def test_unknown_keys_are_ignored() -> None:
    data = notice().to_dict()
    for step in (data, data["source"], data["body"][1], data["body"][1]["number"], data["title"]):
        step["later"] = {"any": "thing"}
    assert Report.from_dict(data) == notice()
    assert VALIDATOR.is_valid(data)


def test_null_and_empty_are_equal_to_missing() -> None:
    report = Report(span=Span(0, 1), source=Source("文"))
    data = report.to_dict() | {"title": None, "signature": None, "notes": [], "diagnostics": []}
    assert Report.from_dict(data) == report
    assert VALIDATOR.is_valid(data)


def test_the_schema_has_the_families() -> None:
    Draft202012Validator.check_schema(schema())
    definitions: Any = schema()["$defs"]
    known, own = definitions["number"]["properties"]["family"]["anyOf"]
    assert known["enum"] == list(FAMILIES)
    assert own["pattern"] == f"^{OWN.pattern}$"


def test_the_form_is_plain_json() -> None:
    data = notice().to_dict()
    assert json.loads(json.dumps(data)) == data
