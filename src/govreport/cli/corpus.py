"""The command ``govreport corpus``: reads folders, archives and tables of texts into Parquet tables."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from govreport import __version__
from govreport.cli.files import UNREADABLE
from govreport.cli.language import words
from govreport.cli.options import Encoding, InScript
from govreport.cli.progress import Tally, documents_and_errors, shown
from govreport.cli.streams import complain, write
from govreport.cli.visible import visible
from govreport.util.extras import missing

if TYPE_CHECKING:
    from govreport.batch.entries import Reading


class Engine(str, enum.Enum):
    """The engine that processes the documents."""

    local = "local"
    spark = "spark"


_SOME_FAILED: Final = 1
"""The exit code when the run completed but some documents could not be read."""


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
        typer.Option("--jobs", "-j", min=1, help="The number of processes (default: one per processor)."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Resume an earlier run in OUT.")] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Delete the results of an earlier run in OUT.")] = False,
    text_column: Annotated[
        str | None,
        typer.Option(
            "--text-column", metavar="NAME", help="The column with the text (default: text, content, 正文 or body)."
        ),
    ] = None,
    id_column: Annotated[
        str | None, typer.Option("--id-column", metavar="NAME", help="The column with the document id (default: id).")
    ] = None,
    max_chars: Annotated[
        int, typer.Option("--max-chars", min=1, help="The maximum length of a document, in characters.")
    ] = 5_000_000,
    timeout: Annotated[
        float,
        typer.Option("--timeout", min=0.001, metavar="SECONDS", help="The maximum time for a document, in seconds."),
    ] = 60.0,
    engine: Annotated[Engine, typer.Option("--engine", help="The engine: local processes, or Spark.")] = Engine.local,
    master: Annotated[
        str | None,
        typer.Option(
            "--master", metavar="URL", help="The Spark master, such as spark://host:7077 (default: this machine)."
        ),
    ] = None,
    script: InScript = None,
    encoding: Encoding = None,
) -> None:
    """Read many reports in parallel, and write Parquet tables of documents, units and diagnostics."""
    if resume and force:
        raise typer.BadParameter("--resume and --force cannot be combined")
    if engine is Engine.spark and (resume or jobs is not None):
        raise typer.BadParameter("--jobs and --resume cannot be combined with --engine spark")
    if engine is Engine.local and master is not None:
        raise typer.BadParameter("--master needs --engine spark")
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        complain(missing("corpus", "pyarrow", "arrow"))
        raise typer.Exit(UNREADABLE) from error
    from govreport.batch.entries import Reading

    reading = Reading(encoding, script=script.value if script else None, max_chars=max_chars, timeout=timeout)
    if engine is Engine.spark:
        failed = _on_spark(paths, output, reading, master, text_column, id_column, force=force)
    else:
        failed = _here(paths, output, reading, jobs, text_column, id_column, resume=resume, force=force)
    raise typer.Exit(_SOME_FAILED if failed else 0)


def _here(
    paths: Sequence[str],
    output: Path,
    reading: Reading,
    jobs: int | None,
    text_column: str | None,
    id_column: str | None,
    *,
    resume: bool,
    force: bool,
) -> bool:
    """Read in local processes; return whether some documents could not be read."""
    from govreport.batch.corpus import build
    from govreport.batch.output import Output, OutputError
    from govreport.batch.pool import available
    from govreport.batch.sources import Sources
    from govreport.batch.tabular import Columns

    sources = Sources(
        tuple(paths), Columns(text_column, id_column), reading.encoding, reading.max_chars, without=output
    )
    if any(output.resolve() in (path, *path.parents) for path in map(_resolved, paths)):
        complain(f"{output}: contains an input; choose another folder for the tables")
        raise typer.Exit(UNREADABLE)
    settings = {  # all that affects the rows
        "version": __version__,
        "text_column": text_column,
        "id_column": id_column,
        "max_chars": reading.max_chars,
        "script": reading.script,
        "encoding": reading.encoding,
    }
    tally = Tally(sources.size())
    try:
        with (
            closing(Output(output, settings, resume=resume, force=force)) as folder,
            closing(build(sources, reading, folder, jobs or available())) as steps,
            shown(tally) as report,
        ):
            for step in steps:
                report(step)
    except (OutputError, RuntimeError) as error:
        complain(str(error))
        raise typer.Exit(UNREADABLE) from error
    except OSError as error:
        complain(f"{error.filename or output}: {error.strerror or error}; once that is fixed, continue with --resume")
        raise typer.Exit(UNREADABLE) from error
    except KeyboardInterrupt:
        complain(f"interrupted; {output} has the results so far, continue with --resume")
        raise
    write(f"{visible(str(output))}: {tally.summary()}\n")
    return tally.errors > 0


def _resolved(name: str) -> Path:
    try:
        return Path(name).resolve()
    except (OSError, ValueError, RuntimeError):  # NUL in the name, or a loop of links: not readable anyway
        return Path(name)


def _on_spark(
    paths: Sequence[str],
    output: Path,
    reading: Reading,
    master: str | None,
    text_column: str | None,
    id_column: str | None,
    *,
    force: bool,
) -> bool:
    """Read on Spark; return whether some documents could not be read."""
    try:
        from pyspark.errors import PySparkException

        from govreport.spark import run
        from govreport.spark.running import MASTER
    except ImportError as error:
        complain(missing("--engine spark", "pyspark", "spark"))
        raise typer.Exit(UNREADABLE) from error
    text, name = text_column or "text", id_column or "id"
    try:
        counts = run(paths, str(output), master=master or MASTER, text=text, id=name, reading=reading, replace=force)
    except (PySparkException, ValueError) as error:
        complain(str(error).partition("\n")[0])
        raise typer.Exit(UNREADABLE) from error
    documents, errors = documents_and_errors(counts.documents, counts.failed)
    done = words().gettext("{documents}, {errors}", documents=documents, errors=errors)
    write(f"{visible(str(output))}: {done}\n")
    return counts.failed > 0
