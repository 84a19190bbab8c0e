"""The command ``govreport``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from govreport.cli.streams import drop_output, use_utf8

INTERRUPTED = 130
"""What a shell reports for a program that Ctrl-C ended."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command with the arguments of the process, or those given, and leave with its exit code.

    :raises SystemExit: always: 0 for success, 1 when ``check`` found something or when the reader of the
        output went away, 2 for wrong usage or a file that could not be read, 130 after Ctrl-C.
    """
    try:
        use_utf8()
        # Imported here: it takes most of the time before a command starts, and Ctrl-C must be quiet then too.
        from govreport.cli.app import app

        try:
            app(args=arguments, prog_name="govreport")
        finally:
            sys.stdout.flush()
    except OSError as error:
        # Files that cannot be read never come this far: what failed is the output.
        sys.exit(drop_output(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(0)
