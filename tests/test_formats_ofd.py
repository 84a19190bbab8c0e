"""OFD: the places of characters become lines and paragraphs, and the work of malicious files is bounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from ofd_files import ofd, page
from office_files import zipped
from outcomes import outcome

pytest.importorskip("lxml")


def text(shown: str, x: float = 28, y: float = 40, size: float = 5, code: str = "", **attributes: object) -> str:
    """A text object whose characters are an em apart."""
    own = "".join(f' {name}="{value}"' for name, value in attributes.items())
    deltas = code or f'DeltaX="g {len(shown) - 1} {size}"'
    return (
        f'<TextObject Boundary="{x} {y} {150} {size}" Size="{size}" Font="1"{own}>'
        f'<TextCode X="0" Y="{size * 0.8}" {deltas}>{shown}</TextCode></TextObject>'
    )


def lines(*objects: str) -> list[str]:
    return govreport.read(ofd(page(*objects))).source.text.splitlines()


def notice() -> bytes:
    """A notice of two pages, painted in no order."""
    body = "现就加强依法行政有关事项通知如下，请各单位认真贯彻落"
    first = [
        text("— 1 —", x=100, y=280),
        text("　　" + body, y=110),
        text("实，不得延误。", y=119),
        text("各区人民政府：", y=100),
        text("关于加强依法行政的通知", x=65, y=70, size=7.7),
        text("某府〔2025〕3号", x=85, y=50),
    ]
    last = [text("某市人民政府", x=120, y=60), text("2025年1月6日", x=118, y=69), text("— 2 —", x=100, y=280)]
    return ofd(page(*first), page(*last))


def test_a_notice_has_its_parts() -> None:
    report = govreport.read(notice())
    assert report.source.format == "ofd"
    assert report.title is not None
    assert report.title.text == "关于加强依法行政的通知"
    assert report.document_number is not None
    assert report.addressee is not None
    assert "贯彻落实，不得延误。" in report.source.text
    assert report.signature is not None
    assert [leaf.text for leaf in report.boilerplate] == ["— 1 —", "— 2 —"]
    assert len(report.source.pages) == 2
    assert report.source.page(report.signature.span.start) == 2


@pytest.mark.parametrize(
    ("objects", "shown"),
    [
        pytest.param([text("依法行政", code='DeltaX="5 5 5"')], ["依法行政"], id="a step fewer than characters"),
        pytest.param([text("依法行政", code='DeltaX="5 5 5 5 5"')], ["依法行政"], id="steps too many"),
        pytest.param([text("依法行政", code='DeltaX="5"')], ["依法行政"], id="one step for all"),
        pytest.param([text("依法行政", code="")], ["依法行政"], id="repeated steps"),
        pytest.param([text("依法行政", code='Z=""')], ["依法行政"], id="no steps"),
        pytest.param([text("依法行政", code='DeltaY="0"')], ["依法行政"], id="only a step of 0 downwards"),
        pytest.param(
            [text(one, x=28 + 4.4 * i, code="") for i, one in enumerate("WMW")], ["WMW"], id="wide letters one by one"
        ),
        pytest.param([text("依法行政", code='DeltaX="x"')], ["依法行政"], id="invalid steps"),
        pytest.param(
            [text("依法行政", code='DeltaX="5 -5 5" DeltaY="0 9 0"').replace("150 5", "150 20")],
            ["依法行政"],
            id="two lines in one text",
        ),
        pytest.param(
            [text("依法", CTM="0.5 0 0 0.5 0 0", code='DeltaX="5"'), text("行政", x=33)], ["依法行政"], id="scaled"
        ),
        pytest.param([text("行政", x=38), text("依法", x=28)], ["依法行政"], id="painted in no order"),
        pytest.param([text("依法"), text("行政", x=80)], ["依法  行政"], id="far apart"),
        pytest.param([text("abc def", code='DeltaX="g 6 2.5"')], ["abc def"], id="blanks"),
        pytest.param([text("依法"), text("隐藏", y=60, Visible="false")], ["依法"], id="invisible"),
        pytest.param([text("依法行政" * 20, code='DeltaX="g 79 5"')], ["依法行政" * 8], id="outside its box"),
        pytest.param([text("依法"), text("页外", x=400)], ["依法"], id="off the page"),
        pytest.param([text("依法"), text("小", y=60, size=0), text("大", y=70, size=99999)], ["依法"], id="no size"),
        pytest.param([text("依法"), text("密件", y=90, CTM="0.7 -0.7 0.7 0.7 0 0")], ["依法", "密件"], id="watermark"),
        pytest.param([f"<PageBlock><PageBlock>{text('依法')}</PageBlock></PageBlock>"], ["依法"], id="blocks"),
        pytest.param([text("\ue373").replace('Font="1"', 'Font="2"')], ["羣"], id="characters of Hong Kong"),
    ],
)
def test_places_of_characters(objects: list[str], shown: list[str]) -> None:
    assert lines(*objects) == shown


def test_turned_text_is_read_along_its_direction() -> None:
    assert lines(text("依法行政", x=100, y=100, CTM="0 -1 1 0 0 0").replace("150 5", "5 -150")) == ["依法行政"]


def test_slanted_text_is_boilerplate() -> None:
    report = govreport.read(ofd(page(text("坚持依法行政。"), text("密件", y=90, CTM="0.7 -0.7 0.7 0.7 0 0"))))
    assert [leaf.text for leaf in report.boilerplate] == ["密件"]


def test_templates_are_part_of_the_page() -> None:
    common = '<TemplatePage ID="T" BaseLoc="Tpls/T.xml"/>'
    content = ofd(
        page(text("张三", x=60), head='<Template TemplateID="T"/>'),
        common=common,
        more={"Doc_0/Tpls/T.xml": page(text("姓名：", x=28))},
    )
    assert govreport.read(content).source.text == "姓名：  张三\n"


def test_composite_units_are_drawn_where_they_are_placed() -> None:
    units = f'<CompositeGraphicUnits><CompositeGraphicUnit ID="7"><Content>{text("行政", x=0, y=0)}</Content></CompositeGraphicUnit></CompositeGraphicUnits>'
    drawn = '<CompositeObject ResourceID="7" Boundary="38 40 50 50"/>'
    assert govreport.read(ofd(page(drawn, text("依法")), units=units)).source.text == "依法行政\n"


def test_documents_follow_one_another() -> None:
    assert govreport.read(ofd(page(text("依法行政。")), bodies=2)).source.text == "依法行政。\n" * 2


@pytest.mark.parametrize("namespace", ["http://www.ofdspec.org", "", "urn:x"])
def test_any_namespace(namespace: str) -> None:
    assert "依法" in outcome(ofd(page(text("依法")), namespace=namespace))


def nested(fan: int, depth: int) -> bytes:
    """Composite units that draw each other."""
    units = "".join(
        f'<CompositeGraphicUnit ID="{i}"><Content>'
        + f'<CompositeObject ResourceID="{i + 1}" Boundary="0 0 9 9"/>' * fan
        + (text("甲") if i == depth - 1 else "")
        + "</Content></CompositeGraphicUnit>"
        for i in range(depth)
    )
    start = '<CompositeObject ResourceID="0" Boundary="0 0 9 9"/>'
    return ofd(page(start), units=f"<CompositeGraphicUnits>{units}</CompositeGraphicUnits>")


CYCLE = '<CompositeGraphicUnits><CompositeGraphicUnit ID="1"><Content><CompositeObject ResourceID="1"/></Content></CompositeGraphicUnit></CompositeGraphicUnits>'
PUBLIC = ofd(page(text("".join(chr(0xE000 + i) for i in range(20)) + "甲")))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(ofd(page('<CompositeObject ResourceID="1"/>', text("依法")), units=CYCLE), "依法", id="cycle"),
        pytest.param(ofd(page(text("依法", code='DeltaX="g 2000000000 1"'))), "依法", id="steps without end"),
        pytest.param(
            ofd(page(text("依法", code='DeltaX="nan 1e999 1_000 １２"'))), "依法", id="texts that are not numbers"
        ),
        pytest.param(ofd(page("<PageBlock>" * 300 + "</PageBlock>" * 300)), "not well-formed", id="blocks in blocks"),
        pytest.param(ofd(page(text("依法")), more={"Doc_0/PublicRes.xml": "<a"}), "依法", id="damaged resources"),
        pytest.param(ofd(page(text("依法")), more={"Encryptions.xml": "<a/>"}), "is encrypted", id="encrypted"),
        pytest.param(ofd(), "has no text", id="no page"),
        pytest.param(ofd(page("<PathObject/>")), "run OCR", id="no text"),
        pytest.param(PUBLIC, "run OCR", id="codes of the font"),
        pytest.param(ofd(page(text("依法")), page(text("x"), "<a")), "not well-formed", id="a damaged page"),
        pytest.param(zipped({"OFD.xml": "<OFD/>"}), "no document", id="no document"),
        pytest.param(
            zipped({"OFD.xml": "<OFD><DocBody><DocRoot>a</DocRoot></DocBody></OFD>"}), "it has no a", id="lost"
        ),
        pytest.param(ofd(page(text("依法")))[:-40], "ReadError", id="truncated"),
        pytest.param(zipped({"OFD.xml": "<OFD>" + " " * 201_000_000 + "</OFD>"}), "200 MB", id="zip bomb"),
    ],
)
def test_a_malicious_file_is_an_error_or_read(content: bytes, expected: str) -> None:
    assert expected in outcome(content)


@pytest.mark.slow
def test_units_that_draw_each_other_are_bounded() -> None:
    assert "more than 1,000 characters" in outcome(nested(10, 7), max_chars=1_000)
    assert "more than 10,000,000 units of work" in outcome(nested(9, 12))


def test_endless_pages_are_an_error() -> None:
    root = "<Document><CommonData/><Pages>" + '<Page BaseLoc="P.xml"/>' * 20_001 + "</Pages></Document>"
    members = {
        "OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
        "D.xml": root,
        "P.xml": page(text("甲")),
    }
    assert "20,001 pages; the limit is 20,000" in outcome(zipped(members))


@given(st.text(alphabet='g0123456789.-+eE "<>/', max_size=60), st.text(alphabet="0123456789.- e", max_size=30))
def test_any_places_are_an_error_or_read(deltas: str, boundary: str) -> None:
    code = deltas.replace('"', "").replace("<", "").replace(">", "")
    part = text("依法行政", code=f'DeltaX="{code}"').replace('Boundary="28', f'Boundary="{boundary}')
    assert outcome(ofd(page(part))) is not None
