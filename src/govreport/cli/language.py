"""The language of the running command: ``--lang``, else ``GOVREPORT_LANG``, else the locale."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from govreport.language import Catalogue

KEY: Final = "govreport.language"
"""Where the context of a command keeps the language that ``--lang`` names."""


def words() -> Catalogue:
    """The texts in the language of the running command."""
    from govreport.language import catalogue, preferred

    return catalogue(requested_language() or preferred(os.environ))


def requested_language() -> str | None:
    """The language that ``--lang`` names, as it was given; None without it: a page is in the language of its report."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(KEY)


def choose_language(context: click.Context, name: str) -> None:
    """Let a command, and the commands in it, use a language.

    :raises ValueError: the language is not supported.
    """
    from govreport.language import language_of

    language_of(name)
    context.meta[KEY] = name  # a page is in traditional characters for zh-TW


def named_language(arguments: Sequence[str]) -> str | None:
    """What ``--lang`` names in a command line, at any place: the help before it is in that language, too.

    >>> named_language(["tree", "--help", "--lang", "zh"]), named_language(["--lang=en", "--", "--lang=zh"])
    ('zh', 'en')
    """
    options = list(arguments)[: arguments.index("--")] if "--" in arguments else arguments
    for at, option in enumerate(options):
        if option.startswith("--lang="):
            return option.partition("=")[2]
        if option == "--lang" and at + 1 < len(options):
            return options[at + 1]
    return None
