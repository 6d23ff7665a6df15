"""The foot says when the last copy was made and whether the second place has it."""

from __future__ import annotations

from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.desk.upkeep.rows import Health, SecondPlaceRow, SecondState
from app.ui.frame.shell import Shell
from app.ui.frame.status_foot import StatusFoot


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
