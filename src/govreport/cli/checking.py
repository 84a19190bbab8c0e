"""The commands about diagnostics: ``check`` finds them, ``explain`` tells what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from govreport.checks.explanations import explain as explanation
from govreport.cli.as_github import as_github
from govreport.cli.as_json import as_json
from govreport.cli.as_sarif import as_sarif
from govreport.cli.as_text import as_text
from govreport.cli.files import UNREADABLE, each_report
from govreport.cli.options import Encoding, Files, InDialect, OutputFormat, Severity
from govreport.cli.selection import Found, Selection, code_prefixes
from govreport.cli.settings import SettingsError, settings
from govreport.cli.streams import complain, console, write
from govreport.cli.visible import visible
from govreport.errors import ProfileError
from govreport.profiles import Profile, load
from govreport.tree.codes import CODES

if TYPE_CHECKING:
    from govreport.report import Report

_FORMS: Mapping[str, Callable[[Sequence[Found]], Text | str]] = MappingProxyType(
    {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}
)


def _codes(words: list[str] | None) -> list[str] | None:
    try:
        return words and list(code_prefixes(words))
    except ValueError as error:
        raise typer.BadParameter(visible(str(error))) from error


def _profile(name: str) -> Profile:
    try:
        return load(name)
    except ProfileError as error:
        raise typer.BadParameter(visible(str(error))) from error


def check(
    files: Files,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", metavar="CODES", callback=_codes, help="Only these codes, or those that begin so: GR2."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", callback=_codes, help="Not these codes, or those that begin so."),
    ] = None,
    severity: Annotated[
        Severity | None,
        typer.Option("--severity", "-s", help="The lowest severity that counts: warning when left out."),
    ] = None,
    profile: Annotated[
        Profile | None,
        typer.Option(
            "--profile",
            metavar="NAME|FILE",
            parser=_profile,
            help="Say also which part that a profile requires is missing: fazhi, or a TOML file.",
        ),
    ] = None,
    output_format: Annotated[
        OutputFormat | None, typer.Option("--output-format", help="How to write what was found: text when left out.")
    ] = None,
    dialect: InDialect = None,
    encoding: Encoding = None,
) -> None:
    """Print the diagnostics, each with its place and the line of the source.

    What the command line leaves out is taken from the table tool.govreport in the nearest pyproject.toml that has it.

    Exits with 0 when there are none, with 1 when there are, with 2 when a file could not be read.
    """
    try:
        usual = settings(Path.cwd())
    except SettingsError as error:
        complain(str(error))
        raise typer.Exit(UNREADABLE) from error
    selection = Selection(
        select=usual.select if select is None else tuple(select),
        ignore=usual.ignore if ignore is None else tuple(ignore),
        severity=severity.value if severity else usual.severity,
    )
    found: list[Found] = []

    def show(report: Report) -> int:
        here = selection.of(report, report.missing_parts(profile) if profile else ())
        if here.diagnostics:
            found.append(here)
        return 1 if here.diagnostics else 0

    code = each_report(files, show, encoding=encoding, dialect=dialect)
    page = _FORMS[output_format.value if output_format else usual.output_format](found)
    if isinstance(page, Text):
        console().print(page, end="")
    else:
        write(page)
    raise typer.Exit(code)


def explain(
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE]...", help="All are listed when left out.", show_default=False)
    ] = None,
) -> None:
    """Tell what a diagnostic means, which rule is behind it, and how to mend the text."""
    try:
        pages = [explanation(code).page for code in codes or ()]
    except KeyError as error:
        raise typer.BadParameter(visible(error.args[0])) from error
    write("\n".join(pages) or "".join(f"{one.code}  {one.severity:<7}  {one.title}\n" for one in CODES.values()))
