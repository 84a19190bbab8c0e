"""LangChain and LlamaIndex, the real packages, with reports cut by their structure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import govreport

TEXT = """关于工作的报告
东办发〔2025〕3号
一、主要举措
（一）加强领导。召开专题会议6次，研究解决问题。
（二）完善制度。审查文件16件，备案3件。
二、下一步计划
持续推进依法行政。
东区街道办事处
2025年1月6日
"""
REPORT = govreport.parse(TEXT)


@pytest.mark.parametrize(("module", "needs"), [("langchain", "langchain_core"), ("llamaindex", "llama_index")])
def test_missing_libraries_are_reported(module: str, needs: str) -> None:
    code = f"import sys; sys.modules[{needs!r}] = None\nimport govreport.{module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert f"pip install 'govreport[{module}]'" in done.stderr.splitlines()[-1]


class TestLangChain:
    """The splitter and the loader."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("langchain_core")
        pytest.importorskip("langchain_text_splitters")

    def test_texts_are_those_of_the_chunks(self) -> None:
        from govreport.langchain import GovReportSplitter

        chunks = REPORT.chunks(max_chars=30, overlap=5)
        assert GovReportSplitter(30, 5).split_text(TEXT) == [chunk.text for chunk in chunks]
        with_path = GovReportSplitter(30, 5, with_path=True).split_text(TEXT)
        assert with_path == [chunk.text_with_path for chunk in chunks]

    def test_documents_have_their_place(self) -> None:
        from langchain_core.documents import Document

        from govreport.langchain import GovReportSplitter

        given = [Document(TEXT, metadata={"source": "a"}), Document("一、总则\n公开。", metadata={"source": "b"})]
        made = GovReportSplitter(30).split_documents(given)
        assert [document.metadata["source"] for document in made][-2:] == ["a", "b"]
        assert made[1].metadata == {
            "source": "a",
            "title": "关于工作的报告",
            "number": "东办发〔2025〕3号",
            "date": "2025-01-06",
            "path": "1",
            "headings": "关于工作的报告 > 一、主要举措",
            "start_index": TEXT.index("一、主要"),
            "end_index": TEXT.index("\n（一）"),
        }
        for document in made[:-1]:
            start, end = document.metadata["start_index"], document.metadata["end_index"]
            assert TEXT[start:end] == document.page_content
        assert GovReportSplitter(30).transform_documents(given) == made

    def test_the_length_may_be_counted_in_tokens(self) -> None:
        from govreport.langchain import GovReportSplitter

        made = GovReportSplitter(60, length_function=lambda text: len(text.encode())).split_text(TEXT)
        assert max(len(text.encode()) for text in made) <= 60

    def test_chunks_may_be_bounded_by_the_tokens_of_a_tokenizer(self) -> None:
        from govreport.langchain import GovReportSplitter

        made = GovReportSplitter(20, tokenizer=len).create_documents([TEXT])
        chunks = REPORT.chunks(max_tokens=20, tokenizer=len)
        assert [one.page_content for one in made] == [chunk.text for chunk in chunks]
        assert [one.metadata["tokens"] for one in made] == [chunk.tokens for chunk in chunks]

    def test_a_speech_has_the_date_of_its_occasion(self, tmp_path: Path) -> None:
        from govreport.langchain import GovReportLoader

        file = tmp_path / "报告.txt"
        file.write_text(
            "政府工作报告\n——2026年2月5日在某市人民代表大会上\n各位代表：\n一、回顾\n很好。", encoding="utf-8"
        )
        assert GovReportLoader(file).load()[0].metadata["date"] == "2026-02-05"

    def test_an_overlap_as_large_as_a_chunk_is_rejected(self) -> None:
        from govreport.langchain import GovReportSplitter

        with pytest.raises(ValueError, match="must be less than chunk_size"):
            GovReportSplitter(30, 30)

    def test_files_are_loaded(self, tmp_path: Path) -> None:
        from govreport.langchain import GovReportLoader, GovReportSplitter

        file = tmp_path / "通知.txt"
        file.write_bytes(TEXT.encode("gb18030"))
        loader = GovReportLoader(file, tmp_path / "none.txt")
        first = next(loader.lazy_load())
        assert first.page_content == govreport.render(REPORT)
        assert first.metadata == {
            "source": str(file),
            "title": "关于工作的报告",
            "document_number": "东办发〔2025〕3号",
            "issuers": "东区街道办事处",
            "date": "2025-01-06",
        }
        with pytest.raises(govreport.ReadError):
            loader.load()
        split = GovReportLoader(file, encoding="gb18030").load_and_split(GovReportSplitter(30))
        assert [one.page_content for one in split] == [chunk.text for chunk in REPORT.chunks(max_chars=30)]


class TestLlamaIndex:
    """The node parser."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("llama_index.core")

    def test_leaves_are_the_chunks(self) -> None:
        from llama_index.core import Document
        from llama_index.core.node_parser import get_leaf_nodes

        from govreport.llamaindex import GovReportNodeParser

        document = Document(text=TEXT, metadata={"source": "a"})
        nodes = GovReportNodeParser(max_chars=30).get_nodes_from_documents([document])
        leaves: list[Any] = get_leaf_nodes(nodes)
        chunks = REPORT.chunks(max_chars=30)
        assert [node.get_content() for node in leaves] == [chunk.text for chunk in chunks]
        assert [node.metadata["path"] for node in leaves] == [chunk.path for chunk in chunks]
        assert [(node.start_char_idx, node.end_char_idx) for node in leaves] == [tuple(chunk.span) for chunk in chunks]
        assert {node.metadata["source"] for node in nodes} == {"a"}
        assert {node.ref_doc_id for node in nodes} == {document.doc_id}
        assert leaves[0].prev_node is None
        assert [node.next_node.node_id for node in leaves[:-1]] == [node.node_id for node in leaves[1:]]
        assert leaves[-1].next_node is None

    def test_units_are_the_parents(self) -> None:
        from llama_index.core import Document

        from govreport.llamaindex import GovReportNodeParser

        parser = GovReportNodeParser(max_chars=30, with_path=True)
        nodes: list[Any] = parser.get_nodes_from_documents([Document(text=TEXT)])
        by_id = {node.node_id: node for node in nodes}
        units = {node.metadata["path"]: node for node in nodes if node.child_nodes}
        first = units["1"]
        assert first.metadata["headings"] == "关于工作的报告 > 一、主要举措"
        assert first.get_content().startswith("一、主要举措\n（一）")
        assert TEXT[first.start_char_idx : first.end_char_idx] == first.get_content()
        assert first.parent_node is None
        for parent in units.values():
            assert [by_id[child.node_id].parent_node.node_id for child in parent.child_nodes] == [
                parent.node_id for _ in parent.child_nodes
            ]
        for node in nodes:
            above = node.parent_node and by_id[node.parent_node.node_id].metadata["path"]
            assert above is None or node.metadata["path"].startswith(above)

    def test_nodes_know_title_number_date_and_tokens(self) -> None:
        from llama_index.core import Document

        from govreport.llamaindex import GovReportNodeParser

        parser = GovReportNodeParser(max_chars=20, tokenizer=len)
        nodes: list[Any] = parser.get_nodes_from_documents([Document(text=TEXT)])
        known = {"title": "关于工作的报告", "number": "东办发〔2025〕3号", "date": "2025-01-06"}
        assert all(node.metadata.items() >= known.items() for node in nodes)
        leaves = [node for node in nodes if not node.child_nodes]
        assert [node.metadata["tokens"] for node in leaves] == [len(node.get_content()) for node in leaves]

    def test_the_options_can_be_serialized(self) -> None:
        from govreport.llamaindex import GovReportNodeParser

        stored = GovReportNodeParser(max_chars=30, overlap=3).to_dict()
        assert (stored["class_name"], stored["max_chars"], stored["overlap"]) == ("GovReportNodeParser", 30, 3)
        assert json.dumps(stored)
