"""The command ``govreport chunks``: reports split into passages, as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

from govreport.cli import options
from govreport.cli.command import command, option
from govreport.cli.files import UNREADABLE, each_report
from govreport.cli.streams import complain, write
from govreport.cli.visible import visible, visible_json
from govreport.errors import GovReportError

if TYPE_CHECKING:
    from govreport.chunking.passages import Division
    from govreport.dialects import Dialect
    from govreport.report import Report
    from govreport.tree.conversion import Script

DIVISIONS: Final = ("length", "section", "unit")
"""As in :data:`govreport.chunking.passages.Division`, which takes longer to import."""
MAX_CHARS: Final = 500
"""The default of :meth:`govreport.Report.chunks`."""


@command(example="govreport chunks --max-chars 300 *.txt > chunks.jsonl")
@options.files
@option(
    "--by",
    type=click.Choice(DIVISIONS),
    default="length",
    show_default=True,
    help="Begin a chunk at each section, or at each section and item, however short they are.",
)
@option(
    "--max-chars",
    type=click.IntRange(min=1),
    metavar="N",
    help="The maximum number of characters in the text of a chunk (default: 500; by unit and section without limit).",
)
@option(
    "--max-tokens",
    type=click.IntRange(min=1),
    metavar="N",
    help="The maximum number of tokens instead; needs --tokenizer.",
)
@option("--tokenizer", metavar="NAME", help="The encoding of tiktoken that counts tokens, such as cl100k_base.")
@option(
    "--overlap",
    type=click.IntRange(min=0),
    metavar="N",
    default=0,
    show_default=True,
    help="The maximum length repeated from the previous chunk, in the same unit.",
)
@option("--with-path", is_flag=True, help="Put the headings above a chunk on a line before its text.")
@options.reading
@options.output
def chunks(
    files: tuple[str, ...],
    by: Division,
    max_chars: int | None,
    max_tokens: int | None,
    tokenizer: str | None,
    overlap: int,
    with_path: bool,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
) -> int:
    """Print passages for search and language models as JSON Lines: file, title, date, path, headings, place, text."""
    if (max_tokens is None) != (tokenizer is None):
        raise click.UsageError("--max-tokens and --tokenizer need each other: --max-tokens 500 --tokenizer cl100k_base")
    if max_chars is not None and max_tokens is not None:
        raise click.UsageError("--max-chars and --max-tokens cannot be combined")
    limits = {"--max-chars": max_chars, "--max-tokens": max_tokens}
    if max_chars is None and max_tokens is None and by == "length":
        limits["--max-chars"] = MAX_CHARS
    for name, most in limits.items():
        if most is not None and overlap >= most:
            raise click.UsageError(f"--overlap {overlap} must be less than {name} {most}")
    measure: Callable[[str], int] | None = None
    if tokenizer is not None:
        from govreport.chunking.tokens import counter

        try:
            measure = counter(tokenizer)
        except (GovReportError, ImportError, ValueError) as error:
            complain(visible(str(error)))
            return UNREADABLE

    def show(report: Report) -> int:
        report = report.converted(script) if script else report
        for chunk in report.chunks(
            by=by, max_chars=max_chars, max_tokens=max_tokens, tokenizer=measure, overlap=overlap
        ):
            row = {"file": report.source.name, **chunk.to_dict()}
            if with_path:
                row["text"] = chunk.text_with_path
            write(f"{visible_json(json.dumps(row, ensure_ascii=False))}\n")
        return 0

    return each_report(files, show, encoding=encoding, dialect=dialect)
