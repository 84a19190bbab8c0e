"""The meaning of a diagnostic code or cleaning step, in a paragraph."""

from __future__ import annotations

from govreport.checks.explanations import explain
from govreport.cleaning import STEPS
from govreport.tree.codes import CODES


def explanation(name: str) -> str:
    """The meaning of a diagnostic code or cleaning step; empty for other names.

    >>> explanation("pinyin_glosses"), explanation("x")
    ('Drop (qū) after 區 if nearly all 區 of the text have it.', '')
    """
    if name in CODES:
        return explain(name).meaning.partition("\n")[0]
    step = STEPS.get(name)
    return (step.__doc__ or "").partition("\n")[0].replace("``", "") if step else ""
