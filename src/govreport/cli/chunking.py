"""The command ``govreport chunks``: reports split into passages, as JSON Lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from govreport.cli import options
from govreport.cli.command import command, option
from govreport.cli.files import each_report
from govreport.cli.streams import write
from govreport.cli.visible import visible_json

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.report import Report
    from govreport.tree.conversion import Script


@command(example="govreport chunks --max-chars 300 *.txt > chunks.jsonl")
@options.files
@option(
    "--max-chars",
    type=click.IntRange(min=1),
    metavar="N",
    default=500,
    show_default=True,
    help="The maximum number of characters in the text of a chunk.",
)
@option(
    "--overlap",
    type=click.IntRange(min=0),
    metavar="N",
    default=0,
    show_default=True,
    help="The maximum number of characters repeated from the previous chunk.",
)
@option("--with-path", is_flag=True, help="Put the headings above a chunk on a line before its text.")
@options.script
@options.dialect
@options.encoding
@options.output
def chunks(
    files: tuple[str, ...],
    max_chars: int,
    overlap: int,
    with_path: bool,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
) -> int:
    """Print passages for search and language models as JSON Lines: file, path, headings, place, overlap, text."""
    if overlap >= max_chars:
        raise click.UsageError(f"--overlap {overlap} must be less than --max-chars {max_chars}")

    def show(report: Report) -> int:
        report = report.converted(script) if script else report
        for chunk in report.chunks(max_chars=max_chars, overlap=overlap):
            row = {"file": report.source.name, **chunk.to_dict()}
            if with_path:
                row["text"] = chunk.text_with_path
            write(f"{visible_json(json.dumps(row, ensure_ascii=False))}\n")
        return 0

    return each_report(files, show, encoding=encoding, dialect=dialect)
