"""The commands of the application, with their options and choices as they are declared."""

from __future__ import annotations

import contextlib
import inspect
import io
from collections.abc import Iterator

import click

from govreport.cli import main
from govreport.cli.app import app


def commands() -> dict[str, click.Command]:
    """All commands by name, in the order of their declaration."""
    context = click.Context(app)
    found = {name: app.get_command(context, name) for name in app.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options(command: click.Command) -> list[click.Option]:
    return [param for param in command.params if isinstance(param, click.Option) and param.expose_value]


def help_texts() -> set[str]:
    """The texts of the help of all commands: paragraphs, lines about arguments and options, examples."""
    texts: set[str] = set()
    for command in (app, *commands().values()):
        texts |= {paragraph.replace("\n", " ") for paragraph in inspect.cleandoc(command.help or "").split("\n\n")}
        texts |= {getattr(param, "help", None) or "" for param in command.get_params(click.Context(command))}
        texts.add(command.epilog or "")
    return texts


def metavars() -> set[str]:
    """The placeholders for values in the help of all commands."""
    every = [param for command in commands().values() for param in command.params]
    return {param.metavar for param in every if param.metavar} - {"N"}


def takes_files(command: click.Command) -> bool:
    return any(param.name == "files" for param in command.params)


def choices(option: click.Option) -> list[str]:
    """The values of an option that takes one of a few."""
    return list(option.type.choices) if isinstance(option.type, click.Choice) else []


SAVING = frozenset({"convert", "corpus", "diff", "lsp", "mcp", "playground", "stats", "view"})
"""The commands whose work is a file, or that serve, or that take two reports; their own tests run them."""


def command_lines(*files: str) -> Iterator[list[str]]:
    """Each command that only prints with each of its switches and each choice of its options, on files if it takes files."""
    for name, command in commands().items():
        if name in SAVING:
            continue
        given = list(files) if takes_files(command) else []
        yield [name, *given]
        for option in options(command):
            if option.is_flag:
                yield [name, option.opts[0], *given]
            for choice in choices(option):
                yield [name, option.opts[0], choice, *given]


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
