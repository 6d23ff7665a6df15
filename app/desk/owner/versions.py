"""The versions of the table of owners as the register keeps them, and the one in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from app.base.errors import Refused
from app.desk.owner.rows import OwnerVersion
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.owner.table import Owner, OwnerTable, read_owners, shipped_owners, word_text
from app.rules.shared.starts import MIDNIGHT
from app.rules.shared.toml_text import read_toml, toml_text


def stored_versions(stores: Stores) -> list[OwnerVersion]:
    """The versions of the register, oldest first."""
    kept = []
    for row in stores.owners.versions():
        try:
            table = _table_of(row.body)
        except Refused:
            continue  # a row that cannot be read is passed over, and the version before it holds
        kept.append(OwnerVersion(table, row.made_at, row.made_by, row.note, in_force=False))
    return kept


def table_in_force(desk: Desk, stores: Stores) -> OwnerTable:
    """The table that holds now."""
    return newest_in_force(desk, [shipped_owners(), *(one.table for one in stored_versions(stores))])


def newest_in_force(desk: Desk, tables: Sequence[OwnerTable]) -> OwnerTable:
    """Of tables in the order of their making, the one in force; of one start the newest."""
    holding = [table for table in tables if table.since <= desk.now()] or list(tables[:1])
    return max(enumerate(holding), key=lambda one: (one[1].since, one[0]))[1]


def body_of(table: OwnerTable) -> str:
    """A table as it is stored: TOML in the form of the shipped one."""
    hour = {} if table.effective_time == MIDNIGHT else {"effective_time": table.effective_time}
    return toml_text({"effective_from": table.effective_from, **hour, "owner": [_form(own) for own in table.owners]})


def _form(owner: Owner) -> dict[str, object]:
    return {
        "name": owner.name,
        "outside": owner.outside,
        "matter": owner.matter,
        "basis": owner.basis,
        "words": [word_text(word, weight) for word, weight in owner.words],
    }


@lru_cache(maxsize=64)
def _table_of(body: str) -> OwnerTable:
    """A stored table. One that was saved before there were departments outside the catalogue gets the shipped ones."""
    data = read_toml(body)
    table = read_owners(data)
    if any("outside" in form for form in data["owner"]):
        return table
    more = (owner for owner in shipped_owners().owners if owner.outside and table.named(owner.name) is None)
    return replace(table, owners=(*table.owners, *more))
