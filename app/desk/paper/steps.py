"""Making a paper as steps: each is counted and reported, and before each the person may stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.base.errors import Refused


@dataclass(slots=True)
class Steps:
    """`progress` is called with the steps done; `cancelled` is asked before each. Without either it only counts."""

    progress: Callable[[int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    done: int = 0

    def next(self) -> None:
        """Counts a step.

        Raises:
            Refused: the person has stopped it.

        """
        if self.cancelled is not None and self.cancelled():
            raise Refused("已取消")
        self.done += 1
        if self.progress is not None:
            self.progress(self.done)
