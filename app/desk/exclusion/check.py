"""The dossier check (材料核验) of an application: gathers the facts from register or form and evaluates the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.base.errors import Refused
from app.desk.exclusion.catalogue import by_id
from app.desk.exclusion.records import the_application
from app.desk.shared.context import Desk
from app.files.shared.copies import place_of, still_whole
from app.models.exclusion.records import ExclusionFileRecord, ExclusionRecord
from app.models.register.stores import Stores
from app.rules.exclusion.catalogue import Catalogue
from app.rules.exclusion.check import check_dossier
from app.rules.exclusion.check_facts import CheckReport, Dossier, FileFacts
from app.rules.exclusion.moves import FLAGS, WRITABLE, ApplicationFields, ExclusionFlag
from app.rules.ticket.categories import join_category


def check(desk: Desk, *, exclusion_id: int, fields: ApplicationFields | None = None) -> CheckReport:
    """Runs the dossier check; `fields` of a form override the stored ones. Nothing is changed."""
    with desk.register.reading() as stores:
        return report_in(desk, stores, the_application(stores, exclusion_id), fields)


def catalogue_of(stores: Stores, row: ExclusionRecord) -> Catalogue:
    """The version an application is judged by."""
    found = by_id(stores, row.catalogue_id)
    if found is None:
        raise Refused(f"{row.number}：{row.month} 的目录找不到了", hint="请从备份恢复")
    return found


def report_in(desk: Desk, stores: Stores, row: ExclusionRecord, fields: ApplicationFields | None = None) -> CheckReport:
    """Runs the check within an open transaction."""
    written = _written(row, fields)
    files = stores.exclusion_files.of(row.id)
    elsewhere = stores.exclusion_files.elsewhere([file.hash for file in files], row.id)
    attempts = [(call.at, call.outcome) for call in stores.contacts.of_ticket(row.ticket_id)]
    return check_dossier(
        Dossier(
            type_words=f"{written['major']} / {written['minor']}",
            kind=catalogue_of(stores, row).find(written["major"], written["minor"]),
            month=row.month,
            statement=written["statement"],
            process=written["process"],
            basis=written["basis"],
            platform_name=written["platform_name"],
            flags=_flags_of(written),
            files=[_facts(desk, file, elsewhere.get(file.hash, ()), deep=fields is None) for file in files],
            category=join_category(row.category_1, row.category_2, row.category_3),
            ticket_type=row.type,
            dispatched_at=row.dispatched_at,
            closed_at=row.closed_at,
            attempts=attempts,
            now=_judged_at(desk, row),
            calendar=desk.calendar,
            dispatch_estimated=bool(row.dispatched_basis),
        ),
        row.overruled,
    )


def _written(row: ExclusionRecord, fields: ApplicationFields | None) -> ApplicationFields:
    """The stored fields of the application, overridden by those of a form."""
    kept: ApplicationFields = {
        "major": row.major,
        "minor": row.minor,
        "statement": row.statement,
        "process": row.process,
        "basis": row.basis,
        "platform_name": row.platform_name,
        "excluded": row.excluded,
        "parked": row.parked,
        "off_volume": row.off_volume,
    }
    return {**kept, **fields} if fields else kept


def _flags_of(written: ApplicationFields) -> tuple[ExclusionFlag, ...]:
    values: Mapping[str, object] = written
    return tuple(flag for flag in FLAGS if values[flag])


def _judged_at(desk: Desk, row: ExclusionRecord) -> datetime:
    """The instant to check for: the submission for one under review or decided, whose time limit no longer runs."""
    return desk.now() if row.state in WRITABLE or row.submitted_at is None else row.submitted_at


def _facts(desk: Desk, row: ExclusionFileRecord, elsewhere: Sequence[str], *, deep: bool) -> FileFacts:
    """The facts of a file for the check: a missing or changed one is unreadable; `deep` compares hashes."""
    folder = desk.folder.evidence
    whole = still_whole(folder, row.hash) if deep else place_of(folder, row.hash).is_file()
    problem = row.problem if whole else "文件已丢失或被改动，请从备份找回或重新添加"
    return FileFacts(
        number=row.position,
        name=row.name,
        kind=row.kind,
        format=row.format,
        size=row.size,
        width=row.width,
        height=row.height,
        taken_at=row.taken_at,
        place=row.taken_place,
        stated=row.stated,
        problem=problem,
        elsewhere=tuple(elsewhere),
    )
