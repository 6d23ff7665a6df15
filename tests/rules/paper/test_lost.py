"""Lost points: each ticket's share of what is missing to 100, why, and what can still be done."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product

from app.rules.figures.facts import Answers
from app.rules.figures.fields import Field
from app.rules.figures.rates import DEFAULT_WEIGHTS
from app.rules.figures.rows import Counted, Row
from app.rules.paper.lost import Standing, lost_by, lost_points, remedies, why_lost
from app.rules.survey.states import Satisfied, Solved

NOW = datetime(2026, 12, 1, tzinfo=UTC)
EVERY = [
    Answers(True, contacted, solved, satisfied)
    for contacted, solved, satisfied in product((True, False), (*Solved, None), (*Satisfied, None))
]


def test_over_all_tickets_the_lost_points_are_what_is_missing_to_100():
    counted = Counted(
        valid=len(EVERY),
        contacted=sum(one.contacted for one in EVERY),
        solved=sum(one.solved is Solved.YES for one in EVERY),
        partly=sum(one.solved is Solved.PARTLY for one in EVERY),
        satisfied=sum(one.satisfied is Satisfied.SATISFIED for one in EVERY),
        mostly=sum(one.satisfied is Satisfied.MOSTLY for one in EVERY),
    )
    score = Row("", counted).exact(Field.SCORE)
    lost = sum((lost_points(one, len(EVERY), DEFAULT_WEIGHTS) for one in EVERY), Fraction())
    assert lost == 100 - score == lost_by(counted, len(EVERY), DEFAULT_WEIGHTS)


def test_what_one_ticket_costs():
    assert lost_points(Answers(True, True, Solved.YES, Satisfied.SATISFIED), 50, DEFAULT_WEIGHTS) == 0
    assert lost_points(Answers(True, True, Solved.YES, Satisfied.MOSTLY), 50, DEFAULT_WEIGHTS) == Fraction(4, 50)
    assert lost_points(Answers(True, False, None, None), 50, DEFAULT_WEIGHTS) == 2
    assert lost_by(Counted(), 0, DEFAULT_WEIGHTS) == 0


def test_why():
    assert why_lost(Answers(True, False, Solved.NO, Satisfied.UNSATISFIED)) == "未联系、未解决、不满意"
    assert why_lost(Answers(True, True, Solved.PARTLY, None)) == "部分解决、未评价"
    assert why_lost(Answers(True, True, Solved.YES, Satisfied.MOSTLY)) == "基本满意"


def _standing(**said: object) -> Standing:
    values: dict = {"closed_at": NOW, "applied": False, "exclusion_until": None, "returns": 0, "most_returns": 2} | said
    return Standing(**values)


def test_what_can_still_be_done():
    assert remedies(_standing(), NOW) == ["二次办理", "申请剔除"]
    assert remedies(_standing(exclusion_until=NOW), NOW) == ["二次办理"]
    assert remedies(_standing(exclusion_until=NOW + timedelta(seconds=1)), NOW) == ["二次办理", "申请剔除"]
    assert remedies(_standing(applied=True), NOW) == ["二次办理"]
    assert remedies(_standing(closed_at=None), NOW) == ["办结前解决", "申请剔除", "退单"]
    assert remedies(_standing(closed_at=None, returns=2, applied=True), NOW) == ["办结前解决"]
