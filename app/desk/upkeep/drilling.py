"""The weekly drill: the newest copy is restored aside and checked; the result is on the record and in the journal."""

from __future__ import annotations

import json

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import THE_DESK, Person
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.upkeep.rows import DrillRow
from app.models.register.drill import rehearse_restore
from app.models.upkeep.copies import copies_in
from app.rules.journal import JournalVerb
from app.rules.upkeep.keeping import DRILL_EVERY

DRILLED = "drill"


def drill_is_due(desk: Desk) -> bool:
    """Whether a week has passed since the last drill; the first is due as soon as there is a copy."""
    with desk.register.reading() as stores:
        last = stores.keep.last_run(DRILLED)
    if last is not None:
        return desk.now() - last.at >= DRILL_EVERY
    return bool(copies_in(desk.folder.backups))


def drill(desk: Desk, *, person: Person = THE_DESK) -> Outcome[DrillRow]:
    """Restores the newest copy aside and checks integrity, tables, counts and chain; nothing in use is touched.

    Raises:
        Refused: there is no copy yet.
        EnvironmentFault: there is no room for the trial.

    """
    newest = next(iter(copies_in(desk.folder.backups)), None)
    if newest is None:
        raise Refused("还没有备份，无法演练", hint="请先执行 jiesu-desk backup")
    found = rehearse_restore(newest.path, desk.folder.root / ".drill", now=desk.now())
    facts = {"copy": found.copy, "why": found.why, "tickets": found.tickets, "lines": found.lines}
    words = f"恢复演练：{found.copy}，{found.tickets} 件工单、{found.lines} 行日志，"
    words += "可以恢复" if found.holds else f"不能恢复：{found.why}"
    with desk.register.writing() as stores:
        stores.keep.note_run(DRILLED, desk.now(), ok=found.holds, text=json.dumps(facts, ensure_ascii=False))
        write_line(desk, stores, person, JournalVerb.DRILL, words)
    row = DrillRow(desk.now(), found.copy, found.holds, found.why, found.tickets, found.lines)
    return Outcome(Change.JOURNAL | Change.SETTINGS, row, words)
