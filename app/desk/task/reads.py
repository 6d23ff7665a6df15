"""Reads tasks: the list, one task, and how those of a month ended."""

from __future__ import annotations

from datetime import datetime

from app.models.register.stores import Stores
from app.rules.task.tasks import TaskCounts, count


def month_counts(stores: Stores, start: datetime, end: datetime, *, now: datetime) -> TaskCounts:
    """The tasks due in [start, end) by how they ended, as ids: in time, done late, open and late, still to come."""
    return count(stores.tasks.due_between(start, end), now=now)
