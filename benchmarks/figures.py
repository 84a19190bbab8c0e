"""The accuracy figures, and the scoring of one document against its labels.

All figures are in %.  The first three are means over documents, so that long ones do not dominate.

units     F1 of numbered units: a unit counts if it begins where the labels have one
tree      F1 of (place, ordinal, place of the parent unit): the outline itself
headings  F1 of (place, end of the heading) over numbered units that have a heading
plain     F1 of unnumbered headings by place and parent, pooled over all documents
kinds     share of the numbered units found that have the right type and family
roles     share of lines with the right role; a paragraph's leaf must also begin with its line
head      share of documents with title, subtitles and addressee all right
foot      share of documents with issuers, date, closing and notes all right
text      share of leaves whose text is the source slice, blanks and pinyin glosses aside
exact     share of documents whose tree has no fault at all
cover     share of characters that are not blank and lie in exactly one leaf: must be 100
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import field, frozen

from govreport.text.source import is_blank
from labels import Labels
from reading import Leaf, UnitPlace, dates, leaves, units

MEANS = ("units", "tree", "headings")
SHARES = ("plain", "kinds", "roles", "head", "foot", "text", "exact", "cover")

EITHER = ({"docnum", "front"}, {"para", "closing"})
"""Pairs of roles that are both acceptable."""
HEAD = {"title", "subtitle", "addressee"}
FOOT = {"closing", "note"}
GLOSS = re.compile(r"(?<=[\u3400-\u9fff])\([a-z\u00e0-\u00fc\u0101-\u01dc]+\)")
DATE = re.compile(r"(民國|民国)?(\d{2,4})[年.\-/]([0-9十]+)[月.\-/]([0-9十]+)")
DIGITS = str.maketrans("０１２３４５６７８９零一二三四五六七八九〇○", "0123456789012345678900")

Report = Callable[[int, str], None]


@frozen
class Tally:
    """Sums over documents, from which the figures are computed."""

    f1s: dict[str, list[float]] = field(factory=lambda: defaultdict(list))
    right: Counter[str] = field(factory=Counter)
    all: Counter[str] = field(factory=Counter)

    def compare(self, figure: str, got: set[Any], want: set[Any]) -> None:
        """Count the F1 of one document; a document without anything to find does not count."""
        if got or want:
            self.f1s[figure].append(200.0 * len(got & want) / (len(got) + len(want)))

    def share(self, figure: str, right: int, of: int = 1) -> None:
        """Count correct ones out of a total."""
        self.right[figure] += right
        self.all[figure] += of

    def figures(self) -> dict[str, float]:
        """All figures in %, by name; a figure without any case is 100."""
        means = {name: sum(each) / len(each) if (each := self.f1s[name]) else 100.0 for name in MEANS}
        shares = {name: 100.0 * self.right[name] / self.all[name] if self.all[name] else 100.0 for name in SHARES}
        return means | shares


def score(
    text: str, labels: Labels, data: dict[str, Any], tally: Tally, report: Report = lambda at, what: None
) -> None:
    """Add the correct parts of a data form to the tally; ``report`` is called with each difference and its position."""
    found = sorted(leaves(data), key=lambda leaf: (leaf.pieces, leaf.role))
    _score_units({unit.start: unit for unit in units(data)}, {unit.start: unit for unit in labels.units}, tally, report)
    owners = _score_cover(text, found, tally, report)
    _score_text(text, found, tally, report)
    _score_lines(text, labels, found, owners, tally, report, set(dates(data)))


def _score_units(got: Mapping[int, UnitPlace], want: Mapping[int, UnitPlace], tally: Tally, report: Report) -> None:
    numbered_got = {start for start, unit in got.items() if unit.number is not None}
    numbered_want = {start for start, unit in want.items() if unit.number is not None}
    tree_got = {(start, got[start].ordinal, _numbered_parent(got, start)) for start in numbered_got}
    tree_want = {(start, want[start].ordinal, _numbered_parent(want, start)) for start in numbered_want}
    heads_got = {(start, got[start].heading_end) for start in numbered_got if got[start].heading_end}
    heads_want = {(start, want[start].heading_end) for start in numbered_want if want[start].heading_end}
    plain_got = {(start, unit.parent) for start, unit in got.items() if start not in numbered_got}
    plain_want = {(start, unit.parent) for start, unit in want.items() if start not in numbered_want}
    both = numbered_got & numbered_want
    kinds = {start for start in both if _kind(got[start]) == _kind(want[start])}

    tally.compare("units", numbered_got, numbered_want)
    tally.compare("tree", tree_got, tree_want)
    tally.compare("headings", heads_got, heads_want)
    tally.share("plain", 2 * len(plain_got & plain_want), len(plain_got) + len(plain_want))
    tally.share("kinds", len(kinds), len(both))
    tally.share("exact", tree_got == tree_want)

    _differences(numbered_got, numbered_want, "unit", report)
    _differences(
        {t for t in tree_got if t[0] in both},
        {t for t in tree_want if t[0] in both},
        "place in the tree",
        report,
    )
    _differences(heads_got, heads_want, "heading", report)
    _differences(plain_got, plain_want, "unnumbered heading", report)
    for start in both - kinds:
        report(start, f"kind {_kind(got[start])}, labels have {_kind(want[start])}")


def _differences(got: set[Any], want: set[Any], what: str, report: Report) -> None:
    for word, ones in (("missed", want - got), ("false", got - want)):
        for one in ones:
            report(one[0] if isinstance(one, tuple) else one, f"{what} {word}: {one}")


def _kind(unit: UnitPlace) -> tuple[str, str | None]:
    return unit.kind, unit.family


def _numbered_parent(table: Mapping[int, UnitPlace], start: int) -> int | None:
    parent = table[start].parent
    while parent is not None and parent in table and table[parent].number is None:
        parent = table[parent].parent
    return parent


def _score_cover(text: str, found: list[Leaf], tally: Tally, report: Report) -> list[int]:
    """The leaf of each character (its index, or -1)."""
    owners = [-1] * len(text)
    twice = 0
    pieces = sorted((start, end, index) for index, leaf in enumerate(found) for start, end in leaf.pieces)
    for start, end, index in pieces:
        for at in range(max(start, 0), min(end, len(text))):
            if owners[at] >= 0 and not is_blank(text[at]):
                twice += 1
                report(at, "in two leaves")
            owners[at] = index
    solid = [at for at, character in enumerate(text) if not is_blank(character)]
    lost = [at for at in solid if owners[at] < 0]
    for at in lost:
        report(at, "in no leaf")
    tally.share("cover", max(0, len(solid) - len(lost) - twice), len(solid))
    return owners


def _score_text(text: str, found: Iterable[Leaf], tally: Tally, report: Report) -> None:
    for leaf in found:
        if leaf.text is None:
            continue
        want = solid("".join(text[start:end] for start, end in leaf.pieces))
        if "?" in want:  # shifted bytes: a repaired reading may differ
            continue
        tally.share("text", solid(leaf.text) == want)
        if solid(leaf.text) != want:
            report(leaf.pieces[0][0], f"text is not the source: {leaf.text[:30]!r}")


def _score_lines(
    text: str,
    labels: Labels,
    found: list[Leaf],
    owners: list[int],
    tally: Tally,
    report: Report,
    got_dates: set[Any],
) -> None:
    wrong_roles: set[str] = set()
    titles: set[str] = set()
    for line in labels.lines:
        words = solid(text[line.start : line.end])
        leaf = found[owners[line.start]] if owners[line.start] >= 0 else Leaf("none", ((line.start, line.start),), None)
        first, stop = leaf.pieces[0][0], next(e for s, e in leaf.pieces if s <= line.start <= e)
        if line.role == "cont":
            right = first < line.start
        else:
            right = leaf.role == line.role or any({leaf.role, line.role} <= roles for roles in EITHER)
        # The opening of a speech may be a separate leaf; a second copy of the title may be boilerplate.
        right = right or (line.role == "para" and leaf.role in HEAD and stop < line.end)
        right = right or (line.role == "title" and leaf.role == "boiler" and words in titles)
        if line.role == "title":
            titles.add(words)
        begins = line.role != "para" or first == line.start
        tally.share("roles", right and begins)
        if not right:
            report(line.start, f"role {leaf.role}, labels have {line.role}")
            wrong_roles |= {leaf.role, line.role} if line.role != "cont" else set()
        elif not begins:
            report(line.start, "paragraph begins earlier")

    signed = [range(line.start, line.end) for line in labels.lines if line.role == "issuer"]
    issuers = {leaf.pieces[0][0] for leaf in found if leaf.role == "issuer"}
    want_dates = {(line.start, iso_date(text[line.start : line.end])) for line in labels.lines if line.role == "date"}
    beside_issuer = {(at, iso) for at, iso in got_dates if any(at in line for line in signed)}
    issuers_right = all(issuers & set(line) for line in signed) and all(
        any(at in line for line in signed) for at in issuers
    )
    dates_right = want_dates == got_dates - beside_issuer
    if not issuers_right:
        report(
            min(issuers | {line.start for line in signed}),
            f"issuers at {sorted(issuers)}, labels have {signed}",
        )
    if not dates_right:
        report(min(at for at, _ in want_dates | got_dates), f"dates {got_dates}, labels have {want_dates}")
    tally.share("head", not wrong_roles & HEAD)
    tally.share("foot", issuers_right and dates_right and not wrong_roles & FOOT)


def solid(text: str) -> str:
    """A text without its blanks and without the pinyin glosses of damaged pages.

    >>> solid("香洲區(qū) 人民\\n政府")
    '香洲區人民政府'
    """
    return GLOSS.sub("", "".join(character for character in text if not is_blank(character)))


def iso_date(text: str) -> str | None:
    """The date in a line, in any of the usual spellings; None if there is no date.

    >>> iso_date("二〇二五年一月十六日"), iso_date("民國113年12月31日")
    ('2025-01-16', '2024-12-31')
    """
    found = DATE.search("".join(character for character in text.translate(DIGITS) if not is_blank(character)))
    if not found:
        return None
    era, year, month, day = found.groups()
    return f"{int(year) + (1911 if era else 0):04}-{_small(month):02}-{_small(day):02}"


def _small(digits: str) -> int:
    if "十" not in digits:
        return int(digits)
    tens, ones = digits.split("十", 1)
    return int(tens or 1) * 10 + int(ones or 0)
