"""The commands of the application, with their arguments, options and choices as they are declared."""

from __future__ import annotations

import contextlib
import enum
import inspect
import io
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import typer
from attrs import frozen

from govreport.cli import main
from govreport.cli.app import app


@frozen
class Parameter:
    """An argument of a command, or an option."""

    name: str
    spellings: tuple[str, ...]
    """How an option is written: ``--depth``, ``-d``; nothing for an argument."""
    type: Any
    default: Any

    @property
    def takes_files(self) -> bool:
        return not self.spellings and self.name == "files"

    @property
    def choices(self) -> list[str]:
        """The values of an option that takes one of a few."""
        kinds = [kind for kind in (self.type, *get_args(self.type)) if inspect.isclass(kind)]
        return [str(member.value) for kind in kinds if issubclass(kind, enum.Enum) for member in kind]


def commands() -> dict[str, list[Parameter]]:
    """All commands by name, in the order of their declaration."""
    group: Any = typer.main.get_command(app)
    return {name: list(_parameters(command)) for name, command in group.commands.items()}


def _parameters(command: Any) -> Iterator[Parameter]:
    kinds = get_type_hints(command.callback)
    declared = inspect.signature(command.callback).parameters
    for parameter in command.params:
        if parameter.name in declared:  # --help is not
            written = (*parameter.opts, *parameter.secondary_opts) if parameter.param_type_name == "option" else ()
            spellings = tuple(filter(None, map(str.strip, written)))
            yield Parameter(parameter.name, spellings, kinds[parameter.name], declared[parameter.name].default)


SAVING = frozenset({"convert", "corpus", "diff", "stats", "view"})
"""The commands whose work is a file, or a page that is served, or that take two reports; their own tests run them."""


def command_lines(*files: str) -> Iterator[list[str]]:
    """Each command that only prints with each of its switches and each choice of its options, on files if it takes files."""
    for name, parameters in commands().items():
        if name in SAVING:
            continue
        given = list(files) if any(parameter.takes_files for parameter in parameters) else []
        yield [name, *given]
        for parameter in parameters:
            if parameter.type is bool:
                yield [name, parameter.spellings[0], *given]
            for choice in parameter.choices:
                yield [name, parameter.spellings[0], choice, *given]


def run(arguments: list[str], *, terminal: bool = False) -> tuple[int, str, str]:
    """The exit code of a command line, and what it prints on standard output and standard error."""

    class Screen(io.BytesIO):
        def isatty(self) -> bool:
            return terminal

    screens = [Screen(), Screen()]
    out, err = (io.TextIOWrapper(screen, encoding="utf-8", write_through=True) for screen in screens)
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
    shown, stderr = (screen.getvalue().decode("utf-8") for screen in screens)
    return code, shown, stderr
