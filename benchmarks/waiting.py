"""The time of tasks besides the parser: each task as a multiple of ``parse`` or of another library's time.

    python benchmarks/waiting.py

``speed.py`` prints these tables, too.  Times are medians over rounds in which the tasks run in turn, in processor seconds.
Word files and pages are those that the library writes; the other libraries open the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

import govreport
from clock import Task, in_turn
from comparing import new_lines, old_lines
from govreport import viewer
from govreport.batch import parse_many
from govreport.formats import Extract, extractor
from govreport.formats.work import Work
from govreport.reading import MAX_CHARS
from labels import SEEDS, read_text

LONG = 100_000
"""The characters of the reports that are compared and shown."""


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |")


def of_a_report(rounds: int) -> None:
    """Tasks on one report, as multiples of parsing its text."""
    print("\n| task | " + " | ".join(f"{path.stem[:3]}, × `parse`" for path in SEEDS) + " |")
    print("|---" + "|---:" * len(SEEDS) + "|")
    ratios: dict[str, list[str]] = {}
    for path in SEEDS:
        text = read_text(path)
        report = govreport.parse(text)
        tasks: dict[str, Task] = {
            "parse": partial(govreport.parse, text),
            "`mentions()`, first time": lambda text=text: govreport.parse(text).mentions(),  # type: ignore[misc]
            "`to_docx`": report.to_docx,
            "`to_json`": report.to_json,
            "`to_markdown`": report.to_markdown,
        }
        took = in_turn(tasks, rounds)
        took["`mentions()`, first time"] -= took["parse"]
        for name, seconds in took.items():
            if name != "parse":
                ratios.setdefault(name, []).append(f"{seconds / took['parse']:.2f}")
    for name, found in ratios.items():
        row(name, *found)


def beside_their_libraries(rounds: int) -> None:
    """Reading files, with the parse and without, as multiples of what another library takes to open the same file."""
    print("\n| task | " + " | ".join(path.stem[:3] for path in SEEDS) + " |")
    print("|---" + "|---:" * len(SEEDS) + "|")
    openers: dict[str, tuple[str, Callable[[govreport.Report], bytes], Callable[[bytes], object]]] = {}
    try:
        from docx import Document
    except ImportError:
        print("| python-docx is not installed |")
    else:
        openers["a Word file / python-docx opens it"] = (
            "docx",
            lambda report: report.to_docx(),
            lambda data: Document(io.BytesIO(data)),
        )
    try:
        import lxml.html
        from readability import Document as Article
    except ImportError:
        print("| readability-lxml is not installed |")
    else:
        openers["a page / lxml and readability"] = (
            "html",
            lambda report: report.to_html().encode(),
            lambda data: (lxml.html.fromstring(data.decode()), Article(data.decode()).summary()),
        )
    for name, (format, write, opens) in openers.items():
        found: dict[str, list[str]] = {"text of": [], "`read` of": []}
        for path in SEEDS:
            data = write(govreport.parse(read_text(path)))
            tasks: dict[str, Task] = {
                "text of": partial(_text, format, data),
                "`read` of": partial(govreport.read, data),
                "theirs": partial(opens, data),
            }
            took = in_turn(tasks, max(3, rounds // 5))
            for task, ratios in found.items():
                ratios.append(f"{took[task] / took['theirs']:.2f}")
        for task, ratios in found.items():
            row(f"{task} {name}", *ratios)


def _text(format: str, data: bytes) -> Extract:
    """What the reader of a format finds in a file, before it is parsed."""
    return extractor(format, "file")(data, name="file", encoding=None, max_chars=MAX_CHARS, work=Work("file"))


def of_many(rounds: int) -> None:
    """``parse_many`` in one process compared with a loop, and the time of a text without characters."""
    texts = [read_text(path) for path in SEEDS] * 4
    pairs = [(str(number), text) for number, text in enumerate(texts)]

    def loop() -> None:
        for text in texts:
            govreport.parse(text)

    def many() -> None:
        for _ in parse_many(pairs, jobs=1):
            pass

    took = in_turn({"loop": loop, "many": many, "empty": partial(govreport.parse, "")}, rounds)
    print("\n| task | |\n|---|---:|")
    row("`parse_many(jobs=1)` / a loop of `parse`", f"{took['many'] / took['loop']:.3f}")
    row('`parse("")`, µs', f"{1e6 * took['empty']:.0f}")


def of_long_reports(rounds: int) -> None:
    """Comparing and showing reports of 100,000 characters."""
    lines = old_lines(LONG)
    texts = ["\n".join(lines), "\n".join(new_lines(lines))]
    old, new = map(govreport.parse, texts)
    tasks: dict[str, Task] = {
        "parse one": partial(govreport.parse, texts[0]),
        "compare two": partial(govreport.compare, old, new),
        "the page of the viewer": partial(viewer.page, old),
    }
    print(f"\n| {LONG:,} characters | ms | × `parse` |\n|---|---:|---:|")
    took = in_turn(tasks, max(3, rounds // 5))
    for name, seconds in took.items():
        row(name, f"{1000 * seconds:.0f}", f"{seconds / took['parse one']:.1f}")


def main(rounds: int = 25) -> None:
    """Print all tables."""
    of_a_report(rounds)
    beside_their_libraries(rounds)
    of_many(rounds)
    of_long_reports(rounds)


if __name__ == "__main__":
    main()
