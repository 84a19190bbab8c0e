"""What the site adds: the pages at the root of the project, the seeds in the viewer, and a search for each language.

The plugin ``i18n`` builds the site once for each language; the Chinese site has ``docs/NAME.zh.md`` for ``docs/NAME.md``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

import govreport
from govreport.viewer import page as viewer_page

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {
    "README.md": "README.zh-CN.md",
    "SECURITY.md": "SECURITY.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "RELEASING.md": "RELEASING.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "LICENSE": "LICENSE",
    "seeds/README.md": "seeds/README.md",
    "benchmarks/README.md": "benchmarks/README.md",
    "examples/report_index/README.md": "examples/report_index/README.md",
}
"""Pages outside of ``docs`` that go into the folder ``project`` of the site, each with its Chinese form."""
SEEDS = {
    "en": ("The seeds in the viewer", "Each is a single page that loads nothing: outline, text, findings and repairs."),
    "zh": ("用网页看样例", "每篇做成一个网页，不从网上加载任何内容：大纲、正文、检查结果和修复记录。"),
}
LINK = re.compile(r"(\]\()([^)\s#]*)((?:#[^)\s]*)?\))")
PICTURE = re.compile(r'(<img src=")([^":]+)(")')
HEADING = re.compile(r"^```.*?^```|^(#{2,6} +)([^\n]+)$", re.S | re.M)


@event_priority(-200)  # after the plugin of the languages, which arranges only files that exist in docs
def on_files(files: Files, config: Any) -> Files:
    """Add the pages from outside of ``docs``, and a page of the viewer for each seed."""
    language = config.plugins["i18n"].current_language

    def add(uri: str, content: str) -> None:
        forms = {each: File.generated(config, uri, content=content) for each in ("en", "zh")}
        forms["zh"].dest_uri = f"zh/{forms['zh'].dest_uri}"
        added: Any = forms[language]
        added.locale = added.locale_alternate_of = language
        added.alternates = forms  # between which the reader switches
        files.append(added)

    for name, chinese in OUTSIDE.items():
        add(place_of(name), (ROOT / (chinese if language == "zh" else name)).read_text(encoding="utf-8"))
    title, about = SEEDS[language]
    listed = [f"# {title}", "", about, ""]
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        report = govreport.read(seed, name=seed.name)
        name = f"seeds/{seed.stem[:3]}.html"
        add(name, viewer_page(report, lang=language))
        listed.append(f"- [{report.title.text if report.title else report.sections[0].title}]({name})")
    add("seeds.md", "\n".join(listed))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Rewrite links to their places on the site, and give Chinese headings the anchors of the English ones as well."""
    here = page.file.src_uri
    language = config.plugins["i18n"].current_language
    outside = here.startswith("project/")
    name = here.removeprefix("project/") if outside else f"docs/{here}"
    place = Path(name).parent
    other, other_url = ("README.md", "project/") if language == "zh" else ("README.zh-CN.md", "zh/project/")

    def to(found: re.Match[str]) -> str:
        target = found[2]
        if not target or ":" in target:
            return found[0]
        inside = normal(place / target)
        if inside == other:
            return f"{found[1]}{get_relative_url(other_url, page.url)})"
        uri = inside.removeprefix("docs/") if inside.startswith("docs/") else place_of(inside)
        if files.get_file_from_path(uri) is None:
            return found[0] if not outside and inside.startswith("docs/") else f"{found[1]}{up(here)}index.md)"
        return f"{found[1]}{up(here)}{uri}{found[3]}"

    def picture(found: re.Match[str]) -> str:
        file = files.get_file_from_path(normal(Path(here).parent / found[2]))
        return f"{found[1]}{get_relative_url(file.url, page.url)}{found[3]}" if file else found[0]

    if here.endswith(".zh.md"):
        markdown = anchored(markdown, (ROOT / "docs" / here.replace(".zh.md", ".md")).read_text(encoding="utf-8"))
    return PICTURE.sub(picture, LINK.sub(to, markdown))


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Let a Chinese page search the Chinese pages: its index is below ``zh``."""
    if config.plugins["i18n"].current_language == "en":
        return output
    top, own = (get_relative_url(place, page.url).rstrip("/") for place in ("./", "zh/"))
    return output.replace(f'"base": "{top}"', f'"base": "{own}"', 1)


@event_priority(-200)  # after the plugin of the languages, which puts the entries of both into one index
def on_post_build(config: Any) -> None:
    """Divide the index of the search by language; add the built page that ``GOVREPORT_PLAYGROUND`` names, as ``app/``."""
    if config.plugins["i18n"].building:
        return
    playground = os.environ.get("GOVREPORT_PLAYGROUND")
    if playground:
        shutil.copytree(playground, Path(config.site_dir, "app"), dirs_exist_ok=True)
    path = Path(config.site_dir, "search", "search_index.json")
    index = json.loads(path.read_text(encoding="utf-8"))
    chinese = [entry for entry in index["docs"] if entry["location"].startswith("zh/")]
    english = [entry for entry in index["docs"] if not entry["location"].startswith("zh/")]
    for entry in chinese:
        entry["location"] = entry["location"].removeprefix("zh/")
    for file, docs in ((path, english), (Path(config.site_dir, "zh", "search", path.name), chinese)):
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps({**index, "docs": docs}, ensure_ascii=False), encoding="utf-8")


def anchored(markdown: str, english: str) -> str:
    """A Chinese page whose headings have the anchors of the English page too, which has the same headings."""
    names = iter([slug(found[2]) for found in HEADING.finditer(english) if found[1]])

    def with_anchor(found: re.Match[str]) -> str:
        name = next(names, None) if found[1] else None
        return f'{found[1]}<a id="{name}"></a>{found[2]}' if name else found[0]

    return HEADING.sub(with_anchor, markdown)


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub and the site make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def place_of(name: str) -> str:
    """The place on the site of a page from outside of ``docs``, which is the same in both languages."""
    name = name.replace("README.zh-CN", "README")
    return f"project/{name}" if name.endswith(".md") else f"project/{name}.md"


def up(uri: str) -> str:
    """From a page to the root of the site."""
    return "../" * uri.count("/")


def normal(path: Path) -> str:
    """A path without ``..``."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
