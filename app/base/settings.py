"""Every setting, declared once as data: its name, kind, default, limits and words."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from app.base.digits import only_digits
from app.base.errors import Refused


class Form(enum.Enum):
    """The form in which a setting is entered."""

    TEXT = "text"
    WHOLE = "whole"
    CHOICE = "choice"
    YES_NO = "yes-no"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; values are kept as text and read with `read_whole` or `read_yes`.

    `unset` is what its field says while a folder is not set.
    """

    name: str
    words: str
    form: Form
    default: str
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0
    hint: str = ""
    unset: str = ""


SETTINGS = (
    Setting(
        "theme",
        "界面明暗",
        Form.CHOICE,
        "system",
        (("system", "跟随系统"), ("hours", "夜间自动变暗"), ("light", "浅色"), ("dark", "深色")),
    ),
    Setting("font_percent", "字号（%）", Form.WHOLE, "100", least=100, most=150, hint="100–150"),
    Setting(
        "watched_folder",
        "自动导入文件夹",
        Form.FOLDER,
        "",
        hint="新放入的导出文件会自动导入，每个文件一次",
        unset="未设置，不自动导入",
    ),
    Setting(
        "clipboard_watch",
        "剪贴板识别",
        Form.YES_NO,
        "yes",
        hint="在别处复制工单时提示收入；不是工单的内容不保存、不记录",
    ),
    Setting("downloads_watch", "下载文件夹识别", Form.YES_NO, "yes", hint="新下载的导出文件提示收入，每个文件一次"),
    Setting(
        "downloads_folder",
        "下载文件夹",
        Form.FOLDER,
        "",
        hint="浏览器存放下载文件的文件夹",
        unset="未设置，用本机的“下载”文件夹",
    ),
    Setting(
        "day_window",
        "当日日志的起止",
        Form.CHOICE,
        "midnight",
        (("midnight", "00:00–24:00"), ("noon", "前一日 12:00–当日 12:00")),
    ),
    Setting("desk_name", "值守台名称", Form.TEXT, "昌平商务"),
    Setting("paper_office", "报表的发文单位", Form.TEXT, "昌平区商务局", hint="印在日报、月报等报表的标题里"),
    Setting(
        "second_level_minutes",
        "到期多久未上报即升为二级（分钟）",
        Form.WHOLE,
        "60",
        least=10,
        most=1440,
        hint="10–1440；升级后须上报分管领导",
    ),
    Setting(
        "second_level_hours",
        "上报后多久仍未办结即升为二级（小时）",
        Form.WHOLE,
        "24",
        least=0,
        most=240,
        hint="0–240；0 表示上报后不再升级",
    ),
    Setting(
        "urge_again_minutes",
        "催办多久未答复即再催（分钟）",
        Form.WHOLE,
        "15",
        least=5,
        most=240,
        hint="5–240；从发出起算",
    ),
    Setting(
        "urge_tries",
        "科室负责人几次未答复后改催分管领导",
        Form.WHOLE,
        "2",
        least=1,
        most=5,
        hint="1–5 次",
    ),
    Setting(
        "reply_phrases",
        "答复禁用语",
        Form.TEXT,
        "",
        hint="在内置用语之外增加，用顿号分开；前面加 - 的词从内置用语中去掉",
    ),
    Setting(
        "merchant_trades",
        "商户的行业词",
        Form.TEXT,
        "",
        hint="在内置行业之外增加，如：击剑：击剑馆 击剑俱乐部；多个行业用分号分开",
    ),
    Setting(
        "second_place",
        "第二备份位置",
        Form.FOLDER,
        "",
        hint="U 盘或另一块磁盘上的文件夹；每次备份后同时写入一份，未接上时窗口底部会提示",
        unset="未设置，只备份一份",
    ),
    Setting(
        "copies_gigabytes",
        "备份最多占用（GB）",
        Form.WHOLE,
        "10",
        least=1,
        most=2000,
        hint="1–2000；超出时从最旧的备份开始删除",
    ),
    Setting(
        "old_after_days",
        "导入时超期多少天算旧件",
        Form.WHOLE,
        "7",
        least=0,
        most=365,
        hint="0–365；旧件按补录历史入库，未结的进入历史未结，不响铃",
    ),
    Setting(
        "late_reasons",
        "超时签收常用原因",
        Form.TEXT,
        "",
        hint="用顿号分开，最多 9 条，签收时按数字键选用；不填用内置原因",
    ),
    Setting(
        "watch_minutes",
        "巡查间隔（分钟）",
        Form.WHOLE,
        "5",
        least=0,
        most=120,
        hint="0–120；每隔多久看一次平台，0 表示平时不巡查",
    ),
    Setting(
        "watch_others",
        "其他时段的巡查间隔",
        Form.TEXT,
        "",
        hint="按时段或班次，用顿号分开，例如 00:00-06:00 10、夜班 10",
    ),
    Setting(
        "least_rest_hours",
        "两班之间至少休息几小时",
        Form.WHOLE,
        "11",
        least=0,
        most=48,
        hint="0–48；排班表里休息不足的会提前指出",
    ),
    Setting(
        "handover_times",
        "没有排班时的交接时间",
        Form.TEXT,
        "08:00、20:00",
        hint="用顿号分开；有排班的按排班交接",
    ),
    Setting(
        "handover_grace_minutes",
        "到点多久未签交接单即提醒（分钟）",
        Form.WHOLE,
        "15",
        least=0,
        most=120,
        hint="0–120；从班次结束起算，响铃并一直显示到签字为止",
    ),
    Setting(
        "papers_folder",
        "报表文件夹",
        Form.FOLDER,
        "",
        hint="草稿和签发的报表写在这里",
        unset="未设置，用本机的“文档”文件夹",
    ),
    Setting(
        "ranking_entry_day",
        "官方排名最晚几日录入",
        Form.WHOLE,
        "25",
        least=19,
        most=28,
        hint="19–28；考核期结束的当月几日前录入",
    ),
    Setting(
        "ranking_objection_days",
        "官方排名公布后几天内提异议",
        Form.WHOLE,
        "3",
        least=1,
        most=30,
        hint="1–30；从公布的第二天起算",
    ),
    Setting("service_start", "服务期第一天", Form.TEXT, "2026-02-01", hint="2026-02-01；履约从这一天算起"),
    Setting("service_signed", "合同签约日", Form.TEXT, "", hint="2026-11-01；这一天以前的整月要补编报表，不填不补编"),
    Setting(
        "service_end",
        "服务期最后一天",
        Form.TEXT,
        "2027-01-31",
        hint="2027-01-31；前 30 天起在窗口底部提示归档、移交",
    ),
    Setting("catch_up_until", "补编最晚哪天签发", Form.TEXT, "2026-12-31", hint="2026-12-31；当日 24:00 前"),
    Setting("strikes_limit", "几次书面扣罚终止合同", Form.WHOLE, "3", least=1, most=20, hint="1–20；整个服务期累计"),
    Setting(
        "duty_costs",
        "义务违约的金额",
        Form.TEXT,
        "",
        hint="按义务名称的开头，金额为元，用顿号分开，例如 签收 200、日报 500；只用于提示",
    ),
    Setting("sound", "报警声音", Form.YES_NO, "yes", hint="关闭后，紧急的仍每分钟响一次；窗口底部写明谁在何时关闭"),
    Setting(
        "input_module",
        "中文输入",
        Form.CHOICE,
        "auto",
        (("auto", "自动选择"), ("system", "按系统设置（QT_IM_MODULE）"), ("ibus", "总是用 ibus 接口")),
        hint="用于麒麟、统信等 Linux 系统，重新打开值守台后生效",
    ),
    Setting("close_to_tray", "关闭窗口时留在托盘继续提醒", Form.YES_NO, "yes"),
    Setting("start_with_session", "随系统启动", Form.YES_NO, "no", hint="登录这台电脑后自动打开值守台"),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}


def with_defaults(kept: Mapping[str, str]) -> dict[str, str]:
    """Every setting with its value: as kept, else its default."""
    return {setting.name: kept.get(setting.name, setting.default) for setting in SETTINGS}


def checked(name: str, value: str) -> str:
    """Returns the value when it is one the setting may take.

    Raises:
        Refused: there is no such setting, or the value is out of its limits.

    """
    setting = BY_NAME.get(name)
    if setting is None:
        raise Refused(f"没有名为“{name}”的设置")
    if setting.form is Form.CHOICE and value not in {choice for choice, _ in setting.choices}:
        raise Refused(f"“{setting.words}”不能是“{value}”", field=name)
    if setting.form is Form.YES_NO and value not in {"yes", "no"}:
        raise Refused(f"“{setting.words}”只能是 yes 或 no", field=name)
    if setting.form is Form.WHOLE and not (
        only_digits(value, at_most=9) and setting.least <= int(value) <= setting.most
    ):
        raise Refused(f"“{setting.words}”应为 {setting.least}–{setting.most} 的整数", field=name)
    return value
