"""Bulk acts on the tickets of an event: dispatch and drafts of replies, each with a preview, one transaction, an undo.

A draft goes through check and review like any other; no act here records a contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.event.records import named, open_event_of, tickets_of
from app.desk.reply import acts as reply_acts
from app.desk.reply import rows as reply_rows
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket.records import status_after
from app.desk.ticket.row import title_of
from app.desk.ticket.undo import image, undo_of
from app.desk.upkeep import acts as upkeep_acts
from app.models.event.records import EventRecord
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.event.texts import WORDING, check_template, filled
from app.rules.reply.form import RESULT
from app.rules.shared.masking import mask_text
from app.rules.ticket.moves import TicketVerb
from app.rules.ticket.states import TicketStatus

_DRAFTS = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.EVENTS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class PlannedTicket:
    """What a bulk act would do to one ticket: `before` → `after`, or `why_not`; `hint` tells what is left to do."""

    ticket_id: int
    number: str
    title: str
    status: TicketStatus
    before: str
    after: str
    why_not: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bulk act would do; `ids` are the tickets that it takes."""

    event: str
    rows: tuple[PlannedTicket, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """The tickets that the act takes."""
        return tuple(row.ticket_id for row in self.rows if not row.why_not)


def plan_dispatch(desk: Desk, *, event_id: int, unit: str, office: str = "", ticket_ids: Sequence[int] = ()) -> Plan:
    """What dispatching the tickets of an event to a unit would change; without `ticket_ids` all of them.

    Raises:
        Refused: no unit is named (field "unit"), or the event has ended.

    """
    if not unit.strip():
        raise Refused("请填写承办单位", field="unit")
    to = "/".join(filter(None, (unit.strip(), office.strip())))
    with desk.register.reading() as stores:
        event = open_event_of(stores, event_id)
        rows = []
        for ticket in _chosen(stores, event, ticket_ids):
            before = "/".join(filter(None, (ticket.unit, ticket.office)))
            why = _refusal(ticket, TicketVerb.DISPATCH) or ("已在这个单位" if before == to else "")
            rows.append(_planned(ticket, before or "未派单", to, why))
    return Plan(named(event), tuple(rows))


def dispatch(
    desk: Desk, *, person: Person, event_id: int, unit: str, office: str = "", note: str = "",
    ticket_ids: Sequence[int] = (),
) -> Outcome[tuple[str, ...]]:  # fmt: skip
    """Dispatches the tickets that the plan takes, all in one transaction; the reverse restores every one.

    Raises:
        Refused: as `plan_dispatch`, or it takes none.

    """
    require(person, Action.EDIT)
    plan = plan_dispatch(desk, event_id=event_id, unit=unit, office=office, ticket_ids=ticket_ids)
    if not plan.ids:
        raise Refused("没有可以派单的工单")
    text = note.strip() or f"{plan.event}统一派单至{unit.strip()}"
    outcome = ticket_acts.dispatch_many(desk, person=person, ticket_ids=plan.ids, unit=unit, office=office, note=text)
    return Outcome(outcome.changes | Change.EVENTS, outcome.result, outcome.message, outcome.undo)


def plan_drafts(desk: Desk, *, event_id: int, template: str, ticket_ids: Sequence[int] = ()) -> Plan:
    """The draft of a reply for each ticket of an event; without `ticket_ids` for all. A written reply is never touched.

    Raises:
        Refused: the template is empty or names a place that cannot be filled in (field "template"), a place is the
            wording and none is set, or the event has ended.

    """
    wanted = check_template(template)
    with desk.register.reading() as stores:
        event = open_event_of(stores, event_id)
        rows = []
        for ticket, fields, why in _drafts(stores, event, wanted, ticket_ids):
            marks = () if why else reply_rows.marks_of(desk, stores, ticket, fields, {})
            hard = sum(one.mark.hard for one in marks)
            hint = f"提交前还须处理 {hard} 处" if hard else ""
            rows.append(_planned(ticket, mask_text(ticket.reply), mask_text(fields[RESULT]), why, hint))
    return Plan(named(event), tuple(rows))


def write_drafts(
    desk: Desk, *, person: Person, event_id: int, template: str, ticket_ids: Sequence[int] = ()
) -> Outcome[tuple[str, ...]]:
    """Writes the drafts of the plan in one transaction; each is then checked, submitted and reviewed as always.

    Raises:
        Refused: as `plan_drafts`, or none can be written.

    """
    require(person, Action.EDIT)
    wanted = check_template(template)
    with desk.register.reading() as stores:
        event = open_event_of(stores, event_id)
        ids = [ticket.id for ticket, _, why in _drafts(stores, event, wanted, ticket_ids) if not why]
    upkeep_acts.copy_before_many(desk, count=len(ids))
    with desk.register.writing() as stores:
        event = open_event_of(stores, event_id)
        ready = [(one, fields) for one, fields, why in _drafts(stores, event, wanted, ids) if not why]
        if not ids or not ready:
            raise Refused("没有可以写答复草稿的工单")
        before = image(stores, [ticket.id for ticket, _ in ready])
        text = f"{named(event)}统一起草的答复已存为草稿"
        for ticket, fields in ready:
            reply_acts.draft_within(desk, stores, person, ticket.id, fields, text=text)
        undo = undo_of(desk, stores, person, before, "起草答复", _DRAFTS)
    numbers = tuple(ticket.number for ticket, _ in ready)
    return Outcome(_DRAFTS, numbers, f"已起草 {len(numbers)} 件答复，请逐件核验后提交审核", undo)


def _drafts(
    stores: Stores, event: EventRecord, template: str, ticket_ids: Sequence[int]
) -> Iterator[tuple[TicketRecord, Mapping[str, str], str]]:
    """Each ticket with the fields of its draft, and why none is written."""
    wording = stores.event_sides.wording(event.id)
    if wording is None and f"{{{WORDING}}}" in template:
        raise Refused("还没有统一口径，不能代入", field="template", hint="请先填写统一口径，或把答复写全")
    said = "" if wording is None else wording.text
    for ticket in _chosen(stores, event, ticket_ids):
        values = {"编号": ticket.number, "标题": title_of(ticket), "承办单位": ticket.unit, WORDING: said}
        fields = {RESULT: filled(template, values)}
        why = ""
        try:
            reply_acts.check_writable(stores, ticket)
        except Refused as refused:
            why = _without_number(refused, ticket)
        if not why and reply_acts.drafted(stores, ticket.id).get(RESULT, ""):
            why = "已写有答复，不覆盖"
        yield ticket, fields, why


def _chosen(stores: Stores, event: EventRecord, ticket_ids: Sequence[int]) -> list[TicketRecord]:
    inside = [row.ticket_id for row in stores.group_events.members(event.id)]
    chosen = frozenset(ticket_ids)
    return tickets_of(stores, [one for one in inside if not chosen or one in chosen])


def _planned(ticket: TicketRecord, before: str, after: str, why: str, hint: str = "") -> PlannedTicket:
    status = TicketStatus(ticket.status)
    title = mask_text(title_of(ticket))
    return PlannedTicket(ticket.id, ticket.number, title, status, mask_text(before), after, why, hint)


def _refusal(ticket: TicketRecord, verb: TicketVerb) -> str:
    try:
        status_after(ticket, verb)
    except Refused as refused:
        return _without_number(refused, ticket)
    return ""


def _without_number(refused: Refused, ticket: TicketRecord) -> str:
    return refused.message.removeprefix(f"{ticket.number}：")
