"""An application for exclusion, its steps and files, and the catalogues, as the register keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.rules.exclusion.check_facts import Answer
from app.rules.exclusion.moves import FLAGS, ApplicationFields, ExclusionFlag, ExclusionState, ExclusionVerb, Level
from app.rules.ticket.states import TicketStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCatalogue:
    """A version of a month's catalogue, as TOML text."""

    month: str
    body: str
    made_at: datetime
    made_by: str
    note: str


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """One version of a month's catalogue; it never changes."""

    id: int
    month: str
    body: str
    made_at: datetime
    made_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExclusion:
    """An application to be begun."""

    ticket_id: int
    catalogue_id: int
    month: str
    major: str
    minor: str
    state: ExclusionState
    level: Level
    statement: str
    process: str
    basis: str
    platform_name: str
    excluded: bool
    parked: bool
    off_volume: bool
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True)
class ExclusionRecord:
    """One application with its ticket, from `number` on; `type` is the ticket's.

    `overruled` are the answers of people to rules of the check.
    """

    id: int
    ticket_id: int
    catalogue_id: int | None
    month: str
    major: str
    minor: str
    state: ExclusionState
    level: Level
    statement: str
    process: str
    basis: str
    platform_name: str
    excluded: bool
    parked: bool
    off_volume: bool
    overruled: Mapping[str, Answer]
    created_at: datetime
    created_by: str
    submitted_at: datetime | None
    decided_at: datetime | None
    result: str
    platform_result: str
    version: int
    number: str
    title: str
    content: str
    street: str
    unit: str
    category_1: str
    category_2: str
    category_3: str
    type: str
    merchant: str
    dispatched_at: datetime
    dispatched_basis: str
    closed_at: datetime | None
    status: TicketStatus

    @property
    def flags(self) -> tuple[ExclusionFlag, ...]:
        """The flags that are applied for."""
        return tuple(flag for flag in FLAGS if getattr(self, flag))


class ExclusionChange(ApplicationFields, total=False):
    """The changeable columns of an application."""

    state: ExclusionState
    level: Level
    overruled: Mapping[str, Answer]
    submitted_at: datetime
    decided_at: datetime | None
    result: str
    platform_result: str


class ExportedResult(NamedTuple):
    """The platform's result of an application, and the further columns of its ticket's export."""

    exclusion_id: int
    platform_result: str
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExclusionStep:
    """A step to be noted."""

    exclusion_id: int
    at: datetime
    who: str
    level: Level
    move: ExclusionVerb
    opinion: str


@dataclass(frozen=True, slots=True)
class ExclusionStepRecord:
    """One step of an application; it never changes."""

    at: datetime
    who: str
    level: Level
    move: ExclusionVerb
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExclusionFile:
    """A file to be added; its place is counted by the store."""

    exclusion_id: int
    hash: str
    name: str
    kind: str
    format: str
    width: int | None
    height: int | None
    taken_at: datetime | None
    taken_place: str
    stated: bool
    problem: str


@dataclass(frozen=True, slots=True)
class ExclusionFileRecord:
    """One file of an application with its size; `problem` is why nobody can open it.

    `stated` is whether a person stated when or where it was taken.
    """

    id: int
    exclusion_id: int
    hash: str
    name: str
    kind: str
    format: str
    width: int | None
    height: int | None
    taken_at: datetime | None
    taken_place: str
    stated: bool
    problem: str
    position: int
    size: int
