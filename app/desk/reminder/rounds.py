"""The ticks of one process: each raises what is due; a failed tick is recorded by the next one."""

from __future__ import annotations

from datetime import datetime

from app.base.changes import Outcome
from app.base.errors import EnvironmentFault, RegisterBusy
from app.desk.outage import FailedTicks
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rows import ReminderRow
from app.desk.shared.context import Desk
from app.rules.outage import OutageKind


class Rounds:
    """The callback of the tick, called on one thread; remembers when this process began and which ticks failed."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._failed: FailedTicks | None = None

    def __call__(self, desk: Desk) -> Outcome[list[ReminderRow]]:
        """Raises what is due (see app.desk.reminder.acts).

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
        return outcome
