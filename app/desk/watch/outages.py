"""Outages of the platform (平台故障): entered as an interval with proof; what ran out within them is counted apart."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.evidence import attachments
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.watch.rounds import judge_anew
from app.models.register.stores import Stores
from app.models.watch.records import NewOutage, OutageRecord
from app.rules.journal import JournalVerb
from app.rules.outage import span_words

_LONGEST = timedelta(days=31)
_CHANGES = Change.PLATFORM | Change.JOURNAL | Change.TICKETS


def enter(
    desk: Desk,
    *,
    person: Person,
    since: datetime,
    until: datetime | None,
    what: str = "",
    told: str = "",
    proof: Path | None = None,
) -> Outcome[OutageRecord]:
    """Enters an outage; without `until` it lasts until `end`.

    Rounds missed within it count as the outage's from now on, and sign-fors that ran out within it carry it.

    Raises:
        Refused: it ends before it begins (field "until"), lies in the future (field "since"), lasts longer than a
            month, or meets another outage.
        FileRefused: the proof is missing, or no file that can prove anything.

    """
    require(person, Action.SIGN)
    start, end = since.replace(microsecond=0), None if until is None else until.replace(microsecond=0)
    _check(start, end, desk.now())
    files = [] if proof is None else [proof]
    with attachments.taken_in(desk, files, field="proof") as taken, desk.register.writing() as stores:
        _check_free(stores, start, end, desk.now())
        kept = attachments.keep(desk, stores, person, taken)
        new = NewOutage(
            since=start,
            until=end,
            what=what.strip(),
            told=told.strip(),
            evidence=kept[0].digest if kept else "",
            evidence_name=kept[0].name if kept else "",
            entered_by=person.name,
            entered_at=desk.now(),
        )
        outage_id = stores.platform_outages.add(new)
        moved = judge_anew(stores, start, end, desk.now())
        record = the_outage(stores, outage_id)
        write_line(desk, stores, person, JournalVerb.PLATFORM_OUTAGE, _words(record, moved))
    return Outcome(_CHANGES, record, f"平台故障已登记：{outage_span(record)}；恢复后请对账")


def end(desk: Desk, *, person: Person, outage_id: int, until: datetime | None = None) -> Outcome[OutageRecord]:
    """The platform is back, now or at `until`; a reconciliation is asked for from then on.

    Raises:
        Refused: the outage has ended already, or the time lies before its beginning or in the future (field "until").

    """
    require(person, Action.SIGN)
    with desk.register.writing() as stores:
        before = the_outage(stores, outage_id)
        if before.until is not None:
            raise Refused("这次平台故障已经结束")
        moment = (until or desk.now()).replace(microsecond=0)
        _check(before.since, moment, desk.now())
        with saving("这次平台故障"):
            stores.platform_outages.change(before, until=moment)
        record = the_outage(stores, outage_id)
        moved = judge_anew(stores, record.since, record.until, desk.now())
        write_line(desk, stores, person, JournalVerb.PLATFORM_OUTAGE, _words(record, moved))
    return Outcome(_CHANGES, record, f"平台已恢复：{outage_span(record)}；请对账，并把纸面登记的补进来")


def complete(
    desk: Desk, *, person: Person, outage_id: int, what: str, told: str, proof: Path | None = None
) -> Outcome[OutageRecord]:
    """Writes what happened, who was told, and keeps a picture as proof.

    Raises:
        Refused: there is no such outage, or nothing is written (field "what").
        FileRefused: the proof is missing, or no file that can prove anything.

    """
    require(person, Action.SIGN)
    if not (what.strip() or told.strip() or proof):
        raise Refused("请写明情况、告知了谁，或附上截图", field="what")
    files = [] if proof is None else [proof]
    with attachments.taken_in(desk, files, field="proof") as taken, desk.register.writing() as stores:
        before = the_outage(stores, outage_id)
        kept = attachments.keep(desk, stores, person, taken)
        with saving("这次平台故障"):
            stores.platform_outages.change(
                before,
                what=what.strip(),
                told=told.strip(),
                evidence=kept[0].digest if kept else before.evidence,
                evidence_name=kept[0].name if kept else before.evidence_name,
            )
        record = the_outage(stores, outage_id)
        write_line(desk, stores, person, JournalVerb.PLATFORM_OUTAGE, _words(record, 0))
    return Outcome(_CHANGES, record, "平台故障的情况已记下")


def the_outage(stores: Stores, outage_id: int) -> OutageRecord:
    """The outage of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.platform_outages.get(outage_id)
    if found is None:
        raise Refused("没有这次平台故障")
    return found


def listing(desk: Desk, *, count: int = 200) -> list[OutageRecord]:
    """The newest outages first."""
    with desk.register.reading() as stores:
        return stores.platform_outages.newest(count)


def outage_span(record: OutageRecord) -> str:
    """When the platform was down: 12-08 03:10–03:50, or since when it is."""
    return span_words(record.since, record.until)


def _words(record: OutageRecord, moved: int) -> str:
    parts = (
        f"平台故障 {outage_span(record)}",
        record.what,
        f"告知 {record.told}" if record.told else "未写告知了谁",
        f"凭证 {record.evidence_name}" if record.evidence else "没有凭证",
        f"{moved} 轮漏看改记为平台故障" if moved else "",
    )
    return "；".join(filter(None, parts))


def _check(since: datetime, until: datetime | None, now: datetime) -> None:
    if since > now:
        raise Refused("故障开始时间不能晚于现在", field="since")
    if until is not None and until <= since:
        raise Refused("故障结束时间应晚于开始时间", field="until")
    if until is not None and until > now:
        raise Refused("故障结束时间不能晚于现在；还没有恢复的不填结束时间", field="until")
    if (until or now) - since > _LONGEST:
        raise Refused(f"平台故障超过 {_LONGEST.days} 天，请核对日期", field="since")


def _check_free(stores: Stores, since: datetime, until: datetime | None, now: datetime) -> None:
    met = stores.platform_outages.touching(since, until or now + timedelta(seconds=1))
    if met:
        raise Refused(f"这段时间已登记过平台故障（{outage_span(met[0])}）", field="since")
