"""Each kind of missed, wrong and false contact is told from a ticket's facts, and only it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import read_iso
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.judgement import Call, ContactFacts, Found, Surveyed, findings_of, replied_at
from app.rules.finding.states import FindingKind
from app.rules.law.clock_rules import load_rules
from app.rules.survey.states import Contacted
from app.rules.ticket.states import TicketStatus

RULES = load_rules().versions[0]
REACHED, NO_ANSWER, OTHER = AttemptOutcome.REACHED, AttemptOutcome.NO_ANSWER, AttemptOutcome.OTHER_PERSON
DISPATCHED, DUE = read_iso("2026-11-20T10:00"), read_iso("2026-11-21T10:00")
REPLIED, CLOSED = read_iso("2026-11-22T16:00"), read_iso("2026-11-23T09:00")
NOW = read_iso("2026-11-24T09:00")
PHONE = "13900000001"


def call(at: str, outcome: AttemptOutcome = REACHED, number: str = PHONE, **more: Any) -> Call:
    return Call(more.pop("id", 1), read_iso(at), number, outcome, **more)


GOOD = call("2026-11-20T15:00")


def facts(*calls: Call, **more: Any) -> ContactFacts:
    told = {"status": TicketStatus.HANDLING, "closed_at": None, "phones": (PHONE,), "caller": "王某"} | more
    return ContactFacts(dispatched_at=DISPATCHED, contact_due_at=DUE, calls=calls, **told)


def closed(*calls: Call, **more: Any) -> ContactFacts:
    told = {"status": TicketStatus.CLOSED, "closed_at": CLOSED, "reply_sent_at": REPLIED} | more
    return facts(*calls, **told)


def kinds(given: ContactFacts, now: Any = NOW) -> list[str]:
    return [found.kind.value for found in findings_of(given, RULES, now) if not found.settled]


def only(given: ContactFacts, now: Any = NOW) -> Found:
    [found] = findings_of(given, RULES, now)
    return found


def test_a_ticket_contacted_in_time_has_nothing_wrong() -> None:
    assert kinds(facts(GOOD)) == kinds(closed(GOOD)) == []


def test_before_the_limit_nobody_is_missed() -> None:
    assert kinds(facts(), now=DUE - timedelta(seconds=1)) == []
    assert kinds(facts(), now=DUE) == ["missed-contact", "past-contact-limit"]


def test_a_late_contact_is_no_longer_missed_but_stays_late() -> None:
    found = only(facts(call("2026-11-21T13:00")))
    assert found.kind is FindingKind.PAST_CONTACT_LIMIT
    assert found.reason == "应于 11-21 10:00 前联系，11-21 13:00 才联系上，晚 3 小时"


def test_closed_without_contact_is_missed_as_well() -> None:
    assert kinds(replace(closed(), contact_due_at=None)) == [
        "missed-contact",
        "closed-without-contact",
    ]
    assert kinds(closed(call("2026-11-20T11:00", NO_ANSWER)))[:2] == ["missed-contact", "closed-without-contact"]


def test_closed_within_the_limit_is_not_past_it() -> None:
    early = closed(closed_at=DUE - timedelta(hours=1), reply_sent_at=None)
    assert "past-contact-limit" not in kinds(early)


def test_a_caller_unreachable_by_the_rule_is_not_missed() -> None:
    tried = [
        call(at, NO_ANSWER, id=place)
        for place, at in enumerate(("2026-11-20T11:00", "2026-11-20T15:00", "2026-11-21T09:00"))
    ]
    assert kinds(closed(*tried)) == ["past-contact-limit"]


def test_the_backlog_and_tickets_that_went_elsewhere_are_not_missed() -> None:
    assert kinds(closed(backlog=True)) == kinds(facts(status=TicketStatus.RETURNED)) == []


def test_a_number_that_is_not_the_tickets_is_a_finding_of_its_own_for_each_call() -> None:
    wrong = facts(
        GOOD,
        call("2026-11-20T14:00", NO_ANSWER, "13900000009", id=2),
        call("2026-11-20T14:30", NO_ANSWER, "13900000008", id=3),
    )
    found = findings_of(wrong, RULES, NOW)
    assert [(one.kind.value, one.key) for one in found] == [("wrong-number", "2"), ("wrong-number", "3")]
    assert "139****0009" in found[0].reason


def test_a_call_without_a_number_is_no_wrong_number() -> None:
    assert kinds(facts(replace(GOOD, number=""))) == []


def test_somebody_else_is_a_finding_until_the_caller_is_reached() -> None:
    other = call("2026-11-20T12:00", OTHER, id=2)
    assert kinds(facts(other), now=DUE - timedelta(hours=1)) == ["wrong-person"]
    assert only(facts(other, GOOD)).settled == "11-20 15:00 已联系到诉求人本人"
    assert kinds(facts(GOOD, replace(other, at=GOOD.at + timedelta(hours=1)))) == ["wrong-person"]


@pytest.mark.parametrize(("who", "expected"), [("", []), ("本人", []), ("王某", []), ("家属", ["wrong-person"])])
def test_who_answered_decides_whether_the_caller_was_reached(who: str, expected: list[str]) -> None:
    assert kinds(facts(replace(GOOD, reached=who)), now=DUE - timedelta(hours=1)) == expected


def test_a_second_before_dispatch_is_before_dispatch_and_no_contact() -> None:
    early = facts(replace(GOOD, at=DISPATCHED - timedelta(seconds=1)))
    assert kinds(early) == ["missed-contact", "past-contact-limit", "contact-before-dispatch"]
    assert kinds(facts(replace(GOOD, at=DISPATCHED))) == []


def test_a_dispatch_time_that_is_only_the_time_of_import_accuses_nobody() -> None:
    early = call("2026-11-20T09:00")
    assert kinds(facts(early, dispatched_basis="导入时间")) == []
    assert "contact-before-dispatch" in kinds(facts(early, dispatched_basis="来电时间"))


def test_a_first_contact_after_the_reply_is_false() -> None:
    late = replace(call("2026-11-22T16:00:01"), id=5)
    assert "contact-after-reply" in kinds(closed(late))
    assert "contact-after-reply" not in kinds(closed(replace(late, at=REPLIED)))
    assert "contact-after-reply" not in kinds(closed(GOOD, late))


def test_the_call_of_a_survey_after_the_reply_is_not_false() -> None:
    back = replace(call("2026-11-22T17:00"), id=5)
    assert "contact-after-reply" not in kinds(closed(replace(back, callback=True)))
    assert "contact-after-reply" not in kinds(closed(back, surveys=(Surveyed(1, back.at, True, 5),)))


def test_a_ticket_in_hand_again_has_not_been_replied_to() -> None:
    assert replied_at(facts(reply_sent_at=REPLIED)) is None
    assert replied_at(closed(reply_sent_at=None)) == CLOSED


def test_a_survey_needs_a_call_that_reached_the_caller() -> None:
    survey = Surveyed(1, CLOSED, True, 7)
    assert kinds(closed(GOOD, surveys=(replace(survey, call_id=None),))) == ["survey-without-contact"]
    assert kinds(closed(GOOD, call("2026-11-20T18:00", NO_ANSWER, id=7), surveys=(survey,))) == [
        "survey-without-contact"
    ]
    assert kinds(closed(GOOD, call("2026-11-20T18:00", id=7), surveys=(survey,))) == []


def test_the_platforms_yes_without_a_call_is_a_survey_without_contact_only() -> None:
    assert kinds(closed(platform_contacted=Contacted.YES)) == ["survey-without-contact"]
    assert kinds(closed(platform_contacted=Contacted.NO))[0] == "missed-contact"


hours = st.integers(-40, 140).map(lambda count: DISPATCHED + timedelta(hours=count))
calls = st.lists(
    st.builds(
        Call,
        st.integers(1, 9),
        hours,
        st.sampled_from([PHONE, "13900000002", ""]),
        st.sampled_from(AttemptOutcome),
        st.sampled_from(["", "家属"]),
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)


@given(calls, hours, st.sampled_from([TicketStatus.HANDLING, TicketStatus.CLOSED]))
def test_hard_rules_hold_for_any_calls(some: list[Call], now: Any, status: TicketStatus) -> None:
    done = status is TicketStatus.CLOSED
    told = findings_of(facts(*some, status=status, closed_at=now if done else None), RULES, now)
    by_kind = {kind: {found.key for found in told if found.kind is kind} for kind in FindingKind}
    assert by_kind[FindingKind.WRONG_NUMBER] == {str(one.id) for one in some if one.number == "13900000002"}
    assert by_kind[FindingKind.CONTACT_BEFORE_DISPATCH] == {str(one.id) for one in some if one.at < DISPATCHED}
    reached = [one.at for one in some if one.outcome is REACHED and not one.reached and one.at >= DISPATCHED]
    if reached:
        assert not by_kind[FindingKind.MISSED_CONTACT] | by_kind[FindingKind.CLOSED_WITHOUT_CONTACT]
    if not done:
        assert bool(by_kind[FindingKind.PAST_CONTACT_LIMIT]) == (now >= DUE and not any(at <= DUE for at in reached))
    assert len({(found.kind, found.key) for found in told}) == len(told)
