"""What all tables are made of: one metadata, instants as whole seconds since 1970 in UTC, plain columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_from_timestamp = datetime.fromtimestamp
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _instant(value: int | None) -> datetime | None:
    return None if value is None else _from_timestamp(value, UTC)


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as whole seconds: small, ordered, the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Seconds for the database."""
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """An aware instant for the program."""
        return _instant(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """The same without the layer between: a list of a thousand rows asks for ten thousand instants."""
        return _instant


def text_column(name: str) -> Column[str]:
    """A text that is empty when nothing is known."""
    return Column(name, Text, nullable=False, server_default="")


def flag_column(name: str) -> Column[int]:
    """A whole number that begins at 0."""
    return Column(name, Integer, nullable=False, server_default="0")


def instant_column(name: str, *, nullable: bool = True) -> Column[datetime]:
    """An instant."""
    return Column(name, Instant, nullable=nullable)


def versions_table(name: str, key: Column[Any]) -> Table:
    """An append-only table of rules that people write: of rows with the same key the newest holds."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        key,
        Column("body", Text, nullable=False),
        instant_column("made_at", nullable=False),
        text_column("made_by"),
        text_column("note"),
    )
