"""Whatever is done to a ticket and undone leaves no trace but the journal's: acts at random, all the way."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.base.changes import Outcome
from app.base.clock import StillClock
from app.base.errors import Refused
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import Person, Role
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.escalation import acts as escalation_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion import steps as exclusion_steps
from app.desk.finding import acts as finding_acts
from app.desk.intake.rows import RowKeeper
from app.desk.passing import acts as passing_acts
from app.desk.promise import acts as promise_acts
from app.desk.promise import reads as promise_reads
from app.desk.queue import history
from app.desk.queue import reads as queue_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.reply import acts as reply_acts
from app.desk.reply import rows as reply_rows
from app.desk.returns import acts as returns_acts
from app.desk.returns import requests as returns_requests
from app.desk.shared.context import Desk
from app.desk.survey import acts as survey_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers as urge_answers
from app.models.shared.columns import metadata
from app.models.ticket.images import BELOW, OF_TICKET
from app.rules.contact.states import AttemptOutcome
from app.rules.intake.drafts import TicketDraft
from app.rules.promise.states import PromiseKind, PromiseVerb
from app.rules.returns.states import ReturnGround
from app.rules.survey.states import Contacted, Satisfied, Solved
from tests.corpus import evidence as made
from tests.desk.conftest import beijing
from tests.support.registers import desk_on
from tests.support.searching import examples

OPERATOR, LEAD = Person("值班员甲"), Person("班组长乙", Role.SHIFT_LEAD)
# The journal, the mark of the last tick, kept files, and the catalogue that a first application takes as shipped.
LEFT_OUT = {"journal", "journal_texts", "marks", "evidence", "exclusion_catalogues"}
Act = Callable[["Town"], Outcome[Any]]


@dataclass
class Town:
    """A desk with a few tickets; `ticket` is the one acted upon."""

    desk: Desk
    clock: StillClock
    tickets: list[int]
    picture: Path
    ticket: int = 0

    @property
    def number(self) -> Any:
        return ticket_reads.detail(self.desk, ticket_id=self.ticket)

    def last_return(self) -> int:
        return self._last(self.number.returns)

    def application(self) -> int:
        return self._last(exclusion_reads.of_ticket(self.desk, ticket_id=self.ticket))

    def promise(self) -> Any:
        return self._one(promise_reads.of_ticket(self.desk, ticket_id=self.ticket))

    def passing(self) -> int:
        with self.desk.register.reading() as stores:
            found = stores.passing.open_of(self.ticket)
        return found.id if found is not None else self._nothing()

    def ringing(self) -> list[int]:
        return [row.id for row in reminder_acts.ringing(self.desk) if row.ticket_id == self.ticket] or self._nothing()

    def rounds(self) -> list[int]:
        with self.desk.register.reading() as stores:
            return [row.id for _, row in stores.urges.of_tickets([self.ticket])] or self._nothing()

    def _last(self, rows: Sequence[Any]) -> int:
        return int(self._one(rows).id)

    def _one(self, rows: Sequence[Any]) -> Any:
        return rows[-1] if rows else self._nothing()

    @staticmethod
    def _nothing() -> Any:
        raise Refused("没有")


def by(act: Callable[..., Outcome[Any]], person: Person = OPERATOR, **said: Any) -> Act:
    return lambda town: act(town.desk, person=person, ticket_id=town.ticket, **said)


def soon(town: Town, hours: float = 20) -> Any:
    return town.desk.now() + timedelta(hours=hours)


REACHED, NO_ANSWER = AttemptOutcome.REACHED, AttemptOutcome.NO_ANSWER
CONTENT = {"contacted": Contacted.YES, "solved": Solved.YES, "satisfied": Satisfied.SATISFIED}
ANGRY = {"contacted": Contacted.YES, "solved": Solved.NO, "satisfied": Satisfied.UNSATISFIED, "reason": "没有退费"}
RESULT = "经核实，商户已张贴停业通知。依条例约谈后，商户承诺12月10日前将余额退还诉求人，诉求人表示认可。"
GOOD = {"solved": "部分解决", "basis": "《北京市单用途预付卡管理条例》第十五条", "result": RESULT}
ACTS: dict[str, Act] = {
    "sign": lambda town: sign.sign(town.desk, person=OPERATOR, ticket_ids=[town.ticket], reason="断网"),
    "dispatch": by(ticket_acts.dispatch, unit="一科", office="二组"),
    "close": by(ticket_acts.close, reason="商户已退费"),
    "reopen": by(ticket_acts.reopen, reason="又来电"),
    "contact": lambda town: contact_acts.add_attempt(
        town.desk, person=OPERATOR, ticket_id=town.ticket, number_index=0, outcome=REACHED, reached="本人",
        note="12月10日前退费", call_back_at=soon(town),
    ),
    "no answer": by(contact_acts.add_attempt, number_index=None, outcome=NO_ANSWER, typed="13900000009"),
    "reply": by(reply_acts.save, fields=GOOD, version=None),
    "submit": lambda town: reply_acts.save(
        town.desk, person=OPERATOR, ticket_id=town.ticket, version=None, submit=True,
        fields={**reply_rows.sheet(town.desk, ticket_id=town.ticket, person=OPERATOR).fields, **GOOD},
    ),
    "pass": by(reply_acts.pass_reply, LEAD),
    "send back": by(reply_acts.send_back, LEAD, text="没有说明依据"),
    "sent": by(reply_acts.mark_sent),
    "content": by(survey_acts.record, number_index=0, outcome=REACHED, **CONTENT),
    "angry": by(survey_acts.record, number_index=0, outcome=REACHED, **ANGRY),
    "rework": by(survey_acts.record, number_index=0, outcome=REACHED, then=survey_acts.Then.REWORK, **ANGRY),
    "not reached": by(survey_acts.record, number_index=0, outcome=NO_ANSWER),
    "rework alone": by(survey_acts.rework, reason="仍未退费"),
    "return draft": by(
        returns_acts.register, ground=ReturnGround.NOT_OUR_REMIT, basis="三定方案", suggested_unit="区体育局"
    ),
    "return": by(
        returns_acts.register, ground=ReturnGround.NOT_OUR_REMIT, basis="三定方案", suggested_unit="区体育局", send=True
    ),
    "return send": lambda town: returns_acts.send(town.desk, person=OPERATOR, return_id=town.last_return()),
    "return refuse": lambda town: returns_acts.refuse(
        town.desk, person=OPERATOR, return_id=town.last_return(), note="不符合"
    ),
    "return accept": lambda town: returns_acts.accept(town.desk, person=OPERATOR, return_id=town.last_return()),
    "return withdraw": lambda town: returns_acts.withdraw(town.desk, person=OPERATOR, return_id=town.last_return()),
    "request": by(returns_requests.receive, department="区体育局", ground=ReturnGround.NOT_OUR_REMIT, basis="目录"),
    "request agree": lambda town: returns_requests.agree(town.desk, person=OPERATOR, return_id=town.last_return()),
    "passing": by(passing_acts.open_case, why="两家来回推"),
    "passing report": lambda town: passing_acts.report(
        town.desk, person=OPERATOR, case_id=town.passing(), to="王局", follow_up_at=soon(town)
    ),
    "passing close": lambda town: passing_acts.close(
        town.desk, person=OPERATOR, case_id=town.passing(), outcome="我方主责"
    ),
    "application": by(exclusion_acts.create, major="商户情况", minor="已注销", statement="商户已注销"),
    "application save": lambda town: exclusion_acts.save(
        town.desk, person=OPERATOR, exclusion_id=town.application(), version=None, fields={"basis": "注销公示"}
    ),
    "application file": lambda town: exclusion_files.add_file(
        town.desk, person=OPERATOR, exclusion_id=town.application(), path=town.picture, kind="照片"
    ),
    "application withdraw": lambda town: exclusion_steps.withdraw(
        town.desk, person=OPERATOR, exclusion_id=town.application()
    ),
    "acknowledge": lambda town: reminder_acts.acknowledge(town.desk, person=OPERATOR, ids=town.ringing()),
    "snooze": lambda town: reminder_acts.snooze(town.desk, person=OPERATOR, ids=town.ringing()),
    "promise": lambda town: promise_acts.add(
        town.desk, person=OPERATOR, ticket_id=town.ticket, kind=PromiseKind.REFUND, said="退费", due_at=soon(town)
    ),
    "promise end": lambda town: promise_acts.end(
        town.desk, person=OPERATOR, promise_id=town.promise().id, verb=PromiseVerb.KEEP
    ),
    "explain": lambda town: finding_acts.explain(
        town.desk, person=OPERATOR, note="已核实",
        finding_id=town._last(finding_acts.of_ticket(town.desk, ticket_id=town.ticket)),
    ),
    "report": lambda town: escalation_acts.report(
        town.desk, person=OPERATOR, to="李班长", channel="电话",
        escalation_id=town._one([row for row in escalation_acts.listing(town.desk) if row.ticket_id == town.ticket]).id,
    ),
    "urge": lambda town: urge_acts.open_by_hand(town.desk, person=OPERATOR, ticket_ids=[town.ticket]),
    "urge send": lambda town: urge_acts.send_many(town.desk, person=OPERATOR, round_ids=town.rounds()),
    "urge answer": lambda town: urge_answers.answer(
        town.desk, person=OPERATOR, round_ids=town.rounds(), said="已联系", promised_at=soon(town)
    ),
    "urge keep": lambda town: urge_answers.keep(town.desk, person=OPERATOR, round_id=town.rounds()[-1]),
    "urge rise": lambda town: urge_acts.rise(town.desk, person=OPERATOR, round_id=town.rounds()[-1]),
    "urge person": lambda town: urge_acts.redirect(
        town.desk, person=OPERATOR, round_id=town.rounds()[-1], name="周某"
    ),
    "urge not reached": lambda town: urge_acts.not_reached(town.desk, person=OPERATOR, round_ids=town.rounds()),
    "history": lambda town: history.put_into_history(town.desk, person=OPERATOR, ticket_ids=[town.ticket]),
    "into work": lambda town: history.take_into_work(town.desk, person=OPERATOR, ticket_ids=[town.ticket]),
}  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.sampled_from([0, 0, 1, 4, 90, 600, 1440, 2900])),
    min_size=4,
    max_size=14,
)
WAY = [
    "sign",
    "dispatch",
    "contact",
    "submit",
    "pass",
    "angry",
    "rework",
    "contact",
    "submit",
    "pass",
    "content",
    "reopen",
]


@contextmanager
def town() -> Iterator[Town]:
    with tempfile.TemporaryDirectory() as place:
        clock = StillClock(beijing("2026-11-23T08:50:00"))
        desk = desk_on(DataFolder(Path(place) / "data"), clock)
        try:
            with desk.register.writing() as stores:
                import_id = stores.imports.begin({"at": desk.now(), "file": "made-up", "digest": "x"})
                for count, backlog in enumerate((False, False, True)):
                    keeper = RowKeeper(desk, stores, OPERATOR, import_id=import_id, name="made-up", backlog=backlog)
                    values = {
                        "title": "年卡无法退费", "urgency": "urgent" if count else "general", "caller": "王某",
                        "dispatched_at": desk.now() - timedelta(days=40 * backlog), "phones": "13800000001",
                        "phone_raw": "13800000001", "street": "回龙观街道",
                        "status": "handling" if backlog else "to-sign",
                    }  # fmt: skip
                    keeper.take(TicketDraft("", count, f"号{count}", values))
                    keeper.finish()
                ids = [stores.tickets.numbered(f"号{count}")[0].id for count in range(3)]
            yield Town(desk, clock, ids, made.written(Path(place) / "a.jpg", made.photo(serial=1)))
        finally:
            desk.close()
            stop_log()


def stored(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for what is left out."""
    with desk.register.reading() as stores:
        found = {
            name: stores.connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1").mappings().all()
            for name in metadata.tables
            if name not in LEFT_OUT
        }
    return {name: [{k: v for k, v in row.items() if k != "version"} for row in rows] for name, rows in found.items()}


def lines(desk: Desk) -> int:
    with desk.register.reading() as stores:
        return stores.journal.last_id()


def done_and_undone(town: Town, name: str) -> bool:
    """Does one act, undoes it, and compares; True when the act was possible."""
    before, counters = stored(town.desk), queue_reads.counters(town.desk)
    try:
        outcome = ACTS[name](town)
    except Refused:
        assert stored(town.desk) == before, name
        return False
    if outcome.undo is None:
        assert stored(town.desk) == before, name
        return False
    assert name.startswith("urge") or outcome.undo.words.startswith("号"), name
    line = lines(town.desk)
    outcome.undo.use_case(town.desk)
    assert lines(town.desk) > line if name.startswith("urge") else lines(town.desk) == line + 1, name
    assert stored(town.desk) == before, name
    assert queue_reads.counters(town.desk) == counters
    return True


# Rows that name tickets but belong to a round of a unit, a sheet of an office, a comparison with the platform; those of
# merchants follow the tickets.
OF_MANY = {
    "office_sheet_rows",
    "reconciliation_differences",
    "merchant_tickets",
    "merchant_candidates",
    "merchant_waiting",
}


def test_every_table_with_rows_of_a_ticket_is_restored() -> None:
    of_ticket = {
        table.name
        for table in metadata.tables.values()
        if "ticket_id" in table.c and table.name not in {"journal", "calls", *OF_MANY}
    }
    assert of_ticket == set(OF_TICKET) - {"tickets"}
    below = {
        table.name: (key.parent.name, key.column.table.name)
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in of_ticket and table.name not in {*of_ticket, "calls", "receipts", "urge_slots"}
    }
    assert below == BELOW


def test_the_whole_way_of_a_ticket_is_undone_step_by_step() -> None:
    possible = []
    with town() as here:
        here.ticket = here.tickets[0]
        for name in WAY:
            here.clock.advance(timedelta(hours=5))
            reminder_acts.raise_due(here.desk)
            urge_acts.open_due(here.desk)
            assert done_and_undone(here, name), name
            ACTS[name](here)
        for name in ACTS:
            if done_and_undone(here, name):
                possible.append(name)
    assert {"contact", "close", "return draft", "application", "promise end"} <= set(possible)


@settings(max_examples=examples(14), deadline=None, phases=(Phase.explicit, Phase.generate))
@given(STEPS)
def test_what_is_done_and_undone_leaves_everything_as_before(steps: list[tuple[str, int, int]]) -> None:
    with town() as here:
        for name, which, minutes in steps:
            here.ticket = here.tickets[which]
            here.clock.advance(timedelta(minutes=minutes))
            reminder_acts.raise_due(here.desk)
            urge_acts.open_due(here.desk)
            if done_and_undone(here, name):
                ACTS[name](here)
