"""The dashboard as its page sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.desk.figures.asked import Figures
from app.desk.sign import Waiting
from app.desk.ticket.row import TicketRow
from app.rules.figures.counterfactual import Standing
from app.rules.figures.fields import Caliber
from app.rules.figures.periods import Period
from app.rules.figures.rows import Row

OTHERS = "其他"


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning as shown; the name masked."""

    id: int
    name: str
    level: str
    raised_at: datetime
    ticket_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One assessment period of the trend: its written name, and whether the register holds all of it (`covered`)."""

    text: str
    month: int
    row: Row
    covered: bool


@dataclass(frozen=True, slots=True)
class Heat:
    """Tickets received by kind (rows) and street (columns), with those of the period before.

    `kinds` and `streets` have the most first; the rest of the streets are counted together as the last column `OTHERS`
    where there are any. `before` is None where the period before is not covered.
    """

    kinds: tuple[str, ...]
    streets: tuple[str, ...]
    now: Mapping[tuple[str, str], int]
    before: Mapping[tuple[str, str], int] | None
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the dashboard as of `at`; `warnings` are the open ones, the gravest first.

    `whole` is the assessment period to its end, `period` its figures up to `at`.
    """

    at: datetime
    caliber: Caliber
    today: Figures
    waiting: Waiting
    whole: Period
    period: Figures
    standing: Standing
    trend: tuple[TrendPoint, ...]
    heat: Heat
    risks: tuple[TicketRow, ...]
    warnings: tuple[WarningLine, ...]
