"""Joins the reminders of the desk with the alarm window, the desktop notices, the sound and the main window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.desk import reminders
from app.desk.rows import ReminderRow
from app.rules.states import ReminderState
from app.ui.alarm.items import TEST_TICKET, NoticeWords, gather, notice_words, test_row
from app.ui.alarm.verbs import AlarmVerbs
from app.ui.alarm.window import AlarmWindow
from app.ui.shell import Shell

GAP_AFTER = timedelta(minutes=2)
_NOTE_TICK_SECONDS = 60.0
_RAISE_PATIENCE_SECONDS = 30.0
_WINDOW_CHANNEL = "报警窗"


class AlarmController(QObject):
    """Lives on the GUI thread; `tick` and `gap` may be called from any thread.

    `notify` takes (title, text) pairs for the desktop and must return at once; `sound(urgent)` begins a sound
    and returns False when this PC has none. `rows_changed` tells how many slots ring and whether one presses.
    """

    rows_changed = Signal(int, bool)
    _ticked = Signal()
    _gapped = Signal(object, object, str)

    def __init__(
        self,
        shell: Shell,
        window: AlarmWindow,
        *,
        notify: Callable[[Sequence[NoticeWords]], None],
        sound: Callable[[bool], bool],
    ) -> None:
        super().__init__()
        self._shell, self._gateway, self.window = shell, shell.gateway, window
        self._notify, self._sound = notify, sound
        self._rows: list[ReminderRow] = []
        self._test: list[ReminderRow] = []
        self._asked = False
        self._raising_since: float | None = None
        self._noted = -_NOTE_TICK_SECONDS
        self._ticked.connect(self._raise_due)
        self._gapped.connect(self._take_gap)
        self._gateway.changed.connect(self._note_change)
        window.shown.connect(self._mark_shown)
        window.rang.connect(self._ring)
        self._verbs = AlarmVerbs(shell, window, real=self._without_test, refused=self._refused)
        window.open_requested.connect(self._open)

    def start(self) -> None:
        """Looks when reminders were last looked after; a gap is told and kept; then what rings is shown."""
        self._gateway.read(reminders.last_tick, self._begin, key="last-tick")

    def stop(self) -> None:
        """Rings no more; for the end of the program, before the gateway is closed."""
        self._gateway.changed.disconnect(self._note_change)
        self.window.stop()
        self.window.hide()

    def tick(self, _now: datetime | None = None) -> None:
        """Raises what is due; from any thread, returns at once."""
        self._ticked.emit()

    def gap(self, since: datetime, until: datetime, cause: str) -> None:
        """Nobody could be reminded from `since` until `until`; from any thread. Kept in the journal."""
        self._gapped.emit(since, until, cause)

    def refresh(self) -> None:
        """Asks again what rings; a question that stays without an answer is put again at the next tick."""
        self._asked = True
        self._gateway.read(reminders.ringing, self._show, key="ringing")

    def test_alarm(self) -> None:
        """Runs the whole chain once without touching a ticket: notice, sound, window."""
        now = self._shell.now()
        self._test = [test_row(now)]
        self._notify([("试响提醒", "桌面通知工作正常时，您会看到这一条")])
        self._show_all()
        self._shell.say("已试响：请确认看到报警窗和桌面通知、听到声音")

    def bring_back(self) -> None:
        """Gives the keyboard to the alarm window; when nothing rings, says so."""
        if not self.window.bring_back():
            self._shell.say("现在没有要处理的提醒")

    def _begin(self, last: datetime | None) -> None:
        now = self._shell.now()
        if last is not None and now - last > GAP_AFTER:
            self._take_gap(last, now, "程序未运行")
        self._raise_due()
        self.refresh()

    def _take_gap(self, since: datetime, until: datetime, cause: str) -> None:
        self.window.tell_gap(since, until)
        if since < until:
            self._gateway.submit(reminders.note_gap, quiet=True, since=since, cause=cause)

    def _raise_due(self) -> None:
        if self._asked:
            self.refresh()
        at = self._shell.clock.monotonic()
        if self._raising_since is not None and at - self._raising_since < _RAISE_PATIENCE_SECONDS:
            return
        self._raising_since = at
        self._gateway.submit(reminders.raise_due, on_done=self._raised, quiet=True)

    def _raised(self, outcome: Outcome[list[ReminderRow]]) -> None:
        self._raising_since = None
        at = self._shell.clock.monotonic()
        if at - self._noted >= _NOTE_TICK_SECONDS:
            self._noted = at
            self._gateway.submit(reminders.note_tick, quiet=True)
        if outcome.result:
            self._notify(notice_words(outcome.result, self._shell.now()))

    def _note_change(self, changes: Change) -> None:
        if changes & (Change.REMINDERS | Change.TICKETS):
            self.refresh()

    def _show(self, rows: list[ReminderRow]) -> None:
        self._asked = False
        self._rows = rows
        self._show_all()

    def _show_all(self) -> None:
        rows = [*self._rows, *self._test]
        self.window.show_rows(rows)
        now = self._shell.now()
        self.rows_changed.emit(len(rows), any(item.pressing(now) for item in gather(rows)))

    def _mark_shown(self, ids: list[int]) -> None:
        fresh = {row.id for row in self._rows if row.state is ReminderState.RAISED} & set(ids)
        if fresh:
            self._rows = [replace(row, state=ReminderState.SHOWN) if row.id in fresh else row for row in self._rows]
            self._gateway.submit(
                reminders.mark_shown, on_refused=self._refused, quiet=True, ids=sorted(fresh), channel=_WINDOW_CHANNEL
            )

    def _ring(self, urgent: bool, again: bool) -> None:
        if not self._sound(urgent):
            QApplication.beep()
        main = self._shell.window
        if main is not None and main.isVisible():
            QApplication.alert(main)
        if urgent and again:
            # Nobody answered the window for a minute: the other channel once more.
            now = self._shell.now()
            pressing = [row for item in gather(self._rows) if item.urgent(now) for row in item.rows]
            self._notify(notice_words(pressing, now))

    def _without_test(self, ids: list[int]) -> list[int]:
        if self._test and self._test[0].id in ids:
            self._test = []
            self._show_all()
        return [number for number in ids if number != TEST_TICKET]

    def _open(self, ticket_id: int) -> None:
        if ticket_id != TEST_TICKET:
            self._shell.open_ticket(ticket_id)

    def _refused(self, error: Refused) -> None:
        self.window.show_refusal(str(error))
        self.refresh()
