"""Nodes hold their span as one integer, and give it as a :class:`govreport.Span`."""

from __future__ import annotations

import copy
import gc
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

import govreport
from govreport.text.source import END
from govreport.tree.nodes import Node, Text

SPANS = [govreport.Span(0, 0), govreport.Span(3, 5), govreport.Span(5, 3), govreport.Span(0, END)]
BEYOND = [govreport.Span(-1, 5), govreport.Span(0, END + 1)]
"""These do not fit into the integer."""


def evolved(node: Any) -> Any:
    return attrs.evolve(node)


def pickled(node: Any) -> Any:
    return pickle.loads(pickle.dumps(node))


@pytest.mark.parametrize("span", [*SPANS, *BEYOND])
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, evolved, pickled])
def test_a_node_gives_the_span_it_was_made_with(span: govreport.Span, again: Callable[[Text], Text]) -> None:
    node = Text("一", span)
    other = again(node)
    assert other.span == node.span == span
    assert (other, hash(other), repr(other)) == (node, hash(node), repr(node))


@pytest.mark.parametrize("span", [*SPANS, *BEYOND])
def test_nodes_with_other_spans_differ(span: govreport.Span) -> None:
    assert Text("一", span) != Text("一", govreport.Span(1, 2))


def test_the_span_of_a_node_cannot_be_set() -> None:
    node = Text("一", govreport.Span(0, 1))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        node.span = govreport.Span(1, 2)  # type: ignore[misc]


def objects(report: govreport.Report) -> list[object]:
    """All that a report holds."""
    found: dict[int, object] = {}
    waiting: list[object] = [report]
    while waiting:
        one = waiting.pop()
        if id(one) not in found and not isinstance(one, type):
            found[id(one)] = one
            waiting += gc.get_referents(one)
    return list(found.values())


def test_the_tree_holds_no_spans_and_each_mark_once() -> None:
    text = "\n".join(f"第{n}章 总则\n一、公开。公示。\n二、便民。减负。" for n in "一二三四五六七八九")
    held = objects(govreport.parse(text))
    assert sum(isinstance(one, Node) for one in held) > 100
    assert sum(isinstance(one, govreport.Span) for one in held) <= 2
    assert held.count("一、") == held.count("。") == 1


def test_a_pickle_holds_no_spans() -> None:
    """Worker processes send many nodes; as objects, their spans would take half of the time."""
    body = govreport.parse("第一章 总则\n一、公开。公示。\n二、便民。减负。").body
    held = pickle.dumps(body)
    assert b"Span" not in held
    assert pickle.loads(held) == body
