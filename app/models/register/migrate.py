"""Brings a register to the schema of this program; the file is copied before, a newer one is refused."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.base.private_files import make_file
from app.models import migrations
from app.models.register.version import current
from app.models.shared.engine import open_engine
from app.models.shared.faults import register_faults
from app.models.upkeep.backup import copy_register
from app.rules.upkeep.keeping import CopyReason

_FOLDER = Path(migrations.__file__).parent


def config() -> Config:
    """Alembic's settings, in process: no ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return settings


def revisions() -> list[str]:
    """Every schema revision this program knows, oldest first."""
    scripts = ScriptDirectory.from_config(config())
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def upgrade(path: Path, *, backups: Path | None, now: datetime, to: str = "head") -> None:
    """Migrates the file at `path`, making it when it is missing; it is copied into `backups` before, unless None.

    Raises:
        EnvironmentFault: the file is newer than this program, or cannot be copied or written.

    """
    found = current(path)
    if to == "head" and found == revisions()[-1]:
        return  # another process has migrated it meanwhile
    with register_faults(path):
        if found is None:
            make_file(path)
        elif backups is not None:
            copy_register(path, backups, now=now, reason=CopyReason.MIGRATE.value)
        _run(path, to)


def _run(path: Path, to: str) -> None:
    engine = open_engine(path)
    try:
        with engine.connect().execution_options(writing=True) as connection:
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, to)
            connection.commit()
    finally:
        engine.dispose()
