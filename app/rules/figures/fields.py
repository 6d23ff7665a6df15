"""The figures of a period: their names in commands, their words in papers, and what each counts."""

from __future__ import annotations

import enum
from typing import NamedTuple


class Caliber(enum.StrEnum):
    """Which tickets are counted: every ticket, or those without the excluded flag."""

    GROSS = "gross"
    NET = "net"


CALIBER_WORDS = {Caliber.GROSS: "全口径（含剔除）", Caliber.NET: "不含剔除"}
# Whose answers are counted.
ANSWERS_WORDS = {"platform": "平台回访结果", "desk": "本台末次有效回访", "desk-first": "本台首次有效回访"}


class Unit(enum.Enum):
    """What a figure is measured in."""

    TICKETS = "件"
    CALLERS = "人"
    PER_CENT = "%"
    POINTS = "分"


class Field(enum.StrEnum):
    """Every figure of a row, in the order in which commands give them."""

    RECEIVED = "received"
    IN_VOLUME = "in_volume"
    URGENT = "urgent"
    EXCLUDED = "excluded"
    PARKED = "parked"
    OFF_VOLUME = "off_volume"
    CLOSED = "closed"
    CLOSED_IN_TIME = "closed_in_time"
    CLOSED_LATE = "closed_late"
    IN_TIME_RATE = "in_time_rate"
    OPEN_AT_END = "open_at_end"
    OVERDUE_OPEN = "overdue_open"
    VALID = "valid"
    CONTACTED = "contacted"
    SOLVED = "solved"
    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    RESPONSE = "response"
    RESOLUTION = "resolution"
    SATISFACTION = "satisfaction"
    SCORE = "score"
    REPEAT_CALLERS = "repeat_callers"
    REPEAT_TICKETS = "repeat_tickets"


class Definition(NamedTuple):
    """How papers call a figure, what it is measured in, and what it counts, in one sentence."""

    words: str
    unit: Unit
    sentence: str


DEFINITIONS: dict[Field, Definition] = {
    Field.RECEIVED: Definition("受理量", Unit.TICKETS, "派单时间在本期内的工单"),
    Field.IN_VOLUME: Definition("计入诉求总量", Unit.TICKETS, "本期受理的工单中未标记“不计入诉求总量”的"),
    Field.URGENT: Definition("紧急", Unit.TICKETS, "本期受理的工单中紧急程度高于一般的"),
    Field.EXCLUDED: Definition("剔除", Unit.TICKETS, "本期受理的工单中标记“剔除”的；不含剔除口径下为 0"),
    Field.PARKED: Definition("挂账", Unit.TICKETS, "本期受理的工单中标记“挂账”的"),
    Field.OFF_VOLUME: Definition("不计入诉求总量", Unit.TICKETS, "本期受理的工单中标记“不计入诉求总量”的"),
    Field.CLOSED: Definition(
        "办结量", Unit.TICKETS, "办结时间在本期内的工单，不论何时受理；重新办理的在再次办结前不算"
    ),
    Field.CLOSED_IN_TIME: Definition("按期办结", Unit.TICKETS, "本期办结的工单中不晚于截止时间办结的"),
    Field.CLOSED_LATE: Definition("超期办结", Unit.TICKETS, "本期办结的工单中晚于截止时间办结的"),
    Field.IN_TIME_RATE: Definition("按期办结率", Unit.PER_CENT, "按期办结 ÷ 办结量"),
    Field.OPEN_AT_END: Definition("期末在办", Unit.TICKETS, "期末前受理、期末前未办结且未退单的工单"),
    Field.OVERDUE_OPEN: Definition("超期未办", Unit.TICKETS, "期末在办的工单中截止时间早于期末的"),
    Field.VALID: Definition("有效回访", Unit.TICKETS, "本期受理的工单中有效回访为“是”的；不按回访时间计"),
    Field.CONTACTED: Definition("联系数", Unit.TICKETS, "有效回访中联系为“是”的"),
    Field.SOLVED: Definition("解决数", Unit.TICKETS, "有效回访中解决为“是”的；部分解决不算"),
    Field.SATISFIED: Definition("满意数", Unit.TICKETS, "有效回访中评价为“满意”的"),
    Field.MOSTLY: Definition("基本满意", Unit.TICKETS, "有效回访中评价为“基本满意”的"),
    Field.RESPONSE: Definition("响应率", Unit.PER_CENT, "联系数 ÷ 有效回访"),
    Field.RESOLUTION: Definition("解决率", Unit.PER_CENT, "解决数 ÷ 有效回访"),
    Field.SATISFACTION: Definition("满意率", Unit.PER_CENT, "（满意数 + 基本满意 × 折算值）÷ 有效回访"),
    Field.SCORE: Definition("综合成绩", Unit.POINTS, "三率按权重相加 × 100，只在最后取一位小数"),
    Field.REPEAT_CALLERS: Definition("重复来电人", Unit.CALLERS, "本期受理的工单中同一号码有 2 件及以上的来电人"),
    Field.REPEAT_TICKETS: Definition("重复来电工单", Unit.TICKETS, "重复来电人在本期受理的工单"),
}
# Changes of these are in per cent of the base; those of rates and the score in points between two printed values.
CHANGED_IN_PER_CENT = (Field.RECEIVED, Field.IN_VOLUME, Field.CLOSED)
CHANGED_IN_POINTS = (Field.RESPONSE, Field.RESOLUTION, Field.SATISFACTION, Field.SCORE, Field.IN_TIME_RATE)
