"""``python -m govreport.playground build FOLDER``: the page that reads documents in the browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from govreport.playground.build import build
from govreport.playground.distribution import PlaygroundError


@click.group("python -m govreport.playground")
def main() -> None:
    """Build the page that reads documents in the browser; ``govreport playground`` serves it."""


@main.command("build")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--pyodide",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder with the files of Pyodide (default: fetch its npm package).",
)
def build_(out: Path, pyodide: Path | None) -> None:
    """Build the page into the folder OUT."""
    try:
        built = build(out, pyodide)
    except PlaygroundError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{built.folder}: {built.size / 1_000_000:.1f} MB, reads {', '.join(built.formats)}")


if __name__ == "__main__":
    sys.exit(main())
