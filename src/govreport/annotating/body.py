"""The body of a Word document, where comments and tracked changes are written (ECMA-376, 17.13.4 and 17.13.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from itertools import count
from typing import Final, NamedTuple

from attrs import frozen
from lxml.etree import Element, SubElement

from govreport.formats.word.xml import W, XmlElement

AUTHOR: Final = "govreport"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PARENTS: Final = frozenset(
    W + name
    for name in ("p", "hyperlink", "ins", "moveTo", "smartTag", "sdtContent", "customXml", "fldSimple", "dir", "bdo")
)
"""Elements that may contain runs, and so the ends of comments."""
_CHANGED: Final = frozenset(W + name for name in ("p", "hyperlink", "smartTag"))
"""Of these, the ones in which a run may be deleted or inserted as a tracked change."""
_NOTES: Final = {W + "footnote": W + "footnoteReference", W + "endnote": W + "endnoteReference"}


class Origin(NamedTuple):
    """A character of the document: the element that shows it, and the offset in its text."""

    element: XmlElement
    offset: int


class Place(NamedTuple):
    """The first and the last character of a comment."""

    first: Origin
    last: Origin


@frozen
class Change:
    """A replacement of the characters from one to another, both included."""

    first: Origin
    last: Origin | None
    """None for an insertion after ``first``, or before it."""
    replacement: str
    before: bool = False


class Body:
    """The tree of a document, and what is written into it."""

    def __init__(self, root: XmlElement, read: XmlElement, free_id: int) -> None:
        """``read`` is the tree of the same part that the reader built, without white space between elements."""
        self._root = root
        self._own = dict(zip(read.iter("*"), root.iter("*")))
        self._free_id = free_id
        self._slices: dict[XmlElement, list[tuple[int, XmlElement]]] = {}
        """For each element of a run that was cut: the offset where each slice ends, and its run."""
        self.comment_ids: list[int] = []
        """The numbers of the comments, in the order of their places."""

    def own(self, element: XmlElement) -> XmlElement | None:
        """The element of this tree for one that the reader saw; for one of a note, the reference to the note."""
        if element in self._own:
            return self._own[element]
        note = next(element.iterancestors(*_NOTES), None)
        return None if note is None else self._references.get((_NOTES[note.tag], note.get(W + "id")))

    @cached_property
    def _references(self) -> Mapping[tuple[str, str | None], XmlElement]:
        """The first reference to each note, by its kind and its number."""
        found: dict[tuple[str, str | None], XmlElement] = {}
        for one in self._root.iter(*_NOTES.values()):
            found.setdefault((one.tag, one.get(W + "id")), one)
        return found

    def is_text(self, origin: Origin) -> bool:
        """Whether a character is text that may be changed: not of a field, a text box or another tracked change."""
        run = origin.element.getparent()
        inside = None if run is None else run.getparent()
        return (
            origin.element.tag == W + "t" and _is_cut(origin.element) and inside is not None and inside.tag in _CHANGED
        )

    def write(self, changes: Sequence[Change], places: Sequence[Place]) -> None:
        """Write tracked changes, and the anchors of a comment at each place."""
        cuts: defaultdict[XmlElement, set[tuple[XmlElement, int]]] = defaultdict(set)
        for element, offset in _ends(changes, places):
            if _is_cut(element):
                cuts[element.getparent()].add((element, offset))
        for run, some in cuts.items():
            self._cut(run, some)
        numbers = count(self._free_id + len(places))
        changed: set[XmlElement] = set()
        for change in changes:
            self._change(change, numbers, changed)
        last: dict[XmlElement, XmlElement] = {}
        for number, place in enumerate(places, self._free_id):
            self._mark(number, place, last)
            self.comment_ids.append(number)

    def _cut(self, run: XmlElement, cuts: set[tuple[XmlElement, int]]) -> None:
        """Cut a run into several with the same properties."""
        properties = run.find(W + "rPr")
        children = [child for child in run if child is not properties]
        for child in children:
            run.remove(child)
        current = run
        for child in children:
            text = child.text or "" if child.tag == W + "t" else ""
            length = max(len(text), 1)
            if (child, 0) in cuts and _has_content(current):
                current = _next_run(current, run, properties)
            current.append(child)
            slices = self._slices.setdefault(child, [])
            begin, piece = 0, child
            for offset in sorted(offset for element, offset in cuts if element is child and 0 < offset < length):
                rest = deepcopy(child)
                _set_text(piece, text[begin:offset])
                slices.append((offset, current))
                current = _next_run(current, run, properties)
                current.append(rest)
                begin, piece = offset, rest
            if begin:
                _set_text(piece, text[begin:])
            slices.append((length, current))
            if (child, length) in cuts and child is not children[-1]:
                current = _next_run(current, run, properties)

    def _run(self, origin: Origin) -> XmlElement:
        """The run of a character after the cuts, or another element around it that is allowed between the ends of a comment."""
        element, offset = origin
        slices = self._slices.get(element)
        if slices is not None:
            return next((run for end, run in slices if offset < end), slices[-1][1])
        boxes = list(element.iterancestors(W + "txbxContent"))
        return boxes[-1] if boxes else element

    def _change(self, change: Change, numbers: Iterator[int], changed: set[XmlElement]) -> None:
        first = self._run(change.first)
        last = first if change.last is None else self._run(change.last)
        runs = _between(first, last)
        if not runs or changed.intersection(runs):
            return  # parts of the text that are not adjacent, or that another fix changes
        properties = first.find(W + "rPr")
        neighbour = last
        if change.last is not None:
            changed.update(runs)
            neighbour = Element(W + "del", {W + "id": str(next(numbers)), W + "author": AUTHOR})
            first.addprevious(neighbour)
            for run in runs:
                neighbour.append(run)
                for text in run.iter(W + "t"):
                    text.tag = W + "delText"
                    text.set(SPACE, "preserve")
        if change.replacement:
            inserted = Element(W + "ins", {W + "id": str(next(numbers)), W + "author": AUTHOR})
            run = SubElement(inserted, W + "r")
            if properties is not None:
                run.append(deepcopy(properties))
            SubElement(run, W + "t", {SPACE: "preserve"}).text = change.replacement
            if change.before:
                neighbour.addprevious(inserted)
            else:
                neighbour.addnext(inserted)

    def _mark(self, number: int, place: Place, last: dict[XmlElement, XmlElement]) -> None:
        """Put the ends of a comment around its place, and its reference after."""
        begin, end = (_between_runs(self._run(origin)) for origin in place)
        following = end.getnext()
        if following is not None and following.tag == W + "ins" and following.get(W + "author") == AUTHOR:
            end = following  # what replaces the text belongs to it
        attributes = {W + "id": str(number)}
        begin.addprevious(Element(W + "commentRangeStart", attributes))
        neighbour = last.get(end, end)
        stop = Element(W + "commentRangeEnd", attributes)
        neighbour.addnext(stop)
        reference = Element(W + "r")
        SubElement(reference, W + "commentReference", attributes)
        stop.addnext(reference)
        last[end] = reference


def _ends(changes: Sequence[Change], places: Sequence[Place]) -> Iterator[tuple[XmlElement, int]]:
    """Where runs must begin or end."""
    for place in places:
        yield place.first
        yield place.last.element, place.last.offset + 1
    for change in changes:
        element, offset = change.first
        if change.last is None:
            yield element, offset + (not change.before)
        else:
            yield element, offset
            yield change.last.element, change.last.offset + 1


def _is_cut(element: XmlElement) -> bool:
    """Whether the run of an element may be cut: it is not part of a text box or a formula."""
    run = element.getparent()
    return (
        run is not None
        and run.tag == W + "r"
        and run.getparent().tag in _PARENTS
        and next(run.iterancestors(W + "txbxContent"), None) is None
    )


def _has_content(run: XmlElement) -> bool:
    return any(child.tag != W + "rPr" for child in run)


def _next_run(current: XmlElement, run: XmlElement, properties: XmlElement | None) -> XmlElement:
    """A new run after another one, with the attributes and properties of the run that is cut."""
    new = Element(W + "r", dict(run.attrib), nsmap=run.nsmap)
    if properties is not None:
        new.append(deepcopy(properties))
    current.addnext(new)
    return new


def _set_text(element: XmlElement, text: str) -> None:
    element.text = text
    if text != text.strip(" \t\r\n"):
        element.set(SPACE, "preserve")


def _between(first: XmlElement, last: XmlElement) -> list[XmlElement]:
    """The runs from one to another of the same parent; empty if they are not adjacent."""
    found = [first]
    while found[-1] is not last:
        following = found[-1].getnext()
        if following is None or following.tag != W + "r":
            return []
        found.append(following)
    return found


def _between_runs(element: XmlElement) -> XmlElement:
    """The element itself, or the nearest element around it that is a sibling of runs."""
    while element.getparent().tag not in _PARENTS or next(element.iterancestors(W + "txbxContent"), None) is not None:
        element = element.getparent()
    return element
