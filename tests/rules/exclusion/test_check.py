"""The time limit of an application: in time, near, past, not begun, and not to be judged."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest

from app.rules.exclusion.check import check_lines
from app.rules.exclusion.check_facts import Dossier, RuleLine, RuleResult, report_of
from app.rules.law.calendar import load_calendar
from tests.corpus.dossiers import EXTRA
from tests.desk.conftest import beijing

PASS, FAIL, PERSON = RuleResult.PASS, RuleResult.FAIL, RuleResult.PERSON


def limit(closed_at: datetime | None, now: str, *, is_closed: bool = True, days: int = 10) -> dict[str, RuleLine]:
    dossier = Dossier(
        type_words="其他 / 全部要求", kind=dataclasses.replace(EXTRA, within_days=days), month="2026-11",
        statement="", process="", basis="", platform_name="", flags=(), files=(), category="", ticket_type="",
        dispatched_at=beijing("2026-11-01T08:00"), closed_at=closed_at, attempts=(), now=beijing(now),
        calendar=load_calendar(), is_closed=is_closed,
    )  # fmt: skip
    return {line.rule: line for line in check_lines(dossier) if line.rule in {"closed", "deadline", "deadline-near"}}


@pytest.mark.parametrize(
    ("now", "result", "near"),
    [
        ("2026-11-20T10:00", PASS, PASS),
        ("2026-11-28T23:59", PASS, PASS),
        ("2026-11-29T00:00", PASS, FAIL),
        ("2026-11-30T23:59", PASS, FAIL),
        ("2026-12-01T00:00", FAIL, None),
    ],
)
def test_with_a_closing_time_the_limit_ends_with_its_last_day(now, result, near) -> None:
    found = limit(beijing("2026-11-20T09:00"), now)
    assert found["deadline"].result is result
    assert (found["deadline-near"].result if near else found.get("deadline-near")) is near


def test_before_the_ticket_is_closed_the_limit_has_not_begun() -> None:
    found = limit(None, "2026-11-20T10:00", is_closed=False)
    assert (found["closed"].result, found["deadline"].result) == (FAIL, PASS)
    assert "还没有办结" in found["deadline"].reason


def test_a_closed_ticket_without_a_closing_time_cannot_be_judged_and_waits_for_a_person() -> None:
    found = limit(None, "2027-11-20T10:00")
    line = found["deadline"]
    assert (found["closed"].result, line.result, line.stops) == (PASS, PERSON, True)
    assert "期限无法判断" in line.reason
    assert "deadline-near" not in found
    assert [one.rule for one in report_of([line], {}).stopping] == ["deadline"]
    assert "deadline" not in limit(None, "2027-11-20T10:00", days=0)
