"""The registry of diagnostics and the page of each: they agree with the checks."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import govreport
from govreport import CODES, Explanation, explain, rules
from govreport.cli.app import app
from govreport.language import catalogue
from govreport.outline import open_levels
from govreport.tree.codes import SEVERITIES
from scanned_pages import image, scored

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "diagnostics"
ENDINGS = {"en": ".md", "zh": ".zh.md"}
STANDARDS = ("GB/T 9704-2012", "GB/T 15834-2011", "GB/T 15835-2011", "GB 18030")
SECTIONS = {"en": ["What it means", "Rule", "Fix", "Bad", "Good"], "zh": ["含义", "依据", "改法", "错例", "正例"]}
RULES = {rule.code: rule for rule in rules.RULES}
SUFFIXES = {"scan": ".png", "html": ".html"}
"""Of the files of examples that are not plain text."""
SHALLOW = 3
"""The deepest level for the example of GR208, which would be long otherwise."""


def content(explained: Explanation, example: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """An example as the bytes of a file; of a scan, a picture on which the recognizer finds the lines of the example."""
    if "```html\n" in explained.page:
        pytest.importorskip("lxml", reason="the extra 'html' is not installed")
    if "```scan\n" in explained.page:
        found = scored(example.splitlines())
        monkeypatch.setattr("govreport.formats.scans.recognition.engine", lambda: lambda picture: found)
        return image()
    return bytes.fromhex(example) if "```hex\n" in explained.page else example.encode()


def codes_in(explained: Explanation, example: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The codes of an example; those of a profile only where the page is about one."""
    report = govreport.read(content(explained, example, monkeypatch), ocr=True)
    return {found.code for found in report.check(profile_of(explained.code.code))}


def profile_of(code: str) -> str | None:
    """The profile that a code is checked with."""
    return "fazhi" if code == "GR501" else "gongwen" if code in RULES else None


@pytest.fixture(params=ENDINGS)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=list(CODES))
def explained(request: pytest.FixtureRequest, lang: str, monkeypatch: pytest.MonkeyPatch) -> Explanation:
    code = str(request.param)
    if code == "GR208":
        monkeypatch.setattr(open_levels, "MAX_DEPTH", SHALLOW)
    return explain(code, lang)


def test_every_code_has_a_page_and_every_page_a_code(lang: str) -> None:
    assert sorted(PAGES.glob(f"GR???{ENDINGS[lang]}")) == [PAGES / (code + ENDINGS[lang]) for code in sorted(CODES)]
    assert list(CODES) == sorted(CODES)


def test_the_index_lists_every_code(lang: str) -> None:
    index = (ROOT / "docs" / f"diagnostics{ENDINGS[lang]}").read_text(encoding="utf-8")
    rows = re.findall(
        rf"^\| \[(GR\d{{3}})\]\(diagnostics/(GR\d{{3}}){ENDINGS[lang]}\) \| (\w+) \| (.+) \|$", index, re.M
    )
    titles = catalogue(lang)
    wanted = [(code.code, code.code, code.severity, titles.pgettext(code.code, code.title)) for code in CODES.values()]
    assert rows == wanted


def test_a_page_has_the_same_form_as_all(explained: Explanation, lang: str) -> None:
    code = explained.code
    texts = catalogue(lang)
    title, severity = texts.pgettext(code.code, code.title), texts.pgettext("severity", code.severity)
    assert explained.page == (PAGES / (code.code + ENDINGS[lang])).read_text(encoding="utf-8")
    head = f"# {code.code} {title}（{severity}）" if lang == "zh" else f"# {code.code} {title} ({severity})"
    assert explained.page.startswith(f"{head}\n\n")
    assert re.findall(r"^## (.+)$", explained.page, re.MULTILINE) == SECTIONS[lang]
    assert re.findall(r"^#{1,6} ", explained.page, re.MULTILINE) == ["# ", *["## "] * 5]
    assert all((explained.meaning, explained.rule, explained.fix))
    assert code.severity in SEVERITIES


def test_a_rule_names_its_source(explained: Explanation, lang: str) -> None:
    sources = {
        "en": (*STANDARDS, "条例, article", "立法法, article", "Practice", "None:", "The library's own", "The profile"),
        "zh": (*STANDARDS, "《党政机关公文处理工作条例》", "《立法法》", "通例", "无，", "程序上限", "所选体例"),
    }
    assert explained.rule.startswith(sources[lang])


def test_the_page_of_a_rule_names_its_norm_and_clause() -> None:
    assert len(RULES) >= 40
    for code, rule in RULES.items():
        english, chinese = explain(code).rule, explain(code, "zh").rule
        assert english.startswith(rule.norm or "Practice"), code
        assert chinese.startswith(
            {"条例": "《党政机关公文处理工作条例》", "立法法": "《立法法》", "": "通例"}.get(rule.norm, rule.norm)
        )
        assert f", {rule.clause}" in english or f"article {rule.clause}" in english or not rule.clause, code
        assert bool(rule.clause) == bool(rule.norm), code


def test_a_chinese_page_advises_readers_and_authors(explained: Explanation, lang: str) -> None:
    if lang == "zh":
        assert re.fullmatch("读者：.+\n\n作者：.+", explained.fix)


def test_both_pages_have_the_same_examples() -> None:
    for code in CODES:
        one, other = explain(code), explain(code, "zh")
        assert (one.bad, one.good) == (other.bad, other.good)


def test_the_bad_text_has_the_diagnostic_and_the_good_one_does_not(
    explained: Explanation, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (codes_in(explained, example, monkeypatch) for example in (explained.bad, explained.good))
    assert explained.code.code in bad
    if explained.code.code in RULES:
        assert (bad, good) == ({explained.code.code}, set())
    assert explained.code.code not in good
    assert not good or explained.code.code == "GR401"


def test_the_page_shows_what_the_command_prints(
    explained: Explanation, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suffix = next((suffix for mark, suffix in SUFFIXES.items() if f"```{mark}\n" in explained.page), ".txt")
    file = tmp_path / f"{'错例' if lang == 'zh' else 'bad'}{suffix}"
    file.write_bytes(content(explained, explained.bad, monkeypatch))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVREPORT_LANG", lang)
    found = re.search(r"^```console\n\$ govreport (.+)\n((?:.*\n)+?)```$", explained.page, re.MULTILINE)
    assert found
    assert CliRunner().invoke(app, shlex.split(found[1])).stdout == found[2]


def test_links_of_the_pages_lead_somewhere() -> None:
    for path in (*PAGES.glob("*.md"), *(ROOT / "docs").glob("diagnostics*.md")):
        for link in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).is_file(), f"{path.name}: {link}"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError, match=r"'GR999'; `govreport explain` and govreport.CODES list all codes"):
        explain("GR999")


def test_codes_and_languages_have_several_names() -> None:
    assert explain("gr201", "zh-CN") == explain("GR201", "zh")
    with pytest.raises(ValueError, match="choose one of en, zh"):
        explain("GR201", "fr")
