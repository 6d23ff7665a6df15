"""Judges merchants, categories, streets and words at a moment, with what was received by then only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta

from app.base.clock import local_day, local_midnight
from app.desk.warning.rows import FoundWarning, NameLine, TicketLine
from app.desk.warning.rules import book_in
from app.models.register.stores import Stores
from app.models.warning.records import JudgedTicket
from app.rules.law.calendar import Calendar
from app.rules.merchant.decisions import ProposalState
from app.rules.merchant.folding import Folded, FoldedMerchant, Proposal
from app.rules.warning.cases import Joined, joined
from app.rules.warning.closing_words import Signal, signals
from app.rules.warning.cusum import judge_together
from app.rules.warning.detectors import Judged
from app.rules.warning.levels import CaseTicket, LevelBook, Reached, Why, level_of
from app.rules.warning.states import Subject, WarningLevel

# How far back tickets are read: a window before the oldest ticket that may still raise a level.
_BACK = timedelta(days=62)
# The series that detectors judge reach so far back; an alarm of the last week is a warning.
_SERIES, _RECENT = 180, 7
_LEAST_OBSERVED = 3
KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "跑路失联": ("跑路", "失联", "联系不上", "人去楼空"),
    "停业闭店": ("停业", "闭店", "关店", "关门", "歇业", "倒闭"),
    "退费难": ("退费", "退款", "不退"),
    "充值不退": ("充值", "储值", "预付"),
    "欠薪欠租": ("欠薪", "欠租", "拖欠"),
    "维权群": ("维权",),
}


def judge_merchants(
    stores: Stores, folded: Folded, at: datetime, *, only: AbstractSet[int] | None = None
) -> list[FoundWarning]:
    """The merchants that have a level at a moment; `only` those cases that one of these merchants belongs to."""
    recent = set(stores.warnings.received_between(at - _BACK, at))
    by_id = {one.id: one for one in folded.merchants}
    counts = {one.id: sum(number in recent for number in one.ticket_ids) for one in folded.merchants}
    pairs = [one for one in folded.proposals if one.shares_place_or_phone and one.state is ProposalState.OPEN]
    cases = joined({one: count for one, count in counts.items() if count}, (one.merchants for one in pairs))
    if only is not None:
        cases = [case for case in cases if case.main in only or not only.isdisjoint(case.doubtful)]
    confirmed = _confirmed(stores)
    book = book_in(stores)
    found = []
    for case in cases:
        members = [case.main, *case.doubtful]
        lines = _lines(stores, [by_id[one] for one in members], case, recent)
        judged = _judge_case(case, lines, book, at, confirmed)
        if judged is not None:
            found.append(_merchant_warning(by_id, case, lines, judged, pairs))
    return found


def _confirmed(stores: Stores) -> dict[str, datetime]:
    rows = stores.warnings.open_ones()
    return {row.key: row.confirmed_at for row in rows if row.subject is Subject.MERCHANT and row.confirmed_at}


def _lines(
    stores: Stores, members: Sequence[FoldedMerchant], case: Joined, recent: Collection[int]
) -> list[TicketLine]:
    owner = {number: one.id for one in members for number in one.ticket_ids if number in recent}
    return [
        TicketLine(ticket, signals_of(ticket), doubtful=owner[ticket.id] != case.main)
        for ticket in stores.warnings.tickets([*owner])
    ]


def signals_of(ticket: JudgedTicket) -> tuple[Signal, ...]:
    """The signal words of a ticket's title and content."""
    return signals(f"{ticket.title}。{ticket.content}")


def caller_of(ticket: JudgedTicket) -> str:
    """The caller's number, by which callers are told apart; "" for a withheld one."""
    return ticket.phones.partition(" ")[0]


def _judge_case(
    case: Joined, lines: Sequence[TicketLine], book: LevelBook, at: datetime, confirmed: Mapping[str, datetime]
) -> Reached | None:
    tickets = [
        CaseTicket(one.ticket.id, one.ticket.received_at, caller_of(one.ticket), one.signals, one.doubtful)
        for one in lines
    ]
    known = [confirmed[str(one)] for one in (case.main, *case.doubtful) if str(one) in confirmed]
    return level_of(tickets, book, at, confirmed_at=min(known, default=None))


def _merchant_warning(
    by_id: Mapping[int, FoldedMerchant],
    case: Joined,
    lines: Sequence[TicketLine],
    judged: Reached,
    pairs: Sequence[Proposal],
) -> FoundWarning:
    main = by_id[case.main]
    members = [main, *(by_id[one] for one in case.doubtful)]
    wanted = {one.id for one in judged.tickets}
    kept = tuple(line for line in lines if line.ticket.id in wanted)
    reasons = {one.merchants: one.reasons for one in pairs}
    return FoundWarning(
        subject=Subject.MERCHANT,
        key=str(main.id),
        keys=tuple(str(one.id) for one in members),
        name=main.name,
        names=tuple(name_lines(main, members, reasons)),
        level=judged.level,
        raised_at=judged.raised_at,
        why=judged.why,
        tickets=kept,
        callers=judged.callers,
        words=counted_words(kept),
        merchant_id=main.id,
        trade=main.trade,
        places=tuple(dict.fromkeys(place for one in members for place in one.places)),
        phones=tuple(dict.fromkeys(phone for one in members for phone in one.phones)),
    )


def name_lines(
    main: FoldedMerchant, members: Sequence[FoldedMerchant], reasons: Mapping[tuple[int, int], tuple[str, ...]]
) -> Iterable[NameLine]:
    """The written names of a case, those of the main merchant first."""
    for one in members:
        doubtful = one.id != main.id
        pair = (min(one.id, main.id), max(one.id, main.id))
        for name in one.names:
            why = reasons.get(pair, ()) if doubtful else ()
            yield NameLine(name.text, name.tickets, one.id, doubtful=doubtful, reasons=why)


def counted_words(lines: Sequence[TicketLine]) -> tuple[str, ...]:
    """The signal words that count, the most frequent first."""
    count: dict[str, int] = {}
    for line in lines:
        for word in dict.fromkeys(one.word for one in line.signals if one.not_counted is None):
            count[word] = count.get(word, 0) + 1
    return tuple(sorted(count, key=lambda word: (-count[word], word)))


def judge_series(stores: Stores, calendar: Calendar, at: datetime) -> list[FoundWarning]:
    """The categories, streets and words whose counts the default detector finds too high within the last week."""
    found = []
    for subject in (Subject.CATEGORY, Subject.STREET, Subject.KEYWORD):
        days = [local_day(at) - timedelta(days=back) for back in range(_SERIES, -1, -1)]
        since = local_midnight(days[0]) - timedelta(seconds=1)
        counts = _counts(stores, subject, days, since, at)
        for name, judged in judge_together(counts, days, calendar).items():
            run = _run(judged)
            if run is not None:
                found.append(_series_warning(stores, subject, name, run, at))
    return found


def _counts(
    stores: Stores, subject: Subject, days: Sequence[date], since: datetime, at: datetime
) -> dict[str, list[float | None]]:
    """Daily counts from the register's first day on; days before it are unknown."""
    place = {day: number for number, day in enumerate(days)}
    rows = (
        [
            (name, day, n)
            for name, words in KEYWORDS.items()
            for day, n in stores.warnings.daily_with_words(words, since, at)
        ]
        if subject is Subject.KEYWORD
        else stores.warnings.daily(subject, since, at)
    )
    found: dict[str, list[float | None]] = {}
    first = min((place[day] for _, day, _ in rows), default=0)
    for name, day, count in rows:
        series = found.setdefault(name, [None] * first + [0.0] * (len(days) - first))
        series[place[day]] = float(count)
    return found


def _run(judged: Sequence[Judged]) -> tuple[Judged, Judged] | None:
    """The first and the last day of the alarms on days in a row that end within the last week, or None."""
    last = next((at for at in range(len(judged) - 1, -1, -1) if judged[at].alarm), None)
    if last is None or len(judged) - last > _RECENT or (judged[last].observed or 0) < _LEAST_OBSERVED:
        return None
    first = last
    while first and judged[first - 1].alarm:
        first -= 1
    return judged[first], judged[last]


def _series_warning(
    stores: Stores, subject: Subject, name: str, run: tuple[Judged, Judged], at: datetime
) -> FoundWarning:
    first, last = run
    since = local_midnight(first.day) - timedelta(days=2, seconds=1)
    until = min(at, local_midnight(last.day) + timedelta(days=1) - timedelta(seconds=1))
    ids = stores.warnings.of_series(subject, name, KEYWORDS.get(name, (name,)), since, until)
    lines = tuple(TicketLine(ticket, signals_of(ticket)) for ticket in stores.warnings.tickets(ids))
    why = Why(last.why, last.observed or 0, last.limit or 0, last.expected, "default")
    callers = len({caller_of(line.ticket) for line in lines} - {""})
    return FoundWarning(
        subject=subject,
        key=name,
        keys=(name,),
        name=name,
        names=(),
        level=WarningLevel.BLUE,
        raised_at=min(at, local_midnight(first.day) + timedelta(hours=12)),
        why=why,
        tickets=lines,
        callers=callers,
        words=counted_words(lines),
    )
