"""The numbers that drive clocks and reminders: what ships with the product, read from its file form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from app.base.errors import Refused
from app.base.resources import resource_toml
from app.rules.law.form_reading import BadRules
from app.rules.law.forms import read_rules, read_version
from app.rules.law.values import CalendarMode, ClockRules, DayCounting, LevelRules, Limit, ReachRule, RuleBook
from app.rules.shared.toml_text import read_toml

__all__ = [
    "BadRules",
    "CalendarMode",
    "ClockRules",
    "DayCounting",
    "LevelRules",
    "Limit",
    "ReachRule",
    "RuleBook",
    "VersionText",
    "book_with",
    "load_rules",
    "read_rules",
    "read_version",
    "stored_version",
]


class VersionText(NamedTuple):
    """A version as the register keeps it."""

    id: int
    body: str
    made_at: datetime


def book_with(texts: Iterable[VersionText]) -> tuple[RuleBook, tuple[str, ...]]:
    """The shipped rule book with the versions that people entered, and which of them could not be read and why."""
    versions, problems = [], []
    for text in texts:
        try:
            versions.append(stored_version(text.body, text.made_at))
        except Refused as error:
            problems.append(f"第 {text.id} 号时限规则无法读取，暂按前一版计算：{error}")
    return (load_rules().with_versions(versions) if versions else load_rules()), tuple(problems)


def stored_version(body: str, made_at: datetime) -> ClockRules:
    """A version that people entered, from its text in the register.

    Raises:
        Refused: it is no TOML of one version, or a number in it makes no sense.

    """
    forms = read_toml(body).get("version")
    if not isinstance(forms, list) or len(forms) != 1:
        raise BadRules("", "version", forms, "应有且只有一版")
    return read_version(forms[0], made_at=made_at)


@cache
def load_rules() -> RuleBook:
    """The rule book that ships with the product, read once."""
    return read_rules(resource_toml("rules", "clocks.toml"))
