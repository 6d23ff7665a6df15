"""Verification while others write, of every store's writes, and as a run that is kept."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from app.base.people import Person
from app.desk import sign
from app.desk.law import moves
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.upkeep import verification
from app.desk.upkeep.rows import RunKind
from app.models.journal.anchor import AnchorState

OPERATOR = Person("值班员甲")


def test_every_way_of_writing_a_ticket_leaves_its_digest_in_the_journal(
    desk: Desk, take_in: Callable[..., int], minutes: Callable[[float], timedelta]
) -> None:
    ticket = take_in()
    assert take_in("热线-补录", backlog=True)
    take_in("热线-261123-000001", title="标题已更正", content="另一段内容")  # updated by a file
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket, unit="商业服务科")
    editing.correct_dispatch(desk, person=OPERATOR, ticket_id=ticket, at=desk.now() - minutes(9))
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket, reason="已办理")
    with desk.register.writing() as stores:
        moves.recount(desk, desk, stores, OPERATOR, why="新规则", ruled_at=desk.now())
    found = verification.verify(desk)
    assert (found.holds, found.tickets_differing) == (True, ())


def test_it_never_finds_fault_with_lines_that_are_being_written(desk: Desk, take_in: Callable[..., int]) -> None:
    over = threading.Event()

    def write() -> None:
        for _ in range(40):
            sign.sign(desk, person=OPERATOR, ticket_ids=[take_in()])
        over.set()

    writer = threading.Thread(target=write)
    writer.start()
    results = [verification.verify(desk).words()]
    while not over.is_set():
        results.append(verification.verify(desk).words())
    writer.join()
    assert [words for words in results if not words.startswith("完整")] == []
    assert verification.verify(desk).lines >= 80


def test_it_goes_on_from_the_last_proven_line_and_back_to_the_first_when_that_is_gone(
    desk: Desk, take_in: Callable[..., int]
) -> None:
    for _ in range(3):
        take_in()
    assert verification.verify_on(desk).holds
    with closing(sqlite3.connect(desk.folder.database)) as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal SET who = '别人' WHERE id = 2")
        connection.commit()
    take_in()
    assert verification.verify_on(desk).holds  # what lies before the proven line is for the whole verification
    assert verification.verify(desk).first_broken == 2
    with closing(sqlite3.connect(desk.folder.database)) as connection:
        connection.execute("UPDATE journal SET hash = 'x' WHERE id = 4")
        connection.commit()
    assert verification.verify_on(desk).first_broken == 2


def test_each_result_is_kept_as_a_run(desk: Desk, take_in: Callable[..., int]) -> None:
    take_in()
    verification.verify(desk)
    desk.register.write_anchor()
    desk.folder.database.with_suffix(".anchor").unlink()
    found = verification.verify_on(desk)
    assert found.anchor is AnchorState.ABSENT
    with desk.register.reading() as stores:
        whole, on = (stores.keep.last_run(kind) for kind in (RunKind.VERIFIED, RunKind.VERIFIED_ON))
    assert whole is not None
    assert on is not None
    assert (whole.ok, on.ok, on.text) == (True, False, "没有锚点")


@pytest.mark.parametrize("step", [1, 2])
def test_a_verification_that_is_given_up_keeps_nothing(desk: Desk, take_in: Callable[..., int], step: int) -> None:
    take_in()
    steps = iter(range(1, 10))

    def pause() -> None:
        if next(steps) == step:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        verification.verify(desk, pause=pause)
    with desk.register.reading() as stores:
        assert stores.keep.last_run(RunKind.VERIFIED) is None
