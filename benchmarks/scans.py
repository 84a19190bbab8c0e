"""How well scans are read: ``python benchmarks/scans.py [--dpi N] FILE...``, PDF files with a text layer.

Each file is printed to pictures with noise and skew, as a scanner makes them, and read again with ``ocr=True``.  The report is
compared with that of the text layer.  Needs ``govreport[ocr]`` and numpy.
"""

from __future__ import annotations

import argparse
import io
import time
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy
import PIL.Image
import pypdfium2

import govreport
from govreport import Report

NOISE = 12.0
"""The standard deviation of the noise, of 255."""
SKEW = (0.6, -0.4, 0.9, 0.0, -0.7)
"""The skew of the pages in turn, in degrees."""


def scanned(content: bytes, dpi: int) -> bytes:
    """A file as a PDF of pictures."""
    chance = numpy.random.default_rng(0)
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(content)):
        image = page.render(scale=dpi / 72).to_pil().convert("L")
        image = image.rotate(SKEW[number % len(SKEW)], fillcolor=255, resample=PIL.Image.Resampling.BICUBIC)
        noisy = numpy.asarray(image, dtype=float) + chance.normal(0, NOISE, (image.height, image.width))
        pages.append(PIL.Image.fromarray(noisy.clip(0, 255).astype("uint8")))
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return stream.getvalue()


def letters(text: str) -> str:
    """The characters that count: without blanks, and of one width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def right(wanted: str, found: str) -> int:
    """How many characters of a text are found, in its order."""
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def outline(report: Report) -> list[str]:
    """The headings, each with its depth."""
    return [f"{node.path.count('/')} {letters(node.title)}" for node in report.walk() if getattr(node, "kind", "") == "section"]


def measured(path: Path, dpi: int) -> dict[str, Any]:
    """The figures of a file."""
    content = path.read_bytes()
    wanted = govreport.read(content)
    picture = scanned(content, dpi)
    began = time.perf_counter()
    found = govreport.read(picture, ocr=True)
    seconds = time.perf_counter() - began
    texts = letters(wanted.source.text), letters(found.source.text)
    outlines = outline(wanted), outline(found)
    same = right(outlines[0], outlines[1])  # type: ignore[arg-type]  # any sequences
    parts = [
        name
        for name in ("title", "document_number", "addressee", "signature")
        if letters(getattr(wanted, name).text if getattr(wanted, name) and name != "signature" else str(wanted.signature and wanted.text_of(wanted.signature)))
        == letters(getattr(found, name).text if getattr(found, name) and name != "signature" else str(found.signature and found.text_of(found.signature)))
    ]
    return {
        "pages": len(found.source.pages),
        "characters": f"{right(*texts) / len(texts[0]):.4f} of {len(texts[0]):,}",
        "outline": f"{same} of {len(outlines[0])}, {len(outlines[1])} found",
        "paragraphs": f"{len(found.source.text.splitlines())} for {len(wanted.source.text.splitlines())}",
        "same": ", ".join(parts),
        "repairs": len(found.repairs),
        "seconds a page": round(seconds / max(1, len(found.source.pages)), 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    for file in given.files:
        print(file.name, measured(file, given.dpi), flush=True)
