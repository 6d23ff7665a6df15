"""The columns of one desk: made once from the register, kept in a file, brought up to date by the journal."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from app.base.errors import EnvironmentFault
from app.desk.figures.column_file import read_columns, write_columns
from app.desk.figures.columns import Columns

if TYPE_CHECKING:
    from app.desk.shared.context import Desk
    from app.models.register.stores import Stores

_log = logging.getLogger(__name__)
# So many changed tickets since the file was written make it worth writing again.
_WORTH_WRITING = 2000


def current(desk: Desk, stores: Stores) -> Columns:
    """The columns as the register stands in this reading transaction.

    It is called, and the columns are used, under the lock of `desk.figures`, by one thread at a time.
    """
    facts, kept = stores.facts, desk.figures.value
    columns = kept if isinstance(kept, Columns) else read_columns(desk.folder.figure_columns)
    if columns is not None and facts.line_hash(columns.last_line) != columns.last_hash:
        columns = None
    if columns is not None and facts.merchants_moved_after(columns.last_line):
        columns = None
    changed = [] if columns is None else facts.changed_after(columns.last_line)
    worth_writing = columns is None or len(changed) >= _WORTH_WRITING
    if columns is None:
        columns = made(stores)
    elif changed:
        columns.replace(changed, facts.of(changed), facts.surveys(changed))
    columns.last_line, columns.last_hash = facts.last_line()
    desk.figures.value = columns
    if len(columns) and worth_writing:
        _keep(desk, columns)
    return columns


def _keep(desk: Desk, columns: Columns) -> None:
    try:
        write_columns(desk.folder.figure_columns, columns)
    except EnvironmentFault as error:
        _log.warning("The columns of the figures are not kept, the next start makes them anew: %s", error)


def made(stores: Stores, salt: str = "") -> Columns:
    """The columns read from the whole register; with the salt of others they can be compared with those."""
    columns = Columns()
    columns.callers.salt = salt or columns.callers.salt
    columns.fill(stores.facts.all(), stores.facts.surveys())
    columns.last_line, columns.last_hash = stores.facts.last_line()
    return columns
