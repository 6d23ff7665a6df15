"""Made-up tickets of shops that close, of bursts of complaints, of quiet shops, and of words that only look alike."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_FIRST = "澜泊檀珞岚芷沐筠璟溪朴隽珑霁泓旻"
_SECOND = "云禾舟川棠野澄序岸屿笙渡棉集庐谷"
_THIRD = "里间社汇坊阁家语"
_TRADES = {
    "健身": ("健身有限公司", "健身俱乐部", "健身中心", "健身工作室"),
    "美容": ("美容有限公司", "美容院", "美容会所", "美容中心"),
    "洗衣": ("洗衣有限公司", "洗衣店", "洗衣服务中心", "干洗店"),
    "培训": ("教育培训有限公司", "培训学校", "培训中心", "教育"),
    "餐饮": ("餐饮有限公司", "餐厅", "火锅店", "小吃店"),
}
_PLACES = ("锦绣家园", "望山花园", "霞光里", "和悦小区", "北辰嘉园", "临溪公馆", "松风苑", "西林佳苑")
_CLOSING = (
    "{name}突然停业，{what}无法退",
    "市民到店发现{name}已人去楼空，{what}还没用完",
    "{name}门口贴出闭店通知，联系不上老板",
    "{name}老板失联，{what}退不了",
    "来电人反映{name}跑路，{what}没有退",
    "{name}关门了，店里搬空，{what}无人处理",
    "{name}倒闭，会员的{what}没有说法",
    "{name}店门紧锁，负责人电话停机，要求退{what}",
)
_COMPLAINTS = (
    "{name}服务态度差，要求退{what}",
    "在{name}办理{what}，商家拖延退款",
    "{name}乱收费，{what}扣费不明",
    "{name}承诺的服务没有兑现，要求退{what}",
    "市民投诉{name}虚假宣传，{what}与约定不符",
)
_ALIKE = (
    "{name}晚上十点关门打烊，市民来不及使用{what}",
    "担心{name}跑路，想退{what}",
    "{name}隔壁的店停业了，市民来这家办{what}要排队",
    "市民要搬走，想退{name}的{what}",
    "想把{name}的{what}转让给朋友，店家要收手续费",
    "{name}并非停业，只是换了招牌，{what}照用",
    "{name}春节期间歇业没有通知，{what}没有延期",
    "如果{name}倒闭，{what}怎么办，请答复",
    "{name}停业装修两天没有告知，{what}未顺延",
    "{name}否认闭店传言，市民仍想退{what}",
)
_WHATS = ("年卡", "储值卡", "私教课", "次卡", "会员卡", "套餐")


@dataclass(frozen=True, slots=True)
class Shop:
    """A made-up shop: how its name is written, and where it is."""

    brand: str
    trade: str
    place: str
    number: int

    def names(self) -> tuple[str, ...]:
        legal, *signs = _TRADES[self.trade]
        return (f"北京{self.brand}{legal}", *(f"{self.brand}{sign}" for sign in signs))

    @property
    def where(self) -> str:
        return f"{self.place}{self.number}号"


@dataclass(frozen=True, slots=True)
class MadeTicket:
    """One ticket as a row of a file."""

    number: str
    title: str
    content: str
    merchant: str
    phone: str
    at: datetime
    category: str = "预付卡"
    street: str = "霍营街道"


class Maker:
    """Draws shops and their tickets."""

    def __init__(self, seed: int, end: datetime) -> None:
        self.drawn = random.Random(seed)
        self.end = end
        self.tickets: list[MadeTicket] = []
        self._brands: set[str] = set()

    def shop(self) -> Shop:
        """A shop with a brand that no other one has."""
        drawn = self.drawn
        while True:
            brand = "".join(drawn.choice(signs) for signs in (_FIRST, _SECOND, _THIRD))
            if brand not in self._brands:
                self._brands.add(brand)
                return Shop(brand, drawn.choice([*_TRADES]), drawn.choice(_PLACES), drawn.randint(1, 300))

    def closing(self, shop: Shop) -> list[str]:
        """Three tickets within a week by three people; returns their numbers."""
        days = sorted(self.drawn.uniform(0.5, 6.5) for _ in range(3))
        return [self._add(shop, _CLOSING, day) for day in reversed(days)]

    def burst(self, shop: Shop, count: int) -> list[str]:
        """Complaints within 20 days, the oldest first; returns their numbers."""
        days = sorted((self.drawn.uniform(0.2, 20) for _ in range(count)), reverse=True)
        return [self._add(shop, _COMPLAINTS, day) for day in days]

    def quiet(self, shop: Shop) -> list[str]:
        """One to four complaints in 60 days."""
        return [self._add(shop, _COMPLAINTS, self.drawn.uniform(0.5, 60)) for _ in range(self.drawn.randint(1, 4))]

    def alike(self, shop: Shop) -> list[str]:
        """One to three tickets whose words only look like the end of a shop."""
        return [self._add(shop, _ALIKE, self.drawn.uniform(0.5, 20)) for _ in range(self.drawn.randint(1, 3))]

    def at_of(self, number: str) -> datetime:
        """When a ticket was received."""
        return next(one.at for one in self.tickets if one.number == number)

    def _add(self, shop: Shop, forms: Sequence[str], days_ago: float) -> str:
        drawn = self.drawn
        name, what = drawn.choice(shop.names()), drawn.choice(_WHATS)
        text = drawn.choice(forms).format(name=name, what=what)
        number = f"造-{len(self.tickets) + 1:06d}"
        column = name if drawn.random() < 0.6 else ""
        content = f"{text}，地址{shop.where}。涉及{drawn.randint(2, 60) * 100}元。"
        phone = f"1380{len(self.tickets):07d}"
        at = self.end - timedelta(days=days_ago)
        self.tickets.append(MadeTicket(number, text[:18], content, column, phone, at))
        return number
