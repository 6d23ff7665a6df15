"""A made-up year of a district's tickets with texts, for papers that are looked at: nobody in it exists."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from app.base.clock import from_local
from app.desk.exclusion.catalogue import hold
from app.desk.shared.context import Desk
from app.models.contact.tables import attempts
from app.models.exclusion.tables import exclusion_steps, exclusions
from app.models.returns.tables import returns
from app.models.survey.tables import surveys
from app.models.ticket.tables import tickets

UNITS = ("商业服务科", "预付费专班", "市场运行科", "生活服务科", "城北街道办事处", "沙河镇人民政府", "回龙观街道办事处")
STREETS = (
    "城北街道", "城南街道", "天通苑北街道", "天通苑南街道", "霍营街道", "回龙观街道", "龙泽园街道", "史各庄街道",
    "沙河镇", "南口镇", "马池口镇", "阳坊镇", "小汤山镇", "北七家镇", "东小口镇", "百善镇", "南邵镇", "崔村镇",
    "兴寿镇", "十三陵镇", "延寿镇", "流村镇",
)  # fmt: skip
KINDS = (
    ("市场管理", "单用途预付卡", "健身卡", "健身房关门，年卡余额{sum}元无法退费，希望退款。", 30),
    ("市场管理", "商超管理", "价格标示", "超市标价与结账不符，多收{sum}元，要求退还差价。", 16),
    ("居民服务", "家政服务", "保姆", "家政公司派来的保姆三天就离开，服务费{sum}元不退。", 22),
    ("居民服务", "洗染服务", "干洗", "羽绒服洗坏，商家只肯赔{sum}元。", 12),
    ("居民服务", "美容美发", "理发卡", "理发店换老板，卡内{sum}元不能用了。", 14),
    ("餐饮服务", "餐饮消费", "预订", "婚宴定金{sum}元，酒店停业后联系不上。", 6),
)
MERCHANTS = ("某动健身中心", "某洁洗衣店", "某到家家政服务公司", "某剪美发店", "某客隆超市", "某福酒楼", "", "")


def fill_year(desk: Desk, size: int, *, year: int = 2026, seed: int = 20261201) -> None:
    """Puts `size` tickets of a year into the register, with surveys, calls, returns and applications."""
    chance = random.Random(seed)
    rows = [_ticket(chance, index, year) for index in range(1, size + 1)]
    with desk.register.writing() as stores:
        add = stores.connection.execute
        add(insert(tickets), rows)
        add(insert(surveys), [_survey(chance, row) for row in rows if chance.random() < 0.4])
        add(insert(attempts), [_call(chance, row) for row in rows if chance.random() < 0.7])
        add(insert(returns), [_return(chance, row) for row in rows if chance.random() < 0.04])
        applied = [row for row in rows if chance.random() < 0.03]
        catalogue, _ = hold(desk, stores, f"{year}-12")
        add(insert(exclusions), [_application(row, place, catalogue) for place, row in enumerate(applied, start=1)])
        add(
            insert(exclusion_steps), [step for place, row in enumerate(applied, start=1) for step in _steps(row, place)]
        )


def _ticket(chance: random.Random, index: int, year: int) -> dict[str, Any]:
    first, second, third, text, _weight = chance.choices(KINDS, [kind[4] for kind in KINDS])[0]
    start = datetime.fromisoformat(f"{year}-01-01")
    # More of them towards the end of the year.
    received = from_local(start + timedelta(days=365 * chance.random() ** 0.8, seconds=-1 * (index % 2)))
    days = chance.choices((1, 3, 5, 9), (30, 40, 25, 5))[0]
    closed = received + timedelta(days=days, hours=chance.randrange(20))
    unit = chance.choice(UNITS)
    good = 0.92 - 0.05 * UNITS.index(unit)
    solved = chance.choices(("是", "部分解决", "否"), (good, 0.05, 0.12))[0]
    liked = ("满意", "基本满意", "一般", "不满意")
    satisfied = chance.choices(liked, (6, 2, 1, 1) if solved == "是" else (1, 1, 2, 5))[0]
    valid = chance.random() < 0.75
    phone = f"联系电话1990000{index % 10000:04}。"
    again = valid and chance.random() < 0.06
    return {
        "id": index,
        "number": f"{received:%y%m%d}-{index:06}",
        "source": "市直派",
        "title": f"{third}纠纷",
        "content": f"市民反映{chance.choice(STREETS)}的{text.format(sum=chance.randrange(2, 400) * 100)}{phone}",
        "status": "closed",
        "urgency": chance.choices(("general", "urgent"), (9, 1))[0],
        "dispatched_at": received,
        "deadline_at": received + timedelta(days=5),
        "closed_at": closed,
        "excluded": chance.random() < 0.06,
        "parked": chance.random() < 0.02,
        "off_volume": chance.random() < 0.02,
        "phones": f"1990000{chance.randrange(4000):04}",
        "unit": unit,
        "street": chance.choice(STREETS),
        "merchant": chance.choice(MERCHANTS),
        "type": chance.choice(("投诉", "求助", "咨询")),
        "category_1": first,
        "category_2": second,
        "category_3": third,
        "platform_valid": "是" if valid else "否",
        "platform_contacted": "是" if chance.random() < 0.97 else "否",
        "platform_solved": solved,
        "platform_satisfied": satisfied,
        "platform_first_valid": "是" if again else "",
        "platform_first_contacted": "是" if again else "",
        "platform_first_solved": "否" if again else "",
        "platform_first_satisfied": "不满意" if again else "",
    }


def _survey(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    bad = row["platform_satisfied"] in {"一般", "不满意"}
    return {
        "ticket_id": row["id"],
        "round": 1,
        "at": row["closed_at"] + timedelta(hours=5),
        "who": "值班员甲",
        "valid": True,
        "contacted": "yes",
        "solved": "no" if bad else "yes",
        "satisfied": "unsatisfied" if bad else "satisfied",
        "reason_codes": chance.choice(("退款未到账", "商户拒不配合", "办理太慢", "没有告知结果")) if bad else "",
    }


def _call(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    outcome = chance.choices(("reached", "no-answer", "busy"), (8, 2, 1))[0]
    return {
        "ticket_id": row["id"],
        "at": row["dispatched_at"] + timedelta(hours=2),
        "who": "值班员甲",
        "outcome": outcome,
    }


def _return(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    state = chance.choice(("accepted", "refused", "sent"))
    at = row["dispatched_at"] + timedelta(hours=3)
    return {
        "ticket_id": row["id"],
        "round": 1,
        "state": state,
        "ground": chance.choice(("not-our-remit", "not-our-district", "wrong-address")),
        "suggested_unit": chance.choice(("区体育局", "区市场监管局", "区文旅局")),
        "created_at": at,
        "created_by": "值班员甲",
        "sent_at": at,
        "decided_at": at + timedelta(hours=6) if state != "sent" else None,
    }


def _application(row: dict[str, Any], number: int, catalogue: int) -> dict[str, Any]:
    return {
        "catalogue_id": catalogue,
        "id": number,
        "ticket_id": row["id"],
        "month": f"{row['closed_at']:%Y-%m}",
        "major": "商户情况",
        "minor": "已注销",
        "state": ("passed", "refused", "sent-back", "review")[number % 4],
        "level": "centre",
        "statement": "商户已注销。",
        "excluded": True,
        "created_at": row["closed_at"] + timedelta(hours=4),
        "created_by": "值班员甲",
    }


def _steps(row: dict[str, Any], number: int) -> list[dict[str, Any]]:
    at = row["closed_at"] + timedelta(hours=5)
    made = [{"exclusion_id": number, "at": at, "who": "值班员甲", "level": "unit", "move": "submit", "opinion": ""}]
    if number % 4 in {1, 2}:
        verb = ("refuse", "send-back")[number % 4 - 1]
        opinion = ("注销时间晚于诉求时间。", "缺少带时间的公示截图。")[number % 4 - 1]
        made.append(
            {
                "exclusion_id": number,
                "at": at + timedelta(days=1),
                "who": "复核员乙",
                "level": "centre",
                "move": verb,
                "opinion": opinion,
            }
        )
    return made
