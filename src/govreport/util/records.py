"""Records: the values that stages hand to each other, thousands for a text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from attrs import define

if TYPE_CHECKING:
    from attrs import frozen as record
else:
    record = partial(define, eq=False, repr=False)

__all__ = ["record", "twin"]

_Frozen = TypeVar("_Frozen")

# A frozen class with slots takes five times as long to make, since each attribute is set through ``object.__setattr__``.
# So records are frozen only for the type checker, which checks all code that uses them.  Nodes, which users get, are frozen.
# No code compares or prints records: attrs takes half the time for a class without these methods.


def twin(frozen: type[_Frozen], **attributes: object) -> type[_Frozen]:
    """A constructor of a frozen class that takes half the time; it is called as the class is, and gives its instances.

    attrs sets each field of a frozen instance through ``object.__setattr__``.  The twin is a subclass without own
    fields.  The fields of its instances can be set, and a complete instance becomes an instance of the class itself.  It saves two
    fifths of the time that a tree takes to make.

    :param attributes: attributes of the twin itself, such as a descriptor that sets a field in another way.

    >>> from govreport.text.source import Span
    >>> span = twin(Span)(3, 5)
    >>> type(span) is Span, span == Span(3, 5)
    (True, True)
    """

    def complete(self: object) -> None:
        self.__class__ = frozen

    body = {
        "__slots__": (),
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__attrs_post_init__": complete,
        **attributes,
    }
    return define(type(frozen.__name__, (frozen,), body), slots=False, repr=False, eq=False, order=False)
