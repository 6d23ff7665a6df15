"""Dated settings in the register: they are journalled, and every figure follows the version in force at its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.base.clock import to_local
from app.base.errors import NotAllowed
from app.base.people import Person, Role
from app.desk.figures import settings as figure_settings
from app.desk.figures.asked import Asked, figures
from app.desk.journal import reads as journal_reads
from app.models.figures.tables import figure_settings as table
from app.rules.figures.fields import Field
from app.rules.figures.settings import BadFigureSettings
from tests.support.figure_tickets import filled_desk

LEAD = Person("带班甲", Role.SHIFT_LEAD)


@pytest.fixture
def register(folder, still):
    made = filled_desk(folder, still, 700)
    yield made
    made.close()


def save(desk, since: str, note: str = "", **changed: object):
    form = {**figure_settings.draft(desk), "effective_from": since, **changed}
    return figure_settings.save(desk, person=LEAD, form=form, note=note)


def test_weights_hold_from_their_day_on(register):
    before = figures(register, Asked("month:2026-10")).total.now
    then = figures(register, Asked("month:2026-11")).total.now
    save(register, "2026-11-30", "区里通知", response="0", resolution="100", satisfaction="0", partly="1")
    after = figures(register, Asked("month:2026-11"))
    assert after.weights.since == date(2026, 11, 30)
    counted = after.total.now.counted
    assert after.total.now.exact(Field.SCORE) == 100 * after.total.now.exact(Field.RESOLUTION)
    assert after.total.now.exact(Field.RESOLUTION) * counted.valid == counted.solved + counted.partly
    assert counted == then.counted
    # The base keeps the version of its own end.
    assert after.total.previous.exact(Field.SCORE) == before.exact(Field.SCORE)
    assert figures(register, Asked("month:2026-10")).weights.since == date(2026, 1, 1)


def test_the_start_day_and_the_noon_move(register):
    save(register, "2026-11-01", assessment_day="21", day_hour="17")
    period = figures(register, Asked("assess:2026-11")).period
    assert [f"{to_local(at):%m-%d %H}" for at in (period.start, period.end)] == ["10-21 00", "11-21 00"]
    day = figures(register, Asked("day:2026-11-10")).period
    assert [f"{to_local(at):%m-%d %H}" for at in (day.start, day.end)] == ["11-09 17", "11-10 17"]


def test_the_rounding_and_the_first_covered_day(register):
    asked = Asked("month:2026-11")
    assert figures(register, asked).previous.covered
    save(register, "2026-11-02", rounding="down", covered_from="2026-10-02")
    found = figures(register, asked)
    assert not found.previous.covered
    exact = found.total.now.exact(Field.SCORE)
    assert found.total.now.printed(Field.SCORE) == f"{int(exact * 10) / 10:.1f}"


def test_versions_and_the_journal(register):
    save(register, "2026-12-19", "区考核办通知", resolution="45", satisfaction="45")
    rows = figure_settings.versions(register)
    assert [(row.settings.since.isoformat(), row.in_force, row.made_by) for row in rows] == [
        ("2026-12-19", False, "带班甲"),
        ("2026-01-01", True, ""),
    ]
    now = register.now()
    lines = list(journal_reads.between(register, start=now - timedelta(days=1), end=now + timedelta(days=1)))
    assert "统计口径自 2026-12-19 起变更" in lines[-1].text


def test_what_cannot_be_read_is_left_out(register):
    save(register, "2026-11-02", partly="1")
    with register.register.writing() as stores:
        stores.connection.execute(table.update().values(body="effective_from = 3"))
    assert len(figure_settings.versions(register)) == 1
    assert figures(register, Asked("month:2026-11")).weights.partly == 0


def test_what_is_refused(register):
    with pytest.raises(BadFigureSettings):
        save(register, "2026-11-02", resolution="45")
    form = figure_settings.draft(register)
    with pytest.raises(NotAllowed):
        figure_settings.save(register, person=Person(" "), form=form)
    assert len(figure_settings.versions(register)) == 1
