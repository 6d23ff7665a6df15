"""The exclusion store: catalogues by month, applications with their steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, Executable, Text, select, type_coerce

from app.models.exclusion.records import (
    CatalogueRecord,
    ExclusionChange,
    ExclusionRecord,
    ExclusionStepRecord,
    ExportedResult,
    NewCatalogue,
    NewExclusion,
    NewExclusionStep,
)
from app.models.exclusion.tables import exclusion_catalogues, exclusion_steps, exclusions
from app.models.shared import direct
from app.models.shared.containing import containing
from app.models.shared.json_values import TEXTS
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.rules.exclusion.moves import ExclusionState, ExclusionVerb

_x, _t, _s = exclusions.c, tickets.c, exclusion_steps.c
_WITH_TICKET = select(*columns_of(ExclusionRecord, exclusions, tickets)).join(tickets, _t.id == _x.ticket_id)
_CATALOGUES = select(*columns_of(CatalogueRecord, exclusion_catalogues))
_STEPS = select(*columns_of(ExclusionStepRecord, exclusion_steps))


class ExclusionFilter(TypedDict, total=False):
    """The filters of a list of applications; an empty filter matches everything."""

    states: Sequence[ExclusionState]
    major: str
    minor: str
    unit: str
    month: str
    search: str


class ExclusionStore:
    """Applications for exclusion within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def catalogues(self) -> list[CatalogueRecord]:
        """Every version of every month that is kept here, by month, the newest of a month last."""
        order = (exclusion_catalogues.c.month, exclusion_catalogues.c.id)
        return records(CatalogueRecord, self._connection.execute(_CATALOGUES.order_by(*order)))

    def catalogue(self, catalogue_id: int) -> CatalogueRecord | None:
        """One version, or None."""
        query = _CATALOGUES.where(exclusion_catalogues.c.id == catalogue_id)
        return record(CatalogueRecord, self._connection.execute(query).one_or_none())

    def add_catalogue(self, new: NewCatalogue) -> int:
        """Keeps one version; nothing is ever overwritten. Returns its id."""
        return add_row(self._connection, exclusion_catalogues, new)

    def add(self, new: NewExclusion) -> int:
        """Adds one application; returns its id."""
        return add_row(self._connection, exclusions, new)

    def get(self, exclusion_id: int) -> ExclusionRecord | None:
        """One application with its ticket, or None."""
        query = _WITH_TICKET.where(_x.id == exclusion_id)
        return record(ExclusionRecord, self._connection.execute(query).one_or_none())

    def of_ticket(self, ticket_id: int) -> list[ExclusionRecord]:
        """A ticket's applications, withdrawn ones too, oldest first."""
        return self._read(_WITH_TICKET.where(_x.ticket_id == ticket_id).order_by(_x.id))

    def tickets_among(self, ticket_ids: Sequence[int]) -> set[int]:
        """Those of the tickets (at most 500) that have an application."""
        return direct.tickets_in(self._connection, exclusions.name, ticket_ids)

    def change(self, before: ExclusionRecord, **changes: Unpack[ExclusionChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, exclusions, before, changes)

    def listing(self, **wanted: Unpack[ExclusionFilter]) -> list[ExclusionRecord]:
        """Applications with their tickets, newest first; `search` looks into number, title, merchant and statement."""
        return self._read(_WITH_TICKET.where(*_conditions(wanted)).order_by(_x.created_at.desc(), _x.id.desc()))

    def kinds_and_units(self) -> list[tuple[str, str]]:
        """The major types and the units that the register holds, each pair once."""
        query = select(_x.major, _t.unit).join(tickets, _t.id == _x.ticket_id).distinct()
        return [(major, unit) for major, unit in self._connection.execute(query)]

    def with_export(self) -> list[ExportedResult]:
        """Applications that were not withdrawn and whose tickets keep further columns of their export."""
        query = select(_x.id, _x.platform_result, type_coerce(_t.extra, TEXTS)).join(tickets, _t.id == _x.ticket_id)
        query = query.where(_x.state != ExclusionState.WITHDRAWN, type_coerce(_t.extra, Text) != "{}")
        return [ExportedResult(*row) for row in self._connection.execute(query.order_by(_x.id))]

    def add_step(self, new: NewExclusionStep) -> None:
        """Adds one step; steps are never changed."""
        add_row(self._connection, exclusion_steps, new)

    def steps_of(self, exclusion_id: int) -> list[ExclusionStepRecord]:
        """An application's steps, first one first."""
        query = _STEPS.where(_s.exclusion_id == exclusion_id).order_by(_s.id)
        return records(ExclusionStepRecord, self._connection.execute(query))

    def opinions(self, verb: ExclusionVerb) -> list[tuple[int, str]]:
        """The ticket and the opinion of every step of one kind, oldest first."""
        query = select(_x.ticket_id, _s.opinion).join(exclusions, _x.id == _s.exclusion_id)
        query = query.where(_s.move == verb).order_by(_s.id)
        return [(ticket_id, opinion) for ticket_id, opinion in self._connection.execute(query)]

    def _read(self, query: Executable) -> list[ExclusionRecord]:
        return records(ExclusionRecord, self._connection.execute(query))


def _conditions(wanted: ExclusionFilter) -> list[ColumnElement[bool]]:
    by = {"major": _x.major, "minor": _x.minor, "unit": _t.unit, "month": _x.month}
    values: dict[str, Any] = {**wanted}
    found = [column == values[name] for name, column in by.items() if values.get(name)]
    if states := wanted.get("states"):
        found.append(_x.state.in_(states))
    if search := wanted.get("search"):
        places = (_t.number, _t.title, _t.merchant, _x.statement)
        found.append(containing(places, search))
    return found
