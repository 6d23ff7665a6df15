"""Made-up merchants, their written names and texts: one set of words for tuning, another one kept out of it.

No brand, surname, trade word, estate, road or sentence form stands in both sets; only the districts' streets do.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.rules.merchant.mentions import TicketText

START = datetime(2026, 9, 1, tzinfo=UTC)
STREETS = ("回龙观街道", "霍营街道", "沙河镇", "北七家镇", "城北街道", "天通苑北街道", "小汤山镇", "史各庄街道")


@dataclass(frozen=True)
class WordSet:
    """The words of one set; trades are (word of the sign, words of the legal name, what is bought there, category)."""

    signs: str
    surnames: str
    trades: tuple[tuple[tuple[str, ...], tuple[str, ...], str, str], ...]
    estates: tuple[str, ...]
    roads: tuple[str, ...]
    forms: tuple[str, ...]
    nobody: tuple[str, ...]
    homophones: dict[str, str]


TUNING = WordSet(
    signs="悦锦云碧泉安康福瑞祥金星明月清风雅艺美丽晨曦海蓝天宇宏达诚信佳乐欣荣盛华东方",
    surnames="王李张刘陈",
    trades=(
        (("健身", "健身房", "瑜伽馆"), ("健身服务", "体育", "健身俱乐部"), "健身年卡", "健身卡、瑜伽卡"),
        (("美容", "美容院", "美容会所"), ("美容", "美容服务"), "美容卡", "美容服务"),
        (("理发店", "美发", "造型"), ("美发", "美发服务"), "理发卡", "美发服务"),
        (("洗衣", "干洗店", "洗衣店"), ("洗衣服务", "洗染"), "洗衣卡", "洗染服务"),
        (("家政", "保洁"), ("家政服务", "家庭服务"), "保洁卡", "家政服务"),
        (("超市", "便利店", "生鲜"), ("商贸", "超市", "百货"), "购物卡", "零售"),
        (("火锅", "烤肉店", "餐厅"), ("餐饮", "餐饮管理"), "餐卡", "餐饮服务"),
    ),
    estates=("云趣园", "龙泽苑", "天慧园", "新龙城", "和谐家园", "流星花园"),
    roads=("回龙观西大街", "育知东路", "黄平路", "龙域中街"),
    forms=(
        "市民来电反映在{street}的{name}办理了{goods}，现在店铺停业，要求退款。",
        "诉求人{date}到{name}充值3000元，商家拒绝退费。",
        "来电人表示位于{estate}底商的{name}突然关门，老板失联。",
        "投诉{name}不退{goods}余额，请相关部门处理。",
        "反映{name}虚假宣传，承诺的服务未兑现。",
        "孩子在{name}上课，校区已停业，要求退还费用。",
        "市民称其在一家名为“{name}”的店消费时被强制推销。",
        "商家名称：{name}，{goods}无法使用。",
    ),
    nobody=(
        "反映楼下理发店噪音扰民。",
        "在某超市购买过期食品。",
        "网上购买的衣服不退款。",
        "小区门口一家美容院跑路。",
        "附近的健身房关门，卡里还有钱。",
        "家里请的保姆偷东西。",
        "去饭店吃饭食物中毒。",
        "请问健身卡怎么退。",
        "咨询预付卡管理条例。",
        "{street}回龙观健身房跑路。",
        "小区物业不作为，电梯停运。",
    ),
    homophones={
        "悦": "越",
        "锦": "景",
        "云": "芸",
        "碧": "璧",
        "泉": "全",
        "安": "桉",
        "康": "糠",
        "福": "富",
        "瑞": "睿",
        "祥": "翔",
        "星": "欣",
        "明": "名",
        "清": "青",
        "雅": "亚",
        "丽": "莉",
        "晨": "辰",
        "海": "醢",
        "蓝": "兰",
        "宇": "雨",
        "宏": "红",
        "达": "答",
        "诚": "成",
        "佳": "嘉",
        "乐": "勒",
        "盛": "胜",
        "华": "铧",
        "方": "坊",
    },
)

HELD_OUT = WordSet(
    signs="沐棠橙果梵音墨香禾苗鹿鸣溪谷栖霞澜庭梧桐慕尚卓越启航博雅优品尊爵缤纷柠檬薇格莱",
    surnames="赵孙周吴郑冯韩",
    trades=(
        (("游泳馆", "普拉提", "健身工作室"), ("体育发展", "健身管理", "体育文化"), "游泳卡", "体育健身"),
        (("美甲", "皮肤管理中心", "美容养生馆"), ("美容科技", "美容信息咨询"), "护理套餐", "美容美体"),
        (("发型设计", "烫染店", "剪发店"), ("美发设计", "形象设计"), "剪发卡", "理发及美容"),
        (("洗鞋店", "洗护中心", "干洗"), ("洗涤服务", "洗染服务"), "干洗卡", "洗染"),
        (("月嫂", "到家", "家政公司"), ("家政服务", "家政科技"), "保姆服务", "家庭服务"),
        (("水果店", "便利超市", "果蔬生鲜"), ("商贸", "食品销售", "超市"), "储值卡", "食品零售"),
        (("烤鱼", "小吃", "牛肉面馆", "涮肉"), ("餐饮服务", "餐饮管理"), "代金券", "餐饮"),
        (("照相馆", "儿童摄影", "影楼"), ("摄影服务", "文化传播"), "写真套餐", "摄影服务"),
        (("足疗", "足道养生", "推拿馆"), ("健康管理", "养生服务"), "足疗卡", "沐浴按摩"),
        (("英语培训", "美术", "托管班"), ("教育咨询", "教育科技", "培训学校"), "课程", "教育培训"),
    ),
    estates=("溪城家园", "金域华府", "宏福苑", "佳运园", "望都新地", "柏林在线", "名佳花园", "西湖新村"),
    roads=("立汤路", "文华东路", "府学路", "鼓楼南大街", "顺沙路"),
    forms=(
        "我去年在{estate}旁边的{name}买了一张{goods}，没用几次店就没了，联系电话也打不通。",
        "来电人称{date}经朋友介绍去{name}做项目，交了两千多块钱，效果不好要求退钱。",
        "{name}这家店长期占道经营，油烟大，希望管一管。",
        "关于{name}拖欠会员余额一事，市民要求尽快答复。",
        "诉求人为{name}的会员，卡内剩余八百元，该店搬走后无人管。",
        "家住{estate}，小区底商{name}半夜营业影响休息。",
        "市民咨询：{name}是否还在营业，自己的{goods}能不能退。",
        "孩子报了{name}的课，老师换了好几个，要求退剩余费用。",
        "被投诉方：{name}。诉求：退还{goods}款项。",
        "母亲被{name}的销售忽悠办卡六千元，希望退款。",
        "店名叫{name}，就在{road}边上，买的东西缺斤少两。",
        "昨天晚上和家人到{street}的{name}消费，发现价格与标示不一致。",
    ),
    nobody=(
        "小区底商的餐馆油烟太大，影响居民生活。",
        "路口新开的水果店占道经营。",
        "在直播间买的护肤品过敏，要求退货。",
        "我家附近有个足疗店半夜放音乐。",
        "单位旁边的快餐店卫生差。",
        "孩子学校门口的小吃摊没有执照。",
        "朋友推荐的一家影楼乱收费，记不清名字。",
        "某洗衣店把衣服洗坏了不赔。",
        "在手机上订的酒店不给退。",
        "社区里的便利店卖假烟。",
        "希望增加便民菜市场。",
        "保姆干了三天就走了，中介不退钱。",
        "想问一下办卡后几天内可以退。",
        "隔壁美甲店装修噪音。",
        "{street}一家培训机构关门了，课时费没退。",
        "商场里的游泳馆水温太低。",
        "理发的时候被忽悠办卡，店在地铁口。",
        "有人在楼道里贴家政小广告。",
    ),
    homophones={
        "沐": "木",
        "棠": "堂",
        "橙": "程",
        "果": "裹",
        "梵": "范",
        "音": "因",
        "墨": "默",
        "香": "乡",
        "禾": "河",
        "苗": "描",
        "鹿": "路",
        "鸣": "铭",
        "溪": "希",
        "谷": "古",
        "栖": "七",
        "霞": "峡",
        "澜": "岚",
        "庭": "廷",
        "梧": "吴",
        "桐": "童",
        "尚": "上",
        "卓": "桌",
        "越": "阅",
        "航": "杭",
        "博": "柏",
        "雅": "娅",
        "优": "忧",
        "品": "聘",
        "薇": "微",
        "莱": "来",
    },
)


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
    world, step = World(), 0

    def put(shop: int | None, how: str, **columns: str) -> None:
        nonlocal step
        step += 1
        world.tickets.append(TicketText(step, START + timedelta(minutes=13 * step), **columns))
        world.truth[step], world.how[step] = shop, how

    weights = [1 / (place + 4) ** 0.6 for place in range(len(shops))]
    for _ in range(names):
        number = dice.choices(range(len(shops)), weights)[0]
        how, columns = _named(words, shops[number], brands, dice)
        put(number, how, **columns)
    for _ in range(texts):
        number = dice.choices(range(len(shops)), weights)[0]
        put(number, "text", **_told(words, shops[number], dice))
    for _ in range(nobody):
        street = dice.choice(STREETS)
        put(
            None,
            "nobody",
            content=dice.choice(words.nobody).format(street=street),
            street=street,
            merchant=dice.choice(("", "", "无", "某店", "不详")),
        )
    return world


def _shops(words: WordSet, dice: random.Random, count: int) -> list[Shop]:
    """Shops with brands of their own; some share one with a shop of another trade, some differ by a sign from another."""
    shops: list[Shop] = []
    taken: set[tuple[str, int]] = set()

    def add(brand: str, trade: int, *, common: bool = False) -> None:
        if (brand, trade) in taken:
            return
        taken.add((brand, trade))
        count_of = 1 if common else dice.choice((1, 1, 1, 2, 3))
        branches = [_place(words, dice) for _ in range(count_of)]
        shops.append(Shop(brand, trade, common, branches, f"1990000{dice.randrange(10000):04}"))

    while len(shops) < count:
        trade, roll = dice.randrange(len(words.trades)), dice.random()
        if roll < 0.1:
            surname = dice.choice(words.surnames)
            add(dice.choice((f"老{surname}", f"{surname}记", f"小{surname}", f"{surname}师傅")), trade, common=True)
        elif roll < 0.18 and shops:
            add(dice.choice(shops).brand, trade)  # the same brand in another trade
        elif roll < 0.3 and shops:
            near = dice.choice(shops)  # one sign away from another shop, at another address
            if not near.common:
                place = dice.randrange(len(near.brand))
                sign = words.homophones.get(near.brand[place]) if dice.random() < 0.4 else None
                brand = near.brand[:place] + (sign or dice.choice(words.signs)) + near.brand[place + 1 :]
                add(brand, near.trade)
        else:
            add("".join(dice.sample(words.signs, dice.choice((2, 2, 2, 3, 3, 4)))), trade)
    return shops


def _place(words: WordSet, dice: random.Random) -> tuple[str, str, str]:
    street, estate = dice.choice(STREETS), dice.choice(words.estates)
    number = dice.randrange(1, 90)
    plain = f"{dice.choice(words.roads)}{number}号" if dice.random() < 0.5 else f"{estate}{number}号楼"
    return street, estate, plain


def _spelled(dice: random.Random, street: str, plain: str) -> str:
    """An address in one of its spellings, or none."""
    if dice.random() < 0.3:
        return ""
    wide = plain.translate({ord(str(step)): chr(0xFF10 + step) for step in range(10)})
    return dice.choice(
        (
            plain,
            f"北京市昌平区{plain}",
            f"昌平区{street}{plain}",
            f"{street}{plain}底商",
            f"{plain}院内",
            wide,
            f"{plain}一层",
            f"北京市 昌平区 {plain}",
        )
    )


def _wrong(words: WordSet, dice: random.Random, brand: str) -> str:
    """A brand with one wrong sign: mostly one that sounds the same."""
    places = [place for place, sign in enumerate(brand) if sign in words.homophones]
    if places and dice.random() < 0.7:
        place = dice.choice(places)
        return brand[:place] + words.homophones[brand[place]] + brand[place + 1 :]
    place = dice.randrange(len(brand))
    return brand[:place] + dice.choice("亿丰顺程") + brand[place + 1 :]


def _named(words: WordSet, shop: Shop, taken: frozenset[str], dice: random.Random) -> tuple[str, dict[str, str]]:
    """How a column writes the shop, and the ticket's columns; a wrong spelling is never another shop's brand."""
    signs, legals, goods, category = words.trades[shop.trade]
    street, estate, plain = dice.choice(shop.branches)
    sign, brand = dice.choice(signs), shop.brand
    how = dice.choices(
        ("sign", "legal", "branch", "decorated", "short", "wrong"),
        (36, 24, 16, 10, 0 if shop.common else 6, 0 if shop.common else 8),
    )[0]
    address = _spelled(dice, street, plain)
    if how == "legal":
        place = dice.choice(("北京", "北京市", "北京昌平", "北京市昌平区", ""))
        name = f"{place}{brand}{dice.choice(legals)}{dice.choice(('有限公司', '有限责任公司', '有限公司昌平分公司', '中心', '店（个体工商户）'))}"
    elif how == "branch":
        name = f"{brand}{sign}{dice.choice((f'（{estate}店）', f'({estate}店)', f'【{estate}分店】', f'{estate}店', '昌平店', f'（{street[:3]}店）'))}"
    elif how == "decorated":
        name = dice.choice(
            (
                f"“{brand}”{sign}",
                f"{brand} {sign}",
                f"{street}{brand}{sign}",
                f"　{brand}{sign} ",
                f"{brand}{sign}（北京）",
                f"昌平{brand}{sign}",
            )
        )
    elif how == "short":
        name = brand
    elif how == "wrong":
        spelled = next((one for _ in range(20) if (one := _wrong(words, dice, brand)) not in taken), brand)
        name = spelled + sign
        address = plain if dice.random() < 0.75 else address
    else:
        name = f"{brand}{sign}"
    said = dice.choice((f"市民反映办理{goods}后商家停业。", "商家态度恶劣，要求处理。", f"要求退还{goods}。"))
    if dice.random() < 0.25:
        said += f"商家电话{shop.phone}。"
    return how, {
        "merchant": name,
        "content": said,
        "category": category,
        "place": address,
        "street": street,
        "phones": "13800000001",
    }


def _told(words: WordSet, shop: Shop, dice: random.Random) -> dict[str, str]:
    """A ticket that names the shop in its text only."""
    signs, legals, goods, category = words.trades[shop.trade]
    street, estate, plain = dice.choice(shop.branches)
    name = dice.choice(
        (f"{shop.brand}{dice.choice(signs)}",) * 5
        + (f"北京{shop.brand}{legals[0]}有限公司", f"{shop.brand}{dice.choice(signs)}（{estate}店）")
    )
    text = dice.choice(words.forms).format(
        name=name,
        street=street,
        estate=estate,
        goods=goods,
        road=dice.choice(words.roads),
        date=f"2026年{dice.randrange(1, 9)}月{dice.randrange(1, 28)}日",
    )
    return {
        "content": text,
        "category": category,
        "place": _spelled(dice, street, plain),
        "street": street,
        "phones": "13800000001",
        "merchant": dice.choice(("", "", "无", "/")),
    }
