"""The command ``govreport chunks``: reports split into passages, as JSON Lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from govreport.cli.files import each_report
from govreport.cli.options import Encoding, Files, InScript
from govreport.cli.streams import write
from govreport.cli.visible import visible_json

if TYPE_CHECKING:
    from govreport.report import Report


def chunks(
    files: Files,
    max_chars: Annotated[
        int, typer.Option("--max-chars", min=1, help="The maximum number of characters in the text of a chunk.")
    ] = 500,
    overlap: Annotated[
        int, typer.Option("--overlap", min=0, help="The maximum number of characters repeated from the previous chunk.")
    ] = 0,
    with_path: Annotated[
        bool,
        typer.Option("--with-path", help="Put the headings above a chunk on a line before its text."),
    ] = False,
    script: InScript = None,
    encoding: Encoding = None,
) -> None:
    """Print passages for search and language models as JSON Lines: file, path, headings, place, overlap, text."""
    if overlap >= max_chars:
        raise typer.BadParameter(f"--overlap {overlap} must be less than --max-chars {max_chars}")

    def show(report: Report) -> int:
        report = report.converted(script.value) if script else report
        for chunk in report.chunks(max_chars=max_chars, overlap=overlap):
            row = {"file": report.source.name, **chunk.to_dict()}
            if with_path:
                row["text"] = chunk.text_with_path
            write(f"{visible_json(json.dumps(row, ensure_ascii=False))}\n")
        return 0

    raise typer.Exit(each_report(files, show, encoding=encoding))
