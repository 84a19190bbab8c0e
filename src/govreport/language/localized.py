"""Exceptions in the language of the reader; the exceptions themselves are in English."""

from __future__ import annotations

from govreport.errors import DataFormError, GovReportError
from govreport.language.catalogue import catalogue

ERROR = "error"
"""The context of the messages of exceptions, and of what the command line complains about."""


def localized(error: Exception | str, language: str) -> str:
    """The message of an exception, or a message for standard error, in a language.

    File names and values stay as they are, and so does the message of another library.

    :param language: a name that :func:`govreport.language.language_of` accepts.
    :raises ValueError: the language is not supported.

    >>> localized(FileNotFoundError(2, "No such file or directory", "报告.txt"), "zh")
    '报告.txt: 文件不存在'
    """
    words = catalogue(language)
    if isinstance(error, DataFormError):  # its place is after the problem
        text = "{problem} @ {path}; expected the data form govreport/1"
        return words.pgettext(ERROR, text, problem=words.translated(ERROR, error.problem), path=error.path)
    return words.translated(ERROR, _message(error))


def _message(error: Exception | str) -> str:
    if isinstance(error, OSError) and not isinstance(error, GovReportError) and error.strerror:
        # its own text begins with [Errno 2]
        return error.strerror if error.filename is None else f"{error.filename}: {error.strerror}"
    if isinstance(error, KeyError) and error.args:  # its own text is quoted
        return str(error.args[0])
    return str(error)
