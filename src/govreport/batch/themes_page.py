"""Themes as an HTML page in the style of the viewer: one file, nothing from outside, no scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from govreport.batch.charts import axis_of
from govreport.batch.page_frame import DENSE, classes, framed, label_step
from govreport.batch.themes import Themes
from govreport.pages import Texts
from govreport.writers.html_builder import Markup, element, joined

_SHADES: Final = 10
"""The number of shades of cells; the lightest of them has a share above 0."""


def themes_page(found: Themes, lang: str = "en") -> str:
    """The shares as a heat map on a self-contained page: darker cells have larger shares."""
    words = Texts(lang)
    scale = [element("span", class_=f"swatch s{shade}") for shade in range(_SHADES + 1)]
    head = element(
        "div",
        element("h2", words.gettext("Share of documents with the words in a heading")),
        element("p", "0%", *scale, "100%", class_="scale", aria_hidden="true"),
        class_="head",
    )
    group = words.gettext("Themes")
    map_ = element("div", _heat_map(found, words), class_="scroll", role="group", aria_label=group, tabindex=0)
    remark = words.gettext("Year: the one that a document deals with, else that of its issue.")
    shown = [
        element("section", head, map_, class_=classes("chart", "themes")),
        element("p", remark, class_="remark"),
    ]
    return framed(group, shown, ("share", "count"), words)


def _heat_map(found: Themes, words: Texts) -> Markup:
    """A table with a row per theme and a column per year, the documents without a year last."""
    years: list[int | None] = [*axis_of(found.documents), *([None] if found.without_year else [])]
    rows = [
        element("tr", element("th", theme, scope="row"), *(_cell(found, theme, year, words) for year in years))
        for theme in found.counts
    ]
    return element(
        "table",
        element("thead", element("tr", element("td"), *_heads(years, words))),
        "\n",
        element("tbody", *(joined([row, "\n"]) for row in rows), _documents(found, years, words)),
        class_=classes("heat", "dense" if len(years) > DENSE else ""),
    )


def _heads(years: Sequence[int | None], words: Texts) -> list[Markup]:
    step = label_step(len(years))
    return [
        element(
            "th",
            element("span", _name(year, words), class_=None if year is None or year % step == 0 else "unseen"),
            scope="col",
            class_=_column(year) or None,
        )
        for year in years
    ]


def _documents(found: Themes, years: Sequence[int | None], words: Texts) -> Markup:
    """The row with the number of documents of each year."""
    cells = [
        element("td", f"{n:,}" if (n := found.of_year(year)) else "", class_=_column(year) or None) for year in years
    ]
    return element("tr", element("th", words.gettext("documents"), scope="row"), *cells, class_="documents")


def _cell(found: Themes, theme: str, year: int | None, words: Texts) -> Markup:
    """The share and the number of the documents of a year with a theme, one of which is shown."""
    documents, n = found.of_year(year), found.count(theme, year)
    share = found.share(theme, year)
    place: Mapping[str, object] = {"theme": theme, "year": _name(year, words)}
    if not documents:
        tip = words.gettext("{year}: no documents", year=_name(year, words))
        return element("td", element("span", tip, class_="tip"), class_=classes("none", _column(year)))
    tip = words.gettext(
        "{theme}, {year}: {n:,} of {documents:,}, {share:.0%}", n=n, documents=documents, share=share, **place
    )
    return element(
        "td",
        element("span", f"{n:,}" if n else "", class_="number"),
        element("span", f"{share:.0%}" if n else "", class_="share"),
        element("span", tip, class_="tip"),
        class_=classes(f"s{_shade(share)}", _column(year)),
        tabindex=0 if n else None,
    )


def _column(year: int | None) -> str:
    """The class of the cells of a year."""
    return "rest" if year is None else ""


def _shade(share: float) -> int:
    """The shade of a share; only a share of 0 has shade 0."""
    return max(1, round(_SHADES * share)) if share else 0


def _name(year: int | None, words: Texts) -> str:
    return words.gettext("no year") if year is None else str(year)
