"""Values that TOML files describe: files in a package, by name, and files of users, by path."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

SUFFIX: Final = ".toml"

_Value = TypeVar("_Value")


def names_in(package: str) -> tuple[str, ...]:
    """The names of the TOML files in a package, without their suffix."""
    return tuple(sorted(one.name.removesuffix(SUFFIX) for one in files(package).iterdir() if one.name.endswith(SUFFIX)))


def text_in(package: str, name: str) -> str:
    """The text of a TOML file in a package."""
    return files(package).joinpath(name + SUFFIX).read_text(encoding="utf-8")


def read_file(path: str, make: Callable[[str], _Value], error: Callable[[str, str], Exception]) -> _Value:
    """The value that ``make`` gives for the text of a file.

    :param error: makes the exception for a path and a problem; it is raised if the file is unreadable or invalid.
    """
    try:
        return make(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise error(path, getattr(problem, "strerror", None) or str(problem)) from problem
