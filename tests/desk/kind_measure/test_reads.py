"""Measures against a kind of problem on a register with a planted week, season and decline; the acts."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from app.base.errors import Refused
from app.base.people import Person
from app.desk.kind_measure import acts, reads
from app.models.ticket.tables import tickets

LEAD = Person("班长乙")
SINCE = date(2026, 9, 1)
FIRST = date(2025, 2, 1)


def plant(desk, *, decline: float, seed: int = 7) -> None:
    """Tickets of two kinds: half as many at weekends, in September to November half of the other months, each year."""
    chance, rows = random.Random(seed), []
    last = desk.now().astimezone(UTC).date()
    for place in range((last - FIRST).days):
        day = FIRST + timedelta(days=place)
        for kind, usual in (("预付卡", 16.0), ("家政", 24.0)):
            mean = usual * (0.5 if day.weekday() > 4 else 1) * (0.5 if 9 <= day.month <= 11 else 1)
            if kind == "预付卡" and day >= SINCE:
                mean *= 1 - decline
            for _ in range(sum(chance.random() < mean / 100 for _ in range(100))):
                at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
                rows.append({"number": f"甲{len(rows)}", "category_2": kind, "dispatched_at": at, "status": "closed"})
    with desk.register.writing() as stores:
        stores.connection.execute(insert(tickets), rows)


def enter(desk, kind: str, since: date = SINCE):
    return acts.enter(desk, person=LEAD, kind=kind, since=since.isoformat(), text="约谈重点企业", paper="督办单 3 号")


def test_the_planted_decline_is_found_and_the_season_is_not(desk):
    plant(desk, decline=0.4)
    enter(desk, "预付卡")
    enter(desk, "家政")
    card, home = sorted(reads.listing(desk), key=lambda row: row.kind != "预付卡")
    assert card.compared is not None
    assert card.compared.seasonal
    assert card.compared.change.low <= -0.4 <= card.compared.change.high < -0.2
    assert card.words.startswith("下降")
    # In autumn everything halves, as it did last year: that is no decline.
    assert home.compared.after.tickets < 0.7 * home.compared.before.tickets
    assert home.words == "看不出变化"
    assert reads.kinds(desk) == ["家政", "预付卡"]
    (early, _) = reads.listing(desk, last=date(2026, 9, 10))
    assert (early.compared, early.words) == (None, "看不出变化")


def test_without_last_year_only_the_week_is_taken_out(desk):
    plant(desk, decline=0.0)
    enter(desk, "家政", date(2025, 6, 1))
    (row,) = reads.listing(desk, last=date(2025, 8, 31))
    assert not row.compared.seasonal
    assert row.words == "看不出变化"
    assert row.compared.after.exposure == pytest.approx(row.compared.before.exposure, rel=0.03)


def test_a_measure_is_entered_taken_back_and_refused(desk):
    assert reads.listing(desk) == []
    done = enter(desk, "预付卡")
    (row,) = reads.listing(desk)
    assert (row.kind, row.since, row.compared, row.words) == ("预付卡", SINCE, None, "看不出变化")
    done.undo.use_case(desk)
    assert reads.listing(desk) == []
    with pytest.raises(Refused, match="已经撤回"):
        acts.withdraw(desk, person=LEAD, measure_id=done.result, note="再撤")
    for field, values in (
        ("kind", {"kind": " "}),
        ("text", {"text": ""}),
        ("since", {"since": "2026-13-01"}),
        ("since", {"since": "2026-12-31"}),
        ("paper", {"paper": "长" * 101}),
    ):
        with pytest.raises(Refused) as refused:
            acts.enter(desk, person=LEAD, **{"kind": "预付卡", "since": "2026-09-01", "text": "约谈", **values})
        assert refused.value.field == field
    with pytest.raises(Refused):
        acts.withdraw(desk, person=LEAD, measure_id=done.result, note=" ")
