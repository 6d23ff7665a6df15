"""The lines of a handover sheet that come from matters beside the tickets: promises, returns, urging, log, tasks."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.desk import draft, setting
from app.desk.exclusion.catalogue import by_id
from app.desk.handover.tickets import Reading
from app.rules.draft import DraftForm
from app.rules.duty_log.entries import DutyEntry, EntryKind
from app.rules.escalation.states import EscalationState
from app.rules.escalation.texts import LEVEL_PEOPLE, LEVEL_WORDS
from app.rules.exclusion.check import deadline_of
from app.rules.exclusion.moves import EXCLUSION_STATE_WORDS, WRITABLE, ExclusionState
from app.rules.handover.sheet import Line
from app.rules.law.clocks import ClockName
from app.rules.measure import MEASURE_KIND_WORDS, MeasureKind, MeasureState
from app.rules.passing import PASSING_STATE_WORDS, PassingState
from app.rules.promise.states import PROMISE_KIND_WORDS, PROMISE_STATE_WORDS
from app.rules.returns.states import RETURN_DIRECTION_WORDS, RETURN_STATE_WORDS, ReturnDirection, ReturnState
from app.rules.shared.masking import mask_text
from app.rules.shared.time_left import clock_time
from app.rules.urge.states import URGE_STATE_WORDS
from app.rules.urge.steps import URGE_LEVEL_WORDS

_OPEN_RETURNS = (ReturnState.DRAFT, ReturnState.SENT, ReturnState.RECEIVED)
_OPEN_APPLICATIONS = (ExclusionState.DRAFT, ExclusionState.REVIEW, ExclusionState.SENT_BACK)
# The forms of the handover itself are no unfinished work.
_OWN_FORMS = frozenset({DraftForm.HANDOVER_SIGN, DraftForm.HANDOVER_TAKE})
# Orders without a time limit that were not done are looked for so far back.
_ORDERS_BACK = timedelta(days=90)


def promises(reading: Reading) -> tuple[Line, ...]:
    """The promises to callers that were neither kept nor broken, the next one first; also of closed tickets."""
    found = []
    for row in reading.stores.promises.open_until(None):
        words = f"{PROMISE_KIND_WORDS[row.kind]}（{PROMISE_STATE_WORDS[row.state]}）：{row.said}"
        about = reading.about(row.ticket_id, row.number, row.title, row.content)
        found.append(Line(*about, mask_text(words), row.due_at, ClockName.PROMISE.value))
    return tuple(found)


def drafts(reading: Reading) -> tuple[Line, ...]:
    """The forms whose text was typed and not saved."""
    found = []
    for row in draft.listing(reading.desk):
        if row.form not in _OWN_FORMS:
            form = row.form.word if row.form is not None else "草稿"
            step = f"{form}：{row.words}（{clock_time(row.saved_at)}）"
            title = row.ticket_title or form
            found.append(Line(row.ticket_id, row.ticket_number, title, step, key=row.key))
    return tuple(found)


def silenced(reading: Reading) -> list[Line]:
    """What is silent beside the reminders of tickets: reminders of papers and tasks, and the alarm sound."""
    found = []
    for word, slots in (("报表报送", reading.stores.paper_slots), ("任务", reading.stores.task_slots)):
        for slot in slots.silent(reading.now):
            found.append(Line(None, "", f"{word}提醒", f"{slot.acknowledged_by}确认", slot.returns_at, key=word))
    off = setting.muted(reading.desk)
    if off is not None:
        found.append(Line(None, "", "报警声音已关闭", f"{off.who} {clock_time(off.since)} 起", key="sound"))
    return found


def escalations(reading: Reading) -> tuple[Line, ...]:
    """The reports to the lead that are still to be made."""
    found = []
    for row in reading.stores.escalations.listing(EscalationState.OPEN):
        about = reading.about(row.ticket_id, row.number, row.title, row.content)
        step = f"{LEVEL_WORDS[row.level]}，报{LEVEL_PEOPLE[row.level]}"
        found.append(Line(*about, step, row.deadline_at, ClockName.REPORT.value))
    return tuple(found)


def urges(reading: Reading) -> tuple[Line, ...]:
    """The tickets of the rounds of urging that a unit has not answered."""
    rounds = {row.id: row for row in reading.stores.urges.listing(only_open=True)}
    found = []
    for ticket in reading.stores.urges.tickets_of(list(rounds)):
        if ticket.answered_at is not None or not ticket.is_open:
            continue
        row = rounds[ticket.round_id]
        whom = f"{row.unit or '未派单位'}{row.to_name}（{URGE_LEVEL_WORDS[row.level]}）"
        step = f"{clock_time(row.slot)} {whom}{URGE_STATE_WORDS[row.state]}"
        about = reading.about(ticket.ticket_id, ticket.number, ticket.title, ticket.content)
        found.append(Line(*about, mask_text(step), row.next_at))
    return tuple(found)


def returns(reading: Reading) -> tuple[Line, ...]:
    """Returns that are not decided, with their clock where one runs."""
    found = []
    for state in _OPEN_RETURNS:
        for row in reading.stores.returns.listing(state=state):
            ours = row.direction is ReturnDirection.OURS
            unit = row.suggested_unit if ours else row.department
            step = f"{RETURN_DIRECTION_WORDS[row.direction]}{RETURN_STATE_WORDS[row.state]}：{unit}{_by(row.due_at)}"
            clock = ClockName.RETURN if ours else ClockName.REQUEST
            about = reading.about(row.ticket_id, row.number, row.title, row.content)
            found.append(Line(*about, mask_text(step), row.due_at, clock.value))
    return tuple(found)


def applications(reading: Reading) -> tuple[Line, ...]:
    """Applications for exclusion that are not decided, with until when they can be submitted."""
    found = []
    for row in reading.stores.exclusions.listing(states=_OPEN_APPLICATIONS):
        catalogue = by_id(reading.stores, row.catalogue_id)
        kind = catalogue.find(row.major, row.minor) if catalogue is not None else None
        end = deadline_of(kind, row.closed_at) if kind is not None and row.state in WRITABLE else None
        step = f"{row.major}/{row.minor} {EXCLUSION_STATE_WORDS[row.state]}{_by(end)}"
        about = reading.about(row.ticket_id, row.number, row.title, row.content)
        found.append(Line(*about, step, end, ClockName.EXCLUSION.value))
    return tuple(found)


def measures(reading: Reading) -> tuple[Line, ...]:
    """Supervisions and parkings in force, and buck-passing cases that are not closed."""
    found = []
    for row in reading.stores.measures.listing():
        if row.state is MeasureState.IN_FORCE and row.kind is not MeasureKind.EXTENSION:
            about = reading.about(row.ticket_id, row.number, row.title, row.content)
            step = f"{MEASURE_KIND_WORDS[row.kind]}{_by(row.until)}：{row.reason}"
            found.append(Line(*about, mask_text(step), row.until, ClockName.MEASURE.value))
    for case in reading.stores.passing.listing():
        if case.state is not PassingState.CLOSED:
            about = reading.about(case.ticket_id, case.number, case.title, case.content)
            step = f"推诿扯皮{PASSING_STATE_WORDS[case.state]}{_by(case.follow_up_at)}：{'、'.join(case.parties)}"
            found.append(Line(*about, step, case.follow_up_at, ClockName.PASSING.value))
    return tuple(found)


def instructions(reading: Reading) -> tuple[Line, ...]:
    """What leaders ordered in this shift."""
    return tuple(map(_entry, _log(reading, EntryKind.ORDER)))


def faults(reading: Reading) -> tuple[Line, ...]:
    """The faults of the log of this shift, and the outages of the platform that touch it."""
    found = list(map(_entry, _log(reading, EntryKind.FAULT)))
    for one in reading.stores.platform_outages.touching(reading.since, reading.now):
        until = "，尚未恢复" if one.until is None else f"，{clock_time(one.until)} 恢复"
        told = f"；已告知{one.told}" if one.told else ""
        text = f"平台故障{until}：{one.what}{told}"
        found.append(Line(None, "", mask_text(text), one.entered_by, one.since, key=f"platform-outage:{one.id}"))
    return tuple(sorted(found, key=lambda line: (line.due_at or reading.now, line.key)))


def tasks(reading: Reading) -> tuple[Line, ...]:
    """Open tasks, and earlier orders without a time limit that are not done."""
    found = []
    for task in reading.stores.tasks.open_ones():
        late = "，已过期" if task.is_late(reading.now) else ""
        step = f"{task.kind.word}，{task.who or '未定人'}{late}"
        found.append(Line(None, "", mask_text(task.title), step, task.due_at, key=f"task:{task.id}"))
    for entry in reading.stores.duty_log.between(reading.now - _ORDERS_BACK, reading.since, (EntryKind.ORDER,)):
        if entry.done_at is None and entry.due_at is None:
            found.append(_entry(entry))
    return tuple(found)


def events(reading: Reading) -> tuple[Line, ...]:
    """The open mass events, with how many tickets are not closed and which wording holds."""
    found = []
    open_ones = reading.stores.group_events.open_ones()
    counts = reading.stores.group_events.counts([event.id for event in open_ones])
    for event in open_ones:
        tickets, still_open, _ = counts.get(event.id, (0, 0, None))
        wording = reading.stores.event_sides.wording(event.id)
        said = "尚无统一口径" if wording is None else f"口径第 {wording.number} 版（{clock_time(wording.set_at)}）"
        step = f"共 {tickets} 件，未办结 {still_open} 件；{said}"
        found.append(Line(None, "", mask_text(event.title), step, event.opened_at, key=f"event:{event.id}"))
    return tuple(found)


def _log(reading: Reading, kind: EntryKind) -> tuple[DutyEntry, ...]:
    until = reading.now + timedelta(seconds=1)
    return reading.stores.duty_log.between(reading.since, until, (kind,))


def _entry(entry: DutyEntry) -> Line:
    parts = [entry.operator]
    if entry.is_order:
        whom = f" → {entry.ordered_to}" if entry.ordered_to else ""
        done = f"已办（{clock_time(entry.done_at)}）" if entry.done_at is not None else "未办"
        until = f"，{clock_time(entry.due_at)} 前" if entry.due_at is not None else ""
        parts = [f"{entry.ordered_by}交办{whom}{until}", done, entry.operator]
    step = "；".join(filter(None, parts))
    return Line(None, "", mask_text(entry.text), mask_text(step), entry.at, key=f"duty-log:{entry.id}")


def _by(due: datetime | None) -> str:
    return "" if due is None else f"（{clock_time(due)} 前）"
