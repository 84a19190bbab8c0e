"""Chunks of reports for LlamaIndex: a node parser that also keeps the units that contain the chunks.

Needs the extra ``llamaindex``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govreport.util.extras import missing

try:
    from llama_index.core.bridge.pydantic import Field
    from llama_index.core.node_parser import NodeParser
    from llama_index.core.node_parser.node_utils import build_nodes_from_splits
    from llama_index.core.schema import BaseNode, Document, MetadataMode, NodeRelationship, TextNode
    from llama_index.core.utils import get_tqdm_iterable
except ModuleNotFoundError as error:
    raise ImportError(missing("govreport.llamaindex", "llama_index", "llamaindex")) from error

from govreport.chunking.budget import Length
from govreport.chunking.chunks import Chunk, headings
from govreport.chunking.tokens import Tokenizer
from govreport.parsing import parse
from govreport.report import Report
from govreport.text.source import Span


class GovReportNodeParser(NodeParser):
    """Makes a node for each chunk, and for each unit, attachment and paragraph that was split into several chunks.

    The parent of a node is the innermost such unit around it.  ``get_leaf_nodes`` of LlamaIndex returns the chunks only;
    ``AutoMergingRetriever`` replaces chunks of a unit by the unit if enough of them are retrieved.  The metadata of a node are
    ``path`` and ``headings`` (joined by `` > ``), and where present ``title``, ``number``, ``date`` (``2025-01-06``) and
    ``tokens``, as :class:`govreport.Chunk`; ``start_char_idx`` and ``end_char_idx`` are its span in the document.
    """

    max_chars: int = Field(default=500, ge=1, description="The maximum length of the text of a chunk.")
    overlap: int = Field(default=0, ge=0, description="The maximum length repeated from the previous chunk.")
    length: Length = Field(default=len, exclude=True, description="The length of a text: len, or a count of tokens.")
    tokenizer: Tokenizer | None = Field(
        default=None, exclude=True, description="With it, max_chars and overlap are tokens; see Report.chunks."
    )
    with_path: bool = Field(default=False, description="Whether to put the headings before the text of a chunk.")

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex serializes the parser."""
        return "GovReportNodeParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **_: Any) -> list[BaseNode]:
        return [
            made
            for node in get_tqdm_iterable(nodes, show_progress, "Parsing nodes")
            for made in self._nodes(node, parse(node.get_content(metadata_mode=MetadataMode.NONE)))
        ]

    def _nodes(self, document: BaseNode, report: Report) -> list[TextNode]:
        """Nodes for the parts that were split, outer before inner, then for the chunks."""
        chunks = self._chunks(report)
        origin = {key: value for key, value in chunks[0].origin.items() if key != "page"} if chunks else {}
        counted = Counter(path for chunk in chunks for path in _upwards(chunk.path))
        cut = [(node, above) for node, above in report.walk(ancestors=True) if counted[getattr(node, "path", "")] > 1]
        cut.sort(key=lambda one: one[0].span.start)
        texts = [report.text_of(node.span) for node, _ in cut] + [self._shown(chunk) for chunk in chunks]
        made = build_nodes_from_splits(texts, document, id_func=self.id_func)
        holders: dict[str, TextNode] = {}
        for (node, above), one in zip(cut, made):
            path = getattr(node, "path", "")
            _describe(one, path, headings(report, (*above, node)), node.span, origin)
            _attach(one, path.rpartition("/")[0], holders)
            holders[path] = one
        for chunk, one in zip(chunks, made[len(cut) :]):
            tokens = {} if chunk.tokens is None else {"tokens": chunk.tokens}
            _describe(one, chunk.path, chunk.headings, chunk.span, {**chunk.origin, **tokens})
            _attach(one, chunk.path, holders)
        return made

    def _chunks(self, report: Report) -> list[Chunk]:
        if self.tokenizer is not None:
            return report.chunks(max_tokens=self.max_chars, overlap=self.overlap, tokenizer=self.tokenizer)
        return report.chunks(max_chars=self.max_chars, overlap=self.overlap, length=self.length)

    def _shown(self, chunk: Chunk) -> str:
        return chunk.text_with_path if self.with_path else chunk.text

    def _postprocess_parsed_nodes(self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]) -> list[BaseNode]:
        """Link neighbouring chunks only, and keep the known spans: LlamaIndex would search for the text instead."""
        known = [(node.start_char_idx, node.end_char_idx) for node in nodes if isinstance(node, TextNode)]
        for row in ([node for node in nodes if node.child_nodes], [node for node in nodes if not node.child_nodes]):
            super()._postprocess_parsed_nodes(row, parent_doc_map)
        for node, (start, end) in zip(nodes, known):
            if isinstance(node, TextNode):
                node.start_char_idx, node.end_char_idx = start, end
            if node.child_nodes:
                node.relationships.pop(NodeRelationship.PREVIOUS, None)
                node.relationships.pop(NodeRelationship.NEXT, None)
        return nodes


def _describe(node: TextNode, path: str, titles: Sequence[str], span: Span, origin: Mapping[str, str | int]) -> None:
    node.metadata = {**origin, "path": path, "headings": " > ".join(titles)}
    node.start_char_idx, node.end_char_idx = span


def _attach(node: TextNode, path: str, holders: Mapping[str, TextNode]) -> None:
    """Make a node the child of the innermost holder on its path."""
    holder = next((holders[at] for at in _upwards(path) if at in holders), None)
    if holder is not None:
        node.relationships[NodeRelationship.PARENT] = holder.as_related_node_info()
        children = holder.relationships.setdefault(NodeRelationship.CHILD, [])
        assert isinstance(children, list)
        children.append(node.as_related_node_info())


def _upwards(path: str) -> Iterator[str]:
    """A path and its ancestors, innermost first."""
    while path:
        yield path
        path = path.rpartition("/")[0]
