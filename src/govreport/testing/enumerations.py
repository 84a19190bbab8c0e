"""Strategies for enumerations: in prose (段内序次), in lists, and under the articles of a statute."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from attrs import evolve
from hypothesis import strategies as st

from govreport.testing.leaves import Blocks, in_turn, leaf, number, numbered, or_none, paragraph, paragraphs
from govreport.testing.phrases import LEAD_INS, clauses, phrases, sentences, topics
from govreport.testing.writing import NOWHERE
from govreport.tree.families import COUNTS_POINTS
from govreport.tree.nodes import Heading, Item, Number, Section

RUNNING = ("shi", "yao", "di", "qi", "xian", "circled", "dash", "bullet")
_XIAN = ("首先，", "其次，", "再次，")


def enumerations() -> st.SearchStrategy[Blocks]:
    """An enumeration with a paragraph that introduces it."""
    return in_turn(_led_in(), running())


def _led_in() -> st.SearchStrategy[Blocks]:
    return st.sampled_from(LEAD_INS).map(lambda words: (paragraph(words),))


def running() -> st.SearchStrategy[Blocks]:
    """一是…；二是…。 and similar: the members are clauses, or each a heading with a sentence."""
    return st.sampled_from(RUNNING).flatmap(_running)


@cache
def _running(family: str) -> st.SearchStrategy[Blocks]:
    # 首先 and 最后 without others are often ordinary words.
    least = 3 if family == "xian" else 2
    as_clauses = st.lists(clauses(), min_size=least, max_size=3).map(partial(_stopped, Item))
    if family == "circled":
        return as_clauses.map(partial(_counted, family))  # ① before a long sentence may have begun a separate line
    words = phrases() if family in COUNTS_POINTS else topics()  # with a comma, a point may be a sentence
    as_headings = st.lists(st.builds(_headed, words, sentences()), min_size=least, max_size=3)
    return (as_clauses | as_headings).map(partial(_counted, family))


def _stopped(kind: type[Item] | type[Section], members: Sequence[str]) -> list[Item | Section]:
    stops = [*"；" * (len(members) - 1), "。"]
    return [kind(None, None, (paragraph(words + stop),), NOWHERE) for words, stop in zip(members, stops)]


def _headed(topic: str, words: str) -> Item:
    return Item(None, Heading(topic, NOWHERE, True, leaf("。")), (paragraph(words),), NOWHERE)


def _counted(family: str, members: Sequence[Item]) -> Blocks:
    if family in ("dash", "bullet"):
        return tuple(evolve(member, number=number(family, None)) for member in members)
    if family != "xian":
        return numbered(family, members)
    *counted, last = members
    made = [evolve(one, number=Number(family, k + 1, _XIAN[k], NOWHERE)) for k, one in enumerate(counted)]
    return (*made, evolve(last, number=Number(family, None, "最后，", NOWHERE)))


def listed(family: str) -> st.SearchStrategy[Blocks]:
    """A list of at least three single paragraphs; what follows continues the parent of the list."""
    members = st.lists(clauses(), min_size=3, max_size=4).map(partial(_stopped, Section))
    return in_turn(_led_in(), members.map(partial(numbered, family)), or_none(paragraphs(most=1)))


def provisions() -> st.SearchStrategy[Blocks]:
    """（一）…；（二）…。 under an article, one per line."""
    return (
        st.lists(clauses(), min_size=2, max_size=3).map(partial(_stopped, Section)).map(partial(numbered, "han_paren"))
    )
