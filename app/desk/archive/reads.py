"""Reads the end of the service: its day, whether it is said already, and the last archive."""

from __future__ import annotations

from app.base.clock import local_day
from app.base.settings import with_defaults
from app.desk.archive.rows import Ending
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.archive.ending import end_words, is_said
from app.rules.journal import JournalVerb
from app.rules.obligation import service


def ending(desk: Desk) -> Ending:
    """The end of the service, and the archive that was made last."""
    today = local_day(desk.now())
    with desk.register.reading() as stores:
        settings = with_defaults(stores.keep.settings())
        line = stores.journal.newest_with(JournalVerb.ARCHIVE)
    end = service.read_day(settings[service.END], service.END)
    made = (line.at, line.who, line.text) if line is not None else None
    return Ending(end, end_words(end, today), is_said(end, today), settings["desk_name"], str(desk.folder.root), made)


def end_warning(stores: Stores, desk: Desk) -> str:
    """What the foot says of the end from 30 days ahead; empty before."""
    today = local_day(desk.now())
    end = service.read_day(with_defaults(stores.keep.settings())[service.END], service.END)
    return f"{end_words(end, today)}：请归档、移交（Ctrl+G 再按 9）" if is_said(end, today) else ""
