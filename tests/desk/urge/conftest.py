"""A desk on day 5 of tickets of several units, with a directory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from app.base.clock import SHANGHAI, StillClock
from app.base.people import Person
from app.desk import sign
from app.desk.escalation import targets as escalation_targets
from app.desk.shared.context import Desk
from app.desk.urge import acts as urge_acts
from app.desk.urge import reads as urge_reads
from app.desk.urge.rows import UrgeRow

OPERATOR = Person("值班员甲")
DISPATCHED = datetime(2026, 11, 18, 10, 0, tzinfo=SHANGHAI)
LINES = [
    ["科室", "承办单位", "家政专班", "李某", "13900000021", "", "", "", "组长", "微信", "", "周某", "13900000022", ""],
    ["科室", "承办单位", "商超专班", "王某", "13900000031", "", "", "", "科长", "电话", "", "", "", ""],
    ["二级", "值班表", "", "郑某", "13900000099", "", "", "", "副局长", "", "", "", "", ""],
]


@pytest.fixture
def directory(desk: Desk) -> None:
    escalation_targets.save(desk, person=OPERATOR, lines=LINES, seen=())


@pytest.fixture
def day_five(desk: Desk, still: StillClock, take_in: Callable[..., int], directory: None) -> dict[str, list[int]]:
    """Tickets dispatched on the 18th, so that the 23rd is day 5: two of 家政专班, one of 商超专班, signed for."""
    ids: dict[str, list[int]] = {}
    for unit in ("家政专班", "家政专班", "商超专班"):
        ids.setdefault(unit, []).append(take_in(dispatched_at=DISPATCHED, unit=unit, caller="王小明"))
    sign.sign(desk, person=OPERATOR, ticket_ids=[one for own in ids.values() for one in own], reason="夜间")
    return ids


@pytest.fixture
def at(still: StillClock) -> Callable[[str], None]:
    """Moves the clock to an hour of 23 November, or to a full local time."""

    def move(text: str) -> None:
        wanted = datetime.fromisoformat(text if "T" in text else f"2026-11-23T{text}").replace(tzinfo=SHANGHAI)
        still.advance(wanted - still.now())

    return move


@pytest.fixture
def rounds(desk: Desk) -> Callable[[], list[UrgeRow]]:
    """Opens what is due and gives every round."""

    def read() -> list[UrgeRow]:
        urge_acts.open_due(desk)
        return urge_reads.rounds(desk)

    return read
