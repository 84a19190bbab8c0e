"""What the page shows of a diagnostic or a cleaning step: message, name and explanation, in the language of the reader."""

from __future__ import annotations

import re
from typing import Final

from govreport.checks.explanations import explain
from govreport.cleaning import STEPS
from govreport.pages import Texts
from govreport.tree.codes import CODES
from govreport.tree.diagnostics import Diagnostic

_LABEL: Final = 4
"""Labels of a paragraph are shorter, in characters."""
_LINK: Final = re.compile(r"\[([^]]+)\]\([^)]+\)|`([^`]+)`")
"""A link, or code, in Markdown."""
_REFERENCE: Final = re.compile(r"(?:^|(?<=。)|(?<=[.] ))[^。.]*\[(?:[^]]*\.md|`[^]]*`)\]\(\.\./[^)]*\)[^。.]*[。.]")
"""A sentence that only refers to another page of the documentation."""


def message(found: Diagnostic, texts: Texts) -> str:
    """The message of a diagnostic, without the title above it."""
    return texts.shown(found.text(texts.language)).removeprefix(f"{title(found.code, texts)}：")


def title(code: str, texts: Texts) -> str:
    """The title of a diagnostic code; the code itself if it is unknown."""
    return texts.pgettext(code, CODES[code].title) if code in CODES else code


def explanation(code: str, texts: Texts) -> tuple[tuple[str, str], ...]:
    """The explanation of a code in parts, each a label and a text; empty for an unknown code."""
    if code not in CODES:
        return ()
    explained = explain(code, texts.language)
    parts = [("", explained.meaning.partition("\n")[0])]
    for paragraph in explained.fix.split("\n\n"):  # in Chinese one for the reader (读者) and one for the author (作者)
        label, colon, advice = paragraph.partition("：")
        is_labelled = colon and len(label) < _LABEL
        parts.append((label, advice) if is_labelled else (texts.gettext("Fix"), paragraph))
    parts.append((texts.gettext("Rule"), explained.rule))
    return tuple((texts.shown(label), texts.shown(_plain(text))) for label, text in parts if text)


def step_name(step: str, texts: Texts) -> str:
    """The name of a cleaning step."""
    return texts.pgettext("GR301 step", step) if step in STEPS else step


def step_meaning(step: str, texts: Texts) -> str:
    """What a cleaning step does; empty for an unknown step.

    >>> step_meaning("pinyin_glosses", Texts("en"))
    'Drop (qū) after 區 if nearly all 區 of the text have it.'
    """
    found = STEPS.get(step)
    words = (found.__doc__ or "").partition("\n")[0].replace("``", "") if found else ""
    return texts.pgettext("step", words) if words else ""


def _plain(text: str) -> str:
    """A paragraph of Markdown as text."""
    return _LINK.sub(lambda found: found[1] or found[2], _REFERENCE.sub("", text)).strip()
