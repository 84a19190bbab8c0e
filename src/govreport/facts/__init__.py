"""The facts in a report: cited documents, dates and periods, figures, cross references and organs, each with its span."""

from govreport.facts.kinds import KINDS, Citation, FactKind, Figure, Mention, Organ, Period, Reference
from govreport.facts.mentions import mentions
from govreport.facts.rows import COLUMNS, FactRow, Mentions
from govreport.facts.yearly import FigurePair, side_by_side

__all__ = [
    "COLUMNS",
    "KINDS",
    "Citation",
    "FactKind",
    "FactRow",
    "Figure",
    "FigurePair",
    "Mention",
    "Mentions",
    "Organ",
    "Period",
    "Reference",
    "mentions",
    "side_by_side",
]
