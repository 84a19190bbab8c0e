"""Pinyin glosses in the text: a converter wrote ``區(qū)`` for 區, and split characters where bytes matched by chance.

The converter replaced some thirty traditional characters K by ``K(pinyin)`` throughout a document.  It worked on GBK
bytes, regardless of character boundaries: if the second byte of one character and the first of the next are those of
some K, it split both and shifted the following bytes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TypeAlias

from govreport.cleaning.offsets import Edit
from govreport.text.regex import lazy

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SYLLABLE = f"[a-zü{TONED}]{{1,6}}"
# Patterns start with a literal character, which makes searching fast; the character before it is checked afterwards.
_GLOSS = lazy(rf"\((?<=([{_HAN}@-~])\()({_SYLLABLE})\s?\)(?:\(\2\s?\))*")
"""A character, only in a look-behind, and its gloss."""
_CUT_MARK = rf"\?(?<=[^\0-\x7f]\?)({_SYLLABLE})\)"
_CUT = lazy(_CUT_MARK)
_CUT_AND_RUN = lazy(_CUT_MARK + r"[^\0-\x7f]*")
_HALF = lazy(rf"([@-~])\(({_SYLLABLE})\)")
_ONE_SYLLABLE = lazy(rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[iuü]?[aeiouü{TONED}][aeiou{TONED}]?(?:ng?|r)?)")
_TONE = lazy(f"[{TONED}]")
LOST = "\N{REPLACEMENT CHARACTER}"
OCCURRENCES_LEAST = 2
"""A converter glosses every occurrence of a character; a single ``重(chóng)庆`` is a help for readers."""
SHARE = 0.8
"""The minimum share of occurrences with a gloss: a converter ignores context, an author glosses once."""
GLOSSED_USUAL = 64
"""Up to this number of glossed characters, each is counted by itself; a converter glosses some thirty."""
TONELESS_LEAST = 4
"""The minimum number of glossed characters if no gloss has a tone: (kg), (mu) and (pan) may be units and English."""

_UNKNOWN = b"\0"
"""Replaces an unknown byte."""
_Pairs: TypeAlias = Mapping[tuple[str, bytes], Sequence[bytes]]
"""The bytes of the glossed characters by pinyin and first byte, or second byte if that is ASCII, or neither."""


def pinyin_glosses(text: str) -> Iterator[Edit]:
    """Drop ``(qū)`` after 區 if nearly all 區 of the text have it."""
    readings = glossed_characters(text)
    if not readings:
        return
    for found in _GLOSS.finditer(text):
        character, reading = found.groups()
        if character.isascii():
            character = _two_bytes(text, found.start())
        if readings.get(character) == reading:
            yield Edit(*found.span(), "")


def glossed_characters(text: str) -> Mapping[str, str]:
    """The characters that a converter glossed throughout a text, with their only reading.

    >>> glossed_characters("香洲區(qū)區(qū)委，規(guī)劃")
    {'區': 'qū', '規': 'guī'}
    >>> glossed_characters("重(chóng)庆是重要城市，重量大"), glossed_characters("公司(gōngsī)、公司(gōngsī)")
    ({}, {})
    """
    if not any(inside[:1].islower() for inside in text.split("(")[1:]):
        return {}  # without compiling the pattern
    counts: Counter[tuple[str, str]] = Counter(_GLOSS.findall(text))
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for (character, reading), count in counts.items():
        if _ONE_SYLLABLE.fullmatch(reading):
            places[character][reading] = count
    if not any(sum(readings.values()) >= OCCURRENCES_LEAST for readings in places.values()):
        return {}
    # Counting each of a few characters is faster than counting all; for many, it would take quadratic time.
    places_in_text = text.count if len(places) <= GLOSSED_USUAL else Counter(text).__getitem__
    glossed = {
        character: (reading, count)
        for character, readings in places.items()
        for reading, count in readings.items()
        if len(readings) == 1 and not character.isascii() and count >= SHARE * places_in_text(character)
    }
    often = [reading for reading, count in glossed.values() if count >= OCCURRENCES_LEAST]
    if len(often) < TONELESS_LEAST and not any(map(_TONE.search, often)):
        return {}
    # With a tone, one occurrence is enough if others are glossed.
    return {
        k: reading for k, (reading, count) in glossed.items() if count >= OCCURRENCES_LEAST or _TONE.search(reading)
    }


def _two_bytes(text: str, at: int) -> str:
    """The character before the gloss in ``甲I(yè)``, formed by chance by the last byte of 甲 and the byte of I."""
    return (_gbk(text[max(0, at - 2) : at - 1])[-1:] + text[at - 1].encode()).decode("gbk", "replace")


def shifted_bytes(text: str) -> Iterator[Edit]:
    """Undo the shift caused by a gloss between two characters, as far as the bytes are preserved.

    ``兼?zhèn)涞姆ㄖ稳瞬抨犖?。`` was ``兼備的法治人才隊伍。``: the last byte of a shifted run is lost and shown as such.
    """
    if "?" not in text or _CUT.search(text) is None:
        return
    readings = glossed_characters(text)
    if not readings:
        return
    pairs: dict[tuple[str, bytes], list[bytes]] = defaultdict(list)
    for character, reading in readings.items():
        pair = _gbk(character)
        if pair:
            pairs[reading, b""].append(pair)
            pairs[reading, pair[:1]].append(pair)
            if pair[1:].isascii():
                pairs[reading, pair[1:]].append(pair)
    seen = frozenset(_CUT_AND_RUN.sub("", text))
    end = 0
    for found in _CUT.finditer(text):
        if found.start() >= end and _ONE_SYLLABLE.fullmatch(found.group(1)):
            edit = _unshifted(text, found, pairs, seen)
            if edit is not None:
                end = edit.end
                yield edit


def _unshifted(text: str, found: re.Match[str], pairs: _Pairs, seen: Set[str]) -> Edit | None:
    """A split character and the shifted run after it, restored."""
    before = _gbk(text[found.start() - 1])[-1:]
    seconds = [pair[1:] for pair in pairs.get((found.group(1), before), ())]
    if _TONE.search(found.group(1)):
        seconds.append(_UNKNOWN)  # the text has no such gloss elsewhere: the rest can still be restored
    for second in seconds:
        try:
            plain, end = _realigned(text, found.end(), second, pairs)
        except UnicodeDecodeError:
            continue
        if not all(map(_is_plain, plain)):
            continue
        # The end of a shift looks the same; then the characters of the unchanged run occur elsewhere in the text.
        unchanged = _share(text[found.end() : end], seen)
        restored = _share(plain, seen)
        if restored > unchanged or (restored == unchanged and second != _UNKNOWN):
            return Edit(found.start(), end, plain)
    return None


def _realigned(text: str, at: int, second: bytes, pairs: _Pairs) -> tuple[str, int]:
    """The original of a run whose first character lacks its first byte, ``second``, and the end of the run.

    :raises UnicodeDecodeError: two bytes are not a character.
    """
    bytes_ = bytearray(second)
    while len(two := _gbk(text[at : at + 1])) == 2:
        bytes_ += two
        at += 1
        if two[1] < 0x80:  # an ASCII character, taken for a second byte
            return _decoded(bytes_), at
        gloss = _GLOSS.match(text, at)
        if gloss is not None and two in pairs.get((gloss.group(2), two[:1]), ()):
            at = gloss.end()  # two halves that look like a glossed character
    gloss = _CUT.match(text, at)
    if gloss is not None:  # a glossed character, whose second byte and the bracket became one ?
        for pair in pairs.get((gloss.group(1), bytes(bytes_[-1:])), ()):
            return _decoded(bytes_ + pair[1:]), gloss.end()
        same = pairs.get((gloss.group(1), b""), ())
        known = same[0].decode("gbk") if len(same) == 1 else ""
        return _decoded(bytes_[:-1]) + LOST + known, gloss.end() if known else at
    gloss = _HALF.match(text, at)
    if gloss is not None:  # the second byte of a glossed character looks like a letter: 業 is 0x98 and I
        for pair in pairs.get((gloss.group(2), gloss.group(1).encode()), ()):
            if pair[:1] != bytes_[-1:]:
                return _decoded(bytes_[:-1]) + LOST + pair.decode("gbk"), at + 1
    follower = text[at : at + 1]
    if "@" <= follower <= "~":
        return _decoded(bytes_ + follower.encode()), at + 1
    return _decoded(bytes_[:-1]) + LOST, at + (follower == "?")


def _decoded(bytes_: bytes | bytearray) -> str:
    if bytes_[:1] == _UNKNOWN:
        return LOST + bytes_[2:].decode("gbk")
    return bytes_.decode("gbk")


def _share(text: str, seen: Set[str]) -> float:
    """The share of the Chinese characters of a run that occur elsewhere."""
    han = [character for character in text if _is_han(character)]
    return sum(character in seen for character in han) / len(han) if han else 0.0


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _gbk(text: str) -> bytes:
    """The bytes of one character; empty if GBK does not have it."""
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _is_plain(character: str) -> bool:
    """Whether a character may occur in a run: Chinese, or in rows 1 and 3 of GB 2312 (punctuation and full-width ASCII)."""
    if character.isascii() or character == LOST:
        return True  # these only start and end a run
    return _is_han(character) or _gbk(character)[:1] in (b"\xa1", b"\xa3")
