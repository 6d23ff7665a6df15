"""Empty registers for tests: migrated once a process, then copied."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from app.base.clock import Clock
from app.base.paths import DataFolder
from app.bootstrap import assemble
from app.desk.shared.context import Desk
from app.files.apart.reader import Reader
from app.models.register import migrate
from app.models.register.register import Register


class KeptReader(Reader):
    """A reader that outlasts the desks it is given to; it ends with this process."""

    def close(self) -> None:
        pass


# One warm reading process for all tests of this process.
READER = KeptReader()


def copy_empty_register(folder: DataFolder) -> DataFolder:
    """Prepares the folder with an empty register of the newest schema; a register that is there already stays."""
    folder.prepare()
    if not folder.database.exists():
        shutil.copy(_migrated(), folder.database)
    return folder


def copy_rehearsal(folder: DataFolder) -> DataFolder:
    """Prepares a rehearsal folder with an empty register: the commands may set their clock in it."""
    copy_empty_register(folder)
    folder.rehearsal_mark.touch()
    return folder


def desk_on(folder: DataFolder, clock: Clock) -> Desk:
    """A desk on the folder's register, copied from the template when there is none; the caller closes it."""
    return assemble(copy_empty_register(folder), clock, READER)


@cache
def _migrated() -> Path:
    """The template: migrated and opened once, so that a copy has nothing left to do."""
    home = tempfile.mkdtemp(prefix="empty-register-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folder = DataFolder(Path(home) / "data")
    folder.prepare()
    migrate.upgrade(folder.database, backups=folder.backups, now=datetime(2026, 11, 23, tzinfo=UTC))
    register = Register(folder.database)
    with register.writing() as stores:
        stores.connection.exec_driver_sql("SELECT 1")
    register.close()
    return folder.database
