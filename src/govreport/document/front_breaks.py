"""Where the parts of a head begin on a line that holds several of them.

A page whose line breaks were lost has its navigation, metadata, title, number, addressee and first paragraph on one line.  The
reader here goes through such a line from its begin.  A part with a shape of its own ends by that shape.  Any other stretch
ends where the evidence for a break, summed, reaches ``ENOUGH``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govreport.document.genres import genre_ends
from govreport.lines.lines import BLANKS
from govreport.text.regex import late
from govreport.text.variants import both_scripts

ENOUGH = 2
"""The evidence that makes a break."""
BLANK = 1
"""A blank: most separate parts, some spread a title."""
GENRE = 1
"""A genre (文种) before the place: most end a title, some stand inside one (方案的通知)."""
NAME = 1
"""A name before the place: an organ, a site or a newspaper as the value of a field, or an office with who holds it."""
OPENER = 1
"""The first words of a sentence behind the place."""
SUBJECT = 1
"""The first words of the stretch again behind the place: the text takes up whom its title names."""
YEAR = 1
"""The sentence behind the place begins with a year that the stretch names: 某县2024年工作情况 / 2024年，…."""
SHAPE = 2
"""A part with a shape of its own behind the place."""

STRETCH_MOST = 300
"""The longest title or field, in characters, that is looked for."""
PARTS_MOST = 60
"""How many parts of a head one line may hold; bounds the work on hostile text."""
ADDRESSED_MOST = 48
"""How far before its colon the last name of an addressee is looked for."""
SUBJECT_LEAST = 3
"""How many characters whom a title names has at least: 某某县."""

_HAN = "\u4e00-\u9fff"
_BLANK = rf"[\s{BLANKS}]"
_DAY = r"[12１２][0-9０-９]{3}\s?[-/.年]\s?[0-9０-９]{1,2}\s?[-/.月]\s?[0-9０-９]{1,2}\s?日?"
_HAN_DAY = r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_MONTH = r"[12１２][0-9０-９]{3}\s?年\s?[0-9０-９]{1,2}\s?月"
_CLOCK = r"\s{0,3}[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?"
_MOMENT = rf"(?:{_DAY}(?:{_CLOCK})?|{_HAN_DAY})"
_NUMBER = r"[〔﹝\[［（(【]\s?[12１２][0-9０-９]{3}\s?[〕﹞\]］）)】]\s?第?\s?[0-9０-９]{1,5}\s?号"
_ASSEMBLY = "(?:会议|大会|全会|座谈会|常委会|委员会|论坛|仪式|开幕式|现场会|动员会|培训班|研讨班|推进会)"
_KEY_OF = "(?:发布|发文|发稿|发表|成文|生成|公开|公布|印发|制发|更新|录入|实施|信息|文章|文件|稿件|公文|主题|体裁|组配|服务|责任|统一|规范性文件)"
_KEY_ALONE = r"(?:索\s{0,4}引\s{0,4}号|时\s{0,4}间|来\s{0,4}源|作\s{0,4}者|文\s{0,4}号|主\s{0,4}题\s{0,4}词|关\s?键\s?[词字]|有\s{0,4}效\s{0,4}性|时\s{0,4}效\s{0,4}性|签发人|发布人|供稿)"
_KEY_HEAD = (
    r"(?:日\s{0,4}期|时\s{0,4}间|机\s{0,4}构|机\s{0,4}关|单\s{0,4}位|部\s{0,4}门|来\s{0,4}源|作\s{0,4}者|名\s{0,4}称|标\s{0,4}题|分\s{0,4}类|类\s{0,4}别|种\s{0,4}类|方\s{0,4}式|形\s{0,4}式|范\s{0,4}围"
    r"|文\s{0,4}号|字号|编\s?号|登记号|状态|属性|对象|主体)"
)
_GLUED_KEY = f"(?:{_KEY_OF}{_KEY_HEAD}|{_KEY_ALONE})"
"""A key that is one even straight behind a word."""
_KEY = f"(?:{_KEY_OF}?{_KEY_HEAD}|{_KEY_ALONE})"
_COUNTED = r"(?:浏览|阅读|点击|访问)(?:次数|人数|量|数|率)?"
_STAFF = r"(?:责任编辑|责编|编辑|校对|审核|审核人|供稿人|拍摄|摄影)"
_TOOL = (
    r"(?:(?:打印|列印|关闭|返回|收藏|保存|分享)(?:本页|此页|页面|网页|本文|窗口|顶部|首页|列表)?|下载|全屏|加大|还原|减小|放大|缩小|网站首页"
    r"|纠错|登录|注册|搜索|无障碍(?:浏览|阅读)?|长者(?:模式|助手)|繁体(?:版)?|简体(?:版)?|微信|微博|朋友圈|手机版|网站地图|联系我们|关于我们)"
)
_ARROW = r"\s{0,3}[>＞»›→]{1,3}\s{0,3}"

_OPENING = (
    r"(?:[12][0-9]{3}年(?!度?[^，。\s]{0,40}(?:[12][0-9]{3}年|\s))[^，。]{0,40}[，,]"
    r"|今年|[0-9]{1,2}月[0-9]{1,2}日[，,]|去年|近年来?|近期|一年来|过去(?:的?一年|五年)|目前|当前|今天|最近|自[^，。\s]{1,20}(?:以来|起)[，,]"
    r"|为(?:了|深入|贯彻|进一步|全面|认真|落实|加强|切实|做好|规范|推[进动]|确保|保障|有效|充分|更好|加快|促进|提[高升]|扎实|持续|积极|严格|维护|保护|适应|切实|科学|健全|完善|增强|防[止范]|强化)"
    r"|根据|依据|依照|按照?|遵照|现[将就]|兹[将因]|本(?:报告|年报|年度报告)|我[局县市区镇乡委办厅院校所队省州旗街处中]"
    r"|在[^。，]{2,50}(?:下|中|后|指导下|支持下)[，,]|经[^。，]{2,30}[，,]"
    r"|[一壹](?:、)|第一(?:部分|[章条节编])|[（(]一[）)]|《[^》]{2,80}》(?:已|业经|收悉))"
)
"""How the first sentence of a report begins: when, why, on what ground; or the first mark."""
_OPENER = late(_OPENING, both_scripts)
_SHAPES = late(
    # 当前位置：首页 > 政务公开 > 正文
    rf"(?P<crumbs>(?:(?:您|你)?(?:现在|当前|所在|目前)?的?(?:所在)?位置\s?(?:是|为)?\s?[：:]?\s?)?首页(?:{_ARROW}(?:正文|内容|详情|(?:(?![12][0-9]{{3}}年|关于)[^\s>＞»›→。，：:]){{1,20}})){{1,8}}(?:{_ARROW})?"
    rf"|(?:您|你)?(?:现在|当前|所在|目前)的?(?:所在)?位置\s?(?:是|为)?\s?[：:]\s?(?:首页|[^\s。，]{{0,30}}))"
    # 【打印】  [大 中 小]  （字号：大 中 小）
    rf"|(?P<tool>[【\[（(]\s?(?:字[体号]|视力|背景|{_TOOL}|[大中小])[^】\]）)。，]{{0,20}}[】\]）)]"
    rf"|[【\[（(]?\s?字[体号](?:大小)?\s?[：:]\s?(?:[\[【]?(?:\s?(?:特大|大|中|小|默认|加大|还原|减小|[+-]|\|)){{1,5}}\s?[\]】]?|[【\[][^】\]]{{0,16}}[】\]])?"
    rf"|分享(?:到|至)?\s?[：:](?:\s?(?:微信|微博|新浪微博|QQ空间|朋友圈|QQ好友|更多)){{0,6}}|{_TOOL}(?:[\s|｜]{{0,3}}{_TOOL}){{1,12}}|扫一扫在?手机打开当前页"
    rf"|{_COUNTED}\s?[：:]\s?(?:[0-9]{{1,9}}|[-—])?\s?次?|{_STAFF}\s?[：:]\s?[{_HAN}]{{0,3}}某?)"
    # 某政发〔2025〕3号
    rf"|(?P<number>[（(]?[{_HAN}]{{0,10}}{_NUMBER}[）)]?|(?<=令)[（(]?第\s?[0-9０-９一二三四五六七八九十百]{{1,6}}\s?号[）)]?)"
    # （2019年3月1日市人民政府第40次常务会议通过）
    rf"|(?P<note>[（(〔][^（()）〔〕。]{{0,30}}(?:{_DAY}|{_HAN_DAY}|{_MONTH})[^（()）〔〕。]{{0,200}}[）)〕])"
    # ——2025年1月6日在某市第十六届人民代表大会第五次会议上
    rf"|(?P<occasion>(?:[—―─－-]{{1,4}}\s?|(?={_DAY}\s?(?:在|于)))[^。；：:]{{0,80}}?{_ASSEMBLY}(?:第?[一二三四五六七八九十0-9]{{1,4}}次(?:全体)?会议)?上(?:的(?:讲话|报告|发言|致辞|说明))?)"
    # 各位代表：  同志们：
    r"|(?P<salutation>(?:尊敬的)?(?:(?:立法会)?主席[，、])?(?:各位|同志们|同志|女士们|朋友们)[^。；：:！\s]{0,30}[：:！]|(?<![\u4e00-\u9fff])主席(?:先生|女士)?[：:∶])"
    # 目录
    r"|(?P<contents>目\s{0,4}[录次](?=\s|[一二第甲壹1]))"
    # 2019年3月1日 市人民代表大会常务委员会第四次会议通过
    rf"|(?P<adoption>{_DAY}\s{{0,3}}[^。；：:，！]{{0,200}}?(?:通过|公布|发布|批准|修订|修正|施行)(?=\s|$|<!|[（(]|{_DAY}|第一[章条编节部]))"
    # 2024-01-20 10:21, before a blank or the text
    rf"|(?P<date>{_DAY}{_CLOCK}|(?:{_DAY}|{_HAN_DAY})(?=\s|$|{_OPENING})|{_MONTH}(?=\s|$|目\s{{0,4}}录)|新华社[{_HAN}]{{1,6}}(?:[0-9０-９]{{4}}年)?[0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}日电)"
    # <!-- INFO END -->
    r"|(?P<markup><!--.{0,200}?-->)",
    both_scripts,
)
"""The parts that a shape of their own tells, whatever stands before them."""

_FIELD = late(rf"{_KEY}\s?[：:]|【[{_HAN}]{{2,8}}】|{_COUNTED}\s?[：:]", both_scripts)
_GLUED_FIELD = late(
    rf"{_GLUED_KEY}\s?[：:]|【[{_HAN}]{{2,8}}】|{_COUNTED}\s?[：:]|(?<=[\s】\])]){_KEY}\s?[：:]", both_scripts
)
_PAIR = late(rf"[{_HAN}]{{2,8}}\s?[：:]")
"""Any key; among other pairs alone."""
_PAIRED = late(rf"[{_HAN}]{{2,8}}\s?[：:]\s?[^\s，。；：:]{{1,40}}{_BLANK}+(?=[{_HAN}]{{2,8}}\s?[：:])")
"""A pair with the key of the next behind it."""
_VALUE = late(rf"\s{{0,2}}(?:{_MOMENT}|https?://[!-~]+|\S{{0,12}}{_NUMBER})", both_scripts)
_COLON = late(r"[^。；：:！？\s]{1,300}\s?[：:]")
_ADDRESSED = late(
    r"(?:政府|机构|单位|部门|公司|企业|学校|大学|集团|中心|代表|委员|同志|先生|女士|主席|各乡镇|[局厅部委院办会司处社所省市县区镇乡旗盟州])"
    r"(?:[（(][^（()）]{1,40}[）)])?\s?$",
    both_scripts,
)
"""主送机关: those whom a notice is for."""
_ABOUT = late("关于|的", both_scripts)
_NOT_ADDRESSED = late(r"如下|以下|下列|现将|现就|(?<!^)各位|同志们", both_scripts)
_GOING_ON = late(r"[的》”〉」）)及和与、暨之|｜_]|-[^-—]")
"""What a title goes on with behind a genre inside it, the name of the site among that: …年度报告 - 某县人民政府网."""
_CLAUSE_END = late(r"[，,；;。！!？?]")
_ENCLOSED = late(r"《[^》]{0,200}》|“[^”]{0,200}”|「[^」]{0,200}」|[（(][^（()）]{0,100}[）)]|〈[^〉]{0,100}〉")
_NAMED = late("[局府委网报处办科室心社站院团所厅部镇乡街道员会员]$", both_scripts)
_SPEAKER = late(rf"[长席理任记表员][ \u3000\xa0]{{1,4}}[{_HAN}·]{{2,8}}(?<![，。：])$", both_scripts)
_GAP = late(rf"{_BLANK}+")


class Break(NamedTuple):
    """Where a part begins, and why."""

    at: int
    reason: str


class Front(NamedTuple):
    """What a line holds of a head."""

    breaks: list[Break]
    """Where its parts begin, the first one left out."""
    reached_text: bool
    """Whether the text of the document follows the last part."""
    titled: bool
    """Whether the title or the number has been read, so that those may follow whom the document is for."""


def front_breaks(text: str, *, titled: bool = False) -> Front:
    """The parts of the head that a line begins with; ``titled`` says that the title stands above.

    >>> line = "某县2024年工作要点某政办发〔2024〕5号各乡镇人民政府：现将要点印发给你们，请执行。"
    >>> [(found.at, found.reason) for found in front_breaks(line).breaks]
    [(11, 'number'), (23, 'addressee'), (31, 'text')]
    """
    reader = _Reader(text, titled)
    found = [one for one in reader.breaks() if 0 < one.at < len(text)]
    return Front(found, reader.reached_text, reader.titled)


class _Reader:
    """Goes through one line, part by part."""

    def __init__(self, text: str, titled: bool) -> None:
        self._text = text
        self.titled = titled
        self._names: list[str] = []
        self.reached_text = False

    def breaks(self) -> Iterator[Break]:
        at = self._skip(0)
        before = ""
        for _ in range(PARTS_MOST):
            if at >= len(self._text):
                return
            end, kind = self._part(at)
            if kind == "title" and end - at >= 2 * SUBJECT_LEAST:
                self._names.append(self._text[at:end].strip(BLANKS))
            if not before == kind == "tool":
                yield Break(at, kind)
            before = kind
            if kind == "text":
                self.reached_text = True
                return
            self.titled = self.titled or kind in ("title", "number")
            at = self._skip(end)
            if kind in ("addressee", "salutation") and at < len(self._text):
                yield Break(at, "text")
                self.reached_text = True
                return

    def _part(self, at: int) -> tuple[int, str]:
        """Where the part that begins here ends, and what it is."""
        text = self._text
        shape = _SHAPES.match(text, at)
        if shape is not None:
            kind = str(shape.lastgroup)
            return (self._before_name(at, shape.end()) if kind == "crumbs" else shape.end()), kind
        if _OPENER.match(text, at):
            return len(text), "text"
        field = self._field(at)
        if field:
            return field, "field"
        addressed = self._addressed(at) if self.titled or text[at] == "各" else 0
        if addressed:
            return addressed, "addressee"
        end = self._stretch(at)
        return (end, "title") if end else (len(text), "text")

    def _addressed(self, at: int) -> int:
        """Where those end whom a notice is for, if they begin here; else 0."""
        found = _COLON.match(self._text, at)
        if found is None or _NOT_ADDRESSED.search(found.group()):
            return 0
        end = found.end() - 1
        return found.end() if _ADDRESSED.search(self._text, max(at, end - ADDRESSED_MOST), end) else 0

    def _follows_title(self, at: int, place: int) -> bool:
        """Whether those whom a notice is for follow a title that says what it is about, or begin with 各."""
        titled = self._text.startswith(("各", "本", "全"), place) or _ABOUT.search(self._text, at, place)
        return bool(titled and self._addressed(place))

    # ---- fields ------------------------------------------------------------------------------------------------

    def _field(self, at: int) -> int:
        """Where the field that begins here ends; 0 if none does."""
        text = self._text
        key = _FIELD.match(text, at)
        if key is None:
            if not _PAIRED.match(text, at) and not (self._after_pair and _PAIR.match(text, at)):
                return 0
            key = _PAIR.match(text, at)
            assert key is not None
        value = _VALUE.match(text, key.end())
        if value is not None:
            return value.end()
        begin = key.end()
        if text[begin : begin + 1] in BLANKS and not text[begin + 1 : begin + 2].isspace():
            begin += 1
        end = self._value_end(begin)
        title = self._stretch(begin)
        if begin < title <= end and _OPENER.match(text, title):
            return key.end()  # the key has no value: what follows is the title, and the text behind it
        if len(text[begin:end]) >= 2 * SUBJECT_LEAST:
            self._names.append(text[begin:end].strip(BLANKS))
        return max(end, key.end())

    _after_pair = False

    def _value_end(self, begin: int) -> int:
        """Where free text in a field ends: at a blank, at the next part, or where a sentence begins behind a name."""
        text = self._text
        limit = self._limit(begin)
        gap = _GAP.search(text, begin, limit)
        end = gap.start() if gap is not None else limit
        if _FIELD.match(text, begin):
            return begin
        for start in self._starts_of_shapes(begin, end):
            return start
        end = self._before_name(begin, end)
        for opener in _OPENER.finditer(text, begin, min(len(text), end + STRETCH_MOST)):
            if opener.start() >= end:
                break
            if _NAMED.search(text, begin, opener.start()):
                return opener.start()
        return end

    def _before_name(self, begin: int, end: int) -> int:
        """The end of a stretch, or where a name begins in it that the page gave its document before."""
        found = (self._text.find(name, begin + 1, end + len(name)) for name in self._names)
        return min((at for at in found if at >= 0), default=end)

    # ---- open stretches ------------------------------------------------------------------------------------------

    def _stretch(self, at: int) -> int:
        """Where a stretch without a shape ends, by the evidence behind it; 0 if it goes on into the text."""
        text = self._text
        limit = self._limit(at)
        evidence: dict[int, int] = {}
        for start in self._starts_of_shapes(at, limit):
            evidence[start] = SHAPE
            limit = start
            break
        for end in genre_ends(text, at, limit):
            evidence[end] = evidence.get(end, 0) + GENRE
        behind_genre = set(evidence)
        for opener in _OPENER.finditer(text, at, limit + 1):
            evidence.setdefault(opener.start(), 0)
        for gap in _GAP.finditer(text, at, limit):
            if gap.start() in behind_genre:
                behind_genre.add(gap.end())
            weight = BLANK + evidence.pop(gap.start(), 0)
            evidence[gap.end()] = evidence.get(gap.end(), 0) + weight
        enclosed = [found.span() for found in _ENCLOSED.finditer(text, at, limit)]
        subject = text[at : at + SUBJECT_LEAST]
        for place in sorted(evidence):
            if not at < place < len(text) or self._goes_on(place) or any(a < place < b for a, b in enclosed):
                continue
            weight = evidence[place]
            if _OPENER.match(text, place):
                weight += OPENER
                weight += YEAR * (
                    text[place : place + 4].isdigit() and text.find(text[place : place + 5], at, place) >= 0
                )
            if text.startswith(subject, place):
                weight += SUBJECT
            if _SPEAKER.search(text, at, place):
                weight += NAME
            if weight < ENOUGH and place in behind_genre and self._follows_title(at, place):
                weight += SHAPE
            if weight >= ENOUGH:
                return place
        return limit if limit == len(text) else 0

    def _goes_on(self, place: int) -> bool:
        """Whether a title goes on here, whatever the evidence: with a particle, or with the name of its site."""
        if _GOING_ON.match(self._text, place):
            return True
        return self._text[place - 2 : place].rstrip(BLANKS)[-1:] in ("-", "_", "|", "｜")

    def _starts_of_shapes(self, begin: int, end: int) -> Iterator[int]:
        """Where the first part with a shape, or field, begins behind ``begin``."""
        text = self._text
        shape = _SHAPES.search(text, begin + 1, min(len(text), end + STRETCH_MOST))
        starts = []
        if shape is not None and shape.start() < end:
            start = shape.start()
            if shape.lastgroup == "number":
                start = self._number_start(begin, shape.start(), shape.end())
            starts.append(start)
        field = _GLUED_FIELD.search(text, begin + 1, min(len(text), end + 1))
        if field is not None and field.start() < end:
            starts.append(field.start())
        yield from sorted(start for start in starts if start > begin)[:1]

    def _number_start(self, begin: int, start: int, end: int) -> int:
        """Where a document number begins that is glued to a title: behind the genre."""
        ends = [place for place in genre_ends(self._text, begin, end) if start - 2 * SUBJECT_LEAST <= place < end]
        bracket = _NUMBER_BRACKET.search(self._text, start, end)
        inside = [place for place in ends if bracket is None or place <= bracket.start()]
        return max(inside, default=start)

    def _limit(self, at: int) -> int:
        """Where a stretch ends at the latest: at the end of the first clause, brackets and quotations left out."""
        text = self._text
        most = min(len(text), at + STRETCH_MOST)
        while True:
            stop = _CLAUSE_END.search(text, at, most)
            if stop is None:
                return most
            for found in _ENCLOSED.finditer(text, at, most):
                if found.start() < stop.start() < found.end():
                    at = found.end()
                    break
                if found.start() > stop.start():
                    return stop.start()
            else:
                return stop.start()

    def _skip(self, at: int) -> int:
        while at < len(self._text) and self._text[at] in BLANKS:
            at += 1
        return at


_NUMBER_BRACKET = late(_NUMBER, both_scripts)
