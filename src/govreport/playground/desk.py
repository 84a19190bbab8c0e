"""What runs in the browser: the open documents, the pages that show them, and the files made of them.

What the first document does not need is imported later, so that it is shown sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from govreport.errors import ReadError
from govreport.language.localized import localized
from govreport.playground.abilities import problem
from govreport.reading import read
from govreport.report import Report
from govreport.viewer import page as report_page
from govreport.viewer.names import name_of

if TYPE_CHECKING:
    from govreport.playground.exports import Export

VIEWS: Final = ("report", "facts", "chunks")
"""What a page can show of a document: outline, text and findings; its facts; its chunks."""


@frozen
class Opened:
    """A document that was opened, or the reason why it could not be."""

    number: int = 0
    """The number of the document, from 1; 0 if it could not be read."""
    title: str = ""
    name: str = ""
    """The name of its file; empty for a pasted text."""
    findings: int = 0
    problem: str = ""
    """Why it could not be read, in the language of the reader."""


@frozen
class Desk:
    """The documents that are open.

    :param lang: the language of all pages and messages, as for :class:`govreport.pages.Texts`.

    >>> desk = Desk("zh")
    >>> desk.open("关于工作的报告\\n一、成效\\n坚持依法行政。".encode("gb18030"), "报告.txt")
    Opened(number=1, title='关于工作的报告', name='报告.txt', findings=1, problem='')
    >>> 'id="1/p1"' in desk.page(1, "report"), desk.export(1, "md").name
    (True, '报告.md')
    """

    lang: str
    _reports: dict[int, Report] = field(init=False, factory=dict)

    def open(self, content: bytes, name: str) -> Opened:
        """Read a file; a pasted text is UTF-8 without a name."""
        file = name.replace("\\", "/").rpartition("/")[2]
        try:
            report = read(
                content, name=file or None, format=None if file else "text", encoding=None if file else "utf-8"
            )
        except ReadError as error:
            return Opened(name=file, problem=problem(error, self.lang))
        except ImportError as error:  # a package that the reader needs only for some files of the format
            return Opened(name=file, problem=localized(error, self.lang))
        number = max(self._reports, default=0) + 1
        self._reports[number] = report
        return Opened(number, name_of(report, file), file, len(report.diagnostics))

    def close(self, number: int) -> None:
        """Forget a document."""
        self._reports.pop(number, None)

    def page(self, number: int, view: str) -> str:
        """A page about a document, for a frame.

        :param view: one of :data:`VIEWS`.
        """
        report = self._reports[number]
        if view == "report":
            return report_page(report, lang=self.lang, framed=True)
        from govreport.playground.lists import chunks_page, facts_page

        return facts_page(report, self.lang) if view == "facts" else chunks_page(report, self.lang)

    def comparison(self, old: int, new: int) -> str:
        """A page with two documents side by side, for a frame."""
        from govreport.comparing import compare
        from govreport.comparing.page import page as comparison_page

        found = compare(self._reports[old], self._reports[new])
        return comparison_page(found.old, found.new, found.rows, found.counts, lang=self.lang, framed=True)

    def compared(self, old: int, new: int) -> Export:
        """The comparison as a page to keep."""
        from govreport.comparing import compare
        from govreport.playground.exports import Export

        html = compare(self._reports[old], self._reports[new]).to_html(lang=self.lang)
        return Export.of(self._reports[new], "diff.html", html.encode("utf-8", "replace"))

    def export(self, number: int, form: str) -> Export:
        """A file made of a document.

        :param form: one of :data:`govreport.playground.exports.FORMS`.
        """
        from govreport.playground.exports import export

        return export(self._reports[number], form, self.lang)
