"""Languages: every text for people exists in both, and the Chinese one has the same content."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import govreport
from commands import help_texts, metavars
from govreport import CODES, STEPS, DataFormError, Diagnostic, DialectError, ProfileError, ReadError, Report
from govreport.cli.facts import _DETAILS
from govreport.cli.figures import _COLUMNS as FIGURE_COLUMNS
from govreport.comparing.changes import KINDS as CHANGES
from govreport.comparing.entries import _LEAVES, _LISTS
from govreport.facts import COLUMNS as FACTS
from govreport.facts.kinds import KINDS as MENTIONS
from govreport.formats import FORMATS
from govreport.formats.scans.doubts import doubtful
from govreport.formats.scans.recognition import Scan
from govreport.language import LANGUAGES, Catalogue, catalogue, language_of, preferred
from govreport.language.localized import localized
from govreport.text.lexicon import term
from govreport.text.source import Source
from govreport.tree.codes import SEVERITIES
from govreport.tree.families import FAMILIES
from scanned_pages import HEIGHT, WIDTH, scored

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "govreport"
CATALOGUES = sorted((SRC / "language" / "zh").glob("*.po"))
TRANSLATED = ("gettext", "ngettext", "pgettext", "npgettext")
ENGLISH = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
"""Two English words."""


def described(table: str) -> set[str]:
    """The columns of a table of a corpus, as its page describes them."""
    page = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    chapter = page.split(f"### {table}\n")[1].split("\n#")[0]
    return set(re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE))


DATA: Mapping[str, set[str]] = {
    "help": help_texts(),
    "step": {(step.__doc__ or "").partition("\n")[0].replace("``", "") for step in STEPS.values()},
    "metavar": {*metavars(), "[OPTIONS]", "COMMAND [ARGS]..."},
    "change": set(CHANGES),
    "part": {part.replace("_", " ") for part in (*_LEAVES, *_LISTS, "field", "issuer", "date")},
    "mention": set(MENTIONS),
    "column": {"file", "path", "kind", "text", "thing", "old", "new", "change", "old path", "new path", *_DETAILS},
    "bound": {"about", "least", "most"},
    "severity": set(SEVERITIES),
    "format": set(FORMATS),
    "family": set(FAMILIES),
    "script": {"simplified", "traditional", "mixed", "unknown"},
    "table": {"documents", "units", "paragraphs", "diagnostics", "facts", "figures", "statistics"},
    **{f"{name} column": described(name) for name in ("documents", "units", "paragraphs", "diagnostics")},
    "facts column": {"file", *FACTS},
    "figures column": set(FIGURE_COLUMNS),
    "statistics column": {"statistic", "value", "count", "documents"},
}
"""The contexts of texts that are data elsewhere, so that no call has them as a literal."""

MESSAGES = """
    annotating batch checks chunking cleaning data dialects document errors facts formats language lines outline parsing profiles
    reading report rules spark tree util
""".split()  # noqa: SIM905  (words read better than a list of strings)
"""The folders and modules whose texts of two words or more are messages."""

NOT_FOR_PEOPLE: Mapping[str, str] = {
    "body {": "a style sheet",
    "article book part": "names of elements",
    "annotation annotation-xml": "names of elements",
    "address article": "names of elements",
    "tuple[": "a type",
    "if(`": "an expression of Spark",
    "` is not null": "an expression of Spark",
    "<!DOCTYPE": "markup",
    "content type": "the message of another library",
    "the table of": "what the reader of RTF is in",
    "an automatic number": "what the reader of RTF is in",
}
"""Texts of two words that no one reads, by how they begin."""


def forms(texts: Any) -> list[str]:
    """The forms of a text of a catalogue: one, or those of a plural; none for the head of the file."""
    return [text for text in (texts if isinstance(texts, (list, tuple)) else (texts,)) if text]


@cache
def entries() -> dict[tuple[str | None, str], str]:
    """The Chinese texts by context and English text; for a plural, by each of its two forms."""
    found: dict[tuple[str | None, str], str] = {}
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="zh", abort_invalid=True):
                for text in forms(message.id):
                    found[message.context, text] = forms(message.string)[0]
    return found


@cache
def plurals() -> set[tuple[str | None, str]]:
    """The entries that depend on a number."""
    found: set[tuple[str | None, str]] = set()
    for path in CATALOGUES:
        with path.open("rb") as file:
            found |= {(one.context, form) for one in read_po(file) if len(forms(one.id)) > 1 for form in forms(one.id)}
    return found


def places(text: str) -> set[tuple[str, str]]:
    """The places of a template, each with the form of its value."""
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None}


def messages_of_click() -> set[tuple[str | None, str]]:
    """The entries for wrong usage, which click words; test_cli_options.py shows that they fit."""
    with (SRC / "language" / "zh" / "help.po").open("rb") as file:
        return {(one.context, form) for one in read_po(file) for form in forms(one.id) if one.context == "error"}


def literals(text: str) -> list[str]:
    """The texts between the places of a template."""
    return [literal for literal, *_ in Formatter().parse(text) if literal.strip()]


def used() -> set[tuple[str | None, str]]:
    """The texts that calls of the catalogue have as literals, with their contexts."""
    keywords: dict[str, Any] = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    found: set[tuple[str | None, str]] = set()
    for _, _, texts, _, context in extract_from_dir(SRC, keywords=keywords):
        found |= {(context, text) for text in (texts if isinstance(texts, tuple) else (texts,))}
    return found


def strings(path: Path) -> Iterator[list[str]]:
    """The literal parts of the strings of a module, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    skipped |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            yield [part.value for part in node.values if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield [node.value]


def messages() -> set[str]:
    """The literal parts of the messages of the library."""
    paths = [path for path in SRC.rglob("*.py") if path.relative_to(SRC).parts[0].removesuffix(".py") in MESSAGES]
    parts = {part.strip(" :\n") for path in paths for text in strings(path) for part in text if ENGLISH.search(part)}
    return {part for part in parts if not part.startswith(tuple(NOT_FOR_PEOPLE))}


# ---- the catalogues ------------------------------------------------------------------------------------------------


def test_every_text_in_the_code_has_a_chinese_one() -> None:
    assert sorted(used() - entries().keys(), key=str) == []
    assert all(entries().values())


def test_a_context_that_the_code_names_exists() -> None:
    """A text that is not a literal is looked up in a context, which a slip would leave empty."""
    known = {context for context, _ in entries()}
    calls = (node for path in SRC.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "pgettext"
        if isinstance(node.args[0], ast.Constant)
    }
    assert {"list", "column"} <= named
    assert named - known == set()


def test_every_text_that_is_data_has_a_chinese_one() -> None:
    data = {(context, text) for context, texts in DATA.items() for text in texts}
    data |= {(code.code, code.title) for code in CODES.values()}
    assert sorted(data - entries().keys()) == []


def test_every_message_of_the_library_has_a_chinese_one() -> None:
    known = "\n".join(text for _, text in entries())
    assert sorted(part for part in messages() if part not in known) == []


def test_no_entry_is_unused() -> None:
    in_code = [part for path in SRC.rglob("*.py") for text in strings(path) for part in text]
    everything = "\n".join(in_code)
    titles = {(code.code, code.title) for code in CODES.values()}
    data = {(context, text) for context, texts in DATA.items() for text in texts}
    system = {("error", os.strerror(number)) for number in errno.errorcode}
    rest = entries().keys() - used() - titles - data - system - messages_of_click()
    assert sorted((context, text) for context, text in rest if context is None) == []
    stale = [
        (context, text) for context, text in rest if not all(part.strip() in everything for part in literals(text))
    ]
    assert stale == []


def test_both_texts_have_the_same_places() -> None:
    for (context, english), chinese in entries().items():
        there = places(english) | (
            {("n", spec) for name, spec in places(chinese) if name == "n"} & {("n", ""), ("n", ",")}
        )
        wanted = places(chinese)
        assert wanted <= there, (context, english)
        assert {name for name, _ in places(english)} - {name for name, _ in wanted} <= set(), (context, english)


def test_an_entry_is_in_one_catalogue_only() -> None:
    found: Counter[tuple[str | None, str]] = Counter()
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="zh"):
                found.update((message.context, text) for text in forms(message.id)[:1])
    assert [entry for entry, count in found.items() if count > 1] == []


def test_the_compiled_catalogue_is_that_of_the_sources() -> None:
    words = catalogue("zh")
    for (context, english), chinese in entries().items():
        values = {name: 0 for name, _ in places(english)} | {"n": 0}
        text = words.pgettext(context, english, **values) if context else words.gettext(english, **values)
        if (context, english) not in plurals():
            assert text == chinese.format(**values), "run: pip install -e ."


def test_chinese_is_set_as_chinese() -> None:
    """Full-width stops between Chinese words, a blank between Chinese and Latin words, and no exclamation mark."""
    for (context, english), chinese in entries().items():
        where = (context, english, chinese)
        assert not re.search(r"[\u4e00-\u9fff][,;!?]|[!！]", chinese), where
        assert not re.search(r"[\u4e00-\u9fff][A-Za-z]|[A-Za-z][\u4e00-\u9fff]", chinese), where
        assert not re.search(r"。$|您的?|错误的|非法", chinese.replace("……", "")), where


# ---- the choice of the language ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["zh", "zh-CN", "zh_CN.UTF-8", "zh-TW", "ZH", "zh_Hant_HK", " zh "])
def test_names_of_chinese(name: str) -> None:
    assert language_of(name) == "zh"


@pytest.mark.parametrize("name", ["fr", "", "zhuang", "de_DE.UTF-8"])
def test_other_languages_are_refused_by_name(name: str) -> None:
    with pytest.raises(ValueError, match="choose one of en, zh"):
        language_of(name)
    with pytest.raises(ValueError, match="choose one of en, zh"):
        catalogue(name)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "GOVREPORT_LANG": "zh"}, "zh"),
        ({"LC_ALL": "zh_TW.UTF-8", "GOVREPORT_LANG": "en"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"GOVREPORT_LANG": "fr", "LANG": "zh_CN"}, "en"),
    ],
)
def test_the_environment_chooses(environment: dict[str, str], language: str) -> None:
    assert preferred(environment) == language


def test_english_is_the_text_itself() -> None:
    words = catalogue("en")
    assert words.gettext("{n} of {m}", n=1, m=2) == "1 of 2"
    assert words.pgettext("anything", "no change") == "no change"
    assert words.translated("error", "a.txt: File exists") == "a.txt: File exists"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_text_stays_empty(language: str) -> None:
    assert catalogue(language).gettext("") == ""


def test_without_the_compiled_catalogue_texts_are_in_english() -> None:
    assert Catalogue("none").gettext("no change") == "no change"
    assert Catalogue("none").translated("error", "a.txt: File exists") == "a.txt: File exists"


def test_there_are_two_languages() -> None:
    assert LANGUAGES == ("en", "zh")


# ---- diagnostics ------------------------------------------------------------------------------------------------------


def hostile() -> Iterator[str]:
    """Texts that have every kind of diagnostic, and values that look like messages."""
    for code in CODES:
        example = govreport.explain(code).bad
        yield example
        yield example.replace("主要工作", "A follows B: C is missing")
        yield example.replace("主要", ": no title, or {n} may")
    yield "一、甲\n三、乙\n五、丙\n九、丁\n九、戊\n八、己\n一、庚\n二、辛"
    yield "\n".join(f"{'1.' * depth}1 标题\n文" for depth in range(4))


def reports() -> Iterator[Report]:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        yield govreport.read(path)
    yield from map(govreport.parse, hostile())
    yield govreport.read(b"\xe4\xb8\x80\xff\xfe" * 40, encoding="utf-8")


def is_translated(found: Diagnostic) -> bool:
    """Whether nothing of the English message is left around the values."""
    chinese = found.text("zh")
    quoted = re.sub("“[^”]*”", "", chinese)
    return chinese != found.message and not ENGLISH.search(quoted)


def test_every_message_is_translated_completely(tmp_path: Path) -> None:
    profiles = ("fazhi", "gongwen")
    found = [each for report in reports() for profile in profiles for each in report.check(profile)]
    lines = ["0.5 一、总则", "0.6 加强领异。", "0.7 二、附则"]
    for count in (1, 2, 3):
        found += doubtful({1: Scan(tuple(scored(lines[:count])), WIDTH, HEIGHT)}, Source("某市政府\n"))
    for codes in ("\ue123", "\ue123\uf0b7"):
        file = tmp_path / "report.md"
        file.write_text(f"# 某市报告\n\n{codes}县依法履职。\n", encoding="utf-8")
        found += govreport.read(file).diagnostics
    assert {each.code for each in found} >= CODES.keys() - {"GR208", "GR210"}
    assert [(each.message, each.text("zh")) for each in found if not is_translated(each)] == []


def test_a_message_that_came_through_json_is_translated_too() -> None:
    report = govreport.parse(govreport.explain("GR201").bad)
    again = Report.from_json(report.to_json())
    assert [each.text("zh") for each in again.diagnostics] == ["跳号：“一、”之后是“三、”，缺“二、”"]
    assert [each.text() for each in again.diagnostics] == ["三、 follows 一、: 二、 is missing"]


def test_a_message_of_another_program_stays_as_it_is() -> None:
    odd = Diagnostic("GR201", "warning", "something else", govreport.Span(0, 1))
    unknown = Diagnostic("XX1", "warning", "三、 follows 一、: 二、 is missing", govreport.Span(0, 1))
    assert (odd.text("zh"), unknown.text("zh")) == (odd.message, unknown.message)


@given(st.data())
def test_every_template_is_read_back(data: st.DataObject) -> None:
    """A message made from an entry gives the Chinese text with the same values."""
    among = sorted((context, text) for context, text in entries() if context and re.fullmatch("GR[0-9]{3}", context))
    context, english = data.draw(st.sampled_from(among))
    values = {name: data.draw(st.text("一二（）.1aé ", min_size=1, max_size=5)) for name, _ in places(english)}
    message = english.format(**values)
    assert catalogue("zh").translated(context, message) == entries()[context, english].format(**values)


# ---- exceptions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "chinese"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "甲.txt"), "甲.txt: 文件不存在"),
        (ReadError("甲.txt", "Permission denied"), "甲.txt: 没有访问权限"),
        (ReadError("a: b.txt", "is encrypted; save it without a password"), "a: b.txt: 文件已加密；请去掉密码后另存"),
        (ReadError("甲.docx", "is damaged: word/document.xml is not well-formed XML: line 1"),
         "甲.docx: 文件已损坏，word/document.xml 不是格式正确的 XML（line 1）"),
        (ReadError("甲.docx", "is damaged or not a Word document: no content type; save a file with macros (.docm) or a "
                   "template as .docx"),
         "甲.docx: 文件已损坏，或者不是 Word 文件（no content type）；带宏的文件（.docm）和模板请另存为 .docx"),
        (ReadError("甲.txt", "more than 1,000 characters, the limit set by max_chars"), "甲.txt: 超过 1,000 字的上限（max_chars）"),
        (ReadError("甲.pdf", "reading pdf needs pypdfium2: pip install 'govreport[pdf]', or in a checkout: "
                   "pip install -e '.[pdf]'"),
         "甲.pdf: 读取 pdf：缺少 pypdfium2；请运行 pip install 'govreport[pdf]'，在克隆的仓库中则运行 pip install -e '.[pdf]'"),
        (ProfileError("我的.toml", "parts[0].name is missing"), "体例 我的.toml: 缺少 parts[0].name"),
        (DialectError("aiwan", "unknown dialect; use hong_kong, taiwan, or the path of a .toml file"),
         "行文惯例 aiwan: 没有此行文惯例；可用 hong_kong, taiwan，或写 .toml 文件的路径"),
        (DataFormError("$.body[3].number", "a string instead of an object"),
         "$.body[3].number: 应为对象，现为字符串；应为 govreport/1 数据格式"),
        (KeyError("unknown diagnostic code 'GR999'; `govreport explain` and govreport.CODES list all codes"),
         "没有诊断代码 'GR999'；全部代码见 `govreport explain` 或 govreport.CODES"),
        (ValueError("the message of another library"), "the message of another library"),
        ("甲.txt: file exists; use --force to replace it", "甲.txt: 文件已存在；如需覆盖，请加 --force"),
        ("甲.txt: the process reading it was killed: signal 9", "甲.txt: 读取时进程被终止（信号 9）"),
        ("表: process 12 writes to this folder; wait until it ends", "表: 进程 12 正在写入此文件夹；请稍后再试"),
        ("表: another process writes to this folder; wait until it ends", "表: 另一进程正在写入此文件夹；请稍后再试"),
        ("甲.zip: a zip archive that is not a document; unpack it and read the files in it",
         "甲.zip: 是压缩包，不是文档；请解压后读取里面的文件"),
        ("/文/a.parquet: File exists; use --force to start over", "/文/a.parquet: 已有同名文件；重新开始请加 --force"),
        ("标准: no column text, content; choose one with --text-column: a, b",
         "标准: 没有列 text, content；请用 --text-column 从现有各列中指定：a, b"),
    ],
)  # fmt: skip
def test_an_exception_is_shown_in_chinese(error: Exception | str, chinese: str) -> None:
    assert localized(error, "zh-CN") == chinese
    assert ENGLISH.search(localized(error, "en"))


def test_a_message_about_a_file_is_found_after_its_name() -> None:
    """Every message of the catalogue, with a name in front of it, is translated after that name."""
    words = catalogue("zh")
    for (context, english), chinese in entries().items():
        if context == "error" and english != "{place}: {problem}" and not english.startswith("{path}:"):
            values = {name: f"值{at}" for at, (name, _) in enumerate(sorted(places(english)))}
            whole = f"甲乙.txt: {english.format(**values)}"
            shown = words.translated("error", whole)
            assert "甲乙.txt" in shown, whole
            assert shown.replace("甲乙.txt: ", "", 1) == chinese.format(**values), whole


@pytest.mark.parametrize("name", ["signal 9", "another process", "File exists", "an array.txt", "no change"])
def test_a_file_name_that_reads_as_a_message_stays(name: str) -> None:
    assert localized(ReadError(name, "File exists"), "zh") == f"{name}: 已有同名文件"


def test_every_form_of_number_has_an_example_of_itself() -> None:
    for family in FAMILIES.values():
        found = re.match(term(family.terminal).pattern, f"{family.example} 标题")  # a blank follows 第一款
        assert found is not None, family.name
        assert found[0] == family.example
