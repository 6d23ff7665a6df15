"""The columns of one desk: made once from the register, brought up to date by the journal, kept in a throw-away file.

The modules that need numpy are loaded with the first figure.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.base.errors import EnvironmentFault
from app.desk.figures import column_file
from app.desk.figures import columns as figure_columns

if TYPE_CHECKING:
    from app.desk.figures.columns import Columns
    from app.desk.shared.context import Desk
    from app.models.register.stores import Stores

_log = logging.getLogger(__name__)
# So many changed tickets since the file was written make it worth writing again.
_WORTH_WRITING = 2000


@dataclass(slots=True)
class FigureCache:
    """The columns that all figures of a desk share. They are used under `lock`, by one thread at a time."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    columns: Columns | None = None

    def current(self, desk: Desk, stores: Stores) -> Columns:
        """The columns as the register stands in this reading transaction."""
        facts = stores.facts
        columns = self.columns or column_file.read_columns(desk.folder.figure_columns)
        if columns is not None and facts.line_hash(columns.last_line) != columns.last_hash:
            columns = None
        changed = [] if columns is None else facts.changed_after(columns.last_line)
        fresh = columns is None
        if columns is None:
            columns = made(stores)
        elif changed:
            columns.replace(changed, facts.of(changed), facts.surveys(changed))
        columns.last_line, columns.last_hash = facts.last_line()
        self.columns = columns
        if len(columns) and (fresh or len(changed) >= _WORTH_WRITING):
            _keep(desk, columns)
        return columns


def _keep(desk: Desk, columns: Columns) -> None:
    try:
        column_file.write_columns(desk.folder.figure_columns, columns)
    except EnvironmentFault as error:
        _log.warning("The columns of the figures are not kept, the next start makes them anew: %s", error)


def made(stores: Stores, salt: str = "") -> Columns:
    """The columns read from the whole register; with the salt of others they can be compared with those."""
    columns = figure_columns.Columns()
    columns.callers.salt = salt or columns.callers.salt
    columns.fill(stores.facts.all(), stores.facts.surveys())
    columns.last_line, columns.last_hash = stores.facts.last_line()
    return columns
