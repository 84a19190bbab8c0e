"""Rules for references inside the document and for documents that it cites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, search, unquoted, whole
from govreport.rules.rule import LEGISLATION, PRACTICE, REGULATION, Finding, Rule
from govreport.text.numerals import read_numeral, write_numeral
from govreport.text.source import Span
from govreport.tree.nodes import Block, Document, Item, Paragraph, Section, Text

_FIGURES = "[〇零一二三四五六七八九十百千]{1,7}|[0-9]{1,3}"
_OWN_ARTICLE = pattern(
    r"本(?:法|条例|办法|规定|细则|规则|章程|决定|准则|规程)第(?P<article>"
    + _FIGURES
    + r")条(?!例)(?:第(?P<clause>"
    + _FIGURES
    + r")款)?"
)
_OWN_CLAUSE = pattern(r"(?<![\u4e00-\u9fff])本条第(?P<clause>" + _FIGURES + r")款")
_BEFORE = pattern(r"(?<![“\u4e00-\u9fff])前(?P<many>[一二两三])?款")
_SHORT_NAME = pattern(r"（以下(?:统称|简称|合称)[为：:]?[“《]?(?P<name>[^“”《》（），。]{1,20})[”》]?）")
_PART = pattern(r"(?:详?见|参见|按照?)(?:本\S{1,3})?第(?P<number>[一二三四五六七八九十]{1,3})部分")
_SHORTEST_TITLE = 8


def _articles(paper: Paper) -> tuple[tuple[Document, dict[int, Section]], ...]:
    """The articles of each document that has a single complete series of them, by number."""
    return tuple((document, found) for document in paper.documents if (found := _series(document)))


def _series(document: Document) -> dict[int, Section]:
    found: dict[int, Section] = {}
    waiting: list[Block] = list(reversed(document.body))
    while waiting:
        block = waiting.pop()
        if not isinstance(block, Section):
            continue
        number = block.number
        if number and number.family == "article":
            if number.sub or number.ordinal != len(found) + 1:
                return {}
            found[number.ordinal] = block
        else:
            waiting.extend(reversed(block.blocks))
    return found


def _no_article(paper: Paper) -> Iterator[Finding]:
    for document, articles in paper.once(_articles):
        for one in paper.prose:
            if one.node.span.start not in document.span:
                continue
            for found in _OWN_ARTICLE.finditer(unquoted(one.text)):
                number = read_numeral(found["article"]) or 0
                if number > len(articles) > 2:
                    last = f"第{write_numeral(len(articles))}条"
                    message = f"{found[0]} does not exist: the last one is {last}"
                    yield Finding(message, whole(one, found))


def _clauses(article: Section) -> int:
    """How many paragraphs (款) an article has: those directly in it."""
    return sum(isinstance(block, Paragraph) for block in article.blocks)


def _no_clause(paper: Paper) -> Iterator[Finding]:
    for _, articles in paper.once(_articles):
        for article in articles.values():
            for one in paper.prose:
                if one.node.span.start not in article.span:
                    continue
                for shape in (_OWN_CLAUSE, _OWN_ARTICLE):
                    for found in shape.finditer(unquoted(one.text)):
                        named = articles.get(read_numeral(found["article"]) or 0) if shape is _OWN_ARTICLE else article
                        clause = read_numeral(found["clause"] or "") or 0
                        if named and clause > max(_clauses(named), 1):
                            many = _clauses(named)
                            yield Finding(f"{found[0]} does not exist: that article has {many} (款)", whole(one, found))


def _before_first(paper: Paper) -> Iterator[Finding]:
    for _, articles in paper.once(_articles):
        for article in articles.values():
            paragraphs = [block for block in article.blocks if isinstance(block, Paragraph)]
            for index, paragraph in enumerate(paragraphs[:3]):
                if index and any(
                    block.span.start < paragraph.span.start
                    for block in article.blocks
                    if isinstance(block, (Section, Item))
                ):
                    continue
                one = paper.passage(paragraph)
                for found in _BEFORE.finditer(unquoted(one.text)):
                    if {"二": 2, "两": 2, "三": 3}.get(found["many"] or "", 1) > index:
                        yield Finding(f"{found[0]} in paragraph {index + 1} of its article", whole(one, found))


def _two_numbers(paper: Paper) -> Iterator[Finding]:
    """One title with two document numbers."""
    numbers: defaultdict[str, dict[str, Span]] = defaultdict(dict)
    for mention in paper.citations:
        if mention.title and mention.number:
            title = "".join(mention.title.split())
            if len(title) >= _SHORTEST_TITLE:
                numbers[title].setdefault("".join(mention.number.split()), mention.span)
    for places in numbers.values():
        if len(places) > 1:
            (first, _), (second, span) = list(places.items())[:2]
            yield Finding(f"a document with two numbers: {first} and {second}", span)


def _two_titles(paper: Paper) -> Iterator[Finding]:
    """One document number with two titles that differ in a few characters."""
    titles: defaultdict[str, dict[str, Span]] = defaultdict(dict)
    for mention in paper.citations:
        if mention.title and mention.number and "〔" in mention.number:
            titles["".join(mention.number.split())].setdefault("".join(mention.title.split()), mention.span)
    for number, places in titles.items():
        if len(places) > 1:
            (first, _), (second, span) = list(places.items())[:2]
            if first not in second and second not in first:
                yield Finding(f"{number} has two titles: {first} and {second}", span)


def _short_names(paper: Paper) -> Iterator[Finding]:
    for document in paper.documents:
        seen: dict[str, Span] = {}
        last = min((one.span.start for one in document.attachments), default=document.span.end)
        for one in paper.prose:
            if document.span.start <= one.node.span.start < last:
                for found in _SHORT_NAME.finditer(one.text):
                    if found["name"] in seen:
                        yield Finding(f"{found['name']} is introduced again", whole(one, found))
                    seen[found["name"]] = whole(one, found)


def _no_part(paper: Paper) -> Iterator[Finding]:
    parts = [
        block.number.ordinal or 0
        for block in paper.document.body
        if isinstance(block, Section) and block.number and block.number.family in ("han", "part")
    ]
    if len(parts) < 2 or parts != list(range(1, len(parts) + 1)):
        return
    for one, found in search(paper.main, _PART):
        number = read_numeral(found["number"]) or 0
        if number > len(parts) and not isinstance(one.node, Text):
            part = f"第{found['number']}部分"
            yield Finding(f"{part} does not exist: there are {len(parts)}", whole(one, found))


RULES = (
    Rule("GR661", PRACTICE, "", _no_article),
    Rule("GR662", LEGISLATION, "65", _no_clause),
    Rule("GR663", PRACTICE, "", _before_first),
    Rule("GR664", REGULATION, "20", _two_numbers),
    Rule("GR665", REGULATION, "20", _two_titles),
    Rule("GR666", PRACTICE, "", _short_names),
    Rule("GR667", PRACTICE, "", _no_part),
)
