"""Rules for the foot: signature and date (落款), notes (附注), imprint (版记)."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.facts.passages import Passage
from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, whole
from govreport.rules.rule import LAYOUT, REGULATION, Finding, Rule
from govreport.text.dates import read_date
from govreport.text.source import Span
from govreport.tree.diagnostics import Fix
from govreport.tree.nodes import Text

_PADDED = pattern(r"(?<=[年月\s])0(?=\d\s*[月日])")
_SEPARATED = pattern(r"(\d{4})\s*[-.\/．－—–]\s*(\d{1,2})\s*[-.\/．－—–]\s*(\d{1,2})")
_CHINESE = pattern(r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十元]{1,3}月[一二三四五六七八九十廿]{1,3}日")
_PRINTED = pattern(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_BEFORE_ABOUT = pattern(r"^(?P<organ>[\u4e00-\u9fff（）]{3,40}?(?:{organ_end}))关于")
_FORWARDED = pattern("转发|批转|印发")
_NOTE = pattern(r"^(?P<bare>{note_begin}.*)$")
_HALF_NOTE = pattern(r"^\((?P<inside>[^()]*)\)$")
_COPIES = pattern(r"^(?:抄送|抄报|主送)[:：](?P<organs>.+)$")
_BELOW = pattern(r"各区|各县|各市|各乡镇|各街道|所属|直属")
_SPLIT = pattern("[、，,；;。]")
_PUBLIC = pattern("公开发布|公开刊登|主动公开")
_SECRET = ("绝密", "机密", "秘密")


def _date(paper: Paper) -> Passage | None:
    signature = paper.document.signature
    return paper.passage(signature.date) if signature and signature.date else None


def _padded(paper: Paper) -> Iterator[Finding]:
    issued = _date(paper)
    printed = [one for one in map(paper.passage, _imprint(paper)) if _PRINTED.search(one.text)]
    for one in [issued, *printed] if issued else printed:
        if zeros := list(_PADDED.finditer(one.text)):
            place = Span(one.span(0, 1).start, one.span(len(one.text) - 1, len(one.text)).end)
            fixes = tuple(Fix(whole(one, zero), "") for zero in zeros)
            yield Finding(f"a 0 before a figure of the date: {one.text.strip()}", place, fixes)


def _signs(paper: Paper) -> Iterator[Finding]:
    one = _date(paper)
    if one and (found := _SEPARATED.fullmatch(one.text.strip(" （）()"))) and (date := read_date(found[0])):
        place = one.text.find(found[0])
        span = one.span(place, place + len(found[0]))
        fix = Fix(span, f"{date.year}年{date.month}月{date.day}日")
        yield Finding(f"the date of issue has signs instead of 年, 月 and 日: {found[0]}", span, (fix,))


def _chinese(paper: Paper) -> Iterator[Finding]:
    one = _date(paper)
    found = _CHINESE.search("".join(one.text.split())) if one and not paper.is_old and paper.genre != "令" else None
    if one and found and (date := read_date(found[0])):
        start, end = one.text.find(found[0][0]), one.text.rfind("日") + 1
        fix = Fix(one.span(start, end), f"{date.year}年{date.month}月{date.day}日")
        yield Finding(f"the date of issue has Chinese numerals: {found[0]}", fix.span, (fix,))


def _other_organ(paper: Paper) -> Iterator[Finding]:
    signature = paper.document.signature
    found = _BEFORE_ABOUT.match(paper.title)
    if not signature or not found or _FORWARDED.search(paper.title) or len(signature.issuers) != 1:
        return
    organ, signed = ("".join(text.split()) for text in (found["organ"], signature.issuers[0].text))
    if organ not in signed and not _shortens(organ, signed) and not _shortens(signed, organ):
        yield Finding(f"the title is by {organ}, and {signed} signs", signature.issuers[0].span)


def _shortens(short: str, long: str) -> bool:
    """Whether a name has the characters of a longer one in their order: 市教委, 某市教育委员会."""
    rest = iter(long)
    return all(character in rest for character in short)


def _notes(paper: Paper) -> Iterator[Finding]:
    for note in paper.document.notes:
        one = paper.passage(note)
        half, bare = _HALF_NOTE.match(one.text.strip()), _NOTE.match(one.text.strip())
        if half or bare:
            begin, end = one.text.find(one.text.strip()[0]), len(one.text.rstrip())
            width = 1 if half else 0
            edges = one.span(begin, begin + 1).start, one.span(end - 1, end).end
            fixes = (
                Fix(one.span(begin, begin + 1), "（") if half else Fix(Span(edges[0], edges[0]), "（"),
                Fix(one.span(end - width, end), "）") if half else Fix(Span(edges[1], edges[1]), "）"),
            )
            yield Finding("a note (附注) without round brackets of full width", note.span, fixes)


def _public_secret(paper: Paper) -> Iterator[Finding]:
    levels = [field.value.strip() for field in paper.document.front_matter if field.value.strip().startswith(_SECRET)]
    for note in paper.document.notes if levels else ():
        if _PUBLIC.search(note.text):
            yield Finding(f"{note.text.strip()} in a document that is {levels[0]}", note.span)


def _imprint(paper: Paper) -> Iterator[Text]:
    """The lines of the imprint; printed after the attachments, it belongs to the last of them."""
    for document in paper.documents:
        yield from document.imprint


def _copies(paper: Paper) -> Iterator[tuple[Passage, str]]:
    for line in _imprint(paper):
        one = paper.passage(line)
        if found := _COPIES.match(one.text.strip()):
            yield one, found["organs"].strip()


def _copies_stop(paper: Paper) -> Iterator[Finding]:
    for one, organs in _copies(paper):
        if not organs.endswith(("。", "印发")):
            end = one.span(len(one.text.rstrip()) - 1, len(one.text.rstrip())).end
            place = Span(end, end)
            stop = organs[-1] in "，、；,;."
            fix = Fix(one.span(len(one.text.rstrip()) - 1, len(one.text.rstrip())), "。") if stop else Fix(place, "。")
            yield Finding("the list of copies ends without 。", place, (fix,))


def _copied_twice(paper: Paper) -> Iterator[Finding]:
    addressed = {name.strip() for name in _SPLIT.split(paper.addressee) if name.strip()}
    for one, organs in _copies(paper):
        if one.text.strip().startswith("抄送"):
            for name in sorted(addressed & {each.strip() for each in _SPLIT.split(organs)}):
                at = one.text.find(name)
                yield Finding(f"{name} is addressed and copied", one.span(at, at + len(name)))


def _copied_below(paper: Paper) -> Iterator[Finding]:
    for one, organs in _copies(paper) if paper.genre in ("请示", "报告") else ():
        if found := _BELOW.search(organs):
            at = one.text.find(found[0])
            yield Finding(f"a {paper.genre} is copied to organs below: {found[0]}", one.span(at, at + len(found[0])))


def _printed_before(paper: Paper) -> Iterator[Finding]:
    for line in _imprint(paper):
        one = paper.passage(line)
        found = _PRINTED.search(one.text)
        printed = read_date(found[0]) if found else None
        if found and printed and paper.date and printed < paper.date:
            yield Finding(f"printed on {printed}, before the date of issue, {paper.date}", whole(one, found))


RULES = (
    Rule("GR640", LAYOUT, "7.3.5.4", _signs),
    Rule("GR641", LAYOUT, "7.3.5.4", _padded),
    Rule("GR642", LAYOUT, "7.3.5.4", _chinese),
    Rule("GR643", REGULATION, "9", _other_organ),
    Rule("GR644", LAYOUT, "7.3.6", _notes),
    Rule("GR645", REGULATION, "31", _public_secret),
    Rule("GR646", LAYOUT, "7.4.2", _copies_stop),
    Rule("GR647", REGULATION, "9", _copied_twice),
    Rule("GR648", REGULATION, "15", _copied_below),
    Rule("GR649", REGULATION, "9", _printed_before),
)
