"""Chunks and reports for LangChain: a text splitter and a document loader.

Needs the extra ``langchain``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import Any

from govreport.util.extras import missing

try:
    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import Document
    from langchain_text_splitters import TextSplitter
except ModuleNotFoundError as error:
    raise ImportError(missing("govreport.langchain", error.name or "langchain_core", "langchain")) from error

from govreport.chunking.budget import Length
from govreport.chunking.chunks import Chunk
from govreport.chunking.tokens import Tokenizer
from govreport.parsing import parse
from govreport.reading import read
from govreport.rendering import render


class GovReportSplitter(TextSplitter):
    """Splits the text of a report by :meth:`govreport.Report.chunks`.

    The metadata of each document include ``path``, ``headings`` (joined by `` > ``), and ``start_index`` and
    ``end_index``, the span of the chunk in the text that was split; and where present ``title``, ``number``, ``date``
    (``2025-01-06``) and ``tokens``, as :class:`govreport.Chunk`.

    >>> splitter = GovReportSplitter(chunk_size=25, with_path=True)
    >>> splitter.split_text("一、总则\\n（一）依法行政。坚持公开，坚持便民。\\n（二）执法。规范。")
    ['一、总则\\n（一）依法行政。坚持公开，坚持便民。', '一、总则\\n（二）执法。规范。']
    """

    def __init__(
        self,
        chunk_size: int = 500,
        chunk_overlap: int = 0,
        length_function: Length = len,
        *,
        with_path: bool = False,
        tokenizer: Tokenizer | None = None,
    ) -> None:
        """``with_path`` puts the headings before the text of each chunk; they do not count towards ``chunk_size``.

        With a ``tokenizer`` (see :meth:`govreport.Report.chunks`), ``chunk_size`` and ``chunk_overlap`` are tokens.

        :raises ValueError: ``chunk_size`` is less than 1, or ``chunk_overlap`` less than 0 or not less than
            ``chunk_size``.
        """
        super().__init__(chunk_size, chunk_overlap, length_function)
        if chunk_overlap == chunk_size:
            raise ValueError(f"chunk_overlap is {chunk_overlap}: it must be less than chunk_size")
        self._with_path = with_path
        self._tokenizer = tokenizer

    def split_text(self, text: str) -> list[str]:
        """The texts of the chunks of a report."""
        return [self._shown(chunk) for chunk in self._chunks(text)]

    def create_documents(self, texts: list[str], metadatas: list[dict[Any, Any]] | None = None) -> list[Document]:
        """A document for each chunk; its metadata are those of its report and of the chunk."""
        return [
            Document(self._shown(chunk), metadata={**given, **_metadata(chunk)})
            for text, given in zip(texts, metadatas or [{}] * len(texts))
            for chunk in self._chunks(text)
        ]

    def _chunks(self, text: str) -> list[Chunk]:
        most, overlap = self._chunk_size, self._chunk_overlap
        report = parse(text)
        if self._tokenizer is not None:
            return report.chunks(max_tokens=most, overlap=overlap, tokenizer=self._tokenizer)
        return report.chunks(max_chars=most, overlap=overlap, length=self._length_function)

    def _shown(self, chunk: Chunk) -> str:
        return chunk.text_with_path if self._with_path else chunk.text


def _metadata(chunk: Chunk) -> dict[str, Any]:
    start, end = chunk.span
    place = {"path": chunk.path, "headings": " > ".join(chunk.headings), "start_index": start, "end_index": end}
    return {**chunk.origin, **place, **({} if chunk.tokens is None else {"tokens": chunk.tokens})}


class GovReportLoader(BaseLoader):
    """Loads each file that :func:`govreport.read` supports as one document.

    The content is the text without damage and boilerplate (:func:`govreport.render`).  The metadata are ``source``, and,
    if present, ``title``, ``document_number``, ``issuers`` (joined by 、) and ``date`` (``2025-01-06``).
    """

    def __init__(self, *files: str | PathLike[str], encoding: str | None = None) -> None:
        """The files, and their encoding (default: detected for each file)."""
        self._files: Iterable[str | PathLike[str]] = files
        self._encoding = encoding

    def lazy_load(self) -> Iterator[Document]:
        """Read the files one by one.

        :raises govreport.ReadError: a file cannot be read.
        """
        for file in self._files:
            report = read(file, encoding=self._encoding)
            signed = report.signature
            metadata = {
                "source": report.source.name,
                "title": report.title and report.title.text,
                "document_number": report.document_number and report.document_number.text,
                "issuers": signed and "、".join(issuer.text for issuer in signed.issuers),
                "date": report.date and report.date.isoformat(),
            }
            yield Document(render(report), metadata={key: value for key, value in metadata.items() if value})
