"""Reads the papers: what is due, late, drafted and issued; the ledger of which were issued in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.desk.due.schedules import begins_at, schedules_in
from app.desk.figures.settings import book_in
from app.desk.paper.names import the_draft, the_paper
from app.desk.paper.rows import Issued, PaperRow
from app.desk.shared.context import Desk
from app.models.paper.packing import unpack
from app.models.paper.records import DraftRecord, PaperRecord
from app.models.register.stores import Stores
from app.rules.figures.period_text import read_period, write_period
from app.rules.figures.periods import ANY_CYCLE, PeriodRules, period_of
from app.rules.law.calendar import Calendar
from app.rules.paper.due_periods import short_words
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.model import Paper
from app.rules.paper.schedule import DuePaper, due_between, next_of_each
from app.rules.paper.states import PaperState, state_at

# How far ahead a paper that was issued before its time is looked for among the due ones.
_AHEAD = timedelta(days=400)
# The badge counts what was due or drafted within a month.
_BACK = timedelta(days=31)
_Same = tuple[PaperKind, str, bool]


@dataclass(frozen=True, slots=True)
class Board:
    """The papers as of `at`: late, drafted and due ones by their time, then the issued, the newest first."""

    at: datetime
    open: tuple[PaperRow, ...]
    issued: tuple[PaperRow, ...]

    def count(self, state: PaperState) -> int:
        """How many papers stand so."""
        return sum(row.state is state for row in (*self.open, *self.issued))


def board(desk: Desk) -> Board:
    """The papers: every late one, the next one of each rule, every draft, every issued one."""
    now = desk.now()
    with desk.register.reading() as stores:
        begins, schedules, versions = begins_at(stores, now), schedules_in(stores), book_in(stores).periods
        issued, drafts = stores.papers.issued(), _newest(stores.paper_drafts.listed())
    owed = {_same(one): one for one in due_between(schedules, begins, now + _AHEAD, desk.calendar, versions)}
    coming = {_same(one): one for one in next_of_each(schedules, now, desk.calendar, versions)}
    coming |= {same: one for same, one in owed.items() if one.due_at < now or one.catch_up}
    done = {(one.kind, one.period, one.catch_up) for one in issued}
    waiting = [(same, one) for same, one in coming.items() if same not in done]
    rows = [_open_row(one, drafts.get(same), now, versions) for same, one in waiting]
    listed = {same for same, _ in waiting}
    rows += [
        _draft_row(draft, owed.get(same), now, versions)
        for same, draft in drafts.items()
        if same not in done and same not in listed
    ]
    rows.sort(key=lambda row: (row.due_at is None, row.due_at or now, list(PaperKind).index(row.kind)))
    numbers = {one.id: one.number for one in issued}
    instead = {one.corrects: one.number for one in issued if one.corrects is not None}
    signed = [_issued_row(one, owed.get((one.kind, one.period, one.catch_up)), numbers, instead) for one in issued]
    return Board(now, tuple(rows), tuple(reversed(signed)))


def waiting(stores: Stores, now: datetime, calendar: Calendar) -> tuple[int, int]:
    """How many papers of the last month are late, and how many drafts wait to be issued."""
    issued = {(one.kind, one.period, one.catch_up) for one in stores.papers.issued(since=now - _BACK)}
    begins = max(begins_at(stores, now), now - _BACK)
    due = due_between(schedules_in(stores), begins, now, calendar, book_in(stores).periods)
    late = {_same(one) for one in due} - issued
    return len(late), len(_newest(stores.paper_drafts.made_since(now - _BACK)).keys() - issued - late)


def paper_of(desk: Desk, paper_id: int) -> Paper:
    """An issued paper as data, as it was issued."""
    with desk.register.reading() as stores:
        return unpack(stores.papers.contents(the_paper(stores, paper_id).id).body)


def drafted(desk: Desk, draft_id: int) -> Paper:
    """A draft as data."""
    with desk.register.reading() as stores:
        return unpack(stores.paper_drafts.body(the_draft(stores, draft_id).id))


def issued(desk: Desk, paper_id: int) -> Issued:
    """The record of an issued paper with what its figures mean."""
    with desk.register.reading() as stores:
        paper = the_paper(stores, paper_id)
        first = the_paper(stores, paper.corrects).number if paper.corrects is not None else ""
        return Issued(paper, first, stores.papers.contents(paper.id).definitions)


def file_of(desk: Desk, paper_id: int) -> bytes:
    """The file of an issued paper as it was issued."""
    with desk.register.reading() as stores:
        return stores.papers.contents(the_paper(stores, paper_id).id).content


def last_issued_before(stores: Stores, paper: Paper) -> PaperRecord | None:
    """The last issued paper of this kind and subject about an earlier period; the next one takes over its words."""
    about = "" if paper.about is None else "=".join(paper.about)
    versions = book_in(stores).periods
    found: list[tuple[datetime, int, PaperRecord]] = []
    for one in stores.papers.issued(paper.kind):
        period = period_of(read_period(one.period, ANY_CYCLE), versions)
        if one.about == about and period.name.kind is paper.period.name.kind and period.start < paper.period.start:
            found.append((period.start, one.id, one))
    return max(found)[-1] if found else None


def _same(paper: DuePaper) -> _Same:
    return paper.kind, write_period(paper.period), paper.catch_up


def _newest(drafts: Sequence[DraftRecord]) -> dict[_Same, DraftRecord]:
    return {(one.kind, one.period, one.catch_up): one for one in drafts}


def _open_row(due: DuePaper, draft: DraftRecord | None, now: datetime, versions: Sequence[PeriodRules]) -> PaperRow:
    state = state_at(now, due.due_at, issued=False, drafted=draft is not None)
    period = write_period(due.period)
    words = paper_words(due.kind, period, versions, catch_up=due.catch_up)
    return PaperRow(due.kind, period, words, state, due.due_at, due.catch_up, draft)


def _draft_row(draft: DraftRecord, due: DuePaper | None, now: datetime, versions: Sequence[PeriodRules]) -> PaperRow:
    due_at = None if due is None else due.due_at
    state = state_at(now, due_at, issued=False, drafted=True)
    words = paper_words(draft.kind, draft.period, versions, about=draft.about, catch_up=draft.catch_up)
    return PaperRow(draft.kind, draft.period, words, state, due_at, draft.catch_up, draft)


def _issued_row(
    paper: PaperRecord, due: DuePaper | None, numbers: Mapping[int, str], instead: Mapping[int, str]
) -> PaperRow:
    return PaperRow(
        paper.kind,
        paper.period,
        paper_words(paper.kind, paper.period, (_rules_of(paper),), about=paper.about, catch_up=paper.catch_up),
        PaperState.ISSUED,
        None if due is None else due.due_at,
        paper.catch_up,
        paper=paper,
        corrects=numbers.get(paper.corrects or 0, ""),
        corrected=instead.get(paper.id, ""),
    )


def paper_words(
    kind: PaperKind, period: str, versions: Sequence[PeriodRules], *, about: str = "", catch_up: bool = False
) -> str:
    """A paper as a list shows it: 月报 11 月, 补编 月报 9 月, 专题 预付卡 11 月."""
    covered = period_of(read_period(period, ANY_CYCLE), versions)
    parts = ["补编" if catch_up else "", FORMS[kind].words, about.partition("=")[2], short_words(covered)]
    return " ".join(filter(None, parts))


def _rules_of(paper: PaperRecord) -> PeriodRules:
    """The rules of periods that an issued paper froze: its days stay what they were."""
    rules = paper.rules
    return PeriodRules(
        since=date.fromisoformat(rules["periods_since"]),
        day_hour=int(rules["day_hour"]),
        assessment_day=int(rules["assessment_day"]),
    )
