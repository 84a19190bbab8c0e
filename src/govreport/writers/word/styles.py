"""The styles, settings, footers and page setup of a Word file by GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from govreport.writers.word import norm
from govreport.writers.word.elements import Layout, Line, Run, rule, run_properties
from govreport.writers.word.package import part

LETTER_TOP: Final = norm.mm(30)
"""From the edge of the page to the mark of a letter (10.1)."""
_LETTER_RULE: Final = norm.mm(20)
"""From the edge of the page to the lower rule of a letter (10.1)."""
BEYOND: Final = (norm.mm(170) - norm.WIDTH) / 2 / norm.CHARACTER
"""By how many characters the rules of a letter, 170 mm long, are longer than the type area, on either side."""
_NUMBER: Final = (
    '<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{look}<w:instrText>PAGE</w:instrText></w:r>'
    '<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>1</w:t></w:r>'
    '<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
)


@lru_cache(maxsize=4)
def common(language: str, both_sides: bool) -> Mapping[str, str]:
    """The parts that are the same for all documents.

    :param language: the language of Chinese characters, which selects the variants of glyphs: ``zh-CN`` or ``zh-TW``.
    :param both_sides: whether page numbers are at the outer edges; otherwise in the middle.
    """
    odd, even = ("right", "left") if both_sides else ("center", "center")
    return {
        "styles": _styles(language),
        "settings": _settings(both_sides),
        "fontTable": _fonts(),
        "footer1": part("ftr", _page_number(odd)),
        "footer2": part("ftr", _page_number(even)),
        "footer4": part("ftr", "<w:p/>"),
    }


def letter_head(mark: str) -> Mapping[str, str]:
    """The parts of the first page of a letter: the mark over two rules above, two rules and no page number below (10.1)."""
    above = rule(norm.RED, 24, norm.mm(4), "thickThinSmallGap", BEYOND)
    below = rule(norm.RED, 24, 20, "thinThickSmallGap", BEYOND)
    return {"header1": part("hdr", mark + above.xml()), "footer3": part("ftr", below.xml())}


def section(*, letter: bool, numbered: bool = True) -> str:
    """The page setup: the element ``w:sectPr``.

    :param numbered: whether the pages have numbers.
    """
    first = '<w:headerReference w:type="first" r:id="header1"/><w:footerReference w:type="first" r:id="footer3"/>'
    odd, even = ("footer1", "footer2") if numbered else ("footer4", "footer4")
    width, height = norm.PAGE
    footer = _LETTER_RULE if letter else norm.FOOTER
    return (
        f'<w:sectPr>{first if letter else ""}<w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:footerReference w:type="even" r:id="{even}"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{norm.TOP}" w:right="{norm.RIGHT}" w:bottom="{norm.BOTTOM}" w:left="{norm.LEFT}"'
        f' w:header="{LETTER_TOP}" w:footer="{footer}" w:gutter="0"/>{"<w:titlePg/>" if letter else ""}'
        f'<w:docGrid w:type="lines" w:linePitch="{norm.LINE}"/></w:sectPr>'
    )


def _page_number(side: str) -> str:
    """``— 1 —``, one character from the outer edge (7.5)."""
    look = run_properties(norm.FIGURES, norm.SIZE_4, "", norm.FIGURES)
    layout = Layout(align=side, line=norm.PAGE_NUMBER_LINE, right=float(side == "right"), left=float(side == "left"))
    dashes = [Run(text, norm.FIGURES, norm.SIZE_4, "", norm.FIGURES).xml() for text in ("— ", " —")]
    return Line((), layout).xml().replace("</w:p>", _NUMBER.format(look=look).join(dashes) + "</w:p>")


def _styles(language: str) -> str:
    fonts = run_properties(norm.FANG, norm.SIZE_3).removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    body = (
        f'<w:spacing w:line="{norm.LINE}" w:lineRule="exact"/><w:jc w:val="both"/>',
        fonts.replace("<w:sz ", f'<w:spacing w:val="{norm.CONDENSED}"/><w:kern w:val="2"/><w:sz '),
    )
    title = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:line="{norm.TITLE_LINE}" w:lineRule="exact"/><w:jc w:val="center"/>',
        run_properties(norm.SONG, norm.SIZE_2).removeprefix("<w:rPr>").removesuffix("</w:rPr>"),
    )
    headings = [_heading(level) for level in range(1, norm.DEEPEST + 1)]
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return part(
        "styles",
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:lang w:val="en-US" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        + _style("Normal", "Normal", *body, default=True)
        + _style("Title", "Title", *title)
        + "".join(headings)
        + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>",
    )


def _heading(level: int) -> str:
    """The style of headings of a level, and the linked one of headings that text follows in the same paragraph."""
    look = run_properties(norm.font_of(level), norm.SIZE_3).removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    outline = f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", outline, look, link=run_in(level)) + (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{run_in(level)}"><w:name w:val="Heading {level} Char"/>'
        f'<w:link w:val="Heading{level}"/><w:rPr>{look}</w:rPr></w:style>'
    )


def run_in(level: int) -> str:
    """The identifier of the character style of headings of a level that text follows."""
    return f"Heading{min(level, norm.DEEPEST)}Char"


def _style(identifier: str, name: str, paragraph: str, run: str, *, default: bool = False, link: str = "") -> str:
    kind = ' w:default="1"' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    based += f'<w:link w:val="{link}"/>' if link else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{identifier}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _settings(both_sides: bool) -> str:
    even = "<w:evenAndOddHeaders/>" if both_sides else ""
    compatible = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    return part(
        "settings",
        f'{even}<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:useFELayout/>{compatible}</w:compat>",
    )


def _fonts() -> str:
    """What replaces a font of the standard that is not installed."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in norm.SUBSTITUTES.items()
    )
    return part("fonts", fonts)
