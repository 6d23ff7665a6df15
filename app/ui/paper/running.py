"""The use cases behind the forms of papers, called on a reader thread with a place for the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.base.changes import Outcome
from app.base.people import Person
from app.base.settings import with_defaults
from app.desk.due.ledger import PaperReminder, reminders
from app.desk.paper import drop_back
from app.desk.paper.moved import changed_since
from app.desk.paper.register import drafted, paper_of
from app.desk.paper.rows import Compared, Moved, PaperName, PaperRecord, PaperRow
from app.desk.paper.steps import Steps
from app.desk.shared.context import Desk
from app.reports.paper.issuing import Order, PaperFile, issue_edited, make
from app.rules.paper.model import Paper
from app.ui.paper.pages import print_pdf


def write_draft(
    desk: Desk, *, person: Person, path: Path, replace: bool, name: PaperName, steps: Steps | None = None
) -> Outcome[PaperFile]:
    """Writes a draft, or an issued paper once more."""
    order = Order(name, path, replace=replace, printer=print_pdf, steps=steps or Steps())
    return make(desk, person=person, order=order)


def write_issue(
    desk: Desk, *, person: Person, path: Path, replace: bool, name: PaperName, again: bool, steps: Steps
) -> Outcome[PaperFile]:
    """Issues a paper as the register stands."""
    order = Order(name, path, replace=replace, issue=True, again=again, printer=print_pdf, steps=steps)
    return make(desk, person=person, order=order)


def write_edited(
    desk: Desk, *, person: Person, path: Path, replace: bool, comparison_id: int, steps: Steps
) -> Outcome[PaperRecord]:
    """Issues a dropped-back file as it was decided."""
    return issue_edited(desk, person=person, comparison_id=comparison_id, path=path, replace=replace, steps=steps)


class Shown:
    """What the page shows of one line: its reminders, the paper as data, its edited file, what moved since then."""

    __slots__ = ("compared", "key", "moved", "paper", "reminders")

    def __init__(
        self,
        key: str,
        reminders: tuple[PaperReminder, ...],
        paper: Paper | None = None,
        compared: Compared | None = None,
        moved: tuple[Moved, ...] = (),
    ) -> None:
        self.key, self.reminders = key, reminders
        self.paper, self.compared, self.moved = paper, compared, moved


def shown_of(desk: Desk, *, row: PaperRow) -> Shown:
    """Reads what the page shows of one line."""
    rung = reminders(desk, row)
    if row.paper is not None:
        return Shown(row.key, rung, paper_of(desk, row.paper.id), moved=changed_since(desk, row.paper))
    if row.draft is None:
        return Shown(row.key, rung)
    return Shown(row.key, rung, drafted(desk, row.draft.id), drop_back.last_compared(desk, row.draft.id))


def papers_folder(desk: Desk) -> Path:
    """Where papers are written: the folder of the settings, else 接诉值守台报表 among the documents."""
    with desk.register.reading() as stores:
        named = with_defaults(stores.keep.settings())["papers_folder"]
    if named:
        return Path(named)
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()
