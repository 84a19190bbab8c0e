"""A language server: outline, findings, cross references and renumbering in an editor, over standard input and output.

``docs/editors.md`` describes what an editor shows.  The modules that need pygls are those that
:mod:`govreport.language_server.service` imports; they are imported when a server is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govreport.util.extras import missing

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

    from govreport.dialects import Dialect
    from govreport.profiles import Profile

__all__ = ["server"]


def server(*, lang: str = "en", profile: Profile | None = None, dialect: Dialect | None = None) -> LanguageServer:
    """A server for text and Markdown files; its method ``start_io()`` serves standard input and output.

    :param lang: the language of findings and explanations, ``en`` or ``zh``.
    :param profile: also check what this profile requires.
    :param dialect: the dialect of the documents.
    :raises ImportError: pygls is not installed; install ``govreport[lsp]``.
    """
    try:
        from govreport.language_server.service import make_server
    except ModuleNotFoundError as error:
        raise ImportError(missing("govreport lsp", "pygls", "lsp")) from error
    return make_server(lang, profile, dialect)
