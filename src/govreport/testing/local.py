"""The check of locality: text after a section does not change it."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.parsing import parse
from govreport.report import Report
from govreport.testing.faults import Fault
from govreport.testing.house import SPELLINGS, spelled
from govreport.testing.rewriting import NARROW
from govreport.tree.nodes import Number, Section

HEADING = "其他工作"
SENTENCE = "其他各项工作有序推进，全年办结事项12件。"


def local(report: Report, text: str) -> Iterator[Fault]:
    """Blocks of the body that change when another section follows."""
    longer = with_next_section(report)
    if longer is None:
        return
    for before, after in zip(report.body, parse(longer).body):
        if before != after:
            yield Fault("the next section changes this one", before.span.start)


def with_next_section(report: Report) -> str | None:
    """The text with one more section of the outermost series at the end of the body.

    None if there is no such series: the body must end with a section whose number has a spelling of
    :data:`govreport.testing.SPELLINGS`, and all sections must be numbered consecutively in one form.

    >>> report = parse("一、总体要求\\n坚持依法行政。\\n二、工作目标\\n完善制度体系。\\n特此通知。")
    >>> print(with_next_section(report))
    一、总体要求
    坚持依法行政。
    二、工作目标
    完善制度体系。
    三、其他工作
    其他各项工作有序推进，全年办结事项12件。
    特此通知。
    """
    last = report.body[-1] if report.body else None
    if not isinstance(last, Section) or last.number is None or not _counts_up(report.sections):
        return None
    mark = next_mark(last.number)
    if mark is None:
        return None
    text = report.source.text
    begin = max(text.rfind("\n", 0, last.span.start), text.rfind("\r", 0, last.span.start)) + 1
    line = "\n" + text[begin : last.span.start] * text[begin : last.span.start].isspace()
    if last.heading is None:
        added = f"{line}{mark}{SENTENCE}"
    elif last.heading.run_in:
        stop = last.heading.stop.text if last.heading.stop else "\u3000\u3000"
        added = f"{line}{mark}{HEADING}{stop}{SENTENCE}"
    else:
        added = f"{line}{mark}{HEADING}{line}{SENTENCE}"
    return text[: last.span.end] + added + text[last.span.end :]


def _counts_up(sections: tuple[Section, ...]) -> bool:
    marks = [(section.number.family, section.number.ordinal) for section in sections if section.number]
    return len(marks) >= 2 and marks == [(marks[0][0], ordinal) for ordinal in range(1, len(sections) + 1)]


def next_mark(number: Number) -> str | None:
    """The next mark in the same spelling, with the blank before its heading; None if it does not exist.

    >>> from govreport.text.source import Span
    >>> next_mark(Number("han_paren", 9, "(九)", Span(0, 3)))
    '(十)'
    """
    if number.ordinal is None:
        return None
    for spelling in SPELLINGS.get(number.family, ()):
        this, following = spelled(spelling, number.ordinal), spelled(spelling, number.ordinal + 1)
        if this and following:
            if this.rstrip() == number.text:
                return following
            if this.rstrip().translate(NARROW) == number.text:
                return following.translate(NARROW)
    return None
