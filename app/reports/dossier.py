"""Exports the papers of one application for exclusion: the form as .docx and the evidence as .zip, both or none."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import AlreadyThere, EnvironmentFault, system_words
from app.base.people import Person
from app.desk.evidence import acts as evidence_acts
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion.rows import ExclusionDetail
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.files.shared.aside import is_full, write_fault
from app.files.shared.targets import check_target
from app.files.writers import documents
from app.files.writers.packages import Attachment, package_name, write_package
from app.reports.dossier_form import DossierForm, FormContact, FormFile, FormOpinion, form_blocks
from app.rules.contact.states import ATTEMPT_WORDS
from app.rules.exclusion.moves import (
    EXCLUSION_VERB_WORDS,
    FLAG_WORDS,
    LEVEL_WORDS,
    WITH_OPINION,
    WRITABLE,
    ExclusionVerb,
)

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Papers:
    """What was written: the form, and the package with the number of files in it (None and 0 without evidence)."""

    form: Path
    package: Path | None
    files: int


def export_papers(
    desk: Desk, *, person: Person, exclusion_id: int, folder: Path, replace: bool = False
) -> Outcome[Papers]:
    """Writes form and package into `folder`; each is opened again and compared before it is put in place.

    Raises:
        Refused: no such application, a file of it is gone or was changed since it was taken in, or no export may be
            written there.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: they cannot be written; then neither of them is.

    """
    require(person, Action.EXPORT)
    detail = exclusion_reads.detail(desk, exclusion_id=exclusion_id)
    ticket = ticket_reads.detail(desk, ticket_id=detail.row.ticket_id)
    attachments = _attachments(desk, detail)
    number = _UNSAFE.sub("_", ticket.row.number)[:60]
    form, package = folder / f"不纳入考核申请表_{number}.docx", folder / f"证据材料_{number}.zip"
    places = (form, package) if attachments else (form,)
    for path in places:
        check_target(path, desk.folder, replace=True)
    there = [path for path in places if os.path.lexists(path)]
    if there and not replace:
        raise AlreadyThere(*there)
    if not folder.is_dir():
        raise EnvironmentFault(f"文件夹不存在：{folder}", hint="请先新建文件夹，或换一个位置")
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".", ignore_cleanup_errors=True) as scratch:
            written = [(Path(scratch) / form.name, form)]
            documents.write_document(written[0][0], form_blocks(dossier_form(desk, detail, ticket, attachments)))
            if attachments:
                written.append((Path(scratch) / package.name, package))
                write_package(written[1][0], attachments, at=desk.now())
            _put_in_place(written)
    except OSError as error:
        if is_full(error):
            raise write_fault(form, error) from error
        raise EnvironmentFault("文件夹无法写入，没有导出", hint=system_words(error)) from error
    note_export(desk, person=person, text=f"导出不纳入考核材料 {ticket.row.number}：{len(attachments)} 份证据")
    papers = Papers(form, package if attachments else None, len(attachments))
    message = f"申请表和 {len(attachments)} 份证据已导出" if attachments else "申请表已导出，没有证据材料"
    return Outcome(Change.JOURNAL, papers, f"{ticket.row.number} {message}，写后已核对")


def dossier_form(
    desk: Desk, detail: ExclusionDetail, ticket: TicketDetail, attachments: Sequence[Attachment]
) -> DossierForm:
    """What the form of an application prints; numbers of callers stay masked."""
    row = detail.row
    return DossierForm(
        number=row.ticket_number,
        title=row.ticket_title,
        content=ticket.ticket.content,
        unit=row.unit,
        street=row.street,
        category=ticket.category,
        merchant=row.merchant,
        dispatched_at=ticket.row.dispatched_at,
        closed_at=ticket.row.closed_at,
        month=row.month,
        type_words=f"{row.major} / {row.minor}",
        flags=tuple(FLAG_WORDS[flag] for flag in row.flags),
        platform_name=row.platform_name,
        statement=detail.statement,
        process=detail.process,
        basis=detail.basis,
        contacts=[FormContact(one.at, one.who, ATTEMPT_WORDS[one.outcome], one.note) for one in ticket.attempts],
        files=[
            FormFile(package_name(place, one), one.kind, one.size, one.digest, one.taken_at, one.place)
            for place, one in enumerate(attachments, 1)
        ],
        opinions=_opinions(detail),
        levels=tuple(LEVEL_WORDS.values()),
        made_by=row.created_by,
        made_at=row.submitted_at or desk.now(),
    )


def _opinions(detail: ExclusionDetail) -> list[FormOpinion]:
    """The opinions given since the last submission; an application that was sent back needs new ones."""
    if detail.row.state in WRITABLE:
        return []
    submitted = [place for place, step in enumerate(detail.steps) if step.verb is ExclusionVerb.SUBMIT]
    return [
        FormOpinion(LEVEL_WORDS[step.level], EXCLUSION_VERB_WORDS[step.verb], step.opinion, step.who, step.at)
        for step in detail.steps[submitted[-1] if submitted else 0 :]
        if step.verb in WITH_OPINION
    ]


def _attachments(desk: Desk, detail: ExclusionDetail) -> list[Attachment]:
    return [
        Attachment(
            name=one.name,
            source=evidence_acts.path_of(desk, digest=one.digest),
            digest=one.digest,
            size=one.size,
            kind=one.kind,
            format=one.format,
            taken_at=one.taken_at,
            place=one.taken_place,
        )
        for one in detail.files
    ]


def _put_in_place(written: Sequence[tuple[Path, Path]]) -> None:
    """Moves all files into place; when one fails, removes those that replaced no older file."""
    fresh: list[Path] = []
    for source, target in written:
        stood = target.exists()
        try:
            os.replace(source, target)
        except OSError as error:
            for path in fresh:
                path.unlink(missing_ok=True)
            raise write_fault(target, error) from error
        if not stood:
            fresh.append(target)
