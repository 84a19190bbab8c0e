"""Rules for the agreement of a document with itself: counts, sums, growth, years, names, doubled text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from govreport.facts.kinds import Figure
from govreport.facts.passages import Passage
from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, search, unquoted, whole
from govreport.rules.rule import PRACTICE, REGULATION, Finding, Rule
from govreport.text.numerals import read_numeral
from govreport.tree.diagnostics import Fix
from govreport.tree.nodes import Block, Item, Number, Paragraph, Section, Table, Unit

_ANNOUNCES = pattern(
    r"(?:{announcing})[^，。；：]{0,12}?(?<!第)(?P<count>[二两三四五六七八九十]|[2-9]|1[0-9])(?:个|大|项|点|条|件|类){1,2}(?:方面|工作|任务|措施|问题|要求|内容|重点|举措|意见|建议|特点|原则)?[^，。；：]{0,8}[：:。]?$"
)
_PARTS = pattern(r"其中[：:，,]?")
_OVERLAP = pattern("超|以上|包括|主要|等|左右|约|余|含")
_CHANGES = pattern("比|较|增|减|升|降|提高|平均|均|每|率|占|到|至")
_RATES = ("%", "％", "‰", "倍", "")
_SENTENCE_END = pattern("[。；;（）()]")
_CLAUSE = pattern("[，。；：,;:（(]")
_ROUNDED = Decimal("1.005")
"""Rounded parts may add up to a little more than the whole."""
_JOINED = tuple("，,、一—–-~～·")
"""Before a figure that is perhaps the rest of a longer one."""
_REACH = 200
_RATE = pattern(
    r"[由从](?:[^，。；由从]{0,16}?的?)(?P<before>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]?[\u4e00-\u9fff]{1,4}?)(?:增加|增长|提高|上升|提升|减少|下降|降低|扩大)?(?:到|至)(?:[^，。；]{0,12}?的?)(?P<after>\d[\d,]*(?:\.\d+)?)(?P=unit)[，,](?:同比|比上年)?(?P<way>增长|上升|提高|下降|降低|减少|增加)(?:了)?(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_YEAR = pattern(r"(?<!\d)(?P<year>(?:19|20)\d{2})年")
_TITLE_YEAR = pattern(r"(?<![\d—–\-－～~至])(?P<year>20\d{2})年度?(?![—–\-－～~至])")
_PERIODIC = pattern(r"(?<!政府工作)(?<!施政)(?:报告|总结|年报|情况)$")
_DOUBLE = pattern(r"(?<![目标靶])(?P<word>{doubled})(?P<again>(?P=word))(?![确士之])")
_PLACEHOLDER = pattern(
    r"[【\[［](?:待补|待定|此处|填写)[^】\]］]{0,20}[】\]］]|(?:联系人|电话|手机)[：:]\s?[Xx×]{2,}|[Xx×]{2,4}(?=年|月|日|元|万元)|〔\d{4}〕\s{1,8}号|\d{4}年\s{1,8}月\s{1,8}日|[（(]此处[^（()）]{1,20}[）)]"
)
_SELF = pattern(
    r"(?<![\u4e00-\u9fff“《])本(?P<genre>办法|规定|条例|意见|方案|通知|细则|决定|规则)(?![\u4e00-\u9fff]{0,2}[》”])"
)
_OF_TEXT = ("办法", "规定", "条例", "意见", "方案", "通知", "细则", "规则")
_TOTAL = pattern(r"^(?:合\s*计|总\s*计|共\s*计)$")
_CELL = pattern(r"-?\d[\d,，]*(?:\.\d+)?")
_SECTION_YEAR = pattern(r"(?P<year>20\d{2})年度?\S{0,14}(?:安排|打算|计划|任务|思路|举措|重点)")
_SENTENCE = pattern(r"[^。！？\n]+[。！？]")
_CHARACTER = pattern(r"[\u4e00-\u9fff]")
_HAN = pattern(r"[\u4e00-\u9fff]{6}")
_FORM_OR_QUOTATION = pattern(r"^[（(“]|[”）)]$")
_OTHER_TIMES = pattern("比|增|减|累计|其中|以来|平均|年均|目标|计划|力争|预计|将|左右|以上|约|每|第|上年|去年|季度|月")
_STOPS = "。；\n"
_ENDS = "。！？"
_BEHIND = 4
_SHORTEST_THING = 3
_LONG = 30
_LONG_SENTENCE = 15
_NEAR = 4
"""How many leaves apart a paragraph that was pasted twice is at most."""
_WIDEST = 60


def _counts(paper: Paper) -> Iterator[Finding]:
    for document in paper.documents:
        yield from _counted(paper, document.body)


def _counted(paper: Paper, blocks: tuple[Block, ...]) -> Iterator[Finding]:
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            one = paper.passage(block)
            found = _ANNOUNCES.search(unquoted(one.text.rstrip()))
            if found and (row := _row_after(blocks, index)):
                count = read_numeral(found["count"]) or 0
                ordinals = [number.ordinal or 0 for number in row]
                if count != len(row) and ordinals == list(range(1, len(row) + 1)):
                    yield Finding(f"{found['count']} are announced, and {len(row)} follow", whole(one, found, "count"))
        elif isinstance(block, Unit):
            yield from _counted(paper, block.blocks)


def _row_after(blocks: tuple[Block, ...], index: int) -> list[Number]:
    """The numbers of the row that begins right after a block: units of one family, with or without text between them."""
    row: list[Number] = []
    for block in blocks[index + 1 :]:
        if isinstance(block, (Section, Item)) and block.number:
            if row and block.number.family != row[0].family:
                break
            if row and (block.number.ordinal or 0) == 1:
                break
            row.append(block.number)
        elif isinstance(block, (Section, Table)) or not row:
            break
    return row


def _sums(paper: Paper) -> Iterator[Finding]:
    """Figures after 其中 that exceed the figure before it, or add up to more."""
    for one, found in search(paper.prose, _PARTS):
        rest = _SENTENCE_END.split(one.text[found.end() : found.end() + _REACH])[0]
        clause = _CLAUSE.split(one.text[: found.start()].rstrip("，,：:（("))[-1]
        if not rest or _CHANGES.search(clause) or _CHANGES.search(rest):
            continue
        figures = paper.figures(one)
        starts = [each.span.start for each in figures]
        at = whole(one, found)
        before = figures[bisect_left(starts, at.start) - 1] if bisect_left(starts, at.start) else None
        if before is None or at.start - before.span.end > 1 or before.bound or before.unit in _RATES:
            continue
        end = one.span(found.end() + len(rest) - 1, found.end() + len(rest)).end
        inside = figures[bisect_left(starts, at.end) : bisect_left(starts, end)]
        parts = [each for each in inside if each.unit == before.unit and each.upper is None and not each.bound]
        joined = paper.source.text[before.span.start - 1 : before.span.start] in _JOINED
        if joined or _YEAR.match(rest) or any(each.value == before.value for each in parts):
            continue
        largest = max(parts, key=lambda each: each.value, default=before)
        total = sum(each.value for each in parts)
        if largest.value > before.value:
            yield Finding(f"{largest.text} is more than the whole, {before.text}", largest.span)
        elif len(parts) == len(inside) and total > before.value * _ROUNDED and not _OVERLAP.search(rest):
            yield Finding(f"the parts are {total:f} together, and the whole is {before.text}", before.span)


def _growth(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose, _RATE):
        before, after, rate = (Decimal(found[name].replace(",", "")) for name in ("before", "after", "rate"))
        if not before:
            continue
        down = found["way"] in ("下降", "降低", "减少")
        real = (before - after if down else after - before) * 100 / before
        places = len(found["rate"].partition(".")[2])
        if abs(real - rate) > Decimal(6) / 10 ** (places + 1) + abs(real) / 50:
            message = f"from {found['before']} to {found['after']} is {real:.1f}%, not {found['rate']}%"
            yield Finding(message, whole(one, found, "rate"))


def _title_year(paper: Paper) -> Iterator[Finding]:
    title = paper.document.title
    years = _TITLE_YEAR.findall(paper.title) if title else []
    if title is None or len(years) != 1 or not _PERIODIC.search(paper.title):
        return
    named = [found["year"] for one in paper.main for found in _YEAR.finditer(one.text)]
    if len(named) >= 2 and years[0] not in named:
        usual = max(named, key=named.count)
        one = paper.passage(title)
        at = one.text.find(years[0])
        yield Finding(f"the title is of {years[0]}, and the text names {usual}", one.span(at, at + 4))


def _next_year(paper: Paper) -> Iterator[Finding]:
    """A section on the plans of a year other than that of the title and the next one."""
    years = _TITLE_YEAR.findall(paper.title)
    if len(years) != 1 or not _PERIODIC.search(paper.title):
        return
    for section in paper.document.sections[1:]:
        found = _SECTION_YEAR.search(section.heading.text) if section.heading else None
        if section.heading and found and int(found["year"]) - int(years[0]) not in (0, 1):
            place = whole(paper.passage(section.heading), found, "year")
            yield Finding(f"plans for {found['year']} in a report on {years[0]}", place)


def _twice(paper: Paper) -> Iterator[Finding]:
    """A paragraph that is repeated a few leaves below: farther apart, it may be repeated on purpose."""
    seen: dict[str, tuple[int, Passage]] = {}
    for index, one in enumerate(paper.prose):
        if len(one.text) < _LONG or not isinstance(one.node, Paragraph):
            continue
        text = "".join(one.text.split())
        if text in seen and index - seen[text][0] <= _NEAR and _is_sentence(text):
            line = paper.source.position(seen[text][1].node.span.start).line
            yield Finding(f"the same paragraph as in line {line}", one.node.span)
        seen[text] = index, one


def _is_sentence(text: str) -> bool:
    """Whether a paragraph is long, and neither a form nor a quotation."""
    return len(_CHARACTER.findall(text)) >= _LONG and not _FORM_OR_QUOTATION.search(text)


def _twice_in_paragraph(paper: Paper) -> Iterator[Finding]:
    for one in paper.prose:
        if sum(map(one.text.count, _ENDS)) < 2:
            continue
        text = unquoted(one.text)
        sentences = [sentence.strip() for sentence in _SENTENCE.findall(text)]
        if len(set(sentences)) == len(sentences):
            continue
        seen: set[str] = set()
        for sentence, found in zip(sentences, _SENTENCE.finditer(text), strict=True):
            if sentence in seen and len(sentence) >= _LONG_SENTENCE and _HAN.search(sentence):
                yield Finding("the same sentence twice in a paragraph", whole(one, found))
            seen.add(sentence)


def _words(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose, _DOUBLE):
        yield Finding(f"{found[0]} is doubled", whole(one, found), (Fix(whole(one, found, "again"), ""),))


def _placeholders(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.passages_with("【[［Xx×〔此年"), _PLACEHOLDER):
        yield Finding(f"a placeholder is left: {found[0]}", whole(one, found))


def _self_name(paper: Paper) -> Iterator[Finding]:
    for document in paper.documents:
        title = document.title
        own = next(
            (
                genre
                for genre in _OF_TEXT
                if title and re.search(genre + r"(?:[（(][^（()）]*[）)])?$", title.text.strip())
            ),
            None,
        )
        if own is None or title is None:
            continue
        last = min((one.span.start for one in document.attachments), default=document.span.end)
        inside = [one for one in paper.prose if document.span.start <= one.node.span.start < last]
        for one in inside:
            for found in _SELF.finditer(unquoted(one.text)):
                genre = found["genre"]
                if genre != own and genre not in title.text and not _issues(paper, genre):
                    yield Finding(f"本{genre} in a {own}", whole(one, found))


def _issues(paper: Paper, genre: str) -> bool:
    """Whether the document attaches or cites a text of a genre that it may mean."""
    titles = [each.title.text for each in paper.documents if each.title]
    short = f"简称《?“?{genre}"
    return any(genre in title for title in titles) or any(re.search(short, one.text) for one in paper.main)


def _totals(paper: Paper) -> Iterator[Finding]:
    for one in paper.passages:
        if isinstance(one.node, Table):
            yield from _total(one, one.node)


def _total(one: Passage, table: Table) -> Iterator[Finding]:
    rows = table.rows
    for at, row in enumerate(rows):
        if at > 1 and row and _TOTAL.match(row[0].strip()) and at == len(rows) - 1:
            for column in range(1, len(row)):
                cells = [each[column].strip() if column < len(each) else "" for each in rows[:at]]
                numbers = [Decimal(re.sub("[,，]", "", cell)) for cell in cells if _CELL.fullmatch(cell)]
                total = row[column].strip()
                first = next((k for k, cell in enumerate(cells) if _CELL.fullmatch(cell)), len(cells))
                whole_column = len(numbers) == len(cells) - first > 1
                if whole_column and _CELL.fullmatch(total) and len(table.rows) <= _WIDEST:
                    value = Decimal(re.sub("[,，]", "", total))
                    if sum(numbers) != value and "序号" not in rows[0][column]:
                        place = one.text.rfind(total)
                        yield Finding(
                            f"the column adds up to {sum(numbers):f}, not {total}", one.span(place, place + len(total))
                        )


def _summary(paper: Paper) -> Iterator[Finding]:
    """A figure before the first section that the sections have with another value; each must occur there once."""
    body, attachments = paper.document.body, paper.document.attachments
    first = next((block.span.start for block in body if isinstance(block, Section)), 0)
    end = min((one.span.start for one in attachments), default=paper.document.span.end)
    summed = _plain(paper, (one for one in paper.passages if one.node.span.start < first))
    if not summed:
        return
    rest = [one for one in paper.passages if first <= one.node.span.start < end]
    stated = _plain(
        paper, (one for one in rest if any(thing in one.text and unit in one.text for thing, unit in summed))
    )
    for key in summed.keys() & stated.keys():
        if len(summed[key]) == len(stated[key]) == 1 and summed[key][0].value != stated[key][0].value:
            there, here = summed[key][0], stated[key][0]
            line = paper.source.position(there.span.start).line
            yield Finding(f"{here.thing}{here.text}, and {there.text} in line {line}", here.span)


def _plain(paper: Paper, passages: Iterable[Passage]) -> dict[tuple[str, str], list[Figure]]:
    """The plain figures in some passages by what they count and their unit, both as in the text."""
    found: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for one in passages:
        for figure in paper.figures(one):
            if _is_plain(figure, paper.source.text):
                found[figure.thing, figure.unit].append(figure)
    return found


def _is_plain(figure: Figure, text: str) -> bool:
    """Whether a figure counts a thing, exactly, in a sentence without other years, comparisons and plans."""
    exact = not figure.bound and figure.upper is None and figure.growth is None and figure.unit not in _RATES
    if not exact or len(figure.thing) < _SHORTEST_THING:
        return False
    start = max(text.rfind(stop, 0, figure.span.start) for stop in _STOPS) + 1
    return not _OTHER_TIMES.search(text[start : figure.span.end + _BEHIND])


RULES = (
    Rule("GR690", REGULATION, "20", _counts),
    Rule("GR691", REGULATION, "20", _sums),
    Rule("GR692", REGULATION, "20", _growth),
    Rule("GR693", PRACTICE, "", _title_year),
    Rule("GR694", PRACTICE, "", _next_year),
    Rule("GR695", PRACTICE, "", _twice),
    Rule("GR696", PRACTICE, "", _words),
    Rule("GR697", PRACTICE, "", _twice_in_paragraph),
    Rule("GR698", PRACTICE, "", _placeholders),
    Rule("GR699", PRACTICE, "", _self_name),
    Rule("GR700", REGULATION, "20", _totals),
    Rule("GR705", REGULATION, "20", _summary),
)
