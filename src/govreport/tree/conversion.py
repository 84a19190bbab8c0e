"""Reports in the other script: every text of a tree converted as OpenCC's dictionaries say, places unchanged.

The answers are those of ``opencc-python-reimplemented``, which cuts a text at punctuation and, in each clause,
takes the longest phrase of its dictionary, the first of several, then the longest on either side of it, and so on;
characters in no phrase are converted one by one.  Its search tries every stretch of every length.  Here a clause is
searched only where it matters: few phrases read otherwise than their characters do one by one (发 is 發, but 髮 in
头发), so all of a text is converted character by character, and only the clauses that hold two characters telling of
such a phrase are looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, Final, Literal, TypeAlias, TypeVar

from attrs import evolve, frozen
from opencc import OpenCC  # type: ignore[import-untyped]

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
"""A script to convert to: ``tw`` and ``hk`` are traditional characters as Taiwan and Hong Kong write them."""

_DICTIONARIES: Final[dict[str, tuple[str, str, str | None]]] = {
    "simplified": ("TSPhrases", "TSCharacters", None),
    "traditional": ("STPhrases", "STCharacters", None),
    "tw": ("STPhrases", "STCharacters", "TWVariants"),
    "hk": ("STPhrases", "STCharacters", "HKVariants"),
}
"""Of phrases, of characters, and of characters in what these two give: the t2s, s2t, s2tw and s2hk of OpenCC."""

_FREQUENT: Final = (range(0x20, 0x7F), range(0x3000, 0x3020), range(0x4E00, 0x9FA6), range(0xFF00, 0xFF60))
"""Characters that are listed even where they stay as they are: ``str.translate`` is slow on a character not listed."""

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
"""The attributes of each class that are text or lead to text."""

AnyNode = TypeVar("AnyNode", bound=Node)


def converted(node: AnyNode, script: Script) -> AnyNode:
    """The node and everything below it with all text in ``script``; spans, ordinals, paths and dates as they were.

    Each text is converted by itself, and keeps its length.

    :raises ValueError: there is no such script to convert to.

    >>> from govreport.text.source import Span
    >>> converted(Text("关于头发的规定", Span(0, 7)), "traditional").text
    '關於頭髮的規定'
    """
    if script not in _DICTIONARIES:
        raise ValueError(f"no conversion to {script!r}: script is one of {', '.join(map(repr, _DICTIONARIES))}")
    changed: AnyNode = _changed(node, converter(script))
    return changed


def _changed(part: Any, convert: Converter) -> Any:
    """A node, a text, a tuple of either, or what has no text."""
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
    """Converts any text; made once for a script by :func:`converter`, and never changed."""

    characters: Mapping[int, str | int]
    """Characters that are in no phrase, for ``str.translate``."""
    exceptions: Mapping[str, str]
    """The phrases that read otherwise than their characters one by one."""
    phrases: Mapping[str, object]
    """All phrases: a longer one, or one further left, keeps an exception from being read."""
    longest: Mapping[str, int]
    """How long a phrase may be, by its first two characters."""
    telling: re.Pattern[str]
    """A character that some exception reads otherwise."""
    pairs: frozenset[str]
    """Such a character with the one behind it; where it is the last of its phrase, with the one before."""
    separators: frozenset[str]
    """Characters at which a text is cut: no phrase reaches across."""

    def __call__(self, text: str) -> str:
        """The text in the other script, of the same length."""
        result = text.translate(self.characters)
        pieces, done = [], 0
        for hit in self.telling.finditer(text):
            at = hit.start()
            if at >= done and (text[at : at + 2] in self.pairs or text[at - 1 : at + 1] in self.pairs):
                begin = at
                while begin > done and text[begin - 1] not in self.separators:
                    begin -= 1
                end = at + 1
                while end < len(text) and text[end] not in self.separators:
                    end += 1
                pieces += [result[done:begin], self._clause(text[begin:end], result[begin:end])]
                done = end
        return "".join([*pieces, result[done:]])

    def _clause(self, clause: str, result: str) -> str:
        """A clause read by phrases; ``result`` is what its characters give one by one."""
        read, free = list(result), [True] * len(clause)
        found = []
        for start in range(len(clause) - 1):
            most = self.longest.get(clause[start : start + 2])
            if most:
                ends = range(start + 2, min(start + most, len(clause)) + 1)
                found += [(start - end, start) for end in ends if clause[start:end] in self.phrases]
        for minus_length, start in sorted(found):
            end = start - minus_length
            # No phrase taken before is shorter, so one that overlaps holds the first or the last character.
            if free[start] and free[end - 1]:
                free[start:end] = [False] * (end - start)
                value = self.exceptions.get(clause[start:end])
                if value is not None:
                    read[start:end] = value
        return "".join(read)


@cache
def converter(script: Script) -> Converter:
    """The converter to a script; its dictionaries are read when it is first asked for."""
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
    """Many texts translated in one go, which is several times faster than one by one."""
    return "\n".join(texts).translate(characters).split("\n")


@cache
def _dictionary(name: str) -> dict[str, str]:
    """A dictionary of the installed library; of several readings the first, as the library takes it."""
    text = (files("opencc") / "dictionary" / f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.strip().split("\t") for line in text.split("\n") if line)
    return {key: value.partition(" ")[0] for key, value in entries}


@cache
def _longest(name: str) -> dict[str, int]:
    """The length of the longest phrase of a dictionary for each pair of characters that phrases begin with."""
    longest: dict[str, int] = {}
    for phrase in sorted(_dictionary(name), key=len):
        longest[phrase[:2]] = len(phrase)
    return longest


@cache
def _separators() -> frozenset[str]:
    """The characters at which the library cuts a text: white space, and those out of the pattern that lists them."""
    pattern = OpenCC().split_chars_re
    blanks = filter(str.isspace, map(chr, range(0x3001)))
    return frozenset(filter(pattern.fullmatch, chain(blanks, pattern.pattern)))
