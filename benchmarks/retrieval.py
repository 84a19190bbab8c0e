"""How often BM25 finds the passage that a question was drawn from, for different ways of splitting reports.

    python benchmarks/retrieval.py
    python benchmarks/retrieval.py --texts FOLDER --size 300 500 1000

All reports of a folder (``GOVREPORT_CORPUS``, or the seeds) are split into passages of the same maximum length: by the
recursive splitter of LangChain with its defaults, by the same with Chinese punctuation as separators, and by
:meth:`govreport.Report.chunks`, without and with the headings before the text of a chunk.  One index holds the passages of
all reports; its tokens are pairs of neighbouring characters, for passages and questions alike.

Questions are drawn from sentences of the body, never from headings, at equal distances through each report, and only from
sentences that occur once in the folder.  There are two kinds, each a single clause: ``figure``, the first one with a figure,
masked; and ``reworded``, the first one in which words can be replaced by a list.  A question is answered if one of the first
five passages covers the place in the source that was requested: the figure, or the middle of the clause.
Nothing here is drawn at random, and nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import bm25s
from langchain_text_splitters import RecursiveCharacterTextSplitter

import govreport
from govreport import Paragraph, Report
from govreport.chunking.sentences import sentences
from labels import read_text

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
BEST = 5
"""How many passages are examined."""
EACH = 10
"""The maximum number of questions of a kind from one report."""
FIGURE = re.compile(r"[0-9０-９][0-9０-９.．,，]*[0-9０-９]|[0-9０-９]")
CLAUSE = re.compile(r"[^，,；;：:。！？!?\s]{8,40}")
"""At least eight characters: shorter clauses are not specific enough."""
OTHER_WORDS = {
    "加强": "强化",
    "推进": "推动",
    "完善": "健全",
    "提高": "提升",
    "全面": "全方位",
    "落实": "执行",
    "开展": "举办",
    "建立": "设立",
    "规范": "整顿",
    "保障": "确保",
    "进一步": "更加",
    "深入": "扎实",
    "积极": "主动",
    "加快": "加速",
    "建设": "打造",
    "发展": "进步",
    "应当": "必须",
    "规定": "要求",
    "实施": "施行",
    "促进": "带动",
}
OTHERS = re.compile("|".join(OTHER_WORDS))


class Passage(NamedTuple):
    """An indexed passage, and its span."""

    text: str
    report: int
    start: int
    end: int


class Question(NamedTuple):
    """A question, and the position that answers it."""

    text: str
    report: int
    at: int


Cut = Callable[[Report, int], Iterator[tuple[str, int, int]]]


def recursive(separators: list[str], keep: bool | Literal["end"]) -> Cut:
    """The recursive splitter, on the original source."""

    def cut(report: Report, size: int) -> Iterator[tuple[str, int, int]]:
        splitter = RecursiveCharacterTextSplitter(
            separators, keep, chunk_size=size, chunk_overlap=0, add_start_index=True
        )
        for document in splitter.create_documents([report.source.text]):
            start = document.metadata["start_index"]
            yield document.page_content, start, start + len(document.page_content)

    return cut


def ours(*, with_path: bool) -> Cut:
    """The chunks of the library."""

    def cut(report: Report, size: int) -> Iterator[tuple[str, int, int]]:
        for chunk in report.chunks(max_chars=size):
            yield (chunk.text_with_path if with_path else chunk.text), *chunk.span

    return cut


CUTS: dict[str, Cut] = {
    "recursive splitter, as it comes": recursive(["\n\n", "\n", " ", ""], True),
    "recursive splitter, Chinese stops": recursive(["\n\n", "\n", "。", "；", "，", ""], "end"),
    "chunks": ours(with_path=False),
    "chunks with their path": ours(with_path=True),
}


Made = Callable[[str], "tuple[str, int] | None"]
"""Makes a question of a clause, with the position of the answer; None if it cannot."""


def drawn(reports: Sequence[Report], make: Made) -> list[Question]:
    """Questions of a kind from all reports."""
    rows = [list(_asked(number, report, make)) for number, report in enumerate(reports)]
    often = Counter(sentence for row in rows for sentence, _ in row)
    once = [[question for sentence, question in row if often[sentence] == 1] for row in rows]
    return [question for row in once for question in row[:: max(1, -(-len(row) // EACH))]]


def _asked(number: int, report: Report, make: Made) -> Iterator[tuple[str, Question]]:
    """The sentences of a body that occur literally in the source, each with its first possible question."""
    bodies = {node.span for node in report.walk() if isinstance(node, Paragraph)}
    for one in sentences(report, report.source):
        start = one.of.span.start + one.begin
        if one.of.span in bodies and report.source.text.startswith(one.text.strip(), start):
            for clause in CLAUSE.finditer(one.text):
                if made := make(clause[0]):
                    yield one.text, Question(made[0], number, start + clause.start() + made[1])
                    break


def figure(clause: str) -> tuple[str, int] | None:
    """A clause without its first figure."""
    found = FIGURE.search(clause)
    return (f"{clause[: found.start()]}多少{clause[found.end() :]}", found.start()) if found else None


def reworded(clause: str) -> tuple[str, int] | None:
    """A clause in other words."""
    text = OTHERS.sub(lambda found: OTHER_WORDS[found[0]], clause)
    return (text, len(clause) // 2) if text != clause else None


def tokens(text: str) -> list[str]:
    """The pairs of neighbouring characters, blanks aside."""
    return list(map("".join, pairwise("".join(text.split()))))


def recall(passages: Sequence[Passage], questions: Sequence[Question]) -> float:
    """The share of questions, in %, that one of the best passages answers."""
    index = bm25s.BM25()
    index.index([tokens(passage.text) for passage in passages], show_progress=False)
    best, _ = index.retrieve([tokens(one.text) for one in questions], k=BEST, show_progress=False)
    answered = sum(
        any(_answers(passages[number], question) for number in row) for row, question in zip(best, questions)
    )
    return 100 * answered / len(questions)


def _answers(passage: Passage, question: Question) -> bool:
    return passage.report == question.report and passage.start <= question.at < passage.end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    folder = Path(os.environ.get("GOVREPORT_CORPUS") or SEEDS)
    parser.add_argument("--texts", type=Path, default=folder, help="a folder of .txt files")
    parser.add_argument("--size", type=int, nargs="+", default=[500], help="characters of a passage (default: 500)")
    given = parser.parse_args()

    reports = [govreport.parse(read_text(path)) for path in sorted(given.texts.glob("*.txt"))]
    kinds = {"figure": drawn(reports, figure), "reworded": drawn(reports, reworded)}
    print(f"{len(reports)} reports, {sum(len(report.source.text) for report in reports):,} characters")
    print(
        ", ".join(
            f"{len(questions)} questions with a {kind}" if kind == "figure" else f"{len(questions)} {kind}"
            for kind, questions in kinds.items()
        )
    )
    for size in given.size:
        print(
            f"\n{f'at most {size} characters':<36}{'passages':>9}{'mean':>6}"
            + "".join(f"{f'{kind}@{BEST}':>12}" for kind in kinds)
        )
        for name, cut in CUTS.items():
            passages = list(
                chain.from_iterable(
                    (Passage(text, number, start, end) for text, start, end in cut(report, size))
                    for number, report in enumerate(reports)
                )
            )
            mean = sum(len(passage.text) for passage in passages) / len(passages)
            rates = "".join(f"{recall(passages, questions):>12.1f}" for questions in kinds.values())
            print(f"{name:<36}{len(passages):>9}{mean:>6.0f}{rates}", flush=True)


if __name__ == "__main__":
    main()
