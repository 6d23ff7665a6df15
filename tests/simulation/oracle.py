"""The oracle: simple records walked minute by minute, which say what must ring; it shares nothing with app.rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tests.simulation.law import DAY, LAWS, Law, is_working

OPEN = {"to-sign", "handling", "to-review", "to-call-back", "returning"}
LIFE = {"urgent": 3, "general": 15}
SECOND_LEVEL, SECOND_LEVEL_REPORTED = 60, 24 * 60
SERIES = {"day5", "due-day"}


class Key(NamedTuple):
    """One moment at which a ticket is reminded of."""

    clock: str
    slot: str
    at: int


class Ring(NamedTuple):
    """One ring: of which ticket, for which moment, and whether the moment rang before."""

    number: str
    key: Key
    again: bool


@dataclass
class Moment:
    """What became of a moment; `back` is the minute at which an answered one rings again."""

    state: str
    since: int
    order: int
    back: int | None = None
    by: str = ""
    rung: int = 0
    earlier: int = 0
    deadline: int | None = None


@dataclass
class Escalation:
    """A report to the lead that is asked for; `climbs` is the minute of the second level."""

    state: str
    climbs: int | None = None


@dataclass
class Record:
    """A ticket in its simplest form."""

    number: str
    dispatched: int
    urgency: str = "general"
    kind: str = "default"
    deadline: int | None = None
    status: str = "to-sign"
    signed: bool = False
    backlog: bool = False
    moments: dict[Key, Moment] = field(default_factory=dict)
    escalations: dict[tuple[int, int], Escalation] = field(default_factory=dict)

    def escalated(self) -> bool:
        return any(each.state == "open" for each in self.escalations.values())

    @property
    def law(self) -> Law:
        return next(law for law in reversed(LAWS) if law.since <= self.dispatched // DAY)

    @property
    def sign_end(self) -> int:
        return self.dispatched + self.law.sign[self.urgency][0]

    def nth_day(self, count: int) -> int:
        """The `count`-th day, walked day by day."""
        law, day = self.law, self.dispatched // DAY
        if law.first_day_counts and (not law.working or is_working(day)):
            count -= 1
        while count:
            day += 1
            count -= not law.working or is_working(day)
        return day

    def end(self) -> int:
        """The minute in which the ticket must be closed."""
        law = self.law
        if self.deadline is not None:
            return self.deadline
        if self.kind in law.minutes:
            return self.dispatched + law.minutes[self.kind]
        last = self.nth_day(law.days[self.kind])
        first = self.dispatched // DAY
        if law.exact and (not law.working or is_working(first)):
            return last * DAY + self.dispatched % DAY
        return (last + 1) * DAY

    def wanted(self) -> list[Key]:
        """Every moment at which the ticket, as it stands, is to be reminded of."""
        if self.status not in OPEN or self.backlog:
            return []
        law, end = self.law, self.end()
        day = self.nth_day(law.number)
        keys = [Key("day5", law.day_slot(text), day * DAY + _minutes(text)) for text in law.times]
        if self.deadline is not None and (end - 1) // DAY != day:
            keys += [Key("due-day", text, (end - 1) // DAY * DAY + _minutes(text)) for text in law.times]
        last = (end - 1) // DAY
        keys = [key for key in keys if key.at >= self.dispatched and not (key.at >= end and key.at // DAY == last)]
        keys.append(Key("deadline", "due", end))
        if self.status == "to-sign" and not self.signed:
            limit, steps = law.sign[self.urgency]
            keys += [Key("sign", f"{step}min" if step else "arrival", self.dispatched + step) for step in steps]
            keys.append(Key("sign", "overdue", self.dispatched + limit))
        return sorted(keys, key=lambda key: key.at)


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


class Told(NamedTuple):
    """A ring as a person heard it: the planning of the moment that rang."""

    number: str
    key: Key
    order: int


class Oracle:
    """All records, and the walk. `thorough` looks at every record in every minute instead of in the day's book."""

    def __init__(self, start: int, *, thorough: bool = False) -> None:
        self.records: dict[str, Record] = {}
        self.live: dict[str, Record] = {}
        self.walked = start
        self.thorough = thorough
        self.missed: Counter[tuple[str, Key]] = Counter()
        self.lateness: Counter[int] = Counter()
        self.covered: list[tuple[int, int]] = []
        self.wrong_minutes: list[str] = []
        self._book: defaultdict[int, set[tuple[str, Key]]] = defaultdict(set)
        self._fallen: set[tuple[str, Key]] = set()
        self._signed: dict[str, tuple[int, dict[str, object], dict[Key, Moment]]] = {}
        self._order = 0

    def take_in(self, now: int, record: Record) -> None:
        """A ticket comes in at a minute."""
        self.records[record.number] = record
        self._fit(now, record)

    def change(self, now: int, number: str, **facts: object) -> None:
        """Something about a ticket changes; what no longer fits is dropped, what is missing is planned."""
        record = self.records[number]
        before, was_open = record.end(), record.status in OPEN
        for name, value in facts.items():
            setattr(record, name, value)
        self._fit(now, record)
        if record.end() != before or (record.status in OPEN) != was_open:
            self._follow(now, record)

    def sign(self, now: int, number: str) -> None:
        """A ticket is signed for; what that silences is kept for an undo."""
        record = self.records[number]
        before = {key: replace(moment) for key, moment in record.moments.items()}
        stood = {"status": record.status, "signed": record.signed}
        self.change(now, number, status="handling", signed=True)
        silenced = {
            key: moment for key, moment in before.items()
            if (moment.state, moment.back) != (record.moments[key].state, record.moments[key].back)
        }  # fmt: skip
        self._signed[number] = (now, stood, silenced)

    def undo_sign(self, now: int, number: str) -> None:
        """The sign-for was a mistake: the ticket and what was silenced stand as before, what rang rings on.

        What fell due or was to come back meanwhile does so now; of a clock only the latest that fell due.
        """
        record = self.records[number]
        since, stood, silenced = self._signed.pop(number)
        fell = {key.clock: key for key in sorted(silenced, key=lambda key: key.at)
                if silenced[key].state == "waiting" and since <= key.at <= now}  # fmt: skip
        for key, moment in silenced.items():
            record.moments[key] = moment
            if moment.state == "waiting":
                if since <= key.at <= now and fell[key.clock] != key:
                    moment.state = "overtaken"
                moment.since = now
                self._enter(key.at, number, key)
            elif moment.state == "answered" and moment.back is not None:
                self._await(number, key, moment, max(moment.back, now))
        self.change(now, number, **stood)

    def _follow(self, now: int, record: Record) -> None:
        """Reports that no longer stand are taken back; a ticket opened again after its end is asked for again."""
        end, is_open = record.end(), record.status in OPEN
        gone = {each.state for (deadline, _), each in record.escalations.items() if deadline == end} == {"cancelled"}
        for (deadline, level), each in record.escalations.items():
            if not is_open or deadline != end:
                each.state = "cancelled" if each.state == "open" else each.state
                each.climbs = None
            elif each.state == "reported" and level == 1:
                self._climb_later(now, record, end)
        due = record.moments.get(Key("deadline", "due", end))
        if is_open and end <= now and gone and due is not None and due.state != "waiting":
            self._order += 1
            due.state, due.back, due.since, due.order = "waiting", None, now, self._order
            due.earlier, due.rung = due.earlier + due.rung, 0
            self._enter(end, record.number, Key("deadline", "due", end))

    def _fit(self, now: int, record: Record) -> None:
        if record.status in OPEN and not record.backlog:
            self.live[record.number] = record
        else:
            self.live.pop(record.number, None)
        wanted = record.wanted()
        for key, moment in record.moments.items():
            stands = record.status in OPEN and moment.deadline == record.end()
            if key not in wanted and not (key.slot == "level-2" and stands):
                if moment.state in {"waiting", "ringing"}:
                    moment.state = "dropped"
                moment.back = None
        latest = {key.clock: key for key in wanted if key.at <= now}
        for key in wanted:
            kept = record.moments.get(key)
            if kept is not None and kept.state in {"waiting", "ringing", "answered", "missed"}:
                silent = kept.state == "answered" and kept.back is None
                if silent and key.clock == "sign" and latest.get("sign") == key:
                    self._await(record.number, key, kept, now)  # it waits for its signature again
                continue
            if (
                kept is not None
                and key.clock == "deadline"
                and any(each.deadline == key.at and each.state != "dropped" for each in record.moments.values())
            ):
                continue  # what rose to the second level is not begun again at the first
            rings = key.at > now or latest[key.clock] == key
            self._order += 1
            rung = kept.rung + kept.earlier if kept is not None else 0
            record.moments[key] = Moment("waiting" if rings else "overtaken", now, self._order, earlier=rung)
            if rings:
                self._enter(key.at, record.number, key)

    @staticmethod
    def _asks_on(record: Record, key: Key) -> bool:
        """Whether an acknowledged moment comes back until the ticket itself moves on."""
        if key.clock == "sign":
            return record.status == "to-sign" and not record.signed
        return key.clock == "deadline" and record.status in OPEN and record.escalated()

    def _await(self, number: str, key: Key, moment: Moment, minute: int) -> None:
        moment.back = minute
        self._enter(minute, number, key)

    def _enter(self, minute: int, number: str, key: Key) -> None:
        if minute <= self.walked:
            self._fallen.add((number, key))
        self._book[minute].add((number, key))

    def told(self, ring: Ring) -> Told:
        """What a person heard, to be answered later."""
        moment = self.records[ring.number].moments.get(ring.key)
        return Told(ring.number, ring.key, -1 if moment is None else moment.order)

    def answer(self, now: int, who: str, answered: Iterable[Told], snooze: int | None = None) -> None:
        """Ringing moments are acknowledged, or put off by `snooze` minutes."""
        for number, key, order in answered:
            record = self.records[number]
            moment = record.moments.get(key)
            if moment is None or moment.state != "ringing" or moment.order != order:
                continue
            moment.state, moment.by, moment.back = "answered", who, None
            if snooze is None and not self._asks_on(record, key):
                continue
            back = now + (LIFE[record.urgency] if snooze is None else snooze)
            end = record.sign_end if key.clock == "sign" else record.end()
            self._await(number, key, moment, end if now < end < back else back)

    def hand_over(self, now: int, to: str) -> None:
        """Another person comes on duty: what others acknowledged rings once more while the ticket asks for it."""
        for record in self.live.values():
            for signing in (True, False):
                rung = [
                    (key.at, moment.order, key) for key, moment in record.moments.items()
                    if moment.state in {"ringing", "answered"} and (key.clock == "sign") is signing
                ]  # fmt: skip
                if not rung:
                    continue
                key = max(rung)[2]
                moment = record.moments[key]
                asks = record.status == "to-sign" if signing else (
                    key.clock in SERIES or record.escalated()
                )  # fmt: skip
                if moment.state == "answered" and moment.by != to and asks:
                    self._await(record.number, key, moment, now)

    def set_back(self, now: int) -> None:
        """The clock stands earlier than before: what was missed and lies ahead is waited for again, or not needed.

        Such a ticket is looked at anew: what else of it lies ahead now is waited for as well.
        """
        for record in self.records.values():
            wanted, again = record.wanted(), False
            for key, moment in record.moments.items():
                if moment.state != "missed" or key.at <= now:
                    continue
                again = True
                self.missed[record.number, key] -= 1
                moment.state = "waiting" if key in wanted else "dropped"
                if key in wanted:
                    self._enter(key.at, record.number, key)
            if again:
                self._fit(now, record)

    def tick(self, now: int) -> set[Ring]:
        """Walks to a minute; tells what must ring in it. Late rings are held against the known troubles."""
        self._walk(now)
        for record in [each for each in self.live.values() if each.escalations]:
            self._rise(now, record)
        due: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
        rings: set[Ring] = set()
        for number, key in sorted(self._fallen):
            moment = self.records[number].moments[key]
            if moment.state == "waiting" and key.at <= now:
                due[number, key.clock].append(key)
            elif moment.state == "answered" and moment.back is not None and moment.back <= now:
                rings.add(Ring(number, key, again=True))
                self._on_time(number, key, moment.back, now)
                moment.state, moment.back, moment.rung = "ringing", None, moment.rung + 1
                self._ask_for_report(now, number, key)
            elif moment.state == "waiting" or (moment.state == "answered" and moment.back is not None):
                continue
            self._fallen.discard((number, key))
        for (number, _clock), keys in due.items():
            record = self.records[number]
            for key in sorted(keys, key=lambda key: key.at)[:-1]:
                record.moments[key].state = "missed"
                self.missed[number, key] += 1
                self._on_time(number, key, max(key.at, record.moments[key].since), now)
            key = max(keys, key=lambda key: key.at)
            moment = record.moments[key]
            rings.add(Ring(number, key, again=False))
            self._on_time(number, key, max(key.at, moment.since), now)
            moment.state, moment.rung = "ringing", moment.rung + 1
            self._ask_for_report(now, number, key)
        return rings

    def _ask_for_report(self, now: int, number: str, key: Key) -> None:
        record = self.records[number]
        if key[:2] != ("deadline", "due") or record.status not in OPEN:
            return
        asked = record.escalations.get((key.at, 1))
        if asked is None or asked.state == "cancelled":
            record.escalations[key.at, 1] = Escalation("open", now + SECOND_LEVEL)
            self._plan_level(now, record, key.at, now + SECOND_LEVEL)

    def _plan_level(self, now: int, record: Record, deadline: int, at: int) -> None:
        self._order += 1
        key = Key("deadline", "level-2", at)
        record.moments[key] = Moment("waiting", now, self._order, deadline=deadline)
        self._enter(at, record.number, key)

    def _climb_later(self, now: int, record: Record, deadline: int) -> None:
        second = record.escalations.get((deadline, 2))
        if second is not None and second.state != "cancelled":
            return
        for key, moment in record.moments.items():
            if key.slot == "level-2" and moment.deadline == deadline and moment.state == "waiting":
                moment.state = "dropped"
        record.escalations[deadline, 1].climbs = now + SECOND_LEVEL_REPORTED
        self._plan_level(now, record, deadline, now + SECOND_LEVEL_REPORTED)

    def _rise(self, now: int, record: Record) -> None:
        """The second level: its moment speaks, the first level falls silent."""
        for (deadline, level), each in list(record.escalations.items()):
            if each.climbs is None or each.climbs > now:
                continue
            each.climbs = None
            second = record.escalations.get((deadline, 2))
            if level != 1 or (second is not None and second.state != "cancelled"):
                continue
            if each.state == "open" and second is None:
                record.escalations[deadline, 2] = record.escalations.pop((deadline, 1))  # it rises as it is
            else:
                each.state = "cancelled" if each.state == "open" else each.state
                record.escalations[deadline, 2] = Escalation("open")
            moments = [(key, moment) for key, moment in record.moments.items() if key.clock == "deadline"]
            waits = [
                key
                for key, moment in moments
                if key.slot == "level-2" and moment.deadline == deadline and moment.state in {"waiting", "ringing"}
            ]
            if not waits:
                self._plan_level(now, record, deadline, now)
            self._silence([moment for key, moment in moments if key.slot == "due"], "dropped")

    @staticmethod
    def _silence(moments: Iterable[Moment], state: str) -> None:
        for moment in moments:
            moment.state = state if moment.state == "ringing" else moment.state
            moment.back = None

    def report(self, now: int, number: str, deadline: int, level: int) -> None:
        """A report is recorded: what asked for it rings no more; an open ticket climbs a day later."""
        record = self.records[number]
        record.escalations[deadline, level].state = "reported"
        for key, moment in record.moments.items():
            mine = key == Key("deadline", "due", deadline) or (level == 2 and moment.deadline == deadline)
            if mine:
                self._silence([moment], "answered")
        if level == 1 and record.status in OPEN:
            self._climb_later(now, record, deadline)

    def _on_time(self, number: str, key: Key, at: int, now: int) -> None:
        late = now - at
        self.lateness[max(late, 0)] += 1
        if late > 0 and not any(since <= now and at <= until for since, until in self.covered[-40:]):
            self.wrong_minutes.append(f"{number} {key}: {late} min late at {now}")

    def _walk(self, now: int) -> None:
        if now < self.walked:
            self.walked = now  # the wall clock was set back: these minutes are walked again
        for minute in range(self.walked + 1, now + 1):
            if self.thorough:
                self._fallen.update(self._every_moment_of(minute))
            else:
                self._fallen.update(self._book.get(minute, ()))
            self.walked = minute

    def _every_moment_of(self, minute: int) -> Iterable[tuple[str, Key]]:
        for number, record in self.live.items():
            for key, moment in record.moments.items():
                waits = moment.state == "waiting" and key.at == minute
                if waits or (moment.state == "answered" and moment.back == minute):
                    yield number, key

    def next_minute(self, now: int, until: int) -> int:
        """The next minute after now in which something falls due, at most `until`."""
        if any(self._asks(number, key) for number, key in self._fallen):
            return now + 1
        for minute in range(now + 1, until):
            if any(self._asks(number, key) for number, key in self._book.get(minute, ())):
                return minute
        return until

    def _asks(self, number: str, key: Key) -> bool:
        moment = self.records[number].moments[key]
        return moment.state == "waiting" or (moment.state == "answered" and moment.back is not None)

    def forget_before(self, minute: int) -> None:
        """Long closed records and minutes are put away, to keep the walk short."""
        for past in [each for each in self._book if each < minute]:
            del self._book[past]
