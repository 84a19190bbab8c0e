"""The registry of diagnostics: codes, severities and titles."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

SEVERITIES = ("error", "warning", "info")
"""The most severe first.  A warning means that something is probably wrong; an info is worth a look."""


@frozen
class Code:
    """One kind of diagnostic; :func:`govreport.explain` explains it."""

    code: str
    """Stable: its meaning never changes between releases."""
    severity: str
    """One of :data:`SEVERITIES`."""
    title: str


CODES: Mapping[str, Code] = MappingProxyType(
    {
        row.code: row
        for row in (
            Code("GR101", "info", "no title"),
            Code("GR102", "info", "no signature"),
            Code("GR103", "warning", "impossible date"),
            Code("GR201", "warning", "numbering gap"),
            Code("GR202", "warning", "repeated ordinal"),
            Code("GR203", "warning", "number out of order"),
            Code("GR204", "info", "level skipped"),
            Code("GR205", "warning", "empty section"),
            Code("GR206", "info", "heading without body"),
            Code("GR207", "warning", "ambiguous depth"),
            Code("GR208", "warning", "depth bound reached"),
            Code("GR209", "info", "number left in the text"),
            Code("GR210", "warning", "number of another section"),
            Code("GR301", "info", "damage repaired"),
            Code("GR302", "warning", "text lost to damage"),
            Code("GR303", "info", "text set aside"),
            Code("GR401", "warning", "undecodable bytes"),
            Code("GR402", "warning", "doubtful characters"),
            Code("GR403", "info", "codes of a font"),
            Code("GR501", "warning", "part missing"),
            Code("GR601", "info", "brackets of the year in a document number"),
            Code("GR602", "warning", "第 or 0 in a document number"),
            Code("GR603", "warning", "short year in a document number"),
            Code("GR604", "warning", "year of the document number"),
            Code("GR605", "warning", "classification without a proper period"),
            Code("GR606", "warning", "classified without a copy number"),
            Code("GR607", "warning", "unknown degree of urgency"),
            Code("GR608", "info", "no signer"),
            Code("GR611", "warning", "stop at the end of the title"),
            Code("GR612", "warning", "doubled words in the title"),
            Code("GR613", "warning", "two genres in the title"),
            Code("GR614", "info", "title without a genre"),
            Code("GR615", "info", "half-width punctuation in the addressee"),
            Code("GR616", "warning", "request to several organs"),
            Code("GR617", "warning", "sent up to a person"),
            Code("GR618", "warning", "no addressee"),
            Code("GR619", "info", "public document with an addressee"),
            Code("GR621", "info", "stop after a bracketed number"),
            Code("GR622", "info", "stop of a number"),
            Code("GR623", "info", "half-width brackets of a number"),
            Code("GR624", "warning", "mixed marks in a row"),
            Code("GR625", "info", "levels in the wrong order"),
            Code("GR626", "warning", "same heading twice"),
            Code("GR627", "warning", "announced and missing"),
            Code("GR630", "warning", "stop after the name of an attachment"),
            Code("GR631", "info", "form of a number in the list of attachments"),
            Code("GR632", "warning", "numbering in the list of attachments"),
            Code("GR633", "warning", "number of attachments"),
            Code("GR634", "warning", "name of an attachment"),
            Code("GR635", "info", "place of the list of attachments"),
            Code("GR636", "info", "brackets around the name of an attachment"),
            Code("GR637", "info", "form of an attachment label"),
            Code("GR638", "warning", "attachment that does not exist"),
            Code("GR639", "info", "attachment that is missing"),
            Code("GR640", "warning", "signs in the date of issue"),
            Code("GR641", "warning", "0 in the date of issue"),
            Code("GR642", "warning", "Chinese numerals in the date of issue"),
            Code("GR643", "warning", "another organ signs"),
            Code("GR644", "info", "note without brackets"),
            Code("GR645", "warning", "secret and public"),
            Code("GR646", "warning", "list of copies without a stop"),
            Code("GR647", "warning", "addressed and copied"),
            Code("GR648", "warning", "copied to organs below"),
            Code("GR649", "warning", "printed before it was issued"),
            Code("GR650", "warning", "order to the organ above"),
            Code("GR651", "warning", "request in another genre"),
            Code("GR652", "warning", "no request"),
            Code("GR653", "warning", "several requests"),
            Code("GR654", "warning", "ending of another genre"),
            Code("GR655", "warning", "answer to no document"),
            Code("GR656", "warning", "bill of another organ"),
            Code("GR657", "warning", "resolution without a meeting"),
            Code("GR658", "warning", "order without a date of effect"),
            Code("GR659", "warning", "two pronouns for one organ"),
            Code("GR661", "warning", "article that does not exist"),
            Code("GR662", "warning", "clause that does not exist"),
            Code("GR663", "warning", "preceding clause that does not exist"),
            Code("GR664", "warning", "one document with two numbers"),
            Code("GR665", "warning", "one number with two titles"),
            Code("GR666", "info", "short name introduced twice"),
            Code("GR667", "warning", "part that does not exist"),
            Code("GR670", "warning", "impossible date in the text"),
            Code("GR671", "warning", "wrong weekday"),
            Code("GR672", "warning", "range in reverse"),
            Code("GR673", "warning", "mixed numerals in a date"),
            Code("GR674", "info", "0 in a date"),
            Code("GR675", "info", "号 for 日"),
            Code("GR676", "warning", "range without its first %"),
            Code("GR677", "warning", "approximate twice"),
            Code("GR678", "warning", "fall counted in 倍"),
            Code("GR679", "info", "blank in a number"),
            Code("GR680", "warning", "last of a row ends in ；"),
            Code("GR681", "info", "half-width punctuation"),
            Code("GR682", "warning", "stops in a row"),
            Code("GR683", "info", "form of the ellipsis"),
            Code("GR684", "info", "、 before 等"),
            Code("GR685", "warning", "bracket without its other half"),
            Code("GR686", "warning", "《》 inside 《》"),
            Code("GR687", "info", "“” inside “”"),
            Code("GR688", "info", "straight quotation marks"),
            Code("GR690", "warning", "announced and another number"),
            Code("GR691", "warning", "parts and whole"),
            Code("GR692", "warning", "growth that does not fit"),
            Code("GR693", "warning", "year of the title"),
            Code("GR694", "warning", "plans of another year"),
            Code("GR695", "warning", "same paragraph twice"),
            Code("GR696", "warning", "doubled word"),
            Code("GR697", "warning", "same sentence twice"),
            Code("GR698", "warning", "placeholder left"),
            Code("GR699", "warning", "another name for itself"),
            Code("GR700", "warning", "total of a table"),
            Code("GR701", "warning", "deadline in the past"),
            Code("GR702", "warning", "years of a plan"),
            Code("GR703", "info", "year of two figures"),
            Code("GR704", "info", "part of the day with 24 hours"),
            Code("GR705", "info", "figure of the summary"),
        )
    }
)
"""All codes, by code.  ``parse`` adds GR207, GR208 and GR301 to GR303 to those of the finished tree, ``read`` adds GR401 to
GR403, and GR501 and those from GR601 on are only checked with a profile."""
