"""Made-up merchants, their written names and texts: one set of words for tuning, another one kept out of it.

No brand, surname, trade word, estate, road or sentence form stands in both sets; only the districts' streets do.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.rules.merchant.mentions import TicketText

CALLER = "13800000001"
START = datetime(2026, 9, 1, tzinfo=UTC)
STREETS = ("回龙观街道", "霍营街道", "沙河镇", "北七家镇", "城北街道", "天通苑北街道", "小汤山镇", "史各庄街道")


_WORDS = tomllib.loads(Path(__file__).with_name("merchant_words.toml").read_text(encoding="utf-8"))
_TRIES = 20


@dataclass(frozen=True)
class Trade:
    """Words of the sign and of the legal name, what is bought there, the category of tickets."""

    signs: tuple[str, ...]
    legal: tuple[str, ...]
    goods: str
    category: str


@dataclass(frozen=True)
class WordSet:
    """The words of one set."""

    signs: str
    surnames: str
    trades: tuple[Trade, ...]
    estates: tuple[str, ...]
    roads: tuple[str, ...]
    forms: tuple[str, ...]
    nobody: tuple[str, ...]
    homophones: dict[str, str]


def _word_set(name: str) -> WordSet:
    table = _WORDS[name]
    lists = {key: tuple(table[key]) for key in ("estates", "roads", "forms", "nobody")}
    trades = tuple(
        Trade(tuple(one["signs"]), tuple(one["legal"]), one["goods"], one["category"]) for one in table["trades"]
    )
    return WordSet(table["signs"], table["surnames"], trades, **lists, homophones=table["homophones"])


TUNING, HELD_OUT = _word_set("tuning"), _word_set("held_out")


@dataclass
class Shop:
    """A made-up merchant; `branches` are (street, estate, address in its plain spelling)."""

    brand: str
    trade: int
    common: bool
    branches: list[tuple[str, str, str]]
    phone: str


@dataclass
class World:
    """Tickets with the merchant that each is about (None for none), and how each was written."""

    tickets: list[TicketText] = field(default_factory=list)
    truth: dict[int, int | None] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)


def made_up_world(words: WordSet, seed: int, *, names: int, texts: int, nobody: int) -> World:
    """A world of `names` tickets with 企业名称, `texts` with the name in the text only, `nobody` that name none."""
    dice = random.Random(seed)
    shops = _shops(words, dice, max(30, names // 7))
    brands = frozenset(shop.brand for shop in shops)
    weights = [1 / (place + 4) ** 0.6 for place in range(len(shops))]
    world = World()

    def put(shop: int | None, how: str, **columns: str) -> None:
        step = len(world.tickets) + 1
        world.tickets.append(TicketText(step, START + timedelta(minutes=13 * step), **columns))
        world.truth[step], world.how[step] = shop, how

    for _ in range(names):
        number = dice.choices(range(len(shops)), weights)[0]
        how, columns = _named(words, shops[number], brands, dice)
        put(number, how, **columns)
    for _ in range(texts):
        number = dice.choices(range(len(shops)), weights)[0]
        put(number, "text", **_told(words, shops[number], dice))
    for _ in range(nobody):
        street, cell = dice.choice(STREETS), dice.choice(("", "", "无", "某店", "不详"))
        put(None, "nobody", content=dice.choice(words.nobody).format(street=street), street=street, merchant=cell)
    return world


def _shops(words: WordSet, dice: random.Random, count: int) -> list[Shop]:
    """Shops with brands of their own; some share one with a shop of another trade, some are one sign from another."""
    shops: list[Shop] = []
    taken: set[tuple[str, int]] = set()

    def add(brand: str, trade: int, *, common: bool = False) -> None:
        if (brand, trade) not in taken:
            taken.add((brand, trade))
            branches = [_place(words, dice) for _ in range(1 if common else dice.choice((1, 1, 1, 2, 3)))]
            shops.append(Shop(brand, trade, common, branches, f"1990000{dice.randrange(10000):04}"))

    while len(shops) < count:
        trade, roll = dice.randrange(len(words.trades)), dice.random()
        if roll < 0.1:
            surname = dice.choice(words.surnames)
            add(dice.choice((f"老{surname}", f"{surname}记", f"小{surname}", f"{surname}师傅")), trade, common=True)
        elif roll < 0.18 and shops:
            add(dice.choice(shops).brand, trade)
        elif roll < 0.3 and shops:
            near = dice.choice(shops)
            if not near.common:
                add(_one_sign_off(words, dice, near.brand), near.trade)
        else:
            add("".join(dice.sample(words.signs, dice.choice((2, 2, 2, 3, 3, 4)))), trade)
    return shops


def _one_sign_off(words: WordSet, dice: random.Random, brand: str) -> str:
    place = dice.randrange(len(brand))
    sign = words.homophones.get(brand[place]) if dice.random() < 0.4 else None
    return brand[:place] + (sign or dice.choice(words.signs)) + brand[place + 1 :]


def _place(words: WordSet, dice: random.Random) -> tuple[str, str, str]:
    street, estate, number = dice.choice(STREETS), dice.choice(words.estates), dice.randrange(1, 90)
    plain = f"{dice.choice(words.roads)}{number}号" if dice.random() < 0.5 else f"{estate}{number}号楼"
    return street, estate, plain


def _spelled(dice: random.Random, street: str, plain: str) -> str:
    """An address in one of its spellings, or none."""
    if dice.random() < 0.3:
        return ""
    wide = plain.translate({ord(str(step)): chr(0xFF10 + step) for step in range(10)})
    more = (f"北京市昌平区{plain}", f"昌平区{street}{plain}", f"{street}{plain}底商", f"北京市 昌平区 {plain}")
    return dice.choice((plain, wide, f"{plain}院内", f"{plain}一层", *more))


def _wrong(words: WordSet, dice: random.Random, brand: str, taken: frozenset[str]) -> str:
    """A brand with one wrong sign, mostly one that sounds the same; never another shop's."""
    for _ in range(_TRIES):
        places = [place for place, sign in enumerate(brand) if sign in words.homophones]
        same = bool(places) and dice.random() < 0.7
        place = dice.choice(places) if same else dice.randrange(len(brand))
        sign = words.homophones[brand[place]] if same else dice.choice("亿丰顺程")
        wrong = brand[:place] + sign + brand[place + 1 :]
        if wrong not in taken:
            return wrong
    return brand


def _named(words: WordSet, shop: Shop, taken: frozenset[str], dice: random.Random) -> tuple[str, dict[str, str]]:
    """How a column writes the shop, and the ticket's columns."""
    trade, brand = words.trades[shop.trade], shop.brand
    street, estate, plain = dice.choice(shop.branches)
    sign, address = dice.choice(trade.signs), _spelled(dice, street, plain)
    doubtful = (0, 0) if shop.common else (6, 8)
    how = dice.choices(("sign", "legal", "branch", "decorated", "short", "wrong"), (36, 24, 16, 10, *doubtful))[0]
    if how == "wrong":
        brand = _wrong(words, dice, brand, taken)
        address = plain if dice.random() < 0.75 else address
    place = dice.choice(("北京", "北京市", "北京昌平", "北京市昌平区", ""))
    form = dice.choice(("有限公司", "有限责任公司", "有限公司昌平分公司", "中心", "店（个体工商户）"))
    branch = (f"（{estate}店）", f"({estate}店)", f"【{estate}分店】", f"{estate}店", "昌平店", f"（{street[:3]}店）")
    around = (f"“{brand}”{sign}", f"{brand} {sign}", f"{street}{brand}{sign}", f"　{brand}{sign} ")
    written = {
        "legal": f"{place}{brand}{dice.choice(trade.legal)}{form}",
        "branch": f"{brand}{sign}{dice.choice(branch)}",
        "decorated": dice.choice((*around, f"{brand}{sign}（北京）", f"昌平{brand}{sign}")),
        "short": brand,
    }
    said = dice.choice(
        (f"市民反映办理{trade.goods}后商家停业。", "商家态度恶劣，要求处理。", f"要求退还{trade.goods}。")
    )
    if dice.random() < 0.25:
        said += f"商家电话{shop.phone}。"
    columns = {"content": said, "category": trade.category, "place": address, "street": street, "phones": CALLER}
    return how, {"merchant": written.get(how, f"{brand}{sign}"), **columns}


def _told(words: WordSet, shop: Shop, dice: random.Random) -> dict[str, str]:
    """A ticket that names the shop in its text only."""
    trade = words.trades[shop.trade]
    street, estate, plain = dice.choice(shop.branches)
    sign = f"{shop.brand}{dice.choice(trade.signs)}"
    name = dice.choice((sign,) * 5 + (f"北京{shop.brand}{trade.legal[0]}有限公司", f"{sign}（{estate}店）"))
    date, road = f"2026年{dice.randrange(1, 9)}月{dice.randrange(1, 28)}日", dice.choice(words.roads)
    form = dice.choice(words.forms)
    text = form.format(name=name, street=street, estate=estate, goods=trade.goods, road=road, date=date)
    columns = {"content": text, "category": trade.category, "place": _spelled(dice, street, plain), "street": street}
    return {**columns, "phones": CALLER, "merchant": dice.choice(("", "", "无", "/"))}
