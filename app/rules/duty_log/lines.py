"""The lines of a shift out of the journal: the kind of each verb, and runs of one act folded into one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.rules.journal import JournalVerb
from app.rules.shared.worded import Worded


class LineKind(Worded):
    """The kinds of lines that the page filters by."""

    OWN = "own", "本班记录"
    TICKET = "ticket", "工单"
    CONTACT = "contact", "联系回访"
    REMINDER = "reminder", "提醒上报"
    PLATFORM = "platform", "平台"
    TASK = "task", "任务"
    DESK = "desk", "本台"


_V = JournalVerb
_KINDS: dict[LineKind, frozenset[JournalVerb]] = {
    LineKind.OWN: frozenset({_V.DUTY_ENTRY, _V.DUTY_CORRECT, _V.DUTY_DONE, _V.DUTY_WITHDRAW}),
    LineKind.TASK: frozenset(
        {_V.TASK_ADD, _V.TASK_REPEAT, _V.TASK_CHANGE, _V.TASK_FINISH, _V.TASK_CANCEL, _V.TASK_REOPEN}
    ),
    LineKind.CONTACT: frozenset(
        {
            _V.CONTACT, _V.CORRECT_CONTACT, _V.CALLS_IMPORT, _V.MATCH_CALL, _V.DISMISS_CALL, _V.EXPLAIN_FINDING,
            _V.REOPEN_FINDING, _V.SURVEY, _V.UNREACHABLE, _V.PROMISE_PROPOSE, _V.PROMISE_ADD, _V.PROMISE_CONFIRM,
            _V.PROMISE_END, _V.PROMISE_REOPEN,
        }
    ),
    LineKind.REMINDER: frozenset(
        {
            _V.REMIND, _V.REMIND_MISSED, _V.ACKNOWLEDGE, _V.SNOOZE, _V.REMINDERS_OFF, _V.ESCALATION_OPEN,
            _V.ESCALATION_REPORT, _V.ESCALATION_CORRECT, _V.ESCALATION_CANCEL, _V.REPORT_TARGETS, _V.URGE_OPEN,
            _V.URGE_SEND, _V.URGE_NOT_REACHED, _V.URGE_ANSWER, _V.URGE_PROMISE, _V.URGE_KEPT, _V.URGE_BROKEN,
            _V.URGE_END, _V.URGE_PERSON,
        }
    ),
    LineKind.PLATFORM: frozenset(
        {
            _V.WATCH, _V.WATCH_MISSED, _V.RECONCILE, _V.PLATFORM_OUTAGE, _V.JOIN_NUMBERS, _V.PART_NUMBERS,
            _V.CORRECT_NUMBER,
        }
    ),
    LineKind.DESK: frozenset(
        {
            _V.ROSTER_IMPORT, _V.STAND_IN, _V.SWAP_SHIFTS, _V.HINGE, _V.RANKING_STEP, _V.PAPER_DRAFT, _V.PAPER_COMPARE,
            _V.PAPER_DECIDE, _V.PAPER_ISSUE, _V.PAPER_CORRECT, _V.PAPER_SCHEDULE, _V.OFFICE_SHEET_OUT,
            _V.OFFICE_SHEET_BACK, _V.OWNERS, _V.OWNERS_TRAINED, _V.SIGN_IN, _V.HANDOVER, _V.QUIT, _V.SETTING, _V.RULES,
            _V.CALENDAR, _V.FORMAT, _V.RANKING, _V.SAVE_QUEUE, _V.REMOVE_QUEUE, _V.BACKUP, _V.RESTORE, _V.SALVAGE,
            _V.DRILL, _V.EXPORT, _V.PRINT, _V.REBUILD, _V.ANCHOR,
        }
    ),
}  # fmt: skip
_BY_VERB = {verb: kind for kind, verbs in _KINDS.items() for verb in verbs}
# The entry itself stands in the time line in place of the journal's line about its making.
IN_PLACE = frozenset({JournalVerb.DUTY_ENTRY})


def kind_of(verb: JournalVerb) -> LineKind:
    """The kind of a verb's lines; what is about tickets, returns, replies and exclusions is the ticket's."""
    return _BY_VERB.get(verb, LineKind.TICKET)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the time line: when, who, the act in words, its text, and its ticket where it has one.

    `count` is how many acts of one verb by one person in the same second it stands for; `entry_id` is an own entry's.
    """

    id: str
    at: datetime
    who: str
    kind: LineKind
    word: str
    text: str
    ticket_id: int | None = None
    ticket_number: str = ""
    count: int = 1
    entry_id: int | None = None


def folded(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines in their order, with each run of one act by one person in the same second as one line."""
    run: Line | None = None
    for line in lines:
        if run is not None and _is_same(run, line):
            run = replace(run, count=run.count + 1)
            continue
        if run is not None:
            yield run
        run = line
    if run is not None:
        yield run


def _is_same(run: Line, line: Line) -> bool:
    both = run.entry_id is None and line.entry_id is None
    return both and (run.at, run.who, run.word) == (line.at, line.who, line.word)
