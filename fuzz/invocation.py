"""Commands of ``govreport`` in this process: their options as some bytes choose them, and what they leave behind."""

from __future__ import annotations

import enum
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NoReturn, get_args, get_type_hints
from unittest.mock import patch

import typer
from attrs import frozen

from govreport import dialects, profiles
from govreport.cli import main
from govreport.cli.app import app
from govreport.dialects import Dialect
from govreport.profiles import Profile
from govreport.text.encodings import ENCODINGS
from inputs import as_text

CHOICES = 16
"""The number of bytes at the start of an input that choose the options, and whether the output is a terminal."""
_UNKNOWN = ("klingon", "\x1b[2J")
_OF_TYPE: Mapping[type, Sequence[str]] = {
    int: ("0", "1", "2", "8", "40", "-1"),
    Dialect: (*dialects.names(), *_UNKNOWN),
    Profile: (*profiles.names(), *_UNKNOWN),
}
_OF_METAVAR: Mapping[str, Sequence[str]] = {
    "NAME": (*ENCODINGS, *_UNKNOWN),
    "CODES": ("GR101", "GR2", *_UNKNOWN),
    "URL": _UNKNOWN,
    "WORDS": ("总则", *_UNKNOWN),
    "SECONDS": ("0", "0.5", "60"),
    "OUT": ("-",),
    "PAGE": ("-",),
    "PICTURE": ("-",),
}
"""The values of options that take a text.  An option that names a file to write gets standard output."""


@frozen
class Outcome:
    """What a command left behind."""

    code: object
    output: str
    errors: str
    at_terminal: bool


@cache
def commands() -> Mapping[str, Any]:
    """The commands by name."""
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def outcome(name: str, choices: bytes, file: bytes) -> Outcome:
    """Run a command with the options that some bytes choose, on a file as its standard input.

    What a command takes besides options and files is said in the file.
    """
    at_terminal = bool(choices) and choices[0] % 2 == 1
    output, errors = (_Stream(at_terminal) for _ in range(2))
    streams = patch.multiple(sys, stdin=io.TextIOWrapper(io.BytesIO(file)), stdout=output, stderr=errors)
    with streams, patch("govreport.cli.drop_output", _unexpected):
        try:
            main([name, *arguments(commands()[name], choices[1:], as_text(file))])
        except SystemExit as exit_:
            return Outcome(exit_.code, output.written(), errors.written(), at_terminal)


def _unexpected(error: OSError) -> NoReturn:
    """Writing into memory does not fail, so whatever failed is a finding."""
    raise error


def arguments(command: Any, choices: bytes, words: str) -> Iterator[str]:
    """Options of a command, each as one byte chooses it, or none; then ``-`` for its files, or words for what else it takes.

    >>> list(arguments(commands()["tree"], bytes([2, 1]), "总则"))
    ['--depth', '1', '--spans', '--', '-']
    """
    kinds = get_type_hints(command.callback)
    options = [one for one in command.params if one.param_type_name == "option"]
    for option, choice in zip(options, choices, strict=False):
        ways = [[], *_ways(option, kinds[option.name])]
        yield from ways[choice % len(ways)]
    yield "--"
    for one in command.params:
        if one.param_type_name == "argument":
            yield from ["-"] if one.metavar == "FILE" else words.split()


def _ways(option: Any, kind: Any) -> list[list[str]]:
    """The ways to give an option, by the type of its value."""
    if option.is_flag:
        return [[name.strip()] for name in (*option.opts, *option.secondary_opts) if name.strip()]
    return [[option.opts[0], value] for value in _values(option, kind)]


def _values(option: Any, kind: Any) -> Sequence[str]:
    for each in (kind, *get_args(kind)):
        if each in _OF_TYPE:
            return _OF_TYPE[each]
        if isinstance(each, type) and issubclass(each, enum.Enum):
            return [member.value for member in each]
    return _OF_METAVAR[option.metavar]


class _Stream(io.TextIOWrapper):
    """A stream into memory, which may say that it is a terminal."""

    def __init__(self, at_terminal: bool) -> None:
        self._bytes = io.BytesIO()
        self._at_terminal = at_terminal
        super().__init__(self._bytes, encoding="utf-8")

    def isatty(self) -> bool:
        return self._at_terminal

    def written(self) -> str:
        self.flush()
        return self._bytes.getvalue().decode("utf-8")
