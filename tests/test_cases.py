"""Small labelled texts, each with a reason: ``cases/*.json``.

A case has a ``label``, a reason (``why``), a ``text`` as a list of lines, and the expected ``outline``,
one line per unit: depth, family, number and, after a bar, the heading.

    1 han 一、 | 总体要求
    2 item:arabic_paren （1）            a family of sections that counts points of a paragraph here
    1 - | 前言                           a heading without a number
    == 附件1 | 任务清单                  an attachment begins: its label and title

``parts`` may give what else must be found, by the names of the data form: a text, or a list of texts
(``issuers`` and ``date`` of the signature, the date as ISO; ``front_matter`` as ``key: value``;
``paragraphs`` of the body at any depth).  Only the parts named are compared; null or ``[]`` means that the
part is absent.

``dialect`` is the name of one, or what a :class:`govreport.dialects.Dialect` is made of.

``known_failure`` gives the reason why the parser fails the case today; when it no longer does, the test reports
so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport.dialects import Dialect, Form
from govreport.tree.families import counts_items
from reading import units

FILES = sorted((Path(__file__).parent / "cases").glob("*.json"))
CASES: list[dict[str, Any]] = [case for path in FILES for case in json.loads(path.read_text(encoding="utf-8"))]
assert len(CASES) >= 40


def parameters() -> Iterator[Any]:
    for case in CASES:
        reason = case.get("known_failure")
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        yield pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", list(parameters()))
def test_case(case: dict[str, Any]) -> None:
    dialect = dialect_of(case["dialect"]) if "dialect" in case else None
    data = govreport.parse("\n".join(case["text"]), dialect=dialect).to_dict()
    assert list(outline_lines(data)) == case["outline"]
    wanted = case.get("parts", {})
    assert {name: part(data, name) for name in wanted} == wanted


def test_labels_are_unique_and_every_case_has_a_reason() -> None:
    assert len({case["label"] for case in CASES}) == len(CASES)
    known = {"label", "why", "text", "outline", "parts", "known_failure", "dialect", "needed"}
    for case in CASES:
        assert case["why"], case["label"]
        assert case.keys() <= known, case["label"]


def dialect_of(given: str | dict[str, Any]) -> str | Dialect:
    """The dialect of a case."""
    if isinstance(given, str):
        return given
    forms = tuple(Form(**{**form, "marks": tuple(form["marks"])}) for form in given.get("forms", ()))
    return Dialect("case", **{key: tuple(words) for key, words in given.items() if key != "forms"}, forms=forms)


def outline_lines(data: dict[str, Any]) -> Iterator[str]:
    """The outline as the cases write it."""
    for unit in units({"body": data.get("body", ())}):
        plain = unit.family is None or unit.kind == ("item" if counts_items(unit.family) else "section")
        family = unit.family or "-"
        words = [str(unit.depth), family if plain else f"{unit.kind}:{family}"]
        words += [unit.number] if unit.number else []
        words += ["|", unit.heading] if unit.heading else []
        yield " ".join(words)
    for attachment in data.get("attachments", ()):
        document = attachment["document"]
        yield f"== {text_of(attachment.get('label')) or '-'} | {text_of(document.get('title')) or '-'}"
        yield from outline_lines(document)


def part(data: dict[str, Any], name: str) -> object:
    """The texts under a key of the data form."""
    signature = data.get("signature") or {}
    if name == "issuers":
        return [issuer["text"] for issuer in signature.get("issuers", ())]
    if name == "date":
        return (signature.get("date") or {}).get("iso")
    if name == "front_matter":
        return [f"{field['key']}: {field['value']}" for field in data.get(name, ())]
    if name == "paragraphs":
        return list(paragraphs(data.get("body", ())))
    value = data.get(name)
    if name in ("title", "addressee", "document_number", "closing"):
        return text_of(value)
    assert name in ("subtitles", "contents", "attachment_list", "notes", "imprint", "boilerplate"), name
    return [text_of(each) for each in value or ()]


def text_of(node: dict[str, Any] | None) -> str | None:
    return None if node is None else str(node["text"])


def paragraphs(blocks: Any) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "paragraph":
            yield block["text"]
        yield from paragraphs(block.get("blocks", ()))
