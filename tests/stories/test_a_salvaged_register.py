"""A register that was salvaged can be verified again, and says for ever that it was salvaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble
from app.desk.journal import reads as journal_reads
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.upkeep import copying, verification
from app.models.journal.verdict import judge
from app.models.register.salvage import salvage
from tests.support.registers import READER, desk_on

OPERATOR = Person("值班员甲")


def damaged(folder: DataFolder, clock: StillClock, *words: str) -> None:
    """A register of 40 tickets with a note each, and a copy; the pages that hold these words are overwritten."""
    desk = desk_on(folder, clock)
    for at in range(40):
        values = {"number": f"热线-{at}", "title": "闭店", "content": f"要求退费 {at} {'。' * 200}"}
        ticket = editing.create(desk, person=OPERATOR, values=values).result
        ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ticket, text=f"催办 {at} {'字' * 90}")
    copying.back_up(desk)
    desk.register.close()
    content = bytearray(folder.database.read_bytes())
    for word in words:
        start = content.index(word.encode()) // 4096 * 4096
        content[start : start + 4096] = b"\xff" * 4096
    folder.database.write_bytes(content)
    clock.advance(timedelta(hours=1))


# A page of lines, and pages of lines, of texts beside them, and of tickets.
@pytest.mark.parametrize("words", [("热线-30手工录入",), ("热线-9手工录入", "催办 9 ", "要求退费 20 ")])
def test_it_holds_from_then_on_and_says_that_it_was_salvaged(
    folder: DataFolder, clock: StillClock, words: tuple[str, ...]
) -> None:
    damaged(folder, clock, *words)
    assert salvage(folder, now=clock.now(), who="乙").lost > 0
    assert judge(folder.database, tickets=True).holds
    desk = assemble(folder, clock, READER)
    found = verification.verify(desk)
    assert (found.holds, found.first_broken, found.tickets_differing) == (True, None, ())
    assert found.words().endswith("；登记库于 2026-11-23 03:41 抢救过，之前的日志可能有缺")
    lines = list(journal_reads.between(desk, start=clock.now(), end=clock.now() + timedelta(days=1)))
    assert "日志重编：" in lines[0].text
    assert "原校验链自第 " in lines[0].text
    editing.create(desk, person=OPERATOR, values={"number": "热线-后", "title": "闭店"})
    assert verification.verify_on(desk).holds
    assert copying.try_back_up(desk, reason=copying.CopyReason.TIMED)
    desk.register.close()


def test_its_lines_are_as_closed_to_changes_as_before(folder: DataFolder, clock: StillClock) -> None:
    damaged(folder, clock, "催办 30 ")
    salvage(folder, now=clock.now(), who="乙")
    with closing(sqlite3.connect(folder.database)) as direct:
        for statement in ("UPDATE journal SET text = 'x'", "DELETE FROM journal", "DELETE FROM journal_texts"):
            with pytest.raises(sqlite3.IntegrityError):
                direct.execute(statement)
        for (name,) in direct.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            direct.execute(f"DROP TRIGGER {name}")
        direct.execute("UPDATE journal SET who = '别人' WHERE id = 5")
        direct.commit()
    assert judge(folder.database, tickets=True).chain.first_broken == 5
    assert not Path(f"{folder.database}.part").exists()
