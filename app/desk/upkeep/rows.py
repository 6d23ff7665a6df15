"""Frozen values for the foot and the guard of the window: next reminders, unraised slots, backups, warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NextReminder:
    """When the next planned reminder is due and how many fall into that minute."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Unraised:
    """The number of overdue slots that did not ring, and when the first was due."""

    count: int
    first_at: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """The foot of the window: next reminders, last import, last copy, folder warnings.

    `alerts` are warnings that must not be overlooked: what the desk can no longer count.
    """

    next_reminders: tuple[NextReminder, ...]
    last_import_at: datetime | None
    last_import_text: str
    last_backup_at: datetime | None
    last_backup_ok: bool
    warnings: tuple[str, ...]
    alerts: tuple[str, ...] = ()
