"""Signing, taking over, what ends with the shift, the archive, and the reminder of an unsigned sheet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import AlreadyThere, EditConflict, NotAllowed, Refused
from app.base.people import Person, Role
from app.desk import setting
from app.desk.handover import acts, clocks, reads
from app.desk.journal import reads as journal_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.roster import people
from app.files.writers.documents import document_texts
from app.reports import handover as report
from app.rules.handover.parts import HandoverState, Part
from tests.desk.conftest import beijing
from tests.support import busy_register

LEAVER, COMER = Person("值班员甲"), "值班员乙"
# The clock of these tests stands at 02:41 on a Monday: the night shift from 20:00 to 08:00.
DAY = (beijing("2026-11-22T00:00:00"), beijing("2026-11-25T00:00:00"))


@pytest.fixture
def at_the_end(desk, take_in, tmp_path, still):
    """A busy night at its end: the leaver has acknowledged what rang and switched the sound off."""
    people.sign_in(desk, name=LEAVER.name, role=Role.OPERATOR)
    clocks.raise_due(desk)
    busy_register.fill(desk, take_in, tmp_path)
    ringing = reminder_acts.ringing(desk)
    reminder_acts.acknowledge(desk, person=LEAVER, ids=[row.id for row in ringing])
    setting.change(desk, person=LEAVER, name="sound", value="no")
    still.jump(beijing("2026-11-23T07:58:00") - desk.now())
    return desk


def test_both_sign_and_the_sheet_stays_as_it_was(at_the_end, take_in, tmp_path, still):
    desk = at_the_end
    record = acts.sign(desk, person=LEAVER, unusual=" 03:10 平台无法登录 ").result
    before = reads.frozen(desk, handover_id=record.id)
    assert before.intact
    assert before.sheet.unusual == "03:10 平台无法登录"
    assert (record.shift, record.signed_by, record.taken_at) == ("夜班", LEAVER.name, None)
    assert reads.standing(desk).waiting == record
    report.write_signed(desk, person=LEAVER, handover_id=record.id, path=tmp_path / "一.docx")
    take_in("热线-261123-999999", urgency="urgent")
    still.advance(timedelta(minutes=5))
    taken = acts.take_over(desk, person=LEAVER, handover_id=record.id, name=COMER, note="已核对", version=1)
    assert taken.result == Person(COMER)
    after = reads.frozen(desk, handover_id=record.id)
    assert (after.sheet, after.intact) == (before.sheet, True)
    assert (after.record.taken_by, after.record.taken_note) == (COMER, "已核对")
    for name in ("二.docx", "三.docx"):
        report.write_signed(desk, person=Person(COMER), handover_id=record.id, path=tmp_path / name)
    texts = [document_texts(tmp_path / f"{name}.docx") for name in "一二三"]
    assert texts[1] == texts[2]
    assert {"值守交接单", "03:10 平台无法登录", COMER} <= set(texts[1])
    assert [text for text in texts[1] if "999999" in text] == []
    assert "（未签字）" in texts[0]
    with pytest.raises(AlreadyThere):
        report.write_signed(desk, person=LEAVER, handover_id=record.id, path=tmp_path / "三.docx")


def test_what_the_leaver_silenced_rings_again_for_the_comer(at_the_end):
    desk = at_the_end
    assert setting.muted(desk) is not None
    ringing = reminder_acts.raise_due(desk).result
    reminder_acts.acknowledge(desk, person=LEAVER, ids=[row.id for row in ringing])
    assert reads.sheet_now(desk).of(Part.MUTED)
    record = acts.sign(desk, person=LEAVER).result
    quiet = reminder_acts.raise_due(desk).result
    told = acts.take_over(desk, person=LEAVER, handover_id=record.id, name=COMER)
    assert "再响" in told.message
    rung = reminder_acts.raise_due(desk).result
    assert len(rung) > len(quiet)
    assert all(row.acknowledged_by in ("", LEAVER.name) for row in rung)
    assert setting.muted(desk) is None
    assert people.known(desk)[0] == Person(COMER)
    verbs = [line.verb for line in journal_reads.between(desk, start=desk.now(), end=desk.now() + timedelta(seconds=9))]
    assert {"handover-sign", "handover-take", "sign-in"} <= set(verbs)


def test_what_may_not_be_signed_is_refused_at_its_field(at_the_end):
    desk = at_the_end
    with pytest.raises(NotAllowed):
        acts.sign(desk, person=Person(" "))
    with pytest.raises(Refused) as refused:
        acts.sign(desk, person=LEAVER, unusual="长" * (acts.LONGEST + 1))
    assert refused.value.field == "unusual"
    first = acts.sign(desk, person=LEAVER).result
    for name, field in (("", "name"), (LEAVER.name, "name")):
        with pytest.raises(Refused) as refused:
            acts.take_over(desk, person=LEAVER, handover_id=first.id, name=name)
        assert refused.value.field == field
    with pytest.raises(EditConflict):
        acts.take_over(desk, person=LEAVER, handover_id=first.id, name=COMER, version=7)
    acts.take_over(desk, person=LEAVER, handover_id=first.id, name=COMER)
    with pytest.raises(Refused, match="已由值班员乙接班"):
        acts.take_over(desk, person=LEAVER, handover_id=first.id, name="值班员丙")
    with pytest.raises(Refused, match="没有这份"):
        reads.frozen(desk, handover_id=99)


def test_an_altered_sheet_is_noticed_and_not_exported(at_the_end, tmp_path):
    desk = at_the_end
    record = acts.sign(desk, person=LEAVER).result
    with desk.register.writing() as stores:
        stores.connection.exec_driver_sql(
            'UPDATE handovers SET body = replace(body, \'"unusual":""\', \'"unusual":"改"\')'
        )
    assert not reads.frozen(desk, handover_id=record.id).intact
    with pytest.raises(Refused, match="校验码不符"):
        report.write_signed(desk, person=LEAVER, handover_id=record.id, path=tmp_path / "改.docx")
    assert list(tmp_path.glob("*.docx")) == []
    with desk.register.writing() as stores:
        stores.connection.exec_driver_sql("UPDATE handovers SET body = '{'")
    with pytest.raises(Refused, match="已损坏"):
        reads.frozen(desk, handover_id=record.id)


def test_the_archive_finds_sheets_by_word_and_person_and_shows_shifts_without_one(at_the_end, still):
    desk = at_the_end
    first = acts.sign(desk, person=LEAVER, unusual="水管漏水").result
    second = acts.sign(desk, person=LEAVER, unusual="水管漏水，已报修").result
    acts.take_over(desk, person=LEAVER, handover_id=second.id, name=COMER)
    still.jump(timedelta(hours=24))
    rows = reads.archive(desk, since=DAY[0], until=DAY[1])
    assert [(row.state, row.span.name) for row in rows] == [
        (HandoverState.MISSING, "白班"),
        (HandoverState.REPLACED, "夜班"),
        (HandoverState.TAKEN, "夜班"),
    ]
    for words, found in (
        ("漏水", {first.id, second.id}),
        ("已报修 漏水", {second.id}),
        (COMER, {second.id}),
        ("无此", set()),
    ):
        told = reads.archive(desk, since=DAY[0], until=DAY[1], words=words)
        assert {row.record.id for row in told} == found, words


def test_an_unsigned_sheet_rings_after_the_grace_until_it_is_signed(at_the_end, still):
    desk = at_the_end
    assert reads.standing(desk).state is HandoverState.RUNNING
    assert clocks.raise_due(desk) == []
    still.jump(timedelta(minutes=3))
    assert reads.standing(desk).is_owed
    assert clocks.raise_due(desk) == []
    still.jump(timedelta(minutes=14))
    (row,) = clocks.raise_due(desk)
    assert clocks.is_handover(row.id)
    assert clocks.raise_due(desk) == []
    assert [one.id for one in clocks.ringing(desk)] == [row.id]
    clocks.mark_shown(desk, [row.id, 4, -3], "alarm")
    with desk.register.writing() as stores:
        (entry,) = clocks.answer(stores, LEAVER, [row.id], desk.now(), None)
    assert "还没有签字" in entry.text
    assert clocks.ringing(desk) == []
    still.jump(timedelta(minutes=16))
    assert [one.times_raised for one in clocks.raise_due(desk)] == [2]
    acts.sign(desk, person=LEAVER)
    assert clocks.ringing(desk) == []
    still.jump(timedelta(hours=1))
    assert clocks.raise_due(desk) == []


def test_somebody_who_leaves_early_hands_over_what_ran_so_far(at_the_end, still):
    desk = at_the_end
    still.jump(timedelta(hours=3))
    early = acts.sign(desk, person=LEAVER).result
    assert (early.shift, early.shift_to) == ("夜班", early.shift_end)  # the night before, still owed
    acts.take_over(desk, person=LEAVER, handover_id=early.id, name=COMER)
    again = acts.sign(desk, person=Person(COMER)).result
    assert (again.shift, again.shift_to) == ("白班", desk.now())
    still.advance(timedelta(minutes=9))
    assert reads.standing(desk).state is HandoverState.SIGNED
    acts.take_over(desk, person=LEAVER, handover_id=again.id, name="值班员丙")
    assert reads.standing(desk).span.since == again.shift_to
