"""A ticket that a damaged file hides is never said not to be there: the damage is said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.base.clock import StillClock
from app.base.errors import Refused
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble, main
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.upkeep.states import RegisterFault, RegisterState
from app.ui.sign.sign_numbers import find_all
from tests.support.registers import READER, desk_on

OPERATOR = Person("值班员甲")


@pytest.fixture
def desk(folder: DataFolder, clock: StillClock) -> Desk:
    """A closed desk with ten tickets."""
    made = desk_on(folder, clock)
    for at in range(10):
        editing.create(made, person=OPERATOR, values={"number": f"热线-{at:04d}", "title": "健身房闭店"})
    made.register.close()
    return made


def flip_in_index(register: Path, number: str) -> None:
    """Flips one bit of a number where the indexes of tickets hold it; the table stays as it is."""
    with closing(sqlite3.connect(register)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        roots = connection.execute("SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'tickets'")
        pages = [row[0] for row in roots.fetchall()]
    content = bytearray(register.read_bytes())
    flipped = 0
    for page in pages:
        start = (page - 1) * size
        at = content.find(number.encode(), start, start + size)
        while at >= 0:
            content[at + len(number.encode()) - 1] ^= 0x40
            flipped += 1
            at = content.find(number.encode(), start, start + size)
    assert flipped
    register.write_bytes(content)


def damaged(call: object) -> bool:
    assert callable(call)
    with pytest.raises(RegisterFault) as caught:
        call()
    return caught.value.state is RegisterState.DAMAGED


def test_a_number_that_only_the_index_has_lost_is_damage(desk: Desk, clock: StillClock) -> None:
    flip_in_index(desk.folder.database, "热线-0004")
    again = assemble(desk.folder, clock, READER)
    assert damaged(lambda: ticket_reads.find(again, number="热线-0004"))
    assert damaged(lambda: find_all(again, numbers=("热线-0003", " 热线－0004 ")))
    assert ticket_reads.find(again, number="热线-0003") > 0
    with pytest.raises(Refused, match="没有编号为 热线-9999"):
        ticket_reads.find(again, number="热线-9999")
    again.register.close()


def test_a_row_that_the_journal_knows_is_damage_when_it_is_gone(desk: Desk, clock: StillClock) -> None:
    with closing(sqlite3.connect(desk.folder.database)) as direct:
        direct.execute("PRAGMA foreign_keys=OFF")
        direct.execute("DELETE FROM tickets WHERE id = 5")
        direct.commit()
    again = assemble(desk.folder, clock, READER)
    assert damaged(lambda: ticket_reads.detail(again, ticket_id=5))
    with pytest.raises(Refused, match="没有这件工单"):
        ticket_reads.detail(again, ticket_id=500)
    again.register.close()


@pytest.mark.parametrize("command", [("ticket",), ("explain",), ("review",), ("sign",)])
def test_a_command_says_so(desk: Desk, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    flip_in_index(desk.folder.database, "热线-0004")
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(desk.folder.root), *command, "热线-0004"])
    stop_log()
    told = capsys.readouterr().err
    assert ended.value.code in (1, 3)
    assert "登记库文件已损坏" in told
    assert "没有" not in told


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE tickets SET status = 'tm-sign' WHERE id = 5",
        "UPDATE tickets SET next_clock = 'sigo' WHERE id = 5",
        "UPDATE tickets SET time_class = 'ordinarx' WHERE id = 5",
        "UPDATE reminders SET state = 'plaoned' WHERE ticket_id = 5",
    ],
)
def test_a_value_that_no_register_holds_is_damage(
    desk: Desk, alteration: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(desk.folder.database)) as direct:
        direct.execute("PRAGMA ignore_check_constraints=ON")
        assert direct.execute(alteration).rowcount > 0
        direct.commit()
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(desk.folder.root), "ticket", "--json", "热线-0004"])
    stop_log()
    assert ended.value.code == 1
    assert "登记库文件已损坏" in capsys.readouterr().err
