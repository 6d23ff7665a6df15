"""The search index and the health line."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.base.errors import FileRefused, RegisterBusy
from app.base.people import Person
from app.desk.intake import acts as intake_acts
from app.desk.queue import reads as queue_reads
from app.desk.ticket import editing
from app.desk.upkeep import acts as upkeep_acts
from app.desk.upkeep import copying
from app.models.ticket.search import SearchStore
from app.rules.upkeep.keeping import CopyReason
from tests.benchmarks.made_up import fill
from tests.corpus import headers, writers

OPERATOR = Person("值班员甲")


def test_the_health_line_names_the_next_reminders_and_how_many(desk, take_in, minutes):
    take_in()
    take_in()
    take_in(dispatched_at=desk.now() + minutes(1))
    told = upkeep_acts.health(desk).next_reminders
    assert [(one.at, one.count) for one in told] == [
        (desk.now() + minutes(90), 2),
        (desk.now() + minutes(91), 1),
    ]


def test_the_health_line_tells_of_the_last_import(desk, tmp_path):
    assert (upkeep_acts.health(desk).last_import_at, upkeep_acts.health(desk).last_import_text) == (None, "")
    rows = [headers.row_of(headers.D, "甲"), headers.row_of(headers.D, "1E+17")]
    path = writers.xlsx(tmp_path / "一.xlsx", {"S": [headers.D, *rows]})
    intake_acts.import_file(desk, person=OPERATOR, path=path)
    assert upkeep_acts.health(desk).last_import_text == "2 行 1 退回"
    (tmp_path / "空.csv").write_bytes(b"")
    with pytest.raises(FileRefused):
        intake_acts.import_file(desk, person=OPERATOR, path=tmp_path / "空.csv")
    assert upkeep_acts.health(desk).last_import_text == "文件是空的，未导入"


def test_a_clock_that_stands_before_what_is_on_record_is_warned_of_until_it_has_caught_up(
    desk, still, take_in, minutes
):
    take_in()
    assert not any("电脑时间" in words for words in upkeep_acts.health(desk).warnings)
    still.jump(-minutes(60))
    copying.back_up(desk, reason=CopyReason.COMMAND)  # a later line with an earlier time hides nothing
    (words,) = [words for words in upkeep_acts.health(desk).warnings if "电脑时间" in words]
    assert words == "电脑时间可能不对：现在 11-23 01:41，记录里已有 11-23 02:41 的，请核对"
    still.advance(minutes(58))
    assert not any("电脑时间" in words for words in upkeep_acts.health(desk).warnings)


def _pieces(desk) -> int:
    """How many segments the search index stands in."""
    with closing(sqlite3.connect(desk.folder.database)) as register:
        return register.execute("SELECT count(DISTINCT segid) FROM ticket_search_idx").fetchone()[0]


def _large_import(desk, rows: int) -> None:
    fill(desk, rows)
    with desk.register.writing() as stores:
        stores.imports.finish(stores.imports.last().id, {"rows": rows})
    for number in range(20):
        editing.create(desk, person=OPERATOR, values={"number": f"热线-{number:08d}", "title": "健身房闭店"})


def test_after_a_large_import_the_search_index_is_brought_together_once_and_finds_the_same(desk):
    _large_import(desk, upkeep_acts.LARGE_IMPORT)
    before = [queue_reads.search(desk, text=text) for text in ("健身", "闭店后余额", "0012")]
    assert _pieces(desk) > 1
    assert upkeep_acts.tidy_search(desk) >= 1
    assert _pieces(desk) == 1
    assert [queue_reads.search(desk, text=text) for text in ("健身", "闭店后余额", "0012")] == before
    assert before[0].total > 100
    assert upkeep_acts.tidy_search(desk) == 0


def test_a_tidying_ends_when_it_is_unwanted_and_is_taken_up_again(desk):
    _large_import(desk, upkeep_acts.LARGE_IMPORT)
    assert upkeep_acts.tidy_search(desk, unwanted=lambda: True) == 0
    assert _pieces(desk) > 1
    assert upkeep_acts.tidy_search(desk) >= 1
    assert _pieces(desk) == 1


def test_small_imports_leave_the_search_index_to_itself(desk):
    _large_import(desk, upkeep_acts.LARGE_IMPORT - 1)
    assert upkeep_acts.tidy_search(desk) == 0
    assert _pieces(desk) > 1


def test_a_tidying_that_was_broken_off_is_done_again(desk, monkeypatch):
    _large_import(desk, upkeep_acts.LARGE_IMPORT)
    steps = SearchStore.tidy

    def fails(self, *, begin):
        steps(self, begin=begin)
        raise RegisterBusy("登记库正忙")

    monkeypatch.setattr(SearchStore, "tidy", fails)
    with pytest.raises(RegisterBusy):
        upkeep_acts.tidy_search(desk)
    monkeypatch.setattr(SearchStore, "tidy", steps)
    assert upkeep_acts.tidy_search(desk) >= 1
    assert _pieces(desk) == 1
