"""The classes of the commands: each ends with its exit code, prints in the reader's language, and is loaded when it is used."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click

from govreport.cli.language import choose_language, named_language, words
from govreport.cli.streams import VERBOSITY, write

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SAVE_AS: Final = "save_as"
"""The parameter with the file that the output of a command goes to; the command itself does not get it."""
REPLACE: Final = "replace"
"""The parameter that allows to replace that file."""
FORCE: Final = "govreport.force"
"""Where a context keeps the value of that parameter, for a command that writes a second file."""

HELP: Final = "help"
"""The context of the texts of the help in the catalogue."""
METAVAR: Final = "metavar"
"""The context of the placeholders for values, such as ``FILE``."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Argument(click.Argument):
    """An argument with a line of help."""

    def __init__(self, declarations: Sequence[str], *, help: str = "", **settings: Any) -> None:
        super().__init__(declarations, **settings)
        self.help = help

    def make_metavar(self, ctx: click.Context) -> str:
        """The name of the argument in the usage line."""
        return words().pgettext(METAVAR, super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """The name and the help of the argument."""
        return self.make_metavar(ctx), words().pgettext(HELP, self.help or "")


class FileName(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3
    """The name of a file or a folder, which shells complete."""

    name = "file"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Let the shell complete the name."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


FILE_NAME: Final = FileName()
"""The type of arguments and options that name a file."""


class Option(click.Option):
    """An option whose help is in the language of the command."""

    def make_metavar(self, ctx: click.Context) -> str:
        """The placeholder for the value."""
        made = super().make_metavar(ctx)
        return words().pgettext(METAVAR, made) if self.metavar else made

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The spellings and the help of the option."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        help = words().pgettext(HELP, self.help or "")
        if self.required:
            help = words().gettext("{help} [required]", help=help)
        elif self.show_default:
            help = words().gettext("{help} [default: {value}]", help=help, value=self.get_default(ctx))
        return record[0], help


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        """The layout of the help."""
        from govreport.cli.help import Formatter  # imported here: few commands show help

        return Formatter(width=self.terminal_width, max_width=self.max_content_width)


class _Base(click.Command):
    """What commands and groups have in common: options and the layout of the help."""

    context_class = _Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += _common_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, after the language that they name."""
        name = named_language(args)
        if name is not None:
            with suppress(ValueError):  # the option itself reports it
                choose_language(ctx, name)
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """The option ``--help``."""
        return Option(
            ["-h", "--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help="Show this help and exit.",
        )

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words of the usage line."""
        return [words().pgettext(METAVAR, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the paragraphs about the command."""
        for paragraph in inspect.cleandoc(self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(words().pgettext(HELP, paragraph.replace("\n", " ")))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing; ``format_options`` writes the arguments, too."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments, then the options."""
        params = self.get_params(ctx)
        arguments = [param.get_help_record(ctx) for param in params if isinstance(param, Argument)]
        options = [record for param in params if isinstance(param, Option) and (record := param.get_help_record(ctx))]
        for title, rows in ((words().gettext("Arguments:"), arguments), (words().gettext("Options:"), options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        formatter.write_paragraph()
        formatter.write(words().gettext("Example: {command}", command=words().pgettext(HELP, self.epilog or "")) + "\n")


class Command(_Base):
    """A command whose function returns its exit code; None means 0."""

    def invoke(self, ctx: click.Context) -> None:
        """Run the command, with its output in a file if ``--output`` names one, and leave with its exit code."""
        path, force = ctx.params.pop(SAVE_AS, None), ctx.params.pop(REPLACE, False)
        ctx.meta[FORCE] = force
        if path is None or path == "-":
            ctx.exit(super().invoke(ctx) or 0)
        from pathlib import Path  # imported here: most commands do not need it, and the import takes long

        from govreport.cli.saving import to_file

        inputs = ctx.params.get("files", ())
        with to_file(Path(path), force=force, inputs=inputs) as file:
            code = super().invoke(ctx) or 0
            if code and not file.tell():
                ctx.exit(code)  # there is nothing to write
        ctx.exit(code)


class Commands(_Base, click.Group):
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; the error for an unknown one suggests a name like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:  # click looks for such names in ``commands``, which is empty here
            from difflib import get_close_matches  # imported here: it takes long, and is rarely needed

            close = [] if args[0].startswith("-") else get_close_matches(args[0], self.modules, 1)
            if close:
                message = f"No such command {args[0]!r}. Did you mean {close[0]!r}?"
                raise click.UsageError(message, ctx) from error
            raise

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with its first sentence, and the options."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        firsts = {name: inspect.cleandoc(one.help or "").split("\n\n")[0] for name, one in commands.items() if one}
        with formatter.section(words().gettext("Commands:")):
            formatter.write_dl(
                [(name, words().pgettext(HELP, first.replace("\n", " "))) for name, first in firsts.items()]
            )
        _Base.format_options(self, ctx, formatter)


def command(name: str | None = None, *, example: str) -> Callable[[Callable[..., int | None]], Command]:
    """A decorator that makes a command of a function; the docstring is its help.

    :param example: a command line, which the help shows last.
    """
    return click.command(name, cls=Command, epilog=example)


def argument(name: str, *, help: str, **settings: Any) -> Callable[[_Function], _Function]:
    """A decorator that adds an argument with a line of help."""
    return click.argument(name, cls=Argument, help=help, **settings)


def option(*names: str, help: str, **settings: Any) -> Callable[[_Function], _Function]:
    """A decorator that adds an option."""
    return click.option(*names, cls=Option, help=help, **settings)


def _common_options() -> list[click.Parameter]:
    """The options of every command."""
    return [
        Option(
            ["--lang"],
            metavar="en|zh",
            expose_value=False,
            is_eager=True,
            callback=_language,
            help="The language of help and messages (default: GOVREPORT_LANG, else that of the system).",
        ),
        Option(
            ["--quiet", "-q"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_verbosity,
            help="Report errors only.",
        ),
        Option(
            ["--verbose", "-v"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_verbosity,
            help="Also report how each file was read, and what was skipped.",
        ),
        Option(
            ["--version", "-V"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help="Show the version and exit.",
        ),
    ]


def _language(ctx: click.Context, _: click.Parameter, name: str | None) -> None:
    try:
        if name is not None:
            choose_language(ctx, name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _verbosity(ctx: click.Context, param: click.Parameter, given: bool) -> None:
    if given:
        ctx.meta[VERBOSITY] = 1 if param.name == "verbose" else -1


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from govreport import __version__

        write(f"govreport {__version__}\n")
        ctx.exit()


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        write(f"{ctx.get_help()}\n")
        ctx.exit()
