"""How the parts are joined: what moves with a ticket, in which order."""

from __future__ import annotations

import importlib
from pkgutil import iter_modules

import pytest

from app.bootstrap import followers
from app.desk.escalation import levels as escalation_levels
from app.desk.exclusion import clock as exclusion_clock
from app.desk.exclusion import platform as exclusion_platform
from app.desk.finding import acts as finding_acts
from app.desk.measure import follow as measure_follow
from app.desk.merchant import keeping as merchant_keeping
from app.desk.reminder import plans as reminder_plans
from app.desk.urge import follow as urge_follow
from app.desk.warning import follow as warning_follow


def test_reminders_move_first_and_measures_last_because_each_looks_at_what_stands_before_it() -> None:
    assert tuple(one.follow for one in followers().of_ticket) == (
        reminder_plans.follow,
        escalation_levels.follow,
        exclusion_clock.follow,
        finding_acts.follow,
        urge_follow.follow,
        measure_follow.follow,
    )


def test_the_platforms_word_on_applications_follows_an_import() -> None:
    found = followers()
    assert found.of_import == (finding_acts.follow_import, exclusion_platform.follow_import)
    assert found.later == (merchant_keeping.follow_new, warning_follow.follow_new)


@pytest.mark.parametrize("folder", ["desk", "ui"])
def test_every_room_loads_its_modules_at_first_use(folder: str) -> None:
    rooms = [
        importlib.import_module(f"app.{folder}.{one.name}") for one in iter_modules([f"app/{folder}"]) if one.ispkg
    ]
    assert [room.__name__ for room in rooms if not hasattr(room, "__getattr__")] == []
    assert len(rooms) > 20
