"""Strategies for texts that are not reports: any characters, and words of the genre in any order."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = """
    一、 （一） (二) 1. 2、 （3） 4） 一是 二是 二要 第一， 首先 其次 最后 其一 —— 3.1 1.2.3 A. 甲、 壹、
    三） (Ⅱ) 第一章 第二条 第十条之一 第一部分 2025年 2025年1月6日 二〇二五年一月六日 2025-01-06 3.5亿元
    第（三）项 统一是 之一是 附件 附件： 附件1 附件2： 特此通知。 妥否，请批示。
    （此件公开发布） 抄送： 印发 目录 国发〔2025〕3号 各市人民政府：
    各位代表： 关于 通知 报告 人民政府 市政府 工作 建设
    索引号: 发布日期: 【打印】 粵公網安備 44133002100086號 區(qū) 兼?zhèn)涞姆ㄖ | … 😀 x
"""
_MARKS_AND_STOPS = "一二三四十百第章节節條条是要其首（）()〔〕《》“”「」【】、，,。．.；;：:！？!?—-·●■①⑩㈠⑴⒈0195０１"
_LINE_BREAKS = ("\n", "\n\n", "\r\n", "\r", "\u2028")
_BLANKS = (" ", "  ", "\u3000\u3000", "\xa0", "\t", "\ufeff", "\u200b", "\x00")
_ODD = "\ud800\udfff\x00\ufffd\ufeff😀"
SOUP = ("\n", "\n", "\n", "\n", *_WORDS.split(), *_MARKS_AND_STOPS, *_LINE_BREAKS, *_BLANKS)
"""Words, numbers and punctuation of the genre, and characters that disturb them."""


def characters() -> st.SearchStrategy[str]:
    """Any text at all: lone surrogates, NUL, emoji."""
    return st.lists(st.characters(exclude_categories=()) | st.sampled_from(_ODD), max_size=200).map("".join)


def soup() -> st.SearchStrategy[str]:
    """Fragments of the genre in any order."""
    return st.lists(st.sampled_from(SOUP), max_size=120).map("".join)


def noise() -> st.SearchStrategy[str]:
    """Texts that are not reports: any characters, including lone surrogates, or fragments of reports in any order.

    Only the laws of any text (``OF_ANY_TEXT``) hold for their reports.
    """
    return characters() | soup()
