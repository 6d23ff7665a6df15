"""The shared metadata, and column types that convert between stored values and the program's types."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from json.encoder import encode_basestring as _quoted
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from app.rules.upkeep.stored import StoredCodes

CodeT = TypeVar("CodeT", bound=enum.StrEnum)
ValueT = TypeVar("ValueT")
_from_timestamp = datetime.fromtimestamp
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
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
    """An aware instant, stored as whole seconds since 1970: small, ordered, portable between databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Seconds for the database."""
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """An aware instant for the program."""
        return _instant(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Skips the decorator's call for each value: a list of a thousand rows holds ten thousand instants."""
        return _instant


class Flag(TypeDecorator[bool]):
    """A yes or no, stored as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | int | None, dialect: Dialect) -> int | None:
        """1 or 0 for the database."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        """A bool for the program."""
        return None if value is None else bool(value)


class Code(TypeDecorator[CodeT], Generic[CodeT]):
    """A member of a closed list, stored as its code; empty text, unless it is a code itself, is None."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[CodeT]) -> None:
        super().__init__()
        self.kind = kind
        self._members = StoredCodes[CodeT | None]({"": None, **{member.value: member for member in kind}})
        self._codes: dict[str | None, str] = {None: "", **{code: code for code in self._members}}

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str:
        """The code for the database; a bare code is taken too, so that a condition may name one.

        Raises:
            KeyError: there is no such code.

        """
        return self._codes[value]

    def process_result_value(self, value: Any, dialect: Dialect) -> CodeT | None:
        """The member for the program.

        Raises:
            RegisterFault: the register holds a code that this program does not know.

        """
        return self._members[value or ""]

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str]:
        """Skips the decorator's call for each value: many rows are written at once."""
        return self._codes.__getitem__

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], CodeT | None]:
        """Skips the decorator's call for each value, as `Instant` does."""
        members = self._members
        return lambda value: members[value or ""]


class Json(TypeDecorator[ValueT], Generic[ValueT]):
    """A typed value stored as JSON text: `write` turns it into plain data, `read` turns it back.

    `name` distinguishes the types in SQLAlchemy's statement cache.
    """

    impl = Text
    cache_ok = True

    def __init__(self, name: str, read: Callable[[Any], ValueT], write: Callable[[ValueT], Any]) -> None:
        super().__init__()
        self.name = name
        self._read = read
        self._write = write

    def process_bind_param(self, value: ValueT | None, dialect: Dialect) -> str | None:
        """JSON text for the database."""
        return None if value is None else _encode(self._write(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> ValueT | None:
        """The value for the program."""
        return None if value is None else self._read(json.loads(value))


def encode_texts(texts: Mapping[str, str]) -> str:
    """Texts by name as JSON, Chinese unescaped; the default encoder takes three times as long for each row."""
    return "{" + ",".join([f"{_quoted(name)}:{_quoted(text)}" for name, text in texts.items()]) + "}"


def _texts(value: str) -> Mapping[str, str]:
    texts: dict[str, str] = {} if value == "{}" else json.loads(value)
    return texts


class Texts(TypeDecorator[Mapping[str, str]]):
    """Texts by name, stored as JSON; most are empty, which costs no parsing."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, str] | str | None, dialect: Dialect) -> str:
        """JSON text for the database; such a text is taken too, so that a condition may name one."""
        return value if isinstance(value, str) else encode_texts(value or {})

    def process_result_value(self, value: Any, dialect: Dialect) -> Mapping[str, str]:
        """The texts for the program."""
        return _texts(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Mapping[str, str]]:
        """Skips the decorator's call for each value."""
        return _texts


def text_column(name: str) -> Column[str]:
    """A text that is empty when nothing is known."""
    return Column(name, Text, nullable=False, server_default="")


def count_column(name: str) -> Column[int]:
    """A whole number that begins at 0."""
    return Column(name, Integer, nullable=False, server_default="0")


def flag_column(name: str) -> Column[bool]:
    """A yes or no that begins as no."""
    return Column(name, Flag, nullable=False, server_default="0")


def texts_column(name: str) -> Column[Mapping[str, str]]:
    """Texts by name that begin with none."""
    return Column(name, Texts, nullable=False, server_default="{}")


def instant_column(name: str, *, nullable: bool = True) -> Column[datetime]:
    """An instant."""
    return Column(name, Instant, nullable=nullable)


def code_column(name: str, kind: type[CodeT], *, first: CodeT | None = None, optional: bool = False) -> Column[CodeT]:
    """A member of a closed list: `first` is what a new row has, `optional` columns may be empty (None)."""
    default = first.value if first is not None else "" if optional else None
    return Column(name, Code(kind), nullable=False, server_default=default)


def json_column(name: str, kind: Json[ValueT], *, empty: str) -> Column[ValueT]:
    """A value kept as JSON; `empty` is the JSON text of a new row."""
    return Column(name, kind, nullable=False, server_default=empty)


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
