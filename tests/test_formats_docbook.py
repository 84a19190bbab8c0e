"""DocBook files: sections, lists and tables, and what is left out."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport.errors import ReadError

pytest.importorskip("lxml", reason="the extra 'html' is not installed")

ADDRESS = """<?xml version="1.0" encoding="utf-8" ?>
<!DOCTYPE article [<!ENTITY outside SYSTEM "file:///etc/passwd">]>
<article xmlns="http://docbook.org/ns/docbook" version="5.0">
  <info><title>某市政府工作报告</title><author>某人</author></info>
  <section><title>总体情况</title>
    <para>
      1.
      坚持依法行政，<emphasis>审查</emphasis>文件&outside;。
    </para>
    <section><title>执法工作</title>
      <orderedlist numeration="arabic">
        <listitem><para>规范执法；</para></listitem><listitem><para>公正司法。</para></listitem>
      </orderedlist>
      <informaltable><tgroup cols="2"><tbody><row><entry>项目</entry><entry>数量</entry></row></tbody></tgroup></informaltable>
    </section>
  </section>
  <section><title>下步打算</title><para>继续推进。</para></section>
</article>
""".encode()


def test_sections_lists_and_tables() -> None:
    report = govreport.read(ADDRESS, name="address.xml")
    assert report.source.format == "docbook"
    assert report.title
    assert report.title.text == "某市政府工作报告"
    assert report.source.text.splitlines() == [
        "某市政府工作报告",
        "总体情况",
        "1. 坚持依法行政，审查文件。",
        "执法工作",
        "1.规范执法；",
        "2.公正司法。",
        "| 项目 | 数量 |",
        "下步打算",
        "继续推进。",
    ]
    assert [section.title for section in report.sections] == ["总体情况", "下步打算"]


@pytest.mark.parametrize("content", [ADDRESS[:-20], ADDRESS.replace(b"<para>", b"<<", 1)])
def test_malformed_xml(content: bytes) -> None:
    with pytest.raises(ReadError, match="not well-formed XML"):
        govreport.read(content, name="address.xml")


def test_entities_do_not_grow() -> None:
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "甲" * 10}">' for n in range(12))
    content = ADDRESS.decode().replace("<!ENTITY outside", f"{bombs}<!ENTITY outside").replace("&outside;", "&e11;")
    with pytest.raises(ReadError, match="not well-formed XML"):
        govreport.read(content.encode(), name="address.xml")


@given(st.binary(max_size=200))
def test_any_file_is_a_report_or_a_read_error(tail: bytes) -> None:
    with contextlib.suppress(ReadError):
        assert govreport.read(ADDRESS[:200] + tail, name="address.xml").source.format == "docbook"
