"""Frozen rows of a figure's proof; texts are masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.rules.paper.model import PrintedFigure


@dataclass(frozen=True, slots=True)
class ProofTicket:
    """One ticket behind a figure: `counts` is False for one of a rate's base that does not count in it.

    `file` and `row` are where it came from last; both empty for one that was typed here. `cells` is that row.
    """

    ticket_id: int
    number: str
    title: str
    unit: str
    counts: bool
    file: str
    row: int | None
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProofChange:
    """A journal line that changed a ticket behind the figure; `changes` maps a field's word to (old, new)."""

    line: int
    at: datetime
    who: str
    number: str
    text: str
    changes: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a figure is what it is.

    `parts` are the counts that the formula is made of, `exact` the value before rounding; `recounted` is the printed
    value counted once more, ticket by ticket from the register, None where that is no count of tickets. `misses` is the
    word for tickets of the base that do not count, "" for a plain count.
    """

    figure: PrintedFigure
    words: str
    sentence: str
    parts: tuple[tuple[str, int], ...]
    exact: str
    period: str
    rules: tuple[str, ...]
    value_now: str
    recounted: str | None
    misses: str
    tickets: tuple[ProofTicket, ...]
    total: int
    changes: tuple[ProofChange, ...]

    @property
    def holds(self) -> bool | None:
        """Whether the recount gives the same value as the register's figures; None without a recount."""
        return None if self.recounted is None else self.recounted == self.value_now
