"""A real desk on a real register with a clock that stands, and tickets made up for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.base.clock import SHANGHAI, StillClock
from app.base.people import Person
from app.desk.intake.rows import RowKeeper
from app.desk.shared.context import Desk
from app.rules.intake.drafts import TicketDraft
from tests.support.levels import GENERAL
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def still(folder: Any) -> StillClock:
    return StillClock(beijing("2026-11-23T02:41:00"))


@pytest.fixture
def desk(folder: Any, still: StillClock) -> Iterator[Desk]:
    made = desk_on(folder, still)
    yield made
    made.register.close()


@pytest.fixture
def take_in(desk: Desk) -> Callable[..., int]:
    """Takes one made-up ticket in as a file would, and returns its id."""
    counter = iter(range(1, 10_000))

    def make(number: str | None = None, *, backlog: bool = False, **said: Any) -> int:
        known = number or f"热线-261123-{next(counter):06d}"
        values = {
            "title": "健身房闭店，年卡无法退费",
            "content": "市民反映某健身中心张贴停业通知，要求退费。",
            "urgency": GENERAL,
            "dispatched_at": desk.now(),
            "dispatched_basis": "",
            "phones": "13800000001",
            "phone_raw": "13800000001",
            "street": "回龙观街道",
            "merchant": "某某健身有限公司",
            **said,
        }
        with desk.register.writing() as stores:
            import_id = stores.imports.begin({"at": desk.now(), "file": "made-up.xlsx", "digest": known})
            keeper = RowKeeper(desk, stores, OPERATOR, import_id=import_id, name="made-up.xlsx", backlog=backlog)
            keeper.take(TicketDraft("Sheet1", 2, known, values))
            tally = keeper.finish()
            assert tally.created + tally.updated + tally.unchanged == 1
            return int(stores.tickets.numbered(known)[0].id)

    return make


@pytest.fixture
def minutes() -> Callable[[float], timedelta]:
    return lambda count: timedelta(minutes=count)
