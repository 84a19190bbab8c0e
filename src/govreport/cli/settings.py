"""What ``[tool.govreport]`` in a ``pyproject.toml`` says about checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import frozen

from govreport.cli.options import OutputFormat
from govreport.cli.selection import code_prefixes
from govreport.tree.codes import SEVERITIES
from govreport.util.toml_tables import read_toml

FORMATS = tuple(form.value for form in OutputFormat)


class SettingsError(Exception):
    """A ``pyproject.toml`` that cannot be used; the message names the file and the key."""


@frozen
class Settings:
    """How to check when the command line says nothing else."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = "warning"
    output_format: str = "text"


def settings(folder: Path) -> Settings:
    """The settings for a folder, from the nearest ``pyproject.toml`` in it or above it that has a ``[tool.govreport]``.

    :raises SettingsError: the file is no TOML, or it has a key or a value that is not known here.
    """
    for place in (folder, *folder.parents):
        file = place / "pyproject.toml"
        table = _table(file) if file.is_file() else None
        if table is not None:
            return _settings(table, file)
    return Settings()


def _table(file: Path) -> Mapping[str, Any] | None:
    """``[tool.govreport]`` of a file, if it has one."""
    try:
        content = read_toml(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: {error}") from error
    tool = content.get("tool", {})
    if not isinstance(tool, dict):
        raise SettingsError(f"{file}: tool is no table")
    table = tool.get("govreport")
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{file}: tool.govreport is no table; write [tool.govreport] above its keys")
    return table


def _settings(table: Mapping[str, Any], file: Path) -> Settings:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise SettingsError(f"{file}: [tool.govreport] knows no key {key!r}; there are {', '.join(_KEYS)}")
        try:
            values[key.replace("-", "_")] = _KEYS[key](value)
        except ValueError as error:
            raise SettingsError(f"{file}: [tool.govreport] {key}: {error}") from error
    return Settings(**values)


def _codes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError('an array of codes is needed, such as ["GR2", "GR401"]')
    return code_prefixes(value)


def _one_of(words: tuple[str, ...], value: object) -> str:
    if value not in words:
        raise ValueError(f"{value!r} is none of {', '.join(words)}")
    return str(value)


_KEYS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "select": _codes,
        "ignore": _codes,
        "severity": partial(_one_of, SEVERITIES),
        "output-format": partial(_one_of, FORMATS),
    }
)
