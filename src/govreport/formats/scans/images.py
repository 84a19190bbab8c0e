"""Pictures of pages, opened by Pillow with bounds."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import Final

import PIL.Image
import PIL.ImageOps

from govreport.errors import ReadError
from govreport.formats.scans.engine import Image
from govreport.formats.scans.recognition import LONGEST_SIDE

LARGEST: Final = 80_000_000
"""In pixels: a page of A3 with 600 dots per inch has 70 million."""
MOST_PAGES: Final = 2_000
_DECODERS: Final = ("PNG", "JPEG", "TIFF")
_TIFF: Final = {b"II*\0": "<", b"MM\0*": ">"}
"""The byte order of a TIFF file by its first bytes; those of BigTIFF (with 64 bits) are not among them."""
_SLACK: Final = 100_000
"""In values of tags: what small files with many pages share."""
_DEEP: Final = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
"""The modes of Pillow with more than 8 bits for a pixel."""


def pages_of(content: bytes, name: str) -> Iterator[tuple[Image, int]]:
    """The pages of a picture as images in RGB, each with the number of pages; only TIFF has more than one.

    :raises ReadError: the file is damaged or has too many pages, or a page too many pixels.
    """
    if content[:2] in (b"II", b"MM") and not _has_short_tags(content):
        raise ReadError(name, "is damaged: its tags are longer than the file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)  # the size is checked below
            with PIL.Image.open(io.BytesIO(content), formats=_DECODERS) as image:
                count = _count(image, name)
                for number in range(count):
                    image.seek(number)
                    yield _readable(image, name), count
    except PIL.Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except (PIL.UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(name, "is damaged: Pillow reads no image in it") from error


def _has_short_tags(content: bytes) -> bool:
    """Whether the tags of a TIFF file are not longer than the file: Pillow reads all, and they may share their values."""
    order = _TIFF.get(content[:4])
    if order is None:
        return False
    left = len(content) + _SLACK
    seen: set[int] = set()
    try:
        (at,) = struct.unpack_from(f"{order}I", content, 4)
        while at and at not in seen and len(seen) <= MOST_PAGES:
            seen.add(at)
            (tags,) = struct.unpack_from(f"{order}H", content, at)
            counts = (struct.unpack_from(f"{order}I", content, at + 6 + 12 * tag)[0] for tag in range(tags))
            left -= sum(counts)
            if left < 0:
                return False
            (at,) = struct.unpack_from(f"{order}I", content, at + 2 + 12 * tags)
    except struct.error:
        return True  # truncated: Pillow finds that, too
    return True


def _count(image: Image, name: str) -> int:
    """The number of pages; counting stops at the limit, since a file may chain millions."""
    count = 1
    while count <= MOST_PAGES:
        try:
            image.seek(count)
        except EOFError:
            return count
        count += 1
    raise ReadError(name, f"has more than {MOST_PAGES:,} pages")


def _readable(image: Image, name: str) -> Image:
    """An image upright by its metadata, on white, and not larger than needed."""
    if image.width * image.height > LARGEST:
        raise _too_large(name)
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decodes at a smaller scale
    if image.mode in _DEEP:
        low, high = image.getextrema()
        scale = 255 / (high - low) if high > low else 0.0
        image = image.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    if image.has_transparency_data:
        shown = image.convert("RGBA")
        image = PIL.Image.new("RGBA", shown.size, "white")
        image.alpha_composite(shown)
    page = PIL.ImageOps.exif_transpose(image).convert("RGB")
    page.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return page


def _too_large(name: str) -> ReadError:
    return ReadError(
        name, f"has a page of more than {LARGEST // 1_000_000} million pixels; scan it at 300 dots per inch"
    )
