"""Pages on one line, and heads and feet on separate lines: every part is a leaf with its role.

``frames/*.txt`` has the pages, each part after its role in braces.  Of the text between, the first paragraph is
looked at, not the outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport.document.foot_breaks import foot_breaks
from govreport.document.head_breaks import head_breaks
from govreport.grammar.grammar import grammar

ROLES = {
    "document_number": "docnum",
    "title": "title",
    "subtitles": "subtitle",
    "addressee": "addressee",
    "front_matter": "front",
    "boilerplate": "boiler",
    "closing": "closing",
    "attachment_list": "attachment",
    "contents": "toc",
    "notes": "note",
    "imprint": "imprint",
}
BODY = ("para", "section", "item")
_BRACES = re.compile(r"\{(\w+)\}")


def pages() -> Iterator[Any]:
    for path in sorted((Path(__file__).parent / "frames").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        labels = [line[2:] for line in lines if line.startswith("= ")]
        texts = [line.replace("⏎", "\n") for line in lines if line.startswith("{")]
        assert len(labels) == len(texts) >= 15
        yield from (pytest.param(text, id=label) for label, text in zip(labels, texts, strict=True))


def parts(page: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a page, and the role and text of each part of its frame and of the first paragraph."""
    pieces = _BRACES.split(page)[1:]
    found: list[tuple[str, str]] = []
    before = ""
    for role, text in zip(pieces[::2], pieces[1::2], strict=True):
        if role not in BODY or (role == "para" and before not in BODY):
            found.append((role, text.strip()))
        before = role
    return "".join(pieces[1::2]), found


def leaves(document: dict[str, Any], source: str) -> Iterator[tuple[str, str]]:
    """The role and the source of each leaf of the frame, and of the first paragraph, of a document and those after it."""
    for key, role in ROLES.items():
        found = document.get(key) or []
        for leaf in found if isinstance(found, list) else [found]:
            yield role, source[slice(*leaf["span"])]
    signature = document.get("signature") or {}
    for issuer in signature.get("issuers") or ():
        yield "issuer", issuer["text"]
    if "date" in signature:
        yield "date", signature["date"]["text"]
    for block in (document.get("body") or [])[:1]:
        if block["type"] == "paragraph":
            yield "para", source[slice(*block["span"])]
    for attachment in document.get("attachments") or ():
        yield from leaves(attachment["document"], source)


@pytest.mark.parametrize("page", list(pages()))
def test_parts_of_a_page_on_one_line(page: str) -> None:
    text, wanted = parts(page)
    assert sorted(leaves(govreport.parse(text).to_dict(), text)) == sorted(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "为规范工作 根据《某县工作方案》要求，现将有关事项通知如下。",
        "某县2024年工作方案的通知要求各单位抓好落实。",
        "2024年，全县生产总值增长5%，城乡居民收入稳步提高。",
        "总　　则",
        "几 个 问 题 的 通 知",
    ],
)
def test_one_part_has_no_break(text: str) -> None:
    assert head_breaks(text).breaks == []
    assert foot_breaks(text, grammar()) == []


def test_a_date_inside_a_sentence_signs_nothing() -> None:
    text = "现予公布。某县人民政府2024年3月1日起施行新办法，原办法同时废止。"
    assert foot_breaks(text, grammar()) == []
