"""Hard-wrapped and broken lines are joined, others are not."""

from __future__ import annotations

import pytest
from hypothesis import given

from govreport.grammar.grammar import grammar
from govreport.lines.lines import physical_lines
from govreport.lines.openings import opens_unit
from govreport.lines.unwrap import logical_lines, wrap_width
from govreport.testing import texts
from govreport.text.source import is_blank

PROSE = "为深入贯彻落实中央的精神和要求，全面推进依法行政工作，现将有关情况报告如下，请各单位认真学习并贯彻执行，切实抓好落实，不断提高工作质量。"


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def read(text: str) -> tuple[list[str], list[str]]:
    lines, noise = logical_lines(text, grammar())
    return [line.text for line in lines], [line.text for line in noise]


@pytest.mark.parametrize("width", [18, 24, 40])
def test_hard_wrapped_paragraphs_are_joined(width: int) -> None:
    paragraphs = [PROSE * 2, PROSE * 3, PROSE]
    assert read("\n".join(wrapped(text, width) for text in paragraphs)) == (paragraphs, [])


def test_the_edge_is_that_of_the_physical_line() -> None:
    lead = "同志们：　　"
    text = f"{wrapped(lead + PROSE * 2, 30)}\n　　{wrapped('　　' + PROSE * 3, 30).strip()}\n{wrapped(PROSE, 30)}"
    assert read(text)[0] == ["同志们：", PROSE * 2, PROSE * 3, PROSE]


def test_a_mark_begins_a_new_line_in_wrapped_text() -> None:
    lines, _ = read(wrapped(PROSE * 2, 24) + "\n一、总体要求\n" + wrapped(PROSE * 2, 24))
    assert lines == [PROSE * 2, "一、总体要求", PROSE * 2]


def test_a_heading_that_lost_the_break_before_it_ends_with_its_line() -> None:
    full = (PROSE * 3)[: 24 * 6 - 1] + "。"
    broken = wrapped(full, 24) + "（二）算力设施全面建设\n" + wrapped(PROSE * 2, 24)
    lines, _ = read(wrapped(PROSE * 2, 24) + "\n" + broken)
    assert lines == [PROSE * 2, full + "（二）算力设施全面建设", PROSE * 2]


def test_an_entry_of_a_table_of_contents_ends_with_its_page() -> None:
    table = [f"{numeral}、{'总体要求' + '.' * 30}{page:>2}" for page, numeral in enumerate("一二三四五六", 1)]
    lines, _ = read("\n".join([*table, "附录名词解释" + "." * 26 + "9", wrapped(PROSE * 3, 24)]))
    assert lines[:6] == table


@pytest.mark.parametrize("line", ["专栏1　重点工程", "专栏二 重大项目", "附件", "附件2：", "附件：1.工作方案"])
def test_captions_and_labels_begin_a_new_line(line: str) -> None:
    lines, _ = read("\n".join([wrapped(PROSE * 2, 24), line, wrapped(PROSE * 2, 24)]))
    assert lines == [PROSE * 2, line, PROSE * 2]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("（某某部\n1997年1月28日）", ["（某某部1997年1月28日）"], id="one note"),
        pytest.param("（某某部）\n（某某局）", ["（某某部）", "（某某局）"], id="two notes"),
    ],
)
def test_a_note_in_brackets_may_take_two_lines(text: str, lines: list[str]) -> None:
    assert read(text) == (lines, [])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("未来三年提供10\n000个单位。", 1, id="thousands"),
        pytest.param("未来三年提供10\n\n000个单位。", 2, id="a blank line between"),
        pytest.param("表1\n2023年完成情况", 2, id="a year"),
        pytest.param("未来三年提供1000\n500个单位。", 2, id="no blank for thousands"),
    ],
)
def test_a_figure_may_be_broken_at_its_thousands(text: str, count: int) -> None:
    assert len(read(text)[0]) == count


def test_text_with_complete_paragraphs_has_no_right_edge() -> None:
    whole = physical_lines("\n".join([PROSE, "一、总则", PROSE * 2, "二、附则", PROSE * 3]), grammar())
    assert wrap_width(whole, grammar()) == 0


def test_headings_of_like_length_are_not_a_right_edge() -> None:
    headings = [f"{numeral}、加强组织领导压实工作责任" for numeral in "一二三四五六七八九"]
    assert read("\n".join(headings)) == (headings, [])


@pytest.mark.parametrize(
    "last",
    [
        pytest.param("　　　　　　　　　　某某市人民政府\n　　　　　　　　　　2000年1月1日", id="a signature far in"),
        pytest.param("（联系人：张三，联系电话：12345678）\n抄送：市委办公室", id="a note in brackets"),
    ],
)
def test_lines_of_head_and_foot_are_not_a_right_edge(last: str) -> None:
    text = f"某某市司法局关于法治政府建设情况的报告\n全年共办理案件318件，同比下降13.5%。\n{last}"
    assert read(text) == ([line.strip() for line in text.split("\n")], [])


@pytest.mark.parametrize(
    ("text", "lines", "noise"),
    [
        pytest.param("坚持依法行政\n，压实责任。", ["坚持依法行政，压实责任。"], [], id="a line begins with a comma"),
        pytest.param("依照《\n办法》执行。", ["依照《办法》执行。"], [], id="a title opens at the end"),
        pytest.param("依法行政\n[\n1\n]\n工作。", ["依法行政[1]工作。"], [], id="a note mark on separate lines"),
        pytest.param("甲。\n乙。", ["甲。", "乙。"], [], id="two sentences"),
        pytest.param(
            "全市上下要坚持以人民为中心的思想，\n— 3 —\n扎实推进法治建设。",
            ["全市上下要坚持以人民为中心的思想，扎实推进法治建设。"],
            ["— 3 —"],
            id="a page turns in mid-sentence",
        ),
        pytest.param(
            "全市上下要坚持以人民为中心的思想。\n— 3 —\n扎实推进法治建设。",
            ["全市上下要坚持以人民为中心的思想。", "扎实推进法治建设。"],
            ["— 3 —"],
            id="a page turns after a sentence",
        ),
        pytest.param(
            "\n".join(
                [
                    "大会今天开幕。新华社记者某某某摄" + PROSE[:-1],
                    "新华社北京3月16日电",
                    "政府工作报告",
                    "各位代表：",
                    *[PROSE] * 9,
                ]
            ),
            [
                "大会今天开幕。新华社记者某某某摄" + PROSE[:-1],
                "新华社北京3月16日电",
                "政府工作报告",
                "各位代表：",
                *[PROSE] * 9,
            ],
            [],
            id="a caption above the title",
        ),
    ],
)
def test_broken_lines(text: str, lines: list[str], noise: list[str]) -> None:
    assert read(text) == (lines, noise)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "一、概况\n我们始终遵守\n城市绿化条例\n，种树三万棵，成绩明显。\n今年印发了\n古树保护办法\n的解读材料，群众反映良好。",
            [
                "一、概况",
                "我们始终遵守城市绿化条例，种树三万棵，成绩明显。",
                "今年印发了古树保护办法的解读材料，群众反映良好。",
            ],
            id="links inside sentences",
        ),
        pytest.param(
            "一、工作\n严格执行\n《某市供水条例》\n，规范收费。参照\n《某市物价办法》\n核定成本，公布结果。\n二、打算\n继续努力。",
            [
                "一、工作",
                "严格执行《某市供水条例》，规范收费。参照《某市物价办法》核定成本，公布结果。",
                "二、打算",
                "继续努力。",
            ],
            id="a line breaks off after its first sentence",
        ),
        pytest.param(
            "一、概况\n“共商、共建、共享”的\n基本原则\n写入了协议，成为合作的基础。两年来，我区按照\n共同发展的目标\n的要求，推进合作。\n今年是我区和\n丁镇\n签约十周年。双方将举办活动。",
            [
                "一、概况",
                "“共商、共建、共享”的基本原则写入了协议，成为合作的基础。两年来，我区按照共同发展的目标的要求，推进合作。",
                "今年是我区和丁镇签约十周年。双方将举办活动。",
            ],
            id="certain breaks explain the others",
        ),
        pytest.param(
            "一、概况\n甲镇\n乙镇\n丙镇\n丁镇\n戊镇\n以上五镇由县里统一规划\n的项目，年内完成。参照\n办法\n的规定执行。",
            [
                "一、概况",
                "甲镇",
                "乙镇",
                "丙镇",
                "丁镇",
                "戊镇",
                "以上五镇由县里统一规划的项目，年内完成。参照办法的规定执行。",
            ],
            id="many lines without a stop are a list",
        ),
        pytest.param(
            "一、成绩\n的确来之不易。\n取得成绩\n的原因：\n领导重视。",
            ["一、成绩", "的确来之不易。", "取得成绩的原因：", "领导重视。"],
            id="的确 begins a sentence",
        ),
        pytest.param(
            "一、甲\n完善制度，\n的规定要落实。全面总结经验。2 工作安排\n各单位要抓紧落实。\n注：以上为年内任务。\n办法\n— 3 —\n的规定。",
            [
                "一、甲",
                "完善制度，的规定要落实。全面总结经验。2 工作安排",
                "各单位要抓紧落实。",
                "注：以上为年内任务。",
                "办法的规定。",
            ],
            id="a heading glued to the end, a note and a page number",
        ),
        pytest.param(
            "某局的\n2024年3月5日\n，\n一、甲\n2024年3月5日\n的会议提出要求。",
            ["某局的2024年3月5日，", "一、甲", "2024年3月5日的会议提出要求。"],
            id="dates",
        ),
    ],
)
def test_sentences_broken_at_a_link(text: str, lines: list[str]) -> None:
    assert read(text)[0] == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "来源：\n某日报\n发布时间：\n2025-02-03\n正文。",
            ["来源：某日报", "发布时间：2025-02-03", "正文。"],
            id="two fields",
        ),
        pytest.param("来源：\n某日报\n正文。", ["来源：", "某日报", "正文。"], id="one key may head what follows"),
        pytest.param(
            "主题词：\n发布机构：某局\n来源：\n作者：",
            ["主题词：", "发布机构：某局", "来源：", "作者："],
            id="empty fields",
        ),
        pytest.param(
            "文号：\n发布日期：2025-02-20\n主题词：\n某街道2024年工作报告\n正文。",
            ["文号：", "发布日期：2025-02-20", "主题词：", "某街道2024年工作报告", "正文。"],
            id="a field after an empty one is not a value",
        ),
    ],
)
def test_alternating_keys_and_values_are_fields(text: str, lines: list[str]) -> None:
    assert read(text)[0] == lines


def test_a_line_without_a_blank_line_before_it_continues_where_paragraphs_are_separated_by_blank_lines() -> None:
    parts = [
        "　　去年的工作有三个特点。",
        "　　第一，\n出行更加方便。新增线路八条。",
        "　　群众候车时间明显缩短。",
        "　　第二，\n河道更加清洁。清淤十公里。",
        "　　展览由区文化馆和\n南山书院\n商会一起筹办，每季一次。",
        "　　居民对活动的内容和形式普遍表示满意，希望今后能够经常举办这样的展览，让更多的老人和孩子\n参加进来，丰富生活。",
        "　　今后还要继续。",
        "工作要求\n各单位抓好落实。",
    ]
    assert read("\n\n".join(parts))[0] == [
        *(part.strip("　").replace("\n", "") for part in parts[:-1]),
        *parts[-1].split("\n"),
    ]


def test_a_mark_that_its_series_counts_across_begins_no_line() -> None:
    text = [
        "二、工作安排和主要措施，各单位要认真抓好落实，按时报送",
        "有关材料，由办公室汇总后统一上报。对用户少、费用高、功能单",
        "一、内容重复的系统，应当停止使用，把数据并入统一的平台，由",
        "信息中心负责日常维护，年底以前全部完成，不得拖延。",
        "三、组织保障和监督检查，各区应当落实专人负责，安排必要的",
        "经费，列入年度预算，保证各项工作按照计划推进到位。",
    ]
    lines, _ = read("\n".join(text))
    assert lines == ["".join(text[:4]), "".join(text[4:])]


@given(texts())
def test_every_character_that_is_not_blank_is_in_one_line_or_in_the_noise(text: str) -> None:
    lines, noise = logical_lines(text, grammar())
    seen = sorted(piece for line in (*lines, *noise) for piece in line.pieces(line.start, line.end))
    end = 0
    for start, stop in [*seen, (len(text), len(text))]:
        assert end <= start <= stop
        assert all(map(is_blank, text[end:start]))
        end = stop


@given(texts())
def test_lines_come_in_source_order_and_lead_back(text: str) -> None:
    lines, noise = logical_lines(text, grammar())
    for some in (lines, noise):
        assert [line.start for line in some] == sorted(line.start for line in some)
    for line in lines:
        assert line.text
        assert "".join(text[line.place(at)] for at in range(len(line.text))) == line.text


@pytest.mark.parametrize("text", ["一、总则", "（一）总则", "第一条　总则", "第一条", "1.总则", "一是推进"])
def test_marks_of_the_outline_open_a_unit(text: str) -> None:
    assert opens_unit(text, grammar())


@pytest.mark.parametrize("text", ["第三十条规定的", "5.2亿元", "首先推进", "推进", "总则一、"])
def test_text_that_does_not_open_a_unit(text: str) -> None:
    assert not opens_unit(text, grammar())
