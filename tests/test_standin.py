"""The stand-in for ``lxml.etree``: it reads like lxml, as far as the readers need it."""

from __future__ import annotations

import copy
import itertools
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import small_files
from govreport.formats.work import MAX_WORK, Work
from govreport.playground import standin
from govreport.playground.packing import NEEDED, OWN, USEFUL, packed
from govreport.playground.standin import (
    HTMLParser,
    XMLParser,
    XMLSyntaxError,
    XPath,
    fromstring,
    iterwalk,
    tostring,
    tounicode,
)

READ = """
import sys
sys.path[:0] = [sys.argv[1]]
import json, pathlib
import lxml.etree
assert hasattr(lxml.etree, "strip_attributes") and "playground" in lxml.etree.XMLParser.__module__
from govreport.errors import ReadError
from govreport.reading import decoded
for path in sorted(pathlib.Path(sys.argv[2]).iterdir()):
    try:
        found = decoded(path.read_bytes(), format=path.suffix[1:])
        print(json.dumps([path.name, found.source.text, repr(found.evidence)]))
    except ReadError:
        print(json.dumps([path.name, "refused", ""]))
"""
"""Reads files with the packed library alone."""


def outline_of(path: Path) -> list[str]:
    from govreport.errors import ReadError
    from govreport.reading import decoded

    try:
        read = decoded(path.read_bytes(), format=path.suffix[1:])
    except ReadError:
        return [path.name, "refused", ""]
    return [path.name, read.source.text, repr(read.evidence)]


@pytest.mark.slow
@pytest.mark.parametrize("format", ["html", "mhtml", "docbook", "docx", "odt"])
def test_files_are_read_as_with_lxml(format: str, tmp_path: Path) -> None:
    """The packed library, alone in a Python without other packages, reads what the library with lxml reads."""
    import json

    for extra in ("lxml", "docx", "readability"):
        pytest.importorskip(extra, reason="the extras 'html' and 'docx' are not installed")
    library, files = tmp_path / "library", tmp_path / "files"
    files.mkdir()
    zipfile.ZipFile(BytesIO(packed((*OWN, *NEEDED, *USEFUL), standin=True))).extractall(library)

    @settings(max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(getattr(small_files, format)())
    def write(content: bytes) -> None:
        (files / f"{len(list(files.iterdir())):03}.{format}").write_bytes(content)

    write()
    run = [sys.executable, "-I", "-S", "-c", READ, str(library), str(files)]
    lines = subprocess.run(run, check=True, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()
    expected = [outline_of(path) for path in sorted(files.iterdir())]
    assert len(expected) > 20
    assert [json.loads(line) for line in lines] == expected


def test_an_element_has_links_to_its_neighbours() -> None:
    root = fromstring("<a x='1'>一<b>二<c/>三</b>四<d/>五</a>")
    b, d = root
    c = b[0]
    assert [one.tag for one in root.iter()] == ["a", "b", "c", "d"]
    assert [one.tag for one in c.iterancestors()] == ["b", "a"]
    assert b.getnext() is d
    assert d.getprevious() is b
    assert c.getnext() is None
    assert "".join(root.itertext()) == "一二三四五"
    assert (b.tail, c.tail, root.get("x"), root.get("y")) == ("四", "三", "1", None)
    assert root.find("b/c") is c
    assert root.findall(".//d") == [d]


def test_an_element_moves_with_the_text_after_it() -> None:
    root = fromstring("<a><b/>一<c><d/>二</c></a>")
    b, c = root
    c.append(b)
    assert tounicode(root) == "<a><c><d/>二<b/>一</c></a>"
    root.insert(0, c[0])
    assert tounicode(root) == "<a><d/>二<c><b/>一</c></a>"
    root.remove(c)
    assert tounicode(root) == "<a><d/>二</a>"
    with pytest.raises(ValueError, match="not a child"):
        root.remove(c)


def test_a_copy_shares_nothing() -> None:
    root = fromstring("<a><b x='1'>一<c/>二</b>三</a>")
    other = copy.deepcopy(root)
    other[0].set("x", "2")
    other[0][0].tail = "改"
    assert tounicode(root) == '<a><b x="1">一<c/>二</b>三</a>'
    assert tounicode(other) == '<a><b x="2">一<c/>改</b>三</a>'


def test_a_deep_tree_is_copied_written_and_walked() -> None:
    parser = HTMLParser()
    parser.feed("<div>" * 3000 + "底")
    root = copy.deepcopy(parser.close())
    assert "".join(root.itertext()) == "底"
    assert tounicode(root).count("<div>") == 3000
    assert sum(1 for _ in iterwalk(root, events=("start", "end"))) == 2 * 3002


def test_a_walk_leaves_out_what_is_skipped() -> None:
    walk = iterwalk(fromstring("<a><b><c/></b><d/></a>"), events=("start", "end"))
    seen = []
    for event, element in walk:
        seen.append(f"{event} {element.tag}")
        if seen[-1] == "start b":
            walk.skip_subtree()
    assert seen == ["start a", "start b", "end b", "start d", "end d", "end a"]


def test_names_have_their_namespaces() -> None:
    root = fromstring("<w:a xmlns:w='urn:w' w:x='1' y='2' xml:space='preserve'><b xmlns='urn:b'/></w:a>")
    assert root.tag == "{urn:w}a"
    assert root.attrib == {"{urn:w}x": "1", "y": "2", "{http://www.w3.org/XML/1998/namespace}space": "preserve"}
    assert root[0].tag == "{urn:b}b"
    again = fromstring(tostring(root))
    assert (again.tag, dict(again.attrib), again[0].tag) == (root.tag, dict(root.attrib), root[0].tag)


def test_no_entity_is_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim", encoding="utf-8")
    bomb = "<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'><!ENTITY f SYSTEM '{}'>]><a>&y;&f;</a>"
    root = fromstring(bomb.format(secret.as_uri()))
    assert root.text is None
    assert [one.text for one in root] == ["&y;", "&f;"]
    assert "".join(root.itertext()) == ""


@pytest.mark.parametrize("text", ["", "<a>", "<a></b>", "<a/><b/>", "<a x=1/>", "<a>&b;</a>", "\x00", "<a" + "b" * 100])
def test_xml_must_be_well_formed(text: str) -> None:
    parser = XMLParser()
    with pytest.raises(XMLSyntaxError):
        fromstring(text, parser)
    assert fromstring("<a/>", parser).tag == "a", "a parser can be used again"


def test_elements_nest_as_deep_as_in_libxml2() -> None:
    assert fromstring("<a>" * 256 + "</a>" * 256).tag == "a"
    with pytest.raises(XMLSyntaxError):
        fromstring("<a>" * 257 + "</a>" * 257)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "gbk", "big5"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    content = f"<?xml version='1.0' encoding='{encoding}'?><a>一、總則</a>" if encoding == "big5" else ""
    content = content or f"<?xml version='1.0' encoding='{encoding}'?><a>一、总则</a>"
    assert fromstring(content.encode(encoding)).text[:2] == "一、"


def test_blanks_between_elements_are_left_out_on_request() -> None:
    text = "<a>\n <b> </b>\n <c>一 <d/> 二</c>\n</a>"
    assert tounicode(fromstring(text, XMLParser(remove_blank_text=True))) == "<a><b> </b><c>一 <d/> 二</c></a>"


@pytest.mark.parametrize(
    ("page", "tree"),
    [
        ("<p>一<p>二", "<p>一</p><p>二</p>"),
        ("<ul><li>一<li>二</ul>三", "<ul><li>一</li><li>二</li></ul>三"),
        (
            "<table><tr><td>一<td>二<tr><td>三</table>",
            "<table><tr><td>一</td><td>二</td></tr><tr><td>三</td></tr></table>",
        ),
        ("<b><i>一</b>二", "<b><i>一</i></b>二"),
        ("<div>一</p>二</div>", "<div>一二</div>"),
        ("<p>一<br>二<br/>三", "<p>一<br>二<br>三</p>"),
        ("&lt;一&#20108;&nbsp;", "&lt;一二\xa0"),
        ("<script>if (a<b) '</p>'</script>一", "<script>if (a<b) '</p>'</script>一"),
        ("<!-- x --><p title='a&amp;b'>一", '<p title="a&amp;b">一</p>'),
    ],
)
def test_pages_are_repaired(page: str, tree: str) -> None:
    parser = HTMLParser()
    parser.feed(f"<body>{page}")
    body = parser.close()[0]
    assert tounicode(body, method="html") == f"<body>{tree}</body>"


def test_pages_are_repaired_as_with_lxml() -> None:
    """Every order of a few tags that pages leave open or close twice."""
    lxml = pytest.importorskip("lxml.html", reason="the extra 'html' is not installed")

    def events(kind: Any, page: str) -> str:
        seen: list[str] = []

        class Target:
            def start(self, tag: str, attributes: Mapping[str, str]) -> None:
                seen.append(f"<{tag}>")

            def end(self, tag: str) -> None:
                seen.append(f"</{tag}>")

            def data(self, text: str) -> None:
                seen.append(text)

            def close(self) -> None:
                """There is nothing to return."""

        parser = kind(target=Target(), encoding="utf-8")
        parser.feed(b"<body>")
        parser.feed(page.encode())
        parser.close()
        return "".join(one for one in seen if one not in ("<html>", "</html>", "<body>", "</body>"))

    tags = ("<p>", "</p>", "<div>", "</div>", "<li>", "<b>", "</b>", "<td>", "<tr>", "<a>", "<h1>", "</table>")
    for first, second, third in itertools.product(tags, repeat=3):
        page = f"<table><tr><td>{first}一{second}二{third}三"
        assert events(HTMLParser, page) == events(lxml.HTMLParser, page), page


def test_an_expression_that_no_reader_uses_is_an_error() -> None:
    root = fromstring("<a><b/></a>")
    assert XPath("descendant-or-self::b | //a")(root) == [root, root[0]]
    assert XPath("ancestor::a")(root[0]) == [root]
    for path in ("a/b", "//b[1]", "count(//b)", "//b[@x='1']"):
        with pytest.raises(NotImplementedError):
            XPath(path)(root)


def test_a_target_gets_the_events() -> None:
    events: list[Any] = []

    class Target:
        def start(self, tag: str, attributes: Mapping[str, str], spaces: Mapping[str | None, str]) -> None:
            events.append((tag, dict(attributes), dict(spaces)))

        def end(self, tag: str) -> None:
            events.append(tag)

        def data(self, text: str) -> None:
            events.append(text.encode())

        def doctype(self, *names: str | None) -> None:
            events.append(names)

        def close(self) -> str:
            return "closed"

    parser = XMLParser(target=Target())
    for part in ("<!DOCTYPE a SYSTEM 'x'><a xm", "lns='urn:a'>一<b c='", "1'/></a>"):
        parser.feed(part)
    assert parser.close() == "closed"
    assert events == [
        ("a", "x", None) if events[0][1] == "x" else ("a", None, "x"),
        ("{urn:a}a", {}, {None: "urn:a"}),
        "一".encode(),
        ("{urn:a}b", {"c": "1"}, {}),
        "{urn:a}b",
        "{urn:a}a",
    ]


def test_the_guard_of_the_readers_counts_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("lxml", reason="the extra 'html' is not installed")
    from govreport.formats import xml_guard

    content = [b"<?xml version='1.0'?><a xmlns='urn:a' b='1' c='2'><!-- x --><?y z?><d e='3'/>", b"<d/></a>"]

    def spent() -> int:
        work = Work("x", MAX_WORK)
        xml_guard.XmlGuard(work, document_types=True).check("x", content)
        return next(value for value in vars(work).values() if isinstance(value, int) and value != MAX_WORK)

    with_lxml = spent()
    monkeypatch.setattr(xml_guard, "XMLParser", standin.XMLParser)
    monkeypatch.setattr(xml_guard, "LxmlError", standin.LxmlError)
    assert spent() == with_lxml
