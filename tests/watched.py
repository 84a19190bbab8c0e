"""The actions of a process while govreport runs in it, from the interpreter's audit events.

Run as a program, it uses all features of the library, and prints the events as JSON::

    python tests/watched.py HARMLESS... --hostile HOSTILE...

``cold`` is what the first use of the harmless files did, imports included, ``warm`` the second, and ``hostile`` the first
use of the hostile files.  Each is a list of happenings: the audit event, and what it was about.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Happening = tuple[str, str]
HOSTILE = "--hostile"

INTROSPECTION = frozenset({"builtins.id", "object.__getattr__", "object.__setattr__", "sys._getframe"})
"""The events of reading attributes of Python's own objects; no event leaves the interpreter."""

OUTSIDE = tuple(
    """
    ctypes. ensurepip. fcntl. ftplib. http. imaplib. mmap. os.chmod os.chown os.exec os.fork os.kill os.link os.mkdir
    os.posix_spawn os.remove os.rename os.rmdir os.spawn os.startfile os.symlink os.system os.truncate os.utime pickle.
    pty. shutil. smtplib. socket. sqlite3. ssl. subprocess. tempfile. urllib. webbrowser. winreg. write
    """.split()  # noqa: SIM905  (words read better than a list of strings)
)
"""Events that nothing in this library may cause: the network, other processes, pickles, changes to files."""


class Watch:
    """Collects what happens while it is on; an audit hook cannot be removed."""

    def __init__(self) -> None:
        self.on = False
        self.seen: dict[Happening, None] = {}
        # Plain values are pickled without an audit event, so the functions themselves report that they were called.
        for name in ("dump", "dumps", "load", "loads", "Pickler", "Unpickler"):
            setattr(pickle, name, _reported(f"pickle.{name}", getattr(pickle, name)))
        sys.addaudithook(self._hear)

    def during(self, work: Callable[[], object]) -> list[Happening]:
        """The events during some work, each once."""
        self.seen, self.on = {}, True
        try:
            work()
        finally:
            self.on = False
        return list(self.seen)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and event not in INTROSPECTION:
            self.seen[_happening(event, arguments)] = None


def _reported(event: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def reported(*arguments: Any, **options: Any) -> Any:
        sys.audit(event)
        return function(*arguments, **options)

    return reported


def _happening(event: str, arguments: tuple[Any, ...]) -> Happening:
    if event == "open":
        path, mode, flags = arguments
        changes = set(mode or "") & set("wax+") or (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        return "write" if changes else "read", os.fsdecode(path) if isinstance(path, (str, bytes)) else str(path)
    if event == "compile":
        source, name = arguments
        of_file = source is None or str(name).endswith(".py")
        return event, str(name) if of_file else source.decode() if isinstance(source, bytes) else str(source)
    if event == "exec":
        return event, arguments[0].co_filename
    return event, str(arguments[0]) if event in ("import", "os.putenv", "os.unsetenv") else ""


def reaches_out(happened: list[Happening]) -> list[Happening]:
    """The events that leave the library: network, other processes, or files to change."""
    return [one for one in happened if one[0].startswith(OUTSIDE)]


TRIALS: dict[str, Callable[[], object]] = {
    "a socket": lambda: socket.socket().close(),
    "a process": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
    "a shell": lambda: os.system("exit"),
    "a pickle": lambda: pickle.loads(pickle.dumps(1)),
    "a temporary file": lambda: tempfile.TemporaryFile().close(),
    "writing": lambda: Path(os.devnull).open("w").close(),
    "writing by a descriptor": lambda: os.close(os.open(os.devnull, os.O_RDWR)),
}
"""The events that a working watch reports."""


def unseen() -> list[str]:
    """The trials that a watch does not notice."""
    watch = Watch()
    return [name for name, trial in TRIALS.items() if not reaches_out(watch.during(trial))]


def use(paths: list[str]) -> None:
    """Everything that the library does with files: each function, each script, each command, in a pipe and on a terminal."""
    import govreport
    from commands import command_lines, run
    from govreport.cleaning import clean

    for path in paths:
        report = govreport.read(path)
        text = report.source.text
        repr(report), report._repr_html_(), list(report.walk(ancestors=True)), govreport.render(report), clean(text)
        report.text, report.units, report.parent(report), report.search(text), report.chunks(by="unit")
        for line in text.splitlines():
            govreport.parse(line)
        for script in ("simplified", "traditional", "tw", "hk"):
            report.converted(script)
        assert govreport.Report.from_json(report.to_json()) == report
        for misuse in (govreport.Report.from_json, report.find):
            with contextlib.suppress(govreport.GovReportError):
                misuse(text)
    for arguments in command_lines(*paths):
        run(arguments)
        run(arguments, terminal=True)


if __name__ == "__main__":
    watch = Watch()
    at = sys.argv.index(HOSTILE)
    harmless, hostile = sys.argv[1:at], sys.argv[at + 1 :]
    found = {
        "cold": watch.during(lambda: use(harmless)),
        "warm": watch.during(lambda: use(harmless)),
        "hostile": watch.during(lambda: use(hostile)),
    }
    json.dump(found, sys.stdout)
