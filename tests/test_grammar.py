"""The grammar: what its terminals match, what its rules hold, and that no stream of tokens fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Tree, UnexpectedInput
from lark.lexer import Lexer
from lark.load_grammar import FromPackageLoader

from govreport.document.token_stream import FOOT, HEAD, MARGIN
from govreport.grammar.builder import BUILDERS
from govreport.grammar.grammar import grammar
from govreport.grammar.lalr import Token
from govreport.text.dates import read_date
from govreport.text.lexicon import FILES, PACKAGE, rules
from govreport.text.source import Span
from govreport.tree.families import FAMILIES
from govreport.tree.nodes import Date, Document, Field, Heading, Node, Number, Paragraph, Table, Text
from govreport.tree.walk import leaves, walk

GRAMMARS = [name.removesuffix(".lark") for name in FILES]
MARKS = [family.terminal for family in FAMILIES.values()]
SHAPES = {name: grammar().patterns[name] for name in grammar().sources}

# ---- the files, read by Lark's own grammar of grammars -----------------------------------------------------------


@cache
def definitions(name: str) -> dict[str, Tree[Any]]:
    """The rules and terminals that a file defines, by name."""
    reader = Lark.open_from_package("lark", "lark.lark", ("grammars",), parser="lalr")
    text = (files(PACKAGE) / f"{name}.lark").read_text(encoding="utf-8")
    return {
        str(node.children[0]): node for node in reader.parse(text).iter_subtrees() if node.data in ("rule", "token")
    }


def terminals(tree: Tree[Any]) -> list[str]:
    """The terminals that a rule names."""
    return [str(name) for node in tree.find_data("name") for name in node.children if str(name).isupper()]


def prioritised(name: str) -> list[str]:
    """The terminals of a file that have a priority: the others are building blocks."""
    return [key for key, node in definitions(name).items() if key.isupper() and next(node.find_data("priority"), None)]


def test_every_family_has_a_terminal_and_every_terminal_a_family() -> None:
    assert sorted(prioritised("numbers")) == sorted(MARKS)


def test_the_ladder_of_the_grammar_is_that_of_the_table() -> None:
    """The order of ``_number`` and ``_running`` is the order of the rows, and ``_running`` holds the items."""
    numbers, running = (terminals(definitions("report")[rule]) for rule in ("_number", "_running"))
    numbers.remove("FORM")
    assert numbers == [family.terminal for family in FAMILIES.values() if not family.item]
    assert running == [family.terminal for family in FAMILIES.values() if family.item]


def test_one_method_builds_each_class_of_nodes() -> None:
    rules = [name for name in definitions("report") if name.islower() and not name.startswith("_")]
    assert sorted(rules) == sorted(BUILDERS)
    assert {name.capitalize() for name in rules} == {"Document", "Section", "Item", "Signature", "Attachment"}


def test_the_token_stream_agrees_with_the_rules() -> None:
    rules = {name: terminals(definitions("report")[name]) for name in ("_margin", "_head", "_foot", "signature")}
    assert sorted(rules["_margin"]) == sorted(MARGIN)
    assert rules["_head"] == list(HEAD)
    assert [*rules["_foot"], *dict.fromkeys(rules["signature"])] == list(FOOT)


def test_every_shape_of_a_line_or_mark_is_used_by_a_rule() -> None:
    used = {name for key, node in definitions("report").items() if key.islower() for name in terminals(node)}
    assert {name for file in GRAMMARS for name in prioritised(file)} <= used


# ---- alternatives ------------------------------------------------------------------------------------------------


def bare_bar(regexp: str) -> bool:
    """Whether a regular expression holds a | outside all its groups and classes."""
    rest = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "", regexp)
    while (outer := re.sub(r"\([^()]*\)", "", rest)) != rest:
        rest = outer
    return "|" in rest


@pytest.mark.parametrize(
    ("regexp", "bare"),
    [("a|b", True), ("(a)|b", True), ("(a|b)", False), ("((a|b)c)?", False), ("[|(]", False), (r"\||[]|]", True)],
)
def test_bare_bars_are_found(regexp: str, bare: bool) -> None:
    assert bare_bar(regexp) is bare


def loose(node: Any, known: dict[str, Tree[Any]]) -> bool:
    """Whether the parts of a terminal would be read as alternatives in a sequence.

    Lark groups the alternatives that it joins itself, but not those inside a regular expression.
    """
    if not isinstance(node, Tree):
        return False
    if node.data == "literal":
        text = str(node.children[0])
        return text.startswith("/") and bare_bar(text[1 : text.rindex("/")])
    if node.data == "name":
        return loose(known[str(node.children[0])].children[-1], known)
    if node.data == "expr":
        return node.children[1] is None and loose(node.children[0], known)
    return node.data == "alias" and loose(node.children[0], known)


@pytest.mark.parametrize("file", [name for name in GRAMMARS if name != "report"])
def test_an_alternative_inside_a_sequence_is_grouped(file: str) -> None:
    known = definitions(file)
    broken = {
        name
        for name, node in known.items()
        for sequence in node.find_data("expansion")
        if any(loose(part, known) for part in sequence.children)
    }
    assert broken == set()


# ---- how it loads ------------------------------------------------------------------------------------------------


class NoLexer(Lexer):
    """Replaces the lexer in tests of the rules."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: Any) -> None: ...

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        return iter(())


def test_the_rules_have_no_conflict() -> None:
    """Strict: a shift/reduce conflict, which Lark would resolve silently, is an error."""
    Lark(rules(), start="document", parser="lalr", lexer=NoLexer, strict=True)


def test_marks_of_one_priority_look_different() -> None:
    """Lark's strict lexer compares the terminals of one priority, and refuses two that match the same text.

    It leaves out those with a lookbehind (all that hold HAN_NUMERAL) and DECIMAL, which the comparison does not
    understand; the table of examples below covers them.  The terminals for complete lines overlap on purpose, since they are
    tried one by one; comparing their long repetitions would take minutes.
    """
    pytest.importorskip("interegular")
    source = f"start: ({'|'.join(MARKS)})*\n%import numbers ({', '.join(MARKS)})\n"
    loader: Any = FromPackageLoader(PACKAGE, ("",))
    Lark(source, parser="lalr", lexer="basic", strict=True, import_paths=[loader])


# ---- totality ----------------------------------------------------------------------------------------------------

REPEATED = {"SUBTITLE", "CONTENTS", "ATTACHMENT_LIST", "ISSUER"}
"""The symbols that may be repeated, of those that the rules put in order."""
ITEMS = [family.terminal for family in FAMILIES.values() if family.item]
SECTIONS = [family.terminal for family in FAMILIES.values() if not family.item]
BRACKETS = ("SECTION", "ITEM", "ATTACHMENT")
Types = tuple[str, ...]


def some(names: frozenset[str]) -> st.SearchStrategy[Types]:
    return st.lists(st.sampled_from(sorted(names)), max_size=4).map(tuple)


def in_order(names: Sequence[str]) -> st.SearchStrategy[Types]:
    """Each of these once at most, or some times where it may be repeated."""
    counts = [st.integers(0, 2 if name in REPEATED else 1) for name in names]
    return st.tuples(*counts).map(
        lambda found: tuple(n for n, count in zip(names, found, strict=True) for _ in range(count))
    )


def joined(parts: Sequence[Types]) -> Types:
    return tuple(name for part in parts for name in part)


def blocks() -> st.SearchStrategy[Types]:
    heading: st.SearchStrategy[Types] = st.just(("HEADING",))
    nothing: st.SearchStrategy[Types] = st.just(())

    def units(below: st.SearchStrategy[Types]) -> st.SearchStrategy[Types]:
        inner = st.lists(below, max_size=3).map(joined)
        section = st.tuples(st.sampled_from([*SECTIONS, "FORM"]).map(lambda mark: ("SECTION", mark)), heading | nothing)
        item = st.tuples(st.sampled_from([*MARKS, "FORM"]).map(lambda mark: ("ITEM", mark)), heading | nothing)
        begins = section.map(joined) | item.map(joined) | st.just(("SECTION", "HEADING"))
        unit = st.tuples(begins, inner).map(lambda parts: (*joined(parts), "END"))
        return st.lists(unit, min_size=1, max_size=3).map(joined)

    return st.lists(st.recursive(st.sampled_from([("PARAGRAPH",), ("TABLE",)]), units, max_leaves=8), max_size=4).map(
        joined
    )


def documents() -> st.SearchStrategy[Types]:
    """The types of streams that keep the three promises at the head of ``report.lark``."""
    plain = st.tuples(some(MARGIN), in_order(HEAD), blocks(), in_order(FOOT)).map(joined)
    label = st.sampled_from([(), ("ATTACHMENT_LABEL",)])

    def with_attachments(below: st.SearchStrategy[Types]) -> st.SearchStrategy[Types]:
        attachment = st.tuples(label, below).map(lambda parts: ("ATTACHMENT", *joined(parts), "END"))
        return st.tuples(plain, st.lists(attachment, max_size=3).map(joined)).map(joined)

    return st.recursive(plain, with_attachments, max_leaves=4)


def stream(types: Types) -> list[Token]:
    """Tokens of these types; each leaf is one character long and follows the previous one."""
    return [(type, value(type, at)) for at, type in enumerate(types)]


def value(type: str, at: int) -> Node | str | None:
    span = Span(at, at + 1)
    if type in BRACKETS:
        return str(at)
    if type == "END":
        return None
    if type in MARKS or type == "FORM":
        return Number(type.lower(), 1, "一", span)
    made = {"FIELD": Field("", "值", span), "DATE": Date("日", span), "HEADING": Heading("题", span)}
    made |= {"PARAGRAPH": Paragraph("段", span), "TABLE": Table((("格",),), span)}
    return made.get(type) or Text("文", span)


@given(documents())
def test_every_stream_parses(types: Types) -> None:
    assert isinstance(grammar().parse(stream(types)), Document)


@given(documents())
def test_a_document_holds_every_value(types: Types) -> None:
    tokens = stream(types)
    document = grammar().parse(tokens)
    given = [leaf for _, leaf in tokens if isinstance(leaf, Node)]
    assert sorted(leaves(document), key=lambda leaf: leaf.span) == given


@given(documents())
def test_brackets_become_units_and_attachments(types: Types) -> None:
    tokens = stream(types)
    document = grammar().parse(tokens)
    opened = [path for _, path in tokens if isinstance(path, str)]
    paths = [path for node in walk(document) if (path := getattr(node, "path", ""))]
    assert sorted(paths, key=int) == opened


@pytest.mark.parametrize(
    "types",
    [
        "SECTION HAN",
        "HAN END",
        "SECTION END",
        "SECTION PARAGRAPH END",
        "SECTION HEADING HAN END",
        "SECTION HAN TITLE END",
        "SECTION SHI PARAGRAPH END",
        "ITEM HEADING PARAGRAPH END",
        "ATTACHMENT PARAGRAPH",
        "ATTACHMENT_LABEL PARAGRAPH",
        "ATTACHMENT END PARAGRAPH",
        "PARAGRAPH PAGE_NUMBER",
        "TITLE FIELD",
        "PARAGRAPH TITLE",
        "TITLE TITLE",
        "TITLE DOCUMENT_NUMBER",
        "CONTENTS ADDRESSEE",
        "ADDRESSEE ADDRESSEE",
        "DATE PARAGRAPH",
        "DATE ISSUER",
        "DATE DATE",
        "ISSUER CLOSING",
        "ATTACHMENT_LIST CLOSING",
        "ATTACHMENT END DATE",
    ],
)
def test_a_broken_promise_is_refused(types: str) -> None:
    with pytest.raises(UnexpectedInput):
        grammar().parse(stream(tuple(types.split())))


# ---- what marks look like ----------------------------------------------------------------------------------------

MARK_EXAMPLES = {
    "PART": "第一编|第二編|第三篇|第一卷|第一部分|第１编|第 2 部分|第十编之一",
    "CHAPTER": "第一章|第十二章|第　一　章|第 3 章|第３章|第一百零一章|第廿一章|第三章之一",
    "DIVISION": "第一节|第二節|第 一 节|第3节|第１０節",
    "ARTICLE": "第一条|第十條|第 1 條|第 83-2 條|第１０条|第十条之一|第一百二十條之十二|第二百〇三条|第二十-条",
    "CLAUSE": "第一款|第二目|第 三 款",
    "HAN_CAPITAL": "壹、|贰．|貳、|叁.|參、|陆,|陸，|拾壹、",
    "STEM": "甲、|乙．|丙.|癸 、",
    "HAN": "一、|十二、|十 一、|二十一．|廿一、|一百零三、|三.|四，|五,|二 、",
    "HAN_PAREN": "（一）|(二)|（三)|(四）|〔五〕|﹙六﹚|（十二）|（ 一 ）|（廿一）|（七）、|一）|十二)|㈠|㈩|㊀|㊉",
    "DECIMAL": "1.1|1.2.3|１．１|2-1|3.1.|1.2.3.4.5|10.10、|1|12",
    "ARABIC": "1.|2．|3、|１、|１２．|12.|2024.|⒈|⒛",
    "ARABIC_PAREN": "（1）|(2)|（3)|(4）|（１２）|〔4〕|( 5 )|（6）、|⑴|⒇",
    "ARABIC_HALF": "1)|2）|１２）",
    "CIRCLED": "①|⑳|㉑|㊿|❶|❿|⓵",
    "LATIN": "A.|b、|c)|D）|(e)|（F）",
    "SHI": "一是|十一是",
    "YAO": "一要|十二要",
    "DI": "第一，|第二、|第三：|第四,|第十一.",
    "QI": "其一|其二，|其三、",
    "XIAN": "首先|其次，|再次，|再其次，|再者，|最后，|最後",
    "DASH": "——|--|—|─|－－",
    "BULLET": "●|■|◆|★|•|*|·",
}
"""Each form of mark, in both scripts and both widths; a text follows after an ideographic blank."""

NO_MARKS = """
    一些 一月 十一月 二〇二五年 （二〇二五年） 2025年 12345. 统一、 之一、 唯一是 其他 最高
    第章 第一 第一百 第一名 第一批 第一款规定 （一 （12345） （OTA） A股 U.S. --> *强调* 1： 1%
"""

FIRST_ASKED = {
    "第一章": "CHAPTER",  # not 第一
    "（一）、": "HAN_PAREN",  # not 一）
    "一、二、": "HAN",
    "一": "HAN",  # alone on its line
    "十二": "HAN",
    "1.1.": "DECIMAL",  # not 1.
    "1.总则": "ARABIC",
    "1.2025年": "ARABIC",  # not 1.20
    "（1）总则": "ARABIC_PAREN",  # not 1）
    "十一是": "SHI",
    "第一，": "DI",
    "其一，": "QI",
}


def test_every_mark_has_examples() -> None:
    assert sorted(MARK_EXAMPLES) == sorted(MARKS)


@pytest.mark.parametrize(
    ("terminal", "mark"), [(name, mark) for name, marks in MARK_EXAMPLES.items() for mark in marks.split("|")]
)
def test_marks(terminal: str, mark: str) -> None:
    found = grammar().head.match(mark + "　总则")
    assert found is not None
    assert (found.lastgroup, found.group().rstrip()) == (terminal, mark)


@pytest.mark.parametrize("text", NO_MARKS.split())
def test_what_no_mark_looks_like(text: str) -> None:
    assert grammar().head.match(text) is None


@pytest.mark.parametrize(("text", "terminal"), FIRST_ASKED.items())
def test_the_higher_priority_is_tried_first(text: str, terminal: str) -> None:
    found = grammar().head.match(text)
    assert found is not None
    assert found.lastgroup == terminal


# ---- what lines look like ----------------------------------------------------------------------------------------

LINES = {
    "DOCUMENT_NUMBER": """
        国发〔2019〕3号 粤府〔２０２４〕５号 民函[2021]742号 某政办发（2025）12号 府法綜字第1130001號 第十三号 （第12号）
        国务院令第714号 中华人民共和国国务院令（第714号）
    """,
    "SUBTITLE": """
        （2024年1月15日市第十六届人民代表大会第四次会议通过） （二〇二四年一月十五日） （2024年1月）
        （2019年3月1日省人民政府令第5号公布，自2019年5月1日起施行） 2024年1月15日在某某市人民代表大会会议上
        ——2024年1月15日在市第十六届人民代表大会第四次会议上 ——在全市工作会议上的讲话
    """,
    "ADDRESSEE": """
        各市人民政府： 省人民政府: 市人大常委会∶ 各区人民政府，市政府各部门： 各縣市政府： 各位代表： 各位代表！ 同志们：
        尊敬的各位来宾，
    """,
    "FIELD": """
        索引号：11442000/2025-00001 索　引　号：1144 发文日期:2025-01-06 發文日期：中華民國113年1月6日 【发布机构】某市 主题词：环保
        签发人：李某 有效性： 机密 秘密★5年 特急 2025-01-06 新华社北京1月6日电
    """,
    "CONTENTS": "目录 目　录 目錄 目次 一、总则……………3 第一章总则........1 一、总则····12",
    "DATE": """
        2025年1月6日 2025年01月06日 ２０２５年１月６日 二〇二五年一月六日 二○二五年十二月三十一日 二OO九年元月廿八日 （2025年1月6日）
        2025.1.6 2025-01-06 2025/1/6 民國113年1月6日 中華民國一百一十三年元月六日 民国25年1月6号 2025　年　1　月　6　日
    """,
    "CLOSING": """
        特此通知。 特此报告 特此公告！ 专此报告。 謹此報告。 此致 此复。 妥否，请批示。 当否，请批复。 以上意见妥否，请审示。
        以上报告，请予审议。 以上報告，請予審議。 请予支持为盼。 谢谢大家！ 感謝各位。
    """,
    "NOTE": """
        （此件公开发布） (此件公开发布) （此件公開發佈） （联系人：李某，电话：123） 注：数据为初步统计数。 註1：資料來源 备注：无 ↑国务院公报
        [^1]:见附表
    """,
    "ATTACHMENT_LABEL": "附件 附　件 附件1 附件１ 附件一 附件1-1 附件： 附件2： 附表2 附录 附錄三 附图1",
    "ATTACHMENT_LIST": "附件：1.考核办法 附件:任务清单 附件1：任务清单 附　件：1．名单 附件：《办法》",
    "IMPRINT": """
        抄送：省委办公厅。 抄　送：各部门 抄報：省政府 主送：各区 分送：各科室 正本：各縣市政府 副本：本府秘書處
        某某市人民政府办公室　　2025年1月6日印发 某某市人民政府辦公室　2025年1月6日印發
    """,
    "ISSUER": """
        某某市人民政府 中共某某市委员会 国务院办公厅 教育部 臺北市政府 某某市人民检察院 省发展和改革委员会（代章） 市长　李某 市長　李某
        审计局局长　王　某
    """,
    "PAGE_NUMBER": "3 —3— —　3　— -3- －３－ –12– ·5· 第3页 第　3　頁 第3页共12页 第3页/共12页 第3页，共12页",
    "BOILERPLATE": """
        打印 【打印】 【打印】【关闭】 【字体：大　中　小】 责任编辑：李某 您的位置：首页 版权所有：某市人民政府 上一篇：关于某事 京ICP备05070218号
        粤公网安备44133002100086号 粵公網安備44133002100086號 扫一扫在手机打开当前页 ｜ false
    """,
    "LICENCE": "本作品在中华人民共和国属于公有领域 本作品在中國大陸屬於公有領域 本文在中国属于公有领域",
    "MARKUP": "<!--x--> <!-- --> <div> </p> <br/> ![图](a.png) --- *** === ::: ___ <U+00A0> <U+3000><U+3000>",
}
"""Each form of line, in both scripts; ASCII blanks part the examples, ideographic ones are part of them."""

OTHER_LINES = {
    "DOCUMENT_NUMBER": "3号 第3条 国发2019年3号 依据国发〔2019〕3号文件 第十三号文件，",
    "SUBTITLE": "（试行） 2024年工作总结 2024年1月15日 2024年1月15日，市政府召开会议。 ——坚持党的领导",
    "ADDRESSEE": "各市人民政府 各位代表 ： 主要做法。如下：",
    "FIELD": "索引号 来源广泛 时间紧、任务重 机密文件 2025年",
    "CONTENTS": "目标 项目录 目录一 一、总则 等等……",
    "DATE": "2025年 1月6日 25年1月6日 20250106 2025.1 截至2025年1月6日 2025年1月6日印发",
    "CLOSING": "感谢信 请示报告 为此，请批示。 以上工作已完成。 特此通知全市各级各部门和有关单位务必认真贯彻执行本通知的要求。",
    "NOTE": "（试行） （2024年1月5日发布） 此件公开发布 注重实效。 说明情况",
    "ATTACHMENT_LABEL": "附则 附近 见附件1 附件中所列 附件1任务清单 附件1：任务清单",
    "ATTACHMENT_LIST": "附件 附件1 附件： 附则：略 详见附件：名单",
    "IMPRINT": "抄送 抄送省委办公厅 2025年1月6日",
    "ISSUER": "加强领导 推进依法行政 市人民政府： 市人民政府。 各区，市人民政府",
    "PAGE_NUMBER": "12345 3.5 第3条 第三页 ——",
    "BOILERPLATE": "打印机 字号加大了 分享经验 编辑部 阅读 首页新闻 小学",
    "LICENCE": "作品 公有领域 本办法",
    "MARKUP": "<table> <姓名> 1<2 正文<br> --",
}
"""Lines that are easily mistaken for each form of line."""


def test_every_line_has_examples() -> None:
    assert {*LINES, *MARKS} == {*OTHER_LINES, *MARKS} == set(SHAPES)


def examples(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, line) for name, lines in table.items() for line in re.findall(r"[^ \n]+", lines)]


@pytest.mark.parametrize(("terminal", "line"), examples(LINES))
def test_lines(terminal: str, line: str) -> None:
    assert SHAPES[terminal].fullmatch(line)


@pytest.mark.parametrize(("terminal", "line"), examples(OTHER_LINES))
def test_other_lines(terminal: str, line: str) -> None:
    assert SHAPES[terminal].fullmatch(line) is None


@pytest.mark.parametrize("date", [line for name, line in examples(LINES) if name == "DATE"])
def test_what_looks_like_a_date_can_be_read(date: str) -> None:
    assert read_date(date) is not None


@pytest.mark.parametrize("date", ["2025年1月", "二〇二五年一月", "2025年　月　日"])
def test_a_line_can_be_a_date_without_a_day(date: str) -> None:
    """Such a line is a date, but no day can be read from it."""
    assert SHAPES["DATE"].fullmatch(date)
    assert read_date(date) is None


@pytest.mark.parametrize("terminal", SHAPES)
def test_no_terminal_matches_nothing(terminal: str) -> None:
    assert SHAPES[terminal].match("") is None
