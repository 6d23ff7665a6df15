"""The numbers that drive clocks and reminders: what ships with the product, read from its file form."""

from __future__ import annotations

from functools import cache

from app.base.resources import resource_toml
from app.rules.rule_forms import BadRules, read_rules, read_version
from app.rules.rule_values import CalendarMode, ClockRules, DayCounting, Limit, ReachRule, RuleBook

__all__ = [
    "BadRules",
    "CalendarMode",
    "ClockRules",
    "DayCounting",
    "Limit",
    "ReachRule",
    "RuleBook",
    "load_rules",
    "read_rules",
    "read_version",
]


@cache
def load_rules() -> RuleBook:
    """The rule book that ships with the product, read once."""
    return read_rules(resource_toml("rules", "clocks.toml"))
