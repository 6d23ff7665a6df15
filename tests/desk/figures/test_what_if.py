"""Other weights over a past year, against scores counted by hand from the counts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.desk.figures.asked import Asked, figures
from app.desk.figures.what_if import what_if
from app.rules.figures.fields import Field
from app.rules.figures.rates import one_decimal
from tests.support.figure_tickets import filled_desk

YEAR = Asked("year:2026")


@pytest.fixture
def register(folder, still):
    made = filled_desk(folder, still, 700)
    yield made
    made.close()


def test_each_unit_and_month_before_and_after(register):
    found = what_if(register, YEAR, "weights=0/60/40,partial=solved")
    before = figures(register, Asked("year:2026", ("unit",)))
    assert found.total.before.score == before.total.now.printed(Field.SCORE)
    places = {row.key: row.place for row in before.rows}
    for row in found.rows:
        assert row.before.place == places[row.key]
    counted = {row.key: row.now.counted for row in before.rows}
    scores = []
    for row in found.rows:
        one = counted[row.key]
        if not one.valid:
            assert row.after.score is None
            continue
        points = 60 * (one.solved + one.partly) + 40 * (one.satisfied + Fraction(9, 10) * one.mostly)
        assert row.after.score == one_decimal(points / Fraction(one.valid))
        assert row.change == Fraction(row.after.score) - Fraction(row.before.score)
        scores.append(Fraction(row.after.score))
    assert scores == sorted(scores, reverse=True)
    assert [row.key[0] for row in found.months] == sorted(row.key[0] for row in found.months)
    assert len(found.months) == len({*(row.key for row in found.months)}) == 12
    assert {row.after.place for row in found.months} == {None}


def test_the_same_weights_change_nothing(register):
    found = what_if(register, Asked("year:2026", ("street",)), "weights=10/50/40")
    assert {row.change for row in (found.total, *found.rows)} <= {Fraction(), None}
    assert all(row.before == row.after for row in found.rows)
