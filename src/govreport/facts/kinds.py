"""The kinds of facts as values: citations, periods, figures, references and organs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias, get_args

from attrs import frozen

from govreport.text.source import Span
from govreport.tree.nodes import Node, short
from govreport.util.records import twin

if TYPE_CHECKING:
    import datetime

FactKind: TypeAlias = Literal["citation", "date", "figure", "reference", "organ"]
"""The name of a kind of mention."""
Bound: TypeAlias = Literal["", "about", "least", "most"]
"""The precision of a figure: exact, approximate (约, 余), minimum (超, 以上) or maximum (不超过, 以内)."""


@frozen(repr=False)
class Mention(Node):
    """A fact in a leaf of the report; it never spans several leaves."""

    text: str
    """The readable text, with damage repaired."""
    span: Span
    path: str
    """The path of the unit that contains it, else of the paragraph, table or attachment; empty in head and foot."""

    kind: ClassVar[str] = "mention"

    def _label(self) -> str:
        return f"{self.path} {short(self.text)}"


@frozen(repr=False, kw_only=True)
class Citation(Mention):
    """A cited document: ``《关于…的通知》（国办发〔2024〕5号）``, or its number alone."""

    title: str
    """The text between 《 and 》; empty if there is only a number."""
    number: str
    """The document number (发文字号); empty without one."""

    kind: ClassVar[str] = "citation"


@frozen(repr=False, kw_only=True)
class Period(Mention):
    """A day or a period, both ends included; None for an end that the text does not name."""

    first_day: datetime.date | None
    last_day: datetime.date | None

    kind: ClassVar[str] = "date"


@frozen(repr=False, kw_only=True)
class Figure(Mention):
    """A number that counts or measures something."""

    value: Decimal
    """The value, with 万 and 亿 multiplied: ``12.3亿元`` is 1230000000."""
    upper: Decimal | None
    """The upper end of a range (``3至5个``)."""
    unit: str
    """The measure word or unit as written; empty for a fraction such as 三分之一."""
    thing: str
    """The thing counted; the action if the clause names only an action; empty if its sentence names neither."""
    action: str
    """The words before the thing in its clause: ``审查`` in ``审查规范性文件16件``."""
    bound: Bound
    from_value: Decimal | None = None
    """The level before a change: 7.4 in ``从7.4万亿元增加到10.2万亿元``, with 万 and 亿 multiplied."""
    to_value: Decimal | None = None
    """The level after a change, or the level reached (达到, 突破)."""
    growth: Decimal | None = None
    """The growth, negative for a fall: 8 in ``增长8%``, -3 in ``减少3件``, 1 in ``翻一番``."""
    growth_unit: str = ""
    """The unit of the growth; empty without one."""
    yearly: bool = False
    """Whether the growth is per year (年均)."""

    kind: ClassVar[str] = "figure"


make_figure: Final[Callable[..., Figure]] = twin(Figure)
"""Makes a figure in half the time."""


@frozen(repr=False, kw_only=True)
class Reference(Mention):
    """A reference to a part of a document: ``第十条第二款``, ``附件2``."""

    target: str | None
    """The path of the node; None if it is in another document, or unknown."""

    kind: ClassVar[str] = "reference"


@frozen(repr=False, kw_only=True)
class Organ(Mention):
    """An organ of the state or the Party, by its name."""

    kind: ClassVar[str] = "organ"


KINDS: tuple[FactKind, ...] = get_args(FactKind)
"""The names of the kinds."""


def kind_named(name: str) -> FactKind:
    """The kind with a name, in the singular or the plural.

    :raises ValueError: the kind does not exist.

    >>> kind_named("figures"), kind_named("organ")
    ('figure', 'organ')
    """
    for kind in KINDS:
        if name in (kind, f"{kind}s"):
            return kind
    raise ValueError(f"unknown kind of mention {name!r}; choose one of {', '.join(KINDS)}")
