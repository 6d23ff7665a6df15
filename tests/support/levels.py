"""Levels of urgency for tests: the codes of the shipped ones, and a version of the rules with 特急 above them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.rules.law.clock_rules import ClockRules
from app.rules.law.clocks import Urgency
from app.rules.law.urgency import SHIPPED_LEVELS, LevelIcon, Tone, UrgencyLevel, level_forms
from app.rules.law.writing import form_of

EXTRA, URGENT, GENERAL = Urgency("extra-urgent"), Urgency("urgent"), Urgency("general")
URGENT_LEVEL, GENERAL_LEVEL = SHIPPED_LEVELS
EXTRA_LEVEL = UrgencyLevel(EXTRA, "特急", Tone.RED, LevelIcon.BELL, pressing=True, rank=0)
# What 特急 has in these tests: five minutes for everything, reminded of on arrival and in the third minute.
_NUMBERS: Mapping[str, Any] = {
    "sign_minutes": 5,
    "sign_reminders": [0, 3],
    "first_contact_minutes": 5,
    "acknowledgement_minutes": 1,
    "return_answer": {"hours": 1},
}


def with_extra(form: Mapping[str, Any]) -> dict[str, Any]:
    """The form of a version with 特急 as its highest level."""
    made: dict[str, Any] = copy.deepcopy(dict(form))
    made["level"] = level_forms([EXTRA_LEVEL, *SHIPPED_LEVELS])
    for key, value in _NUMBERS.items():
        made[key] = {EXTRA: value, **made[key]}
    return made


def extra_form(rules: ClockRules) -> dict[str, Any]:
    """A version with 特急, else as these rules."""
    return with_extra(form_of(rules))


def with_numbers(rules: ClockRules, code: Urgency, **numbers: Any) -> ClockRules:
    """The rules with other numbers of one level."""
    return replace(rules, by_level={**rules.by_level, code: replace(rules.by_level[code], **numbers)})
