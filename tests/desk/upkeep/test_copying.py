"""Copies: when one is due, what it holds, where it goes, and what is on the record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from app.base.errors import AlreadyThere, EnvironmentFault, Refused
from app.base.people import Person
from app.desk import setting, sign
from app.desk.intake import acts as intake_acts
from app.desk.queue import history
from app.desk.upkeep import acts as upkeep_acts
from app.desk.upkeep import copying, reads
from app.desk.upkeep.rows import CopyPlace, SecondState
from app.models.upkeep.sidecar import read_sidecar
from app.rules.upkeep.keeping import LARGE_IMPORT_BYTES, MANY_TICKETS, CopyReason

LEAD = Person("班长乙")


def test_a_copy_is_due_on_a_new_desk_and_then_15_minutes_later_when_something_changed(desk, still, take_in):
    assert copying.copy_is_due(desk)
    copying.back_up(desk)
    assert not copying.copy_is_due(desk)
    still.advance(timedelta(days=1))
    assert not copying.copy_is_due(desk)  # nothing changed but the copy's own record
    take_in("甲")
    assert copying.copy_is_due(desk)
    copying.back_up(desk)
    take_in("乙")
    still.advance(timedelta(minutes=14, seconds=59))
    assert not copying.copy_is_due(desk)
    still.advance(timedelta(seconds=1))
    assert copying.copy_is_due(desk)


def test_a_copy_holds_the_tickets_and_its_sidecar_says_so(desk, take_in):
    take_in("甲")
    copy = copying.back_up(desk).result
    with closing(sqlite3.connect(copy)) as held:
        assert held.execute("SELECT number FROM tickets").fetchall() == [("甲",)]
        lines = held.execute("SELECT count(*) FROM journal").fetchone()[0]
    facts = read_sidecar(copy)
    assert facts is not None
    assert (facts.tickets, facts.head.count, facts.size) == (1, lines, copy.stat().st_size)
    health = upkeep_acts.health(desk)
    assert (health.last_backup_at, health.last_backup_ok) == (desk.now(), True)
    (row,) = [reads.checked(row) for row in reads.copies(desk)]
    assert (row.holds, row.tickets, row.lines, row.place) == (True, 1, lines, CopyPlace.HERE)


def test_a_copy_whose_rows_were_altered_does_not_hold(desk, take_in):
    take_in("甲")
    copy = copying.back_up(desk).result
    with closing(sqlite3.connect(copy)) as held:
        for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            held.execute(f"DROP TRIGGER {name}")
        held.execute("DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)")
        held.commit()
    (row,) = [reads.checked(row) for row in reads.copies(desk)]
    assert (row.holds, row.why) == (False, "日志与备份时的记录不一致")


def test_a_file_without_a_registers_tables_is_never_a_copy(desk):
    empty = desk.folder.backups / "desk-20261123-020000-timed.sqlite3"
    with closing(sqlite3.connect(empty)) as other:
        other.execute("CREATE TABLE x (y)")
        other.commit()
    (row,) = [reads.checked(row) for row in reads.copies(desk)]
    assert (row.holds, row.why) == (False, "缺少登记库应有的表")


def test_a_register_that_was_taken_away_gives_no_copy_and_is_not_made_anew(desk, take_in):
    take_in("甲")
    desk.folder.database.rename(desk.folder.root / "elsewhere.sqlite3")
    assert not copying.try_back_up(desk, reason=CopyReason.TIMED)
    assert not desk.folder.database.exists()
    assert reads.copies_of(desk.folder) == []


def test_a_copy_that_cannot_be_written_is_on_the_record(desk):
    desk.folder.backups.rmdir()
    desk.folder.backups.write_text("in the way", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="备份没有写成"):
        copying.back_up(desk)
    assert not upkeep_acts.health(desk).last_backup_ok
    assert not copying.copy_is_due(desk)


def test_a_copy_to_a_named_file_replaces_none_unasked_nor_lies_among_the_desks_own(desk, tmp_path):
    out = tmp_path / "mine.sqlite3"
    assert copying.back_up(desk, out=out).result == out
    before = out.read_bytes()
    with pytest.raises(AlreadyThere):
        copying.back_up(desk, out=out)
    with pytest.raises(Refused, match="数据文件夹"):
        copying.back_up(desk, out=desk.folder.root / "new.sqlite3")
    assert out.read_bytes() == before
    copying.back_up(desk, out=out, replace=True)
    assert out.read_bytes()[:15] == before[:15] == b"SQLite format 3"


def test_the_second_place_gets_each_copy_and_its_state_says_since_when_it_fails(desk, still, take_in, tmp_path):
    stick = tmp_path / "usb"
    stick.mkdir()
    assert reads.second_place(desk).state is SecondState.OFF
    setting.change(desk, person=LEAD, name="second_place", value=str(stick))
    assert reads.second_place(desk).state is SecondState.WAITING
    copying.back_up(desk)
    assert (reads.second_place(desk).state, reads.second_place(desk).since) == (SecondState.THERE, desk.now())
    assert {row.place for row in reads.copies(desk)} == {CopyPlace.HERE, CopyPlace.SECOND}
    assert all(reads.checked(row).holds for row in reads.copies(desk))
    stick.rename(tmp_path / "pulled out")
    still.advance(timedelta(hours=1))
    missing_since = desk.now()
    copying.back_up(desk)
    still.advance(timedelta(hours=1))
    copying.back_up(desk)
    second = reads.second_place(desk)
    assert (second.state, second.since) == (SecondState.MISSING, missing_since)
    assert upkeep_acts.health(desk).second == second


def test_a_file_that_may_hold_many_rows_is_preceded_by_a_copy_unless_nothing_changed(desk, take_in, tmp_path):
    file = tmp_path / "large.csv"
    file.write_bytes(bytes(LARGE_IMPORT_BYTES - 1))
    upkeep_acts.copy_before_import(desk, path=file)
    assert reads.copies(desk) == []
    file.write_bytes(bytes(LARGE_IMPORT_BYTES))
    upkeep_acts.copy_before_import(desk, path=file)
    upkeep_acts.copy_before_import(desk, path=file)
    assert [row.reason for row in reads.copies(desk)] == [CopyReason.IMPORT]


def test_old_copies_that_had_no_room_are_said_to_have_gone_early(desk, monkeypatch):
    for _ in range(4):
        copying.back_up(desk)
    monkeypatch.setattr(copying.copies, "thin", lambda *_a, **_m: copying.Thinning((), ("desk-1", "desk-2")))
    copying.back_up(desk)
    assert any("已提前删除 2 份旧备份" in words for words in upkeep_acts.health(desk).warnings)


def reasons(desk):
    found = sorted(desk.folder.backups.glob("desk-*.sqlite3"))
    return [facts.reason for path in found if (facts := read_sidecar(path)) is not None]


def test_a_large_paste_is_copied_before_and_a_small_one_not(desk):
    def pasted(count, first):
        rows = [f"热线-{at}\t闭店\t要求退费" for at in range(first, first + count)]
        return "\n".join(["工单编号\t标题\t主要内容", *rows])

    assert intake_acts.import_text(desk, person=LEAD, text=pasted(40, 1)).result.created == 40
    assert reasons(desk) == []
    assert intake_acts.import_text(desk, person=LEAD, text=pasted(2_000, 100)).result.created == 2_000
    assert reasons(desk) == ["import"]


def test_an_act_on_many_tickets_is_copied_before(desk):
    rows = [f"热线-{at}\t闭店\t要求退费" for at in range(MANY_TICKETS)]
    text = "\n".join(["工单编号\t标题\t主要内容", *rows])
    intake_acts.import_text(desk, person=LEAD, text=text, backlog=True)
    with desk.register.reading() as stores:
        ids = [row.id for row in stores.tickets.newest(MANY_TICKETS)]
    history.take_into_work(desk, person=LEAD, ticket_ids=ids[:-1])
    assert reasons(desk) == []
    signed = sign.sign(desk, person=LEAD, ticket_ids=ids, reason="补录")
    assert reasons(desk) == ["bulk"]
    signed.undo.use_case(desk)
    assert reasons(desk) == ["bulk", "bulk"]
