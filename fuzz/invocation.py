"""Commands of ``govreport`` in this process: their options as some bytes choose them, and the files that they leave."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NoReturn
from unittest.mock import patch

import click
from attrs import frozen

from govreport import dialects, profiles
from govreport.cli import main
from govreport.cli.app import app
from govreport.text.encodings import ENCODINGS
from inputs import as_text

CHOICES = 20
"""The number of bytes at the start of an input that choose the options, and whether the output is a terminal."""
FILE_NAMES = ("file", "files", "old", "new")
"""Arguments that name a file to read."""
_UNKNOWN = ("klingon", "\x1b[2J")
_OF_METAVAR: Mapping[str, Sequence[str]] = {
    "N": ("0", "1", "2", "8", "40", "-1"),
    "NAME|FILE": (*dialects.names(), *profiles.names(), *_UNKNOWN),
    "NAME": (*ENCODINGS, *_UNKNOWN),
    "CODES": ("GR101", "GR2", *_UNKNOWN),
    "en|zh": ("zh", "en", *_UNKNOWN),
    "URL": _UNKNOWN,
    "WORDS": ("总则", *_UNKNOWN),
    "SECONDS": ("0", "0.5", "60"),
    "OUT": ("-",),
    "PAGE": ("-",),
    "PICTURE": ("-",),
    "FILE": ("no such font", *_UNKNOWN),
}
"""The values of options that take a text.  An option that names a file to write gets standard output."""


@frozen
class Outcome:
    """The result of a command."""

    code: object
    output: str
    errors: str
    at_terminal: bool
    arguments: tuple[str, ...] = ()


@cache
def commands() -> Mapping[str, click.Command]:
    """The commands by name."""
    context = click.Context(app)
    found = {name: app.get_command(context, name) for name in app.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def outcome(name: str, choices: bytes, file: bytes) -> Outcome:
    """Run a command with the options that some bytes choose, on a file as its standard input.

    The file contains the other input of a command.
    """
    at_terminal = bool(choices) and choices[0] % 2 == 1
    output, errors = (_Stream(at_terminal) for _ in range(2))
    given = tuple(arguments(commands()[name], choices[1:], as_text(file)))
    streams = patch.multiple(sys, stdin=io.TextIOWrapper(io.BytesIO(file)), stdout=output, stderr=errors)
    with streams, patch("govreport.cli.drop_output", _unexpected):
        try:
            main([name, *given])
        except SystemExit as exit_:
            return Outcome(exit_.code, output.written(), errors.written(), at_terminal, given)


def _unexpected(error: OSError) -> NoReturn:
    """Writing into memory does not fail, so every failure is a finding."""
    raise error


def options(command: click.Command) -> list[click.Option]:
    """The options that bytes choose: all but those that do the same in every command."""
    return [one for one in command.params if isinstance(one, click.Option) and (one.expose_value or one.name == "lang")]


def arguments(command: click.Command, choices: bytes, words: str) -> Iterator[str]:
    """Options of a command, each as one byte chooses it, or no option; then ``-`` for its files, or words for what else it takes.

    >>> list(arguments(commands()["tree"], bytes([2, 1]), "总则"))
    ['--depth', '1', '--spans', '--', '-']
    """
    for option, choice in zip(options(command), choices, strict=False):
        ways = [[], *_ways(option)]
        yield from ways[choice % len(ways)]
    yield "--"
    for one in command.params:
        if isinstance(one, click.Argument):
            yield from ["-"] if one.name in FILE_NAMES else words.split()


def _ways(option: click.Option) -> list[list[str]]:
    """The ways to give an option, by the type of its value."""
    if option.is_flag:
        return [[name] for name in (*option.opts, *option.secondary_opts)]
    return [[option.opts[0], value] for value in _values(option)]


def _values(option: click.Option) -> Sequence[str]:
    return option.type.choices if isinstance(option.type, click.Choice) else _OF_METAVAR[option.metavar or ""]


class _Stream(io.TextIOWrapper):
    """A stream into memory, which may claim to be a terminal."""

    def __init__(self, at_terminal: bool) -> None:
        self._bytes = io.BytesIO()
        self._at_terminal = at_terminal
        super().__init__(self._bytes, encoding="utf-8")

    def isatty(self) -> bool:
        return self._at_terminal

    def written(self) -> str:
        self.flush()
        return self._bytes.getvalue().decode("utf-8")
