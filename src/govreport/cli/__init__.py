"""The command ``govreport``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from govreport.cli.streams import drop_output, use_utf8, without_workflow_commands

INTERRUPTED = 130
"""The exit code that shells use for a process that Ctrl-C stopped."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command with ``arguments`` (default: those of the process) and exit.

    :raises SystemExit: always. 0: success; 1: ``check`` reported diagnostics, or the reader closed the pipe;
            2: usage error, or a file could not be read; 130: Ctrl-C.
    """
    try:
        use_utf8()
        # Imported here: it takes most of the start-up time, and Ctrl-C must be quiet then too.
        from govreport.cli.app import app

        try:
            with without_workflow_commands():
                app(args=arguments, prog_name="govreport")
        finally:
            sys.stdout.flush()
    except OSError as error:
        # Read errors are handled by the commands: this is an error in writing the output.
        sys.exit(drop_output(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(0)
