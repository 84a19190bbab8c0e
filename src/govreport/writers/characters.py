"""The characters that XML allows."""

from __future__ import annotations

import re
from typing import Final

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text with U+FFFD for characters that XML 1.0 does not allow: most control characters, lone surrogates."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
