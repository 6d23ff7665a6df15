"""The store of the people to report to: one small table that is read whole and written whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from app.models.watching import report_targets


class TargetStore:
    """The people to report to, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def every(self) -> list[Row[Any]]:
        """Every line, in the order in which they were written."""
        return list(self._connection.execute(select(report_targets).order_by(report_targets.c.id)))

    def replace(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Puts these lines in place of all that were there."""
        self._connection.execute(delete(report_targets))
        if lines:
            self._connection.execute(insert(report_targets), list(lines))
