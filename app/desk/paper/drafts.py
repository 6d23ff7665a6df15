"""Drafts: a built paper is written to a file and noted, so that what comes back can be compared with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.people import Person
from app.desk.paper.names import name_of, words_of
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.files.readers.papers import read_lines
from app.files.shared.aside import written_aside
from app.files.shared.targets import check_target
from app.models.paper.packing import pack, pack_lines
from app.models.paper.records import DraftRecord, NewDraft
from app.rules.journal import JournalVerb
from app.rules.paper.model import Paper

CHANGES = Change.PAPERS | Change.JOURNAL
WORD = ".docx"


def save_draft(
    desk: Desk,
    *,
    person: Person,
    paper: Paper,
    write: Callable[[Paper, Path], object],
    path: Path,
    replace: bool = False,
) -> Outcome[DraftRecord]:
    """Writes a paper as a draft and notes it; an older draft of the same report no longer holds.

    Raises:
        NotAllowed: this person may not export.
        Refused: nothing may be written there.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: the file cannot be written; nothing half-written remains.

    """
    require(person, Action.EXPORT)
    check_target(path, desk.folder, replace=replace)
    write(paper, path)
    new, name = _new(desk, person, paper, path), name_of(paper)
    with desk.register.writing() as stores:
        draft_id = stores.paper_drafts.add(new)
        draft = stores.paper_drafts.get(draft_id)
        write_line(desk, stores, person, JournalVerb.PAPER_DRAFT, f"{words_of(name)}：{path.name}")
    assert draft is not None  # it was just added in this transaction
    return Outcome(CHANGES, draft, f"{words_of(name)} 草稿已写到 {path.name}")


def _new(desk: Desk, person: Person, paper: Paper, path: Path) -> NewDraft:
    """The draft of a paper whose file stands at `path`."""
    name = name_of(paper)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return NewDraft(
        kind=name.kind,
        period=name.period,
        caliber=name.caliber,
        about=name.about,
        catch_up=name.catch_up,
        title=paper.title,
        form=path.suffix.lstrip(".").lower(),
        file=str(path.absolute()),
        sha256=digest,
        body=pack(paper),
        texts=pack_lines(read_lines(path) if path.suffix.lower() == WORD else []),
        made_at=desk.now(),
        made_by=person.name,
    )


def save_bytes(path: Path, content: bytes) -> None:
    """Writes the file of an issued paper once more, whole or not at all.

    Raises:
        EnvironmentFault: it cannot be written.

    """
    with written_aside(path) as aside:
        aside.write_bytes(content)
