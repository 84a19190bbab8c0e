"""Chinese government reports as typed section trees with exact places in the source.

>>> import govreport
>>> report = govreport.parse("一、总体要求\\n（一）指导思想。坚持以人民为中心。\\n（二）基本原则。坚持依法行政。")
>>> [unit.title for unit in report.sections[0].units]
['（一）指导思想', '（二）基本原则']
"""

from __future__ import annotations

TYPE_CHECKING = False
"""As in ``typing``, whose import takes most of the time that this one would take."""

if TYPE_CHECKING:
    from typing import Any

    from govreport.checks.explanations import Explanation, explain
    from govreport.cleaning import STEPS
    from govreport.comparing import Change, Comparison, compare
    from govreport.errors import (
        DataFormError,
        DialectError,
        FileNameWarning,
        GovReportError,
        NotFoundError,
        ProfileError,
        ReadError,
        WorkerError,
    )
    from govreport.parsing import parse
    from govreport.reading import read
    from govreport.rendering import render
    from govreport.report import Report
    from govreport.text.source import Position, Source, Span
    from govreport.tree.codes import CODES, Code
    from govreport.tree.diagnostics import Diagnostic, Fix, Repair
    from govreport.tree.families import FAMILIES, Family
    from govreport.tree.nodes import (
        Attachment,
        Block,
        Date,
        Document,
        Field,
        Heading,
        Item,
        Node,
        Number,
        Paragraph,
        Section,
        Signature,
        Table,
        Text,
        Unit,
    )
    from govreport.tree.walk import Visitor

__version__ = "0.1.0"

__all__ = [
    "CODES",
    "FAMILIES",
    "STEPS",
    "Attachment",
    "Block",
    "Change",
    "Code",
    "Comparison",
    "DataFormError",
    "Date",
    "Diagnostic",
    "DialectError",
    "Document",
    "Explanation",
    "Family",
    "Field",
    "FileNameWarning",
    "Fix",
    "GovReportError",
    "Heading",
    "Item",
    "Node",
    "NotFoundError",
    "Number",
    "Paragraph",
    "Position",
    "ProfileError",
    "ReadError",
    "Repair",
    "Report",
    "Section",
    "Signature",
    "Source",
    "Span",
    "Table",
    "Text",
    "Unit",
    "Visitor",
    "WorkerError",
    "compare",
    "explain",
    "parse",
    "read",
    "render",
]

_MODULES = {
    "checks.explanations": "Explanation explain",
    "cleaning": "STEPS",
    "comparing": "Change Comparison compare",
    "errors": "DataFormError DialectError FileNameWarning GovReportError NotFoundError ProfileError ReadError"
    " WorkerError",
    "parsing": "parse",
    "reading": "read",
    "rendering": "render",
    "report": "Report",
    "text.source": "Position Source Span",
    "tree.codes": "CODES Code",
    "tree.diagnostics": "Diagnostic Fix Repair",
    "tree.families": "FAMILIES Family",
    "tree.nodes": "Attachment Block Date Document Field Heading Item Node Number Paragraph Section Signature Table Text"
    " Unit",
    "tree.walk": "Visitor",
}
"""The names of each module, which is imported when one of them is first used: ``import govreport`` takes no time."""
_PLACES = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return list(__all__)
