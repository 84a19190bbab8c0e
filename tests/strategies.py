"""Texts to parse, from pure noise to plausible reports."""

from __future__ import annotations

from attrs import field, frozen, mutable
from hypothesis import strategies as st

WORDS = """
    一、 （一） (二) 1. 2、 （3） 4） 一是 二是 二要 第一， 首先 其次 最后 其一 —— 3.1 1.2.3 A. 甲、 壹、
    三） (Ⅱ) 第一章 第二条 第十条之一 第一部分 2025年 2025年1月6日 二〇二五年一月六日 2025-01-06 3.5亿元
    第（三）项 统一是 之一是 附件 附件： 附件1 附件2： 特此通知。 妥否，请批示。
    （此件公开发布） 抄送： 印发 目录 国发〔2025〕3号 各市人民政府：
    各位代表： 关于 通知 报告 人民政府 市政府 工作 建设
    索引号: 发布日期: 【打印】 粵公網安備 44133002100086號 區(qū) 兼?zhèn)涞姆ㄖ | … 😀 x
"""
MARKS_AND_STOPS = "一二三四十百第章节節條条是要其首（）()〔〕《》“”「」【】、，,。．.；;：:！？!?—-·●■①⑩㈠⑴⒈0195０１"
BLANKS = (
    " ",
    "  ",
    "\u3000\u3000",
    "\xa0",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "\ufeff",
    "\u200b",
    "\x00",
)
SOUP = (*WORDS.split(), *MARKS_AND_STOPS, *BLANKS, "\n", "\n", "\n")
"""Words, marks and punctuation of the genre, and what breaks them."""


def noise() -> st.SearchStrategy[str]:
    """Any text at all: lone surrogates, NUL, emoji."""
    return st.text(st.characters(exclude_categories=()), max_size=200)


def soup() -> st.SearchStrategy[str]:
    """Fragments of the genre in any order."""
    return st.lists(st.sampled_from(SOUP), max_size=120).map("".join)


@frozen
class Placed:
    """A unit that was written into a report: what a reader should find again."""

    start: int
    family: str
    ordinal: int
    parent: int | None
    heading_end: int | None


@frozen
class Made:
    """A report that was made up, with its outline."""

    text: str
    outline: tuple[Placed, ...]


@frozen
class House:
    """How one office writes."""

    wide: bool
    """Full-width brackets and commas."""
    indent: str
    gap: str
    """What parts two lines."""
    ladder: tuple[str, ...]
    """The families of the levels, outermost first."""
    run_in: bool
    """Whether the headings of the deepest level stand in the line of their text."""
    running: str
    """The family of the enumeration in the prose."""


HAN = "一二三四五六七八九"
TOPICS = (
    "加强组织领导",
    "完善制度体系",
    "规范行政执法",
    "优化营商环境",
    "化解社会矛盾",
    "强化监督考核",
    "推进政务公开",
)
SENTENCES = (
    "全年共办理案件３１８件，同比下降13.5%。",
    "按照《法治政府建设实施纲要（2021—2025年）》要求，各项任务落实到位。",
    "深化“放管服”改革，推动“一网通办”全覆盖；完善机制，压实责任。",
    "2024年12月31日前完成投资3.5亿元。",
    "坚持问题导向，持续用力，久久为功。",
)
MARKS = {
    "chapter": "第{han}章\u3000",
    "han": "{han}、",
    "han_paren": "（{han}）",
    "arabic": "{n}.",
    "arabic_paren": "（{n}）",
    "circled": "{circle}",
    "shi": "{han}是",
    "yao": "{han}要",
    "di": "第{han}，",
}
LADDERS = (
    ("han", "han_paren", "arabic", "arabic_paren"),
    ("han", "han_paren", "arabic"),
    ("han", "arabic", "arabic_paren"),
    ("han_paren", "arabic"),
    ("chapter", "han", "han_paren"),
    ("han", "han_paren"),
)


def houses() -> st.SearchStrategy[House]:
    """House styles: brackets, indents, blank lines, marks of each level, headings in line or alone."""
    return st.builds(
        House,
        wide=st.booleans(),
        indent=st.sampled_from(["", "\u3000\u3000", "  ", "\xa0\xa0\xa0\xa0"]),
        gap=st.sampled_from(["\n", "\n\n", "\r\n"]),
        ladder=st.sampled_from(LADDERS),
        run_in=st.booleans(),
        running=st.sampled_from(["shi", "yao", "di"]),
    )


@mutable
class _Writer:
    """Writes a report line by line and notes where each unit came to stand."""

    house: House
    draw: st.DrawFn
    text: str = ""
    outline: list[Placed] = field(factory=list)

    def put(self, words: str) -> int:
        """Append words in the width of the house; gives the place where they begin."""
        start = len(self.text)
        self.text += words if self.house.wide else words.translate(str.maketrans("（），：；", "(),:;"))
        return start

    def line(self, words: str) -> None:
        self.open_line()
        self.put(words)

    def open_line(self) -> None:
        if self.text:
            self.text += self.house.gap
        self.text += self.house.indent

    def mark(self, family: str, number: int) -> int:
        circle = chr(ord("①") + number - 1)
        return self.put(MARKS[family].format(han=HAN[number - 1], n=number, circle=circle))

    def levels(self, ladder: tuple[str, ...], parent: int | None) -> None:
        """Units of the first family of the ladder, each with those of the next below it."""
        family, below = ladder[0], ladder[1:]
        for number in range(1, self.draw(st.integers(2, 3)) + 1):
            self.open_line()
            start = self.mark(family, number)
            self.put(self.draw(st.sampled_from(TOPICS)))
            self.outline.append(Placed(start, family, number, parent, len(self.text)))
            if self.house.run_in and not below:
                self.put("。" + self.draw(st.sampled_from(SENTENCES)))
                continue
            deeper = bool(below) and self.draw(st.booleans())
            if not deeper or self.draw(st.booleans()):
                self.line(self.draw(st.sampled_from(SENTENCES)))
            if deeper:
                self.levels(below, start)
            elif self.draw(st.booleans()):
                self.enumeration(start)

    def enumeration(self, parent: int) -> None:
        """一是…；二是… on a line of its own, the members parted by ； or each a heading with a sentence."""
        headed = self.draw(st.booleans())
        count = self.draw(st.integers(2, 4))
        self.open_line()
        for number in range(1, count + 1):
            start = self.mark(self.house.running, number)
            self.put(self.draw(st.sampled_from(TOPICS)))
            self.outline.append(Placed(start, self.house.running, number, parent, len(self.text) if headed else None))
            if headed:
                self.put("。" + self.draw(st.sampled_from(SENTENCES)))
            else:
                self.put("，取得明显成效" + ("；" if number < count else "。"))


@st.composite
def reports(draw: st.DrawFn) -> Made:
    """Plausible reports with everything around the body, each part there or not."""
    writer = _Writer(draw(houses()), draw)
    if draw(st.booleans()):
        writer.line("某某市人民政府关于2024年法治政府建设情况的报告")
        if draw(st.booleans()):
            writer.line("某政发〔2025〕3号")
        if draw(st.booleans()):
            writer.line("省人民政府：")
    writer.line("2024年，在省委、省政府的坚强领导下，我市深入推进依法行政，现将有关情况报告如下。")
    writer.levels(writer.house.ladder, None)
    if draw(st.booleans()):
        writer.line("特此报告。")
    if draw(st.booleans()):
        writer.line("附件：2024年重点工作清单")
    if draw(st.booleans()):
        writer.line("某某市人民政府")
        writer.line(draw(st.sampled_from(["2025年1月6日", "二〇二五年一月六日", "2025-01-06"])))
        if draw(st.booleans()):
            writer.line("（此件公开发布）")
        if draw(st.booleans()):
            writer.line("附件1")
            writer.line("2024年重点工作清单")
            writer.levels(("han", "han_paren"), None)
    return Made(writer.text, tuple(writer.outline))


def texts() -> st.SearchStrategy[str]:
    """Noise, soup and reports alike."""
    return st.one_of(noise(), soup(), reports().map(lambda made: made.text))
