"""Typed changes to a ticket's own fields, tickets typed in by hand, and the corrected dispatch time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import EditConflict, NumberTaken, Refused
from app.base.people import Person
from app.desk.reminder.plans import first_plan
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.judged_ahead import MovedOn, judged_ahead
from app.desk.ticket.clocks import derived, facts_of_new
from app.desk.ticket.records import (
    JudgedChange,
    change_ticket,
    judge_change,
    new_ticket,
    require_unmoved,
    the_ticket,
    write_change,
)
from app.desk.ticket.undo import image, undo_of
from app.desk.ticket.words import differences
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.ticket.ready import searched_texts
from app.models.ticket.records import Clocks, FieldValue, TicketChange, TicketRecord, change_of, values_of
from app.rules.journal import JournalVerb
from app.rules.law.urgency import UrgencyLevel, governed_from
from app.rules.shared.phones import read_phones
from app.rules.shared.places import read_street
from app.rules.shared.search_terms import document
from app.rules.ticket.deadlines import Facts
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import BY_NAME, EDITABLE, FIELD_WORDS
from app.rules.ticket.numbers import TEMPORARY, BadNumber, is_temporary, read_number, temporary_number

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.JOURNAL


def edit(
    desk: Desk, *, person: Person, ticket_id: int, changes: Mapping[str, str], version: int
) -> Outcome[dict[str, tuple[str, str]]]:
    """Changes fields of a ticket; returns old → new by field word. A file no longer overwrites these fields.

    Raises:
        EditConflict: somebody changed the ticket since `version` was read; the message lists what differs.
        Refused: a field cannot be typed over, or its value is not one it may take (field names it).

    """
    require(person, Action.EDIT)

    def judge() -> JudgedChange:
        with desk.register.reading() as stores:
            row = the_ticket(stores, ticket_id)
        levels = desk.levels.in_force(governed_from(row.dispatched_at, row.ruled_at))
        typed: dict[str, str] = {}
        for name, text in changes.items():
            typed.update(_read(name, text, levels))
        values = change_of({name: value for name, value in typed.items() if row.value(name) != value})
        if row.version != version:
            differing = differences(row, values, desk.levels).items()
            listed = "；".join(f"{word}：现为“{old}”，您写的是“{new}”" for word, (old, new) in differing)
            raise EditConflict(f"{row.number} 刚被别人改过。{listed}", hint="请刷新后再改")
        return judge_change(desk, row, values, local=tuple(values))

    def write(judged: JudgedChange) -> JudgedChange:
        if judged.columns:
            with desk.register.writing() as stores:
                require_unmoved(desk, stores, judged)
                write_change(desk, stores, person, judged, verb=JournalVerb.EDIT, text="修改")
        return judged

    judged = judged_ahead(judge, write, about="工单")
    return Outcome(_CHANGES, dict(judged.words), f"{judged.before.number} 已保存")


def create(desk: Desk, *, person: Person, values: Mapping[str, str]) -> Outcome[int]:
    """Creates a ticket typed by hand: number, title, content and whatever else is known; dispatched now.

    Without a number it gets a temporary one, until the platform's is known (`correct_number`).

    Raises:
        Refused: the number is ruined or already taken, or neither number nor words are given (field "number").

    """
    require(person, Action.IMPORT)
    number = _typed_number(values["number"]) if values.get("number", "").strip() else ""
    if not number and not any(values.get(name, "").strip() for name in ("title", "content")):
        raise Refused("请填写工单编号；编号未知时，请至少填写标题或主要内容", field="number")
    fields: dict[str, FieldValue] = {"source": "本地录入", "dispatched_at": desk.now(), "dispatched_basis": ""}
    levels = desk.levels.in_force(desk.now())
    for name, text in values.items():
        if name != "number":
            fields.update({field: value for field, value in _read(name, text, levels).items() if value})
    row = new_ticket(number, fields, backlog=False)
    facts = facts_of_new(row)
    clocks = derived(desk, facts)
    row.update(values_of(clocks))
    row.update(dict.fromkeys(("id", "import_id", "import_row")))

    def judge() -> tuple[str, str]:
        row["number"] = number
        if not number:
            with desk.register.reading() as stores:
                row["number"] = _next_temporary(desk, stores)
        return str(row["number"]), document(searched_texts(row))

    return judged_ahead(judge, lambda judged: _add(desk, person, row, judged, facts, clocks), about="工单")


def _add(
    desk: Desk,
    person: Person,
    row: Mapping[str, FieldValue],
    judged: tuple[str, str],
    facts: Facts,
    clocks: Clocks,
) -> Outcome[int]:
    """Adds a ticket with its number and its search text."""
    number, text = judged
    with desk.register.writing() as stores:
        if stores.tickets.is_taken(number):
            if is_temporary(number):
                raise MovedOn
            raise Refused(f"编号 {number} 已有工单", field="number", hint="请打开原工单修改")
        ticket_id = stores.tickets.add(row, text)
        stores.reminders.plan(first_plan(desk, ticket_id, facts, clocks, desk.now()), made_at=desk.now())
        digest = stores.tickets.digest(ticket_id)
        line = Entry(JournalVerb.CREATE, "手工录入", ticket_id, number, ticket_digest=digest)
        stores.journal.append([line], at=desk.now(), who=person.name)
    return Outcome(_CHANGES, ticket_id, f"已新建 {number}")


def correct_number(desk: Desk, *, person: Person, ticket_id: int, number: str) -> Outcome[str]:
    """Gives a ticket its right number: a wrong one is replaced, a temporary one stays as the other number.

    Raises:
        Refused: the number is missing, ruined or temporary (field "number").
        NumberTaken: another ticket bears it; where both are one, `joining.join` joins them.

    """
    require(person, Action.EDIT)
    if not number.strip():
        raise Refused("请填写工单编号", field="number")
    right = _typed_number(number)

    def judge() -> JudgedChange:
        with desk.register.reading() as stores:
            row = the_ticket(stores, ticket_id)
        return judge_change(desk, row, renumbered(row, right))

    def write(judged: JudgedChange) -> Outcome[str]:
        with desk.register.writing() as stores:
            before = image(stores, [ticket_id])
            if stores.tickets.is_taken(right):
                raise NumberTaken(f"编号 {right} 已有工单", field="number", hint="是同一件的，再按一次并成一件")
            require_unmoved(desk, stores, judged)
            text = f"编号 {judged.before.number} 更正为 {right}"
            write_change(desk, stores, person, judged, verb=JournalVerb.CORRECT_NUMBER, text=text)
            undo = undo_of(desk, stores, person, before, "更正编号", _CHANGES)
        return Outcome(_CHANGES, right, text, undo)

    return judged_ahead(judge, write, about="编号")


def renumbered(row: TicketRecord, number: str) -> TicketChange:
    """The columns of a ticket with another number."""
    values: TicketChange = {"number": number}
    if is_temporary(row.number) and not row.other_number:
        values["other_number"] = row.number
    return values


def _typed_number(text: str) -> str:
    try:
        number = read_number(text)
    except BadNumber as error:
        raise Refused(str(error), field="number") from error
    if is_temporary(number):
        raise Refused("临时编号由值守台给出，不能手工填写", field="number", hint="编号未知时不填即可")
    return number


def _next_temporary(desk: Desk, stores: Stores) -> str:
    today = local_day(desk.now())
    taken = stores.tickets.beginning_with(f"{TEMPORARY}{today:%Y%m%d}-")
    return temporary_number(today, (row.number for row in taken))


def correct_dispatch(desk: Desk, *, person: Person, ticket_id: int, at: datetime) -> Outcome[str]:
    """Sets the true dispatch time in place of an estimated or wrong one; every clock and reminder follows.

    Raises:
        Refused: the time lies in the future or before 2015 (field "at").

    """
    require(person, Action.EDIT)
    at = at.replace(microsecond=0)
    if at > desk.now() + timedelta(minutes=5) or at.year < 2015:
        raise Refused("派单时间不能晚于现在，也不能早于 2015 年", field="at")
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        values: TicketChange = {"dispatched_at": at, "dispatched_basis": ""}
        change_ticket(
            desk,
            stores,
            person,
            row,
            values,
            verb=JournalVerb.CORRECT_DISPATCH,
            text="更正派单时间",
            local=("dispatched_at",),
        )
    return Outcome(_CHANGES, row.number, f"{row.number} 派单时间已更正")


def _read(name: str, text: str, levels: Sequence[UrgencyLevel]) -> dict[str, str]:
    """Converts one typed field to columns; `levels` are those of the rules of the ticket."""
    text = text.strip()
    if name not in EDITABLE:
        raise Refused(f"“{FIELD_WORDS.get(name, name)}”不能直接修改", field=name)
    if name == "phone_raw":
        return {"phone_raw": text, "phones": " ".join(read_phones(text))}
    if name == "street":
        return {"street": read_street(text)}
    words = BY_NAME[name].words
    allowed = [level.code for level in levels] if BY_NAME[name].kind is Kind.LEVEL else list(words)
    if allowed and text not in allowed:
        raise Refused(f"“{FIELD_WORDS[name]}”不能是“{text}”", field=name)
    return {name: text}
