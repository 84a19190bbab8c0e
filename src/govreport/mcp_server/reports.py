"""The reports of a server: read when they are first requested, and kept while their files do not change."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from govreport.errors import ReadError
from govreport.formats.sniff import REFUSED, SCANNED
from govreport.mcp_server.folders import Place
from govreport.reading import open_regular, read

if TYPE_CHECKING:
    from govreport.report import Report

MAX_BYTES: Final = 50_000_000
"""The maximum size of a file."""
MAX_CHARS: Final = 5_000_000
"""The maximum length of the text of a file, in code points."""
_KEPT: Final = 16
"""How many reports are kept."""


class Reports:
    """Reads the reports of some places; several threads may use it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Path, int, int], Report] = OrderedDict()
        """The reports used last, by path, time and size."""
        self._lock = Lock()

    def at(self, place: Place) -> Report:
        """The report in a file; its source has the name for the client.

        :raises ReadError: the file cannot be read as a report, or is too large.
        """
        try:
            about = place.path.stat()
        except OSError as error:
            raise ReadError(place.name, error.strerror or str(error)) from error
        key = (place.path, about.st_mtime_ns, about.st_size)
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is not None and kept.source.name == place.name:
                self._kept[key] = kept
                return kept
        report = read(self._content(place), name=place.name, max_chars=MAX_CHARS)
        with self._lock:
            self._kept[key] = report
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return report

    def _content(self, place: Place) -> bytes:
        try:
            with open_regular(place.path) as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            problem = "is a folder; give the name of a file" if place.path.is_dir() else error.strerror or str(error)
            raise ReadError(place.name, problem) from error
        if len(content) > MAX_BYTES:
            raise ReadError(place.name, f"more than {MAX_BYTES:,} bytes")
        return content


def is_no_report(error: ReadError) -> bool:
    """Whether a file is of a type that is never read, such as a picture or an archive."""
    return error.problem in (*REFUSED.values(), *SCANNED.values())
