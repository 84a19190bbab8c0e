"""Finding and repairing damage in named steps, each optional, each reporting its repairs.

All later stages work on the repaired text; spans are mapped back to the original source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from attrs import frozen

from govreport.cleaning.leftovers import invisible, markup, radicals
from govreport.cleaning.offsets import Edit, Offsets, are_apart
from govreport.cleaning.pinyin import pinyin_glosses, shifted_bytes
from govreport.tree import making
from govreport.tree.diagnostics import Repair

__all__ = ["STEPS", "Cleaned", "Edit", "Offsets", "clean"]


def _recognition(text: str) -> Iterator[Edit]:
    """Correct what the recognition of a scan misreads: 〔2025] before a number, 一1一 as a page number, 2O25, ⑨①."""
    from govreport.cleaning.recognition import recognition  # here: few texts were recognized

    return recognition(text)


STEPS: Mapping[str, Callable[[str], Iterable[Edit]]] = MappingProxyType(
    {
        "shifted_bytes": shifted_bytes,
        "pinyin_glosses": pinyin_glosses,
        "markup": markup,
        "invisible": invisible,
        "radicals": radicals,
        "recognition": _recognition,
    }
)
"""The steps in order: shifted bytes first, since the glosses show where the shifts are."""


@frozen
class Cleaned:
    """A repaired text, the offsets into its source, and the repairs."""

    text: str
    offsets: Offsets
    repairs: tuple[Repair, ...]


_USUAL = tuple(name for name in STEPS if name != "recognition")
"""The steps that run in text that was not recognized, unless others are named."""


def clean(text: str, steps: Collection[str] | None = None, *, recognized: bool = False) -> Cleaned:
    """Repair a text by some steps (default: all of :data:`STEPS`); text without damage is returned unchanged.

    :param recognized: whether the text was recognized (OCR); otherwise the step ``recognition`` runs only if it is named.
    :raises KeyError: a step does not exist.

    >>> cleaned = clean("香洲區(qū)區(qū)委")
    >>> cleaned.text, cleaned.repairs[0]
    ('香洲區區委', <Repair pinyin_glosses '(qū)' → '' 3-7>)
    """
    if steps is None:
        steps = STEPS if recognized else _USUAL
    elif unknown := set(steps) - STEPS.keys():
        raise KeyError(f"unknown cleaning step {sorted(unknown)[0]!r}; known steps are {', '.join(STEPS)}")
    offsets = Offsets.identity(len(text))
    repairs: list[Repair] = []
    for name, step in STEPS.items():
        if name not in steps:
            continue
        edits = list(step(text))
        if not edits:
            continue
        assert are_apart(edits), name
        held = offsets.to_held
        kept: dict[str, str] = {}  # interned: a converter repeats the same few glosses
        for edit in edits:
            before = text[edit.start : edit.end]
            span = held(edit.start, edit.end)
            repairs.append(making.Repair(name, span, kept.setdefault(before, before), edit.after))
        text, offsets = offsets.edited(text, edits)
    if repairs and len({repair.step for repair in repairs}) > 1:
        repairs.sort(key=lambda repair: (repair.span.start, repair.span.end))
    return Cleaned(text, offsets, tuple(repairs))
