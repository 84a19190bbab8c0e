"""The message for an optional package that is not installed."""

from __future__ import annotations

from typing import Final

_PACKAGES: Final = {
    "PIL": "pillow",
    "docx": "python-docx",
    "llama_index": "llama-index-core",
    "markdown_it": "markdown-it-py",
    "readability": "readability-lxml",
    "yaml": "pyyaml",
}
"""The packages whose name differs from that of their module by more than ``_`` and ``-``."""


def missing(feature: str, module: str, extra: str) -> str:
    """The message that a feature needs a package, and how to install it: from an index, or from a checkout.

    :param module: the module that cannot be imported; the message names its package, as pip does.
    :param extra: the extra of govreport that installs the package.

    >>> print(missing("reading html", "readability.readability", "html"))
    reading html needs readability-lxml: pip install 'govreport[html]', or in a checkout: pip install -e '.[html]'
    """
    top = module.partition(".")[0]
    package = _PACKAGES.get(top, top.replace("_", "-"))
    return f"{feature} needs {package}: pip install 'govreport[{extra}]', or in a checkout: pip install -e '.[{extra}]'"
