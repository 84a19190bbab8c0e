"""How long the language server takes after a keystroke, by the length of the file.

    python benchmarks/editor.py

The medians of some rounds, in milliseconds of the processor: applying the change and reading the text with its
diagnostics, which the client gets at each change; the outline and the folding ranges; and the cross references, which are
made on request of the client.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from statistics import median
from time import process_time

from lsprotocol import types

from govreport.language_server import findings, outline
from govreport.language_server.document import Document, Settings
from govreport.language_server.positions import Lines
from govreport.profiles import load

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
SIZES = (5_000, 20_000, 100_000)
ROUNDS = 15


def times(document: Document) -> tuple[float, float, float]:
    """The times for a change in the middle of a document, in seconds."""
    line = len(document.lines.starts) // 2
    begun = process_time()
    here = types.Range(types.Position(line, 0), types.Position(line, 0))
    document = document.changed([types.TextDocumentContentChangePartial(here, "甲")], 2)
    findings.diagnostics(document)
    checked = process_time()
    outline.symbols(document)
    outline.folds(document)
    outlined = process_time()
    assert document.references is not None
    return checked - begun, outlined - checked, process_time() - outlined


def main() -> None:
    """Print a line for each length."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SEEDS)
    text *= 1 + SIZES[-1] // len(text)
    print("characters  profile  change and diagnostics  outline  references")
    for size, profile in product(SIZES, (None, load("gongwen"))):
        document = Document("file:///a.txt", Lines(text[:size]), settings=Settings(profile=profile))
        rows = [times(document) for _ in range(ROUNDS + 1)][1:]  # the first one loads modules
        change, outlined, references = (1000 * median(row[at] for row in rows) for at in range(3))
        name = profile.name if profile else "-"
        print(f"{size:10,}  {name:7}  {change:22.1f}  {outlined:7.1f}  {references:10.1f}")


if __name__ == "__main__":
    main()
