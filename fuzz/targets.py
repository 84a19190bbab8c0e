"""The fuzz targets: the operations on an input, and the properties that must hold.

A target takes bytes.  It raises if the library raised unexpectedly or violated a law, and returns otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from random import Random
from xml.etree.ElementTree import fromstring
from zlib import crc32

from attrs import frozen

from files import FILES
from govreport import STEPS, GovReportError, ReadError, Report, compare, parse, read, render, viewer
from govreport.cleaning import clean
from govreport.lines.format_hints import Evidence
from govreport.testing import OF_A_PAIR, OF_ANY_TEXT, Law, assert_laws, of_a_file
from govreport.text.source import Span
from inputs import as_text, texts
from invocation import CHOICES, commands, outcome
from json_mutation import mutated
from ole_files import Written, doc

SELDOM = 100
"""One input of this many is checked with all laws of any text, the others with the cheap ones."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ACTS_ON_A_TERMINAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SCRIPT = re.compile("<script", re.IGNORECASE)
_HANDLER = re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE)
"""An attribute that runs a script."""
_EXACT_IN_A_PIPE = ("clean", "json", "text")
"""The commands that keep control characters unless they print to a terminal."""

_SHORT = 120
"""The maximum length of a text whose report is mutated as JSON."""


@frozen
class Target:
    """A function of bytes, with its initial inputs and its mutation."""

    run: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]
    mutate: Callable[[bytes, int, Random], bytes | None] | None = None
    """Mutates an input, or returns None."""
    longest: int = 384
    """The maximum length of an input in bytes: faults need only few lines, and short inputs are faster."""


def run_parse(data: bytes) -> None:
    text = as_text(data)
    assert_laws(parse(text), text, _laws(data))


def run_read(data: bytes) -> None:
    report = read(data, format="text")
    assert_laws(report, report.source.text, _laws(data))


def run_file(format: str, data: bytes) -> None:
    """Read a file of a format whose headings and boilerplate are evidence."""
    try:
        report = read(data, format=format)
    except ReadError:
        return
    assert_laws(report, report.source.text, OF_A_PAIR)
    if crc32(data) % SELDOM == 0:
        assert Report.from_json(report.to_json()) == report
        assert_laws(report, report.source.text, of_a_file(data, format=format))


def run_form(format: str, data: bytes) -> None:
    """Read a file whose markup is made of the bytes."""
    run_file(format, FILES[format].file(data))


def run_evidence(data: bytes) -> None:
    """Parse a text with evidence as some bytes choose it: headings and boilerplate anywhere, on lines or not."""
    choices, text = data[:CHOICES], as_text(data[CHOICES:])
    places = sorted(choice * len(text) // 256 for choice in choices)
    headings = tuple((place, choice % 9 + 1) for place, choice in zip(places[::2], choices, strict=False))
    boilerplate = tuple(Span(*pair) for pair in zip(places[1::4], places[3::4], strict=False))
    run_in = tuple((place, choice % 7 + 1) for place, choice in zip(places[1::3], choices, strict=False))
    evidence = Evidence(headings, boilerplate, whole_lines=bool(choices) and choices[0] % 2 == 0, run_in=run_in)
    report = parse(text, evidence=evidence)
    assert_laws(report, text, OF_A_PAIR)
    assert parse(text, evidence=evidence) == report


def run_writers(data: bytes) -> None:
    """Write a report in each form: no text becomes markup, and no text is missing from the page."""
    report = parse(as_text(data))
    pages = [report.to_html(), report._repr_html_(), viewer.page(report)]
    for written in pages:
        assert len(_SCRIPT.findall(written)) <= 2, written
        assert not _HANDLER.search(written), written
    fromstring(report.to_xml().encode())
    report.to_markdown(), report.to_records(), report.roles(), report.mentions(), report.chunks()
    if crc32(data) % SELDOM == 0 and find_spec("docx"):
        assert read(report.to_docx()).source.format == "docx"


def _laws(data: bytes) -> Sequence[Law]:
    return OF_A_PAIR if crc32(data) % SELDOM else OF_ANY_TEXT


def run_from_json(data: bytes) -> None:
    try:
        report = Report.from_json(data)
    except GovReportError:
        return
    assert Report.from_json(report.to_json()) == report
    # The form need not agree with its text: spans may be outside of it.
    render(report), repr(report), report._repr_html_(), list(report.walk(ancestors=True))


def run_compare(data: bytes) -> None:
    """Compare the report of a text with those of its second and first half."""
    text = as_text(data)
    old, new = parse(text), parse(text[len(text) // 2 :] + text[: len(text) // 2])
    assert compare(old, old).same
    there, back = compare(old, new), compare(new, old)
    turned = {"added": "removed", "removed": "added"}
    kinds = {turned.get(kind, kind): count for kind, count in back.counts.items()}
    assert there.counts == kinds, text
    for change in there.rows:
        for end, report in ((change.old, old), (change.new, new)):
            assert end is None or end.node.span.end <= len(report.source.text)
        if change.stretches:
            assert change.old is not None
            assert change.old.text == "".join(one.old for one in change.stretches), change
    json.loads(there.to_json(everything=True))
    there.to_html().encode()


def run_command(name: str, data: bytes) -> None:
    """Runs a command on what follows the bytes that choose its options."""
    done = outcome(name, data[:CHOICES], data[CHOICES:])
    assert done.code in (0, 1, 2), done
    assert "Traceback" not in done.errors, done
    exact = name in _EXACT_IN_A_PIPE or "--fix" in done.arguments
    if done.at_terminal or not exact:
        assert not _ACTS_ON_A_TERMINAL.search(_COLOUR.sub("", done.output)), done
    assert not _ACTS_ON_A_TERMINAL.search(_COLOUR.sub("", done.errors)), done
    if name == "json" and done.code == 0:
        json.loads(done.output)


def run_step(step: str, data: bytes) -> None:
    """Repairs a text by one step alone."""
    text = as_text(data)
    cleaned = clean(text, {step})
    assert all(before.span.end <= after.span.start for before, after in pairwise(cleaned.repairs)), cleaned.repairs
    pieces, end = [], 0
    for repair in cleaned.repairs:
        assert repair.step == step
        assert repair.before == text[repair.span.start : repair.span.end]
        pieces += [text[end : repair.span.start], repair.after]
        end = repair.span.end
    assert "".join([*pieces, text[end:]]) == cleaned.text
    report = parse(text, cleaning={step})
    assert report.repairs == cleaned.repairs
    assert_laws(report, text, OF_A_PAIR)


def _texts() -> Iterator[bytes]:
    return (text.encode() for text in texts())


def _files() -> Iterator[bytes]:
    """The texts as files in every kind of encoding."""
    encodings = ("utf-8", "gb18030", "utf-16", "big5hkscs", "utf-8-sig", "utf-16-be")
    return (text.encode(encodings[n % len(encodings)], "replace") for n, text in enumerate(texts()))


def _pages() -> Iterator[bytes]:
    return (parse(text).to_html().partition("<body>")[2].encode() for text in texts() if len(text) <= _SHORT)


def _markdown() -> Iterator[bytes]:
    return (parse(text).to_markdown().encode() for text in texts() if len(text) <= _SHORT)


def _forms(name: str) -> Iterator[bytes]:
    return map(FILES[name].seed, texts())


def _old_word() -> Iterator[bytes]:
    return (doc([Written(f"{line}\r") for line in text.splitlines()]) for text in texts() if len(text) <= _SHORT)


def _commands() -> Iterator[bytes]:
    """The texts as files with some options, all of them left out first."""
    return (bytes([n % 7] * CHOICES) + text for n, text in enumerate(_texts()))


def _reports() -> Iterator[bytes]:
    return (parse(text).to_json().encode() for text in texts() if len(text) <= _SHORT)


SAVING = frozenset({"convert", "corpus", "diff", "lsp", "mcp", "stats", "view"})
"""The commands whose work is files, or folders of them, that take two, or that serve; their forms have separate tests."""

TARGETS: Mapping[str, Target] = {
    "parse": Target(run_parse, _texts),
    "read": Target(run_read, _files),
    "compare": Target(run_compare, _texts),
    "from_json": Target(run_from_json, _reports, mutated, longest=4096),
    "parse-evidence": Target(run_evidence, _commands),
    "write": Target(run_writers, _texts),
    "read-html-bytes": Target(partial(run_file, "html"), _pages),
    "read-markdown": Target(partial(run_file, "markdown"), _markdown),
    "read-doc": Target(partial(run_file, "doc"), _old_word, longest=16_384),
    **{f"read-{name}": Target(partial(run_form, name), partial(_forms, name)) for name in FILES},
    **{f"cli-{name}": Target(partial(run_command, name), _commands) for name in commands() if name not in SAVING},
    **{f"clean-{step}": Target(partial(run_step, step), _texts) for step in STEPS},
}
