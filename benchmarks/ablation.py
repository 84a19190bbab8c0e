"""What each rule of evidence explains: every rule is switched off in turn, and the trees and figures are compared.

    python benchmarks/ablation.py                                             # the five seeds
    python benchmarks/ablation.py --labelled TEXTS LABELS --labelled ...      # several labelled folders
    python benchmarks/ablation.py --texts FOLDER ...                          # texts without labels: which trees change
    python benchmarks/ablation.py --only heading_rows                         # the rules whose name contains this word

A rule is a named weight of a module that weighs evidence, which is set to zero, or a function, which then returns "no".
The table has a line for each rule: in how many documents of how many sources the tree differs without it, in how many
labelled ones the figures get worse or better, and by how much each figure changes, in points.  Diagnostics do not count.

The source of a document is the column ``source`` of an ``index.tsv`` in its folder or next to it, else its name up to the
last underscore.  ``few`` marks a rule that explains fewer than three documents or two sources: it must be a norm to stay.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from operator import attrgetter
from pathlib import Path

from attrs import frozen

import govreport
from figures import Tally, score
from labels import Labels, read_labels, read_text

ROOT = Path(__file__).resolve().parent.parent
SHOWN = ("tree", "headings", "plain", "roles", "head", "foot", "exact")
NO_SOURCES: Mapping[str, str] = {}
DOCUMENTS_LEAST = 3
SOURCES_LEAST = 2
WEIGHED = ("outline.heading_rows", "outline.rows", "outline.boundaries", "outline.lost_ends")
"""The modules whose constants that are floats are weights."""


def _no(value: object) -> Callable[..., object]:
    """A function that returns the same value for all arguments."""
    return lambda *_, **__: value


def _same(value: object, *_: object) -> object:
    """What a function is given, unchanged."""
    return value


@frozen
class Rule:
    """Something that can be switched off: where it is, and what takes its place."""

    module: str
    name: str
    off: object = 0.0

    @property
    def label(self) -> str:
        """The name in the table."""
        return f"{self.module.rpartition('.')[2]}.{self.name}"

    @contextmanager
    def switched_off(self) -> Iterator[None]:
        """Parse without the rule.

        :raises AttributeError: the rule does not exist.
        """
        owner: object = import_module(f"govreport.{self.module}")
        path, _, name = self.name.rpartition(".")
        if path:
            owner = attrgetter(path)(owner)
        known = getattr(owner, name)
        setattr(owner, name, self.off)
        try:
            yield
        finally:
            setattr(owner, name, known)


FUNCTIONS = (
    Rule("lines.furniture", "mark_cells", _no(None)),
    Rule("lines.furniture", "_running_heads", _no(set())),
    Rule("lines.furniture", "_is_furniture", _no(False)),
    Rule("lines.inline_breaks", "InlineBreaks.going_on", _no(frozenset())),
    Rule("lines.inline_breaks", "InlineBreaks._chains", _no(set())),
    Rule("lines.inline_breaks", "InlineBreaks._is_half", _no(False)),
    Rule("lines.unwrap", "wrap_width", _no(0)),
    Rule("lines.unwrap", "_crossed", _no(frozenset())),
    Rule("lines.unwrap", "_values", _no(frozenset())),
    Rule("lines.unwrap", "_mendable", _no(frozenset())),
    Rule("lines.unwrap", "_page_turns", _no(False)),
    Rule("lines.tables", "is_caption", _no(False)),
    Rule("lines.tables", "_is_beside", _no(False)),
    Rule("outline.plain_headings", "counted_headings", _no({})),
    Rule("outline.plain_headings", "_set_off", _no({})),
    Rule("outline.plain_headings", "_by_form", _no({})),
    Rule("outline.boundaries", "with_figures_read", _same),
    Rule("outline.boundaries", "_Reader._running", _no(None)),
    Rule("outline.placement", "Placer.end_rows", _no(None)),
    Rule("outline.placement", "Placer._begins_anew", _no(False)),
    Rule("outline.placement", "Placer._fills", _no(False)),
    Rule("outline.placement", "Placer._out_of_step", _no(False)),
    Rule("outline.placement", "Placer._miscounts", _no(False)),
    Rule("outline.nesting", "Nesting._holds_plain", _no(False)),
    Rule("outline.outline", "Outline._turn_to_audience", _no(None)),
    Rule("document.decide", "lost_marks", _no({})),
    Rule("document.decide", "with_frame_breaks", _same),
    Rule("document.decide", "with_named_breaks", _same),
    Rule("document.decide", "quoted_lines", _no(frozenset())),
    Rule("document.foot", "Foot._referenced", _no(None)),
)
"""The rules that are functions, each where it is called."""


def rules() -> tuple[Rule, ...]:
    """All rules: the weights, module by module, then the functions."""
    weights = (
        Rule(module, name)
        for module in WEIGHED
        for name, value in vars(import_module(f"govreport.{module}")).items()
        if name.isupper() and isinstance(value, float)
    )
    return (*weights, *FUNCTIONS)


@frozen
class Measured:
    """What the parser makes of a set of texts."""

    trees: Mapping[str, str]
    """The data form of each, by its name."""
    each: Mapping[str, Mapping[str, float]]
    """The figures of each labelled document."""
    figures: Mapping[str, float]


def measured(texts: Mapping[str, str], labels: Mapping[str, Labels]) -> Measured:
    """Parse all texts, and score those that have labels."""
    trees: dict[str, str] = {}
    each: dict[str, Mapping[str, float]] = {}
    whole = Tally()
    for name, text in texts.items():
        report = govreport.parse(text)
        data = report.to_dict()
        data.pop("diagnostics", None)
        trees[name] = json.dumps(data, ensure_ascii=False)
        if name in labels:
            one = Tally()
            for tally in (one, whole):
                score(text, labels[name], data, tally)
            each[name] = one.figures()
    return Measured(trees, each, whole.figures())


@frozen
class Effect:
    """What changes without a rule."""

    documents: tuple[str, ...]
    sources: int
    """How many sources the documents are from."""
    worse: int
    better: int
    figures: Mapping[str, float]
    """By how much each figure changes, in points."""

    @property
    def is_small(self) -> bool:
        """Whether the rule explains too little to stay."""
        return len(self.documents) < DOCUMENTS_LEAST or self.sources < SOURCES_LEAST


def effect(
    rule: Rule,
    before: Measured,
    texts: Mapping[str, str],
    labels: Mapping[str, Labels],
    sources: Mapping[str, str] = NO_SOURCES,
) -> Effect:
    """Switch a rule off and compare; ``sources`` are those of documents whose names do not show them."""
    with rule.switched_off():
        after = measured(texts, labels)
    sums = {name: sum(after.each[name].values()) - sum(figures.values()) for name, figures in before.each.items()}
    documents = tuple(name for name, tree in before.trees.items() if after.trees[name] != tree)
    return Effect(
        documents,
        len({sources.get(name) or name.rpartition("_")[0] for name in documents}),
        sum(change < 0 for change in sums.values()),
        sum(change > 0 for change in sums.values()),
        {name: after.figures[name] - value for name, value in before.figures.items()},
    )


def line_of(rule: Rule, found: Effect) -> str:
    """A line of the table."""
    changes = "".join(f"{found.figures[name]:>9.2f}" for name in SHOWN)
    counts = f"{len(found.documents):>5}{found.sources:>8}{found.worse:>7}{found.better:>8}"
    return f"{rule.label:<40}{counts}{changes}{'  few' if found.is_small else ''}"


def read(labelled: Sequence[tuple[Path, Path]], folders: Sequence[Path]) -> tuple[dict[str, str], dict[str, Labels]]:
    """The texts of all folders by name, and the labels of those that have some.

    :raises FileNotFoundError: a labelled text is missing.
    """
    texts: dict[str, str] = {}
    labels: dict[str, Labels] = {}
    for folder, outlines in labelled:
        for path in sorted(outlines.glob("*.json")):
            texts[path.stem] = read_text(folder / f"{path.stem}.txt")
            labels[path.stem] = read_labels(path, texts[path.stem])
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            texts.setdefault(path.stem, read_text(path))
    return texts, labels


def read_sources(folders: Iterable[Path]) -> dict[str, str]:
    """The sources of documents by name, from the ``index.tsv`` in each folder or next to it."""
    found: dict[str, str] = {}
    for folder in folders:
        for path in (folder / "index.tsv", folder.parent / "index.tsv"):
            if path.is_file():
                with path.open(encoding="utf-8", newline="") as lines:
                    rows = csv.DictReader(lines, delimiter="\t")
                    found.update((row["id"], row["source"]) for row in rows if row.get("source"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", nargs=2, type=Path, action="append", metavar=("TEXTS", "LABELS"))
    parser.add_argument("--texts", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--only", default="", metavar="WORD", help="the rules whose name contains this word")
    arguments = parser.parse_args()
    labelled = arguments.labelled or [(ROOT / "seeds", ROOT / "tests" / "outlines")]
    texts, labels = read([(folder, outlines) for folder, outlines in labelled], arguments.texts)
    sources = read_sources([*(folder for folder, _ in labelled), *arguments.texts])
    before = measured(texts, labels)
    print(
        f"{'without':<40}{'trees':>5}{'sources':>8}{'worse':>7}{'better':>8}" + "".join(f"{name:>9}" for name in SHOWN)
    )
    for rule in rules():
        if arguments.only in rule.label:
            print(line_of(rule, effect(rule, before, texts, labels, sources)), flush=True)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()
