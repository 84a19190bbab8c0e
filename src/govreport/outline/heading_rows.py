"""Which units have headings: evidence summed over each row of siblings.

Siblings have headings of the same kind.  So the evidence of each member (its length, its stops, what follows it) is added
to the mean of its row and to the evidence of the other rows of its form in the document; one member that has a figure or
runs long does not lose its heading, and one short sentence among long ones does not get one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from govreport.lines.lines import Line
from govreport.outline.candidates import Candidate
from govreport.outline.headings import WEAK, HeadingPlace, Reading, Readings
from govreport.outline.open_levels import Unit
from govreport.tree.families import COUNTS_POINTS, DIVISIONS, PROVISIONS, STATUTE
from govreport.util.records import record

# ---- weights: evidence for and against a heading; fitted, see docs/outline.md -----------------------------

BASE = 0.9
STOPPED = 0.7
"""A stop in the line ends the phrase, and text follows."""
SENTENCE = -0.3
"""The phrase with its 。 is the whole line."""
GLUED = -0.4
"""Only the first word of a sentence ends the phrase."""
BEGUN = -0.4
"""Only the clear beginning of a sentence ends the phrase."""
SPACED = -0.3
"""A single blank ends the phrase."""
LENGTH = -0.4
"""The length over ``USUAL``, in natural logarithms."""
COMMAS = -1.0
"""Each comma or semicolon in the phrase, at most ``COMMAS_MOST``."""
COUPLET = 0.8
"""Its only comma has equally long halves on both sides: 强化收入组织，夯实财力基础."""
REST = 1.1
"""How much longer the text after it is than the phrase, in natural logarithms, at most ``REST_MOST``."""
ALONE = -1.6
"""The phrase is the whole line, and neither paragraph nor unit follows in the unit."""
CONTENT = 2.4
"""The phrase is the whole line, and the unit has more content below."""
FACTS = -0.3
"""It states a figure."""
WORDS = -2.4
"""It has words of a sentence: why, who must do what, what follows."""
COLON = -1.0
"""A colon ends it."""
PROVISION = -1.8
"""It is an article of a statute, or part of one."""
POINTS = -1.6
"""Its form (1. （1） ①) usually counts points."""
DIVISION = 3.0
"""编, 章 and 节 have headings by 立法技术规范."""
AFFIX = 0.6
"""It begins or ends with the same two characters as most of its siblings: 关于…问题, 问：…？"""
RAGGED = -0.9
"""The longest phrase of the row, in natural logarithms over ``USUAL``: sentences are of unequal length."""
DOCUMENT = 0.5
"""The evidence of the other rows of the form, as a share of their mean."""

USUAL = 13
"""The mean length of a heading, in characters."""
USUAL_MOST = 30
"""A longer heading may be a sentence whose heading lost its end."""
COMMAS_MOST = 3
HALF_LEAST = 4
"""The shortest half of a couplet, in characters."""
REST_MOST = 3.0
SIBLINGS = 3
"""From how many members on the last alone has no heading."""
CERTAIN = 4.0
"""The most that one row adds for another."""

_OF_FORM = {"stop": STOPPED, "sentence": SENTENCE, "spaced": SPACED, "begun": BEGUN, "glued": GLUED}
_FOLLOWED = frozenset({"stop", "blank", "spaced", "begun", "glued"})
"""The forms with text after them."""
_ALL_OF_LINE = frozenset({"line", "sentence", "mark"})
_ARTICLES = PROVISIONS & STATUTE
"""条: the paragraphs below one are its 款, so that its line is not a heading."""

_COUNT_ON = frozenset({"arabic", "article"})
"""Forms that may count on through a document: a chapter may have one article, and a section one numbered paragraph."""


@record
class Member:
    """A unit of a row, and what is known of the text after its mark."""

    index: int
    """Of its unit."""
    family: str
    place: tuple[int, int, int | None]
    """Its line, where its mark ends, and where the next unit begins if one is on the line."""
    readings: tuple[Reading, ...]
    colon: bool
    """Whether a colon ends its line."""
    content: bool
    """Whether paragraphs or units follow in it."""
    provision: bool
    """Whether it is an article of a statute, or part of one."""


Row = Sequence[Member]


def heading_places(
    units: Sequence[Unit], home: Mapping[int, int], lines: Sequence[Line], known: Readings
) -> dict[int, HeadingPlace]:
    """The headings of numbered units, by the index of the unit; ``home``: the unit of each paragraph, by line."""
    found: dict[int, HeadingPlace] = {}
    rows: dict[tuple[int, int, bool], list[Member]] = defaultdict(list)
    for member in _members(units, home, lines, found, known):
        unit = units[member.index]
        rows[unit.series, unit.parent, unit.item].append(member)
    scored = [((row[0].family, item), row, _scores(row, item, known)) for item, row in _with_singles(rows)]
    of_form: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for form, _, scores in scored:
        of_form[form] += [max(-CERTAIN, min(CERTAIN, score)) for _, score in scores]
    document = {form: DOCUMENT * sum(others) / len(others) for form, others in of_form.items()}
    for form, row, scores in scored:
        leads_in = all(member.colon and member.content for member in row)
        others = max(0.0, document[form]) if leads_in else document[form]  # 一、政府捐助者： with （一） below
        headed = [
            (member, reading)
            for member, (reading, score) in zip(row, scores, strict=True)
            if reading is not None and score + others > 0
        ]
        if len(row) >= SIBLINGS and [member for member, _ in headed] == [row[-1]]:
            continue  # the stop ends the whole list: 一是…，二是…，三是…。 and what follows concerns all
        found.update((member.index, reading.place) for member, reading in headed)
    return found


def _with_singles(rows: Mapping[tuple[int, int, bool], Row]) -> list[tuple[bool, list[Member]]]:
    """The rows; where numbers count on through a document, the single member of a section joins the row before."""
    found: list[tuple[bool, list[Member]]] = []
    last: dict[int, int] = {}
    for (series, _, item), row in rows.items():
        at = last.get(series)
        if at is not None and row[0].family in _COUNT_ON and 1 in (len(row), len(found[at][1])):
            found[at][1].extend(row)
        else:
            last[series] = len(found)
            found.append((item, [*row]))
    return found


def _members(
    units: Sequence[Unit],
    home: Mapping[int, int],
    lines: Sequence[Line],
    found: dict[int, HeadingPlace],
    known: Readings,
) -> list[Member]:
    """The numbered units; what the file itself styles as a heading is ``found`` at once."""
    has_content = {unit.parent for unit in units} | set(home.values())
    provisions: set[int] = set()
    members: list[Member] = []
    for index, unit in enumerate(units):
        if unit.mark is None:
            continue
        line = lines[unit.line]
        if line.level is not None and unit.begin == 0 and unit.mark.end < len(line.text):
            found[index] = whole_line(line, unit.mark.end)
            continue
        following = units[index + 1] if index + 1 < len(units) else None
        limit = following.begin if following is not None and following.line == unit.line else None
        article = unit.mark.family.name in PROVISIONS
        if article or unit.parent in provisions:
            provisions.add(index)
        read = known.behind(unit.line, unit.mark.end, limit, article=article)
        if line.opening is not None and unit.begin == 0:
            styled = next((one.place for one in read if one.place.run_in), None)
            if styled is not None:
                found[index] = styled
                continue
        colon = _ends_in_colon(line.text, limit)
        members.append(
            Member(
                index,
                unit.mark.family.name,
                (unit.line, unit.mark.end, limit),
                read,
                colon,
                index in has_content,
                index in provisions,
            )
        )
    return members


def likely_heading(text: str, marks: Sequence[Candidate], known: Readings) -> HeadingPlace | None:
    """The heading of a line that begins with a mark, as far as the line alone shows it."""
    family = marks[0].family.name
    limit = marks[1].begin if len(marks) > 1 else None
    read = known.behind(marks[0].line, marks[0].end, limit, article=family in PROVISIONS)
    if not read:
        return None
    member = Member(
        0, family, (marks[0].line, marks[0].end, limit), read, _ends_in_colon(text, limit), True, family in PROVISIONS
    )
    return read[0].place if BASE + evidence(read[0], member) > 0 else None


def _ends_in_colon(text: str, limit: int | None) -> bool:
    """Whether a colon ends a line, or what is before the next unit on it."""
    end = len(text) if limit is None else limit
    while end and text[end - 1].isspace():
        end -= 1
    return end > 0 and text[end - 1] in "：:"


def _scores(row: Row, item: bool, known: Readings) -> list[tuple[Reading | None, float]]:
    """The reading of each member that the row takes, and its score with that of the row.

    What ends without a stop is read so where half of the row shows it, or where siblings have headings.
    """
    plain = [_first(member.readings, weak=False) for member in row]
    spaced = [_first(member.readings, weak=True) for member in row]
    options = [_weigh(row, plain)]
    scores = [score for _, score in options[0]]
    glued = spaced
    half = max(2, len(row) / 2)
    headed = 2 * sum(score > 0 for score in scores) >= len(row)
    if not item and not row[0].provision:
        glued = _with_lost_ends(row, spaced, [*map(_doubtful, plain, scores)], known, 0 if headed else half)
    if not any(glued):
        return options[0]  # most rows
    lacking = [
        one if one is not None and (score <= 0 or _is_better(one, other, member)) else None
        for one, other, score, member in zip(glued, plain, scores, row, strict=True)
    ]
    if not item and any(lacking) and headed:
        options.append(_weigh(row, [*map(_either, lacking, plain)]))
    if sum(map(bool, glued)) >= half:
        options.append(_weigh(row, [*map(_either, glued, plain)]))
    return max(options, key=lambda scores: sum(score for reading, score in scores if reading is not None))


def _with_lost_ends(
    row: Row, spaced: list[Reading | None], doubtful: Sequence[bool], known: Readings, needed: float
) -> list[Reading | None]:
    """The readings that a blank ends, and where there is none the lost ends of doubtful headings.

    Only ``spaced`` as soon as fewer than ``needed`` members can have either: the row does not take them then.
    """
    found = [*spaced]
    asked = [k for k in range(len(row)) if doubtful[k] and found[k] is None]
    for k, one in zip(asked, known.parallel_ends([row[k].place for k in asked]), strict=True):
        found[k] = one
    left = sum(lost or one is not None for one, lost in zip(found, doubtful, strict=True))
    for k, member in enumerate(row):
        if left < needed:
            return spaced
        if doubtful[k] and found[k] is None:
            found[k] = known.lost_end(*member.place, broken=member.family in DIVISIONS)
            left -= found[k] is None
    return found


def _first(readings: Sequence[Reading], *, weak: bool) -> Reading | None:
    """The first of some readings whose end counts by itself, or only where siblings show the same."""
    for one in readings:
        if (one.form in WEAK) == weak:
            return one
    return None


def _is_better(glued: Reading, plain: Reading | None, member: Member) -> bool:
    """Whether a heading without an end mark is more likely than a sentence."""
    if plain is None:
        return True
    clear = glued.form == "begun" or member.family in DIVISIONS
    return _may_be_sentence(plain) and clear and evidence(glued, member) > evidence(plain, member)


def _may_be_sentence(reading: Reading) -> bool:
    """Whether a phrase is long, has words or figures of a sentence, or leads in a list after a comma: …，存在以下问题：."""
    leads_in = reading.form in ("line", "mark") and reading.commas > 0 and reading.place.stop > reading.place.end
    return reading.predicate or reading.figure or leads_in or len(reading.phrase) > USUAL_MOST


def _doubtful(one: Reading | None, score: float) -> bool:
    """Whether the end of a heading may be lost: no heading is found, or it reads as a sentence."""
    if one is None or _may_be_sentence(one):
        return True
    return score <= 0 and one.form not in ("line", "mark")


def _either(one: Reading | None, other: Reading | None) -> Reading | None:
    return one or other


def _weigh(row: Row, read: Sequence[Reading | None]) -> list[tuple[Reading | None, float]]:
    """Each reading with the sum of its own evidence, of its row's mean, and of what only a row can show."""
    phrases = [one.phrase for one in read if one is not None]
    if not phrases:
        return [(None, -CERTAIN) for _ in row]
    own = [evidence(one, member) if one is not None else 0.0 for member, one in zip(row, read, strict=True)]
    free = [value for value, one in zip(own, read, strict=True) if one is not None and one.form != "titled"]
    mean = sum(free) / len(free) if free else CERTAIN  # what a bracket or a form shows of one shows nothing of others
    ragged = RAGGED * math.log((max(map(len, phrases)) + 1) / USUAL)
    begin = _usual([phrase[:2] for phrase in phrases])
    end = _usual([phrase[-2:] for phrase in phrases])
    shared = [AFFIX * (one.phrase[:2] == begin or one.phrase[-2:] == end) if one is not None else 0.0 for one in read]
    common = mean + ragged + sum(shared) / len(phrases) + BASE
    return [
        (one, value + affix + common if one is not None else -CERTAIN)
        for one, value, affix in zip(read, own, shared, strict=True)
    ]


def evidence(reading: Reading, member: Member) -> float:
    """The evidence of the form and the text of a reading alone."""
    form, phrase, family = reading.form, reading.phrase, member.family
    if form == "titled":
        return CERTAIN
    score = LENGTH * math.log((len(phrase) + 1) / USUAL)
    score += COMMAS * min(COMMAS_MOST, reading.commas)
    if reading.commas == 1 and _is_couplet(phrase):
        score += COUPLET
    if form in _FOLLOWED:
        score += REST * min(REST_MOST, math.log(1 + reading.rest / len(phrase)))
    if form in _ALL_OF_LINE:
        whole = form == "line" and not member.colon
        score += CONTENT if member.content and (whole or member.family not in _ARTICLES) else ALONE
    score += _OF_FORM.get(form, 0.0)
    score += FACTS * reading.figure + WORDS * reading.predicate
    score += COLON * member.colon + PROVISION * member.provision
    return score + POINTS * (family in COUNTS_POINTS) + DIVISION * (family in DIVISIONS)


def _is_couplet(phrase: str) -> bool:
    """Whether a phrase consists of two halves of the same length."""
    first, _, second = phrase.replace(",", "，").partition("，")
    return len(first) == len(second) >= HALF_LEAST


def _usual(texts: Sequence[str]) -> str | None:
    """The text that more than half of several texts are, if any; a single text shows nothing."""
    if len(texts) < 2:
        return None
    middle = sorted(texts)[len(texts) // 2]
    return middle if 2 * texts.count(middle) > len(texts) else None


def whole_line(line: Line, begin: int = 0) -> HeadingPlace:
    """A heading that is all of a line after its mark; a stop at its end does not belong to it."""
    text = line.text
    return HeadingPlace(begin, max(begin, len(text) - (text[-1] in "。：:")), len(text), False)
