"""The people to report to: a table that is read, checked cell by cell, and saved as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.rules.escalation.targets import DIRECTORY_LEVEL_WORDS, HEADINGS, SCOPE_WORDS, Target, read_lines
from app.rules.journal import JournalVerb


def listing(desk: Desk) -> tuple[Target, ...]:
    """Everybody to report to, in the order of the table."""
    with desk.register.reading() as stores:
        return targets_of(stores)


def targets_of(stores: Stores) -> tuple[Target, ...]:
    """Everybody to report to, within a transaction."""
    return stores.targets.every()


def save(
    desk: Desk, *, person: Person, lines: Sequence[Sequence[str]], seen: Sequence[Target]
) -> Outcome[tuple[Target, ...]]:
    """Replaces the table that was `seen` by the typed one; additions and removals are journalled.

    Raises:
        Refused: a cell cannot be taken (the message names its line and column); nothing is saved.
        EditConflict: somebody else saved the table meanwhile.

    """
    require(person, Action.SETTINGS)
    targets, problems = read_lines(lines, desk.now())
    if problems:
        first = problems[0]
        raise Refused(f"第 {first.row + 1} 行“{HEADINGS[first.column]}”：{first.reason}", field="targets")
    with desk.register.writing() as stores:
        before = targets_of(stores)
        if before != tuple(seen):
            raise EditConflict("单位通讯录刚被别人改过，请重新打开后再改")
        if targets != before:
            stores.targets.replace(targets)
            words = f"单位通讯录（上报对象）{len(targets)} 行"
            write_line(desk, stores, person, JournalVerb.REPORT_TARGETS, words, changes=_changes(before, targets))
    changes = Change.SETTINGS | Change.ESCALATIONS | Change.URGES | Change.JOURNAL
    return Outcome(changes, targets, f"已保存单位通讯录 {len(targets)} 行")


def _changes(before: Sequence[Target], after: Sequence[Target]) -> dict[str, tuple[str, str]]:
    gone = "、".join(_words(target) for target in before if target not in after)
    new = "、".join(_words(target) for target in after if target not in before)
    return {"上报对象": (gone, new)}


def _words(target: Target) -> str:
    return f"{target.name}（{DIRECTORY_LEVEL_WORDS[target.level]}，{target.place or SCOPE_WORDS[target.scope]}）"
