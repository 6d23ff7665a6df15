"""What may be wrong with a register: each state with its sentence, what to do, and whether a copy helps."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.base.errors import EnvironmentFault, RegisterBusy

# How the finding begins that only the search index is wrong: tickets and journal are whole.
SEARCH_DIFFERS = "搜索索引与工单不符"


class RegisterState(enum.Enum):
    """Why a register cannot be used. Told apart by error codes of the driver and the system, never by their texts."""

    FULL = "full"
    BUSY = "busy"
    NO_RIGHTS = "no-rights"
    NOT_A_FILE = "not-a-file"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    NEWER = "newer"
    FOREIGN = "foreign"
    UNVERSIONED = "unversioned"
    MISSING = "missing"
    EMPTY = "empty"
    FOLDER_LOST = "folder-lost"
    GONE = "gone"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class StateText:
    """The words of a state: when the register is opened, when an act could not be saved, and what to do.

    `restorable`: a copy may take the register's place. `salvageable`: rows may still be read from the file.
    """

    opening: str
    working: str
    advice: str
    restorable: bool = False
    salvageable: bool = False


_WHOLE = "登记库没有损坏，不需要恢复备份"
STATE_TEXTS = {
    RegisterState.FULL: StateText(
        "磁盘已满，登记库无法打开", "磁盘已满，本次操作没有保存", f"请清理磁盘空间后再试；{_WHOLE}"
    ),
    RegisterState.BUSY: StateText(
        "登记库正忙，暂时无法打开", "登记库正忙，本次操作没有保存", f"另一个程序正在写入，请稍后再试；{_WHOLE}"
    ),
    RegisterState.NO_RIGHTS: StateText(
        "没有权限读写登记库",
        "没有权限写入登记库，本次操作没有保存",
        f"请检查数据文件夹的权限，或换用原来的系统账号登录；{_WHOLE}",
    ),
    RegisterState.NOT_A_FILE: StateText(
        "登记库的位置上不是文件",
        "登记库的位置上不是文件，本次操作没有保存",
        "同名的文件夹会另行保留，请从备份恢复",
        restorable=True,
    ),
    RegisterState.DAMAGED: StateText(
        "登记库文件已损坏",
        "登记库文件已损坏，本次操作没有保存",
        "请从备份恢复，损坏的文件会保留",
        restorable=True,
        salvageable=True,
    ),
    RegisterState.UNREADABLE: StateText(
        "磁盘读写出错，登记库无法读取",
        "磁盘读写出错，本次操作没有保存",
        "请先检查磁盘和连接线后再试；仍不能读取时再从备份恢复",
        restorable=True,
        salvageable=True,
    ),
    RegisterState.NEWER: StateText(
        "登记库是由更新版本的程序建立的，本程序不能打开",
        "登记库已由更新版本的程序升级，本次操作没有保存",
        f"请安装新版程序；登记库未作任何改动。{_WHOLE}",
    ),
    RegisterState.FOREIGN: StateText(
        "这个文件不是接诉值守台的登记库",
        "这个文件不是接诉值守台的登记库，本次操作没有保存",
        "请核对数据文件夹；从备份恢复时，这个文件会另行保留",
        restorable=True,
    ),
    RegisterState.UNVERSIONED: StateText(
        "登记库缺少版本记录，无法确定由哪个版本建立",
        "登记库缺少版本记录，本次操作没有保存",
        "请从备份恢复，现有文件会保留",
        restorable=True,
        salvageable=True,
    ),
    RegisterState.MISSING: StateText(
        "登记库文件不见了，本文件夹原来有登记库",
        "登记库文件不见了，本次操作没有保存",
        "文件如被移走，请放回原处再试；否则请从备份恢复",
        restorable=True,
    ),
    RegisterState.EMPTY: StateText(
        "登记库文件是空的，本文件夹原来有登记库",
        "登记库文件是空的，本次操作没有保存",
        "请从备份恢复，空文件会另行保留",
        restorable=True,
    ),
    RegisterState.FOLDER_LOST: StateText(
        "登记库不见了，本机记得这个数据文件夹里有登记库",
        "登记库不见了，本次操作没有保存",
        "文件夹如被移走或改名，请放回原处再试；否则请从备份恢复，或以空登记库重新开始",
        restorable=True,
    ),
    RegisterState.GONE: StateText(
        "数据文件夹不见了",
        "数据文件夹不见了，本次操作没有保存",
        "请接好磁盘或放回文件夹；已填写的内容仍在窗口中，请勿关闭",
    ),
    RegisterState.REPLACED: StateText(
        "登记库文件已被替换",
        "登记库文件已被替换，本次操作没有保存",
        "请抄下未保存的内容，再重新启动程序",
    ),
}
_BY_COMMAND = "命令：jiesu-desk backups 列出备份，jiesu-desk restore 文件名 恢复"
_ANEW = "，jiesu-desk restore --new 以空登记库重新开始"
_SALVAGE = "，jiesu-desk restore --salvage 抢救可读内容"


class RegisterFault(EnvironmentFault):
    """The register cannot be used; `state` says why. `working` chooses the sentence of an act that was not saved."""

    def __init__(self, state: RegisterState, *, working: bool = False, detail: str = "") -> None:
        text = STATE_TEXTS[state]
        command = _BY_COMMAND + (_SALVAGE if text.salvageable else _ANEW) if text.restorable else ""
        hint = "；".join(filter(None, (text.advice, detail, command)))
        super().__init__(text.working if working else text.opening, hint=hint)
        self.state = state
        self.detail = detail


class BusyFault(RegisterFault, RegisterBusy):
    """Another process holds the register for too long; a retry may succeed."""


def fault_of(state: RegisterState, *, working: bool = False, detail: str = "") -> RegisterFault:
    """The error of a state, of the class that its callers catch."""
    kind = BusyFault if state is RegisterState.BUSY else RegisterFault
    return kind(state, working=working, detail=detail)
