"""While the register is held nothing but writing happens: no file is read, and no rule runs over a long text."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.base.clock import StillClock
from app.base.errors import FileRefused
from app.base.paths import DataFolder
from app.base.people import Person, Role
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import files as exclusion_files
from app.desk.intake import acts as intake_acts
from app.desk.intake.getting import Getting
from app.desk.law import versions
from app.desk.reply import acts as reply_acts
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.files.apart import process
from app.files.apart.reader import Reader
from app.rules.contact.states import AttemptOutcome
from app.rules.law.writing import form_of
from app.rules.reply.form import RESULT
from tests.support.held import calls_while_held
from tests.support.patience import PATIENCE
from tests.support.registers import desk_on

OPERATOR, LEAD = Person("值班员甲"), Person("班长乙", Role.SHIFT_LEAD)
# A reading process that sends the rows of a file it was asked for, all but the end, and then hangs.
_HANGS = """
import sys, time
from app.files.apart import answers, messages
real = answers.send
def send(pipe, kind, body=b""):
    if kind == messages.DONE and asked[0] == "Tickets":
        time.sleep(600)
    real(pipe, kind, body)
asked = [""]
to = answers._Answers.to
def answer(self, request):
    asked[0] = type(request).__name__
    return to(self, request)
answers.send, answers._Answers.to = send, answer
from app.files.apart.serving import main
main()
"""
# Another process that saves one ticket.
_SAVES = """
import sys
from pathlib import Path
from app.base.people import Person
from app.bootstrap import open_desk
from app.desk.ticket import editing
desk = open_desk(Path(sys.argv[1]))
editing.create(desk, person=Person("值班员丙"), values={"number": "热线-他处", "title": "健身房闭店"})
desk.close()
"""


@pytest.fixture
def desk(folder: DataFolder, clock: StillClock) -> Iterator[Desk]:
    made = desk_on(folder, clock)
    yield made
    made.register.close()


def csv(path: Path, count: int, *, first: int = 1) -> Path:
    rows = [
        f"热线-261122-{at:06d},健身房闭店{at},要求退费，12月10日前答复,一般,2026-11-23 02:00" for at in range(count)
    ]
    path.write_text("\n".join(["工单编号,标题,主要内容,紧急程度,派单时间", *rows[first - 1 :]]), encoding="utf-8")
    return path


def test_a_reader_that_hangs_between_rows_keeps_nobody_from_saving(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv(tmp_path / "导出.csv", 700)
    monkeypatch.setattr(process, "reader_command", lambda: [sys.executable, "-c", _HANGS])
    monkeypatch.setattr(process, "STREAMING", PATIENCE)
    mine = Reader()
    hanging, stopped = threading.Event(), threading.Event()
    refusals: list[BaseException] = []

    def cancelled() -> bool:
        return stopped.is_set()

    def take_in() -> None:
        try:
            intake_acts.import_file(
                Desk(desk.clock, desk.register, desk.folder, desk.find_followers, desk.law, mine),
                person=OPERATOR,
                path=path,
                progress=lambda rows, of: hanging.set() if rows == 700 and not of else None,
                cancelled=cancelled,
            )
        except BaseException as error:
            refusals.append(error)

    importing = threading.Thread(target=take_in)
    importing.start()
    try:
        assert hanging.wait(PATIENCE)
        saved = subprocess.run(
            [sys.executable, "-c", _SAVES, str(desk.folder.root)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert saved.returncode == 0, saved.stderr
        editing.create(desk, person=OPERATOR, values={"number": "热线-此处", "title": "健身房闭店"})
        assert importing.is_alive()
    finally:
        stopped.set()
        importing.join(PATIENCE)
        mine.close()
    assert [type(error).__name__ for error in refusals] == ["Refused"]
    with desk.register.reading() as stores:
        assert stores.tickets.is_taken("热线-他处")
        assert stores.queues.count(()) == 2


def test_a_file_that_is_refused_after_many_rows_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path / "导出.csv", 700)
    changed: list[int] = []

    def change(rows: int, of: int) -> None:
        if not changed:
            changed.append(rows)
            path.write_bytes(path.read_bytes() + b"\n")

    with pytest.raises(FileRefused, match="被改动"):
        intake_acts.import_file(desk, person=OPERATOR, path=path, progress=change)
    with desk.register.reading() as stores:
        assert stores.queues.count(()) == 0


def test_imports_read_and_judge_before_the_register_is_held(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with calls_while_held(monkeypatch) as found:
        first = intake_acts.import_file(desk, person=OPERATOR, path=csv(tmp_path / "一.csv", 900)).result
        again = intake_acts.import_file(desk, person=OPERATOR, path=csv(tmp_path / "二.csv", 900, first=400)).result
    assert (first.created, again.unchanged) == (900, 501)
    assert found == set()


def test_replies_calls_notes_and_applications_are_judged_before_the_register_is_held(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = editing.create(
        desk,
        person=OPERATOR,
        values={"number": "热线-1", "title": "闭店", "content": "要求退费", "phone_raw": "13800000001"},
    ).result
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    proof = tmp_path / "立案通知书.pdf"
    proof.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n")
    with calls_while_held(monkeypatch) as found:
        contact_acts.add_attempt(
            desk,
            person=OPERATOR,
            ticket_id=ticket,
            number_index=0,
            outcome=AttemptOutcome.REACHED,
            note="商户承诺12月10日前退费",
            evidence_file=proof,
        )
        ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ticket, text="12月12日前回复诉求人")
        made = exclusion_acts.create(
            desk, person=LEAD, ticket_id=ticket, major="涉法涉诉", minor="公安机关已立案", statement="已立案。"
        ).result
        file = exclusion_files.add_file(desk, person=LEAD, exclusion_id=made, path=proof).result
        exclusion_files.state_file(desk, person=LEAD, file_id=file, kind="立案通知书")
        fields = {RESULT: "已联系商户，承诺12月10日前退费。"}
        reply_acts.save(desk, person=OPERATOR, ticket_id=ticket, fields=fields, version=None)
        with pytest.raises(Exception, match="核验") as submitted:
            reply_acts.save(desk, person=OPERATOR, ticket_id=ticket, fields=fields, version=None, submit=True)
        with pytest.raises(Exception, match="材料核验") as applied:
            exclusion_acts.save(desk, person=LEAD, exclusion_id=made, version=None, fields={}, submit=True)
    assert (submitted.type.__name__, applied.type.__name__) == ("Refused", "Refused")
    assert found == set()


def test_rules_that_another_desk_puts_in_force_meanwhile_hold_for_the_whole_file(
    desk: Desk, folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk_on(folder, StillClock(desk.now()))
    form = form_of(other.rules.in_force(other.now()))
    form["effective_from"], form["sign_minutes"] = date(2026, 11, 24), {"urgent": 10, "general": 180}
    read, enacted, seen = Getting.read, list[int](), list[object]()

    def counted(self: Getting, *arguments: object) -> None:
        read(self, *arguments)
        seen.append(desk.law.rules)

    def enact(rows: int, of: int) -> None:
        if not enacted:
            enacted.append(versions.save(other, person=LEAD, form=form).result)

    monkeypatch.setattr(Getting, "read", counted)
    result = intake_acts.import_file(desk, person=OPERATOR, path=csv(tmp_path / "一.csv", 700), progress=enact).result
    other.register.close()
    assert (result.rows, result.created) == (700, 700)
    assert len(seen) == 2
    assert seen[1] != seen[0]
    assert desk.law.rules == other.law.rules
