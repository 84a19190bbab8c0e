"""What a corpus holds, counted from its tables: outline depths, forms of numbers, findings, lengths, years."""

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
"""In characters: where one class of lengths ends and the next begins."""
_YEAR: Final = "(?P<year>(?:19|20)[0-9]{2})年?"


@frozen
class Statistics:
    """Counts over a corpus; each is a number of documents unless it says otherwise."""

    documents: int = 0
    unread: int = 0
    """Of them, those that could not be read; they count nowhere else."""
    characters: int = 0
    units: int = 0
    formats: Counter[str] = field(factory=Counter)
    scripts: Counter[str] = field(factory=Counter)
    depths: Counter[int] = field(factory=Counter)
    """By how many levels of sections stand inside each other; 0 for a text without an outline."""
    lengths: Counter[int] = field(factory=Counter)
    """By the first of :data:`LENGTHS` that a text does not reach; 0 for the longest."""
    years: Counter[int] = field(factory=Counter)
    """By the year of issue, or else the first that the title names; documents with neither are left out."""
    families: Counter[str] = field(factory=Counter)
    """Numbers of units, by the family of their number."""
    diagnostics: Counter[str] = field(factory=Counter)
    """Numbers of diagnostics, by code."""


def statistics(folder: str | Path) -> Statistics:
    """Count what the tables in a folder hold, one part after the other: memory does not grow with the corpus.

    :param folder: as ``govreport corpus`` writes it: ``documents/*.parquet``, ``units/*.parquet``, ``diagnostics/*.parquet``.
    :raises ReadError: it holds no such tables, or one that cannot be read.
    """
    counts = _Counts()
    for batch in batches(folder, "documents", ["error", "format", "script", "title", "date", "characters", "depth"]):
        _documents(batch, counts)
    for batch in batches(folder, "units", ["family"]):
        counts.totals["units"] += batch.num_rows
        _count(counts.of["families"], batch.column("family"))
    for batch in batches(folder, "diagnostics", ["code"]):
        _count(counts.of["diagnostics"], batch.column("code"))
    values: dict[str, Any] = {**counts.totals, **counts.of}
    return Statistics(**values)


class _Counts:
    """Statistics on their way."""

    def __init__(self) -> None:
        self.totals = dict.fromkeys(("documents", "unread", "characters", "units"), 0)
        self.of: dict[str, Counter[Any]] = {
            name: Counter() for name in fields_dict(Statistics) if name not in self.totals
        }


def batches(folder: str | Path, table: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Some columns of one of the tables of a corpus, one part after the other.

    :raises ReadError: the folder holds no such table, or one that cannot be read.
    """
    folder = Path(folder)
    if not any((folder / "documents").glob("*.parquet")):
        raise ReadError(str(folder), "holds no tables of a corpus; govreport corpus PATH… -o FOLDER writes them")
    for path in sorted((folder / table).glob("*.parquet")):
        yield from _batches_of(path, columns)


def _batches_of(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    try:
        with parquet.ParquetFile(path) as file:
            yield from file.iter_batches(columns=columns)
    except (OSError, pa.ArrowException, KeyError) as error:
        raise ReadError(str(path), f"is no table of a corpus: {error}") from error


def _documents(batch: pa.RecordBatch, counts: _Counts) -> None:
    read = batch.filter(pc.is_null(batch.column("error")))
    counts.totals["documents"] += batch.num_rows
    counts.totals["unread"] += batch.num_rows - read.num_rows
    counts.totals["characters"] += pc.sum(read.column("characters")).as_py() or 0
    for name, column in (("formats", "format"), ("scripts", "script"), ("depths", "depth")):
        _count(counts.of[name], read.column(column))
    for length in read.column("characters").to_pylist():
        counts.of["lengths"][next((end for end in LENGTHS if length < end), 0)] += 1
    _count(counts.of["years"], years_of(read))


def years_of(batch: pa.RecordBatch) -> pa.Array:
    """The year of each document: that of its issue, or else the first that its title names; null for neither."""
    named = pc.struct_field(pc.extract_regex(batch.column("title"), _YEAR), "year")
    return pc.coalesce(pc.cast(pc.year(batch.column("date")), pa.int32()), pc.cast(named, pa.int32()))


def _count(counter: Counter[Any], column: pa.Array) -> None:
    for pair in pc.value_counts(column).to_pylist():
        if pair["values"] is not None:
            counter[pair["values"]] += pair["counts"]
