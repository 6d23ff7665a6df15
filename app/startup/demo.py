"""The demonstration: a shift with made-up tickets in a separate folder, with pictures and the day log."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from app.base.changes import Change
from app.base.clock import RehearsalClock, local_day
from app.base.people import Person, Role
from app.base.resources import resource
from app.desk import sign as signing
from app.desk.escalation import acts as escalation_acts
from app.desk.intake import acts as intake_acts
from app.desk.queue.rows import QueueQuery
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.survey import acts as survey_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.reports.day_log import write_day_log
from app.rules.contact.states import AttemptOutcome
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.rules.returns.states import ReturnGround
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.startup.opening import open_whole
from app.ui.look.theme import ThemeMode

if TYPE_CHECKING:
    from app.startup.window import JoinedWindow

START = "2026-11-23T02:41"
OPERATOR, LEAD = Person("值班员甲", Role.OPERATOR), Person("班长乙", Role.SHIFT_LEAD)
_SIZE = (1366, 768)
_PATIENCE_MS = 15_000
_SETTLE_MS = 700


def run(desk: Desk, out: Path) -> int:
    """Performs the shift; `desk` is a rehearsal desk at START. Pictures and log go to `out`; returns 0."""
    desk.folder.prepare()
    people.sign_in(desk, name=LEAD.name, role=LEAD.role)
    people.sign_in(desk, name=OPERATOR.name, role=OPERATOR.role)
    joined = open_whole(desk, person=OPERATOR)
    try:
        joined.opened.window.resize(*_SIZE)
        shift = _Shift(desk, joined, out)
        for scene in (
            shift.import_,
            shift.alarm,
            shift.sign,
            shift.call_back,
            shift.return_,
            shift.supervise,
            shift.log,
        ):
            scene()
    finally:
        joined.close()
    _say(f"演示完成：{len(shift.made)} 个文件在 {out.resolve()}")
    return 0


class _Shift:
    """The scenes of the shift; each saves a picture."""

    def __init__(self, desk: Desk, joined: JoinedWindow, out: Path) -> None:
        self._desk, self._joined, self._out = desk, joined, out
        self._window, self._shell = joined.opened.window, joined.opened.shell
        self.made: list[Path] = []

    def import_(self) -> None:
        """Imports the shipped export; its damaged row goes to a problems workbook."""
        source = self._out / "热线导出示例.xlsx"
        source.write_bytes(resource("demo", source.name).read_bytes())
        outcome = intake_acts.import_file(self._desk, person=OPERATOR, path=source)
        _say(outcome.message)
        self._announce()
        _until(lambda: self._window.tickets.view.model().rowCount() > 0)
        self._show_queue(QueueName.TO_SIGN)
        self._picture("01-待签收", self._window)

    def alarm(self) -> None:
        """Ticks: the alarm window opens beside the cockpit."""
        alarm = self._joined.alarm.window
        _until(alarm.isVisible)
        self._picture("02-报警窗", alarm)
        ringing = reminder_acts.ringing(self._desk)
        _say(f"报警：{len(ringing)} 条提醒")
        cockpit = self._joined.cockpit
        cockpit.toggle()
        _until(lambda: bool(cockpit.window.body.standing()))
        self._picture("09-签收台", cockpit.window)
        cockpit.toggle()

    def sign(self) -> None:
        """Signs for the urgent tickets and acknowledges the other alarms."""
        ids = [self._find(number) for number in ("热线-261123-004417", "热线-261123-004420")]
        _say(signing.sign(self._desk, person=OPERATOR, ticket_ids=ids).message)
        ticket_acts.dispatch(self._desk, person=OPERATOR, ticket_id=ids[0], unit="预付费专班")
        reminder_acts.acknowledge(
            self._desk, person=OPERATOR, ids=[row.id for row in reminder_acts.ringing(self._desk)]
        )
        self._announce()
        self._show_queue(QueueName.HANDLING)
        self._picture("03-办理中", self._window)

    def call_back(self) -> None:
        """Calls a caller back in the morning and records the survey."""
        self._pass(timedelta(hours=6, minutes=30))
        ticket = self._find("热线-261120-003610")
        self._show_queue(QueueName.TO_CALL_BACK)
        _settle()
        self._shell.open_ticket(ticket)
        _until(lambda: (detail := self._shell.selection.detail) is not None and detail.row.id == ticket)
        self._shell.commands.run("call-back")
        self._picture("04-回访", self._window)
        outcome = survey_acts.record(
            self._desk,
            person=OPERATOR,
            ticket_id=ticket,
            number_index=0,
            outcome=AttemptOutcome.REACHED,
            contacted=Contacted.YES,
            solved=Solved.YES,
            satisfied=Satisfied.SATISFIED,
        )
        _say(outcome.message)

    def return_(self) -> None:
        """Enters a ticket that belongs elsewhere into the return register."""
        ticket = self._find("热线-261119-003377")
        case = returns_acts.register(
            self._desk,
            person=OPERATOR,
            ticket_id=ticket,
            ground=ReturnGround.NOT_OUR_REMIT,
            basis="派单目录：价格行为由市场监管部门负责",
            suggested_unit="区市场监管局",
        ).result
        _say(returns_acts.send(self._desk, person=OPERATOR, return_id=case.id).message)
        self._announce()
        self._shell.open_page("returns")
        self._picture("05-退单登记簿", self._window)

    def supervise(self) -> None:
        """Reports the expired ticket to the lead; shows the ledger, the escalations and the dark theme."""
        for row in escalation_acts.listing(self._desk):
            if row.reported_at is None:
                outcome = escalation_acts.report(
                    self._desk, person=OPERATOR, escalation_id=row.id, to=LEAD.name, channel="电话", note="已当班报告"
                )
                _say(outcome.message)
        self._announce()
        self._shell.open_page("reminders")
        self._picture("06-提醒台账", self._window)
        self._shell.open_page("escalations")
        self._picture("07-到期上报", self._window)
        self._shell.theme.choose(mode=ThemeMode.DARK, now=self._desk.clock.now())
        self._show_queue(QueueName.HANDLING)
        self._picture("08-深色", self._window)

    def log(self) -> None:
        """Exports the day log as the lead."""
        day = local_day(self._desk.now())
        path = self._out / f"当日日志_{day.isoformat()}.xlsx"
        _say(write_day_log(self._desk, person=LEAD, day=day, path=path, replace=True).message)
        self.made.append(path)

    def _find(self, number: str) -> int:
        return ticket_reads.find(self._desk, number=number)

    def _show_queue(self, name: QueueName) -> None:
        self._shell.open_queue(QueueQuery(queue=name), QUEUE_WORDS[name])

    def _announce(self) -> None:
        self._joined.opened.gateway.announce(Change.EVERYTHING)
        _settle()

    def _pass(self, by: timedelta) -> None:
        if isinstance(self._desk.clock, RehearsalClock):
            self._desk.clock.advance(by)

    def _picture(self, name: str, widget: QWidget) -> None:
        _settle()
        path = self._out / f"{name}.png"
        widget.grab().save(str(path))
        self.made.append(path)
        _say(f"截图：{path.name}")


def _settle() -> None:
    """Processes events until the window has read and painted."""
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


def _until(holds: Callable[[], bool]) -> None:
    """Processes events until a condition holds, for 15 s at most."""
    waited = QElapsedTimer()
    waited.start()
    while not holds() and waited.elapsed() < _PATIENCE_MS:
        _settle()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
