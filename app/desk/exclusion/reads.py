"""Reads applications for exclusion: the register, the details of one, the log of calls for its text."""

from __future__ import annotations

from app.base.clock import to_local
from app.desk.exclusion.catalogue import by_id, in_force_of, month_of, versions_in
from app.desk.exclusion.check import catalogue_of, report_in
from app.desk.exclusion.records import the_application
from app.desk.exclusion.rows import ExclusionDetail, ExclusionQuery, ExclusionRow, application_row, file_row, step_row
from app.desk.shared.context import Desk
from app.models.exclusion.records import ExclusionRecord
from app.models.register.stores import Stores
from app.rules.contact.states import ATTEMPT_WORDS
from app.rules.exclusion.catalogue import Catalogue
from app.rules.shared.masking import mask_text


def listing(desk: Desk, *, query: ExclusionQuery | None = None) -> list[ExclusionRow]:
    """The register, newest first."""
    wanted = query or ExclusionQuery()
    with desk.register.reading() as stores:
        found = stores.exclusions.listing(
            states=wanted.states,
            major=wanted.major,
            minor=wanted.minor,
            unit=wanted.unit,
            month=wanted.month,
            search=wanted.search.strip(),
        )
        return _rows(stores, found)


def detail(desk: Desk, *, exclusion_id: int) -> ExclusionDetail:
    """One application with its files, steps and check as of now.

    Raises:
        Refused: there is none of this id.

    """
    with desk.register.reading() as stores:
        application = the_application(stores, exclusion_id)
        catalogue = catalogue_of(stores, application)
        return ExclusionDetail(
            row=application_row(application, catalogue),
            statement=application.statement,
            process=application.process,
            basis=application.basis,
            catalogue=catalogue,
            files=tuple(file_row(file) for file in stores.exclusion_files.of(application.id)),
            steps=tuple(step_row(step) for step in stores.exclusions.steps_of(application.id)),
            report=report_in(desk, stores, application),
        )


def of_ticket(desk: Desk, *, ticket_id: int) -> list[ExclusionRow]:
    """A ticket's applications, oldest first; at most the last of them was not withdrawn."""
    with desk.register.reading() as stores:
        return _rows(stores, stores.exclusions.of_ticket(ticket_id))


def apply_within(desk: Desk, stores: Stores) -> int | None:
    """The most days after its closing within which a ticket may be applied for, of this month's types; None: no end."""
    catalogue = in_force_of(versions_in(stores), month_of(desk.now())).catalogue
    days = [kind.within_days for kind in catalogue.types]
    return max(days) if days and all(days) else None


def contact_log(desk: Desk, *, ticket_id: int) -> str:
    """The ticket's calls as dated lines for the process, numbers masked; empty without calls."""
    with desk.register.reading() as stores:
        return log_in(stores, ticket_id)


def log_in(stores: Stores, ticket_id: int) -> str:
    """The log of calls within an open transaction."""
    lines = []
    for attempt in stores.contacts.of_ticket(ticket_id):
        note = f"：{mask_text(attempt.note)}" if attempt.note else ""
        outcome = ATTEMPT_WORDS[attempt.outcome]
        at = f"{to_local(attempt.at):%Y-%m-%d %H:%M}"
        lines.append(f"{at} {attempt.who}拨打 {mask_text(attempt.number) or '诉求人电话'}，{outcome}{note}")
    return "\n".join(lines)


def _rows(stores: Stores, found: list[ExclusionRecord]) -> list[ExclusionRow]:
    """The rows of a list; reads each catalogue version once."""
    known: dict[int | None, Catalogue | None] = {}
    for application in found:
        if application.catalogue_id not in known:
            known[application.catalogue_id] = by_id(stores, application.catalogue_id)
    return [application_row(application, known[application.catalogue_id]) for application in found]
