"""Everything that govreport raises.

Text never raises: :func:`govreport.parse` answers any string with a tree and diagnostics.  What is left are
misuse (a wrong form handed to ``from_dict``) and the world outside (files).
"""

from __future__ import annotations


class GovReportError(Exception):
    """The root of all errors that this library raises on purpose."""


class DataFormError(GovReportError, ValueError):
    """A value handed to ``from_dict`` or ``from_json`` is not in the data form ``govreport/1``.

    ``path`` says where (``$.body[3].number``), ``problem`` what is wrong there.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.problem} @ {self.path}; expected the data form govreport/1"


class NotFoundError(GovReportError, LookupError):
    """No node of the report has this path."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"no node has the path {self.path!r}; node.path and `govreport tree --paths` list those that exist"


class ReadError(GovReportError, OSError):
    """A file could not be read; ``name`` is the file, ``problem`` the reason."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}"
