"""The foot says when the last copy was made and whether the second place has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.desk.upkeep.rows import Health, HealthLine, HealthPart, HealthState, NextReminder, SecondPlaceRow, SecondState
from app.ui.frame.parts.status_foot import StatusFoot
from app.ui.frame.shell import Shell


def health(second: SecondPlaceRow | None, at: datetime) -> Health:
    return Health(
        next_reminders=(),
        last_import_at=None,
        last_import_text="",
        last_backup_at=at,
        last_backup_ok=True,
        warnings=(),
        second=second,
    )


@pytest.mark.parametrize(
    ("state", "words", "tone"),
    [
        (SecondState.OFF, "备份 02:41 成功", ""),
        (SecondState.THERE, "备份 02:41 成功 · 第二处一致", ""),
        (SecondState.MISSING, "备份 02:41 成功 · ⚠ 第二处未接上", "amber"),
        (SecondState.FAILED, "备份 02:41 成功 · ⚠ 第二处写入失败", "amber"),
    ],
)
def test_the_second_place_stands_beside_the_last_copy(
    shell: Shell, still: StillClock, qtbot: QtBot, state: SecondState, words: str, tone: str
) -> None:
    foot = StatusFoot(shell)
    qtbot.addWidget(foot)
    foot.resize(500, 30)
    foot.show_health(health(SecondPlaceRow("/media/usb", state, still.now(), ""), still.now()), still.now())
    assert (foot.backup.text(), foot.backup.property("tone")) == (words, tone)


@pytest.mark.parametrize("width", [1600, 1366, 900, 760, 420])
def test_what_matters_least_is_cut_first(shell: Shell, still: StillClock, qtbot: QtBot, width: int) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    foot = StatusFoot(shell)
    foot.setParent(host)
    foot.resize(width, 30)
    host.show()
    state = replace(
        health(None, still.now()),
        next_reminders=(NextReminder(still.now(), 3), NextReminder(still.now() + timedelta(hours=1), 2)),
        last_import_at=still.now(),
        last_import_text="热线1122.xlsx：240 行",
        warnings=("监视的文件夹读不了：/media/usb/导出", "还没有第二备份位置"),
        journal=HealthLine(HealthPart.JOURNAL, HealthState.GOOD, "日志完整", still.now(), ""),
    )
    foot.show_health(state, still.now())
    foot.show_notices("桌面通知正常", good=True)
    order = [foot.imports, foot.journal, foot.backup, foot.notices, foot.reminders]
    hidden = [part.isHidden() for part in order]
    assert hidden == sorted(hidden, reverse=True)
    assert any(hidden) == (width < 1600)
    assert all(hidden) == (width < 500)
    assert not foot.person.isHidden()
    assert not foot.warning.isHidden()
    assert foot.sizeHint().width() <= width
