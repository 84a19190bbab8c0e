"""The boundaries between the documents of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

import govreport
from govreport.document.genres import names_genre
from govreport.document.split import ISSUERS_MOST, Part
from govreport.testing import texts
from readings import drafts

NOTICE = ["关于印发方案的通知", "各区人民政府：", "现将方案印发给你们，请认真执行。"]
SIGNED = ["某市人民政府", "2025年1月6日"]
PLAN = ["安全生产工作方案", "一、总体要求", "坚持统筹推进。", "二、重点任务", "压实各方责任。"]


def divide(text: str) -> list[Part]:
    return [part for part, _ in drafts(text)]


@pytest.mark.parametrize(
    ("lines", "firsts"),
    [
        pytest.param([*NOTICE, *SIGNED], [0], id="one document"),
        pytest.param([*NOTICE, *SIGNED, *PLAN], [0, 5], id="a second one after the signature"),
        pytest.param([*NOTICE, *SIGNED, "附件", *PLAN], [0, 6], id="a label"),
        pytest.param([*NOTICE, *SIGNED, "附件1", *PLAN, "附件2", *PLAN], [0, 6, 12], id="two labels"),
        pytest.param([*NOTICE, *SIGNED, "（此件公开发布）", "附件1", *PLAN], [0, 7], id="a note before the label"),
        pytest.param([*NOTICE, *SIGNED, "（此件公开发布）", "抄送：市委。"], [0], id="notes and imprint alone"),
        pytest.param([*PLAN, *PLAN], [0, 5], id="the series restarts under a title"),
        pytest.param([*PLAN, *PLAN[1:]], [0], id="the series restarts without a title"),
        pytest.param([*NOTICE, "附件：1.方案", "2.清单", *SIGNED], [0], id="a list of attachments"),
        pytest.param([*NOTICE, "附件中的方案一并执行。", *SIGNED], [0], id="a sentence about attachments"),
        pytest.param([*NOTICE, "某市人民政府　2025年1月6日", *PLAN], [0, 5], id="organ and date in one line"),
        pytest.param([*NOTICE, *SIGNED, "附件1", *PLAN, *SIGNED], [0, 6], id="an attachment that is signed too"),
        pytest.param([*NOTICE, "附件1", "附件2", *SIGNED], [0], id="labels above the signature"),
        pytest.param([*PLAN, "附件说明另行公布", *PLAN[1:]], [0], id="附 does not make a label"),
        pytest.param(
            [*PLAN, "以上任务要抓好落实。", "请各单位遵照执行。", "务必做好。", *PLAN[1:]], [0], id="far from a title"
        ),
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
def test_other_texts_name_no_genre(text: str) -> None:
    assert not names_genre(text)


def test_at_most_twenty_issuers_sign() -> None:
    offices = [f"某市{name}局" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地"]
    (part,) = divide("\n".join([*NOTICE, *offices, "2025年1月6日"]))
    assert part.signed is not None
    assert part.signed.issuers == list(range(len(NOTICE) + len(offices) - ISSUERS_MOST, len(NOTICE) + len(offices)))


def test_organ_and_date_in_one_line_sign_the_report() -> None:
    report = govreport.parse("\n".join([*NOTICE, *PLAN[1:], "某市人民政府　2025年1月6日"]))
    assert report.signature is not None
    assert [issuer.text for issuer in report.signature.issuers] == ["某市人民政府"]
    assert report.signature.date is not None
    assert report.signature.date.text == "2025年1月6日"
