"""Opens the application of a ticket: the existing one, or a new one."""

from __future__ import annotations

from functools import partial

from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion.catalogue import CatalogueVersion
from app.desk.exclusion.rows import ExclusionDetail, ExclusionRow
from app.desk.shared.context import Desk
from app.desk.ticket.rows import TicketDetail
from app.rules.exclusion.moves import ExclusionState
from app.ui.exclusion.application_form import ApplicationForm
from app.ui.exclusion.begin_form import BeginForm
from app.ui.frame.shell import Shell


def standing_or_catalogue(desk: Desk, *, ticket_id: int) -> ExclusionRow | CatalogueVersion:
    """The ticket's application that is not withdrawn, else the catalogue for a new one."""
    rows = exclusion_reads.of_ticket(desk, ticket_id=ticket_id)
    standing = [row for row in rows if row.state is not ExclusionState.WITHDRAWN]
    return standing[-1] if standing else exclusion_catalogue.in_force(desk)


def open_exclusion(shell: Shell, detail: TicketDetail) -> None:
    """Opens the ticket's application, or the form for a new one."""

    def open_found(found: ExclusionRow | CatalogueVersion) -> None:
        if isinstance(found, ExclusionRow):
            _open_application(shell, found.id)
        else:
            BeginForm(shell, detail, found, partial(_open_application, shell)).open_form()

    shell.gateway.read(standing_or_catalogue, open_found, key="exclusion-door", ticket_id=detail.row.id)


def _open_application(shell: Shell, exclusion_id: int) -> None:
    def open_form(detail: ExclusionDetail) -> None:
        ApplicationForm(shell, detail).open_form()

    shell.gateway.read(exclusion_reads.detail, open_form, key="exclusion-open", exclusion_id=exclusion_id)
