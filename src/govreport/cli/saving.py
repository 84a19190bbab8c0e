"""Output files of commands: written completely or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import IO, Final, TextIO, cast

from click.exceptions import Exit

from govreport.cli.files import UNREADABLE
from govreport.cli.streams import complain
from govreport.cli.workflow_commands import WithoutCommands
from govreport.util.atomic_write import atomic_write

STANDARD_OUTPUT: Final = "-"
"""The name that means standard output."""


def save(content: bytes, path: Path, *, force: bool, inputs: Iterable[str] = ()) -> bool:
    """Write a file; return whether it succeeded.  Failures are reported on standard error.

    An existing file is replaced only with ``force``, and only once the new content is complete.

    :param inputs: the files that the command reads; they are never replaced.
    """
    try:
        _refuse_inputs(path, inputs)
        with _new_file(path, force=force) as file:
            file.write(content)
    except Exit:
        return False
    return True


@contextmanager
def to_file(path: Path, *, force: bool, inputs: Iterable[str] = ()) -> Iterator[TextIO]:
    """Let everything printed go to a file, which gets its name once all is written.

    :param inputs: as for :func:`save`.
    :raises click.exceptions.Exit: the file cannot be written; standard error has the reason.
    """
    _refuse_inputs(path, inputs)
    if path.is_dir():
        complain(f"{path}: is a folder; give the name of a file")
        raise Exit(UNREADABLE)
    with _new_file(path, force=force) as file:
        stream = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
        with redirect_stdout(cast("TextIO", WithoutCommands(stream))):
            yield stream
        stream.flush()
        stream.detach()


def _refuse_inputs(path: Path, inputs: Iterable[str]) -> None:
    """Leave the command if a file that it would write is one that it reads."""
    if any(_is_same(path, name) for name in inputs):
        complain(f"{path}: is an input of this command; choose another name")
        raise Exit(UNREADABLE)


@contextmanager
def _new_file(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A file that gets its name once all is written; failures are reported, and leave the command."""
    try:
        with atomic_write(path, replace=force) as file:
            yield file
    except FileExistsError:
        complain(f"{path}: file exists; use --force to replace it")
        raise Exit(UNREADABLE) from None
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
        raise Exit(UNREADABLE) from None


def _is_same(path: Path, name: str) -> bool:
    """Whether both are the same existing file."""
    try:
        return path.samefile(name)
    except (OSError, ValueError):  # ValueError: NUL in the name
        return False


def make_folder(path: Path) -> bool:
    """Create a folder unless it exists; return whether it succeeded."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
        return False
    return True


def somewhere(name: str) -> Path:
    """A path of that name in a new temporary folder that only this user can read."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="govreport-")) / name
