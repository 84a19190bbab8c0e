"""Organs of the state and the Party by the shape of their names: ``国务院办公厅``, ``珠海市人民政府``, ``区司法局``.

Chinese has no word boundaries.  So a name is only recognized where a name can start (after punctuation, or a word such
as 由 or 和), and if it starts with a place, a rank of place or the state: no result is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govreport.facts.found import Found
from govreport.facts.kinds import Organ
from govreport.text.regex import late
from govreport.text.variants import both_scripts

_EDGE: Final = r"(?<![\u4e00-\u9fff])|(?<=[由向对和与及经报被让请在到以])|(?<=会同|配合|协同|联合|报送|根据|按照|依托|支持|接受|加强|经过|通过|作为|成为)"
_PLAIN: Final = r"[^\W\da-zA-Z_由向对和与及经报被请在到以的了把将为是等各该本其之并或于从及全我让使有无个]"
"""A character in the name of a place or field of work, excluding conjunctions."""
_PLACE: Final = rf"(?:(?!根据|按照|办理|提请|报请|落实|贯彻|提交|建议|直辖|推动|协助|组织|指导){_PLAIN}{{2,5}}?(?:特别行政区|自治[区州县]|[省市县州盟旗区镇乡]|街道|新区))"
_RANK: Final = "(?:自治区|[省市县区州旗镇乡]|街道)"
_PAIRED: Final = "发展和改革|住房和城乡建设|人力资源和社会保障|工业和信息化|文化和旅游|规划和自然资源|卫生和计划生育|城管和综合执法|城市管理和综合执法|科技和信息化|民族和宗教事务|机关事务"
_FIELD: Final = rf"(?:(?:{_PAIRED})|{_PLAIN}{{2,10}}?)"
_LOCAL: Final = (
    "人民政府(?:办公[厅室])?|人民法院|人民检察院|人民代表大会(?:常务委员会)?|人大(?:常委会|常务委员会)?|政协|纪委监委|纪委|监委|街道办事处"
    r"|委(?:办公[厅室]|常委会|政法委|全面依法治[省市县区]委员会(?:办公室)?)?(?![员托派会内外])"
    rf"|{_FIELD}(?:委员会(?:办公室)?|[局厅](?<![大布格结]局)(?![长面势部限级促地]))"
)
_CENTRAL: Final = (
    "中共中央(?:办公厅|政治局(?:常委会)?|组织部|宣传部|统战部|政法委员会)?|(?<![产產])党中央|国务院(?:办公厅|国资委|国有资产监督管理委员会)?|全国人大(?:常委会)?|全国人民代表大会(?:常务委员会)?|全国政协"
    rf"|最高人民法院|最高人民检察院|中央军委|中央军事委员会|国家{_PLAIN}{{2,9}}?(?:总?局(?<![大布格结管]局)|委员会|委)(?![长面员托派])|国家发展和改革委员会|中国人民银行|海关总署|审计署"
    "|(?:外交|国防|教育|科技|科学技术|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部(?![门队分署委长])"
)
_ORGAN = late(rf"(?:{_CENTRAL})|(?:{_EDGE})(?:{_PLACE}{{1,3}}|{_RANK})(?:{_LOCAL})", both_scripts)


def organs(text: str) -> Iterator[Found]:
    """The organs in a text, in order.

    >>> text = "市司法局会同区人民检察院报国务院办公厅"
    >>> [text[one.start : one.end] for one in organs(text)]
    ['市司法局', '区人民检察院', '国务院办公厅']
    """
    return (Found(*found.span(), Organ) for found in _ORGAN.finditer(text))
