"""The possible answers to the three questions of the callback survey."""

from __future__ import annotations

import enum


class Contacted(enum.StrEnum):
    """Survey question one: did the handling unit contact the caller."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Solved(enum.StrEnum):
    """Survey question two: is the matter solved."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Satisfied(enum.StrEnum):
    """Survey question three: is the caller satisfied."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    FAIR = "fair"
    UNSATISFIED = "unsatisfied"
    NO_OPINION = "no-opinion"


CONTACTED_WORDS = {Contacted.YES: "已联系", Contacted.NO: "未联系", Contacted.UNSURE: "记不清"}


SOLVED_WORDS = {Solved.YES: "已解决", Solved.PARTLY: "部分解决", Solved.NO: "未解决"}


SATISFIED_WORDS = {
    Satisfied.SATISFIED: "满意",
    Satisfied.MOSTLY: "基本满意",
    Satisfied.FAIR: "一般",
    Satisfied.UNSATISFIED: "不满意",
    Satisfied.NO_OPINION: "不评价",
}
