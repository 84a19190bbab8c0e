"""Detecting the script of a text: simplified or traditional characters."""

from __future__ import annotations

from itertools import islice

from govreport.text.regex import lazy

# Frequent characters of official texts, in the same order in both strings.  Excluded are characters that texts of the
# other script also contain: old forms (里 后 于 只 内 别 强 决) and common errors of automatic conversion (并 布 征 范
# 准 台 了).
_SIMPLIFIED = (
    "关发对应经规业国时机员实项体务设会计专报动条进级办过处现间单组个权总区则数标类认资当视无门"
    "义统将从质协长点监护产构际导调运织备围学职结责费参场书领达变负执续积证议给请预审检转环电补"
    "验节称营联简订华记济评优连试纳约风编传举维层见细综团来险问响财较态须两显离满紧选许创断该论"
    "装状额训临终挥网销医车础继图输独劳筹载还习难为们这说题价样东让"
)
_TRADITIONAL = (
    "關發對應經規業國時機員實項體務設會計專報動條進級辦過處現間單組個權總區則數標類認資當視無門"
    "義統將從質協長點監護產構際導調運織備圍學職結責費參場書領達變負執續積證議給請預審檢轉環電補"
    "驗節稱營聯簡訂華記濟評優連試納約風編傳舉維層見細綜團來險問響財較態須兩顯離滿緊選許創斷該論"
    "裝狀額訓臨終揮網銷醫車礎繼圖輸獨勞籌載還習難為們這說題價樣東讓"
)

_EITHER = "".join(set(_SIMPLIFIED).intersection(_TRADITIONAL))
_TRADITIONAL_ALONE = lazy(f"[{''.join(set(_TRADITIONAL).difference(_SIMPLIFIED))}]")
_SIMPLIFIED_ALONE = lazy(f"[{''.join(set(_SIMPLIFIED).difference(_TRADITIONAL))}]")

_RARE = 4
"""A text is mixed if it has at least one distinct character of the other script for this many of the main script."""


def detect_script(text: str) -> str:
    """``simplified``, ``traditional``, ``mixed`` or ``unknown``, by characters that only one script uses.

    Distinct characters are counted, not occurrences: repetition in a long text does not change its script, and a quoted
    title, a name or a few characters missed by a conversion (below a fifth of all evidence) do not make it mixed.

    >>> detect_script("关于印发工作方案的通知"), detect_script("關於印發工作方案的通知")
    ('simplified', 'traditional')
    >>> detect_script("关于國務院"), detect_script("一、2024")
    ('mixed', 'unknown')
    """
    # One search for many characters that most texts lack is faster than a search for each.
    if _TRADITIONAL_ALONE.search(text) is None:
        traditional = _count(text, _EITHER)
        simplified = _count(text, _SIMPLIFIED, traditional * _RARE + 1)
    elif _SIMPLIFIED_ALONE.search(text) is None:
        simplified = _count(text, _EITHER)
        traditional = _count(text, _TRADITIONAL, simplified * _RARE + 1)
    else:
        simplified, traditional = _count(text, _SIMPLIFIED), _count(text, _TRADITIONAL)
    if not simplified and not traditional:
        return "unknown"
    if simplified > traditional * _RARE:
        return "simplified"
    if traditional > simplified * _RARE:
        return "traditional"
    return "mixed"


def _count(text: str, characters: str, enough: int = len(_SIMPLIFIED)) -> int:
    """How many of the characters occur in a text; counting stops at ``enough``."""
    if len(text) < len(characters):
        return min(len(set(text).intersection(characters)), enough)
    return sum(islice((1 for character in characters if character in text), enough))
