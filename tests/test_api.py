"""The public interface is listed in ``public_api.txt``; docs/compatibility.md states what it promises.

A change that is meant is written down with::

    python tests/test_api.py > tests/public_api.txt

in an environment with all extras, and announced in CHANGELOG.md.
"""

from __future__ import annotations

import ast
import difflib
import enum
import importlib
import inspect
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any

import attrs
import click
import pytest

from commands import commands
from govreport.data.serialize import schema

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "tests" / "public_api.txt"

PAGE = (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8")
PUBLIC: Mapping[str, tuple[str, ...]] = {
    module: tuple(re.findall(r"`(\w+)`", names)) if "`__all__`" not in names else ()
    for module, names in re.findall(r"^\| `(govreport[\w.]*)` \| (.+) \|$", PAGE, re.MULTILINE)
}
"""The modules that the page lists, each with its public names; nothing for all of ``__all__``."""


INTERNAL = (ROOT / "docs" / "grammar.md", ROOT / "docs" / "grammar.zh.md")
"""Pages for those who change the library; their examples may look inside."""


def is_available(module: str) -> bool:
    """Whether a module can be imported: some need an extra."""
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def test_the_interface_equals_the_snapshot() -> None:
    recorded = by_module(SNAPSHOT.read_text(encoding="utf-8").splitlines())
    missing = {module for module in PUBLIC if not is_available(module)}
    old = [line for module, lines in recorded.items() if module not in missing for line in lines]
    new = list(interface(PUBLIC.keys() - missing))
    changes = [line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:2] not in ("--", "++", "@@")]
    assert not changes, f"if this is meant, follow the docstring of {Path(__file__).name}:\n" + "\n".join(changes)
    assert recorded.keys() >= PUBLIC.keys()


def by_module(lines: Sequence[str]) -> dict[str, list[str]]:
    """The lines of each part of the snapshot: of a module, the command, the data form."""
    parts: dict[str, list[str]] = {}
    for line in lines:
        if not line.startswith(" "):
            part = parts.setdefault(line.removeprefix("module "), [])
        part.append(line)
    return parts


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_have_no_underscore_and_a_docstring(module: str) -> None:
    if not is_available(module):
        pytest.skip(f"{module} needs an extra")
    for name in names_of(module):
        assert not name.startswith("_")
        thing = getattr(importlib.import_module(module), name)
        is_code = inspect.isclass(thing) or inspect.isroutine(thing)
        assert not is_code or thing.__doc__, name


# ---- what the documentation imports ------------------------------------------------------------------------------


def test_the_documentation_imports_public_names_only() -> None:
    pages = {*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")}.difference(INTERNAL)
    found = [(page, *each) for page in pages for each in imports(page.read_text(encoding="utf-8"))]
    assert len(found) > 50
    private = {
        f"{page.relative_to(ROOT).as_posix()}: {module}{name and f'.{name}'}"
        for page, module, name in found
        if module not in PUBLIC or (name and f"{module}.{name}" not in PUBLIC and name not in public_names(module))
    }
    assert sorted(private) == [], "list them in docs/compatibility.md, or remove them from the other pages"


def imports(page: str) -> Iterator[tuple[str, str]]:
    """The modules of the library that the Python code of a page imports, each with a name, or without one for the module."""
    for block in re.findall(r"^ *```(?:pycon|python|py)\b.*?\n(.*?)^ *```", page, re.MULTILINE | re.DOTALL):
        lines = map(str.strip, block.replace(">>> ", "").splitlines())
        for line in lines:
            if match := re.match(r"from (govreport[\w.]*) import (.+)", line):
                yield from ((match[1], name.split()[0]) for name in match[2].strip("()").split(",") if name.strip())
            elif match := re.match(r"import (govreport[\w.]*)", line):
                yield match[1], ""


def public_names(module: str) -> tuple[str, ...]:
    """The public names of a module, read from its source: to import it may need an extra."""
    if PUBLIC[module]:
        return PUBLIC[module]
    path = ROOT.joinpath("src", *module.split("."))
    source = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
    exported = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    return tuple(ast.literal_eval(exported))


# ---- the interface as text ---------------------------------------------------------------------------------------


def interface(modules: Collection[str] = PUBLIC.keys()) -> Iterator[str]:
    """One line for each thing that a program may rely on."""
    seen: set[int] = set()
    for module in filter(modules.__contains__, PUBLIC):
        yield f"module {module}"
        for name in names_of(module):
            thing = getattr(importlib.import_module(module), name)
            known = inspect.isclass(thing) and id(thing) in seen
            yield from [f"    {name}"] if known else (f"    {line}" for line in described(name, thing))
            seen.add(id(thing))
    yield "command govreport"
    for name, command in commands().items():
        yield f"    {name}"
        for parameter in command.params:
            yield f"        {parameter_line(parameter)}"
    yield "exit codes"
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    exits = re.findall(r"^\| (\d+) \| (.+?)(?: \(.+)? \|$", page, re.MULTILINE)
    yield from (f"    {code} {meaning}" for code, meaning in exits)
    whole: Any = schema()
    yield f"data form {whole['title']}"
    for name, form in {"report": whole, **whole["$defs"]}.items():
        keys = form.get("properties", {})
        yield from (f"    {name}.{key}{'' if key in form.get('required', ()) else '?'}" for key in keys)


def parameter_line(parameter: click.Parameter) -> str:
    """An argument or option of a command, with its choices and its default."""
    if isinstance(parameter, click.Argument):
        return str(parameter.name).upper()
    choices = f" {{{', '.join(parameter.type.choices)}}}" if isinstance(parameter.type, click.Choice) else ""
    default = f" = {value(parameter.default)}" if isinstance(parameter.default, (str, int, float)) else ""
    default = "" if isinstance(parameter.default, bool) else default
    return f"{', '.join((*parameter.opts, *parameter.secondary_opts))}{choices}{default}"


def names_of(module: str) -> list[str]:
    """The public names of a module."""
    return list(PUBLIC[module] or importlib.import_module(module).__all__)


def described(name: str, thing: Any) -> Iterator[str]:
    """A name and, for a class, what its objects have."""
    if inspect.isclass(thing):
        bases = ", ".join(base.__name__ for base in thing.__bases__ if base is not object)
        yield f"class {name}({bases})"
        yield from (f"    {line}" for line in members(thing))
    elif inspect.isroutine(thing):
        yield f"{name}{signature(thing)}"
    elif isinstance(thing, (Mapping, tuple, frozenset)):
        each = sorted(thing) if isinstance(thing, frozenset) else thing
        yield f"{name}: {', '.join(str(getattr(one, 'name', one)) for one in each)}"
    elif isinstance(thing, UnionType):
        yield f"{name} = {re.sub(r'[a-z_]+[.]', '', str(thing))}"
    else:
        yield f"{name}: {type(thing).__name__}"


def members(kind: type) -> Iterator[str]:
    """The fields, properties and methods that a class adds to those of its bases."""
    fields = {field.name: field for field in attrs.fields(kind)} if attrs.has(kind) else {}
    for name, annotation in inspect.get_annotations(kind).items():
        if not name.startswith("_"):
            default = fields[name].default if name in fields else vars(kind).get(name, attrs.NOTHING)
            default = f" = {value(default)}" if isinstance(default, (str, int, tuple, type(None))) else ""
            keyword = " (keyword only)" if name in fields and fields[name].kw_only else ""
            yield f"{name}: {annotation}{default}{keyword}"
    for name, member in vars(kind).items():
        if name == "__init__" and not attrs.has(kind):
            yield f"{name}{signature(member)}"
        elif name.startswith("_") or name in inspect.get_annotations(kind):
            continue
        elif isinstance(member, property) or hasattr(member, "func"):
            getter = member.fget if isinstance(member, property) else member.func
            yield f"{name}: {getter.__annotations__['return']}"
        elif isinstance(member, (classmethod, staticmethod)) or inspect.isfunction(member):
            yield f"{name}{signature(getattr(kind, name))}"


def signature(function: Any) -> str:
    """Parameters with their kinds, types and defaults, and what comes back."""
    found = inspect.signature(function)
    words: list[str] = []
    kinds = [parameter.kind for parameter in found.parameters.values()]
    for k, parameter in enumerate(found.parameters.values()):
        if parameter.kind is parameter.KEYWORD_ONLY and parameter.KEYWORD_ONLY not in kinds[:k]:
            words.append("*")
        default = "" if parameter.default is parameter.empty else f" = {value(parameter.default, function.__globals__)}"
        typed = "" if parameter.annotation is parameter.empty else f": {parameter.annotation}"
        words.append(f"{parameter.name}{typed}{default}")
    return f"({', '.join(words)}) -> {found.return_annotation}"


def value(default: object, names: Mapping[str, object] = MappingProxyType({})) -> str:
    """A default as a signature shows it; a constant that is more than a word by its name."""
    if isinstance(default, enum.Enum):
        return str(default.value)
    named = (name for name, thing in names.items() if thing is default and name.isupper())
    return repr(default) if isinstance(default, (str, int, type(None))) or not default else next(named, repr(default))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in interface())
