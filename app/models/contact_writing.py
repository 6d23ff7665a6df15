"""How the records of contact reach their tables: one insert for a new one, a change only for the version read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, Table, insert, update

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class StaleVersion(LookupError):
    """The row was changed by somebody else since it was read."""


class Versioned(Protocol):
    """A record of a table whose rows count their changes."""

    @property
    def id(self) -> int:
        """The key of the row."""

    @property
    def version(self) -> int:
        """How often the row was written, from 1."""


def add_row(connection: Connection, table: Table, new: DataclassInstance) -> int:
    """Inserts a record, whose fields are columns of the table; returns the id of the new row."""
    values = {field.name: getattr(new, field.name) for field in dataclasses.fields(new)}
    key = connection.execute(insert(table), values).inserted_primary_key
    return int(key[0]) if key else 0


def change_row(connection: Connection, table: Table, before: Versioned, changes: Mapping[str, object]) -> None:
    """Writes the changed columns and raises the version.

    Raises:
        StaleVersion: the row's version is no longer `before.version`.

    """
    done = connection.execute(
        update(table)
        .where(table.c.id == before.id, table.c.version == before.version)
        .values(**changes, version=before.version + 1)
    )
    if done.rowcount != 1:
        raise StaleVersion(before.id)
