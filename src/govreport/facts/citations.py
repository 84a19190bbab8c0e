"""Cited documents: titles in 《》, and document numbers (发文字号)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from govreport.facts.found import Found
from govreport.facts.kinds import Citation
from govreport.text.lexicon import term

SIGN = term("CITATION_SIGN")
"""A character of each citation."""
_CITATION, _TITLE, _LEAD = term("CITATION"), term("CITED_TITLE"), term("CITATION_LEAD")


def citations(text: str) -> Iterator[Found]:
    """The citations in a text, in order.

    >>> [(one.make.keywords["title"], one.make.keywords["number"]) for one in citations("按照《通知》（国办发〔2024〕5号）")]
    [('通知', '国办发〔2024〕5号')]
    """
    if (
        "号" not in text and "號" not in text
    ):  # a number may begin with any character: without one, titles are found faster
        for found in _TITLE.finditer(text):
            yield Found(*found.span(), partial(Citation, title=found["title"], number=""))
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
