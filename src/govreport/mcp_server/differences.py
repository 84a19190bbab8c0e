"""The answer about two reports: the changes between them, or their figures side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from govreport.comparing import Change as ChangeFound
from govreport.comparing import Found, Stretch, compare
from govreport.facts import Figure, side_by_side
from govreport.facts import FigurePair as Pair
from govreport.mcp_server.answers import plain
from govreport.mcp_server.paging import part
from govreport.mcp_server.places import cut, located
from govreport.mcp_server.results import Change, Comparison, Counted, FigurePair, Located

if TYPE_CHECKING:
    from govreport.report import Report

CHANGES: Final = 30
"""The maximum number of changes in a result."""
_TEXT: Final = 240
"""The maximum length of the text of a change, in code points."""
_KEPT: Final = 16
"""How many unchanged characters are shown around a changed word."""


def comparison(old: Report, new: Report, *, figures: bool, cursor: str | None) -> Comparison:
    """The changes of units and words, or the figures that differ: those in both reports first."""
    found: dict[str, Any] = {"old": old.source.name or "", "new": new.source.name or ""}
    if figures:
        every = side_by_side(old.mentions("figure"), new.mentions("figure"))
        pairs = sorted((pair for pair in every if pair.change != 0), key=lambda pair: pair.change is None)
        counts = {
            "changed": sum(pair.change is not None for pair in pairs),
            "removed": sum(pair.new is None for pair in pairs),
            "added": sum(pair.old is None for pair in pairs),
        }
        shown, rest = part(pairs, cursor, CHANGES)
        rows = [_pair(old, new, pair) for pair in shown]
        return cast("Comparison", {**found, "counts": counts, "figures": rows, **rest})
    compared = compare(old, new)
    changes, rest = part(compared.changes, cursor, CHANGES)
    listed = [_change(old, new, change) for change in changes]
    return cast("Comparison", {**found, "counts": dict(compared.counts), "changes": listed, **rest})


def _change(old: Report, new: Report, change: ChangeFound) -> Change:
    sides = {"old": _place(old, change.old), "new": _place(new, change.new)}
    text = _marked(change.stretches) if change.stretches else change.found.title
    return cast(
        "Change",
        {
            "kinds": list(change.kinds),
            "part": change.found.part,
            "text": cut(text, _TEXT),
            **{name: place for name, place in sides.items() if place},
        },
    )


def _place(report: Report, found: Found | None) -> Located | None:
    return located(report, found.node.span, found.path) if found else None


def _marked(stretches: tuple[Stretch, ...]) -> str:
    """The text with replaced words marked, and little of the text between them."""
    pieces = []
    for at, one in enumerate(stretches):
        if not one.same:
            pieces.append((f"[-{one.old}-]" if one.old else "") + (f"{{+{one.new}+}}" if one.new else ""))
        elif len(one.new) <= 2 * _KEPT + 1:
            pieces.append(one.new)
        else:
            before = one.new[:_KEPT] if at else ""
            after = one.new[-_KEPT:] if at + 1 < len(stretches) else ""
            pieces.append(f"{before}…{after}")
    return "".join(pieces)


def _pair(old: Report, new: Report, pair: Pair) -> FigurePair:
    either = pair.new or pair.old
    assert either is not None
    row: dict[str, Any] = {"thing": cut(either.thing), "unit": cut(either.unit)}
    if pair.change is not None:
        row["change"] = plain(pair.change)
    if pair.old:
        row["old"] = _counted(old, pair.old)
    if pair.new:
        row["new"] = _counted(new, pair.new)
    return cast("FigurePair", row)


def _counted(report: Report, figure: Figure) -> Counted:
    place = located(report, figure.span, figure.path)
    return cast("Counted", {**place, "text": cut(figure.text), "value": plain(figure.value)})
