"""From which number of tickets, callers and closing words on a merchant's warning has which level; dated versions."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from app.base.clock import local_day
from app.base.errors import Refused
from app.rules.warning.closing_words import Signal
from app.rules.warning.states import LEVEL_WORDS, WarningLevel

SHIPPED_SINCE = date(2000, 1, 1)
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class LevelRules:
    """One version of the limits. Windows are in days and end with the ticket that is judged.

    Blue, yellow and orange count tickets within `days`; yellow also counts closing words within `days`, orange the
    callers within `word_days` whose own tickets carry one; red counts callers within `days`.
    """

    since: date = SHIPPED_SINCE
    days: int = 30
    word_days: int = 7
    blue_tickets: int = 2
    yellow_tickets: int = 5
    yellow_words: int = 1
    orange_tickets: int = 10
    orange_callers: int = 3
    red_callers: int = 20


RULE_WORDS = {
    "days": "统计天数",
    "word_days": "停业词统计天数",
    "blue_tickets": "蓝色：件数",
    "yellow_tickets": "黄色：件数",
    "yellow_words": "黄色：写有停业词的件数",
    "orange_tickets": "橙色：件数",
    "orange_callers": "橙色：写有停业词的人数",
    "red_callers": "红色：人数",
}


class BadLevelRules(Refused):
    """A form of the limits that makes no sense; `field` names the key."""


def read_rules(form: Mapping[str, object]) -> LevelRules:
    """One version from its form.

    Raises:
        BadLevelRules: a value is no whole number of at least 1, or a higher level asks for less than a lower one.

    """
    since = form.get("since")
    if not isinstance(since, date) or isinstance(since, datetime):
        raise BadLevelRules("请填写生效日期", field="since")
    values: dict[str, int] = {}
    for name, words in RULE_WORDS.items():
        value = form.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST:
            raise BadLevelRules(f"{words}应是 1 至 {_MOST:,} 的整数", field=name)
        values[name] = value
    if not values["blue_tickets"] <= values["yellow_tickets"] <= values["orange_tickets"]:
        raise BadLevelRules("件数应由蓝到橙逐级增加", field="orange_tickets")
    return LevelRules(since, **values)


def form_of(rules: LevelRules) -> dict[str, object]:
    """The form of a version; `read_rules` reads it back."""
    return {field.name: getattr(rules, field.name) for field in fields(rules)}


@dataclass(frozen=True, slots=True)
class LevelBook:
    """All versions by their first day; the shipped one is first."""

    versions: tuple[LevelRules, ...]

    def on(self, at: datetime) -> LevelRules:
        """The version in force at an instant: the newest that has begun."""
        day = local_day(at)
        known = [version for version in self.versions if version.since <= day]
        return known[-1] if known else self.versions[0]


def book_of(entered: Sequence[LevelRules]) -> LevelBook:
    """The shipped version with those that people entered; of one first day the last entered holds."""
    by_day = {version.since: version for version in (LevelRules(), *entered)}
    return LevelBook(tuple(by_day[day] for day in sorted(by_day)))


@dataclass(frozen=True, slots=True)
class CaseTicket:
    """A ticket of a merchant; `caller` is its first dialable number, "" where nobody can be told apart.

    `doubtful` says that it belongs by an open proposal only (疑似).
    """

    id: int
    received_at: datetime
    caller: str = ""
    signals: tuple[Signal, ...] = ()
    doubtful: bool = False

    @property
    def closes(self) -> bool:
        """Whether a closing word counts in it."""
        return any(one.closes for one in self.signals)


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of a level: the rule in words, what was observed, and the limit; `expected` only of a detector."""

    rule: str
    observed: float
    limit: float
    expected: float | None = None
    detector: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A merchant's level: since when, why, and the tickets that belong to the case, in order of receipt."""

    level: WarningLevel
    raised_at: datetime
    why: Why
    tickets: tuple[CaseTicket, ...]
    rules: LevelRules

    @property
    def callers(self) -> int:
        """How many people: distinct numbers; those without a number are nobody."""
        return len({ticket.caller for ticket in self.tickets if ticket.caller})


def level_of(
    tickets: Sequence[CaseTicket], book: LevelBook, at: datetime, *, confirmed_at: datetime | None = None
) -> Reached | None:
    """The highest level that a ticket received by `at` and within the rule's days before it has reached; or None.

    `confirmed_at` is when a person confirmed that the owner absconded: red from then on. The case holds the tickets
    since the first one that counted.
    """
    rules = book.on(at)
    known = sorted((one for one in tickets if one.received_at <= at), key=lambda one: (one.received_at, one.id))
    times = [one.received_at for one in known]
    first = bisect_right(times, at - timedelta(days=rules.days))
    best: tuple[WarningLevel, Why] | None = None
    raised_at = at
    month, near = _Window(timedelta(days=rules.days)), _Window(timedelta(days=rules.word_days))
    for place, ticket in enumerate(known):
        month.add(ticket)
        near.add(ticket)
        if place < first:
            continue
        found = _reached(month, near, rules)
        if found is not None and (best is None or found[0].rank > best[0].rank):
            best, raised_at = found, ticket.received_at
        elif found is not None and best is not None and found[0] is best[0] and found[1].rule == best[1].rule:
            best = found
    if confirmed_at is not None and confirmed_at <= at and known:
        best, raised_at = (WarningLevel.RED, Why("红色：已确认失联跑路", 1, 1)), confirmed_at
    if best is None:
        return None
    since = min(raised_at, times[first] if first < len(times) else raised_at)
    begin = bisect_right(times, since - timedelta(days=rules.days))
    return Reached(best[0], raised_at, best[1], tuple(known[begin:]), rules)


class _Window:
    """The tickets of the last days before the one that came in last, counted as they come and go."""

    def __init__(self, span: timedelta) -> None:
        self._span = span
        self._tickets: deque[CaseTicket] = deque()
        self.callers: Counter[str] = Counter()
        self.speakers: Counter[str] = Counter()  # callers whose own tickets have closing words
        self.closing = 0

    def __len__(self) -> int:
        return len(self._tickets)

    def add(self, ticket: CaseTicket) -> None:
        """Takes the next ticket in; those that came a whole span before it are out."""
        self._tickets.append(ticket)
        self._count(ticket, 1)
        while self._tickets[0].received_at <= ticket.received_at - self._span:
            self._count(self._tickets.popleft(), -1)

    def _count(self, ticket: CaseTicket, step: int) -> None:
        self.closing += step * ticket.closes
        for callers in (self.callers, self.speakers) if ticket.closes else (self.callers,):
            if ticket.caller:
                callers[ticket.caller] += step
                if not callers[ticket.caller]:
                    del callers[ticket.caller]


def _reached(month: _Window, near: _Window, rules: LevelRules) -> tuple[WarningLevel, Why] | None:
    """The level as it was when the last ticket had just come in."""
    people, speaking, closing = len(month.callers), len(near.speakers), month.closing
    days, near_days, count = rules.days, rules.word_days, len(month)
    steps = (
        (WarningLevel.RED, people, rules.red_callers, f"{days} 天内诉求人不少于 {rules.red_callers} 人"),
        (
            WarningLevel.ORANGE,
            speaking,
            rules.orange_callers,
            f"{near_days} 天内不少于 {rules.orange_callers} 人的工单写有停业、失联等词",
        ),
        (WarningLevel.ORANGE, count, rules.orange_tickets, f"{days} 天内不少于 {rules.orange_tickets} 件"),
        (
            WarningLevel.YELLOW,
            closing,
            rules.yellow_words,
            f"{days} 天内不少于 {rules.yellow_words} 件写有停业、失联等词",
        ),
        (WarningLevel.YELLOW, count, rules.yellow_tickets, f"{days} 天内不少于 {rules.yellow_tickets} 件"),
        (WarningLevel.BLUE, count, rules.blue_tickets, f"{days} 天内不少于 {rules.blue_tickets} 件"),
    )
    for level, observed, limit, words in steps:
        if observed >= limit:
            return level, Why(f"{LEVEL_WORDS[level]}：{words}", observed, limit)
    return None
