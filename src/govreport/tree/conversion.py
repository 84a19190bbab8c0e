"""Reports in another script: all text of a tree converted with OpenCC's dictionaries, spans unchanged.

The results equal those of ``opencc-python-reimplemented``.  It splits a text at punctuation and, in each clause, takes
the longest phrase of its dictionary, the first of several, then the longest on either side of it, and so on; other
characters are converted one by one.  Its search tries every slice of every length.  This module searches only where
necessary: few phrases differ from the conversion of their characters (发 is 發, but 髮 in 头发).  So all text is
converted character by character, and only clauses with a pair of characters from such a phrase are searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, Final, Literal, TypeAlias, TypeVar

from attrs import evolve, frozen

from govreport.tree.nodes import (
    Attachment,
    Date,
    Document,
    Field,
    Heading,
    Node,
    Number,
    Paragraph,
    Signature,
    Table,
    Text,
    Unit,
)

Script: TypeAlias = Literal["simplified", "traditional", "tw", "hk"]
"""A target script: ``tw`` and ``hk`` are the traditional characters of Taiwan and Hong Kong."""

_DICTIONARIES: Final[dict[str, tuple[str, str, str | None]]] = {
    "simplified": ("TSPhrases", "TSCharacters", None),
    "traditional": ("STPhrases", "STCharacters", None),
    "tw": ("STPhrases", "STCharacters", "TWVariants"),
    "hk": ("STPhrases", "STCharacters", "HKVariants"),
}
"""Dictionaries of phrases, of characters, and of characters in the result: OpenCC's t2s, s2t, s2tw and s2hk."""

_FREQUENT: Final = (range(0x20, 0x7F), range(0x3000, 0x3020), range(0x4E00, 0x9FA6), range(0xFF00, 0xFF60))
"""Characters listed even if they do not change: ``str.translate`` is slow for unlisted characters."""

_CONVERTED: Final[dict[type[Node], tuple[str, ...]]] = {
    Text: ("text",),
    Field: ("key", "value"),
    Number: ("text",),
    Heading: ("text", "stop"),
    Paragraph: ("text",),
    Table: ("rows",),
    Unit: ("number", "heading", "blocks"),
    Date: ("text",),
    Signature: ("issuers", "date"),
    Attachment: ("label", "document"),
    Document: (
        "front_matter",
        "document_number",
        "title",
        "subtitles",
        "addressee",
        "contents",
        "body",
        "closing",
        "attachment_list",
        "signature",
        "notes",
        "attachments",
        "imprint",
        "boilerplate",
    ),
}
"""The attributes of each class that are text or contain text."""

AnyNode = TypeVar("AnyNode", bound=Node)


def converted(node: AnyNode, script: Script) -> AnyNode:
    """The node and its descendants with all text in ``script``; spans, ordinals, paths and dates do not change.

    Each text is converted separately and keeps its length.

    :raises ValueError: the script does not exist.

    >>> from govreport.text.source import Span
    >>> converted(Text("关于头发的规定", Span(0, 7)), "traditional").text
    '關於頭髮的規定'
    """
    if script not in _DICTIONARIES:
        raise ValueError(f"no conversion to {script!r}: script is one of {', '.join(map(repr, _DICTIONARIES))}")
    changed: AnyNode = _changed(node, converter(script))
    return changed


def _changed(part: Any, convert: Converter) -> Any:
    """Convert a node, a text, or a tuple of these; return anything else unchanged."""
    if isinstance(part, str):
        return convert(part)
    if isinstance(part, tuple):
        return tuple([_changed(each, convert) for each in part])
    for kind in type(part).__mro__:
        if kind in _CONVERTED:
            return evolve(part, **{name: _changed(getattr(part, name), convert) for name in _CONVERTED[kind]})
    return part


@frozen(repr=False)
class Converter:
    """Converts texts to a script; created once per script by :func:`converter`, and immutable."""

    characters: Mapping[int, str | int]
    """Characters outside phrases, for ``str.translate``."""
    exceptions: Mapping[str, str]
    """The phrases whose conversion differs from that of their characters."""
    phrases: Mapping[str, object]
    """All phrases: a longer phrase, or one further left, can prevent an exception from applying."""
    longest: Mapping[str, int]
    """The maximum length of phrases, by their first two characters."""
    telling: re.Pattern[str]
    """A character that some exception converts differently."""
    pairs: frozenset[str]
    """Such a character with its successor; at the end of a phrase, with its predecessor."""
    separators: frozenset[str]
    """The characters at which a text is split: phrases never include them."""

    def __call__(self, text: str) -> str:
        """The text in the target script, of the same length."""
        result = text.translate(self.characters)
        pieces, done = [], 0
        for begin, end in self._clauses(text):
            pieces += [result[done:begin], self._clause(text[begin:end], result[begin:end])]
            done = end
        return "".join([*pieces, result[done:]])

    def exceptional(self, text: str) -> Iterator[tuple[int, str]]:
        """The positions where the result differs from that of the characters, each with the character of the result."""
        for begin, end in self._clauses(text):
            clause = text[begin:end]
            plain = clause.translate(self.characters)
            pairs = zip(plain, self._clause(clause, plain), strict=True)
            yield from ((at, right) for at, (one, right) in enumerate(pairs, begin) if one != right)

    def _clauses(self, text: str) -> Iterator[tuple[int, int]]:
        """The clauses that may contain an exception: start and end."""
        done = 0
        for hit in self.telling.finditer(text):
            at = hit.start()
            if at >= done and (text[at : at + 2] in self.pairs or text[at - 1 : at + 1] in self.pairs):
                begin = at
                while begin > done and text[begin - 1] not in self.separators:
                    begin -= 1
                end = at + 1
                while end < len(text) and text[end] not in self.separators:
                    end += 1
                yield begin, end
                done = end

    def _clause(self, clause: str, result: str) -> str:
        """Convert a clause by phrases; ``result`` is the conversion of its characters."""
        read, free = list(result), [True] * len(clause)
        found = []
        for start in range(len(clause) - 1):
            most = self.longest.get(clause[start : start + 2])
            if most:
                ends = range(start + 2, min(start + most, len(clause)) + 1)
                found += [(start - end, start) for end in ends if clause[start:end] in self.phrases]
        for minus_length, start in sorted(found):
            end = start - minus_length
            # Earlier phrases are not shorter, so one that overlaps contains the first or the last character.
            if free[start] and free[end - 1]:
                free[start:end] = [False] * (end - start)
                value = self.exceptions.get(clause[start:end])
                if value is not None:
                    read[start:end] = value
        return "".join(read)


@cache
def converter(script: Script) -> Converter:
    """The converter to a script; its dictionaries are loaded on first use."""
    phrase_file, character_file, variant_file = _DICTIONARIES[script]
    phrases = _dictionary(phrase_file)
    variants = {code: chr(code) for block in _FREQUENT for code in block}
    if variant_file:
        variants |= str.maketrans(_dictionary(variant_file))
    characters = variants | {ord(key): value.translate(variants) for key, value in _dictionary(character_file).items()}
    values = _translated(phrases.values(), variants) if variant_file else phrases.values()
    plain = _translated(phrases, characters)
    exceptions, telling, pairs = {}, set(), set()
    for key, value, one_by_one in zip(phrases, values, plain):
        if value != one_by_one:
            exceptions[key] = value
            for at, (character, other) in enumerate(zip(value, one_by_one)):
                if character != other:
                    telling.add(key[at])
                    pairs.add(key[at : at + 2] if at + 1 < len(key) else key[at - 1 :])
    return Converter(
        characters=characters,
        exceptions=exceptions,
        phrases=phrases,
        longest=_longest(phrase_file),
        telling=re.compile(f"[{re.escape(''.join(sorted(telling)))}]"),
        pairs=frozenset(pairs),
        separators=_separators(),
    )


def _translated(texts: Iterable[str], characters: Mapping[int, str | int]) -> list[str]:
    """Translate many texts in one call, several times faster than separate calls."""
    return "\n".join(texts).translate(characters).split("\n")


@cache
def _dictionary(name: str) -> dict[str, str]:
    """A dictionary of the installed library; of several conversions the first, as in the library."""
    from importlib.resources import files

    text = (files("opencc") / "dictionary" / f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.strip().split("\t") for line in text.split("\n") if line)
    return {key: value.partition(" ")[0] for key, value in entries}


@cache
def _longest(name: str) -> dict[str, int]:
    """The maximum phrase length in a dictionary for each pair of initial characters."""
    longest: dict[str, int] = {}
    for phrase in sorted(_dictionary(name), key=len):
        longest[phrase[:2]] = len(phrase)
    return longest


@cache
def _separators() -> frozenset[str]:
    """The characters at which the library splits a text: white space, and those in its pattern."""
    from opencc import OpenCC  # type: ignore[import-untyped]  # imported here: only conversion needs it

    pattern = OpenCC().split_chars_re
    blanks = filter(str.isspace, map(chr, range(0x3001)))
    return frozenset(filter(pattern.fullmatch, chain(blanks, pattern.pattern)))
