"""The output folder of a corpus: Parquet files written atomically, and the state needed to resume.

A part of the corpus is a file in each of ``units``, ``diagnostics`` and ``documents``, written in this order; it is
complete once its documents exist.  A killed run thus leaves complete parts, and files that the next run deletes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

from govreport.batch.columns import DIAGNOSTICS, DOCUMENTS, FORMAT, UNITS, Tables
from govreport.errors import GovReportError
from govreport.util.atomic_write import atomic_write

RUN: Final = "run.json"
"""The file that describes the run."""
_KIND: Final = "govreport-corpus/1"
_SCHEMAS: Final[Mapping[str, pa.Schema]] = {"units": UNITS, "diagnostics": DIAGNOSTICS, "documents": DOCUMENTS}
"""In the order of writing: the documents last."""
_DOCUMENTS: Final = 2000
_BYTES: Final = 1 << 25
"""A part is written at this number of documents or bytes of tables: some seconds of work."""


class OutputError(GovReportError):
    """The output folder cannot be used; the message gives the reason and the remedy."""


class Output:
    """The output folder of one run.

    :param settings: all that affects the rows, as JSON values; a run can only be resumed with the same settings.
    :param resume: continue an earlier run.
    :param force: delete the results of an earlier run.
    :raises OutputError: the folder is not empty and neither was requested, or it was not written by a run, or by one with
        other settings.
    :raises OSError: the folder cannot be written to.
    """

    def __init__(self, folder: Path, settings: Mapping[str, Any], *, resume: bool = False, force: bool = False) -> None:
        self.folder = folder
        self._state = {"format": _KIND, "tables": FORMAT, **settings}
        self._waiting: list[Tables] = []
        self._documents = self._bytes = 0  # of the rows not yet written
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder.glob(f".{RUN}.*.part"))
        if any(folder.iterdir()):
            self._admit(resume=resume, force=force)
        self._write_state(finished=False)
        for name in _SCHEMAS:
            (folder / name).mkdir(exist_ok=True)
            _clear((folder / name).glob(".part-*.part"))
        parts = [path.name for path in self._parts("documents")]
        for name in ("units", "diagnostics"):
            _clear(path for path in self._parts(name) if path.name not in parts)
        self._number = 1 + max((int(name[5:-8]) for name in parts), default=-1)

    def _admit(self, *, resume: bool, force: bool) -> None:
        """Check whether the run may use a folder that is not empty; with ``force``, clear it."""
        run = self.folder / RUN
        if not run.exists():
            raise OutputError(f"{self.folder}: not empty and not a corpus; choose a new folder")
        if force:
            for name in reversed(list(_SCHEMAS)):  # the documents first: a part without them is incomplete
                _clear(self._parts(name))
            return
        if not resume:
            raise OutputError(f"{self.folder}: contains a corpus; use --resume to continue it or --force to start over")
        try:
            there = json.loads(run.read_bytes())
        except ValueError as error:
            raise OutputError(f"{run}: {error}; use --force to start over") from error
        there = there if isinstance(there, dict) else {}
        other = [name for name, value in json.loads(json.dumps(self._state)).items() if there.get(name) != value]
        if other:
            raise OutputError(
                f"{self.folder}: started with other settings ({', '.join(other)}); use --force to start over"
            )

    def sources(self) -> set[str]:
        """The sources of the documents in the folder.

        :raises OutputError: a file is damaged.
        """
        found: set[str] = set()
        path = self.folder
        try:
            for path in self._parts("documents"):
                found.update(parquet.read_table(path, columns=["source"]).column("source").to_pylist())
        except (pa.ArrowException, OSError) as error:
            raise OutputError(f"{path}: {error}; use --force to start over") from error
        return found

    def add(self, tables: Tables) -> None:
        """Add the rows of some documents, and write a part once there are enough.

        :raises OSError: the part cannot be written; earlier parts are kept.
        """
        self._waiting.append(tables)
        self._documents += tables.documents.num_rows
        self._bytes += tables.documents.nbytes + tables.units.nbytes + tables.diagnostics.nbytes
        if self._documents >= _DOCUMENTS or self._bytes >= _BYTES:
            self.flush()

    def flush(self) -> None:
        """Write the pending rows as a part; raises ``OSError`` like :meth:`add`."""
        if not self._waiting:
            return
        for name, schema in _SCHEMAS.items():
            table = pa.Table.from_batches([getattr(one, name) for one in self._waiting], schema)
            with (
                atomic_write(self.folder / name / f"part-{self._number:05}.parquet") as place,
                place.open("wb") as file,
            ):
                parquet.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
        self._number += 1
        self._waiting = []
        self._documents = self._bytes = 0

    def finish(self) -> None:
        """Write the last part, and mark the run as finished."""
        self.flush()
        self._write_state(finished=True)

    def _parts(self, name: str) -> list[Path]:
        return sorted((self.folder / name).glob("part-*.parquet"))

    def _write_state(self, *, finished: bool) -> None:
        state = json.dumps({**self._state, "finished": finished}, ensure_ascii=False, indent=2)
        with atomic_write(self.folder / RUN) as place:
            place.write_text(f"{state}\n", encoding="utf-8")


def _clear(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
