"""The result of a comparison."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from attrs import frozen

from govreport.comparing.changes import KINDS, Change, Kind
from govreport.report import Report

FORMAT: Final = "govreport-diff/1"


@frozen(repr=False)
class Comparison:
    """The result of :func:`govreport.compare`."""

    old: Report
    new: Report
    rows: tuple[Change, ...]
    """All of both reports, except boilerplate, in the order of the new one; removed parts follow their old predecessors."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes; an added or removed unit includes its descendants."""
        return tuple(row for row in self.rows if row.kinds and not row.implied)

    @property
    def same(self) -> bool:
        """Whether there are no changes."""
        return not self.changes

    @property
    def counts(self) -> dict[Kind, int]:
        """The number of changes of each kind that occurs."""
        found = Counter(kind for change in self.changes for kind in change.kinds)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    def __repr__(self) -> str:
        summary = ", ".join(f"{count} {kind}" for kind, count in self.counts.items())
        return f"<Comparison {summary or 'no change'}>"

    def to_dict(self, *, everything: bool = False) -> dict[str, Any]:
        """The data form ``govreport-diff/1``: dicts, lists, strings and numbers.

        With ``everything``, unchanged parts are included, without kinds.
        """
        shown = self.rows if everything else self.changes
        return {
            "format": FORMAT,
            "old": _source(self.old),
            "new": _source(self.new),
            "counts": dict(self.counts),
            "changes": [change.to_dict() for change in shown],
        }

    def to_json(self, *, indent: int | None = None, everything: bool = False) -> str:
        """The data form as JSON, with Chinese characters unescaped."""
        return json.dumps(self.to_dict(everything=everything), ensure_ascii=False, indent=indent)

    def to_html(self, *, lang: str | None = None) -> str:
        """A self-contained HTML page with both reports side by side, without scripts.

        :param lang: the language of the page around the reports, ``en``, ``zh`` or ``zh-Hant``; by default that of the new
            report.
        :raises ValueError: the language is not supported.
        """
        from govreport.comparing.page import page

        return page(self.old, self.new, self.rows, self.counts, lang=lang)


def _source(report: Report) -> dict[str, Any]:
    title = report.title.text if report.title else None
    known = {"name": report.source.name, "title": title}
    return {key: value for key, value in known.items() if value is not None} | {"chars": len(report.source.text)}
