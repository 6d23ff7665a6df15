import itertools
from datetime import timedelta

import pytest

from app.base.clock import read_iso
from app.base.errors import Refused
from app.rules.law.calendar import CalendarEnds, load_calendar
from app.rules.law.clock_rules import Limit, load_rules
from app.rules.returns.moves import (
    RETURN_FLOW,
    RETURN_VERB_WORDS,
    ReturnVerb,
    due_at,
    refusing,
    request_refusal,
    request_slots,
)
from app.rules.returns.states import ReturnState
from app.rules.shared.flow import IllegalMove
from tests.support.levels import GENERAL, URGENT, with_numbers

RULES = load_rules().versions[0]
CALENDAR = load_calendar()

ALLOWED = {
    ("draft", "send"): "sent",
    ("draft", "withdraw"): "withdrawn",
    ("sent", "accept"): "accepted",
    ("sent", "refuse"): "refused",
    ("sent", "withdraw"): "withdrawn",
    ("sent", "refuse-finally"): "final",
    ("refused", "resend"): "draft",
    ("withdrawn", "resend"): "draft",
    ("received", "agree"): "agreed",
    ("received", "decline"): "declined",
    ("received", "withdraw"): "withdrawn",
}
EVERY_MOVE = list(itertools.product(ReturnState, ReturnVerb))


@pytest.mark.parametrize(("state", "verb"), [move for move in EVERY_MOVE if move in ALLOWED])
def test_allowed_steps_lead_where_the_procedure_says(state: ReturnState, verb: ReturnVerb) -> None:
    assert RETURN_FLOW.allows(state, verb)
    assert RETURN_FLOW.after(state, verb) == ALLOWED[state, verb]


@pytest.mark.parametrize(("state", "verb"), [move for move in EVERY_MOVE if move not in ALLOWED])
def test_every_other_step_is_refused_with_a_sentence(state: ReturnState, verb: ReturnVerb) -> None:
    assert not RETURN_FLOW.allows(state, verb)
    with pytest.raises(IllegalMove) as caught:
        RETURN_FLOW.after(state, verb)
    assert isinstance(caught.value, Refused)
    assert caught.value.message.startswith("退单")
    assert f"不能{RETURN_VERB_WORDS[verb]}" in caught.value.message


def test_the_sentence_of_a_screen_is_that_of_the_refusal() -> None:
    for state, verb in EVERY_MOVE:
        refusal = RETURN_FLOW.refusal(state, verb)
        assert bool(refusal) == ((state, verb) not in ALLOWED)


def test_there_are_as_many_allowed_steps_as_the_procedure_has() -> None:
    assert sum(RETURN_FLOW.allows(state, verb) for state, verb in EVERY_MOVE) == len(ALLOWED) == 11


def test_a_refusal_says_what_can_be_done_instead() -> None:
    with pytest.raises(IllegalMove) as caught:
        RETURN_FLOW.after(ReturnState.DRAFT, ReturnVerb.ACCEPT)
    assert str(caught.value) == "退单草稿，不能同意（现在可以提交、撤回）"
    with pytest.raises(IllegalMove) as caught:
        RETURN_FLOW.after(ReturnState.ACCEPTED, ReturnVerb.WITHDRAW)
    assert caught.value.hint == "该退单已经办结"


def test_after_the_last_refusal_the_sentence_names_who_handles_the_ticket() -> None:
    with pytest.raises(IllegalMove, match="首接负责"):
        RETURN_FLOW.after(ReturnState.FINAL, ReturnVerb.RESEND)
    assert refusing(RULES.max_returns - 1, RULES) is ReturnVerb.REFUSE
    assert refusing(RULES.max_returns, RULES) is ReturnVerb.REFUSE_FINALLY


def test_a_request_of_a_department_is_reminded_of_at_half_its_time_and_at_its_end() -> None:
    received, due = read_iso("2026-11-23T09:00"), read_iso("2026-11-23T11:00")
    assert request_slots(7, received, due) == (("7:half", read_iso("2026-11-23T10:00")), ("7:due", due))


def test_an_urgent_return_is_answered_within_two_hours_at_any_hour() -> None:
    assert due_at(read_iso("2026-10-01T23:30"), URGENT, RULES, CALENDAR) == read_iso("2026-10-02T01:30")


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-11-23T09:00", "2026-11-25"),
        ("2026-11-23T23:59", "2026-11-25"),
        ("2026-11-27T10:00", "2026-12-01"),
        ("2026-09-30T10:00", "2026-10-09"),
        ("2026-02-13T10:00", "2026-02-15"),
    ],
)
def test_other_returns_are_answered_by_the_end_of_the_next_working_day(sent: str, due: str) -> None:
    assert due_at(read_iso(sent), GENERAL, RULES, CALENDAR) == read_iso(due)


def test_natural_days_can_be_set_for_the_answer() -> None:
    rules = with_numbers(RULES, GENERAL, return_answer=Limit(days=2))
    assert due_at(read_iso("2026-11-27T10:00"), GENERAL, rules, CALENDAR) == read_iso("2026-11-30")


def test_an_answer_due_in_an_unknown_year_is_not_guessed() -> None:
    sent = read_iso("2026-12-31T10:00")
    with pytest.raises(CalendarEnds):
        due_at(sent, GENERAL, RULES, CALENDAR)
    assert due_at(sent, URGENT, RULES, CALENDAR) == sent + timedelta(hours=2)


def test_a_ticket_may_be_returned_twice_and_then_the_first_who_took_it_leads() -> None:
    assert [request_refusal(count, RULES) for count in range(2)] == ["", ""]
    assert request_refusal(2, RULES) == "该工单已申请退单 2 次，最多 2 次，按首接负责制由本单位办理"
    assert request_refusal(3, RULES)
