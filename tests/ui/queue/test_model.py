"""The list's model reads only what is looked at, whatever the length of the list."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from app.desk.ticket.row import TicketRow
from app.rules.law.clocks import ClockName
from app.rules.ticket.states import TicketStatus
from app.ui.queue.model import CHUNK, KEPT_ROWS, ROW_ROLE, TicketListModel
from tests.support.levels import URGENT

NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)


def row(ticket_id: int) -> TicketRow:
    return TicketRow.of(
        id=ticket_id, number=f"N{ticket_id}", title=f"诉求 {ticket_id}", urgency=URGENT,
        status=TicketStatus.TO_SIGN, street="沙河镇", merchant="某店", next_clock=ClockName.SIGN,
        next_due=NOW, dispatched_at=NOW, sign_due_at=NOW, deadline_at=NOW,
    )  # fmt: skip


class Reader:
    """Remembers what was asked and answers when told to."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.waiting: list[tuple[list[int], Callable[[list[TicketRow]], None]]] = []

    def __call__(self, ids: Sequence[int], take: Callable[[list[TicketRow]], None]) -> None:
        self.asked.append(list(ids))
        self.waiting.append((list(ids), take))

    def answer(self) -> None:
        waiting, self.waiting = self.waiting, []
        for ids, take in waiting:
            take([row(i) for i in ids])


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def model(qapp: object, reader: Reader) -> TicketListModel:
    return TicketListModel(reader, lambda: NOW)


def test_a_row_is_read_in_its_chunk_when_it_is_looked_at(model, reader, qtbot) -> None:
    model.set_ids(array("q", range(1000, 1350)))
    assert model.data(model.index(0), ROW_ROLE) is None
    assert model.data(model.index(349), ROW_ROLE) is None
    qtbot.waitUntil(lambda: len(reader.asked) == 2)
    assert reader.asked == [list(range(1000, 1100)), list(range(1300, 1350))]
    reader.answer()
    assert model.data(model.index(0), ROW_ROLE).number == "N1000"
    assert model.row_at(349).id == 1349


def test_a_million_ids_cost_one_chunk(model, reader, qtbot) -> None:
    model.set_ids(array("q", range(1_000_000)))
    assert model.rowCount() == 1_000_000
    model.row_at(999_999)
    qtbot.waitUntil(lambda: len(reader.asked) == 1)
    assert len(reader.asked[0]) == CHUNK


def test_the_old_text_stands_until_the_new_one_is_there(model, reader, qtbot) -> None:
    model.set_ids(array("q", [1, 2]))
    model.row_at(0)
    qtbot.waitUntil(lambda: len(reader.asked) == 1)
    reader.answer()
    assert not model.set_ids(array("q", [1, 2]))
    assert model.row_at(0).id == 1
    qtbot.waitUntil(lambda: len(reader.asked) == 2)


def test_an_answer_for_an_older_list_is_dropped(model, reader, qtbot) -> None:
    model.set_ids(array("q", [1, 2]))
    model.row_at(0)
    qtbot.waitUntil(lambda: len(reader.asked) == 1)
    model.set_ids(array("q", [7, 8]))
    reader.answer()
    assert model.row_at(0) is None
    qtbot.waitUntil(lambda: len(reader.asked) == 2)
    reader.answer()
    assert model.row_at(0).id == 7


def test_a_ticket_that_is_gone_is_asked_for_once(model, reader, qtbot) -> None:
    model.set_ids(array("q", [1, 2]))
    model.row_at(0)
    qtbot.waitUntil(lambda: len(reader.waiting) == 1)
    reader.waiting.pop()[1]([row(2)])
    assert model.row_at(0) is None
    assert model.row_at(1).id == 2
    assert len(reader.asked) == 1


def test_the_cache_stays_small(model, reader, qtbot) -> None:
    model.set_ids(array("q", range(20_000)))
    for place in range(0, 20_000, CHUNK):
        model.row_at(place)
    qtbot.waitUntil(lambda: len(reader.asked) == 200)
    reader.answer()
    assert len(model._rows) <= KEPT_ROWS
    assert model.row_at(19_999) is not None


def test_a_row_says_itself_to_screen_readers(model, reader, qtbot) -> None:
    from PySide6.QtCore import Qt

    model.set_ids(array("q", [5]))
    model.row_at(0)
    qtbot.waitUntil(lambda: len(reader.asked) == 1)
    reader.answer()
    words = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("紧急 N5 诉求 5 待签收")
