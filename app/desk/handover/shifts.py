"""The shift that is handed over now, and how its handover stands; reads without making the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from app.base.settings import BY_NAME
from app.desk.handover.rows import ArchiveRow, Standing
from app.models.handover.records import HandoverRecord
from app.models.register.stores import Stores
from app.rules.handover.parts import HandoverState
from app.rules.handover.spans import EARLY, BadTimes, Span, cut, read_times, span_of, state_of

TIMES, GRACE = "handover_times", "handover_grace_minutes"
# From when sheets are asked for: the first tick with this version of the program.
BEGIN = "handovers-begin"
_MARGIN = timedelta(days=2)
_SECOND = timedelta(seconds=1)


def standing_in(stores: Stores, now: datetime) -> Standing:
    """How the handover stands.

    The shift that ended last is handed over until its sheet is signed, at most half of the next shift long; then the
    running one is; a running one that is signed already gives way to the next. A sheet that nobody has taken over can
    be signed again up to an hour after the end of its shift.
    """
    last = stores.handovers.latest()
    waiting = last if last is not None and last.taken_at is None and now - last.signed_at < _MARGIN else None
    if waiting is not None and now < waiting.shift_to + EARLY:
        return _signed(stores, now, waiting)
    running = around(stores, now)
    signed = stores.handovers.between(now - _MARGIN, now + _MARGIN)
    before = around(stores, running.since - _SECOND)
    begin = begins_at(stores)
    grace = timedelta(minutes=int(setting_in(stores, GRACE)))
    owed = begin is not None and before.until > begin and not is_signed(before, signed)
    if owed and now < running.since + (running.until - running.since) / 2:
        span = before
    elif is_signed(running, signed):
        span = around(stores, running.until)
    else:
        span = running
    following = around(stores, span.until)
    part = cut(span, (row.shift_to for row in signed))
    events_since = min([part.since, now, *(row.signed_at for row in signed if row.shift_to == part.since)])
    return Standing(
        now,
        part,
        following,
        state_of(part, now, grace),
        part.until + grace,
        events_since,
        waiting,
        begun=begin is not None,
    )


def _signed(stores: Stores, now: datetime, waiting: HandoverRecord) -> Standing:
    """The handover of a sheet that waits for the comer."""
    shift = around(stores, waiting.shift_end - _SECOND)
    span = replace(shift, name=waiting.shift, since=waiting.shift_from, until=waiting.shift_end)
    since = min(span.since, now)
    return Standing(now, span, around(stores, span.until), HandoverState.SIGNED, span.until, since, waiting)


def around(stores: Stores, moment: datetime) -> Span:
    """The shift around a moment."""
    shifts = [row.shift for row in stores.roster.between(moment - _MARGIN, moment + _MARGIN)]
    return span_of(shifts, times_in(stores), moment)


def times_in(stores: Stores) -> tuple[time, ...]:
    """The fixed times of handover; the shipped ones where what is kept cannot be read."""
    try:
        return read_times(setting_in(stores, TIMES))
    except BadTimes:
        return read_times(BY_NAME[TIMES].default)


def setting_in(stores: Stores, name: str) -> str:
    """A setting's value within an open read."""
    return stores.keep.settings().get(name, BY_NAME[name].default)


def begins_at(stores: Stores) -> datetime | None:
    """From when shifts owe a sheet; None before the first tick."""
    mark = stores.keep.mark(BEGIN)
    return None if mark is None else datetime.fromisoformat(mark)


def is_signed(span: Span, signed: Sequence[HandoverRecord]) -> bool:
    """Whether a sheet was signed that speaks up to the end of a shift."""
    return any(row.shift_to == span.until for row in signed)


def listed(stores: Stores, since: datetime, until: datetime, now: datetime) -> list[ArchiveRow]:
    """The signed sheets of [since, until) and the shifts that ended within it without one, the newest first."""
    signed = stores.handovers.between(since, until, replaced=True)
    rows = signed_rows(signed)
    begin = begins_at(stores)
    if begin is not None:
        rows += [
            ArchiveRow(f"missing:{int(span.until.timestamp())}", span, HandoverState.MISSING, None)
            for span in ended(stores, max(since, begin), min(until, now))
            if not is_signed(span, signed)
        ]
    return sorted(rows, key=lambda row: (row.span.since, row.span.until), reverse=True)


def signed_rows(signed: Sequence[HandoverRecord]) -> list[ArchiveRow]:
    """The rows of signed sheets; of those of one shift the one signed last counts."""
    newest = {(row.shift_from, row.shift_end): row.id for row in signed}
    found = []
    for row in signed:
        counts = newest[row.shift_from, row.shift_end] == row.id
        state = HandoverState.TAKEN if row.taken_at is not None else HandoverState.SIGNED
        span = Span(row.shift, row.shift_from, row.shift_to)
        found.append(ArchiveRow(str(row.id), span, state if counts else HandoverState.REPLACED, row))
    return found


def ended(stores: Stores, since: datetime, until: datetime) -> list[Span]:
    """The shifts that ended in (since, until], the oldest first."""
    found: list[Span] = []
    if since >= until:
        return found
    shifts = [row.shift for row in stores.roster.between(since - _MARGIN, until + _MARGIN)]
    times = times_in(stores)
    moment = since
    while moment < until and (span := span_of(shifts, times, moment)).until <= until:
        found.append(span)
        moment = span.until
    return found
