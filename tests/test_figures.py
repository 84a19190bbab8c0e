"""The figures themselves, on a report whose data form is written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from figures import Tally, iso_date, score, solid
from labels import Labels, Line
from reading import UnitPlace

TEXT = "一、总则\n为了规范。\n二、附则\n某某市人民政府\n2025年1月6日\n"
LABELS = Labels(
    units=(
        UnitPlace(0, "section", "han", "一、", 1, None, 1, "总则", 4),
        UnitPlace(11, "section", "han", "二、", 2, None, 1, "附则", 15),
    ),
    lines=(
        Line(0, 4, "section"),
        Line(5, 10, "para"),
        Line(11, 15, "section"),
        Line(16, 23, "issuer"),
        Line(24, 33, "date"),
    ),
)


def section(start: int, number: str, ordinal: int, heading: str, *blocks: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "section",
        "number": {"family": "han", "text": number, "ordinal": ordinal, "span": [start, start + 2]},
        "heading": {"text": heading, "span": [start + 2, start + 4], "run_in": False},
        "blocks": list(blocks),
        "span": [start, max([start + 4, *(block["span"][1] for block in blocks)])],
    }


def right_answer() -> dict[str, Any]:
    return {
        "body": [
            section(0, "一、", 1, "总则", {"type": "paragraph", "text": "为了规范。", "span": [5, 10]}),
            section(11, "二、", 2, "附则"),
        ],
        "signature": {
            "issuers": [{"text": "某某市人民政府", "span": [16, 23]}],
            "date": {"text": "2025年1月6日", "iso": "2025-01-06", "span": [24, 33]},
        },
    }


def figures(data: dict[str, Any]) -> dict[str, float]:
    tally = Tally()
    score(TEXT, LABELS, data, tally)
    return tally.figures()


def test_a_right_answer_scores_full_marks() -> None:
    assert set(figures(right_answer()).values()) == {100.0}


def test_a_unit_too_deep_spoils_the_tree_and_nothing_else() -> None:
    data = right_answer()
    data["body"][0]["blocks"].append(data["body"].pop())
    assert {name: value for name, value in figures(data).items() if value < 100} == {
        "tree": 50.0,
        "exact": 0.0,
    }


def test_a_missed_unit_costs_recall() -> None:
    data = right_answer()
    data["body"][1] = {"type": "paragraph", "text": "二、附则", "span": [11, 15]}
    low = {name: round(value, 1) for name, value in figures(data).items() if value < 100}
    assert low == {"units": 66.7, "tree": 66.7, "headings": 66.7, "roles": 80.0, "exact": 0.0}


def test_characters_outside_all_leaves_or_in_two_of_them_cost_cover() -> None:
    data = right_answer()
    data["body"][0]["blocks"][0]["span"] = [5, 9]
    assert figures(data)["cover"] < 100
    data["body"][0]["blocks"][0]["span"] = [3, 10]
    assert figures(data)["cover"] < 100


def test_a_text_that_is_not_the_source_is_reported() -> None:
    data = right_answer()
    data["body"][0]["blocks"][0]["text"] = "为了规。"
    assert figures(data)["text"] == pytest.approx(100 * 6 / 7)


def test_a_wrong_date_or_a_lost_issuer_spoils_the_foot() -> None:
    data = right_answer()
    data["signature"]["date"]["iso"] = "2025-06-01"
    assert figures(data)["foot"] == 0
    data = right_answer()
    data["signature"]["issuers"] = []
    assert figures(data)["foot"] == 0


def test_every_difference_is_reported_with_its_position() -> None:
    data = right_answer()
    data["body"][0]["number"]["ordinal"] = 3
    reported: list[tuple[int, str]] = []
    score(TEXT, LABELS, data, Tally(), lambda at, what: reported.append((at, what)))
    assert [at for at, _ in reported] == [0, 0]
    assert "place in the tree" in reported[0][1]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2025年1月6日", "2025-01-06"),
        ("二〇二四年十二月二十日", "2024-12-20"),
        ("2025 年 10 月 31 日", "2025-10-31"),
        ("2025.1.6", "2025-01-06"),
        ("中華民國113年5月7日", "2024-05-07"),
        ("某某市人民政府", None),
    ],
)
def test_dates_of_labels(line: str, day: str | None) -> None:
    assert iso_date(line) == day


def test_solid_text_has_no_blanks_and_no_glosses() -> None:
    assert solid("香洲區(qū)\u3000人民\n政府(OTA)") == "香洲區人民政府(OTA)"
