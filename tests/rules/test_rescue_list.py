"""The score after tickets turned against a count of all tickets anew, one by one and together; the ways of each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.figures.counterfactual import RemedyFacts
from app.rules.figures.facts import Answers, TicketFacts, count
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.periods import DEFAULT_PERIOD_RULES, PeriodKind, period_at
from app.rules.figures.rates import Weights
from app.rules.figures.rows import Row
from app.rules.rescue_list import Turn, effects, signed_points, together, ways
from app.rules.survey.states import Satisfied, Solved

NOW = datetime(2026, 12, 1, 4, tzinfo=UTC)
PERIOD = period_at(PeriodKind.ASSESSMENT, NOW, DEFAULT_PERIOD_RULES)
OUTSIDE = PERIOD.start - timedelta(seconds=1)
FACTS = RemedyFacts(
    unresolved=True, no_rework="", excluded=False, application="", may_apply=True, apply_until=None, no_return="已办结"
)
answered = st.one_of(
    st.just(Answers()),
    st.builds(
        Answers,
        valid=st.booleans(),
        contacted=st.booleans(),
        solved=st.sampled_from((*Solved, None)),
        satisfied=st.sampled_from((*Satisfied, None)),
    ),
)
tickets = st.lists(
    st.builds(
        TicketFacts,
        ticket_id=st.just(0),
        received_at=st.sampled_from((PERIOD.start, PERIOD.start, NOW, PERIOD.end - timedelta(seconds=1), OUTSIDE)),
        deadline_at=st.just(NOW),
        excluded=st.booleans(),
        answers=answered,
    ),
    min_size=1,
    max_size=12,
)


def turned(one: TicketFacts, turn: Turn, caliber: Caliber) -> TicketFacts | None:
    """The ticket after its turn, from the definitions; None when it does not count any more."""
    full = Answers(True, True, Solved.YES, Satisfied.SATISFIED)
    if turn is Turn.EXCLUDED:
        return None if caliber is Caliber.NET else one
    if turn is Turn.RETURNED:
        return None
    if turn is Turn.LOST and one.answers.valid:
        return one
    answers = full if turn is Turn.SOLVED else Answers(True, True, Solved.NO, Satisfied.UNSATISFIED)
    return TicketFacts(one.ticket_id, one.received_at, one.deadline_at, excluded=one.excluded, answers=answers)


@given(tickets, st.sampled_from(list(Caliber)), st.sampled_from((Weights(), Weights(partly=Decimal("0.5")))), st.data())
def test_each_effect_and_all_together_equal_a_count_anew(found, caliber, weights, data):
    def score(some) -> Fraction | None:
        kept = [one for one in some if one is not None]
        return Row("", count(kept, PERIOD, caliber), weights).exact(Field.SCORE)

    whole = Row("", count(found, PERIOD, caliber), weights)
    before = whole.exact(Field.SCORE)
    leaves_out = caliber is Caliber.NET
    inside = [
        place for place, one in enumerate(found) if PERIOD.holds(one.received_at) and not (leaves_out and one.excluded)
    ]
    own = {place: count([found[place]], PERIOD, caliber) for place in inside}
    for place in inside:
        told = effects(whole, own[place], leaves_out=leaves_out)
        for turn in Turn:
            after = score([turned(one, turn, caliber) if at == place else one for at, one in enumerate(found)])
            expected = None if before is None or after is None else after - before
            assert getattr(told, turn.value) == expected
    if inside:
        chosen = data.draw(st.dictionaries(st.sampled_from(inside), st.sampled_from(list(Turn))))
        after = score([turned(one, chosen[at], caliber) if at in chosen else one for at, one in enumerate(found)])
        pairs = [(own[place], turn) for place, turn in chosen.items()]
        assert together(whole, pairs, leaves_out=leaves_out).exact(Field.SCORE) == after


def test_single_effects_do_not_add_up_to_the_joint_one():
    unsolved = TicketFacts(0, NOW, NOW, answers=Answers(True, True, Solved.NO, Satisfied.UNSATISFIED))
    waiting = TicketFacts(0, NOW, NOW)
    row = Row("", count([unsolved, waiting, waiting], PERIOD, Caliber.NET))
    own = count([waiting], PERIOD, Caliber.NET)
    single = effects(row, own).solved
    joint = together(row, [(own, Turn.SOLVED)] * 2).exact(Field.SCORE)
    assert (single, joint) == (45, 70)
    assert joint - row.exact(Field.SCORE) != 2 * single


@pytest.mark.parametrize(
    ("points", "places", "text"),
    [
        (Fraction(485, 1000), 2, "+0.49"),
        (Fraction(-393, 1000), 2, "-0.39"),
        (Fraction(1, 1000), 2, "0.00"),
        (Fraction(-1, 3), 6, "-0.333333"),
        (None, 2, None),
    ],
)
def test_points_with_their_sign(points, places, text):
    assert signed_points(points, places) == text


def test_the_ways_say_what_can_be_done_and_why_not():
    closed = ways(FACTS, NOW, is_open=False)
    assert [(way.turn, way.open) for way in closed] == [
        (Turn.SOLVED, True), (Turn.EXCLUDED, True), (Turn.RETURNED, False),
    ]  # fmt: skip
    assert (closed[0].words, closed[2].why) == ("二次办理", "已办结")
    assert ways(FACTS, NOW, is_open=True)[0].words == "催办"
    final = ways(FACTS, NOW, is_open=False, is_final=True)[0]
    assert (final.open, final.why) == (False, "按首次回访计算，首次结果已定")
