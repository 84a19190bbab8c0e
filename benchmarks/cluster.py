"""How fast many reports are parsed by one processor and by a local Spark, and an estimate for a large corpus.

    python benchmarks/cluster.py
    python benchmarks/cluster.py --texts FOLDER --documents 500

Needs ``govreport[spark]``, and Linux.  Rates are per processor time of all processes involved, including Java's, so other
load on the machine hardly affects them.  Nothing is asserted: machines differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

import govreport
from govreport import spark
from govreport.batch.arrow import Parser
from govreport.batch.columns import tables
from govreport.batch.entries import Entry, Reading
from labels import read_text

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
CORPUS = 100_000_000
"""Documents."""
BATCHES = "spark.sql.execution.arrow.maxRecordsPerBatch"


def spent() -> float:
    """The processor time of this process and its descendants, in seconds."""
    times: dict[int, float] = {}
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            values = place.read_text().rpartition(")")[2].split()
            parents[int(place.parent.name)] = int(values[1])
            times[int(place.parent.name)] = sum(map(int, values[11:15])) / os.sysconf("SC_CLK_TCK")
    ours = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(times[one] for one in ours)


def seconds(task: Callable[[], object], clock: Callable[[], float] = spent, times: int = 2) -> float:
    """The shortest wall-clock time of some runs."""
    took: list[float] = []
    for _ in range(times):
        began = clock()
        task()
        took.append(clock() - began)
    return min(took)


def drain(frame: DataFrame) -> None:
    """Compute all rows of a frame without keeping them."""
    frame.write.format("noop").mode("overwrite").save()


def one_process(texts: list[str], report: Callable[[str, float], None]) -> None:
    """The rates of a single process, each including more work than the previous."""
    reading = Reading()
    batch = pa.RecordBatch.from_pydict({"id": list(map(str, range(len(texts)))), "text": texts})
    pieces = [batch.slice(start, 64) for start in range(0, len(texts), 64)]
    tasks: dict[str, Callable[[], object]] = {
        "parse": lambda: [govreport.parse(text) and None for text in texts],
        "tables, document by document": lambda: [
            tables([reading.result(Entry(str(number), None, text))]) and None for number, text in enumerate(texts)
        ],
        "Parser().parsed": lambda: [made.num_rows for made in Parser().parsed(pieces)],
    }
    for name, task in tasks.items():
        report(name, seconds(task))


def spark_rates(session: SparkSession, source: str, cores: int, report: Callable[[str, float], None]) -> None:
    """The rates of Spark by partitioning, and from files to files."""
    for parts in (cores, 4 * cores, 64 * cores):
        frame = session.read.parquet(source).repartition(parts).persist()
        drain(frame)
        for records in (10, 256, 10_000) if parts == 4 * cores else (256,):
            session.conf.set(BATCHES, str(records))
            # Not the result of spark.parse(): persisted rows would be computed only once.
            took = seconds(lambda frame=frame: drain(unkept(frame)))  # type: ignore[misc]
            report(f"local[{cores}], {parts} partitions, {records} records a batch", took)
        frame.unpersist()
    session.conf.set(BATCHES, "256")
    with tempfile.TemporaryDirectory() as folder:
        took = seconds(lambda: spark.run([source], folder, partitions=4 * cores, replace=True))
    report(f"local[{cores}], Parquet to the three tables", took)


def unkept(frame: DataFrame) -> DataFrame:
    """The rows that ``spark.parse`` persists."""
    parsed = spark.parse(frame).frame
    schema = parsed.schema
    parsed.unpersist()
    return frame.select("text", "id").mapInArrow(Parser().parsed, schema)


def skew(session: SparkSession, texts: list[str], cores: int, times: int) -> None:
    """The effect of one long document on the time of a job, and on the memory of its process."""
    mean = sum(map(len, texts)) // len(texts)
    long = "".join(islice(cycle("".join(texts)), mean * times))
    rows = [(str(number), text) for number, text in enumerate(texts)]
    for name, given in (
        ("without", rows),
        ("with", [*rows, ("long", long)]),
    ):  # by the clock: it is the wait that matters
        frame = session.createDataFrame(given, "id string, text string").repartition(16 * cores).persist()
        drain(frame)
        took = seconds(lambda frame=frame: drain(unkept(frame)), time.perf_counter, 1)  # type: ignore[misc]
        print(f"{name} a document of {times} times the mean size ({len(long):,} characters): done after {took:.1f} s")
        frame.unpersist()


def peak(characters: int, text: str) -> float:
    """The maximum memory of a process in bytes per character, for the rows of a text of that length."""
    code = (
        "import sys\nfrom govreport.batch.columns import tables\nfrom govreport.batch.entries import Entry, Reading\n"
        "def made(text): tables([Reading().result(Entry('a', None, text))])\n"
        "def most(): return int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])\n"
        "made('一、甲'); text = sys.stdin.read(); before = most(); made(text); print(most() - before)"
    )
    long = "".join(islice(cycle(text), characters))
    done = subprocess.run([sys.executable, "-c", code], input=long, capture_output=True, encoding="utf-8", check=True)
    return int(done.stdout) * 1024 / characters


def first_document() -> float:
    """The processor time of a new interpreter that imports the package and parses one line, in seconds."""
    code = "from govreport.batch.arrow import Parser; import govreport; govreport.parse('一、甲')"
    return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=SEEDS, help="a folder of .txt files (default: the seeds)")
    parser.add_argument(
        "--documents", type=int, default=960, help="number of documents, repeating the texts (default: 960)"
    )
    parser.add_argument("--cores", type=int, default=2, help="cores for Spark (default: 2)")
    parser.add_argument("--skew", type=int, default=1000, help="how much longer the long document is (default: 1000)")
    given = parser.parse_args()

    texts = list(islice(cycle(read_text(path) for path in sorted(given.texts.glob("*.txt"))), given.documents))
    size = sum(len(text.encode("utf-8", "replace")) for text in texts)
    print(f"{len(texts)} documents, of {sum(map(len, texts)) / len(texts):,.0f} characters")
    print(f"and {size / len(texts) / 1000:.1f} KB of UTF-8 in the mean\n")
    print(f"first document of a process: {first_document():.2f} s")
    print(
        f"memory: {peak(2_000_000, ''.join(texts)):.0f} bytes a character, {peak(2_000_000, '1.甲。'):.0f} if all is marks\n"
    )
    print(f"{'':<52}{'documents':>10}{'MB':>8}{'core-hours for':>16}")
    print(f"{'':<52}{'/s/core':>10}{'/s/core':>8}{'100 million':>16}")

    def report(name: str, took: float) -> None:
        rate = len(texts) / took
        print(f"{name:<52}{rate:>10.1f}{size / 1e6 / took:>8.2f}{CORPUS / rate / 3600:>16,.0f}", flush=True)

    one_process(texts, report)
    settings = {"spark.log.level": "ERROR", "spark.driver.memory": "4g", "spark.sql.shuffle.partitions": "8"}
    with tempfile.TemporaryDirectory() as folder, spark.session(f"local[{given.cores},4]", settings) as session:
        source = f"{folder}/texts.parquet"
        parquet.write_table(pa.table({"id": list(map(str, range(len(texts)))), "text": texts}), source)
        spark_rates(session, source, given.cores, report)
        print()
        skew(session, texts, given.cores, given.skew)


if __name__ == "__main__":
    main()
