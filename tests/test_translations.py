"""Every page of the site is in two languages: the Chinese twin has the same headings, code, tables and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
ENGLISH = sorted(page for page in DOCS.rglob("*.md") if not page.name.endswith(".zh.md"))
CHINESE = sorted(DOCS.rglob("*.zh.md"))
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.S | re.M)
COMMENT = re.compile(r" *(#|//).*$", re.M)
SPOKEN = ("console", "sh", "text", "markdown")
"""Blocks that may show another language: file names, and what a command prints."""


def twin(page: Path) -> Path:
    return page.with_name(page.name.replace(".md", ".zh.md"))


def original(page: Path) -> Path:
    return page.with_name(page.name.replace(".zh.md", ".md"))


def prose(page: Path) -> str:
    """A page without its code."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def blocks(page: Path) -> list[tuple[str, object]]:
    """The code of a page, without comments; of a block that may show another language, how many commands it has."""
    return [
        (kind, re.findall(r"^\$ (\S+(?: [a-z]+)?)", code, re.M) if kind in SPOKEN else COMMENT.sub("", code))
        for kind, code in FENCE.findall(page.read_text(encoding="utf-8"))
    ]


def names(page: Path) -> list[str]:
    """The pages that a page links to, by the names of the English ones."""
    links = re.findall(r"\]\(([^)#\s:]+)", prose(page))
    return sorted({link.replace(".zh.", ".").replace("README.zh-CN", "README") for link in links})


def test_every_page_has_a_chinese_twin() -> None:
    assert len(ENGLISH) > 30
    assert [page.relative_to(DOCS).as_posix() for page in ENGLISH if not twin(page).exists()] == []
    assert [page.relative_to(DOCS).as_posix() for page in CHINESE if not original(page).exists()] == []


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_the_twin_has_the_same_headings(page: Path) -> None:
    levels = [re.findall(r"^(#+) ", prose(one), re.M) for one in (page, original(page))]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("page", [page for page in CHINESE if page.parent == DOCS], ids=lambda page: page.name)
def test_the_twin_has_the_same_code(page: Path) -> None:
    """The pages of the diagnostics are compared by their own tests."""
    assert blocks(page) == blocks(original(page))


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_the_twin_has_the_same_tables(page: Path) -> None:
    rows = [
        [line.replace("\\|", "").count("|") for line in prose(one).splitlines() if line.startswith("|")]
        for one in (page, original(page))
    ]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_the_twin_has_the_same_figures(page: Path) -> None:
    cells = [
        re.findall(r"(?<=\| )-?[\d.,]+(?= ?%? \|)", line)
        for one in (page, original(page))
        for line in [" | ".join(row for row in prose(one).splitlines() if row.startswith("|"))]
    ]
    assert cells[0] == cells[1]


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_the_twin_links_to_the_same_pages_in_chinese(page: Path) -> None:
    assert names(page) == names(original(page))
    links = re.findall(r"\]\(([^)#\s:]+\.md)", prose(page))
    assert [link for link in links if not link.endswith(".zh.md") and twin(page.parent / link).exists()] == []


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_the_twin_is_chinese(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", prose(page))
    plain = [
        line
        for line in text.splitlines()
        if re.search(r"(?:[A-Za-z]+[ ,]+){7}", line) and not re.search(r"[一-鿿]{4}", line)
    ]
    assert plain == []
