from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import read_iso, to_local
from app.rules.contact.reach import DayPart, ReachVerdict, day_part, may_be_unreachable
from app.rules.contact.states import AttemptOutcome
from app.rules.law.clock_rules import load_rules

RULES = load_rules().versions[0]
NO_ANSWER = AttemptOutcome.NO_ANSWER


def weigh(*calls: str, now: str = "2026-11-24T12:30", outcome: AttemptOutcome = NO_ANSWER) -> ReachVerdict:
    return may_be_unreachable([(read_iso(call), outcome) for call in calls], RULES, read_iso(now))


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ("08:00", DayPart.MORNING),
        ("11:59:59", DayPart.MORNING),
        ("12:00", DayPart.AFTERNOON),
        ("17:59:59", DayPart.AFTERNOON),
        ("18:00", DayPart.EVENING),
        ("20:59:59", DayPart.EVENING),
        ("21:00", DayPart.NIGHT),
        ("00:00", DayPart.NIGHT),
        ("07:59:59", DayPart.NIGHT),
    ],
)
def test_the_day_has_three_parts_and_a_night(clock: str, part: DayPart) -> None:
    assert day_part(read_iso(f"2026-11-23T{clock}")) is part


def test_three_calls_in_two_parts_on_two_days_are_enough() -> None:
    verdict = weigh("2026-11-23T10:12", "2026-11-23T15:40", "2026-11-24T09:05")
    assert verdict == ReachVerdict(True, (), None)


def test_two_calls_are_not_enough_however_they_lie() -> None:
    verdict = weigh("2026-11-23T10:12", "2026-11-24T15:40", now="2026-11-24T16:30")
    assert not verdict.allowed
    assert verdict.missing == ("还需再联系 1 次（至少 3 次，每次间隔 30 分钟以上）",)
    assert verdict.next_call_at == read_iso("2026-11-24T16:30")


def test_three_calls_on_one_day_are_not_enough_and_the_next_is_proposed_for_tomorrow() -> None:
    verdict = weigh("2026-11-23T09:00", "2026-11-23T13:00", "2026-11-23T19:00", now="2026-11-23T19:10")
    assert not verdict.allowed
    assert verdict.missing == ("还需再有 1 天联系过（至少 2 天）",)
    assert verdict.next_call_at == read_iso("2026-11-24T08:00")


def test_three_mornings_are_not_enough_and_the_next_is_proposed_for_another_part() -> None:
    verdict = weigh("2026-11-22T09:00", "2026-11-23T09:00", "2026-11-24T09:00", now="2026-11-24T09:10")
    assert not verdict.allowed
    assert verdict.missing == ("还需再有 1 个时段联系过（至少 2 个，已有上午）",)
    assert verdict.next_call_at == read_iso("2026-11-24T12:00")


def test_the_last_call_must_bring_both_a_new_day_and_a_new_part_when_both_are_missing() -> None:
    verdict = weigh("2026-11-23T09:00", "2026-11-23T10:00", now="2026-11-23T10:05")
    assert len(verdict.missing) == 3
    assert verdict.next_call_at == read_iso("2026-11-24T12:00")


def test_calls_less_than_half_an_hour_apart_count_once() -> None:
    assert not weigh("2026-11-23T10:00", "2026-11-23T10:29:59", "2026-11-24T15:00").allowed
    assert weigh("2026-11-23T10:00", "2026-11-23T10:30", "2026-11-24T15:00").allowed


def test_a_call_that_reached_the_caller_does_not_count() -> None:
    calls = [
        (read_iso("2026-11-23T10:00"), NO_ANSWER),
        (read_iso("2026-11-23T15:00"), AttemptOutcome.REACHED),
        (read_iso("2026-11-24T15:00"), NO_ANSWER),
    ]
    assert not may_be_unreachable(calls, RULES, read_iso("2026-11-24T16:00")).allowed


@pytest.mark.parametrize("outcome", sorted(set(AttemptOutcome) - {AttemptOutcome.REACHED}))
def test_every_other_outcome_counts(outcome: AttemptOutcome) -> None:
    assert weigh("2026-11-23T10:00", "2026-11-23T15:00", "2026-11-24T15:00", outcome=outcome).allowed


def test_without_any_call_everything_is_missing_and_one_may_call_at_once() -> None:
    verdict = weigh(now="2026-11-23T10:00")
    assert verdict.missing == (
        "还需再联系 3 次（至少 3 次，每次间隔 30 分钟以上）",
        "还需再有 2 天联系过（至少 2 天）",
        "还需再有 2 个时段联系过（至少 2 个）",
    )
    assert verdict.next_call_at == read_iso("2026-11-23T10:00")


@pytest.mark.parametrize(
    ("now", "proposed"),
    [
        ("2026-11-23T20:59", "2026-11-23T20:59"),
        ("2026-11-23T21:00", "2026-11-24T08:00"),
        ("2026-11-24T03:00", "2026-11-24T08:00"),
        ("2026-11-24T08:00", "2026-11-24T08:00"),
    ],
)
def test_nobody_is_proposed_to_be_called_at_night(now: str, proposed: str) -> None:
    assert weigh(now=now).next_call_at == read_iso(proposed)


def test_the_pause_between_calls_can_push_the_proposal_past_the_evening() -> None:
    verdict = weigh("2026-11-23T20:45", now="2026-11-23T20:50")
    assert verdict.next_call_at == read_iso("2026-11-24T08:00")


moments = st.integers(0, 5 * 24 * 60).map(lambda n: read_iso("2026-11-20") + timedelta(minutes=n))


@given(st.lists(moments, max_size=5), moments)
def test_following_the_proposals_leads_to_the_goal_by_day_and_within_the_needed_calls(
    calls: list[datetime], now: datetime
) -> None:
    attempts = [(call, NO_ANSWER) for call in calls if call <= now]
    for _ in range(RULES.reach.attempts):
        verdict = may_be_unreachable(attempts, RULES, now)
        if verdict.next_call_at is None:
            break
        assert verdict.missing
        assert verdict.next_call_at >= now
        assert 8 <= to_local(verdict.next_call_at).hour < 21
        now = verdict.next_call_at
        attempts.append((now, NO_ANSWER))
    assert may_be_unreachable(attempts, RULES, now).allowed


@given(st.lists(moments, max_size=6))
def test_what_is_allowed_really_has_the_calls_days_and_parts(calls: list[datetime]) -> None:
    verdict = may_be_unreachable([(call, NO_ANSWER) for call in calls], RULES, read_iso("2026-11-30"))
    assert verdict.allowed is not bool(verdict.missing)
    if verdict.allowed:
        assert len(calls) >= 3
        assert len({to_local(call).date() for call in calls}) >= 2
        assert len({day_part(call) for call in calls}) >= 2
        assert max(calls) - min(calls) >= timedelta(minutes=60)


def to_go_by_trying_every_choice(calls: list[datetime]) -> int:
    """The oracle: over all sets of calls with the pause between them, the least number of calls still needed."""
    rule, best = RULES.reach, 99
    for chosen in range(2 ** len(calls)):
        some = sorted(call for place, call in enumerate(calls) if chosen >> place & 1)
        if any((later - sooner).total_seconds() < rule.minutes_apart * 60 for sooner, later in pairwise(some)):
            continue
        days = {(call + timedelta(hours=8)).date() for call in some}
        hours = {(call + timedelta(hours=8)).hour for call in some}
        parts = {
            "m" if 8 <= hour < 12 else "a" if 12 <= hour < 18 else "e" if 18 <= hour < 21 else "n" for hour in hours
        }
        best = min(best, max(0, rule.attempts - len(some), rule.days - len(days), rule.day_parts - len(parts)))
    return best


# Crowded round the borders of day parts and days, where calls push each other out.
crowded = st.builds(
    lambda day, hour, minute: read_iso("2026-11-20") + timedelta(days=day, hours=hour, minutes=minute),
    st.integers(0, 2),
    st.sampled_from([8, 11, 12, 17, 18, 20, 21, 23]),
    st.integers(-40, 40),
)


@given(st.lists(moments | crowded, max_size=7))
def test_the_rule_agrees_with_trying_every_choice_of_calls(calls: list[datetime]) -> None:
    verdict = may_be_unreachable([(call, NO_ANSWER) for call in calls], RULES, read_iso("2026-11-26T09:00"))
    assert verdict.allowed == (to_go_by_trying_every_choice(calls) == 0)


@given(st.lists(moments | crowded, max_size=6))
def test_the_proposed_call_brings_the_goal_one_call_nearer_and_no_earlier_one_does(calls: list[datetime]) -> None:
    now = max(calls, default=read_iso("2026-11-20T10:00"))
    verdict = may_be_unreachable([(call, NO_ANSWER) for call in calls], RULES, now)
    left = to_go_by_trying_every_choice(calls)
    if verdict.next_call_at is None:
        assert left == 0
        return
    assert to_go_by_trying_every_choice([*calls, verdict.next_call_at]) == left - 1
    at = now + timedelta(minutes=RULES.reach.minutes_apart) if calls else now
    while at < verdict.next_call_at:
        if day_part(at) is not DayPart.NIGHT:
            assert to_go_by_trying_every_choice([*calls, at]) == left
        at += timedelta(minutes=20)


def test_of_choices_that_leave_as_much_the_one_is_taken_that_is_done_soonest() -> None:
    verdict = weigh("2026-11-20T11:59", "2026-11-20T12:00", "2026-11-24T08:00", now="2026-11-24T08:00")
    assert verdict.next_call_at == read_iso("2026-11-24T08:30")
    assert len(verdict.missing) == 1


def test_a_call_that_crowds_out_a_better_one_does_not_count_against_the_caller() -> None:
    crowded_out = ("2026-11-23T11:50", "2026-11-23T12:10", "2026-11-24T09:00", "2026-11-24T10:00")
    assert weigh(*crowded_out, now="2026-11-24T10:05").allowed
