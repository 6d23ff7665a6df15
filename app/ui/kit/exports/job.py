"""One export at work on a reader thread: it is told to stop and tells its rows without touching a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.base.errors import DeskError
from app.desk.shared.context import Desk


@dataclass(slots=True)
class Job:
    """What the form and the thread share: plain values, written by one side and read by the other."""

    rows: int = 0
    stop: bool = False

    def note(self, rows: int) -> None:
        """The thread has written so many rows."""
        self.rows = rows

    def is_stopped(self) -> bool:
        """Whether the person wants it no more."""
        return self.stop


def run_export(desk: Desk, *, use_case: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """What the use case gives, or the DeskError that stopped it: the form says both at its own place."""
    try:
        return use_case(desk, **arguments)
    except DeskError as error:
        return error
