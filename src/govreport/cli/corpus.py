"""The command ``govreport corpus``: folders, archives and tables of texts to tables of what they say."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated, Final

import typer

from govreport import __version__
from govreport.cli.files import UNREADABLE
from govreport.cli.options import Encoding, InScript
from govreport.cli.progress import Tally, shown
from govreport.cli.streams import complain, write
from govreport.cli.visible import visible

_SOME_FAILED: Final = 1
"""The exit code when all documents were gone through, and some could not be read."""


def corpus(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="A folder, a file, an archive (.zip, .tar.*), or a table of texts (.jsonl, .csv, .parquet).",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", help="The folder to write the tables to.", show_default=False),
    ],
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="So many processes; one a processor when left out."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what an ended run left in OUT.")] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Clear away what an earlier run left in OUT.")] = False,
    text_column: Annotated[
        str | None,
        typer.Option("--text-column", metavar="NAME", help="Where tables have the text: text, content, 正文 or body."),
    ] = None,
    id_column: Annotated[
        str | None, typer.Option("--id-column", metavar="NAME", help="Where tables have what to call it: id.")
    ] = None,
    max_chars: Annotated[
        int, typer.Option("--max-chars", min=1, help="The longest document to read, in characters.")
    ] = 5_000_000,
    script: InScript = None,
    encoding: Encoding = None,
) -> None:
    """Read many reports on all processors, and write Parquet tables of documents, units and diagnostics."""
    if resume and force:
        raise typer.BadParameter("--resume goes on with what is there, --force clears it away: leave one out")
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        complain("corpus needs pyarrow: pip install 'govreport[arrow]'")
        raise typer.Exit(UNREADABLE) from error
    from govreport.batch.corpus import build
    from govreport.batch.entries import Reading
    from govreport.batch.output import Output, OutputError
    from govreport.batch.pool import available
    from govreport.batch.sources import Sources
    from govreport.batch.tabular import Columns

    sources = Sources(tuple(paths), Columns(text_column, id_column), encoding, max_chars)
    reading = Reading(encoding, script=script.value if script else None, max_chars=max_chars)
    # What decides how rows come out; another engine that writes the same tables begins here.
    settings = {
        "version": __version__,
        "text_column": text_column,
        "id_column": id_column,
        "max_chars": max_chars,
        "script": reading.script,
        "encoding": encoding,
    }
    tally = Tally(sources.size())
    try:
        folder = Output(output, settings, resume=resume, force=force)
        with closing(build(sources, reading, folder, jobs or available())) as steps, shown(tally) as tell:
            for step in steps:
                tell(step)
    except (OutputError, RuntimeError) as error:
        complain(str(error))
        raise typer.Exit(UNREADABLE) from error
    except OSError as error:
        complain(f"{error.filename or output}: {error.strerror or error}; when that is mended, --resume goes on")
        raise typer.Exit(UNREADABLE) from error
    except KeyboardInterrupt:
        complain(f"interrupted; {output} has what was read so far, and --resume goes on from there")
        raise
    write(f"{visible(str(output))}: {tally.summary()}\n")
    raise typer.Exit(_SOME_FAILED if tally.errors else 0)
