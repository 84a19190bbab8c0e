"""The text of a leaf as HTML, with marked repairs and diagnostics, and data for other scripts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from govreport.pages import Texts
from govreport.report import Report
from govreport.text.source import INVISIBLE, Span
from govreport.tree.diagnostics import Diagnostic
from govreport.tree.nodes import Node
from govreport.tree.runs import Run, runs
from govreport.tree.walk import places
from govreport.viewer.letters import Letters
from govreport.writers.html_builder import Markup, element, escape, joined


class Words:
    """Renders the leaves of a report."""

    def __init__(self, report: Report, letters: Letters, texts: Texts) -> None:
        self._source = report.source.text
        self._letters = letters
        self._texts = texts
        self._repairs = report.repairs
        self._repair_starts = [repair.span.start for repair in report.repairs]
        self._diagnostics = report.diagnostics
        self._diagnostic_starts = [found.span.start for found in report.diagnostics]
        self.repaired: set[int] = set()
        """The indices of the marked repairs."""
        self.flagged: set[int] = set()
        """The indices of the marked diagnostics."""

    def leaf(self, tag: str, node: Node, text: str, **attributes: str | None) -> Markup:
        """A leaf as an element."""
        [inside] = self._inside(node, [text], "")
        return self._element(tag, text, inside, data_span=_span(node.span), **attributes)

    def parts(self, tags: Sequence[str], node: Node, texts: Sequence[str], skip: str) -> list[Markup]:
        """A leaf of several texts, an element each; ``skip`` are the separators between them in the source."""
        insides = self._inside(node, texts, skip)
        return [self._element(tag, text, inside) for tag, text, inside in zip(tags, texts, insides, strict=True)]

    def plain(self, tag: str, text: str, **attributes: str | None) -> Markup:
        """A text without a position in the source, such as a label of the outline."""
        return self._element(tag, text, escape(text), **attributes)

    def _element(self, tag: str, text: str, inside: Markup, **attributes: str | None) -> Markup:
        class_ = f"leaf {attributes.pop('class_', None) or ''}".strip()
        return element(tag, inside, class_=class_, **attributes, **self._letters.exceptions(text))

    def _inside(self, node: Node, texts: Sequence[str], skip: str) -> list[Markup]:
        spans = places(node)
        repairs = [self._repairs[at] for span in spans for at in _starting(self._repair_starts, span)]
        diagnostics = [at for span in spans for at in _starting(self._diagnostic_starts, span)]
        if not repairs and not diagnostics:
            return [escape(text) for text in texts]
        found = runs("".join(texts), spans, self._source, repairs, skip)
        cut = list(_cut(found, texts, [self._diagnostics[at] for at in diagnostics]))
        starts = [self._diagnostics[at].span.start for at in diagnostics]
        reach = list(accumulate((self._diagnostics[at].span.end for at in diagnostics), max))
        covering = [  # only those between the first that reaches the run and the last that starts before its end
            [
                at
                for at in diagnostics[bisect_right(reach, run.span.start) : bisect_left(starts, run.span.end)]
                if _meet(run.span, self._diagnostics[at].span)
            ]
            for _, run in cut
        ]
        insides: list[list[str]] = [[] for _ in texts]
        for (part, run), here, after in zip(cut, covering, [*covering[1:], []], strict=True):
            shown = self._run(run)
            if here:
                shown = element("mark", shown, class_=f"flagged {self._diagnostics[here[-1]].severity}")
            insides[part] += [shown, *(self._flag(at) for at in here if at not in after)]
        return [joined(inside) for inside in insides]

    def _run(self, run: Run) -> Markup:
        if run.repair is None:
            return escape(run.text)
        at = self._repairs.index(run.repair, bisect_left(self._repair_starts, run.span.start))
        self.repaired.add(at)
        change = [element("del", shown(run.repair.before)), element("ins", run.text)]
        return element("span", *change, class_="repair", id=f"view-repair-{at}", data_step=run.repair.step)

    def _flag(self, at: int) -> Markup:
        """The mark next to the text of a diagnostic, with a link to its note; the style shows its number."""
        self.flagged.add(at)
        found = self._diagnostics[at]
        name = self._texts.gettext(
            "Finding {n}: {severity} {code}", n=at + 1, severity=severity(found, self._texts), code=found.code
        )
        link = element("a", href=f"#view-note-{at}", id=f"view-flag-{at}", aria_label=name, data_number=at + 1)
        return element("sup", link, class_=f"flag {found.severity}")


def severity(found: Diagnostic, texts: Texts) -> str:
    """The severity of a diagnostic as a word."""
    return texts.pgettext("severity", found.severity)


def shown(text: str) -> str:
    """A text with its invisible characters named: ``U+200B``.

    >>> shown("(qū)"), shown("\\u200b")
    ('(qū)', 'U+200B')
    """
    return "".join(f"U+{ord(one):04X}" if one in INVISIBLE or not one.isprintable() else one for one in text)


def _span(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _starting(starts: Sequence[int], span: Span) -> range:
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _cut(found: Sequence[Run], texts: Sequence[str], diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[int, Run]]:
    """The runs, split where texts and diagnostics start and end; each with the index of its text."""
    ends = list(accumulate(map(len, texts)))
    marks = sorted({edge for one in diagnostics for edge in one.span})
    part = done = 0
    for run in found:
        exact = run.repair is None and len(run.text) == len(run.span)
        edges = {end - done for end in ends[bisect_right(ends, done) : bisect_left(ends, done + len(run.text))]}
        if exact:
            inside = marks[bisect_right(marks, run.span.start) : bisect_left(marks, run.span.end)]
            edges.update(edge - run.span.start for edge in inside)
        bounds = [0, *sorted(edge for edge in edges if 0 < edge < len(run.text)), len(run.text)]
        for a, b in pairwise(bounds):
            while part + 1 < len(texts) and done + a >= ends[part]:
                part += 1
            span = Span(run.span.start + a, run.span.start + b) if exact else run.span
            yield part, Run(run.text[a:b], span, run.repair if a == 0 else None)
        done += len(run.text)
