"""The values of the roster's columns: days, people, and tables of texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from app.models.shared.columns import Json
from app.rules.roster.shifts import Duty, OnDuty

Grid = tuple[tuple[str, ...], ...]


class _Day(TypeDecorator[date]):
    """A calendar day in Beijing as YYYY-MM-DD, so that days sort as texts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | str | None, dialect: Dialect) -> str | None:
        """The day as text."""
        return value.isoformat() if isinstance(value, date) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """The day in the text."""
        return None if value is None else date.fromisoformat(value)


def _read_people(data: Sequence[Mapping[str, Any]]) -> tuple[OnDuty, ...]:
    return tuple(
        OnDuty(one["name"], Duty(one["duty"]), one.get("instead_of", ""), one.get("on_call", False)) for one in data
    )


def _write_people(people: tuple[OnDuty, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "duty": one.duty.value,
            **({"instead_of": one.instead_of} if one.instead_of else {}),
            **({"on_call": True} if one.on_call else {}),
        }
        for one in people
    ]


def _read_grid(data: Sequence[Sequence[str]]) -> Grid:
    return tuple(tuple(row) for row in data)


def _write_grid(grid: Grid) -> list[list[str]]:
    return [list(row) for row in grid]


DAY = _Day()
PEOPLE: Json[tuple[OnDuty, ...]] = Json("people", _read_people, _write_people)
GRID: Json[Grid] = Json("grid", _read_grid, _write_grid)
