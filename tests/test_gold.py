"""The figures over larger folders of labelled documents stay above their floors.

``GOVREPORT_GOLD`` names one folder or several, separated as in ``PATH``.  A folder holds ``text/ID.txt`` and ``labels/ID.json``, and
perhaps an ``index.tsv``, whose first column is the ID and whose last is the fold.  ``gold_floor.json`` has the floors: by the
name of the folder, then the fold (``all`` for all documents) and perhaps a variant of the line breaks, then the figure.
They are a little below what the parser reaches, so that a change may cost one document what it gives to others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from accuracy import measure, of_genre
from labels import Labels, Line
from line_breaks import VARIANTS, rewritten
from reading import UnitPlace

FLOORS: Mapping[str, Mapping[str, Mapping[str, float]]] = json.loads(
    (Path(__file__).parent / "gold_floor.json").read_text(encoding="utf-8")
)
ALL = "all"


def folders() -> dict[str, Path]:
    """The folders of labelled documents by name.

    :raises NotADirectoryError: ``GOVREPORT_GOLD`` names something else.
    """
    paths = [Path(name) for name in os.environ.get("GOVREPORT_GOLD", "").split(os.pathsep) if name]
    for path in paths:
        if not (path / "text").is_dir() or not (path / "labels").is_dir():
            raise NotADirectoryError(f"GOVREPORT_GOLD: {path} holds no folders text and labels")
    return {path.resolve().name: path for path in paths}


def ids_of(folder: Path, fold: str) -> list[str] | None:
    """The documents of a fold; None for all labelled documents."""
    if fold == ALL:
        return None
    rows = [line.split("\t") for line in (folder / "index.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return [row[0] for row in rows if row[-1] == fold]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "fold"), [(name, fold) for name, floors in FLOORS.items() for fold in floors])
def test_figures_stay_above_the_floor(name: str, fold: str) -> None:
    chosen, _, variant = fold.partition(" ")
    if name not in (found := folders()):
        pytest.skip(f"GOVREPORT_GOLD names no folder {name} with labelled documents")
    folder = found[name]
    figures = measure(folder / "text", folder / "labels", ids_of(folder, chosen), variant or "identity")
    floor = FLOORS[name][fold]
    assert figures.keys() >= floor.keys()
    fallen = {figure: (round(figures[figure], 2), least) for figure, least in floor.items() if figures[figure] < least}
    assert not fallen, f"below the floor (figure, floor) in {name}, {fold}: {fallen}"


def test_every_folder_has_a_floor() -> None:
    """A name that is misspelt in the variable or in the file would be skipped silently."""
    assert folders().keys() <= FLOORS.keys(), "add the folder to gold_floor.json"


def test_the_floors_require_full_cover() -> None:
    assert {floor["cover"] for folds in FLOORS.values() for floor in folds.values()} == {100}


def test_several_folders_are_named_as_in_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one / "text", one / "labels", other / "text"):
        folder.mkdir(parents=True)
    monkeypatch.setenv("GOVREPORT_GOLD", f"{one}{os.pathsep}")
    assert folders() == {"one": one}
    monkeypatch.setenv("GOVREPORT_GOLD", f"{one}{os.pathsep}{other}")
    with pytest.raises(NotADirectoryError, match="other"):
        folders()


def test_the_documents_of_a_genre_are_those_of_the_index(tmp_path: Path) -> None:
    index = tmp_path / "index.tsv"
    index.write_text("id\tgenre\tfold\n1\t政府工作报告\twork\n2\t司法解释\twork\n", encoding="utf-8")
    assert of_genre(index, "报告|讲话") == ["1"]
    assert of_genre(index, "") == ["1", "2"]


@pytest.mark.parametrize(
    ("variant", "text", "heading"),
    [
        ("identity", "甲\n一、总体要求\n坚持依法行政。", (2, 8)),
        ("joined", "甲一、总体要求坚持依法行政。", (1, 7)),
    ],
)
def test_labels_follow_the_line_breaks(variant: str, text: str, heading: tuple[int, int]) -> None:
    unit = UnitPlace(2, "section", "han", "一、", 1, None, 1, "总体要求", 8)
    labels = Labels((unit,), (Line(0, 1, "title"), Line(2, 8, "section"), Line(9, 16, "para")))
    new, moved = rewritten("甲\n一、总体要求\n坚持依法行政。", labels, VARIANTS[variant])
    assert new == text
    assert [(each.start, each.heading_end) for each in moved.units] == [heading]
    assert [new[line.start : line.end].strip() for line in moved.lines] == ["甲", "一、总体要求", "坚持依法行政。"]


def test_hard_wrapped_lines_break_inside_sentences() -> None:
    text = "坚持依法行政，" * 12
    new, _ = rewritten(text, Labels((), ()), VARIANTS["hardwrap"])
    assert new.replace("\n", "") == text
    assert [len(line) for line in new.split("\n")] == [39, 39, 6]
