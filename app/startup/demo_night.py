"""The night of the demonstration: rounds of looking, an outage, a number joined, urging at 09:00, a sheet and back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import SHANGHAI, to_local
from app.desk import sign as signing
from app.desk.escalation import targets
from app.desk.intake import acts as intake_acts
from app.desk.office import acts as office_acts
from app.desk.office import reads as office_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import editing
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers
from app.desk.urge import reads as urge_reads
from app.desk.watch import acts as watch_acts
from app.desk.watch import decisions, outages
from app.desk.watch import reads as watch_reads
from app.desk.watch import rounds as watch_rounds
from app.desk.watch.rows import Reconciled
from app.rules.office import HEADINGS
from app.rules.watch.states import DifferenceKind
from app.startup.demo_stage import OPERATOR, Stage, say
from app.ui.office.forms import TakeInForm

_MINUTE = timedelta(minutes=1)
_NINE = datetime(2026, 11, 23, 9, 0, 20, tzinfo=SHANGHAI)
_MISSED = ("03:25", "03:30")
_DOWN = "04:10", "04:45"
_UNIT = "家政专班"
_SAID = (("市场运行科", "已联系诉求人，今日办结", 0), ("生活服务科", "已与商户约谈", 0), ("商超专班", "核实后联系", 3))
_PEOPLE = [
    ["科室", "承办单位", "家政专班", "李某", "13900000021", "", "", "", "组长", "微信", "", "周某", "13900000022", ""],
    ["科室", "承办单位", "商超专班", "周某", "13900000031", "", "", "", "科长", "微信", "", "", "", ""],
    ["科室", "承办单位", "预付费专班", "王某", "13900000041", "", "", "", "组长", "微信", "", "", "", ""],
    ["科室", "承办单位", "商业服务科", "赵某", "13900000045", "", "", "", "科长", "微信", "", "", "", ""],
    ["科室", "承办单位", "电子商务科", "孙某", "13900000051", "", "", "", "", "短信", "", "", "", ""],
    ["科室", "承办单位", "市场运行科", "钱某", "13900000061", "", "", "", "科长", "微信", "", "", "", ""],
    ["科室", "承办单位", "生活服务科", "冯某", "13900000071", "", "", "", "科长", "微信", "", "", "", ""],
    ["科室", "承办单位", "餐饮管理科", "卫某", "13900000081", "", "", "", "", "电话", "", "", "", ""],
    ["科室", "承办单位", "会展促进科", "蒋某", "13900000091", "", "", "", "", "微信", "", "", "", ""],
    ["二级", "值班表", "", "郑某", "13900000099", "", "", "", "副局长", "", "", "", "", ""],
]


class Night:
    """The scenes from 02:42 to 09:15."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._desk = stage, stage.desk

    def watch(self) -> None:
        """Looks at the platform in every round but two; the platform fails for half an hour; a ticket is typed."""
        targets.save(self._desk, person=OPERATOR, lines=_PEOPLE, seen=())
        steps: dict[str, Callable[[], object]] = {
            "03:00": lambda: self._sign("热线-261123-004409"),
            "03:36": self._type,
            "04:10": self._fail,
            "04:45": self._recover,
            "05:30": self._reconcile,
            "05:36": lambda: self._sign("热线-261123-004431"),
            "08:50": self._morning,
        }
        watch_rounds.settle(self._desk)
        at = self._desk.now().replace(second=20, microsecond=0)
        while (at := at + _MINUTE) <= _NINE:
            self._stage.pass_to(at)
            self._minute(f"{to_local(at):%H:%M}", steps)

    def _minute(self, clock: str, steps: dict[str, Callable[[], object]]) -> None:
        """One minute of the night: the program's tick, a look at the platform, and what happens at this minute."""
        watch_rounds.settle(self._desk, busy="正在通话" if clock in ("03:30", "03:35") else "")
        if ringing := reminder_acts.raise_due(self._desk).result:
            reminder_acts.acknowledge(self._desk, person=OPERATOR, ids=[row.id for row in ringing])
        begin = f"{clock[:-1]}{0 if clock[-1] < '5' else 5}"
        if clock[-1] in "16" and begin not in _MISSED and not _DOWN[0] <= begin < _DOWN[1]:
            watch_acts.look(self._desk, person=OPERATOR)
        if step := steps.get(clock):
            step()

    def _sign(self, number: str) -> None:
        signing.sign(self._desk, person=OPERATOR, ticket_ids=[self._stage.find(number)])

    def _type(self) -> None:
        """A ticket that was told by telephone gets a temporary number."""
        said = {
            "title": "空调维修收费争议",
            "content": "上门维修空调后加价收费，要求退还多收部分",
            "phone_raw": "13800000020",
        }
        made = editing.create(self._desk, person=OPERATOR, values=said)
        signing.sign(self._desk, person=OPERATOR, ticket_ids=[made.result])
        say(made.message)

    def _fail(self) -> None:
        proof = self._stage.out / "01-待签收.png"
        told = outages.enter(
            self._desk,
            person=OPERATOR,
            since=self._desk.now(),
            until=None,
            what="无法登录",
            told="区中心夜班",
            proof=proof,
        )
        say(told.message)

    def _recover(self) -> None:
        say(outages.end(self._desk, person=OPERATOR, outage_id=outages.listing(self._desk)[0].id).message)

    def _reconcile(self) -> None:
        """Compares the platform's list with the register, and does what each difference asks for."""
        path = self._stage.bring("平台清单.tsv")
        made = watch_acts.reconcile(self._desk, person=OPERATOR, path=path)
        say(made.message)
        self._stage.announce()
        self._stage.shell.open_page("platform-watch")
        self._stage.picture("10-巡查与对账", self._stage.window)
        self._decide(made.result)

    def _decide(self, made: Reconciled) -> None:
        last = watch_reads.last_reconciliation(self._desk)
        for row in last.rows if last is not None else ():
            if row.kind is DifferenceKind.MISSING_HERE:
                act = decisions.join if row.match_number else decisions.take_in
                say(act(self._desk, person=OPERATOR, difference_id=row.id, drafts=made.drafts).message)
            elif row.field is not None and row.field.value in ("unit", "deadline_at"):
                say(decisions.follow_platform(self._desk, person=OPERATOR, difference_id=row.id).message)

    def _morning(self) -> None:
        path = self._stage.bring("早间导出.tsv")
        say(intake_acts.import_file(self._desk, person=OPERATOR, path=path).message)

    def urge(self) -> None:
        """The round at 09:00: every unit's text goes out, some answer, one promises, one cannot be reached."""
        urge_acts.open_due(self._desk)
        rounds = {row.unit: row.id for row in urge_reads.rounds(self._desk, only_open=True)}
        waiting = {rounds.pop(unit) for unit in (_UNIT, "电子商务科") if unit in rounds}
        urge_acts.send_many(self._desk, person=OPERATOR, round_ids=list(rounds.values()))
        for minutes in (1, 6, 9):
            self._stage.pass_to(_NINE + minutes * _MINUTE)
            watch_acts.look(self._desk, person=OPERATOR)
            watch_rounds.settle(self._desk)
        for unit, said, hours in _SAID:
            promised = self._desk.now() + timedelta(hours=hours) if hours else None
            answers.answer(self._desk, person=OPERATOR, round_ids=[rounds[unit]], said=said, promised_at=promised)
        urge_acts.not_reached(self._desk, person=OPERATOR, round_ids=[rounds["餐饮管理科"]])
        self._stage.announce()
        self._stage.shell.open_page("urges")
        self._stage.picture("11-催办", self._stage.window)
        say(urge_acts.send_many(self._desk, person=OPERATOR, round_ids=sorted(waiting)).message)

    def sheet(self) -> None:
        """A sheet goes out to a unit and comes back with three rows filled, one of them wrongly."""
        printed = office_reads.printed(self._desk, unit=_UNIT)
        outcome = office_acts.send_out(
            self._desk, person=OPERATOR, folder=self._stage.out / "科室表", units=[_UNIT], replace=True
        )
        say(outcome.message)
        (sent,) = outcome.result
        self._stage.made.append(Path(sent.file))
        back = self._fill(sent.code, *printed)
        self._stage.shell.open_page("office")
        form = TakeInForm(self._stage.shell, back, office_acts.preview(self._desk, path=back))
        form.open_form()
        self._stage.picture("12-收科室表", form)
        form.reject()
        say(office_acts.take_in(self._desk, person=OPERATOR, path=back).message)
        self._stage.announce()

    def _fill(self, code: str, title: str, rows: list[tuple[str, ...]]) -> Path:
        """The sheet as the unit sends it back, saved as a file of commas."""
        filled = (
            ("2026-11-23 09:05", "已与家政公司约谈", "公司同意退还未服务天数的费用，三日内到账。", "部分解决"),
            ("2026-11-23 08:50", "已联系诉求人，约定上门", "", ""),
            ("昨天下午", "已核实", "", ""),
        )
        blank = ("", "", "", "")
        path = self._stage.out / f"科室表_{_UNIT}_交回.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file)
            lines.writerow([title])
            lines.writerow([f"编号 {code}"])
            lines.writerow(HEADINGS)
            for at, cells in enumerate(rows):
                lines.writerow([*cells, *(filled[at] if at < len(filled) else blank)])
        self._stage.made.append(path)
        return path

    def figures(self) -> None:
        """The night in figures: the quality page's part 平台."""
        self._stage.shell.open_page("quality")
        page = self._stage.window.current_page()
        what = getattr(page, "what", None)
        if what is not None:
            what.choose("days")
        self._stage.picture("13-平台与催办", self._stage.window)
