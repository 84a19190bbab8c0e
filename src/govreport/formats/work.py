"""The work that a file may cause: its reader counts units, and stops at a limit."""

from __future__ import annotations

from typing import Final

from govreport.errors import ReadError

MAX_WORK: Final = 10_000_000
"""The default maximum of units; a tree of that many elements takes over a gigabyte of memory."""


class Work:
    """Counts the units of work of one call of ``read``.

    A unit is a step whose number a file can multiply: an element or attribute of XML, a line, a cell, an object or
    character on a page, a level of an automatic number.
    """

    def __init__(self, name: str, most: int = MAX_WORK) -> None:
        """``name`` is the name of the file in messages."""
        self.name = name
        self._left = self._most = most

    @property
    def left(self) -> int:
        """How many more units are allowed."""
        return self._left

    def spend(self, units: int, on: str) -> None:
        """Count some more units; ``on`` names what takes them.

        :raises ReadError: there are more than allowed.

        >>> Work("a.docx", 10).spend(11, "cells")
        Traceback (most recent call last):
            ...
        govreport.errors.ReadError: a.docx: takes more than 10 units of work, the limit set by max_work, at its cells; \
split it into several files, or read it with a higher max_work
        """
        self._left -= units
        if self._left < 0:
            raise ReadError(
                self.name,
                f"takes more than {self._most:,} units of work, the limit set by max_work, at its {on}; "
                "split it into several files, or read it with a higher max_work",
            )
