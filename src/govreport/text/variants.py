"""Patterns for both scripts: they are written in simplified characters and match either script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

PAIRS = (
    "万萬 与與 专專 业業 个個 为為爲 书書 于於 产產産 亩畝 亿億 仪儀 们們 会會 体體 关關 册冊 农農 决決 准準 减減 击擊 划劃 则則 "
    "别別 制製 办辦 务務 动動 区區 华華 协協 单單 厅廳 县縣 参參 发發 号號 吨噸 员員 团團 围圍 国國 图圖 场場 坛壇 声聲 处處 "
    "备備 复復 实實 审審 对對 导導 将將 属屬 布佈 应應 废廢 开開 强強 当當 录錄 态態 总總 户戶 扫掃 报報 据據 数數 无無 时時 "
    "术術 机機 权權 条條 来來 构構 标標 档檔 检檢 注註 浏瀏 点點 状狀 现現 电電 码碼 种種 秘祕 称稱 签簽籤 简簡 类類 系係繫 紧緊 "
    "牵牽 删刪 欢歡 热熱 阶階 颁頒 怀懷 辈輩 级級 纪紀 纲綱 组組 细細 结結 绝絕 统統 缓緩 编編 缩縮 网網 联聯 节節 范範 荐薦 见見 规規 览覽 计計 订訂 认認 议議 记記 "
    "讲講 论論 访訪 证證 识識 词詞 话話 语語 说說 请請 读讀 调調 谈談 谢謝 负負 责責 质質 贰貳 载載 辑輯 辞辭 过過 还還 进進 "
    "里裡裏 鉴鑑 链鏈 错錯 键鍵 长長 闭閉 问問 间間 闻聞 阅閱 陆陸 页頁 项項 须須 预預 领領 题題 馆館 后後 台臺 约約 碍礙 核覈 顶頂 释釋 队隊 栏欄 "
    "两兩 严嚴 临臨 举舉 义義 习習 争爭 仅僅 传傳 余餘 养養 内內 几幾 创創 厘釐 听聽 园園 块塊 坚堅 头頭 学學 届屆 岁歲 币幣 帮幫 并並 床牀 张張 彻徹 征徵 径徑 "
    "托託 执執 拥擁 拨撥 摄攝 撑撐 极極 栋棟 欧歐 气氣 湾灣 盏盞 盖蓋 积積 稳穩 笔筆 筹籌 纳納 织織 经經 继繼 续續 维維 综綜 罚罰 获獲 设設 评評 诉訴 诊診 试試 课課 账賬 货貨 "
    "占佔 较較 资資 费費 税稅 价價 营營 兴興 环環 扩擴 涨漲 递遞 跃躍 际際 赖賴 "
    "东東 乡鄉 从從 众眾衆 党黨 军軍 净淨 励勵 势勢 医醫 却卻 压壓 变變 响響 够夠 岗崗 库庫 战戰 抢搶 担擔 拟擬 断斷 显顯 没沒 济濟 满滿 潜潛 灾災 监監 确確 "
    "礼禮 线線 给給 缔締 缴繳 群羣 职職 虽雖 让讓 诺諾 谐諧 贝貝 购購 贸貿 赛賽 赞贊 轨軌 轻輕 输輸 违違 连連 适適 银銀 随隨 顺順 验驗 "
    "贯貫 车車 转轉 轮輪 辆輛 辖轄 边邊 达達 选選 钟鍾 销銷 镇鎮 镑鎊 门門 顷頃 额額 风風 驻駐 龄齡 "
    "叁叄 况況 卫衛 历歷 广廣 归歸 护護 宝寶 帜幟 楼樓 汇匯 游遊 着著 纠糾 红紅 终終 绍紹 绕繞 视視 讨討 训訓 该該 详詳 谨謹 财財 贫貧 "
    "运運 远遠 邮郵 采採 针針 锐銳 阐闡 隐隱 难難 骤驟 兹茲 "
    "补補 许許 讼訟 询詢 测測 滞滯 辽遼 庆慶 苏蘇 陕陝 肃肅 宁寧 尔爾 云雲 贵貴 壮壯 龙龍 宪憲"
)
"""The characters in patterns that differ between the scripts, simplified first; some have two traditional forms."""

TRADITIONAL = {pair[0]: pair[1:] for pair in PAIRS.split()}
_SIMPLIFIED = str.maketrans({form: simplified for simplified, forms in TRADITIONAL.items() for form in forms})


def both_scripts(pattern: str) -> str:
    """A regular expression whose simplified characters also match their traditional forms.

    >>> both_scripts("关于[会议]{2}")
    '[关關][于於][会會议議]{2}'
    """
    found: list[str] = []
    inside = escaped = False
    for character in pattern:
        other = TRADITIONAL.get(character, "")
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == "[" and not inside:
            inside = True
        elif character == "]" and inside:
            inside = False
        found.append(character + other if inside or not other else f"[{character}{other}]")
    return "".join(found)


def simplified(word: str) -> str:
    """A word of the grammar in simplified characters.

    >>> simplified("辦法"), simplified("条例")
    ('办法', '条例')
    """
    return word.translate(_SIMPLIFIED)


def in_both(words: Iterable[str]) -> frozenset[str]:
    """Words with each character in any of its forms: converters leave 注 where others write 註.

    >>> sorted(in_both(["各位代表", "结语"]))
    ['各位代表', '結語', '結语', '结語', '结语']
    """
    return frozenset(
        "".join(forms) for word in words for forms in product(*((c, *TRADITIONAL.get(c, "")) for c in word))
    )


def in_either(word: str) -> str:
    """A regular expression that matches a word, given in either script, in both scripts.

    >>> in_either("說明（一）")
    '[说說]明（一）'
    """
    return both_scripts(re.escape(simplified(word)))
