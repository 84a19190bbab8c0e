"""Noticing that a text is the name of a file, where its content was meant."""

from __future__ import annotations

import os
import re
from typing import Final

LONGEST: Final = 260
"""In characters: a longer text is not checked.  Windows allows paths of this length."""
_SUFFIX: Final = re.compile(
    r"\.(?:txt|md|markdown|html?|mht(?:ml)?|xml|docx?|wps|odt|rtf|pdf|ofd|png|jpe?g|tiff?|xlsx?|csv|json|zip)\Z",
    re.IGNORECASE,
)
"""The suffix of a file that is read, or that people try to read."""
_ABSOLUTE: Final = re.compile(r"[/\\~]|[A-Za-z]:[/\\]")
_UPWARDS: Final = re.compile(r"(?:^|[/\\])\.\.[/\\]")


def names_a_file(text: str) -> bool:
    """Whether a text is the path of a file: one short line with a known suffix, and absolute or the path of a file that exists.

    Only a path below the current folder is looked up, once, and never opened: a text from outside can then not make the
    system contact another computer (``\\\\host\\share``) or mount a folder.  Never raises.

    >>> names_a_file("/home/user/report.txt"), names_a_file("no/such/report.txt"), names_a_file("一、总则")
    (True, False, False)
    """
    if len(text) >= LONGEST or not _SUFFIX.search(text) or not text.isprintable():
        return False
    if _ABSOLUTE.match(text) or _UPWARDS.search(text):
        return True
    return ":" not in text and os.path.isfile(text)  # noqa: PTH113  (Path.is_file raises for some names)
