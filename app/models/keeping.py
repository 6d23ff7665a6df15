"""The tables of what the desk keeps beside its tickets: imports, aliases, settings, people, drafts, queues, upkeep."""

from __future__ import annotations

from typing import Any, TypedDict, cast

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from app.base.people import Role
from app.models.columns import Json, code_column, count_column, flag_column, instant_column, metadata, text_column
from app.rules.ticket_fields import LIST_FILTERS


class QueueText(TypedDict, total=False):
    """What a saved list asks for, as the register keeps it; days are ISO dates, "" for none.

    Beside these stand the values of each filter by its name; a text of an earlier version lacks what came later.
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
    asked = {name: value for name, value in query.items() if name != "chosen"}
    return {**asked, **{name: chosen.get(name, []) for name in LIST_FILTERS}}


_QUERY: Json[QueueText] = Json("saved queue", _read_query, _write_query)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("at", nullable=False),
    text_column("who"),
    text_column("file"),
    text_column("digest"),
    text_column("kind"),
    flag_column("backlog"),
    count_column("rows"),
    count_column("created"),
    count_column("updated"),
    count_column("unchanged"),
    count_column("refused"),
    text_column("error"),
)
Index("ix_imports_digest", imports.c.digest)

aliases = Table(
    "aliases",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("header", Text, primary_key=True),
    Column("field", Text, nullable=False),
)

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
