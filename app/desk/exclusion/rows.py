"""Frozen rows of applications for exclusion; phones are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import title_of
from app.models.exclusion.records import ExclusionFileRecord, ExclusionRecord, ExclusionStepRecord
from app.rules.exclusion.catalogue import Catalogue
from app.rules.exclusion.check import deadline_of
from app.rules.exclusion.check_facts import CheckReport
from app.rules.exclusion.moves import ExclusionFlag, ExclusionState, ExclusionVerb, Level
from app.rules.shared.masking import mask_text


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
    flags: tuple[ExclusionFlag, ...]
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
    """The details of one application; `catalogue` is the version it is judged by."""

    row: ExclusionRow
    statement: str
    process: str
    basis: str
    catalogue: Catalogue
    files: tuple[ExclusionFile, ...]
    steps: tuple[ExclusionStep, ...]
    report: CheckReport


@dataclass(frozen=True, slots=True)
class ExclusionQuery:
    """Selects the applications of a list; empty filters match everything."""

    states: tuple[ExclusionState, ...] = ()
    major: str = ""
    minor: str = ""
    unit: str = ""
    month: str = ""
    search: str = ""


def application_row(application: ExclusionRecord, catalogue: Catalogue | None) -> ExclusionRow:
    """One line of the register; `catalogue` is the version it is judged by."""
    kind = catalogue.find(application.major, application.minor) if catalogue is not None else None
    return ExclusionRow(
        id=application.id,
        ticket_id=application.ticket_id,
        ticket_number=application.number,
        ticket_title=mask_text(title_of(application)),
        unit=mask_text(application.unit),
        street=mask_text(application.street),
        merchant=mask_text(application.merchant),
        month=application.month,
        major=application.major,
        minor=application.minor,
        flags=application.flags,
        platform_name=mask_text(application.platform_name),
        state=application.state,
        level=application.level,
        created_at=application.created_at,
        created_by=application.created_by,
        submitted_at=application.submitted_at,
        decided_at=application.decided_at,
        deadline_at=deadline_of(kind, application.closed_at) if kind is not None else None,
        result=application.result,
        platform_result=mask_text(application.platform_result),
        version=application.version,
    )


def step_row(step: ExclusionStepRecord) -> ExclusionStep:
    """One step of an application."""
    return ExclusionStep(at=step.at, who=step.who, level=step.level, verb=step.move, opinion=mask_text(step.opinion))


def file_row(file: ExclusionFileRecord) -> ExclusionFile:
    """One file of an application."""
    return ExclusionFile(
        id=file.id,
        position=file.position,
        digest=file.hash,
        name=mask_text(file.name),
        kind=file.kind,
        format=file.format,
        size=file.size,
        width=file.width,
        height=file.height,
        taken_at=file.taken_at,
        taken_place=file.taken_place,
        stated=file.stated,
    )
