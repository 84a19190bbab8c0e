"""Documents that make trouble on their way through other programs, for the tests of what carries many."""

from __future__ import annotations

from typing import Final

REPORT: Final = "关于工作的报告\n一、甲事项\n（一）乙事项。坚持依法行政。一是抓落实；二是抓监督。\n三、丙事项\n正文内容。\n某市人民政府\n2025年1月6日\n"
"""A report with units, a signature and a gap in its numbering."""

TEXTS: Final[tuple[tuple[str, str | None], ...]] = (
    ("plain", REPORT),
    ("null", None),
    ("empty", ""),
    ("blank", " \n\u3000\n"),
    ("NUL", REPORT.replace("甲", "甲\x00")),
    ("controls", "一、\x1b[2J\x07甲\x85乙\u2028丙\u202e丁\n"),
    ("astral", "一、𠮷𪚥\n（一）𠮷。😀\n"),
    ("twice", REPORT),
    ("twice", "一、总则\n"),
    ("", "二、没有名字\n"),
    ("quote", '"一、","甲"\n\'\\\\n,;\t'),
    ("digits", "99999999999999999999.甲\n"),
    ("long", REPORT.replace("正文内容。", "正文内容。" * 20_000)),
    ("units", "".join(f"{number}.事项{number}。\n" for number in range(1, 4200))),
    ("last", REPORT),
)
"""By id, which may repeat or be missing: no text, little text, and much; characters that end strings or lines."""

FILES: Final[tuple[tuple[str, bytes | None], ...]] = (
    ("utf-8", REPORT.encode()),
    ("gb18030", REPORT.encode("gb18030")),
    ("utf-16", REPORT.encode("utf-16")),
    ("surrogate", b"\xed\xa0\x80" + REPORT.encode()),
    ("undecodable", REPORT.encode() + b"\xff\xfe\n"),
    ("empty", b""),
    ("null", None),
    ("zip", b"PK\x03\x04" + bytes(100)),
    ("pdf", b"%PDF-1.7\nnothing of the kind"),
    ("noise", bytes(range(256)) * 40),
)
"""The bytes of files, some in forms that cannot be read."""
