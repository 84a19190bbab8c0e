"""The classes of the commands: each ends with its exit code, and is loaded when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar, cast

import click

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Argument(click.Argument):
    """An argument with a line of help."""

    def __init__(self, declarations: Sequence[str], *, help: str = "", **settings: Any) -> None:
        super().__init__(declarations, **settings)
        self.help = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """The name and the help of the argument."""
        return self.make_metavar(ctx), self.help or ""


class Command(click.Command):
    """A command whose function returns its exit code; None means 0."""

    def invoke(self, ctx: click.Context) -> None:
        """Run the command and leave with its exit code."""
        ctx.exit(super().invoke(ctx) or 0)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing; ``format_options`` writes the arguments, too."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments, then the options."""
        for title, kind in (("Arguments", click.Argument), ("Options", click.Option)):
            params = [param for param in self.get_params(ctx) if isinstance(param, kind)]
            rows = [row for row in (param.get_help_record(ctx) for param in params) if row]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Commands(click.Group):
    """A group whose commands are imported when they are used.

    :param modules: the module of each command, by name; its function has the same name, with ``_`` added if Python has one.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of their declaration."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, from its module."""
        if cmd_name not in self.modules:
            return None
        module = import_module(self.modules[cmd_name])
        return cast("click.Command", getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_"))


def command(name: str | None = None, *, example: str) -> Callable[[Callable[..., int | None]], Command]:
    """A decorator that makes a command of a function; the docstring is its help.

    :param example: a command line, which the help shows last.
    """
    return click.command(name, cls=Command, epilog=f"Example: {example}")


def argument(name: str, *, help: str, **settings: Any) -> Callable[[_Function], _Function]:
    """A decorator that adds an argument with a line of help."""
    return click.argument(name, cls=Argument, help=help, **settings)


option = click.option
"""A decorator that adds an option."""
