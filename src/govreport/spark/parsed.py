"""From a column of texts to DataFrames of the tables, parsing each text once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govreport.batch.arrow import PARSED, Parser
from govreport.batch.entries import Reading

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@frozen
class Parsed:
    """The tables for the texts of a DataFrame; parsing is lazy."""

    frame: DataFrame
    """A row per document with its rows of the tables nested: :data:`govreport.batch.arrow.PARSED`."""

    @property
    def documents(self) -> DataFrame:
        """The columns of :data:`govreport.batch.columns.DOCUMENTS`."""
        return self.frame.select("document.*")

    @property
    def units(self) -> DataFrame:
        """The columns of :data:`govreport.batch.columns.UNITS`."""
        return self.frame.selectExpr("inline(units)")

    @property
    def paragraphs(self) -> DataFrame:
        """The columns of :data:`govreport.batch.columns.PARAGRAPHS`."""
        return self.frame.selectExpr("inline(paragraphs)")

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
    with_text: bool = False,
) -> Parsed:
    """Parse a column of texts on the cluster; the parameters are those of :class:`govreport.batch.arrow.Parser`.

    All tables come from one parse: the first action on any of them persists its rows, in memory or on disk, until
    ``parsed.frame.unpersist()``.  Rows lost with a worker are parsed again.

    :raises ValueError: a column is missing.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    wanted = list(dict.fromkeys(name for name in (text, id, source, error) if name is not None))
    for name in wanted:
        if name not in frame.columns:
            raise ValueError(f"no column {name!r}; the columns are {', '.join(frame.columns)}")
    parser = Parser(text, id, source, error, reading or Reading(), with_text)
    return Parsed(frame.select(wanted).mapInArrow(parser.parsed, from_arrow_schema(PARSED)).persist())
