"""Web pages modelled on those of government sites: articles in layouts with all their surroundings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

from labels import read_text

Lines: TypeAlias = Sequence[str]
SEEDS: Final = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))

MENU: Final = (
    *(
        "首页",
        "走进某市",
        "新闻中心",
        "政务公开",
        "政务服务",
        "互动交流",
        "数据开放",
        "专题专栏",
        "市政府领导",
        "机构职能",
    ),
    *("法规文件", "规划计划", "财政信息", "人事信息", "应急管理", "重点领域", "公共企事业", "政府信息公开指南"),
    *("政府信息公开制度", "依申请公开", "政府网站年报"),
)
OTHERS: Final = (
    *("某市2023年法治政府建设年度报告", "关于印发某市行政规范性文件管理办法的通知", "某市人民政府2024年工作要点"),
    *("关于公布继续有效规范性文件目录的公告", "某市召开法治政府建设推进会", "关于调整议事协调机构的通知"),
)
FOOT: Final = (
    *("网站地图", "联系我们", "关于我们", "主办单位：某市人民政府办公室　承办单位：某市大数据局"),
    *(
        "某ICP备05000000号-1 某公网安备 44130000000001号 网站标识码：4413000001",
        "联系电话：0752-0000000　地址：某市行政中心1号楼",
    ),
)
TOOLS: Final = ("扫一扫在手机打开当前页", "打印本页", "上一篇", "下一篇")
CHROME: Final = (*MENU, *OTHERS, *FOOT, *TOOLS)
FIELDS: Final = MappingProxyType(
    {"索引号": "000014349/2024-00220", "发布机构": "某市人民政府办公室", "成文日期": "2024年12月18日"}
)

REPLY: Final = (
    *("国函〔2024〕15号", "某省人民政府：", "你省关于设立开发区的请示收悉。现批复如下：", "一、同意设立某经济开发区。"),
    *("二、开发区规划面积3.2平方公里。", "三、请你省加强领导，抓好落实。", "附件：开发区界址点坐标表", "某市人民政府"),
    *("2024年12月18日", "（此件公开发布）"),
)
REPORT: Final = (
    "2024年，某市坚持以习近平法治思想为指导，深入推进依法行政，法治政府建设取得新进展。现将有关情况报告如下：",
    *(
        "一、主要工作",
        "（一）加强组织领导",
        "市政府常务会议定期听取汇报，研究解决重大问题，压实工作责任，完善考核评价机制。",
    ),
    *(
        "（二）规范行政执法",
        "全面落实行政执法三项制度，开展执法案卷评查，加强执法人员培训，提升执法水平，维护群众权益。",
    ),
    *("二、存在问题", "一些部门依法行政意识还不强，执法力量配备不足，基层法治建设仍有短板，需要认真加以解决。"),
    *("三、下步打算", "继续推进依法行政，健全依法决策机制，深化政务公开，努力建设人民满意的法治政府。"),
)


def _seed(path: Path) -> Lines:
    return [line.strip() for line in read_text(path).splitlines() if line.strip()]


ARTICLES: Final[Mapping[str, tuple[str, Lines]]] = MappingProxyType(
    {
        "reply": ("关于设立某经济开发区的批复", REPLY),
        "report": ("某市2024年法治政府建设年度报告", REPORT),
        **{path.stem[:3]: ("某市2024年法治政府建设年度报告", _seed(path)) for path in SEEDS},
    }
)
"""Title and lines of each article."""


def _links(texts: Lines, tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/x/{i}.html" target="_blank">{text}</a></{tag}>' for i, text in enumerate(texts))


def _paragraphs(lines: Lines) -> str:
    return "\n".join(
        f'<p style="text-indent: 2em"><span style="font-family: 宋体">{escape(line)}</span></p>' for line in lines
    )


def _page(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><title>{title}_政务公开_某市人民政府门户网站</title><script>var a = "一、总则";</script>'
    return f'<!DOCTYPE html><html lang="zh-CN"><head>{head}<style>p {{}}</style></head><body>{body}</body></html>'


def semantic(title: str, lines: Lines) -> str:
    """A page of the elements that HTML 5 has for it: header, nav, main, aside, footer."""
    fields = "".join(f"<tr><td>{key}：</td><td>{value}</td></tr>" for key, value in FIELDS.items())
    info = "<span>发布时间：2024-12-25 10:20</span><span>来源：本网</span><span>字体：【<a>大</a> <a>中</a> <a>小</a>】</span>"
    return _page(
        title,
        f"<header><div>某市人民政府门户网站</div><form><input><button>搜索</button></form><nav><ul>{_links(MENU)}</ul></nav></header>"
        '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a>政务公开</a> &gt; <a>法治政府建设</a></div>'
        f'<main><table>{fields}</table><h1>{title}</h1><div class="info">{info}<span>分享到：<a>微信</a><a>微博</a></span></div>'
        f'<div class="TRS_Editor">{_paragraphs(lines)}</div><div><a>打印本页</a> <a>关闭窗口</a></div><div>{TOOLS[0]}</div></main>'
        f"<aside><h3>相关链接</h3><ul>{_links(OTHERS)}</ul></aside><footer><p>{'</p><p>'.join(FOOT)}</p></footer>",
    )


def divisions(title: str, lines: Lines) -> str:
    """A page of only ``<div>`` elements, with a menu at its left."""
    body = "".join(f"<div>　　{escape(line)}</div>" for line in lines)
    return _page(
        title,
        '<div id="top"><div>今天是2025年1月6日 星期一</div><a>无障碍</a><a>登录</a><a>注册</a></div>'
        f'<div class="menu"><ul>{_links(MENU)}</ul></div><div class="wrap">'
        '<div class="position">您现在的位置：<a>首页</a>&gt;<a>政务公开</a>&gt;正文</div>'
        f'<div class="left"><ul>{_links(OTHERS)}</ul></div><div class="con"><div class="title">{title}</div>'
        "<div>发布时间：2024-12-25　来源：某市司法局　浏览次数：<span></span>　【字体：<a>大</a> <a>中</a> <a>小</a>】</div>"
        f'<div id="zoom">{body}</div><div>分享到：<a>QQ空间</a></div><p>上一篇：<a>{OTHERS[0]}</a></p>'
        f"<p>下一篇：<a>{OTHERS[1]}</a></p></div></div><div class='foot'>{'<br>'.join(FOOT)}</div>",
    )


def tables(title: str, lines: Lines) -> str:
    """A page that tables arrange, with an article of lines that end in ``<br>``."""
    body = "<br />\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in lines)
    menu = " | ".join(f"<a>{text}</a>" for text in MENU)
    others = "".join(f"<tr><td><a>{text}</a></td></tr>" for text in OTHERS)
    return _page(
        title,
        f'<table><tr><td><img src="a.jpg" alt="某市人民政府"></td></tr><tr><td bgcolor="#f00">{menu}</td></tr></table>'
        f'<table><tr><td width="200" valign="top"><table>{others}</table></td><td><table>'
        f'<tr><td>当前位置：<a>首页</a>&gt;&gt;<a>政务公开</a></td></tr><tr><td align="center"><b>{title}</b></td></tr>'
        '<tr><td align="center">2024-12-25　　作者：　　来源：某市政府办</td></tr>'
        f'<tr><td class="bt_content"><font size="3">{body}</font></td></tr>'
        "<tr><td align='right'><a>【打印】</a><a>【关闭】</a></td></tr></table></td></tr></table>"
        f"<table><tr><td align='center'>{'<br>'.join(FOOT)}</td></tr></table>",
    )


def catalogue(title: str, lines: Lines) -> str:
    """A page of a catalogue of government information (信息公开目录): metadata as a list over the article."""
    fields = "".join(f"<li><b>{key}：</b>{value}</li>" for key, value in FIELDS.items())
    foot = "".join(f"<p>{text}</p>" for text in FOOT)
    return _page(
        title,
        f'<div class="header"><ul>{_links(MENU)}</ul></div><div class="content"><div><ul>{fields}</ul></div>'
        f'<h2 class="tit">{title}</h2><div class="article"><div class="view TRS_UEDITOR">{_paragraphs(lines)}</div></div>'
        f'<div class="relate"><h4>相关解读</h4><ul>{_links(OTHERS[:3])}</ul></div></div><div class="footer">{foot}</div>',
    )


def fragment(title: str, lines: Lines) -> str:
    """The article alone."""
    return f"<div>{_paragraphs([title, *lines])}</div>"


LAYOUTS: Final[Mapping[str, Callable[[str, Lines], str]]] = MappingProxyType(
    {layout.__name__: layout for layout in (semantic, divisions, tables, catalogue, fragment)}
)
