"""Writes typed records: a new one is one insert, a change applies only to the version that was read."""

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


def values_of(new: DataclassInstance) -> dict[str, object]:
    """The fields of a record by their names."""
    return {field.name: getattr(new, field.name) for field in dataclasses.fields(new)}


def add_row(connection: Connection, table: Table, new: DataclassInstance, **more: object) -> int:
    """Inserts a record, whose fields are columns of the table, with `more` columns; returns the id of the new row."""
    key = connection.execute(insert(table), values_of(new) | more).inserted_primary_key
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
