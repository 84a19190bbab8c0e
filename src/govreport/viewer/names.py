"""The name of a report on a page."""

from __future__ import annotations

from govreport.report import Report


def name_of(report: Report, otherwise: str) -> str:
    """The title of a report, else the name of its file, else another name."""
    if report.title:
        return report.title.text
    return (report.source.name or otherwise).replace("\\", "/").rpartition("/")[2]
