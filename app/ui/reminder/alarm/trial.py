"""The test alarm: its channels and the result of each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.rules.reminder.states import ReminderChannel
from app.ui.reminder.alarm.items import NoticeWords

TRIAL_NOTICE = NoticeWords("试响提醒", "桌面通知工作正常时，您会看到这一条")


class Trial(QObject):
    """Collects the results of the channels; calls `report(words, good)` at each, good once all succeeded.

    A channel without a result is shown as 等待. Results after the end of the trial are ignored.
    """

    def __init__(self, report: Callable[[str, bool], None]) -> None:
        super().__init__()
        self._report = report
        self._answers: dict[ReminderChannel, tuple[bool, str]] | None = None

    @property
    def running(self) -> bool:
        """Whether a test alarm is shown and not answered yet."""
        return self._answers is not None

    def begin(self) -> None:
        """Starts a trial without results."""
        self._answers = {}

    def end(self) -> None:
        """Ends the trial."""
        self._answers = None

    def answer(self, channel: ReminderChannel, good: bool, why: str = "") -> None:
        """Records the result of a channel, and why it failed."""
        if self._answers is not None:
            self._answers[channel] = (good, why)
            self._report(
                self.words(), all(name in self._answers and self._answers[name][0] for name in ReminderChannel)
            )

    def words(self) -> str:
        """For example 报警窗 ✓　声音 ✓　桌面通知 ✗（没有会话总线）　托盘 ✓."""
        return "　".join(f"{name} {self._mark(name)}" for name in ReminderChannel)

    def _mark(self, name: ReminderChannel) -> str:
        if not self._answers or name not in self._answers:
            return "等待…"
        good, why = self._answers[name]
        return "✓" if good else f"✗（{why}）" if why else "✗"
