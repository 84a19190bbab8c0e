"""The words of the genre, for headings, paragraphs, titles and signatures; the simplest first."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from hypothesis import strategies as st

from govreport.text.numerals import write_numeral

VERBS = ("加强", "完善", "规范", "优化", "推进", "强化", "健全", "深化")
OBJECTS = ("组织领导", "制度体系", "行政执法", "营商环境", "政务公开", "监督考核", "基层治理", "普法宣传")
RESULTS = ("取得实效", "群众满意度持续提升", "各项任务按期完成", "工作机制更加顺畅")
SENTENCES = (
    "全年办结案件12件。",  # long and specific enough not to be headings
    "全年共办理案件318件，同比下降13.5%。",
    "各级各部门坚持依法履职，压实工作责任，推动重点任务落地见效，取得阶段性成果，获得社会各界好评。",
    "按照《法治政府建设实施纲要（2021—2025年）》要求，制定年度工作方案，明确责任分工，组织开展督察考核。",
    "深化“放管服”改革，推动“一网通办”全覆盖；完善机制，压实责任。",
    "截至2024年12月31日，完成投资3.5亿元，占年度计划的102%。",
    "市政府常务会议专题研究3次，印发文件16份（含规范性文件5份）。",
)
LONG = tuple(sentence for sentence in SENTENCES if len(sentence) > 40)
PREAMBLES = (
    "根据有关要求，现将2024年工作情况报告如下：",
    "2024年，在省委、省政府的坚强领导下，我市深入推进依法行政，现将有关情况报告如下。",
)
LEAD_INS = ("重点抓好以下任务：", "主要做了以下工作：", "存在的问题主要表现在以下方面：")
ORGANS = ("某某市人民政府", "某某市司法局", "某某市财政局", "某某市人民政府办公室")
OFFICES = ("市长　张三", "某某市司法局局长　李四")
ADDRESSEES = ("省人民政府：", "各县（市、区）人民政府，市政府各部门：", "各位代表：")
SUBJECTS = ("法治政府建设情况", "政府信息公开工作情况", "优化营商环境工作")
GENRES = ("报告", "通知", "意见")
CLOSINGS = ("特此报告。", "妥否，请批示。", "以上报告，请予审议。")
NOTES = ("（此件公开发布）", "（联系人：张三，联系电话：12345678）")
DOCUMENT_NUMBERS = ("某政发〔2025〕3号", "某府函〔2024〕12号")
SUBTITLES = ("（2025年1月6日）", "（2025年1月6日市政府公布）")
LISTS = ("重点工作清单", "任务分工方案", "考核评分细则")
FIELDS = (("索引号", "11440000-2025-00003"), ("发布机构", "某某市人民政府"), ("发布日期", "2025-01-06"))
DATES: tuple[Callable[[datetime.date], str], ...] = (
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: (
        f"{''.join('〇一二三四五六七八九'[int(figure)] for figure in str(day.year))}年{write_numeral(day.month)}月{write_numeral(day.day)}日"
    ),
    lambda day: day.isoformat(),
)
IMPRINTS = ("抄送：市委办公室，市人大常委会办公室。",)


def phrases() -> st.SearchStrategy[str]:
    """An action and its object."""
    return st.builds(str.__add__, st.sampled_from(VERBS), st.sampled_from(OBJECTS))


def topics() -> st.SearchStrategy[str]:
    """The text of a heading: one phrase, or two parallel ones."""
    return phrases() | st.builds("{}，{}".format, phrases(), phrases())


def sentences() -> st.SearchStrategy[str]:
    """A paragraph of one or two sentences."""
    return st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2).map("".join)


def clauses() -> st.SearchStrategy[str]:
    """The text of a member of an enumeration, without punctuation at its end."""
    return st.builds("{}，{}".format, topics(), st.sampled_from(RESULTS))
