"""A running export on a reader thread: can be stopped and counts its rows without touching a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.base.errors import DeskError
from app.desk.shared.context import Desk


@dataclass(slots=True)
class Job:
    """The state shared by form and thread: plain values, written by one side and read by the other."""

    rows: int = 0
    stop: bool = False

    def note(self, rows: int) -> None:
        """Notes how many rows the thread has written."""
        self.rows = rows

    def is_stopped(self) -> bool:
        """Whether the person has stopped the export."""
        return self.stop


def run_export(desk: Desk, *, use_case: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """Runs the use case; returns its result, or the DeskError that stopped it for the form to show."""
    try:
        return use_case(desk, **arguments)
    except DeskError as error:
        return error
