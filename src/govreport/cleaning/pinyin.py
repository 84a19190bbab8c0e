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
# Patterns begin with a plain character, for which a text is searched fast; what stands before it is asked behind it.
_GLOSS = re.compile(rf"\((?<=[{_HAN}@-~]\()({_SYLLABLE})\s?\)(?:\(\1\s?\))*")
_CUT = re.compile(rf"\?(?<=[{_HAN}]\?)({_SYLLABLE})\)")
_HALF = re.compile(rf"([@-~])\(({_SYLLABLE})\)")
_NOT_ASCII = re.compile("[^\0-\x7f]*")
_ONE_SYLLABLE = re.compile(rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[iuü]?[aeiouü{TONED}][aeiou{TONED}]?(?:ng?|r)?)")
_TONE = re.compile(f"[{TONED}]")
LOST = "\N{REPLACEMENT CHARACTER}"
FEWEST = 2
"""A converter glosses a character wherever it stands; a single ``重(chóng)庆`` helps the reader."""
SHARE = 0.8
"""How many of a character's places must be glossed: a converter minds no sense, an author glosses once."""
TONELESS = 4
"""How many characters must be glossed so where no gloss has a tone: (kg), (mu) and (pan) may be units and English."""


def pinyin_glosses(text: str) -> Iterator[Edit]:
    """Drop ``(qū)`` behind 區, where nearly all 區 of the text have it."""
    readings = glossed_characters(text)
    if not readings:
        return
    for found in _GLOSS.finditer(text):
        if readings.get(_before(text, found.start())) == found.group(1):
            yield Edit(found.start(), found.end(), "")


def glossed_characters(text: str) -> Mapping[str, str]:
    """The characters that a converter glossed throughout a text, each with its one reading.

    >>> glossed_characters("香洲區(qū)區(qū)委，規(guī)劃")
    {'區': 'qū', '規': 'guī'}
    >>> glossed_characters("重(chóng)庆是重要城市，重量大"), glossed_characters("公司(gōngsī)、公司(gōngsī)")
    ({}, {})
    """
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for found in _GLOSS.finditer(text):
        if _ONE_SYLLABLE.fullmatch(found.group(1)):
            places[text[found.start() - 1]][found.group(1)] += 1
    if not any(sum(readings.values()) >= FEWEST for readings in places.values()):
        return {}
    of_text = Counter(text)
    glossed = {
        character: (reading, count)
        for character, readings in places.items()
        for reading, count in readings.items()
        if len(readings) == 1 and count >= SHARE * of_text[character] and not character.isascii()
    }
    often = [reading for reading, count in glossed.values() if count >= FEWEST]
    if len(often) < TONELESS and not any(map(_TONE.search, often)):
        return {}
    # With a tone, once is enough in that company.
    return {k: reading for k, (reading, count) in glossed.items() if count >= FEWEST or _TONE.search(reading)}


def _before(text: str, at: int) -> str:
    """The character before an offset; before ``甲I(yè)`` the one that the bytes of 甲 and I make by chance."""
    last = text[at - 1]
    if not last.isascii():
        return last
    return (_gbk(text[max(0, at - 2) : at - 1])[-1:] + last.encode()).decode("gbk", "replace")


def shifted_bytes(text: str) -> Iterator[Edit]:
    """Undo the shift that a gloss in the middle of two characters left, as far as the bytes are there.

    ``兼?zhèn)涞姆ㄖ稳瞬抨犖?。`` was ``兼備的法治人才隊伍。``: the last byte of a run is gone, and is shown as lost.
    """
    if _CUT.search(text) is None:
        return
    pairs: dict[str, list[bytes]] = defaultdict(list)
    for character, reading in glossed_characters(text).items():
        pairs[reading].append(_gbk(character))
    if not pairs:
        return
    end = 0
    for found in _CUT.finditer(text):
        if found.start() >= end and _ONE_SYLLABLE.fullmatch(found.group(1)):
            edit = _unshifted(text, found, pairs)
            if edit is not None:
                end = edit.end
                yield edit


def _unshifted(text: str, found: re.Match[str], pairs: Mapping[str, list[bytes]]) -> Edit | None:
    """The run behind one cut, read as it was."""
    first = _gbk(text[found.start() - 1])[-1:]
    seconds = [pair[1:] for pair in pairs.get(found.group(1), ()) if pair[:1] == first]
    half = _HALF.match(text, found.end())
    for pair in pairs.get(half.group(2), ()) if half is not None else ():
        if half is not None and pair[1:] == half.group(1).encode():
            # The byte that met the next gloss is gone with its character; that gloss tells the character after it.
            return Edit(found.start(), half.end(), ("" if pair[:1] in seconds else LOST) + pair.decode("gbk"))
    run = _NOT_ASCII.match(text, found.end())
    assert run is not None  # it may be empty
    bytes_ = _gbk(run.group())
    follower = text[run.end() : run.end() + 1] if len(bytes_) == 2 * len(run.group()) else ""
    candidates = [(second + bytes_, "") for second in seconds]
    if bytes_ and _TONE.search(found.group(1)):
        # The text glosses no such character at another place: the cut character is lost, what follows is not.
        candidates.append((bytes_[1:], LOST))
    for shifted, lost in candidates:
        try:
            plain, used = _realigned(shifted, follower)
        except UnicodeDecodeError:
            continue
        if all(map(_is_plain, plain)):
            return Edit(found.start(), found.end() + used + len(lost), lost + plain)
    return None


def _realigned(shifted: bytes, follower: str) -> tuple[str, int]:
    """Bytes in their right pairs, up to the first ASCII character, and how many characters of the run they take.

    The last byte lacks its other half, if the run did not end with an ASCII character that was taken for one:
    ``follower``, the character behind the run, is that half, or a ``?`` in its place, or has nothing to do with it.

    :raises UnicodeDecodeError: two bytes make no character.
    """
    for at in range(0, len(shifted), 2):
        if shifted[at] < 0x80:
            return shifted[: at + 1].decode("gbk"), (at + 1) // 2
    if "@" <= follower <= "~":
        return (shifted + follower.encode()).decode("gbk"), len(shifted) // 2 + 1
    return shifted[:-1].decode("gbk") + LOST, len(shifted) // 2 + (follower == "?")


def _gbk(text: str) -> bytes:
    """The bytes of a text up to the first character that GBK does not know."""
    try:
        return text.encode("gbk")
    except UnicodeEncodeError as error:
        return text[: error.start].encode("gbk")


def _is_plain(character: str) -> bool:
    """Whether a character may stand in a run: Chinese, or of rows 1 and 3 of GB 2312, punctuation and full-width ASCII."""
    if character.isascii() or character == LOST:
        return True  # these only end a run
    return "\u4e00" <= character <= "\u9fff" or _gbk(character)[:1] in (b"\xa1", b"\xa3")
