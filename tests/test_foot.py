"""The foot of a document: closing formula, attachments, signature, notes and imprint."""

from __future__ import annotations

import pytest

from readings import drafts

BODY = ["关于安全生产的通知", "为规范工作，现就有关事项通知如下。", "一、总则", "加强领导，压实责任。", "二、附则"]
LAST = "本通知自印发之日起施行。"


def foot(*texts: str) -> list[str]:
    """The roles of the lines below the body."""
    (part, draft), *_ = drafts("\n".join([*BODY, LAST, *texts]))
    return [draft.roles.get(i, "") for i in range(len(BODY) + 1, part.end)]


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        pytest.param(["特此通知。"], "CLOSING", id="closing formula"),
        pytest.param(["某市人民政府", "2025年1月6日"], "ISSUER DATE", id="signature"),
        pytest.param(["中共某区委员会", "某区人民政府", "二〇二五年一月六日"], "ISSUER ISSUER DATE", id="joint"),
        pytest.param(["市长　李某", "2025年1月6日"], "ISSUER DATE", id="an office with a name"),
        pytest.param(["臺北市政府", "民國113年1月6日"], "ISSUER DATE", id="traditional script"),
        pytest.param(["2025年1月6日"], "DATE", id="a date alone"),
        pytest.param(["国务院办公厅　2025年1月6日"], "ISSUER DATE", id="organ and date in one line"),
        pytest.param(["某市人民政府"], "ISSUER", id="an organ alone"),
        pytest.param(
            ["特此通知。", "附件：1.任务清单", "2.责任分工", "某市人民政府", "2025年1月6日", "（此件公开发布）"],
            "CLOSING ATTACHMENT_LIST ATTACHMENT_LIST ISSUER DATE NOTE",
            id="all of it",
        ),
        pytest.param(
            ["某市人民政府", "2025年1月6日", "抄送：市委办公室。", "某市人民政府办公室　　2025年1月6日印发"],
            "ISSUER DATE IMPRINT IMPRINT",
            id="imprint",
        ),
        pytest.param(
            ["某市人民政府", "2025年1月6日", "【打印】", "粤公网安备44133002100086号"],
            "ISSUER DATE BOILERPLATE BOILERPLATE",
            id="noise of a page",
        ),
        pytest.param(["注：数据为初步统计数。"], "NOTE", id="a note"),
        pytest.param(["↑ 国务院公报", "↑ 本办法第三条"], "NOTE NOTE", id="footnotes"),
        pytest.param(
            ["其中涉企案件①全部办结。", "名词解释", "①涉企案件：指一方为企业的案件。"],
            "- NOTE NOTE",
            id="notes that the text cites",
        ),
        pytest.param(["本作品在中国属于公有领域。", "PD-China"], "BOILERPLATE BOILERPLATE", id="a licence to the end"),
    ],
)
def test_feet(lines: list[str], roles: str) -> None:
    assert [role or "-" for role in foot(*lines)] == roles.split()


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="no foot"),
        pytest.param(
            ["一是抓重点：", "①抓落实；", "②抓作风。", "二是抓难点：", "①抓学习；", "②抓考核。"],
            id="a list with the numbers of another",
        ),
        pytest.param(["市人民政府要加强领导。"], id="a sentence about an organ"),
        pytest.param(["2025年1月6日，市政府召开会议。"], id="a sentence about a date"),
        pytest.param(
            ["特此通知全市各级各部门和有关单位务必认真贯彻执行本通知的要求。"], id="a sentence like a formula"
        ),
    ],
)
def test_body_to_the_end(lines: list[str]) -> None:
    assert foot(*lines) == [""] * len(lines)


def test_text_like_a_foot_in_the_body_stays_in_the_body() -> None:
    (_, draft), *_ = drafts("\n".join(["一、责任单位", "某市人民政府", "加强领导。", "二、附则", LAST]))
    assert draft.roles == {}


def test_a_note_in_the_body_is_a_note() -> None:
    assert foot("注：数据为初步统计数。", "其余事项另行通知。", "某市人民政府", "2025年1月6日") == [
        "NOTE",
        "",
        "ISSUER",
        "DATE",
    ]


def test_a_list_at_the_end_is_not_a_note() -> None:
    """The points of another list do not refer to it."""
    points = ["全年工作如下：", "①加强领导；", "②健全制度。"]
    assert foot(*points, "主要任务如下：", *points[1:]) == [""] * 6
    assert foot("全年工作如下：①加强领导；②健全制度。", *points) == [""] * 4


def test_notes_that_the_text_refers_to() -> None:
    assert foot("推进放管服改革①，建设数字政府②。", "①指简政放权。", "②指政务数字化。") == ["", "NOTE", "NOTE"]
