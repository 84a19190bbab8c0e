"""Damage found and undone in named steps, each switchable, each reporting what it did.

Everything behind this stage reads the repaired text; spans are mapped back, so that they speak of the source as given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

from attrs import frozen

from govreport.cleaning.leftovers import invisible, markup, radicals
from govreport.cleaning.offsets import Edit, Offsets, are_apart
from govreport.cleaning.pinyin import pinyin_glosses, shifted_bytes
from govreport.tree.diagnostics import Repair

__all__ = ["STEPS", "Cleaned", "Edit", "Offsets", "clean"]

STEPS: Mapping[str, Callable[[str], Iterable[Edit]]] = MappingProxyType(
    {
        "shifted_bytes": shifted_bytes,
        "pinyin_glosses": pinyin_glosses,
        "markup": markup,
        "invisible": invisible,
        "radicals": radicals,
    }
)
"""The steps in their order: shifted bytes first, for the glosses tell where the shifts are."""


@frozen
class Cleaned:
    """A repaired text, the way back to its source, and what was repaired."""

    text: str
    offsets: Offsets
    repairs: tuple[Repair, ...]


def clean(text: str, steps: Collection[str] | None = None) -> Cleaned:
    """Repair a text by some steps, by default all of :data:`STEPS`; a text without damage comes back as it is.

    :raises KeyError: there is no such step.

    >>> cleaned = clean("香洲區(qū)區(qū)委")
    >>> cleaned.text, cleaned.repairs[0]
    ('香洲區區委', <Repair pinyin_glosses '(qū)' → '' 3-7>)
    """
    unknown = set(steps or ()) - STEPS.keys()
    if unknown:
        raise KeyError(f"no cleaning step {sorted(unknown)[0]!r}; there are {', '.join(STEPS)}")
    offsets = Offsets.identity(len(text))
    repairs: list[Repair] = []
    for name, step in STEPS.items():
        if steps is not None and name not in steps:
            continue
        edits = list(step(text))
        if not edits:
            continue
        assert are_apart(edits), name
        place = offsets.to_source
        kept: dict[str, str] = {}  # a converter writes the same few glosses again and again
        for edit in edits:
            before = text[edit.start : edit.end]
            span = place(edit.start, edit.end)
            repairs.append(Repair(name, span, kept.setdefault(before, before), edit.after))
        text, offsets = offsets.edited(text, edits)
    if len({repair.step for repair in repairs}) > 1:
        repairs.sort(key=lambda repair: (repair.span.start, repair.span.end))
    return Cleaned(text, offsets, tuple(repairs))
