"""Detecting encodings, and decoding without loss."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govreport.text import decoding, encodings
from govreport.text.decoding import decode
from govreport.text.encodings import ENCODINGS, canonical, detect, settle
from readings import DETECTED

SIMPLIFIED = "推进依法行政，加强制度建设。"
TRADITIONAL = "推進依法行政，加強制度建設。"
LINES = (
    SIMPLIFIED,
    TRADITIONAL,
    "一、总体要求",
    "一、主要舉措",
    "第三条 本办法自2024年1月1日起施行。",
    "第三條　本辦法自公布之日施行。",
    "政府工作报告",
    "行政長官施政報告",
    "香港嘅發展靠大家，唔係講吓就算。",
    "│序号│项目│完成情况│",
    "（一）“放管服”改革——持续深化…",
    "珠海市香洲區人民政府",
    "各位代表：",
    "國務院",
    "１９５７年，全国工业总产值增长百分之四点一。",
)
WINDOW = decoding._WINDOW


def holds(encoding: str, text: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text


# Detection.


@pytest.mark.parametrize(
    ("text", "encoding"), [(text, encoding) for text in LINES for encoding in DETECTED if holds(encoding, text)]
)
def test_a_line_is_enough(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    assert detect(content) == DETECTED[encoding]
    assert decode(content, DETECTED[encoding]) == (text, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (text, encoding)
        for text in (SIMPLIFIED, TRADITIONAL)
        for encoding in DETECTED
        if holds(encoding, text) and encoding not in ("utf-8-sig", "utf-16")
    ],
)
@pytest.mark.parametrize("damage", ["first", "last", "middle", "several", "cut short"])
def test_a_few_damaged_bytes_change_nothing(text: str, encoding: str, damage: str) -> None:
    content = bytearray(f"{text}\n".encode(encoding) * 30)
    places = {"first": [0], "last": [-1], "middle": [len(content) // 2], "several": range(0, len(content), 97)}
    for place in places.get(damage, []):
        content[place] = 0xFF
    if damage == "cut short":
        del content[-1]
    assert detect(bytes(content)) == DETECTED[encoding]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "utf-8"),
        (b"Report 2024", "utf-8"),
        (b"\x00", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff\x4e\x00", "utf-16"),
        ("\ufeff总则".encode("gb18030"), "gb18030"),
        ("Report\r\n".encode("utf-16-le"), "utf-16-le"),
        ("Report\r\n".encode("utf-16-be"), "utf-16-be"),
        (b"W\x0bR\xd9\x96b", "utf-16-be"),  # 國務院; UTF-8 allows it, but would not hold a vertical tab
        ("正文\x00正文".encode(), "utf-8"),
        ("résumé für Müller".encode("latin-1"), "utf-8"),  # no Chinese at all: the damage should show
        (bytes(range(256)), "utf-8"),
        (b"\xff" * 100, "utf-8"),
    ],
)
def test_text_other_than_chinese(content: bytes, name: str) -> None:
    assert detect(content) == name


AMBIGUOUS = b"\xbd\x52" * 20
"""絉 in GBK, 磋 in Big5."""


@pytest.mark.parametrize(
    ("declaration", "name"),
    [
        (b'<meta charset="big5">', "big5hkscs"),
        (b'<META http-equiv=Content-Type content="text/html; charset=GB2312">', "gb18030"),
        (b"<html><head><meta name=x><meta charset=gbk>", "gb18030"),
        (b"<?xml version='1.0' encoding='Big5'?>", "big5hkscs"),
    ],
)
def test_a_declaration_decides_between_like_readings(
    declaration: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encodings, "_plausibility", lambda *_, **__: 0.3)
    monkeypatch.setattr(encodings, "_PLAUSIBLE", 1.0)
    assert detect(declaration + AMBIGUOUS) == name


@pytest.mark.parametrize("declared", ["gb2312", "big5", "utf-8", "latin-1", "klingon"])
@pytest.mark.parametrize(("text", "encoding"), [(SIMPLIFIED, "gbk"), (TRADITIONAL, "big5"), (SIMPLIFIED, "utf-8")])
def test_a_declaration_may_be_wrong(declared: str, text: str, encoding: str) -> None:
    content = f'<meta charset="{declared}">{text}'.encode(encoding)
    assert detect(content) == DETECTED[encoding]


def test_a_declaration_far_down_is_text() -> None:
    page = b"<!-- " + b"-" * 5000 + b' --><meta charset="big5">'
    assert encodings._declared(page) is None
    assert encodings._declared(page[4000:]) == "big5hkscs"


def test_scripts_before_the_first_chinese_character_do_not_matter() -> None:
    assert detect(b"var x = 1;\n" * 20_000 + SIMPLIFIED.encode("gbk")) == "gb18030"


def test_gb18030_is_preferred_among_equals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "_plausibility", lambda *_, **__: 0.3)
    assert detect(AMBIGUOUS) == "gb18030"


@given(st.binary(max_size=400))
@example(b"\x81\x30\x81")
@example(b"\x00\xd8\x00")
def test_any_bytes_have_an_encoding(content: bytes) -> None:
    name = detect(content)
    text, damage = decode(content, name)
    if not damage:
        assert content.decode(name) == text


# Encodings that are known.


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(st.binary(max_size=60))
def test_known_encodings_are_settled_and_decoded(encoding: str, content: bytes) -> None:
    name = settle(content, encoding)
    assert name in {*DETECTED.values(), "cp950"}
    decode(content, name)


@pytest.mark.parametrize(
    ("content", "encoding", "name"),
    [
        (b"\xef\xbb\xbfa", "utf-8", "utf-8-sig"),
        (b"a", "utf-8-sig", "utf-8"),
        (b"\xff\xfea\0", "utf-16", "utf-16"),
        (b"\xff\xfea\0", "utf-16-le", "utf-16"),
        (b"\xff\xfea\0", "utf-16-be", "utf-16-be"),
        (b"a\0", "utf-16", "utf-16-le"),
        (b"\0a", "utf-16", "utf-16-be"),
        (b"\xff\xfea\0", "gbk", "gb18030"),
        ("总则".encode(), "big5", "big5hkscs"),
        (b"", "cp950", "cp950"),
    ],
)
def test_only_marks_and_byte_order_are_left_to_find(content: bytes, encoding: str, name: str) -> None:
    assert settle(content, encoding) == name


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("GB18030", "gb18030"),
        ("cp936", "gbk"),
        ("euc_cn", "gb2312"),
        ("Big5-HKSCS", "big5hkscs"),
        ("UTF-16LE", "utf-16-le"),
        ("shift_jis", None),
        ("base64", None),
        ("klingon", None),
        ("", None),
        ("a\0b", None),
        ("\udc80", None),
        ("编码", None),
    ],
)
def test_names(name: str, known: str | None) -> None:
    assert canonical(name) == known


@pytest.mark.parametrize(
    ("smaller", "larger"), [(a, b) for a, b in ENCODINGS.items() if a in ("gbk", "gb2312", "big5")]
)
def test_the_larger_encoding_reads_the_ideographs_of_the_smaller(smaller: str, larger: str) -> None:
    for number in range(0x4E00, 0xA000):
        try:
            content = chr(number).encode(smaller)
        except UnicodeEncodeError:
            continue
        assert content.decode(larger) == chr(number)


# Decoding.


@pytest.mark.parametrize(
    ("content", "encoding", "text", "damage"),
    [
        (b"a\xffb\xfe\xfd", "utf-8", "a\ufffdb\ufffd\ufffd", [(1, 1, 1), (3, 2, 3)]),
        (b"\xef\xbb\xbfa\xff", "utf-8-sig", "a\ufffd", [(4, 1, 1)]),
        ("总".encode()[:2] + b"\n", "utf-8", "\ufffd\ufffd\n", [(0, 2, 0)]),
        (b"\xed\xa0\x80", "utf-8", "\ufffd\ufffd\ufffd", [(0, 3, 0)]),  # a surrogate is not a character
        (b"\xd7", "gb18030", "\ufffd", [(0, 1, 0)]),
        (b"\xd7\n1", "gb18030", "\ufffd\n1", [(0, 1, 0)]),  # the line end is kept
        (b"\x81\x30", "gb18030", "\ufffd0", [(0, 1, 0)]),  # and so are digits
        (b"\xff\xff\xd7\xdc", "gb18030", "\ufffd\ufffd总", [(0, 2, 0)]),
        (b"\xa4", "big5hkscs", "\ufffd", [(0, 1, 0)]),
        (b"\xa4\x40\xff\x41", "big5hkscs", "一\ufffdA", [(2, 1, 1)]),
        (b"\x00\xd8\x00N", "utf-16-le", "\ufffd\ufffd一", [(0, 2, 0)]),
        (b"\x00N\x00", "utf-16-le", "一\ufffd", [(2, 1, 1)]),
        (b"\x3d\xd8\x00", "utf-16-le", "\ufffd\ufffd\ufffd", [(0, 3, 0)]),
        (b"\xfe\xff\xdc\x00\x4e\x00", "utf-16", "\ufffd\ufffd一", [(2, 2, 0)]),
    ],
)
def test_each_undecodable_byte_is_shown(
    content: bytes, encoding: str, text: str, damage: list[tuple[int, int, int]]
) -> None:
    found, places = decode(content, encoding)
    assert found == text
    assert [(one.offset, one.count, one.start) for one in places] == damage


@pytest.mark.parametrize("encoding", DETECTED)
@pytest.mark.parametrize("shift", range(5))
def test_windows_do_not_show(encoding: str, shift: int) -> None:
    text = "a" * shift + ("一二三𠮷é" if encoding.startswith(("utf", "gb1")) else "一二三") * (WINDOW // 2)
    content = text.encode(encoding)
    assert len(content) > 2 * WINDOW
    assert decode(content, DETECTED[encoding]) == (text, ())


@pytest.mark.parametrize("before", range(WINDOW - 3, WINDOW + 3))
def test_damage_at_the_edge_of_a_window(before: int) -> None:
    text, (damage,) = decode(b"a" * before + b"\xe6\x80" + b"b" * 10, "utf-8")
    assert text == "a" * before + "\ufffd\ufffd" + "b" * 10
    assert (damage.offset, damage.count, damage.start) == (before, 2, before)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
@given(st.data())
def test_no_byte_vanishes(encoding: str, data: st.DataObject) -> None:
    pieces = data.draw(
        st.lists(st.sampled_from(["一、总则".encode(encoding, "ignore"), b"\xff", b"\x81", b"\xd8\x00", b"\n", b"0"]))
    )
    content = b"".join(pieces)
    text, damage = decode(content, encoding)
    rest = [0, *(edge for one in damage for edge in (one.offset, one.offset + one.count)), len(content)]
    places = [0, *(edge for one in damage for edge in (one.start, one.start + one.count)), len(text)]
    for (begin, end), (start, stop) in list(zip(pairwise(rest), pairwise(places), strict=True))[::2]:
        assert content[begin:end].decode(encoding) == text[start:stop]
    for one in damage:
        assert text[one.start : one.start + one.count] == "\ufffd" * one.count
