"""Whatever is done in whatever order: no return, no step and no evidence file is lost, and every refusal speaks."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.base.clock import StillClock, read_iso
from app.base.errors import Refused
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk import sign
from app.desk.evidence import acts as evidence_acts
from app.desk.intake.rows import RowKeeper
from app.desk.passing import reads as passing_reads
from app.desk.returns import acts as returns_acts
from app.desk.returns import reads as returns_reads
from app.desk.returns import requests as returns_requests
from app.desk.returns import steps as returns_steps
from app.desk.ticket import acts as ticket_acts
from app.rules.intake.drafts import TicketDraft
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState
from app.rules.ticket.states import TicketStatus
from tests.support.levels import GENERAL
from tests.support.registers import desk_on
from tests.support.searching import examples

OPERATOR = Person("值班员甲")
UNITS = ("区体育局", "区教委", "区文旅局")
TICKETS = 3


class Returns(RuleBasedStateMachine):
    """A desk with three tickets, and a book beside it of all that must still be there."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.clock = StillClock(read_iso("2026-11-23T09:00"))
        self.desk = desk_on(DataFolder(self.home / "data"), self.clock)
        self.tickets = [self._ticket(number) for number in range(TICKETS)]
        self.kept: dict[int, int] = {}
        self.files: dict[str, bytes] = {}
        self.refused: list[str] = []

    def _ticket(self, number: int) -> int:
        known = f"热线-261123-{number:06d}"
        values = {
            "title": "健身房停业", "content": "退卡", "urgency": GENERAL, "dispatched_at": self.desk.now(),
            "dispatched_basis": "", "phones": "13900000001", "phone_raw": "13900000001",
        }  # fmt: skip
        with self.desk.register.writing() as stores:
            import_id = stores.imports.begin({"at": self.desk.now(), "file": "made-up.xlsx", "digest": known})
            keeper = RowKeeper(self.desk, stores, OPERATOR, import_id=import_id, name="made-up.xlsx", backlog=False)
            keeper.take(TicketDraft("Sheet1", 2, known, values))
            keeper.finish()
            ticket = int(stores.tickets.numbered(known)[0].id)
        sign.sign(self.desk, person=OPERATOR, ticket_ids=[ticket])
        return ticket

    def _paper(self, content: int) -> Path:
        path = self.home / f"材料{content}.txt"
        path.write_bytes(f"%PDF-1.4 made up {content} %%EOF".encode())
        return path

    def _try(self, act: Callable[..., Any], *, steps: int = 1, content: int | None = None, **said: Any) -> Any:
        paths = [] if content is None else [self._paper(content)]
        if content is not None:
            said["attachments"] = paths
        try:
            told = act(self.desk, person=OPERATOR, **said).result
        except Refused as refused:
            self.refused.append(refused.message)
            return None
        if steps:
            self.kept[told.id] = self.kept.get(told.id, 0) + steps
        for path in paths:
            self.files[hashlib.sha256(path.read_bytes()).hexdigest()] = path.read_bytes()
        return told

    @rule(
        ticket=st.integers(0, TICKETS - 1),
        ground=st.sampled_from(ReturnGround),
        unit=st.sampled_from(UNITS),
        content=st.none() | st.integers(0, 4),
    )
    def register(self, ticket: int, ground: ReturnGround, unit: str, content: int | None) -> None:
        said = {"ticket_id": self.tickets[ticket], "ground": ground, "basis": "目录", "suggested_unit": unit}
        self._try(returns_acts.register, content=content, **said)

    @rule(ticket=st.integers(0, TICKETS - 1), unit=st.sampled_from(UNITS), content=st.none() | st.integers(0, 4))
    def receive(self, ticket: int, unit: str, content: int | None) -> None:
        said = {"ground": ReturnGround.NOT_OUR_REMIT, "basis": "三定", "department": unit}
        self._try(returns_requests.receive, content=content, ticket_id=self.tickets[ticket], **said)

    @rule(
        act=st.sampled_from(
            (
                returns_acts.send, returns_acts.accept, returns_acts.refuse, returns_acts.withdraw,
                returns_requests.agree, returns_requests.decline, returns_requests.take_back,
            )
        ),
        which=st.integers(0, 30),
    )  # fmt: skip
    def step(self, act: Callable[..., Any], which: int) -> None:
        if self.kept:
            said = {} if act in (returns_acts.send, returns_acts.withdraw) else {"note": "原话"}
            self._try(act, return_id=sorted(self.kept)[which % len(self.kept)], **said)

    @rule(which=st.integers(0, 30), content=st.integers(0, 9))
    def add_evidence(self, which: int, content: int) -> None:
        if self.kept:
            self._try(returns_acts.add_evidence, content=content, return_id=sorted(self.kept)[which % len(self.kept)])

    @rule(ticket=st.integers(0, TICKETS - 1), unit=st.sampled_from(UNITS))
    def dispatch(self, ticket: int, unit: str) -> None:
        self._try(ticket_acts.dispatch, steps=0, ticket_id=self.tickets[ticket], unit=unit)

    @rule(ticket=st.integers(0, TICKETS - 1))
    def close_or_reopen(self, ticket: int) -> None:
        self._try(ticket_acts.close, steps=0, ticket_id=self.tickets[ticket])
        self._try(ticket_acts.reopen, steps=0, ticket_id=self.tickets[ticket], reason="再办")

    @rule(minutes=st.integers(1, 3000))
    def wait(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @invariant()
    def every_return_and_every_step_is_there(self) -> None:
        rows = {row.id: row for row in returns_reads.listing(self.desk)}
        assert set(rows) == set(self.kept)
        told = returns_steps.steps(self.desk, return_ids=list(self.kept))
        counted = {case: sum(step.return_id == case for step in told) for case in self.kept}
        assert counted == self.kept

    @invariant()
    def every_file_has_its_content(self) -> None:
        for digest, content in self.files.items():
            assert evidence_acts.path_of(self.desk, digest=digest).read_bytes() == content
        assert evidence_acts.damaged(self.desk) == []

    @invariant()
    def the_limit_holds_and_a_ticket_stands_where_its_return_does(self) -> None:
        with self.desk.register.reading() as stores:
            for ticket in self.tickets:
                mine = stores.returns.of_ticket(ticket)
                ours = [row for row in mine if row.direction == ReturnDirection.OURS]
                assert sum(row.sent_at is not None for row in ours) <= self.desk.rules.versions[0].max_returns
                assert sum(row.state in ("draft", "sent") for row in ours) <= 1
                assert sum(row.state == ReturnState.RECEIVED for row in mine) <= 1
                sent = any(row.state == ReturnState.SENT for row in ours)
                assert (stores.tickets.get(ticket).status == TicketStatus.RETURNING) == sent
                refused = sum(row.state in ("refused", "final") for row in ours)
                cases = [row for row in stores.passing.listing() if row.ticket_id == ticket]
                assert cases or refused < 2
        assert all(self.refused)
        assert len({case.ticket_id for case in passing_reads.listing(self.desk)}) == len(
            passing_reads.listing(self.desk)
        )

    def teardown(self) -> None:
        self.desk.register.close()
        shutil.rmtree(self.home)


def test_no_sequence_of_acts_loses_a_return_a_step_or_a_file() -> None:
    limits = settings(
        max_examples=examples(12),
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(Returns, settings=limits)
