"""Writes down the rounds that are over: met, missed with their cause, or within an outage of the platform."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import THE_DESK, Person
from app.base.settings import BY_NAME
from app.desk.setting import WATCH_OTHERS
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.models.watch.records import NewLook, RoundRecord
from app.rules.journal import JournalVerb
from app.rules.outage import Outage
from app.rules.watch.rounds import BadSpans, Round, Spans, is_covered, read_spans, round_at, rounds_between
from app.rules.watch.states import RoundState

WATCH_MINUTES = "watch_minutes"
_SETTLED = "watch-settled"
_LONGEST_CAUSE = 200
# Where nobody is to look now, so often it is asked whether a round has begun.
_LOOKED_AGAIN = timedelta(minutes=1)


def spans_in(stores: Stores) -> Spans:
    """The spans of the settings; a text of other spans that cannot be read leaves the usual ones."""
    kept = stores.keep.settings()
    usual, others = (kept.get(name, BY_NAME[name].default) for name in (WATCH_MINUTES, WATCH_OTHERS))
    try:
        return read_spans(int(usual), others)
    except BadSpans:
        return Spans(int(usual))


def settle(desk: Desk, *, busy: str = "") -> Outcome[tuple[RoundRecord, ...]]:
    """Writes the rounds that ended since the last call; returns those that were missed.

    `busy` is what kept the person from looking in the last of them (a call, an import). Without a mark of an earlier
    call the watch begins with the next round.
    """
    now = desk.now()

    def read() -> tuple[bool, datetime | None]:
        with desk.register.reading() as stores:
            spans, settled = spans_in(stores), _settled(stores)
        if settled is None or settled > now or any(True for _ in rounds_between(spans, settled, now)):
            return False, now
        present = round_at(spans, now)
        return True, now + _LOOKED_AGAIN if present is None else present.ends_at

    if desk.remembered.value("watch-settled", desk.register.state(), now, read):
        return Outcome(Change.NOTHING, ())
    with desk.register.writing() as stores:
        spans, settled = spans_in(stores), _settled(stores)
        if settled is None or settled > now:
            present = round_at(spans, now)
            stores.keep.put_mark(_SETTLED, (now if present is None else present.ends_at).isoformat())
            return Outcome(Change.NOTHING, ())
        ended = list(rounds_between(spans, settled, now))
        if not ended:
            return Outcome(Change.NOTHING, ())
        # A clock that was set back lives through hours again whose rounds are written.
        known = {one.due_at for one in stores.watch.rounds_between(ended[0].due_at, ended[-1].ends_at)}
        rounds = [one for one in _judged(stores, ended, busy) if one.due_at not in known]
        stores.watch.add_rounds(rounds)
        stores.keep.put_mark(_SETTLED, ended[-1].ends_at.isoformat())
        missed = tuple(one for one in rounds if one.state is RoundState.MISSED)
        if missed:
            write_line(desk, stores, THE_DESK, JournalVerb.WATCH_MISSED, _missed_words(missed))
    changes = Change.PLATFORM | (Change.JOURNAL if missed else Change.NOTHING)
    return Outcome(changes, missed)


def give_cause(desk: Desk, *, person: Person, due_at: datetime, cause: str) -> Outcome[None]:
    """Writes why a round was missed.

    Raises:
        Refused: no cause (field "cause"), or there is no such missed round.

    """
    require(person, Action.SIGN)
    if not cause.strip():
        raise Refused("请写明漏看原因", field="cause")
    with desk.register.writing() as stores:
        found = [one for one in stores.watch.rounds_between(due_at, due_at + timedelta(seconds=1))]
        if not found or found[0].state is not RoundState.MISSED:
            raise Refused("这一轮没有漏看")
        stores.watch.judge([due_at], RoundState.MISSED, cause.strip()[:_LONGEST_CAUSE])
        text = f"{round_words(found[0])} 漏看原因：{cause.strip()[:_LONGEST_CAUSE]}"
        write_line(desk, stores, person, JournalVerb.WATCH_MISSED, text)
    return Outcome(Change.PLATFORM | Change.JOURNAL, None, "已记下漏看原因")


def round_words(one: RoundRecord) -> str:
    """When a round was: 12-08 06:40–06:45."""
    return f"{to_local(one.due_at):%m-%d %H:%M}–{to_local(one.ends_at):%H:%M}"


def judge_anew(stores: Stores, since: datetime, until: datetime | None, now: datetime) -> int:
    """Puts missed rounds that an outage entered later touches among those of the outage; returns how many."""
    spans = [(since, until)]
    rounds = stores.watch.rounds_between(_day_before(since), now if until is None else until)
    touched = [
        one.due_at
        for one in rounds
        if one.state is RoundState.MISSED and is_covered(Round(one.due_at, one.ends_at), spans)
    ]
    stores.watch.judge(touched, RoundState.OUTAGE, RoundState.OUTAGE.word)
    return len(touched)


def _day_before(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _settled(stores: Stores) -> datetime | None:
    mark = stores.keep.mark(_SETTLED)
    return datetime.fromisoformat(mark) if mark else None


def _judged(stores: Stores, ended: Sequence[Round], busy: str) -> list[RoundRecord]:
    start, end = ended[0].due_at, ended[-1].ends_at
    looks = stores.watch.looks_between(start, end)
    platform = [(one.since, one.until) for one in stores.platform_outages.touching(start, end)]
    off = stores.outages.since(start)
    judged: list[RoundRecord] = []
    place = 0
    for one in ended:
        while place < len(looks) and looks[place].at < one.due_at:
            place += 1
        look = looks[place] if place < len(looks) and one.has(looks[place].at) else None
        judged.append(_record(one, look, platform, off, busy if one is ended[-1] else ""))
    return judged


def _record(
    one: Round,
    look: NewLook | None,
    platform: Sequence[tuple[datetime, datetime | None]],
    off: Sequence[Outage],
    busy: str,
) -> RoundRecord:
    if look is not None:
        return RoundRecord(one.due_at, one.ends_at, RoundState.MET, look.at, look.who)
    if is_covered(one, platform):
        return RoundRecord(one.due_at, one.ends_at, RoundState.OUTAGE, cause=RoundState.OUTAGE.word)
    causes = [outage.words for outage in off if outage.touches(one.due_at, one.ends_at)]
    return RoundRecord(one.due_at, one.ends_at, RoundState.MISSED, cause=next(iter(causes), busy))


def _missed_words(missed: Sequence[RoundRecord]) -> str:
    causes = "；".join(dict.fromkeys(one.cause or "原因未登记" for one in missed))
    if len(missed) == 1:
        return f"漏看 {round_words(missed[0])}：{causes}"
    return f"漏看 {len(missed)} 轮，{round_words(missed[0])} 至 {to_local(missed[-1].ends_at):%m-%d %H:%M}：{causes}"
