"""Pages whose examples need an extra are left out where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

NEEDS = {
    "formats.md": ("docx", "lxml", "readability"),
    "corpus.md": ("pyarrow",),
    "scale.md": ("pyarrow",),
    "tutorial.md": ("pandas",),
    "zh/tutorial.md": ("pandas",),
}

collect_ignore = ["conftest.py"] + [page for page, modules in NEEDS.items() if not all(map(find_spec, modules))]
