"""The dated rules of levels: reads the versions and puts a new one in force."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.shared.toml_text import read_toml, toml_text
from app.rules.warning.levels import RULE_WORDS, LevelBook, LevelRules, book_of, form_of, read_rules

_log = logging.getLogger(__name__)


def book_in(stores: Stores) -> LevelBook:
    """All versions within an open transaction; one that cannot be read is left out, and the log says so."""
    entered: list[LevelRules] = []
    for row in stores.warnings.rules():
        try:
            entered.append(read_rules(read_toml(row.body)))
        except Refused as error:
            _log.warning("The rules of warnings since %s cannot be read: %s", row.effective_from, error)
    return book_of(entered)


def draft(desk: Desk) -> dict[str, object]:
    """The form of a new version: a copy of the one in force that takes effect today."""
    with desk.register.reading() as stores:
        rules = book_in(stores).on(desk.now())
    return {**form_of(rules), "since": local_day(desk.now())}


def save(desk: Desk, *, person: Person, form: Mapping[str, object], note: str = "") -> Outcome[date]:
    """Puts a version of the limits in force and journals what differs from the one before; returns its first day.

    Raises:
        BadLevelRules: the form makes no sense; `field` names the key.

    """
    require(person, Action.SETTINGS)
    after = read_rules(form)
    with desk.register.writing() as stores:
        book = book_in(stores)
        before = [one for one in book.versions if one.since <= after.since][-1]
        body = toml_text(form_of(after))
        stores.warnings.add_rules(after.since, body, at=desk.now(), who=person.name, note=note.strip())
        old, new = form_of(before), form_of(after)
        changes = {
            words: (str(old[name]), str(new[name])) for name, words in RULE_WORDS.items() if old[name] != new[name]
        }
        text = "；".join(filter(None, [f"预警线自 {after.since} 起变更", note.strip()]))
        write_line(desk, stores, person, JournalVerb.SETTING, text, changes=changes)
    return Outcome(Change.SETTINGS | Change.JOURNAL, after.since, f"已保存预警线，自 {after.since} 起生效")
