"""The commands ``check``, which reports diagnostics, and ``explain``, which describes their codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport.cli import options
from govreport.cli.command import FILE_NAME, FORCE, argument, command, option
from govreport.cli.files import UNREADABLE, each_report
from govreport.cli.language import words
from govreport.cli.streams import complain, console, verbosity, warn, write, write_commands, write_page
from govreport.cli.visible import visible
from govreport.errors import ProfileError, ReadError

if TYPE_CHECKING:
    from govreport.cli.selection import Found
    from govreport.dialects import Dialect
    from govreport.profiles import Profile
    from govreport.report import Report
    from govreport.tree.codes import Code


def _codes(_: click.Context, __: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    if not words:
        return ()
    from govreport.cli.selection import code_prefixes

    try:
        return code_prefixes(words)
    except ValueError as error:
        raise click.BadParameter(visible(str(error))) from error


def _profile(_: click.Context, __: click.Parameter, name: str | None) -> Profile | None:
    if name is None:
        return None
    from govreport.profiles import load

    try:
        return load(name)
    except ProfileError as error:
        raise click.BadParameter(visible(str(error))) from error


@command(example="govreport check --output-format sarif *.txt > found.sarif")
@options.files
@option(
    "--select",
    metavar="CODES",
    multiple=True,
    callback=_codes,
    help="Report only these codes or prefixes, such as GR2.",
)
@option("--ignore", metavar="CODES", multiple=True, callback=_codes, help="Do not report these codes or prefixes.")
@option(
    "--severity", "-s", type=click.Choice(options.SEVERITIES), help="The lowest severity to report (default: warning)."
)
@option(
    "--profile",
    metavar="NAME|FILE",
    callback=_profile,
    help="Also report what a profile requires: gongwen (official documents), fazhi, or a TOML file.",
)
@option(
    "--annotate",
    metavar="OUT",
    type=FILE_NAME,
    help="Also write a copy of the Word file with the diagnostics as comments.",
)
@option(
    "--fix",
    is_flag=True,
    help="Print the text with what is mechanical fixed; with --annotate, write it as tracked changes.",
)
@option("--output-format", type=click.Choice(options.FORMATS), help="The output format (default: text).")
@options.dialect
@options.encoding
@options.ocr
@options.output
def check(
    files: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: str | None,
    profile: Profile | None,
    annotate: str | None,
    fix: bool,
    output_format: str | None,
    dialect: Dialect | None,
    encoding: str | None,
) -> int:
    """Print the diagnostics, each with its position and its source line.

    Options not given are read from the table [tool.govreport] of the nearest pyproject.toml that has it.

    Exit code: 0 without diagnostics, 1 with diagnostics, 2 if a file could not be read.
    """
    from govreport.cli.selection import Selection
    from govreport.cli.settings import SettingsError, settings

    try:
        usual = settings(Path.cwd())
    except SettingsError as error:
        complain(str(error))
        return UNREADABLE
    selection = Selection(
        select=select or usual.select,
        ignore=ignore or usual.ignore,
        severity=severity or usual.severity,
    )
    if annotate is not None and len(files) != 1:
        raise click.UsageError("--annotate takes a single file")
    found: list[Found] = []

    def show(report: Report) -> int:
        here = selection.of(report, report.check(profile))
        if annotate is not None and not _annotate(report, here, Path(annotate), fix=fix):
            return UNREADABLE
        if fix and annotate is None:
            return _fix(report, here)
        if here.diagnostics:
            found.append(here)
        return 1 if here.diagnostics else 0

    code = each_report(files, show, encoding=encoding, dialect=dialect)
    if fix and annotate is None:
        return code
    form = output_format or usual.output_format
    _write(found, form)
    for_a_person = form == "text" and sys.stdout.isatty()  # programs read the exit code
    if code == 0 and for_a_person and verbosity() >= 0:
        write(f"{_nothing(selection.severity)}\n")
    return code


def _nothing(severity: str) -> str:
    """The line that replaces an empty list of diagnostics."""
    if severity == "info":
        return words().gettext("nothing found")
    return words().gettext("nothing found; --severity info also reports minor points")


def _annotate(report: Report, here: Found, path: Path, *, fix: bool) -> bool:
    """Write a copy of a Word file with comments; whether it succeeded."""
    from govreport.cli.saving import save

    content = report.annotated(findings=here.diagnostics, lang=words().language, fix=fix)
    force = bool(click.get_current_context().meta.get(FORCE))
    return save(content, path, force=force, inputs=[report.source.name or ""])


def _fix(report: Report, here: Found) -> int:
    """Print the fixed text of a file; the number of fixes goes to standard error."""
    from govreport.rules import fixed

    name = report.source.name or ""
    if report.source.format not in ("text", "markdown"):
        raise ReadError(name, "is not plain text; give --annotate OUT to write fixes into a copy of a Word file")
    done = fixed(report.source.text, here.diagnostics)
    write_page(done.text)
    warn(f"{name}: {len(done.applied)} fixed, {len(done.left)} left")
    return 1 if done.left else 0


def _write(found: Sequence[Found], form: str) -> None:
    """Print what was found in a format."""
    if form == "json":
        from govreport.cli.as_json import as_json

        write(as_json(found))
    elif form == "sarif":
        from govreport.cli.as_sarif import as_sarif

        write(as_sarif(found))
    elif form == "github":
        from govreport.cli.as_github import as_github

        write_commands(as_github(found))
    else:
        from govreport.cli.as_text import as_text

        console().print(as_text(found), end="")


@command(example="govreport explain GR201")
@argument("codes", metavar="[CODE]...", nargs=-1, help="The codes to explain (default: list all).")
def explain(codes: tuple[str, ...]) -> None:
    """Explain a diagnostic: its meaning, its rule, and how to fix the text."""
    from govreport.checks.explanations import explain as explanation
    from govreport.tree.codes import CODES

    try:
        pages = [explanation(code.upper(), words().language).page for code in codes]
    except KeyError as error:
        raise click.UsageError(visible(error.args[0])) from error
    write("\n".join(pages) or "".join(f"{_listed(one)}\n" for one in CODES.values()))


def _listed(code: Code) -> str:
    """A code, its severity and its title, in columns: all Chinese severities are of one width."""
    severity = words().pgettext("severity", code.severity)
    return f"{code.code}  {severity:<7}  {words().pgettext(code.code, code.title)}"
