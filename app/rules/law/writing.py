"""Writes a version of the rules in its file form: app.rules.law.forms reads it back unchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from app.rules.law.ladders import Ladder
from app.rules.law.urgency import SHIPPED_LEVELS, level_forms
from app.rules.law.values import ClockRules, LevelRules, Limit
from app.rules.shared.starts import MIDNIGHT

_MINUTE = timedelta(minutes=1)


def form_of(rules: ClockRules) -> dict[str, Any]:
    """The file form of a version; `read_version` reads it back as the same rules."""
    form: dict[str, Any] = {
        "effective_from": rules.effective_from,
        "day_counting": rules.day_counting.value,
        "calendar": rules.calendar_mode.value,
        "ring_again_seconds": rules.ring_again // timedelta(seconds=1),
        "max_returns": rules.max_returns,
        "sign_minutes": _by_level(rules, lambda level: level.sign_limit // _MINUTE),
        "sign_reminders": _by_level(
            rules, lambda level: [after // _MINUTE for name, after in level.sign_reminders if name != "overdue"]
        ),
        "first_contact_minutes": _by_level(rules, lambda level: level.first_contact_limit // _MINUTE),
        "handling": {name.value: limit_form(limit) for name, limit in rules.handling.items()},
        "day_series": {"number": rules.day_number, "times": list(rules.day_times)},
        "acknowledgement_minutes": _by_level(rules, lambda level: level.acknowledgement_life // _MINUTE),
        "return_answer": _by_level(rules, lambda level: limit_form(level.return_answer)),
        "reach": asdict(rules.reach),
    }
    if rules.effective_time != MIDNIGHT:
        form["effective_time"] = rules.effective_time
    if rules.levels != SHIPPED_LEVELS:
        form["level"] = level_forms(rules.levels)
    for key, limits in (
        ("callback_limit", {code: level.callback for code, level in rules.by_level.items()}),
        ("report_limit", {code: level.report for code, level in rules.by_level.items()}),
    ):
        if any(limits.values()):
            form[key] = {str(code): limit_form(limit) for code, limit in limits.items() if limit is not None}
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


def _by_level(rules: ClockRules, write: Callable[[LevelRules], object]) -> dict[str, object]:
    return {str(code): write(level) for code, level in rules.by_level.items()}


def ladder_form(ladder: Ladder) -> dict[str, Any]:
    """A ladder as a table."""
    form: dict[str, Any] = {"clock": ladder.clock.value}
    if ladder.urgency is not None:
        form["urgency"] = str(ladder.urgency)
    if ladder.time_class is not None:
        form["time_class"] = ladder.time_class.value
    return {**form, "steps": [step.name for step in ladder.steps]}
