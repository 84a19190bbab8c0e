"""Exceptions and their messages: what is wrong, where, and the remedy."""

from __future__ import annotations

import copy
import io
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport import (
    DataFormError,
    DialectError,
    GovReportError,
    NotFoundError,
    ProfileError,
    ReadError,
    Report,
    WorkerError,
    errors,
    parse,
    read,
)
from govreport.cleaning import clean

EXAMPLES = {
    "data form": (
        DataFormError("$.body[3]", "no field 'type'"),
        ValueError,
        "no field 'type' @ $.body[3]; expected the data form govreport/1",
    ),
    "not found": (
        NotFoundError("2/9"),
        LookupError,
        "no node has the path '2/9'; node.path and `govreport tree --paths` list those that exist",
    ),
    "profile": (ProfileError("my.toml", "name is missing"), ValueError, "profile my.toml: name is missing"),
    "dialect": (DialectError("my.toml", "name is missing"), ValueError, "dialect my.toml: name is missing"),
    "read": (ReadError("报告.txt", "no such file"), OSError, "报告.txt: no such file"),
    "workers": (WorkerError("no process starts"), RuntimeError, "no process starts"),
    "a name with a control character": (
        ReadError("a\x1b\u3000b", "no such file"),
        OSError,
        "a\\x1b\u3000b: no such file",
    ),
}


@pytest.mark.parametrize(("error", "builtin", "message"), EXAMPLES.values(), ids=EXAMPLES)
def test_errors(error: GovReportError, builtin: type[Exception], message: str) -> None:
    assert isinstance(error, GovReportError)
    assert isinstance(error, builtin)
    assert str(error) == message


REPORT = parse("一、总则\n正文。\n二、附则\n正文。")
HERE = Path(__file__)
RAISED: dict[str, tuple[Callable[[], object], type[Exception], str]] = {
    "parse bytes": (lambda: parse(b"\xd2\xbb"), TypeError, "govreport.read"),  # type: ignore[arg-type]
    "parse with an unknown step": (lambda: parse("一", cleaning=["soap"]), KeyError, "pinyin_glosses"),
    "parse to an unknown script": (lambda: parse("一", script="latin"), ValueError, "traditional"),
    "clean with an unknown step": (lambda: clean("一", ["soap"]), KeyError, "pinyin_glosses"),
    "read a file that is missing": (lambda: read(HERE / "missing"), ReadError, "missing"),
    "read a folder": (lambda: read(HERE.parent), ReadError, HERE.parent.name),
    "read a text file": (lambda: read(io.StringIO("一")), ReadError, "'rb'"),  # type: ignore[arg-type]
    "read a text": (lambda: read("一、总则\n二、附则"), ReadError, "parse()"),
    "read too much": (lambda: read(b"ab", max_chars=1), ReadError, "max_chars"),
    "read an unknown encoding": (lambda: read(b"a", encoding="ebcdic"), ReadError, "gb18030"),
    "read a number": (lambda: read(1), TypeError, "bytes"),  # type: ignore[arg-type]
    "read with an unknown step": (lambda: read(b"a", cleaning=["soap"]), KeyError, "pinyin_glosses"),
    "read to an unknown script": (lambda: read(b"a", script="latin"), ValueError, "traditional"),
    "find what is not there": (lambda: REPORT.find("3"), NotFoundError, "'3'"),
    "a dialect that is not there": (lambda: parse("一", dialect="latin"), DialectError, "taiwan"),
    "a profile that is not there": (lambda: REPORT.roles("fa"), ProfileError, "fazhi"),
    "a place outside the text": (lambda: REPORT.position(99), IndexError, "99"),
    "a place before the text": (lambda: REPORT.source.position(-1), IndexError, "-1"),
    "a line outside the text": (lambda: REPORT.source.line(9), IndexError, "9"),
    "convert to an unknown script": (lambda: REPORT.converted("latin"), ValueError, "traditional"),
    "compare file names": (lambda: govreport.compare("a.txt", "b.txt"), TypeError, "read('old.docx')"),  # type: ignore[arg-type]
    "render a text": (lambda: govreport.render("一"), TypeError, "a report or a node"),  # type: ignore[arg-type]
    "render a diagnostic": (lambda: govreport.render(REPORT.diagnostics[0]), TypeError, "not Diagnostic"),
    "the parent of another report": (
        lambda: REPORT.parent(parse(REPORT.source.text).find("1")),
        ValueError,
        "not a node of this report",
    ),
    "from_dict of an array": (lambda: Report.from_dict([]), DataFormError, "$"),
    "from_dict of another form": (lambda: Report.from_dict({"format": "govreport/9"}), DataFormError, "$.format"),
    "from_json of no JSON": (lambda: Report.from_json("{"), DataFormError, "not JSON"),
    "from_json of a pickle": (lambda: Report.from_json(pickle.dumps({})), DataFormError, "not JSON"),
    "from_json of depths": (lambda: Report.from_json("[" * 100_000), DataFormError, "deep"),
}
"""The exception of each public function for wrong use, and a word of the message that helps."""


def raised(name: str) -> Exception:
    """The error of an example; a function of the module, so that another process can call it."""
    call, *_ = RAISED[name]
    try:
        call()
    except Exception as error:
        return error
    raise AssertionError(f"{name} raised nothing")


@pytest.mark.parametrize("name", RAISED)
def test_errors_explain_the_remedy(name: str) -> None:
    _, kind, word = RAISED[name]
    error = raised(name)
    assert type(error) is kind
    assert word in str(error)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
@pytest.mark.parametrize("name", RAISED)
def test_exceptions_can_be_pickled_and_copied(name: str, again: Callable[[Any], Any]) -> None:
    error = raised(name)
    twin = again(error)
    assert type(twin) is type(error)
    assert (twin.args, str(twin), vars(twin)) == (error.args, str(error), vars(error))


def test_an_error_comes_back_from_another_process() -> None:
    # Not a fork: it may deadlock if another test has left a thread running.
    with ProcessPoolExecutor(1, get_context("spawn")) as pool, pytest.raises(NotFoundError) as error:
        pool.submit(REPORT.find, "3").result()
    assert error.value.path == "3"


def test_every_error_is_public_and_among_the_examples() -> None:
    kinds = {kind for _, kind, _ in RAISED.values() if issubclass(kind, GovReportError)}
    defined = {
        thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, GovReportError)
    }
    started_elsewhere = {WorkerError}  # tests of the pool raise it
    assert kinds == defined - {GovReportError} - started_elsewhere
    assert {kind.__name__ for kind in defined} <= set(govreport.__all__)
