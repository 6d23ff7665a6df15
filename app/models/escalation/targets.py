"""The store of the people to report to: one small table that is read whole and written whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from app.models.escalation.tables import report_targets
from app.models.shared.records import columns_of, records
from app.rules.escalation.targets import Target


class TargetStore:
    """The people to report to, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def every(self) -> tuple[Target, ...]:
        """Every line, in the order in which they were written."""
        query = select(*columns_of(Target, report_targets)).order_by(report_targets.c.id)
        return tuple(records(Target, self._connection.execute(query)))

    def replace(self, targets: Sequence[Target]) -> None:
        """Puts these lines in place of all that were there."""
        self._connection.execute(delete(report_targets))
        if targets:
            self._connection.execute(insert(report_targets), [asdict(target) for target in targets])
