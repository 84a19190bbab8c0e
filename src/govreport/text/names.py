"""The names that people use for scripts, regions and file formats, and the name of each in this library.

Upper and lower case, and ``_``, ``-`` and blanks, make no difference.  The language tags are those of BCP 47.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""Other names, by the name in this library."""

_TAIWAN: Final = ("zh-tw", "zh-hant-tw", "台湾", "台灣", "臺灣", "台湾繁体", "台灣繁體", "臺灣繁體", "正體", "正體中文")
_HONG_KONG: Final = ("zh-hk", "zh-hant-hk", "zh-mo", "zh-hant-mo", "hongkong", "香港", "港澳", "香港繁体", "香港繁體")

SCRIPTS: Final[Names] = MappingProxyType(
    {
        "simplified": ("zh-hans", "zh-cn", "zh-hans-cn", "zh-sg", "hans", "cn", "chs", "sc", "简体", "简体字", "简体中文", "簡體", "簡體字", "簡體中文"),
        "traditional": ("zh-hant", "hant", "cht", "tc", "繁体", "繁体字", "繁体中文", "繁體", "繁體字", "繁體中文"),
        "tw": ("taiwan", *_TAIWAN),
        "hk": ("hong-kong", *_HONG_KONG),
    }
)  # fmt: skip
"""The targets of a conversion; see :data:`govreport.tree.conversion.Script`."""

DIALECTS: Final[Names] = MappingProxyType({"taiwan": ("tw", *_TAIWAN), "hong_kong": ("hk", *_HONG_KONG)})
"""The built-in dialects of :mod:`govreport.dialects`."""

FORMATS: Final[Names] = MappingProxyType(
    {
        "text": ("txt", "plain", "plain text", "文本", "纯文本"),
        "markdown": ("md",),
        "html": ("htm", "xhtml", "web", "网页", "網頁"),
        "mhtml": ("mht",),
        "docx": ("word",),
        "doc": ("word 97",),
        "odt": ("opendocument",),
        "jpeg": ("jpg",),
        "tiff": ("tif",),
    }
)
"""The formats of :data:`govreport.formats.FORMATS` that have other names."""

FORMS: Final[Names] = MappingProxyType(
    {
        "md": ("markdown",),
        "html": ("htm", "web", "网页", "網頁"),
        "xml": ("akoma ntoso", "akn"),
        "docx": ("word",),
        "json": (),
        "txt": ("text", "文本", "纯文本"),
        "csv": ("table", "表格"),
        "xlsx": ("excel",),
    }
)
"""The output formats of ``govreport convert``, by the suffix of their files."""

LAYOUTS: Final[Names] = MappingProxyType(
    {"gbt9704": ("gb/t 9704", "gb/t 9704-2012", "official", "公文"), "plain": ("普通",)}
)
"""The layouts of Word files: the profiles of :meth:`govreport.Report.to_docx`."""


def canonical_name(name: str, others: Names, names: Iterable[str] = ()) -> str | None:
    """The name in this library for a name, or None if it is unknown.

    :param others: the table of other names, such as :data:`SCRIPTS`.
    :param names: names that have no others.

    >>> canonical_name("zh_TW", SCRIPTS), canonical_name("繁体", SCRIPTS), canonical_name("PDF", FORMATS, ["pdf"])
    ('tw', 'traditional', 'pdf')
    """
    wanted = _folded(name)
    for own in (*others, *names):
        if wanted in map(_folded, (own, *others.get(own, ()))):
            return own
    return None


def _folded(name: str) -> str:
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
