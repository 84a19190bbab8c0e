"""Texts in Arrow record batches to tables in Arrow record batches: the form in which engines hand out work.

Spark's ``mapInArrow``, the bags of Dask, the streams of DuckDB and Polars are all an iterator of record batches, and
so is what comes back: any of them can call the methods of :class:`Parser`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, repeat
from typing import Any, Final

import pyarrow as pa
from attrs import field, frozen

from govreport.batch.columns import DIAGNOSTICS, DOCUMENTS, UNITS, Tables, tables
from govreport.batch.entries import Entry, Reading
from govreport.batch.results import Result

PARSED: Final = pa.schema(
    [
        pa.field("document", pa.struct(list(DOCUMENTS)), nullable=False),
        pa.field("units", pa.list_(pa.struct(list(UNITS))), nullable=False),
        pa.field("diagnostics", pa.list_(pa.struct(list(DIAGNOSTICS))), nullable=False),
    ],
    DOCUMENTS.metadata,
)
"""One row a document, with its rows of the three tables inside: what an engine keeps, to parse each text once."""

_STRINGS: Final = frozenset({"string", "large_string", "string_view"})
_FILES: Final = frozenset({"binary", "large_binary", "binary_view", "null"})

_CHARACTERS: Final = 1 << 18
"""As soon as the texts of some documents come to so many code points, their trees become rows."""
_ROWS: Final = 1 << 12
"""No batch that is handed on has more."""


@frozen
class Parser:
    """What to parse in a record batch, as an iterator of batches to an iterator of batches.

    An object and its methods can be pickled.  No more is held than one batch of the input, and the trees of few documents.
    No document fails a batch: one that cannot be read is a row of the documents that says why.

    :param text: the column of the texts.  Strings are parsed; binary values are files in any form that
        :func:`govreport.read` knows.
    :param id: the column of what to call each document, of any type that can be written as a string.  It need not be
        unique; null becomes ``""``.
    :param source: the column of where each was found, if there is one.
    :param error: the column of why a document cannot be had, if there is one; where it is not null, nothing is read.
    :param reading: how to read each; its ``max_chars`` bounds the memory, up to 200 bytes for each character.

    >>> batch = pa.RecordBatch.from_pydict({"id": [1, 2], "text": ["一、总则\\n（一）目的。依法行政。", None]})
    >>> parser = Parser()
    >>> [units] = parser.units([batch])
    >>> units.column("document").to_pylist(), units.column("path").to_pylist()
    (['1', '1'], ['1', '1/1'])
    >>> [documents] = parser.documents([batch])
    >>> documents.column("error").to_pylist()
    [None, 'no text in column text']
    """

    text: str = "text"
    id: str = "id"
    source: str | None = None
    error: str | None = None
    reading: Reading = field(factory=Reading)

    def documents(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`~govreport.batch.columns.DOCUMENTS`, one a row of the input and in its order.

        :raises ValueError: a batch lacks a column, or its texts are neither strings nor binary.
        """
        for made in self.tables(batches):
            yield made.documents

    def units(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`~govreport.batch.columns.UNITS`; what is raised is that of :meth:`documents`."""
        for made in self.tables(batches):
            yield from _slices(made.units)

    def diagnostics(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`~govreport.batch.columns.DIAGNOSTICS`; what is raised is that of :meth:`documents`."""
        for made in self.tables(batches):
            yield from _slices(made.diagnostics)

    def parsed(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`PARSED`: all three tables by one parse; what is raised is that of :meth:`documents`."""
        for made in self.tables(batches):
            yield _nested(made)

    def tables(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Tables]:
        """The three tables of a few documents at a time; what is raised is that of :meth:`documents`."""
        waiting: list[Result] = []
        characters = 0
        for result in self._results(batches):
            waiting.append(result)
            characters += len(result.report.source.text) if result.report else 0
            if characters >= _CHARACTERS or len(waiting) == _ROWS:
                yield tables(waiting)
                waiting, characters = [], 0
        if waiting:
            yield tables(waiting)

    def _results(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Result]:
        for batch in batches:
            texts = _texts(_column(batch, self.text), self.text)
            columns = [_optional(batch, name) for name in (self.id, self.source, self.error)]
            for text, id, source, error in zip(texts, *columns, strict=True):
                wrong = error or (f"no text in column {self.text}" if text is None else None)
                yield self.reading.result(Entry(id or "", source, text, wrong))


def _column(batch: pa.RecordBatch, name: str) -> Any:
    if name not in batch.schema.names:
        raise ValueError(f"there is no column {name!r}; the batch has {', '.join(batch.schema.names)}")
    return batch.column(name)


def _optional(batch: pa.RecordBatch, name: str | None) -> Iterable[str | None]:
    return repeat(None, len(batch)) if name is None else _strings(_column(batch, name))


def _texts(column: Any, name: str) -> Iterator[str | bytes | None]:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if str(kind) in _STRINGS:
        return _strings(column)
    if str(kind) not in _FILES:
        raise ValueError(f"column {name!r} is of {kind}; texts are strings, files are binary")
    return (value.as_py() for value in column)


def _strings(column: Any) -> Iterator[str | None]:
    """The values as strings, one at a time; what is no UTF-8 is replaced: some engines let any bytes pass for a string."""
    if str(column.type) not in _STRINGS | _FILES:
        column = column.cast(pa.string())
    for value in column.cast(pa.large_binary()):
        content = value.as_py()
        yield None if content is None else content.decode("utf-8", "replace")


def _slices(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    for start in range(0, batch.num_rows, _ROWS):
        yield batch.slice(start, _ROWS)


def _nested(made: Tables) -> pa.RecordBatch:
    """One row a document; how many rows of the other tables are its own stands in its row."""
    own = made.documents.select(["sections", "items", "diagnostics"]).to_pylist()
    units = [(row["sections"] or 0) + (row["items"] or 0) for row in own]
    diagnostics = [row["diagnostics"] or 0 for row in own]
    columns = [
        made.documents.to_struct_array(),
        _lists(made.units, units),
        _lists(made.diagnostics, diagnostics),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=PARSED)


def _lists(batch: pa.RecordBatch, lengths: Iterable[int]) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(accumulate(lengths, initial=0), pa.int32()), batch.to_struct_array())
