"""The use cases behind the answers of the alarm window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.base.errors import Refused
from app.desk import sign
from app.desk.queue import history
from app.desk.reminder import acts as reminder_acts
from app.ui.frame.shell import Shell
from app.ui.reminder.alarm.window import AlarmWindow


class AlarmVerbs(QObject):
    """Signs, acknowledges and snoozes; `real` drops the test alarm, `refused` shows a refusal in the window."""

    def __init__(
        self,
        shell: Shell,
        window: AlarmWindow,
        *,
        real: Callable[[list[int]], list[int]],
        refused: Callable[[Refused], None],
    ) -> None:
        super().__init__(window)
        self._shell, self._window = shell, window
        self._real, self._refused = real, refused
        window.sign_requested.connect(self._sign)
        window.acknowledge_requested.connect(self._acknowledge)
        window.snooze_requested.connect(self._snooze)
        window.history_requested.connect(self._put_into_history)

    def _sign(self, ticket_ids: list[int], reason: str) -> None:
        def refused(error: Refused) -> None:
            if error.field == "reason":
                self._window.ask_reason(ticket_ids, error.message)
            else:
                self._refused(error)

        self._submit(sign.sign, refused, ticket_ids=ticket_ids, reason=reason, pass_signed=len(ticket_ids) > 1)

    def _acknowledge(self, ids: list[int]) -> None:
        real = self._real(ids)
        if real:
            self._submit(reminder_acts.acknowledge, self._refused, ids=real)

    def _snooze(self, ids: list[int], minutes: int) -> None:
        real = self._real(ids)
        if real:
            self._submit(reminder_acts.snooze, self._refused, ids=real, minutes=minutes)

    def _put_into_history(self, ticket_ids: list[int]) -> None:
        self._submit(history.put_into_history, self._refused, ticket_ids=ticket_ids)

    def _submit(self, use_case: Callable[..., Any], refused: Callable[[Refused], None], **arguments: Any) -> None:
        self._shell.gateway.submit(use_case, on_refused=refused, person=self._shell.person, **arguments)
