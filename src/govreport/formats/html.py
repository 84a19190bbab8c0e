"""Web pages (.html, .htm): the lines of the article with the list numbers of a browser; the rest is boilerplate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from govreport.document.genres import names_genre
from govreport.formats import Extract
from govreport.formats.composing import Composer
from govreport.formats.web.around import related, table_notes, with_values
from govreport.formats.web.article import article_of
from govreport.formats.web.elements import Page, page_of
from govreport.formats.web.lines import Line, lines_of
from govreport.formats.work import Work
from govreport.grammar.grammar import grammar
from govreport.text.decoding import decode
from govreport.text.encodings import detect, settle

_BESIDE: Final = 6
"""The maximum number of lines between the article and a line of its head or foot."""
_FOOT: Final = ("DATE", "ATTACHMENT_LABEL", "ATTACHMENT_LIST", "NOTE", "IMPRINT")
_MENU: Final = 3
"""This many consecutive lines that are links are a menu."""


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of a web page or fragment; lines outside the article are boilerplate.

    :raises ReadError: the elements nest too deep, take too much work, or the text is too long.
    """
    found = settle(content, encoding) if encoding else detect(content)
    text, _ = decode(content, found)
    page = page_of(text, work)
    article = article_of(page)
    composer = Composer(work, max_chars)
    lines = with_values(list(lines_of(page.body, work, article)))
    notes = frozenset(table_notes(lines))
    for i, belongs in enumerate(_belonging(lines, page, article is page.body)):
        line = lines[i]
        if belongs and line.cells:
            composer.table([line.cells])
        elif belongs and i in notes:
            composer.line(line.text, note=True)
        else:
            composer.line(line.text, level=line.level if belongs else None, boilerplate=not belongs)
    return composer.extract(found)


def _belonging(lines: Sequence[Line], page: Page, whole: bool) -> list[bool]:
    """For each line, whether it is text: the article, and the parts of a document around it.

    :param whole: whether no article was found, so that the whole page counts as one.
    """
    belongs = [line.inside and not line.margin for line in lines]
    if whole:
        for i in _menus(lines):
            belongs[i] = False
    for i in related(lines):
        belongs[i] = False
    if True not in belongs:
        return belongs
    first = belongs.index(True)
    last = len(belongs) - 1 - belongs[::-1].index(True)
    begin = next((i for i in range(max(0, first - _BESIDE), first) if _is(lines[i], "DOCUMENT_NUMBER")), first)
    after = range(last + 1, min(len(lines), last + 1 + _BESIDE))
    end = max((i for i in after if _is(lines[i], *_FOOT)), default=last)
    belongs[begin:first] = [True] * (first - begin)
    belongs[last + 1 : end + 1] = [True] * (end - last)
    for i in _title(lines[:first], lines[first : first + _BESIDE], page):
        belongs[i] = True
    return [known or _is(line, "FIELD") for known, line in zip(belongs, lines)]


def _is(line: Line, *shapes: str) -> bool:
    """Whether a line outside the article has one of these shapes."""
    return not (line.margin or line.linked) and any(grammar().matches[shape](line.text) for shape in shapes)


def _title(before: Sequence[Line], beginning: Sequence[Line], page: Page) -> list[int]:
    """The lines above the article that are its title: a heading, or the title of the page; of several, the last.

    :param beginning: the first lines of the article; a title repeated there is not searched above.
    """
    beginning_text = _solid(line.text for line in beginning)
    names = [_solid([title]) for title in page.titles]
    blocks: dict[int, list[int]] = {}
    for i, line in enumerate(before):
        if not (line.margin or line.linked or line.cells):
            blocks.setdefault(line.block, []).append(i)
    for indices in reversed(blocks.values()):
        text = _solid(before[i].text for i in indices)
        is_name = any(name.startswith(text) for name in names)
        if names_genre(text) and (is_name or before[indices[0]].level is not None):
            return [] if text in beginning_text else indices
    return []


def _solid(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def _menus(lines: Sequence[Line]) -> Iterator[int]:
    """The indices of lines in menus."""
    for linked, run in groupby(range(len(lines)), key=lambda i: lines[i].linked):
        indices = list(run)
        if linked and len(indices) >= _MENU:
            yield from indices
