"""The kinds of papers: their names in commands, their titles, their headings in order, and the periods they take."""

from __future__ import annotations

import enum
from typing import NamedTuple

from app.rules.figures.periods import PeriodKind


class PaperKind(enum.StrEnum):
    """Every kind of paper, by its word in commands."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEAR = "half-year"
    ANNUAL = "annual"
    RATES = "rates"
    COUNTERMEASURES = "countermeasures"
    TOPIC = "topic"
    SURVEY = "survey"
    EXCLUSION = "exclusion"


class PaperForm(NamedTuple):
    """What a kind of paper is.

    `words` is its full name, `short` the word before the year in its number (月报〔2026〕3号). `headings` are those of
    level 1 in their order, `periods` the kinds of periods it can be made of.
    """

    words: str
    short: str
    headings: tuple[str, ...]
    periods: frozenset[PeriodKind]


_EVERY_PERIOD = frozenset(PeriodKind)
_LONG_PERIODS = _EVERY_PERIOD - {PeriodKind.DAY, PeriodKind.DATE}
_ANALYSIS = ("总体情况", "诉求特点", "办理质量", "风险预警", "典型案例", "存在问题")

FORMS: dict[PaperKind, PaperForm] = {
    PaperKind.DAILY: PaperForm(
        "日报",
        "日报",
        ("总体情况", "考核排名", "诉求热点", "重点商户", "超期与今日到期"),
        frozenset({PeriodKind.DAY, PeriodKind.DATE}),
    ),
    PaperKind.WEEKLY: PaperForm(
        "周报",
        "周报",
        ("总体情况", "诉求特点", "办理质量", "风险预警", "下周工作"),
        frozenset({PeriodKind.WEEK, PeriodKind.RANGE}),
    ),
    PaperKind.MONTHLY: PaperForm(
        "月报",
        "月报",
        (*_ANALYSIS, "对策建议"),
        frozenset({PeriodKind.MONTH, PeriodKind.ASSESSMENT, PeriodKind.RANGE}),
    ),
    PaperKind.QUARTERLY: PaperForm("季报", "季报", (*_ANALYSIS, "对策建议"), frozenset({PeriodKind.QUARTER})),
    PaperKind.HALF_YEAR: PaperForm("半年报", "半年报", (*_ANALYSIS, "下一步工作"), frozenset({PeriodKind.HALF})),
    PaperKind.ANNUAL: PaperForm("年报", "年报", (*_ANALYSIS, "下一步工作"), frozenset({PeriodKind.YEAR})),
    PaperKind.RATES: PaperForm("三率统计表", "三率", (), _EVERY_PERIOD),
    PaperKind.COUNTERMEASURES: PaperForm(
        "问题与对策建议",
        "对策",
        ("排名情况", "诉求变化", "存在问题", "不属本部门职责的工单", "对策建议"),
        _LONG_PERIODS,
    ),
    PaperKind.TOPIC: PaperForm(
        "专题", "专题", ("基本情况", "时间变化", "区域分布", "主要商户", "办理结果", "工作建议"), _EVERY_PERIOD
    ),
    PaperKind.SURVEY: PaperForm(
        "满意度调查分析",
        "调查",
        ("调查概况", "联系情况", "解决与满意", "不满意原因", "典型问题", "改进建议"),
        _LONG_PERIODS,
    ),
    PaperKind.EXCLUSION: PaperForm(
        "不纳入考核复核情况",
        "复核",
        ("本月规则变化", "申请与结果", "退回原因", "材料问题", "指导情况", "下月提示"),
        _LONG_PERIODS,
    ),
}
