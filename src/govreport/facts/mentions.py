"""All mentions in a document, passage by passage; text of one mention is not part of another kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govreport.facts.citations import citations
from govreport.facts.figures import figures
from govreport.facts.found import APART, NAMED, Found, masked
from govreport.facts.kinds import Mention, kind_named
from govreport.facts.organs import organs
from govreport.facts.passages import Passage, passages
from govreport.facts.periods import periods, plans, relative
from govreport.facts.quoted import names
from govreport.facts.references import Targets
from govreport.facts.rows import Mentions
from govreport.text.source import Source
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Document


def mentions(document: Document, source: Source, repairs: Sequence[Repair], kind: str | None = None) -> Mentions:
    """The mentions in a document in source order, or those of one kind, named in the singular or the plural.

    :raises ValueError: the kind does not exist.
    """
    wanted = None if kind is None else kind_named(kind)
    found = _mentions(document, source, repairs)
    return Mentions(one for one in found if wanted in (None, one.kind))


def _mentions(document: Document, source: Source, repairs: Sequence[Repair]) -> Iterator[Mention]:
    targets = Targets(document)
    for passage in passages(document, source, repairs):
        yield from mentions_in(passage, targets)


def mentions_in(passage: Passage, targets: Targets) -> Iterator[Mention]:
    """The mentions in a passage, in order."""
    return made(passage, sorted(_found(passage, targets), key=lambda one: one.start))


def made(passage: Passage, found: Iterable[Found]) -> Iterator[Mention]:
    """The mentions of what was found in a passage."""
    for one in found:
        text = passage.text[one.start : one.end]
        yield one.make(text=text, span=passage.span(one.start, one.end), path=passage.path)


def _found(passage: Passage, targets: Targets) -> list[Found]:
    """The mentions in a passage, kind by kind; each kind masks its text before the next one is searched."""
    text = passage.text
    everything: list[Found] = []

    def take(found: Iterable[Found], text: str, mask: str = APART) -> str:
        new = list(found)
        if not new:
            return text
        everything.extend(new)
        return masked(text, [(one.start, one.end) for one in new], mask)

    text = take(citations(text), text, NAMED)
    text = take(plans(text), text)
    text = take(targets.references(text, passage.path), text)
    text = masked(text, list(names(text)), NAMED)
    for times in (periods, relative):
        text = take(times(text), text)
    text = take(figures(text, passage.text), text)
    take(organs(text), text)
    return everything
