"""Tests of app.models: what the tables name costs every start of the desk."""

from __future__ import annotations

import app.models.register.stores  # noqa: F401 - loads every table
from app.models.shared.columns import metadata


def test_no_index_names_the_other_engine() -> None:
    """A `postgresql_…` argument loads that engine's whole dialect, 25 ms of every start; migrations may name it."""
    named = [
        index.name
        for table in metadata.tables.values()
        for index in table.indexes
        if any(argument.startswith("postgresql") for argument in index.dialect_kwargs)
    ]
    assert len(metadata.tables) > 50
    assert named == []
