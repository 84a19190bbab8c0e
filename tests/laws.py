"""What must hold for every text: one function a law, each raising AssertionError where it is broken.

A law takes a text and the report that was parsed from it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

import pytest

import govreport
from figures import solid
from govreport.findings import Repair
from govreport.nodes import Attachment, Node, Paragraph, Table, Unit
from govreport.report import Report
from govreport.serialize import schema
from reading import ROLES, documents, leaves, units

Law: TypeAlias = Callable[[str, Report], None]
Outline: TypeAlias = list[tuple[int, str, str | None, int | None, int | None, int | None]]

ZERO_WIDTH = "\ufeff\u200b\u200c\u200d\u2060"


def covers(text: str, report: Report) -> None:
    """Every character that is not blank lies in exactly one leaf."""
    end = 0
    pieces = sorted(piece for leaf in leaves(report.to_dict()) for piece in leaf.pieces)
    for start, stop in [*pieces, (len(text), len(text))]:
        assert 0 <= start <= stop <= len(text), f"a leaf at {start}-{stop} of {len(text)} characters"
        assert _blank(text[end:start]), f"in no leaf: {text[end:start]!r} at {end}"
        assert _blank(text[start : min(end, stop)]), f"in two leaves: {text[start:end]!r} at {start}"
        end = max(end, stop)


def _blank(text: str) -> bool:
    return all(character.isspace() or character in ZERO_WIDTH for character in text)


def nests(text: str, report: Report) -> None:
    """Blocks are disjoint, in source order and inside their parent; lists are in source order too."""
    for _, document in documents(report.to_dict()):
        span = document["span"]
        _in_order("body", document.get("body") or (), span)
        for key in ROLES:
            value = document.get(key) or []
            _in_order(key, value if isinstance(value, list) else [value], span)
        signature = document.get("signature")
        if signature:
            _in_order("signature", [signature], span)
            ends = sorted(leaf["span"] for leaf in (*signature.get("issuers", ()), signature.get("date")) if leaf)
            assert signature["span"] == [ends[0][0], max(end for _, end in ends)]
        _in_order("attachments", document.get("attachments") or (), span)
        for attachment in document.get("attachments") or ():
            _in_order("attachment", [attachment["document"]], attachment["span"])


def _in_order(what: str, nodes: Iterable[dict[str, Any]], outer: list[int]) -> None:
    at = outer[0]
    for node in nodes:
        start, end = node["span"]
        assert at <= start <= end <= outer[1], f"{what}: {start}-{end} within {outer}, after {at}"
        at = end
        pieces = node.get("pieces")
        if pieces:
            assert [pieces[0][0], pieces[-1][1]] == [start, end], f"{what}: {pieces} make {start}-{end}"
            _in_order("pieces", [{"span": piece} for piece in pieces], node["span"])
        head = [node[key] for key in ("number", "heading") if node.get(key)]
        if head:
            assert head[0]["span"][0] == start, f"a unit at {start} begins with {head[0]}"
        _in_order("unit", [*head, *(node.get("blocks") or ())], node["span"])


def reads(text: str, report: Report) -> None:
    """What a leaf says is what stands there, repaired; blanks aside."""
    for leaf in leaves(report.to_dict()):
        there = "".join(_repaired(text, start, end, report.repairs) for start, end in leaf.pieces)
        if leaf.text is not None:
            as_it_stands = "".join(text[start:end] for start, end in leaf.pieces)
            assert solid(leaf.text) in (solid(there), as_it_stands), f"at {leaf.pieces}"


def _repaired(text: str, start: int, end: int, repairs: Sequence[Repair]) -> str:
    """What a reader sees of ``text[start:end]``: a repair that begins before it counts for what stood before."""
    at = bisect_left(repairs, start, key=lambda repair: repair.span.start)
    pieces: list[str] = []
    if at and repairs[at - 1].span.end > start:
        start = repairs[at - 1].span.end
    for repair in repairs[at:]:
        if repair.span.start >= end:
            break
        pieces += text[start : repair.span.start], repair.after
        start = repair.span.end
    return "".join([*pieces, text[start:end]])


def returns(text: str, report: Report) -> None:
    """The data form and JSON give the report back."""
    data = report.to_dict()
    assert data["source"]["chars"] == len(text)
    assert report.source.text == text
    assert Report.from_dict(data) == report
    assert Report.from_json(report.to_json()) == report
    assert json.loads(json.dumps(data)) == data


def finds(text: str, report: Report) -> None:
    """Every unit, paragraph, table and attachment has a path of its own, by which it is found."""
    paths: set[str] = set()
    for node in _with_paths(report):
        assert node.path
        assert node.path not in paths, f"two nodes with the path {node.path}"
        assert report.find(node.path) is node
        paths.add(node.path)


def _with_paths(report: Report) -> Iterator[Unit | Paragraph | Table | Attachment]:
    node: Node
    for node in report.walk():
        if isinstance(node, (Unit, Paragraph, Table, Attachment)):
            yield node


def repeats(text: str, report: Report) -> None:
    """Parsing keeps no state: a second parse is equal."""
    assert govreport.parse(text) == report


def validates(text: str, report: Report) -> None:
    """The published JSON Schema accepts the data form."""
    _validator().validate(report.to_dict())
    _validator().validate(report.to_dict(source_text=False))


@cache
def _validator() -> Any:
    return pytest.importorskip("jsonschema").Draft202012Validator(schema())


CHEAP: tuple[Law, ...] = (covers, nests, reads)
LAWS: tuple[Law, ...] = (*CHEAP, returns, finds, repeats, validates)


def outline(report: Report) -> Outline:
    """Places, kinds, families, ordinals, parents and heads of all units."""
    return [
        (unit.start, unit.kind, unit.family, unit.ordinal, unit.parent, unit.heading_end)
        for unit in units(report.to_dict())
    ]


def moved(outline: Outline, table: list[int]) -> Outline:
    """The same outline in a text whose characters moved: ``table[i]`` is where character ``i`` is now."""

    def move(at: int | None) -> int | None:
        return None if at is None else table[at]

    return [
        (table[start], kind, family, ordinal, move(parent), move(end))
        for start, kind, family, ordinal, parent, end in outline
    ]
