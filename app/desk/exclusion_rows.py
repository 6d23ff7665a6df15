"""What is read of applications for exclusion: the register, one application with its files and steps, its check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.base.clock import to_local
from app.desk.context import Desk
from app.desk.dossier import catalogue_of, report_in, the_application
from app.desk.exclusion_catalogue import by_id
from app.desk.titles import title_of
from app.models.stores import Stores
from app.rules.dossier_check import deadline_of
from app.rules.dossier_facts import CheckReport
from app.rules.exclusion import FLAGS, ExclusionState, ExclusionVerb, Level, allowed_steps
from app.rules.exclusion_catalogue import Catalogue
from app.rules.phones import mask_text
from app.rules.states import ATTEMPT_WORDS, AttemptOutcome


@dataclass(frozen=True, slots=True)
class ExclusionRow:
    """One line of the register. `deadline_at` is by when it must be submitted; None without a limit."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    unit: str
    street: str
    merchant: str
    month: str
    major: str
    minor: str
    flags: tuple[str, ...]
    platform_name: str
    state: ExclusionState
    level: Level
    created_at: datetime
    created_by: str
    submitted_at: datetime | None
    decided_at: datetime | None
    deadline_at: datetime | None
    result: str
    platform_result: str
    version: int


@dataclass(frozen=True, slots=True)
class ExclusionFile:
    """One file of an application; `position` counts from 1 and stays, `digest` its hash in the evidence store."""

    id: int
    position: int
    digest: str
    name: str
    kind: str
    format: str
    size: int
    width: int | None
    height: int | None
    taken_at: datetime | None
    taken_place: str
    stated: bool


@dataclass(frozen=True, slots=True)
class ExclusionStep:
    """One step: who did what at which level, and the opinion."""

    at: datetime
    who: str
    level: Level
    verb: ExclusionVerb
    opinion: str


@dataclass(frozen=True, slots=True)
class ExclusionDetail:
    """One application whole. `catalogue` is the version it is judged by; `allowed` are the steps possible now."""

    row: ExclusionRow
    statement: str
    process: str
    basis: str
    catalogue: Catalogue
    files: tuple[ExclusionFile, ...]
    steps: tuple[ExclusionStep, ...]
    report: CheckReport
    allowed: tuple[ExclusionVerb, ...]


@dataclass(frozen=True, slots=True)
class ExclusionQuery:
    """Which applications a list shows; empty filters let everything through."""

    states: tuple[ExclusionState, ...] = ()
    major: str = ""
    minor: str = ""
    unit: str = ""
    month: str = ""
    search: str = ""

    def filters(self) -> dict[str, Any]:
        """As the store asks for them."""
        names = ("major", "minor", "unit", "month")
        told: dict[str, Any] = {name: getattr(self, name) for name in names}
        return {**told, "states": tuple(state.value for state in self.states), "search": self.search.strip()}


def listing(
    desk: Desk, *, query: ExclusionQuery | None = None, limit: int | None = None, offset: int = 0
) -> list[ExclusionRow]:
    """The register, newest first."""
    with desk.register.reading() as stores:
        found = stores.exclusions.listing(**(query or ExclusionQuery()).filters(), limit=limit, offset=offset)
        known: dict[int, Catalogue | None] = {}
        return [_row(row, _catalogue(stores, row, known)) for row in found]


def count(desk: Desk, *, query: ExclusionQuery | None = None) -> int:
    """How many applications the query lets through."""
    with desk.register.reading() as stores:
        return stores.exclusions.count(**(query or ExclusionQuery()).filters())


def detail(desk: Desk, *, exclusion_id: int) -> ExclusionDetail:
    """One application with its files, steps and check as of now.

    Raises:
        Refused: there is none of this id.

    """
    with desk.register.reading() as stores:
        row = the_application(stores, exclusion_id)
        catalogue = catalogue_of(stores, row)
        return ExclusionDetail(
            row=_row(row, catalogue),
            statement=row.statement,
            process=row.process,
            basis=row.basis,
            catalogue=catalogue,
            files=tuple(_file(each) for each in stores.exclusion_files.of(row.id)),
            steps=tuple(
                ExclusionStep(each.at, each.who, Level(each.level), ExclusionVerb(each.move), each.opinion)
                for each in stores.exclusions.steps_of(row.id)
            ),
            report=report_in(desk, stores, row),
            allowed=allowed_steps(ExclusionState(row.state)),
        )


def of_ticket(desk: Desk, *, ticket_id: int) -> list[ExclusionRow]:
    """A ticket's applications, oldest first; at most the last of them was not withdrawn."""
    with desk.register.reading() as stores:
        known: dict[int, Catalogue | None] = {}
        return [_row(row, _catalogue(stores, row, known)) for row in stores.exclusions.of_ticket(ticket_id)]


def contact_log(desk: Desk, *, ticket_id: int) -> str:
    """The ticket's calls as dated lines for the process, numbers masked; empty without calls."""
    with desk.register.reading() as stores:
        return log_in(stores, ticket_id)


def log_in(stores: Stores, ticket_id: int) -> str:
    """The same within an open transaction."""
    lines = []
    for each in stores.contacts.attempts_of(ticket_id):
        said = f"：{mask_text(each.note)}" if each.note else ""
        outcome = ATTEMPT_WORDS[AttemptOutcome(each.outcome)]
        at = f"{to_local(each.at):%Y-%m-%d %H:%M}"
        lines.append(f"{at} {each.who}拨打 {mask_text(each.number) or '诉求人电话'}，{outcome}{said}")
    return "\n".join(lines)


def _file(row: Any) -> ExclusionFile:
    return ExclusionFile(
        id=row.id,
        position=row.position,
        digest=row.hash,
        name=row.name,
        kind=row.kind,
        format=row.format,
        size=row.size,
        width=row.width,
        height=row.height,
        taken_at=row.taken_at,
        taken_place=row.taken_place,
        stated=bool(row.stated),
    )


def _catalogue(stores: Stores, row: Any, known: dict[int, Catalogue | None]) -> Catalogue | None:
    """Each version of the catalogue is read once for a whole list."""
    if row.catalogue_id not in known:
        known[row.catalogue_id] = by_id(stores, row.catalogue_id)
    return known[row.catalogue_id]


def _row(row: Any, catalogue: Catalogue | None) -> ExclusionRow:
    kind = catalogue.find(row.major, row.minor) if catalogue is not None else None
    return ExclusionRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        unit=row.unit,
        street=row.street,
        merchant=row.merchant,
        month=row.month,
        major=row.major,
        minor=row.minor,
        flags=tuple(flag for flag in FLAGS if getattr(row, flag)),
        platform_name=row.platform_name,
        state=ExclusionState(row.state),
        level=Level(row.level),
        created_at=row.created_at,
        created_by=row.created_by,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        deadline_at=deadline_of(kind, row.closed_at) if kind is not None else None,
        result=row.result,
        platform_result=row.platform_result,
        version=row.version,
    )
