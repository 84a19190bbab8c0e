"""The frame of a page: head, security policy and style.  A page is one file, loads nothing, and never executes a text."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

from govreport.pages.texts import Texts
from govreport.writers.html_builder import Markup, digest, element, passive_policy

_ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23b3261e' "
    "d='M3 1h10v14H3z'/%3E%3Cpath stroke='%23fff' d='M5 4.5h6M5 7.5h6M5 10.5h4'/%3E%3C/svg%3E"
)
"""A red document."""


def document(
    name: str,
    texts: Texts,
    body: Markup,
    *,
    style: str,
    script: str | None = None,
    data: object = None,
    live: bool = False,
) -> str:
    """A self-contained HTML page.

    :param name: the title of the window.
    :param style: from :func:`style`.
    :param script: the only script that may run; without one, the page is passive.
    :param data: for the script, as JSON in the element ``view-data``.
    :param live: whether the script may send requests to the server of the page.
    """
    policy = passive_policy(style) + "; img-src data:" if script is None else _policy(style, script, live=live)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content="govreport"),
        element("title", name),
        element("link", rel="icon", href=_ICON),
        element("style", Markup(style)),
    )
    scripts = [] if script is None else [_json(data), element("script", Markup(script))]
    page = element("html", head, "\n", element("body", "\n", body, "\n", *scripts), lang=texts.tag)
    return f"<!doctype html>\n{page}\n"


def style(*names: str) -> str:
    """The style of a page: that of the frame, and files of other packages, ``govreport.viewer/viewer.css``."""
    places = [name.split("/") for name in ("govreport.pages/frame.css", *names)]
    return "\n".join(files(package).joinpath(file).read_text(encoding="utf-8") for package, file in places)


def _json(data: object) -> Markup:
    """JSON for a ``script`` element: it cannot close the element or start a comment."""
    form = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return element("script", Markup(form.encode("utf-8", "replace").decode()), type="application/json", id="view-data")


def _policy(style: str, script: str, *, live: bool) -> str:
    """The Content Security Policy: only this style and this script."""
    rules = {
        "default-src": "'none'",
        "style-src": digest(style),
        "script-src": digest(script),
        "img-src": "data:",
        "connect-src": "'self'" if live else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
