"""Counts which characters occur together around the ends of headings: ``python benchmarks/collocations.py TEXTS…``.

Writes ``grammars/collocations.txt`` from folders of texts that have their line breaks.  It counts the characters that end
a heading and that begin the text after it, compared with all places inside both. Of a whole text it counts the pairs of
characters.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from opencc import OpenCC  # type: ignore[import-untyped]

import govreport
from govreport import Section
from govreport.text.collocations import FILE

OUT = Path(__file__).resolve().parent.parent / "grammars" / FILE
LONGEST = 44
"""The longest heading that is counted, in characters."""
AFTER = 70
"""How much of the sentence after a heading is counted, in characters."""
LEARNED = 20_000
"""How much of a text is looked at for its pairs, in characters: no long one dominates."""
SHARES = (0.05, 0.1, 0.2, 0.4)
"""The shares of documents that make a pair common."""
LEAST, MOST, RARE = -2.5, 3.0, -0.3
"""The bounds of a weight, and that of a pair which ends no heading."""
STEP = 0.5
"""Weights are rounded to it."""
SEEN = 2
"""What is counted less often than this is left out."""

_HAN = re.compile("[\u4e00-\u9fff]+")
_SENTENCE = re.compile(r"[。：:\s]*([^\n。！？；]*)")
_DIVISIONS = frozenset({"article", "chapter", "division", "part", "dash"})


def main() -> None:
    parser = argparse.ArgumentParser(description="Count collocations around the ends of headings.")
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXTS", help="a folder of .txt files with line breaks")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for folder in options.texts for path in sorted(folder.glob("*.txt"))]
    tables = collocations(texts)
    options.out.write_text("".join(_lines(tables, len(texts))), encoding="utf-8")
    print(", ".join(f"{name}: {len(table)}" for name, table in tables.items()))


def collocations(texts: Iterable[str]) -> Mapping[str, Mapping[str, float]]:
    """The weights of characters and pairs, by name of the table."""
    ends, first = Counter[str](), Counter[str]()
    pairs, characters, documents = Counter[str](), Counter[str](), Counter[str]()
    count = 0
    simplify = OpenCC("t2s")
    for text in texts:
        count += 1
        text = simplify.convert(text)
        documents.update({a + b for a, b in pairwise(text[:LEARNED]) if _HAN.fullmatch(a + b)})
        for heading, sentence in set(_headings(text)):
            ends[heading[-2:]] += 1
            first[sentence[0]] += 1
            characters.update(heading + sentence)
            pairs.update(a + b for a, b in pairwise(heading + sentence))
    tables: dict[str, dict[str, float]] = {
        "ends": {pair: weight for pair, weight in _weights(ends, pairs) if weight > RARE},
        "first": dict(_weights(first, characters)),
        "common": {
            pair: sum(number >= share * count for share in SHARES)
            for pair, number in documents.items()
            if number >= SHARES[0] * count
        },
    }
    known = sorted(set("".join(text for table in tables.values() for text in table)))
    converters = [OpenCC(f"s2{script}") for script in ("t", "tw", "hk")]
    forms = {converter.convert(one) + one for converter in converters for one in known}
    return {**tables, "forms": dict.fromkeys((pair for pair in forms if len(pair) == 2 and pair[0] != pair[1]), 0.0)}


def _headings(text: str) -> Iterator[tuple[str, str]]:
    """The headings of numbered sections, each with the begin of the sentence after it."""
    for node in govreport.parse(text).walk():
        if not isinstance(node, Section) or node.heading is None or node.number is None:
            continue
        heading = node.heading.text.strip()
        found = _SENTENCE.match(text, node.heading.span.end)
        sentence = found[1].strip()[:AFTER] if found else ""
        if node.number.family not in _DIVISIONS and 3 <= len(heading) <= LONGEST and _HAN.match(sentence[:1]):
            yield heading, sentence


def _weights(found: Counter[str], everywhere: Counter[str]) -> Iterator[tuple[str, float]]:
    """How much more often each is at its place than elsewhere, as a logarithm."""
    for text, number in found.items():
        if number >= SEEN and _HAN.fullmatch(text):
            weight = math.log((number + 0.3) / (everywhere[text] - number + 3)) + 2
            yield text, max(LEAST, min(MOST, round(weight / STEP) * STEP))


def _lines(tables: Mapping[str, Mapping[str, float]], count: int) -> Iterator[str]:
    yield f"# Counted over {count} documents by benchmarks/collocations.py; see govreport/text/collocations.py.\n"
    for name, table in tables.items():
        of: dict[float, list[str]] = defaultdict(list)
        for text, weight in table.items():
            of[weight].append(text)
        for weight in sorted(of, reverse=True):
            yield f"{name} {weight:g} {''.join(sorted(of[weight]))}\n"


if __name__ == "__main__":
    main()
