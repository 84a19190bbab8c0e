"""The state within a group of RTF: the destination of its text, the font, and the properties of its paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from attrs import frozen


class To(Enum):
    """Where the text of a group goes."""

    BODY = "body"
    BESIDE = "boilerplate"
    NOTE = "notes"
    COMMENT = "comments"
    BOX = "boxes"
    FONTS = "the table of fonts"
    STYLES = "the table of styles"
    NUMBER = "an automatic number"
    NOWHERE = "nowhere"


@frozen
class State:
    """The state of a group; inner groups begin with that of the outer one."""

    to: To = To.BODY
    font: int | None = None
    fallback: int = 1
    r"""How many characters follow ``\u`` for programs without Unicode."""
    hidden: bool = False
    style: int = 0
    level: int | None = None
    """The outline level of the paragraph, from 0; 9 is body text."""
    in_table: bool = False


DESTINATIONS: Final[Mapping[str, To]] = MappingProxyType(
    {
        "fonttbl": To.FONTS,
        "stylesheet": To.STYLES,
        "listtext": To.NUMBER,
        "pntext": To.NUMBER,
        **dict.fromkeys(("header", "headerl", "headerr", "headerf"), To.BESIDE),
        **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), To.BESIDE),
        "footnote": To.NOTE,
        "annotation": To.COMMENT,
        "shptxt": To.BOX,
        **dict.fromkeys(
            (
                *("atnauthor", "atndate", "atnicn", "atnid", "atnparent", "atnref", "atntime"),
                *("bkmkend", "bkmkstart", "colorschememapping", "colortbl", "datafield", "datastore", "do"),
                *("filetbl", "fldinst", "formfield", "ftncn", "ftnsep", "ftnsepc", "aftncn", "aftnsep", "aftnsepc"),
                *("generator", "info", "latentstyles", "listoverridetable", "listtable", "nonesttables", "nonshppict"),
                *("objdata", "object", "pgdsctbl", "pict", "pn", "private", "revtbl", "rsidtbl", "shprslt", "sp"),
                *("themedata", "xe", "tc", "tcn", "txe", "xmlnstbl"),
            ),
            To.NOWHERE,
        ),
    }
)
r"""The destination of a group by its first control word."""

KNOWN: Final = frozenset({*DESTINATIONS, "nesttableprops", "shpinst", "shppict"})
r"""Destinations that are read although ``\*`` allows to ignore them."""

CHARACTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tab": "\t",
        "line": "\n",
        "emdash": "—",
        "endash": "–",
        "lquote": "‘",
        "rquote": "’",
        "ldblquote": "“",
        "rdblquote": "”",
        "bullet": "•",
        "emspace": "\u2003",
        "enspace": "\u2002",
        "qmspace": "\u2005",
    }
)
"""The character of a control word."""
SYMBOLS: Final[Mapping[str, str]] = MappingProxyType({"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\"})
"""The character of a control symbol."""

CODE_PAGES: Final[Mapping[int, str]] = MappingProxyType(
    {
        874: "cp874",
        932: "cp932",
        936: "gb18030",
        949: "cp949",
        950: "big5hkscs",
        54936: "gb18030",
        65001: "utf-8",
        **{page: f"cp{page}" for page in range(1250, 1259)},
    }
)
r"""The encoding of a code page, as in ``\ansicpg936``."""
CHARSETS: Final[Mapping[int, str]] = MappingProxyType(
    {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 204: "cp1251"}
)
r"""The encoding of a font, as in ``\fcharset134``; the others have that of the file."""
SYMBOL_CHARSET: Final = 2
