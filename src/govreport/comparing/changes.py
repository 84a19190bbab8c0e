"""What happened to one thing: a change, with paths and places in both reports."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from govreport.comparing.words import Stretch
from govreport.tree.labels import parted
from govreport.tree.nodes import Node, short

Kind: TypeAlias = Literal["added", "removed", "moved", "renumbered", "retitled", "reworded"]
"""What happened: ``retitled`` is a unit whose heading reads otherwise, ``reworded`` a text."""

KINDS: Final[tuple[Kind, ...]] = ("added", "removed", "moved", "renumbered", "retitled", "reworded")


@frozen(repr=False)
class Found:
    """One end of a change: where it stands in one of the reports."""

    node: Node
    """A node of that report."""
    part: str
    """``section``, ``item``, ``paragraph``, ``table``, ``attachment``; ``title``, ``addressee``, ``field``, ``issuer``,
    ``date`` … for parts of head and foot."""
    depth: int
    """How deep it stands: 0 directly in the report, 1 below a section or in an attachment."""
    path: str
    """Its path (see :mod:`govreport.tree.walk`); empty for what has none, as parts of head and foot."""
    number: str
    """The mark of a unit, the label of an attachment."""
    text: str
    """The heading of a unit, the text of anything else."""

    @property
    def title(self) -> str:
        """Number and text in one line."""
        return self.number + parted(self.number, self.text) + self.text

    def __repr__(self) -> str:
        return f"<{self.part} {self.path} {short(self.title)} {self.node.span.start}-{self.node.span.end}>"

    def to_dict(self) -> dict[str, Any]:
        """The end of a change in the data form: its span, in code points of its source, and what is not empty."""
        words = {"part": self.part, "path": self.path, "number": self.number, "text": self.text}
        return {key: value for key, value in words.items() if value} | {"span": list(self.node.span)}


@frozen(repr=False)
class Change:
    """A unit, a paragraph or another part of one report or both, and what happened to it."""

    kinds: tuple[Kind, ...]
    """All that happened to it, in the order of :data:`KINDS`; nothing if it is the same in both."""
    old: Found | None
    """None for what was added."""
    new: Found | None
    """None for what was removed."""
    stretches: tuple[Stretch, ...] = ()
    """What changed in the heading or the text, word by word."""
    implied: bool = False
    """Whether it only came or went with the unit above it."""

    @property
    def found(self) -> Found:
        """Its end in the new report, or in the old one if it was removed."""
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
