"""The laws that hold for every report, each with a name, a sentence and a check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from attrs import evolve, frozen

from govreport.reading import read
from govreport.report import Report
from govreport.testing.again import comes_back, deterministic, thread_safe, total
from govreport.testing.blind import blank_blind, encoding_blind, render_stable, script_blind, width_blind
from govreport.testing.exchange import json_exact
from govreport.testing.faults import Check
from govreport.testing.local import local
from govreport.testing.pair import faithful, findable, lossless, ordered
from govreport.text.source import Source

SNIPPET = 12
"""How many characters a message shows on either side of a position."""


@frozen
class Law:
    """A property that always holds; as data, so that each law can become a test."""

    name: str
    sentence: str
    """The law in one sentence, as in ``docs/testing-with-govreport.md``."""
    faults: Check
    """Yields the faults of a report that violates it."""


OF_A_PAIR: tuple[Law, ...] = (
    Law("lossless", "Every character that is not blank is in exactly one leaf of the tree.", lossless),
    Law("ordered", "Nodes are disjoint, in source order and inside their parent.", ordered),
    Law("faithful", "The text of a leaf is the source at its place, except for damage in `report.repairs`.", faithful),
    Law("findable", "Every unit, paragraph, table and attachment has a unique path that finds it.", findable),
)
"""The laws of any text that need only the report and its text: they are cheap."""

OF_ANY_TEXT: tuple[Law, ...] = (
    Law("total", "Every text gives a report, and no method of the report raises.", total),
    *OF_A_PAIR,
    Law(
        "JSON-exact", "The data form and JSON give the same report back, and the JSON Schema accepts them.", json_exact
    ),
    Law("deterministic", "A second parse gives an equal report.", deterministic),
    Law("thread-safe", "Threads that parse at the same time get equal reports.", thread_safe),
)
"""The laws that hold for any text."""

OF_REPORTS: tuple[Law, ...] = (
    Law("width-blind", "Full-width and half-width punctuation give the same outline.", width_blind),
    Law("script-blind", "Simplified and traditional characters give the same outline.", script_blind),
    Law("blank-blind", "Line ends, indents and blank lines do not change the outline.", blank_blind),
    Law(
        "encoding-blind",
        "The bytes of a report give the same text in every encoding that can write it.",
        encoding_blind,
    ),
    Law(
        "render-stable",
        "A rendered report has the same outline, and rendering it again changes nothing.",
        render_stable,
    ),
    Law(
        "local",
        "The next section of the outermost series, added at the end of the body, changes nothing before it.",
        local,
    ),
)
"""The laws of reports as offices write them; ``docs/testing-with-govreport.md`` has the conditions of each."""

OF_TREES: tuple[Law, ...] = (
    Law("comes-back", "Parsing the text of a tree gives the same tree: its outline, and every other node.", comes_back),
)
"""The laws that hold for trees and their texts as :func:`govreport.testing.report_texts` draws them."""

LAWS: tuple[Law, ...] = (*OF_ANY_TEXT, *OF_REPORTS, *OF_TREES)
"""All laws."""


def of_a_file(content: bytes, **options: Any) -> tuple[Law, ...]:
    """The laws of any text for the report of a file: what needs a second report reads the file again.

    :param options: those given to :func:`govreport.read`.

    >>> from govreport import read
    >>> content = "# 一、总则\\n坚持依法行政。".encode()
    >>> report = read(content, format="markdown")
    >>> assert_laws(report, report.source.text, of_a_file(content, format="markdown"))
    """

    def again(text: str) -> Report:
        return read(content, **options)

    checks: Mapping[str, Check] = {
        "deterministic": partial(deterministic, again=again),
        "thread-safe": partial(thread_safe, again=again),
    }
    return tuple(evolve(law, faults=checks.get(law.name, law.faults)) for law in OF_ANY_TEXT)


def assert_laws(report: Report, text: str, laws: Iterable[Law] = OF_ANY_TEXT) -> None:
    """Check a report against the text that it was parsed from.

    :param text: the text given to :func:`govreport.parse`, or the text of the bytes given to :func:`govreport.read`.
    :param laws: the laws to check (default: those of any text; for a file, *deterministic* and *thread-safe* need
        :func:`of_a_file`).
    :raises AssertionError: the report violates a law; the message gives the law, the position and the text there.

    >>> from govreport import parse
    >>> text = "一、总体要求\\n坚持依法行政。\\n二、工作目标\\n完善制度体系。"
    >>> assert_laws(parse(text), text)
    >>> assert_laws(parse(text), text + "其他。")
    Traceback (most recent call last):
        ...
    AssertionError: lossless: in no leaf, at line 4, column 8: '工作目标\\n完善制度体系。' | '其他。'
    """
    for law in laws:
        for fault in law.faults(report, text):
            raise AssertionError(f"{law.name}: {fault.problem}{_place(text, fault.at)}")


def _place(text: str, at: int | None) -> str:
    if at is None or not 0 <= at <= len(text):
        return ""
    position = Source(text).position(at)
    before, after = text[max(0, at - SNIPPET) : at], text[at : at + SNIPPET]
    return f", at line {position.line}, column {position.column}: {before!r} | {after!r}"
