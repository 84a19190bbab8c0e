"""Counting tokens: the functions and names that :meth:`govreport.Report.chunks` takes as a tokenizer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias

from govreport.chunking.budget import Length
from govreport.errors import ReadError
from govreport.util.extras import missing

Tokenizer: TypeAlias = str | Callable[[str], int | Sequence[Any]]
"""A function that gives the tokens of a text or their number; or the name of an encoding of tiktoken: ``cl100k_base``."""


def counter(tokenizer: Tokenizer) -> Length:
    """The function that counts the tokens of a text.

    :raises ImportError: tiktoken is not installed, and the tokenizer is a name; install ``govreport[tokens]``.
    :raises ValueError: tiktoken has no encoding of this name.
    :raises ReadError: tiktoken cannot load the vocabulary, which it fetches from the network on first use.

    >>> counter(list)("依法行政"), counter(len)("依法行政")
    (4, 4)
    """
    encode = _encoding(tokenizer) if isinstance(tokenizer, str) else tokenizer

    def count(text: str) -> int:
        found = encode(text)
        if isinstance(found, int):
            return found
        if isinstance(found, Sequence):
            return len(found)
        raise TypeError(
            f"the tokenizer returned {type(found).__name__}; pass a function that returns tokens or their number, such as"
            " tokenizer.tokenize"
        )

    return count


@cache
def _encoding(name: str) -> Callable[[str], Sequence[int]]:
    try:
        import tiktoken
    except ModuleNotFoundError as error:
        raise ImportError(missing(f"the tokenizer {name}", "tiktoken", "tokens")) from error
    names = tiktoken.list_encoding_names()
    if name not in names:
        raise ValueError(f"unknown tokenizer {name!r}; choose one of {', '.join(sorted(names))}, or pass a function")
    try:
        encoding = tiktoken.get_encoding(name)
    except Exception as error:  # of the network, or of a damaged file in its cache
        problem = f"its vocabulary cannot be loaded: {type(error).__name__}"
        raise ReadError(name, f"{problem}; tiktoken fetches it once, or reads it from TIKTOKEN_CACHE_DIR") from error
    encode: Callable[[str], Sequence[int]] = encoding.encode_ordinary
    return encode
