"""No sequence of acts, refused ones among them, loses an application, a step or a file, or sets a flag too early."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.base.clock import StillClock
from app.base.errors import DeskError
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import Person, Role
from app.desk.evidence import acts as evidence_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion import steps as exclusion_steps
from app.desk.intake.rows import RowKeeper
from app.desk.ticket import reads as ticket_reads
from app.rules.exclusion.moves import ExclusionState
from app.rules.intake.drafts import TicketDraft
from tests.corpus import evidence as made
from tests.desk.conftest import beijing
from tests.support.applications import hand_in
from tests.support.registers import desk_on
from tests.support.searching import examples

LEAD, OPERATOR = Person("班组长乙", Role.SHIFT_LEAD), Person("值班员甲")
PEOPLE = st.sampled_from([LEAD, OPERATOR])
WHICH = st.integers(0, 2)
CONTENTS = (made.png(), made.photo(serial=1), b"MZ program", b"", made.pdf(whole=False), made.bomb()[:300])
S = ExclusionState


class Applications(RuleBasedStateMachine):
    """Three tickets, two people, and everything that can be done to applications in any order."""

    @initialize()
    def begin(self) -> None:
        self.place = tempfile.TemporaryDirectory()
        root = Path(self.place.name)
        self.clock = StillClock(beijing("2026-11-23T10:00:00"))
        self.desk = desk_on(DataFolder(root / "data"), self.clock)
        self.sources = [made.written(root / f"{n}.jpg", content) for n, content in enumerate(CONTENTS)]
        with self.desk.register.writing() as stores:
            import_id = stores.imports.begin({"at": self.desk.now(), "file": "made-up", "digest": "x"})
            keeper = RowKeeper(self.desk, stores, LEAD, import_id=import_id, name="made-up", backlog=False)
            for n in range(3):
                keeper.take(TicketDraft("", n, f"号{n}", {"dispatched_at": self.desk.now(), "status": "closed"}))
            keeper.finish()
        self.tickets = [ticket_reads.find(self.desk, number=f"号{n}") for n in range(3)]
        # What must be there: by application its state, its steps, and the hashes of its files; every hash ever taken.
        self.states: dict[int, ExclusionState] = {}
        self.steps: dict[int, int] = {}
        self.files: dict[int, list[str]] = {}
        self.ever: set[str] = set()
        self.flagged: set[int] = set()

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.register.close()
            stop_log()
            self.place.cleanup()

    def _case(self, which: int) -> int | None:
        known = sorted(self.states)
        return known[which % len(known)] if known else None

    @rule(
        which=WHICH,
        person=PEOPLE,
        major=st.sampled_from([("商户情况", "已注销"), ("挂账", "需长期推进"), ("无", "无")]),
    )
    def create(self, which: int, person: Person, major: tuple[str, str]) -> None:
        ticket = self.tickets[which]
        standing = [
            row for row in exclusion_reads.of_ticket(self.desk, ticket_id=ticket) if row.state is not S.WITHDRAWN
        ]
        with suppress(DeskError):
            made_id = exclusion_acts.create(
                self.desk, person=person, ticket_id=ticket, major=major[0], minor=major[1]
            ).result
            assert not standing
            self.states[made_id], self.steps[made_id], self.files[made_id] = S.DRAFT, 0, []

    @rule(which=WHICH, source=st.integers(0, len(CONTENTS) - 1))
    def add(self, which: int, source: int) -> None:
        case = self._case(which)
        if case is None:
            return
        with suppress(DeskError):
            exclusion_files.add_file(self.desk, person=LEAD, exclusion_id=case, path=self.sources[source])
            assert self.states[case] in (S.DRAFT, S.SENT_BACK)
            digest = exclusion_reads.detail(self.desk, exclusion_id=case).files[-1].digest
            self.files[case].append(digest)
            self.ever.add(digest)

    @rule(which=WHICH, place=st.integers(0, 3))
    def remove(self, which: int, place: int) -> None:
        case = self._case(which)
        if case is None or not self.files[case]:
            return
        file = exclusion_reads.detail(self.desk, exclusion_id=case).files[place % len(self.files[case])]
        with suppress(DeskError):
            exclusion_files.remove_file(self.desk, person=LEAD, file_id=file.id)
            self.files[case].remove(file.digest)

    @rule(which=WHICH, text=st.sampled_from(["", "说明", "注销登记公示"]))
    def save(self, which: int, text: str) -> None:
        case = self._case(which)
        if case is not None:
            with suppress(DeskError):
                exclusion_acts.save(self.desk, person=LEAD, exclusion_id=case, version=None, fields={"statement": text})

    @rule(which=WHICH, person=PEOPLE, overrules=st.booleans())
    def submit(self, which: int, person: Person, overrules: bool) -> None:
        case = self._case(which)
        if case is None:
            return
        stopping = exclusion_reads.detail(self.desk, exclusion_id=case).report.stopping
        reasons = {line.rule: "试办" for line in stopping} if overrules else {}
        with suppress(DeskError):
            hand_in(self.desk, person=person, exclusion_id=case, overruled=reasons)
            assert not stopping or (overrules and person is LEAD)
            self._stepped(case, S.REVIEW)

    @rule(
        which=WHICH,
        verb=st.sampled_from(["pass", "send-back", "refuse", "withdraw"]),
        opinion=st.sampled_from(["同意", ""]),
    )
    def step(self, which: int, verb: str, opinion: str) -> None:
        case = self._case(which)
        if case is None:
            return
        does = {
            "pass": exclusion_steps.pass_on,
            "send-back": exclusion_steps.send_back,
            "refuse": exclusion_steps.refuse,
            "withdraw": exclusion_steps.withdraw,
        }[verb]
        before = self.states[case]
        with suppress(DeskError):
            after = does(self.desk, person=LEAD, exclusion_id=case, opinion=opinion).result
            assert opinion or verb == "withdraw"
            assert before in (S.REVIEW, S.DRAFT, S.SENT_BACK)
            self._stepped(case, after)

    def _stepped(self, case: int, state: ExclusionState) -> None:
        self.states[case] = state
        self.steps[case] += 1

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "states"):
            return
        assert {row.id: row.state for row in exclusion_reads.listing(self.desk)} == self.states
        for case, files in self.files.items():
            told = exclusion_reads.detail(self.desk, exclusion_id=case)
            assert [file.digest for file in told.files] == files
            assert len(told.steps) == self.steps[case]
        assert {digest for digest in self.ever if evidence_acts.path_of(self.desk, digest=digest)} == self.ever
        stored = {path.name for path in self.desk.folder.evidence.rglob("*") if path.is_file()}
        assert stored == self.ever

    @invariant()
    def flags_follow_the_end_alone(self) -> None:
        if not hasattr(self, "states"):
            return
        passed = {row.ticket_id: row.flags for row in exclusion_reads.listing(self.desk) if row.state is S.PASSED}
        for ticket in self.tickets:
            told = ticket_reads.detail(self.desk, ticket_id=ticket)
            flags = tuple(name for name in ("excluded", "parked", "off_volume") if getattr(told.ticket, name))
            assert flags == passed.get(ticket, ())


TestApplications = Applications.TestCase
TestApplications.settings = settings(max_examples=examples(12), stateful_step_count=25, deadline=None)
