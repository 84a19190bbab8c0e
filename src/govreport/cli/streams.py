"""Standard output and standard error: always UTF-8, and quiet when the reader closes the pipe."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

from govreport.cli.visible import visible, visible_json, visible_page
from govreport.cli.workflow_commands import WithoutCommands, json_without_commands

if TYPE_CHECKING:
    from govreport.cli.styled import Screen


VERBOSITY = "govreport.verbosity"
"""Where a context of click keeps how much a command reports: -1 with ``--quiet``, 1 with ``--verbose``."""

OCR = "govreport.ocr"
"""Where a context of click keeps whether the command recognizes the characters of scans."""


def use_utf8() -> None:
    """Make both streams write UTF-8 with LF line ends, independent of locale, platform and environment.

    Lone surrogates (as in a file name that is not UTF-8) are written as ``\\udc80``, not an error.
    Output to a closed stream (``>&-``) is discarded.
    """
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


@contextmanager
def without_workflow_commands() -> Iterator[None]:
    """Break the workflow commands in all printed text, except on a terminal, which executes none of them."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (one if one.isatty() else cast("TextIO", WithoutCommands(one)) for one in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def write(text: str) -> None:
    """Write a text to standard output, without workflow commands."""
    sys.stdout.write(text)


def write_commands(text: str) -> None:
    """Write workflow commands of this program to standard output."""
    _unprotected().write(text)


def write_page(text: str) -> None:
    """Write a text to standard output.

    A file gets it unchanged, a pipe without workflow commands, and a terminal with control characters escaped.
    """
    if sys.stdout.isatty():
        write(visible_page(text))
    elif _is_file(sys.stdout):
        _unprotected().write(text)
    else:
        write(text)


def write_json(text: str) -> None:
    """Write JSON to standard output; its value is unchanged.  A terminal gets control characters escaped."""
    write(visible_json(text) if sys.stdout.isatty() else json_without_commands(text))


def _unprotected() -> TextIO:
    return cast("TextIO", getattr(sys.stdout, "stream", sys.stdout))


def _is_file(stream: TextIO) -> bool:
    """Whether a stream writes to a file on disk."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # a stream without a descriptor
        return False


def write_binary(content: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def complain(message: str) -> None:
    """Write one line to standard error, ``govreport: message``, in the language of the command; ``message`` is in English."""
    from govreport.cli.language import words  # imported here: most commands print no message
    from govreport.language.localized import localized

    sys.stderr.write(f"govreport: {visible(localized(message, words().language))}\n")


def warn(message: str) -> None:
    """As :func:`complain` for a message that is not an error: not with ``--quiet``."""
    if verbosity() >= 0:
        complain(message)


def remark(message: str) -> None:
    """As :func:`complain` for what only ``--verbose`` reports."""
    if verbosity() > 0:
        complain(message)


def verbosity() -> int:
    """How much the running command reports: -1 with ``--quiet``, 1 with ``--verbose``, else 0."""
    import click

    context = click.get_current_context(silent=True)
    return int(context.meta.get(VERBOSITY, 0)) if context else 0


def recognizes() -> bool:
    """Whether the running command recognizes the characters of scans, by its option ``--ocr``."""
    import click

    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(OCR))


def console() -> Screen:
    """Standard output for styled text; coloured on a terminal."""
    from govreport.cli.styled import Screen  # imported here: Ctrl-C must be quiet while this loads, too

    return Screen()


def drop_output(error: OSError) -> int:
    """Discard standard output after a failed write; return the exit code.

    A closed pipe (``govreport tree … | head``) is not reported as an error; a full disk is.
    """
    # A closed pipe raises EINVAL on Windows, EPIPE elsewhere.
    reader_left = error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)
    if not reader_left:
        complain(f"standard output: {error.strerror or error}")
    # Flushing the buffer at interpreter exit would print a second error.
    with _nowhere() as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return 1 if reader_left else 2


def _nowhere() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  (importing pathlib takes longer than the rest of this module)
