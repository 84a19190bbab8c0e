"""From text to report: the stages in order, each callable alone."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from govreport.assembly import Assembly, Draft
from govreport.checks import check
from govreport.contents import contents_lines
from govreport.foot import Foot
from govreport.grammar import Grammar, grammar
from govreport.head import Head
from govreport.layout import Line, logical_lines
from govreport.outline import Outline
from govreport.parts import Divider, Part
from govreport.quotes import quoted_lines
from govreport.report import Report
from govreport.rows import content_of, decide_headings, plain_headings, tables
from govreport.scanner import Mark, scan
from govreport.scripts import detect_script
from govreport.source import Source, Span


def parse(text: str, *, name: str | None = None) -> Report:
    """Read the text of a report into a typed tree.

    Any string gives a report: what is not recognised is a paragraph, and every character that is not blank lies in
    exactly one leaf.  What a reader should doubt is in ``report.diagnostics``.

    :param text: the text as it was found, damage and all; spans are offsets into it, in Unicode code points.
    :param name: what to call the source in messages, such as its file name.

    >>> report = parse("一、总体要求\\n（一）指导思想。坚持以人民为中心。\\n（二）基本原则。坚持依法行政。")
    >>> [unit.title for unit in report.sections[0].units]
    ['（一）指导思想', '（二）基本原则']
    """
    rules = grammar()
    lines, noise = logical_lines(text, rules)
    marks = [scan(line, i, rules) for i, line in enumerate(lines)]
    contents = contents_lines(lines, rules)
    for i in contents | quoted_lines(lines):
        marks[i] = []
    divider = Divider(lines, marks, rules)
    parts = divider.parts()
    drafts = [_draft(part, lines, marks, rules, divider, contents) for part in parts]
    tokens = Assembly(lines, noise).tokens(drafts, [part.label for part in parts])
    document = rules.parse(tokens)
    source = Source(text, name, None, detect_script(text))
    document = evolve(document, span=Span(0, len(text)))
    return Report.from_document(document, source=source, diagnostics=check(document, source))


def _draft(
    part: Part,
    lines: Sequence[Line],
    marks: Sequence[Sequence[Mark]],
    rules: Grammar,
    divider: Divider,
    contents: frozenset[int],
) -> Draft:
    """Everything that is decided about one document: roles of lines, then the outline of the body."""
    roles = Head(lines, marks, rules).roles(part, contents)
    begin = part.first + len(roles)
    roles.update((i, "CONTENTS") for i in contents if part.first <= i < part.end)
    roles.update(Foot(lines, marks, rules, divider).roles(part, begin))
    body = tuple(i for i in range(part.first, part.end) if i not in roles)
    found_tables = tables(body, lines, marks)
    skip = {i for table in found_tables for i in table}
    outlined = [i for i in body if i not in skip]
    plain = plain_headings(outlined, lines, marks)
    outline = Outline(marks, content_of(outlined, lines, marks, plain))
    for i in body:
        if i in skip:
            outline.table(i)
        elif i in plain:
            outline.heading(i, plain[i])
        else:
            outline.line(i)
    decide_headings(outline, lines)
    return Draft(roles, body, outline, found_tables)
