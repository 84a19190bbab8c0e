"""Where the parts of a foot begin on a line with several of them, or with text before them.

A signature is an organ and a date after a finished sentence, where the sentence does not continue after the date.
The text after a signature, or after the last sentence, is read part by part: notes, attachments, imprint, tools of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.document.genres import genre_ends, names_genre
from govreport.document.head_breaks import Break, head_breaks
from govreport.document.split import TITLE_MOST
from govreport.grammar.grammar import Grammar, foot_parts
from govreport.lines.lines import BLANKS, end_before_blanks, skip_blanks
from govreport.text.lexicon import term
from govreport.text.regex import lazy

SIGNATURE_MOST = 160
"""The most characters of the signers, including attachments named before them."""
TAIL_MOST = 2_000
"""How many characters at the end of a line are searched for tools of the page, if there is no signature."""
SIGNER_LEAST, NAMED_MOST = 3, 120
"""The shortest name of a signer without a date, and how far from its beginning the text may first name the signer."""
PIECE_MOST = 4
"""The longest piece of the name of a signer that blanks separate from the rest, in characters."""
DATE_MOST = 20
"""The longest date, in characters."""

_FIGURES = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十〇○零元月 \u3000\xa0")
_DATE = term("DATE_END")
_GOES_ON = term("DATE_GOES_ON")
_LAST = term("LAST_DATE")
"""A date at the end of a text, in figures alone, or to the month."""
_SENTENCE_END = "。！!？?…"
_ENDED = lazy(r"[。！!？?；;）)”」…]\s{0,4}")
_SENTENCE_ENDS = lazy(f"[{_SENTENCE_END}]")
_CLOSED = lazy(r"[。！!？?）)”」….](?:(?<!\.)\s{0,4}|(?<![0-9A-Za-z.]\.)\s{1,4})")
"""The end of a sentence with the blanks after it; a point must have one.  It begins with a class, which ``re`` finds fast."""
_GAP = lazy(rf"[{BLANKS}]+")
_OPEN_PARTS = frozenset({"next", "staff", "site", "list", "licence"})
"""The parts that continue up to the next part."""
_LISTED, _FILE = term("FOOT_LIST"), term("LISTED_FILE")


def foot_breaks(text: str, grammar: Grammar, *, last: bool = True, above: str = "") -> list[Break]:
    """The breaks before the foot of each document that ends in a line, and between the parts of the foot.

    :param last: whether no later line has a sentence, so that the tools of a page may follow without a signature.
    :param above: the line before, which may name the signer.

    >>> from govreport.grammar.grammar import grammar
    >>> line = "要抓好落实。特此通知。某县水利局2024年4月2日（此件公开发布）"
    >>> [line[found.at :][:4] for found in foot_breaks(line, grammar())]
    ['特此通知', '某县水利', '2024', '（此件公']
    """
    if not may_be_dated(text) and not (last and _CLOSED.search(text)):
        return []
    return sorted({one.at: one for one in _breaks(text, grammar, last, above) if 0 < one.at < len(text)}.values())


def may_be_dated(text: str) -> bool:
    """Whether a line may hold the date of a signature."""
    return "日" in text or (last := text[-1]).isdigit() or last == "月"


def _breaks(text: str, grammar: Grammar, last: bool, above: str) -> Iterator[Break]:
    done = 0
    tail: int | None = 0  # where the unsigned text begins
    for begin, end in _dates(text):
        if begin < done:
            continue
        signed = _signature(text, done, begin, grammar) if begin else []
        if signed is None and last and _is_alone(text, begin, end):
            signed = []
        elif signed is None or not (signed or grammar.matches["ISSUER"](above)) or not _ends_document(text, end, last):
            continue
        yield from signed
        yield Break(begin, "date")
        if signed:
            yield from _closing(text, signed[0].at, grammar)
        tail = None
        for one in _parts(text, end):
            yield one
            done = one.at
            tail = one.at if one.reason == "document" else None
        done = max(done, end)
    if last and tail is not None:
        yield from _unsigned(text, tail, grammar)


def _dates(text: str) -> Iterator[tuple[int, int]]:
    """The dates in a line that may sign a document: to the day, and at its end in any form."""
    at = text.find("日")
    while at >= 0:
        if at and text[at - 1] in _FIGURES:
            found = _DATE.search(text, max(0, at - DATE_MOST), at + 1)
            if found is not None:
                yield found.start(), at + 1
        at = text.find("日", at + 1)
    if text[-1].isdigit() or text[-1] == "月":
        last = _LAST.search(text, max(0, len(text) - DATE_MOST))
        if last is not None:
            yield last.start(), len(text)


def _is_alone(text: str, begin: int, end: int) -> bool:
    """Whether a date without a signer is after the last sentence, with only the frame of a page below it."""
    at = skip_blanks(text, end, len(text))
    return text[end_before_blanks(text, 0, begin) - 1] in _SENTENCE_END and (
        at == len(text) or foot_parts().match(text, at) is not None
    )


def _ends_document(text: str, end: int, last: bool) -> bool:
    """Whether the text after a date is not part of its sentence: nothing, a part of the foot, the title of a document, or
    at the end of the text anything without a sentence."""
    at = skip_blanks(text, end, len(text))
    if at == len(text) or foot_parts().match(text, at):
        return True
    if text[at] in "，,、。；;":
        return False
    if len(text) - at <= TITLE_MOST and names_genre(text[at:]):
        return True
    if last and len(text) - at <= TAIL_MOST and not (_GOES_ON.match(text, at) or _SENTENCE_ENDS.search(text, at)):
        enclosed = text.rfind("（", 0, end) > text.rfind("）", 0, end)
        if not enclosed:
            return True
    titles = head_breaks(text[at : at + SIGNATURE_MOST]).breaks
    return bool(titles) and any(True for _ in genre_ends(text, at, at + titles[0].at))


def _signature(text: str, least: int, date: int, grammar: Grammar) -> list[Break] | None:
    """The breaks before the signers of a date, after a finished sentence or a list of attachments; None without signers."""
    end = end_before_blanks(text, least, date)
    window = max(least, end - SIGNATURE_MOST)
    sealed = text.rfind("（", window, end) if text[end - 1] == "）" else end  # 某县水利局（盖章）
    begin = max((found.end() for found in _ENDED.finditer(text, window, sealed)), default=-1)
    sentence = max(text.rfind(stop, window, end) for stop in _SENTENCE_END)
    listed = _LISTED.search(text, max(sentence, window), end)
    if listed is not None:
        names = [
            *genre_ends(text, listed.end(), end - 1),
            *(one.end() for one in _FILE.finditer(text, listed.end(), end - 1)),
        ]
        begin = max([*names, begin])  # a bracket may end a name
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
    """Where each organ begins at the end of a stretch; blanks separate them."""
    is_issuer = grammar.matches["ISSUER"]
    begin = skip_blanks(text, begin, len(text))
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
        elif len(piece) > PIECE_MOST:
            break
    return found if stop < end else []


def _closing(text: str, end: int, grammar: Grammar) -> Iterator[Break]:
    """The formula that closes the text before the foot: 特此通知。"""
    end = end_before_blanks(text, 0, end)
    if not end or text[end - 1] not in _SENTENCE_END:
        return
    begin = max(text.rfind(stop, max(0, end - SIGNATURE_MOST), end - 1) for stop in _SENTENCE_END) + 1
    begin = skip_blanks(text, begin, len(text))
    if begin and grammar.matches["CLOSING"](text[begin:end]):
        yield Break(begin, "closing")


def _parts(text: str, at: int) -> Iterator[Break]:
    """The parts of the foot from a place on, up to the next document."""
    at = skip_blanks(text, at, len(text))
    before = ""
    while at < len(text):
        found = foot_parts().match(text, at)
        kind = str(found.lastgroup) if found is not None else "document"
        if not before == kind == "tool":
            yield Break(at, kind)
        before = kind
        if found is None:
            return
        end = found.end()
        if kind == "notes":
            end = next(_below_notes(text, end), len(text))
        elif kind in _OPEN_PARTS:
            following = foot_parts().search(text, end)
            gap = _GAP.search(text, end + 1) if kind == "staff" else None
            end = min((one.start() for one in (following, gap) if one is not None), default=len(text))
        at = skip_blanks(text, end, len(text))


def _below_notes(text: str, at: int) -> Iterator[int]:
    """Where notes may end: after a sentence, before a part of the foot other than a bracket."""
    for ended in _CLOSED.finditer(text, at):
        found = foot_parts().match(text, ended.end()) if ended.end() < len(text) else None
        if found is not None and found.lastgroup in ("list", "tool", "licence", "next", "site"):
            yield ended.end()


def _unsigned(text: str, begin: int, grammar: Grammar) -> Iterator[Break]:
    """The parts after the last sentence of a text without a signature, which begins at ``begin``."""
    window = max(begin, len(text) - TAIL_MOST)
    for ended in _CLOSED.finditer(text, window):
        at = ended.end()
        found = foot_parts().match(text, at) if at < len(text) else None
        if found is not None and (
            found.lastgroup not in ("label", "note", "bracket")
            or (found.lastgroup == "note" and found.end() == len(text))
        ):
            yield from _closing(text, at, grammar)
            yield from _parts(text, at)
            return
    at = skip_blanks(text, max(text.rfind(stop, window) for stop in _SENTENCE_END) + 1, len(text))
    name = text[at:].rstrip(BLANKS)
    named = at and not begin and len(name) >= SIGNER_LEAST and text.find(name) < min(NAMED_MOST, at)
    if named and grammar.matches["ISSUER"](name):
        yield Break(at, "issuer")  # the title names the signer
        yield from _closing(text, at, grammar)
    yield from _closing(text, len(text), grammar)
