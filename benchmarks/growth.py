"""How time and memory grow with the input, for the most hostile inputs known.

    python benchmarks/growth.py
    python benchmarks/growth.py --only "parse: radicals" --size 100000

For each family of ``hostile.py`` and each operation: seconds and peak memory at four sizes, each twice the previous, and the
exponent of the best fit: 1 means that twice the input takes twice as long, 2 that it takes four times as long.  Seconds
are processor time, the best of three runs; peak memory is the maximum allocated by Python, without the input, in a
separate run.  Nothing is asserted, since machines differ: ``tests/test_growth.py`` counts steps instead.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from types import ModuleType
from typing import Any, TypeAlias

from attrs import evolve

import govreport
import govreport.cli.as_sarif
import govreport.cli.as_text
import govreport.cli.outline
import govreport.cli.repairs
import govreport.viewer
from hostile import CONTENTS, FILES, FORMS, TEXTS, ordinary, run

SIZES = (1, 2, 4, 8)
LINEAR = 1.1
"""Higher exponents are marked; exponents below 1 are start-up costs."""

Work: TypeAlias = Callable[[], object]
Task: TypeAlias = Callable[[ModuleType, int], Work]
"""Given the library and a size, prepares work on an input of that size."""


def _found(library: ModuleType, report: Any) -> list[Any]:
    return [library.cli.selection.Found(report.source, report.diagnostics)]


def _find_all(report: Any) -> None:
    for node in report.walk():
        if getattr(node, "path", ""):
            report.find(node.path)


def _all_places(report: Any) -> None:
    for offset in range(len(report.source.text)):
        report.node_at(offset)
        report.position(offset)


ASKED: Mapping[str, Callable[[ModuleType, Any], object]] = {
    "to_json and from_json": lambda library, report: library.Report.from_json(report.to_json()),
    "to_json, indented": lambda library, report: report.to_json(indent=2),
    "==": lambda library, report: report == library.Report.from_dict(report.to_dict()),
    "hash": lambda library, report: hash(report),
    "to_markdown": lambda library, report: report.to_markdown(),
    "to_html": lambda library, report: report.to_html(),
    "to_xml": lambda library, report: report.to_xml(),
    "to_docx": lambda library, report: report.to_docx(),
    "to_records": lambda library, report: report.to_records(),
    "page of the viewer": lambda library, report: library.viewer.page(report),
    "roles": lambda library, report: report.roles(),
    "render": lambda library, report: library.render(report),
    "converted": lambda library, report: report.converted("tw"),
    "outline in HTML": lambda library, report: report._repr_html_(),
    "mentions": lambda library, report: report.mentions(),
    "find": lambda library, report: _find_all(report),
    "node_at and position": lambda library, report: _all_places(report),
    "search": lambda library, report: list(report.search("工作")),
    "walk with ancestors": lambda library, report: list(report.walk(ancestors=True)),
    "Visitor": lambda library, report: library.Visitor().visit(report),
    "govreport tree": lambda library, report: list(library.cli.outline.outline(report, library.cli.outline.View())),
    "govreport check": lambda library, report: library.cli.as_text.as_text(_found(library, report)),
    "govreport check, SARIF": lambda library, report: library.cli.as_sarif.as_sarif(_found(library, report)),
    "govreport clean --diff": lambda library, report: list(library.cli.repairs.repaired_lines(report)),
}
"""Operations on a report."""


REPORTS: Mapping[str, Callable[[int], str]] = {
    "a long report": ordinary,
    "a deep report": TEXTS["lists in lists"],
    "rows of a table": run("|甲|乙|丙|\n", before="一、总则\n"),
    "a ragged table": lambda n: f"一、总则\n|{'甲|' * (n // 4)}\n" + "|甲|\n" * (n // 8),
    "headings that name parts": run("（一）存在的问题和打算\n下一步打算。\n", before="一、总则\n"),
    "faults on one line": run("一是甲。三是⼄。五是丙。", after="\n完。"),
}
"""The reports for these operations."""


def _parse(text: Callable[[int], str], library: ModuleType, n: int) -> Work:
    return partial(library.parse, text(n))


def _read(content: Callable[[int], bytes], library: ModuleType, n: int) -> Work:
    return partial(library.read, content(n), format="text")  # pages need an extra


def _read_file(format: str, content: Callable[[int], bytes], library: ModuleType, n: int) -> Work:
    def read(content: bytes) -> None:
        with suppress(library.ReadError):  # a PDF of streams alone is damaged
            library.read(content, format=format)

    return partial(read, content(n))


def _too_long(library: ModuleType, n: int) -> Work:
    def read(content: bytes) -> None:
        with suppress(library.ReadError):
            library.read(content, max_chars=n // 8)

    return partial(read, b"\xff" * n)


def _from_json(form: Callable[[int], str], library: ModuleType, n: int) -> Work:
    def read(text: str) -> None:
        with suppress(library.DataFormError):
            library.Report.from_json(text)

    return partial(read, form(n))


def _ask(
    question: Callable[[ModuleType, Any], object], text: Callable[[int], str], library: ModuleType, n: int
) -> Work:
    report = _report(library, text, n)
    return lambda: question(library, evolve(report))  # a new one each time, without caches


@lru_cache(maxsize=16)
def _report(library: ModuleType, text: Callable[[int], str], n: int) -> Any:
    return library.parse(text(n))


COMPARED: Mapping[str, tuple[Callable[[int], str], Callable[[int], str]]] = {
    "the same": (ordinary, ordinary),
    "other figures": (ordinary, lambda n: ordinary(n).replace("1", "7")),
    "lines in reverse": (ordinary, lambda n: "\n".join(reversed(ordinary(n).split("\n")))),
    "one paragraph again and again": (run("全面推进依法行政。\n"), run("依法全面推进行政。\n")),
    "one long paragraph": (run("甲乙丙丁戊己庚"), run("乙丙甲丁庚")),
    "one long sentence and its middle": (run("甲乙", "一、"), run("甲乙", "一、丙", "丁")),
    "lists in lists": (TEXTS["lists in lists"], lambda n: TEXTS["lists in lists"](n).replace("甲", "乙")),
}
"""Reports to compare."""


def _compare(texts: tuple[Callable[[int], str], Callable[[int], str]], library: ModuleType, n: int) -> Work:
    return partial(library.compare, *(_report(library, text, n) for text in texts))


TASKS: Mapping[str, Task] = {
    **{f"parse: {name}": partial(_parse, text) for name, text in TEXTS.items()},
    **{f"read: {name}": partial(_read, content) for name, content in CONTENTS.items()},
    **{f"read {name}": partial(_read_file, name.partition(":")[0], content) for name, content in FILES.items()},
    "read: a text that is too long": _too_long,
    **{f"from_json: {name}": partial(_from_json, form) for name, form in FORMS.items()},
    **{
        f"{question}: {name}": partial(_ask, ASKED[question], text)
        for name, text in REPORTS.items()
        for question in ASKED
    },
    **{f"compare: {name}": partial(_compare, texts) for name, texts in COMPARED.items()},
}


def seconds(work: Work) -> float:
    """The processor time of some work, the best of three runs."""
    times = []
    gc.collect()
    gc.disable()  # its cost depends on all objects in memory
    for _ in range(3):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    gc.enable()
    return max(min(times), 1e-6)


def megabytes(work: Work) -> float:
    """The peak memory that Python allocates during some work."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The slope of the best-fitting line on logarithmic axes."""
    slope, _ = statistics.linear_regression([math.log(size) for size in sizes], [math.log(cost) for cost in costs])
    return slope


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000, help="characters of the smallest input (default: 10,000)")
    parser.add_argument("--only", default="", metavar="WORDS", help="measure only what has these words in its name")
    arguments = parser.parse_args()
    govreport.parse("一、总则")  # builds the grammar
    sizes = [arguments.size * times for times in SIZES]
    columns = "".join(f"{size:>9,}" for size in sizes)
    print(f"{'characters':<56}{columns}  time{columns}  memory")
    print(f"{'':<56}{'seconds':>36}   ~ n^{'megabytes':>36}     ~ n^")
    for name, task in TASKS.items():
        if arguments.only not in name:
            continue
        works = [task(govreport, size) for size in sizes]
        times, peaks = [seconds(work) for work in works], [megabytes(work) for work in works]
        slow, large = exponent(sizes, times), exponent(sizes, peaks)
        mark = " <" if max(slow, large) > LINEAR else ""
        print(
            f"{name:<56}{''.join(f'{cost:9.3f}' for cost in times)}{slow:6.2f}"
            f"{''.join(f'{cost:9.2f}' for cost in peaks)}{large:8.2f}{mark}",
            flush=True,
        )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()
