"""The controller that connects the reminders of the desk with the alarm window, its channels and the main window."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Signal

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.desk import outage as outages
from app.desk.due import clocks as paper_clocks
from app.desk.handover import clocks as handover_clocks
from app.desk.queue import history
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder import away, ringing
from app.desk.reminder.rounds import Rounds
from app.desk.reminder.rows import ReminderRow
from app.desk.shared.context import Desk
from app.desk.task import clocks as task_clocks
from app.rules.outage import OUTAGE_WORDS, Outage, OutageKind
from app.rules.reminder.late_reasons import late_reasons
from app.rules.reminder.states import ReminderChannel, ReminderState
from app.rules.reminder.triage import Hope
from app.ui.frame.parts.top_bar import TopBar
from app.ui.frame.shell import Shell
from app.ui.reminder.alarm.board import NOTHING, Board, gap_words, gather, worded
from app.ui.reminder.alarm.channels import AlarmChannels, Notify, Sound
from app.ui.reminder.alarm.items import TEST_TICKET, NoticeWords, notice_words, test_row
from app.ui.reminder.alarm.keyboard import AlarmKey
from app.ui.reminder.alarm.trial import TRIAL_NOTICE, Trial
from app.ui.reminder.alarm.verbs import AlarmVerbs
from app.ui.reminder.alarm.window import AlarmWindow
from app.ui.reminder.matters import open_matter

_RAISE_PATIENCE_SECONDS = 30.0


class AlarmController(QObject):
    """Used on the GUI thread; `tick` and `gap` may be called from any thread.

    `notify` takes (title, text) pairs for the desktop and must return at once; `sound(urgent, turn)` starts a sound
    (see AlarmChannels.ring) and returns False when this PC has none. `rows_changed` emits how many slots ring and
    whether one is pressing. A reader thread gathers what rings; the GUI thread only shows it.
    """

    rows_changed = Signal(int, bool)
    _ticked = Signal()
    _gapped = Signal(object)

    def __init__(self, shell: Shell, window: AlarmWindow, *, notify: Notify, sound: Sound) -> None:
        super().__init__()
        self._shell, self._gateway, self.window = shell, shell.gateway, window
        self._notify = notify
        self.channels = AlarmChannels(shell, window, notify=notify, sound=sound)
        self.trial = Trial(self._show_trial)
        self._board = NOTHING
        self._test: list[ReminderRow] = []
        self._marked: dict[tuple[int, int], float] = {}
        self._gap: tuple[datetime, datetime, str] | None = None
        self._reading = self._stale = False
        self._notices: list[NoticeWords] = []
        self._raising_since: float | None = None
        self._rounds = Rounds()
        self._begun = False
        self._ticked.connect(self._raise_due)
        self._gapped.connect(self._take_gap)
        self._gateway.changed.connect(self._note_change)
        window.shown.connect(self._mark_shown)
        window.rang.connect(self.channels.ring)
        self._verbs = AlarmVerbs(shell, window, real=self._without_test, refused=self._refused)
        window.open_requested.connect(self._open)
        window.calling = lambda: shell.calling.active
        window.strip.over = self._search_row
        window.body.call.clicked.connect(shell.calling.toggle)
        shell.calling.changed.connect(self._show_call)
        self._key = AlarmKey(self.bring_back, lambda: (shell.window, window), self)
        shell.settings_changed.connect(self._offer_reasons)
        self._offer_reasons()

    def start(self) -> None:
        """Checks when reminders were last processed, shows and records a gap, then shows what rings."""
        self._gateway.read(outages.absence, self._begin, key="absence")

    def stop(self) -> None:
        """Stops ringing; for the end of the program, before the gateway is closed."""
        self._gateway.changed.disconnect(self._note_change)
        self.trial.end()
        self.window.stop()
        self.window.hide()

    @property
    def settled(self) -> bool:
        """Whether all that fell due before the start has been raised and read."""
        return self._begun and self._raising_since is None and not self._rounds.more and not self._reading

    def tick(self, _now: datetime | None = None) -> None:
        """Raises the due reminders; called from any thread, returns at once."""
        self._ticked.emit()

    def gap(self, since: datetime, until: datetime, kind: OutageKind) -> None:
        """Records that nobody could be reminded from `since` until `until`; called from any thread."""
        self._gapped.emit(Outage(since, until, kind))

    def refresh(self) -> None:
        """Reads what rings, one read at a time: what changes meanwhile is read after it, and once."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        self._gateway.read(_ringing, self._show, key="ringing", on_failed=self._note_unread)

    def test_alarm(self) -> None:
        """Runs the whole chain once without touching a ticket, and shows the result of each channel."""
        self._test = [test_row(self._shell.now())]
        self.trial.begin()
        self._show_all()
        self._notify([TRIAL_NOTICE])
        self.trial.answer(ReminderChannel.WINDOW, self.window.isVisible(), "没有弹出")

    def bring_back(self) -> None:
        """Focuses the alarm window, or gives the keyboard back; shows a message when nothing rings."""
        if not self.window.bring_back():
            self._shell.say("现在没有要处理的提醒")

    def _show_call(self) -> None:
        """Says on the button what it does; a call that begins makes the window a strip at once."""
        active = self._shell.calling.active
        self.window.body.show_call(active)
        if active and self.window.isActiveWindow():
            self.window.give_back()
        self.window.beat()

    def _search_row(self) -> QRect | None:
        """Where the search row stands on the screen; only its buttons while a person types in the search."""
        main = self._shell.window
        if main is None or not main.isVisible() or main.isMinimized():
            return None
        top: TopBar | None = main.findChild(TopBar)
        if top is None:
            return None
        left = top.search.width() + top.search.x() + 8 if top.search.hasFocus() else 0
        return QRect(top.mapToGlobal(QPoint(left, 0)), QSize(top.width() - left, top.height()))

    def _offer_reasons(self) -> None:
        self.window.body.reason.offer(late_reasons(self._shell.setting("late_reasons")))

    def _begin(self, absence: Outage | None) -> None:
        """Starts after the first read; the first tick records the absence itself."""
        self._begun = True
        if absence is not None:
            self._keep_gap(absence)
        self._raise_due()
        self.refresh()

    def _take_gap(self, outage: Outage) -> None:
        self._keep_gap(outage)
        self._gateway.submit(outages.note_gap, quiet=True, since=outage.since, until=outage.until, kind=outage.kind)

    def _keep_gap(self, outage: Outage) -> None:
        if outage.since < outage.until:
            self._gap = (outage.since, outage.until, OUTAGE_WORDS[outage.kind])

    def _raise_due(self) -> None:
        if not self._begun:
            return
        if self._stale:
            self.refresh()
        at = self._shell.clock.monotonic()
        if self._raising_since is not None and at - self._raising_since < _RAISE_PATIENCE_SECONDS:
            return
        self._raising_since = at
        self._gateway.submit(_raise_due, on_done=self._raised, quiet=True, rounds=self._rounds)

    def _raised(self, outcome: Outcome[list[NoticeWords]]) -> None:
        self._raising_since = None
        self._notices += outcome.result
        if self._rounds.more:
            self._raise_due()
            return
        notices, self._notices = self._notices, []
        self.channels.notify(notices)
        if self._gap is not None:
            (since, until, cause), self._gap = self._gap, None
            self._gateway.read(away.count, self._show_gap, since=since, until=until, cause=cause)

    def _show_gap(self, gap: away.Away) -> None:
        if gap.fell:
            self.window.show_gap(gap_words(gap.since, gap.until, gap.cause, gap.fell, gap.missed))

    def _note_change(self, changes: Change) -> None:
        if changes & (Change.REMINDERS | Change.TICKETS):
            self.refresh()

    def _show(self, board: Board) -> None:
        self._reading = False
        self._board = board
        self._show_all()
        if self._stale:
            self.refresh()

    def _note_unread(self, _error: Exception) -> None:
        """The register could not be read: the next tick tries again."""
        self._reading, self._stale = False, True

    def _show_all(self) -> None:
        board = self._board
        if self._test:
            board = gather(
                [*board.rows(), *self._test],
                now=self._shell.now(),
                ring_again=board.ring_again,
                came_old=board.came_old,
            )
        self.window.show_board(board)
        self.rows_changed.emit(len(board.ids), board.pressing(self._shell.now()))

    def _mark_shown(self, ids: list[int]) -> None:
        wanted = set(ids)
        fresh = {
            (row.id, row.times_raised)
            for item in self.window.items_shown()
            for row in item.rows
            if row.id in wanted and row.state is ReminderState.RAISED
        }
        # Without an answer (a locked register) the row stays raised: it is marked again half a minute later.
        at = self._shell.clock.monotonic()
        self._marked = {
            key: since
            for key, since in self._marked.items()
            if at - since < _RAISE_PATIENCE_SECONDS and key[0] in self._board.ids
        }
        fresh -= self._marked.keys()
        if fresh:
            self._marked |= dict.fromkeys(fresh, at)
            shown = sorted(number for number, _ in fresh)

            def marked(_outcome: Outcome[None]) -> None:
                self._marked |= dict.fromkeys(fresh, math.inf)

            self._gateway.submit(
                reminder_acts.mark_shown,
                on_done=marked,
                on_refused=self._refused,
                quiet=True,
                ids=shown,
                channel=ReminderChannel.WINDOW,
            )

    def _show_trial(self, words: str, good: bool) -> None:
        self.window.show_trial(words)
        self._shell.say(f"试响：{words}", tone="green" if good else "amber")

    def _without_test(self, ids: list[int]) -> list[int]:
        if self._test and self._test[0].id in ids:
            self._test = []
            self.trial.end()
            self._show_all()
        return [number for number in ids if number != TEST_TICKET]

    def _open(self, ticket_id: int) -> None:
        if ticket_id != TEST_TICKET:
            open_matter(self._shell, ticket_id)

    def _refused(self, error: Refused) -> None:
        self.window.show_refusal(str(error))
        self.refresh()


def _ringing(desk: Desk) -> Board:
    now = desk.now()
    with desk.register.snapshot():
        others = [row for clocks in (paper_clocks, task_clocks, handover_clocks) for row in clocks.ringing(desk)]
        rows = [*ringing.slots(desk), *others]
        again = desk.rules_for(now).ring_again
        board = gather(rows, now=now, ring_again=again)
        over = [item.key for item in board.by_ticket.values() if item.key > 0 and item.hope(now) is not Hope.SAVABLE]
        came_old = history.came_old(desk, over)
        if came_old:
            board = gather(rows, now=now, ring_again=again, came_old=came_old)
        listed = ringing.words(desk, [number for item in board.listed for number in item.ids if number > 0])
        further = [row for item in board.items[len(board.listed) :] if item.signs for row in item.rows]
        return worded(board, {**listed, **ringing.with_levels(desk, further)})


def _raise_due(desk: Desk, *, rounds: Rounds) -> Outcome[list[NoticeWords]]:
    """Raises the due reminders and words the notices off the GUI thread: an import may bring thousands of alarms."""
    outcome = rounds(desk)
    now = desk.now()
    return Outcome(outcome.changes, notice_words(gather(outcome.result, now=now).items, now), outcome.message)
