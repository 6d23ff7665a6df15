"""A program killed at any moment of an issue leaves nothing or all: number, figures, file and journal line together."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import time
from datetime import UTC, datetime
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.desk.paper import placing, register
from app.models.journal.verify import open_to_verify, walk
from app.models.paper.packing import unpack
from app.rules.journal import JournalVerb
from tests.desk.paper import issuing_program
from tests.support.figure_tickets import filled_desk
from tests.support.patience import PATIENCE
from tests.support.registers import desk_on


def programs() -> BaseContext:
    """What starts the programs: copies of one that has imported everything, where the system can copy programs."""
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    made = multiprocessing.get_context("forkserver" if forks else "spawn")
    made.set_forkserver_preload([issuing_program.__name__])
    return made


def kill_and_look(folder: DataFolder, out: Path, wait: float) -> tuple[int, bool]:
    """One program, one kill; what is there afterwards is whole.

    Returns how many papers are issued, and whether the kill fell within an issue.
    """
    begun = out / "begun"
    begun.unlink(missing_ok=True)
    program = programs().Process(target=issuing_program.main, args=(str(folder.root), str(out), "500"))
    program.start()
    end = time.monotonic() + PATIENCE
    while not begun.exists() and time.monotonic() < end and program.is_alive():
        time.sleep(0.002)
    time.sleep(wait)
    assert program.is_alive(), program.exitcode
    program.kill()
    program.join()
    program.close()
    within = any(folder.papers.glob("*.lock"))
    return look(folder, out), within


def look(folder: DataFolder, out: Path) -> int:
    desk = desk_on(folder, SystemClock())
    try:
        placing.recover(desk)
        assert list(folder.papers.glob("*")) == []
        assert list(out.glob(".*.part")) == []
        with desk.register.reading() as stores:
            papers = stores.papers.issued()
            contents = [stores.papers.contents(one.id) for one in papers]
            lines = [row for row in stores.journal.between(*everything()) if row.verb in ISSUING]
        assert [one.running for one in papers] == list(range(1, len(papers) + 1))
        assert [f"{one.number}" in line.text for one, line in zip(papers, lines, strict=True)] == [True] * len(papers)
        by_file = {one.file: one for one in papers}
        assert {str(path) for path in out.glob("*.docx")} == set(by_file)
        for one in by_file.values():
            assert hashlib.sha256(Path(one.file).read_bytes()).hexdigest() == one.sha256
        for one, held in zip(papers, contents, strict=True):
            assert one.placed
            assert hashlib.sha256(held.content).hexdigest() == one.sha256
            assert unpack(held.body).frozen
            assert held.facts
        assert len(register.board(desk).issued) == len(papers)
        return len(papers)
    finally:
        desk.close()


# An issue takes some ten milliseconds, more on a busy machine: kills fall before, within and after the first few.
LONGEST_WAIT = 0.6
ISSUING = (JournalVerb.PAPER_ISSUE, JournalVerb.PAPER_CORRECT)


def everything():
    return datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def run(home: Path, kills: int) -> tuple[int, int]:
    """So many kills at random moments, with a new register once a list has grown long.

    Returns how many papers were issued, and how many kills fell within an issue.
    """
    chance = random.Random(20261201)
    total = inside = place = 0
    while kills:
        place += 1
        folder, out = DataFolder(home / f"data{place}"), home / f"out{place}"
        out.mkdir()
        filled_desk(folder, SystemClock(), 100).close()
        issued = 0
        while kills and issued <= 40:
            issued, within = kill_and_look(folder, out, chance.random() * LONGEST_WAIT)
            inside += within
            kills -= 1
        total += issued
        with open_to_verify(folder.database) as connection:
            assert walk(connection).first_broken is None
    return total, inside


def test_a_kill_leaves_nothing_half(tmp_path):
    run(tmp_path, 1)


@pytest.mark.soak
def test_two_hundred_kills_leave_nothing_half(tmp_path):
    issued, inside = run(tmp_path, 200)
    assert issued > 50
    assert inside > 50


def test_an_issue_that_was_committed_gets_its_file_at_the_next_start(desk, issue, making, monkeypatch):
    """Between the commit and the rename: the row stands, the file only beside its place."""

    class Killed(BaseException):
        pass

    def dies(*_: object) -> bool:
        raise Killed

    def keeps(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr(placing.shutil, "rmtree", keeps)
    monkeypatch.setattr("app.desk.paper.issue.put_in_place", dies)
    kept = placing.WindowLock.close
    monkeypatch.setattr(placing.Path, "unlink", keeps)
    with pytest.raises(Killed):
        issue()
    monkeypatch.undo()
    assert placing.WindowLock.close is kept
    (row,) = register.board(desk).issued
    assert not row.paper.placed
    assert not Path(row.paper.file).exists()
    assert placing.recover(desk) == 1
    assert hashlib.sha256(Path(row.paper.file).read_bytes()).hexdigest() == row.paper.sha256
    assert register.board(desk).issued[0].paper.placed
    assert list(desk.folder.papers.iterdir()) == []


def test_a_place_whose_writer_lives_is_left_alone(desk, tmp_path):
    with placing.placing(desk, tmp_path / "报表.docx") as place:
        placing.write_beside(place, tmp_path / "报表.docx", b"content")
        assert placing.recover(desk) == 0
        assert place.aside.read_bytes() == b"content"
    assert list(tmp_path.glob(".*.part")) == []
    assert list(desk.folder.papers.iterdir()) == []
