"""The command ``govreport``."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from govreport.cli.streams import drop_output, use_utf8, without_workflow_commands, write

INTERRUPTED = 130
"""The exit code that shells use for a process that Ctrl-C stopped."""
_NAME = "govreport"
_COMPLETION = "_GOVREPORT_COMPLETE"
"""The environment variable by which a shell requests completions."""
_COLLECTED: Final = 100_000
"""After how many new objects the garbage collector runs; by default 700: little of what a command makes is garbage."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command with ``arguments`` (default: those of the process) and exit.

    :raises SystemExit: always. 0: success; 1: ``check`` reported diagnostics, or the reader closed the pipe;
            2: usage error, or a file could not be read; 130: Ctrl-C.
    """
    if arguments is None:  # the process is the command's own
        gc.set_threshold(_COLLECTED)
    try:
        use_utf8()
        try:
            with without_workflow_commands():
                code = _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            sys.stdout.flush()
    except OSError as error:
        # Read errors are handled by the commands: this is an error in writing the output.
        sys.exit(drop_output(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    if arguments is None:
        gc.freeze()  # all memory is given back now: Python need not look for garbage
    sys.exit(code)


def _run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    if list(arguments) in (["--version"], ["-V"]):  # often requested by other programs; click takes longer than Python
        from govreport import __version__

        write(f"govreport {__version__}\n")
        return 0
    # Imported here: it takes most of the start-up time, and Ctrl-C must be quiet then too.
    import click

    from govreport.cli.app import app

    if _COMPLETION in os.environ:
        app.main(list(arguments), _NAME, _COMPLETION)
    try:  # not ``app.main``, which prints a line for Ctrl-C
        with app.make_context(_NAME, list(arguments)) as context:
            app.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as error:
        from govreport.cli.help import show_error

        show_error(error)
        return error.exit_code
    return 0
