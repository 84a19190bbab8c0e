"""Mentions as rows, for tables and data frames."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypedDict, cast

from govreport.facts.kinds import Mention
from govreport.util.extras import missing

if TYPE_CHECKING:
    import pandas


class FactRow(TypedDict):
    """One mention; values that its kind does not have are None."""

    kind: str
    """One of :data:`govreport.facts.KINDS`."""
    text: str
    path: str
    start: int
    """The start in the source, in code points; ``end`` is after its last character."""
    end: int
    value: Decimal | None
    upper: Decimal | None
    unit: str | None
    thing: str | None
    action: str | None
    bound: str | None
    from_value: Decimal | None
    """The change of a figure, as its attributes of the same names."""
    to_value: Decimal | None
    growth: Decimal | None
    growth_unit: str | None
    yearly: bool | None
    first_day: datetime.date | None
    last_day: datetime.date | None
    title: str | None
    number: str | None
    target: str | None


COLUMNS: Final = tuple(FactRow.__annotations__)
"""The column names, in order."""


class Mentions(tuple[Mention, ...]):
    """Mentions in source order: a tuple that can be made a table."""

    __slots__ = ()

    def to_records(self) -> list[FactRow]:
        """One row a mention, as dicts with the keys :data:`COLUMNS`.

        >>> from govreport import parse
        >>> [(row["thing"], str(row["value"]), row["unit"]) for row in parse("涉案标的12.3亿元。").mentions().to_records()]
        [('涉案标的', '1230000000', '元')]
        """
        return [_row(one) for one in self]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame, numbers as floats and places as integers.

        :raises ImportError: pandas is not installed; install ``govreport[pandas]``.
        """
        try:
            import pandas
        except ImportError as error:
            raise ImportError(missing("to_pandas()", "pandas", "pandas")) from error
        frame = pandas.DataFrame(self.to_records(), columns=list(COLUMNS))
        numbers = dict.fromkeys(("value", "upper", "from_value", "to_value", "growth"), "Float64")
        return frame.astype({**numbers, "start": "Int64", "end": "Int64", "yearly": "boolean"})


def _row(one: Mention) -> FactRow:
    row = {name: getattr(one, name, None) for name in COLUMNS}
    row["start"], row["end"] = one.span
    return cast("FactRow", row)
