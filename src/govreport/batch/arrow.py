"""From texts in Arrow record batches to tables in Arrow record batches, the exchange format of query engines.

Spark's ``mapInArrow``, Dask bags, and the streams of DuckDB and Polars are iterators of record batches, and so are the
results: any of these engines can call the methods of :class:`Parser`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, repeat
from typing import Any, Final

import pyarrow as pa
from attrs import field, frozen

from govreport.batch.columns import DIAGNOSTICS, DOCUMENTS, PARAGRAPHS, UNITS, Tables, tables
from govreport.batch.entries import Entry, Reading
from govreport.batch.results import Result

PARSED: Final = pa.schema(
    [
        pa.field("document", pa.struct(list(DOCUMENTS)), nullable=False),
        pa.field("units", pa.list_(pa.struct(list(UNITS))), nullable=False),
        pa.field("paragraphs", pa.list_(pa.struct(list(PARAGRAPHS))), nullable=False),
        pa.field("diagnostics", pa.list_(pa.struct(list(DIAGNOSTICS))), nullable=False),
    ],
    DOCUMENTS.metadata,
)
"""A row per document, with its rows of the other tables nested, so that an engine parses each text only once."""

_STRINGS: Final = frozenset({"string", "large_string", "string_view"})
_FILES: Final = frozenset({"binary", "large_binary", "binary_view", "null"})

_CHARACTERS: Final = 1 << 18
"""Trees are converted to rows once their texts have this many code points."""
_ROWS: Final = 1 << 12
"""The maximum number of rows in an output batch."""


@frozen
class Parser:
    """Parses an iterator of record batches into an iterator of record batches.

    The object and its methods can be pickled.  Memory holds one input batch and the trees of a few documents.  Errors
    never fail a batch: a document that cannot be read is a row of the documents with an error.

    :param text: the column of the texts.  Strings are parsed; binary values are files in any format of
        :func:`govreport.read`.
    :param id: the column of the document ids, of any type that converts to a string.  Ids need not be unique; null
        becomes ``""``.
    :param source: the column with the origin of each document, if any.
    :param error: the column of errors, if any; rows where it is not null are not read.
    :param reading: the reading options; ``max_chars`` bounds the memory, up to 200 bytes per character.
    :param with_text: whether the documents have their text, too.

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
    with_text: bool = False

    def documents(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`~govreport.batch.columns.DOCUMENTS`, one per input row and in input order.

        :raises ValueError: a column is missing, or the texts are neither strings nor binary.
        """
        for made in self.tables(batches):
            yield made.documents

    def units(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`~govreport.batch.columns.UNITS`; raises like :meth:`documents`."""
        for made in self.tables(batches):
            yield from _slices(made.units)

    def paragraphs(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`~govreport.batch.columns.PARAGRAPHS`; raises like :meth:`documents`."""
        for made in self.tables(batches):
            yield from _slices(made.paragraphs)

    def diagnostics(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`~govreport.batch.columns.DIAGNOSTICS`; raises like :meth:`documents`."""
        for made in self.tables(batches):
            yield from _slices(made.diagnostics)

    def parsed(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of :data:`PARSED`, all tables from one parse; raises like :meth:`documents`."""
        for made in self.tables(batches):
            yield _nested(made)

    def tables(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Tables]:
        """The tables for a few documents at a time; raises like :meth:`documents`."""
        waiting: list[Result] = []
        characters = 0
        for result in self._results(batches):
            waiting.append(result)
            characters += len(result.report.source.text) if result.report else 0
            if characters >= _CHARACTERS or len(waiting) == _ROWS:
                yield tables(waiting, text=self.with_text)
                waiting, characters = [], 0
        if waiting:
            yield tables(waiting, text=self.with_text)

    def _results(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Result]:
        for batch in batches:
            texts = _texts(_column(batch, self.text), self.text)
            columns = [_optional(batch, name) for name in (self.id, self.source, self.error)]
            for text, id, source, error in zip(texts, *columns, strict=True):
                wrong = error or (f"no text in column {self.text}" if text is None else None)
                yield self.reading.result(Entry(id or "", source, text, wrong))


def _column(batch: pa.RecordBatch, name: str) -> Any:
    if name not in batch.schema.names:
        raise ValueError(f"no column {name!r}; the columns are {', '.join(batch.schema.names)}")
    return batch.column(name)


def _optional(batch: pa.RecordBatch, name: str | None) -> Iterable[str | None]:
    return repeat(None, len(batch)) if name is None else _strings(_column(batch, name))


def _texts(column: Any, name: str) -> Iterator[str | bytes | None]:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if str(kind) in _STRINGS:
        return _strings(column)
    if str(kind) not in _FILES:
        raise ValueError(f"column {name!r} has type {kind}; expected strings (texts) or binary (files)")
    return (value.as_py() for value in column)


def _strings(column: Any) -> Iterator[str | None]:
    """The values as strings, one at a time; invalid UTF-8, which some engines allow in strings, is replaced."""
    if str(column.type) not in _STRINGS | _FILES:
        column = column.cast(pa.string())
    for value in column.cast(pa.large_binary()):
        content = value.as_py()
        yield None if content is None else content.decode("utf-8", "replace")


def _slices(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    for start in range(0, batch.num_rows, _ROWS):
        yield batch.slice(start, _ROWS)


def _nested(made: Tables) -> pa.RecordBatch:
    """A row per document, with the number of its rows in the other tables."""
    own = made.documents.select(["sections", "items", "paragraphs", "diagnostics"]).to_pylist()
    lengths = {
        "units": [(row["sections"] or 0) + (row["items"] or 0) for row in own],
        "paragraphs": [row["paragraphs"] or 0 for row in own],
        "diagnostics": [row["diagnostics"] or 0 for row in own],
    }
    lists = [_lists(getattr(made, name), counts) for name, counts in lengths.items()]
    return pa.RecordBatch.from_arrays([made.documents.to_struct_array(), *lists], schema=PARSED)


def _lists(batch: pa.RecordBatch, lengths: Iterable[int]) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(accumulate(lengths, initial=0), pa.int32()), batch.to_struct_array())
