"""The commands in Chinese: what people read is Chinese, what programs read does not change."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from commands import run
from govreport.cli.progress import Tally

NOTICE = (
    "某市人民政府办公室关于开展普查的通知\n\n各区人民政府：\n现将有关事项通知如下：\n"
    "一、总体要求\n全面推进。\n三、工作安排\n抓好落实，审查规范性文件16件。\n"
)
LATER = NOTICE.replace("三、", "二、").replace("16件", "20件") + "\n某市人民政府\n2025年1月6日\n"
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "乙.txt").write_text(LATER, encoding="utf-8")
    (tmp_path / "坏.txt").write_bytes("一、总则".encode()[:-1])


def test_an_outline() -> None:
    assert run(["tree", "甲.txt"])[1].splitlines() == [
        "某市人民政府办公室关于开展普查的通知",
        "主送：各区人民政府",
        "├─ 一、总体要求",
        "└─ 三、工作安排",
        "7:1: GR201 跳号：“一、”之后是“三、”，缺“二、”",
        "8:17: GR102 未找到落款：文末没有可认作发文机关署名的行",
    ]
    assert "主送：各区人民政府 · 落款：某市人民政府，2025年1月6日\n" in run(["tree", "乙.txt"])[1]
    assert run(["tree", "坏.txt"])[1].startswith("（无标题）\n")


def test_a_check_keeps_what_editors_read() -> None:
    code, shown, complaints = run(["check", "甲.txt", "无.txt"])
    assert (code, complaints) == (2, "govreport: 无.txt: 文件不存在\n")
    assert shown.startswith("甲.txt:7:1: GR201 warning: 跳号：“一、”之后是“三、”，缺“二、”\n")


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_what_programs_read_is_the_same(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [["check", "甲.txt", "--output-format", form], ["json", "甲.txt"], ["facts", "--csv", "甲.txt"],
             ["facts", "--json", "甲.txt"], ["diff", "--json", "甲.txt", "乙.txt"]]  # fmt: skip
    there = [run(line) for line in lines]
    monkeypatch.setenv("GOVREPORT_LANG", "en")
    assert [run(line) for line in lines] == there


def test_a_comparison() -> None:
    assert run(["diff", "甲.txt", "乙.txt"])[1].splitlines() == [
        "新增 2 处，改序号 1 处，改文字 1 处",
        "~ 3 → 2 改序号：三、 → 二、 工作安排",
        "~ 3/p1 → 2/p1 改文字：抓好落实，审查规范性文件[-16-]{+20+}件。",
        "+ 署名 新增：某市人民政府",
        "+ 成文日期 新增：2025年1月6日",
    ]
    assert run(["diff", "甲.txt", "甲.txt"])[:2] == (0, "没有变化\n")


def test_facts() -> None:
    figures = run(["diff", "--facts", "甲.txt", "乙.txt"])[1]
    assert figures.split()[:6] == ["统计对象", "旧文", "新文", "增减", "旧文位置", "新文位置"]
    shown = run(["facts", "乙.txt"])[1]
    assert {"位置", "类别", "原文", "统计对象", "数据", "日期"} <= set(shown.split())


def test_an_explanation() -> None:
    assert run(["explain", "gr201"])[1].startswith("# GR201 跳号（警告）\n")
    assert "GR201  警告       跳号\n" in run(["explain"])[1]


def test_undecodable_bytes() -> None:
    assert run(["text", "坏.txt"])[2] == (
        "govreport: 坏.txt: 无法解码：偏移量 9 处起 2 个字节不是 utf-8 编码（E5 88）；无法解码之处显示为 �\n"
    )


def test_files_that_are_written() -> None:
    assert run(["convert", "甲.txt", "-o", "乙.txt"])[2] == "govreport: 乙.txt: 文件已存在；如需覆盖，请加 --force\n"
    assert run(["view", "甲.txt", "-o", "甲.txt"])[2] == "govreport: 甲.txt: 是本命令的输入文件；请另取名称\n"


def test_a_corpus_and_its_statistics() -> None:
    pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")
    (Path("文") / "x").mkdir(parents=True)
    Path("文/一.txt").write_text(NOTICE, encoding="utf-8")
    Path("文/二.pdf").write_bytes(b"%PDF-1.7")
    done = run(["corpus", "文", "-o", "表", "--jobs", "1"])
    assert re.fullmatch(r"表: 共 2 篇，1 篇未能读取，用时 \d+:\d\d\n", done[1])
    assert done[2].startswith("govreport: 文/二.pdf: ")
    assert (
        run(["corpus", "文", "-o", "表"])[2]
        == "govreport: 表: 已有上次的结果；继续请加 --resume，重新开始请加 --force\n"
    )
    again = run(["corpus", "文", "-o", "表", "--resume", "--jobs", "1"])[1]
    assert re.fullmatch(r"表: 本次读取 0 篇，上次已读 2 篇，没有错误，用时 \d+:\d\d\n", again)
    shown = run(["stats", "表"])[1]
    assert shown.startswith(
        f"共 2 篇（1 篇未能读取），{len(NOTICE)} 字，章节和分项 2 个；1 篇没有日期，1 篇没有年份，1 篇没有发文机关\n"
    )
    assert not ENGLISH.search(shown)
    assert re.search("\n序号形式\n  一、  █+ 2\n", shown)
    assert "  GR102 未找到落款  █" in shown
    assert run(["stats", "表", "-o", "图.html"]) == (0, "", "")
    page = Path("图.html").read_text(encoding="utf-8")
    assert '<html lang="zh">' in page
    assert "<h2>大纲层级</h2>" in page
    assert json.loads(run(["stats", "表", "--json"])[1])["families"] == {"han": 2}


def test_a_picture_of_statistics_has_chinese_titles() -> None:
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")
    from govreport.batch.charts import as_picture
    from govreport.batch.statistics import Statistics
    from govreport.writers.plots import FontError, chinese_font

    try:
        chinese_font()
    except FontError as error:
        pytest.skip(str(error))
    picture = as_picture(Statistics(documents=1, depths={1: 1}), "svg", "zh")  # type: ignore[arg-type]
    assert picture.startswith(b"<?xml")


def test_progress() -> None:
    times = iter([0.0, 10.0, 20.0])
    tally = Tally(100, clock=lambda: next(times))
    tally.documents, tally.errors, tally.read = 1200, 3, 50
    assert str(tally) == "已读 1,200 篇，每秒 120.0 篇，3 篇未能读取，约剩 0:10"
    tally.skipped, tally.errors = 7, 0
    assert tally.summary() == "本次读取 1,200 篇，上次已读 7 篇，没有错误，用时 0:20"
