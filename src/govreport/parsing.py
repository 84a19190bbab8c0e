"""From text to report: the stages in order."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from govreport.checks.checks import check, diagnostic
from govreport.cleaning import Cleaned, Offsets, clean
from govreport.cleaning.pinyin import LOST
from govreport.document.decide import Drafter
from govreport.document.leaf_factory import Leaves
from govreport.document.token_stream import Assembly, Draft
from govreport.errors import FileNameWarning
from govreport.grammar.builder import NOISE
from govreport.grammar.grammar import Grammar, grammar
from govreport.grammar.lalr import Token
from govreport.lines.format_hints import NOTHING, Evidence
from govreport.lines.lines import Line
from govreport.lines.style_hints import Styles
from govreport.lines.unwrap import logical_lines
from govreport.outline.open_levels import MAX_DEPTH
from govreport.report import Report
from govreport.text.regex import lazy
from govreport.text.scripts import detect_script
from govreport.text.source import INVISIBLE, Source, Span
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.nodes import Document, Text

if TYPE_CHECKING:
    from os import PathLike

    from govreport.dialects import Dialect
    from govreport.tree.conversion import Script

_ASIDE_MOST = 200
"""In characters: what is longer and set aside has a diagnostic, since it may be text after all."""
_FRAME = "what frames the document on its page"
"""Why a line of the head or foot is set aside."""
_SHOWS_NOTHING = lazy(rf"[\s{INVISIBLE}]*")


def parse(
    text: str,
    *,
    name: str | None = None,
    cleaning: Collection[str] | None = None,
    script: Script | str | None = None,
    evidence: Evidence = NOTHING,
    dialect: str | PathLike[str] | Dialect | None = None,
) -> Report:
    """Parse the text of a report into a typed tree.

    Any string gives a report: unrecognized text becomes paragraphs, and every character that is not whitespace is
    in exactly one leaf.  ``report.diagnostics`` lists what looks wrong or is uncertain.

    A :class:`govreport.FileNameWarning` is issued if the text is the name of a file: one short line that ends in ``.txt``,
    ``.docx`` and similar, and is absolute or the path of a file that exists.  :func:`govreport.read` reads files.

    :param text: the raw text; spans are offsets into it, in Unicode code points.
    :param name: the name of the source in messages, such as its file name.
    :param cleaning: the steps of :data:`govreport.STEPS` that may repair damage (default: all; ``recognition`` only in text that
        was recognized); ``()`` for none.
    :param script: the script to convert the text of the tree to (default: none), as :meth:`govreport.Report.converted`.
    :param evidence: layout of the original file that the text lacks, such as which lines are styled as headings.
    :param dialect: conventions of these documents: ``taiwan`` (or ``zh-TW`` …), the path of a TOML file, or a
        :class:`govreport.dialects.Dialect`.
    :raises KeyError: a cleaning step does not exist.
    :raises ValueError: the script does not exist.
    :raises DialectError: the dialect does not exist or its file is invalid.

    >>> report = parse("一、总体要求\\n（一）指导思想。坚持以人民为中心。\\n（二）基本原则。坚持依法行政。")
    >>> [unit.title for unit in report.sections[0].units]
    ['（一）指导思想', '（二）基本原则']
    """
    if not isinstance(text, str):
        raise TypeError(f"parse() takes str, not {type(text).__name__}; bytes and files are for govreport.read()")
    from govreport.util.file_names import names_a_file  # here: what is read from files does not need it

    if names_a_file(text):
        message = f"parse() takes the text of a report, and {text!r} is the name of a file; use govreport.read()"
        warnings.warn(message, FileNameWarning, stacklevel=2)
    return parse_text(text, name=name, cleaning=cleaning, script=script, evidence=evidence, dialect=dialect)


def parse_text(
    text: str,
    *,
    name: str | None,
    cleaning: Collection[str] | None,
    script: Script | str | None,
    evidence: Evidence = NOTHING,
    dialect: str | PathLike[str] | Dialect | None = None,
) -> Report:
    """As :func:`parse`, for what is known to be a text, such as the content of a file: without the warning."""
    rules = grammar() if dialect is None else _dialect_grammar(dialect)
    cleaned = clean(text, cleaning, recognized=evidence.recognized)
    source = Source(text, name, None, detect_script(cleaned.text))
    tokens, doubts = _tokens(cleaned, evidence, rules, source)
    whole = Span(0, len(text))
    document = _with_left_overs(rules.parse(tokens), cleaned.repairs)
    found = [*check(document, source, whole), *doubts, *_repaired(cleaned, source)]
    found.sort(key=lambda one: (one.span, one.code))
    report = Report.from_document(
        document, source=source, span=whole, diagnostics=tuple(found), repairs=cleaned.repairs
    )
    return report if script is None else report.converted(script)


def _dialect_grammar(dialect: str | PathLike[str] | Dialect) -> Grammar:
    from govreport.dialects import dialect_of
    from govreport.dialects.grammar import grammar_of

    return grammar_of(dialect_of(dialect))


def _tokens(
    cleaned: Cleaned, evidence: Evidence, rules: Grammar, source: Source
) -> tuple[list[Token], list[Diagnostic]]:
    """The tokens of a text, and diagnostics for uncertain decisions of the outline.

    A separate function, so that lines and outline are freed before the tree is built.
    """
    if not cleaned.text.strip():
        return [], []
    found, noise = logical_lines(cleaned.text, rules, Styles(evidence, cleaned.offsets))
    drafter = Drafter(found, rules)
    lines = drafter.lines
    parts, drafts = zip(*drafter.drafts(), strict=True)
    leaves = Leaves(noise, rules, cleaned.offsets)
    tokens = Assembly(lines, leaves).tokens(drafts, [part.label for part in parts], noise)
    doubts = _doubts(drafts, lines, cleaned.offsets, source)
    return tokens, [*doubts, *_set_aside(drafts, lines, noise, cleaned.offsets, source)]


def _with_left_overs(document: Document, repairs: Sequence[Repair]) -> Document:
    """The document with leftover blanks such as ``&nbsp;`` between leaves as boilerplate."""
    blank = [one for one in repairs if not one.after.strip() and not _SHOWS_NOTHING.fullmatch(one.before)]
    if not blank:
        return document
    from govreport.tree.walk import leaves, places  # here: few texts have such blanks

    taken = sorted((place.start, place.end) for leaf in leaves(document) for place in places(leaf))
    starts = [-1, *(start for start, _ in taken)]
    ends = [-1, *(end for _, end in taken)]
    left = [
        Text(one.before, one.span)
        for one in blank
        if one.span.start >= ends[bisect_right(starts, one.span.start) - 1]  # not inside a leaf
    ]
    if not left:
        return document
    return evolve(document, boilerplate=tuple(sorted([*document.boilerplate, *left], key=lambda leaf: leaf.span)))


def _doubts(drafts: Sequence[Draft], lines: Sequence[Line], offsets: Offsets, source: Source) -> Iterator[Diagnostic]:
    """Diagnostics for uncertain decisions of the outline, which the finished tree does not show."""
    for draft in drafts:
        units = draft.outline.levels.units
        for one in draft.doubts:
            line = lines[one.line]
            span = offsets.span(line.place(one.begin), line.end_place(one.end))
            yield diagnostic("GR207", one.message, span, source)
        for index in draft.outline.levels.bounded[:1]:
            unit = units[index]
            start = lines[unit.line].place(unit.begin)
            message = f"more than {MAX_DEPTH} levels: what is deeper joins level {MAX_DEPTH}"
            yield diagnostic("GR208", message, offsets.span(start, start + 1), source)


def _set_aside(
    drafts: Sequence[Draft], lines: Sequence[Line], noise: Sequence[Line], offsets: Offsets, source: Source
) -> Iterator[Diagnostic]:
    """One diagnostic for each long stretch of boilerplate, so that no text disappears silently."""
    framed = [lines[i] for draft in drafts for i, role in draft.roles.items() if role in NOISE]
    if not (noise or framed):
        return
    framing = set(framed)
    texts = [line.start for line in lines if line not in framing]
    stretches: dict[tuple[int, str], list[Line]] = {}
    apart = (line for line in noise if not line.note)
    for line in sorted([*apart, *framed], key=lambda line: line.start):
        stretches.setdefault((bisect_right(texts, line.start), line.aside or _FRAME), []).append(line)
    for (_, reason), stretch in stretches.items():
        length = sum(len(line.text) for line in stretch)
        if length > _ASIDE_MOST:
            span = offsets.span(stretch[0].start, stretch[-1].end)
            yield diagnostic("GR303", f"{length:,} characters are boilerplate: {reason}", span, source)


def _repaired(cleaned: Cleaned, source: Source) -> Iterator[Diagnostic]:
    """One diagnostic per step, at its first repair (``report.repairs`` has all), and one for each loss of text."""
    steps: dict[str, list[Repair]] = {}
    for repair in cleaned.repairs:
        steps.setdefault(repair.step, []).append(repair)
        if LOST in repair.after:
            yield diagnostic(
                "GR302", f"{repair.before} is read {repair.after}: the character under � is lost", repair.span, source
            )
    for step, repairs in steps.items():
        count = len(repairs)
        message = f"{step}: one place repaired" if count == 1 else f"{step}: {count} places repaired"
        yield diagnostic("GR301", message, repairs[0].span, source)
