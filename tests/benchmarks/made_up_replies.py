"""Made-up replies with planted faults; the words looked at while tuning and the held-out ones differ."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.base.clock import SHANGHAI
from app.rules.contact.states import AttemptOutcome
from app.rules.reply.form import span_words

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=SHANGHAI)
OWN_PHONE = "13900000001"


@dataclass(frozen=True, slots=True)
class Words:
    """One part's words: demands with their answers, closings, and the sentences that hold a fault or none."""

    demands: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    openings: tuple[str, ...]
    clean: tuple[str, ...]
    basis: tuple[str, ...]
    no_basis: tuple[str, ...]
    promises: tuple[tuple[str, str], ...]
    vague: tuple[str, ...]
    privacy: tuple[str, ...]
    forbidden: tuple[str, ...]
    cold: tuple[str, ...]
    future_done: tuple[str, ...]
    early_call: tuple[str, ...]


FIRST = Words(
    demands=(
        ("退还剩余费用2800元", "经协调，商户已于11月22日将剩余费用2800元退还诉求人"),
        ("开具发票", "发票已由商户当面开具"),
        ("赔偿损失500元", "双方协商一致，商户一次性补偿500元"),
        ("更换同型号的冰箱", "商户已为诉求人更换同型号冰箱"),
        ("修好门口的照明灯", "门口照明已由物业维修，夜间正常"),
        ("清理店外堆放的杂物", "店外杂物已清理完毕"),
        ("降低夜间的噪音", "经测，夜间音量已降至标准以下"),
        ("公示收费标准", "收费标准已张贴在店内醒目处"),
        ("查处该店无证经营", "经查，该店未取得许可证，已责令停业并立案"),
        ("商家当面道歉", "店长已当面向诉求人致歉"),
        ("延长会员卡有效期", "会员卡有效期已顺延三个月"),
        ("把会员卡转到霍营店", "会员卡已转至霍营店使用"),
    ),
    facts=("市民反映其在某某超市购物", "诉求人来电称其于2026年3月5日在某健身中心办卡", "市民反映小区底商某餐馆"),
    openings=("经核实，诉求人反映情况属实。", "接单后工作人员到现场核查。", "我局立即联系商户了解情况。"),
    clean=(
        "诉求人对结果表示认可。",
        "诉求人来电号码13900000001已核对。",
        "如有疑问请拨打010-69700001。",
        "诉求人于2026年3月5日购卡，合同期一年。",
        "依据条例，经营者应当自收到申请之日起5日内退款。",
        "诉求人此前希望尽快退款，现已全部到账。",
        "我局将加强日常监管。",
        "商户负责人王某到场说明了情况。",
    ),
    basis=("《北京市单用途预付卡管理条例》第十五条", "京商秩字〔2023〕18号", "《消费者权益保护法》第二十四条"),
    no_basis=("", "按照有关规定", "依法依规办理"),
    promises=(
        ("商户承诺12月10日前退还押金。", "2026-12-10"),
        ("商户同意三个工作日内补发商品。", "2026-11-26"),
        ("双方约定本周五前上门维修。", "2026-11-27"),
        ("我局将于11月30日前再次答复诉求人。", "2026-11-30"),
    ),
    vague=("商户将尽快退还押金。", "商户承诺补发商品。", "后续将安排上门维修。", "待核实后再答复诉求人。"),
    privacy=(
        "店长张建国，电话13800009999。",
        "已核对其身份证110114199003071234。",
        "款项退至银行卡6222021234567890123。",
    ),
    forbidden=("此事爱莫能助。", "这件事没办法。", "请你自己想办法。"),
    cold=("请自行协商解决。", "诉求人诉求不合理。", "此事与我局无关。"),
    future_done=("商户已于12月2日退还押金。", "11月30日已完成整改。"),
    early_call=("11月15日已电话联系诉求人。", "工作人员于11月14日与诉求人沟通。"),
)

SECOND = Words(
    demands=(
        ("返还押金1200元", "押金1200元商家于11月22日原路退回"),
        ("补发少寄的两件商品", "缺少的两件商品已重新寄出并签收"),
        ("停止播放高音喇叭", "店家已撤除高音喇叭，不再对外放音"),
        ("核查食品是否过期", "经现场查看，货架食品均在保质期内"),
        ("给予书面答复", "处理意见书已邮寄送达诉求人"),
        ("把坏掉的扶梯修复", "扶梯经维保单位检修，恢复运行"),
        ("按原价结算", "商家同意按原价重新结算，差额已退"),
        ("免除违约金", "商家不再收取违约金"),
        ("提供消费明细", "消费明细清单已打印交给诉求人"),
        ("取消自动续费", "自动续费功能已关闭"),
        ("重新安排家政人员", "家政公司已另行安排服务员上岗"),
        ("恢复会员积分", "会员积分3000分已补录到账"),
    ),
    facts=("来电人称在某某商场消费时", "消费者反映通过预付卡在某理发店充值", "居民来电反映楼下便利店"),
    openings=("收到工单后专班当日赶赴现场。", "经调查，所述基本属实。", "工作人员约谈了商家。"),
    clean=(
        "来电人对处理结果满意。",
        "来电人手机13900000001可正常接听。",
        "咨询电话：010-80100000。",
        "该卡办理于2026年5月12日，余额清楚。",
        "按照合同约定，退课须在7日内提出。",
        "来电人表示无其他要求。",
        "下一步将持续做好巡查。",
        "店长李某配合调查。",
        "双方已签订和解协议，无争议。",
    ),
    basis=("《家政服务管理规定》第八条", "法释〔2025〕4号第三条", "《零售商促销行为管理办法》第六条"),
    no_basis=("", "参照相关政策", "根据实际情况处理"),
    promises=(
        ("商家答应12月5日前把余款打到来电人账户。", "2026-12-05"),
        ("物业表示两周内完成更换。", "2026-12-07"),
        ("约好明天下午3点再联系来电人。", "2026-11-24"),
        ("家政公司保证月底前退清服务费。", "2026-11-30"),
        ("商家预计12月15日恢复营业。", "2026-12-15"),
    ),
    vague=(
        "商家会抓紧时间返款。",
        "家政公司答应退回服务费。",
        "近期会派人上门查看。",
        "有进展后会第一时间反馈。",
        "择日再行协商。",
    ),
    privacy=(
        "负责人赵志刚称愿意配合，手机15900008888。",
        "另一投诉人的证件号320106198812124321一并登记。",
        "已转账至6217001234567890456账户。",
    ),
    forbidden=("这个不归我局管。", "投诉也没用。", "领导不在，无法答复。"),
    cold=("建议走法律途径。", "请理解。", "商家已告知，请知晓。"),
    future_done=("12月8日商家已将余款退清。", "整改已于11月28日完成。"),
    early_call=("曾于11月16日致电来电人。", "11月13日已向来电人说明情况。"),
)


THIRD = Words(
    demands=(
        ("全额退回课程费", "课程费已由机构分两笔退回诉求人账户"),
        ("提供进货凭证", "经营者出示了进货凭证并交诉求人查阅"),
        ("免费重新清洗羽绒服", "洗衣店已免费重洗，诉求人取回羽绒服"),
        ("告知停车费计算方式", "停车费按每半小时计算，标准已向诉求人解释"),
        ("拆除占道的广告牌", "占道广告牌当日拆除"),
        ("处罚缺斤短两的摊主", "摊主计量不足，被罚款并更换电子秤"),
        ("兑现以旧换新补贴", "以旧换新补贴已通过审核并发放"),
        ("更正账单上的错误", "账单错误经核对已改正"),
        ("安排专人对接装修质量问题", "公司指派项目经理对接，墙面开裂处已返工"),
        ("停止短信营销骚扰", "营销短信已停发，号码移出名单"),
        ("给商场三层加装防滑垫", "三层卫生间门口铺设了防滑垫"),
        ("调解与美容院的合同纠纷", "经调解，双方解除合同"),
        ("查询预付卡余额", "查得卡内余额为460元"),
        ("把超市购物车还原位", "购物车已全部归位"),
    ),
    facts=("来电人在某某便民菜店", "市民投诉某教育机构", "反映人称某家装公司施工"),
    openings=("专班接单后与双方核对情况。", "现场检查发现情况基本一致。", "我单位组织双方面谈。"),
    clean=(
        "反映人无异议。",
        "已用反映人预留的13900000001与其核对。",
        "商户前台电话010-60500000。",
        "合同签订于2025年9月1日，至2026年12月31日止。",
        "根据《民法典》，债务人应在催告后合理期限内履行。",
        "反映人曾要求一周内解决。",
        "今后将加大检查频次。",
        "法定代表人陈某到场。",
        "活动至12月31日结束。",
        "门店每日10:00开门。",
    ),
    basis=("《北京市接诉即办工作条例》第二十一条", "昌商发〔2026〕3号", "《计量法》第二十六条"),
    no_basis=("", "按政策执行", "见相关文件"),
    promises=(
        ("机构承诺2026年12月20日前退清尾款。", "2026-12-20"),
        ("家装公司定于本周六上门返工。", "2026-11-28"),
        ("菜店答应十日内更换电子秤。", "2026-12-03"),
        ("反映人让18:30后再联系。", "2026-11-23"),
        ("超市负责人表示明日完成整改。", "2026-11-24"),
        ("我单位会在12月1日上午10点前回复反映人。", "2026-12-01"),
    ),
    vague=(
        "机构会尽早退清尾款。",
        "家装公司同意上门返工。",
        "过几天再联系反映人。",
        "超市正抓紧整改。",
        "余款陆续支付。",
    ),
    privacy=(
        "摊主孙德福电话18700007777。",
        "施工员身份证号为370102197506051236。",
        "退款打入其工行卡6212260200012345678。",
    ),
    forbidden=("我们管不了。", "你去找别人吧。", "纯属无理取闹。"),
    cold=("该诉求不予受理。", "已转办。", "无法满足反映人诉求。"),
    future_done=("机构12月3日已全部退清。", "11月29日已答复反映人。"),
    early_call=("11月12日与反映人电话沟通。", "11月10日回访了反映人。"),
)


# Written after the rules had been tuned on the other three; the rules were not touched for it.
HELD_OUT = Words(
    demands=(
        ("退掉未消费的洗车次数", "剩余洗车次数折算成现金退给车主"),
        ("公布菜品的真实产地", "餐厅在菜单上注明了产地"),
        ("把快递柜移到楼外", "快递柜已搬至楼外东侧"),
        ("恢复供应早餐", "早餐窗口11月22日起恢复供应"),
        ("赔付被碰坏的手机屏", "门店承担了手机屏的维修费"),
        ("修改错误的消费记录", "消费记录经系统核对已更正"),
        ("解除与家政公司的服务合同", "双方签署了解除协议"),
        ("要回被扣的预约金", "预约金全部退回原账户"),
        ("清除店门口的积水", "门口积水已抽干并疏通下水"),
        ("规范电动车停放", "店外划线停放，保安每日整理电动车"),
        ("核实商场甲醛是否超标", "第三方检测显示甲醛合格，报告已给反映人查看"),
        ("取消强制搭售", "店方不再搭售，套餐可单点"),
        ("告诉开业活动的具体规则", "活动规则逐条向反映人作了介绍"),
        ("补偿误工费", "经协商店方支付误工费300元"),
    ),
    facts=("车主反映某汽车美容店", "顾客来电反映某快餐店", "住户投诉楼下商铺"),
    openings=("工作人员于当日联系店方并实地查看。", "经了解，反映内容属实。", "我科牵头约见双方。"),
    clean=(
        "车主表示同意。",
        "已拨打13900000001核对信息。",
        "店内固定电话010-61700000。",
        "洗车卡购于2026年2月14日。",
        "按店内公告，未使用次数须在三个月内用完。",
        "顾客提出希望当天解决。",
        "我科将进一步强化巡查。",
        "店主刘某全程参与。",
        "促销截至11月30日。",
    ),
    basis=("《消费者权益保护法实施条例》第二十二条", "《北京市消费者权益保护条例》第九条", "GB/T 18883-2022"),
    no_basis=("", "依照相关要求", "结合现场情况"),
    promises=(
        ("店方承诺下周二前打款。", "2026-12-01"),
        ("商场答应在12月8日前完成更换。", "2026-12-08"),
        ("约定后天上午10点上门安装。", "2026-11-25"),
        ("店方保证七日内退清。", "2026-11-30"),
        ("顾客要求今晚7点后再打电话。", "2026-11-23"),
    ),
    vague=("店方同意打款。", "商场随后更换。", "会尽快安排人上门安装。", "稍后再给反映人回电。"),
    privacy=(
        "店长周丽萍表示，手机17600006666可找到她。",
        "登记证件130602198808082222。",
        "转入账号6228480012345678901。",
    ),
    forbidden=("我不知道怎么办。", "没空处理。", "找别人反映去。"),
    cold=("店方已告知。", "请自行与店方商量。", "不属于我局职责。"),
    future_done=("店方12月4日已打款。", "12月1日已联系车主。"),
    early_call=("11月9日已与车主通话。", "11月12日曾电话告知顾客。"),
)


@dataclass(slots=True)
class MadeReply:
    """One reply, what was planted in it (kinds, the words passed over, the days promised) and its ticket."""

    content: str
    values: dict[str, str]
    attempts: list[tuple[datetime, AttemptOutcome]]
    dispatched_at: datetime
    category: str = "市场管理->单用途预付卡"
    planted: set[str] = field(default_factory=set)
    passed_over: list[str] = field(default_factory=list)
    demands: list[str] = field(default_factory=list)
    promised: list[str] = field(default_factory=list)


_FAULTS = (
    "point", "no-contact", "dates", "basis", "promise", "privacy", "forbidden", "cold", "platform", "promised",
)  # fmt: skip


def replies(size: int, seed: int, words: Words) -> Iterator[MadeReply]:
    """So many replies: each of the faults in about a tenth, half of the replies with none."""
    chance = random.Random(seed)
    for _ in range(size):
        made = _good(chance, words)
        for fault in _FAULTS:
            if chance.random() < 0.1:
                _plant(chance, words, made, fault)
        chance.shuffle(made_clean := [chance.choice(words.clean) for _ in range(chance.randrange(3))])
        made.values["result"] += "".join(made_clean)
        yield made


def _good(chance: random.Random, words: Words) -> MadeReply:
    asked = chance.sample(words.demands, chance.choice((1, 1, 2, 2, 3)))
    dispatched = datetime(2026, 11, 20, chance.randrange(8, 18), 0, tzinfo=SHANGHAI)
    called = dispatched + timedelta(hours=chance.randrange(1, 20))
    values = {
        "contacted": "是",
        "solved": "解决",
        "satisfied": "满意",
        "contact_time": span_words(called, called + timedelta(minutes=4)),
        "solved_time": span_words(called + timedelta(hours=5), called + timedelta(hours=6)),
        "satisfied_time": span_words(called + timedelta(hours=7), called + timedelta(hours=7)),
        "basis": chance.choice(words.basis),
        "result": chance.choice(words.openings) + "；".join(answer for _, answer in asked) + "。",
    }
    wishes = [wish for wish, _ in asked]
    content = f"{chance.choice(words.facts)}，{_wishes(chance, wishes)}"
    return MadeReply(content, values, [(called, AttemptOutcome.REACHED)], dispatched, demands=wishes)


def _wishes(chance: random.Random, wishes: list[str]) -> str:
    form = chance.randrange(4)
    if form == 0 or len(wishes) == 1:
        return f"要求{'，并'.join(wishes)}，希望相关部门尽快核实处理。"
    if form == 1:
        return "诉求：" + "；".join(f"{place}、{wish}" for place, wish in enumerate(wishes, start=1)) + "。"
    if form == 2:
        return f"现要求{wishes[0]}，希望{'，同时'.join(wishes[1:])}。请尽快回复。"
    return f"投诉该商户，要求{'、'.join(wishes)}。"


def _plant(chance: random.Random, words: Words, made: MadeReply, fault: str) -> None:
    values = made.values
    if fault == "point":
        wish = chance.choice(made.demands)
        answer = dict(words.demands)[wish]
        values["result"] = values["result"].replace(answer, "已与商户沟通")
        made.passed_over.append(wish)
    elif fault == "no-contact":
        made.attempts = [] if chance.random() < 0.5 else [(at, AttemptOutcome.NO_ANSWER) for at, _ in made.attempts]
    elif fault == "dates":
        fault = _plant_dates(chance, words, made)
    elif fault == "basis":
        values["basis"] = chance.choice(words.no_basis)
    elif fault == "platform":
        values["off_volume"] = "网络平台"
    elif fault == "promised":
        text, day = chance.choice(words.promises)
        values["result"] += text
        made.promised.append(day)
    else:
        said = {"promise": words.vague, "privacy": words.privacy, "forbidden": words.forbidden, "cold": words.cold}
        values["result"] += chance.choice(said[fault])
    made.planted.add(fault)


def _plant_dates(chance: random.Random, words: Words, made: MadeReply) -> str:
    """Plants times that contradict, in the fields or in the words of the result; says which."""
    values = made.values
    form = chance.choice((0, 1, 2, 3, 4, 5) if made.attempts else (0, 1, 2, 4, 5))
    if form == 0:
        early = made.dispatched_at - timedelta(hours=chance.randrange(1, 30))
        values["contact_time"] = span_words(early, early)
    elif form == 1:
        late = NOW + timedelta(days=chance.randrange(1, 5))
        values["solved_time"] = span_words(late, late)
    elif form == 2:
        early = made.dispatched_at - timedelta(days=1)
        values["satisfied_time"] = span_words(early, early)
    elif form == 3:
        made.attempts = [(at + timedelta(hours=3), outcome) for at, outcome in made.attempts]
    elif form == 4:
        values["result"] += chance.choice(words.future_done)
    else:
        values["result"] += chance.choice(words.early_call)
    return "dates in fields" if form < 4 else "dates in words"
