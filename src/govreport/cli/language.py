"""The language of the running command: ``--lang``, else ``GOVREPORT_LANG``, else the locale."""

from __future__ import annotations

import os

from govreport.language import Catalogue, catalogue, preferred


def words() -> Catalogue:
    """The texts in the language of the running command."""
    return catalogue(preferred(os.environ))
