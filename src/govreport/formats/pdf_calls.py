"""What the readers of PDF share to call pdfium: a lock, and the functions that are called for each character or object.

ctypes converts each argument to the declared type, which takes as long as the call itself.  These declare plain
addresses instead, which need no conversion.
"""

from __future__ import annotations

from ctypes import addressof, c_int, c_void_p, cast
from threading import RLock
from typing import Any, Final

import pypdfium2.raw as raw

PDFIUM: Final = RLock()
"""Locked while a document is open: pdfium has one state for the whole process, and calls from two threads crash it.

A thread may take it again: the function that is called with the progress of recognition may read another PDF.
"""


def _bare(function: Any, *arguments: Any, result: Any = c_int) -> Any:
    """A function of pdfium that takes addresses; its calling convention is kept."""
    found = type(function)(cast(function, c_void_p).value)
    found.argtypes, found.restype = arguments, result
    return found


has_error: Final = _bare(raw.FPDFText_HasUnicodeMapError, c_void_p, c_int)
matrix_of: Final = _bare(raw.FPDFText_GetMatrix, c_void_p, c_int, c_void_p)
loose_box: Final = _bare(raw.FPDFText_GetLooseCharBox, c_void_p, c_int, c_void_p)
font_size: Final = _bare(raw.FPDFText_GetFontSize, c_void_p, c_int, result=raw.FPDFText_GetFontSize.restype)
object_of_page: Final = _bare(raw.FPDFPage_GetObject, c_void_p, c_int, result=c_void_p)
object_of_form: Final = _bare(
    raw.FPDFFormObj_GetObject, c_void_p, raw.FPDFFormObj_GetObject.argtypes[1], result=c_void_p
)
kind_of: Final = _bare(raw.FPDFPageObj_GetType, c_void_p)


def address(handle: Any) -> int:
    """The address that a handle of pypdfium2's raw functions points to."""
    return addressof(handle.contents)
