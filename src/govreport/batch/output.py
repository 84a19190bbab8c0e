"""The output folder of a corpus: Parquet files written atomically, and the state needed to resume.

A part of the corpus is a file in each of ``diagnostics``, ``paragraphs``, ``units`` and ``documents``, written in this
order; it is complete once its documents exist.  So a killed run leaves complete parts, and files that the next run deletes.  Only
files in the manifest of the folder, with the content listed there, are read or deleted.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Final, cast

import pyarrow as pa
from pyarrow import parquet

from govreport.batch import manifest
from govreport.batch.columns import FORMAT, SCHEMAS, Tables
from govreport.batch.lock import NAME as LOCK
from govreport.batch.lock import Lock, LockedError
from govreport.errors import GovReportError
from govreport.util.atomic_write import atomic_write

RUN: Final = "run.json"
"""The file that describes the run."""
KIND: Final = "govreport-corpus/1"
"""The format of that file."""
_SCHEMAS: Final[Mapping[str, pa.Schema]] = {name: SCHEMAS[name] for name in reversed(list(SCHEMAS))}
"""In the order of writing: the documents last."""
WORKBOOK: Final = "corpus.xlsx"
_EXPORTS: Final = (*(f"{name}.csv" for name in _SCHEMAS), WORKBOOK)
"""Other forms of the tables; a later run deletes them, since it may add rows."""
_PART: Final = re.compile(r"part-(\d{5,18})\.parquet")
_UNFINISHED: Final = re.compile(
    rf"\.(?:part-\d{{5,}}\.parquet|{'|'.join(map(re.escape, (RUN, manifest.NAME, *_EXPORTS)))})\.[0-9a-f]{{16}}\.part"
)
"""The names of files that a killed run did not finish."""
_DOCUMENTS: Final = 2000
_BYTES: Final = 1 << 25
"""A part is written at this number of documents or bytes of tables: some seconds of work."""


class OutputError(GovReportError):
    """The output folder cannot be used; the message gives the reason and the remedy."""


class Output:
    """The output folder of one run; no other run writes to it until :meth:`close`.

    :param settings: all that affects the rows, as JSON values; a run can only be resumed with the same settings.
    :param resume: continue an earlier run.
    :param force: delete the results of an earlier run, and no other file.
    :raises OutputError: another run writes to the folder; or it is not empty and neither option was given, or it was not
        written by a run, or by one with other settings, or contains tables of another program.
    :raises OSError: the folder cannot be written to.
    """

    def __init__(self, folder: Path, settings: Mapping[str, Any], *, resume: bool = False, force: bool = False) -> None:
        self.folder = folder
        self._state = {"format": KIND, "tables": FORMAT, **settings}
        self._waiting: list[Tables] = []
        self._documents = self._bytes = 0  # of the rows not yet written
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock = Lock(folder)
        except LockedError as error:
            process = f"process {error}" if str(error).isdecimal() else "another process"
            raise OutputError(f"{folder}: {process} writes to this folder; wait until it ends") from error
        try:
            if any(path.name != LOCK and not _UNFINISHED.fullmatch(path.name) for path in folder.iterdir()):
                self._admit(resume=resume, force=force)
            self._number = self._begin(keep=resume)
        except BaseException:
            self.close()
            raise

    def _admit(self, *, resume: bool, force: bool) -> None:
        """Check whether the run may use a folder that is not empty."""
        there = _described(self.folder)
        if there is None:
            raise OutputError(f"{self.folder}: not empty and not a corpus; choose a new folder")
        if not resume and not force:
            raise OutputError(f"{self.folder}: contains a corpus; use --resume to continue it or --force to start over")
        other = [name for name, value in json.loads(json.dumps(self._state)).items() if there.get(name) != value]
        if resume and other:
            raise OutputError(
                f"{self.folder}: started with other settings ({', '.join(other)}); use --force to start over"
            )
        tables = [_name(path) for name in _SCHEMAS for path in self._parts(name)]
        exports = [name for name in _EXPORTS if os.path.lexists(self.folder / name)]
        for name in manifest.foreign(self.folder, [*tables, *exports], manifest.listed(self.folder)):
            raise OutputError(
                f"{self.folder / name}: not a table of this corpus, or changed since; move it away or choose a new folder"
            )

    def _begin(self, *, keep: bool) -> int:
        """Delete the incomplete parts of an earlier run, or all of them; return the number of the next part."""
        known = manifest.listed(self.folder)
        complete = {path.name for path in self._parts("documents")} if keep else set()
        rest = [name for name in known if name.rpartition("/")[2] not in complete]
        # The documents first: a part without them is incomplete.
        rest.sort(key=lambda name: not name.startswith("documents/"))
        kept = set(manifest.foreign(self.folder, rest, known))
        _clear(self.folder / name for name in rest if name not in kept)
        for place in (self.folder, *(self.folder / name for name in _SCHEMAS)):
            _clear(path for path in place.glob(".*.part") if _UNFINISHED.fullmatch(path.name))
        self._write_state(finished=False)  # before the manifest: without it the folder is not a corpus
        manifest.write(self.folder, {name: known[name] for name in known.keys() - set(rest)})
        for name in _SCHEMAS:
            (self.folder / name).mkdir(exist_ok=True)
        numbers = (_PART.fullmatch(name) for name in complete)
        return 1 + max((int(found[1]) for found in numbers if found), default=-1)

    def close(self) -> None:
        """Give up the lock on the folder; may be called again."""
        self._lock.release()

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
        self._bytes += sum(getattr(tables, name).nbytes for name in _SCHEMAS)
        if self._documents >= _DOCUMENTS or self._bytes >= _BYTES:
            self.flush()

    def flush(self) -> None:
        """Write the pending rows as a part; raises ``OSError`` like :meth:`add`."""
        if not self._waiting:
            return
        name = f"part-{self._number:05}.parquet"
        with ExitStack() as stack:
            files = {
                table: stack.enter_context(atomic_write(self.folder / table / name, replace=False))
                for table in reversed(list(_SCHEMAS))  # the last one entered gets its name first
            }
            hashes = {}
            for table, schema in _SCHEMAS.items():
                rows = pa.Table.from_batches([getattr(one, table) for one in self._waiting], schema)
                hashed = _Hashed(files[table])
                parquet.write_table(rows, hashed, compression="zstd")
                hashes[f"{table}/{name}"] = hashed.hash.hexdigest()
            manifest.append(self.folder, hashes)
        self._number += 1
        self._waiting = []
        self._documents = self._bytes = 0

    def finish(self) -> None:
        """Write the last part, and mark the run as finished."""
        self.flush()
        self._write_state(finished=True)

    @contextmanager
    def export(self, name: str) -> Iterator[IO[bytes]]:
        """A new file in the folder for another form of the tables, open for writing from its beginning to its end.

        :param name: one of the names that a later run recognizes: ``documents.csv`` …, ``corpus.xlsx``.
        :raises OSError: the file cannot be written.
        """
        with atomic_write(self.folder / name, replace=False) as file:
            stream = _Stream(file)
            yield cast("IO[bytes]", stream)
            manifest.append(self.folder, {name: stream.hash.hexdigest()})

    def _parts(self, name: str) -> list[Path]:
        return sorted((self.folder / name).glob("*.parquet"))

    def _write_state(self, *, finished: bool) -> None:
        state = json.dumps({**self._state, "finished": finished}, ensure_ascii=False, indent=2)
        with atomic_write(self.folder / RUN) as file:
            file.write(f"{state}\n".encode())


def _described(folder: Path) -> Mapping[str, Any] | None:
    """The description of the run that wrote a folder; None if no run wrote it."""
    if any((folder / name).is_symlink() for name in (RUN, manifest.NAME)):
        return None  # a run never writes links, and a new file would replace what they point to
    try:
        there = json.loads((folder / RUN).read_bytes())
    except (ValueError, OSError, RecursionError):
        return None
    is_run = isinstance(there, dict) and str(there.get("format")).startswith(KIND.partition("/")[0])
    return there if is_run else None


class _Hashed:
    """A file that hashes what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.hash = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.hash.update(content)
        return self._file.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class _Stream(_Hashed):
    """A file that is written from its beginning to its end: so its hash is that of its content."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation


def _name(path: Path) -> str:
    """The name of a table in the manifest."""
    return f"{path.parent.name}/{path.name}"


def _clear(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
