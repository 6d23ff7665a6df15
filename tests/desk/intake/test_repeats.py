"""A number that stands in a file more than once: judged before the register is held, as one file after the other is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.intake import acts as intake_acts
from app.desk.intake.acts import FileResult
from app.desk.shared.context import Desk
from app.desk.upkeep import verification
from app.models.journal.store import JournalRecord
from app.models.ticket.records import TicketRecord
from tests.support.held import calls_while_held
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")
HEADS = "工单编号,数据来源,标题,主要内容,来电人,联系电话,派单时间,截止时间,工单状态,办结时间,是否不计入,剔挂标签,督办人"
FIRST = "热线-1,市级,健身房闭店,要求退费,甲,13800000001,2026-11-20 09:00,2026-12-01 18:00,办理中,,,,"
ROWS = (
    FIRST,
    "热线-2,市级,美发店,退卡,,,2026-11-20 09:00,,办理中,,,剔除,",
    FIRST.replace("要求退费", "要求退费并道歉").replace("13800000001", "13800000002"),
    FIRST.replace("要求退费", "要求退费并道歉").replace("13800000001", "13800000002"),
    FIRST.replace("12-01", "12-03").replace(",,,,", ",,,挂账,某督办"),
    "热线-2,,美发店,退卡,乙,,2026-11-20 09:00,,已办结,2026-11-21 10:00,,剔除,",
    "热线-2,另一来源,美发店,退卡,,,2026-11-20 09:00,,办理中,,,,",
    "热线-2,市级,美发店二,退卡,乙,,2026-11-20 09:00,,已办结,2026-11-21 10:00,,,",
)


@pytest.fixture
def other(tmp_path: Path, clock: StillClock) -> Iterator[Desk]:
    made = desk_on(DataFolder(tmp_path / "另一台"), clock)
    yield made
    made.close()


def bring(desk: Desk, path: Path, *rows: str) -> FileResult:
    path.write_text("\n".join([HEADS, *rows]), encoding="utf-8")
    return intake_acts.import_file(desk, person=OPERATOR, path=path).result


def counts(*results: FileResult) -> tuple[int, ...]:
    named = ("rows", "created", "updated", "unchanged", "refused")
    return tuple(sum(getattr(result, name) for result in results) for name in named)


def stands(desk: Desk) -> tuple[list[TicketRecord], list[list[tuple[object, ...]]], list[list[int]]]:
    """The tickets without what tells in which file they came, their lines, and what the search finds of their words."""
    with desk.register.reading() as stores:
        rows = sorted(stores.tickets.newest(100), key=lambda row: (row.number, row.source, row.title))
        lines = [[_line(line) for line in stores.journal.of_ticket(row.id)] for row in rows]
        places = {row.id: at for at, row in enumerate(rows)}
        found = [[places[one] for one in stores.search.newest(word)] for word in ("退费", "道歉", "美发店二", "督办")]
        return [replace(row, id=0, import_id=None, import_row=None) for row in rows], lines, found


def _line(line: JournalRecord) -> tuple[object, ...]:
    return line.verb, line.ticket_number, dict(line.changes)


@pytest.mark.parametrize(
    ("known", "in_memory"),
    [(0, 1 << 20), (1, 1 << 20), (2, 1 << 20), (0, 0), (1, 0)],
    ids=["new", "one-known", "both-known", "new-from-the-disk", "one-known-from-the-disk"],
)
def test_rows_of_one_number_in_a_file_are_taken_in_as_in_files_one_after_the_other(
    desk: Desk, other: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: int, in_memory: int
) -> None:
    monkeypatch.setattr("app.desk.intake.spool._AS_THEY_ARE", in_memory)
    monkeypatch.setattr("app.desk.intake.spool._IN_MEMORY", in_memory)
    before, rows = ROWS[:known], ROWS[known:]
    for one in (desk, other):
        if before:
            bring(one, tmp_path / "先.csv", *before)
    result = bring(desk, tmp_path / "一.csv", *rows)
    apart = [bring(other, tmp_path / f"{at}.csv", row) for at, row in enumerate(rows)]
    assert counts(result) == counts(*apart)
    assert stands(desk) == stands(other)
    found = verification.verify(desk)
    assert (found.holds, found.tickets_differing) == (True, ())


def test_repeated_rows_are_judged_before_the_register_is_held(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [FIRST.replace("要求退费", f"要求退费{at}") for at in range(5)]
    with calls_while_held(monkeypatch, "app/desk/intake/", "app/desk/ticket/words.py") as found:
        result = bring(desk, tmp_path / "一.csv", *rows, ROWS[1])
    assert counts(result) == (6, 2, 4, 0, 0)
    judging = ("changes.py", "notes.py", "platform.py", "platform_times.py", "words.py")
    assert [place for place in found if place.partition(":")[0].endswith(judging)] == []
    with desk.register.reading() as stores:
        assert stores.tickets.numbered("热线-1")[0].content == "要求退费4"
        assert stores.tickets.numbered("热线-1")[0].version == 5


def test_more_repeats_than_wait_at_once_keep_their_order(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.desk.intake.rows._HELD_BACK_AT_MOST", 3)
    monkeypatch.setattr("app.desk.intake.rows._BATCH", 2)
    monkeypatch.setattr("app.desk.intake.repeats._NUMBERS_AT_MOST", 1)
    rows = [row.replace("要求退费", f"第{at}次").replace("退卡", f"第{at}次") for at in range(6) for row in ROWS[:2]]
    assert counts(bring(desk, tmp_path / "一.csv", *rows)) == (12, 2, 10, 0, 0)
    with desk.register.reading() as stores:
        assert {row.content for row in stores.tickets.newest(9)} == {"第5次"}
    assert verification.verify(desk).holds
