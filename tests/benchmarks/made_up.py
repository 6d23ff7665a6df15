"""Made-up tickets in any number: a register, or a workbook of 25 columns, the same for the same number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from app.base.clock import SHANGHAI
from app.base.people import Person
from app.desk.intake.rows import RowKeeper
from app.desk.shared.context import Desk
from app.rules.intake.drafts import TicketDraft
from app.rules.shared.phones import read_phones
from app.rules.ticket.states import TicketStatus
from tests.support.levels import GENERAL, URGENT

HEADERS = (
    "工单编号", "案件编号", "数据来源", "工单类型", "一级分类", "二级分类", "三级分类", "标题", "主要内容", "状态",
    "紧急程度", "来电人", "来电号码", "联系方式", "来电人地址", "被反映街乡镇", "反映社区", "发生地址", "企业名称",
    "承办单位", "区派单时间", "来电时间", "截止时间", "办结时间", "督办人",
)  # fmt: skip
STREETS = ("城北街道", "回龙观街道", "霍营街道", "沙河镇", "北七家镇", "东小口镇", "小汤山镇", "南口镇")
MERCHANTS = ("某动健身", "某剪美发", "某家家政", "某贝母婴", "某洁洗衣", "某修家电", "某惠超市", "某乐儿童乐园")
MATTERS = ("年卡无法退费", "闭店后余额不退", "服务质量差", "价签与结算不符", "预付卡转让纠纷", "中途离岗要求退费")
KINDS = (
    ("市场管理", "单用途预付卡", "健身卡"),
    ("市场管理", "单用途预付卡", "美容美发卡"),
    ("居民服务", "家政服务", "保姆"),
)
UNITS = ("商业服务科", "预付费专班", "市场运行科", "生活服务科")
END = datetime(2026, 11, 23, 2, 40, tzinfo=SHANGHAI)
_OPEN_SHARE = 0.03
_PHONE = 13_000_000_000


def drafts(count: int, *, open_share: float = _OPEN_SHARE) -> Iterator[dict[str, Any]]:
    """`count` tickets, oldest first, the newest of them open; one a minute up to END."""
    chance = random.Random(20261123)
    opened = int(count * open_share)
    for index in range(count):
        at = END - timedelta(minutes=count - index)
        street, merchant = chance.choice(STREETS), chance.choice(MERCHANTS)
        matter, kind = chance.choice(MATTERS), chance.choice(KINDS)
        closed = index < count - opened
        status = TicketStatus.CLOSED if closed else chance.choice((TicketStatus.TO_SIGN, TicketStatus.HANDLING))
        yield {
            "number": f"热线-{at:%y%m%d}-{index:07d}",
            "other_number": f"CP{at:%Y%m%d}{index:07d}",
            "at": at,
            "kind": kind,
            "title": f"{merchant}{matter}",
            "content": f"市民反映，昌平区{street}{merchant}第{index % 97}号店{matter}，"
            f"涉及金额约{chance.randint(100, 9000)}元，"
            f"联系商家电话无人接听，多名会员建群维权，要求退费并核查商户去向。来电反映退费问题。",
            "status": status,
            "urgent": chance.random() < 0.06,
            "phone": str(_PHONE + index),
            "street": street,
            "merchant": f"北京{merchant}有限公司",
            "unit": chance.choice(UNITS),
            "closed_at": at + timedelta(days=3) if closed else None,
        }


def write_workbook(path: Path, count: int) -> None:
    """An export of `count` rows × 25 columns, times as text, as the platforms write them."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("工单")
    sheet.write_row(0, 0, HEADERS)
    words = {TicketStatus.CLOSED: "已办结", TicketStatus.TO_SIGN: "待签收", TicketStatus.HANDLING: "办理中"}
    for index, made in enumerate(drafts(count), start=1):
        at = made["at"]
        sheet.write_row(
            index,
            0,
            (
                made["number"], made["other_number"], "市直派", "投诉", *made["kind"], made["title"], made["content"],
                words[made["status"]], "紧急" if made["urgent"] else "一般", "王某", made["phone"], made["phone"],
                f"昌平区{made['street']}某小区", made["street"], "某社区", f"{made['street']}某商场", made["merchant"],
                made["unit"], f"{at:%Y-%m-%d %H:%M:%S}", f"{at - timedelta(minutes=9):%Y-%m-%d %H:%M:%S}",
                f"{at + timedelta(days=7):%Y-%m-%d %H:%M:%S}",
                f"{made['closed_at']:%Y-%m-%d %H:%M:%S}" if made["closed_at"] else "", "班长乙",
            ),
        )  # fmt: skip
    book.close()


def fill(desk: Desk, count: int, *, open_share: float = _OPEN_SHARE) -> None:
    """Fills a register with `count` tickets, in one transaction as an import would."""
    with desk.register.writing() as stores:
        import_id = stores.imports.begin({"at": desk.now(), "file": "made-up", "digest": str(count)})
        keeper = RowKeeper(desk, stores, Person("基准"), import_id=import_id, name="made-up", backlog=False)
        for row, made in enumerate(drafts(count, open_share=open_share), start=2):
            keeper.take(TicketDraft("工单", row, made["number"], _values(made)))
        keeper.finish()


def _values(made: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": "市直派",
        "other_number": made["other_number"],
        "category_1": made["kind"][0],
        "category_2": made["kind"][1],
        "category_3": made["kind"][2],
        "title": made["title"],
        "content": made["content"],
        "status": made["status"],
        "urgency": URGENT if made["urgent"] else GENERAL,
        "caller": "王某",
        "phone_raw": made["phone"],
        "phones": " ".join(read_phones(made["phone"])),
        "street": made["street"],
        "place": f"{made['street']}某商场",
        "merchant": made["merchant"],
        "unit": made["unit"],
        "dispatched_at": made["at"],
        "dispatched_basis": "",
        "imported_deadline": made["at"] + timedelta(days=7),
        "closed_at": made["closed_at"],
    }
