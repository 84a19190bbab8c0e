"""The folder that a corpus becomes: Parquet files that appear whole, and what a later run must know to go on.

A part of the corpus is a file in each of ``units``, ``diagnostics`` and ``documents``, written in this order; it counts
when its documents are there.  So a run that is killed at any moment leaves whole parts, and files that the next clears away.
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
from govreport.util.atomic_write import whole

RUN: Final = "run.json"
"""The file that says what a folder is."""
_KIND: Final = "govreport-corpus/1"
_SCHEMAS: Final[Mapping[str, pa.Schema]] = {"units": UNITS, "diagnostics": DIAGNOSTICS, "documents": DOCUMENTS}
"""In the order of writing: the documents last."""
_DOCUMENTS: Final = 2000
_BYTES: Final = 1 << 25
"""A part is written when it has so many documents, or its tables so many bytes: some seconds of work."""


class OutputError(GovReportError):
    """A folder cannot take the output of a run; the message says why, and what to do."""


class Output:
    """The folder of one run.

    :param settings: what decides how rows come out, as JSON can hold it; a run goes on with those it began with.
    :param resume: go on with what is there.
    :param force: clear away what an earlier run left.
    :raises OutputError: the folder holds something and neither was asked for, or it holds what no run has written, or what a
        run with other settings has.
    :raises OSError: it cannot be written to.
    """

    def __init__(self, folder: Path, settings: Mapping[str, Any], *, resume: bool = False, force: bool = False) -> None:
        self.folder = folder
        self._said = {"format": _KIND, "tables": FORMAT, **settings}
        self._waiting: list[Tables] = []
        self._documents = self._bytes = 0  # of what waits
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder.glob(f".{RUN}.*.part"))
        if any(folder.iterdir()):
            self._admit(resume=resume, force=force)
        self._tell(finished=False)
        for name in _SCHEMAS:
            (folder / name).mkdir(exist_ok=True)
            _clear((folder / name).glob(".part-*.part"))
        parts = [path.name for path in self._parts("documents")]
        for name in ("units", "diagnostics"):
            _clear(path for path in self._parts(name) if path.name not in parts)
        self._number = 1 + max((int(name[5:-8]) for name in parts), default=-1)

    def _admit(self, *, resume: bool, force: bool) -> None:
        """Whether the run may use a folder that holds something, and with ``force`` room for it."""
        run = self.folder / RUN
        if not run.exists():
            raise OutputError(f"{self.folder}: not empty, and no corpus; name a new folder")
        if force:
            for name in reversed(
                list(_SCHEMAS)
            ):  # the documents first: what is left of a part without them does not count
                _clear(self._parts(name))
            return
        if not resume:
            raise OutputError(f"{self.folder}: holds a corpus; --resume goes on with it, --force starts anew")
        try:
            there = json.loads(run.read_bytes())
        except ValueError as error:
            raise OutputError(f"{run}: {error}; --force starts anew") from error
        there = there if isinstance(there, dict) else {}
        other = [name for name, value in json.loads(json.dumps(self._said)).items() if there.get(name) != value]
        if other:
            raise OutputError(f"{self.folder}: begun with other settings ({', '.join(other)}); --force starts anew")

    def sources(self) -> set[str]:
        """Where the documents were found that are in the folder.

        :raises OutputError: a file of them is damaged.
        """
        found: set[str] = set()
        path = self.folder
        try:
            for path in self._parts("documents"):
                found.update(parquet.read_table(path, columns=["source"]).column("source").to_pylist())
        except (pa.ArrowException, OSError) as error:
            raise OutputError(f"{path}: {error}; --force starts anew") from error
        return found

    def add(self, tables: Tables) -> None:
        """Take the rows of some documents, and write a part when there are enough.

        :raises OSError: it cannot be written; the parts before it stay.
        """
        self._waiting.append(tables)
        self._documents += tables.documents.num_rows
        self._bytes += tables.documents.nbytes + tables.units.nbytes + tables.diagnostics.nbytes
        if self._documents >= _DOCUMENTS or self._bytes >= _BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what there is as a part; ``OSError`` as with :meth:`add`."""
        if not self._waiting:
            return
        for name, schema in _SCHEMAS.items():
            table = pa.Table.from_batches([getattr(one, name) for one in self._waiting], schema)
            with whole(self.folder / name / f"part-{self._number:05}.parquet") as place, place.open("wb") as file:
                parquet.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
        self._number += 1
        self._waiting = []
        self._documents = self._bytes = 0

    def finish(self) -> None:
        """Write the last part, and that the run is finished."""
        self.flush()
        self._tell(finished=True)

    def _parts(self, name: str) -> list[Path]:
        return sorted((self.folder / name).glob("part-*.parquet"))

    def _tell(self, *, finished: bool) -> None:
        said = json.dumps({**self._said, "finished": finished}, ensure_ascii=False, indent=2)
        with whole(self.folder / RUN) as place:
            place.write_text(f"{said}\n", encoding="utf-8")


def _clear(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
