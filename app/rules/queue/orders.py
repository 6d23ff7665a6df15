"""The orders that a list of tickets can be sorted by, with their words."""

from __future__ import annotations

import enum


class ListOrder(enum.StrEnum):
    """The sort orders of a list of tickets."""

    NEXT = "next"
    SIGN_DUE = "sign-due"
    DEADLINE = "deadline"
    DISPATCHED = "dispatched"
    CLOSED = "closed"
    NUMBER = "number"
    TITLE = "title"
    URGENCY = "urgency"
    STATUS = "status"
    STREET = "street"
    MERCHANT = "merchant"
    UNIT = "unit"


ORDER_WORDS = {
    ListOrder.NEXT: "下一时限",
    ListOrder.SIGN_DUE: "签收时限",
    ListOrder.DEADLINE: "办理时限",
    ListOrder.DISPATCHED: "派单时间",
    ListOrder.CLOSED: "办结时间",
    ListOrder.NUMBER: "工单编号",
    ListOrder.TITLE: "标题",
    ListOrder.URGENCY: "紧急程度",
    ListOrder.STATUS: "状态",
    ListOrder.STREET: "街乡镇",
    ListOrder.MERCHANT: "商户",
    ListOrder.UNIT: "承办单位",
}
