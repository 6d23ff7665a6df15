"""What was altered behind the program's back is said: some two hundred alterations, each on a fresh copy."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble
from app.desk import sign
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.upkeep import copying, verification
from app.models.journal.anchor import AnchorState
from app.models.journal.keeping import anchor_file
from app.models.journal.verdict import judge
from tests.support import alterations
from tests.support.alterations import Alteration
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")
TICKETS = 12
_DAY = timedelta(days=1)


def work(desk: Desk, first: int, count: int) -> None:
    """A duty's acts on made-up tickets: created, signed for, sent on, edited, noted."""
    for number in range(first, first + count):
        values = {
            "number": f"热线-{number:06d}",
            "title": "健身房闭店",
            "content": "要求退费",
            "phone_raw": "13800000001",
        }
        ticket = editing.create(desk, person=OPERATOR, values=values).result
        sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
        ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket, unit="商业服务科")
        ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ticket, text=f"来电人再次来电，催办 {number}")


@pytest.fixture
def desk(folder: DataFolder, clock: StillClock) -> Iterator[Desk]:
    made = desk_on(folder, clock)
    yield made
    made.register.close()


@pytest.fixture
def register(desk: Desk) -> Path:
    """A closed register with a day's work, its anchor beside it and a copy from before the last tickets."""
    work(desk, 1, TICKETS - 2)
    copying.back_up(desk)
    work(desk, TICKETS - 1, 2)
    assert verification.verify(desk).holds
    desk.register.close()
    return desk.folder.database


def _noticed(register: Path, found: Iterator[Alteration], tmp_path: Path) -> tuple[int, list[str]]:
    """How many of the alterations could be made, and those that nothing noticed."""
    made, unseen = 0, []
    for alteration in found:
        home = tmp_path / "altered"
        shutil.copytree(register.parent, home)
        altered = home / register.name
        if alterations.apply(alteration, altered):
            made += 1
            if judge(altered, tickets=True).holds:
                unseen.append(alteration.name)
        shutil.rmtree(home)
    return made, unseen


def test_every_alteration_of_lines_texts_and_tickets_is_noticed(register: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(register)) as connection:
        (lines,) = connection.execute("SELECT count(*) FROM journal").fetchone()
    found = (
        *alterations.of_columns(lines),
        *alterations.of_lines(lines),
        *alterations.of_texts(),
        *alterations.of_tickets(),
    )
    made, unseen = _noticed(register, iter(found), tmp_path)
    assert unseen == []
    assert made >= 200


def test_acts_that_a_cut_or_missing_log_file_lost_are_noticed_at_the_next_start(desk: Desk, tmp_path: Path) -> None:
    home = desk.folder.root
    work(desk, 1, 4)
    desk.register.write_anchor()
    log = home / "desk.sqlite3-wal"
    whole = log.read_bytes()
    lost = []
    for share in (0, 1, 2, 3, 4, 5, 6, 7, None):
        killed = DataFolder(tmp_path / f"killed-{share}")
        killed.prepare()
        for name in ("desk.sqlite3", "desk.anchor"):
            shutil.copy(home / name, killed.root / name)
        if share is not None:
            (killed.root / log.name).write_bytes(whole[: len(whole) * share // 8])
        again = assemble(killed, StillClock(desk.now()))
        found = verification.verify_on(again)
        lost.append((found.anchor, found.lost > 0))
        again.register.close()
    assert lost == [(AnchorState.SHORTER, True)] * 9


def test_a_loss_stays_said_while_work_goes_on_until_a_person_sets_the_anchor_anew(
    register: Path, clock: StillClock
) -> None:
    with closing(sqlite3.connect(register)) as connection:
        for trigger in ("journal_no_delete", "journal_texts_no_delete"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("DELETE FROM journal WHERE id > (SELECT max(id) - 3 FROM journal)")
        connection.execute("DELETE FROM journal_texts WHERE line_id > (SELECT max(id) FROM journal)")
        connection.commit()
    desk = assemble(DataFolder(register.parent), clock)
    assert verification.verify_on(desk).words() == "登记库少了 3 条已确认的操作"
    work(desk, 900, 1)
    assert verification.verify_on(desk).anchor is AnchorState.REWRITTEN
    clock.advance(_DAY)
    verification.renew_anchor(desk, person=OPERATOR, reason="断电后丢失")
    assert verification.verify_on(desk).holds
    with desk.register.reading() as stores:
        line = next(iter(stores.journal.between(desk.now(), desk.now() + _DAY)))
    assert line.text.startswith("重立锚点（断电后丢失）：原锚点第 ")
    desk.register.close()


def test_a_chain_and_an_anchor_that_were_both_forged_do_not_fit_the_copies(register: Path, clock: StillClock) -> None:
    alterations.apply(Alteration("forged", lambda found: alterations.chain_anew(found, 5)), register)
    alterations.forge_anchor(register)
    assert judge(register, tickets=True).holds  # the register and its anchor alone cannot show it
    desk = assemble(DataFolder(register.parent), clock)
    assert verification.verify(desk).anchor is AnchorState.REWRITTEN
    desk.register.close()


def test_who_rewrites_register_anchor_and_copies_alike_is_not_noticed(register: Path, clock: StillClock) -> None:
    alterations.apply(Alteration("forged", lambda found: alterations.chain_anew(found, 5)), register)
    alterations.forge_anchor(register)
    for copy in (register.parent / "backups").glob("*.sqlite3"):
        copy.unlink()
    desk = assemble(DataFolder(register.parent), clock)
    assert verification.verify(desk).holds
    desk.register.close()


def test_a_missing_anchor_is_said_and_is_not_quietly_written_again(register: Path, clock: StillClock) -> None:
    anchor_file(register).unlink()
    desk = assemble(DataFolder(register.parent), clock)
    work(desk, 900, 1)
    desk.register.write_anchor()
    assert verification.verify_on(desk).anchor is AnchorState.ABSENT
    desk.register.close()


def test_texts_that_were_erased_leave_a_chain_that_holds(register: Path, clock: StillClock) -> None:
    with closing(sqlite3.connect(register)) as connection:
        connection.execute("UPDATE journal_texts SET text = NULL, salt = NULL")
        connection.commit()
    desk = assemble(DataFolder(register.parent), clock)
    assert verification.verify(desk).holds
    with desk.register.reading() as stores:
        texts = {line.text for line in stores.journal.of_ticket(1)}
    assert "（已删除）" in texts
    desk.register.close()
