"""A hundred copied texts of other matters: tables with numbers of eleven digits, letters, chats, logs and code."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.support.copied_elsewhere import PEOPLE, PLACES, UNITS, mobile, moment, number


def other_texts(seed: int = 271) -> list[str]:
    """A hundred copies of other matters."""
    chance = Random(seed)
    return [_OTHERS[at % len(_OTHERS)](chance) for at in range(100)]


def _table(head: str, *makers: Callable[[Random], str]) -> Callable[[Random], str]:
    """A table of another matter: its headings, and what makes each cell."""

    def make(chance: Random) -> str:
        rows = ["\t".join(one(chance) for one in makers) for _ in range(chance.randint(1, 8))]
        return "\n".join(["\t".join(head.split()), *rows])

    return make


def _text(*words: str) -> Callable[[Random], str]:
    return lambda chance: chance.choice(words)


def _serial(prefix: str, digits: int) -> Callable[[Random], str]:
    return lambda chance: f"{prefix}{chance.randint(10 ** (digits - 1), 10**digits - 1)}"


_who, _where, _unit = _text(*PEOPLE), _text(*PLACES), _text(*UNITS)
_day = _text("2026-12-01", "2026/12/3", "12月5日", "2026-12-08 10:00")
_money = _serial("", 4)


def _prose(*words: str) -> Callable[[Random], str]:
    """A text in whose gaps people, numbers, moments and places are put."""

    def make(chance: Random) -> str:
        return chance.choice(words).format(
            who=chance.choice(PEOPLE),
            tel=mobile(chance),
            no=number(chance),
            at=moment(chance),
            place=chance.choice(PLACES),
            unit=chance.choice(UNITS),
            n=chance.randint(2, 300),
        )

    return make


_OTHERS: tuple[Callable[[Random], str], ...] = (
    _table("姓名 手机号码 科室 职务 办公电话", _who, mobile, _unit, _text("科长", "科员"), _serial("8974", 4)),
    _table(
        "订单编号 商品标题 收货人 联系电话 下单时间 订单状态 收货地址",
        _serial("", 18),
        _text("纸巾 24 包"),
        _who,
        mobile,
        moment,
        _text("待发货", "已签收"),
        _where,
    ),
    _table(
        "运单号 寄件人 寄件人电话 收件人 收件人电话 签收时间 状态",
        _serial("SF", 12),
        _who,
        mobile,
        _who,
        mobile,
        moment,
        _text("已签收", "派送中"),
    ),
    _table(
        "工单编号 报修人 报修电话 报修内容 报修时间 维修工 完成时间",
        _serial("WX2026", 8),
        _who,
        mobile,
        _text("三层卫生间漏水", "灯管不亮"),
        moment,
        _who,
        moment,
    ),
    _table(
        "提案编号 案由 提案人 主办单位 会办单位 办结时间 办理结果",
        _serial("20260", 4),
        _text("关于便民菜店的建议"),
        _who,
        _unit,
        _unit,
        _day,
        _text("A类", "B类"),
    ),
    _table(
        "收文编号 来文单位 文件标题 收文时间 承办单位 拟办意见 办结时间",
        _serial("2026", 5),
        _text("区政府办", "市商务局"),
        _text("关于做好冬季保供的通知"),
        moment,
        _unit,
        _text("请办公室阅处"),
        _day,
    ),
    _table(
        "立案编号 当事人 案由 立案时间 结案时间 承办人 状态",
        _serial("昌市监", 8),
        _text("某超市"),
        _text("虚假宣传"),
        _day,
        _day,
        _who,
        _text("调查中", "已结案"),
    ),
    _table(
        "合同编号 合同名称 签订单位 联系人 联系电话 签订时间 截止时间",
        _serial("HT", 10),
        _text("保洁服务合同"),
        _unit,
        _who,
        mobile,
        _day,
        _day,
    ),
    _table(
        "序号 督查事项 责任单位 承办单位 完成时限 进展情况 联系人",
        _text("1", "2"),
        _text("一刻钟便民圈建设"),
        _unit,
        _unit,
        _day,
        _text("已完成80%"),
        _who,
    ),
    _table(
        "企业名称 统一社会信用代码 法定代表人 联系电话 地址 备案时间",
        _text("某家政公司", "某超市"),
        _serial("91110114MA", 8),
        _who,
        mobile,
        _where,
        _day,
    ),
    _table(
        "承办单位 受理量 办结量 按时签收 首次联系 响应率 解决率 满意率 综合成绩",
        _unit,
        _money,
        _money,
        _money,
        _money,
        _text("100%"),
        _text("92.3%"),
        _text("95%"),
        _text("94.6"),
    ),
    _table("会员卡号 姓名 手机号 余额 办卡时间 门店", _serial("6", 11), _who, mobile, _money, moment, _where),
    _table(
        "通话编号 主叫号码 被叫号码 开始时间 结束时间 时长 录音文件",
        _serial("", 11),
        mobile,
        mobile,
        moment,
        moment,
        _serial("", 2),
        _text("a.wav"),
    ),
    _table("日期 早班 中班 夜班 带班领导 联系电话", _day, _who, _who, _who, _who, mobile),
    _table(
        "姓名 身份证号 银行卡号 基本工资 补贴 实发",
        _who,
        _serial("11010119900101", 4),
        _serial("62220202", 11),
        _money,
        _money,
        _money,
    ),
    _table(
        "资产编号 名称 型号 使用人 使用科室 购置时间 状态",
        _serial("ZC", 11),
        _text("打印机"),
        _text("M227"),
        _who,
        _unit,
        _day,
        _text("在用"),
    ),
    _table(
        "ticket_id subject requester assignee created_at status priority",
        _serial("", 11),
        _text("VPN down", "New mouse"),
        _text("zhou", "wu"),
        _text("helpdesk"),
        moment,
        _text("open", "closed"),
        _text("P2"),
    ),
    _table("车牌号 车主 电话 车位 到期时间", _text("京N·00000"), _who, mobile, _serial("B", 3), _day),
    _table("快递单号 取件码 驿站 电话 到站时间", _serial("", 13), _serial("", 6), _where, mobile, moment),
    _table(
        "编号 培训主题 主要内容 培训时间 地点 授课人 参加单位",
        _serial("PX", 8),
        _text("预付费监管培训"),
        _text("条例解读与案例"),
        _day,
        _where,
        _who,
        _unit,
    ),
    _prose(
        "各位好：\n请各承办单位今天 17:00 前反馈 {no} 的办理情况，来电人已催 {n} 次。\n"
        "联系人：{who}，电话 {tel}。\n区商务局办公室",
        "【会议通知】\n时间：{at}\n地点：三层会议室\n主持：{who}\n内容：通报接诉即办考核情况，{unit}作表态发言",
        "关于{place}预付卡诉求情况的报告\n本月共受理诉求 {n} 件，其中工单 {no} 反映集中。"
        "下一步由{unit}牵头，{who}负责。",
    ),
    _prose(
        "{who} {at}\n{no} 这件谁在跟？\n{unit} {at}\n我们在跟，已联系诉求人，承诺今天办结\n"
        "{who} {at}\n好，办理结果记得回填",
        "[图片]\n{who}：工单编号 {no}，诉求内容发你私信了\n{who}：收到🙏 截止时间是几点？\n{who}：24:00",
        "{who}: 电话 {tel} 打不通，第{n}次了\n{who}: 那先备注无法联系，标题写清楚",
    ),
    _prose(
        "Dear {who},\nPlease find the ticket report for December attached. Ticket {no} is still open; the caller "
        "({tel}) expects an answer by Friday.\n\nKind regards,\nDuty desk",
        "Subject: Fwd: weekly status\nFrom: desk@example.org\nDate: {at}\n\nOpen: {n}\nClosed: {n}\nTitle: refunds",
    ),
    _prose(
        "{at} INFO  import finished file=export.xlsx rows={n} created={n}\n{at} WARN  number={no} unit unknown\n"
        "{at} ERROR sign refused number={no}",
        'Traceback (most recent call last):\n  File "desk.py", line {n}, in sign\n    raise Refused("{no}")\n'
        "app.base.errors.Refused: 工单已签收",
        "$ grep {no} *.log\nimport.log:{n}:工单编号\t{no}\t新增\nimport.log:{n}:标题\t更新\n",
    ),
    _prose(
        "class Ticket(Base):\n    __tablename__ = '工单'\n    number = Column('工单编号', String)\n"
        "    title = Column('标题', String)\n    content = Column('主要内容', Text)\n"
        "    unit = Column('承办单位', String)  # {n}",
        "INSERT INTO tickets (工单编号, 标题, 主要内容, 承办单位)\nVALUES ('{no}', '退费', '要求退费', '{unit}');",
        "工单编号: {{{{ number }}}}\n标题: {{{{ title }}}}\n主要内容: {{{{ content }}}}\n承办单位: {{{{ unit }}}}\n",
        "const columns = [\n\t{{ title: '工单编号', key: 'no' }},\n\t{{ title: '主要内容', key: 'content' }},\n"
        "\t{{ title: '承办单位', key: 'unit' }},\n];",
    ),
    _prose(
        "姓名：{who}\n电话：{tel}\n地址：{place}\n备注：请放驿站，{at} 前送到",
        "报销编号：BX2026{n}\n标题：差旅费报销\n内容：赴{place}现场核查\n经办人：{who}\n联系电话：{tel}\n状态：审批中",
        "预约编号：{tel}\n预约人：{who}\n预约时间：{at}\n办理事项：营业执照变更\n办理单位：区政务服务中心\n办理状态：已预约",
    ),
    _prose("{tel}\n{tel}\n{tel}", "{tel}、{tel}（{who}）", "{no}", "{no} {at}", "https://example.org/ticket?id={no}"),
    _prose(
        "字段说明\n工单编号\n平台生成，不可修改\n标题\n不超过50字\n主要内容\n如实填写\n承办单位\n从目录中选择\n派单时间\n系统自动填写",
        "填表说明：1.“工单编号”填平台编号；2.“主要内容”不超过500字；3.“承办单位”填全称；4.“办结时间”格式如 {at}。",
    ),
)
