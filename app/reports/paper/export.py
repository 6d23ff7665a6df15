"""Exports a paper as a file: Word, workbook or PDF by the ending of its name, with the journal line of the export."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.files.shared.targets import check_target
from app.reports.paper import docx, pdf, xlsx
from app.reports.paper.pdf import Printer
from app.rules.paper.model import Paper

ENDINGS = (".docx", ".xlsx", ".pdf")


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A written paper; `notes` tell which faces were missing in a PDF."""

    paper: Paper
    file: Path
    sha256: str
    notes: tuple[str, ...]


def check_place(desk: Desk, *, person: Person, path: Path, replace: bool) -> None:
    """Passes when this person may write a paper there.

    Raises:
        NotAllowed: this person may not export.
        Refused: the name has none of the endings, or no export may be written there.
        AlreadyThere: there is such a file and nobody was asked.

    """
    require(person, Action.EXPORT)
    if path.suffix.lower() not in ENDINGS:
        raise Refused(f"不能写成“{path.name}”这种文件", field="path", hint=f"文件名请以 {'、'.join(ENDINGS)} 结尾")
    check_target(path, desk.folder, replace=replace)


def write_file(paper: Paper, path: Path, printer: Printer) -> PaperFile:
    """Writes a paper in the format of the file's ending; a failed one leaves no half file.

    Raises:
        EnvironmentFault: it cannot be written.
        FileRefused: what was written is not the paper.

    """
    notes: Sequence[str] = ()
    if path.suffix.lower() == ".docx":
        docx.write(paper, path)
    elif path.suffix.lower() == ".xlsx":
        xlsx.write(paper, path)
    else:
        notes = pdf.write(paper, path, printer)
    return PaperFile(paper, path, hashlib.sha256(path.read_bytes()).hexdigest(), tuple(notes))


def export(
    desk: Desk, *, person: Person, paper: Paper, path: Path, printer: Printer, replace: bool = False
) -> Outcome[PaperFile]:
    """Writes a draft of a paper and journals the export.

    Raises:
        DeskError: as check_place and write_file.

    """
    check_place(desk, person=person, path=path, replace=replace)
    written = write_file(paper, path, printer)
    note_export(desk, person=person, text=f"导出报表草稿 {paper.title}{paper.subtitle}：{path.name}")
    words = "".join(f"；{note}" for note in written.notes)
    return Outcome(Change.JOURNAL, written, f"{paper.title}已导出到 {path.name}{words}")
