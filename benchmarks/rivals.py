"""Other readers of text and Markdown, as far as they are installed, for :mod:`speed` to run beside the parser.

``pip install -e '.[benchmarks]'`` brings those that install in a minute.  None of them finds the outline of an official
document: Markdown parsers are given it, as headings and lists; splitters cut a text at blank lines or headings; dedoc and
unstructured tell titles, lists and paragraphs apart.  They are what a reader might otherwise take.
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
    """``text``, or ``Markdown``: the same document as :meth:`govreport.Report.to_markdown` writes it."""
    load: Callable[[], Read]
    """Imports it and sets it up.

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
    """A rival ready to read; None, and a line is printed, where it is not there or lacks what it needs."""
    try:
        read = rival.load()
        read("一、总则\n\n坚持依法行政。\n")
    except Exception as error:
        told = str(error).partition("\n")[0]
        print(f"left out: {rival.name} ({type(error).__name__}: {told:.90})")
        return None
    return read
