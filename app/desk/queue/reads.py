"""Reads ticket lists: queues, counters, search, filter choices; and stores saved queues."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.base.changes import Change, Outcome
from app.base.clock import local_day, local_midnight
from app.base.errors import Refused
from app.base.people import Person
from app.desk.assessment import reads as assessment_reads
from app.desk.closing import reads as closing_reads
from app.desk.handover.shifts import standing_in
from app.desk.paper import register as paper_register
from app.desk.queue.rows import Counters, Filters, QueueQuery, SavedQueue, SearchHits, Sorting
from app.desk.roster import reads as roster_reads
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.task import reads as task_reads
from app.desk.ticket.row import TicketRow
from app.desk.urge import reads as urge_reads
from app.models.queue import orders
from app.models.queue import store as queue_store
from app.models.register.stores import Stores
from app.models.shared.keep_tables import QueueText
from app.rules.journal import JournalVerb
from app.rules.law.clocks import Urgency
from app.rules.queue.names import QueueName
from app.rules.queue.orders import ListOrder
from app.rules.ticket.field_kinds import ListFilter
from app.rules.ticket.fields import LIST_FILTERS, fields_of
from app.rules.ticket.states import TicketStatus

SEARCH_LIMIT = 200
_HOUR = timedelta(hours=1)
_BY_STATUS = {
    QueueName.TO_SIGN: TicketStatus.TO_SIGN,
    QueueName.HANDLING: TicketStatus.HANDLING,
    QueueName.TO_REVIEW: TicketStatus.TO_REVIEW,
    QueueName.TO_CALL_BACK: TicketStatus.TO_CALL_BACK,
    QueueName.RETURNING: TicketStatus.RETURNING,
}

# The lists without search or filter, whose conditions never change.
_PLAIN = {
    **{
        name: queue_store.PlainList(
            queue_store.conditions_of(statuses=(status,), only_open=True, deadline=queue_store.LIVING_NEXT),
            queue_store.BY_NEXT,
        )
        for name, status in _BY_STATUS.items()
    },
    QueueName.HISTORY: queue_store.PlainList(
        queue_store.conditions_of(only_open=True, deadline=queue_store.BACKLOG), queue_store.BY_DEADLINE
    ),
    QueueName.CLOSED: queue_store.PlainList(
        queue_store.conditions_of(statuses=(TicketStatus.CLOSED,)), queue_store.BY_CLOSING
    ),
    QueueName.ALL: queue_store.PlainList((), queue_store.BY_DISPATCH),
}


def page_ids(desk: Desk, *, query: QueueQuery) -> array[int]:
    """Every id of a list, in list order: what runs out next comes first, closed and all newest first.

    A list too long for the requested sorting keeps its default order.
    """
    with desk.register.reading() as stores:
        conditions, order = _plan(desk, stores, query)
        sorting = query.sorting
        if sorting is not None and may_sort(sorting.by, stores.queues.count(conditions)):
            order = orders.ordered(sorting.by, descending=sorting.descending, urgencies=_urgencies(desk))
        return stores.queues.ids(conditions, order)


def may_sort(by: ListOrder, count: int) -> bool:
    """Whether a list of this length can be sorted by this order."""
    return count <= orders.SORTED_AT_MOST or by in orders.INDEXED


def first(desk: Desk, *, query: QueueQuery, limit: int) -> tuple[int, list[TicketRow]]:
    """The number of tickets in a list and its first lines."""
    with desk.register.reading() as stores:
        conditions, order = _plan(desk, stores, query)
        total = stores.queues.count(conditions)
        return total, _ticket_rows(desk, stores.queues.first(conditions, order, limit))


def head(desk: Desk, *, query: QueueQuery, limit: int) -> list[TicketRow]:
    """The first lines of a list, without counting it."""
    plain = _plain(query)
    with desk.register.reading() as stores:
        if plain is not None:
            return _ticket_rows(desk, stores.queues.first_of(plain, limit))
        return _ticket_rows(desk, stores.queues.first(*_plan(desk, stores, query), limit))


def rows(desk: Desk, *, ids: Sequence[int]) -> list[TicketRow]:
    """The lines of these ids in the order asked for; ids that are gone are left out."""
    with desk.register.reading() as stores:
        found = {row.id: row for row in _ticket_rows(desk, stores.queues.lines(ids))}
    return [found[i] for i in ids if i in found]


def _urgencies(desk: Desk) -> tuple[Urgency, ...]:
    return tuple(level.code for level in desk.levels.every())


def _ticket_rows(desk: Desk, lines: Sequence[queue_store.Line]) -> list[TicketRow]:
    levels = desk.levels
    return [TicketRow(line, levels=levels) for line in lines]


def search(desk: Desk, *, text: str, sorting: Sorting | None = None) -> SearchHits:
    """The newest 200 tickets that contain the text, and how many contain it in all; sorted among themselves."""
    wanted = text.strip()
    with desk.register.reading() as stores:
        newest = tuple(stores.search.newest(wanted, SEARCH_LIMIT))
        total = len(newest) if len(newest) < SEARCH_LIMIT else stores.search.count(wanted)
        if sorting is not None:
            order = orders.ordered(sorting.by, descending=sorting.descending, urgencies=_urgencies(desk))
            newest = tuple(stores.queues.ids(queue_store.conditions_of(ids=newest), order))
        return SearchHits(newest, total)


def counters(desk: Desk) -> Counters:
    """The number of tickets in each queue."""
    now = desk.now()
    start, end = _day(now)
    by_queue = dict.fromkeys(QueueName, 0)
    still_open = pressing = late = 0
    with desk.register.reading() as stores:
        for row in _open_counts(desk, stores, now, start, end):
            still_open += row.living + row.backlog
            by_queue[QueueName.HISTORY] += row.backlog
            for queue, status in _BY_STATUS.items():
                if row.status == status:
                    by_queue[queue] += row.living
            by_queue[QueueName.OVERDUE] += row.overdue
            by_queue[QueueName.DUE_TODAY] += row.due_today
            if row.status == TicketStatus.TO_SIGN:
                pressing += row.living if desk.levels.of(Urgency(row.urgency), now).pressing else 0
                late += row.sign_late
        by_queue[QueueName.CLOSED], by_queue[QueueName.ALL] = stores.queues.closed_and_all(still_open)
        papers_late, papers_drafted = paper_register.waiting(stores, now, desk.calendar)
        findings_open = stores.findings.open_count()
        return Counters(
            by_queue=by_queue,
            to_sign_pressing=pressing,
            to_sign_late=late,
            returns_open=stores.returns.open_count(),
            escalations_open=stores.escalations.open_count(),
            reminders_unacknowledged=stores.reminders.ringing_count(),
            findings_open=findings_open,
            differences_open=stores.reconciliations.open_count(),
            urges_waiting=urge_reads.waiting_units(stores, now),
            roster_problems=len(roster_reads.problems_soon(stores, now)),
            papers_late=papers_late,
            papers_drafted=papers_drafted,
            closing_open=_closing_open(desk, stores, now, findings_open),
            tasks_late=task_reads.late(stores, now),
            events_open=stores.group_events.open_count(),
            warnings_new=stores.warnings.waiting(),
            handover_owed=standing_in(stores, now).is_owed,
            strikes=assessment_reads.strikes_in(stores)[0],
        )


def _open_counts(
    desk: Desk, stores: Stores, now: datetime, start: datetime, end: datetime
) -> Sequence[queue_store.OpenCount]:
    """The counts of open tickets; they hold until a ticket changes, which the journal says, or a limit passes."""

    def read() -> tuple[Sequence[queue_store.OpenCount], datetime]:
        found = stores.queues.open_counts(now, start, end)
        limits = [limit for row in found for limit in (row.next_deadline, row.next_sign_due) if limit is not None]
        return found, min([*limits, end])

    return desk.remembered.value("open-counts", stores.facts.last_line(), now, read)


def _closing_open(desk: Desk, stores: Stores, now: datetime, findings_open: int) -> int:
    """The number beside 月度收官; it holds until something it counts changes, or the hour turns.

    What it counts is journalled, but for the findings about contacts.
    """

    def read() -> tuple[int, datetime]:
        return closing_reads.badge(stores, now), now.replace(minute=0, second=0) + _HOUR

    return desk.remembered.value("closing-open", (stores.facts.last_line(), findings_open), now, read)


def choices(desk: Desk) -> dict[str, list[str]]:
    """The values offered by each filter of LIST_FILTERS, most frequent first."""
    with desk.register.reading() as stores:
        return {name: _offered(stores, one) for name, one in LIST_FILTERS.items()}


def saved(desk: Desk) -> list[SavedQueue]:
    """The queues people saved, by name."""
    with desk.register.reading() as stores:
        return [SavedQueue(kept.id, kept.name, _query_from(kept.query)) for kept in stores.keep.saved_queues()]


def save_queue(desk: Desk, *, person: Person, name: str, query: QueueQuery) -> Outcome[int]:
    """Saves a list under a name, replacing an older one of that name.

    Raises:
        Refused: the name is empty.

    """
    require(person, Action.SETTINGS)
    if not name.strip():
        raise Refused("请给队列起个名字", field="name")
    with desk.register.writing() as stores:
        queue_id = stores.keep.put_queue(name.strip(), _query_text(query))
        write_line(desk, stores, person, JournalVerb.SAVE_QUEUE, f"保存队列：{name.strip()}")
    return Outcome(Change.SETTINGS, queue_id, f"已保存队列“{name.strip()}”")


def remove_queue(desk: Desk, *, person: Person, queue_id: int) -> Outcome[None]:
    """Deletes a saved queue; the tickets stay."""
    require(person, Action.SETTINGS)
    with desk.register.writing() as stores:
        stores.keep.drop_queue(queue_id)
        write_line(desk, stores, person, JournalVerb.REMOVE_QUEUE, "删除保存的队列")
    return Outcome(Change.SETTINGS, None, "已删除队列")


def _plain(query: QueueQuery) -> queue_store.PlainList | None:
    return _PLAIN.get(query.queue) if query == QueueQuery(query.queue) else None


def _plan(desk: Desk, stores: Stores, query: QueueQuery) -> tuple[queue_store.Conditions, queue_store.Order]:
    if (plain := _plain(query)) is not None:
        return plain.conditions, plain.order
    ids: Sequence[int] | None = stores.search.newest(query.search.strip()) if query.search.strip() else None
    if query.only is not None:
        ids = query.only if ids is None else tuple({*ids} & {*query.only})
    filters = query.filters
    dispatched = (_start(filters.first_day), _end(filters.last_day))
    narrowed = queue_store.conditions_of(filters=_columns(filters), dispatched=dispatched, ids=ids)
    of_queue, order = _of_queue(query.queue, desk.now())
    return [*of_queue, *narrowed], order


def _of_queue(queue: QueueName, now: datetime) -> tuple[queue_store.Conditions, queue_store.Order]:
    """The conditions and the order of a queue."""
    if (plain := _PLAIN.get(queue)) is not None:
        return plain.conditions, plain.order
    if queue is QueueName.OVERDUE:
        return queue_store.conditions_of(only_open=True, deadline=queue_store.overdue(now)), queue_store.BY_DEADLINE
    if queue is QueueName.DUE_TODAY:
        deadline = (*queue_store.due_today(now, *_day(now)), *queue_store.LIVING)
        return queue_store.conditions_of(only_open=True, deadline=deadline), queue_store.BY_DEADLINE
    return (), queue_store.BY_DISPATCH


def _offered(stores: Stores, one: ListFilter) -> list[str]:
    return next(filter(None, map(stores.queues.choices, one.offers)), [])


def _columns(filters: Filters) -> dict[tuple[str, ...], Sequence[str]]:
    columns: dict[tuple[str, ...], Sequence[str]] = {
        tuple(column.name for column in fields_of(LIST_FILTERS[name])): values
        for name, values in filters.chosen.items()
    }
    if filters.urgency is not None:
        columns[("urgency",)] = (filters.urgency,)
    return columns


def _day(now: datetime) -> tuple[datetime, datetime]:
    start = local_midnight(local_day(now))
    return start, start + timedelta(days=1)


def _start(day: date | None) -> datetime | None:
    return None if day is None else local_midnight(day)


def _end(day: date | None) -> datetime | None:
    return None if day is None else local_midnight(day + timedelta(days=1))


def _query_text(query: QueueQuery) -> QueueText:
    filters = query.filters
    kept: QueueText = {
        "queue": query.queue.value,
        "search": query.search,
        "chosen": {name: list(values) for name, values in filters.chosen.items()},
        "urgency": filters.urgency or "",
        "first_day": filters.first_day.isoformat() if filters.first_day else "",
        "last_day": filters.last_day.isoformat() if filters.last_day else "",
    }
    if query.only is not None:
        kept["only"] = list(query.only)
    if query.sorting is not None:
        kept["order"], kept["descending"] = query.sorting.by.value, query.sorting.descending
    return kept


def _query_from(kept: QueueText) -> QueueQuery:
    filters = Filters(
        chosen={name: tuple(values) for name, values in kept["chosen"].items()},
        urgency=Urgency(kept["urgency"]) if kept["urgency"] else None,
        first_day=date.fromisoformat(kept["first_day"]) if kept["first_day"] else None,
        last_day=date.fromisoformat(kept["last_day"]) if kept["last_day"] else None,
    )
    only = tuple(kept["only"]) if "only" in kept else None
    sorting = Sorting(ListOrder(kept["order"]), kept["descending"]) if "order" in kept else None
    return QueueQuery(QueueName(kept["queue"]), kept["search"], filters, only, sorting)
