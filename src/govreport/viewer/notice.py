"""The page of a file that cannot be read."""

from __future__ import annotations

from importlib.resources import files

from govreport.pages import Texts, document, style
from govreport.writers.html_builder import Markup, element


def notice(name: str, problem: str, *, lang: str, live: str) -> str:
    """A page with the reason why a served file cannot be read; it is loaded again when the file changes.

    :param problem: in the language of the page.
    :param live: as for :func:`govreport.viewer.page`.
    :raises ValueError: the language is not supported.
    """
    texts = Texts(lang)
    bar = element("header", element("h1", name, class_="name"), class_="bar")
    words = element("p", texts.gettext("The file cannot be read: {why}", why=problem))
    main = element("main", element("div", words, class_="sheet notice"))
    return document(
        name,
        texts,
        Markup(f"{bar}\n{main}"),
        style=style("govreport.viewer/index.css"),
        script=files("govreport.viewer").joinpath("live.js").read_text(encoding="utf-8"),
        data={"live": live},
        live=True,
    )
