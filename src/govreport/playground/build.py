"""Building the page: its own files, the library, and Pyodide, in a folder that any web server can serve."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from govreport.playground.abilities import NAMES, abilities
from govreport.playground.distribution import CORE, LOCK, PDFIUM, Distribution, PlaygroundError
from govreport.playground.packing import FOR_PDF, NEEDED, OWN, USEFUL, is_installed, packed
from govreport.playground.shell import LANGUAGES, page, sheet

MARK: Final = "playground.json"
"""The file that marks a folder as a built playground, and lists its content."""
_STATIC: Final = ("page.js", "worker.js", "icon.svg")
_COMPILED: Final = ("lxml",)
"""Compiled packages that are used if they are there: the complete distribution of Pyodide has them, npm does not."""
_BRIDGE: Final = "pdfium.js"
"""Loads pdfium, where its files are there."""


@frozen
class Built:
    """What was built."""

    folder: Path
    version: str
    """Letters and digits that change with every file."""
    size: int
    """In bytes, of all files together."""
    formats: tuple[str, ...]
    """The names of the formats that the page reads."""


def build(out: Path, pyodide: Path | None = None) -> Built:
    """Build the page into a folder, which is created; a page that was built there is replaced.

    :param pyodide: a folder with the files of Pyodide; by default its npm package is fetched.
    :raises PlaygroundError: the folder contains other files, Pyodide is not available, or a package is not installed.
    """
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).is_file())):
        raise PlaygroundError(f"{out}: exists and is not a playground; choose another folder")
    with TemporaryDirectory() as temporary:
        found = Distribution.at(pyodide) if pyodide is not None else Distribution.fetched(Path(temporary))
        content = _content(found)
    version = hashlib.sha256(b"".join(hashlib.sha256(content[name]).digest() for name in sorted(content))).hexdigest()[
        :16
    ]
    content["offline.js"] = _offline(version, sorted(content))
    formats = json.loads(content["packages.json"])["formats"]
    about = {"version": version, "files": {name: len(content[name]) for name in sorted(content)}, "formats": formats}
    content[MARK] = _json(about)
    try:
        if out.exists():
            shutil.rmtree(out)
        for name, body in content.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(body)
    except OSError as error:
        raise PlaygroundError(f"{out}: cannot be written: {error.strerror or error}") from error
    return Built(out, version, sum(map(len, content.values())), tuple(formats))


def _content(found: Distribution) -> dict[str, bytes]:
    """The files by name, all but the service worker."""
    lock = found.lock(_COMPILED)
    needed = (*OWN, *NEEDED)
    lacking = [name for name in needed if not is_installed(name)]
    if lacking:
        raise PlaygroundError(f"these packages are not installed: {', '.join(lacking)}")
    pdf = found.has_pdfium and is_installed("pypdfium2_raw")
    useful = [name for name in (*USEFUL, *(FOR_PDF if pdf else ())) if is_installed(name)]
    content = {f"pyodide/{name}": (found.folder / name).read_bytes() for name in CORE}
    content |= {
        f"pyodide/{one['file_name']}": (found.folder / one["file_name"]).read_bytes()
        for one in lock["packages"].values()
    }
    content[f"pyodide/{LOCK}"] = _json(lock)
    content["library.zip"] = packed((*needed, *useful), standin="lxml" not in lock["packages"])
    sizes = {name: len(body) for name, body in content.items() if name != "pyodide/pyodide.mjs"}
    if pdf:  # after the sizes: loaded with the first PDF only
        content |= {f"pyodide/{name}": (found.folder / name).read_bytes() for name in PDFIUM}
        content[_BRIDGE] = _own(_BRIDGE).encode()
    able = _able(pdf)
    unable = [name for name in NAMES.values() if name not in able]
    content["packages.json"] = _json({"packages": sorted(lock["packages"]), "formats": able, "pdfium": pdf})
    for name in _STATIC:
        content[name] = _own(name).encode()
    content["page.css"] = sheet().encode()
    for lang, name in LANGUAGES.items():
        content[name] = page(lang, sizes=sizes, able=able, unable=unable).encode()
    return content


def _able(pdf: bool) -> list[str]:
    """The names of the formats that can be read in the browser, as far as the packages are installed here, too."""
    here, _ = abilities()
    return [name for format, name in NAMES.items() if name in here and (pdf or format != "pdf")]


def _offline(version: str, names: list[str]) -> bytes:
    head = f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(names)};\n"
    return (head + _own("offline.js")).encode()


def _own(name: str) -> str:
    return files("govreport.playground").joinpath(name).read_text(encoding="utf-8")


def _json(data: Mapping[str, object]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
