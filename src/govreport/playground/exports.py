"""The files that the page makes of a document."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from attrs import frozen

from govreport.facts import COLUMNS as FACTS
from govreport.rendering import render
from govreport.report import Report
from govreport.viewer import page
from govreport.writers.paragraphs import COLUMNS as PARAGRAPHS
from govreport.writers.records import COLUMNS as UNITS
from govreport.writers.sheets import Sheet, labelled, write_csv, write_xlsx

_TYPES: Final = MappingProxyType(
    {
        "csv": "text/csv",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "html": "text/html",
        "json": "application/json",
        "jsonl": "application/x-ndjson",
        "md": "text/markdown",
        "txt": "text/plain",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml": "application/xml",
    }
)


@frozen
class Export:
    """A file to save."""

    name: str
    type: str
    """The media type."""
    content: bytes

    @classmethod
    def of(cls, report: Report, suffix: str, content: bytes) -> Export:
        """A file named after that of the report."""
        stem = PurePath(report.source.name or "report").stem
        return cls(f"{stem}.{suffix}", _TYPES[suffix.rpartition(".")[2]], content)


def export(report: Report, form: str, lang: str) -> Export:
    """A report in one of the :data:`FORMS`; tables and pages are in a language."""
    return Export.of(report, form, FORMS[form](report, lang))


def _text(made: str) -> bytes:
    return made.encode("utf-8", "replace")


def _units(report: Report, lang: str) -> Sheet:
    return labelled("units", UNITS, report.to_records(), lang)


def _paragraphs(report: Report, lang: str) -> Sheet:
    return labelled("paragraphs", PARAGRAPHS, report.to_records("paragraphs"), lang)


def _facts(report: Report, lang: str) -> Sheet:
    return labelled("facts", FACTS, report.mentions().to_records(), lang)


def _csv(table: Sheet) -> bytes:
    out = io.BytesIO()
    write_csv(table, out)
    return out.getvalue()


def _xlsx(report: Report, lang: str) -> bytes:
    out = io.BytesIO()
    write_xlsx([_units(report, lang), _paragraphs(report, lang), _facts(report, lang)], out)
    return out.getvalue()


def _chunks(report: Report) -> str:
    rows = (json.dumps(chunk.to_dict(), ensure_ascii=False) for chunk in report.chunks())
    return "".join(f"{row}\n" for row in rows)


FORMS: Final[Mapping[str, Callable[[Report, str], bytes]]] = MappingProxyType(
    {
        "docx": lambda report, lang: report.to_docx(),
        "md": lambda report, lang: _text(report.to_markdown()),
        "html": lambda report, lang: _text(page(report, lang=lang)),
        "xlsx": _xlsx,
        "outline.csv": lambda report, lang: _csv(_units(report, lang)),
        "facts.csv": lambda report, lang: _csv(_facts(report, lang)),
        "json": lambda report, lang: _text(report.to_json(indent=2)),
        "chunks.jsonl": lambda report, lang: _text(_chunks(report)),
        "xml": lambda report, lang: _text(report.to_xml()),
        "txt": lambda report, lang: _text(render(report)),
    }
)
"""The writer of each form, by the suffix of its files."""
