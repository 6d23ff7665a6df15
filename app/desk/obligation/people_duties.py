"""Counts the duties of people: tasks in time, handovers signed by both."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.desk.obligation.span import Span
from app.desk.task import reads as task_reads
from app.models.handover.records import HandoverRecord
from app.models.register.stores import Stores
from app.rules.obligation.standing import Count, Ended, Matter
from app.rules.shared.masking import mask_text
from app.rules.shared.time_left import clock_time

# Both sign within this time after the end of a shift.
_SIGN_WITHIN = timedelta(hours=1)


def tasks(stores: Stores, span: Span) -> Count:
    """The tasks that fell due in the month; those without a due time and cancelled ones are not owed."""
    counts = task_reads.month_counts(stores, span.start, span.end, now=span.now)
    ended = {
        **dict.fromkeys(counts.done_late, (Ended.LATE, "办结超时")),
        **dict.fromkeys(counts.open_late, (Ended.MISSED, "到期未办结")),
        **dict.fromkeys(counts.to_come, (Ended.OPEN, "待办结")),
    }
    matters = []
    for task in stores.tasks.due_between(span.start, span.end):
        if task.id in ended and task.due_at is not None:
            how, reason = ended[task.id]
            words = f"{task.kind.word}：{mask_text(task.title)}"
            matters.append(Matter(f"task:{task.id}", task.due_at, how, reason, task.due_at, words=words))
    done = len(counts.in_time)
    return Count(done, tuple(matters), proof=(f"任务 {done:,} 项按时办结",) if done else ())


def handovers(stores: Stores, span: Span) -> Count:
    """The shifts that ended in the month, by the roster, else by the sheets; and whether both signed within the hour.

    Shifts of the same hours are handed over together.
    """
    sheets = {one.shift_end: one for one in stores.handovers.between(span.start, span.end + _SIGN_WITHIN)}
    shifts = {one.ends_at: one.name for one in stores.roster.between(span.start, span.end) if one.shift.seated}
    ends = shifts or {one.shift_end: one.shift for one in sheets.values()}
    done, matters = 0, []
    for end, name in sorted(ends.items()):
        if not span.start <= end < span.end or not span.owed_from <= end <= span.now:
            continue
        ended, reason = _handed_over(sheets.get(end), end, span.now)
        if ended is None:
            done += 1
        else:
            words = f"{name} {clock_time(end)} 下班"
            matters.append(Matter(f"handover:{end.isoformat()}", end, ended, reason, end + _SIGN_WITHIN, words=words))
    return Count(done, tuple(matters), proof=(f"交接班表 {done:,} 份",) if done else ())


def _handed_over(sheet: HandoverRecord | None, end: datetime, now: datetime) -> tuple[Ended | None, str]:
    """How the handover of a shift ended; None when both signed in time."""
    due = end + _SIGN_WITHIN
    if sheet is not None and sheet.taken_at is not None:
        late = max(sheet.signed_at, sheet.taken_at) > due
        return (Ended.LATE, "签字超时") if late else (None, "")
    who = "没有交接班表" if sheet is None else "接班人未签字"
    return (Ended.OPEN if now <= due else Ended.MISSED), who
