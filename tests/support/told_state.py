"""What a small program under test writes about itself into a folder, read and waited for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.processes import wait_until


class ToldState:
    """The file `state` of a folder: one JSON object that the program writes again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def state(self) -> dict[str, Any]:
        """What the program told last; nothing before its first word."""
        path = self.folder / "state"
        return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}

    def until_fits(self, what: str, fits: Callable[[dict[str, Any]], bool]) -> None:
        """Waits until what the program tells fits."""
        wait_until(lambda: fits(self.state()), what=what)

    def until(self, what: str, **wanted: object) -> dict[str, Any]:
        """Waits until the program tells all that is wanted.

        Raises:
            AssertionError: it never did; the text holds what it told last.

        """

        def fits() -> dict[str, Any] | None:
            now = self.state()
            return now if all(now.get(name) == value for name, value in wanted.items()) else None

        try:
            return wait_until(fits, what=what)
        except TimeoutError as error:
            raise AssertionError(f"{what}: {self.state()}") from error
