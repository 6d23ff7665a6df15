"""The dated settings of figures: reads the versions, previews what a new one does, and puts it in force."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.rules.figures.settings import WORDS, FigureSettings, SettingsBook, book_of, form_of, read_settings
from app.rules.journal import JournalVerb
from app.rules.shared.toml_text import read_toml, toml_text

_log = logging.getLogger(__name__)
SHIPPED_NOTE = "随程序提供"


@dataclass(frozen=True, slots=True)
class SettingsRow:
    """One version that governs periods; `made_by` is empty for the shipped one."""

    settings: FigureSettings
    in_force: bool
    made_at: datetime | None
    made_by: str
    note: str


def book_in(stores: Stores) -> SettingsBook:
    """All versions, read within an open transaction; one that cannot be read is left out, and the log says so."""
    entered = []
    for row in stores.figure_settings.versions():
        try:
            entered.append(read_settings(read_toml(row.body)))
        except Refused as error:
            _log.warning("The settings of figures since %s cannot be read: %s", row.effective_from, error)
    return book_of(entered)


def book(desk: Desk) -> SettingsBook:
    """All versions."""
    with desk.register.reading() as stores:
        return book_in(stores)


def versions(desk: Desk) -> list[SettingsRow]:
    """Every version that governs periods, newest first day first; the one in force today is marked."""
    with desk.register.reading() as stores:
        known, rows = book_in(stores), {row.effective_from: row for row in stores.figure_settings.versions()}
    today = known.on(local_day(desk.now()))
    found = []
    for version in reversed(known.versions):
        row = rows.get(version.since.isoformat()) if version is not known.versions[0] else None
        at, by, note = (None, "", SHIPPED_NOTE) if row is None else (row.made_at, row.made_by, row.note)
        found.append(SettingsRow(version, version is today, at, by, note))
    return found


def draft(desk: Desk) -> dict[str, object]:
    """The form of a new version: a copy of the newest one that takes effect today."""
    return {**form_of(book(desk).newest), "effective_from": local_day(desk.now())}


def save(desk: Desk, *, person: Person, form: Mapping[str, object], note: str = "") -> Outcome[date]:
    """Puts a version in force and journals what differs from the version before; returns its first day.

    Its first day may lie in the past: figures of periods that end after it are counted anew, what was issued stays.

    Raises:
        BadFigureSettings: the form makes no sense; `field` names the key.

    """
    require(person, Action.SETTINGS)
    after = read_settings(form)
    with desk.register.writing() as stores:
        before = book_in(stores).on(after.since)
        stores.figure_settings.add(
            after.since, toml_text(form_of(after)), at=desk.now(), who=person.name, note=note.strip()
        )
        stores.paper_slots.drop_planned(desk.now())  # other periods may be due: they are planned anew
        changes = _differences(before, after)
        text = "；".join(filter(None, [f"统计口径自 {after.since} 起变更", note.strip()]))
        write_line(desk, stores, person, JournalVerb.SETTING, text, changes=changes)
    return Outcome(Change.SETTINGS | Change.JOURNAL, after.since, f"已保存统计口径，自 {after.since} 起生效")


def _differences(before: FigureSettings, after: FigureSettings) -> dict[str, tuple[str, str]]:
    old, new = form_of(before), form_of(after)
    return {WORDS[name]: (str(old[name]), str(new[name])) for name in WORDS if old[name] != new[name]}
