"""The command ``govreport corpus``: reads folders, archives and tables of texts into Parquet tables."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from govreport import __version__
from govreport.cli import options
from govreport.cli.command import argument, command, option
from govreport.cli.files import UNREADABLE
from govreport.cli.progress import Tally, shown
from govreport.cli.streams import complain, write
from govreport.cli.visible import visible
from govreport.util.extras import missing

if TYPE_CHECKING:
    from govreport.batch.entries import Reading
    from govreport.tree.conversion import Script


_SOME_FAILED: Final = 1
"""The exit code when the run completed but some documents could not be read."""


@command(example="govreport corpus reports/ -o tables/")
@argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    help="A folder, a file, an archive (.zip, .tar.*), or a table of texts (.jsonl, .csv, .parquet).",
)
@option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="OUT",
    required=True,
    help="The folder to write the tables to.",
)
@option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="The number of processes (default: one per processor).",
)
@option("--resume", is_flag=True, help="Resume an earlier run in OUT.")
@option("--force", "-f", is_flag=True, help="Delete the results of an earlier run in OUT.")
@option("--text-column", metavar="NAME", help="The column with the text (default: text, content, 正文 or body).")
@option("--id-column", metavar="NAME", help="The column with the document id (default: id).")
@option(
    "--max-chars",
    type=click.IntRange(min=1),
    metavar="N",
    default=5_000_000,
    show_default=True,
    help="The maximum length of a document, in characters.",
)
@option(
    "--timeout",
    type=click.FloatRange(min=0.001),
    metavar="SECONDS",
    default=60.0,
    show_default=True,
    help="The maximum time for a document, in seconds.",
)
@option(
    "--engine",
    type=click.Choice(("local", "spark")),
    default="local",
    show_default=True,
    help="The engine: local processes, or Spark.",
)
@option("--master", metavar="URL", help="The Spark master, such as spark://host:7077 (default: this machine).")
@options.script
@options.encoding
def corpus(
    paths: tuple[str, ...],
    output: Path,
    jobs: int | None,
    resume: bool,
    force: bool,
    text_column: str | None,
    id_column: str | None,
    max_chars: int,
    timeout: float,
    engine: str,
    master: str | None,
    script: Script | None,
    encoding: str | None,
) -> int:
    """Read many reports in parallel, and write Parquet tables of documents, units and diagnostics."""
    if resume and force:
        raise click.UsageError("--resume and --force cannot be combined")
    if engine == "spark" and (resume or jobs is not None):
        raise click.UsageError("--jobs and --resume cannot be combined with --engine spark")
    if engine == "local" and master is not None:
        raise click.UsageError("--master needs --engine spark")
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        complain(missing("corpus", "pyarrow", "arrow"))
        return UNREADABLE
    from govreport.batch.entries import Reading

    reading = Reading(encoding, script=script, max_chars=max_chars, timeout=timeout)
    if engine == "spark":
        return _on_spark(paths, output, reading, master, text_column, id_column, force=force)
    return _here(paths, output, reading, jobs, text_column, id_column, resume=resume, force=force)


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
) -> int:
    """Read in local processes; return the exit code."""
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
        return UNREADABLE
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
        return UNREADABLE
    except OSError as error:
        complain(f"{error.filename or output}: {error.strerror or error}; once that is fixed, continue with --resume")
        return UNREADABLE
    except KeyboardInterrupt:
        complain(f"interrupted; {output} has the results so far, continue with --resume")
        raise
    write(f"{visible(str(output))}: {tally.summary()}\n")
    return _SOME_FAILED if tally.errors else 0


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
) -> int:
    """Read on Spark; return the exit code."""
    try:
        from pyspark.errors import PySparkException

        from govreport.spark import run
        from govreport.spark.running import MASTER
    except ImportError:
        complain(missing("--engine spark", "pyspark", "spark"))
        return UNREADABLE
    text, name = text_column or "text", id_column or "id"
    try:
        counts = run(paths, str(output), master=master or MASTER, text=text, id=name, reading=reading, replace=force)
    except (PySparkException, ValueError) as error:
        complain(str(error).partition("\n")[0])
        return UNREADABLE
    errors = "1 error" if counts.failed == 1 else f"{counts.failed:,} errors"
    write(f"{visible(str(output))}: {counts.documents:,} documents, {errors}\n")
    return _SOME_FAILED if counts.failed else 0
