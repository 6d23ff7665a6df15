"""The fields of a ticket: each is declared once, with its word, its kind and every place that shows or takes it.

A field is a column of the table of tickets. Whatever lists fields (drafts, words, forms, panel, filters, JSON, the
day's log, the search document, the defaults of a new row) is read from here, so that a further field is one line.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import TypeVar

from app.rules.law.clocks import TIME_CLASS_WORDS, TimeClass
from app.rules.law.urgency import GENERAL
from app.rules.ticket.field_kinds import Fact, Form, Json, Kind, ListFilter, LogColumn, Mask, TicketField
from app.rules.ticket.states import STATUS_WORDS

CodeT = TypeVar("CodeT", bound=enum.StrEnum)


def _codes(words: Mapping[CodeT, str]) -> Mapping[str, str]:
    return {code: words[code] for code in words}


F = TicketField
_TEXT, _LONG, _CODE, _AT, _COUNT = Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.INSTANT, Kind.COUNT
_NUMBER, _FLAG, _TEXTS = Kind.NUMBER, Kind.FLAG, Kind.TEXTS
_LINE, _WHOLE, _MASKED = Json.LINE, Json.WHOLE, Mask.IN_TEXT
_STREETS, _UNITS = ListFilter("streets", "街道", ("street",)), ListFilter("units", "承办", ("unit",))
_CATEGORIES = ListFilter("categories", "类别", ("category_2", "category_1"))
# Columns of the day's log that several fields fill.
LOG_URGENCY = LogColumn(30, "紧急程度", 9, signed=True)
LOG_TITLE = LogColumn(20, "标题", 24, long=True, signed=True)
LOG_CATEGORY = LogColumn(160, "分类", 32)
LOG_BASIS = LogColumn(190, "派单时间依据", 14)
LOG_SIGNING = LogColumn(70, "签收情况", 9, signed=True)

# In the order of the edit form; other places use a separate order only where they must.
TICKET_FIELDS: tuple[TicketField, ...] = (
    F("id", kind=_NUMBER, listed=True),
    F("number", "工单编号", headers=("number",), searched=True, listed=True, json=_LINE,
      log=LogColumn(10, "工单编号", 20, signed=True)),
    F("title", "标题", headers=("title",), form=Form.NEW, searched=True, mask=_MASKED, listed=True, json=_LINE,
      log=LOG_TITLE, merchant=True),
    F("content", "主要内容", _LONG, headers=("content",), form=Form.NEW, searched=True, mask=_MASKED, json=_WHOLE,
      log=LOG_TITLE, merchant=True),
    F("urgency", "紧急程度", Kind.LEVEL, first=GENERAL, headers=("urgency",), form=Form.NEW, listed=True, json=_LINE,
      log=LOG_URGENCY),
    F("urgency_raw", "紧急程度（原文）", headers=("urgency",), mask=_MASKED, json=_WHOLE),
    F("time_class", "办理类别", _CODE, words=_codes(TIME_CLASS_WORDS), first=TimeClass.DEFAULT, headers=("time_class",),
      form=Form.EDIT, fact=Fact.TIME_CLASS, json=_WHOLE),
    F("caller", "来电人", headers=("caller",), form=Form.NEW, searched=True, mask=_MASKED, json=_WHOLE),
    F("phone_raw", "电话（原文）", headers=("phones",), form=Form.NEW, mask=Mask.CELL, json=_WHOLE),
    F("phones", "电话", headers=("phones",), searched=True, mask=Mask.NUMBERS, json=_WHOLE, merchant=True),
    F("merchant", "商户", headers=("merchant",), form=Form.NEW, searched=True, mask=_MASKED, fact=Fact.MERCHANT,
      listed=True, json=_LINE, log=LogColumn(150, "商户", 28), merchant=True),
    F("street", "街乡镇", headers=("street",), mask=_MASKED, form=Form.NEW, searched=True, fact=Fact.PLACE,
      filter=_STREETS, listed=True, json=_LINE, log=LogColumn(140, "街乡镇", 16), merchant=True),
    F("community", "村/社区", headers=("community",), form=Form.NEW, mask=_MASKED, fact=Fact.PLACE, json=_WHOLE),
    F("place", "地点", headers=("place",), form=Form.NEW, searched=True, mask=_MASKED, fact=Fact.PLACE, json=_WHOLE,
      merchant=True),
    F("caller_address", "来电人地址", headers=("caller_address",), form=Form.EDIT, mask=_MASKED,
      fact=Fact.CALLER_ADDRESS, json=_WHOLE),
    F("category_1", "一级分类", headers=("category", "category_1"), mask=_MASKED, form=Form.NEW, fact=Fact.CATEGORY,
      filter=_CATEGORIES, log=LOG_CATEGORY),
    F("category_2", "二级分类", headers=("category", "category_2"), mask=_MASKED, form=Form.NEW, fact=Fact.CATEGORY,
      filter=_CATEGORIES, log=LOG_CATEGORY, merchant=True),
    F("category_3", "三级分类", headers=("category", "category_3"), mask=_MASKED, form=Form.NEW, fact=Fact.CATEGORY,
      filter=_CATEGORIES, log=LOG_CATEGORY, merchant=True),
    F("unit", "承办单位", headers=("unit",), mask=_MASKED, fact=Fact.UNIT, filter=_UNITS, listed=True, json=_LINE,
      log=LogColumn(40, "承办单位", 16, long=True)),
    F("office", "科室 / 专班", headers=("office",), mask=_MASKED, fact=Fact.UNIT, json=_WHOLE),
    F("source", "来源", headers=("source",), mask=_MASKED, fact=Fact.ORIGIN, json=_WHOLE,
      log=LogColumn(170, "来源", 10)),
    F("channel", "来电渠道", headers=("channel",), mask=_MASKED, form=Form.NEW, searched=True, fact=Fact.ORIGIN,
      json=_WHOLE, filter=ListFilter("channels", "来电渠道", ("channel",)), log=LogColumn(180, "来电渠道", 12)),
    F("type", "工单类型", headers=("type",), mask=_MASKED, form=Form.NEW, fact=Fact.ORIGIN, json=_WHOLE),
    F("nature", "工单性质", headers=("nature",), mask=_MASKED, form=Form.EDIT, fact=Fact.ORIGIN, json=_WHOLE),
    F("month_count", "月次", _COUNT, headers=("month_count",), fact=Fact.ORIGIN, json=_WHOLE),
    F("year_count", "年次", _COUNT, headers=("year_count",), fact=Fact.ORIGIN, json=_WHOLE),
    F("tags", "标签", headers=("tags",), mask=_MASKED, form=Form.EDIT, fact=Fact.TAGS, json=_WHOLE),
    F("other_number", "另一编号", headers=("other_number",), form=Form.EDIT, searched=True, fact=Fact.OTHER_NUMBER,
      json=_WHOLE),
    F("status", "状态", _CODE, words=_codes(STATUS_WORDS), headers=("status",), listed=True, json=_LINE,
      log=LogColumn(50, "状态", 9)),
    F("platform_status", "平台状态", headers=("status",), mask=_MASKED, fact=Fact.PLATFORM_STATUS, json=_WHOLE),
    F("is_open", kind=_FLAG),
    F("backlog", kind=_FLAG, fact=Fact.FLAGS, flag_word="补录历史", listed=True, json=_LINE),
    F("dispatched_at", "派单时间", _AT, headers=("dispatched_at",), listed=True, json=_LINE,
      log=LogColumn(60, "派单时间", 19, signed=True), merchant=True),
    F("dispatched_basis", "派单时间依据", headers=("dispatched_at",), listed=True, json=_WHOLE,
      json_key="dispatched_at_basis", log=LOG_BASIS),
    F("city_dispatched_at", "市派单时间", _AT, headers=("city_dispatched_at",)),
    F("called_at", "来电时间", _AT, headers=("called_at",), json=_WHOLE),
    F("created_on", "创建时间", _AT, headers=("created_on",)),
    F("imported_deadline", "截止时间", _AT, headers=("deadline_at",)),
    F("sign_due_at", kind=_AT, listed=True, json=_LINE, log=LogColumn(100, "签收时限", 19, signed=True)),
    F("signed_at", "签收时间", _AT, headers=("signed_at",), fact=Fact.SIGNED, listed=True, json=_LINE,
      log=LogColumn(110, "签收时间", 19, signed=True)),
    F("desk_signed_at", "本台签收", _AT, fact=Fact.SIGNED, json=_WHOLE, at_desk=True,
      log=LogColumn(112, "本台签收", 19, flow=False, signed=True)),
    F("sign_source", "签收时间来源", mask=_MASKED, fact=Fact.SIGNED, json=_WHOLE,
      log=LogColumn(114, "时间来源", 12, flow=False, signed=True)),
    F("signed_by", fact=Fact.SIGNED, json=_WHOLE, at_desk=True,
      log=LogColumn(120, "签收人", 9, flow=False, signed=True)),
    F("sign_late", kind=_FLAG, fact=Fact.SIGNED, json=_WHOLE, log=LOG_SIGNING),
    F("sign_late_reason", mask=_MASKED, fact=Fact.SIGNED, json=_WHOLE, at_desk=True,
      log=LogColumn(130, "超时原因", 20, long=True, flow=False, signed=True)),
    F("contact_due_at", kind=_AT),
    F("first_contact_at", "首次联系时间", _AT, headers=("first_contact_at",), fact=Fact.TIMES, json=_WHOLE),
    F("desk_contact_at", "本台首次联系", _AT, fact=Fact.TIMES, json=_WHOLE, at_desk=True),
    F("feedback_at", "反馈时间", _AT, headers=("feedback_at",), fact=Fact.TIMES, json=_WHOLE),
    F("deadline_at", "办理到期", _AT, listed=True, json=_LINE, log=LogColumn(80, "办理到期", 19)),
    F("closed_at", "办结时间", _AT, headers=("closed_at",), fact=Fact.CLOSED, listed=True, json=_LINE,
      log=LogColumn(90, "办结时间", 19)),
    F("desk_closed_at", "本台办结", _AT, fact=Fact.CLOSED, json=_WHOLE, at_desk=True),
    F("ruled_at", kind=_AT, listed=True, at_desk=True, log=LOG_URGENCY),
    F("callback_since", kind=_AT),
    F("return_sent_at", kind=_AT, at_desk=True),
    F("reported_at", kind=_AT, at_desk=True),
    F("reworked_at", "二次办理时间", _AT, at_desk=True),
    F("result", "办理结果", _LONG, headers=("result",), form=Form.EDIT, mask=_MASKED, json=_WHOLE),
    F("reply", "答复", _LONG, headers=("reply",), mask=_MASKED, json=_WHOLE),
    F("platform_valid", "平台·有效回访", headers=("platform_valid",), mask=_MASKED, question="是否有效回访"),
    F("platform_contacted", "平台·是否联系", headers=("platform_contacted",), mask=_MASKED, question="是否联系"),
    F("platform_solved", "平台·是否解决", headers=("platform_solved",), mask=_MASKED, question="是否解决"),
    F("platform_satisfied", "平台·是否满意", headers=("platform_satisfied",), mask=_MASKED, question="是否满意"),
    F("platform_first_valid", "平台·首次有效回访", headers=("platform_first_valid",), mask=_MASKED,
      first_question="是否有效回访"),
    F("platform_first_contacted", "平台·首次是否联系", headers=("platform_first_contacted",), mask=_MASKED,
      first_question="是否联系"),
    F("platform_first_solved", "平台·首次是否解决", headers=("platform_first_solved",), mask=_MASKED,
      first_question="是否解决"),
    F("platform_first_satisfied", "平台·首次是否满意", headers=("platform_first_satisfied",), mask=_MASKED,
      first_question="是否满意"),
    F("excluded", kind=_FLAG, fact=Fact.FLAGS, flag_word="已剔除", json=_WHOLE, at_desk=True),
    F("parked", kind=_FLAG, fact=Fact.FLAGS, flag_word="挂账", json=_WHOLE, at_desk=True),
    F("off_volume", kind=_FLAG, fact=Fact.FLAGS, flag_word="不计入诉求总量", json=_WHOLE, at_desk=True),
    F("next_clock", listed=True, json=_LINE),
    F("next_due", kind=_NUMBER, listed=True),
    F("extra", kind=_TEXTS, mask=_MASKED, json=_WHOLE),
    F("raw", kind=_TEXTS, mask=_MASKED, json=_WHOLE),
    F("local_fields", at_desk=True), F("platform_times"),
    F("import_id", kind=_COUNT), F("import_row", kind=_COUNT),
    F("version", kind=_NUMBER, listed=True, at_desk=True),
)  # fmt: skip


def _names(holds: Callable[[TicketField], bool]) -> tuple[str, ...]:
    return tuple(field.name for field in TICKET_FIELDS if holds(field))


BY_NAME: Mapping[str, TicketField] = {field.name: field for field in TICKET_FIELDS}
FIELD_WORDS: Mapping[str, str] = {field.name: field.word for field in TICKET_FIELDS if field.word}
# The fields that a file can fill, besides the ticket's number.
DRAFT_FIELDS = _names(lambda field: bool(field.headers) and field.name != "number")
EDITABLE = _names(lambda field: field.form is not Form.NONE)
ASKED_OF_NEW = _names(lambda field: field.form is Form.NEW)
SEARCHED = _names(lambda field: field.searched)
LINE_COLUMNS = _names(lambda field: field.listed)
# The columns of a new ticket; columns that only the desk fills have their default.
ARRIVING = _names(lambda field: not field.at_desk)
LOGGED = _names(lambda field: field.log is not None)
LIST_FILTERS: Mapping[str, ListFilter] = {field.filter.name: field.filter for field in TICKET_FIELDS if field.filter}


def fields_of(place: Fact | ListFilter | LogColumn) -> tuple[TicketField, ...]:
    """The fields that fill a line of the panel, a filter or a column of the log, in their order."""
    return tuple(field for field in TICKET_FIELDS if place in (field.fact, field.filter, field.log))


def in_json(where: Json) -> tuple[TicketField, ...]:
    """The fields that stand in a list line's JSON, or only in that of the whole ticket."""
    return tuple(field for field in TICKET_FIELDS if field.json is where)


def log_columns(*, signed: bool) -> tuple[LogColumn, ...]:
    """The columns of the log's sheet 签收, or else of 工单流水, from left to right."""
    columns = {field.log for field in TICKET_FIELDS if field.log}
    chosen = [column for column in columns if (column.signed if signed else column.flow)]
    return tuple(sorted(chosen, key=lambda column: column.order))


def masked(name: str) -> bool:
    """Whether the field may hold something that is hidden until a reveal."""
    return BY_NAME[name].mask is not Mask.NONE
