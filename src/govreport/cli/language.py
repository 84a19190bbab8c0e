"""The language of the running command: ``--lang``, else ``GOVREPORT_LANG``, else the locale."""

from __future__ import annotations

import os
from typing import Final

import click

from govreport.language import Catalogue, catalogue, preferred


def words() -> Catalogue:
    """The texts in the language of the running command."""
    return catalogue(preferred(os.environ))


KEY: Final = "govreport.language"
"""Where the context of a command keeps the language that ``--lang`` names."""


def asked() -> str | None:
    """The language that ``--lang`` names, as it was given; None without it: a page is in the language of its report."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(KEY)
