"""The command ``govreport view``: a report as an HTML page, in a file or on a local server."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport.cli import options
from govreport.cli.command import argument, command, option
from govreport.cli.files import STANDARD_INPUT, UNREADABLE, each_report, stem
from govreport.cli.saving import save, somewhere
from govreport.cli.streams import complain, write, write_page
from govreport.cli.visible import visible
from govreport.errors import ReadError

if TYPE_CHECKING:
    from govreport.report import Report
    from govreport.tree.conversion import Script

_BROKEN = "The file cannot be read: "


@command(example="govreport view --serve report.txt")
@argument("file", metavar="FILE", help=options.FILE)
@option("--output", "-o", metavar="PAGE", help="Write the page to this file; - for standard output.")
@option("--serve", is_flag=True, help="Serve the page locally, and reload it when the file changes.")
@option("--port", type=click.IntRange(0, 65535), metavar="N", default=0, help="The port to serve on; 0 for a free one.")
@option("--open/--no-open", "to_open", default=None, help="Open the page in the browser (default: only in a terminal).")
@options.force
@options.script
@options.encoding
def view(
    file: str,
    output: str | None,
    serve: bool,
    port: int,
    to_open: bool | None,
    force: bool,
    script: Script | None,
    encoding: str | None,
) -> int:
    """Show the report as an HTML page: outline, formatted text, diagnostics."""
    if serve and (output is not None or file == STANDARD_INPUT):
        raise click.UsageError("--serve needs a FILE and cannot be combined with --output")
    opens = sys.stdout.isatty() if to_open is None else to_open
    if serve:
        return _serve(file, port, opens, script, encoding)

    def show(report: Report) -> int:
        from govreport.viewer import page

        html = page(_in_script(report, script))
        if output == "-":
            write_page(html)
            return 0
        path = Path(output) if output else somewhere(f"{stem(file)}.html")
        if not save(html.encode("utf-8"), path, force=force, inputs=[file]):
            return UNREADABLE
        _show(path, opens)
        return 0

    return each_report([file], show, encoding=encoding)


def _show(path: Path, opens: bool) -> None:
    """Print the path of a page, and open it in the browser if requested."""
    write(f"{visible(str(path))}\n")
    if opens:
        webbrowser.open(path.resolve().as_uri())


def _serve(file: str, port: int, opens: bool, script: Script | None, encoding: str | None) -> int:
    """Serve until Ctrl-C, the normal way to stop."""
    from govreport.viewer.serve import Pages, Server

    try:
        server = Server(Pages(lambda: _state(file), lambda state: _page(file, state, script, encoding)), port)
    except OSError as error:
        complain(f"port {port}: {error.strerror or error}")
        return UNREADABLE
    with server:
        write(f"{server.url}  (Ctrl-C ends)\n")
        sys.stdout.flush()
        if opens:
            webbrowser.open(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            write("\n")
    return 0


def _state(file: str) -> str:
    """A string that changes whenever the file changes."""
    try:
        about = Path(file).stat()
    except (OSError, ValueError) as error:
        return str(error)
    return f"{about.st_mtime_ns} {about.st_size} {about.st_ino}"


def _page(file: str, state: str, script: Script | None, encoding: str | None) -> str:
    """The page of a file; while it cannot be read, a page with the error that keeps reloading."""
    from govreport.parsing import parse
    from govreport.reading import read
    from govreport.viewer import page

    try:
        report = read(file, encoding=encoding)
    except ReadError as error:
        report = parse(_BROKEN + error.problem, name=file)
    return page(_in_script(report, script), live=state)


def _in_script(report: Report, script: Script | None) -> Report:
    return report.converted(script) if script else report
