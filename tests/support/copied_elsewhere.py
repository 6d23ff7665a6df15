"""A hundred copied tickets, written without looking at the rule: as browsers, WPS, Word and chats hand them on.

They have the layouts of domain 12 with other wording, wrapped lines and what stands around them; people are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random


def _columns(names: str) -> list[str]:
    return names.split()


_A = _columns(
    "工单编号 工单类型 问题分类 标签 标题 主要内容 工单状态 来电人 来电人电话/账号 被反映区 被反映街乡镇 "
    "办理结果 回复内容 处理受理方式 办结时间 企业名称 是否解决 是否满意 工单性质 村/社区 小区点位"
)
_B = _columns(
    "序号 创建时间 一级分类 二级分类 三级分类 主要内容 被反映街乡镇 所在村社区 二级承办单位简称 处理结果 "
    "办结时间 是否有效回访 是否联系 是否解决 是否满意"
)
_C = _columns(
    "数据来源 案件标签 案件编号 工单编号 来电人 来电号码 状态 驳回原因 月次 年次 当前处理单位 标题 "
    "主要内容 是否保留 重点工单 受理单位 反映社区 市派单时间 区派单时间 一级分类 二级分类 三级分类 "
    "处理科室 办结时间 截止时间 督办人 是否解决 是否满意 是否响应 来电时间 热线号码 联系方式 来电人地址 "
    "问题分类 工单分类 发生地址 处理意见 处理时限 承办单位 办理次数 审核时间 回访时间 回访结果"
)
_D = _columns(
    "工单编号 来电时间 热线号码 受理单位 来电人 来电号码 联系方式 来电人地址 问题分类 工单分类 发生地址 "
    "被反映单位 标题 主要内容 派单人员 派单时间 处理意见 截止时间 处理时限 承办单位 处理情况"
)
_E = _columns(
    "工单编号 工单标题 诉求内容 诉求类型 区交办时间 区交办办结期限 诉求渠道 紧急程度 工单状态 求助人员 "
    "求助号码 事件发生地 诉求详细地址 是否疑难 是否协办 市交办主办单位 市交办时间 市交办办结期限"
)
_F = _columns(
    "序号 办件编号 办件来源 市级编号 诉求主题 诉求内容 办理单位 办理科室 诉求人 诉求人电话 处理结果 "
    "事项大类 事项小类 派发时间 承诺完成时间 办件状态 派单员 预警状态"
)
STORIES = (
    "本人于去年在该店办理洗衣卡充值两千元，近日发现已经关门，电话也打不通，希望有关部门帮助追回余额",
    "超市收银台称重与标价不符，多收12.5元，店员拒绝重新称量",
    "月嫂合同约定26天，实际只做了9天就走了，中介只肯退一半",
    "理发店充3000送1000，现在换了老板不认账。要求：1.退还余额；2.书面答复",
    "线下买的热水器装了三次还漏水，售后一直推，已经一个多月了",
)
TITLES = ("洗衣卡余额追讨", "称重不符多收款", "月嫂中途离岗退费", "换老板不认充值卡", "热水器售后推诿")
PLACES = ("霍营街道", "东小口镇", "史各庄街道", "百善镇", "小汤山镇")
UNITS = ("消费促进科", "市场秩序科", "生活服务业专班", "霍营街道办事处")
PEOPLE = ("周某", "吴女士", "郑先生", "冯某某", "褚某")
STATES = ("待签收", "已签收", "办理中", "待审核", "已反馈", "已办结", "退单申请中")


def ticket_texts(seed: int = 314) -> list[str]:
    """A hundred copies of tickets."""
    chance = Random(seed)
    shapes: tuple[Callable[[Random], str], ...] = (
        _from_a_browser, _from_wps, _with_own_headers, _part_of_the_columns, _without_header, _one_row_without_header,
        _a_form_of_word, _a_page_with_wrapped_lines, _a_page_with_menus, _two_pairs_a_line, _in_brackets,
        _a_list_of_commas, _several_pages, _a_table_with_footer, _a_grid_with_boxes,
    )  # fmt: skip
    return [shapes[at % len(shapes)](chance) for at in range(100)]


def number(chance: Random) -> str:
    day, serial = chance.randint(1, 28), chance.randint(1, 999_999)
    return chance.choice(
        (f"热线-2612{day:02d}-{serial:06d}", f"202612{day:02d}{serial:08d}", f"CP2612{day:02d}{serial:06d}",
         f"市长热线-2612{day:02d}-{serial:06d}", f"{chance.randint(10**15, 10**16)}")
    )  # fmt: skip


def mobile(chance: Random) -> str:
    return f"1390000{chance.randint(0, 9999):04d}"


def moment(chance: Random) -> str:
    day, hour, minute = chance.randint(1, 28), chance.randint(0, 23), chance.randint(0, 59)
    return chance.choice(
        (f"2026-12-{day:02d} {hour:02d}:{minute:02d}:{chance.randint(0, 59):02d}", f"2026/12/{day} {hour}:{minute:02d}",
         f"2026.12.{day:02d} {hour:02d}:{minute:02d}", f"2026年12月{day}日 {hour:02d}:{minute:02d}",
         f"2026-12-{day:02d}T{hour:02d}:{minute:02d}:00")
    )  # fmt: skip


_MADE: dict[str, Callable[[Random], str]] = {
    "编号": number,
    "号码": mobile,
    "电话": mobile,
    "账号": mobile,
    "联系方式": mobile,
    "时间": moment,
    "期限": moment,
    "内容": lambda chance: chance.choice(STORIES),
    "标题": lambda chance: chance.choice(TITLES),
    "主题": lambda chance: chance.choice(TITLES),
    "状态": lambda chance: chance.choice(STATES),
    "街乡镇": lambda chance: chance.choice(PLACES),
    "单位": lambda chance: chance.choice(UNITS),
    "科室": lambda chance: chance.choice(UNITS),
    "来电人": lambda chance: chance.choice(PEOPLE),
    "诉求人": lambda chance: chance.choice(PEOPLE),
    "人员": lambda chance: chance.choice(PEOPLE),
    "次": lambda chance: str(chance.randint(1, 5)),
}
_MAY_BE_BLANK = ("办结时间", "审核时间", "回访时间", "标签", "市级编号", "案件编号")


def _value(column: str, chance: Random, at: int = 1) -> str:
    if column == "序号":
        return str(at)
    if column in _MAY_BE_BLANK and chance.random() < 0.5:
        return ""
    if column.startswith("是否"):
        return chance.choice(("是", "否", "部分解决", ""))
    if column == "回复内容":
        return chance.choice(("", "已与诉求人联系，商户同意退款"))
    for ending, make in _MADE.items():
        if column.endswith(ending):
            return make(chance)
    return chance.choice(("", "消费纠纷", "昌平区", "投诉", "电话", "主办", "市直派"))


def _rows(columns: list[str], chance: Random, most: int = 5) -> list[list[str]]:
    return [[_value(column, chance, at) for column in columns] for at in range(1, chance.randint(1, most) + 1)]


def _numbered(chance: Random) -> list[str]:
    return list(chance.choice((_A, _C, _E, _F)))


def _any(chance: Random) -> list[str]:
    return list(chance.choice((_A, _B, _C, _E, _F)))


def _from_a_browser(chance: Random) -> str:
    """A browser puts a blank before each tab and a line between the rows' ends."""
    columns = _any(chance)
    return "\n".join(" \t".join(row) for row in [columns, *_rows(columns, chance)]) + "\n"


def _from_wps(chance: Random) -> str:
    """WPS quotes cells with line breaks and ends with a line break of Windows."""
    columns = _any(chance)
    rows = [
        [f'"{cell}\n经办：{chance.choice(PEOPLE)}"' if cell in STORIES else cell for cell in row]
        for row in _rows(columns, chance)
    ]
    return "\r\n".join("\t".join(row) for row in [columns, *rows]) + "\r\n"


def _with_own_headers(chance: Random) -> str:
    """Headers as domain 12 has seen them: blanks, full-width signs, colons, line breaks, synonyms."""
    other = {
        "工单编号": ("工单号", "工 单 编 号", "诉求编号", '"工单\n编号"', "受理编号", "＊工单编号"),
        "主要内容": ("诉求内容", "反映内容：", "问题描述", "主要 内容"),
        "标题": ("工单标题", "诉求标题:"),
        "来电人": ("诉求人", "反映人", "来 电 人"),
        "承办单位": ("主办单位", "责任单位", "办理单位"),
        "截止时间": ("区交办办结期限", "处理期限"),
    }
    columns = chance.choice((_A, _C, _D))
    names = [chance.choice(other.get(column, (column,))) for column in columns]
    lines = [names, *([_value(column, chance, at) for column in columns] for at in range(2))]
    return "\n".join("\t".join(line) for line in lines)


def _part_of_the_columns(chance: Random) -> str:
    """Some neighbouring columns of an export, with the number and the content among them."""
    columns = chance.choice((_A[:8], _A[:12], _C[2:14], _C[2:25], _E[:9], _E[:5], _F[1:8], _F[:16]))
    return "\n".join("\t".join(row) for row in [columns, *_rows(columns, chance)])


def _without_header(chance: Random) -> str:
    columns = _any(chance)
    return "\n".join("\t".join(row) for row in _rows(columns, chance))


def _one_row_without_header(chance: Random) -> str:
    columns = _numbered(chance)
    return "\t".join(_rows(columns, chance, 1)[0]).rstrip("\t") + "\r\n"


def _a_form_of_word(chance: Random) -> str:
    """A print form as Word copies it: cells with tabs, a long cell broken into lines that nothing quotes."""
    lines = []
    for at in range(0, len(_D), 2):
        cells = [text for label in _D[at : at + 2] for text in (label, _value(label, chance))]
        lines.append("\t".join(cells).replace("。要求：", "。\n要求："))
    return "12345 市民服务热线工单\n" + "\n".join(lines)


def _a_page_with_wrapped_lines(chance: Random) -> str:
    pairs = []
    for label in _D:
        value = _value(label, chance)
        if label == "主要内容":
            value = "\n".join(value[at : at + 18] for at in range(0, len(value), 18))
        pairs.append(f"{label}：{value}")
    return "\n".join(pairs)


def _a_page_with_menus(chance: Random) -> str:
    labels = chance.choice((_D, _E, _F))
    colon = chance.choice((":", "： ", "\t", "\n"))
    body = "\n".join(f"{label}{colon}{_value(label, chance) or '—'}" for label in labels if label != "序号")
    steps = f"流转记录\n{moment(chance)} 区中心 派单\n{moment(chance)} 本单位 签收"
    return f"首页 / 工单管理 / 工单详情\n返回 打印 导出\n基本信息\n{body}\n{steps}\n上一条 下一条"


def _two_pairs_a_line(chance: Random) -> str:
    """Two or three pairs in a line, divided by blanks, as a page in columns is copied."""
    wide, gap = chance.choice((2, 3)), chance.choice(("    ", "　　", "  "))
    pairs = [f"{label}：{_value(label, chance).replace(' ', chance.choice(('', ' ')))}" for label in _D]
    return "\n".join(gap.join(pairs[at : at + wide]) for at in range(0, len(pairs), wide))


def _in_brackets(chance: Random) -> str:
    """As it is passed on in a chat: 【label】value."""
    labels = ("工单编号", "来电时间", "标题", "主要内容", "来电人", "来电号码", "派单时间", "截止时间", "承办单位")
    return chance.choice(("\n", "")).join(f"【{label}】{_value(label, chance)}" for label in labels)


def _a_list_of_commas(chance: Random) -> str:
    columns = _numbered(chance)
    return "\n".join(",".join(cell.replace(",", "，") for cell in row) for row in [columns, *_rows(columns, chance)])


def _several_pages(chance: Random) -> str:
    labels = chance.choice((_D, _E))
    pages = ["\n".join(f"{label}：{_value(label, chance)}" for label in labels) for _ in range(chance.randint(2, 4))]
    return "\n\n------------------------\n\n".join(pages)


def _a_table_with_footer(chance: Random) -> str:
    columns = _any(chance)
    rows = _rows(columns, chance)
    lines = ["2026年12月工单明细表", "制表单位：区商务局　　单位：件", *("\t".join(row) for row in [columns, *rows])]
    return "\n".join([*lines, f"合计\t{len(rows)}", f"制表人：{chance.choice(PEOPLE)}\t审核：\t日期：2026-12-01"])


def _a_grid_with_boxes(chance: Random) -> str:
    """A grid of a web page: an empty first column for the box, buttons in the last."""
    columns = _numbered(chance)
    rows = [["", *columns, "操作"], *(["", *row, "查看 签收 退单"] for row in _rows(columns, chance))]
    return "\n".join("\t".join(row) for row in rows)
