"""Leftovers of markup inside lines, and look-alike characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from govreport.cleaning.offsets import Edit
from govreport.text.regex import lazy
from govreport.text.source import INVISIBLE

# Each pattern begins with a class or a character, which makes searching fast; what is before it is checked afterwards.
_BLANK_ENTITY = lazy(
    r"[<&](?i:(?<=<)U\+(?:00A0|3000|200[0-9A-F]|FEFF|202F)>"
    r"|(?<=&)(?:(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288);?|sp;))"
)
_ENTITY = lazy(r"&(?i:(?:amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|times|#\d{2,6}|#x[0-9a-f]{2,5});)")
_KANGXI = lazy("[\u2e80-\u2fd5]")
_RADICAL = lazy("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_ZERO = "\u200b-\u200d\u2060\ufeff"
_INVISIBLE = lazy(rf"[{_ZERO}](?<=[^\s{_ZERO}].)[{_ZERO}]*(?=[^\s{_ZERO}])")
_JOINERS = frozenset("\u200c\u200d")
_NEVER_JOINED = lazy("[!-~\u2010-\u2027\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
"""Joiners are meaningless next to ASCII, Han, kana and punctuation, but not in an emoji or between Indic letters."""


def markup(text: str) -> Iterator[Edit]:
    """Replace ``&nbsp;`` by a blank, ``&ldquo;`` by “, and ``<U+00A0>`` inside a line by a blank."""
    if "&" not in text and "<U+" not in text:
        return
    from html import unescape  # imported here, as below: few texts need it

    found = [*_BLANK_ENTITY.finditer(text), *_ENTITY.finditer(text)]
    found.sort(key=re.Match.start)
    end = 0
    for match in found:
        if match.start() < end or (text[match.start()] == "<" and not _inside_line(text, *match.span())):
            continue
        end = match.end()
        after = unescape(match.group())
        if _RADICAL.fullmatch(after):
            after = _plain(after)
        yield Edit(match.start(), end, after if len(after) == 1 and after.isprintable() else " ")


def _inside_line(text: str, start: int, end: int, reach: int = 200) -> bool:
    """Whether text precedes and follows on the same line; leftovers at the ends of lines become boilerplate."""
    before = text[max(0, start - reach) : start].rpartition("\n")[2].rpartition("\r")[2]
    after = text[end : end + reach].partition("\n")[0].partition("\r")[0]
    return bool(_BLANK_ENTITY.sub("", before).strip()) and bool(_BLANK_ENTITY.sub("", after).strip())


def invisible(text: str) -> Iterator[Edit]:
    """Drop zero-width characters and byte order marks inside words."""
    if not any(character in text for character in INVISIBLE):
        return
    for found in _INVISIBLE.finditer(text):
        around = text[found.start() - 1] + text[found.end()]
        if not _JOINERS.issuperset(found.group()) or _NEVER_JOINED.search(around):
            yield Edit(found.start(), found.end(), "")


def radicals(text: str) -> Iterator[Edit]:
    """Replace Kangxi radicals and compatibility ideographs (⼀, 金) by the characters that they look like."""
    # Each class takes a pass; text in its normal form (NFC) has no compatibility ideographs, but may have radicals.
    pattern = _KANGXI if is_normalized("NFC", text) else _RADICAL
    for found in pattern.finditer(text):
        radical = found.group()
        plain = _plain(radical)
        if plain != radical:
            yield Edit(found.start(), found.end(), plain)


def _plain(radical: str) -> str:
    """The character that a radical or compatibility ideograph looks like."""
    plain = normalize("NFKC", radical)
    return plain if len(plain) == 1 else radical
