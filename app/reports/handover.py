"""A handover sheet as a Word document: the one as it would be now, or a signed one as it was frozen."""

from __future__ import annotations

from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.handover import reads
from app.desk.handover.rows import Frozen
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.files.papers.word import write_paper
from app.files.shared.targets import check_target
from app.rules.handover.paper import TITLE, paper_of
from app.rules.handover.spans import Span
from app.rules.paper.model import PlainPaper


def file_name(span: Span) -> str:
    """The name that is proposed for the document: 值守交接单_2026-12-01_夜班.docx."""
    return f"{TITLE}_{to_local(span.since):%Y-%m-%d}_{span.name}.docx"


def paper_of_frozen(found: Frozen) -> PlainPaper:
    """A signed sheet as it is printed; the same whenever it is made."""
    return paper_of(found.sheet, found.signatures)


def write_now(desk: Desk, *, person: Person, path: Path, replace: bool = False) -> Outcome[int]:
    """Writes the sheet as it would be now; the result is the number of its lines.

    Raises:
        DeskError: as write_signed.

    """
    sheet = reads.sheet_now(desk)
    paper = paper_of(sheet)
    return _write(desk, person, path, paper, sheet.things, replace)


def write_signed(desk: Desk, *, person: Person, handover_id: int, path: Path, replace: bool = False) -> Outcome[int]:
    """Writes a signed sheet as it was frozen; the result is the number of its lines.

    Raises:
        NotAllowed: this person may not export.
        Refused: there is no such sheet, it was altered since it was signed, or no file may be written there.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: the file cannot be written; nothing half-written remains.

    """
    found = reads.frozen(desk, handover_id=handover_id)
    if not found.intact:
        raise Refused("这份交接单与签字时的校验码不符，不能导出", hint="请到“健康”页核验登记库")
    return _write(desk, person, path, paper_of_frozen(found), found.sheet.things, replace)


def _write(desk: Desk, person: Person, path: Path, paper: PlainPaper, count: int, replace: bool) -> Outcome[int]:
    require(person, Action.EXPORT)
    check_target(path, desk.folder, replace=replace)
    if path.suffix.lower() != ".docx":
        raise Refused("交接单只能写成 .docx", hint="请把文件名改成以 .docx 结尾")
    write_paper(path, paper)
    note_export(desk, person=person, text=f"导出交接单：{path.name}，{count} 项")
    return Outcome(Change.JOURNAL, count, f"交接单已写到 {path.name}：{count} 项")
