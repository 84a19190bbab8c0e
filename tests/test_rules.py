"""Rules for official documents: a profile selects them, in doubt they report nothing, and their fixes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport import CODES, Diagnostic, Fix, Span, explain
from govreport.profiles import Profile, load
from govreport.rules import RULES, fixed
from govreport.tree.conversion import converter
from office_files import zipped

FIXED = [
    "GR601", "GR602", "GR605", "GR611", "GR615", "GR621", "GR622", "GR623", "GR624", "GR630", "GR631", "GR632", "GR636",
    "GR637", "GR640", "GR641", "GR642", "GR644", "GR646", "GR671", "GR673", "GR674", "GR675", "GR676", "GR679", "GR680",
    "GR681", "GR682", "GR683", "GR684", "GR686", "GR687", "GR688", "GR696", "GR703",
]  # fmt: skip
"""The rules with a fix."""
LINES = [line for code in CODES for line in explain(code).bad.splitlines() if code != "GR401"]


def found(text: str, profile: str | Profile = "gongwen") -> dict[str, Diagnostic]:
    """The findings of the rules, by code."""
    return {one.code: one for one in govreport.parse(text).check(profile) if one.code >= "GR6"}


def notice(
    body: str = "请认真准备。",
    *,
    title: str = "某市财政局关于开展票据检查的通知",
    to: str = "各区财政局：",
    foot: str = "",
) -> str:
    return f"某财〔2025〕3号\n\n{title}\n\n{to}\n{body}\n\n某市财政局\n2025年1月6日\n\n{foot}".rstrip() + "\n"


# ---- which rules are checked -------------------------------------------------------------------------------------------


def test_every_rule_has_its_own_code() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes) >= 40
    assert set(codes) == {code for code in CODES if code.startswith(load("gongwen").rules)}


def test_rules_are_only_checked_on_request() -> None:
    for rule in RULES:
        report = govreport.parse(explain(rule.code).bad)
        assert rule.code not in {one.code for one in report.check()}


def test_a_profile_chooses_rules() -> None:
    text = notice("请于3月5号前报送,谢谢。")
    assert set(found(text)) == {"GR675", "GR681"}
    assert set(found(text, Profile("own", rules=("GR67",)))) == {"GR675"}


def test_a_profile_names_rules_that_exist(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('name = "own"\nrules = ["GR9"]\n', encoding="utf-8")
    with pytest.raises(govreport.ProfileError, match="no code starts with GR9"):
        load(file)
    file.write_text('name = "own"\nrules = ["GR601"]\n', encoding="utf-8")
    assert load(file).rules == ("GR601",)


def test_texts_in_traditional_characters_are_not_checked() -> None:
    text = notice("請於2025年2月30日前報送關於財政的報告。")
    assert "GR670" in found(notice("请于2025年2月30日前报送关于财政的报告。"))
    assert found(converter("traditional")(text)) == {}


def test_old_documents_are_not_checked_by_the_norms() -> None:
    old = notice().replace("2025年1月6日", "二〇〇五年一月六日").replace("〔2025〕", "〔2005〕")
    assert "GR642" not in found(old)
    assert "GR642" in found(old.replace("〇〇五", "〇一五"))


# ---- nothing in doubt -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(notice("《某市人民政府令（2024）第5号》和公告（2024年）第5号同时废止。"), id="numbers of orders"),
        pytest.param(notice("依照最高人民法院（2024）京01民终5号判决办理。"), id="numbers of courts"),
        pytest.param(notice("以教育为目的的活动实实在在。"), id="doubled characters that are right"),
        pytest.param(notice("全市有规模以上企业超2000家，二级以上医院约30家。"), id="names with 以上"),
        pytest.param(notice("不能有缓一缓、等一等的思想。"), id="等 that is a verb"),
        pytest.param(notice("产值由8万亿元增加到42.3万亿元，年均增长20.3%。"), id="growth per year"),
        pytest.param(notice("建筑企业24家，比上年增加3家，其中总承包企业23家。"), id="a part of another total"),
        pytest.param(notice("请按《某市办法》附件9的格式报送。"), id="attachments of another document"),
        pytest.param(notice("写明“妥否，请批示”的，退回。"), id="a quoted request"),
        pytest.param(notice("一、准备\n1）清点票据。\n2）登记造册。"), id="half brackets of numbers"),
        pytest.param(notice("各级要“定期（每月\n检查）”。"), id="a bracket in two lines"),
        pytest.param(notice("近几天将有大雨。", foot="（此件公开发布）"), id="a note"),
        pytest.param(notice(to="市委、市人民政府："), id="Party and government"),
        pytest.param(
            "关于印发《甲办法》的通知\n\n各区：\n现将《甲办法》印发给你们。\n\n某市教委\n2025年1月6日\n",
            id="short names",
        ),
    ],
)
def test_what_is_right_is_not_reported(text: str) -> None:
    assert found(text) == {}


def test_the_seeds_have_no_warning_of_a_rule(seeds: list[str]) -> None:
    warnings = [one for text in seeds for one in found(text).values() if one.severity == "warning"]
    assert warnings == []


@pytest.fixture
def seeds() -> list[str]:
    folder = Path(__file__).resolve().parent.parent / "seeds"
    return [govreport.read(path).source.text for path in sorted(folder.glob("*.txt"))]


# ---- variants of a rule -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (notice("根据某财【2024】8号文件办理。"), "GR601"),
        (notice("根据某财（2024）8号文件办理。"), "GR601"),
        (notice("根据某财〔2024〕第8号文件办理。"), "GR602"),
        (notice(title="某市财政局关于开展票据检查的通知。"), "GR611"),
        (notice(foot="抄送：市人大办公室，市政协办公室，\n某市财政局办公室　　2025年1月8日印发"), "GR646"),
        (notice(foot="附件：检查安排表"), "GR635"),
        (notice("检查自二0二五年三月一日开始。"), "GR673"),
        (notice("检查时间为2026年至2025年。"), "GR672"),
        (notice("定于3月5日（星期五）召开会议。"), "GR671"),
        (notice("完成任务，。"), "GR682"),
        (notice("检查领用）、保管和核销。"), "GR685"),
        (notice("联系人：XXX。"), "GR698"),
        (notice("2024年审查文件26件，其中规章3件、文件28件。"), "GR691"),
        (notice("全市近300余家单位参加。"), "GR677"),
        (notice("请于2月30日前报送。"), "GR670"),
        (notice("请认真准备."), "GR681"),
        (notice("请准备。\n附件：1、检查安排表。\n2、联系人名单。"), "GR630"),
        (notice("请准备。\n附件：1、检查安排表。\n2、联系人名单。"), "GR631"),
        (notice(title="某市财政局关于追加经费的报告。", to="市人民政府、市财政局:", body="妥否，请批示。"), "GR616"),
        (notice(title="某市财政局关于追加经费的报告。", to="市人民政府、市财政局:", body="妥否，请批示。"), "GR651"),
        (notice(title="某市财政局关于提供数据的函", body="请遵照执行。"), "GR650"),
    ],
)
def test_other_forms_of_an_error_are_found(text: str, code: str) -> None:
    assert code in found(text)


def test_a_finding_has_its_place() -> None:
    text = notice("请于2025年2月30日前报送。")
    one = found(text)["GR670"]
    assert text[slice(*one.span)] == "2025年2月30日"
    assert (one.line, one.column, one.severity) == (6, 3, "warning")


def test_places_count_in_the_source_around_damage() -> None:
    text = notice("为規(guī)範票據管理，請於3月5号前報送。區(qū)財政局和區(qū)政府，區(qū)委照辦。")
    report = govreport.parse(text)
    for one in report.check("gongwen"):
        for fix in one.fixes:
            assert text[slice(*fix.span)] in "号，", fix


# ---- fixes ------------------------------------------------------------------------------------------------------------


def test_the_rules_with_fixes() -> None:
    with_fixes = {rule.code for rule in RULES if any(one.fixes for one in found(explain(rule.code).bad).values())}
    assert sorted(with_fixes) == FIXED


@pytest.mark.parametrize("code", FIXED)
def test_a_fix_remedies_what_it_is_for(code: str) -> None:
    bad = explain(code).bad
    done = fixed(bad, govreport.parse(bad).check("gongwen"))
    assert {one.code for one in done.applied} == {code}
    assert code not in found(done.text)
    if code != "GR671":  # the good text has another date
        assert "".join(done.text.split()) == "".join(explain(code).good.split())


def test_a_gap_is_renumbered() -> None:
    text = "一、甲\n好。\n三、乙\n好。\n四、丙\n好。\n"
    (gap,) = (one for one in govreport.parse(text).check() if one.code == "GR201")
    assert [fix.replacement for fix in gap.fixes] == ["二、", "三、"]
    assert fixed(text, [gap]).text == "一、甲\n好。\n二、乙\n好。\n三、丙\n好。\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("第一条　甲。\n第三条　乙。\n第四条　丙。\n", id="articles"),
        pytest.param("三、乙\n好。\n四、丙\n好。\n", id="the beginning"),
        pytest.param("一、甲\n好。\n三、乙\n好。\n六、丙\n好。\n", id="two gaps"),
    ],
)
def test_other_gaps_are_left_to_a_person(text: str) -> None:
    gaps = [one for one in govreport.parse(text).check() if one.code == "GR201"]
    assert all(not one.fixes for one in gaps[:1])


def test_the_diagnostics_of_the_parser_have_no_fixes() -> None:
    assert all(not one.fixes for one in govreport.parse("一、甲\n好。\n三、乙\n好。\n").diagnostics)


def finding(*fixes: Fix) -> Diagnostic:
    return Diagnostic("GR602", "warning", "0", fixes[0].span if fixes else Span(0, 1), fixes=fixes)


def test_fixes_of_a_finding_are_made_together_or_not_at_all() -> None:
    first = finding(Fix(Span(0, 1), "甲"), Fix(Span(4, 5), "乙"))
    second = finding(Fix(Span(2, 3), "丙"), Fix(Span(4, 5), "丁"))
    done = fixed("abcdef", [second, first])
    assert (done.text, done.applied, done.left) == ("甲bcd乙f", (first,), (second,))


def test_insertions_and_deletions() -> None:
    done = fixed("ab", [finding(Fix(Span(1, 1), "-")), finding(Fix(Span(1, 2), ""))])
    assert done.text == "a-"
    assert fixed("ab", [finding(Fix(Span(1, 1), "-")), finding(Fix(Span(1, 1), "+"))]).text == "a-b"


# ---- laws -------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(LINES), max_size=30).map("\n".join))
def test_any_text_can_be_checked_and_fixed(text: str) -> None:
    report = govreport.parse(text)
    findings = report.check("gongwen")
    assert list(findings) == sorted(findings, key=lambda one: (one.span, one.code))
    for one in findings:
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert list(one.fixes) == sorted(one.fixes, key=lambda fix: fix.span)
        for fix in one.fixes:
            assert 0 <= fix.span.start <= fix.span.end <= len(text)
            assert text[slice(*fix.span)] != fix.replacement
    done = fixed(text, findings)
    assert len(done.applied) + len(done.left) == len(findings)
    assert (done.text == text) == (not done.applied)


# ---- without the extra -----------------------------------------------------------------------------------------------


def test_annotating_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name="docx")

    monkeypatch.setattr("govreport.annotating.import_module", absent)
    content = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})
    with pytest.raises(govreport.ReadError, match=r"annotated\(\) needs python-docx: pip install 'govreport\[docx\]'"):
        govreport.parse("一、总则").annotated(content)
