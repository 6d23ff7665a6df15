"""The lines of the closing list: each kind of matter that is still open in a period, with its ticket and its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from app.desk.closing.rows import ClosingLine
from app.desk.exclusion import reads as exclusion_reads
from app.desk.figures.codes import LAST_COLUMNS, desk_answers, platform_answers
from app.desk.ticket.row import short_title
from app.desk.ticket.twins import proposed_in
from app.desk.watch.reads import side_words
from app.models.register.stores import Stores
from app.models.watch.records import DifferenceRecord
from app.rules.closing.kinds import ClosingKind, turnable_words
from app.rules.exclusion.moves import EXCLUSION_STATE_WORDS
from app.rules.figures.facts import Answers
from app.rules.figures.periods import Period
from app.rules.shared.masking import mask_text
from app.rules.watch.states import DifferenceState

_WAITING = frozenset({DifferenceState.OPEN, DifferenceState.ASKED})
_ORDER = tuple(ClosingKind)


class _Shown(Protocol):
    @property
    def title(self) -> str: ...

    @property
    def content(self) -> str: ...


def lines_of(stores: Stores, period: Period, now: datetime) -> tuple[ClosingLine, ...]:
    """Everything that is to be closed in a period: by kind, then by what ends first."""
    found = [
        *_missed(stores, period),
        *(_turnable(stores, period) if now < period.end else ()),
        *_applications(stores, period),
        *_in_review(stores, period),
        *_differences(stores),
        *_twins(stores),
    ]
    return tuple(sorted(found, key=lambda line: (_ORDER.index(line.kind), line.due_at or period.end)))


def count_of(stores: Stores, period: Period, now: datetime) -> int:
    """How many lines the closing list of a period has, without their tickets and words."""
    last = stores.reconciliations.latest()
    found = [] if last is None else stores.reconciliations.differences_of(last.id)
    return (
        len({row.id for row in stores.closing.missed(period.start, period.end)})
        + (len(_turnable_answers(stores, period)) if now < period.end else 0)
        + sum(received < period.end for _, received in exclusion_reads.not_handed_in(stores))
        + len(stores.closing.in_review(period.start, period.end))
        + sum(one.state in _WAITING for one in found)
        + len(proposed_in(stores))
    )


def _missed(stores: Stores, period: Period) -> Iterator[ClosingLine]:
    seen: set[int] = set()
    for row in stores.closing.missed(period.start, period.end):
        if row.id not in seen:
            seen.add(row.id)
            yield ClosingLine(
                f"missed:{row.id}", ClosingKind.MISSED, row.id, row.number, _title(row), mask_text(row.unit),
                mask_text(row.reason), period.end,
            )  # fmt: skip


def _turnable_answers(stores: Stores, period: Period) -> dict[int, str]:
    """The tickets whose valid callback can still be turned, each with whose answer it is and what it says."""
    ids = stores.closing.answered(period.start, period.end)
    bad: dict[int, str] = {}
    for ticket_id, (whose, answers) in _answers(stores, ids).items():
        words = turnable_words(answers.solved, answers.satisfied) if answers.valid else ""
        if words:
            bad[ticket_id] = f"{whose}：{words}"
    return bad


def _turnable(stores: Stores, period: Period) -> Iterator[ClosingLine]:
    bad = _turnable_answers(stores, period)
    tickets = stores.closing.tickets(list(bad))
    for ticket_id, why in bad.items():
        row = tickets[ticket_id]
        yield ClosingLine(
            f"turnable:{row.id}", ClosingKind.TURNABLE, row.id, row.number, _title(row), mask_text(row.unit), why,
            period.end,
        )  # fmt: skip


def _answers(stores: Stores, ids: list[int]) -> dict[int, tuple[str, Answers]]:
    """The last answers of each ticket: the platform's as soon as it gave any, else those of this desk's survey."""
    last, _first = stores.facts.surveys(ids)
    found = {survey.ticket_id: ("本台回访", desk_answers(survey)) for survey in last}
    for row in stores.facts.of(ids):
        words = tuple(getattr(row, name) for name in LAST_COLUMNS)
        if any(words):
            found[row.ticket_id] = ("平台回访", platform_answers(words))
    return found


def _applications(stores: Stores, period: Period) -> Iterator[ClosingLine]:
    for row, received in exclusion_reads.not_handed_in(stores):
        if received < period.end:
            why = f"{row.major} · {row.minor}，{EXCLUSION_STATE_WORDS[row.state]}"
            yield ClosingLine(
                f"application:{row.id}", ClosingKind.APPLICATION, row.ticket_id, row.ticket_number, row.ticket_title,
                row.unit, why, row.deadline_at or period.end,
            )  # fmt: skip


def _in_review(stores: Stores, period: Period) -> Iterator[ClosingLine]:
    for row in stores.closing.in_review(period.start, period.end):
        yield ClosingLine(
            f"review:{row.id}", ClosingKind.REVIEW, row.id, row.number, _title(row), mask_text(row.unit),
            "答复等审核", row.deadline_at,
        )  # fmt: skip


def _differences(stores: Stores) -> Iterator[ClosingLine]:
    last = stores.reconciliations.latest()
    found = [] if last is None else stores.reconciliations.differences_of(last.id)
    waiting = [one for one in found if one.state in _WAITING]
    tickets = stores.closing.tickets([one.ticket_id for one in waiting if one.ticket_id is not None])
    for one in waiting:
        row = tickets.get(one.ticket_id or 0)
        title = _title(row) if row is not None else mask_text(one.title)
        unit = mask_text(row.unit) if row is not None else ""
        yield ClosingLine(
            f"difference:{one.id}", ClosingKind.DIFFERENCE, one.ticket_id, one.number, title, unit,
            _difference_words(one), None,
        )  # fmt: skip


def _difference_words(one: DifferenceRecord) -> str:
    if one.field is None:
        return one.kind.word
    here, there = side_words(one.field, one.here), side_words(one.field, one.there)
    return f"{one.field.word}：平台 {there}，本台 {here}"


def _twins(stores: Stores) -> Iterator[ClosingLine]:
    for twin in proposed_in(stores):
        why = f"可能就是 {twin.platform_number}（{twin.reasons}）"
        yield ClosingLine(
            f"twin:{twin.typed_id}", ClosingKind.TWIN, twin.typed_id, twin.typed_number, twin.title, "", why, None,
            twin.platform_id,
        )  # fmt: skip


def _title(row: _Shown) -> str:
    return mask_text(short_title(row.title, row.content))
