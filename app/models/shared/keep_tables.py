"""The tables of settings, people, typed drafts, saved queues, marks and upkeep runs."""

from __future__ import annotations

from typing import Any, TypedDict, cast

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint

from app.base.people import Role
from app.models.shared.columns import (
    Json,
    code_column,
    flag_column,
    instant_column,
    metadata,
    text_column,
)
from app.rules.ticket.fields import LIST_FILTERS


class QueueText(TypedDict, total=False):
    """The query of a saved list as the register stores it; days are ISO dates, "" for none.

    The stored text also has the values of each filter by its name; an earlier version's text lacks newer keys.
    """

    queue: str
    search: str
    urgency: str
    first_day: str
    last_day: str
    only: list[int]
    order: str
    descending: bool
    chosen: dict[str, list[str]]


def _read_query(text: dict[str, Any]) -> QueueText:
    chosen = {name: text.pop(name) for name in LIST_FILTERS if name in text}
    return cast("QueueText", {**text, "chosen": {name: values for name, values in chosen.items() if values}})


def _write_query(query: QueueText) -> dict[str, object]:
    chosen = query.get("chosen", {})
    plain = {name: value for name, value in query.items() if name != "chosen"}
    return {**plain, **{name: chosen.get(name, []) for name in LIST_FILTERS}}


_QUERY: Json[QueueText] = Json("saved queue", _read_query, _write_query)


settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


people = Table(
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    code_column("role", Role),
    instant_column("last_seen"),
)


typed_drafts = Table(
    "typed_drafts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("text", Text, nullable=False),
    instant_column("saved_at", nullable=False),
)


saved_queues = Table(
    "saved_queues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", _QUERY, nullable=False),
    UniqueConstraint("name"),
)


upkeep_runs = Table(
    "upkeep_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("at", nullable=False),
    Column("kind", Text, nullable=False),
    flag_column("ok"),
    text_column("text"),
)


marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
