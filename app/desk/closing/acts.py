"""The acts of the month's hinges: steps about an official ranking are noted, and what turns is reminded of once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.clock import iso, local_day, local_midnight, read_iso, to_local
from app.base.errors import Refused
from app.base.people import THE_DESK, Person
from app.desk.closing.lines import lines_of
from app.desk.closing.ranking import ranking_entered
from app.desk.closing.reads import watched_clocks
from app.desk.exclusion import reads as exclusion_reads
from app.desk.figures.settings import book_in
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.rules.closing.days import REMIND_HOUR, HingeKind, hinge_words, hinges_between, running_period
from app.rules.closing.ranking import ClockStand, ClosingStep, RankingClock, StepDone
from app.rules.figures.period_text import period_words, read_period
from app.rules.figures.periods import ANY_CYCLE, period_of
from app.rules.journal import JournalVerb
from app.rules.ticket.moves import TAKE_BACK_WITHIN

_CHANGES = Change.SETTINGS | Change.JOURNAL
_MARK = "hinges-reminded"
_DAY = timedelta(days=1)


def note_step(
    desk: Desk, *, person: Person, period: str, step: ClosingStep, at: datetime | None = None, note: str = ""
) -> Outcome[str]:
    """Notes what was done about the official ranking of a period; `at` is when it was published, or done.

    Raises:
        Refused: the period has not ended, the step was noted before, the moment lies ahead (field "at"), or it is
            about objecting while no ranking is entered.

    """
    require(person, Action.SETTINGS)
    now = desk.now()
    with desk.register.reading() as stores:
        ended = period_of(read_period(period, ANY_CYCLE), book_in(stores).periods)
    words = period_words(ended.name)
    moment = now if at is None else at
    if now < ended.end:
        raise Refused(f"{words}还没有结束")
    if moment > now or moment < ended.end:
        raise Refused("时间不能晚于现在，也不能早于考核期结束", field="at")
    with desk.register.writing() as stores:
        steps = stores.closing.steps(period)
        entered = ranking_entered(stores, period)
        _check(words, step, {*steps}, is_entered=entered is not None)
        stores.closing.add_step(period, step, StepDone(moment, now, person.name, note.strip()))
        more = f"：{note.strip()}" if note.strip() else ""
        write_line(desk, stores, person, JournalVerb.RANKING_STEP, f"{words} {step.word}{more}")
    undo = Undo(
        partial(take_back, person=person, period=period, step=step), now + TAKE_BACK_WITHIN, f"{words}{step.word}"
    )
    return Outcome(_CHANGES, period, f"{words}：{step.word}", undo)


def take_back(desk: Desk, *, person: Person, period: str, step: ClosingStep) -> Outcome[str]:
    """Takes a noted step back.

    Raises:
        Refused: it is not noted, or the entry is to be taken back while an objection stands on it.

    """
    require(person, Action.SETTINGS)
    words = period_words(read_period(period, ANY_CYCLE))
    with desk.register.writing() as stores:
        steps = stores.closing.steps(period)
        if step not in steps:
            raise Refused(f"{words}没有记“{step.word}”")
        if step is ClosingStep.ENTERED and len(steps) > 1:
            raise Refused(f"{words}的异议已有结论，不能撤回录入", hint="请先撤回异议的记录")
        stores.closing.drop_step(period, step)
        write_line(desk, stores, person, JournalVerb.UNDO, f"撤回{words} {step.word}")
    return Outcome(_CHANGES, period, f"已撤回{words}“{step.word}”")


def remind(desk: Desk) -> Outcome[tuple[str, ...]]:
    """Says once what has turned since the last call: the closing list, what begins, a ranking's last day.

    Called once a minute by the scheduler; the sentences stand in the journal, as the proof that it was reminded.
    """
    now = desk.now()
    with desk.register.reading() as stores:
        kept = _kept(stores)
        looked_today = kept is not None and local_day(kept) == local_day(now)
        if looked_today and not _due(stores, _since(kept, now), now):
            return Outcome(Change.NOTHING, ())
    with desk.register.writing() as stores:
        said = _due(stores, _since(_kept(stores), now), now)
        stores.keep.put_mark(_MARK, iso(now) or "")
        for words in said:
            write_line(desk, stores, THE_DESK, JournalVerb.HINGE, words)
    return Outcome(_CHANGES if said else Change.NOTHING, said)


def _check(words: str, step: ClosingStep, steps: set[ClosingStep], *, is_entered: bool) -> None:
    if step in steps or (step is ClosingStep.ENTERED and is_entered):
        raise Refused(f"{words}已记“{step.word}”")
    if step is ClosingStep.ENTERED:
        return
    if not is_entered:
        raise Refused(f"{words}的官方排名还没有录入", hint="请先录入排名")
    other = steps & {ClosingStep.OBJECTED, ClosingStep.NO_OBJECTION}
    if other:
        raise Refused(f"{words}已记“{next(iter(other)).word}”")


def _kept(stores: Stores) -> datetime | None:
    """When was last looked whether something turns; None before the first time."""
    kept = stores.keep.mark(_MARK)
    return None if kept is None else read_iso(kept)


def _since(kept: datetime | None, now: datetime) -> datetime:
    return local_midnight(local_day(now)) if kept is None else kept


def _due(stores: Stores, after: datetime, now: datetime) -> tuple[str, ...]:
    """What is to be said: of the reminders missed while the desk was off, the last one of each kind."""
    versions = book_in(stores).periods
    newest = {one.kind: one for one in hinges_between(after, now, versions)}
    said = []
    for hinge in newest.values():
        uses = exclusion_reads.used_meanwhile(stores, now) if hinge.kind is HingeKind.MONTH else ""
        words = hinge_words(hinge, catalogue_of=uses)
        if hinge.kind is HingeKind.CLOSING:
            if now >= hinge.period.end:
                continue
            words = f"{words}：{len(lines_of(stores, hinge.period, now))} 件待收官"
        said.append(words)
    running = running_period(local_day(now), versions)
    return (*said, *(clock_words(one) for one in watched_clocks(stores, running, now) if _rings(one, after, now)))


def _rings(clock: RankingClock, after: datetime, now: datetime) -> bool:
    """Whether the reminder of a clock fell due: at the hour of reminders on its last day, and when it has ended."""
    if clock.stand not in {ClockStand.RUNNING, ClockStand.LATE}:
        return False
    last_day = to_local(clock.due_at).replace(hour=0) - _DAY
    moments = (last_day.replace(hour=REMIND_HOUR), last_day.replace(hour=REMIND_HOUR) + _DAY)
    return any(after < moment <= now for moment in moments)


def clock_words(clock: RankingClock) -> str:
    """A clock in a sentence: 2026年11月考核期：录入官方排名，11-25 24:00 前."""
    last = local_day(clock.due_at) - _DAY
    late = "，已过期" if clock.stand is ClockStand.LATE else ""
    return f"{period_words(clock.period.name)}：{clock.kind.word}，{last:%m-%d} 24:00 前{late}"
