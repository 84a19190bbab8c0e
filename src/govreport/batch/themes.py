"""Themes by year: in how many documents of each year a heading mentions each theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from govreport.batch.statistics import batches
from govreport.language import catalogue
from govreport.util.extras import missing
from govreport.writers.html_builder import Markup, element

_STYLE: Final = Markup(
    "body { margin: 2em; font: 1em/1.5 system-ui, sans-serif; color-scheme: light dark; } "
    "td, th { padding: 0.2em 0.6em; text-align: right; font-variant-numeric: tabular-nums; }"
)


@frozen
class Themes:
    """Shares of documents by theme and year."""

    documents: Mapping[int, int]
    """The number of documents per year, in chronological order."""
    counts: Mapping[str, Mapping[int, int]]
    """By theme and year: the number of documents with the theme in a heading."""

    def share(self, theme: str, year: int) -> float:
        """The share of documents of a year that mention a theme, from 0 to 1."""
        return self.counts[theme].get(year, 0) / self.documents[year]


def themes(folder: str | Path, words: Sequence[str]) -> Themes:
    """Count the documents whose headings mention each theme, by year.

    Documents without a year are left out.

    :param words: the themes to search in headings, such as ``立法`` and ``执法``, in the script of the corpus.
    :raises ReadError: the folder has no tables of a corpus.
    """
    years: dict[str, int] = {}
    for batch in batches(folder, "documents", ["id", "year"]):
        pairs = zip(batch.column("id").to_pylist(), batch.column("year").to_pylist(), strict=True)
        years |= {name: year for name, year in pairs if year is not None}
    speak: dict[str, set[str]] = {word: set() for word in words}
    for batch in batches(folder, "units", ["document", "heading"]):
        for word, found in speak.items():
            found.update(batch.filter(_holds(batch.column("heading"), word)).column("document").unique().to_pylist())
    counts = {word: Counter(years[name] for name in found if name in years) for word, found in speak.items()}
    return Themes(dict(sorted(Counter(years.values()).items())), counts)


def _holds(headings: pa.Array, word: str) -> pa.Array:
    return pc.fill_null(pc.match_substring(headings, word), False)


def as_html(found: Themes, lang: str = "en") -> str:
    """The shares as an HTML table; darker cells have larger shares."""
    words = catalogue(lang)
    head = element("tr", element("th", ""), *(element("th", str(year), scope="col") for year in found.documents))
    rows = [
        element("tr", element("th", theme, scope="row"), *(_cell(found.share(theme, year)) for year in found.documents))
        for theme in found.counts
    ]
    count = element(
        "tr",
        element("th", words.gettext("documents"), scope="row"),
        *(element("td", f"{n:,}") for n in found.documents.values()),
    )
    body = element("body", element("h1", words.gettext("Themes")), element("table", head, *rows, count))
    page = element("html", element("head", element("meta", charset="utf-8"), element("style", _STYLE)), body, lang="zh")
    return f"<!DOCTYPE html>\n{page}\n"


def _cell(share: float) -> Markup:
    return element("td", f"{share:.0%}", style=f"background: rgb(183 50 44 / {0.8 * share:.2f})")


def as_picture(found: Themes, format: str, lang: str = "en") -> bytes:
    """The shares as an image; darker cells have larger shares.

    :param format: ``png`` or ``svg``.
    :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
    :raises FontError: no font with Chinese characters was found.
    """
    try:
        from matplotlib.figure import Figure

        from govreport.writers.plots import chinese_font
    except ModuleNotFoundError as error:
        raise ImportError(missing("drawing a picture", "matplotlib", "plot")) from error
    font = chinese_font()
    names, years = list(found.counts), list(found.documents)
    figure = Figure(figsize=(2 + 0.5 * len(years), 1.5 + 0.4 * len(names)), layout="constrained")
    axes = figure.subplots()
    shares = [[found.share(name, year) for year in years] for name in names]
    if years and names:
        shown = axes.imshow(shares, aspect="auto", cmap="Reds", vmin=0, vmax=1)
        share = catalogue(lang).gettext("documents with a heading on it")
        figure.colorbar(shown).set_label(share, fontproperties=font)
    axes.set_xticks(range(len(years)), [str(year) for year in years], rotation=90)
    axes.set_yticks(range(len(names)), names, fontproperties=font)
    out = BytesIO()
    figure.savefig(out, format=format, metadata={"Date": None} if format == "svg" else None)
    return out.getvalue()
