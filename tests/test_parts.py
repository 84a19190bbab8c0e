"""Where one document ends and the next begins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

import govreport
from govreport.drafting import Drafter
from govreport.grammar import grammar
from govreport.layout import logical_lines
from govreport.parts import Part, names_genre
from strategies import texts

NOTICE = ["关于印发方案的通知", "各区人民政府：", "现将方案印发给你们，请认真执行。"]
SIGNED = ["某市人民政府", "2025年1月6日"]
PLAN = ["安全生产工作方案", "一、总体要求", "坚持统筹推进。", "二、重点任务", "压实各方责任。"]


def divide(text: str) -> list[Part]:
    lines, _ = logical_lines(text, grammar())
    return [part for part, _ in Drafter(lines, grammar()).drafts()]


@pytest.mark.parametrize(
    ("lines", "firsts"),
    [
        pytest.param([*NOTICE, *SIGNED], [0], id="one document"),
        pytest.param([*NOTICE, *SIGNED, *PLAN], [0, 5], id="a second one behind the signature"),
        pytest.param([*NOTICE, *SIGNED, "附件", *PLAN], [0, 6], id="a label"),
        pytest.param([*NOTICE, *SIGNED, "附件1", *PLAN, "附件2", *PLAN], [0, 6, 12], id="two labels"),
        pytest.param([*NOTICE, *SIGNED, "（此件公开发布）", "附件1", *PLAN], [0, 7], id="a note before the label"),
        pytest.param([*NOTICE, *SIGNED, "（此件公开发布）", "抄送：市委。"], [0], id="notes and imprint alone"),
        pytest.param([*PLAN, *PLAN], [0, 5], id="the series begins anew under a title"),
        pytest.param([*PLAN, *PLAN[1:]], [0], id="the series begins anew without a title"),
        pytest.param([*NOTICE, "附件：1.方案", "2.清单", *SIGNED], [0], id="a list of attachments"),
        pytest.param([*NOTICE, "附件中的方案一并执行。", *SIGNED], [0], id="a sentence about attachments"),
    ],
)
def test_documents(lines: list[str], firsts: list[int]) -> None:
    assert [part.first for part in divide("\n".join(lines))] == firsts


def test_a_label_and_a_title_belong_to_the_attachment() -> None:
    report = govreport.parse("\n".join([*NOTICE, *SIGNED, "附件1", *PLAN]))
    (attachment,) = report.attachments
    assert attachment.label is not None
    assert attachment.document.title is not None
    assert (attachment.label.text, attachment.document.title.text) == ("附件1", PLAN[0])


def test_a_signature_belongs_to_the_document_that_it_closes() -> None:
    first, second = divide("\n".join([*NOTICE, *SIGNED, "附件1", *PLAN]))
    assert first.signed is not None
    assert (first.signed.issuers, first.signed.date) == ([3], 4)
    assert second.signed is None


@given(texts())
def test_parts_are_in_order_and_without_gaps(text: str) -> None:
    parts = divide(text)
    assert parts[0].first == 0
    for before, part in pairwise(parts):
        opened = part.first if part.label is None else min(part.first, part.label)
        assert before.first <= before.end == opened


@pytest.mark.parametrize(
    "title",
    ["关于加强安全生产的通知", "政府工作报告", "某市行政执法条例（试行）", "關於執行情況的報告", "國家賠償法施行辦法"],
)
def test_titles_name_their_genre(title: str) -> None:
    assert names_genre(title)


@pytest.mark.parametrize("text", ["扎实推进", "通知如下", "报告人", "办法总比困难多"])
def test_other_texts_name_none(text: str) -> None:
    assert not names_genre(text)
