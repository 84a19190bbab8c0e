"""The text that different libraries extract from PDF files: ``python benchmarks/extractors.py FILE...``.

Needs pypdfium2, pdfminer.six, pypdf, pdfplumber and pymupdf; those not installed are left out.
"""

from __future__ import annotations

import logging
import sys
import time
import unicodedata
from collections.abc import Callable
from importlib import import_module
from pathlib import Path


def by_pdfium(path: str) -> str:
    document = import_module("pypdfium2").PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_pdfminer(path: str) -> str:
    return str(import_module("pdfminer.high_level").extract_text(path))


def by_pypdf(path: str) -> str:
    return "\n".join(page.extract_text() for page in import_module("pypdf").PdfReader(path).pages)


def by_pdfplumber(path: str) -> str:
    with import_module("pdfplumber").open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def by_pymupdf(path: str) -> str:
    return "\n".join(page.get_text() for page in import_module("pymupdf").open(path))


EXTRACTORS: dict[str, Callable[[str], str]] = {
    "pypdfium2": by_pdfium,
    "pymupdf": by_pymupdf,
    "pdfminer.six": by_pdfminer,
    "pdfplumber": by_pdfplumber,
    "pypdf": by_pypdf,
}


def judged(text: str) -> str:
    """The number of characters, and the percentages that are Chinese, and private, control or unknown characters."""
    shown = [character for character in text if not character.isspace()]
    chinese = sum(unicodedata.name(character, "").startswith("CJK UNIFIED") for character in shown)
    lost = sum(character == "\ufffd" or unicodedata.category(character)[0] == "C" for character in shown)
    share = 100 / max(1, len(shown))
    return f"{len(shown):7} characters, {chinese * share:5.1f} % Chinese, {lost * share:5.2f} % lost"


if __name__ == "__main__":
    logging.disable()
    for path in sys.argv[1:]:
        for name, extract in EXTRACTORS.items():
            begin = time.process_time()
            try:
                verdict = judged(extract(path))
            except ModuleNotFoundError:
                continue
            except Exception as error:  # of any of five libraries
                verdict = f"{type(error).__name__}: {error}"
            print(f"{Path(path).name:34} {name:13} {verdict}, {time.process_time() - begin:.1f} s")
