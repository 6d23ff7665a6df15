"""What only the window knows of the desk's health: notices, the watched folder, Chinese input, the version."""

from __future__ import annotations

from app.base.input_method import InputState
from app.desk.upkeep.rows import HealthLine, HealthPart, HealthState
from app.scheduler.channel import ChannelState


def notices_line(state: ChannelState) -> HealthLine:
    """The channel of desktop notices."""
    health = HealthState.GOOD if state.good else HealthState.NOTICE
    advice = "" if state.good else "按 Ctrl+Shift+A 试响，检查哪些渠道可用"
    return HealthLine(HealthPart.NOTICES, health, state.words, None, advice)


def folder_line(problem: str, named: str) -> HealthLine:
    """The watched folder: its problem, or its name."""
    state = HealthState.NOTICE if problem else HealthState.GOOD
    advice = "请检查文件夹，或在设置里换一个" if problem else ""
    return HealthLine(HealthPart.FOLDER, state, problem or named or "没有设置", None, advice)


def input_line(state: InputState) -> HealthLine:
    """Chinese input."""
    health = HealthState.GOOD if state.works else HealthState.BAD
    return HealthLine(HealthPart.INPUT, health, state.words, None, "" if state.works else state.hint)


def program_line(version: str, waiting: str) -> HealthLine:
    """The version of the program, and the one that was installed beside it while this desk runs."""
    if not waiting:
        return HealthLine(HealthPart.PROGRAM, HealthState.GOOD, version, None)
    text = f"{version}；新版本 {waiting} 已安装，正在等待"
    return HealthLine(HealthPart.PROGRAM, HealthState.NOTICE, text, None, "退出并重新打开值守台，即使用新版本")
