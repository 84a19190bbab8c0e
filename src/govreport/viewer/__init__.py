"""A report as a single HTML page: the outline next to the printed text, without external resources.

>>> import govreport
>>> shown = page(govreport.parse("关于法治政府建设情况的报告\\n一、主要举措\\n坚持依法行政。"))
>>> shown.startswith("<!doctype html>"), 'id="1/p1"' in shown
(True, True)
"""

from govreport.viewer.index import Entry, index
from govreport.viewer.page import page

__all__ = ["Entry", "index", "page"]
