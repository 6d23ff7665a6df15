"""Reads handovers: the sheet as it would be now, how the handover stands, the archive, a frozen sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.base.errors import Refused
from app.desk.handover import matters, tickets
from app.desk.handover.rows import ArchiveRow, Frozen, HandoverView, Standing, signatures_of
from app.desk.handover.shifts import listed, setting_in, signed_rows, standing_in
from app.desk.handover.tickets import Reading
from app.desk.queue import reads as queue_reads
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.watch import reads as watch_reads
from app.models.handover.records import HandoverRecord
from app.models.register.stores import Stores
from app.rules.handover.parts import Part
from app.rules.handover.sheet import Compared, Line, NotASheet, Sheet, digest_of, thaw
from app.rules.handover.spans import WITHOUT_ROSTER
from app.rules.law.clocks import OWN_MATTERS
from app.rules.queue.names import QUEUE_WORDS, QueueName

OFFICE = "paper_office"
_COUNTED = tuple(name for name in QueueName if name is not QueueName.ALL)
_OTHER_CLOCKS = frozenset(clock.value for clock in OWN_MATTERS)


def standing(desk: Desk) -> Standing:
    """How the handover stands now; cheap enough for every minute."""
    with desk.register.reading() as stores:
        return standing_in(stores, desk.now())


def view(desk: Desk) -> HandoverView:
    """The sheet as it would be now, with how the handover stands and who may take over."""
    with desk.register.snapshot():
        with desk.register.reading() as stores:
            stands = standing_in(stores, desk.now())
        offered = dict.fromkeys([*stands.following.people, *(one.name for one in people.offered(desk))])
        return HandoverView(stands, _sheet(desk, stands), watch_reads.asked_for(desk), tuple(offered))


def sheet_now(desk: Desk) -> Sheet:
    """The sheet as it would be now, without the leaver's words."""
    with desk.register.snapshot():
        with desk.register.reading() as stores:
            stands = standing_in(stores, desk.now())
        return _sheet(desk, stands)


def archive(desk: Desk, *, since: datetime, until: datetime, words: str = "") -> list[ArchiveRow]:
    """The signed sheets of [since, until) and the shifts without one, the newest first.

    With `words` only the sheets that contain every one of them: in their lines, the leaver's words, or a name.
    """
    with desk.register.reading() as stores:
        if not words.strip():
            return listed(stores, since, until, desk.now())
        found = signed_rows(stores.handovers.between(since, until, replaced=True))
        hits = {row.id for row in stores.handovers.search(words.strip(), since, until)}
    return [row for row in reversed(found) if row.record is not None and row.record.id in hits]


def frozen(desk: Desk, *, handover_id: int) -> Frozen:
    """A signed sheet as it was frozen.

    Raises:
        Refused: there is no such sheet, or its text can no longer be read.

    """
    with desk.register.reading() as stores:
        record = the_record(stores, handover_id)
        text = stores.handovers.body(handover_id)
    try:
        sheet = thaw(text)
    except NotASheet as error:
        raise Refused("这份交接单的内容已损坏，无法打开", hint="请到“健康”页核验登记库，或从备份中找回") from error
    return Frozen(record, sheet, signatures_of(record), intact=digest_of(text) == record.sha256)


def the_record(stores: Stores, handover_id: int) -> HandoverRecord:
    """One signed sheet.

    Raises:
        Refused: there is none of this id.

    """
    record = stores.handovers.get(handover_id)
    if record is None:
        raise Refused("没有这份交接单")
    return record


def _sheet(desk: Desk, stands: Standing) -> Sheet:
    now, span = stands.now, stands.span
    since = stands.events_since if span.rostered else now - WITHOUT_ROSTER
    counted = queue_reads.counters(desk).by_queue
    with desk.register.reading() as stores:
        reading = tickets.read_tickets(desk, stores, now, since)
        return Sheet(
            span=span,
            following=stands.following,
            made_at=now,
            compared=_compared(stores),
            counters=tuple((name.value, QUEUE_WORDS[name], counted.get(name, 0)) for name in _COUNTED),
            lines=dict(_lines(reading)),
            office=setting_in(stores, OFFICE),
        )


def _lines(reading: Reading) -> Iterator[tuple[Part, tuple[Line, ...]]]:
    own = {
        Part.PROMISES: matters.promises(reading),
        Part.RETURNS: matters.returns(reading),
        Part.APPLICATIONS: matters.applications(reading),
        Part.MEASURES: matters.measures(reading),
    }
    clocks = [*tickets.running(reading), *_own_clocks(own)]
    yield Part.NEXT_CLOCKS, tickets.next_ones(clocks, reading.now)
    yield Part.OVERDUE, tickets.past_ones(clocks, reading.now)
    yield Part.URGENT, tickets.urgent(reading)
    yield Part.UNREACHED, tickets.unreached(reading)
    yield Part.DRAFTS, matters.drafts(reading)
    yield Part.MUTED, tickets.once([*tickets.muted(reading), *matters.silenced(reading)])
    yield Part.ESCALATIONS, matters.escalations(reading)
    yield Part.URGES, tickets.once(matters.urges(reading))
    yield Part.INSTRUCTIONS, matters.instructions(reading)
    yield Part.FAULTS, matters.faults(reading)
    yield Part.TASKS, matters.tasks(reading)
    yield Part.EVENTS, matters.events(reading)
    yield from own.items()


def _own_clocks(own: dict[Part, tuple[Line, ...]]) -> Iterator[Line]:
    """The clocks of matters beside their tickets; that of a return of ours is its ticket's."""
    for lines in own.values():
        yield from (line for line in lines if line.clock in _OTHER_CLOCKS)


def _compared(stores: Stores) -> Compared | None:
    last = stores.reconciliations.latest()
    if last is None:
        return None
    return Compared(
        last.at, last.who, last.platform, last.register, last.missing_here, last.missing_there, last.differs,
        last.unread, stores.reconciliations.open_count(),
    )  # fmt: skip
