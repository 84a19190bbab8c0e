"""The features of the server, as pygls calls them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

import govreport
from govreport.language import catalogue, language_of
from govreport.language_server import findings, links, outline
from govreport.language_server.document import Document, Settings
from govreport.language_server.positions import Lines
from govreport.language_server.renumbering import ordinal_in, renumbered

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.profiles import Profile

FAST: Final = 0.05
"""In seconds: a document that is read within this time is checked at each change."""
_WAIT: Final = 4
"""A slower one is checked when there was no change for this many times the time that it takes."""
_MARKDOWN: Final = (".md", ".markdown")
_LARGEST: Final = 2_000_000
"""In code points: longer files are not read."""


def make_server(lang: str, profile: Profile | None, dialect: Dialect | None) -> LanguageServer:
    """The server; ``lang`` is the language unless the client names one in its options."""
    service = Service(Settings(lang, profile, dialect))
    code_actions = types.CodeActionOptions([types.CodeActionKind.QuickFix])
    features: tuple[tuple[str, Callable[[Any], object], object], ...] = (
        (types.INITIALIZE, service.initialize, None),
        (types.TEXT_DOCUMENT_DID_OPEN, service.opened, None),
        (types.TEXT_DOCUMENT_DID_CHANGE, service.changed, None),
        (types.TEXT_DOCUMENT_DID_CLOSE, service.closed, None),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, service.symbols, None),
        (types.TEXT_DOCUMENT_FOLDING_RANGE, service.folds, None),
        (types.TEXT_DOCUMENT_HOVER, service.hover, None),
        (types.TEXT_DOCUMENT_DEFINITION, service.definition, None),
        (types.TEXT_DOCUMENT_REFERENCES, service.references, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, service.actions, code_actions),
        (types.TEXT_DOCUMENT_PREPARE_RENAME, service.prepare_rename, None),
        (types.TEXT_DOCUMENT_RENAME, service.rename, types.RenameOptions(prepare_provider=True)),
    )
    for name, method, options in features:
        service.server.feature(name, options)(_function(method))
    return service.server


def _function(method: Callable[[Any], object]) -> Callable[[Any], object]:
    """A function that calls a method: pygls sets attributes of what it registers."""

    def call(params: Any) -> object:
        return method(params)

    return call


class Service:
    """The open documents of a client, and the answers to its requests."""

    def __init__(self, settings: Settings) -> None:
        self.server = LanguageServer("govreport", govreport.__version__)
        self._settings = settings
        self._documents: dict[str, Document] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        """The checks that are to be made, by document."""
        self._took: dict[str, float] = {}
        """How long the last check of each document took, in seconds."""

    def initialize(self, params: types.InitializeParams) -> None:
        """Take the language from the options of the client: ``{"lang": "zh"}``."""
        options = params.initialization_options
        lang = options.get("lang") if isinstance(options, dict) else None
        try:
            lang = language_of(lang) if isinstance(lang, str) else self._settings.lang
        except ValueError:
            lang = self._settings.lang
        self._settings = Settings(lang, self._settings.profile, self._settings.dialect)

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Read and check a document."""
        item = params.text_document
        encoding = str(
            getattr(self.server.workspace.position_encoding, "value", self.server.workspace.position_encoding)
        )
        is_markdown = item.language_id == "markdown" or item.uri.lower().endswith(_MARKDOWN)
        self._documents[item.uri] = Document(
            item.uri, Lines(item.text, encoding), item.version, is_markdown, self._settings
        )
        self._check(item.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take the changes, and check the document: at once if that is fast, else after a pause."""
        uri = params.text_document.uri
        document = self._documents.get(uri)
        if document is None:
            return
        self._documents[uri] = document.changed(list(params.content_changes), params.text_document.version)
        took = self._took.get(uri, 0)
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        if took <= FAST:
            self._check(uri)
        else:
            self._waiting[uri] = asyncio.get_running_loop().call_later(_WAIT * took, self._check, uri)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document, and let the client forget its diagnostics."""
        uri = params.text_document.uri
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._took.pop(uri, None)
        if self._documents.pop(uri, None):
            self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        """The outline."""
        document = self._document(params.text_document.uri)
        return outline.symbols(document) if document else []

    def folds(self, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        """What can be folded."""
        document = self._document(params.text_document.uri)
        return outline.folds(document) if document else []

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What is known about a place."""
        document = self._document(params.text_document.uri)
        return findings.hover(document, document.offset(params.position)) if document else None

    def definition(self, params: types.DefinitionParams) -> types.Location | None:
        """The unit or attachment that a reference leads to."""
        document = self._document(params.text_document.uri)
        node = links.named_at(document, document.offset(params.position)) if document else None
        return types.Location(document.uri, document.range(links.name_span(node))) if document and node else None

    def references(self, params: types.ReferenceParams) -> list[types.Location]:
        """The references to the unit or attachment at a place, with its name if the client requests it."""
        document = self._document(params.text_document.uri)
        node = links.named_at(document, document.offset(params.position)) if document else None
        if document is None or node is None:
            return []
        spans = [one.span for one in links.leading_to(document, node)]
        if params.context.include_declaration:
            spans.append(links.name_span(node))
        return [types.Location(document.uri, document.range(span)) for span in sorted(spans)]

    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """The fixes in a range."""
        document = self._document(params.text_document.uri)
        only = params.context.only
        if document is None or (only is not None and types.CodeActionKind.QuickFix not in only):
            return []
        return findings.actions(document, params.range, params.context.diagnostics)

    def prepare_rename(self, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        """The number at a place."""
        document = self._document(params.text_document.uri)
        unit = document.unit_at(document.offset(params.position)) if document else None
        if document is None or unit is None or unit.number is None or unit.number.ordinal is None:
            return None
        return types.PrepareRenamePlaceholder(document.range(unit.number.span), unit.number.text)

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """Give a number another ordinal, and change the numbers after it and the references."""
        document = self._document(params.text_document.uri)
        unit = document.unit_at(document.offset(params.position)) if document else None
        if document is None or unit is None or unit.number is None or unit.number.ordinal is None:
            return None
        ordinal = ordinal_in(params.new_name)
        if ordinal is None:
            words = catalogue(document.settings.lang)
            raise JsonRpcInvalidParams(
                words.gettext("“{text}” is not a number: write 3, 三 or （三）", text=params.new_name)
            )
        return types.WorkspaceEdit({document.uri: findings.edits(document, renumbered(document, unit, ordinal))})

    def _document(self, uri: str) -> Document | None:
        """An open document, unless it is too large."""
        document = self._documents.get(uri)
        return document if document and len(document.text) <= _LARGEST else None

    def _check(self, uri: str) -> None:
        """Check a document, and send its diagnostics."""
        self._waiting.pop(uri, None)
        document = self._document(uri)
        if document is None:
            return
        begun = perf_counter()
        found = findings.diagnostics(document)
        self._took[uri] = perf_counter() - begun
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, document.version))
