"""Rules for the title (标题) and the addressee (主送机关)."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.document.genres import genre_of
from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, whole
from govreport.rules.rule import LAYOUT, PRACTICE, PUNCTUATION, REGULATION, Finding, Rule
from govreport.text.source import Span
from govreport.tree.diagnostics import Fix

_STOP = pattern(r"(?<![.．…])[。，、；：,;:.．]\s*$")
_DOUBLED = pattern(
    r"的(?P<again>的)|关于(?P<again2>关于)|(?P<genre>{genre})的(?P=genre)(?=的|$)|关于(?:转发|印发|批转)关于"
)
_JOINED = pattern(r"(?:{joined_genres})$")
_HALF = pattern("[,;:]")
_WIDE = {",": "，", ";": "；", ":": "："}
_ORGANS = pattern("[、，,；;]")
_PARTY = pattern("委$|党委|党组|工委|党工委")
_PERSON = pattern(r"(?:{person})$")


def _title_stop(paper: Paper) -> Iterator[Finding]:
    one = paper.title_line
    if one and (found := _STOP.search(one.text)):
        place = one.span(found.start(), found.start() + 1)
        yield Finding(f"the title ends in {found[0].strip()}", place, (Fix(place, ""),))


def _doubled(paper: Paper) -> Iterator[Finding]:
    title = paper.document.title
    found = _DOUBLED.search((one := paper.passage(title)).text) if title else None
    if found:
        again = "again" if found["again"] else "again2" if found["again2"] else ""
        fixes = (Fix(whole(one, found, again), ""),) if again else ()
        yield Finding(f"the title contains {found[0]}", whole(one, found), fixes)


def _joined(paper: Paper) -> Iterator[Finding]:
    title = paper.document.title
    found = _JOINED.search((one := paper.passage(title)).text) if title else None
    if found and "转发" not in one.text and "批转" not in one.text:
        yield Finding(f"the title joins two genres: {found[0]}", whole(one, found))


def _without_genre(paper: Paper) -> Iterator[Finding]:
    title = paper.document.title
    if title and paper.is_issued and paper.addressee and genre_of(title.text.rstrip("。，、；：,;:.．")) is None:
        yield Finding("the title names no genre (文种)", title.span)


def _addressee_stops(paper: Paper) -> Iterator[Finding]:
    one = paper.addressee_line
    if one and paper.addressee and (found := list(_HALF.finditer(one.text))):
        fixes = tuple(Fix(whole(one, each), _WIDE[each[0]]) for each in found)
        yield Finding("half-width punctuation in the line of the addressee", whole(one, found[0]), fixes)


def _several(paper: Paper) -> Iterator[Finding]:
    addressee = paper.addressee_line
    organs = [name for name in _ORGANS.split(paper.addressee) if name.strip()]
    # A Party committee and the government of the same place lead jointly.
    upward = paper.genre in ("请示", "报告")
    if addressee and upward and len(organs) > 1 and not any(map(_PARTY.search, organs)):
        yield Finding(f"a {paper.genre} to {len(organs)} organs", addressee.node.span)


def _person(paper: Paper) -> Iterator[Finding]:
    addressee = paper.addressee_line
    found = _PERSON.search(paper.addressee) if paper.genre in ("请示", "报告") else None
    assigned = any("交办" in one.text for one in paper.main)
    if addressee and found and not assigned:
        yield Finding(f"a {paper.genre} to a person: {found[0]}", addressee.node.span)


def _no_addressee(paper: Paper) -> Iterator[Finding]:
    title = paper.document.title
    if title and paper.is_issued and paper.genre in ("请示", "批复", "函") and not paper.addressee_line:
        yield Finding(f"a {paper.genre} without an addressee (主送机关)", Span(title.span.end, title.span.end))


def _public(paper: Paper) -> Iterator[Finding]:
    addressee = paper.document.addressee
    if addressee and paper.addressee and paper.genre in ("公告", "公报", "决议"):
        yield Finding(f"a {paper.genre} with an addressee: it is for the public", addressee.span)


RULES = (
    Rule("GR611", PUNCTUATION, "B.4", _title_stop),
    Rule("GR612", PRACTICE, "", _doubled),
    Rule("GR613", REGULATION, "8", _joined),
    Rule("GR614", REGULATION, "9", _without_genre),
    Rule("GR615", LAYOUT, "7.3.2", _addressee_stops),
    Rule("GR616", REGULATION, "15", _several),
    Rule("GR617", REGULATION, "15", _person),
    Rule("GR618", REGULATION, "9", _no_addressee),
    Rule("GR619", PRACTICE, "", _public),
)
