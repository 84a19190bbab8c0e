"""Cited documents: titles in 《》, and document numbers (发文字号)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from govreport.facts.found import Found
from govreport.facts.kinds import Citation
from govreport.text.regex import late
from govreport.text.variants import both_scripts

_DIGITS = "[0-9０-９]"
_YEAR = rf"[〔﹝\[［（(【]\s?[12１２]{_DIGITS}{{3}}\s?[〕﹞\]］）)】]"
_COUNT = rf"第?\s?{_DIGITS}{{1,5}}\s?号"
_HAN = "[\u4e00-\u9fff]"
_NUMBER = (
    # 国办发〔2024〕5号; brackets around the year vary
    rf"(?:{_HAN}{{1,10}}{_YEAR}\s?{_COUNT}"
    # 府法综字第1130001号
    rf"|{_HAN}{{1,10}}字第\s?{_DIGITS}{{3,12}}[A-Z]?\s?号"
    # 国务院令第714号, 主席令第七十一号
    rf"|{_HAN}{{0,12}}令[（(]?第\s?(?:{_DIGITS}{{1,5}}|[〇零一二三四五六七八九十百]{{1,7}})\s?号[）)]?)"
)
# A title may hold another one, in 〈〉 or, against the standard (GB/T 15834-2011, 4.13.3.6), in 《》.
_TITLE = r"《(?P<title>(?:[^《》\n]|《[^《》\n]{1,80}》){1,200})》"
_CITATION = late(
    rf"{_TITLE}(?:[（(〔]\s?(?P<enclosed>{_NUMBER})[^（()）〕]{{0,20}}[）)〕]|(?P<behind>{_NUMBER}))?|(?P<alone>{_NUMBER})",
    both_scripts,
)
_LEAD = late(
    r".*(?:根据|按照|依据|依照|遵照|执行|落实|贯彻|印发|转发|关于|参照|废止|发布|[见和及与以由按依的将对])",
    both_scripts,
)
"""Words before a document number that belong to the sentence."""


def citations(text: str) -> Iterator[Found]:
    """The citations in a text, in order.

    >>> [(one.make.keywords["title"], one.make.keywords["number"]) for one in citations("按照《通知》（国办发〔2024〕5号）")]
    [('通知', '国办发〔2024〕5号')]
    """
    if "《" not in text and "号" not in text and "號" not in text:
        return
    for found in _CITATION.finditer(text):
        start, number = found.start(), found["enclosed"] or found["behind"] or found["alone"] or ""
        if found["alone"]:
            lead = _LEAD.match(number)
            number = number[lead.end() :] if lead else number
            start = found.end() - len(number)
            if number[:1] in "〔﹝[［（(【字令第":
                continue  # without the code of an organ
        yield Found(start, found.end(), partial(Citation, title=found["title"] or "", number=number))
