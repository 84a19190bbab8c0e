"""Standard output and standard error: always UTF-8, and quiet when the reader closes the pipe."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from govreport.cli.visible import visible, visible_page

if TYPE_CHECKING:
    from rich.console import Console


def use_utf8() -> None:
    """Make both streams write UTF-8 with LF line ends, whatever the locale, platform and environment.

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


def write(text: str) -> None:
    """Write a text to standard output exactly as it is."""
    sys.stdout.write(text)


def write_page(text: str) -> None:
    """Write a text to standard output: unchanged into a pipe, with control characters escaped on a terminal."""
    write(visible_page(text) if sys.stdout.isatty() else text)


def write_binary(content: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def complain(message: str) -> None:
    """Write one line to standard error: ``govreport: message``."""
    sys.stderr.write(f"govreport: {visible(message)}\n")


def console() -> Console:
    """A console for literal text: no markup, no emoji codes, no wrapping; coloured on a terminal."""
    from rich.console import Console  # imported here: Ctrl-C must be quiet while this loads, too

    return Console(markup=False, emoji=False, highlight=False, soft_wrap=True)


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
    return Path(os.devnull).open("w", encoding="utf-8")
