"""The exceptions that govreport raises.

Text never raises: :func:`govreport.parse` turns any string into a tree with diagnostics.  Exceptions are for
misuse, such as invalid data for ``from_dict``, and for files that cannot be read.
"""

from __future__ import annotations


class GovReportError(Exception):
    """The base class of all exceptions raised by this library; each can be pickled and copied."""


class DataFormError(GovReportError, ValueError):
    """The data for ``from_dict`` or ``from_json`` is not in the data form ``govreport/1``."""

    path: str
    """The JSON path: ``$.body[3].number``."""
    problem: str
    """What is wrong at this path."""

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

    Control characters in the file name are escaped in the message:

    >>> print(ReadError("\\x1b[31m.txt", "no such file"))
    \\x1b[31m.txt: no such file
    """

    name: str
    """The name of the file, or the ``name`` given to ``read``."""
    problem: str
    """Why it could not be read."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return "".join(map(_shown, f"{self.name}: {self.problem}"))


class ProfileError(GovReportError, ValueError):
    """The profile does not exist, or its file is unreadable or invalid."""

    name: str
    """The name of the profile, or the path of its file."""
    problem: str
    """What is wrong, and where in the file."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return "".join(map(_shown, f"profile {self.name}: {self.problem}"))


class DialectError(GovReportError, ValueError):
    """The dialect does not exist, or its file is unreadable or invalid."""

    name: str
    """The name of the dialect, or the path of its file."""
    problem: str
    """What is wrong, and where in the file."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return "".join(map(_shown, f"dialect {self.name}: {self.problem}"))


class WorkerError(GovReportError, RuntimeError):
    """The processes of :func:`govreport.batch.parse_many` cannot be started, for instance since they start work on import."""

    problem: str
    """What happened, and what to do."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def _shown(character: str) -> str:
    return character if character.isprintable() or character == "\u3000" else repr(character)[1:-1]


class FileNameWarning(UserWarning):
    """The text given to :func:`govreport.parse` is the name of a file; :func:`govreport.read` reads files."""
