"""Changes of the table of owners: a new version, and the training of the classifier on accepted returns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk.owner.model import keep_model
from app.desk.owner.rows import Trained, read_lines
from app.desk.owner.versions import body_of, table_in_force
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.returns.records import ReturnRecord
from app.rules.journal import JournalVerb
from app.rules.owner.classifier import Labelled
from app.rules.owner.table import OwnerTable
from app.rules.owner.training import shipped_texts, trained
from app.rules.returns.states import ReturnDirection, ReturnState
from app.rules.shared.masking import mask_text
from app.rules.shared.starts import MIDNIGHT, start_words


def save(
    desk: Desk,
    *,
    person: Person,
    lines: Sequence[Sequence[str]],
    effective_from: date,
    effective_time: time = MIDNIGHT,
    note: str = "",
) -> Outcome[int]:
    """Stores a new version, in force from its day and hour on; nothing is overwritten.

    Raises:
        BadOwners: a row cannot be taken.
        Refused: the date lies in the past (field "effective_from").

    """
    require(person, Action.SETTINGS)
    if effective_from < local_day(desk.now()):
        raise Refused("生效日期不能早于今天", field="effective_from")
    table = read_lines(lines, effective_from, effective_time)
    body = body_of(table)
    with desk.register.writing() as stores:
        stores.owners.add(effective_from, body, at=desk.now(), who=person.name, note=note.strip())
        start = start_words(effective_from, effective_time)
        text = f"主责目录自 {start} 起变更，{len(table.owners)} 个部门" + (f"；{note.strip()}" if note else "")
        write_line(desk, stores, person, JournalVerb.OWNERS, text)
    return Outcome(Change.SETTINGS | Change.TICKETS | Change.JOURNAL, len(table.owners), "主责目录已保存为新版本")


def train(desk: Desk, *, person: Person, texts: Sequence[Labelled] = ()) -> Outcome[Trained]:
    """Trains the classifier on the shipped texts, the table in force, accepted returns of ours and `texts`.

    An accepted return says whose its ticket was: the suggested unit's. The model goes into the data folder and holds
    from then on; it keeps no run of characters that stands in one ticket alone.

    Raises:
        Refused: the person may not change settings, or a text belongs to a department that the table does not have.
        EnvironmentFault: the model cannot be written.

    """
    require(person, Action.SETTINGS)
    with desk.register.reading() as stores:
        table = table_in_force(desk, stores)
        rows = stores.returns.listing(state=ReturnState.ACCEPTED, direction=ReturnDirection.OURS)
    for one in texts:
        if one.owner and table.named(one.owner) is None:
            raise Refused(f"标注文本里的“{one.owner}”不在主责目录里", hint="请先在主责目录里加上这个部门")
    learned, unknown = _learned(table, rows)
    keep_model(desk, trained(table, [*texts, *learned]))
    result = Trained(len(shipped_texts()) + len(texts), len(learned), unknown)
    words = f"用 {result.texts} 条标注文本和 {result.returns} 件已同意的退单训练"
    with desk.register.writing() as stores:
        write_line(desk, stores, person, JournalVerb.OWNERS_TRAINED, words)
    return Outcome(Change.SETTINGS | Change.JOURNAL, result, f"主责判断已{words}")


def _learned(table: OwnerTable, rows: Sequence[ReturnRecord]) -> tuple[list[Labelled], tuple[str, ...]]:
    """The masked texts of returned tickets under the departments they went to, and the units nobody knows."""
    learned, unknown = [], []
    for row in rows:
        owner = table.of_unit(row.suggested_unit)
        if owner is None:
            unknown.append(row.suggested_unit)
        else:
            learned.append(Labelled(owner.name, mask_text(f"{row.title}，{row.content}")))
    return learned, tuple(dict.fromkeys(unit for unit in unknown if unit))
