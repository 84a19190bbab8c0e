"""Leave out pages whose examples need an extra that is not installed."""

from __future__ import annotations

from importlib.util import find_spec

NEEDS = {
    "formats.md": ("docx", "lxml", "readability"),
    "corpus.md": ("pyarrow",),
    "scale.md": ("pyarrow",),
    "tutorial.md": ("pandas",),
}

collect_ignore = ["conftest.py"] + [
    name
    for page, modules in NEEDS.items()
    if not all(map(find_spec, modules))
    for name in (page, page.replace(".md", ".zh.md"))
]
