"""The rules of evidence are switched off one by one, and are there again afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

import govreport
from ablation import Effect, Rule, effect, line_of, main, measured, read, rules

ROOT = Path(__file__).resolve().parent.parent
SEEDS = [(ROOT / "seeds", ROOT / "tests" / "outlines")]
FLAT = "\n".join(
    ["一、清单", "序号", "名称", "单位", "1", "修路", "某局", "2", "架桥", "某局", "二、要求", "抓好落实。"]
)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.label)
def test_every_rule_can_be_switched_off_and_on_again(rule: Rule) -> None:
    before = govreport.parse(FLAT)
    with rule.switched_off():
        govreport.parse(FLAT)
    assert govreport.parse(FLAT) == before


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(AttributeError, match="NOTHING"), Rule("outline.rows", "NOTHING").switched_off():
        pass  # pragma: no cover


def test_what_a_rule_explains_is_counted() -> None:
    cells = next(rule for rule in rules() if rule.label == "furniture.mark_cells")
    texts = {"a_1": FLAT, "a_2": FLAT, "b_1": FLAT, "b_2": "一、甲\n乙。"}
    found = effect(cells, measured(texts, {}), texts, {})
    assert found.documents == ("a_1", "a_2", "b_1")
    assert (found.sources, found.is_small) == (2, False)
    assert Effect(("a_1", "a_2", "a_3"), 1, 0, 0, {}).is_small


def test_labelled_documents_get_worse_without_the_content_below_a_heading() -> None:
    texts, labels = read(SEEDS, [])
    assert len(texts) == len(labels) == 5
    content = next(rule for rule in rules() if rule.label == "heading_rows.CONTENT")
    found = effect(content, measured(texts, labels), texts, labels)
    assert found.worse > found.better
    assert found.figures["headings"] < 0
    assert line_of(content, found).startswith("heading_rows.CONTENT")


def test_the_table_has_a_line_a_rule(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "x_1.txt").write_text(FLAT, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["ablation.py", "--texts", str(tmp_path), "--only", "mark_cells"])
    main()
    head, line = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["without", "trees", "sources"]
    assert line.split()[:2] == ["furniture.mark_cells", "1"]
    assert line.endswith("few")
