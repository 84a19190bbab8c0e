"""Comparing: known edits come back as these edits and nothing else."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport import Attachment, Change, Comparison, Field, Report, Section, Table, compare, parse, render
from govreport.comparing import KINDS
from govreport.comparing.alike import Profiles, likeness
from govreport.comparing.entries import half_width
from govreport.comparing.matching import LEAST, MUCH, SOMEWHAT
from govreport.comparing.order import heaviest_rise
from govreport.comparing.words import stretches
from govreport.testing import report_texts
from govreport.tree.conversion import Script, converter
from govreport.tree.nodes import Heading, Number, Paragraph, Unit
from govreport.tree.walk import walk
from govreport.writers.html_builder import digest
from labels import read_text
from pages import Element, read_page

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四".split()  # noqa: SIM905
OTHER: dict[str, Script] = {"traditional": "simplified", "simplified": "traditional"}
ADDED = "强化数字赋能。建成统一平台，接入业务系统三十二个，实现全程网上办理。"


@pytest.fixture(params=SEEDS, ids=lambda seed: str(seed.stem))
def seed(request: pytest.FixtureRequest) -> Report:
    """A report that an office wrote."""
    return parse(read_text(request.param))


def summarized(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Each change as its kinds and the paths of both sides, or the part if there is no path."""

    def place(change: Change, side: str) -> str:
        found = getattr(change, side)
        return (found.path or found.part) if found else ""

    return [(" ".join(change.kinds), place(change, "old"), place(change, "new")) for change in comparison.changes]


def edited(report: Report, *edits: tuple[int, int, str]) -> Report:
    """The report of a text in which some stretches were replaced."""
    text = report.source.text
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return parse(text)


def row(report: Report) -> Sequence[Section]:
    """At least three sibling sections with numbers, each on separate lines."""
    text = report.source.text
    parents = [report.body, *(unit.blocks for unit in walk(report) if isinstance(unit, Unit))]
    rows = [[block for block in blocks if isinstance(block, Section)] for blocks in reversed(parents)]
    return next(
        units
        for units in rows
        if len(units) >= 3 and all(one.number and text[: one.span.start].rstrip(" 　")[-1:] == "\n" for one in units)
    )


def number_of(unit: Unit) -> Number:
    assert unit.number is not None
    return unit.number


def renumbered(unit: Unit, by: int) -> tuple[int, int, str]:
    """The edit that counts a unit on."""
    number = number_of(unit)
    assert number.ordinal is not None
    new = number.text.replace(NUMERALS[number.ordinal - 1], NUMERALS[number.ordinal - 1 + by])
    return (*number.span, new)


def counted_on(path: str, by: int) -> str:
    above, _, last = path.rpartition("/")
    return f"{above}{'/' if above else ''}{int(last) + by}"


# ---- known edits to the seeds


def test_a_report_is_the_same_as_itself(seed: Report) -> None:
    comparison = compare(seed, parse(seed.source.text))
    assert comparison.same
    assert len(comparison.rows) > 20
    assert all(change.kinds == () for change in comparison.rows)


def test_a_unit_that_was_deleted(seed: Report) -> None:
    _, gone, after, *_ = row(seed)
    new = edited(seed, (gone.span.start, after.span.start, ""))
    assert summarized(compare(seed, new)) == [("removed", gone.path, "")]
    assert summarized(compare(new, seed)) == [("added", "", gone.path)]


def test_a_unit_that_was_deleted_and_those_after_it_renumbered(seed: Report) -> None:
    _, gone, *after = row(seed)
    new = edited(seed, (gone.span.start, after[0].span.start, ""), *(renumbered(unit, -1) for unit in after))
    assert sorted(summarized(compare(seed, new))) == sorted(
        [("removed", gone.path, ""), *(("renumbered", unit.path, counted_on(unit.path, -1)) for unit in after)]
    )


def test_a_unit_that_was_inserted(seed: Report) -> None:
    _, *after = row(seed)
    at = after[0].span.start
    words = f"{number_of(after[0]).text}{ADDED}\n"
    new = edited(seed, (at, at, words), *(renumbered(unit, 1) for unit in after))
    changes = summarized(compare(seed, new))
    assert sorted(changes) == sorted(
        [("added", "", after[0].path), *(("renumbered", unit.path, counted_on(unit.path, 1)) for unit in after)]
    )
    assert changes[0][0] == "added"


def test_two_units_that_changed_places(seed: Report) -> None:
    first, second, *_ = row(seed)
    text = seed.source.text
    bodies = [text[number_of(unit).span.end : unit.span.end] for unit in (first, second)]
    places = [(number_of(unit).span.end, unit.span.end) for unit in (first, second)]
    new = edited(seed, (*places[0], bodies[1]), (*places[1], bodies[0]))
    light, heavy = sorted((first, second), key=lambda unit: len("".join(seed.text_of(unit).split())))
    assert sorted(summarized(compare(seed, new))) == sorted(
        [("moved renumbered", light.path, heavy.path), ("renumbered", heavy.path, light.path)]
    )


def long_paragraphs(report: Report) -> list[Paragraph]:
    return [node for node in walk(report) if isinstance(node, Paragraph) and "，" in node.text.replace(",", "，")[8:-8]]


def changed(comparison: Comparison) -> list[tuple[str, str]]:
    """The removed and the added text of the only change."""
    [change] = comparison.changes
    assert change.old is not None
    assert change.new is not None
    assert "".join(one.old for one in change.stretches) == change.old.text
    assert "".join(one.new for one in change.stretches) == change.new.text
    return [(one.old, one.new) for one in change.stretches if not one.same]


def test_a_sentence_that_was_reworded(seed: Report) -> None:
    for paragraph in long_paragraphs(seed)[:4]:
        at = paragraph.span.start + seed.text_of(paragraph).replace(",", "，").index("，", 8) + 1
        comparison = compare(seed, edited(seed, (at, at, "联系本地实际，")))
        assert summarized(comparison) == [("reworded", paragraph.path, paragraph.path)]
        assert changed(comparison) == [("", "联系本地实际，")]


def test_a_figure_that_changed(seed: Report) -> None:
    text = seed.source.text
    year = text.index("202", min(paragraph.span.start for paragraph in long_paragraphs(seed)))
    comparison = compare(seed, edited(seed, (year, year + 4, "2019")))
    [(kinds, old, new)] = summarized(comparison)
    assert (kinds, old) == ("reworded", new)
    assert changed(comparison) == [(text[year : year + 4], "2019")]


def test_a_heading_that_changed(seed: Report) -> None:
    headings = [unit.heading for unit in row(seed)]
    assert all(headings)
    for unit, heading in zip(row(seed), headings):
        assert isinstance(heading, Heading)
        comparison = compare(seed, edited(seed, (heading.span.end, heading.span.end, "攻坚行动")))
        assert summarized(comparison) == [("retitled", unit.path, unit.path)]
        assert changed(comparison) == [("", "攻坚行动")]


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if parse(read_text(seed)).title], indirect=True)
def test_a_title_that_changed(seed: Report) -> None:
    assert seed.title is not None
    at = seed.title.span.start
    comparison = compare(seed, edited(seed, (at, at, "某市")))
    assert summarized(comparison)[0] == ("reworded", "title", "title")
    assert [kinds for kinds, *_ in summarized(comparison)] == ["reworded"]


def _dated(path: Path) -> bool:
    signature = parse(read_text(path)).signature
    return signature is not None and signature.date is not None


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if _dated(seed)], indirect=True)
def test_a_date_that_changed(seed: Report) -> None:
    assert seed.signature is not None
    assert seed.signature.date is not None
    start, end = seed.signature.date.span
    comparison = compare(seed, edited(seed, (start, end, "2019年9月9日")))
    assert summarized(comparison) == [("reworded", "date", "date")]
    assert changed(comparison)


def test_some_seeds_have_a_title_and_some_a_date() -> None:
    assert any(parse(read_text(seed)).title for seed in SEEDS)
    assert any(map(_dated, SEEDS))


def test_the_other_script_changes_nothing(seed: Report) -> None:
    text = render(seed)
    old, new = parse(text), parse(converter(OTHER[seed.script])(text))
    assert {old.script, new.script} == {"simplified", "traditional"}
    assert compare(old, new).same


def test_width_and_blanks_change_nothing() -> None:
    old = parse("一、任务\n（一）审查，共16件(含8件)；完成。")
    new = parse("一、任务\n（一）审查,共 16 件（含８件）;完成。")
    assert compare(old, new).same


def test_unrelated_paragraphs_on_one_subject_are_not_matched() -> None:
    simplified = converter("simplified")
    profiles = Profiles()
    reports = [
        [
            profiles.of(simplified(node.text))
            for node in walk(parse(read_text(seed)))
            if isinstance(node, Paragraph) and len(node.text) >= LEAST
        ]
        for seed in SEEDS
    ]
    found = sorted(
        likeness(ours, theirs) for one, other in combinations(reports, 2) for ours in one for theirs in other
    )
    assert len(found) > 8000
    assert found[-1] < MUCH
    assert found[len(found) * 99 // 100] < 0.2 < SOMEWHAT


# ---- laws

MIRROR = {"added": "removed", "removed": "added"}


def ends(comparison: Comparison, *, mirrored: bool = False) -> list[tuple[object, ...]]:
    """All rows, in an order independent of which report is the old one."""
    found = []
    for change in comparison.rows:
        kinds = [MIRROR.get(kind, kind) if mirrored else kind for kind in change.kinds]
        stretches = [(one.old, one.new, one.same) for one in change.stretches]
        sides = [repr(change.old), repr(change.new)]
        if mirrored:
            sides.reverse()
            stretches = [(new, old, same) for old, new, same in stretches]
        found.append((kinds, sides, change.implied, stretches))
    return sorted(found, key=repr)


pairs_of_texts = st.tuples(report_texts(), report_texts(), st.integers(0, 100)).map(
    # The second half of another, so that something stays and something does not.
    lambda drawn: (drawn[0][1], drawn[0][1][drawn[2] * len(drawn[0][1]) // 100 :] + drawn[1][1])
)


@pytest.mark.slow
@given(drawn=report_texts())
def test_no_report_differs_from_itself(drawn: tuple[Report, str]) -> None:
    report, text = drawn
    assert compare(report, report).changes == ()
    assert compare(parse(text), parse(text)).changes == ()


@pytest.mark.slow
@given(texts=pairs_of_texts)
def test_exchanging_the_reports_mirrors_the_result(texts: tuple[str, str]) -> None:
    old, new = map(parse, texts)
    assert ends(compare(old, new)) == ends(compare(new, old), mirrored=True)


@pytest.mark.slow
@given(texts=pairs_of_texts)
def test_every_unit_of_both_has_a_row(texts: tuple[str, str]) -> None:
    old, new = map(parse, texts)
    comparison = compare(old, new)
    for report, side in ((old, "old"), (new, "new")):
        found = [end.node for change in comparison.rows if (end := getattr(change, side))]
        wanted = [node for node in walk(report) if isinstance(node, (Unit, Paragraph, Table, Attachment, Field))]
        assert len({id(node) for node in found}) == len(found)
        assert {id(node) for node in wanted} <= {id(node) for node in found}


words = st.text("甲乙丙。，；1２ab 　", max_size=60)


@given(old=words, new=words)
def test_stretches_hold_both_texts(old: str, new: str) -> None:
    found = stretches(old, new)
    assert ("".join(one.old for one in found), "".join(one.new for one in found)) == (old, new)
    assert all("".join(one.old.split()) == "".join(one.new.split()) for one in found if one.same)
    assert all(one.same != other.same for one, other in pairwise(found))


@given(values=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=9, unique_by=lambda each: each[0]))
def test_the_heaviest_rise_is_the_heaviest(values: list[tuple[int, int]]) -> None:
    def rises(places: Sequence[int]) -> bool:
        return all(values[one][0] < values[other][0] for one, other in pairwise(places))

    def weight(places: Collection[int]) -> int:
        return sum(values[place][1] for place in places)

    found = heaviest_rise([value for value, _ in values], [heavy for _, heavy in values])
    every = [rise for size in range(len(values) + 1) for rise in combinations(range(len(values)), size) if rises(rise)]
    assert rises(sorted(found))
    assert weight(found) == max(map(weight, every))


# ---- output


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        pytest.param("审查16件。", "审查18件。", [("16", "18")], id="a figure is one word"),
        pytest.param("增长4.5%。", "增长5%。", [("4.5%", "5%")], id="a figure with its point and its sign"),
        pytest.param("使用OCR技术。", "使用AI技术。", [("OCR", "AI")], id="letters are one word"),
        pytest.param("（甲）乙，丙", "(甲) 乙,丁", [("丙", "丁")], id="width and blanks"),
        pytest.param("甲。乙。丙。", "甲。丙。", [("乙。", "")], id="a removed sentence"),
        pytest.param(
            "坚持和完善制度",
            "推进与健全的度",
            [("坚持和完善制", "推进与健全的")],
            id="a single unchanged character counts as changed",
        ),
        pytest.param("甲" * 300, "乙" * 300, [("甲" * 300, "乙" * 300)], id="more edits than the maximum"),
        pytest.param("", "甲", [("", "甲")], id="nothing before"),
    ],
)
def test_words(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    found = stretches(old, new, half_width(old), half_width(new))
    assert [(one.old, one.new) for one in found if not one.same] == changes


REGULATION = (
    "某某办法（征求意见稿）\n第一条 为了规范执法，制定本办法。\n第二条 本办法适用于本市行政执法活动。\n"
    "第三条 执法人员应当出示证件，说明理由。\n第四条 本办法自公布之日起施行。\n"
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(("（征求意见稿）", ""), [("reworded", "title", "title")], id="a draft is issued"),
        pytest.param(("规范执法", "规范和监督执法"), [("reworded", "1/p1", "1/p1")], id="an article without a heading"),
        pytest.param(("第四条", "第五条"), [("renumbered", "4", "5")], id="a number alone"),
        pytest.param(
            ("第三条 执法人员应当出示证件，说明理由。\n第四条", "第三条"),
            [("removed", "3", ""), ("renumbered", "4", "3")],
            id="a removed article",
        ),
        pytest.param(
            ("第三条 执法人员应当出示证件，说明理由。", "第三条 罚款由银行代收。"),
            [("removed", "3", ""), ("added", "", "3")],
            id="another article in its place",
        ),
    ],
)
def test_a_draft_and_the_final_text(change: tuple[str, str], expected: list[tuple[str, str, str]]) -> None:
    assert sorted(summarized(compare(parse(REGULATION), parse(REGULATION.replace(*change))))) == sorted(expected)


def test_a_unit_with_a_new_parent() -> None:
    unit = "（{}）严格规范执法。全面落实行政执法三项制度，办理案件二百件。\n"
    frame = "一、工作情况\n（一）加强学习。组织专题讲座。\n{}二、工作计划\n（一）补齐短板。做好培训工作。\n{}"
    old, new = parse(frame.format(unit.format("二"), "")), parse(frame.format("", unit.format("二")))
    assert summarized(compare(old, new)) == [("moved", "1/2", "2/2")]


def test_removed_units_follow_their_old_predecessors() -> None:
    kept = "一、甲事项\n（一）子事项。说明清楚。\n", "三、丙任务\n完成任务，不留死角。\n"
    old, new = (parse(kept[0] + between + kept[1]) for between in ("二、乙工作\n开展工作，不走过场。\n", ""))
    comparison = compare(old, new)
    assert [change.found.path for change in comparison.rows] == ["1", "1/1", "1/1/p1", "2", "2/p1", "3", "3/p1"]
    assert [change.implied for change in comparison.rows] == [False, False, False, False, True, False, False]
    assert repr(comparison) == "<Comparison 1 removed>"
    assert "removed section 2" in repr(comparison.changes[0]).replace("<", "")


def test_attachments_are_compared_like_reports() -> None:
    text = "关于工作的通知\n一、甲\n正文。\n某市人民政府\n2025年1月6日\n附件1\n工作清单\n一、丙项\n完成{}件。\n"
    assert summarized(compare(parse(text.format(16)), parse(text.format(18)))) == [("reworded", "@1/1/p1", "@1/1/p1")]


# ---- forms


def test_the_data_form(seed: Report) -> None:
    _, gone, after, *_ = row(seed)
    comparison = compare(seed, edited(seed, (gone.span.start, after.span.start, ADDED + "\n")))
    form = json.loads(comparison.to_json())
    assert form == comparison.to_dict()
    assert form["format"] == "govreport-diff/1"
    assert form["counts"] == {kind: count for kind in KINDS if (count := comparison.counts.get(kind))}
    assert len(form["changes"]) == len(comparison.changes)
    for side, report in (("old", comparison.old), ("new", comparison.new)):
        assert form[side]["chars"] == len(report.source.text)
        for change in form["changes"]:
            if side in change and "path" in change[side]:
                assert list(report.find(change[side]["path"]).span) == change[side]["span"]
    every = comparison.to_dict(everything=True)["changes"]
    assert len(every) == len(comparison.rows) > len(form["changes"])


def test_the_page_contains_both_reports(seed: Report) -> None:
    first, second, *_ = row(seed)
    new = edited(seed, (first.span.start, second.span.start, ADDED + "\n"))
    comparison = compare(seed, new)
    page = read_page(comparison.to_html())
    rows = [one for one in page.all() if one.tag == "tr"][1:]
    assert len(rows) == len(comparison.rows)
    for shown, change in zip(rows, comparison.rows):
        left, notes, right = (one for one in shown.all() if one.tag == "td")
        assert len(notes.with_class("note")) == (0 if change.implied else len(change.kinds))
        for cell, end in ((left, change.old), (right, change.new)):
            assert cell.text() == (end.title if end else "")
            assert not end or not end.path or cell.attributes["id"].endswith(f":{end.path}")
    assert {one.tag for one in page.all()} >= {"del", "ins"} or "reworded" not in comparison.counts


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "</td><b onclick='a'>", '"&lt;', "]]>", "<!--"])
def test_nothing_in_a_text_is_markup_in_a_page(attack: str) -> None:
    def shown(words: str) -> Element:
        texts = [f"关于{words}的报告\n一、{words}\n正文{words}，{tail}。\n" for tail in ("甲", "乙")]
        return read_page(compare(*(parse(text, name=words, cleaning=()) for text in texts)).to_html())

    page, harmless = shown(attack), shown("工作")
    assert {one.tag for one in page.all()} == {one.tag for one in harmless.all()}
    assert attack in page.text()


def test_the_page_loads_nothing() -> None:
    html = compare(parse("一、甲"), parse("二、甲")).to_html()
    page = read_page(html)
    assert not {"script", "img", "iframe", "object"} & {one.tag for one in page.all()}
    assert not {"src", "style"} & {key for one in page.all() for key in one.attributes}
    links = [one.attributes["href"] for one in page.all() if "href" in one.attributes]
    assert [link for link in links if not link.startswith(("#", "data:image/svg+xml,"))] == []
    [policy] = [one for one in page.all() if one.attributes.get("http-equiv")]
    [style] = [one for one in page.all() if one.tag == "style"]
    assert digest(style.text()) in policy.attributes["content"]
    assert "url(" not in style.text()
    assert "@import" not in style.text()


def test_the_page_lists_each_change_with_a_link_to_its_row(seed: Report) -> None:
    first, second, *_ = row(seed)
    comparison = compare(seed, edited(seed, (first.span.start, second.span.start, ADDED + "\n")))
    page = read_page(comparison.to_html(lang="en"))
    [panel] = [one for one in page.all() if one.tag == "nav"]
    links = [one for one in panel.all() if one.tag == "a"]
    assert [link.with_class("note")[0].text() for link in links] == [change.kinds[0] for change in comparison.changes]
    rows = [page.by_id(link.attributes["href"][1:]) for link in links]
    for shown, change in zip(rows, comparison.changes, strict=True):
        assert set(change.kinds) <= shown.classes
        assert change.found.title in shown.text()


def test_the_headings_above_a_change_stay_when_unchanged_rows_are_hidden() -> None:
    old = parse("一、总则\n甲乙丙丁戊己庚辛。\n二、任务\n（一）审查\n审查文件16件。\n（二）备案\n备案文件九件。")
    new = parse("一、总则\n甲乙丙丁戊己庚辛。\n二、任务\n（一）审查\n审查文件18件。\n（二）备案\n备案文件九件。")
    page = read_page(compare(old, new).to_html())
    kept = [row.with_class("new")[0].text() for row in page.with_class("context")]
    assert kept == ["二、任务", "（一）审查"]


def test_the_page_is_in_the_language_of_the_new_report_or_as_requested() -> None:
    def shown(script: str, **language: str) -> tuple[str, str]:
        old, new = (
            parse("一、總則\n規劃發展。"),
            parse("一、总则\n规划。" if script == "simplified" else "一、總則\n規劃。"),
        )
        page = read_page(compare(old, new).to_html(**language))
        [html] = [one for one in page.all() if one.tag == "html"]
        [heading] = [one for one in page.all() if one.tag == "h1"]
        return html.attributes["lang"], heading.text()

    assert shown("simplified") == ("zh-Hans", "新旧对照")
    assert shown("traditional") == ("zh-Hant", "新舊對照")
    assert shown("traditional", lang="zh-CN") == ("zh-Hans", "新旧对照")
    assert shown("simplified", lang="en") == ("en", "Comparison")
    with pytest.raises(ValueError, match="language"):
        shown("simplified", lang="fr")


# ---- units with the same role

REVIEW = "五年来，经济总量连上新台阶，粮食产量稳定增长，城乡居民收入持续提高，社会保障体系不断完善。"
LAST_YEAR = "一年来，经济总量稳中有进，粮食喜获丰收，居民收入稳步提高，社会保障继续加强，改革取得进展。"
TASKS = "今年要扩大国内需求，推进科技创新，抓好粮食生产，防范重大风险，办好民生实事。"
PLANS = "做好明年工作，着力扩大需求，推进产业升级和科技创新，防范化解风险，办好十件实事。"


def titles(comparison: Comparison) -> set[tuple[str, str]]:
    """The headings of the matched units whose headings changed."""
    return {
        (change.old.text, change.new.text)
        for change in comparison.changes
        if change.old and change.new and "retitled" in change.kinds
    }


def test_sections_of_the_same_role_match_although_heading_and_text_changed() -> None:
    old = parse(f"政府工作报告\n一、过去五年的回顾\n{REVIEW}\n二、今年工作的安排\n{TASKS}")
    new = parse(f"政府工作报告\n一、上年工作回顾\n{LAST_YEAR}\n二、明年重点任务\n{PLANS}")
    assert titles(compare(old, new)) == {("过去五年的回顾", "上年工作回顾"), ("今年工作的安排", "明年重点任务")}
    assert titles(compare(new, old)) == {("上年工作回顾", "过去五年的回顾"), ("明年重点任务", "今年工作的安排")}


def test_sections_of_the_same_role_match_after_a_new_one() -> None:
    old = parse(f"政府工作报告\n一、过去五年的回顾\n{REVIEW}\n二、今年工作的安排\n{TASKS}")
    new = parse(
        f"政府工作报告\n一、上年工作回顾\n{LAST_YEAR}\n二、面临的形势\n外部环境更趋复杂。\n三、明年重点任务\n{PLANS}"
    )
    assert titles(compare(old, new)) == {("过去五年的回顾", "上年工作回顾"), ("今年工作的安排", "明年重点任务")}


def test_sections_at_the_same_place_about_different_subjects_do_not_match() -> None:
    old = parse(f"报告\n一、工作回顾\n{REVIEW}\n二、体会\n坚持党的领导。")
    new = parse(
        "报告\n一、文物保护\n考古发掘古墓葬三座，修缮古桥两座，登记碑刻百余通，开放博物馆。\n二、体会\n坚持党的领导。"
    )
    assert titles(compare(old, new)) == set()


def test_sections_that_alone_play_a_part_of_the_profile_match() -> None:
    old = parse(
        "某市2023年法治政府建设年度报告\n一、主要成效\n审查文件。\n二、存在的短板\n队伍力量薄弱。\n三、下一步打算\n招录人员。"
    )
    new = parse(
        "某市2024年法治政府建设年度报告\n一、主要成效\n审查文件。\n二、不足和原因\n平台尚未联通。\n三、明年安排\n升级系统。"
    )
    assert titles(compare(old, new)) == {("存在的短板", "不足和原因"), ("下一步打算", "明年安排")}


def test_parts_of_a_profile_do_not_count_in_other_kinds_of_reports() -> None:
    old = parse("关于水利工作的报告\n一、主要成效\n审查文件。\n二、存在的短板\n队伍力量薄弱。")
    new = parse("关于水利工作的报告\n一、主要成效\n审查文件。\n二、不足和原因\n平台尚未联通。")
    assert titles(compare(old, new)) == set()
