"""Themes by year: in how many documents of each year a heading mentions each theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from govreport.batch.statistics import batches


@frozen
class Themes:
    """Numbers of documents by theme and year."""

    documents: Mapping[int, int]
    """The number of documents per year, in chronological order."""
    counts: Mapping[str, Mapping[int, int]]
    """By theme and year: the number of documents with the theme in a heading."""
    without_year: int = 0
    """The number of documents without a year."""
    counts_without_year: Mapping[str, int] = field(factory=dict)
    """By theme: the number of those with the theme in a heading."""

    def of_year(self, year: int | None) -> int:
        """The number of documents of a year; of None, those without a year."""
        return self.without_year if year is None else self.documents.get(year, 0)

    def count(self, theme: str, year: int | None) -> int:
        """How many of them mention a theme."""
        return self.counts_without_year.get(theme, 0) if year is None else self.counts[theme].get(year, 0)

    def share(self, theme: str, year: int | None) -> float:
        """The share of documents of a year that mention a theme, from 0 to 1."""
        return self.count(theme, year) / documents if (documents := self.of_year(year)) else 0.0


def themes(folder: str | Path, words: Sequence[str]) -> Themes:
    """Count the documents whose headings mention each theme, by year.

    Documents that could not be read are left out.

    :param words: the themes to search in headings, such as ``立法`` and ``执法``, in the script of the corpus.
    :raises ReadError: the folder has no tables of a corpus.
    """
    years: dict[str, int | None] = {}
    for batch in batches(folder, "documents", ["id", "year", "error"]):
        read = batch.filter(pc.is_null(batch.column("error")))
        years |= dict(zip(read.column("id").to_pylist(), read.column("year").to_pylist(), strict=True))
    mentioning: dict[str, set[str]] = {word: set() for word in words}
    for batch in batches(folder, "units", ["document", "heading"]):
        for word, found in mentioning.items():
            found.update(batch.filter(_holds(batch.column("heading"), word)).column("document").unique().to_pylist())
    counts = {word: Counter(years[name] for name in found) for word, found in mentioning.items()}
    documents = Counter(years.values())
    return Themes(
        _dated(documents),
        {word: _dated(count) for word, count in counts.items()},
        documents[None],
        {word: count[None] for word, count in counts.items()},
    )


def _holds(headings: pa.Array, word: str) -> pa.Array:
    return pc.fill_null(pc.match_substring(headings, word), False)


def _dated(counts: Mapping[int | None, int]) -> dict[int, int]:
    """The counts of years, in chronological order."""
    return dict(sorted((year, count) for year, count in counts.items() if year is not None))
