"""The command ``govreport corpus``: reads folders, archives and tables of texts into Parquet tables."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import field, frozen

from govreport import __version__
from govreport.cli import options
from govreport.cli.command import FILE_NAME, argument, command, option
from govreport.cli.files import UNREADABLE
from govreport.cli.language import words
from govreport.cli.streams import complain, recognizes, write
from govreport.cli.table_files import FOR_FILES, sheet
from govreport.cli.visible import visible
from govreport.errors import WorkerError
from govreport.util.extras import missing

if TYPE_CHECKING:
    from govreport.batch.entries import Reading
    from govreport.batch.output import Output
    from govreport.batch.tabular import Columns
    from govreport.dialects import Dialect
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
    type=FILE_NAME,
    callback=lambda _, __, name: Path(name),
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
@option("--text", is_flag=True, help="Store the text of each document in the table of documents, too.")
@option("--csv", is_flag=True, help="Write the tables as CSV files as well.")
@option("--xlsx", is_flag=True, help="Write the tables as an Excel workbook as well.")
@options.csv_encoding
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
    "--max-work",
    type=click.IntRange(min=1),
    metavar="N",
    default=10_000_000,
    show_default=True,
    help="The maximum work on a file; each cell, element and character on a page counts as 1.",
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
@options.reading
def corpus(
    paths: tuple[str, ...],
    output: Path,
    jobs: int | None,
    resume: bool,
    force: bool,
    text: bool,
    csv: bool,
    xlsx: bool,
    csv_encoding: str | None,
    text_column: str | None,
    id_column: str | None,
    max_chars: int,
    max_work: int,
    timeout: float,
    engine: str,
    master: str | None,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
) -> int:
    """Read many reports in parallel, and write Parquet tables of documents, units, paragraphs and diagnostics."""
    _refuse_conflicts(
        resume=resume,
        force=force,
        jobs=jobs,
        csv=csv,
        xlsx=xlsx,
        csv_encoding=csv_encoding,
        engine=engine,
        master=master,
    )
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        complain(missing("corpus", "pyarrow", "arrow"))
        return UNREADABLE
    if xlsx and find_spec("openpyxl") is None:
        complain(missing("--xlsx", "openpyxl", "xlsx"))
        return UNREADABLE
    from govreport.batch.entries import Reading
    from govreport.batch.tabular import Columns

    reading = Reading(
        encoding,
        script=script,
        max_chars=max_chars,
        timeout=timeout,
        dialect=dialect,
        max_work=max_work,
        ocr=recognizes(),
    )
    run = _Run(paths, output, reading, Columns(text_column, id_column), force=force, text=text)
    if engine == "spark":
        return _on_spark(run, master)
    exports = _Exports((csv_encoding or FOR_FILES) if csv else None, xlsx)
    return _here(run, jobs, exports, resume=resume)


def _refuse_conflicts(
    *,
    resume: bool,
    force: bool,
    jobs: int | None,
    csv: bool,
    xlsx: bool,
    csv_encoding: str | None,
    engine: str,
    master: str | None,
) -> None:
    """Check which options are combined.

    :raises click.UsageError: two of them exclude each other, or one needs another.
    """
    if resume and force:
        raise click.UsageError("--resume and --force cannot be combined")
    if engine == "spark" and (resume or jobs is not None):
        raise click.UsageError("--jobs and --resume cannot be combined with --engine spark")
    if engine == "spark" and (csv or xlsx):
        raise click.UsageError("--csv and --xlsx cannot be combined with --engine spark")
    if csv_encoding and not csv:
        raise click.UsageError("--csv-encoding needs --csv")
    if engine == "local" and master is not None:
        raise click.UsageError("--master needs --engine spark")


@frozen
class _Run:
    """What a run reads, how, and where it writes the tables, on any engine."""

    paths: Sequence[str]
    output: Path
    reading: Reading
    columns: Columns
    force: bool = field(kw_only=True)
    text: bool = field(kw_only=True)
    """Whether the table of documents has the text."""

    @property
    def settings(self) -> dict[str, object]:
        """All that affects the rows: only a run with equal settings can be resumed."""
        return {
            "version": __version__,
            "text": self.text,
            "text_column": self.columns.text,
            "id_column": self.columns.id,
            "max_chars": self.reading.max_chars,
            "max_work": self.reading.max_work,
            "script": self.reading.script,
            "dialect": self.reading.dialect and self.reading.dialect.name,
            "encoding": self.reading.encoding,
        }


@frozen
class _Exports:
    """The forms in which to write the tables besides Parquet."""

    csv: str | None
    """The encoding of the CSV files; None without CSV files."""
    xlsx: bool


def _here(run: _Run, jobs: int | None, exports: _Exports, *, resume: bool) -> int:
    """Read in local processes; return the exit code."""
    from govreport.batch.corpus import build
    from govreport.batch.output import Output, OutputError
    from govreport.batch.pool import available
    from govreport.batch.sources import Sources
    from govreport.cli.progress import Tally, shown

    output = run.output
    sources = Sources(tuple(run.paths), run.columns, run.reading.encoding, run.reading.max_chars, without=output)
    if any(output.resolve() in (path, *path.parents) for path in map(_resolved, run.paths)):
        complain(f"{output}: contains an input; choose another folder for the tables")
        return UNREADABLE
    tally = Tally(sources.size())
    try:
        with (
            closing(Output(output, run.settings, resume=resume, force=run.force)) as folder,
            closing(build(sources, run.reading, folder, jobs or available(), text=run.text)) as steps,
            shown(tally) as report,
        ):
            for step in steps:
                report(step)
            _export(folder, exports, text=run.text)
    except (OutputError, WorkerError) as error:
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


def _export(folder: Output, exports: _Exports, *, text: bool) -> None:
    """Write the tables in the other forms that were requested."""
    from govreport.batch.exports import export_csv, export_xlsx

    if exports.csv:
        export_csv(folder, sheet, text=text, encoding=exports.csv)
    if exports.xlsx and (cut := export_xlsx(folder, sheet, text=text)):
        place = folder.folder
        complain(
            f"{place}: texts longer than a cell of Excel are cut there ({cut:,}); the Parquet tables have the whole"
        )


def _resolved(name: str) -> Path:
    try:
        return Path(name).resolve()
    except (OSError, ValueError, RuntimeError):  # NUL in the name, or a loop of links: not readable anyway
        return Path(name)


def _on_spark(run: _Run, master: str | None) -> int:
    """Read on Spark; return the exit code."""
    try:
        from pyspark.errors import PySparkException

        from govreport.spark import run as run_on_spark
        from govreport.spark.running import MASTER
    except ImportError:
        complain(missing("--engine spark", "pyspark", "spark"))
        return UNREADABLE
    try:
        counts = run_on_spark(
            run.paths,
            str(run.output),
            master=master or MASTER,
            text=run.columns.text or "text",
            id=run.columns.id or "id",
            reading=run.reading,
            with_text=run.text,
            replace=run.force,
        )
    except (PySparkException, ValueError) as error:
        complain(str(error).partition("\n")[0])
        return UNREADABLE
    from govreport.cli.progress import documents_and_errors

    documents, errors = documents_and_errors(counts.documents, counts.failed)
    done = words().gettext("{documents}, {errors}", documents=documents, errors=errors)
    write(f"{visible(str(run.output))}: {done}\n")
    return _SOME_FAILED if counts.failed else 0
