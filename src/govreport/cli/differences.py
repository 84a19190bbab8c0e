"""The changes between two reports, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govreport.cli.language import words
from govreport.cli.repairs import shortened
from govreport.cli.styled import Text
from govreport.cli.visible import visible
from govreport.comparing import Change, Comparison, Found
from govreport.comparing.changes import Kind
from govreport.tree.labels import separator

OPENING: Final = 60
"""The maximum number of characters shown of a text that was added, removed or only moved."""

_SIGNS: Final = {"added": ("+", "green"), "removed": ("-", "red"), "moved": (">", "magenta"), "": ("=", "dim")}


def diff_lines(comparison: Comparison, *, everything: bool = False) -> Iterator[Text]:
    """The lines of a comparison for a terminal: the number of changes by kind, then each change."""
    counts = [words().gettext("{n:,} {kind}", n=n, kind=_named(kind)) for kind, n in comparison.counts.items()]
    yield Text(words().pgettext("list", ", ").join(counts) or words().gettext("no change"), "bold")
    for change in comparison.rows if everything else comparison.changes:
        yield _line(change)


def _line(change: Change) -> Text:
    first = next(iter(change.kinds), "")
    sign, style = _SIGNS.get(first, ("~", "yellow"))
    line = Text.assemble((f"{sign} ", style), (_place(change), "cyan"))
    if change.kinds:
        line.append(f" {words().pgettext('list', ', ').join(map(_named, change.kinds))}", style)
    line.append(words().pgettext("list", ": "))
    if change.old and change.new and "renumbered" in change.kinds:
        line.append(f"{visible(change.old.number)} → {visible(change.new.number)} ")
        return line.append_text(_text(change, ""))
    return line.append_text(_text(change, visible(change.found.number)))


def _named(kind: Kind) -> str:
    return words().pgettext("change", kind)


def _text(change: Change, number: str) -> Text:
    """The text of a change: word by word if it was reworded, else its beginning."""
    text = visible(change.found.text)
    line = Text(number + separator(number, text))
    if not change.stretches:
        return line.append(text if len(text) <= OPENING else f"{text[: OPENING - 1]}…")
    for at, one in enumerate(change.stretches):
        if one.same:
            edges = {"before": 0} if at == 0 else {"after": 0} if at + 1 == len(change.stretches) else {}
            line.append(shortened(one.new, **edges))
            continue
        if one.old:
            line.append(f"[-{visible(one.old)}-]", "red")
        if one.new:
            line.append(f"{{+{visible(one.new)}+}}", "green")
    return line


def _place(change: Change) -> str:
    """The paths in both reports; for parts of head and foot, the names of the parts."""

    def place(found: Found) -> str:
        return visible(found.path) or words().pgettext("part", found.part.replace("_", " "))

    places = [place(found) for found in (change.old, change.new) if found]
    return " → ".join(dict.fromkeys(places))
