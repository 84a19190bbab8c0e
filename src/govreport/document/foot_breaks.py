"""Where the parts of a foot begin on a line that holds several of them, and the text before them.

A signature is found by the shapes of organ and date, with a finished sentence before it and nothing of the sentence behind it.
What follows it, or the last sentence of a text, is gone through part by part: notes, attachments, imprint, tools of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.document.front_breaks import Break, front_breaks
from govreport.document.genres import genre_ends
from govreport.grammar.grammar import Grammar
from govreport.lines.lines import BLANKS
from govreport.text.regex import late
from govreport.text.variants import both_scripts

SIGNATURE_MOST = 160
"""How many characters those who sign may take, attachments named before them included."""
TAIL_MOST = 2_000
"""How many characters at the end of a line are looked at for tools of the page where nobody signs."""

_FIGURES = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十〇○零元月 \u3000\xa0")
_DATE = late(
    r"(?:[12１２][0-9０-９]{3}|[一二][〇○ОOＯ0零一二三四五六七八九]{3})\s?年\s?[0-9０-９一二三四五六七八九十元]{0,3}\s?月\s?[0-9０-９一二三四五六七八九十廿]{0,3}\s?日$"
)
_DATE_MOST = 20
_LAST = late(
    r"[12][0-9]{3}\s?[-./]\s?[0-9]{1,2}\s?[-./]\s?[0-9]{1,2}$"
    r"|(?:[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})\s?年\s?[0-9一二三四五六七八九十]{1,2}\s?月$"
)
"""A date at the end of a text, in figures alone, or to the month."""
_SENTENCE_END = "。！!？?…"
_STOPS = late(r"[。！!？?；;：:）)”」…]")
_ENDED = late(r"[。！!？?；;）)”」…]\s{0,4}")
_CLOSED = late(r"[。！!？?）)”」…]\s{0,4}")
_GAP = late(rf"[{BLANKS}]+")
_LISTED = late(r"附\s?件\s?[0-9０-９一二三四五六]{0,2}\s?[：:]|附\s?[：:]", both_scripts)
_FILE = late(r"\.(?:docx?|pdf|xlsx?|pptx?|wps|ofd|zip|rar)|[表册图]")
_TOOLS = "打印|关闭|收藏|返回|下载|分享|字[体号]|大|中|小|本页|窗口|页面"
_PARTS = late(
    r"(?P<note>[（(](?:此件|此文|本文|本件|联系人|联系电话|注[：:]|附注|信息公开|主动公开|不予公开|依申请公开|来源|作者|责任编辑|[^（()）]{0,6}公开)[^（()）]{0,120}[）)])"
    r"|(?P<bracket>[（(][^（()）]{2,120}[）)])"
    r"|(?P<list>附\s?件\s?[0-9０-９一二三四五六]{0,2}\s?[：:]|附\s?[：:])"
    r"|(?P<label>附\s?件\s?[0-9０-９一二三四五六]{0,2}(?![0-9：:.．、，。]|下载))"
    r"|(?P<imprint>(?:抄\s?送|抄\s?报|主\s?送|分\s?送)\s?[：:][^。]{1,400}?(?:。|(?=抄\s?[送报]|$))|主\s?题\s?词\s?[：:][^。，]{1,40}?(?=抄|$|\s{2}))"
    r"|(?P<printed>[^\s。，；：:]{2,24}\s{0,20}[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日\s?印发?)"
    rf"|(?P<tool>[【\[（(]\s?(?:{_TOOLS})[^】\]）)。]{{0,20}}[】\]）)]|字[体号](?:大小)?\s?[：:][^。]{{0,20}}|扫一扫在?手机打开当前页(?:面)?|附件下载\s?[：:]?|手机扫一扫[^\s。]{{0,20}}|分享(?:到|至)?\s?[：:][^。\s]{{0,40}}"
    rf"|(?:打印|关闭|收藏|返回)(?:本页|此页|页面|网页|本文|窗口|顶部|首页)?(?=\s|$|打印|关闭|收藏|返回))"
    r"|(?P<licence>本作品(?:是|在|已|的|来自|收录|采用|受))"
    r"|(?P<next>[上下]一[篇条页](?:文章|信息)?\s?[：:]|相关(?:链接|文章|新闻|信息|解读|报道|稿件)\s?[：:]?)"
    r"|(?P<staff>(?:责任编辑|责编|编辑|校对|审核|终审|初审|来源|信息来源|文章来源|作者|供稿|发布日期|发布时间|浏览次数|阅读次数|点击数|点击量)\s?[：:])"
    r"|(?P<site>(?:主办|承办|协办|主管|技术支持|版权所有|网站标识码|网站支持IPv6|联系地址|地址|邮编|联系电话|网站地图|关于我们|隐私声明)(?:单位)?\s?[：:©|]?|Copyright|[\u4e00-\u9fff]ICP备|[\u4e00-\u9fff]公网安备)",
    both_scripts,
)
"""What stands under the text of a document, and beside it on a page."""


def foot_breaks(text: str, grammar: Grammar, *, last: bool = True, above: str = "") -> list[Break]:
    """The breaks before the foot of each document that ends in a line, and between the parts of the foot.

    ``last`` says that no sentence stands on a later line: the tools of a page are looked for there, without a signature.
    ``above`` is the line before, which may name who signs.

    >>> from govreport.grammar.grammar import grammar
    >>> line = "要抓好落实。特此通知。某县水利局2024年4月2日（此件公开发布）"
    >>> [line[found.at :][:4] for found in foot_breaks(line, grammar())]
    ['特此通知', '某县水利', '2024', '（此件公']
    """
    if not last and "日" not in text and not text[-1].isdigit() and text[-1] != "月":
        return []
    return sorted({one.at: one for one in _breaks(text, grammar, last, above) if 0 < one.at < len(text)}.values())


def _breaks(text: str, grammar: Grammar, last: bool, above: str) -> Iterator[Break]:
    done = 0
    for begin, end in _dates(text):
        if begin < done:
            continue
        signed = _signature(text, done, begin, grammar) if begin else []
        if signed is None or not (signed or grammar.matches["ISSUER"](above)) or not _ends_document(text, end):
            continue
        yield from signed
        yield Break(begin, "date")
        if signed:
            yield from _closing(text, signed[0].at, grammar)
        for one in _parts(text, end):
            yield one
            done = one.at
        done = max(done, end)
    if last and not done:
        yield from _unsigned(text, grammar)


def _dates(text: str) -> Iterator[tuple[int, int]]:
    """The dates in a line that may sign a document: to the day, and at its end in any form."""
    at = text.find("日")
    while at >= 0:
        if at and text[at - 1] in _FIGURES:
            found = _DATE.search(text, max(0, at - _DATE_MOST), at + 1)
            if found is not None:
                yield found.start(), at + 1
        at = text.find("日", at + 1)
    if text[-1].isdigit() or text[-1] == "月":
        last = _LAST.search(text, max(0, len(text) - _DATE_MOST))
        if last is not None:
            yield last.start(), len(text)


def _ends_document(text: str, end: int) -> bool:
    """Whether what follows a date is no more of its sentence: nothing, a part of the foot, or the title of a document."""
    at = _skip(text, end)
    if at == len(text) or _PARTS.match(text, at):
        return True
    if text[at] in "，,、。；;":
        return False
    titles = front_breaks(text[at : at + SIGNATURE_MOST]).breaks
    return bool(titles) and any(True for _ in genre_ends(text, at, at + titles[0].at))


def _signature(text: str, least: int, date: int, grammar: Grammar) -> list[Break] | None:
    """Those who sign before a date, behind a finished sentence or the list of attachments; None where nobody does."""
    end = date
    while end > least and text[end - 1] in BLANKS:
        end -= 1
    window = max(least, end - SIGNATURE_MOST)
    begin = max((found.end() for found in _ENDED.finditer(text, window, end)), default=-1)
    listed = None
    for listed in _LISTED.finditer(text, max(begin, window), end):  # noqa: B007
        break
    if listed is not None:
        names = [
            *genre_ends(text, listed.end(), end - 1),
            *(one.end() for one in _FILE.finditer(text, listed.end(), end - 1)),
        ]
        begin = max(names, default=-1)
    if begin < 0 and listed is None and not window:
        begin = 0
    if begin < 0:
        return None
    issuers = _issuers(text, begin, end, grammar)
    if not issuers:
        return None
    found = [Break(at, "issuer") for at in issuers]
    if listed is not None:
        found.insert(0, Break(listed.start(), "attachments"))
    return found


def _issuers(text: str, begin: int, end: int, grammar: Grammar) -> list[int]:
    """Where the organs begin that a stretch ends with, separated by blanks."""
    is_issuer = grammar.matches["ISSUER"]
    begin = _skip(text, begin)
    if is_issuer(text[begin:end]) and not any(gap.end() - gap.start() for gap in _GAP.finditer(text, begin, end)):
        return [begin]
    starts = [begin, *(gap.end() for gap in _GAP.finditer(text, begin, end))]
    found: list[int] = []
    stop = end
    for start in reversed(starts):
        piece = text[start:stop].strip(BLANKS)
        if is_issuer(piece):
            found.insert(0, start)
            stop = start
        elif len(piece) > 4:
            break
    return found if stop < end else []


def _closing(text: str, end: int, grammar: Grammar) -> Iterator[Break]:
    """The formula that closes the text before the foot: 特此通知。"""
    while end and text[end - 1] in BLANKS:
        end -= 1
    if not end or text[end - 1] not in _SENTENCE_END:
        return
    begin = max(text.rfind(stop, max(0, end - SIGNATURE_MOST), end - 1) for stop in _SENTENCE_END) + 1
    begin = _skip(text, begin)
    if begin and grammar.matches["CLOSING"](text[begin:end]):
        yield Break(begin, "closing")


def _parts(text: str, at: int) -> Iterator[Break]:
    """The parts of the foot from a place on; what follows an attachment label is a document."""
    at = _skip(text, at)
    before = ""
    while at < len(text):
        found = _PARTS.match(text, at)
        kind = str(found.lastgroup) if found is not None else "document"
        if not before == kind == "tool":
            yield Break(at, kind)
        before = kind
        if found is None:
            return
        end = found.end()
        if found.lastgroup in ("next", "staff", "site", "list", "licence"):
            following = _PARTS.search(text, end)
            gap = _GAP.search(text, end + 1)
            end = min(
                following.start() if following is not None else len(text),
                gap.start() if gap is not None and found.lastgroup == "staff" else len(text),
            )
        at = _skip(text, end)


def _unsigned(text: str, grammar: Grammar) -> Iterator[Break]:
    """The parts behind the last sentences of a text that nobody signs."""
    for ended in _CLOSED.finditer(text, max(0, len(text) - TAIL_MOST)):
        at = ended.end()
        found = _PARTS.match(text, at)
        if (
            found is not None
            and (
                found.lastgroup not in ("label", "note", "bracket")
                or (found.lastgroup == "note" and found.end() == len(text))
            )
            and at < len(text)
        ):
            yield from _closing(text, at, grammar)
            yield from _parts(text, at)
            return
    yield from _closing(text, len(text), grammar)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at
