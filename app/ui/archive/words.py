"""The texts of the service's end: its steps, their state, and how the data of this PC are erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.archive.rows import Ending
from app.ui.kit.words import moment

ABOUT = (
    "全部登记数据、签发的报表和材料写入一个新文件夹：工作簿、每件工单的经过、首页 index.html、移交清单和校验清单，"
    "不用本程序也能查看。个人信息不隐去，限班组长或系统管理员；写后重新打开核对，记入日志。"
)
CHECK_ABOUT = "逐个文件核对校验码，指出缺失、改动和多出的文件。接收方收到后也可以这样核对。"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the end: its state with a tone, what it is, and what stands or is to be done."""

    state: str
    tone: str
    title: str
    text: str


def steps(ending: Ending, now: datetime) -> tuple[Step, ...]:
    """Archive, hand over, erase."""
    made = ending.archived
    if made is None:
        first = Step(
            "未做", "amber" if ending.is_near else "neutral", "归档", "还没有归档。班组长或系统管理员按 Ctrl+W 再按 8。"
        )
    else:
        at, who, text = made
        first = Step("已归档", "green", "归档", f"{moment(at, now)} {who}：{text}")
    second = "核对归档（Ctrl+W 再按 9），与接收方按“移交清单.docx”清点、签字，把归档文件夹交给接收方。"
    third = (
        "移交签字后，关闭值守台窗口，在命令行执行下面一行：删除登记库、备份、材料和第二备份位置，不能撤回；"
        "执行前会再次核对归档，执行后写出消除记录，由班组长保存在本机之外。"
    )
    return (first, Step("人工", "blue", "移交", second), Step("人工", "blue", "消除本机数据", third))


def erase_command(ending: Ending) -> str:
    """The command that erases the data of this PC; the two paths are to be filled in."""
    return (
        f'jiesu-desk --data "{ending.root}" --as 班组长姓名 archive erase '
        f'--archive "归档文件夹" --record "消除记录.docx" --confirm "{ending.desk_name}"'
    )
