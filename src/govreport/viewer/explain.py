"""What a code or a step means, in a sentence."""

from __future__ import annotations

from govreport.checks import CODES
from govreport.cleaning import STEPS


def explanation(name: str) -> str:
    """What the code of a diagnostic or a step of cleaning means; empty for a name that is neither.

    >>> explanation("GR201"), explanation("pinyin_glosses")
    ('Numbering gap', 'Drop (qū) behind 區, where nearly all 區 of the text have it.')
    """
    if name in CODES:
        title = CODES[name].title
        return title[:1].upper() + title[1:]
    step = STEPS.get(name)
    return (step.__doc__ or "").partition("\n")[0].replace("``", "") if step else ""
