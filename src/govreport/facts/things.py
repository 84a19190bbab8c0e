"""What a figure counts, from its clause: the words before it (``规范性文件16件``) or after it (``5次案卷评查``).

A number behind its noun is followed by the end of the clause or by a verb; one before its noun by that noun.
"""

from __future__ import annotations

from attrs import frozen

from govreport.facts.found import APART, NAMED
from govreport.text.regex import late
from govreport.text.variants import both_scripts

_LONGEST = 60
"""How many characters of a clause are examined on either side."""

_STOPS = f"，。；：！？,;:!?\n\t{APART}"
_HAN = "[\u4e00-\u9fff]"
_TAIL = late(
    "(?:共计|合计|总计|累计|分别为?|继续|保持在?|维持在|控制在|稳定在|提高到|提升到|增加到|达到|高达|不高于|不低于|不少于|不超过|超过|至少|大约|占比|"
    "(?<![公一])共|(?<!平)均|约|接近|近|[达为是超逾了至等仅在])$",
    both_scripts,
)
"""Words between a thing and its number."""
_SUBJECT = late(
    rf".*(?:(?:按照|根据|依照|依据|对照){NAMED}{{1,240}}(?:规定|要求)?|(?<!公)共(?![同产享治建和识青性])有?|累计|总计|已经?|(?<!平)均|预计|新增(?!长)|其中|等(?=.{{2,}}[率比]$))",
    both_scripts,
)
"""Text before it does not name the thing: 各级组织共受理…."""
_OPENINGS = (
    "受理 办理 办结 承办 组织开展 组织召开 组织 开展 召开 举办 举行 制定 制订 出台 印发 发布 对外公布 公布 公示 废止 清理 发放 发送 解答 回复 参与 参加 完成 提供 出具 提出 走访 "
    "整治 推进 建成 建立 成立 设立 创建 培育 引进 引导 注销清退 注销 督导 挽回 落实 实现 签订 签署 修订 编制 编目 编发 编印 关联 报送 核发 征集 查处 处理 梳理 选育 选聘 "
    "聘请 配备 审理 开庭审理 出动 走进 指派 整合 开设 推出 刊发 制作 接收 收到 产生 惠及 覆盖 涉及到 预防 旁听 妥善审结 审结 法制审核 审核 审查备案 审查 审议 评查 核查 排查 摸排 化解 "
    "成功调解 涵盖 选派 拥有 新建 改造 修建 下达 拨付 投入 安排 争取 减少 增加 主动公开 督办 协调解决 解决 跟进 开办 开通 入选 进驻 纳入 统筹 超出 帮助 传达学习 撤销 作出 下发 "
    "含 经 有 将 对 深入 学习 力争 为期 为 把 向 通过 全区 全市 全县 全省 成功 依法 积极 主动 先后 分别 全部 专题 按照 我区 我市 我县 我省 辖区 目前"
)
_WHO = rf"(?:[各我]?{_HAN}{{1,12}}?(?:[局厅院办]|中心|部门|单位|政府|街道|委员会|法院|机关))??"
_ACTION = late(
    rf"{_WHO}(?:(?:{'|'.join(sorted(_OPENINGS.split(), key=len, reverse=True))})[了过]?){{1,6}}(?=..)(?![率中成])",
    both_scripts,
)
"""What may precede a thing in a clause: actions, and words such as 全市."""
_DEED = late(
    r".*(?:受理|办理|处理|召开|举办|发放|发送|出具|收到|挽回|制定|开展|解答|提出|审结|查处|刊发|印发|化解|参与|督导|废止|走访|公示|公开|旁听|研究部署|传达学习|专题学习|成功调解|调解(?=各|矛盾)"
    r"|覆盖(?!率)|服务(?=企业|群众))(?=..)(?!率)",
    both_scripts,
)
"""An action after its subject: 各调委会调解…."""
_NOTE = rf"[（(][^（()）]{{1,9}}[）)](?={_HAN})"
"""A note inside a noun: 村（社区）小组."""
_NOUN = late(
    rf"(?:以上|以下|以内|左右)?的?(?P<noun>{NAMED}{{0,32}}(?:[^{_STOPS}{NAMED}、（）()]|{_NOTE}){{0,30}}?)"
    rf"(?=[{_STOPS}{NAMED}、）)]|(?!{_NOTE})[（(]|以[上下内]|之一|主要|纳入|得到|参加|参与|进行|提供|实现|进驻|入驻|组成|开展|获得|获评|被|和|与|及|并|$)",
    both_scripts,
)
_NO_NOUN = late(
    "(?:以[上下内]|左右|上下)?(?:共|约|旁听|出庭|通过|参加|参与|进行|提供|接受|获|[，、）)，。；,;]|$)", both_scripts
)
"""What may follow a figure whose noun precedes it."""
_RATIO = late(".*(?:率|比例|比重|占比|度)", both_scripts)


@frozen
class Clause:
    """The words of a clause apart from its number."""

    action: str
    thing: str


def around(text: str, shown: str, done: int, start: int, end: int) -> Clause:
    """The words that belong to the figure at ``[start, end)``.

    ``text`` has other mentions masked, ``shown`` is the readable text; ``done`` is the end of the previous figure.

    >>> text = "全年共审查规范性文件16件，召开3次会议"
    >>> around(text, text, 0, 10, 13), around(text, text, 13, 16, 18)
    (Clause(action='审查', thing='规范性文件'), Clause(action='召开', thing='会议'))
    """
    begin = _begin(text, max(done, start - _LONGEST), start)
    while begin < start and text[begin] in "、 ":
        begin += 1
    last = begin + len(_without_tail(text[begin:start]))
    subject = _SUBJECT.match(text, begin, last)
    begin = subject.end() if subject and subject.end() < last else begin
    noun = _NOUN.match(text, end, end + _LONGEST)
    if noun and noun["noun"] and _stands_before(text, text[begin:last], end):
        return Clause(shown[begin:last], shown[slice(*noun.span("noun"))])
    cut = _cut(text[begin:last])
    return Clause(shown[begin : begin + cut], shown[begin + cut : last])


def _stands_before(text: str, before: str, end: int) -> bool:
    """Whether the figure that ends at ``end`` precedes its noun."""
    if text[end - 1] in "%％":
        return text[end : end + 1] == "的" and not _RATIO.fullmatch(before)
    return not before or not _NO_NOUN.match(text, end)


def _begin(text: str, least: int, start: int) -> int:
    """The start of the clause before a number: after the last stop, or after an open bracket."""
    open_brackets = 0
    for at in range(start - 1, least - 1, -1):
        if text[at] in _STOPS:
            return at + 1
        if text[at] in "）)":
            open_brackets += 1
        elif text[at] in "（(":
            if not open_brackets:
                return at + 1
            open_brackets -= 1
    return least


def _without_tail(words: str) -> str:
    """The words without trailing 共, 约, 达到 …; there are at most three of these."""
    for _ in range(3):
        words = _TAIL.sub("", words.rstrip())
    return words


def _cut(words: str) -> int:
    """How many characters are the action; words that only name an action are the thing."""
    opening = _ACTION.match(words)
    done = opening.end() if opening else 0
    deed = _DEED.match(words, done)
    return deed.end() if deed else done
