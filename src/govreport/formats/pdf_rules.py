"""The straight lines on a PDF page, from the paths that pdfium finds."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint, cast
from itertools import repeat
from typing import Any, Final

import pypdfium2.raw as raw

from govreport.formats.pdf_calls import address, kind_of, object_of_form, object_of_page
from govreport.formats.placed.matrix import Matrix
from govreport.formats.placed.rules import Area, Point, Ruling
from govreport.formats.work import Work

_DRAWN: Final = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
_DEEPEST: Final = 6
"""The maximum depth of forms in forms."""
_MOST_OBJECTS: Final = 200_000
"""The maximum number of objects of a page that are looked at; the text of a page has some thousand."""
_LONGEST: Final = 2000
"""In segments: longer paths are drawings."""
_WHITE: Final = 245
"""Colours whose parts are all at least this are invisible on paper."""
_FARTHEST: Final = 1e6


def ruling_of(page: Any, work: Work) -> Ruling:
    """The rules drawn on a page of pypdfium2; forms are drawn, too.

    :raises ReadError: the objects of the page take too much work.
    """
    ruling = Ruling()
    left = _MOST_OBJECTS
    waiting: list[tuple[Iterator[tuple[int, Any]], Matrix]] = []

    def enter(parent: Any, count: int, object_of: Any, matrix: Matrix) -> None:
        nonlocal left
        waiting.append((_drawings(parent, min(count, left), object_of), matrix))
        left -= min(count, left)

    enter(address(page.raw), raw.FPDFPage_CountObjects(page), object_of_page, Matrix())
    while waiting and not ruling.full:
        drawings, outer = waiting[-1]
        kind, piece = next(drawings, (None, None))
        if kind is None:
            waiting.pop()
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _draw(piece, outer, ruling, work)
        elif len(waiting) <= _DEEPEST:
            work.spend(1, "objects")
            inner = _matrix_of(piece).then(outer)
            enter(address(piece), raw.FPDFFormObj_CountObjects(piece), object_of_form, inner)
    return ruling


def _drawings(parent: Any, count: int, object_of: Any) -> Iterator[tuple[int, Any]]:
    """The paths and forms on a page or in a form, each with its kind; most objects are text.

    :param parent: its address.
    """
    found = list(map(object_of, repeat(parent, count), range(count)))
    kinds = list(map(kind_of, found))
    for wanted in _DRAWN:
        at = -1
        for _ in range(kinds.count(wanted)):
            at = kinds.index(wanted, at + 1)
            yield wanted, cast(found[at], raw.FPDF_PAGEOBJECT)


def _matrix_of(piece: Any) -> Matrix:
    """The transformation of an object of pdfium."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(piece, found):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _draw(path: Any, outer: Matrix, ruling: Ruling, work: Work) -> None:
    """Add the lines of a path."""
    count = raw.FPDFPath_CountSegments(path)
    work.spend(1, "objects")
    filled, stroked = c_int(), c_int()
    if not 2 <= count <= _LONGEST or not raw.FPDFPath_GetDrawMode(path, byref(filled), byref(stroked)):
        return
    strokes = bool(stroked.value) and _is_seen(path, raw.FPDFPageObj_GetStrokeColor)
    fills = bool(filled.value) and _is_seen(path, raw.FPDFPageObj_GetFillColor)
    if not (strokes or fills):
        return
    work.spend(count, "paths")
    clip, hidden = _clip(path, outer)
    if hidden:
        return
    matrix = _matrix_of(path).then(outer)
    segments = (raw.FPDFPath_GetPathSegment(path, i) for i in range(count))
    for points in _subpaths(segments, matrix, curves=strokes):
        if strokes:
            ruling.stroke(points, clip)
        else:
            ruling.fill(points, clip)


def _is_seen(path: Any, colour_of: Any) -> bool:
    """Whether a colour is neither white nor transparent."""
    parts = [c_uint() for _ in range(4)]
    if not colour_of(path, *map(byref, parts)):
        return True
    return parts[3].value > 0 and any(part.value < _WHITE for part in parts[:3])


def _subpaths(segments: Iterator[Any], matrix: Matrix, *, curves: bool = True) -> Iterator[list[Point]]:
    """The points of each connected part of a path.

    :param curves: whether those of curves are points, too; otherwise a path ends before its first one.
    """
    points: list[Point] = []
    x, y = c_float(), c_float()
    for segment in segments:
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        if kind == raw.FPDF_SEGMENT_BEZIERTO and not curves:
            return
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = matrix.point(x.value, y.value)
        if not (abs(point[0]) < _FARTHEST and abs(point[1]) < _FARTHEST):
            return  # NaN, too
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _clip(path: Any, outer: Matrix) -> tuple[Area | None, bool]:
    """The area outside which a path is not drawn, if any, and whether all of it is outside."""
    clips = raw.FPDFPageObj_GetClipPath(path)
    area: Area | None = None
    for i in range(max(0, raw.FPDFClipPath_CountPaths(clips)) if clips else 0):
        count = raw.FPDFClipPath_CountPathSegments(clips, i)
        if not 2 <= count <= _LONGEST:
            continue
        segments = (raw.FPDFClipPath_GetPathSegment(clips, i, k) for k in range(count))
        points = [point for part in _subpaths(segments, outer) for point in part]
        if points:
            area = Area.around(points).within(area)
            if area is None:
                return None, True
    return area, False
