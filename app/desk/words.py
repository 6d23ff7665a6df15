"""What the journal and the screens call the fields of a ticket."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.base.clock import to_local
from app.rules.phones import mask_text
from app.rules.states import STATUS_WORDS, TIME_CLASS_WORDS, TicketStatus, TimeClass, Urgency
from app.rules.urgency import SHIPPED_BOOK, LevelBook

FIELD_WORDS: Mapping[str, str] = {
    "number": "工单编号",
    "source": "来源",
    "other_number": "另一编号",
    "title": "标题",
    "content": "主要内容",
    "type": "工单类型",
    "nature": "工单性质",
    "category_1": "一级分类",
    "category_2": "二级分类",
    "category_3": "三级分类",
    "tags": "标签",
    "urgency": "紧急程度",
    "urgency_raw": "紧急程度（原文）",
    "time_class": "办理类别",
    "status": "状态",
    "platform_status": "平台状态",
    "caller": "来电人",
    "phone_raw": "电话（原文）",
    "phones": "电话",
    "caller_address": "来电人地址",
    "street": "街乡镇",
    "community": "村/社区",
    "place": "地点",
    "merchant": "商户",
    "unit": "承办单位",
    "office": "科室 / 专班",
    "dispatched_at": "派单时间",
    "dispatched_basis": "派单时间依据",
    "city_dispatched_at": "市派单时间",
    "called_at": "来电时间",
    "created_on": "创建时间",
    "imported_deadline": "截止时间",
    "deadline_at": "办理到期",
    "signed_at": "签收时间",
    "closed_at": "办结时间",
    "reworked_at": "二次办理时间",
    "result": "办理结果",
    "reply": "答复",
    "platform_valid": "平台·有效回访",
    "platform_contacted": "平台·是否联系",
    "platform_solved": "平台·是否解决",
    "platform_satisfied": "平台·是否满意",
    "month_count": "月次",
    "year_count": "年次",
}


def said(field: str, value: Any, levels: LevelBook = SHIPPED_BOOK) -> str:
    """A field's value as the journal writes it: Beijing time, words instead of codes.

    `levels` gives the words of the levels of urgency.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return to_local(value).strftime("%Y-%m-%d %H:%M:%S")
    if field == "status":
        return STATUS_WORDS[TicketStatus(value)]
    if field == "urgency":
        return levels.known(Urgency(value)).word
    if field == "time_class":
        return TIME_CLASS_WORDS[TimeClass(value)]
    return str(value)


def differences(before: Mapping[str, Any], after: Mapping[str, Any], levels: LevelBook) -> dict[str, tuple[str, str]]:
    """Old → new by field word, for the fields in `after` that differ; phone numbers stay out of the journal."""
    told: dict[str, tuple[str, str]] = {}
    for field, value in after.items():
        if field == "extra":
            told.update(_extra_differences(before[field], value))
        words = FIELD_WORDS.get(field)
        if words is None or before[field] == value:
            continue
        if field in {"phones", "phone_raw"}:
            told[words] = ("（原号码）", "（新号码）")
        else:
            told[words] = (said(field, before[field], levels), said(field, value, levels))
    return told


def _extra_differences(before: str, after: str) -> dict[str, tuple[str, str]]:
    old, new = json.loads(before), json.loads(after)
    return {
        header: (mask_text(old.get(header, "")), mask_text(text))
        for header, text in new.items()
        if old.get(header) != text
    }
