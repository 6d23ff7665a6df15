"""The receipts of the alarm's channels: which reminders a notice or a sound covered, and whether it arrived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject

from app.base.changes import Outcome
from app.desk import setting
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.rules.reminder.states import ReminderChannel
from app.ui.frame.shell import Shell

# The sound of an unanswered alarm repeats every few seconds; not every one is recorded.
_RECORD_AGAIN_SECONDS = 600.0


class Receipts(QObject):
    """Used on the GUI thread, writes on the desk thread; a sound covers the reminders shown since the last one."""

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = shell.gateway
        self._clock = shell.clock
        self._unheard: set[int] = set()
        self._heard: dict[int, float] = {}

    def shown(self, ids: Iterable[int]) -> None:
        """Notes that these reminders are shown and wait for their sound, except those recorded lately."""
        now = self._clock.monotonic()
        self._heard = {number: at for number, at in self._heard.items() if now - at < _RECORD_AGAIN_SECONDS}
        self._unheard.update(number for number in ids if number and number not in self._heard)

    def noticed(self, ids: Sequence[int], delivered: bool, reason: str) -> None:
        """Records whether a desktop notice for these reminders was delivered, or why not."""
        self._note(ids, ReminderChannel.NOTICE, delivered, reason)

    def heard(self, played: bool, reason: str) -> None:
        """Records whether a sound was played to its end, or why not."""
        self._note(self._take(), ReminderChannel.SOUND, played, reason)

    def muted(self) -> None:
        """Records that no sound was played, since a person switched it off."""
        if ids := self._take():
            self._gateway.submit(_note_muted, quiet=True, ids=ids)

    def on_call(self) -> None:
        """Records that no sound was played, since somebody was on the phone."""
        self._note(self._take(), ReminderChannel.SOUND, delivered=False, detail="通话中静音")

    def _take(self) -> list[int]:
        ids, self._unheard = sorted(self._unheard), set()
        self._heard |= dict.fromkeys(ids, self._clock.monotonic())
        return ids

    def _note(self, ids: Sequence[int], channel: ReminderChannel, delivered: bool, detail: str) -> None:
        real = [number for number in ids if number]
        if real:
            self._gateway.submit(
                reminder_acts.note_receipts, quiet=True, ids=real, channel=channel, delivered=delivered, detail=detail
            )


def _note_muted(desk: Desk, *, ids: Sequence[int]) -> Outcome[None]:
    """Records who switched the sound off."""
    muted = setting.muted(desk)
    detail = f"声音已关闭（{muted.who}）" if muted is not None and muted.who else "声音已关闭"
    return reminder_acts.note_receipts(desk, ids=ids, channel=ReminderChannel.SOUND, delivered=False, detail=detail)
