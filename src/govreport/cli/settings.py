"""The settings for ``check`` in the table ``[tool.govreport]`` of a ``pyproject.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import frozen

from govreport.cli.options import FORMATS
from govreport.cli.selection import code_prefixes
from govreport.tree.codes import SEVERITIES
from govreport.util.toml_tables import read_toml


class SettingsError(Exception):
    """A ``pyproject.toml`` with invalid settings; the message names the file and the key."""


@frozen
class Settings:
    """The settings of ``check`` that the command line can override."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = "warning"
    output_format: str = "text"


def settings(folder: Path) -> Settings:
    """The settings from the nearest ``pyproject.toml`` with a ``[tool.govreport]``, in the folder or above it.

    :raises SettingsError: the file is not valid TOML, or has an unknown key or an invalid value.
    """
    for place in (folder, *folder.parents):
        file = place / "pyproject.toml"
        table = _table(file) if file.is_file() else None
        if table is not None:
            return _settings(table, file)
    return Settings()


def _table(file: Path) -> Mapping[str, Any] | None:
    """The table ``[tool.govreport]`` of a file, or None."""
    try:
        content = read_toml(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: {error}") from error
    tool = content.get("tool", {})
    if not isinstance(tool, dict):
        raise SettingsError(f"{file}: tool is not a table")
    table = tool.get("govreport")
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{file}: tool.govreport is not a table; write [tool.govreport] above its keys")
    return table


def _settings(table: Mapping[str, Any], file: Path) -> Settings:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise SettingsError(f"{file}: unknown key {key!r} in [tool.govreport]; known keys are {', '.join(_KEYS)}")
        try:
            values[key.replace("-", "_")] = _KEYS[key](value)
        except ValueError as error:
            raise SettingsError(f"{file}: [tool.govreport] {key}: {error}") from error
    return Settings(**values)


def _codes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError('expected an array of codes, such as ["GR2", "GR401"]')
    return code_prefixes(value)


def _one_of(words: tuple[str, ...], value: object) -> str:
    if value not in words:
        raise ValueError(f"{value!r} is not one of {', '.join(words)}")
    return str(value)


_KEYS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "select": _codes,
        "ignore": _codes,
        "severity": partial(_one_of, SEVERITIES),
        "output-format": partial(_one_of, FORMATS),
    }
)
