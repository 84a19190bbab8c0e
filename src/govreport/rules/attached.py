"""Rules for attachments: the note that lists them (附件说明), their labels (附件标识) and their titles."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from govreport.facts.passages import Passage
from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, unquoted, whole
from govreport.rules.rule import LAYOUT, PRACTICE, Finding, Rule
from govreport.text.numerals import read_numeral
from govreport.text.source import Span
from govreport.tree.diagnostics import Fix
from govreport.tree.nodes import Attachment, Document

_WORD = pattern(r"^\s*附\s*件\s*(?P<colon>[：:])?\s*")
_NUMBERED = pattern(r"(?P<number>[1-4]?\d|[一二三四五六七八九十]{1,3})\s*(?P<stop>[.．、，,：:]\s*(?!\d{1,3}(?!\d)))")
"""A number of the note; 2008年 does not count, since a stop must follow the number, and neither does 1.2."""
_NOTE = pattern(r"^\s*附\s*件\s*[：:]")
_ALONE = pattern(r"^\s*附\s*件\s*[：:]\s*$")
_STOP = pattern(r"[。；，、．.;,]\s*$")
_TITLED = pattern(r"^《([^《》]+)》$")
_LABEL = pattern(r"^附\s*件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*(?P<colon>[：:])?$")
_MENTIONED = pattern(r"附件\s?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d.．\-—年])")
_SEEN = pattern(r"[（(](?:详?见|参见)附件[)）]")
_PLAIN = pattern(r"[\s《》〈〉“”\"（）()]|[。；，、．.;,：:]$")


@frozen
class Entry:
    """A name in the note, with its number."""

    line: Passage
    start: int
    """Where the name starts in the line; ``end`` is its end."""
    end: int
    number: str = ""
    stop: str = ""
    at: int = 0
    """Where the number starts."""

    @property
    def name(self) -> str:
        """The name as written."""
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The place of the name in the source."""
        return self.line.span(self.start, self.end)


def _entries(paper: Paper) -> tuple[Entry, ...]:
    """The names that the note of the document lists."""
    found: list[Entry] = []
    if not any(_NOTE.match(leaf.text) for leaf in paper.attachment_note[:1]):
        return ()  # 附件1：名称 is the label of an attachment
    for leaf in paper.attachment_note:
        line = paper.passage(leaf)
        word = _WORD.match(line.text)
        if word and found:
            break  # files to download
        begin = word.end() if word else len(line.text) - len(line.text.lstrip())
        first = _NUMBERED.match(line.text, begin)
        if first is None:
            if word and begin < len(line.text.rstrip()):
                found.append(Entry(line, begin, len(line.text.rstrip())))
            continue
        marks = [
            first,
            *(each for each in _NUMBERED.finditer(line.text, first.end()) if line.text[each.start() - 1].isspace()),
        ]
        for each, end in zip(marks, [*(one.start() for one in marks[1:]), len(line.text)]):
            end = each.end() + len(line.text[each.end() : end].rstrip())
            if each.end() < end:
                found.append(Entry(line, each.end(), end, each["number"], each["stop"].strip(), each.start("number")))
    return tuple(found)


def _wrapped(paper: Paper) -> bool:
    """Whether some line of the note has no number though others have: its name may be the rest of the line before."""
    lines = {entry.line.node.span for entry in _entries(paper)}
    named = [leaf for leaf in paper.attachment_note if not _ALONE.match(leaf.text)]
    return len(lines) < len(named)


def _labelled(document: Document) -> list[Attachment]:
    return [one for one in document.attachments if one.label and _LABEL.match(one.label.text.strip())]


def _name_stops(paper: Paper) -> Iterator[Finding]:
    for entry in () if paper.is_old else _entries(paper):
        if found := _STOP.search(entry.name):
            start = entry.start + found.start()
            place = entry.line.span(start, start + 1)
            yield Finding(f"the name of the attachment ends in {found[0].strip()}", place, (Fix(place, ""),))


def _number_forms(paper: Paper) -> Iterator[Finding]:
    wrong = [
        entry for entry in _entries(paper) if entry.number and (entry.stop not in ".．" or not entry.number.isdigit())
    ]
    if wrong and not paper.is_old:
        fixes = []
        for entry in wrong:
            place = entry.line.span(entry.at, entry.at + len(entry.number) + len(entry.stop))
            if entry.line.text[entry.at + len(entry.number)] == entry.stop:
                fixes.append(Fix(place, f"{read_numeral(entry.number) or entry.number}."))
        first = wrong[0]
        place = first.line.span(first.at, first.at + len(first.number) + len(first.stop))
        message = f"{first.number}{first.stop} in the note of attachments is usually {read_numeral(first.number)}."
        yield Finding(message, place, tuple(fixes))


def _numbering(paper: Paper) -> Iterator[Finding]:
    entries = _entries(paper)
    if paper.is_old or _wrapped(paper) or not entries:
        return
    first = entries[0]
    if len(entries) == 1:
        if first.number and len(_labelled(paper.document)) < 2:
            place = first.line.span(first.at, first.start)
            message = "a single attachment is not numbered in the note"
            yield Finding(message, place, (Fix(place, ""),))
        return
    numbers = [read_numeral(entry.number) if entry.number else None for entry in entries]
    wanted = list(range(1, len(entries) + 1))
    if numbers != wanted:
        shown = "、".join(str(number or "?") for number in numbers)
        all_read = all(entry.number.isdigit() for entry in entries)
        fixes = tuple(
            Fix(entry.line.span(entry.at, entry.at + len(entry.number)), str(right))
            for entry, number, right in zip(entries, numbers, wanted)
            if all_read and number != right and sorted(set(numbers), key=str) == sorted(numbers, key=str)
        )
        yield Finding(f"the attachments of the note are numbered {shown}", first.span, fixes)


def _count(paper: Paper) -> Iterator[Finding]:
    entries, attached = _entries(paper), _labelled(paper.document)
    if entries and attached and not _wrapped(paper) and len(entries) != len(attached):
        numbers = {read_numeral(entry.number) for entry in entries if entry.number}
        if len(entries) == 1 and not numbers:
            return  # a title of several lines, or a note that names the first of them
        message = f"the note lists {len(entries)} attachments, and {len(attached)} are attached"
        yield Finding(message, entries[0].span)


def _names(paper: Paper) -> Iterator[Finding]:
    entries, attached = _entries(paper), _labelled(paper.document)
    if len(entries) != len(attached) or _wrapped(paper):
        return
    for entry, attachment in zip(entries, attached):
        title = attachment.document.title
        if title is None:
            continue
        listed, titled = (_PLAIN.sub("", text) for text in (entry.name, title.text))
        if listed and titled and listed not in titled and titled not in listed:
            yield Finding(f"the note names {entry.name}, but the attachment is titled {title.text}", entry.span)


def _place(paper: Paper) -> Iterator[Finding]:
    note, signature = paper.attachment_note, paper.document.signature
    if (
        note
        and signature
        and not paper.is_old
        and note[0].span.start > signature.span.start
        and _NOTE.match(note[0].text)
    ):
        yield Finding("the note of attachments is below the signature", note[0].span)


def _quoted(paper: Paper) -> Iterator[Finding]:
    for entry in () if paper.is_old else _entries(paper):
        if _TITLED.match(entry.name):
            start, end = entry.start, entry.end
            fixes = (Fix(entry.line.span(start, start + 1), ""), Fix(entry.line.span(end - 1, end), ""))
            yield Finding("the name of an attachment needs no 《》 in the note", entry.span, fixes)


def _labels(paper: Paper) -> Iterator[Finding]:
    for attachment in () if paper.is_old else paper.document.attachments:
        if attachment.label is None:
            continue
        one = paper.passage(attachment.label)
        found = _LABEL.match(one.text.strip())
        if found and one.text == one.text.strip():
            number = found["number"] or ""  # 附件： without one may begin a note
            if number and (found["colon"] or not number.isdigit()):
                right = f"附件{read_numeral(number)}"
                fixes = (Fix(attachment.label.span, right),)
                yield Finding(f"{one.text} is usually {right}", attachment.label.span, fixes)


def _nowhere(paper: Paper) -> Iterator[Finding]:
    """References to an attachment that is in neither the note nor the labels."""
    labels = [
        found for one in _labelled(paper.document) if one.label and (found := _LABEL.match(one.label.text.strip()))
    ]
    numbers = [read_numeral(found["number"] or "") or 0 for found in labels]
    listed = len(_entries(paper))
    if (listed == 0 and 0 in numbers) or (listed and _wrapped(paper)):
        return  # perhaps a note that was read as a label
    most = max(listed, len(labels), *numbers, 0)
    for one in paper.main if most else ():
        for found in _MENTIONED.finditer(unquoted(one.text)):
            number = read_numeral(found["number"]) or 0
            if number > most and one.text[max(found.start() - 1, 0)] not in "》”号）)":
                yield Finding(f"{found[0]} does not exist: there are {most} attachments", whole(one, found))


def _missing(paper: Paper) -> Iterator[Finding]:
    if paper.is_issued and not paper.attachment_note and not paper.document.attachments:
        for one in paper.main:
            if found := _SEEN.search(one.text):
                yield Finding(f"{found[0]}, but there is no attachment", whole(one, found))
                return


RULES = (
    Rule("GR630", LAYOUT, "7.3.4", _name_stops),
    Rule("GR631", LAYOUT, "7.3.4", _number_forms),
    Rule("GR632", LAYOUT, "7.3.4", _numbering),
    Rule("GR633", LAYOUT, "7.3.7", _count),
    Rule("GR634", LAYOUT, "7.3.7", _names),
    Rule("GR635", LAYOUT, "7.3.4", _place),
    Rule("GR636", PRACTICE, "", _quoted),
    Rule("GR637", LAYOUT, "7.3.7", _labels),
    Rule("GR638", PRACTICE, "", _nowhere),
    Rule("GR639", PRACTICE, "", _missing),
)
