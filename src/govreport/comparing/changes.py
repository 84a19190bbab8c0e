"""A change of one unit or paragraph, with its paths and spans in both reports."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from govreport.comparing.words import Stretch
from govreport.tree.labels import separator
from govreport.tree.nodes import Node, short

Kind: TypeAlias = Literal["added", "removed", "moved", "renumbered", "retitled", "reworded"]
"""The kinds of changes: ``retitled`` is a changed heading, ``reworded`` a changed text."""

KINDS: Final[tuple[Kind, ...]] = ("added", "removed", "moved", "renumbered", "retitled", "reworded")


@frozen(repr=False)
class Found:
    """One side of a change: a node in one of the reports."""

    node: Node
    """The node."""
    part: str
    """``section``, ``item``, ``paragraph``, ``table``, ``attachment``; ``title``, ``addressee``, ``field``, ``issuer``,
    ``date`` … for parts of head and foot."""
    depth: int
    """The depth: 0 at the top level, 1 in a section or attachment."""
    path: str
    """The path (see :mod:`govreport.tree.walk`); empty for parts of head and foot."""
    number: str
    """The number of a unit, the label of an attachment."""
    text: str
    """The heading of a unit, the text of anything else."""

    @property
    def title(self) -> str:
        """Number and text on one line."""
        return self.number + separator(self.number, self.text) + self.text

    def __repr__(self) -> str:
        return f"<{self.part} {self.path} {short(self.title)} {self.node.span.start}-{self.node.span.end}>"

    def to_dict(self) -> dict[str, Any]:
        """The side in the data form: its span, in code points of its source, and all values that are not empty."""
        words = {"part": self.part, "path": self.path, "number": self.number, "text": self.text}
        return {key: value for key, value in words.items() if value} | {"span": list(self.node.span)}


@frozen(repr=False)
class Change:
    """A unit, paragraph or other part of one or both reports, and how it changed."""

    kinds: tuple[Kind, ...]
    """All kinds of change that apply, in the order of :data:`KINDS`; empty if unchanged."""
    old: Found | None
    """None if it was added."""
    new: Found | None
    """None if it was removed."""
    stretches: tuple[Stretch, ...] = ()
    """The changes in the heading or text, word by word."""
    implied: bool = False
    """Whether it was added or removed only as part of the unit above it."""

    @property
    def found(self) -> Found:
        """The side in the new report; in the old one if it was removed."""
        found = self.new or self.old
        assert found is not None
        return found

    def __repr__(self) -> str:
        return f"<Change {' '.join(self.kinds) or 'same'} {self.old} {self.new}>"

    def to_dict(self) -> dict[str, Any]:
        """The change in the data form."""
        ends = {"old": self.old, "new": self.new}
        form: dict[str, Any] = {"kinds": list(self.kinds)}
        form |= {name: end.to_dict() for name, end in ends.items() if end is not None}
        if self.stretches:
            form["stretches"] = [
                {"same": one.same} | {name: text for name, text in (("old", one.old), ("new", one.new)) if text}
                for one in self.stretches
            ]
        return form
