"""Detecting the encoding of bytes: UTF-8, UTF-16, GB 18030 or Big5."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

ENCODINGS: Mapping[str, str] = MappingProxyType(
    {
        "utf-8": "utf-8",
        "utf-8-sig": "utf-8",
        "utf-16": "utf-16",
        "utf-16-le": "utf-16-le",
        "utf-16-be": "utf-16-be",
        "gb18030": "gb18030",
        "gbk": "gb18030",
        "gb2312": "gb18030",
        "big5": "big5hkscs",
        "big5hkscs": "big5hkscs",
        "cp950": "cp950",
    }
)
"""The supported encodings by the names of Python's codecs, with the encoding used for decoding.

GB 18030 contains GBK and GB 2312, and Big5-HKSCS contains Big5; texts labelled with the smaller encoding often contain
characters of the larger one.
"""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
"""Byte order marks: the mark, its encoding, and the name of that encoding with a mark."""

_DECLARED = re.compile(
    rb"""<(?:meta\b[^<>]{0,200}?\bcharset|\?xml\b[^<>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w:.-]{1,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
"""In bytes.  HTML requires the first 1,024; real pages put scripts before it."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
"""Bytes that rarely occur in UTF-8 text, but often in UTF-16."""

_SAMPLE = 1 << 16
"""How many bytes are examined, from the first that is not ASCII."""

_THREE_BYTES = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
"""A Chinese character in UTF-8: its bytes rarely occur by chance."""

_PLAUSIBLE = 0.35
"""The minimum score for UTF-16 without a mark; other bytes score below 0.2 as UTF-16."""
_NONSENSE = -0.15
"""Latin-1 and binary data score lower; a lost byte shifts the following ones, and lowers Chinese to about 0."""
_TRUST = 0.4
"""The score difference that outweighs the encoding declared in the text."""

_FREQUENT = frozenset(
    "的和业国人发工政化建行务设展一产中用大能作全进法理要民有制会应关部生地加实等新在动定年机提主合体规区经第"
    "力以对数管技重为强成方智保市公推高开不资家条标持信社府术及平是各点安网十通服施分出改据系性件同基与企水本现"
    "门事农我济院面度二上于三项统共准自品增创学文造个息科级时位支育量责构利当内立治下入代可研领办运了导五场目长"
    "调计单组员程教源范专省或任决物字者供域相策划电好联义质式监过案求效革备车其明到协四向们交委试外权完多型升局"
    "护取防期总步集优坚指深城结心证意快台特并处流线态金环营依善之條關應務國機項會為規職業得於員時所資設與計區列"
    "經發動開報試前內長議至運權體日船並由對名六組辦考實表算個間進置八九們處該總他數後產請級獎原績則料百受如電過"
    "七款執限節額準音核現照調參證格點營護但單修織未使放審類起際稱空具因收縣損律測稅檢統標書賽選需災除協而償例舶"
    "備尺決專“”‘’—…·"
)
"""The most frequent characters of official texts in either script: two of three in any such text."""


def canonical(name: str) -> str | None:
    """The name in :data:`ENCODINGS` for an alias; None if it is not supported.

    >>> canonical("EUC-CN"), canonical("Big5-HKSCS"), canonical("UTF8"), canonical("latin-1")
    ('gb2312', 'big5hkscs', 'utf-8', None)
    """
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):  # ValueError: NUL or a lone surrogate in the name
        return None
    return found if found in ENCODINGS else None


def detect(content: bytes) -> str:
    """The encoding of some bytes, as the name of a Python codec; a guess if the evidence is weak.

    The order of tests: a byte order mark; UTF-16 without one, if it decodes to Chinese; UTF-8, with a few damaged bytes
    allowed; then GB 18030 or Big5, by plausibility as Chinese and by the declaration in the text (HTML, XML).  The
    default is UTF-8.

    >>> text = "推进法治政府建设"
    >>> [detect(text.encode(name)) for name in ("utf-8", "utf-16", "utf-16-be", "gb2312")]
    ['utf-8', 'utf-16', 'utf-16-be', 'gb18030']
    >>> detect("推進法治政府建設".encode("big5")), detect(b"")
    ('big5hkscs', 'utf-8')
    """
    for mark, _, name in _MARKS:
        if content.startswith(mark):
            return name
    is_utf8 = _is_utf8(content)
    if not is_utf8 or _CONTROL.search(content):
        order, score = _byte_order(content)
        if score >= _PLAUSIBLE:
            return order
    return "utf-8" if is_utf8 else _likeliest(_sample(content), _declared(content))


def settle(content: bytes, encoding: str) -> str:
    """The codec name, as returned by :func:`detect`, for a known encoding.

    Only the byte order mark and, for UTF-16 without one, the byte order are detected.

    :raises KeyError: ``encoding`` is not among :data:`ENCODINGS`.

    >>> settle(b"abc", "gbk"), settle("甲".encode("utf-8-sig"), "utf-8")
    ('gb18030', 'utf-8-sig')
    """
    wanted = ENCODINGS[encoding]
    for mark, encoding_of_mark, name in _MARKS:
        if content.startswith(mark) and wanted in (encoding_of_mark, name):
            return name
    return _byte_order(content)[0] if wanted == "utf-16" else wanted


def _byte_order(content: bytes) -> tuple[str, float]:
    """The more plausible byte order of UTF-16, with its score."""
    sample = content[:_SAMPLE]
    scores = {name: _plausibility(sample, name, ascii_weight=1) for name in ("utf-16-le", "utf-16-be")}
    return max(scores.items(), key=lambda found: found[1])


def _likeliest(sample: bytes, declared: str | None) -> str:
    """GB 18030, Big5 or damaged UTF-8; also UTF-8 if the sample is not plausible Chinese in any."""
    scores = {name: _plausibility(sample, name) for name in ("gb18030", "big5hkscs")}
    if _may_be_utf8(sample):
        scores["utf-8"] = _plausibility(sample, "utf-8", errors="ignore")
    best, second = sorted(scores, key=lambda name: -scores[name])[:2]
    if scores[best] < _NONSENSE:
        return "utf-8"
    return declared if declared in scores and scores[best] - scores[second] <= _TRUST else best


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _may_be_utf8(sample: bytes) -> bool:
    """Whether the sample has at least as many Chinese characters in UTF-8 as undecodable places."""
    return len(_THREE_BYTES.findall(sample)) >= sample.decode("utf-8", "replace").count("\ufffd")


def _declared(content: bytes) -> str | None:
    """The encoding declared in an HTML or XML text, if supported."""
    found = _DECLARED.search(content, 0, _DECLARED_WITHIN)
    name = canonical(found[1].decode("ascii", "replace")) if found else None
    return ENCODINGS[name] if name else None


def _sample(content: bytes) -> bytes:
    first = re.search(rb"[^\x00-\x7f]", content)
    start = first.start() if first else 0
    return content[start : start + _SAMPLE]


def _plausibility(sample: bytes, codec: str, *, ascii_weight: int = 0, errors: str = "replace") -> float:
    """The plausibility as Chinese of a sample in an encoding: 1 is best, below 0 is nonsense.

    The average over its characters; with an ``ascii_weight`` of 0, printable ASCII does not count.
    """
    counts = Counter(sample.decode(codec, errors))
    total = weight = 0.0
    for character, count in counts.items():
        if " " <= character <= "~" or character in "\t\n\r\f":
            count *= ascii_weight
            weight += count
        else:
            weight += count * _weight(character)
        total += count
    return weight / total if total else 0.0


def _weight(character: str) -> float:
    if character in _FREQUENT or "\u3000" <= character <= "\u3011" or "\uff01" <= character <= "\uff5e":
        return 1.0
    if "\u4e00" <= character <= "\u9fff":
        return 0.3 if _is_common(character) else -0.2
    if "\u2000" <= character <= "\u27ff" or character == "\xa0":  # symbols, the lines of tables, blanks
        return 0.5
    if character == "\ufffd" or unicodedata.category(character)[0] == "C":  # control, private use, unassigned
        return -2.0
    return -1.0 if character > "\uffff" else -0.5


def _is_common(character: str) -> bool:
    """Whether a character is among the 3,755 of level 1 of GB 2312 or the 5,401 of level 1 of Big5."""
    simplified = character.encode("gb2312", "replace")
    traditional = character.encode("big5", "replace")
    return b"\xb0" <= simplified < b"\xd8" or b"\xa4\x40" <= traditional < b"\xc6\xa1"
