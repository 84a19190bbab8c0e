"""How many lines of articles different extractors lose, and how much of the rest of the page they keep.

    pip install trafilatura resiliparse justext
    python benchmarks/articles.py
    GOVREPORT_ORIGINALS=FOLDER python benchmarks/articles.py

The pages are those of ``webpages.py``.  With a folder of original files, its ``.html`` files are used, too.  Libraries that
are not installed are left out.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import lxml.html

from govreport.reading import decoded
from webpages import ARTICLES, CHROME, LAYOUTS


def solid(text: str) -> str:
    """A text without blanks and without the bars of tables."""
    return "".join(text.split()).replace("|", "")


def pages() -> Iterator[tuple[str, list[str], bool]]:
    """Each page, the lines of its article, and whether there is anything around it."""
    for name, layout in LAYOUTS.items():
        for title, lines in ARTICLES.values():
            yield layout(title, lines), [title, *lines], name != "fragment"
    folder = os.environ.get("GOVREPORT_ORIGINALS")
    for path in sorted(Path(folder).glob("*.html")) if folder else ():
        page = path.read_text(encoding="utf-8")
        tree = lxml.html.fromstring(page)
        article = next(iter(tree.xpath('//*[@id="UCAP-CONTENT"]')), tree)
        yield page, [p.text_content() for p in article.iter("p") if solid(p.text_content())], False


def govreport(page: str) -> str:
    found = decoded(page.encode(), format="html")
    text, end, pieces = found.source.text, 0, []
    for span in found.evidence.boilerplate:
        pieces.append(text[end : span.start])
        end = span.end
    return "".join([*pieces, text[end:]])


def readability(page: str) -> str:
    summary = import_module("readability").Document(page).summary()
    return str(lxml.html.fromstring(summary).text_content())


def trafilatura(page: str) -> str:
    return import_module("trafilatura").extract(page, include_comments=False) or ""


def trafilatura_recall(page: str) -> str:
    return import_module("trafilatura").extract(page, include_comments=False, favor_recall=True) or ""


def resiliparse(page: str) -> str:
    return str(import_module("resiliparse.extract.html2text").extract_plain_text(page, main_content=True))


def justext(page: str) -> str:
    options = {"length_low": 10, "length_high": 60, "stopwords_low": 0, "stopwords_high": 0, "encoding": "utf-8"}
    found = import_module("justext").justext(page.encode(), frozenset(), **options)
    return "\n".join(one.text for one in found if not one.is_boilerplate)


def main() -> None:
    """Print a row for each library."""
    logging.disable(logging.CRITICAL)
    made = list(pages())
    lines = sum(len(article) for _, article, _ in made)
    print(
        f"{len(made)} pages, {lines} lines of articles, {sum(framed for *_, framed in made) * len(CHROME)} pieces of chrome"
    )
    ways: tuple[Callable[[str], str], ...] = (
        govreport,
        readability,
        trafilatura,
        trafilatura_recall,
        resiliparse,
        justext,
    )
    for way in ways:
        lost = whole = kept = 0
        began = time.perf_counter()
        try:
            for page, article, framed in made:
                text = solid(way(page))
                missing = sum(solid(line) not in text for line in article)
                lost += missing
                whole += not missing
                own = solid("".join(article))
                kept += sum(solid(piece) in text and solid(piece) not in own for piece in CHROME) if framed else 0
        except ImportError as error:
            print(f"{way.__name__:20} is not installed ({error.name})")
            continue
        print(
            f"{way.__name__:20} lines lost {lost:4}  pages whole {whole:3}  chrome kept {kept:4}  {time.perf_counter() - began:5.1f} s"
        )


if __name__ == "__main__":
    main()
