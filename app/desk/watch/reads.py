"""What pages, foot and reports show of the watch: rounds, the last look, the last reconciliation, outages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_midnight, read_iso, to_local
from app.desk.shared.context import Desk
from app.desk.ticket.row import short_title
from app.desk.watch.outages import listing
from app.desk.watch.rounds import spans_in
from app.desk.watch.rows import DifferenceRow, LastReconciliation, Look, WatchView
from app.models.register.stores import Stores
from app.models.watch.records import DifferenceRecord, NewLook, OutageRecord, ReconciliationRecord, RoundRecord
from app.rules.shared.masking import mask_text
from app.rules.shared.time_left import clock_time
from app.rules.ticket.states import STATUS_WORDS, TicketStatus
from app.rules.watch.reconciliation import DifferingField
from app.rules.watch.rounds import hours_of, standing
from app.rules.watch.states import RoundState

__all__ = ["listing"]
_DAY = timedelta(days=1)
_ONCE = timedelta(days=1)
HANDED_OVER = "watch-handed-over"


def view(desk: Desk) -> WatchView:
    """Where the watch stands now, with the rounds of the last 24 hours."""
    now = desk.now()
    with desk.register.reading() as stores:
        spans, look = spans_in(stores), stores.watch.last_look()
        return WatchView(
            now=now,
            spans=spans,
            standing=standing(spans, now, None if look is None else look.at),
            look=None if look is None else _look(look),
            rounds=tuple(stores.watch.rounds_between(now - _DAY, now)),
            last_missed=stores.watch.last_missed(),
            outage=stores.platform_outages.running(),
            asked_for=_asked_for(stores, now),
            outages=tuple(stores.platform_outages.touching(now - _DAY, now)),
        )


def last_reconciliation(desk: Desk) -> LastReconciliation | None:
    """The last reconciliation with its differences; None before the first."""
    with desk.register.reading() as stores:
        record = stores.reconciliations.latest()
        if record is None:
            return None
        found = stores.reconciliations.differences_of(record.id)
        titles = _titles(stores, found)
        matched = stores.tickets.many([one.match_id for one in found if one.match_id is not None][:400])
        numbers = {row.id: row.number for row in matched}
    return LastReconciliation(record, tuple(_row(one, titles, numbers) for one in found))


def asked_for(desk: Desk) -> str:
    """Why a reconciliation is asked for now (handover, outage, a day without one); empty when none is."""
    with desk.register.reading() as stores:
        return _asked_for(stores, desk.now())


@dataclass(frozen=True, slots=True)
class WatchFigures:
    """The watch of a period: rounds by what became of them, by hour (met, all), reconciliations and outages."""

    met: int
    missed: int
    in_outage: int
    by_hour: dict[datetime, tuple[int, int]]
    rounds: tuple[RoundRecord, ...]
    reconciliations: tuple[ReconciliationRecord, ...]
    outages: tuple[OutageRecord, ...]

    @property
    def total(self) -> int:
        """All rounds: `met + missed + in_outage`."""
        return self.met + self.missed + self.in_outage


def of_period(desk: Desk, *, start: datetime, end: datetime) -> WatchFigures:
    """The watch of a period."""
    with desk.register.reading() as stores:
        rounds = stores.watch.rounds_between(start, end)
        states = [one.state for one in rounds]
        return WatchFigures(
            met=states.count(RoundState.MET),
            missed=states.count(RoundState.MISSED),
            in_outage=states.count(RoundState.OUTAGE),
            by_hour=hours_of((one.due_at, one.state is RoundState.MET) for one in rounds),
            rounds=tuple(rounds),
            reconciliations=tuple(stores.reconciliations.between(start, end)),
            outages=tuple(stores.platform_outages.touching(start, end)),
        )


def _look(look: NewLook) -> Look:
    return Look(look.at, look.who, look.kind, look.seen, look.text)


def _asked_for(stores: Stores, now: datetime) -> str:
    """The reason of the present moment; the watch asks only once it has begun."""
    last = stores.reconciliations.latest()
    at = None if last is None else last.at
    handed_over = stores.keep.mark(HANDED_OVER)
    if handed_over and (at is None or at < datetime.fromisoformat(handed_over)):
        return f"交接班后还没有对账（{to_local(datetime.fromisoformat(handed_over)):%H:%M} 交接）"
    ended = [one.until for one in stores.platform_outages.touching(now - 7 * _DAY, now) if one.until is not None]
    if ended and (at is None or at <= max(ended)):
        return f"平台 {to_local(max(ended)):%H:%M} 恢复后还没有对账"
    today = local_midnight(to_local(now).date())
    if at is None or (at < today and now - at >= _ONCE):
        return "今天还没有对账" if at is not None or stores.watch.last_look() is not None else ""
    return ""


def _titles(stores: Stores, found: Sequence[DifferenceRecord]) -> dict[int, str]:
    ids = [one.ticket_id for one in found if one.ticket_id is not None]
    titles: dict[int, str] = {}
    for start in range(0, len(ids), 400):
        for row in stores.tickets.many(ids[start : start + 400]):
            titles[row.id] = short_title(row.title, row.content)
    return titles


def _row(one: DifferenceRecord, titles: dict[int, str], numbers: dict[int, str]) -> DifferenceRow:
    return DifferenceRow(
        id=one.id,
        kind=one.kind,
        number=one.number,
        ticket_id=one.ticket_id,
        field=one.field,
        here=side_words(one.field, one.here),
        there=side_words(one.field, one.there),
        title=mask_text(titles.get(one.ticket_id or 0, one.title)),
        state=one.state,
        note=mask_text(one.note),
        decided_at=one.decided_at,
        decided_by=one.decided_by,
        match_number=numbers.get(one.match_id or 0, ""),
        match_why=one.match_why,
        record=one,
    )


def side_words(field: DifferingField | None, kept: str) -> str:
    """One side of a difference in words; 无 where nothing is known."""
    if not kept:
        return "无"
    if field in {None, DifferingField.STATUS}:
        return STATUS_WORDS.get(TicketStatus(kept), kept) if kept in set(TicketStatus) else kept
    if field is DifferingField.DEADLINE:
        return clock_time(read_iso(kept))
    if field is DifferingField.SIGNED:
        return f"{to_local(read_iso(kept)):%m-%d %H:%M:%S}"
    return mask_text(kept)
