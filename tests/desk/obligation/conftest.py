"""A desk on a made-up service with planted breaches, read after its months."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.base.clock import SHANGHAI, StillClock
from app.base.people import Person, Role
from app.desk.shared.context import Desk
from tests.corpus import evidence
from tests.support.planted_service import Planted, Planter
from tests.support.registers import desk_on

OPERATOR, LEAD = Person("值班员甲"), Person("组长甲", Role.SHIFT_LEAD)
Plant = Callable[..., tuple[Desk, Planted]]


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def still() -> StillClock:
    return StillClock(beijing("2026-12-09T10:00"))


@pytest.fixture
def desk(folder, still) -> Iterator[Desk]:
    made = desk_on(folder, still)
    yield made
    made.close()


@pytest.fixture
def planted(desk: Desk) -> Callable[..., Planted]:
    """Plants months from the first one on; papers are owed in them too."""

    def plant(first: str = "2026-10", months: int = 2, *, per_day: int = 1) -> Planted:
        planter = Planter(desk, per_day=per_day)
        found = planter.fill(first, months)
        start = beijing(f"{first}-01T00:00")
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        planter.add_papers(start, beijing(f"{year}-{month + 1:02}-01T00:00"))
        return found

    return plant


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file that may be an attachment."""
    return evidence.written(tmp_path / "考核通知.pdf", evidence.pdf())
