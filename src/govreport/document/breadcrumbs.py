"""Where the navigation of a page ends and the title begins, when the line break or the blank between them was lost."""

from __future__ import annotations

from govreport.document.genres import genre_ends, names_genre
from govreport.lines.lines import skip_blanks
from govreport.text.lexicon import term

ORGAN_LEAST = 3
"""The shortest name of an organ, in characters: 某某县."""
GLUED_MOST = 120
"""The longest breadcrumb with a title glued to it, in characters."""
LOOKAHEAD = 600
"""How far after the title its organ is searched, in characters: in the metadata, or the first sentence."""
TITLE_LEAST = 6
"""The shortest title that is a breadcrumb, in characters."""

_BETWEEN = term("BETWEEN_BREADCRUMBS")
_BEFORE_ORGAN, _RANK, _PLACES = term("BEFORE_ORGAN"), term("RANK"), term("PLACES_OF_ORGAN")
_LAST, _PATH_END = term("LAST_BREADCRUMB"), term("PATH_END")
_AFTER_ORGAN = term("AFTER_ORGAN")
_OPENING = term("SENTENCE_OPENING")
_FIELD = term("FIELD_BEGIN")
_RUN = term("RUN_OF_PATH")
"""What is between two breadcrumbs; a title may have a blank before its year."""


def breadcrumbs_end(text: str, begin: int, end: int) -> int:
    """Where the breadcrumbs end that fill ``[begin, end)`` by their shape; the last may be, or contain, a title.

    A title glued to the last breadcrumb begins with the longest name that the page repeats, after a copy of that
    breadcrumb, or after the name of a column.  The last breadcrumb is the title where the text follows directly.

    >>> line = "首页>部门>水利局某县水利局2024年工作年度报告发布时间：2025-01-02"
    >>> line[breadcrumbs_end(line, 0, 21) :]
    '某县水利局2024年工作年度报告发布时间：2025-01-02'
    """
    last = max((found.end() for found in _BETWEEN.finditer(text, begin, end)), default=begin)
    run = _RUN.match(text, last, last + GLUED_MOST)
    if run is None or _LAST.fullmatch(text, last, end) or _PATH_END.search(text, last, end):
        return end
    after = _AFTER_ORGAN.search(text, last, run.end())
    if after is not None:
        genre = next(genre_ends(text, after.start(), run.end()), 0)
        return _organ(text, last, after.start(), genre) if genre else end
    if last == end:
        return run.end()  # columns without separators: 首页政务公开部门文件
    if end - last >= TITLE_LEAST and names_genre(text[last:end]):
        behind = skip_blanks(text, end, len(text))
        if _OPENING.match(text, behind) or (text[last - 1 : last].isspace() and _FIELD.match(text, behind)):
            return last
    return end


def _organ(text: str, begin: int, end: int, behind: int) -> int:
    """Where the organ of a title begins that ends before ``end``; ``end`` without evidence.

    :param behind: where the title ends.
    """
    columns = [found.end() for found in _BEFORE_ORGAN.finditer(text, begin, end) if found.end() + ORGAN_LEAST <= end]
    column = columns[-1] if columns else end
    ahead = text[behind : behind + LOOKAHEAD]
    repeated = next((at for at in range(begin, end - ORGAN_LEAST + 1) if text[at:end] in ahead), end)
    if repeated < end:
        placed = _RANK.match(text, repeated) or _PLACES.fullmatch(text, column, repeated)
        return column if column < repeated and placed else repeated
    for at in range(begin + ORGAN_LEAST - 1, end):
        breadcrumb = text[begin:at]
        if at + len(breadcrumb) <= end and text.endswith(breadcrumb, at, end):
            return at
    return column
