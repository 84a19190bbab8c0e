"""The laws, over drawn texts and trees, the seeds, hostile texts, and a corpus where there is one."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given

import govreport
from govreport.report import Report
from govreport.testing import LAWS, OF_A_PAIR, OF_ANY_TEXT, OF_REPORTS, OF_TREES, Law, assert_laws, report_texts, texts
from labels import read_text

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
assert len(SEEDS) == 5
PAGE = (ROOT / "docs" / "testing-with-govreport.md").read_text(encoding="utf-8")

HOSTILE = {
    "nothing": "",
    "blanks": " \t\u3000\xa0\r\n\ufeff\u200b\n",
    "NUL": "一、\x00\n\x00",
    "lone surrogate": "一、\ud800总则\n\udfff",
    "one line of a megabyte": "坚持依法行政，" * 150_000,
    "one line of marks": "一是推进；二是落实；" * 5_000,
    "10,000 levels": "".join(f"{'1.' * (depth % 40)}1 总则\n" for depth in range(10_000)),
    "10,000 marks that nest": "\n".join(("一、甲", "（一）乙", "1.丙", "（1）丁", "①戊") * 2_000),
    "10,000 opening brackets": "（" * 10_000 + "一",
    "10,000 closing brackets": "一" + "）" * 10_000,
    "10,000 opening quotes": "“" * 10_000 + "\n一、总则\n二、附则",
    "100,000 blank lines": "一、总则\n" + "\n" * 100_000 + "二、附则",
    "100,000 lines of blanks": "一、总则\n" + " \u3000\n" * 100_000 + "二、附则",
    "numerals": "一二三四五六七八九十" * 10_000,
    "digits": "第" + "1234567890" * 10_000 + "条",
    "dashes": "—" * 100_000,
    "dots": "1." * 50_000,
    "titles": "关于报告的报告\n" * 5_000,
    "attachments": "附件1\n清单\n" * 2_000,
    "signatures": "某某市人民政府\n2025年1月6日\n" * 2_000,
}


def name_of(value: object) -> str:
    return value.stem if isinstance(value, Path) else str(getattr(value, "name", value))


each_seed = pytest.mark.parametrize("seed", SEEDS, ids=name_of)


@given(text=texts())
def test_any_text(text: str) -> None:
    assert_laws(govreport.parse(text), text, OF_ANY_TEXT)


@pytest.mark.slow
@given(drawn=report_texts())
def test_drawn_reports(drawn: tuple[Report, str]) -> None:
    report, text = drawn
    assert_laws(report, text, (*OF_A_PAIR, *OF_TREES))
    assert_laws(govreport.parse(text), text, (*OF_ANY_TEXT, *OF_REPORTS))


@pytest.mark.slow
@pytest.mark.parametrize("law", [*OF_ANY_TEXT, *OF_REPORTS], ids=name_of)
@each_seed
def test_seeds(law: Law, seed: Path) -> None:
    text = read_text(seed)
    assert_laws(govreport.parse(text), text, [law])


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts(text: str) -> None:
    report = govreport.parse(text)
    assert_laws(report, text, OF_A_PAIR)
    assert Report.from_json(report.to_json()) == report
    hash(report), repr(report)


def test_eight_threads_agree_with_one() -> None:
    seeds = [read_text(seed) for seed in SEEDS] * 8
    alone = [govreport.parse(text) for text in seeds]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(govreport.parse, seeds)) == alone


# ---- a corpus ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parsed(corpus: list[Path]) -> list[tuple[Report, str]]:
    """The documents of the corpus, each parsed once."""
    return [(govreport.parse(text), text) for text in map(read_text, corpus)]


@pytest.mark.parametrize("law", OF_ANY_TEXT, ids=name_of)
def test_a_corpus(law: Law, parsed: list[tuple[Report, str]]) -> None:
    for report, text in parsed:
        assert_laws(report, text, [law])


@pytest.mark.parametrize("law", OF_REPORTS, ids=name_of)
def test_most_of_a_corpus(law: Law, parsed: list[tuple[Report, str]]) -> None:
    """At least as many documents keep a law as the page of the laws states."""
    kept = sum(not any(law.faults(report, text)) for report, text in parsed)
    assert 100 * kept >= promised(law) * len(parsed)


def promised(law: Law) -> int:
    """The least share in %, out of the table in the page."""
    (share,) = re.findall(rf"^\| {re.escape(law.name)} \| (\d+) % \|", PAGE, re.MULTILINE)
    return int(share)


# ---- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("law", LAWS, ids=name_of)
def test_the_page_names_each_law_with_its_sentence(law: Law) -> None:
    assert f"**{law.name}.** {law.sentence}\n" in PAGE


def test_the_page_names_no_other_law() -> None:
    assert re.findall(r"^\*\*(\S+)\.\*\* ", PAGE, re.MULTILINE) == [law.name for law in LAWS]
