"""The tokens of RTF: groups, control words, and bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    rb"""(?P<open>\{)|(?P<close>\})
    |\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?
    |\\'(?P<hex>[0-9a-fA-F]{2})
    |\\(?P<symbol>[^a-zA-Z'])
    |(?P<text>[^{}\\\r\n]+)
    |(?P<rest>.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token; ``kind`` is ``{``, ``}``, ``word``, ``symbol``, ``hex`` or ``text``."""

    kind: str
    value: str = ""
    """The control word or symbol."""
    number: int | None = None
    """The parameter of a control word."""
    content: bytes = b""
    """Bytes of text."""


def tokens(content: bytes) -> Iterator[Token]:
    r"""The tokens of a file; embedded binary data and line ends are left out.

    >>> [(token.kind, token.value or token.content) for token in tokens(rb"{\b1 a\'cb\~}")]
    [('{', b''), ('word', 'b'), ('text', b'a'), ('hex', b'\xcb'), ('symbol', '~'), ('}', b'')]
    """
    at = 0
    while found := _TOKEN.match(content, at):
        at = found.end()
        kind = found.lastgroup
        if kind == "text":
            yield Token("text", content=found["text"])
        elif kind == "hex":
            yield Token("hex", content=bytes.fromhex(found["hex"].decode()))
        elif kind == "symbol":
            yield Token("symbol", found["symbol"].decode("latin-1"))
        elif kind in ("word", "number"):
            word = found["word"].decode()
            number = int(found["number"]) if found["number"] else None
            if word == "bin":
                at += max(0, number or 0)
            else:
                yield Token("word", word, number)
        elif kind != "rest":
            yield Token("{" if kind == "open" else "}")
