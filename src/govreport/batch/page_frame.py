"""The frame of the HTML pages of a corpus: title, choices, and the values that a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from govreport.pages import Texts, choice, document, style, theme_choice
from govreport.writers.html_builder import Markup, element, joined

DENSE: Final = 30
"""The number of years from which on columns have no numbers."""
_LABELS: Final = 16
"""About how many years of an axis have a label."""
_STEPS: Final = (1, 2, 5, 10)
_LONGEST_STEP: Final = 20
"""In years, between labels."""


def framed(title: str, shown: Iterable[Markup], values: Iterable[str], words: Texts) -> str:
    """A page that shows the first of the values, and the other on request."""
    names = {
        "count": (words.gettext("Count"), words.gettext("Show counts")),
        "share": (words.gettext("Share"), words.gettext("Show shares")),
    }
    controls = element(
        "div",
        choice("values", words.gettext("Values"), {value: names[value] for value in values}),
        theme_choice(words),
        class_="choices",
    )
    body = [
        element("a", words.gettext("Skip to the charts"), class_="skip", href="#view-charts"),
        "\n",
        element("header", element("h1", title, class_="name"), controls, class_="bar"),
        "\n",
        element("main", element("div", "\n", *shown, class_="sheet"), id="view-charts"),
    ]
    return document(title, words, joined(body), style=style("govreport.batch/statistics.css"))


def classes(*names: str) -> str:
    """The names that are not empty."""
    return " ".join(filter(None, names))


def label_step(years: int) -> int:
    """The distance of labels on an axis of some years, in years."""
    return next((step for step in _STEPS if years <= step * _LABELS), _LONGEST_STEP)
