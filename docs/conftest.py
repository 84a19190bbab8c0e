"""Leave out pages whose examples need an extra that is not installed, and a twin whose examples take seconds."""

from __future__ import annotations

from importlib.util import find_spec

NEEDS = {
    "formats.md": ("docx", "lxml", "readability"),
    "corpus.md": ("pyarrow",),
    "scale.md": ("pyarrow",),
    "tutorial.md": ("pandas",),
}

# The examples of a twin are those of its page, as tests/test_translations.py checks.
collect_ignore = ["conftest.py", "testing-with-govreport.zh.md"] + [
    name
    for page, modules in NEEDS.items()
    if not all(map(find_spec, modules))
    for name in (page, page.replace(".md", ".zh.md"))
]
