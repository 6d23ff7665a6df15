"""Made-up header sets in the styles of complaint lists of many cities, each column with its right field and values.

A line is one set: header=field:kind, where "-" is "no field of ours". `TUNED` served to write the rules of
resources/aliases/senses.toml; `KEPT_OUT` was written before them and only measures them: nothing is tuned with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

ROWS = 12
_START = datetime(2026, 11, 20, 8, 5, 0)  # noqa: DTZ001  wall time in a cell
_STREETS = ("沙河镇", "回龙观街道", "南口镇", "霍营街道", "城北街道", "北七家镇")
_SHOPS = ("示例健身馆", "某某家政有限公司", "样例美发店", "某某超市", "示例瑜伽中心", "某某餐饮有限公司")
_MATTERS = ("退卡", "退款难", "停业失联", "价格争议", "服务质量", "食品变质")
_LISTS = {
    "name": ("赵某", "钱女士", "孙先生", "李甲", "周乙", "吴丙"),
    "phone": ("13800000021", "13900000022", "010-69700001", "13700000023", "15800000024", "18600000025"),
    "street": _STREETS,
    "community": ("示例社区", "样例村", "某某第一社区", "示例二村", "样例社区", "某某家园社区"),
    "unit": ("区商务局", "区市场监管局", "沙河镇", "区文旅局", "区商务局", "区体育局"),
    "office": ("市场科", "消费科", "秩序科", "市场科", "综合科", "市场科"),
    "merchant": _SHOPS,
    "status": ("待签收", "办理中", "已办结", "办理中", "已办结", "已签收"),
    "urgency": ("一般", "紧急", "一般", "特急", "一般", "一般"),
    "category": ("单用途预付卡", "家政服务", "商超管理", "餐饮服务", "美容美发", "零售"),
    "type": ("投诉", "举报", "求助", "咨询", "投诉", "建议"),
    "source": ("12345热线", "网络平台", "领导信箱", "12345热线", "来信", "随手拍"),
    "channel": ("电话", "微信", "网站", "电话", "APP", "电话"),
    "nature": ("主办", "协办", "主办", "转办", "主办", "主办"),
    "tags": ("七有五性", "营商环境", "每月一题", "七有五性", "多样性", "每月一题"),
    "solved": ("已解决", "未解决", "部分解决", "已解决", "未解决", "已解决"),
    "satisfied": ("满意", "不满意", "基本满意", "满意", "一般", "满意"),
    "yes": ("是", "否", "是", "是", "否", "是"),
    "person": ("坐席甲", "坐席乙", "经办丙", "经办丁", "坐席戊", "经办己"),
    "area": ("昌平区", "昌平区", "海淀区", "昌平区", "朝阳区", "昌平区"),
    "flag": ("正常", "预警", "超期", "正常", "正常", "预警"),
    "limit": ("5个工作日", "3天", "24小时", "7天", "5个工作日", "3天"),
    "sex": ("男", "女", "女", "男", "男", "女"),
    "way": ("电话回复", "短信回复", "电话回复", "书面回复", "电话回复", "见面"),
    "remark": ("无", "请尽快", "同上", "重复件", "注意保密", "转自市里"),
    "duration": ("2小时", "35分钟", "1天", "3小时", "20分钟", "4小时"),
}
_TEXTS = {
    "title": "关于{shop}{matter}的诉求",
    "long": "来电人反映在{street}的{shop}消费后遇到{matter}，多次联系未果，要求核实处理，事情编号第{at}。",
    "reply": "您好，经核实，{shop}已就{matter}与您联系并达成一致，感谢您的来电（第{at}件）。",
    "place": "昌平区{street}示例路{at}号",
    "home": "昌平区{street}样例小区{at}号楼",
    "opinion": "请{shop}所属单位按职责于期限内办理第{at}件。",
}


@dataclass(frozen=True)
class Heading:
    """One column: its header, the right field ("" for none) and the kind of its values."""

    header: str
    field: str
    kind: str

    def value(self, at: int) -> object:
        """The made-up cell of row `at`."""
        if self.kind in _TEXTS:
            shop, matter, street = _SHOPS[at % 6], _MATTERS[(at // 2) % 6], _STREETS[(at * 5) % 6]
            return _TEXTS[self.kind].format(shop=shop, matter=matter, street=street, at=at + 1)
        if self.kind in _LISTS:
            return _LISTS[self.kind][at % 6]
        return _made(self.kind, at)


def _made(kind: str, at: int) -> object:
    hours = {"time": 0, "later": 30, "due": 120, "done": 100, "day": 0}
    if kind in hours:
        moment = _START + timedelta(hours=hours[kind] + 5 * at, minutes=7 * at)
        return moment.strftime("%Y-%m-%d" if kind == "day" else "%Y-%m-%d %H:%M:%S")
    if kind == "counter":
        return at + 1
    if kind == "count":
        return (at * 7) % 5 + 1
    if kind == "none":
        return ""
    prefix = {"no": "SQ20261120", "other": "SJ-2026-", "case": "AJ2026-11-", "desk": "T0"}[kind]
    return f"{prefix}{at + 137:04d}"


def _set(line: str) -> tuple[Heading, ...]:
    found = []
    for entry in line.split():
        header, _, rest = entry.rpartition("=")
        field, _, kind = rest.partition(":")
        found.append(Heading(header, "" if field == "-" else field, kind))
    return tuple(found)


def _sets(name: str) -> tuple[tuple[Heading, ...], ...]:
    lines = (Path(__file__).parent / "header_lists" / name).read_text(encoding="utf-8").splitlines()
    return tuple(map(_set, lines))


TUNED = _sets("tuned.txt")
KEPT_OUT = _sets("kept_out.txt")
