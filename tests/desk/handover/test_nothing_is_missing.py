"""Nothing open is missing from the sheet: told by plain SQL over the register, which knows nothing of its code."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from app.base.people import Person
from app.desk import draft
from app.desk.contact import acts as contact_acts
from app.desk.escalation import levels
from app.desk.event import acts as event_acts
from app.desk.handover import reads
from app.desk.promise import acts as promise_acts
from app.desk.reminder import acts as reminder_acts
from app.desk.urge import acts as urge_acts
from app.rules.contact.states import AttemptOutcome
from app.rules.duty_log.entries import DutyEntry, EntryKind
from app.rules.handover.parts import Part
from app.rules.promise.states import PromiseKind
from app.rules.task.tasks import Task, TaskKind
from app.rules.ticket.states import TicketStatus
from tests.support import busy_register

WHO = Person("值班员甲")
URGENT = "urgent"
HOURS = 8 * 3600

# Each part of the sheet, and what the register itself says of it; :now is in seconds.
PROOFS = {
    Part.URGENT: "SELECT number FROM tickets WHERE is_open = 1 AND urgency = 'urgent'",
    Part.PROMISES: (
        "SELECT t.number FROM promises p JOIN tickets t ON t.id = p.ticket_id"
        " WHERE p.state IN ('proposed', 'confirmed')"
    ),
    Part.UNREACHED: (
        "SELECT t.number FROM tickets t WHERE t.is_open = 1 AND (SELECT a.outcome FROM attempts a"
        " WHERE a.ticket_id = t.id ORDER BY a.at DESC, a.id DESC LIMIT 1) <> 'reached'"
    ),
    Part.DRAFTS: (
        "SELECT t.number FROM typed_drafts d JOIN tickets t"
        " ON t.id = CAST(substr(d.key, instr(d.key, ':') + 1) AS INTEGER) WHERE d.key LIKE 'reply:%'"
    ),
    Part.MUTED: (
        "SELECT t.number FROM reminders r JOIN tickets t ON t.id = r.ticket_id"
        " WHERE r.state = 'acknowledged' AND r.returns_at > :now AND t.is_open = 1"
    ),
    Part.ESCALATIONS: (
        "SELECT t.number FROM escalations e JOIN tickets t ON t.id = e.ticket_id WHERE e.state = 'open'"
    ),
    Part.URGES: (
        "SELECT t.number FROM urge_rounds u JOIN urge_tickets k ON k.round_id = u.id JOIN tickets t"
        " ON t.id = k.ticket_id WHERE u.state IN ('to-send', 'sent') AND k.answered_at IS NULL AND t.is_open = 1"
    ),
    Part.RETURNS: (
        "SELECT t.number FROM returns r JOIN tickets t ON t.id = r.ticket_id"
        " WHERE r.state IN ('draft', 'sent', 'received')"
    ),
    Part.APPLICATIONS: (
        "SELECT t.number FROM exclusions x JOIN tickets t ON t.id = x.ticket_id"
        " WHERE x.state IN ('draft', 'review', 'sent-back')"
    ),
    Part.MEASURES: (
        "SELECT t.number FROM passing_cases p JOIN tickets t ON t.id = p.ticket_id WHERE p.state <> 'closed'"
        " UNION SELECT t.number FROM measures m JOIN tickets t ON t.id = m.ticket_id"
        " WHERE m.state = 'in-force' AND m.kind <> 'extension'"
    ),
    Part.FAULTS: "SELECT text FROM duty_entries WHERE kind = 'fault' AND at > :now - 43200",
    Part.INSTRUCTIONS: "SELECT text FROM duty_entries WHERE kind = 'order' AND at > :now - 43200",
    Part.TASKS: "SELECT title FROM tasks WHERE state = 'open'",
    Part.EVENTS: "SELECT title FROM group_events WHERE state = 'open'",
}
CLOCKS = (
    "SELECT number, 'sign', sign_due_at FROM tickets WHERE is_open = 1 AND backlog = 0 AND status = 'to-sign'"
    " UNION SELECT number, 'first-contact', contact_due_at FROM tickets"
    " WHERE is_open = 1 AND backlog = 0 AND first_contact_at IS NULL"
    " UNION SELECT number, 'handling', deadline_at FROM tickets"
    " WHERE is_open = 1 AND backlog = 0 AND feedback_at IS NULL AND status IN ('to-sign', 'handling', 'returning')"
    " UNION SELECT t.number, 'promise', p.due_at FROM promises p JOIN tickets t ON t.id = p.ticket_id"
    " WHERE p.state IN ('proposed', 'confirmed')"
)


@pytest.fixture
def busy(desk, take_in, tmp_path, still):
    """A register with something open of every kind."""
    busy_register.fill(desk, take_in, tmp_path)
    urgent = [take_in(urgency=URGENT, status=status) for status in (TicketStatus.TO_SIGN, TicketStatus.TO_REVIEW)]
    take_in(urgency=URGENT, backlog=True, dispatched_at=desk.now() - timedelta(days=90))
    take_in(dispatched_at=desk.now() - timedelta(days=5, hours=-1), unit="某某科", status=TicketStatus.HANDLING)
    contact_acts.add_attempt(
        desk, person=WHO, ticket_id=urgent[1], number_index=0, typed="", outcome=AttemptOutcome.NO_ANSWER
    )
    promise_acts.add(
        desk, person=WHO, ticket_id=urgent[0], kind=PromiseKind.CALL, said="今晚回电",
        due_at=desk.now() + timedelta(hours=3),
    )  # fmt: skip
    draft.save(desk, key=f"reply:{urgent[1]}", text='{"reply": "已联系"}')
    draft.save(desk, key="new-ticket", text='{"title": "没有编号的"}')
    urge_acts.open_by_hand(desk, person=WHO, within_days=30)
    event_acts.open_event(desk, person=WHO, source=event_acts.Source("悦某健身", ticket_ids=tuple(urgent)))
    still.advance(timedelta(minutes=1))
    for _ in range(3):
        reminder_acts.raise_due(desk)
    ringing = reminder_acts.ringing(desk)
    reminder_acts.snooze(desk, person=WHO, ids=[row.id for row in ringing[:4]], minutes=30)
    with desk.register.writing() as stores:
        levels.open_for_ticket(stores, urgent[0])
        for kind, by in ((EntryKind.FAULT, ""), (EntryKind.ORDER, "张副局长")):
            stores.duty_log.add(DutyEntry(0, desk.now(), kind, f"{kind.word}：示例", WHO.name, by))
        stores.tasks.add(Task(0, TaskKind.INSTRUCTION, "duty-log:2", "明早报数", "值班员丙", desk.now()))
    return desk


def _asked(desk, query, **values):
    with closing(sqlite3.connect(desk.folder.database)) as connection:
        return connection.execute(query, {"now": int(desk.now().timestamp()), **values}).fetchall()


def test_nothing_that_is_open_is_missing_from_the_sheet(busy):
    sheet = reads.sheet_now(busy)
    _lists_what_the_register_holds(busy, sheet)
    _has_every_clock_of_the_next_eight_hours(busy, sheet)
    _counts_every_open_ticket(busy, sheet)


def _lists_what_the_register_holds(busy, sheet):
    for part, query in PROOFS.items():
        lines = sheet.of(part)
        told = {line.number or line.text for line in lines}
        proof = {row[0] for row in _asked(busy, query)}
        assert proof, part
        assert proof <= told, part
        if part not in {Part.DRAFTS, Part.MUTED}:
            assert told == proof, part
    assert "new-ticket" in {line.key for line in sheet.of(Part.DRAFTS)}
    assert all(line.step for line in sheet.of(Part.URGENT))


def _has_every_clock_of_the_next_eight_hours(busy, sheet):
    now = int(busy.now().timestamp())
    told = {(line.number, line.clock, int(line.due_at.timestamp())) for line in sheet.of(Part.NEXT_CLOCKS)}
    past = {(line.number, line.clock, int(line.due_at.timestamp())) for line in sheet.of(Part.OVERDUE)}
    proof = set(_asked(busy, CLOCKS))
    assert {one for one in proof if now < one[2] <= now + HOURS} <= told
    assert {one for one in proof if one[2] <= now} <= past
    assert {one for one in proof if now < one[2] <= now + HOURS}
    assert all(now < due <= now + HOURS for _, _, due in told)


def _counts_every_open_ticket(busy, sheet):
    counted = {code: count for code, _, count in sheet.counters}
    ((still_open,),) = _asked(busy, "SELECT count(*) FROM tickets WHERE is_open = 1")
    queues = ("to-sign", "handling", "to-review", "to-call-back", "returning", "history")
    assert sum(counted[name] for name in queues) == still_open
