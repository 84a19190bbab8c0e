"""The commands ``check``, which reports diagnostics, and ``explain``, which describes their codes."""

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
from govreport.cli.language import words
from govreport.cli.options import Encoding, Files, InDialect, OutputFormat, Severity
from govreport.cli.selection import Found, Selection, code_prefixes
from govreport.cli.settings import SettingsError, settings
from govreport.cli.streams import complain, console, write, write_commands
from govreport.cli.visible import visible
from govreport.errors import ProfileError
from govreport.profiles import Profile, load
from govreport.tree.codes import CODES, Code

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
            "--select", metavar="CODES", callback=_codes, help="Report only these codes or prefixes, such as GR2."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", callback=_codes, help="Do not report these codes or prefixes."),
    ] = None,
    severity: Annotated[
        Severity | None,
        typer.Option("--severity", "-s", help="The lowest severity to report (default: warning)."),
    ] = None,
    profile: Annotated[
        Profile | None,
        typer.Option(
            "--profile",
            metavar="NAME|FILE",
            parser=_profile,
            help="Also report missing parts that a profile requires: fazhi, or a TOML file.",
        ),
    ] = None,
    output_format: Annotated[
        OutputFormat | None, typer.Option("--output-format", help="The output format (default: text).")
    ] = None,
    dialect: InDialect = None,
    encoding: Encoding = None,
) -> None:
    """Print the diagnostics, each with its position and its source line.

    Options not given are read from the table [tool.govreport] of the nearest pyproject.toml that has it.

    Exit code: 0 without diagnostics, 1 with diagnostics, 2 if a file could not be read.
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
    form = output_format.value if output_format else usual.output_format
    page = _FORMS[form](found)
    if isinstance(page, Text):
        console().print(page, end="")
    elif form == "github":
        write_commands(page)
    else:
        write(page)
    raise typer.Exit(code)


def explain(
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE]...", help="The codes to explain (default: list all).", show_default=False),
    ] = None,
) -> None:
    """Explain a diagnostic: its meaning, the rule behind it, and how to fix the text."""
    try:
        pages = [explanation(code, words().language).page for code in codes or ()]
    except KeyError as error:
        raise typer.BadParameter(visible(error.args[0])) from error
    write("\n".join(pages) or "".join(f"{_listed(one)}\n" for one in CODES.values()))


def _listed(code: Code) -> str:
    """A code, its severity and its title, in columns: all Chinese severities are of one width."""
    severity = words().pgettext("severity", code.severity)
    return f"{code.code}  {severity:<7}  {words().pgettext(code.code, code.title)}"
