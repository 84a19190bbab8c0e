"""Strategies for the sections of a body: the levels of a ladder, a statute, decimals, headings without numbers.

The nodes have no spans until :func:`govreport.testing.writing.written` sets them.  Ambiguous texts are not drawn; comments
explain the rules for this.

Strategies created while drawing are cached: Hypothesis inspects each new one before it draws from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from attrs import evolve, frozen
from hypothesis import strategies as st

from govreport.testing import phrases
from govreport.testing.enumerations import enumerations, listed, provisions, running
from govreport.testing.leaves import Blocks, in_turn, leaf, number, numbered, or_none, paragraph, paragraphs
from govreport.testing.writing import NOWHERE
from govreport.tree.families import COUNTS_POINTS, FAMILIES
from govreport.tree.nodes import Heading, Number, Paragraph, Section

LADDERS = (
    ("han",),
    ("han", "han_paren"),
    ("han", "han_paren", "arabic"),
    ("han", "han_paren", "arabic", "arabic_paren"),
    ("han", "arabic", "arabic_paren"),
    ("han", "arabic_half"),
    ("han_paren", "arabic"),
    ("arabic", "arabic_paren"),
    ("arabic", "han_paren"),
    ("chapter", "han", "han_paren"),
    ("part", "chapter", "division"),
    ("han_capital", "han", "han_paren"),
    ("stem", "han", "han_paren"),
)
"""The families of the levels, outermost first: those of GB/T 9704-2012, and common alternatives."""


_OWN_LINE = ("own", "closed")


@frozen
class Level:
    """The style of one level of units."""

    family: str
    style: str
    """``own``: the heading is on a separate line; ``closed``: and ends in 。; ``stop``, ``blank``: the text follows after 。 or
    a wide blank."""


@cache
def bodies() -> st.SearchStrategy[Blocks]:
    """The body of a report: paragraphs, or sections of one kind."""
    preamble = paragraphs(0) | st.sampled_from(phrases.PREAMBLES).map(lambda words: (paragraph(words),))
    kinds = (*map(_ladder, LADDERS), statutes(), decimals(), long_series())
    # A heading without a number and without text before it could be the title.
    last = in_turn(paragraphs(), unnumbered())
    return st.one_of(paragraphs(), *(in_turn(preamble, kind) for kind in kinds), last)


def _ladder(families: Sequence[str]) -> st.SearchStrategy[Blocks]:
    """Sections of several levels; the outermost headings are on separate lines."""
    outer, *inner = families
    styles = st.sampled_from(["own", "stop", "blank", "closed"])
    levels = st.tuples(st.just(Level(outer, "own")), *(st.builds(Level, st.just(family), styles) for family in inner))
    return levels.flatmap(sections)


@cache
def sections(ladder: tuple[Level, ...]) -> st.SearchStrategy[Blocks]:
    """Two or three sections of the first level, each with or without sections of the next."""
    level, below = ladder[0], ladder[1:]
    if level.style in _OWN_LINE:
        above = in_turn(paragraphs(0), or_none(enumerations()))
        content = in_turn(paragraphs(), or_none(enumerations() | listed("circled")))
        # A list that a paragraph introduces after the last member could also belong to the whole row.
        above_last, content_last = paragraphs(0), paragraphs()
    else:
        # One paragraph: a second one after the last of a row could also continue the parent.
        above = content = above_last = content_last = in_turn(paragraphs(most=1), or_none(running()))
    if below:
        deeper, deeper_last = in_turn(above, sections(below)), in_turn(above_last, sections(below))
        # A （一） under only the last 1. could also be above it.
        inverted = _is_inverted(level, below[0])
        content = deeper if inverted else content | deeper
        content_last = deeper_last if inverted else content_last | deeper_last
    words = phrases.phrases() if _takes_one_phrase(level) else phrases.topics()
    heading = words.map(partial(_heading, level.style))
    members = st.lists(st.builds(_section, heading, content), min_size=1, max_size=2)
    last = st.builds(_section, heading, content_last)
    return st.tuples(last, members).map(lambda row: numbered(level.family, [*row[1], row[0]]))


def _is_inverted(level: Level, below: Level) -> bool:
    """Whether the usually outer form is the inner one here."""
    return FAMILIES[level.family].rank > FAMILIES[below.family].rank


def _takes_one_phrase(level: Level) -> bool:
    """Whether a heading with a comma would be ambiguous."""
    # A wide blank after a comma may be a pause; what counts points may count sentences: （1）加强领导，压实责任。
    return level.style == "blank" or level.family in COUNTS_POINTS


def _heading(style: str, words: str) -> Heading:
    return Heading(words, NOWHERE, style not in _OWN_LINE, leaf("。") if style in ("stop", "closed") else None)


def _section(heading: Heading | None, blocks: Blocks) -> Section:
    return Section(None, heading, blocks, NOWHERE)


def own_line() -> st.SearchStrategy[Heading]:
    """A heading on a separate line."""
    return phrases.topics().map(partial(_heading, "own"))


def long_series() -> st.SearchStrategy[Blocks]:
    """Enough sections to count beyond 十."""
    section = st.builds(_section, own_line(), paragraphs(most=1))
    return st.lists(section, min_size=11, max_size=12).map(partial(numbered, "han"))


def unnumbered() -> st.SearchStrategy[Blocks]:
    """Sections with headings and no numbers: at least three, above long paragraphs, since they would else be paragraphs."""
    long = st.sampled_from(phrases.LONG).map(lambda words: (Paragraph(words, NOWHERE),))
    return st.lists(st.builds(_section, own_line(), long), min_size=3, max_size=4).map(tuple)


def decimals() -> st.SearchStrategy[Blocks]:
    """Sections 1, 1.1, 1.2, 2 …"""
    inner = st.lists(st.builds(_section, own_line(), paragraphs(most=1)), min_size=2, max_size=3).map(tuple)
    outer = st.builds(_section, own_line(), in_turn(or_none(paragraphs(most=1)), inner))
    return st.lists(outer, min_size=2, max_size=3).map(partial(_decimals, ""))


def _decimals(prefix: str, sections: Sequence[Section]) -> Blocks:
    made = []
    for ordinal, section in enumerate(sections, 1):
        mark = f"{prefix}{ordinal}"
        above = tuple(block for block in section.blocks if not isinstance(block, Section))
        below = [block for block in section.blocks if isinstance(block, Section)]
        blocks = (*above, *_decimals(f"{mark}.", below))
        made.append(evolve(section, number=Number("decimal", ordinal, mark, NOWHERE), blocks=blocks))
    return tuple(made)


def statutes() -> st.SearchStrategy[Blocks]:
    """Chapters with articles numbered across chapters; or only articles."""
    article = st.builds(_section, st.none(), paragraphs() | in_turn(paragraphs(most=1), provisions()))
    articles = st.lists(article, min_size=3, max_size=4).map(partial(numbered, "article"))
    chapter = st.builds(_section, own_line(), st.lists(article, min_size=2, max_size=3).map(tuple))
    return articles | st.lists(chapter, min_size=2, max_size=3).map(_counted_on)


def _counted_on(chapters: Sequence[Section]) -> Blocks:
    made = []
    so_far = 0
    for ordinal, chapter in enumerate(chapters, 1):
        articles = numbered("article", chapter.blocks, so_far + 1)
        so_far += len(articles)
        made.append(evolve(chapter, number=number("chapter", ordinal), blocks=articles))
    return tuple(made)
