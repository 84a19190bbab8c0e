"""How the house is built: layers, size, names, and what it never does."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import govreport

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
MODULES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SRC / "govreport").rglob("*.py"))
}

LAYERS = """
    errors whole declared seeker source variants families scripts paths evidence markup
    nodes findings codes numerals checked dates cleaning profiles
    runs walk lookup labels notebook serialize deserialize conversion writers plots facts fitting sentences chunks
    explanations ordinals lists unread numbering checks roles sourced report render comparing
    tokens builder edges lalr prepared shapes grammar dialects lines noise styles layout headings marks quotes contents scanner
    ahead content levels decimals uncounted nesting placing outline leaves parts rows tables head foot assembly drafting
    parsing decoding encodings formats reading
    testing viewer batch spark langchain llamaindex
""".split()  # noqa: SIM905  (words read better than a list of strings)
"""The modules below the command line, lowest first: each may import those before it, never one after."""

LONG: dict[str, str] = {}
"""Modules of more than 250 lines, each with the reason why it stays whole."""


def layer_of(module: str) -> str:
    return (*module.split("."), "")[1]


PACKAGES = sorted({layer_of(name) for name, path in MODULES.items() if path.name == "__init__.py"} - {""})


def imports(name: str) -> Iterator[str]:
    """The modules of the package that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "govreport")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import in line {node.lineno}"
            if node.module and node.module.split(".")[0] == "govreport":
                within = [f"{node.module}.{alias.name}" for alias in node.names]
                yield from (module if module in MODULES else node.module for module in within)


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_go_down(layer: str) -> None:
    below = {"grammars", *LAYERS[: LAYERS.index(layer)], *([layer] if layer in PACKAGES else [])}
    used = {name.split(".")[1] for module in MODULES if layer_of(module) == layer for name in imports(module)}
    assert used <= below


def test_every_module_has_a_layer() -> None:
    above = {"__init__", "__main__", "cli"}
    names = {path.relative_to(SRC / "govreport").parts[0].removesuffix(".py") for path in MODULES.values()}
    assert names - above == set(LAYERS), "give a new module its place in LAYERS"


def test_nothing_imports_the_command_line_but_itself() -> None:
    others = {name for name in MODULES if not name.startswith("govreport.cli")} - {"govreport.__main__"}
    assert [name for name in others if any(used.startswith("govreport.cli") for used in imports(name))] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_of_a_package_waits_for_another(package: str) -> None:
    done: set[str] = set()
    inside = [name for name in MODULES if layer_of(name) == package]
    waiting = {name: set(imports(name)) - {name} for name in inside}
    while waiting:
        ready = {name for name, needs in waiting.items() if not needs & waiting.keys()}
        assert ready, f"these import each other: {sorted(waiting)}"
        done |= ready
        waiting = {name: needs for name, needs in waiting.items() if name not in ready}
    assert done


@pytest.mark.parametrize("name", MODULES)
def test_modules_are_short(name: str) -> None:
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert lines <= 250 or LONG.get(name), f"{lines} lines: has it one reason to exist?"


@pytest.mark.parametrize("name", MODULES)
def test_modules_begin_with_a_docstring(name: str) -> None:
    docstring = ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].rstrip().endswith((".", ":", "。", ","))


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("govreport.cli")])
def test_the_library_does_not_print(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    assert [node.lineno for node in names if node.id in ("print", "breakpoint")] == []


@pytest.mark.parametrize("name", govreport.__all__)
def test_public_names_exist_and_are_documented(name: str) -> None:
    thing = getattr(govreport, name)
    if inspect.isclass(thing) or inspect.isroutine(thing):
        assert thing.__doc__
        assert not thing.__doc__.startswith(("Method generated by attrs", f"{name}("))
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    assert any(name in page.read_text(encoding="utf-8") for page in pages), f"no page names {name}"


def test_public_names_are_listed_once() -> None:
    assert len(set(govreport.__all__)) == len(govreport.__all__)
    assert "parse" in govreport.__all__


def test_every_sub_package_is_declared() -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = declared[declared.index("packages = [") :].partition("]")[0]
    packages = [name for name, path in MODULES.items() if path.name == "__init__.py"]
    assert "govreport" in packages
    assert [name for name in packages if f'"{name}"' not in listed] == []


def test_no_file_points_outside_the_project() -> None:
    outside = "../" + "shared"
    folders = ("src", "tests", "grammars", "docs", "benchmarks", "seeds")
    files = [*ROOT.glob("*.*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    suffixes = {".py", ".md", ".toml", ".lark", ".json", ".in", ".txt"}
    texts = [path for path in files if path.suffix in suffixes]
    assert len(texts) > 30
    assert [path for path in texts if outside in path.read_text(encoding="utf-8")] == []
