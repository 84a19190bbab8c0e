"""The registry of diagnostics: codes, severities and titles."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

SEVERITIES = ("error", "warning", "info")
"""The most severe first.  A warning means that something is probably wrong; an info is worth a look."""


@frozen
class Code:
    """One kind of diagnostic; :func:`govreport.explain` explains it."""

    code: str
    """Stable: its meaning never changes between releases."""
    severity: str
    """One of :data:`SEVERITIES`."""
    title: str


CODES: Mapping[str, Code] = MappingProxyType(
    {
        row.code: row
        for row in (
            Code("GR101", "info", "no title"),
            Code("GR102", "info", "no signature"),
            Code("GR103", "warning", "impossible date"),
            Code("GR201", "warning", "numbering gap"),
            Code("GR202", "warning", "repeated ordinal"),
            Code("GR203", "warning", "number out of order"),
            Code("GR204", "info", "level skipped"),
            Code("GR205", "warning", "empty section"),
            Code("GR206", "info", "heading without body"),
            Code("GR207", "warning", "ambiguous depth"),
            Code("GR208", "warning", "depth bound reached"),
            Code("GR209", "info", "number left in the text"),
            Code("GR210", "warning", "number of another section"),
            Code("GR301", "info", "damage repaired"),
            Code("GR302", "warning", "text lost to damage"),
            Code("GR303", "info", "text set aside"),
            Code("GR401", "warning", "undecodable bytes"),
            Code("GR402", "warning", "doubtful characters"),
            Code("GR403", "info", "codes of a font"),
            Code("GR501", "warning", "part missing"),
        )
    }
)
"""All codes, by code.  ``parse`` adds GR207, GR208 and GR301 to GR303 to those of the finished tree, ``read`` adds GR401 to
GR403, and GR501 is only checked with a profile."""
