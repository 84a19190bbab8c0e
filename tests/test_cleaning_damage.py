"""Damage done to undamaged texts the way it is done in the wild, and undone again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import govreport
from govreport import Report
from govreport.cleaning import clean
from govreport.cleaning.pinyin import GLOSSED_USUAL, TONED
from govreport.testing import report_texts
from labels import read_text

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
(DAMAGED,) = (seed for seed in SEEDS if seed.stem.startswith("002"))
WHOLE = [seed for seed in SEEDS if seed != DAMAGED]
LOST = "\N{REPLACEMENT CHARACTER}"

GLOSSES = dict(
    pair.split(":")
    for pair in [
        "區:qū",
        "執:zhí",
        "規:guī",
        "監:jiān",
        "數:shù",
        "現:xiàn",
        "產:chǎn",
        "協:xié",
        "鎮:zhèn",
        "續:xù",
        "內:nèi",
        "業:yè",
        "聯:lián",
        "創:chuàng",
        "質:zhì",
        "網:wǎng",
        "據:jù",
        "統:tǒng",
        "優:yōu",
        "態:tài",
        "發:fā",
        "轉:zhuǎn",
        "經:jīng",
        "穩:wěn",
        "養:yǎng",
        "環:huán",
        "醫:yī",
        "節:jié",
        "調:diào",
    ]
)
"""The characters that the converter of seed 002 glossed."""
SIMPLIFIED = dict(zip("区执规监数现产协镇续内业联创质网据统优态发转经稳养环医节调", GLOSSES.values()))
COMMON = "的一是在和了有工作政府法治建行人民全市委院年月日"


def converted(text: str, glosses: Mapping[str, str]) -> str:
    """The output of the converter: glosses on the bytes of GBK in each place where they match those of a character.

    A first byte before an ASCII character that cannot be a second byte becomes one question mark with it; two bytes that are
    not a character are lost.  Both occur in seed 002.
    """
    return "".join(
        "?" if piece[0] > 0x7F and piece[1:] < b"@" else (decoded(piece) or "") for piece in pieces(text, glosses)
    )


def decoded(piece: bytes) -> str | None:
    try:
        return piece.decode("gbk")
    except UnicodeDecodeError:
        return None


def pieces(text: str, glosses: Mapping[str, str]) -> list[bytes]:
    data = text.encode("gbk")
    for character, pinyin in glosses.items():
        data = data.replace(character.encode("gbk"), f"{character}({pinyin})".encode("gbk"))
    return re.findall(rb"[\x00-\x7f]|[\x80-\xff][@-~\x80-\xff]|[\x80-\xff].?", data, re.DOTALL)


def loses_pairs(text: str, glosses: Mapping[str, str]) -> bool:
    """Whether bytes come together that make no character."""
    return any(piece[1:] >= b"@" and decoded(piece) is None for piece in pieces(text, glosses))


def test_the_converter_reproduces_the_damaged_seed() -> None:
    text = read_text(DAMAGED)
    assert converted("述法報告備案18份", GLOSSES) in text
    assert converted("業務技能兼備的法治人才隊伍\n", GLOSSES) in text
    assert converted("多渠道挖掘專業化人才", GLOSSES | {"驅": "qū"}) in text


# ---- glosses -------------------------------------------------------------------------------------------


def glossed(text: str, form: str, characters: str) -> tuple[str, int]:
    """A text with a gloss after every occurrence of some characters, and their number."""
    pattern = re.compile(f"[{characters}](?![(])")
    pinyin = dict(zip(characters, cycle((*GLOSSES.values(), "lǜ", "nǚ", "ér", "ā"))))
    return pattern.subn(lambda found: found.group() + form.format(pinyin[found.group()]), text)


def comes_back(text: str, form: str, characters: str) -> None:
    damaged, count = glossed(text, form, characters)
    cleaned = clean(damaged)
    before = clean(text)
    assert cleaned.text == before.text
    assert len(cleaned.repairs) == len(before.repairs) + count


forms = pytest.mark.parametrize("form", ["({})", "({} )", "({0})({0})"])


@forms
@pytest.mark.parametrize("seed", WHOLE, ids=lambda seed: str(seed.stem))
def test_glosses_in_other_seeds_are_undone(seed: Path, form: str) -> None:
    text = read_text(seed)
    characters = "".join(c for c in (*GLOSSES, *COMMON) if text.count(c) == len(re.findall(f"{c}(?![(])", text)) > 1)
    assert len(characters) >= 10
    damaged, count = glossed(text, form, characters)
    assert count >= 100
    assert clean(damaged).text == text
    comes_back(text, form, characters)


@forms
def test_glosses_in_a_corpus_are_undone(corpus: list[Path], form: str) -> None:
    for path in corpus:
        text = read_text(path)
        characters = "".join(c for c in COMMON if text.count(c) == len(re.findall(f"{c}(?![(])", text)) > 1)
        if characters:
            comes_back(text, form, characters)


@pytest.mark.slow
@forms
@given(
    drawn=report_texts(),
    characters=st.lists(st.sampled_from("法市政府工作建设行人民一坚持全年"), min_size=1, unique=True),
)
def test_glosses_in_made_up_reports_are_undone(drawn: tuple[Report, str], characters: list[str], form: str) -> None:
    _, text = drawn
    often = "".join(c for c in characters if text.count(c) == len(re.findall(f"{c}(?![(])", text)) > 1)
    assume(often)
    comes_back(text, form, often)


def test_glosses_without_tones_are_undone_if_there_are_several() -> None:
    whole = "公开公平，政府政务，机关机构，部门部署"
    damaged, count = glossed(whole, "({})", "公政机部")
    toneless = damaged.translate(str.maketrans("ūíīāùàǎéè", "uiiauaaee"))
    assert count == 8
    assert not set(toneless) & set(TONED)
    assert clean(damaged).text == clean(toneless).text == whole
    assert clean("公(gong)开公(gong)平，政(zheng)府政(zheng)务").repairs == ()


def test_glosses_of_very_many_characters_are_undone() -> None:
    whole = "，".join(2 * c for c in HAN[: GLOSSED_USUAL + 1])
    damaged, count = glossed(whole, "({})", "".join(HAN[: GLOSSED_USUAL + 1]))
    assert count == 2 * (GLOSSED_USUAL + 1)
    assert clean(damaged).text == whole
    assert len(clean(damaged + 8 * HAN[0]).repairs) == count - 2  # of one of them most places are not glossed


def test_a_gloss_after_a_letter_that_is_half_a_character() -> None:
    """業 is 0x98 and I: after a character that ends with 0x98, the converter takes any I for its second byte."""
    character = b"\xb0\x98".decode("gbk")
    whole = f"企業和專業，{character}IP地址"
    damaged = converted(whole, GLOSSES)
    assert f"{character}I(yè)P" in damaged
    assert clean(damaged).text == whole
    assert clean(damaged + "啊I(yè)").text == whole + "啊I(yè)"  # 0xA1 and I are not a character


# ---- shifted bytes ---------------------------------------------------------------------------------------

HAN = sorted(
    {c for seed in SEEDS for c in read_text(seed) if "一" <= c <= "鿿" and len(c.encode("gbk", "ignore")) == 2}
)
COMPANY = "".join(4 * f"{c}({GLOSSES[c]})" if c in GLOSSES else c + "、" for c in HAN) + "\n"
"""Other text: words of the genre, and characters that the converter glosses."""
WITHOUT_GLOSSES = re.sub(r"\([^)]*\)", "", COMPANY)
MIDDLES = {character.encode("gbk") for character in GLOSSES}
LEADING = {byte: [c for c in HAN if c.encode("gbk")[:1] == byte] for byte in {middle[1:] for middle in MIDDLES}}
MEETING = [
    one + other
    for one in HAN
    if one not in GLOSSES
    for middle in MIDDLES
    if one.encode("gbk")[1:] == middle[:1]
    for other in LEADING[middle[1:]]
]
"""Two characters whose middle bytes are those of a character that the converter glosses."""
CUT = re.compile(r"\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)")


def undone(text: str) -> str:
    """A text after the converter and the repair."""
    cleaned = clean(COMPANY + converted(text, GLOSSES))
    assert cleaned.text.startswith(WITHOUT_GLOSSES)
    return str(cleaned.text[len(WITHOUT_GLOSSES) :])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("報告備案18份。", f"報告備{LOST}8份。", id="a lost figure"),
        pytest.param("兼備的法治人才隊伍\n下一段", f"兼備的法治人才隊{LOST}下一段", id="a lost line break"),
        pytest.param("兼備的法治人才隊伍", f"兼備的法治人才隊{LOST}", id="the end of the text"),
        pytest.param("兼備的法治人才A級", "兼備的法治人才A級", id="a letter taken for a half"),
        pytest.param("兼備的企業人才", "兼備的企業人才", id="a gloss after half a character"),
        pytest.param("兼備的經濟", "兼備的經濟", id="a gloss that ends the shift"),
        pytest.param("兼備兼備的人才，", f"兼備兼備的人才{LOST}", id="a cut within the shift"),
        pytest.param("兼備的法治政府經濟", f"兼備的法治{LOST}經濟", id="lost bytes before a gloss"),
        pytest.param("兼備的專業人才", f"兼備的{LOST}業人才", id="two bytes that make no character"),
        pytest.param("兼備的工作，備受好評、推廣。", "兼備的工作，備受好評、推廣。", id="full-width stops in the run"),
        pytest.param("兼備的一支隊伍", f"兼備的一支隊{LOST}", id="the first character of Unicode's block"),
        pytest.param("兼備的公園", "兼備的公園", id="a half that looks like @"),
        pytest.param("兼備的額", "兼備的額", id="a half that looks like ~"),
    ],
)
def test_cut_characters(text: str, wanted: str) -> None:
    assert CUT.search(converted(text, GLOSSES))
    assert undone(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("兼?bǔ)涞墓ぷ鳎瑐涫芎迷u、推廣。", f"兼{LOST}的工作，備受好評、推廣。", id="at the cut"),
        pytest.param(
            "兼?bu)涞墓ぷ鳎瑐涫芎迷u、推廣。", "兼?bu)涞墓ぷ鳎瑐涫芎迷u、推廣。", id="at the cut, without a tone"
        ),
        pytest.param("兼?zhèn)涞姆ㄖ?mou)稳", f"兼備的法{LOST}?mou)稳", id="at another cut"),
        pytest.param("兼?zhèn)涞姆(kg)好", f"兼備的{LOST}(kg)好", id="after a character"),
        pytest.param("兼?zhèn)涞姆A(kg)好", "兼?zhèn)涞姆A(kg)好", id="after a letter"),
    ],
)
def test_a_reading_that_no_character_of_the_text_has(text: str, wanted: str) -> None:
    cleaned = clean(COMPANY + text)
    assert cleaned.text == WITHOUT_GLOSSES + wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            4 * "三(qú)" + "先?qú)▊涫芎迷u、推廣。",
            f"三三三三先{LOST}備受好評、推廣。",
            id="三 ends with a byte that makes no character here",
        ),
        pytest.param(
            4 * "专(qú)" + "套?qú)▊涫芎迷u、推廣。",
            f"专专专专套{LOST}備受好評、推廣。",
            id="专 ends with a byte that makes a kana here",
        ),
    ],
)
def test_the_character_that_was_cut_may_be_another_of_the_same_reading(text: str, wanted: str) -> None:
    """The glossed reading would make the run invalid; so the run is read, and the character shown as lost."""
    assert clean(COMPANY + text).text == WITHOUT_GLOSSES + wanted


def test_there_are_characters_with_such_bytes() -> None:
    assert {"兼備", "告備"} <= set(MEETING)
    assert len(MEETING) >= 200


@given(
    first=st.text(st.sampled_from(HAN), max_size=5),
    meeting=st.sampled_from(MEETING),
    run=st.text(st.sampled_from(HAN), max_size=9),
    then=st.sampled_from(["，好", "。\n一、", "\n一、", "18份", "A級", "(一)好", ""]),
)
def test_of_a_shifted_run_one_character_is_lost_at_most(first: str, meeting: str, run: str, then: str) -> None:
    text = first + meeting + run + then
    damaged = converted(text, GLOSSES)
    assume(len(CUT.findall(damaged)) == 1)
    assume(not loses_pairs(text, GLOSSES))
    got = undone(text)
    at = got.find(LOST)
    # The end of the run is part of � with the character before it: two characters, the second of them ASCII.
    assert got == (text if at < 0 else text[:at] + LOST + text[at + 2 :])
    assert at < 0 or at + 2 >= len(text) or text[at + 1].isascii()
    assert at < 0 or damaged.endswith("?") or "?" in CUT.sub("", damaged)


@pytest.mark.parametrize("seed", WHOLE, ids=lambda seed: str(seed.stem))
def test_lines_of_other_seeds_come_back(seed: Path) -> None:
    """Without a cut, the text is unchanged; with a cut, all before it is, and the loss is shown."""
    glosses = max((GLOSSES, SIMPLIFIED), key=lambda table: sum(map(read_text(seed).count, table)))
    lines = [line for line in read_text(seed).splitlines() if line.encode("gbk", "ignore").decode("gbk") == line]
    assert len(lines) >= 10
    damaged = [converted(line, glosses) for line in lines]
    cleaned = clean("\n".join(damaged))
    assert len(cleaned.repairs) >= 100
    for line, bad, good in zip(lines, damaged, cleaned.text.split("\n"), strict=True):
        found = CUT.search(bad)
        if found is None:
            assert good == line
        else:
            assert good.startswith(re.sub(r"\([^()]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][^()]*\)", "", bad[: found.start()]))
        assert good.count(LOST) <= 2 * len(CUT.findall(bad))


def test_a_cut_is_left_alone_where_the_text_glosses_nothing() -> None:
    text = "兼?zhèn)涞姆ㄖ稳瞬抨犖?。"
    assert clean(text).text == text
    assert clean(f"公司(gōngsī)和{text}").repairs == ()


def test_a_question_with_pinyin_after_it_is_not_a_cut() -> None:
    text = "各鎮(zhèn)和鎮(zhèn)街。什麼?(zhèn)是鎮(zhèn)。是誰?zhèn)。"
    assert clean(text, ["shifted_bytes"]).text == text


# ---- the damaged seed --------------------------------------------------------------------------------------


def test_the_damaged_seed_reads_without_damage() -> None:
    text = read_text(DAMAGED)
    report = govreport.parse(text)
    cleaned = clean(text)
    assert not re.search(r"\([^()一-鿿]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", cleaned.text)
    assert not CUT.search(cleaned.text)
    for node in report.walk():
        assert not re.search("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", getattr(node, "text", None) or ""), node
    for repaired in (f"兼備的法治人才隊{LOST}。", f"述法報告備{LOST}8份,", f"挖掘{LOST}業化人才,"):
        assert repaired in cleaned.text
    assert cleaned.text.count(LOST) == 3
    assert len([one for one in report.diagnostics if one.code == "GR302"]) == 3
    assert "一、全面加強黨的領導,法治政府建設推進機制更加完善" in [unit.title for unit in report.search()]
    assert report.text_of(report.find("1")).startswith("一、全面加強黨的領導,法治政府建設推進機制更加完善")


def test_the_damaged_seed_is_changed_where_it_is_damaged_and_nowhere_else() -> None:
    text = read_text(DAMAGED)
    repairs = clean(text).repairs
    without = re.sub(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}\)", "", text)
    glosses = [repair for repair in repairs if repair.step == "pinyin_glosses"]
    assert len(text) - len(without) == sum(len(repair.before) for repair in glosses)
    assert all(repair.after == "" and repair.before[1:-1] in GLOSSES.values() for repair in glosses)
    shifts = [(repair.before, repair.after) for repair in repairs if repair.step == "shifted_bytes"]
    assert shifts == [
        ("?zhèn)浒?", f"備{LOST}"),
        ("?qū)I", f"{LOST}業"),
        ("?zhèn)涞姆ㄖ稳瞬抨犖?", f"備的法治人才隊{LOST}"),
    ]
    assert len(repairs) == len(glosses) + len(shifts)
    for before, after in shifts:
        without = without.replace(before, after)
    assert clean(text).text == without


# ---- left-overs in other texts ------------------------------------------------------------------------------

ENTITIES = ("ldquo", "rdquo", "mdash", "middot")
LEFTOVERS: Mapping[str, Callable[[str], str]] = {
    "zero-width blanks": (lambda text: re.sub("(?<=[一-鿿])(?=[法政市])", "\u200b", text)),
    "marks of byte order": (lambda text: re.sub("(?<=[一-鿿])(?=[法政市])", "\ufeff\u2060", text)),
    "joiners": (lambda text: re.sub("(?<=[一-鿿])(?=[法政市])", "\u200d", text)),
    "radicals": (lambda text: text.translate(str.maketrans("一人力行工面法", "⼀⼈⼒⾏⼯⾯法"))),
    "entities": (lambda text: text.translate({ord(c): f"&{name};" for c, name in zip("“”—·", ENTITIES)})),
    "numbered entities": (lambda text: re.sub("[市区區]", lambda found: f"&#{ord(found.group())};", text)),
}


@pytest.mark.parametrize("damage", LEFTOVERS.values(), ids=LEFTOVERS.keys())
@pytest.mark.parametrize("seed", WHOLE, ids=lambda seed: str(seed.stem))
def test_left_overs_in_other_seeds_are_undone(seed: Path, damage: Callable[[str], str]) -> None:
    text = read_text(seed)
    damaged = damage(text)
    if damaged == text:
        pytest.skip("nothing in this seed to damage so")
    cleaned = clean(damaged)
    assert cleaned.text == text


@pytest.mark.parametrize("blank", ["<U+00A0>", "&nbsp;", "&NBSP;", "&#160;", "&#xA0;", "&ensp;", "&nbsp", "<U+3000>"])
@pytest.mark.parametrize("seed", WHOLE, ids=lambda seed: str(seed.stem))
def test_left_over_blanks_inside_the_lines_of_other_seeds_are_blanks(seed: Path, blank: str) -> None:
    text = read_text(seed)
    damaged = re.sub("(?<=[一-鿿])(?=[法政市])", blank, text)
    assert clean(damaged).text == re.sub("(?<=[一-鿿])(?=[法政市])", " ", text) != text
    assert govreport.parse(damaged).search()


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\n"])
def test_left_over_blanks_at_the_ends_of_lines_are_left_to_the_noise(ends: str) -> None:
    blank = "<U+00A0>"
    text = ends.join((f"{blank}{blank}甲", f"乙{blank}{blank}", f"丙{blank}", f"{blank}丁", blank, f"戊 {blank} "))
    assert clean(text).repairs == ()
    assert clean(f"{ends}甲{blank}{blank}乙{ends}").text == f"{ends}甲  乙{ends}"


def test_blanks_at_the_ends_of_lines_do_not_hide_the_marks() -> None:
    text = "&nbsp;&nbsp;一、总体要求&nbsp;\n坚持依法行政。\n<U+00A0>二、工作目标<U+00A0>\n完善制度体系。"
    report = govreport.parse(text)
    assert [unit.title for unit in report.search()] == ["一、总体要求", "二、工作目标"]
    assert [node.text for node in report.boilerplate] == ["&nbsp;", "&nbsp;", "&nbsp;", "<U+00A0>", "<U+00A0>"]


# ---- a corpus -------------------------------------------------------------------------------------------------


def test_nothing_is_lost_and_few_things_repaired_in_a_corpus(corpus: list[Path]) -> None:
    """Undamaged text is the rule: only literal left-overs of markup, or nothing, may be found in most."""
    damaged = 0
    for path in corpus:
        cleaned = clean(read_text(path))
        damaged += bool(cleaned.repairs)
        for repair in cleaned.repairs:
            assert LOST not in repair.after, (path.name, repair)
            if repair.step == "markup":
                assert re.fullmatch("&.*;?|<U.*>", repair.before), (path.name, repair)
    assert damaged <= len(corpus) / 10
