"""A comparison as an HTML page: the changes listed in a panel, the old report at the left, the new one at the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govreport.comparing.changes import KINDS, Change, Found, Kind
from govreport.pages import Texts, count, document, language_of_script, style, theme_choice
from govreport.report import Report
from govreport.tree.labels import separator
from govreport.writers.html_builder import Markup, element

STYLE: Final = "govreport.comparing/comparison.css"
"""The style of the page, for :func:`govreport.pages.style`."""
_LANGUAGES: Final = {"simplified": "zh-Hans", "traditional": "zh-Hant"}
_DEEPEST: Final = 9
"""The maximum depth of indentation."""
_OPENING: Final = 36
"""The maximum number of characters of a text in the list of changes: two lines of the panel."""
_HEADS: Final = ("section", "attachment", "title")


def page(
    old: Report,
    new: Report,
    rows: Sequence[Change],
    counts: Mapping[Kind, int],
    *,
    lang: str | None = None,
    framed: bool = False,
) -> str:
    """Both reports and the changes as a self-contained page without scripts; all text is escaped.

    :param lang: the language of the page around the reports; by default that of the new one.
    :param framed: whether another page shows it in a frame, and has the choice of colours.
    :raises ValueError: the language is not supported.
    """
    texts = Texts(lang or language_of_script(new.script))
    names = _name(old, texts.gettext("old report")), _name(new, texts.gettext("new report"))
    languages = _language(old), _language(new)
    body = [
        element("a", texts.gettext("Skip to the comparison"), class_="skip", href="#comparison"),
        "\n",
        element(
            "header",
            element("h1", texts.gettext("Comparison"), class_="name"),
            element("div", _changes_only(texts), "" if framed else theme_choice(texts), class_="choices"),
            class_="bar",
        ),
        "\n",
        element(
            "div",
            _list(rows, counts, languages, texts),
            "\n",
            element("main", element("div", _table(names, languages, rows, texts), class_="sheet"), id="comparison"),
            class_="columns",
        ),
    ]
    return document(" → ".join(names), texts, Markup("".join(body)), style=style(STYLE))


def _name(report: Report, otherwise: str) -> str:
    if report.title:
        return report.title.text
    return (report.source.name or otherwise).replace("\\", "/").rpartition("/")[2]


def _language(report: Report) -> str:
    return _LANGUAGES.get(report.script, "zh")


def _kinds(texts: Texts) -> dict[Kind, str]:
    return {kind: texts.pgettext("change", kind) for kind in KINDS}


def _changes_only(texts: Texts) -> Markup:
    box = element("input", type="checkbox", id="changes-only")
    return element("label", box, element("span", texts.gettext("changes only")), class_="toggle")


def _list(rows: Sequence[Change], counts: Mapping[Kind, int], languages: tuple[str, str], texts: Texts) -> Markup:
    """The number of changes of each kind, and a link to each change."""
    kinds = _kinds(texts)
    summary = [element("li", kinds[kind], " ", count(number), class_=f"kind {kind}") for kind, number in counts.items()]
    links = [
        element("li", element("a", *_entry(row, languages, kinds), href=f"#row-{at}"), class_=row.kinds[0])
        for at, row in enumerate(rows)
        if row.kinds and not row.implied
    ]
    head = element("ul", *summary) if summary else element("p", texts.gettext("no change"), class_="none")
    shown = [element("div", head, class_="tools"), *([element("ol", *links, class_="tree")] if links else [])]
    return element("nav", *shown, class_="outline", aria_label=texts.gettext("Changes"))


def _entry(row: Change, languages: tuple[str, str], kinds: Mapping[Kind, str]) -> Iterator[Markup]:
    title = row.found.title
    opening = title if len(title) <= _OPENING else f"{title[: _OPENING - 1]}…"
    yield element("span", kinds[row.kinds[0]], class_="note")
    yield element("span", opening, lang=languages[1 if row.new else 0])


def _table(names: tuple[str, str], languages: tuple[str, str], rows: Sequence[Change], texts: Texts) -> Markup:
    kinds = _kinds(texts)
    labels = texts.gettext("old report"), texts.gettext("new report")
    heads = [
        element("th", element("span", label, class_="where"), element("span", name, lang=language), scope="col")
        for label, name, language in zip(labels, names, languages, strict=True)
    ]
    middle = element("th", element("span", texts.gettext("Changes"), class_="unseen"), scope="col")
    above = _headings_of_changes(rows)
    lines = [_row(at, row, languages, kinds, texts, is_context=at in above) for at, row in enumerate(rows)]
    head = element("thead", element("tr", heads[0], middle, heads[1]))
    return element("table", head, "\n", element("tbody", "\n", *lines))


def _headings_of_changes(rows: Sequence[Change]) -> set[int]:
    """The headings above a change: they stay when unchanged rows are hidden."""
    found: set[int] = set()
    heads: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        while heads and heads[-1][0] >= row.found.depth:
            heads.pop()
        if row.kinds:
            found.update(head for _, head in heads)
        heads.append((row.found.depth, at))
    return found


def _row(
    at: int,
    change: Change,
    languages: tuple[str, str],
    kinds: Mapping[Kind, str],
    texts: Texts,
    *,
    is_context: bool,
) -> Markup:
    alike = change.old is not None and change.new is not None and change.old.title == change.new.title
    classes = [
        *(change.kinds or ("same",)),
        *(["alike"] if alike and change.kinds else []),
        *(["head"] if change.found.part in _HEADS else []),
        *(["context"] if is_context and not change.kinds else []),
    ]
    old = _cell(change, change.old, languages[0], "old")
    notes = element("td", *_notes(change, kinds, texts), class_="notes")
    new = _cell(change, change.new, languages[1], "new")
    id_ = f"row-{at}" if change.kinds and not change.implied else None
    return Markup(element("tr", old, notes, new, class_=" ".join(classes), id=id_) + "\n")


def _cell(change: Change, found: Found | None, language: str, side: str) -> Markup:
    if found is None:
        return element("td", class_=f"{side} empty")
    text = [_stretch(one.old, one.new, side, same=one.same) for one in change.stretches] or [found.text]
    number = element("span", found.number, class_=f"{side}-number" if "renumbered" in change.kinds else None)
    shown = [number, separator(found.number, found.text)] if found.number else []
    class_ = f"{side} depth-{min(found.depth, _DEEPEST)}"
    identity = f"{side}:{found.path}" if found.path else None
    return element("td", element("p", *shown, *text), class_=class_, id=identity, lang=language)


def _notes(change: Change, kinds: Mapping[Kind, str], texts: Texts) -> Iterator[Markup]:
    """The kinds of change as words, so that colours are not the only cue."""
    for kind in () if change.implied else change.kinds:
        words = kinds[kind]
        if kind == "moved" and change.old and change.new and change.old.path != change.new.path:
            words = texts.gettext("moved from {path}", path=change.old.path)
        yield element("span", words, class_=f"note {kind}")


def _stretch(old: str, new: str, side: str, *, same: bool) -> str:
    text = old if side == "old" else new
    if same or not text:
        return text
    return element("del" if side == "old" else "ins", text)
