"""What a code or a step means, in a paragraph."""

from __future__ import annotations

from govreport.checks.explanations import explain
from govreport.cleaning import STEPS
from govreport.tree.codes import CODES


def explanation(name: str) -> str:
    """What the code of a diagnostic or a step of cleaning means; empty for a name that is neither.

    >>> explanation("GR201"), explanation("pinyin_glosses")
    ('A list leaves out a number, or does not begin with its first. The enumerations of the prose (一是…；二是…) count as well; those of a quotation do not.', 'Drop (qū) behind 區, where nearly all 區 of the text have it.')
    """
    if name in CODES:
        return explain(name).meaning.partition("\n")[0]
    step = STEPS.get(name)
    return (step.__doc__ or "").partition("\n")[0].replace("``", "") if step else ""
