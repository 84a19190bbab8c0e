"""Progress of a long run on standard error: a bar on a terminal, otherwise a line every few seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from attrs import define, field
from click import progressbar

from govreport.cli.language import words
from govreport.cli.streams import complain, verbosity, warn
from govreport.cli.visible import visible

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from govreport.batch.corpus import Step

_EVERY: Final = 10.0
"""Seconds between two progress lines."""
_PARTS: Final = 1000
"""The steps of the bar."""
_TOLD: Final = 10
"""How many errors are printed individually; the tables contain all of them."""


@define
class Tally:
    """The progress of a run.

    :param total: the input size in bytes.
    :param clock: returns the current time in seconds.
    """

    total: int
    clock: Callable[[], float] = time.monotonic
    documents: int = 0
    errors: int = 0
    skipped: int = 0
    read: int = 0
    """Bytes of input read in this run, without skipped input."""
    passed: int = 0
    """Bytes of input skipped because an earlier run had read them."""
    began: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.began = self.clock()

    def add(self, step: Step) -> None:
        """Count a step and report its errors."""
        for source, error in step.errors[: max(0, _TOLD - self.errors)]:
            complain(f"{source}: {error}")
        if self.errors < _TOLD < self.errors + len(step.errors):
            complain("further errors are only counted; the table of documents lists all of them")
        self.documents += step.documents
        self.errors += len(step.errors)
        self.skipped += step.skipped
        self.read += step.share
        self.passed += step.skipped_share

    def __str__(self) -> str:
        seconds = self.clock() - self.began
        rate = self.documents / seconds if seconds else 0.0
        documents, errors = documents_and_errors(self.documents, self.errors)
        status = words().gettext("{documents}, {rate:,.1f}/s, {errors}", documents=documents, rate=rate, errors=errors)
        left = self.total - self.passed - self.read
        if left > 0 and self.read:
            return words().gettext("{status}, {time} left", status=status, time=_clock(seconds * left / self.read))
        return status

    @property
    def share(self) -> float:
        """The share of the input that is done, from 0 to 1."""
        return min(1.0, (self.read + self.passed) / self.total) if self.total else 1.0

    def summary(self) -> str:
        """The final counts in one line."""
        documents, errors = documents_and_errors(self.documents, self.errors)
        time = _clock(self.clock() - self.began)
        if not self.skipped:
            return words().gettext("{documents}, {errors}, {time}", documents=documents, errors=errors, time=time)
        return words().gettext(
            "{documents}, {skipped:,} skipped, {errors}, {time}",
            documents=documents,
            skipped=self.skipped,
            errors=errors,
            time=time,
        )


@contextmanager
def shown(tally: Tally) -> Iterator[Callable[[Step], None]]:
    """A context manager whose value is called with each step to show the progress."""
    with _bar(tally) if sys.stderr.isatty() else _lines(tally) as report:
        yield report


@contextmanager
def _lines(tally: Tally) -> Iterator[Callable[[Step], None]]:
    due = tally.began + _EVERY

    def report(step: Step) -> None:
        nonlocal due
        tally.add(step)
        if tally.clock() >= due:
            due = tally.clock() + _EVERY
            complain(f"{tally.share:.0%}: {tally}")

    yield report


@contextmanager
def _bar(tally: Tally) -> Iterator[Callable[[Step], None]]:
    bar: ProgressBar[None]
    with progressbar(length=_PARTS, file=sys.stderr, show_eta=False, item_show_func=lambda _: str(tally)) as bar:

        def report(step: Step) -> None:
            if step.errors:
                sys.stderr.write("\n")  # below the bar, which is drawn again
            tally.add(step)
            bar.update(round(tally.share * _PARTS) - bar.pos)

        yield report
        bar.update(_PARTS - bar.pos)


@contextmanager
def recognizing(file: str) -> Iterator[Callable[[int, int], None]]:
    """A context manager whose value is called with each page of a scan and the number of pages, before it is recognized."""
    bar: ProgressBar[int] | None = None
    with ExitStack() as stack:

        def report(number: int, count: int) -> None:
            nonlocal bar
            if verbosity() < 0 or not sys.stderr.isatty():
                warn(f"{file}: recognizing page {number} of {count}")
                return
            if bar is None:
                bar = stack.enter_context(progressbar(length=count, file=sys.stderr, label=visible(file)))
            bar.update(number - 1 - bar.pos)

        yield report
        if bar is not None:
            bar.update((bar.length or 0) - bar.pos)


def documents_and_errors(documents: int, errors: int) -> tuple[str, str]:
    """The number of documents, and of those that could not be read, in words."""
    some = words().ngettext("{n:,} error", "{n:,} errors", errors) if errors else words().gettext("0 errors")
    return words().ngettext("{n:,} document", "{n:,} documents", documents), some


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
