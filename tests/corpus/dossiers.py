"""Sixty made-up dossiers for exclusion: twenty as they should be, forty with one planted fault each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.rules.exclusion.catalogue import Catalogue, EvidenceDemand, ExclusionType, Wording, shipped_catalogues
from tests.corpus import evidence as made

Files = tuple[tuple[str, str, bytes], ...]
LOG = "2026-11-11 09:20 值班员甲联系诉求人核实情况\n2026-11-14 15:10 到现场检查\n2026-11-17 10:30 电话答复诉求人"
SITE = "带时间地点的现场照片"
PLACED = (made.exif("2026:11:14 15:12:00", (40.07, 116.33)), made.exif("2026:11:14 15:15:00", (40.07, 116.33)))
# One type more than ships, so that every rule of the check has a dossier.
EXTRA = ExclusionType(
    "其他",
    "综合核查",
    "excluded",
    "各项要求都有的一类",
    evidence=(EvidenceDemand("核查照片", ("jpg",), largest_mb=1, pixels=720, placed=True, fresh=True, own=True),),
    wording=(Wording("核查的结论", ("核查", "结论")),),
    categories=("预付卡",),
    within_days=10,
    longest=200,
    needs_closed=True,
)


@dataclass(frozen=True)
class Case:
    """One dossier: what is entered, its files (kind, name, content), calls on record, and what is wrong with it.

    `wrong` are the rules that must fail or ask for a person; empty for one as it should be.
    """

    name: str
    major: str
    minor: str
    statement: str
    files: Callable[[], Files]
    process: str = LOG
    basis: str = "《北京市接诉即办工作条例》第二十条"
    platform_name: str = ""
    calls: int = 3
    ticket: Mapping[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] | None = None
    wrong: tuple[str, ...] = ()
    after: str = ""


def catalogue() -> Catalogue:
    """The newest shipped catalogue with one type that asks for everything."""
    newest = shipped_catalogues()[-1]
    return Catalogue("2026-11", (*newest.types, EXTRA), "用于核对")


def one(kind: str, name: str, content: Callable[[], bytes]) -> Callable[[], Files]:
    """One file."""
    return lambda: ((kind, name, content()),)


def site(count: int = 2) -> Files:
    """Site pictures with time and place."""
    return tuple((SITE, f"现场{n}.jpg", made.jpeg(4000, 3000, block=PLACED[n])) for n in range(count))


CLEAN = (
    Case(
        "立案",
        "涉法涉诉",
        "公安机关已立案",
        "经核实，市民反映的健身中心停业退费一事，属地派出所已于2026年11月12日以涉嫌合同诈骗立案侦查，案件正在办理，已向诉求人说明。",
        one("立案通知书", "立案通知书.jpg", made.jpeg),
    ),
    Case(
        "法院",
        "涉法涉诉",
        "法院已受理或已判决",
        "诉求人与商户的服务合同纠纷已由区人民法院受理，案件将于2026年12月8日开庭，相关事项应待判决后依法处理，已告知诉求人。",
        one("受理通知书或裁判文书", "受理通知书.pdf", made.pdf),
    ),
    Case(
        "信访",
        "信访复议",
        "程序中或已终结",
        "诉求人就同一事项已向区信访部门提出信访，2025年6月3日作出处理意见，复查维持原意见，目前处于复核阶段，不再重复办理。",
        one("受理告知书或终结文书", "复查意见.png", made.png),
    ),
    Case(
        "注销",
        "商户情况",
        "已注销",
        "经查询国家企业信用信息公示系统，被反映单位某某健身有限公司已于2026年10月20日办理注销登记，主体资格消灭，已告知诉求人其他途径。",
        one("公示截图", "公示截图.png", lambda: made.png(1366, 768)),
    ),
    Case(
        "失联",
        "商户情况",
        "失联",
        "工作人员11月14日到现场核查，店铺关门、人去楼空，门口张贴停业通知；按登记电话多次拨打无人接听，经营者失联，已报属地留意。",
        lambda: (*site(), ("公示截图", "公示.png", made.png(1366, 768))),
    ),
    Case(
        "超出约定",
        "超出规定",
        "超出政策或合同约定",
        "双方合同第八条约定激活后七日以上不予全额退款，诉求人要求全额退费并三倍赔偿超出合同约定，已于11月17日逐条向诉求人解释。",
        one("合同或政策文件", "合同.pdf", made.pdf),
    ),
    Case(
        "协议后反悔",
        "反悔",
        "已达成协议后反悔",
        "双方11月12日达成和解协议，商户分两期退款三千元，首期已经支付，诉求人11月16日反悔要求一次付清，已告知按协议履行。",
        one("和解协议", "和解协议.docx", made.docx),
    ),
    Case(
        "退款后反悔",
        "反悔",
        "已退款后反悔",
        "商户已于11月13日将余额2860元通过微信转账退还诉求人，当日到账，诉求人确认收到后又要求赔偿误工费，缺乏依据，已作解释。",
        one("转账记录", "转账.jpg", lambda: made.jpeg(1080, 1920)),
    ),
    Case(
        "重复",
        "重复诉求",
        "同一诉求人同一事项",
        "同一诉求人10月已就同一事项反映，工单编号热线-261012-000318，该件已于10月20日办结并答复，本件内容与前件完全相同，没有新的事实。",
        one("前一件办理情况", "前件.xlsx", made.xlsx),
    ),
    Case(
        "撤诉",
        "撤诉误打",
        "诉求人撤诉",
        "诉求人11月17日在电话中明确表示问题已与商户协商好，撤回本次诉求，不再要求处理，工作人员已告知其可再次来电反映。",
        one("通话记录", "通话.wav", made.wav),
    ),
    Case(
        "误打",
        "撤诉误打",
        "误打",
        "经11月11日电话核实，来电人称系误打热线，本意是查询快递，没有需要反映的问题，工作人员已向其说明热线受理范围。",
        one("通话录音", "录音.wav", made.wav),
    ),
    Case(
        "非本人",
        "撤诉误打",
        "非本人",
        "经两次拨打登记号码核实，机主表示不是本人反映，也不认识诉求人，系统内没有其他联系方式，无法进一步了解诉求的具体内容。",
        one("通话记录", "通话.pdf", made.pdf),
    ),
    Case(
        "无法联系",
        "无法联系",
        "多次联系未果",
        "工作人员分别于11月11日、11月14日、11月17日在不同时段共拨打登记号码三次，均无人接听，短信告知后诉求人也没有回电，无法联系。",
        one("通话记录", "通话清单.xlsx", made.xlsx),
    ),
    Case(
        "职业索赔",
        "非正常诉求",
        "职业索赔",
        "经核查，诉求人一年内以同样方式反映本区多家商户并要求高额赔偿，共计十七件，依据相关规定认定为以牟利为目的的职业索赔。",
        one("关联诉求清单", "清单.xlsx", made.xlsx),
    ),
    Case(
        "谩骂",
        "非正常诉求",
        "谩骂或扬言",
        "11月14日通话中，诉求人反复谩骂工作人员，并威胁要到单位闹事，工作人员多次劝导、告知文明沟通，诉求人挂断电话，录音附后。",
        one("通话录音", "录音.mp3", lambda: b"ID3\4\0\0" + bytes(64)),
    ),
    Case(
        "不属本区",
        "管辖",
        "不属本区",
        "经与诉求人核实并查询地图，反映的门店位于某某区某某路十八号，登记地址与经营地址均在某某区，不在昌平区范围内，应由当地处理。",
        one("地址核实材料", "地图.png", lambda: made.png(1366, 768)),
    ),
    Case(
        "不属本部门",
        "管辖",
        "不属本部门",
        "诉求人反映体育健身场馆预付费问题，按照三定方案和派单目录，健身行业由区体育局主管，本单位没有相应职责，建议转区体育局办理。",
        one("职责依据", "三定.pdf", made.pdf),
    ),
    Case(
        "网络平台",
        "网络与异地",
        "网络平台",
        "诉求人在某某商城网店购买商品要求退货，该平台经营者注册地和实际经营地均在外省，不在本区，已告知诉求人向平台所在地市场监管部门反映。",
        one("平台页面截图", "页面.png", lambda: made.png(1366, 768)),
        platform_name="某某商城",
    ),
    Case(
        "异地企业",
        "网络与异地",
        "异地企业",
        "经查询公示信息，被反映企业登记注册地和经营地都在外省某市，在本区没有门店，已将线索移送当地主管部门，并于11月17日告知诉求人。",
        one("公示截图", "公示.png", lambda: made.png(1366, 768)),
    ),
    Case(
        "咨询",
        "非诉求",
        "咨询建议表扬",
        "诉求人咨询预付卡备案的办理条件和流程，工作人员11月11日已当场电话答复，诉求人表示清楚。",
        one("通话记录", "通话.wav", made.wav),
        ticket={"type": "咨询"},
    ),
)
BY_NAME = {case.name: case for case in CLEAN}
_SITE, _LOST, _PAY, _TALK = BY_NAME["失联"], BY_NAME["无法联系"], BY_NAME["退款后反悔"], BY_NAME["撤诉"]
_SHOP, _NET, _COURT = BY_NAME["注销"], BY_NAME["网络平台"], BY_NAME["法院"]
_WHOLE = Case(
    "综合",
    "其他",
    "综合核查",
    "工作人员到现场核查，结论是商户仍在正常营业，诉求人反映的停业情况不属实，已当面告知双方后续联系方式。",
    one("核查照片", "核查.jpg", lambda: made.jpeg(4000, 3000, block=PLACED[0])),
    ticket={"category_1": "市场管理", "category_2": "单用途预付卡"},
)


def picture(block: bytes = b"", **said: int) -> Callable[[], Files]:
    """One picture for the type that asks for everything."""
    return one("核查照片", "核查.jpg", lambda: made.jpeg(**{"width": 4000, "height": 3000, **said}, block=block))


def bad(name: str, case: Case, *wrong: str, **changed: Any) -> Case:
    """The case with one thing changed, which must be found as these rules."""
    return replace(case, name=name, wrong=wrong, **changed)


FAULTY = (
    bad("没有说明", _TALK, "statement", statement=""),
    bad("说明太短", _SHOP, "length", statement="已在公示系统查到注销登记。"),
    bad("说明太长", _WHOLE, "length", statement="核查结论。" * 60),
    bad(
        "没写立案机关",
        BY_NAME["立案"],
        "wording:1",
        statement="市民反映的退费一事，有关机关已经立案，案件正在办理之中，目前还没有结果，已向诉求人作了说明。",
    ),
    bad(
        "没写退款金额",
        _PAY,
        "wording:1",
        statement="商户已经将余额通过微信转账退还诉求人，诉求人确认收到后又提出其他要求，缺乏依据，已经作了解释。",
    ),
    bad(
        "没写拨打结果",
        _LOST,
        "wording:2",
        statement="工作人员在不同时段共拨打登记号码三次，短信告知后诉求人也没有回电，目前没有其他可用的联系途径。",
    ),
    bad(
        "没写平台所在地",
        _NET,
        "wording:2",
        statement="诉求人在某某商城网店购买商品后要求退货，经营者不在本区，已告知诉求人向有关的市场监管部门反映，并提供了电话，诉求人表示知晓。",
    ),
    bad("没有过程", _TALK, "process", process=""),
    bad("没有依据", _COURT, "basis", basis=" "),
    bad("只打过一次", _LOST, "attempts", calls=1),
    bad("一次也没打", _PAY, "attempts", calls=0),
    bad("过了期限", _SHOP, "deadline", ticket={"closed_at": "2026-11-11T10:00:00"}),
    bad("过了五日期限", BY_NAME["不属本部门"], "deadline", ticket={"closed_at": "2026-11-16T10:00:00"}),
    bad("已办结而不知何时", _WHOLE, "deadline", ticket={**_WHOLE.ticket, "closed_at": None, "status": "closed"}),
    bad("还没办结", _WHOLE, "closed", ticket={**_WHOLE.ticket, "closed_at": None}),
    bad("结果选错", _NET, "flag", flags=("excluded",)),
    bad("挂账选成剔除", _SITE, "flag", flags=("excluded",)),
    bad("没有平台名称", _NET, "platform-name", platform_name=" "),
    bad("不是咨询", BY_NAME["咨询"], "ticket-type", ticket={"type": "投诉"}),
    bad("分类不符", _WHOLE, "category", ticket={"category_1": "城市管理"}),
    bad("过程日期在未来", _TALK, "process-dates", process="2026-11-28 10:00 已电话联系诉求人"),
    bad("过程日期早于派单", _TALK, "process-dates", process="2026-11-02 10:00 电话联系诉求人核实"),
    bad("过程日期不存在", _TALK, "process-dates", process="2026年11月31日电话联系诉求人"),
    bad(
        "说明日期在未来",
        _PAY,
        "statement-dates",
        statement="商户已于2026年12月13日将余额2860元通过微信转账退还诉求人，诉求人确认收到后又要求赔偿，已作解释。",
    ),
    bad("缺照片", _SITE, "evidence:" + SITE, files=lambda: (*site(1), ("公示截图", "公示.png", made.png()))),
    bad("缺截图", _SITE, "evidence:公示截图", files=site),
    bad("一份材料也没有", _COURT, "evidence:受理通知书或裁判文书", files=tuple),
    bad("材料名称没选", _COURT, "evidence:受理通知书或裁判文书", "kind:1", files=one("", "受理.pdf", made.pdf)),
    bad("格式不收", BY_NAME["谩骂"], "format:1", "evidence:通话录音", files=one("通话录音", "录音.mp3", made.docx)),
    bad("假后缀", _WHOLE, "format:1", "evidence:核查照片", files=one("核查照片", "核查.jpg", made.pdf)),
    bad(
        "超过大小",
        _WHOLE,
        "size:1",
        files=one(
            "核查照片", "核查.jpg", lambda: made.jpeg(4000, 3000, block=PLACED[0]) + bytes(2 << 20) + b"\xff\xd9"
        ),
    ),
    bad("截图太小", _SHOP, "pixels:1", files=one("公示截图", "公示.png", lambda: made.png(400, 300))),
    bad("没有拍摄时间", _WHOLE, "taken:1", files=picture(made.exif("", (40.07, 116.33)))),
    bad("没有拍摄地点", _WHOLE, "place:1", files=picture(made.exif("2026:11:14 15:12:00"))),
    bad("时间地点都没有", _WHOLE, "taken:1", "place:1", files=picture()),
    bad("拍摄时间在未来", _WHOLE, "taken:1", files=picture(made.exif("2027:01:14 15:12:00", (40.07, 116.33)))),
    bad("派单前拍的", _WHOLE, "taken:1", files=picture(made.exif("2026:09:14 15:12:00", (40.07, 116.33)))),
    bad(
        "图片残缺",
        _SHOP,
        "readable:1",
        "evidence:公示截图",
        files=one("公示截图", "公示.jpg", lambda: made.jpeg(whole=False)),
    ),
    bad("文件丢失", _COURT, "readable:1", "evidence:受理通知书或裁判文书", after="lose"),
    bad("文件被改", _COURT, "readable:1", "evidence:受理通知书或裁判文书", after="change"),
    bad("别件用过", _WHOLE, "elsewhere:1", after="use elsewhere"),
)
