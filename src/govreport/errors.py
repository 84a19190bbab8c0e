"""Everything that govreport raises.

Text never raises: :func:`govreport.parse` answers any string with a tree and diagnostics.  What is left are
misuse (a wrong form handed to ``from_dict``) and the world outside (files).
"""

from __future__ import annotations


class GovReportError(Exception):
    """The root of all errors that this library raises on purpose; each can be pickled and copied."""


class DataFormError(GovReportError, ValueError):
    """A value handed to ``from_dict`` or ``from_json`` is not in the data form ``govreport/1``."""

    path: str
    """Where: ``$.body[3].number``."""
    problem: str
    """What is wrong there."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.problem} @ {self.path}; expected the data form govreport/1"


class NotFoundError(GovReportError, LookupError):
    """No node of the report has this path."""

    path: str

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"no node has the path {self.path!r}; node.path and `govreport tree --paths` list those that exist"


class ReadError(GovReportError, OSError):
    """A file could not be read.

    What a terminal would obey in the name of a file is escaped in the message:

    >>> print(ReadError("\\x1b[31m.txt", "no such file"))
    \\x1b[31m.txt: no such file
    """

    name: str
    """The file, or what it was called by the caller of ``read``."""
    problem: str
    """Why not."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return "".join(map(_shown, f"{self.name}: {self.problem}"))


class ProfileError(GovReportError, ValueError):
    """There is no such profile, or its file cannot be read or is none."""

    name: str
    """The profile, or the path of its file."""
    problem: str
    """What is wrong, and where in the file."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return "".join(map(_shown, f"profile {self.name}: {self.problem}"))


class DialectError(GovReportError, ValueError):
    """There is no such dialect, or its file cannot be read or is none."""

    name: str
    """The dialect, or the path of its file."""
    problem: str
    """What is wrong, and where in the file."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return "".join(map(_shown, f"dialect {self.name}: {self.problem}"))


def _shown(character: str) -> str:
    return character if character.isprintable() or character == "\u3000" else repr(character)[1:-1]
