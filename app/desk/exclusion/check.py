"""The dossier check (材料核验) of an application: gathers the facts from register or form and evaluates the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from app.base.errors import Refused
from app.desk.evidence import acts as evidence_acts
from app.desk.exclusion.catalogue import by_id
from app.desk.exclusion.records import the_application
from app.desk.shared.context import Desk
from app.desk.shared.judged_ahead import MovedOn
from app.models.exclusion.records import ExclusionFileRecord, ExclusionRecord
from app.models.register.stores import Stores
from app.rules.exclusion.catalogue import Catalogue
from app.rules.exclusion.check import check_lines
from app.rules.exclusion.check_facts import CheckReport, Dossier, FileFacts, RuleLine, report_of
from app.rules.exclusion.moves import FLAGS, WRITABLE, ApplicationFields, ExclusionFlag
from app.rules.ticket.categories import join_category
from app.rules.ticket.states import TicketStatus


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
    """Runs the check within an open transaction that only reads."""
    gathered = gather(desk, stores, row, desk.now(), fields)
    return report_of(lines_of(desk, gathered, deep=fields is None), row.overruled)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an application is judged by, without its files' contents; `hashes` are those of its files, in order."""

    dossier: Dossier
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedApplication:
    """The lines of the check of an application, with what it was judged by."""

    gathered: Gathered
    now: datetime
    lines: tuple[RuleLine, ...]

    def still(self, desk: Desk, stores: Stores, row: ExclusionRecord) -> CheckReport:
        """The report, when what was judged still stands within the open transaction.

        Raises:
            MovedOn: it changed since; the application has to be judged anew.

        """
        if gather(desk, stores, row, self.now) != self.gathered:
            raise MovedOn
        return report_of(self.lines, row.overruled)


def judge(desk: Desk, *, exclusion_id: int, fields: ApplicationFields | None = None) -> JudgedApplication:
    """Judges an application as it would stand with these fields, before the register is held; reads its files whole."""
    now = desk.now()
    with desk.register.reading() as stores:
        gathered = gather(desk, stores, the_application(stores, exclusion_id), now, fields)
    return JudgedApplication(gathered, now, lines_of(desk, gathered, deep=True))


def lines_of(desk: Desk, gathered: Gathered, *, deep: bool) -> tuple[RuleLine, ...]:
    """The lines of the check: a missing or changed file is unreadable; `deep` compares the contents of files."""
    there = evidence_acts.whole if deep else evidence_acts.is_there
    files = [
        file if there(desk, digest=digest) else replace(file, problem="文件已丢失或被改动，请从备份找回或重新添加")
        for file, digest in zip(gathered.dossier.files, gathered.hashes, strict=True)
    ]
    return check_lines(replace(gathered.dossier, files=files))


def gather(
    desk: Desk, stores: Stores, row: ExclusionRecord, now: datetime, fields: ApplicationFields | None = None
) -> Gathered:
    """Reads what an application is judged by at `now`; no file is opened."""
    written = _written(row, fields)
    files = stores.exclusion_files.of(row.id)
    elsewhere = stores.exclusion_files.elsewhere([file.hash for file in files], row.id)
    attempts = [(call.at, call.outcome) for call in stores.contacts.of_ticket(row.ticket_id)]
    return Gathered(
        Dossier(
            type_words=f"{written['major']} / {written['minor']}",
            kind=catalogue_of(stores, row).find(written["major"], written["minor"]),
            month=row.month,
            statement=written["statement"],
            process=written["process"],
            basis=written["basis"],
            platform_name=written["platform_name"],
            flags=_flags_of(written),
            files=[_facts(file, elsewhere.get(file.hash, ())) for file in files],
            category=join_category(row.category_1, row.category_2, row.category_3),
            ticket_type=row.type,
            dispatched_at=row.dispatched_at,
            closed_at=row.closed_at,
            attempts=attempts,
            now=_judged_at(row, now),
            calendar=desk.calendar,
            dispatch_estimated=bool(row.dispatched_basis),
            is_closed=row.status == TicketStatus.CLOSED,
        ),
        tuple(file.hash for file in files),
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
    given = {name: text.strip() if isinstance(text, str) else text for name, text in (fields or {}).items()}
    return cast("ApplicationFields", {**kept, **given})


def _flags_of(written: ApplicationFields) -> tuple[ExclusionFlag, ...]:
    values: Mapping[str, object] = written
    return tuple(flag for flag in FLAGS if values[flag])


def _judged_at(row: ExclusionRecord, now: datetime) -> datetime:
    """The instant to check for: the submission for one under review or decided, whose time limit no longer runs."""
    return now if row.state in WRITABLE or row.submitted_at is None else row.submitted_at


def _facts(row: ExclusionFileRecord, elsewhere: Sequence[str]) -> FileFacts:
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
        problem=row.problem,
        elsewhere=tuple(elsewhere),
    )
