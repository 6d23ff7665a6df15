"""While the register is held nothing but writing happens: no file is read, and no rule runs over a long text."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from app.base.clock import SHANGHAI, StillClock, to_local
from app.base.errors import FileRefused
from app.base.paths import DataFolder
from app.base.people import Person, Role
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion import reads as exclusion_reads
from app.desk.intake import acts as intake_acts
from app.desk.intake import following
from app.desk.intake.getting import Getting
from app.desk.law import versions
from app.desk.measure import acts as measure_acts
from app.desk.measure.acts import Grant
from app.desk.reply import acts as reply_acts
from app.desk.shared.context import Desk, Followers
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.upkeep import verification
from app.desk.watch import acts as watch_acts
from app.desk.watch import decisions
from app.desk.watch import reads as watch_reads
from app.files.apart import process
from app.files.apart.reader import Reader
from app.rules.contact.states import AttemptOutcome
from app.rules.exclusion.moves import ExclusionState
from app.rules.law.clocks import ClockName
from app.rules.law.writing import form_of
from app.rules.measure import Confirmation, MeasureKind
from app.rules.reply.form import RESULT
from tests.support.applications import hand_in
from tests.support.held import NOT_WITH_AN_IMPORT, calls_while_held
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


HEADS = "工单编号,标题,主要内容,紧急程度,派单时间,办理期限,联系电话,是否联系,剔挂标签,剔除挂账结果"


def export(path: Path, count: int, *, said: str, due: str, result: str = "审核中", phone: str = "13800000001") -> Path:
    rows = [
        f"热线-261122-{at:06d},健身房闭店{at},{said},一般,2026-11-20 09:00,{due},{phone},否,剔除,{result}"
        for at in range(count)
    ]
    path.write_text("\n".join([HEADS, *rows]), encoding="utf-8")
    return path


def test_what_a_file_says_of_known_tickets_is_judged_before_the_register_is_held(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake_acts.import_file(desk, person=LEAD, path=export(tmp_path / "一.csv", 8, said="退费", due="2026-12-01 18:00"))
    with desk.register.reading() as stores:
        first = stores.tickets.numbered("热线-261122-000000")[0].id
    made = exclusion_acts.create(desk, person=LEAD, ticket_id=first, major="商户情况", minor="已注销").result
    rules = [line.rule for line in exclusion_reads.detail(desk, exclusion_id=made).report.stopping]
    hand_in(desk, person=LEAD, exclusion_id=made, overruled=dict.fromkeys(rules, "试办"))
    path = export(tmp_path / "二.csv", 8, said="答复，" * 10_000, due="2026-12-03 18:00")
    with calls_while_held(monkeypatch, *NOT_WITH_AN_IMPORT) as found:
        result = intake_acts.import_file(desk, person=LEAD, path=path).result
    assert (result.updated, result.refused) == (8, 0)
    assert found == set()
    path = export(tmp_path / "三.csv", 1, said="答复，" * 10_000, due="2026-12-03 18:00", result="审核通过")
    with calls_while_held(monkeypatch) as found:
        intake_acts.import_file(desk, person=LEAD, path=path)
    assert found == set()
    assert exclusion_reads.detail(desk, exclusion_id=made).row.state is ExclusionState.PASSED
    with desk.register.reading() as stores:
        ticket = stores.tickets.numbered("热线-261122-000001")[0]
        ends = {row.due_at for row in stores.reminders.of_ticket(ticket.id) if row.clock is ClockName.DEADLINE}
        assert stores.search.newest("答复") != []
    assert to_local(ticket.imported_deadline).day == 3
    assert ticket.deadline_at in ends


def test_rows_of_granted_deadlines_and_rows_taken_in_from_a_list_are_judged_before(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake_acts.import_file(desk, person=LEAD, path=export(tmp_path / "一.csv", 2, said="退费", due="2026-12-01 18:00"))
    with desk.register.reading() as stores:
        ids = [stores.tickets.numbered(f"热线-261122-00000{at}")[0].id for at in (0, 1)]
    grant = Grant("张主任", "电话", datetime(2026, 12, 3, 18, 0, tzinfo=SHANGHAI), "商户法人在外地")
    for ticket_id in ids:
        measure_acts.enter(desk, person=LEAD, ticket_id=ticket_id, kind=MeasureKind.EXTENSION, grant=grant)
    path = export(tmp_path / "二.csv", 2, said="答复，" * 10_000, due="2026-12-03 18:00")
    with calls_while_held(monkeypatch) as found:
        result = intake_acts.import_file(desk, person=LEAD, path=path).result
    assert found == set()
    assert (result.updated, len(result.told), result.told[0][-5:]) == (2, 2, "与平台一致")
    with desk.register.reading() as stores:
        tickets = stores.tickets.many(ids)
        assert [stores.measures.in_force(one, MeasureKind.EXTENSION).confirmation for one in ids] == [
            Confirmation.SAME
        ] * 2
    assert {(one.imported_deadline, one.local_fields, one.content[:2]) for one in tickets} == {
        (grant.until, "", "答复")
    }
    text = f"工单编号\t标题\t主要内容\t派单时间\n热线-9\t健身房闭店\t{'答复，' * 10_000}\t2026-11-23 02:00:00"
    listed = watch_acts.reconcile(desk, person=LEAD, text=text).result
    missing = next(row for row in watch_reads.last_reconciliation(desk).rows if row.number == "热线-9")
    with calls_while_held(monkeypatch) as found:
        decisions.take_in(desk, person=LEAD, difference_id=missing.id, drafts=listed.drafts)
    assert found == set()
    assert verification.verify(desk).holds


def test_a_row_whose_ticket_was_changed_meanwhile_is_judged_again_before_it_is_written(
    desk: Desk, folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake_acts.import_file(desk, person=OPERATOR, path=csv(tmp_path / "一.csv", 30))
    other = desk_on(folder, StillClock(desk.now()))
    path = tmp_path / "二.csv"
    path.write_text(
        csv(path, 30).read_text(encoding="utf-8").replace("健身房", "美发店").replace("要求", "希望"), encoding="utf-8"
    )
    done: list[str] = []

    def change(rows: int, of: int) -> None:
        if done:
            return
        with other.register.reading() as stores:
            ticket = stores.tickets.numbered("热线-261122-000007")[0]
        changes = {"title": "值班员改的标题"}
        editing.edit(other, person=OPERATOR, ticket_id=ticket.id, changes=changes, version=ticket.version)
        editing.create(other, person=OPERATOR, values={"number": "热线-261122-000099", "title": "别处先到的"})
        done.append(ticket.number)

    rows = path.read_text(encoding="utf-8")
    path.write_text(f"{rows}\n热线-261122-000099,新来的,要求退费,一般,2026-11-23 02:00", encoding="utf-8")
    with calls_while_held(monkeypatch, "app/desk/intake/changes.py") as found:
        result = intake_acts.import_file(desk, person=OPERATOR, path=path, progress=change).result
    other.register.close()
    assert (result.created, result.updated, result.unchanged, result.refused) == (0, 31, 0, 0)
    assert found == set()
    with desk.register.reading() as stores:
        kept, beside = (stores.tickets.numbered(f"热线-261122-{at:06d}") for at in (7, 99))
        assert stores.search.newest("值班员改的标题") == [kept[0].id]
        assert len(beside) == 1
    assert (kept[0].title, kept[0].content[:2]) == ("值班员改的标题", "希望")


def test_what_a_killed_import_left_to_follow_is_done_later(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(tmp_path / "一.csv", 3, said="退费", due="2026-12-01 18:00")
    intake_acts.import_file(desk, person=LEAD, path=path)
    with desk.register.reading() as stores:
        ids = [row.id for at in range(3) for row in stores.tickets.numbered(f"热线-261122-{at:06d}")]
    done: list[object] = []
    known = desk.followers
    told = Followers(known.of_ticket, (lambda *given: done.append(given[1:]),))
    later = Desk(desk.clock, desk.register, desk.folder, lambda: told, desk.law, desk.reader)
    with monkeypatch.context() as killed:
        killed.setattr(following, "try_follow", lambda _: None)
        again = export(tmp_path / "二.csv", 3, said="退费并道歉", due="2026-12-01 18:00", phone="13800000002")
        intake_acts.import_file(later, person=LEAD, path=again)
    assert done == []
    assert following.follow(later)
    assert done == [(Person(LEAD.name), ids)]
    assert not following.follow(later)


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
    path = csv(tmp_path / "一.csv", 700)
    with calls_while_held(monkeypatch) as found:
        result = intake_acts.import_file(desk, person=OPERATOR, path=path, progress=enact).result
    other.register.close()
    assert found == set()  # neither the desk that enacts them nor the one that learns of them reads their text then
    assert (result.rows, result.created) == (700, 700)
    assert len(seen) == 2
    assert seen[1] != seen[0]
    assert desk.law.rules == other.law.rules
