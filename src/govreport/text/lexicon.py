"""The lexicon: the patterns of lines, numbers, dates and organs, as described in ``grammars/``.

There are two kinds of entries.  A *terminal* of a ``.lark`` file becomes a regular expression for both scripts; ``{NAME}``
inside it is another terminal, or the words of a list.  A *word list* in ``grammars/words`` has one word per line: blanks
inside a word are optional, brackets match either width, and a negative look-ahead (``人(?!民)``) may follow the word.

Lark takes some tenths of a second to read the files.  The build of the package stores the result beside them; it is only
used if the files have not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from importlib import import_module
from typing import Any, NamedTuple
from zlib import crc32

from govreport.text.regex import lazy
from govreport.text.variants import both_scripts, in_both

PACKAGE = "govreport.grammars"
STORED = "tables.json"
"""The file name of the stored tables, next to the grammar files."""
_FORM = 1
"""The number of their form: tables of another form are not used."""
FILES = (
    "report.lark",
    "numbers.lark",
    "front.lark",
    "closing.lark",
    "margin.lark",
    "dates.lark",
    "outline.lark",
    "breaks.lark",
    "facts.lark",
    "metadata.lark",
    "layout.lark",
    "recognition.lark",
)
WORDS = (
    "ASCRIBED",
    "ASSEMBLY",
    "BECOME",
    "BETWEEN",
    "COLUMN_END",
    "COUNTING",
    "DEED",
    "DISCLOSURE_CELL",
    "DISCLOSURE_SUBJECT",
    "DURATION",
    "FALL",
    "FIELD_KEY",
    "FRAME_PART",
    "FROM",
    "FRONT_PART",
    "GENRE",
    "GENRE_KEY",
    "ISSUER_KEY",
    "ISSUE_DATE_KEY",
    "KEY_ALONE",
    "KEY_HEAD",
    "KEY_SUBJECT",
    "LEADING",
    "LINKING",
    "MEASURE",
    "MEASURED",
    "MINISTRY",
    "NOTES_TITLE",
    "NOUN_END",
    "NOTE_BEGIN",
    "OFFICE",
    "OFFICE_HOLDER",
    "OPENING",
    "ORGAN",
    "PAGE_LABEL",
    "PAGE_TOOL",
    "PAIRED_FIELD",
    "POINT_IN_TIME",
    "PROVINCE",
    "PURPOSE",
    "REACH",
    "RELEASE_DATE_KEY",
    "RISE",
    "SALUTATION",
    "SIGNED_GENRE",
    "SITE_KEY",
    "SPENDING",
    "STAFF",
    "STAFF_KEY",
    "STATING",
    "TOOL",
    "TOOL_ACTION",
    "TRAILING",
    "VOCATIVE",
    "WHEN",
    "WHOLE",
    "YEARLY",
)
"""The word lists, each in a file with its name in lower case."""
SOUGHT = ("DISCLOSURE_SIGN", "LEADING_WORDS", "OPENS_SENTENCE", "ORGAN_SIGN", "PREDICATE", "REFERENCE", "TIME_BETWEEN")
"""The terminals for :func:`sought`."""

_NAME = re.compile(r"\{([A-Z][A-Z_]+)\}")


class Lexicon(NamedTuple):
    """The terminals and the word lists."""

    shapes: Mapping[str, str]
    """The terminals used by the rules, as regular expressions for both scripts, highest priority first."""
    parts: Mapping[str, str]
    """All other terminals and the word lists, as regular expressions for both scripts with names in braces."""
    words: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, Sequence[str]]
    """What each match of a terminal contains, where that is known (:func:`govreport.text.first_last.needs`)."""
    led: Mapping[str, str]
    """The patterns of :func:`sought`."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon: the stored one if it was generated from the same files, else read by Lark."""
    found = stored()
    return Lexicon(*(found[name] for name in Lexicon._fields)) if found is not None else read_lexicon()


def term(name: str) -> re.Pattern[str]:
    """The pattern of a terminal, compiled on first use.

    >>> term("HAN_NUMERAL").fullmatch("二十一") is not None
    True
    """
    return lazy(name, _source, partial(_needs, name))


def sought(name: str) -> re.Pattern[str]:
    """The pattern of a terminal of :data:`SOUGHT`, for asking where it begins: ``search`` is several times as fast.

    A match is the first character of the text that the terminal describes; that text is its group 1.  ``re`` finds
    one of a class of characters much faster than one of several alternatives, which it tries at every character.

    >>> sought("PREDICATE").search("各级应当公开").span(), sought("PREDICATE").search("公开制度")
    ((2, 3), None)
    """
    return lazy(name, lambda name: lexicon().led[name], partial(_needs, name))


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """The words of a list in both scripts.

    >>> "办公厅" in words("ORGAN"), "辦公廳" in words("ORGAN")
    (True, True)
    """
    return in_both(lexicon().words[name])


def _source(name: str) -> str:
    return source_of(name, lexicon())


def _needs(name: str) -> Sequence[str]:
    return lexicon().needs.get(name, ())


def source_of(name: str, known: Lexicon) -> str:
    """A terminal as a regular expression for both scripts."""
    return known.shapes.get(name) or _expanded(known.parts[name], known.parts)


def _expanded(source: str, parts: Mapping[str, str]) -> str:
    """A regular expression with the names in braces replaced by their definitions."""
    return _NAME.sub(lambda found: f"(?:{_expanded(parts[found[1]], parts)})", source)


def _list(words: Iterable[str]) -> str:
    """A word list as a regular expression, longer words first."""
    return "|".join(map(_word, sorted(words, key=_length, reverse=True)))


def _word(word: str) -> str:
    """A word of a list as a regular expression."""
    word, ahead, rest = word.partition("(?!")
    return r"\s{0,4}".join(map(re.escape, word.split(" "))).replace("（", "[（(]").replace("）", "[）)]") + ahead + rest


def _length(word: str) -> int:
    return len(word.partition("(?!")[0])


# ---- reading the files ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def rules() -> Any:
    """All grammar files as one Lark grammar: they need no imports of each other."""
    from lark.load_grammar import load_grammar  # imported here: with stored tables, Lark is not needed

    text = "\n".join((grammar_file(name) or b"").decode() for name in FILES)
    return load_grammar(text, "grammars", [], False)[0]  # type: ignore[no-untyped-call]


def read_lexicon() -> Lexicon:
    """The lexicon, read by Lark."""
    from govreport.text.first_last import edges, needs  # imported here: with stored tables, they are not needed

    words = {name: tuple((grammar_file(_file(name)) or b"").decode().splitlines()) for name in WORDS}
    terminals, _, _ = rules().compile(["document"], "*")
    ordered = sorted((t for t in terminals if t.pattern is not None), key=lambda t: -t.priority)
    sources = {str(t.name): both_scripts(str(t.pattern.to_regexp())) for t in ordered}
    shapes = [str(t.name) for t in ordered if t.priority]
    parts = {name: source for name, source in sources.items() if name not in shapes}
    parts |= {name: both_scripts(_list(found)) for name, found in words.items()}
    known = Lexicon({name: _expanded(sources[name], parts) for name in shapes}, parts, words, {}, {})
    whole = {name: source_of(name, known) for name in sources}
    return known._replace(
        needs={name: found for name, source in whole.items() if (found := needs(source))},
        led={name: _led(whole[name], edges(whole[name])[0]) for name in SOUGHT},
    )


def _led(source: str, first: str | None) -> str:
    """A pattern after the class of its first characters."""
    return f"[{re.escape(first)}](?<=(?=({source})).)" if first else f"({source})"


def _file(name: str) -> str:
    return f"words/{name.lower()}.txt"


def checksum() -> int:
    """A checksum against accidental changes, not against attacks: anyone who can write to the package can change the
    code."""
    check = _FORM
    for name in (*FILES, *map(_file, WORDS)):
        check = crc32(grammar_file(name) or b"", check)
    return check


@lru_cache(maxsize=1)
def stored() -> Mapping[str, Any] | None:
    """The stored data; None if it does not exist or was generated from other files."""
    return from_json(grammar_file(STORED))


def from_json(data: bytes | None) -> Mapping[str, Any] | None:
    """Stored tables, checked for their source files and their structure; None if invalid."""
    if data is None:
        return None
    import json

    try:
        form = json.loads(data)
        return form if form["of"] == checksum() else None
    except (ValueError, TypeError, KeyError):
        return None  # written by another release


def grammar_file(name: str) -> bytes | None:
    package = import_module(PACKAGE)
    loader: Any = package.__loader__  # importlib.resources uses it, too, but is slow to import
    try:
        content: bytes = loader.get_data(f"{package.__path__[0]}/{name}")
    except OSError:
        return None
    return content
