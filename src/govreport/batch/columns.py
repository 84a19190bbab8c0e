"""Reports as columns: four Arrow tables with a row per document, unit, paragraph and diagnostic.

The schemas are versioned: their metadata has :data:`FORMAT`.  Within a version, the name, type and meaning of a column
never change; new columns are appended with a new minor version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
from attrs import frozen

from govreport.batch.results import Result
from govreport.report import Report
from govreport.tree.diagnostics import Diagnostic
from govreport.tree.walk import documents
from govreport.writers.paragraphs import COLUMNS as PARAGRAPH_COLUMNS
from govreport.writers.paragraphs import to_paragraphs
from govreport.writers.records import COLUMNS, Record, to_records

FORMAT: Final = "govreport-tables/2.0"
_METADATA: Final = {"format": FORMAT}

_LARGEST: Final = 2**63 - 1

DOCUMENTS: Final = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("source", pa.string()),  # the path or address of the document
        pa.field("error", pa.string()),  # why it could not be read; all later columns are then null
        pa.field("format", pa.string()),
        pa.field("encoding", pa.string()),
        pa.field("script", pa.string()),
        pa.field("title", pa.string()),
        pa.field("document_number", pa.string()),
        pa.field("addressee", pa.string()),
        pa.field("issuers", pa.list_(pa.field("element", pa.string()))),  # the name used by Parquet
        pa.field("issuer", pa.string()),  # the organ that issued it, from the signature or another place
        pa.field("province", pa.string()),
        pa.field("city", pa.string()),
        pa.field("county", pa.string()),
        pa.field("genre", pa.string()),
        pa.field("date", pa.date32()),
        pa.field("date_from", pa.string()),  # where the date was found
        pa.field("year", pa.int32()),
        pa.field("year_from", pa.string()),
        pa.field("characters", pa.int64()),
        pa.field("sections", pa.int32()),
        pa.field("items", pa.int32()),
        pa.field("depth", pa.int32()),  # levels of nested sections; 0 without sections
        pa.field("attachments", pa.int32()),
        pa.field("paragraphs", pa.int32()),
        pa.field("diagnostics", pa.int32()),
        pa.field("repairs", pa.int32()),
        pa.field("text", pa.string()),  # the text that offsets count in; null unless requested
    ],
    _METADATA,
)
UNITS: Final = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),  # the id of its document
        pa.field("path", pa.string(), nullable=False),
        pa.field("parent", pa.string()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("family", pa.string()),
        pa.field("ordinal", pa.int64()),
        pa.field("sub", pa.int64()),
        pa.field("number", pa.string()),
        pa.field("depth", pa.int32(), nullable=False),
        pa.field("heading", pa.string()),
        pa.field("text", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
    ],
    _METADATA,
)
PARAGRAPHS: Final = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),
        pa.field("path", pa.string()),
        pa.field("parent", pa.string()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("page", pa.int32()),
    ],
    _METADATA,
)
DIAGNOSTICS: Final = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("message", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        pa.field("column", pa.int32(), nullable=False),
    ],
    _METADATA,
)
SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    "documents": DOCUMENTS,
    "units": UNITS,
    "paragraphs": PARAGRAPHS,
    "diagnostics": DIAGNOSTICS,
}
"""The tables by name."""


@frozen
class Tables:
    """The rows of some documents in the four tables."""

    documents: pa.RecordBatch
    units: pa.RecordBatch
    paragraphs: pa.RecordBatch
    diagnostics: pa.RecordBatch

    def __reduce__(self) -> tuple[Any, ...]:
        # One buffer a table: pickling each column apart takes twice as long on the way from a worker.
        return _received, tuple(getattr(self, name).serialize().to_pybytes() for name in SCHEMAS)


def _received(*buffers: bytes) -> Tables:
    """The tables from their messages in the format of Arrow IPC."""
    batches = (
        pa.ipc.read_record_batch(pa.py_buffer(buffer), schema)
        for buffer, schema in zip(buffers, SCHEMAS.values(), strict=True)
    )
    return Tables(*batches)


def tables(results: Iterable[Result], *, text: bool = False) -> Tables:
    """The rows of some documents, in order.

    Lone surrogates, which Arrow strings do not allow, become question marks.

    :param text: whether the documents have their text, too.

    >>> from govreport import parse
    >>> made = tables([Result("a", parse("一、总则\\n（一）目的。依法行政。")), Result("b", error="no such file")])
    >>> made.documents.num_rows, made.units.column("path").to_pylist()
    (2, ['1', '1/1'])
    >>> made.paragraphs.column("text").to_pylist()
    ['一、', '总则', '（一）', '目的。', '依法行政。']
    """
    rows: list[Mapping[str, Any]] = []
    units: list[Mapping[str, Any]] = []
    paragraphs: list[Mapping[str, Any]] = []
    diagnostics: list[Diagnostic] = []
    documents_of: dict[str, list[str]] = {"units": [], "paragraphs": [], "diagnostics": []}  # their column "document"
    for result in results:
        row: dict[str, Any] = {"id": result.id, "source": result.source, "error": result.error}
        if (report := result.report) is not None:
            records, leaves = to_records(report), to_paragraphs(report, report.source)
            row |= _document(report) | _outline(records) | {"paragraphs": len(leaves)}
            row["text"] = report.source.text if text else None
            units += records
            paragraphs += leaves
            diagnostics += report.diagnostics
            for name, found in (("units", records), ("paragraphs", leaves), ("diagnostics", report.diagnostics)):
                documents_of[name] += [result.id] * len(found)
        rows.append(row)
    columns = {
        "units": _columns(units, COLUMNS),
        "paragraphs": _columns(paragraphs, PARAGRAPH_COLUMNS),
        "diagnostics": _diagnostics(diagnostics),
    }
    return Tables(
        _batch({name: [row.get(name) for row in rows] for name in DOCUMENTS.names}, DOCUMENTS),
        **{name: _batch({"document": documents_of[name]} | columns[name], SCHEMAS[name]) for name in columns},
    )


def _document(report: Report) -> dict[str, Any]:
    source, signature, found = report.source, report.signature, report.metadata
    return {
        "format": source.format,
        "encoding": source.encoding,
        "script": source.script,
        "title": report.title and report.title.text,
        "document_number": report.document_number and report.document_number.text,
        "addressee": report.addressee and report.addressee.text,
        "issuers": [issuer.text for issuer in signature.issuers] if signature else [],
        "issuer": found.issuer,
        "province": found.region.province,
        "city": found.region.city,
        "county": found.region.county,
        "genre": found.genre,
        "date": found.date,
        "date_from": found.date_from,
        "year": found.year,
        "year_from": found.year_from,
        "characters": len(source.text),
        "attachments": sum(1 for _ in documents(report)) - 1,
        "diagnostics": len(report.diagnostics),
        "repairs": len(report.repairs),
    }


def _outline(records: Sequence[Record]) -> dict[str, int]:
    depths = [record["depth"] for record in records if record["kind"] == "section"]
    return {"sections": len(depths), "items": len(records) - len(depths), "depth": max(depths, default=0)}


def _columns(rows: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in names}


def _diagnostics(found: Sequence[Diagnostic]) -> dict[str, list[Any]]:
    return {
        "code": [one.code for one in found],
        "severity": [one.severity for one in found],
        "message": [one.message for one in found],
        "start": [one.span.start for one in found],
        "end": [one.span.end for one in found],
        "line": [one.line for one in found],
        "column": [one.column for one in found],
    }


def _batch(columns: Mapping[str, list[Any]], schema: pa.Schema) -> pa.RecordBatch:
    try:
        return pa.RecordBatch.from_pydict(columns, schema=schema)
    except (UnicodeEncodeError, OverflowError):
        held = {name: [_held(value) for value in values] for name, values in columns.items()}
        return pa.RecordBatch.from_pydict(held, schema=schema)


def _held(value: object) -> object:
    """The value, or None if Arrow cannot store it: a number of twenty digits does not count sections."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_held(one) for one in value]
    return None if isinstance(value, int) and value > _LARGEST else value
