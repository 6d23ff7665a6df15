"""A night of twelve hours on the simulated clock: what is planted, what the operator does, and what the desk said when.

The night runs from 19:00 on Monday 23 November 2026 to 07:00. `run` performs it with ticks of a given length and
returns what the desk said of its own accord, each with its minute; the list to hold it against is written by hand in
`tests/stories/test_a_night_on_the_platform.py` and knows nothing of this module. All tickets are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl

from app.base.changes import Change
from app.base.clock import SHANGHAI, StillClock, to_local
from app.base.people import Person, Role
from app.desk import sign
from app.desk.escalation import acts as escalation_acts
from app.desk.intake import acts as intake_acts
from app.desk.measure import acts as measure_acts
from app.desk.office import acts as office_acts
from app.desk.office.rows import RowFate
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rounds import Rounds
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers
from app.desk.urge import reads as urge_reads
from app.desk.urge.rows import UrgeRow
from app.desk.watch import acts as watch_acts
from app.desk.watch import decisions, outages
from app.desk.watch import reads as watch_reads
from app.desk.watch import rounds as watch_rounds
from app.desk.watch.rows import Reconciled
from app.rules.escalation.states import ReportChannel
from app.rules.measure import MeasureKind
from app.rules.urge.states import UrgeState
from app.rules.watch.states import DifferenceKind
from tests.corpus import writers

A, B = Person("值班员甲"), Person("值班员乙")
START = datetime(2026, 11, 23, 19, 0, tzinfo=SHANGHAI)
END = START + timedelta(hours=12)
SILENT, ANSWERING = ("甲科", "乙科", "丙科"), ("丁科", "己科", "庚科")
COLUMNS = (
    "工单编号",
    "标题",
    "主要内容",
    "来电号码",
    "派单时间",
    "紧急程度",
    "截止时间",
    "承办单位",
    "工单状态",
    "签收时间",
)
_DAY_ONE = "2026-11-18 10:00:00"  # the 23rd is day 5 of these
_MINUTE = timedelta(minutes=1)
Said = tuple[str, str, str]


def _row(number: str, **told: str) -> dict[str, str]:
    usual = {
        "标题": f"{number} 退费",
        "主要内容": "市民要求退费",
        "紧急程度": "一般",
        "工单状态": "办理中",
        "承办单位": "辛科",
    }
    return {"工单编号": number, "来电号码": f"1380000{sum(map(ord, number)) % 10_000:04d}", **usual, **told}


def _evening() -> list[dict[str, str]]:
    """What the platform lists when the night begins."""
    due = [_row(f"S{at}", 派单时间=_DAY_ONE, 承办单位=unit) for at, unit in enumerate(SILENT, 1)]
    due += [
        _row("A1", 派单时间=_DAY_ONE, 承办单位="丁科"),
        _row("R1", 派单时间=_DAY_ONE, 承办单位="戊科", 工单状态="待审核"),
    ]
    due += [_row("E1", 派单时间=_DAY_ONE, 承办单位="己科"), _row("E2", 派单时间=_DAY_ONE, 承办单位="庚科")]
    early = [_row(number, 派单时间="2026-11-21 09:00:00", 承办单位="丁科") for number in ("A2", "A3", "A4")]
    signs = [_row(number, 派单时间="2026-11-23 18:50:00", 工单状态="待签收") for number in ("K1", "K2")]
    late = _row("K3", 派单时间="2026-11-22 09:00:00", 截止时间="2026-11-28 24:00:00")
    return [*due, *early, *signs, late]


@dataclass
class Night:
    """The desk, the platform's rows by number, and what was said."""

    desk: Desk
    still: StillClock
    folder: Path
    platform: dict[str, dict[str, str]]
    said: list[Said] = field(default_factory=list)
    sheet: Path = Path()
    made: Reconciled | None = None
    waits: list[UrgeRow] = field(default_factory=list)
    _names: Iterable[int] = field(default_factory=lambda: iter(range(1000)))

    def say(self, what: str, about: str) -> None:
        """Notes what the desk says, with its minute."""
        self.said.append((f"{to_local(self.still.now()):%H:%M}", what, about))

    def export(self) -> Path:
        """The platform's export of this moment."""
        path = self.folder / f"导出{next(iter(self._names))}.csv"
        rows = [[row.get(name, "") for name in COLUMNS] for row in self.platform.values()]
        return writers.text(path, [list(COLUMNS), *rows], encoding="gb18030")

    def id_of(self, number: str) -> int:
        """The id of a ticket."""
        return ticket_reads.find(self.desk, number=number)

    def reconcile(self, person: Person = B) -> None:
        """Reconciles with an export of now and notes every difference."""
        self.made = watch_acts.reconcile(self.desk, person=person, path=self.export()).result
        last = watch_reads.last_reconciliation(self.desk)
        assert last is not None
        for row in last.rows:
            field_ = f" {row.field.value}" if row.field is not None else ""
            self.say(f"{row.kind.value}{field_}", row.number)
            if row.match_number:
                self.say("same as", f"{row.number} = {row.match_number}")

    def difference(self, kind: DifferenceKind, number: str) -> int:
        """The id of a difference of the last reconciliation."""
        last = watch_reads.last_reconciliation(self.desk)
        assert last is not None
        return next(row.id for row in last.rows if row.kind is kind and row.number == number)

    def take_in(self, number: str) -> None:
        """Takes in a ticket that nobody fetched."""
        assert self.made is not None
        difference = self.difference(DifferenceKind.MISSING_HERE, number)
        decisions.take_in(self.desk, person=B, difference_id=difference, drafts=self.made.drafts)

    def follow(self, *numbers: str) -> None:
        """Lets the platform decide about these tickets."""
        last = watch_reads.last_reconciliation(self.desk)
        assert last is not None
        for row in last.rows:
            if row.kind is DifferenceKind.DIFFERS and row.number in numbers:
                decisions.follow_platform(self.desk, person=B, difference_id=row.id)

    def import_(self) -> None:
        """Imports an export of now, and notes what it says about granted deadlines."""
        result = intake_acts.import_file(self.desk, person=A, path=self.export()).result
        assert result.refused == 0, result.problems
        for words in result.told:
            self.say("granted", words)


def begin(desk: Desk, still: StillClock, folder: Path) -> Night:
    """Brings the evening's tickets in and reconciles once, at 18:45."""
    night = Night(desk, still, folder, {row["工单编号"]: row for row in _evening()})
    still.advance(START - timedelta(minutes=15) - still.now())
    people.sign_in(desk, name=A.name, role=Role.OPERATOR)
    night.platform["K1"]["派单时间"] = night.platform["K2"]["派单时间"] = "2026-11-23 18:40:00"
    night.import_()
    night.reconcile(A)
    watch_rounds.settle(desk)
    Rounds()(desk)
    for row in urge_reads.rounds(desk):
        answers.answer(desk, person=A, round_ids=[row.id], said="已知悉")
    for minutes in (7, 5):
        still.advance(minutes * _MINUTE)
        watch_acts.look(desk, person=A)
    night.said.clear()
    return night


def run(night: Night, tick: timedelta) -> list[Said]:
    """Performs the night; returns what the desk said from 19:00 to 07:00."""
    desk, still, tick_ = night.desk, night.still, Rounds()
    heard: set[int] = set()
    opened = {row.id for row in urge_reads.rounds(desk)}
    escalated: set[tuple[str, int]] = set()
    asked, last_minute = "", None
    still.advance(START - tick - still.now())
    while still.now() < END:
        still.advance(tick)
        minute = still.now().replace(second=0)
        _listen(night, tick_, heard, opened, escalated)
        if minute != last_minute:
            last_minute = minute
            if _act(night, f"{to_local(minute):%H:%M}"):
                _listen(night, tick_, heard, opened, escalated)  # the program ticks within seconds of an act
            now_asked = watch_reads.asked_for(desk)
            if now_asked and now_asked != asked:
                night.say("asked to reconcile", now_asked.partition("（")[0])
            asked = now_asked
    return night.said


def _listen(night: Night, tick: Rounds, heard: set[int], opened: set[int], escalated: set[tuple[str, int]]) -> None:
    """One tick of the program: notes what it says for the first time."""
    busy = "正在通话" if "20:40" <= f"{to_local(night.still.now()):%H:%M}" <= "20:45" else ""
    for missed in watch_rounds.settle(night.desk, busy=busy).result:
        night.say("missed", watch_rounds.round_words(missed)[6:])
    outcome = tick(night.desk)
    rows = outcome.result
    for row in rows:
        if row.id not in heard:
            heard.add(row.id)
            night.say("ring", row.ticket_number)
    if rows:
        reminder_acts.acknowledge(night.desk, person=A, ids=[row.id for row in rows])
        for case in escalation_acts.listing(night.desk):
            if (case.ticket_number, case.level) not in escalated:
                escalated.add((case.ticket_number, case.level))
                night.say(f"escalated {case.level}", case.ticket_number)
    if outcome.changes & Change.URGES:
        night.waits = urge_reads.rounds(night.desk, only_open=True, start=START)
    for one in night.waits:
        if one.id not in opened:
            opened.add(one.id)
            night.say("urge", f"{one.unit} {'负责人' if one.level == 0 else '分管领导'} {len(one.tickets)}")


def _act(night: Night, at: str) -> bool:
    """What the operator does at a minute of the night; units answer, the platform goes on. Whether it was a step."""
    down = "02:10" <= at < "02:50"
    if int(at[-1]) in (2, 7) and not down and at not in ("20:42", "23:17", "23:22", "04:32"):
        watch_acts.look(night.desk, person=A)
    if night.waits:
        night.waits = urge_reads.rounds(night.desk, only_open=True, start=START)
    for one in night.waits:
        waited = night.still.now() - one.opened_at
        if one.state is UrgeState.TO_SEND and waited >= 2 * _MINUTE:
            urge_acts.send(night.desk, person=A, round_id=one.id, message=urge_acts.Message(ReportChannel.WECHAT))
        elif one.unit in ANSWERING and waited >= 8 * _MINUTE:
            answers.answer(night.desk, person=A, round_ids=[one.id], said="已联系诉求人")
    step = _STEPS.get(at)
    if step is not None:
        step(night)
    return step is not None


def _sheet_out(night: Night) -> None:
    (sent,) = office_acts.send_out(night.desk, person=A, folder=night.folder / "发出", units=["丁科"]).result
    night.sheet = Path(sent.file)


def _sign(number: str, person: Person = A) -> Callable[[Night], None]:
    def act(night: Night) -> None:
        sign.sign(night.desk, person=person, ticket_ids=[night.id_of(number)], reason="平台故障")

    return act


def _extensions(night: Night) -> None:
    for number, day, hour in (("E1", 25, 18), ("E2", 26, 12)):
        until = datetime(2026, 11, day, hour, tzinfo=SHANGHAI)
        grant = measure_acts.Grant("张主任", ReportChannel.TELEPHONE, until, "商户负责人在外地")
        measure_acts.enter(night.desk, person=A, ticket_id=night.id_of(number), kind=MeasureKind.EXTENSION, grant=grant)


def _planted(number: str, **told: str) -> Callable[[Night], None]:
    """A ticket appears on the platform and nobody fetches it."""

    def act(night: Night) -> None:
        night.platform[number] = _row(number, 工单状态="待签收", **told)

    return act


def _handover(night: Night) -> None:
    people.sign_in(night.desk, name=B.name, role=Role.OPERATOR)


def _reconcile_at_handover(night: Night) -> None:
    night.platform["K1"] |= {"签收时间": "2026-11-23 19:27:00", "工单状态": "办理中"}
    night.platform["K2"] |= {"签收时间": "2026-11-23 19:40:00", "工单状态": "办理中"}
    night.platform["K3"]["截止时间"] = "2026-11-30 18:00:00"
    for number in ("E1", "E2"):
        night.platform[number]["截止时间"] = ""
    night.reconcile()


def _typed(number: str) -> Callable[[Night], None]:
    def act(night: Night) -> None:
        said = {
            "title": "空调维修加价",
            "content": "市民反映上门维修空调后加价收费，要求退款",
            "phone_raw": "13900000021",
        }
        if number:
            said = {
                "title": "保洁损坏物品",
                "content": "保洁打碎花瓶拒绝赔偿",
                "phone_raw": "13900000022",
                "number": number,
            }
        made = editing.create(night.desk, person=B, values=said).result
        sign.sign(night.desk, person=B, ticket_ids=[made])

    return act


def _close(number: str) -> Callable[[Night], None]:
    def act(night: Night) -> None:
        ticket_acts.close(night.desk, person=B, ticket_id=night.id_of(number))
        night.platform[number]["工单状态"] = "已办结"

    return act


def _report(night: Night) -> None:
    wanted = {"S1", "S2", "S3"}
    for row in escalation_acts.listing(night.desk):
        if row.ticket_number in wanted and row.reported_at is None:
            escalation_acts.report(night.desk, person=B, escalation_id=row.id, to="班长丙", channel="电话", note="")


def _urgent(night: Night) -> None:
    told = _row("U1", 派单时间="2026-11-24 02:05:00", 紧急程度="紧急", 工单状态="待签收")
    night.platform["U1"] = told
    lines = (COLUMNS, [told.get(name, "") for name in COLUMNS])
    intake_acts.import_text(night.desk, person=B, text="\n".join(map("\t".join, lines)))


def _outage(night: Night) -> None:
    outages.enter(
        night.desk, person=B, since=night.still.now() - 2 * _MINUTE, until=None, what="无法登录", told="区中心夜班"
    )


def _back(night: Night) -> None:
    outages.end(night.desk, person=B, outage_id=outages.listing(night.desk)[0].id)


def _reconcile_after_outage(night: Night) -> None:
    night.platform["U1"]["工单状态"] = "办理中"
    night.platform["T1"] = _row(
        "T1",
        派单时间="2026-11-23 21:25:00",
        标题="维修空调加价",
        主要内容="反映上门维修空调后加价收费",
        来电号码="13900000021",
    )
    night.platform["W1"] = _row("W1", 派单时间="2026-11-23 22:12:00", 标题="花瓶被打碎", 来电号码="13900000022")
    night.reconcile()


def _mend(night: Night) -> None:
    assert night.made is not None
    night.take_in("N2")
    found = night.difference(DifferenceKind.MISSING_HERE, "T1")
    decisions.join(night.desk, person=B, difference_id=found, drafts=night.made.drafts)
    editing.correct_number(night.desk, person=B, ticket_id=night.id_of("W9"), number="W1")


def _cause(night: Night) -> None:
    due = datetime(2026, 11, 24, 4, 30, tzinfo=SHANGHAI)
    watch_rounds.give_cause(night.desk, person=B, due_at=due, cause="接待来访群众")


def _sheet_back(night: Night) -> None:
    book = openpyxl.load_workbook(night.sheet)
    sheet = book.active
    places = {sheet.cell(row, 2).value: row for row in range(4, sheet.max_row + 1)}
    typed = {"A1": ("J", "已约谈"), "A2": ("I", "2026-12-30 10:00"), "A3": ("C", "别的标题"), "A4": ("J", "明日上门")}
    for number, (column, text) in typed.items():
        sheet[f"{column}{places[number]}"].value = text
    back = night.folder / "交回.xlsx"
    book.save(back)
    for row in office_acts.take_in(night.desk, person=A, path=back).result.rows:
        if row.fate is RowFate.REFUSED:
            night.say("refused row", f"{row.number} {row.column}")
        elif row.fate is RowFate.UPDATED:
            night.say("updated row", row.number)


def _morning(night: Night) -> None:
    night.platform["E1"]["截止时间"] = "2026-11-25 18:00:00"
    night.platform["E2"]["截止时间"] = "2026-11-26 18:00:00"
    night.platform["N1"]["工单状态"] = night.platform["N2"]["工单状态"] = "办理中"
    night.import_()


_STEPS: dict[str, Callable[[Night], None]] = {
    "19:10": _sheet_out,
    "19:30": _sign("K1"),
    "20:05": _extensions,
    "20:47": _planted("N1", 派单时间="2026-11-23 20:47:00", 紧急程度="紧急"),
    "21:00": _handover,
    "21:03": _reconcile_at_handover,
    "21:04": lambda night: night.take_in("N1"),
    "21:05": lambda night: night.follow("K1", "K2", "K3"),
    "21:06": _sign("N1", B),
    "21:20": _typed(""),
    "22:15": _typed("W9"),
    "22:30": _close("A1"),
    "23:16": _planted("N2", 派单时间="2026-11-23 23:16:00", 标题="洗衣店损坏衣物", 主要内容="羽绒服被洗坏拒绝赔偿"),
    "00:10": _report,
    "02:06": _urgent,
    "02:12": _outage,
    "02:50": _back,
    "02:52": _sign("U1", B),
    "02:55": _reconcile_after_outage,
    "02:57": _mend,
    "02:59": _sign("N2", B),
    "03:05": Night.reconcile,
    "03:06": lambda night: night.follow("W1"),
    "04:50": _cause,
    "06:00": _morning,
    "06:10": _sheet_back,
    "06:30": Night.reconcile,
}
