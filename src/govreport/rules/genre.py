"""Rules for the genre (文种): what it must contain, and how it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from govreport.facts.passages import Passage
from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, search, unquoted, whole
from govreport.rules.rule import LEGISLATION, PRACTICE, REGULATION, Finding, Rule
from govreport.text.source import Span

_REQUEST = pattern(
    r"(?:妥否|当否|可否|是否妥当|如无不妥)[，,]?\s*请\S{0,6}{approval}|请(?:予以?|贵\S|领导|上级)?{approval}(?=[。！!]|$)"
)
"""A request for approval or instruction: 妥否，请批示; 请予批准."""
_ASKED = pattern(r"请\S{0,12}{approval}|{approval_needed}")
_CLOSING = pattern(
    r"(?:^|[，。；\s])(?P<words>特此(?P<genre>通知|报告|公告|通告|通报|函告|函复|函达|请示|批复|复函|函)|此复)[。！!]?\s*$"
)
_OF_LETTERS = ("函告", "函复", "函达", "复函", "函")
_ANSWERED = pattern(r"收悉|收到|来函|来文|请示|报来|来信|建议|提案|《[^《》]+》")
_CONGRESS = pattern("人民代表大会|人大|常务委员会|常委会")
_GOVERNMENT = pattern("人民政府|国务院|[省市县区州乡镇]长|主席|总理")
_MEETING = pattern(r"(?:会议|大会|全会)\S{0,40}(?:通过|批准|决议|决定|审议)|会议|通过")
_EFFECT = pattern(r"(?:施行|实施|执行|生效|废止)")
_PUBLISHES = pattern(r"(?:现予|予以)公布")
_ORDER = pattern(r"请(?:各\S{1,8})?(?:认真|严格|切实)?(?:贯彻执行|遵照执行|遵照办理|贯彻落实)(?=[。！]|$)")
_PRONOUN = pattern(
    r"(?<![高名珍宝昂尊显权])(?P<who>贵|你)(?P<organ>[局厅委办市省县区部院校会]|公司|单位|中心|街道)(?![\u4e00-\u9fff]?价)"
)


def _asks(paper: Paper) -> Iterator[tuple[Passage, Span, str]]:
    for one in paper.tail:
        for found in _REQUEST.finditer(unquoted(one.text)):
            yield one, whole(one, found), found[0]


def _report_asks(paper: Paper) -> Iterator[Finding]:
    if paper.genre in ("报告", "通知", "通报", "意见") and (paper.addressee or paper.genre != "报告"):
        for _, span, words in _asks(paper):
            yield Finding(f"a {paper.genre} asks for approval: {words}", span)


def _no_request(paper: Paper) -> Iterator[Finding]:
    if paper.genre == "请示" and paper.main and not any(_ASKED.search(unquoted(one.text)) for one in paper.main[-6:]):
        last = paper.main[-1]
        yield Finding("a 请示 without its request at the end", last.span(0, len(last.text)))


def _two_requests(paper: Paper) -> Iterator[Finding]:
    if paper.genre != "请示":
        return
    found = [(one, at) for one in paper.main for at in _REQUEST.finditer(unquoted(one.text))]
    for one, at in found[1:2]:
        yield Finding(f"a 请示 with {len(found)} requests: {at[0]}", whole(one, at))


def _closing(paper: Paper) -> Iterator[Finding]:
    if not paper.genre:
        return
    for one, found in search(paper.tail[-2:], _CLOSING):
        closing = found["genre"] or "批复"
        closing = "函" if closing in _OF_LETTERS else closing
        answers = found["words"] == "此复" and paper.genre in ("批复", "函", "通知", "答复")
        if closing != paper.genre and not answers and not (closing == "批复" and paper.genre == "函"):
            yield Finding(f"a {paper.genre} ends with {found['words']}", whole(one, found, "words"))


def _answered(paper: Paper) -> Iterator[Finding]:
    if paper.genre == "批复" or (paper.genre == "函" and "复函" in paper.title):
        first = paper.main[:2]
        if first and not any(_ANSWERED.search(one.text) for one in first):
            yield Finding(
                f"a {paper.genre} that does not name the document it answers", first[0].span(0, len(first[0].text))
            )


def _bill(paper: Paper) -> Iterator[Finding]:
    signature = paper.document.signature
    if paper.genre != "议案":
        return
    if paper.addressee and paper.document.addressee and not _CONGRESS.search(paper.addressee):
        yield Finding("a 议案 that is not for a people's congress", paper.document.addressee.span)
    if signature and signature.issuers and not any(_GOVERNMENT.search(one.text) for one in signature.issuers):
        yield Finding("a 议案 that no people's government signs", signature.issuers[0].span)


def _resolution(paper: Paper) -> Iterator[Finding]:
    title = paper.document.title
    if title and paper.genre == "决议":
        texts = [*(one.text for one in paper.document.subtitles), *(one.text for one in paper.main[:3])]
        if texts and not any(_MEETING.search(text) for text in (*texts, title.text)):
            yield Finding("a 决议 that does not name the meeting that adopted it", title.span)


def _effect(paper: Paper) -> Iterator[Finding]:
    if paper.genre not in ("令", "命令"):
        return
    for one in paper.main:
        if (found := _PUBLISHES.search(one.text)) and not any(_EFFECT.search(each.text) for each in paper.passages):
            yield Finding("an order that publishes rules without the date of their effect", whole(one, found))


def _orders(paper: Paper) -> Iterator[Finding]:
    if paper.genre in ("请示", "函") or (paper.genre == "报告" and paper.addressee):
        for one, found in search(paper.tail[-2:], _ORDER):
            yield Finding(f"a {paper.genre} gives an order: {found[0]}", whole(one, found))


def _pronouns(paper: Paper) -> Iterator[Finding]:
    used: defaultdict[str, dict[str, Span]] = defaultdict(dict)
    for one in (one for one in paper.main if "贵" in one.text or "你" in one.text):
        for found in _PRONOUN.finditer(unquoted(one.text)):
            used[found["organ"]].setdefault(found["who"], whole(one, found))
    for organ, places in used.items():
        if len(places) == 2:
            yield Finding(f"贵{organ} and 你{organ} for one organ", max(places.values()))


RULES = (
    Rule("GR650", PRACTICE, "", _orders),
    Rule("GR651", REGULATION, "15", _report_asks),
    Rule("GR652", REGULATION, "8", _no_request),
    Rule("GR653", REGULATION, "15", _two_requests),
    Rule("GR654", PRACTICE, "", _closing),
    Rule("GR655", PRACTICE, "", _answered),
    Rule("GR656", REGULATION, "8", _bill),
    Rule("GR657", REGULATION, "9", _resolution),
    Rule("GR658", LEGISLATION, "61", _effect),
    Rule("GR659", PRACTICE, "", _pronouns),
)
