"""A real desk behind a window drawn offscreen, with work that runs where it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import shiboken6

from app.base.clock import SHANGHAI, StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.intake.rows import RowKeeper
from app.desk.shared.context import Desk
from app.rules.intake.drafts import TicketDraft
from app.ui.actions.entries import ACTIONS
from app.ui.frame.application import OpenWindow, open_window
from app.ui.frame.gateway import Gateway
from app.ui.frame.runners import InlineRunner
from app.ui.frame.shell import Shell
from app.ui.look.theme import Theme, ThemeMode
from tests.support.levels import GENERAL
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")


@pytest.fixture
def still() -> StillClock:
    return StillClock(datetime(2026, 11, 23, 2, 41, tzinfo=SHANGHAI))


@pytest.fixture
def desk(folder: DataFolder, still: StillClock) -> Iterator[Desk]:
    made = desk_on(folder, still)
    yield made
    made.register.close()


@pytest.fixture
def take_in(desk: Desk) -> Callable[..., int]:
    """Takes one made-up ticket in as a file would, and returns its id."""
    counter = iter(range(1, 100_000))

    def make(number: str | None = None, *, backlog: bool = False, **said: Any) -> int:
        known = number or f"热线-261123-{next(counter):06d}"
        extra = said.pop("extra", {})
        values = {
            "title": "健身房闭店，年卡无法退费",
            "content": "市民反映某健身中心张贴停业通知，要求退费。",
            "urgency": GENERAL,
            "dispatched_at": desk.now(),
            "dispatched_basis": "",
            "caller": "王某",
            "phones": "13800000001",
            "phone_raw": "13800000001",
            "street": "回龙观街道",
            "merchant": "某某健身有限公司",
            **said,
        }
        with desk.register.writing() as stores:
            import_id = stores.imports.begin({"at": desk.now(), "file": "made-up.xlsx", "digest": known})
            keeper = RowKeeper(desk, stores, OPERATOR, import_id=import_id, name="made-up.xlsx", backlog=backlog)
            keeper.take(TicketDraft("Sheet1", 2, known, values, extra=extra))
            keeper.finish()
            return int(stores.tickets.numbered(known)[0].id)

    return make


@pytest.fixture
def shell(qapp: object, desk: Desk, still: StillClock) -> Shell:
    """The frame without a window."""
    theme = Theme(mode=ThemeMode.LIGHT)
    theme.apply(still.now())
    return Shell(Gateway(desk, InlineRunner(), OPERATOR), theme, still, ACTIONS)


@pytest.fixture
def opened(qapp: object, desk: Desk) -> Iterator[OpenWindow]:
    """The whole window on an empty register, 1366×768, light."""
    made = open_window(desk, person=OPERATOR, runner=InlineRunner(), show=False)
    made.shell.theme.mode = ThemeMode.LIGHT
    made.shell.theme.follow(desk.now())  # dresses the application anew only where the system is dark
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.close()
    shiboken6.delete(made.window)
