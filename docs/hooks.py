"""Pages that the site adds: those at the root of the project, and the seeds in the viewer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

import govreport
from govreport.viewer import page as viewer_page

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = (
    "README.md",
    "README.zh-CN.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "RELEASING.md",
    "CHANGELOG.md",
    "LICENSE",
    "seeds/README.md",
    "benchmarks/README.md",
    "examples/report_index/README.md",
)
"""Pages outside of ``docs`` that go into the folder ``project`` of the site."""
LINK = re.compile(r"(\]\()([^)\s#]*)((?:#[^)\s]*)?\))")


def on_files(files: Files, config: Any) -> Files:
    """Add the pages from outside of ``docs``, and a page of the viewer for each seed."""
    for name in OUTSIDE:
        uri = f"project/{name}" if name.endswith(".md") else f"project/{name}.md"
        files.append(File.generated(config, uri, content=(ROOT / name).read_text(encoding="utf-8")))
    listed = [
        "# The seeds in the viewer",
        "",
        "Each is a single page that loads nothing: outline, text, findings and repairs.",
        "",
    ]
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        report = govreport.read(seed, name=seed.name)
        name = f"seeds/{seed.stem[:3]}.html"
        files.append(File.generated(config, name, content=viewer_page(report)))
        title = report.title.text if report.title else report.sections[0].title
        listed.append(f"- [{title}]({name})")
    files.append(File.generated(config, "seeds.md", content="\n".join(listed)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Rewrite links between the two kinds of pages to their places on the site."""
    here = page.file.src_uri
    outside = here.startswith("project/")
    place = Path(here.removeprefix("project/") if outside else f"docs/{here}").parent

    def to(found: re.Match[str]) -> str:
        target = found[2]
        if not target or ":" in target:
            return found[0]
        inside = _normal(place / target)
        uri = inside.removeprefix("docs/") if inside.startswith("docs/") else _of_project(inside)
        if uri is None or files.get_file_from_path(uri) is None:
            return found[0] if not outside and inside.startswith("docs/") else f"{found[1]}{up(here)}index.md)"
        return f"{found[1]}{up(here)}{uri}{found[3]}"

    return LINK.sub(to, markdown)


def up(uri: str) -> str:
    """From a page to the root of the site."""
    return "../" * uri.count("/")


def _normal(path: Path) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _of_project(name: str) -> str | None:
    if name not in OUTSIDE:
        return None
    return f"project/{name}" if name.endswith(".md") else f"project/{name}.md"
