"""Statistics of a corpus from its tables: outline depths, number forms, diagnostics, lengths, years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, fields_dict, frozen
from pyarrow import parquet

from govreport.errors import ReadError

LENGTHS: Final = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
"""In characters: the upper limits of the length classes."""
_STATED: Final = {"undated": "date", "without_year": "year", "without_issuer": "issuer"}
"""The column that the documents of each count lack."""


@frozen
class Statistics:
    """Counts over a corpus, of documents unless stated otherwise."""

    documents: int = 0
    unread: int = 0
    """The documents that could not be read; all other counts exclude them."""
    characters: int = 0
    units: int = 0
    undated: int = 0
    """The documents without a date."""
    without_year: int = 0
    """The documents without a year: they have no date and no other sign of it."""
    without_issuer: int = 0
    """The documents whose issuer is not known."""
    formats: Counter[str] = field(factory=Counter)
    scripts: Counter[str] = field(factory=Counter)
    depths: Counter[int] = field(factory=Counter)
    """By the number of levels of nested sections; 0 for a text without an outline."""
    lengths: Counter[int] = field(factory=Counter)
    """By the first of :data:`LENGTHS` that exceeds the text; 0 for the longest."""
    years: Counter[int] = field(factory=Counter)
    """By the year that the document deals with, else the year of its issue; the others are counted in ``without_year``."""
    families: Counter[str] = field(factory=Counter)
    """The number of units by family of their number."""
    diagnostics: Counter[str] = field(factory=Counter)
    """The number of diagnostics by code."""


def statistics(folder: str | Path) -> Statistics:
    """Count the tables in a folder part by part: memory does not grow with the corpus.

    :param folder: the output of ``govreport corpus``: ``documents/*.parquet``, ``units/*.parquet`` …
    :raises ReadError: the folder has no such tables, or one that cannot be read.
    """
    counts = _Counts()
    columns = ["error", "format", "script", "characters", "depth", *_STATED.values()]
    for batch in batches(folder, "documents", columns):
        _documents(batch, counts)
    for batch in batches(folder, "units", ["family"]):
        counts.totals["units"] += batch.num_rows
        _count(counts.of["families"], batch.column("family"))
    for batch in batches(folder, "diagnostics", ["code"]):
        _count(counts.of["diagnostics"], batch.column("code"))
    values: dict[str, Any] = {**counts.totals, **counts.of}
    return Statistics(**values)


class _Counts:
    """Statistics being collected."""

    def __init__(self) -> None:
        self.totals = dict.fromkeys(("documents", "unread", "characters", "units", *_STATED), 0)
        self.of: dict[str, Counter[Any]] = {
            name: Counter() for name in fields_dict(Statistics) if name not in self.totals
        }


def batches(folder: str | Path, table: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Columns of one of the tables of a corpus, part by part.

    :raises ReadError: the folder has no such table, or one that cannot be read.
    """
    folder = Path(folder)
    if not any((folder / "documents").glob("*.parquet")):
        raise ReadError(str(folder), "contains no tables of a corpus; create them by govreport corpus PATH… -o FOLDER")
    for path in sorted((folder / table).glob("*.parquet")):
        yield from _batches_of(path, columns)


def _batches_of(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    try:
        with parquet.ParquetFile(path) as file:
            missing = [name for name in columns if name not in file.schema_arrow.names]
            if missing:
                raise ReadError(str(path), f"has no column {missing[0]}; create the tables again with this version")
            yield from file.iter_batches(columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise ReadError(str(path), f"is not a table of a corpus: {error}") from error


def _documents(batch: pa.RecordBatch, counts: _Counts) -> None:
    read = batch.filter(pc.is_null(batch.column("error")))
    counts.totals["documents"] += batch.num_rows
    counts.totals["unread"] += batch.num_rows - read.num_rows
    counts.totals["characters"] += pc.sum(read.column("characters")).as_py() or 0
    for name, column in (("formats", "format"), ("scripts", "script"), ("depths", "depth")):
        _count(counts.of[name], read.column(column))
    for length in read.column("characters").to_pylist():
        counts.of["lengths"][next((end for end in LENGTHS if length < end), 0)] += 1
    for name, column in _STATED.items():
        counts.totals[name] += read.column(column).null_count
    _count(counts.of["years"], read.column("year"))


def _count(counter: Counter[Any], column: pa.Array) -> None:
    for pair in pc.value_counts(column).to_pylist():
        if pair["values"] is not None:
            counter[pair["values"]] += pair["counts"]
