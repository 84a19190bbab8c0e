"""What the parts of a head look like inside a line, where other parts stand before and behind them.

The terminals of ``grammars/front.lark`` and ``grammars/margin.lark`` describe whole lines; these find where a part begins and
ends on a line that holds several.
"""

from __future__ import annotations

from govreport.lines.lines import BLANKS
from govreport.text.regex import late
from govreport.text.variants import both_scripts

HAN = "\u4e00-\u9fff"
_BLANK = rf"[\s{BLANKS}]"
_FIGURES = "[0-9０-９]"

# ---- dates and numbers ---------------------------------------------------------------------------------------------

_MONTH = rf"[12１２]{_FIGURES}{{3}}\s?年\s?{_FIGURES}{{1,2}}\s?月"
_DAY = rf"[12１２]{_FIGURES}{{3}}\s?[-/.年]\s?{_FIGURES}{{1,2}}\s?[-/.月]\s?{_FIGURES}{{1,2}}\s?日?"
_HAN_DAY = r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_CLOCK = r"\s{0,3}[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?"
_MOMENT = rf"(?:{_DAY}(?:{_CLOCK})?|{_HAN_DAY})"
_YEAR_AND_NUMBER = rf"[〔﹝\[［（(【]\s?[12１２]{_FIGURES}{{3}}\s?[〕﹞\]］）)】]\s?第?\s?{_FIGURES}{{1,5}}\s?号"
YEAR_AND_NUMBER = late(_YEAR_AND_NUMBER, both_scripts)
"""〔2025〕3号, the part of a document number that the code of the organ stands before."""

# ---- keys of metadata ----------------------------------------------------------------------------------------------


def _spread(*words: str) -> str:
    """A choice of words that a table spreads with blanks: 来　源."""
    return "|".join(r"\s{0,4}".join(word) for word in words)


_KEY_OF = (
    "(?:发布|发文|发稿|发表|成文|生成|公开|公布|印发|制发|更新|录入|实施|信息|文章|文件|稿件|公文|主题|体裁|组配|服务|责任|统一"
    "|规范性文件)"
)
_KEY_ALONE = f"(?:{_spread('索引号', '时间', '来源', '作者', '文号', '主题词', '关键词', '关键字', '有效性', '时效性')}|签发人|发布人|供稿|原文链接)"
_KEY_HEAD = (
    f"(?:{_spread('日期', '时间', '机构', '机关', '单位', '部门', '来源', '作者', '名称', '标题', '分类', '类别', '种类')}"
    f"|{_spread('方式', '形式', '范围', '文号')}|字号|编\\s?号|登记号|状态|属性|对象|主体)"
)
"""Keys are made of words for what is told (发布, 主题) and words for its kind (日期, 分类)."""
_KEY = f"(?:{_KEY_OF}?{_KEY_HEAD}|{_KEY_ALONE})"
_COUNTED = "(?:浏览|阅读|点击|访问)(?:次数|人数|量|数|率)?"

FIELD = late(rf"{_KEY}\s?[：:]|【[{HAN}]{{2,8}}】|{_COUNTED}\s?[：:]", both_scripts)
"""A key with its colon, where a part begins."""
GLUED_FIELD = late(
    rf"(?:{_KEY_OF}{_KEY_HEAD}|{_KEY_ALONE})\s?[：:]|【[{HAN}]{{2,8}}】|{_COUNTED}\s?[：:]|(?<=[\s】\])]){_KEY}\s?[：:]",
    both_scripts,
)
"""A key with its colon that is one even straight behind a word."""
PAIRED = late(rf"([{HAN}]{{2,8}}\s?[：:])\s?[^\s，。；：:]{{1,40}}{_BLANK}+(?=[{HAN}]{{2,8}}\s?[：:])")
"""A pair of any key and its value, with the key of the next behind it."""
VALUE = late(rf"\s{{0,2}}(?:{_MOMENT}|https?://[!-~]+|\S{{0,12}}{_YEAR_AND_NUMBER})", both_scripts)
"""A value that ends by its own shape."""

# ---- the text, and those whom it is for ----------------------------------------------------------------------------

_OPENING = (
    r"(?:[12][0-9]{3}年(?!度?[^，。\s]{0,40}(?:[12][0-9]{3}年|\s))[^，。]{0,40}[，,]"
    r"|今年|[0-9]{1,2}月[0-9]{1,2}日[，,]|去年|近年来?|近期|一年来|过去(?:的?一年|五年)|目前|当前|今天|最近"
    r"|自[^，。\s]{1,20}(?:以来|起)[，,]"
    r"|为(?:了|深入|贯彻|进一步|全面|认真|落实|加强|切实|做好|规范|推[进动]|确保|保障|有效|充分|更好|加快|促进|提[高升]|扎实"
    r"|持续|积极|严格|维护|保护|适应|科学|健全|完善|增强|防[止范]|强化)"
    r"|根据|依据|依照|按照?|遵照|现[将就]|兹[将因]|本(?:报告|年报|年度报告)|我[局县市区镇乡委办厅院校所队省州旗街处中]"
    r"|在[^。，]{2,50}[下中后][，,]|经[^。，]{2,30}[，,]"
    r"|[一壹]、|第一(?:部分|[章条节编])|[（(]一[）)]|《[^》]{2,80}》(?:已|业经|收悉))"
)
OPENING = late(_OPENING, both_scripts)
"""How the first sentence of a report begins: when, why, on what ground; or the first mark."""
COLON = late(r"[^。；：:！？\s]{1,300}\s?[：:]")
ADDRESSED = late(
    r"(?:政府|机构|单位|部门|公司|企业|学校|大学|集团|中心|代表|委员|同志|先生|女士|主席|各乡镇"
    r"|[局厅部委院办会司处社所室署校站队组省市县区镇乡旗盟州])(?:[（(][^（()）]{1,40}[）)])?\s?$",
    both_scripts,
)
"""The end of those whom a notice is for (主送机关)."""
NOT_ADDRESSED = late(r"如下|以下|下列|现将|现就|(?<!^)各位|同志们", both_scripts)
NAMED = late("[局府委网报处办科室心社站院团所厅部镇乡街道员会]$", both_scripts)
"""The end of an organ, a site or a newspaper."""
_OFFICE = r"[长席理任记表员][ \u3000\xa0]{1,4}"
SPEAKER = late(rf"{_OFFICE}[{HAN}·]{{2,8}}$", both_scripts)
"""An office, and who holds it."""
SPEAKS_TO = late(rf"{_OFFICE}[{HAN}]{{2,3}}(?=各|全国|[本市省县区州])", both_scripts)
"""An office, who holds it, and those whom the report is for, with nothing between."""

# ---- parts that end by their own shape -----------------------------------------------------------------------------

_ARROW = r"\s{0,3}[>＞»›→]{1,3}\s{0,3}"
_PLACE = r"(?:您|你)?(?:现在|当前|所在|目前)?的?(?:所在)?位置\s?(?:是|为)?\s?[：:]?\s?"
_CRUMB = r"(?:正文|内容|详情|(?:(?![12][0-9]{3}年|关于)[^\s>＞»›→。，：:]){1,20})"
_TOOL = (
    r"(?:(?:打印|列印|关闭|返回|收藏|保存|分享)(?:本页|此页|页面|网页|本文|窗口|顶部|首页|列表)?|下载|全屏|加大|还原|减小|放大|缩小"
    r"|网站首页|纠错|登录|注册|搜索|无障碍(?:浏览|阅读)?|长者(?:模式|助手)|繁体(?:版)?|简体(?:版)?|微信|微博|朋友圈|手机版|网站地图"
    r"|联系我们|关于我们)"
)
_STAFF = "(?:责任编辑|责编|编辑|校对|审核|审核人|供稿人|拍摄|摄影)"
_ASSEMBLY = "(?:会议|大会|全会|座谈会|常委会|委员会|论坛|仪式|开幕式|现场会|动员会|培训班|研讨班|推进会)"

_KINDS = {
    # 当前位置：首页 > 政务公开 > 正文
    "crumbs": rf"(?:{_PLACE})?首页(?:{_ARROW}{_CRUMB}){{1,8}}(?:{_ARROW})?"
    r"|(?:您|你)?(?:现在|当前|所在|目前)的?(?:所在)?位置\s?(?:是|为)?\s?[：:]\s?(?:首页|[^\s。，]{0,30})",
    # 【打印】  [大 中 小]  字号：大 中 小  分享到：微信  浏览次数：12  责任编辑：李某
    "tool": rf"[【\[（(]\s?(?:字[体号]|视力|背景|{_TOOL}|[大中小])[^】\]）)。，]{{0,20}}[】\]）)]"
    r"|[【\[（(]?\s?字[体号](?:大小)?\s?[：:]\s?(?:[\[【]?(?:\s?(?:特大|大|中|小|默认|加大|还原|减小|[+-]|\|)){1,5}\s?[\]】]?"
    r"|[【\[][^】\]]{0,16}[】\]])?"
    r"|分享(?:到|至)?\s?[：:](?:\s?(?:微信|微博|新浪微博|QQ空间|朋友圈|QQ好友|更多)){0,6}"
    rf"|{_TOOL}(?:[\s|｜]{{0,3}}{_TOOL}){{1,12}}|扫一扫在?手机打开当前页"
    rf"|{_COUNTED}\s?[：:]\s?(?:[0-9]{{1,9}}|[-—])?\s?次?|{_STAFF}\s?[：:]\s?[{HAN}]{{0,3}}某?",
    # 某政发〔2025〕3号, and 第15号 behind 令
    "number": rf"[（(]?[{HAN}]{{0,10}}{_YEAR_AND_NUMBER}[）)]?|(?<=令)[（(]?第\s?[0-9０-９一二三四五六七八九十百]{{1,6}}\s?号[）)]?",
    # （2019年3月1日市人民政府第40次常务会议通过）
    "note": rf"[（(〔][^（()）〔〕。]{{0,30}}(?:{_DAY}|{_HAN_DAY}|{_MONTH})[^（()）〔〕。]{{0,200}}[）)〕]",
    # ——2025年1月6日在某市第十六届人民代表大会第五次会议上
    "occasion": rf"(?:[—―─－-]{{1,4}}\s?|(?={_DAY}\s?(?:在|于)))[^。；：:]{{0,80}}?{_ASSEMBLY}"
    r"(?:第?[一二三四五六七八九十0-9]{1,4}次(?:全体)?会议)?上(?:的(?:讲话|报告|发言|致辞|说明))?",
    # 各位代表：  同志们：  主席女士：
    "salutation": r"(?:尊敬的)?(?:(?:立法会)?主席[，、])?(?:各位|同志们|同志|女士们|朋友们)[^。；：:！\s]{0,30}[：:！]"
    r"|(?<![\u4e00-\u9fff])主席(?:先生|女士)?[：:∶]",
    "contents": r"目\s{0,4}[录次](?=\s|[一二第甲壹1])",
    # 2019年3月1日 市人民代表大会常务委员会第四次会议通过
    "adoption": rf"{_DAY}\s{{0,3}}[^。；：:，！]{{0,200}}?(?:通过|公布|发布|批准|修订|修正|施行)(?=\s|$|<!|[（(]|{_DAY}|第一[章条编节部])",
    # 2024-01-20 10:21; a day before a blank or the text; 新华社北京3月16日电
    "date": rf"{_DAY}{_CLOCK}|(?:{_DAY}|{_HAN_DAY})(?=\s|$|{_OPENING})|{_MONTH}(?=\s|$|目\s{{0,4}}录)"
    rf"|新华社[{HAN}]{{1,6}}(?:{_FIGURES}{{4}}年)?{_FIGURES}{{1,2}}月{_FIGURES}{{1,2}}日电",
    "markup": r"<!--.{0,200}?-->",
}
PART = late("|".join(f"(?P<{kind}>{source})" for kind, source in _KINDS.items()), both_scripts)
"""A part that its own shape tells, whatever stands before it; the name of the group says what it is."""

# ---- what breaks no title ------------------------------------------------------------------------------------------

GOING_ON = late(r"[的》”〉」）)及和与、暨之|｜_]|-[^-—]")
"""What a title goes on with behind a genre inside it, the name of the site among that: …年度报告 - 某县人民政府网."""
TOPIC = late("情况|概况", both_scripts)
"""What a title ends with that names no genre: …法治政府建设情况."""
CLAUSE_END = late(r"[，,；;。！!？?]")
ENCLOSED = late(r"《[^》]{0,200}》|“[^”]{0,200}”|「[^」]{0,200}」|[（(][^（()）]{0,100}[）)]|〈[^〉]{0,100}〉")
ABOUT = late("关于|的", both_scripts)
GAP = late(rf"{_BLANK}+")
