"""Texts as somebody may have copied them: tickets in the layouts of the platforms' exports, and what offices write."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from app.base.resources import resource_toml

LAYOUTS = [list(one["columns"]) for one in resource_toml("aliases", "layouts.toml")["layout"]]
_FORM = (
    "工单编号 来电时间 热线号码 受理单位 来电人 来电号码 联系方式 来电人地址 问题分类 工单分类 发生地址 "
    "被反映单位 标题 主要内容 派单人员 派单时间 处理意见 截止时间 处理时限 承办单位 处理情况"
)
FORM = _FORM.split()
_SHOPS = ("某健身中心", "某美发店", "某家政公司", "某超市", "某教育咨询公司", "某洗车行")
_WANTS = (
    "闭店后年卡无法退费",
    "预付卡余额不退",
    "阿姨中途离开不退中介费",
    "销售过期食品",
    "课程停办不退学费",
    "换店名后不认旧卡",
)
_STREETS = ("回龙观街道", "城北街道", "沙河镇", "天通苑南街道", "北七家镇", "南口镇")
_NAMES = ("王某", "李女士", "张先生", "赵某某", "陈女士", "孙先生")


def ticket_texts(seed: int, count: int = 100) -> list[str]:
    """Tickets: tables with and without their header row, forms, pages; made-up people."""
    chance = Random(seed)
    shapes: tuple[Callable[[Random], str], ...] = (_table, _table, _bare_rows, _cells, _page, _tab_page, _stacked_page)
    return [shapes[at % len(shapes)](chance) for at in range(count)]


def other_texts(seed: int, kept_out: bool, count: int = 100) -> list[str]:
    """Office prose, chat and code; those that are `kept_out` were never looked at while the rule was made."""
    chance = Random(seed)
    makers = (*_KEPT_OUT,) if kept_out else (*_SEEN,)
    return [makers[at % len(makers)](chance) for at in range(count)]


def value(column: str, chance: Random, at: int = 1) -> str:
    """A made-up value of a column; many a cell is empty."""
    if "编号" in column or column == "编号":
        return (
            f"热线-2611{chance.randint(10, 30)}-{chance.randint(0, 999_999):06d}"
            if chance.random() < 0.6
            else (f"{chance.randint(10**17, 10**18)}")
        )
    if column == "序号":
        return str(at)
    if column.endswith(("时间", "期限")):
        return _time(chance)
    if column.startswith("是否"):
        return chance.choice(("是", "否", ""))
    if column.endswith(("号码", "电话", "联系方式", "账号")):
        return f"1380000{chance.randint(0, 9999):04d}"
    if column in ("主要内容", "诉求内容"):
        return (
            f"市民反映{chance.choice(_SHOPS)}{chance.choice(_WANTS)}，要求{chance.choice(('退费', '核查', '答复'))}。"
        )
    if column in ("标题", "工单标题", "诉求主题"):
        return f"{chance.choice(_SHOPS)}{chance.choice(_WANTS)}"
    return _short(column, chance)


def _short(column: str, chance: Random) -> str:
    if "街" in column or column.endswith("单位"):
        return chance.choice(_STREETS)
    if column in ("来电人", "诉求人", "求助人员", "督办人", "派单员", "派单人员"):
        return chance.choice(_NAMES)
    if "状态" in column:
        return chance.choice(("待签收", "办理中", "已办结"))
    if column == "紧急程度":
        return chance.choice(("一般", "紧急"))
    if column in ("月次", "年次", "办理次数"):
        return str(chance.randint(1, 4))
    return chance.choice(("", "", "市场管理", "投诉", "已联系诉求人"))


def _time(chance: Random) -> str:
    day, hour, minute = chance.randint(1, 28), chance.randint(0, 23), chance.randint(0, 59)
    return chance.choice(
        (
            f"2026-11-{day:02d} {hour:02d}:{minute:02d}:00",
            f"2026/11/{day} {hour}:{minute:02d}",
            f"202611{day:02d}{hour:02d}{minute:02d}00",
            f"2026年11月{day}日 {hour}时{minute}分",
            "46347.5",
        )
    )


def _rows(columns: list[str], chance: Random) -> list[str]:
    """Rows as a spreadsheet gives them, with quotes around line breaks, or as a browser does, without the last tabs."""
    rows = ["\t".join(_cell(column, chance, at) for column in columns) for at in range(1, chance.randint(1, 6) + 1)]
    return [row.rstrip("\t") for row in rows] if chance.random() < 0.3 else rows


def _cell(column: str, chance: Random, at: int) -> str:
    text = value(column, chance, at)
    return f'"{text}\n一、尽快""核查""；\t二、答复。"' if column.endswith("内容") and chance.random() < 0.3 else text


def _table(chance: Random) -> str:
    columns = [*chance.choice(LAYOUTS)]
    if chance.random() < 0.3:
        columns += ["备注", "本单位意见"]
    title = ["昌平区办件明细"] if chance.random() < 0.2 else []
    return "\n".join([*title, "\t".join(columns), *_rows(columns, chance)])


def _bare_rows(chance: Random) -> str:
    return "\r\n".join(_rows(chance.choice(LAYOUTS), chance))


def _cells(chance: Random) -> str:
    cells = [text for label in FORM for text in (label, value(label, chance) or "无")]
    wide = chance.choice((4, 6))
    return "\n".join("\t".join(cells[at : at + wide]) for at in range(0, len(cells), wide))


def _labels(chance: Random) -> list[str]:
    return chance.choice([FORM, *(columns for columns in LAYOUTS if any("编号" in one for one in columns))])


def _page(chance: Random) -> str:
    colon = chance.choice(("：", ":", "： "))
    return "\n".join(f"{label}{colon}{value(label, chance)}" for label in _labels(chance))


def _tab_page(chance: Random) -> str:
    return "工单详情\n" + "\n".join(f"{label}\t{value(label, chance)}" for label in _labels(chance))


def _stacked_page(chance: Random) -> str:
    return "\n".join(f"{label}\n{value(label, chance) or '-'}" for label in _labels(chance))


def _name(chance: Random) -> str:
    return chance.choice(_NAMES)


def _notice(chance: Random) -> str:
    return (
        f"关于召开接诉即办工作调度会的通知\n各科室、各专班：\n"
        f"定于11月{chance.randint(1, 28)}日召开会议，请承办单位负责人参加。\n"
        f"时间：{_time(chance)}\n地点：三层会议室\n联系人：{_name(chance)}\n"
        f"联系电话：010-0000{chance.randint(1000, 9999)}"
    )


def _report(chance: Random) -> str:
    share = chance.randint(80, 99)
    return (
        f"本周共受理诉求{chance.randint(20, 300)}件，办结{chance.randint(10, 200)}件，"
        f"响应率{share}.5%，解决率{share - 3}%。"
        f"热点为预付式消费，{chance.choice(_STREETS)}占比最高。工单主要集中在健身、美发。"
    )


def _chat(chance: Random) -> str:
    number = f"热线-261123-{chance.randint(0, 999_999):06d}"
    return chance.choice(
        (
            f"{_name(chance)} 09:12\n{number} 这件今晚到期，承办单位抓紧联系诉求人\n收到，马上办",
            f"工单编号：{number}，诉求人催了，麻烦尽快答复",
            f"[群聊] {_name(chance)}：来电人说没人联系\n{_name(chance)}：我查一下工单状态",
            f"{number}",
            f"{number}\n热线-261124-000001\n热线-261125-000002",
        )
    )


def _python(chance: Random) -> str:
    return chance.choice(
        (
            'HEADERS = ["工单编号", "标题", "主要内容", "派单时间", "承办单位", "工单状态"]\n'
            "for name in HEADERS:\n\tprint(name)\n",
            "def sign(desk, *, number, at):\n\twith desk.writing() as stores:\n"
            "\t\trow = stores.known(number)\n\t\treturn row\n",
            'row = {"工单编号": "热线-261123-000001", "标题": "退费", "主要内容": "要求退费", "承办单位": "城北街道"}',
            "SELECT 工单编号,\t标题,\t主要内容,\t承办单位\nFROM tickets\nWHERE 派单时间 > '2026-11-01'",
        )
    )


def _counts(chance: Random) -> str:
    head = "承办单位\t受理量\t办结量\t响应率\t解决率\t满意率"
    return "\n".join(
        [head, *(f"{street}\t{chance.randint(1, 90)}\t{chance.randint(1, 90)}\t100%\t90%\t95%" for street in _STREETS)]
    )


def _inventory(chance: Random) -> str:
    head = "编号\t名称\t联系人\t联系电话\t地址\t状态"
    return "\n".join(
        [head, *(f"SB-2026{at:06d}\t打印机\t{_name(chance)}\t010-00001234\t三层\t在用" for at in range(4))]
    )


def _template(chance: Random) -> str:
    return "工单编号：\n标题：\n主要内容：\n来电人：\n来电号码：\n承办单位：\n截止时间：\n" + chance.choice(
        ("", "处理意见：\n")
    )


def _it_desk(chance: Random) -> str:
    return (
        f"工单编号：IT-202611{chance.randint(10, 28)}-0{chance.randint(10, 99)}\n标题：打印机无法联网\n"
        f"联系人：{_name(chance)}\n联系电话：8{chance.randint(1000, 9999)}\n状态：处理中"
    )


def _letter(chance: Random) -> str:
    return (
        f"编号：商务函〔2026〕{chance.randint(1, 99)}号\n标题：关于协助核查{chance.choice(_SHOPS)}的函\n"
        f"内容：请协助核查该企业登记情况。\n联系人：{_name(chance)}\n联系电话：0100000{chance.randint(1000, 9999)}"
    )


def _rules(chance: Random) -> str:
    return (
        "字段\t类型\t必填\t说明\n工单编号\t文本\t是\t平台生成的唯一编号\n标题\t文本\t否\t诉求标题\n主要内容\t文本\t是\t诉求内容\n"
        f"承办单位\t文本\t是\t见附件{chance.randint(1, 9)}"
    )


def _roster(chance: Random) -> str:
    return "日期\t白班\t夜班\t带班领导\n" + "\n".join(
        f"11月{day}日\t{_name(chance)}\t{_name(chance)}\t{_name(chance)}" for day in range(1, 6)
    )


def _shell_log(chance: Random) -> str:
    return f'$ jiesu-desk list --queue to-sign --json\n{{"number": "热线-261123-{chance.randint(0, 999):06d}"}}\n$ exit'


def _diff(chance: Random) -> str:
    return (
        f'@@ -{chance.randint(1, 90)},6 +12,7 @@\n-\ttitle = "标题"\n+\ttitle = "工单标题"\n \t\treturn title\t# 编号\n'
    )


def _speech(chance: Random) -> str:
    return (
        "您好，这里是区商务局值班室，您反映的问题已收到，工单正在办理，承办单位会在24小时内与您联系。"
        f"请问您本次来电的诉求是退费还是继续履行？联系电话：1380000{chance.randint(0, 9999):04d}，对吗？"
    )


def _calls(chance: Random) -> str:
    head = "工单编号\t主叫号码\t被叫号码\t通话开始时间\t通话时长\t通话结果"
    return f"{head}\n热线-261123-000001\t01000001234\t1380000{chance.randint(0, 9999):04d}\t{_time(chance)}\t65\t接通"


def _json(chance: Random) -> str:
    rows = [
        {"工单编号": f"热线-261123-{at:06d}", "标题": "退费", "主要内容": "退费", "派单时间": _time(chance)}
        for at in range(3)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _minutes(chance: Random) -> str:
    return (
        f"会议纪要\n一、时间：{_time(chance)}\n二、主持：{_name(chance)}\n三、内容：研究{chance.choice(_STREETS)}预付卡诉求\n"
        "四、要求：1. 承办单位当日联系来电人；2. 截止时间前办结；3. 处理意见报办公室。"
    )


def _contract(chance: Random) -> str:
    return (
        f"合同编号：HT2026{chance.randint(1000, 9999)}\n单位名称：{chance.choice(_SHOPS)}\n联系人：{_name(chance)}\n"
        "联系电话：01000001234\n地址：某路1号\n主要内容：提供保洁服务\n截止时间：2026-12-31"
    )


def _survey(chance: Random) -> str:
    head = "姓名\t电话\t是否满意\t是否解决\t意见"
    return f"{head}\n" + "\n".join(
        f"{_name(chance)}\t1380000{chance.randint(0, 9999):04d}\t是\t否\t希望加快办理" for _ in range(3)
    )


def _markdown(chance: Random) -> str:
    return f"| 工单编号 | 标题 | 主要内容 |\n|---|---|---|\n| 见附件 | {chance.choice(_WANTS)} | 略 |\n- 来电人：略"


def _lawsuit(chance: Random) -> str:
    return (
        f"案件编号：（2026）京0114民初{chance.randint(1000, 9999)}号\n案由：服务合同纠纷\n联系人：{_name(chance)}\n"
        f"标题：开庭传票\n内容：{chance.choice(_SHOPS)}退费一案定于下周开庭\n地点：第三法庭"
    )


def _css(chance: Random) -> str:
    return (
        f".ticket {{\n\tmargin:\t{chance.randint(1, 20)}px\t4px;\n\tcolor: #1B2733;\n}}\n/* 工单编号：显示在第二行 */"
    )


def _schedule(chance: Random) -> str:
    head = "序号\t事项\t责任单位\t截止时间\t完成时间\t状态"
    return f"{head}\n" + "\n".join(
        f"{at}\t整改点位{at}\t{chance.choice(_STREETS)}\t{_time(chance)}\t\t推进中" for at in range(1, 5)
    )


def _private(chance: Random) -> str:
    return chance.choice(
        (
            "晚上几点吃饭？",
            f"快递单号：SF{chance.randint(10**11, 10**12)} 已到驿站",
            "https://example.org/a?b=1",
            "Abcd-1234!",
        )
    )


_SEEN = (
    _notice, _report, _chat, _python, _counts, _inventory, _template, _it_desk, _letter, _rules,
)  # fmt: skip
_KEPT_OUT = (
    _roster, _shell_log, _diff, _speech, _calls, _json, _minutes, _contract, _survey, _markdown, _lawsuit, _css,
    _schedule, _private,
)  # fmt: skip
