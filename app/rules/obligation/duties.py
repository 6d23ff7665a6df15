"""The duties of the contract as data: what each counts, by which clock, what proves it, and from when it is at risk."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from app.base.errors import FileRefused
from app.base.resources import resource_toml
from app.rules.paper.kinds import FORMS, PaperKind

TABLE_NAME = "obligations.toml"


class Measure(enum.StrEnum):
    """How a duty is counted; duties of one measure differ by their paper or their entries."""

    WATCH = "watch"
    SIGN_FOR = "sign-for"
    FIRST_CONTACT = "first-contact"
    CONTACT = "contact"
    REMINDERS = "reminders"
    URGING = "urging"
    ESCALATIONS = "escalations"
    RETURNS = "returns"
    EXCLUSION_REVIEW = "exclusion-review"
    PAPER = "paper"
    CATCH_UP = "catch-up"
    ENTRY = "entry"
    TASKS = "tasks"
    HANDOVERS = "handovers"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of the contract.

    `done` and `of` say what the numerator and the denominator count, `clock` until when, `proof` where the evidence
    stands. It is kept from `least` per cent on; an open matter puts it at risk within `warn` of the end of its clock.
    `day` is the day of the month on which a monthly duty ends, 0 for its last one.
    """

    id: str
    source: str
    title: str
    measure: Measure
    done: str
    of: str
    clock: str
    proof: str
    least: int
    warn: timedelta
    paper: PaperKind | None = None
    day: int = 0


@cache
def shipped_duties() -> tuple[Duty, ...]:
    """The duties that ship with the product, in the order of the board."""
    return read_duties(resource_toml(TABLE_NAME), TABLE_NAME)


def duty_of(duty_id: str) -> Duty | None:
    """The duty of this id, or None."""
    return next((duty for duty in shipped_duties() if duty.id == duty_id), None)


def read_duties(data: Mapping[str, Any], name: str) -> tuple[Duty, ...]:
    """The duties of a table; `name` is the file's, for its errors.

    Raises:
        FileRefused: an entry lacks a field, has a wrong one, or an id stands twice; the message says where.

    """
    found: dict[str, Duty] = {}
    for place, entry in enumerate(data.get("duty", ()), 1):
        try:
            duty = _read(entry)
        except (KeyError, TypeError, ValueError) as error:
            raise FileRefused(f"{name} 第 {place} 项义务读不懂：{error}", hint="请对照随产品的文件改正") from error
        if duty.id in found:
            raise FileRefused(f"{name} 第 {place} 项义务“{duty.id}”重复", hint="每项义务的 id 只能用一次")
        found[duty.id] = duty
    return tuple(found.values())


def _read(entry: Mapping[str, Any]) -> Duty:
    measure = Measure(entry["measure"])
    paper = PaperKind(entry["paper"]) if measure is Measure.PAPER else None
    least, warn = int(entry["least"]), timedelta(hours=int(entry["warn"]))
    if not 0 < least <= 100 or warn < timedelta():
        raise ValueError("least 应为 1–100，warn 不能小于 0")
    words = "" if paper is None else FORMS[paper].words
    return Duty(
        id=str(entry["id"]),
        source=str(entry["source"]),
        title=str(entry["title"]),
        measure=measure,
        done=str(entry["done"] if paper is None else f"不晚于报送时限签发的{words}"),
        of=str(entry["of"] if paper is None else f"报送时限在本月、已到期的{words}"),
        clock=str(entry["clock"]),
        proof=str(entry["proof"] if paper is None else f"已签发的{words}"),
        least=least,
        warn=warn,
        paper=paper,
        day=int(entry.get("day", 0)),
    )
