"""All mentions in a document, passage by passage; text of one mention is not part of another kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate

from govreport.facts.citations import SIGN as CITATION
from govreport.facts.citations import citations
from govreport.facts.figures import SIGN as FIGURE
from govreport.facts.figures import figures
from govreport.facts.found import APART, NAMED, Found, masked
from govreport.facts.kinds import Mention, kind_named
from govreport.facts.organs import SIGN as ORGAN
from govreport.facts.organs import organs
from govreport.facts.passages import Passage, passages
from govreport.facts.periods import PLAN_SIGN as PLAN
from govreport.facts.periods import RELATIVE_SIGN as RELATIVE
from govreport.facts.periods import SIGN as PERIOD
from govreport.facts.periods import periods, plans, relative
from govreport.facts.quoted import SIGN as NAME
from govreport.facts.quoted import names
from govreport.facts.references import SIGN as REFERENCE
from govreport.facts.references import Targets
from govreport.facts.rows import Mentions
from govreport.text.source import Source
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Document

_SIGNS = (CITATION, PLAN, REFERENCE, NAME, PERIOD, RELATIVE, FIGURE, ORGAN)
"""What a passage has that states each kind; one that extends over the end of a line only costs a search."""


def mentions(document: Document, source: Source, repairs: Sequence[Repair], kind: str | None = None) -> Mentions:
    """The mentions in a document in source order, or those of one kind, named in the singular or the plural.

    :raises ValueError: the kind does not exist.
    """
    wanted = None if kind is None else kind_named(kind)
    found = _mentions(document, source, repairs)
    return Mentions(one for one in found if wanted in (None, one.kind))


def _mentions(document: Document, source: Source, repairs: Sequence[Repair]) -> Iterator[Mention]:
    searched = passages(document, source, repairs)
    yield from mentions_in(searched, cache(partial(Targets, document)))


def mentions_in(passages: Sequence[Passage], targets: Callable[[], Targets]) -> Iterator[Mention]:
    """The mentions in some passages, in order; ``targets`` are only asked for if a passage has references."""
    signs = _signs([one.text for one in passages])
    for at, passage in enumerate(passages):
        if at in signs:
            yield from made(passage, sorted(_found(passage, signs[at], targets), key=lambda one: one.start))


def _signs(texts: Sequence[str]) -> Mapping[int, Container[re.Pattern[str]]]:
    """The signs in each text that has any: one search for each sign through all texts, since most texts have few."""
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    whole = "\n".join(texts)
    found: dict[int, set[re.Pattern[str]]] = defaultdict(set)
    for sign in _SIGNS:
        one = sign.search(whole)
        while one:
            at = bisect_right(starts, one.start())
            found[at - 1].add(sign)
            one = sign.search(whole, starts[at])
    return found


def made(passage: Passage, found: Iterable[Found]) -> Iterator[Mention]:
    """The mentions of what was found in a passage."""
    for one in found:
        text = passage.text[one.start : one.end]
        yield one.make(text=text, span=passage.span(one.start, one.end), path=passage.path)


def _found(passage: Passage, signs: Container[re.Pattern[str]], targets: Callable[[], Targets]) -> list[Found]:
    """The mentions in a passage, kind by kind; each kind masks its text before the next one is searched.

    A kind is searched only if the passage has its sign.
    """
    text = passage.text
    everything: list[Found] = []

    def take(found: Iterable[Found], text: str, mask: str = APART) -> str:
        new = list(found)
        if not new:
            return text
        everything.extend(new)
        return masked(text, [(one.start, one.end) for one in new], mask)

    if CITATION in signs:
        text = take(citations(text), text, NAMED)
    if PLAN in signs:
        text = take(plans(text), text)
    if REFERENCE in signs:
        text = take(targets().references(text, passage.path), text)
    if NAME in signs:
        text = masked(text, list(names(text)), NAMED)
    if PERIOD in signs:
        text = take(periods(text), text)
    if RELATIVE in signs:
        text = take(relative(text), text)
    if FIGURE in signs:
        text = take(figures(text, passage.text), text)
    if ORGAN in signs:
        take(organs(text), text)
    return everything
