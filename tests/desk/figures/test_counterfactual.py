"""Problems of a period against scores counted one by one without their tickets; the ways out of single tickets."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from app.desk.figures.asked import Asked, figures
from app.desk.figures.counterfactual import lost_tickets, problems
from app.rules.figures.counterfactual import Rival
from app.rules.figures.fields import Caliber, Field
from tests.support.figure_tickets import Counter1by1, filled_desk, rates

YEAR = Asked("year:2026", ("category2",))


@pytest.fixture
def register(folder, still):
    made = filled_desk(folder, still, 700)
    yield made
    made.close()


@pytest.mark.parametrize(("answers", "which"), [("platform", "last"), ("platform", "first"), ("desk", "last")])
@pytest.mark.parametrize("caliber", list(Caliber))
def test_each_problem_against_a_count_without_its_tickets(register, answers, which, caliber):
    asked = replace(YEAR, answers=answers, which=which, caliber=caliber)
    found = problems(register, asked)
    one_by_one = Counter1by1(register)
    every = one_by_one.rows
    told = {"net": caliber is Caliber.NET, "answers": "desk" if answers == "desk" else which, "by": ()}
    assert found.before.score == figures(register, asked).total.now.printed(Field.SCORE)
    assert len(found.problems) > 2
    for problem in found.problems:
        one_by_one.rows = [row for row in every if row["id"] not in set(problem.ticket_ids)]
        counts = one_by_one.count(found.period.start, found.period.end, **told)[()]
        assert problem.effect.without.score == rates(counts)["score"]
        assert problem.effect.lost > 0
    assert sum(one.effect.lost for one in found.problems) == found.lost
    assert [one.effect.lost for one in found.problems] == sorted(
        (one.effect.lost for one in found.problems), reverse=True
    )


def test_the_tickets_are_those_of_the_problems_and_add_up(register):
    found = problems(register, YEAR)
    tickets = lost_tickets(register, YEAR)
    assert sorted(ticket.ticket_id for ticket in tickets) == sorted(
        ticket_id for problem in found.problems for ticket_id in problem.ticket_ids
    )
    assert sum(ticket.lost for ticket in tickets) == found.lost
    assert all(ticket.why and len(ticket.remedies) == 3 for ticket in tickets)
    some = found.problems[0].ticket_ids
    assert {ticket.ticket_id for ticket in lost_tickets(register, YEAR, ticket_ids=some)} == set(some)
    # Without one ticket the score is that of the others: the gain is exact.
    before = figures(register, YEAR).total.now
    dearest = tickets[0]
    assert dearest.gain > 0
    assert dearest.turned == dearest.lost
    assert before.exact(Field.SCORE) + dearest.gain > before.exact(Field.SCORE)


def test_a_unit_stands_among_the_units_and_the_bureau_among_told_scores(register):
    units = figures(register, Asked("year:2026", ("unit",)))
    for row in units.rows:
        asked = Asked("year:2026", ("category2",), only=(("unit", row.key[0]),))
        found = problems(register, asked)
        assert (found.before.place, found.before.score) == (row.place, row.now.printed(Field.SCORE))
        assert found.before.units == sum(one.place is not None for one in units.rows)
    told = [Rival(Fraction(100)), Rival(Fraction(0))]
    found = problems(register, YEAR, others=told)
    assert (found.before.place, found.before.units) == (2, 3)


def test_answers_of_this_desk_are_told_in_its_words(register):
    asked = replace(YEAR, answers="desk")
    words = {word for ticket in lost_tickets(register, asked) for word in ticket.why}
    assert {"未联系", "未解决", "不满意"} <= words


def test_nothing_valid_loses_nothing(desk):
    found = problems(desk, YEAR)
    assert (found.before.score, found.lost, found.problems) == (None, 0, ())
    assert lost_tickets(desk, YEAR) == ()
