"""The ticks of one process: each raises what is due; a failed tick is recorded by the next one."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime, timedelta

from app.base.changes import Change, Outcome
from app.base.errors import EnvironmentFault, RegisterBusy
from app.desk.due import clocks as paper_clocks
from app.desk.handover import clocks as handover_clocks
from app.desk.outage import FailedTicks
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rows import ReminderRow
from app.desk.shared.context import Desk
from app.desk.task import acts as task_acts
from app.desk.task import clocks as task_clocks
from app.desk.urge import acts as urge_acts
from app.rules.outage import OutageKind

_MINUTE = timedelta(minutes=1)


class Rounds:
    """The callback of the tick, called on one thread; remembers when this process began and which ticks failed.

    After an absence one call raises only a part of what is due: `more` is whether it is to be called again at once. Of
    such calls in a row the first and the last tell what changed, so that pages refresh twice and not twenty times.
    """

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._failed: FailedTicks | None = None
        self._urged: datetime | None = None
        self._untold = Change.NOTHING
        # While the register is in this state nothing comes due beside tickets from the first moment to the second.
        self._quiet: tuple[Hashable, datetime, datetime] | None = None
        self.more = False

    def __call__(self, desk: Desk) -> Outcome[list[ReminderRow]]:
        """Raises what is due (see app.desk.reminder.acts) and opens the rounds of urging whose time has come.

        Raises:
            EnvironmentFault: the register cannot be read or written now; the next successful tick stores the outage.

        """
        begun = desk.now()
        if self._since is None:
            self._since = begun
        try:
            outcome = reminder_acts.raise_due(desk, failed=self._failed, running_since=self._since)
        except EnvironmentFault as fault:
            if self._failed is None:
                kind = OutageKind.BUSY if isinstance(fault, RegisterBusy) else OutageKind.DISK
                self._failed = FailedTicks(begun, kind)
            raise
        self._failed = None
        again, self.more = self.more, bool(outcome.changes) and reminder_acts.something_waits(desk)
        if self.more and again:
            self._untold |= outcome.changes
            return replace(outcome, changes=Change.NOTHING)
        changes = outcome.changes | self._untold
        if not self.more:
            self._untold = Change.NOTHING
            changes |= self._urge(desk, begun.replace(second=0, microsecond=0), changes)
        beside = self._raise_beside(desk, begun)
        changes |= beside.changes
        rows = [*outcome.result, *beside.result]
        return replace(outcome, changes=changes, result=rows) if changes != outcome.changes else outcome

    def _raise_beside(self, desk: Desk, now: datetime) -> Outcome[list[ReminderRow]]:
        """Raises what is due beside tickets: papers, tasks, handovers.

        While nothing was committed, and no slot comes due, they are asked once a minute: their times are whole minutes.
        """
        state = desk.register.state()
        if self._quiet is not None:
            known, since, until = self._quiet
            if known == state and since <= now < until:
                return Outcome(Change.NOTHING, [])
        papers = paper_clocks.raise_due(desk)
        changes = Change.REMINDERS | Change.JOURNAL | Change.PAPERS if papers else Change.NOTHING
        changes |= task_acts.make_due(desk).changes
        tasks = task_clocks.raise_due(desk)
        if tasks:
            changes |= Change.REMINDERS | Change.JOURNAL | Change.TASKS
        handovers = handover_clocks.raise_due(desk)
        if handovers:
            changes |= Change.REMINDERS | Change.JOURNAL | Change.HANDOVERS
        minute = now.replace(second=0, microsecond=0) + _MINUTE
        self._quiet = state, now, min(minute, reminder_acts.next_due(desk) or minute)
        return Outcome(changes, [*papers, *tasks, *handovers])

    def _urge(self, desk: Desk, minute: datetime, raised: Change) -> Change:
        """Opens the rounds of urging that are due: once a minute, and whenever something was raised."""
        if minute == self._urged and not raised:
            return Change.NOTHING
        self._urged = minute
        return urge_acts.open_due(desk).changes
