"""Markdown: headings with levels, numbered lists and tables, without the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.composing import Composer
from govreport.formats.signs import bullet, raised
from govreport.formats.word.counted import Counted
from govreport.formats.work import Work
from govreport.grammar.grammar import grammar
from govreport.text.decoding import decode
from govreport.text.encodings import detect, settle
from govreport.util.extras import missing

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_METADATA = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.S | re.M)
_TAG = re.compile(r"<(?:(br\b)|[/!?a-z])[^<>]*>", re.I)
_KEY = re.compile(r"\s*(?:#[^\n]*\s*)*[^\s:#][^:\n]*:(?:\s|\Z)")
"""The first key of a mapping in YAML, after comments."""
_LABELS = {"title": "", "author": "作者", "date": "日期"}
"""The labels of the metadata that other tools write."""
_KNOWN = re.compile(r"\b(?:fields|title|author|date)\b")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,64})\]:[ \t]*")
"""The beginning of the text of a footnote."""
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,64})\]")
_MARKUP = re.compile(r"[\W_]+")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_LONGEST_METADATA = 1 << 16
"""In characters: longer metadata is that of another tool, and not parsed."""
_DEEPEST = 60
"""How deep blocks nest; deeper ones are read as text.  A list counts twice, with its items."""


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of a Markdown file; ``fields``, title, author and date of the YAML metadata become lines.

    :raises ReadError: the text is too long.
    """
    found = settle(content, encoding) if encoding else detect(content)
    text, _ = decode(content, found)
    composer = Composer(work, max_chars)
    metadata = _METADATA.match(text)
    if metadata and _KEY.match(metadata[1]):
        head, text = metadata[1], text[metadata.end() :]
        for key, value in _fields(_values(head, name), text):
            composer.line(f"{key}：{value}" if key else value)
    tokens = _parser().parse(text)
    work.spend(len(tokens), "blocks")
    _Blocks(composer).read(tokens)
    return composer.extract(found)


class _WholeText(ParserBlock):
    """The block parser; where blocks nest too deep, it keeps their text, which markdown-it would drop."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  (the names of the base class)
        """Parse the blocks between two lines."""
        if state.level < _DEEPEST:
            super().tokenize(state, startLine, endLine)
            return
        end = startLine + 1
        while end < endLine and (state.isEmpty(end) or state.sCount[end] >= state.blkIndent):
            end += 1
        token = state.push("code_block", "", 0)
        token.content = state.getLines(startLine, end, state.blkIndent, False)
        state.line = end


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * _DEEPEST})  # reached by inline markup only
    parser.block = _WholeText()  # CommonMark, and tables
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph"]})
    return parser


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule for the text of a footnote (``[^1]: …``), which CommonMark reads as that of a link."""
    found = _FOOTNOTE.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True
    after = start + 1
    while after < end and not state.isEmpty(after) and not _begins_footnote(state, after):
        after += 1
    opening = state.push("footnote_open", "", 1)
    opening.info = found[1]
    text = state.push("inline", "", 0)
    text.content = state.getLines(start, after, state.blkIndent, False).strip()[len(found[0]) :]
    text.map, text.children = [start, after], []
    state.push("footnote_close", "", -1)
    state.line = after
    return True


def _begins_footnote(state: StateBlock, line: int) -> bool:
    return _FOOTNOTE.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is not None


def _values(head: str, name: str) -> Mapping[object, object]:
    """The keys and values of the metadata; empty if they belong to another tool."""
    if not _KNOWN.search(head) or len(head) > _LONGEST_METADATA:
        return {}
    try:
        import yaml
    except ImportError as error:
        raise ReadError(name, missing("reading its metadata", "yaml", "markdown")) from error

    class Loader(yaml.BaseLoader):  # creates only strings, lists and mappings
        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not read: a short text could repeat a long one many times")
            return super().compose_node(parent, index)

    try:
        data = yaml.load(head, Loader=Loader)
    except Exception:  # PyYAML raises nearly any exception for malformed values
        return {}  # metadata of another tool
    return data if isinstance(data, dict) else {}


def _fields(values: Mapping[object, object], text: str) -> Iterator[tuple[str, str]]:
    """The lines of the metadata, each with its label; title, author and date only if the text does not repeat them.

    :param text: the text after the metadata.
    """
    plain = _MARKUP.sub("", text)
    for key, label in _LABELS.items():
        value = values.get(key)
        value = _names(value) if key == "author" else value
        if isinstance(value, str) and value and "fields" not in values and not _repeats(plain, value):
            yield label, value
    fields = values.get("fields")
    pairs = fields if isinstance(fields, list) else [fields]
    for pair in pairs:
        if isinstance(pair, dict):
            yield from ((key, value) for key, value in pair.items() if isinstance(value, str))


def _names(authors: object) -> str:
    """One author or several, each a name or a mapping with a ``name``."""
    several = authors if isinstance(authors, list) else [authors]
    names = (author.get("name") if isinstance(author, dict) else author for author in several)
    return "、".join(name for name in names if isinstance(name, str))


def _repeats(plain: str, value: str) -> bool:
    """Whether a text without blanks and signs has a value; a date may be written in Chinese."""
    date = _DATE.match(value)
    chinese = f"{date[1]}年{int(date[2])}月{int(date[3])}日" if date else value
    return any(_MARKUP.sub("", one) in plain for one in (value, chinese))


class _Blocks:
    """Reads the stream of block tokens."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._level: int | None = None
        self._lists: list[int | None] = []
        """The next number of each open list; None for bullet lists."""
        self._prefix = ""
        self._rows: list[list[str]] = []
        self._marked = grammar().head.match
        self._tight = False
        """Whether a list item directly follows the text that it continues."""
        self._end = -1
        """The line in the file after the last text."""
        self._last = ""
        """The last character of the text so far."""
        self._counted = Counted()
        self._footnotes: dict[str, list[str]] = {}
        """The texts of the footnotes by label."""
        self._footnote = ""
        """The label of the footnote that is read."""

    def read(self, tokens: Sequence[Token]) -> None:
        self._footnotes = {token.info: [] for token in tokens if token.type == "footnote_open"}
        for token in tokens:
            if token.type == "heading_open":
                self._level = int(token.tag[1:])
            elif token.type == "heading_close":
                self._level = None
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._lists.append(int(token.attrs.get("start", 1)) if token.type[0] == "o" else None)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif token.type == "list_item_open":
                self._prefix = self._number(token.markup)
                self._tight = token.map is not None and token.map[0] == self._end
            elif token.type == "tr_open":
                self._rows.append([])
            elif token.type == "table_close":
                self._table()
            elif token.type == "footnote_open":
                self._footnote = token.info
            elif token.type == "footnote_close":
                self._footnote = ""
            elif token.type == "inline":
                self._inline(_plain(token.children or ()))
                self._end = token.map[1] if token.map else -1
            elif token.type in ("fence", "code_block"):
                self._composer.line(token.content)
            elif token.type == "html_block":
                self._composer.line(_without_tags(token.content))
        for label, texts in self._footnotes.items():
            mark = self._counted.mark("footnote", label)
            self._composer.line(f"{mark} {' '.join(texts)}".lstrip(), note=True)

    def _table(self) -> None:
        """End a table; one with a single column is only a frame around text."""
        if all(len(row) == 1 for row in self._rows):
            for row in self._rows:
                self._composer.line(row[0])
        else:
            self._composer.table(self._rows)
        self._rows = []

    def _number(self, markup: str) -> str:
        number = self._lists[-1]
        if number is None:
            return f"{bullet(len(self._lists) - 1)} "
        self._lists[-1] = number + 1
        return f"{number}{markup}"

    def _reference(self, found: re.Match[str]) -> str:
        """The mark of a reference to a footnote; other brackets are text."""
        return self._counted.reference("footnote", found[1]) if found[1] in self._footnotes else found[0]

    def _inline(self, text: str) -> None:
        if self._footnotes:
            text = _REFERENCE.sub(self._reference, text)
        if self._footnote:
            self._footnotes[self._footnote].append(text)
            return
        if self._rows:
            self._rows[-1].append(text)
            return
        prefix, tight = self._prefix, self._tight
        self._prefix, self._tight = "", False
        marked = prefix[-1:] == " " and self._marked(text) is not None  # an item with its own number needs no bullet
        if marked and tight:
            self._composer.append(f" {text}" if "!" <= self._last <= "~" else text)  # after a figure or a letter
        else:
            self._composer.line(text if marked else prefix + text, level=self._level)
        self._last = text[-1:]


def _plain(tokens: Sequence[Token]) -> str:
    """The visible text; wrapped lines are joined without a blank between Chinese characters."""
    pieces: list[str] = []
    above = 0
    for token in tokens:
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            before = "".join(pieces[-2:])[-1:]  # the last piece may be an empty one, from a tag
            pieces.append(" " if before.isascii() else "")
        elif token.type == "hardbreak":
            pieces.append("\n")
        elif token.type == "html_inline" and token.content.lower() == "<sup>":
            above = len(pieces)
        elif token.type == "html_inline" and token.content.lower() == "</sup>":
            pieces[above:] = [raised("".join(pieces[:above]), "".join(pieces[above:]))]
            above = len(pieces)
        elif token.type == "html_inline":
            pieces.append(_without_tags(token.content))
        elif token.type == "image":
            pieces.append(token.content)
    return "".join(pieces)


def _without_tags(html: str) -> str:
    """The text of HTML without comments and tags; an unclosed comment is text."""
    pieces: list[str] = []
    end = 0
    while (begin := html.find("<!--", end)) >= 0 and (close := html.find("-->", begin + 4)) >= 0:
        pieces.append(html[end:begin])
        end = close + 3
    pieces.append(html[end:])
    return _TAG.sub(_break, "".join(pieces))


def _break(tag: re.Match[str]) -> str:
    return "\n" if tag[1] else ""
