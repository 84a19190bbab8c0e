"""Small .doc files, made of their streams (MS-CFB, MS-DOC)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from struct import pack

from attrs import frozen

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST = 4096
"""In bytes: smaller streams are stored in another way."""
_TEXT = 2048
"""Where the text begins in the stream ``WordDocument``."""
_IN_A_PAGE = 6
"""How many paragraphs are in a page of properties."""


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file; streams are padded."""
    contents = {name: content.ljust(_SMALLEST, b"\0") for name, content in streams.items()}
    sectors = [-(-len(content) // _SECTOR) for content in contents.values()]
    entries = -(-(len(contents) + 1) // 4)
    tables = 1
    while tables * 128 < tables + entries + sum(sectors):
        tables += 1
    chain = [_TABLE] * tables
    starts = []
    for count in (entries, *sectors):
        starts.append(len(chain))
        chain += [*range(len(chain) + 1, len(chain) + count), _END]
    chain += [_FREE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += pack("<IIIIIIIII", 0, tables, starts[0], 0, _SMALLEST, _END, 0, _END, 0)
    head += b"".join(pack("<I", i if i < tables else _FREE) for i in range(109))
    directory = _entry("Root Entry", 5, _END, 0, child=1)
    for i, (name, content) in enumerate(contents.items()):
        right = i + 2 if i + 1 < len(contents) else _FREE
        directory += _entry(name, 2, starts[i + 1], len(content), right=right)
    body = b"".join(content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0") for content in contents.values())
    return head + pack(f"<{len(chain)}I", *chain) + directory.ljust(entries * _SECTOR, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    units = name.encode("utf-16-le")
    head = units.ljust(64, b"\0") + pack("<HBBIII", len(units) + 2, kind, 1, _FREE, right, child)
    return head + bytes(36) + pack("<IQ", start, size)


@frozen
class Written:
    """A paragraph with its mark, its style and its properties."""

    text: str
    properties: bytes = b""
    style: int = 0


def sprm(operation: int, operand: int | bytes) -> bytes:
    """A property; an integer has the size that its operation requires."""
    size = (1, 1, 2, 4, 2, 2, 0, 3)[operation >> 13]
    return pack("<H", operation) + (operand if isinstance(operand, bytes) else operand.to_bytes(size, "little"))


def level(form: int, text: str, start: int = 1) -> bytes:
    """A level of a list; characters below 9 are places of numbers."""
    units = text.encode("utf-16-le")
    return pack("<iBB9xB12x", start, form, 0, 2) + pack("<H", len(units) // 2) + units


def doc(
    paragraphs: Sequence[Written],
    *,
    stories: Mapping[int, str] = {},
    levels: Sequence[bytes] = (),
    styles: Sequence[bytes] = (),
    headers: Sequence[int] = (),
    references: Mapping[int, Sequence[int]] = {},
    hidden: tuple[int, int] | None = None,
    flags: int = 0,
    version: int = 0xC1,
    data: bytes = b"",
    pieces: Sequence[tuple[int, int]] | None = None,
    ends: Sequence[int] | None = None,
) -> bytes:
    """A .doc file.

    :param stories: the texts besides the main one, by their index.
    :param headers: where the headers and footers begin in their story.
    :param references: where the text refers to notes or has text boxes, and where these begin in their story, by the
        index of the table.
    :param hidden: the first and last character that is hidden.
    :param pieces: the place and the number of characters of each piece, instead of one piece.
    """
    main = "".join(one.text for one in paragraphs)
    text = main + "".join(stories.get(i, "") for i in range(1, 8))
    units = text.encode("utf-16-le")
    body = units.ljust(-(-len(units) // _SECTOR) * _SECTOR, b"\0")
    pages, places = _pages(paragraphs, (_TEXT + len(body)) // _SECTOR)
    characters = b""
    if hidden is not None:
        number = (_TEXT + len(body) + len(pages)) // _SECTOR
        begin, end = (_TEXT + 2 * index for index in hidden)
        run = sprm(0x083C, 1)
        page = pack("<II", begin, end) + b"\xf0"
        pages += page.ljust(480, b"\0") + bytes([len(run)]) + run.ljust(30, b"\0") + b"\x01"
        characters = pack("<III", begin, end, number)
    cut = pieces if pieces is not None else [(_TEXT, len(units) // 2)]
    edges = [0, *accumulate(count for _, count in cut)]
    table = pack(f"<{len(edges)}i", *edges) + b"".join(pack("<HIH", 0, place, 0) for place, _ in cut)
    lengths = [len(main), *(len(stories.get(i, "")) for i in range(1, 8))]
    tables: dict[int, bytes] = {33: b"\x02" + pack("<I", len(table)) + table, 13: places, 12: characters}
    for pair, indices in references.items():
        count = len(indices)
        shapes = range(1, count + 1)
        if pair == 40:  # each anchor has its shape
            tables[pair] = pack(f"<{count + 1}I", *indices, len(main)) + b"".join(pack("<I22x", one) for one in shapes)
        elif pair == 56:  # and so has each text box
            boxes = b"".join(pack("<14xI4x", one) for one in shapes)
            tables[pair] = pack(f"<{count + 1}I", *indices, 1 << 20) + boxes
        elif pair in (2, 46):  # each place in the text has the kind of its mark
            tables[pair] = pack(f"<{count + 1}I{count}H", *indices, len(main), *[1] * count)
        else:
            tables[pair] = pack(f"<{count + 2}I", *indices, 1 << 20, 1 << 20)
    tables[11] = pack(f"<{len(headers)}I", *headers)
    if levels:
        kind = pack("<i", 77) + bytes(22) + bytes([0, 0])
        tables[73] = pack("<H", 1) + kind
        tables[74] = pack("<I", 1) + pack("<i8xB3x", 77, 0) + pack("<I", 0xFFFFFFFF)
    if styles:
        sheet = pack("<HH", len(styles), 10)
        tables[1] = pack("<H", len(sheet)) + sheet + b"".join(pack("<H", len(one)) + one for one in styles)
    stream, pairs = b"", [0] * 2 * 93
    for pair in (*references, 33, 13, 12, 11, 1, 74, 73):
        content = tables.get(pair, b"")
        pairs[2 * pair : 2 * pair + 2] = [len(stream), len(content)]
        stream += content
    stream += b"".join(levels) + (level(255, "") * (9 - len(levels)) if levels else b"")
    counts = [0, 0, 0, *(ends or lengths), *[0] * 11]
    head = pack("<HH6xH20x", 0xA5EC, version, 0x0200 | flags) + pack("<H28x", 14)
    head += pack("<H22i", 22, *counts) + pack("<H", 93) + pack("<186I", *pairs)
    return ole({"WordDocument": head.ljust(_TEXT, b"\0") + body + pages, "1Table": stream, "Data": data})


def style(identifier: int, base: int = 0xFFF, properties: bytes = b"") -> bytes:
    """A paragraph style; the number of a built-in one is fixed."""
    own = pack("<H", 0) + properties
    return (
        pack("<HHHHH", identifier, 1 | base << 4, 1, 0, 0) + pack("<HHH", 1, ord("甲"), 0) + pack("<H", len(own)) + own
    )


def _pages(paragraphs: Sequence[Written], first: int) -> tuple[bytes, bytes]:
    """The pages of properties and the table of them."""
    place, pages, edges = _TEXT, b"", [_TEXT]
    for i in range(0, len(paragraphs), _IN_A_PAGE):
        chunk = paragraphs[i : i + _IN_A_PAGE]
        places, entries, contents, at = [place], b"", b"", _SECTOR - 2
        for one in chunk:
            place += len(one.text.encode("utf-16-le"))
            places.append(place)
            own = pack("<H", one.style) + one.properties
            content = bytes([0, -(-len(own) // 2)]) + own + bytes(len(own) % 2)
            at -= len(content)
            contents = content + contents
            entries += bytes([at // 2]) + bytes(12)
        page = pack(f"<{len(places)}I", *places) + entries
        pages += page.ljust(at, b"\0") + contents + b"\0" + bytes([len(chunk)])
        edges.append(place)
    numbers = range(first, first + len(edges) - 1)
    return pages, pack(f"<{len(edges)}I", *edges) + pack(f"<{len(numbers)}I", *numbers)
