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
    """The sections, each with its depth and heading."""
    return [f"{unit.path.count('/')} {letters(unit.title)}" for unit in report.search() if unit.kind == "section"]


def frame(report: Report) -> dict[str, str]:
    """The parts around the body."""
    parts = {name: getattr(report, name) for name in ("title", "document_number", "addressee", "signature")}
    return {name: letters(report.text_of(part)) for name, part in parts.items() if part is not None}


def measured(path: Path, dpi: int) -> dict[str, Any]:
    """The figures of a file."""
    content = path.read_bytes()
    wanted = govreport.read(content)
    picture = scanned(content, dpi)
    began = time.process_time()
    found = govreport.read(picture, ocr=True)
    seconds = time.process_time() - began
    text = letters(wanted.source.text)
    sections, parts = outline(wanted), frame(wanted)
    same = SequenceMatcher(None, sections, outline(found), autojunk=False).get_matching_blocks()
    return {
        "pages": len(found.source.pages),
        "characters": f"{right(text, letters(found.source.text)) / len(text):.4f} of {len(text):,}",
        "sections": f"{sum(block.size for block in same)} of {len(sections)}, {len(outline(found))} found",
        "frame": f"{sum(parts[name] == frame(found).get(name) for name in parts)} of {len(parts)}",
        "paragraphs": f"{len(found.source.text.splitlines())} for {len(wanted.source.text.splitlines())}",
        "repairs": len(found.repairs),
        "processor seconds a page": round(seconds / len(found.source.pages), 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    for file in given.files:
        print(file.name, measured(file, given.dpi), flush=True)
