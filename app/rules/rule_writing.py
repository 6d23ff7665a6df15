"""Writes a version of the rules in its file form: what app.rules.rule_forms reads back as the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from app.rules.ladders import Ladder
from app.rules.rule_values import ClockRules, Limit
from app.rules.states import Urgency

_MINUTE = timedelta(minutes=1)


def form_of(rules: ClockRules) -> dict[str, Any]:
    """The file form of a version: what `read_version` reads back as the same rules."""
    form: dict[str, Any] = {
        "effective_from": rules.effective_from,
        "day_counting": rules.day_counting.value,
        "calendar": rules.calendar_mode.value,
        "ring_again_seconds": rules.ring_again // timedelta(seconds=1),
        "max_returns": rules.max_returns,
        "sign_minutes": _minutes_form(rules.sign_limits),
        "sign_reminders": {
            urgency.value: [after // _MINUTE for name, after in slots if name != "overdue"]
            for urgency, slots in rules.sign_reminders.items()
        },
        "first_contact_minutes": _minutes_form(rules.first_contact_limits),
        "handling": {name.value: limit_form(limit) for name, limit in rules.handling.items()},
        "day_series": {"number": rules.day_number, "times": list(rules.day_times)},
        "acknowledgement_minutes": _minutes_form(rules.acknowledgement_life),
        "return_answer": _limits_form(rules.return_answer),
        "reach": asdict(rules.reach),
    }
    if rules.callback:
        form["callback_limit"] = _limits_form(rules.callback)
    if rules.report:
        form["report_limit"] = _limits_form(rules.report)
    if rules.ladders:
        form["ladder"] = [ladder_form(ladder) for ladder in rules.ladders]
    return form


def limit_form(limit: Limit) -> dict[str, int]:
    """A limit as one unit and its number."""
    if limit.days:
        return {"days": limit.days}
    if limit.working_days:
        return {"working_days": limit.working_days}
    minutes = limit.span // _MINUTE
    return {"minutes": minutes} if minutes % 60 else {"hours": minutes // 60}


def _minutes_form(spans: Mapping[Urgency, timedelta]) -> dict[str, int]:
    return {urgency.value: span // _MINUTE for urgency, span in spans.items()}


def _limits_form(limits: Mapping[Urgency, Limit]) -> dict[str, dict[str, int]]:
    return {urgency.value: limit_form(limit) for urgency, limit in limits.items()}


def ladder_form(ladder: Ladder) -> dict[str, Any]:
    """A ladder as a table."""
    form: dict[str, Any] = {"clock": ladder.clock.value}
    if ladder.urgency is not None:
        form["urgency"] = ladder.urgency.value
    if ladder.time_class is not None:
        form["time_class"] = ladder.time_class.value
    return {**form, "steps": [step.name for step in ladder.steps]}
