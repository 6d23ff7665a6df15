"""The demonstration: a shift with made-up tickets in a separate folder, with pictures, the day log and two papers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.base.clock import local_day
from app.desk import sign as signing
from app.desk.duty_log import acts as duty_acts
from app.desk.duty_log.rows import WantedEntry
from app.desk.escalation import acts as escalation_acts
from app.desk.handover import acts as handover_acts
from app.desk.intake import acts as intake_acts
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.survey import acts as survey_acts
from app.desk.task import acts as task_acts
from app.desk.task.rows import Wanted
from app.desk.ticket import acts as ticket_acts
from app.desk.watch import acts as watch_acts
from app.reports.day_log import write_day_log
from app.rules.contact.states import AttemptOutcome
from app.rules.duty_log.entries import EntryKind
from app.rules.queue.names import QueueName
from app.rules.returns.states import ReturnGround
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.task.repeats import Repeat
from app.rules.task.tasks import TaskKind
from app.startup.demo_night import Night
from app.startup.demo_papers import Papers
from app.startup.demo_stage import COMER, LEAD, OPERATOR, Stage, say, until
from app.startup.opening import open_whole
from app.ui.look.theme import ThemeMode

START = "2026-11-23T02:41"
_SIZE = (1366, 768)


def run(desk: Desk, out: Path) -> int:
    """Performs the shift; `desk` is a rehearsal desk at START. Pictures and log go to `out`; returns 0."""
    desk.folder.prepare()
    people.sign_in(desk, name=LEAD.name, role=LEAD.role)
    people.sign_in(desk, name=OPERATOR.name, role=OPERATOR.role)
    joined = open_whole(desk, person=OPERATOR)
    try:
        joined.opened.window.resize(*_SIZE)
        stage = Stage(desk, joined, out)
        shift, night, papers = _Shift(stage), Night(stage), Papers(stage)
        for scene in (
            shift.import_,
            shift.alarm,
            shift.sign,
            night.watch,
            night.urge,
            night.sheet,
            shift.call_back,
            shift.return_,
            shift.supervise,
            shift.duty,
            shift.hand_over,
            night.figures,
            shift.log,
            papers.issue,
            papers.show,
            papers.study,
        ):
            scene()
    finally:
        joined.close()
    say(f"演示完成：{len(stage.made)} 个文件在 {out.resolve()}")
    return 0


class _Shift:
    """The scenes of the shift; each saves a picture."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._desk, self._joined = stage, stage.desk, stage.joined
        self._window, self._shell = stage.window, stage.shell

    def import_(self) -> None:
        """Imports the shipped export; its damaged row goes to a problems workbook."""
        source = self._stage.bring("热线导出示例.xlsx")
        outcome = intake_acts.import_file(self._desk, person=OPERATOR, path=source)
        say(outcome.message)
        self._stage.announce()
        until(lambda: self._window.tickets.view.model().rowCount() > 0)
        self._stage.show_queue(QueueName.TO_SIGN)
        self._stage.picture("01-待签收", self._window)

    def alarm(self) -> None:
        """Ticks: the alarm window opens beside the cockpit."""
        alarm = self._joined.alarm.window
        until(alarm.isVisible)
        self._stage.picture("02-报警窗", alarm)
        ringing = reminder_acts.ringing(self._desk)
        say(f"报警：{len(ringing)} 条提醒")
        cockpit = self._joined.cockpit
        cockpit.toggle()
        until(lambda: bool(cockpit.window.body.standing()))
        self._stage.picture("09-签收台", cockpit.window)
        cockpit.toggle()

    def sign(self) -> None:
        """Signs for the urgent tickets and acknowledges the other alarms."""
        ids = [self._stage.find(number) for number in ("热线-261123-004417", "热线-261123-004420")]
        say(signing.sign(self._desk, person=OPERATOR, ticket_ids=ids).message)
        ticket_acts.dispatch(self._desk, person=OPERATOR, ticket_id=ids[0], unit="预付费专班")
        reminder_acts.acknowledge(
            self._desk, person=OPERATOR, ids=[row.id for row in reminder_acts.ringing(self._desk)]
        )
        self._stage.announce()
        self._stage.show_queue(QueueName.HANDLING)
        self._stage.picture("03-办理中", self._window)

    def call_back(self) -> None:
        """Calls a caller back in the morning and records the survey."""
        ticket = self._stage.find("热线-261120-003610")
        self._stage.show_queue(QueueName.TO_CALL_BACK)
        self._stage.settle()
        self._shell.open_ticket(ticket)
        until(lambda: (detail := self._shell.selection.detail) is not None and detail.row.id == ticket)
        self._shell.commands.run("call-back")
        self._stage.picture("04-回访", self._window)
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
        say(outcome.message)

    def return_(self) -> None:
        """Enters a ticket that belongs elsewhere into the return register."""
        ticket = self._stage.find("热线-261119-003377")
        case = returns_acts.register(
            self._desk,
            person=OPERATOR,
            ticket_id=ticket,
            ground=ReturnGround.NOT_OUR_REMIT,
            basis="派单目录：价格行为由市场监管部门负责",
            suggested_unit="区市场监管局",
        ).result
        say(returns_acts.send(self._desk, person=OPERATOR, return_id=case.id).message)
        self._stage.announce()
        self._shell.open_page("returns")
        self._stage.picture("05-退单登记簿", self._window)

    def duty(self) -> None:
        """Writes the duty log, with what a leader ordered; the list of tasks holds it with a row that comes again."""
        now, desk = self._desk.now(), self._desk
        order = WantedEntry(
            EntryKind.ORDER, "预付费闭店诉求逐件核实后报送", None, "值班领导", OPERATOR.name, now + timedelta(hours=8)
        )
        for wanted in (
            WantedEntry(EntryKind.CALL, "街道来电询问催办工单进展，已告知承办科室"),
            WantedEntry(EntryKind.FAULT, "打印机缺墨，已联系后勤更换"),
            order,
        ):
            say(duty_acts.write(desk, person=OPERATOR, wanted=wanted).message)
        due = now + timedelta(hours=5)
        daily = Wanted(TaskKind.AD_HOC, "向区中心报送当日值守情况", LEAD.name, due, "区中心通知", Repeat.DAILY)
        say(task_acts.add(desk, person=LEAD, wanted=daily).message)
        self._stage.announce()
        for page, name in (("duty-log", "14-值班日志"), ("tasks", "15-任务")):
            self._shell.open_page(page)
            self._stage.picture(name, self._window)

    def hand_over(self) -> None:
        """The night signs its sheet and the day takes over; the day's own sheet stands open beside the archive."""
        record = handover_acts.sign(
            self._desk, person=OPERATOR, unusual="04:10 至 04:45 平台无法登录，已告知区中心"
        ).result
        for outcome in (
            handover_acts.take_over(
                self._desk, person=OPERATOR, handover_id=record.id, name=COMER.name, note="双方核对无误"
            ),
            watch_acts.look(self._desk, person=COMER),
        ):
            say(outcome.message)
        self._shell.take_over(COMER)
        self._stage.announce()
        self._shell.open_page("handover")
        self._stage.picture("16-交接班", self._window)
        modes = getattr(self._window.current_page(), "modes", None)
        if modes is not None:
            modes.choose("archive")
        self._stage.picture("17-交接班存档", self._window)

    def supervise(self) -> None:
        """Reports the expired ticket to the lead; shows the ledger, the escalations and the dark theme."""
        for row in escalation_acts.listing(self._desk):
            if row.reported_at is None:
                outcome = escalation_acts.report(
                    self._desk, person=OPERATOR, escalation_id=row.id, to=LEAD.name, channel="电话", note="已当班报告"
                )
                say(outcome.message)
        self._stage.announce()
        self._shell.open_page("reminders")
        self._stage.picture("06-提醒台账", self._window)
        self._shell.open_page("escalations")
        self._stage.picture("07-到期上报", self._window)
        self._shell.theme.choose(mode=ThemeMode.DARK, now=self._desk.clock.now())
        self._stage.show_queue(QueueName.HANDLING)
        self._stage.picture("08-深色", self._window)

    def log(self) -> None:
        """Exports the day log as the lead."""
        day = local_day(self._desk.now())
        path = self._stage.out / f"当日日志_{day.isoformat()}.xlsx"
        say(write_day_log(self._desk, person=LEAD, day=day, path=path, replace=True).message)
        self._stage.made.append(path)
