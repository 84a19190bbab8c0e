"""What a document states about itself: date, year, issuer, region, genre, and where each was found."""

from __future__ import annotations

import datetime

import pytest

import govreport
from govreport.document.genres import genre_of
from govreport.metadata import Metadata, Region
from govreport.metadata.regions import place_at

NOTICE = "珠海市司法局关于农业的通知\n各镇人民政府：\n一、要求\n（一）依法行政。\n珠海市司法局\n2024年3月5日\n"
WORK_REPORT = "2026年安徽省政府工作报告\n——2026年2月5日在安徽省第十四届人民代表大会第四次会议上\n省人民政府省长 王某某\n各位代表：\n现在，我代表省人民政府，向大会报告工作。\n一、回顾\n成绩很大。\n"
LAW = "杭州市河道条例\n（2016年12月29日杭州市第十二届人民代表大会常务委员会第四十一次会议通过 2017年3月30日浙江省第十二届人民代表大会常务委员会第三十九次会议批准 自2017年5月1日起施行）\n第一条 为了保护河道，制定本条例。\n第二条 本市河道适用本条例。\n"


def stated(text: str, name: str | None = None) -> Metadata:
    return govreport.parse(text, name=name).metadata


@pytest.mark.parametrize(
    ("text", "date", "place"),
    [
        pytest.param(NOTICE, "2024-03-05", "signature", id="signature"),
        pytest.param(WORK_REPORT, "2026-02-05", "occasion", id="occasion"),
        pytest.param(LAW, "2017-03-30", "occasion", id="the latest adoption, not the day of effect"),
        pytest.param(
            "索引号：1144\n成文日期：2023年2月1日\n发布日期：2023-02-09\n关于农业的通知\n一、要求\n依法行政。\n",
            "2023-02-01",
            "metadata",
            id="成文日期 before 发布日期",
        ),
        pytest.param(
            "索引号：1144\n发布日期：2023-02-09 09:45:30\n关于农业的通知\n一、要求\n依法行政。\n",
            "2023-02-09",
            "release",
            id="release",
        ),
        pytest.param("关于农业的通知\n一、要求\n2023年2月1日起依法行政。\n", None, None, id="no date of the body"),
    ],
)
def test_the_date_and_its_place(text: str, date: str | None, place: str | None) -> None:
    found = stated(text)
    assert (found.date and found.date.isoformat(), found.date_from) == (date, place)


@pytest.mark.parametrize(
    ("text", "name", "year", "place"),
    [
        pytest.param(NOTICE.replace("农业的通知", "2023年度工作情况的报告"), None, 2023, "title", id="periodic"),
        pytest.param(NOTICE.replace("农业的通知", "申办2008年运动会的通知"), None, 2024, "signature", id="subject"),
        pytest.param(NOTICE, "a/report_2020.txt", 2024, "signature", id="signature before file name"),
        pytest.param(WORK_REPORT.replace("2026年安徽", "安徽"), None, 2026, "occasion", id="occasion"),
        pytest.param(
            "关于农业的通知\n国办发〔2018〕3号\n一、要求\n依法行政。\n", None, 2018, "document_number", id="number"
        ),
        pytest.param(
            "珠海市农业行动方案（2021—2023）\n一、要求\n依法行政。\n", None, 2021, "title", id="span of years"
        ),
        pytest.param("民國八十八年施政報告\n一、要求\n依法行政。\n", None, 1999, "title", id="minguo"),
        pytest.param("二〇二三年施政報告\n一、要求\n依法行政。\n", None, 2023, "title", id="numerals"),
        pytest.param("一、要求\n依法行政。\n", "1999/gwr_1954.txt", 1954, "file_name", id="file name"),
        pytest.param("一、要求\n依法行政。\n", "20240105.docx", 2024, "file_name", id="date as file name"),
        pytest.param("一、要求\n依法行政。\n", "a123456.txt", None, None, id="digits are not a year"),
    ],
)
def test_the_year_and_its_place(text: str, name: str | None, year: int | None, place: str | None) -> None:
    found = stated(text, name)
    assert (found.year, found.year_from) == (year, place)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        pytest.param(NOTICE, "珠海市司法局", id="signature"),
        pytest.param(NOTICE.replace("司法局\n2024", "司 法 局\n2024"), "珠海市司法局", id="spaced"),
        pytest.param(WORK_REPORT, "安徽省人民政府", id="work report"),
        pytest.param(LAW, "杭州市人民代表大会常务委员会", id="adoption"),
        pytest.param("国务院办公厅关于农业的通知\n一、要求\n依法行政。\n", "国务院办公厅", id="title"),
        pytest.param(
            "国务院组织法\n第一条 为了组织，制定本法。\n第二条 依法行政。\n", None, id="not the subject of the title"
        ),
        pytest.param(
            "索引号：1144\n发布机构：珠海市民政局\n关于农业的通知\n一、要求\n依法行政。\n",
            "珠海市民政局",
            id="metadata field",
        ),
        pytest.param(
            "各位代表：\n现在，我代表国务院，向大会作政府工作报告。\n一、回顾\n成绩很大。\n", "国务院", id="speaker"
        ),
    ],
)
def test_the_issuer(text: str, issuer: str | None) -> None:
    assert stated(text).issuer == issuer


@pytest.mark.parametrize(
    ("organ", "province", "city", "county"),
    [
        ("中共广东省珠海市香洲区委员会", "广东省", "珠海市", "香洲区"),
        ("内蒙古自治区锡林郭勒盟苏尼特左旗人民政府", "内蒙古自治区", "锡林郭勒盟", "苏尼特左旗"),
        ("新疆维吾尔自治区喀什地区莎车县人民政府", "新疆维吾尔自治区", "喀什地区", "莎车县"),
        ("黔西南布依族苗族自治州兴义市人民政府", None, "黔西南布依族苗族自治州", "兴义市"),
        ("积石山保安族东乡族撒拉族自治县人民政府", None, None, "积石山保安族东乡族撒拉族自治县"),
        ("上海市浦东新区人民政府", "上海市", None, "浦东新区"),
        ("香港特別行政區行政長官", "香港特別行政區", None, None),
        ("杭州市西湖区司法局", None, "杭州市", "西湖区"),
        ("运城市城市管理局", None, "运城市", None),
        ("成都市人民政府", None, "成都市", None),
        ("乐山市市中区人民政府", None, "乐山市", "市中区"),
        ("济南市市场监督管理局", None, "济南市", None),
        ("中山市人民政府东区街道办事处", None, "中山市", None),
        ("通州区人民政府", None, None, "通州区"),
        ("和县人民政府", None, None, "和县"),
        *((word, None, None, None) for word in ("城市管理局", "市司法局", "自治区人民政府", "国务院", "旗帜鲜明", "自由贸易试验区")),
        *((word, None, None, None) for word in ("智慧城市方案", "农村地区供水", "社区矫正", "中华人民共和国国旗法", "上市公司", "")),
    ],
)  # fmt: skip
def test_the_place_in_the_name_of_an_organ(
    organ: str, province: str | None, city: str | None, county: str | None
) -> None:
    assert place_at(organ) == Region(province, city, county)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        pytest.param(NOTICE, "珠海市", id="issuer"),
        pytest.param(NOTICE.replace("珠海市", "市"), "", id="an organ without a place"),
        pytest.param(WORK_REPORT, "安徽省", id="title"),
        pytest.param(LAW, "浙江省杭州市", id="the province that approved"),
        pytest.param("国务院关于同意珠海市规划的批复\n一、要求\n依法行政。\n", "", id="central organs have no place"),
        pytest.param("关于印发《珠海市农业办法》的通知\n一、要求\n依法行政。\n", "珠海市", id="quoted title"),
    ],
)
def test_the_region_is_that_of_the_issuer(text: str, region: str) -> None:
    assert str(stated(text).region) == region


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于印发《办法（试行）》的通知", "通知"),
        ("關於農業的辦法", "办法"),
        ("中华人民共和国国旗法", "法"),
        ("中华人民共和国宪法修正案（1993年）", "修正案"),
        ("国务院关于关于土 地 使 用 的 批 复", "批复"),
        ("国民经济和社会发展第六个五年计划·", "计划"),
        ("扎实推进依法立法", None),
        ("全面加强执法", None),
    ],
)
def test_the_genre_ends_the_title(title: str, genre: str | None) -> None:
    assert genre_of(title) == genre


def test_the_genre_may_end_the_first_line_of_a_title() -> None:
    assert stated("二零零一年施政報告\n鞏固實力\n投資未來\n主席女士：\n一、引言\n現在宣讀。\n").genre == "报告"


def test_a_report_has_them_as_properties() -> None:
    report = govreport.parse(NOTICE)
    assert (report.date, report.year, report.genre) == (datetime.date(2024, 3, 5), 2024, "通知")
    assert (report.issuer, report.region) == ("珠海市司法局", Region(city="珠海市"))
    assert report.converted("traditional").genre == "通知"


def test_a_text_that_states_nothing_has_no_metadata() -> None:
    assert stated("") == stated("依法行政。") == Metadata()
