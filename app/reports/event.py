"""The papers of a mass event as Word documents: written aside, kept in the register, then put in their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.event import papers
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.files.papers.word import write_paper
from app.files.shared.aside import written_aside
from app.files.shared.targets import check_target
from app.models.event.records import EventPaperRecord
from app.rules.event.paper import PaperFacts, bulletin, closing
from app.rules.event.states import EventPaper
from app.rules.paper.model import PlainPaper

_MADE: dict[EventPaper, Callable[[PaperFacts], PlainPaper]] = {
    EventPaper.BULLETIN: bulletin,
    EventPaper.CLOSING: closing,
}
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


def file_name(title: str, kind: EventPaper, number: int) -> str:
    """The name that is proposed for a paper: 悦某健身_快报_第2期.docx."""
    plain = "".join(sign for sign in title if sign.isprintable()).translate(_FORBIDDEN).strip(" .")[:40]
    return f"{plain or '群体事件'}_{kind.word}{'' if kind is EventPaper.CLOSING else f'_第{number}期'}.docx"


def write_bulletin(
    desk: Desk, *, person: Person, event_id: int, path: Path, note: str = "", replace: bool = False
) -> Outcome[EventPaperRecord]:
    """Writes the next report of an open event; `note` is what a person adds to the situation.

    Raises:
        NotAllowed: this person may not export.
        Refused: the event has ended, has no tickets, or no file may be written there.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: the file cannot be written. In every case nothing half-written remains.

    """
    return _write(desk, person, event_id, EventPaper.BULLETIN, path, note, replace)


def end_event(
    desk: Desk, *, person: Person, event_id: int, result: str, path: Path, replace: bool = False
) -> Outcome[EventPaperRecord]:
    """Ends an event with its closing paper: both in one transaction, or neither.

    Raises:
        DeskError: as `write_bulletin`; Refused too without a result (field "result").

    """
    return _write(desk, person, event_id, EventPaper.CLOSING, path, result, replace)


def write_again(
    desk: Desk, *, person: Person, event_id: int, paper_id: int, path: Path, replace: bool = False
) -> Outcome[EventPaperRecord]:
    """Writes a kept paper once more, as it was handed out.

    Raises:
        DeskError: as `write_bulletin`; Refused too when its file was altered.

    """
    require(person, Action.EXPORT)
    _check(desk, path, replace=replace)
    found, content = papers.kept(desk, event_id=event_id, paper_id=paper_id)
    with written_aside(path) as aside:
        aside.write_bytes(content)
    note_export(desk, person=person, text=f"{found.kind.word}：{path.name}")
    return Outcome(Change.JOURNAL, found, f"{found.kind.word}已写到 {path.name}")


def _write(
    desk: Desk, person: Person, event_id: int, kind: EventPaper, path: Path, note: str, replace: bool
) -> Outcome[EventPaperRecord]:
    require(person, Action.EXPORT)
    _check(desk, path, replace=replace)
    found = papers.facts(desk, event_id=event_id, kind=kind, note=note)
    with written_aside(path) as aside:
        write_paper(aside, _MADE[kind](found))
        return papers.keep(
            desk,
            person=person,
            event_id=event_id,
            kind=kind,
            number=found.number,
            file=path.name,
            content=aside.read_bytes(),
            note=note,
        )


def _check(desk: Desk, path: Path, *, replace: bool) -> None:
    if path.suffix.lower() != ".docx":
        raise Refused("文书只能写成 .docx", field="path", hint="请把文件名改成以 .docx 结尾")
    check_target(path, desk.folder, replace=replace)
