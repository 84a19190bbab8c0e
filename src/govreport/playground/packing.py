"""This library and the pure Python packages it uses, as one zip archive for the browser."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution, packages_distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Final

OWN: Final = ("govreport", "govreport.grammars", "govreport.diagnostics")
"""The packages of this library; in a checkout they are in several folders."""
NEEDED: Final = ("attr", "attrs", "lark", "opencc")
"""What the library needs to read text."""
USEFUL: Final = (
    *("markdown_it", "mdurl", "yaml", "olefile", "openpyxl", "et_xmlfile"),
    *("docx", "typing_extensions", "readability", "lxml_html_clean", "cssselect", "chardet"),
)
"""The installed packages that it uses to read and write files."""
FOR_PDF: Final = ("pypdfium2", "pypdfium2_cfg", "pypdfium2_raw")
"""What it needs to read PDF; the engine itself is not in the archive."""
_STANDIN: Final = (
    "from govreport.playground.standin import *\nfrom govreport.playground.standin import _Element, _ElementTree\n"
)
"""The module ``lxml.etree`` where there is no lxml."""
_OF_LXML: Final = ("html/__init__.py", "html/defs.py", "html/_setmixin.py")
"""The modules of lxml that are Python, and run on the stand-in."""
_LEFT_OUT: Final = frozenset({".pyc", ".pyi", ".pyx", ".pxd", ".c", ".h", ".po", ".so", ".pyd", ".dylib"})
_FOLDERS_LEFT_OUT: Final = frozenset({"__pycache__", "tests", "test", "sphinxext", "templates"})
_NOT_NEEDED: Final = frozenset({"batch", "cli", "spark", "testing"})
"""Folders of this library that do nothing in a browser."""
_LICENSE: Final = re.compile(r"(?:licen[cs]e|copying|notice)", re.I)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def packed(names: Sequence[str], *, standin: bool) -> bytes:
    """A zip archive of installed packages, with their licenses; the same bytes for the same files.

    :param standin: whether :mod:`govreport.playground.standin` takes the place of ``lxml.etree``.
    :raises ModuleNotFoundError: one of the packages is not installed.
    """
    content = {inside: path.read_bytes() for name in names for path, inside in _files(name)}
    if standin and (spec := find_spec("lxml")) is not None and spec.origin is not None:
        root = Path(spec.origin).parent
        content |= {f"lxml/{name}": (root / name).read_bytes() for name in _OF_LXML}
        content |= {"lxml/__init__.py": b"", "lxml/etree.py": _STANDIN.encode()}
    content |= dict(_licenses((*names, "lxml")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compresslevel=9) as archive:
        for inside in sorted(content):
            entry = zipfile.ZipInfo(inside, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content[inside])
    return out.getvalue()


def _licenses(names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The license files of the distributions that packages belong to."""
    owners = packages_distributions()
    for owner in sorted({one for name in names for one in owners.get(name.partition(".")[0], ())}):
        for file in distribution(owner).files or ():
            if _LICENSE.match(file.name) and ".dist-info" in str(file.parent):
                yield f"licenses/{owner}/{file.name}", Path(file.locate()).read_bytes()


def is_installed(name: str) -> bool:
    """Whether a package can be packed."""
    return find_spec(name) is not None


def _files(name: str) -> Iterator[tuple[Path, str]]:
    """The files of a package or module, each with its name in the archive."""
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"{name} is not installed", name=name)
    if spec.submodule_search_locations is None:
        assert spec.origin is not None
        yield Path(spec.origin), Path(spec.origin).name
        return
    root = Path(next(iter(spec.submodule_search_locations)))
    prefix = name.replace(".", "/")
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if path.is_file() and path.suffix not in _LEFT_OUT and not _FOLDERS_LEFT_OUT.intersection(inside.parts[:-1]):
            if name == "govreport" and (inside.parts[0] in _NOT_NEEDED or f"govreport.{inside.parts[0]}" in OWN):
                continue
            yield path, f"{prefix}/{inside.as_posix()}"
