"""The made-up tickets of the corpus and how they are written into the source files; what each must come in as."""

from __future__ import annotations

from datetime import datetime

# By field: what every program's file of these tickets must give, times in Beijing.
TICKETS: tuple[dict[str, object], ...] = (
    {
        "number": "热线-261124-000911",
        "title": "“味多”蛋糕店储值卡退费",
        "content": "市民反映：店门口贴出“停业通知”，卡内余额1,280.50元未退。\n1.要求退款；2.要求答复。",
        "urgency": "urgent",
        "status": "handling",
        "caller": "欧阳某",
        "phones": "13900000911",
        "street": "回龙观街道",
        "merchant": "北京味多（示例）食品有限公司",
        "unit": "商务局消费促进科",
        "category_1": "市场管理",
        "category_2": "单用途预付卡",
        "category_3": "糕点卡、蛋糕卡",
        "dispatched_at": "2026-11-24 09:05:30",
        "imported_deadline": "2026-11-29 18:00:00",
        "platform_valid": "否",
        "platform_satisfied": "未评价",
    },
    {
        "number": "热线-261124-000912",
        "title": "超市<试吃>区卫生 & 找零",
        "content": "收银台少找5元；联系电话010-69740912转8，希望尽快处理",
        "urgency": "general",
        "status": "to-sign",
        "caller": "李某",
        "phones": "010-69740912-8",
        "street": "沙河镇",
        "merchant": "示例超市（沙河店）",
        "unit": "商务局消费促进科",
        "category_1": "市场管理",
        "category_2": "商超管理",
        "category_3": "服务质量",
        "dispatched_at": "2026-11-24 23:59:00",
        "imported_deadline": "2026-11-30 00:00:00",
        "platform_valid": "",
        "platform_satisfied": "",
    },
    {
        "number": "000261124000913",
        "title": "家政阿姨未上门",
        "content": "预付3个月保洁费后，公司以“排班满”为由推脱；地址：示例路7号院",
        "urgency": "general",
        "status": "closed",
        "caller": "",
        "phones": "",
        "street": "霍营街道",
        "merchant": "=优选=家政",
        "unit": "商务局流通科",
        "category_1": "市场管理",
        "category_2": "家政服务",
        "category_3": "",
        "dispatched_at": "2026-11-25 00:00:00",
        "imported_deadline": "2026-12-01 00:00:00",
        "platform_valid": "是",
        "platform_satisfied": "基本满意",
    },
)
HEADERS = {
    "number": "工单\n编号*",
    "title": "标题",
    "content": "主要内容",
    "urgency": "紧急程度",
    "status": "工单状态",
    "caller": "来电人",
    "phones": "联系电话（可多个）",
    "street": "被反映 街乡镇",
    "merchant": "企业名称",
    "unit": "承办单位：",
    "category_1": "一级分类",
    "category_2": "二级分类",
    "category_3": "三级分类",
    "dispatched_at": "区派单时间",
    "imported_deadline": "截止时间",
    "platform_valid": "是否有效回访",
    "platform_satisfied": "是否满意",
}
# How the source file says a code, a phone number and a deadline; all else stands in it as above.
SPELT = {
    ("urgency", "urgent"): "★加急",
    ("urgency", "general"): "1-普通",
    ("status", "handling"): "办理中",
    ("status", "to-sign"): "待签收",
    ("status", "closed"): "已办结",
    ("phones", "010-69740912-8"): "（010）6974-0912转8",
    ("phones", ""): "保密",
    ("street", "沙河镇"): "沙河地区",
    ("platform_valid", "是"): "√",
    ("platform_valid", "否"): "×",
}
TITLE = "昌平区示例平台 工单明细（导出时间：2026-11-26 08:00）"
FOOTER = "合计：3 件"
MOMENT = "%Y-%m-%d %H:%M:%S"
# What stays as the file writes it: the field → its own words.
AS_WRITTEN = frozenset({"platform_valid"})


def moment(field: str, ticket: dict[str, object]) -> datetime:
    """A time of a ticket as a workbook holds it, without a zone."""
    return datetime.strptime(str(ticket[field]), MOMENT)  # noqa: DTZ007 - a cell's wall time


def spelt(field: str, ticket: dict[str, object]) -> str:
    """The text of a ticket's field in the source files."""
    value = str(ticket[field])
    return SPELT.get((field, value), value)


def right(ticket: dict[str, object]) -> dict[str, str]:
    """What must come in: the fields that the file fills, as texts; answers keep the file's words."""
    told = {field: spelt(field, ticket) if field in AS_WRITTEN else str(value) for field, value in ticket.items()}
    return {field: text for field, text in told.items() if text}
