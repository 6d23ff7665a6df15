"""Forty urgent tickets arriving at once: signed for by the keyboard alone, within seconds, on a real screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk import sign
from app.desk.intake.rows import RowKeeper
from app.desk.shared.context import Desk
from app.rules.intake.drafts import TicketDraft
from tests.support.levels import URGENT
from tests.support.patience import Stopwatch
from tests.support.processes import Launch, wait_until
from tests.support.registers import desk_on
from tests.support.screen import Screen

OPERATOR = Person("值班员甲")
FORTY = 40
SECONDS = 30.0


class Hands:
    """Keys on the screen, counted."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.count = 0

    def press(self, *names: str) -> None:
        self.screen.keys(*names)
        self.count += len(names)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_on(DataFolder(tmp_path / "data"), SystemClock())
    yield made
    made.register.close()


def arrive(desk: Desk) -> None:
    """Forty urgent tickets come in with one file."""
    with desk.register.writing() as stores:
        import_id = stores.imports.begin({"at": desk.now(), "file": "made-up.xlsx", "digest": "made-up"})
        keeper = RowKeeper(desk, stores, OPERATOR, import_id=import_id, name="made-up.xlsx", backlog=False)
        for n in range(1, FORTY + 1):
            values = {"title": "健身房闭店，年卡无法退费", "urgency": URGENT, "dispatched_at": desk.now()}
            keeper.take(TicketDraft("Sheet1", n, f"热线-261123-{n:06}", {**values, "dispatched_basis": ""}))
        assert keeper.finish().created == FORTY


@pytest.mark.screen
def test_forty_urgent_tickets_are_signed_for_by_two_keys_in_less_than_thirty_seconds(
    launch: Launch, screen: Screen, desk: Desk, tmp_path: Path
) -> None:
    launch("-m", "app", "--data", tmp_path / "data", "--as", OPERATOR.name)
    wait_until(lambda: screen.windows("^接诉值守台$"), what="the main window")
    screen.focus("^接诉值守台$")
    arrive(desk)
    wait_until(lambda: screen.windows("^报警"), what="the alarm window")
    watch, hands = Stopwatch(), Hands(screen)
    hands.press("F12")

    def signs_all() -> bool:
        """Presses again while the window's guarded first second lasts, as an impatient hand does."""
        if sign.waiting(desk, limit=1).total:
            hands.press("ctrl+Return")
        return not sign.waiting(desk, limit=1).total

    wait_until(signs_all, what="forty signatures")
    assert watch.idle_seconds() < SECONDS
