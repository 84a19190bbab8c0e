"""The public interface is what ``public_api.txt`` says; docs/compatibility.md says what that promises.

A change that is meant is written down with::

    python tests/test_api.py > tests/public_api.txt

and told in CHANGELOG.md.
"""

from __future__ import annotations

import difflib
import enum
import importlib
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any

import attrs
import pytest

from commands import commands
from govreport.data.serialize import schema

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "tests" / "public_api.txt"

PUBLIC: dict[str, tuple[str, ...]] = {
    "govreport": (),
    "govreport.cleaning": (),
    "govreport.comparing": (),
    "govreport.dialects": ("Dialect", "Form", "load", "names"),
    "govreport.text.encodings": ("ENCODINGS",),
    "govreport.profiles": ("Part", "Profile", "load", "names"),
    "govreport.profiles.roles": ("Clue", "Role"),
    "govreport.data.serialize": ("schema",),
    "govreport.testing": (),
    "govreport.tree.walk": ("leaves", "places"),
}
"""The modules that have public names, each with these, or all of its ``__all__``."""


def test_the_interface_is_what_the_snapshot_says() -> None:
    said, found = SNAPSHOT.read_text(encoding="utf-8").splitlines(), list(interface())
    changes = [
        line for line in difflib.unified_diff(said, found, lineterm="", n=0) if line[:2] not in ("--", "++", "@@")
    ]
    assert not changes, f"if this is meant, say so as {Path(__file__).name} tells:\n" + "\n".join(changes)


def test_the_page_names_every_module_with_public_names() -> None:
    page = (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(govreport[\w.]*)` \|", page, re.MULTILINE)) >= PUBLIC.keys()


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_have_no_underscore_and_a_docstring(module: str) -> None:
    for name in names_of(module):
        assert not name.startswith("_")
        thing = getattr(importlib.import_module(module), name)
        is_code = inspect.isclass(thing) or inspect.isroutine(thing)
        assert not is_code or thing.__doc__, name


# ---- the interface as text ---------------------------------------------------------------------------------------


def interface() -> Iterator[str]:
    """One line for each thing that a program may rely on."""
    seen: set[int] = set()
    for module in PUBLIC:
        yield f"module {module}"
        for name in names_of(module):
            thing = getattr(importlib.import_module(module), name)
            known = inspect.isclass(thing) and id(thing) in seen
            yield from [f"    {name}"] if known else (f"    {line}" for line in described(name, thing))
            seen.add(id(thing))
    yield "command govreport"
    for name, parameters in commands().items():
        yield f"    {name}"
        for parameter in parameters:
            default = "" if parameter.default in (inspect.Parameter.empty, False) else f" = {value(parameter.default)}"
            choices = f" {{{', '.join(parameter.choices)}}}" if parameter.choices else ""
            yield f"        {', '.join(parameter.spellings) or parameter.name.upper()}{choices}{default}"
    yield "exit codes"
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    exits = re.findall(r"^\| (\d+) \| (.+?)(?: \(.+)? \|$", page, re.MULTILINE)
    yield from (f"    {code} {meaning}" for code, meaning in exits)
    whole: Any = schema()
    yield f"data form {whole['title']}"
    for name, form in {"report": whole, **whole["$defs"]}.items():
        keys = form.get("properties", {})
        yield from (f"    {name}.{key}{'' if key in form.get('required', ()) else '?'}" for key in keys)


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
