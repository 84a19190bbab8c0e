"""The command ``govreport view``: reports as HTML pages, in files or on a local server."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from govreport.cli import options
from govreport.cli.command import command, option
from govreport.cli.files import STANDARD_INPUT, UNREADABLE, each_report, stem
from govreport.cli.language import requested_language, words
from govreport.cli.local_pages import browse
from govreport.cli.local_pages import serve as serve_page
from govreport.cli.saving import STANDARD_OUTPUT, make_folder, save, somewhere
from govreport.cli.streams import complain, recognizes, write, write_page
from govreport.cli.visible import visible
from govreport.errors import ReadError

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.report import Report
    from govreport.tree.conversion import Script

INDEX: Final = "index.html"
"""The page that lists several reports."""


@command(example="govreport view --serve report.txt")
@options.files
@option(
    "--output",
    "-o",
    metavar="PAGE",
    help="Write the page to this file, several pages and their index to this folder; - for standard output.",
)
@option("--serve", is_flag=True, help="Serve the page locally, and reload it when the file changes.")
@option("--port", type=click.IntRange(0, 65535), metavar="N", default=0, help="The port to serve on; 0 for a free one.")
@option("--open/--no-open", "to_open", default=None, help="Open the page in the browser (default: only in a terminal).")
@options.force
@options.reading
def view(
    files: tuple[str, ...],
    output: str | None,
    serve: bool,
    port: int,
    to_open: bool | None,
    force: bool,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
) -> int:
    """Show the report as an HTML page: outline, formatted text, diagnostics; several reports with an index."""
    if serve and (output is not None or len(files) > 1 or STANDARD_INPUT in files):
        raise click.UsageError("--serve needs one FILE and cannot be combined with --output")
    if len(files) > 1 and output == STANDARD_OUTPUT:
        raise click.UsageError("several files need a folder: give one with --output")
    opens = sys.stdout.isatty() if to_open is None else to_open
    if serve:
        return _serve(files[0], port, opens, script, dialect, encoding)
    if len(files) > 1:
        return _pages(files, output, opens, force, script, dialect, encoding)

    def show(report: Report) -> int:
        from govreport.viewer import page

        html = page(_in_script(report, script), lang=requested_language())
        if output == STANDARD_OUTPUT:
            write_page(html)
            return 0
        name = f"{stem(files[0])}.html"
        path = Path(output) if output else somewhere(name)
        if path.is_dir():
            path /= name
        if not save(html.encode("utf-8"), path, force=force, inputs=files):
            return UNREADABLE
        _show(path, opens)
        return 0

    return each_report(files, show, encoding=encoding, dialect=dialect)


def _pages(
    files: Sequence[str],
    output: str | None,
    opens: bool,
    force: bool,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
) -> int:
    """Write a page for each file, and the index of them, into a folder."""
    from govreport.viewer import Entry, index, page

    place = Path(output) / INDEX if output else somewhere(INDEX)
    if not make_folder(place.parent):
        return UNREADABLE
    taken = {INDEX}
    entries: list[Entry] = []
    were_read = 0

    def show(report: Report) -> int:
        nonlocal were_read
        were_read += 1
        name = report.source.name or ""
        target = _free(stem(name), taken)
        shown = _in_script(report, script)
        html = page(shown, lang=requested_language())
        if not save(html.encode("utf-8"), place.with_name(target), force=force, inputs=files):
            return UNREADABLE
        entries.append(Entry.of(shown, Path(name).name, target))
        return 0

    code = 0
    for file in files:
        before = were_read
        failed = each_report([file], show, encoding=encoding, dialect=dialect)
        if failed and were_read == before:
            entries.append(Entry(Path(file).name))
        code = max(code, failed)
    if not save(index(entries, lang=requested_language()).encode("utf-8"), place, force=force, inputs=files):
        return UNREADABLE
    _show(place, opens)
    return code


def _free(name: str, taken: set[str]) -> str:
    """The name of a page that no other page of the folder has; file systems may ignore the case."""
    numbered = (f"{name}-{number}.html" for number in count(2))
    free = next(one for one in chain([f"{name}.html"], numbered) if one.casefold() not in taken)
    taken.add(free.casefold())
    return free


def _show(path: Path, opens: bool) -> None:
    """Print the path of a page, and open it in the browser if requested."""
    write(f"{visible(str(path))}\n")
    if opens:
        browse(path.resolve().as_uri())


def _serve(
    file: str, port: int, opens: bool, script: Script | None, dialect: Dialect | None, encoding: str | None
) -> int:
    """Serve until Ctrl-C, the normal way to stop."""
    from govreport.viewer.serve import Pages, Server

    try:
        ocr = recognizes()  # the threads of the server have no context
        pages = Pages(lambda: _state(file), lambda state: _page(file, state, script, dialect, encoding, ocr=ocr))
        server = Server(pages, port)
    except OSError as error:
        complain(f"port {port}: {error.strerror or error}")
        return UNREADABLE
    return serve_page(server, opens=opens)


def _state(file: str) -> str:
    """A string that changes each time the file changes."""
    try:
        about = Path(file).stat()
    except (OSError, ValueError) as error:
        return str(error)
    return f"{about.st_mtime_ns} {about.st_size} {about.st_ino}"


def _page(
    file: str, state: str, script: Script | None, dialect: Dialect | None, encoding: str | None, *, ocr: bool
) -> str:
    """The page of a file; while it cannot be read, a page with the error that keeps reloading."""
    from govreport.reading import read
    from govreport.viewer import page
    from govreport.viewer.notice import notice

    try:
        report = read(file, encoding=encoding, dialect=dialect, ocr=ocr)
    except ReadError as error:
        from govreport.language.localized import localized

        language = requested_language() or words().language
        return notice(file, localized(error.problem, language), lang=language, live=state)
    return page(_in_script(report, script), lang=requested_language(), live=state)


def _in_script(report: Report, script: Script | None) -> Report:
    return report.converted(script) if script else report
