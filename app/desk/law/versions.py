"""The versions of the rules: reads them, previews the effect of a new one, and puts it in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.law.moves import Move, moves, recount, under
from app.desk.law.reload import enacting, read_ahead, reload
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.text_files import read_text_file
from app.desk.upkeep import acts as upkeep_acts
from app.rules.journal import JournalVerb
from app.rules.law.clock_rules import BadRules, ClockRules, read_rules, read_version
from app.rules.law.clocks import ClockName, TimeClass, Urgency
from app.rules.law.writing import form_of
from app.rules.reminder.slots import slots_for, title_of
from app.rules.shared.starts import start_words
from app.rules.shared.toml_text import BadToml, read_toml, toml_text
from app.rules.ticket.deadlines import Facts, span_of
from app.rules.ticket.states import TicketStatus

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.RETURNS | Change.ESCALATIONS | Change.SETTINGS | Change.JOURNAL
_LONGEST_FILE = 2_000_000
_SERIES = {
    ClockName.DAY5: ClockName.HANDLING,
    ClockName.DUE_DAY: ClockName.HANDLING,
    ClockName.DEADLINE: ClockName.HANDLING,
}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version. `since` is the first dispatch it governs; `made_by` is empty for what ships with the product."""

    rules: ClockRules
    since: datetime
    in_force: bool
    made_at: datetime | None
    made_by: str
    note: str


@dataclass(frozen=True, slots=True)
class PreviewClock:
    """One clock of a ticket dispatched now: its end and its reminders (when, title)."""

    clock: ClockName
    due: datetime
    reminders: tuple[tuple[datetime, str], ...]


def versions(desk: Desk) -> list[VersionRow]:
    """Every version that governs tickets, newest first."""
    with desk.register.reading() as stores:
        made = {row.made_at: row for row in stores.law.rule_versions()}
    now = desk.rules_for(desk.now())
    rows = []
    for rules in reversed(desk.rules.versions):
        row = made.get(rules.made_at) if rules.made_at is not None else None
        by, note = (row.made_by, row.note) if row is not None else ("", "随程序提供")
        rows.append(VersionRow(rules, rules.since, rules is now, rules.made_at, by, note))
    return rows


def draft_of(desk: Desk, rules: ClockRules) -> dict[str, object]:
    """The form of a new version that begins as a copy of another one and takes effect today."""
    form = {**form_of(rules), "effective_from": local_day(desk.now())}
    form.pop("effective_time", None)
    return form


def preview(
    desk: Desk, *, form: Mapping[str, object], urgency: Urgency, time_class: TimeClass
) -> tuple[PreviewClock, ...]:
    """The clocks under a version for a ticket of this urgency and class dispatched now.

    Raises:
        BadRules: the form makes no sense; `field` names the key.
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    rules, now = read_version(form), desk.now()
    facts = Facts(urgency, time_class, now, callback_since=now, return_sent_at=now)
    reminders: dict[ClockName, list[tuple[datetime, str]]] = {}
    for status in (TicketStatus.TO_SIGN, TicketStatus.TO_CALL_BACK, TicketStatus.RETURNING):
        for slot in slots_for(replace(facts, status=status), rules, desk.calendar):
            clock = _SERIES.get(slot.clock, slot.clock)
            left = rules.of(urgency).sign_limit - (slot.at - now) if slot.clock is ClockName.SIGN else None
            reminder = (slot.at, title_of(slot.clock, slot.slot, rules, left=left))
            if reminder not in reminders.setdefault(clock, []):
                reminders[clock].append(reminder)
    spans = {clock: span_of(clock, facts, rules, desk.calendar) for clock in _previewed()}
    return tuple(
        PreviewClock(clock, span[1], tuple(sorted(reminders.get(clock, ()))))
        for clock, span in spans.items()
        if span is not None
    )


def _previewed() -> tuple[ClockName, ...]:
    return (
        ClockName.SIGN,
        ClockName.FIRST_CONTACT,
        ClockName.HANDLING,
        ClockName.RETURN,
        ClockName.CALLBACK,
        ClockName.REPORT,
    )


def moved_by(desk: Desk, *, form: Mapping[str, object], open_too: bool) -> list[Move]:
    """Which clocks of open tickets a new version would move; none when it is only for tickets dispatched from now on.

    Raises:
        BadRules: the form makes no sense.

    """
    now = desk.now()
    other = under(desk, rules=desk.rules.with_versions([read_version(form, made_at=now)]))
    with desk.register.reading() as stores:
        return moves(desk, other, stores, ruled_at=now if open_too else None)


def what_if(desk: Desk, *, path: Path) -> list[Move]:
    """Which clocks of open tickets would move if a file were the whole rule book; nothing is changed.

    Raises:
        FileRefused: the file cannot be read, or is no TOML.
        BadRules: a number in it makes no sense.

    """
    try:
        data = read_toml(read_text_file(path, at_most=_LONGEST_FILE, what="规则文件", undone="没有试算"))
    except BadToml as error:
        raise FileRefused(f"{path.name} 不是 TOML 格式的规则文件：{error}") from error
    with desk.register.reading() as stores:
        return moves(desk, under(desk, rules=read_rules(data)), stores)


def save(
    desk: Desk, *, person: Person, form: Mapping[str, object], open_too: bool = False, note: str = ""
) -> Outcome[int]:
    """Puts a new version in force, in one transaction with all that moves; returns how many tickets moved.

    It governs tickets dispatched from its day and hour on, never one dispatched before it was entered. With `open_too`
    the open tickets are put under it as well: clocks that have ended stay as they were judged, no reminder rings for
    the past, every moved ticket has a line in the journal.

    Raises:
        BadRules: the form makes no sense, or its date lies in the past (field "effective_from").
        Refused: open tickets cannot be put under a version whose start is still to come, or a deadline could no
            longer be counted.

    """
    require(person, Action.SETTINGS)
    now = desk.now()
    rules = read_version(form, made_at=now)
    _check_start(rules, now, open_too=open_too)
    before = under(desk)
    if open_too:
        with desk.register.reading() as stores:
            open_now = len(stores.tickets.open_facts())
        upkeep_acts.copy_before_many(desk, count=open_now)
    body = toml_text({"version": [dict(form)]})
    read_ahead(desk, version=(body, now))
    with enacting(desk) as stores:
        stores.law.add_rule_version(rules.effective_from, body, at=now, who=person.name, note=note.strip())
        reload(desk, stores)
        why = f"时限规则自 {start_words(rules.effective_from, rules.effective_time)} 起变更"
        scope = "在办工单同时适用" if open_too else "只用于此后派单"
        text = "；".join(filter(None, [f"{why}，{scope}", note.strip()]))
        write_line(desk, stores, person, JournalVerb.RULES, text)
        count = recount(desk, before, stores, person, why=why, ruled_at=now if open_too else None)
    return Outcome(_CHANGES, count, f"已保存时限规则（{scope}）" + (f"，{count} 件时限变动" if open_too else ""))


def _check_start(rules: ClockRules, now: datetime, *, open_too: bool) -> None:
    day, today = rules.effective_from, local_day(now)
    if day < today:
        advice = f"生效日期不能早于今天 {today}；以前派的在办工单请选“在办工单同时适用”"
        raise BadRules(f"（{day} 版）", "effective_from", day, advice)
    if open_too and rules.since > now:
        field = "effective_from" if day > today else "effective_time"
        hint = "请到生效的时候再改在办工单"
        raise Refused("生效时间还没有到，不能现在就改在办工单", field=field, hint=hint)
