from __future__ import annotations

import pytest

from app.base.people import Person
from app.desk import sign
from app.desk.escalation import levels as escalation_levels
from app.desk.exclusion import clock as exclusion_clock
from app.desk.finding import acts as finding_acts
from app.desk.reminder import plans as reminder_plans
from app.desk.ticket import acts as ticket_acts

MODULES = (reminder_plans, escalation_levels, exclusion_clock, finding_acts)


def test_a_change_of_a_ticket_calls_its_followers_in_order(desk, take_in, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = take_in()
    sign.sign(desk, person=Person("值班员甲"), ticket_ids=[ticket])
    called: list[str] = []
    for module in reversed(MODULES):
        monkeypatch.setattr(module, "follow", lambda *_, name=module.__name__: called.append(name))
    ticket_acts.close(desk, person=Person("值班员甲"), ticket_id=ticket)
    assert called == [module.__name__ for module in MODULES]


def test_a_follower_that_fails_leaves_the_ticket_as_it_was(desk, take_in, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = take_in()

    def fail(*_):
        raise ValueError("broken")

    monkeypatch.setattr(finding_acts, "follow", fail)
    with pytest.raises(ValueError, match="broken"):
        sign.sign(desk, person=Person("值班员甲"), ticket_ids=[ticket])
    with desk.register.reading() as stores:
        assert stores.tickets.get(ticket).signed_at is None
        assert [line.verb for line in stores.journal.of_ticket(ticket)] == ["create"]
