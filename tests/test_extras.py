"""The extras, and the message for a package that is not installed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport import Span, Table
from govreport.util.extras import missing
from govreport.util.toml_tables import read_toml

ROOT = Path(__file__).resolve().parent.parent
PROJECT = read_toml((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
REPORT = govreport.parse("一、主要举措\n审查文件16件。")


def packages(extra: str) -> set[str]:
    """The packages that an extra installs, those of the extras it names included."""
    found: set[str] = set()
    for requirement in EXTRAS[extra]:
        if nested := re.match(r"govreport\[(.+)\]", requirement):
            found |= {package for name in nested[1].split(",") for package in packages(name)}
        else:
            found |= set(re.findall(r"^[\w.-]+", requirement))
    return found


@pytest.mark.parametrize(
    ("module", "extra"),
    [
        ("docx", "docx"),
        ("langchain_core", "langchain"),
        ("langchain_text_splitters", "langchain"),
        ("llama_index.core", "llamaindex"),
        ("lxml.html", "html"),
        ("lxml_html_clean", "html"),
        ("markdown_it", "markdown"),
        ("matplotlib", "plot"),
        ("mcp", "mcp"),
        ("pygls", "lsp"),
        ("olefile", "doc"),
        ("onnxruntime", "ocr"),
        ("pandas", "pandas"),
        ("PIL", "ocr"),
        ("pyarrow.parquet", "arrow"),
        ("pypdfium2", "pdf"),
        ("rapidocr", "ocr"),
        ("pyspark", "spark"),
        ("readability", "html"),
        ("tiktoken", "tokens"),
        ("yaml", "markdown"),
    ],
)
def test_the_message_names_a_package_of_the_extra(module: str, extra: str) -> None:
    named = re.match(r"this needs (\S+): pip install ", missing("this", module, extra))
    assert named
    assert named[1] in packages(extra)


def test_all_reads_writes_and_plots() -> None:
    parts = ("arrow", "doc", "docx", "html", "markdown", "odt", "ofd", "pandas", "pdf", "plot", "xlsx")
    assert packages("all") == set.union(*map(packages, parts))


@pytest.mark.parametrize(
    ("call", "module", "loaded", "message"),
    [
        (REPORT.to_pandas, "pandas", None, missing("to_pandas()", "pandas", "pandas")),
        (Table((("甲",),), Span(0, 1)).to_pandas, "pandas", None, missing("to_pandas()", "pandas", "pandas")),
        (
            lambda: REPORT.chunks(max_tokens=9, tokenizer="gpt2"),
            "tiktoken",
            None,
            missing("the tokenizer gpt2", "tiktoken", "tokens"),
        ),
        (REPORT.mentions().to_pandas, "pandas", None, missing("to_pandas()", "pandas", "pandas")),
        (REPORT.plot, "matplotlib", "govreport.writers.plots", missing("plot()", "matplotlib", "plot")),
    ],
    ids=["to_pandas", "table", "chunks", "mentions", "plot"],
)
def test_a_method_names_the_missing_extra(
    call: Callable[[], Any], module: str, loaded: str | None, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    if loaded:
        monkeypatch.delitem(sys.modules, loaded, raising=False)
    with pytest.raises(ImportError) as raised:
        call()
    assert str(raised.value) == message


def test_a_word_file_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("docx", "lxml", "lxml.etree"):
        monkeypatch.setitem(sys.modules, module, None)
    assert REPORT.to_docx().startswith(b"PK")


def test_one_module_makes_the_message() -> None:
    sources = (ROOT / "src").rglob("*.py")
    assert [path.name for path in sources if "pip install" in path.read_text(encoding="utf-8")] == ["extras.py"]
