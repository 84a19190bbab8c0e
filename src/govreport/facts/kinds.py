"""What a report states, as values: citations, periods, figures, references and organs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, get_args

from attrs import frozen

from govreport.text.source import Span
from govreport.tree.nodes import Node, short

if TYPE_CHECKING:
    import datetime

FactKind: TypeAlias = Literal["citation", "date", "figure", "reference", "organ"]
"""The name of a kind of mention."""
Bound: TypeAlias = Literal["", "about", "least", "most"]
"""How a figure is to be read: as it is, roughly (约, 余), as the least (超, 以上) or the most (不超过, 以内)."""


@frozen(repr=False)
class Mention(Node):
    """Something that a leaf of the report states; it never reaches into another leaf."""

    text: str
    """What a reader sees there, damage undone."""
    span: Span
    path: str
    """Of the unit around it; outside units of the paragraph, table or attachment; empty in head and foot."""

    kind: ClassVar[str] = "mention"

    def _label(self) -> str:
        return f"{self.path} {short(self.text)}"


@frozen(repr=False, kw_only=True)
class Citation(Mention):
    """A document that is named: ``《关于…的通知》（国办发〔2024〕5号）``, or its number alone."""

    title: str
    """What stands between 《 and 》; empty where the number stands alone."""
    number: str
    """The document number (发文字号); empty where there is none."""

    kind: ClassVar[str] = "citation"


@frozen(repr=False, kw_only=True)
class Period(Mention):
    """A day or a stretch of time; both ends belong to it, and None is an end that the words do not name."""

    first_day: datetime.date | None
    last_day: datetime.date | None

    kind: ClassVar[str] = "date"


@frozen(repr=False, kw_only=True)
class Figure(Mention):
    """A number that counts or measures something."""

    value: Decimal
    """万 and 亿 multiplied out: ``12.3亿元`` is 1230000000."""
    upper: Decimal | None
    """The other end of a range (``3至5个``)."""
    unit: str
    """The measure word or unit as it is written; empty for a fraction such as 三分之一."""
    thing: str
    """What is counted, as the clause names it; the deed where it names no thing; empty where it names neither."""
    action: str
    """The words before the thing in its clause: ``审查`` in ``审查规范性文件16件``."""
    bound: Bound

    kind: ClassVar[str] = "figure"


@frozen(repr=False, kw_only=True)
class Reference(Mention):
    """A place in a document that the text points to: ``第十条第二款``, ``附件2``."""

    target: str | None
    """The path of the node; None where it is another document's, or cannot be told."""

    kind: ClassVar[str] = "reference"


@frozen(repr=False, kw_only=True)
class Organ(Mention):
    """An organ of the state or the Party, as it is named."""

    kind: ClassVar[str] = "organ"


KINDS: tuple[FactKind, ...] = get_args(FactKind)
"""The names of the kinds."""
