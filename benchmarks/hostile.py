"""Hostile inputs as data: families of texts that make readers slow, of any length.

``TEXTS``, ``CONTENTS`` (bytes), ``FILES`` (of other formats) and ``FORMS`` (JSON) hold the families by name; a family makes an input of about ``n``
characters or bytes.  They repeat what some stage searches for, or almost, so that any look-behind, look-ahead or retry
happens at every position.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import TypeAlias

sys.path.append(str(Path(__file__).resolve().parent.parent / "fuzz"))  # the containers of the formats are there
from files import FILES as FORMS_OF_FILES
from files import fixed_layout, open_document, word_file
from ole_files import Written, doc

TextMaker: TypeAlias = Callable[[int], str]
BytesMaker: TypeAlias = Callable[[int], bytes]


def run(unit: str, before: str = "", after: str = "") -> TextMaker:
    """A repeated text, perhaps between two others, which do not count towards the length."""
    return lambda n: before + (unit * (n // len(unit) + 1))[:n] + after


def counted(unit: str) -> TextMaker:
    """A repeated text with a counter in it: ``第{}条``."""

    def make(n: int) -> str:
        units: list[str] = []
        length = 0
        for number in count(1):
            if length >= n:
                break
            units.append(unit.format(number))
            length += len(units[-1])
        return "".join(units)[:n]

    return make


def _encoded(make: TextMaker) -> BytesMaker:
    return lambda n: make(n).encode()


def halves(first: TextMaker, second: TextMaker) -> TextMaker:
    """One family, then another."""
    return lambda n: first(n // 2) + second(n - n // 2)


def levels(n: int) -> str:
    """Decimals of every depth, up to ten thousand levels in a long text."""
    return counted("1.")(n // 2) + "\n" + run("1.1.1.1.1 甲\n1.1.1.1.1.1 乙\n")(n // 2)


PROSE = "全面推进依法行政，加强重点领域执法，完善行政决策程序，健全监督机制，提高服务水平，取得明显成效。"


def ordinary(n: int) -> str:
    """A long report with some of everything, for operations on reports."""
    section = (
        f"第{{0}}部分　工作{{0}}\n（一）加强领导。{PROSE}一是抓学习；二是抓落实。\n"
        f"1.执法{{0}}\n{PROSE}\n— {{0}} —\n|姓名|人数|\n|甲|{{0}}|\n"
    )
    head, foot = "关于法治政府建设情况的报告\n各位代表：\n", f"某某市人民政府\n2025年1月6日\n附件1\n清单\n{PROSE}\n"
    return head + counted(section)(n) + foot


STOPPED = ("中" * 40 + "。\n") * 9
"""Lines of prose that all end in stops, so that one without a stop counts as broken."""
NESTED = "1.甲\n2.乙\n1.丙\n2.丁\n3.戊\n3.己\n" + "1.甲\n2.乙\n" * 98 + "3.丙\n" * 99
"""Nested lists, a hundred deep: the first lines show that 1. is below 2. here, the last ones close every list."""

TEXTS: Mapping[str, TextMaker] = {
    # ---- one character, on one line
    "Chinese characters": run("中"),
    "blanks": run(" "),
    "wide blanks": run("\u3000"),
    "blanks of all kinds": run(" \u3000\t\xa0\u2003\x1f"),
    "NUL": run("\0"),
    "lone surrogates": run("\ud800"),
    "replacement characters": run("\ufffd"),
    "combining marks": run("\u0301"),
    "emoji": run("👩\u200d🚒"),
    "zero-width characters": run("\u200b"),
    "opening brackets": run("（"),
    "closing brackets": run("）"),
    "brackets of all kinds": run("（(〔[【《“「『』」”》】]〕)）"),
    "opening quotation marks": run("“"),
    "opening quotation marks after colons": run("：“"),
    "empty titles": run("《》"),
    "full stops": run("。"),
    "dots": run("."),
    "dashes": run("—"),
    "hyphens": run("-"),
    "bars": run("|"),
    "ampersands": run("&"),
    "less-than signs": run("<"),
    "question marks": run("?"),
    "hashes": run("#"),
    # ---- numerals and marks on one line
    "Chinese numerals": run("一二三四五六七八九十"),
    "digits": run("1234567890"),
    "digits, then a stop": run("1", after="."),
    "wide digits": run("１２３４５６７８９０"),
    "numerals parted by blanks": run("第 一 一 一 一 "),
    "第": run("第"),
    "第一": run("第一"),
    "marks of articles": run("第一条"),
    "articles cited": run("、第一条"),
    "bracketed numerals": run("（一）"),
    "bracketed figures": run("（1）"),
    "brackets after a bracketed figure": run("（1）（）（）（）（）（）（）（）（）"),
    "circled figures": run("①"),
    "1.": run("1."),
    "1.1.": run("1.1."),
    "deep decimals": levels,
    "一是": run("一是"),
    "marks of every form": run(
        "第一编第一章第一节第一条第一款壹、甲、一、（一）1.1 1.（1）1）①A.第一，首先，其一，一是一要——●"
    ),
    "marks of every form, a line each": run(
        "第一编\n第一章\n第一节\n第一条\n第一款\n壹、\n甲、\n一、\n（一）\n1.1\n1.\n（1）\n1）\n①\nA.\n首先，\n——甲\n"
    ),
    "letters": run("a. b "),
    "一是 after stops": run("。一是甲"),
    "enumerations": run("一是甲；二是乙；三是丙。"),
    "dashes after stops": run("。——甲"),
    "figures after stops": counted("。{}. 甲"),
    "headed paragraphs on one line": counted("{}.甲乙。丙丁戊己庚辛。"),
    "bracketed paragraphs on one line": run("（一）甲乙。丙丁戊。（二）甲乙。丙丁戊。", before="一、"),
    "chapters and articles on one line": counted("第{0}章　甲　　　　乙。第{0}条　丙。"),
    "one clause without an end": run("坚持依法行政，"),
    "wide blanks after stops": run("甲。　　"),
    "tabs after a stop": run("\t", before="甲。", after="乙"),
    "blanks and tabs after stops": run("甲。   \t   \t"),
    # ---- lines
    "line breaks": run("\n"),
    "all line breaks": run("\r\n\r\u2028\x0b\x85"),
    "lines of blanks": run(" \u3000\n", before="一、总则\n", after="二、附则"),
    "lines of one character": run("中\n"),
    "short lines": run("甲乙\n"),
    "lines of one mark": run("一、甲\n"),
    "lines of 1.": run("1.甲\n"),
    "lines of two marks": run("1.甲\n1.乙\n2.丙\n"),
    "counted lines": counted("{}.甲乙\n"),
    "articles": counted("第{}条　甲。\n"),
    "five forms that nest": run("一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n"),
    "lists in lists": run(NESTED),
    "lines of 一是": run("一是甲。\n"),
    "numbers that lack their neighbours": run("一是甲。三是乙。五是丙。"),
    "lists that lack members": run("一、甲\n（一）乙。（三）丙。\n（五）丁\n三、戊\n"),
    "headings that are sentences": run("一、甲是乙。丙丁。\n二、甲是乙。丙丁。\n三、甲是乙。丙。\n"),
    "a table of contents on one line": run("目录一、甲二、乙三、丙。一、甲乙"),
    "lines of dashes": run("——甲\n"),
    "lines of bullets": run("● 甲\n"),
    "hard-wrapped lines": run("中" * 26 + "\n"),
    "hard-wrapped sentences": run(("中" * 26 + "\n") * 5 + "中中。\n"),
    "lines after a broken one": halves(run("中", before=STOPPED, after="。中\n"), run("中\n", after="。")),
    "headings without numbers": run("短标题\n" + "长" * 60 + "。\n"),
    "headings over headings": run("短标题\n长标题\n" + "长" * 60 + "。\n"),
    "turns to the audience": run("一、甲\n（一）乙\n各位代表！\n"),
    "quotations over lines": run("“甲\n"),
    "quotations that close far off": run("“甲\n" * 130 + "乙”\n"),
    "rows of a table": run("|甲|乙|\n"),
    "rows of a table, a note among them": halves(run("甲|乙|丙\n"), run("甲|乙|丙\n", before="\n注：甲乙\n")),
    "tables that never close": run("<table>\n"),
    "tables that close at the end": run("<table>\n", after="</table>"),
    # ---- head, foot, attachments
    "titles": run("关于报告的报告\n"),
    "titles in parts": run("国务院\n关于甲\n乙丙\n"),
    "addressees": run("各位代表：\n"),
    "document numbers": run("国发〔2019〕3号\n"),
    "fields": run("索引号：1\n"),
    "fields on one line": run("来源：甲 作者：乙 "),
    "fields of blanks": run("来源：" + " " * 280 + "甲\n"),
    "dates": run("2025年1月6日\n"),
    "signatures": run("某某市人民政府\n2025年1月6日\n", before=PROSE + "\n"),
    "signatures that are notes": run("版权所有国务院 2018年12月6日\n", before=PROSE + "\n"),
    "labels of attachments": run("附件1\n清单\n"),
    "attachments with numbers in the prose": run("附件1\n清单\n正文一是甲甲；二是乙。三是丙丙丙丙。\n正文五是甲。\n"),
    "notes under signatures": run("联系人：甲\n", before=PROSE + "\n某某市人民政府\n2025年1月6日\n"),
    "附 件": run("附 件 "),
    "附件：": run("附件：\n"),
    "notes": run("（此件公开发布）\n"),
    "footnotes": run("↑ 甲\n"),
    "tools of web pages": run("打印\n"),
    # Twelve and no more: a pattern that takes twice as long for each would never end.
    "tools in a row": run("打印】：" * 12 + "甲\n"),
    "imprints": run("抄送：甲" + " " * 20 + "2025年1月1日 1月1日1日\n"),
    "second documents": run("甲乙工作方案\n一、甲\n二、乙\n"),
    # ---- tables of contents, page numbers, copies
    "entries of a table of contents": run("第一章 总则......1\n", before="目录\n"),
    "tables of contents": run("目录\n甲乙丙\n丁\n"),
    "目录": run("目录\n"),
    "leaders": run("." * 230 + "甲\n"),
    "leaders parted by blanks": run(". " * 115 + "甲\n"),
    "page numbers": counted("甲乙丙丁戊己庚辛\n" * 12 + "— {} —\n"),
    "page numbers inside enumerations": counted("中" * 24 + "；一是甲\n— {} —\n"),
    "running heads": counted("页眉\n— {} —\n" + f"{PROSE}\n" * 10),
    "pages printed again": run("".join(f"{number}{PROSE}\n" for number in range(25))),
    "pages almost printed again": counted("".join(f"{number}{PROSE}\n" for number in range(15)) + "{}\n"),
    "note marks on separate lines": run("[\n1\n]\n"),
    # ---- markup and damage
    "tags": run("<p>"),
    "tags after a word": run("<p>", before="甲"),
    "tags that never close": run("<p "),
    "lines of tags": run("<p>甲</p>\n"),
    "comments that never close": run("<!--\n"),
    "comments that never close, on long lines": run("<!--" + "中" * 300 + "\n"),
    "entities": run("&ldquo;"),
    "blank entities": run("甲&nbsp;"),
    "blanks by code point": run("甲<U+00A0>"),
    "Markdown headings": run("## 甲\n"),
    "radicals": run("⼀⾦"),
    "radicals inside words": run("中⼀"),
    "compatibility ideographs": run("\uf900\ufa0c"),
    "zero-width characters inside words": run("中\u200b"),
    "joiners inside words": run("中\u200d\u200c"),
    "glossed characters": run("區(qū)規(guī)"),
    "glosses of one character": run("(qū)", before="區"),
    "glosses of many characters": lambda n: "".join(f"{chr(0x4E00 + at % 20000)}(zhèn)" for at in range(n // 7)),
    "glosses that almost close": run("區(qūqūqū"),
    "cuts": run("兼?zhèn)涞姆ㄖ稳瞬抨犖?。", before="鎮(zhèn)鎮(zhèn)"),
    "a cut and a long run": run("浒", before="鎮(zhèn)鎮(zhèn)兼?zhèn)"),
    "a cut and a run of glosses": run("鎮(zhèn)", before="鎮(zhèn)鎮(zhèn)兼?zhèn)"),
    "cuts between many readings": lambda n: (
        "".join(f"{bytes((0xE6, 0xA1 + at)).decode('gbk')}(zhèn)" * 2 for at in range(64)) + "兼?zhèn)浒浒" * (n // 8)
    ),
}
"""Texts for ``parse``."""

CONTENTS: Mapping[str, BytesMaker] = {
    "bytes of no encoding": lambda n: b"\xff" * n,
    "every second byte undecodable": lambda n: b"a\xff" * (n // 2),
    "first bytes of characters": lambda n: "中".encode()[:1] * n,
    "characters cut short": lambda n: "中".encode()[:2] * (n // 2),
    "NUL bytes": lambda n: b"\0" * n,
    "lone surrogates in UTF-16": lambda n: b"\xff\xfe" + b"\x00\xd8" * (n // 2),
    "GB 18030 cut in four": lambda n: "国".encode("gbk") * 40 + b"\x81\x30\x81" * (n // 3),
    "Big5 with lost bytes": lambda n: ("國務院".encode("big5") + b"\xa4") * (n // 7),
    "escape sequences": lambda n: b"\x1b$B" * (n // 3),
    "declarations": lambda n: b'<meta charset="gbk">\xb2\xc4' * (n // 22),
    "declarations that never close": lambda n: b"<meta charset " * (n // 14) + b"\xb2\xc4",
    "two encodings by turns": lambda n: ("中".encode() + "国".encode("gbk")) * (n // 5),
}
"""Bytes for ``read``."""


# ---- files ---------------------------------------------------------------------------------------------------------


def _paragraph(properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"


def _texts_of_levels(n: int) -> bytes:
    level = f'<w:abstractNum w:abstractNumId="0"><w:lvl><w:lvlText w:val="{"%1" * (n // 4)}"/></w:lvl></w:abstractNum>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return word_file(_paragraph('<w:numPr><w:numId w:val="1"/></w:numPr>') * (n // 160), numbering=level + number)


def _chains_of_styles(n: int) -> bytes:
    count = n // 160
    styles = (
        f'<w:style w:type="paragraph" w:styleId="s{k}"><w:basedOn w:val="s{k + 1}"/></w:style>' for k in range(count)
    )
    return word_file("".join(_paragraph(f'<w:pStyle w:val="s{k}"/>') for k in range(count)), styles="".join(styles))


def _dead_links(n: int) -> bytes:
    kinds = (
        f'<w:abstractNum w:abstractNumId="{k}"><w:numStyleLink w:val="x"/></w:abstractNum>' for k in range(n // 160)
    )
    lists = (f'<w:num w:numId="{k}"><w:abstractNumId w:val="{k}"/></w:num>' for k in range(n // 160))
    return word_file(_paragraph(), numbering="".join([*kinds, *lists]))


def _notes_in_notes(n: int) -> bytes:
    begin, end = "<text:note><text:note-body><text:p>甲", "</text:p></text:note-body></text:note>"
    depth = min(80, n // 80)  # libxml2 reads 256 elements deep
    return open_document(f"<text:p>{begin * depth}{end * depth}</text:p>" * (n // (80 * max(1, depth)) + 1))


def _chains_of_list_styles(n: int) -> bytes:
    styles = (
        f'<style:style style:name="s{k}" style:family="paragraph" style:parent-style-name="s{k + 1}"/>'
        for k in range(n // 160)
    )
    item = '<text:list-item><text:p text:style-name="s{}">甲</text:p></text:list-item>'
    return open_document(f"<text:list>{''.join(map(item.format, range(n // 160)))}</text:list>", "".join(styles))


def _headers_at_one_place(n: int) -> bytes:
    return doc([Written("甲\r")], stories={2: "甲\r" * (n // 8)}, headers=[0, n // 4] * (n // 8))


def _mail(n: int) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    return head + b"--b\r\n\r\n" * (n // 8) + b"--b\r\nContent-Type: text/html\r\n\r\n<p>a\r\n--b--"


def _typeset(n: int) -> bytes:
    line = '<TextObject Size="5" Boundary="20 {} 180 9"><TextCode X="0" Y="5" DeltaX="g 9 5">坚持依法行政推进法治</TextCode></TextObject>'
    return fixed_layout("".join(line.format(20 + 8 * (at % 30)) for at in range(30)), pages=n // 1_200)


FILES: Mapping[str, BytesMaker] = {
    "markdown: openings of comments": _encoded(run("<!--")),
    "markdown: blocks of unclosed comments": _encoded(run("<!--甲\n\n")),
    "markdown: quotations": _encoded(run("> ")),
    "markdown: lines of quotations": _encoded(run(f"{'>' * 100}甲\n")),
    "markdown: brackets": _encoded(run("[")),
    "markdown: links": _encoded(run("[甲](")),
    "markdown: stars": _encoded(run("*甲**乙")),
    "markdown: lists": _encoded(run("- 甲\n  - 乙\n")),
    "markdown: rows of a table": _encoded(run("|甲|乙|\n", before="|甲|乙|\n|-|-|\n")),
    "markdown: metadata": _encoded(run("- 甲: 乙\n", before="---\nfields:\n", after="---\n")),
    "html: open elements": _encoded(run("<p>甲<b>", before="<html>")),
    "html: lists": _encoded(run("<li>甲", before="<html><ol>")),
    "html: rows of a table": _encoded(run("<tr><td>甲<td>乙", before="<html><table>")),
    "html: openings of comments": _encoded(run("<!--", before="<html>")),
    "html: breaks": _encoded(run("甲<br>", before="<html><p>")),
    "docbook: paragraphs": _encoded(run("<para>甲</para>", before="<article>", after="</article>")),
    "docx: paragraphs": lambda n: word_file(_paragraph() * (n // 50)),
    "docx: deleted marks": lambda n: word_file(_paragraph("<w:rPr><w:del/></w:rPr>") * (n // 80)),
    "docx: texts of levels": _texts_of_levels,
    "docx: chains of styles": _chains_of_styles,
    "docx: dead links": _dead_links,
    "html: lists of terms in lists of terms": lambda n: b"<html>" + b"<dl><dd>a" * min(300, n // 9),
    "odt: paragraphs": lambda n: open_document("<text:p>甲</text:p>" * (n // 20)),
    "odt: notes in notes": _notes_in_notes,
    "odt: chains of styles": _chains_of_list_styles,
    "rtf: paragraphs": lambda n: FORMS_OF_FILES["rtf"].pack("甲\\par\n" * (n // 8)),
    "rtf: groups": lambda n: FORMS_OF_FILES["rtf"].pack("{\\b 甲}" * (n // 8)),
    "rtf: edges and rows": lambda n: FORMS_OF_FILES["rtf"].pack("\\cellx9 " * (n // 16) + "a\\cell\\row " * (n // 24)),
    "rtf: names of fonts": lambda n: b"{\\rtf1{\\fonttbl{\\f1\\fcharset2 " + b"a\\~" * (n // 3) + b"}} a}",
    "ofd: pages": _typeset,
    "doc: paragraphs": lambda n: doc([Written("甲\r")] * (n // 4)),
    "doc: headers at one place": _headers_at_one_place,
    "mhtml: parts": _mail,
    "pdf: places that look like streams": lambda n: b"%PDF-1.7\n" + b"stream\n" * (n // 7),
}
"""Files for ``read``, by format."""


def nested(outer: str, inner: str, closer: str, n: int) -> str:
    depth = n // (len(outer) + len(closer))
    return outer * depth + inner + closer * depth


def form(body: str) -> str:
    return f'{{"format":"govreport/1","source":{{"script":"unknown","chars":9}},"span":[0,9],{body}}}'


SECTION = '{"type":"section","span":[0,9],"number":{"family":"han","text":"一","span":[0,1]},"blocks":['

FORMS: Mapping[str, TextMaker] = {
    "arrays": lambda n: nested("[", "", "]", n),
    "objects": lambda n: nested('{"body":', "1", "}", n),
    "sections, too deep": lambda n: form(f'"body":[{nested(SECTION, "", "]}", n)}]'),
    "sections, as deep as may be": lambda n: form(
        f'"body":[{",".join([nested(SECTION, "", "]}", 150 * len(SECTION))] * (n // (150 * len(SECTION))))}]'
    ),
    "empty objects in deep arrays": lambda n: form(
        f'"body":[{SECTION * 150}{",".join(["{}"] * (n // 3))}{"]}" * 150}]'
    ),
    "spans": lambda n: form(
        f'"body":[{{"type":"paragraph","text":"","span":[0,9],"pieces":[{",".join(["[0,9]"] * (n // 6))}]}}]'
    ),
    "rows": lambda n: form(f'"body":[{{"type":"table","span":[0,9],"rows":[{",".join(["[]"] * (n // 3))}]}}]'),
    "unknown keys": lambda n: form(",".join(f'"{at}":0' for at in range(n // 9))),
    "one key again and again": lambda n: form('"body":[],' * (n // 10) + '"body":[]'),
    "digits": lambda n: form(f'"body":{"1" * n}'),
    "a string without an end": lambda n: '"' + "甲" * n,
    "escapes": lambda n: form(f'"title":{{"span":[0,9],"text":"{chr(92)}u4e2d"}},' * (n // 42) + '"body":[]'),
}
"""JSON for ``Report.from_json``; invalid data forms are rejected."""
