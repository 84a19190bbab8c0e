"""The controls of a page: rows of radio buttons, and counts."""

from __future__ import annotations

from collections.abc import Mapping

from govreport.pages.texts import Texts
from govreport.writers.html_builder import Markup, element


def choice(name: str, legend: str, options: Mapping[str, tuple[str, str]]) -> Markup:
    """A row of radio buttons, the first one selected; each option has a sign and a name."""
    shown = [
        element(
            "label",
            element("input", type="radio", name=f"view-{name}", value=value, checked=at == 0, aria_label=words),
            element("span", sign, aria_hidden="true"),
            title=words,
        )
        for at, (value, (sign, words)) in enumerate(options.items())
    ]
    return element("fieldset", element("legend", legend, class_="unseen"), *shown, class_=f"choice {name}")


def theme_choice(texts: Texts) -> Markup:
    """The choice of light or dark colours, or those of the system."""
    options = {
        "auto": (texts.gettext("Auto"), texts.gettext("As the system has them")),
        "light": (texts.gettext("Light"), texts.gettext("Light")),
        "dark": (texts.gettext("Dark"), texts.gettext("Dark")),
    }
    return choice("theme", texts.gettext("Colours"), options)


def count(number: int) -> Markup:
    """A number next to a label."""
    return element("span", str(number), class_="count")
