"""Other readers of text and Markdown, if installed, for :mod:`speed` to compare with the parser.

``pip install -e '.[benchmarks]'`` installs those that install in a minute.  None of them finds the outline of an official
document: Markdown parsers get it as headings and lists; splitters cut a text at blank lines or headings; dedoc and
unstructured classify titles, lists and paragraphs.  They are the common alternatives.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Read = Callable[[str], object]


class Rival(NamedTuple):
    """One of them."""

    name: str
    takes: str
    """``text``, or ``Markdown``: the same document by :meth:`govreport.Report.to_markdown`."""
    load: Callable[[], Read]
    """Imports the library and prepares it.

    :raises ImportError: it is not installed.
    """


def _mistune() -> Read:
    import mistune

    read: Read = mistune.create_markdown(renderer=None)
    return read


def _markdown_it() -> Read:
    from markdown_it import MarkdownIt

    return MarkdownIt().parse


def _recursive_splitter() -> Read:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    read: Read = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=0).split_text
    return read


def _header_splitter() -> Read:
    from langchain_text_splitters import MarkdownHeaderTextSplitter

    levels = [("#" * level, f"level {level}") for level in range(1, 7)]
    read: Read = MarkdownHeaderTextSplitter(headers_to_split_on=levels).split_text
    return read


def _node_parser() -> Read:
    from llama_index.core import Document
    from llama_index.core.node_parser import MarkdownNodeParser

    parser = MarkdownNodeParser()
    return lambda text: parser.get_nodes_from_documents([Document(text=text)])


def _dedoc() -> Read:
    from dedoc.metadata_extractors import BaseMetadataExtractor
    from dedoc.readers import RawTextReader
    from dedoc.structure_constructors import TreeConstructor
    from dedoc.structure_extractors import DefaultStructureExtractor

    reader, extractor, constructor = RawTextReader(), DefaultStructureExtractor(), TreeConstructor()
    metadata = BaseMetadataExtractor()

    def read(text: str) -> object:
        with tempfile.TemporaryDirectory() as folder:  # it reads files alone
            path = Path(folder, "report.txt")
            path.write_text(text, encoding="utf-8")
            document = extractor.extract(reader.read(str(path)))
            document.metadata = metadata.extract(str(path))
            return constructor.construct(document)

    return read


def _unstructured() -> Read:
    from unstructured.partition.text import partition_text

    return lambda text: partition_text(text=text)


RIVALS = (
    Rival("mistune, AST", "Markdown", _mistune),
    Rival("markdown-it-py", "Markdown", _markdown_it),
    Rival("langchain, recursive splitter", "text", _recursive_splitter),
    Rival("langchain, Markdown headers", "Markdown", _header_splitter),
    Rival("llama-index, Markdown nodes", "Markdown", _node_parser),
    Rival("dedoc, text reader and tree", "text", _dedoc),
    Rival("unstructured, partition_text", "text", _unstructured),
)


def ready(rival: Rival) -> Read | None:
    """A prepared rival; None, with a printed line, if it is not installed or lacks a dependency."""
    try:
        read = rival.load()
        read("一、总则\n\n坚持依法行政。\n")
    except Exception as error:
        reason = str(error).partition("\n")[0]
        print(f"left out: {rival.name} ({type(error).__name__}: {reason:.90})")
        return None
    return read
