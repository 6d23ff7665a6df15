"""The next step of an open ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.rules.handover.next_step import next_step

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=SHANGHAI)
SOON = NOW + timedelta(minutes=40)


@dataclass(frozen=True)
class Ticket:
    status: str = "handling"
    backlog: bool = False
    unit: str = "预付费专班"
    sign_due_at: datetime | None = SOON
    contact_due_at: datetime | None = SOON
    first_contact_at: datetime | None = NOW
    deadline_at: datetime | None = SOON
    return_sent_at: datetime | None = None


@pytest.mark.parametrize(
    ("ticket", "step"),
    [
        (Ticket("to-sign"), "签收（12-01 09:40 前）"),
        (Ticket("to-sign", sign_due_at=NOW), "签收（12-01 09:00 已到，请立即办）"),
        (Ticket(first_contact_at=None), "联系诉求人（12-01 09:40 前）"),
        (Ticket(unit=""), "派单（12-01 09:40 前）"),
        (Ticket(), "催预付费专班办理（12-01 09:40 前）"),
        (Ticket("to-review"), "审核答复（12-01 09:40 前）"),
        (Ticket("to-call-back"), "回访诉求人"),
        (Ticket("returning"), "提交退单申请（12-01 09:40 前）"),
        (Ticket("returning", return_sent_at=NOW), "等退单结果（12-01 09:40 前）"),
        (Ticket(backlog=True), "历史未结：催预付费专班办理"),
    ],
)
def test_each_state_has_its_next_step(ticket, step):
    assert next_step(ticket, NOW) == step
