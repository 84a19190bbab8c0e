"""What the tools return: small typed values, whose schemas a client gets with the list of the tools.

``path`` is the path of a unit, paragraph, table or attachment in its report.  ``start`` and ``end`` are offsets in the text
of the file, in Unicode code points; ``line`` and ``page`` are those of ``start``, from 1.  A key without a value is left out.
``next`` is the ``cursor`` of a further call for the rest.
"""

from __future__ import annotations

from typing_extensions import NotRequired, TypedDict


class Located(TypedDict):
    """A place to cite."""

    path: NotRequired[str]
    start: int
    end: int
    line: int
    page: NotRequired[int]


class Entry(Located):
    """A unit or an attachment in an outline."""

    title: str
    level: int


class ReportEntry(TypedDict):
    """A report in a folder, or why it could not be read."""

    file: str
    title: NotRequired[str]
    date: NotRequired[str]
    issuer: NotRequired[str]
    characters: NotRequired[int]
    sections: NotRequired[list[str]]
    problem: NotRequired[str]


class Outline(TypedDict):
    """The outline of a file, or the reports in a folder."""

    file: str
    title: NotRequired[str]
    number: NotRequired[str]
    date: NotRequired[str]
    year: NotRequired[int]
    issuer: NotRequired[str]
    genre: NotRequired[str]
    format: NotRequired[str]
    script: NotRequired[str]
    characters: NotRequired[int]
    pages: NotRequired[int]
    findings: NotRequired[dict[str, int]]
    units: NotRequired[list[Entry]]
    files: NotRequired[int]
    reports: NotRequired[list[ReportEntry]]
    next: NotRequired[str]


class Child(TypedDict):
    """A unit directly in a section."""

    path: str
    title: str


class Section(Located):
    """The text of a node, or a part of it."""

    file: str
    headings: list[str]
    text: str
    units: list[Child]
    next: NotRequired[str]


class Hit(Located):
    """A passage with the words that were searched for; its place is that of the first word."""

    file: str
    headings: list[str]
    quote: str


class Problem(TypedDict):
    """A file that could not be searched."""

    file: str
    problem: str


class Hits(TypedDict):
    """The result of a search."""

    hits: list[Hit]
    searched: int
    problems: NotRequired[list[Problem]]
    next: NotRequired[str]


class Fact(Located):
    """A fact; of a figure, the value is in ones (万 and 亿 multiplied)."""

    kind: str
    text: str
    thing: NotRequired[str]
    action: NotRequired[str]
    value: NotRequired[int | float]
    upper: NotRequired[int | float]
    unit: NotRequired[str]
    bound: NotRequired[str]
    from_value: NotRequired[int | float]
    to_value: NotRequired[int | float]
    growth: NotRequired[int | float]
    growth_unit: NotRequired[str]
    yearly: NotRequired[bool]
    first_day: NotRequired[str]
    last_day: NotRequired[str]
    title: NotRequired[str]
    number: NotRequired[str]
    target: NotRequired[str]


class Facts(TypedDict):
    """The facts of a report, and how many there are of each kind."""

    file: str
    counts: dict[str, int]
    facts: list[Fact]
    next: NotRequired[str]


class Change(TypedDict):
    """A unit, paragraph or part of the head that changed; ``[-old-]`` and ``{+new+}`` mark replaced words."""

    kinds: list[str]
    part: str
    text: str
    old: NotRequired[Located]
    new: NotRequired[Located]


class Counted(Located):
    """A figure of one of two reports; its value is in ones."""

    text: str
    value: int | float


class FigurePair(TypedDict):
    """One thing counted in both reports, or in one of them."""

    thing: str
    unit: str
    change: NotRequired[int | float]
    old: NotRequired[Counted]
    new: NotRequired[Counted]


class Comparison(TypedDict):
    """The changes from an old report to a new one."""

    old: str
    new: str
    counts: dict[str, int]
    changes: NotRequired[list[Change]]
    figures: NotRequired[list[FigurePair]]
    next: NotRequired[str]


class Replacement(TypedDict):
    """A text that replaces a slice of the text of the file; empty to delete it."""

    start: int
    end: int
    text: str


class Finding(Located):
    """A diagnostic, with the replacements that remedy it, all together, if there are any."""

    code: str
    severity: str
    message: str
    quote: str
    fixes: NotRequired[list[Replacement]]


class Findings(TypedDict):
    """The diagnostics of a report, how many there are of each severity, and how to fix each code that is listed."""

    file: str
    counts: dict[str, int]
    findings: list[Finding]
    advice: dict[str, str]
    next: NotRequired[str]


class Chunk(Located):
    """A passage for retrieval."""

    headings: list[str]
    text: str


class Chunks(TypedDict):
    """A report split into passages."""

    file: str
    count: int
    chunks: list[Chunk]
    next: NotRequired[str]
