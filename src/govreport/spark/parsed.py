"""A column of texts to three DataFrames, each text parsed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govreport.batch.arrow import PARSED, Parser
from govreport.batch.entries import Reading

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@frozen
class Parsed:
    """What the texts of a DataFrame come to; nothing is parsed before a table is asked for its rows."""

    frame: DataFrame
    """One row a document, its rows of the tables inside: :data:`govreport.batch.arrow.PARSED`."""

    @property
    def documents(self) -> DataFrame:
        """The columns of :data:`govreport.batch.columns.DOCUMENTS`."""
        return self.frame.select("document.*")

    @property
    def units(self) -> DataFrame:
        """The columns of :data:`govreport.batch.columns.UNITS`."""
        return self.frame.selectExpr("inline(units)")

    @property
    def diagnostics(self) -> DataFrame:
        """The columns of :data:`govreport.batch.columns.DIAGNOSTICS`."""
        return self.frame.selectExpr("inline(diagnostics)")


def parse(
    frame: DataFrame,
    *,
    text: str = "text",
    id: str = "id",
    source: str | None = None,
    error: str | None = None,
    reading: Reading | None = None,
) -> Parsed:
    """Parse a column of texts where they lie; the parameters are those of :class:`govreport.batch.arrow.Parser`.

    All three tables come from one parse: its rows are persisted, in memory and else on disk, by the first action on any
    of them, until ``parsed.frame.unpersist()``.  What is lost with a worker is parsed again.

    :raises ValueError: the frame has no such column.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    wanted = list(dict.fromkeys(name for name in (text, id, source, error) if name is not None))
    for name in wanted:
        if name not in frame.columns:
            raise ValueError(f"there is no column {name!r}; the frame has {', '.join(frame.columns)}")
    parser = Parser(text, id, source, error, reading or Reading())
    return Parsed(frame.select(wanted).mapInArrow(parser.parsed, from_arrow_schema(PARSED)).persist())
