"""Pinyin pushed into the text: a converter wrote ``區(qū)`` for 區, and cut characters in two where bytes met by chance.

The converter replaced some thirty traditional characters K by ``K(pinyin)``, all their places in a document.  It worked on
GBK bytes without minding where characters begin: where the second byte of one character and the first of the next are
those of some K, it cut both and shifted what follows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from govreport.cleaning.offsets import Edit

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SYLLABLE = f"[a-zü{TONED}]{{1,6}}"
_GLOSS = re.compile(rf"([{_HAN}])((?:\(({_SYLLABLE})\s?\))+)")
_CUT = re.compile(rf"\?({_SYLLABLE})\)")
_HALF = re.compile(rf"([@-~])\(({_SYLLABLE})\)")
_ONE_SYLLABLE = re.compile(
    rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[iuü]?[aeiouü{TONED}][aeiou{TONED}]?(?:ng?|r)?)", re.IGNORECASE
)
LOST = "\N{REPLACEMENT CHARACTER}"
FEWEST = 2
"""A converter leaves more than one gloss; a single ``重(chóng)庆`` helps the reader."""
SHARE = 0.8
"""How many of a character's places must be glossed: a converter minds no sense, an author glosses once."""
RUN_MOST = 400
"""How far a shift of bytes may reach, in characters: the next ASCII character ends it."""


def pinyin_glosses(text: str) -> Iterator[Edit]:
    """Drop ``(qū)`` behind 區, where nearly all 區 of the text have it."""
    readings = glossed_characters(text)
    if not readings:
        return
    for found in _GLOSS.finditer(text):
        if found.group(3) in readings.get(found.group(1), ()):
            yield Edit(found.start(2), found.end(2), "")


def glossed_characters(text: str) -> Mapping[str, frozenset[str]]:
    """The characters that a converter glossed throughout a text, each with its readings.

    >>> glossed_characters("香洲區(qū)區(qū)委") == {"區": frozenset({"qū"})}
    True
    >>> glossed_characters("重(chóng)庆是重要城市，重量大"), glossed_characters("公司(gōngsī)")
    ({}, {})
    """
    if "(" not in text:
        return {}
    places: Counter[str] = Counter()
    readings: dict[str, set[str]] = defaultdict(set)
    for found in _GLOSS.finditer(text):
        reading = found.group(3)
        if _ONE_SYLLABLE.fullmatch(reading):
            places[found.group(1)] += 1
            readings[found.group(1)].add(reading)
    if sum(places.values()) < FEWEST:
        return {}
    toned = any(c in TONED for reading in readings.values() for one in reading for c in one)
    if not toned and len(places) < 2 * FEWEST:
        return {}  # (gong) without a tone is a gloss in company only: (kg) and (ml) are units
    return {
        character: frozenset(readings[character])
        for character, count in places.items()
        if count >= SHARE * text.count(character)
    }


def shifted_bytes(text: str) -> Iterator[Edit]:
    """Undo the shift that a gloss in the middle of two characters left, as far as the bytes are there.

    ``兼?zhèn)涞姆ㄖ稳瞬抨犖?。`` was ``兼備的法治人才隊伍。``: the last byte of a run is gone, and is shown as lost.
    """
    if "?" not in text:
        return
    readings = glossed_characters(text)
    if not readings:
        return
    end = 0
    for found in _CUT.finditer(text):
        if found.start() < end or not found.start():
            continue
        edit = _unshifted(text, found, readings)
        if edit is not None:
            end = edit.end
            yield edit


def _unshifted(text: str, found: re.Match[str], readings: Mapping[str, frozenset[str]]) -> Edit | None:
    """The run behind one cut, read as it was."""
    before = _gbk(text[found.start() - 1])
    run = _run(text, found.end())
    for character, known in readings.items():
        pair = _gbk(character)
        if found.group(1) not in known or len(pair) != 2 or pair[:1] != before[-1:]:
            continue
        bytes_ = pair[1:] + _gbk(run)
        whole = len(bytes_) - len(bytes_) % 2
        try:
            plain = bytes_[:whole].decode("gbk")
        except UnicodeDecodeError:
            continue
        if plain and all(_is_chinese(c) for c in plain):
            end = found.end() + len(run)
            if whole < len(bytes_) and text[end : end + 1] == "?":
                end += 1
            return Edit(found.start(), end, plain + (LOST if whole < len(bytes_) else ""))
    half = _HALF.match(text, found.end())
    if half is not None:
        # The byte that met the next gloss is gone with its character; that gloss tells the character after it.
        for character, known in readings.items():
            if half.group(2) in known and _gbk(character)[1:] == half.group(1).encode("ascii"):
                return Edit(found.start(), half.end(), LOST + character)
    return None


def _run(text: str, start: int) -> str:
    """The two-byte characters from an offset on."""
    end = start
    while end < len(text) and end - start < RUN_MOST and len(_gbk(text[end])) == 2:
        end += 1
    return text[start:end]


def _gbk(text: str) -> bytes:
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in "，。、；：！？“”‘’（）《》—…·"
