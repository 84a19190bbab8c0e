"""A report as rows, one per unit, for tables and data frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypedDict

from govreport.tree.nodes import Document, Item, Paragraph, Section, Table, Unit
from govreport.tree.walk import documents
from govreport.util.extras import missing

if TYPE_CHECKING:
    import pandas


class Record(TypedDict):
    """One unit of a report."""

    path: str
    parent: str | None
    """The path of the parent unit; None at the first level."""
    kind: str
    """``section`` or ``item``."""
    family: str | None
    """None for a unit without a number, like the next three."""
    ordinal: int | None
    sub: int | None
    number: str | None
    depth: int
    """From 1; the depth in an attachment starts again at 1."""
    heading: str | None
    text: str
    """The direct text of the unit: a line per paragraph and table row."""
    start: int
    """The start of the unit in the source, in code points; ``end`` is after its last character."""
    end: int


COLUMNS: Final = tuple(Record.__annotations__)
"""The column names, in order."""
_INTEGERS: Final = frozenset(("ordinal", "sub", "depth", "start", "end", "page"))


def to_records(document: Document) -> list[Record]:
    """One row per unit, attachments included, in source order.

    >>> from govreport import parse
    >>> rows = parse("一、总体要求\\n坚持依法行政。\\n（一）指导思想。为民。\\n（二）原则。公开。").to_records()
    >>> [(row["path"], row["depth"], row["heading"], row["text"]) for row in rows]
    [('1', 1, '总体要求', '坚持依法行政。'), ('1/1', 2, '指导思想', '为民。'), ('1/2', 2, '原则', '公开。')]
    """
    return list(_records(document))


def data_frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pandas.DataFrame:
    """Rows as a data frame with nullable integers.

    :raises ImportError: pandas is not installed; install ``govreport[pandas]``.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError(missing("to_pandas()", "pandas", "pandas")) from error
    frame = pandas.DataFrame(rows, columns=list(columns))
    return frame.astype({name: "Int64" for name in columns if name in _INTEGERS})


def _records(document: Document) -> Iterator[Record]:
    for part in documents(document):
        first = [block for block in part.body if isinstance(block, (Section, Item))]
        stack: list[tuple[Section | Item, str | None, int]] = [(unit, None, 1) for unit in reversed(first)]
        while stack:
            unit, parent, depth = stack.pop()
            number, heading = unit.number, unit.heading
            yield {
                "path": unit.path,
                "parent": parent,
                "kind": unit.kind,
                "family": number.family if number else None,
                "ordinal": number.ordinal if number else None,
                "sub": number.sub if number else None,
                "number": number.text if number else None,
                "depth": depth,
                "heading": heading.text if heading else None,
                "text": "\n".join(_lines(unit)),
                "start": unit.span.start,
                "end": unit.span.end,
            }
            stack.extend((one, unit.path, depth + 1) for one in reversed(unit.units))


def _lines(unit: Unit) -> Iterator[str]:
    for block in unit.blocks:
        if isinstance(block, (Paragraph, Table)):
            yield block.text
