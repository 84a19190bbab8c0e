"""What several readers of files keep of the files in a folder: characters, headings and tables; and their time.

    python benchmarks/readers.py FOLDER                  # a line for each format and reader
    python benchmarks/readers.py FOLDER --pdf            # also the PDF that LibreOffice prints of each file
    python benchmarks/readers.py FOLDER --each           # and a line for each file and reader
    python benchmarks/readers.py FOLDER --text TEXTS --labels LABELS  # ID.txt and ID.json for the file ID.docx

The reference of a file is its label, else the text that LibreOffice shows, in which lists have their automatic numbers; that of a
PDF is also that of the file with the same name; without one the characters are counted.  A character is kept if the reader's text has it as often.  A heading is a
labelled one, or a line of the reference that begins with a number.  It is found if a line or a cell of the text begins with its
number and its first words; it is marked if the reader also marks it as a heading, a section or a member of a list.
Readers that are not installed are named.  Each reading runs in a separate process, at most two minutes, and twice: the time
is that of the second, without imports.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from labels import read_labels, read_text

SECONDS_MOST = 120
HEADING_MOST = 14
"""In characters: how much of a heading has to be found, with its number."""
_NUMBERED = re.compile(
    r"(?:第[〇零一二三四五六七八九十百]{1,5}[编章节条]|[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
    r"|[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[)）]|[①-⑳])\s*(?=[㐀-鿿])"
)
"""A number of the outline at the head of a line; not before a figure or a Latin word."""
_MARKDOWN = re.compile(r"^[\s>]*(?:#{1,6}\s+)?(?:[-*+]\s+)?|[*_`\\]|<[^<>]{1,80}>|!\[[^\]]*\]\([^)]*\)")
_MARKED = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|[0-9]{1,3}[.)]\s)")
_BAR = re.compile(r"^\s*\|.*\|\s*$")


class Found(NamedTuple):
    """What a reader makes of a file."""

    text: str
    headings: list[str]
    """The headings, sections and members of lists that it marks."""
    tables: int
    seconds: float = 0.0


def govreport(path: str) -> Callable[[], Found]:
    library = import_module("govreport")
    table = import_module("govreport.tree.nodes").Table

    def read() -> Found:
        report = library.read(path)
        titles = [unit.text.partition("\n")[0] for unit in report.search()]
        return Found(report.source.text, titles, sum(isinstance(node, table) for node in report.walk()))

    return read


def markitdown(path: str) -> Callable[[], Found]:
    converter = import_module("markitdown").MarkItDown()
    return lambda: _markdown(converter.convert(path).text_content)


def mammoth(path: str) -> Callable[[], Found]:
    library = import_module("mammoth")

    def read() -> Found:
        with Path(path).open("rb") as file:
            page = library.convert_to_html(file).value
        lines = re.sub(r"</(?:p|h[1-6]|li|td|tr|table)>|<br */?>", "\n", page)
        headings = [_plain(found) for found in re.findall(r"<(?:h[1-6]|li)>(.*?)</(?:h[1-6]|li)>", page, re.DOTALL)]
        return Found(_plain(lines), headings, page.count("<table"))

    return read


def pdfplumber(path: str) -> Callable[[], Found]:
    library = import_module("pdfplumber")

    def read() -> Found:
        with library.open(path) as document:
            texts = [page.extract_text() or "" for page in document.pages]
            return Found("\n".join(texts), [], sum(len(page.find_tables()) for page in document.pages))

    return read


def kreuzberg(path: str) -> Callable[[], Found]:
    library = import_module("kreuzberg")
    config = library.ExtractionConfig(output_format="markdown")
    return lambda: _markdown(library.extract_file_sync(path, config=config).content)


def easyofd(path: str) -> Callable[[], Found]:
    """What it reads before it draws the pages, for which it needs fonts of Windows."""
    library = import_module("easyofd")

    def read() -> Found:
        ofd = library.OFD()
        ofd.read(path, fmt="path")
        pages = (page for document in ofd.data for page in document["page_info"].values())
        texts = [str(piece.get("text", "")) for page in pages for piece in page.get("text_list", ())]
        return Found("\n".join(texts), [], 0)

    return read


READERS: Mapping[str, tuple[Callable[[str], Callable[[], Found]], str]] = {
    "govreport": (govreport, ".docx .doc .odt .rtf .pdf .ofd .html .mhtml"),
    "markitdown": (markitdown, ".docx .pdf .html"),
    "mammoth": (mammoth, ".docx"),
    "pdfplumber": (pdfplumber, ".pdf"),
    "kreuzberg": (kreuzberg, ".docx .doc .odt .rtf .pdf .html"),
    "easyofd": (easyofd, ".ofd"),
}
"""How each is called, and the files that it claims to read."""


def _markdown(text: str) -> Found:
    lines = text.splitlines()
    headings = [_without_markup(line) for line in lines if _MARKED.match(line)]
    begins = [bool(_BAR.match(line)) and not (at and _BAR.match(lines[at - 1])) for at, line in enumerate(lines)]
    tables = sum(begins) + text.count("<table")
    return Found("\n".join(map(_without_markup, lines)), headings, tables)


def _without_markup(line: str) -> str:
    return _MARKDOWN.sub("", line)


def _plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", page))


class Reference(NamedTuple):
    """The content of a file."""

    characters: Counter[str]
    headings: Sequence[str]


def _solid(text: str) -> str:
    return "".join(text.split())


def labelled(texts: Path | None, folder: Path | None, name: str) -> Reference | None:
    """The reference in the folders of labelled documents, if it is there."""
    if texts is None or folder is None:
        return None
    text, labels = texts / f"{name}.txt", folder / f"{name}.json"
    if not (text.exists() and labels.exists()):
        return None
    content = read_text(text)
    units = [unit for unit in read_labels(labels, content).units if unit.kind == "section" and unit.heading]
    return Reference(Counter(_solid(content)), [_solid(f"{unit.number or ''}{unit.heading}") for unit in units])


def shown_by_office(path: Path, folder: Path) -> Reference | None:
    """The reference that LibreOffice shows; None if it does not read the file."""
    converted = converted_by_office(path, folder, "txt:Text (encoded):UTF8")
    if converted is None:
        return None
    text = converted.read_text(encoding="utf-8", errors="replace")
    lines = [line.strip() for line in text.splitlines()]
    return Reference(Counter(_solid(text)), [_solid(line) for line in lines if _NUMBERED.match(line)])


def converted_by_office(path: Path, folder: Path, form: str) -> Path | None:
    office = shutil.which("soffice")
    if office is None or path.suffix not in (".docx", ".doc", ".odt", ".rtf"):
        return None
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=False, capture_output=True, timeout=240)
    made = folder / f"{path.stem}.{form.partition(':')[0]}"
    return made if made.exists() else None


def found_by(reader: str, path: Path) -> Found | str:
    """What a reader makes of a file, in a separate process; or why there is nothing."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "found.json")
        command = [sys.executable, __file__, "--one", reader, str(path), str(out)]
        try:
            done = subprocess.run(command, check=False, capture_output=True, timeout=SECONDS_MOST, cwd=folder)
        except subprocess.TimeoutExpired:
            return f"more than {SECONDS_MOST} s"
        if done.returncode or not out.exists():
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no result"]
            return last[0][:80]
        return Found(*json.loads(out.read_text(encoding="utf-8")))


def one(reader: str, path: str, out: str) -> None:
    """Read one file, and write what was found."""
    read = READERS[reader][0](path)
    read()
    begin = time.perf_counter()
    found = read()
    took = time.perf_counter() - begin
    Path(out).write_text(json.dumps(found._replace(seconds=took)), encoding="utf-8")


class Score(NamedTuple):
    """The figures of a reader for one file, or for several."""

    files: int = 0
    read: int = 0
    kept: int = 0
    of: int = 0
    """The characters of the references."""
    counted: int = 0
    """The characters of files without a reference."""
    found: int = 0
    marked: int = 0
    headings: int = 0
    tables: int = 0
    seconds: float = 0.0

    def plus(self, other: Score) -> Score:
        return Score(*map(sum, zip(self, other)))  # type: ignore[arg-type]  # the last is a float

    def row(self) -> str:
        kept = f"{100 * self.kept / self.of:.1f} % of {self.of:,}" if self.of else f"{self.counted:,}"
        headings = f"{self.found} | {self.marked} of {self.headings}" if self.headings else "– | –"
        return f"{self.read} of {self.files} | {kept} | {headings} | {self.tables} | {self.seconds:.2f}"


def scored(found: Found, reference: Reference | None) -> Score:
    """The figures of what was found."""
    if reference is None:
        return Score(1, 1, counted=len(_solid(found.text)), tables=found.tables, seconds=found.seconds)
    kept = sum((Counter(_solid(found.text)) & reference.characters).values())
    lines = _beginnings(re.split(r"[\n|｜]", found.text))
    marked = _beginnings(found.headings)
    heads = [_folded(heading)[:HEADING_MOST] for heading in reference.headings]
    return Score(
        1,
        1,
        kept,
        sum(reference.characters.values()),
        0,
        sum(head in lines for head in heads),
        sum(head in marked for head in heads),
        len(heads),
        found.tables,
        found.seconds,
    )


def _beginnings(lines: Sequence[str]) -> frozenset[str]:
    """All beginnings of lines that are at most as long as those of headings."""
    return frozenset(_folded(line)[:length] for line in lines for length in range(1, HEADING_MOST + 1))


def _folded(line: str) -> str:
    """A line without blanks, its brackets and stops in one width."""
    return _solid(line).translate(_WIDTH)


_WIDTH = str.maketrans("（）．，：", "().,:")


def files_of(folder: Path, work: Path, pdf: bool) -> Iterator[tuple[Path, Reference | None]]:
    """The files, each with its reference from LibreOffice."""
    suffixes = {suffix for _, known in READERS.values() for suffix in known.split()}
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes)
    references = {path: shown_by_office(path, work) for path in paths}
    by_stem = {path.stem: reference for path, reference in references.items() if reference is not None}
    for path in paths:
        yield path, references[path] or by_stem.get(path.stem)
        printed = converted_by_office(path, work, "pdf") if pdf else None
        if printed is not None:
            yield printed, references[path]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", type=Path, help="a folder with the texts of files, ID.txt")
    parser.add_argument("--labels", type=Path, help="a folder with their labels, ID.json")
    parser.add_argument("--pdf", action="store_true", help="also the PDF that LibreOffice prints of each file")
    parser.add_argument("--each", action="store_true", help="a line for each file, too")
    arguments = parser.parse_args()
    missing = [name for name in READERS if find_spec(name) is None]
    totals: dict[tuple[str, str], Score] = defaultdict(Score)
    head = "files | characters | headings in the text | marked | tables | seconds"
    with tempfile.TemporaryDirectory() as work:
        for path, shown in files_of(arguments.folder, Path(work), arguments.pdf):
            reference = labelled(arguments.text, arguments.labels, path.stem) or shown
            for reader, (_, suffixes) in READERS.items():
                if reader in missing or path.suffix.lower() not in suffixes.split():
                    continue
                found = found_by(reader, path)
                lost = (
                    Score(1, of=sum(reference.characters.values()), headings=len(reference.headings))
                    if reference
                    else Score(1)
                )
                score = lost if isinstance(found, str) else scored(found, reference)
                key = (path.suffix.lower(), reader)
                totals[key] = totals[key].plus(score)
                if arguments.each:
                    print(
                        f"| {path.name[:30]} | {reader} | {found if isinstance(found, str) else score.row()} |",
                        flush=True,
                    )
    print(f"\n| format | reader | {head} |\n|---|---|---|---|---|---|---|---|")
    for (suffix, reader), score in sorted(
        totals.items(), key=lambda item: (item[0][0], list(READERS).index(item[0][1]))
    ):
        print(f"| {suffix} | {reader} | {score.row()} |")
    if missing:
        print(f"\nnot installed: {', '.join(missing)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:5])
    else:
        main()
