"""Two processes on one folder edit the same ticket: the second sees field by field what differs, nothing is lost."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from app.base.people import Person
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from tests.support.processes import Program, wait_until

ROOT = Path(__file__).parents[3]
# Opens the folder, reads the ticket, waits until it is let go, then writes what it was given.
EDITOR = """
import json, sys, threading
from pathlib import Path
from app.base.errors import EditConflict
from app.base.people import Person
from app.bootstrap import open_desk
from app.desk.ticket import editing
from app.desk.ticket import reads as tickets

root, number, name, go, changes = sys.argv[1:]
desk = open_desk(Path(root))
ticket = tickets.find(desk, number=number)
version = tickets.detail(desk, ticket_id=ticket).row.version
Path(go + ".read").touch()
while not Path(go).exists():
    threading.Event().wait(0.02)
try:
    told = editing.edit(desk, person=Person(name), ticket_id=ticket, changes=json.loads(changes), version=version)
    print("saved", told.result)
except EditConflict as error:
    print("conflict", error.message, error.hint)
desk.register.close()
"""


@pytest.fixture
def editor(desk, tmp_path):
    started = []

    def start(name: str, **changes: str) -> tuple[Program, Path]:
        go = tmp_path / f"go-{name}"
        command = [sys.executable, "-c", EDITOR, str(desk.folder.root), "甲", name, str(go), json.dumps(changes)]
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        program = Program(command, surroundings, tmp_path / f"{name}.log", cwd=ROOT)
        started.append(program)
        return program, go

    yield start
    for program in started:
        program.stop()


def test_the_second_of_two_processes_sees_each_field_that_differs_and_nothing_is_lost(desk, take_in, editor):
    ticket = take_in("甲", title="旧标题", place="一层")
    first, go_first = editor("值班员甲", title="甲的标题", place="二层")
    second, go_second = editor("值班员乙", title="乙的标题", place="三层", merchant="某某健身有限公司")
    for go in (go_first, go_second):
        wait_until(lambda go=go: Path(f"{go}.read").exists(), what="both have read the ticket")
    go_first.touch()
    assert first.wait() == 0
    assert first.output().startswith("saved")
    go_second.touch()
    assert second.wait() == 0
    said = second.output()
    assert said.startswith("conflict")
    assert "标题：现为“甲的标题”，您写的是“乙的标题”" in said
    assert "地点：现为“二层”，您写的是“三层”" in said
    assert "商户" not in said
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert (told.row.title, told.ticket.place) == ("甲的标题", "二层")
    again = Person("值班员乙")
    editing.edit(desk, person=again, ticket_id=ticket, changes={"title": "乙的标题"}, version=told.row.version)
    after = ticket_reads.detail(desk, ticket_id=ticket)
    assert (after.row.title, after.ticket.place) == ("乙的标题", "二层")
    assert [(line.who, line.changes["标题"]) for line in after.journal if line.verb == "edit"] == [
        ("值班员甲", ("旧标题", "甲的标题")),
        ("值班员乙", ("甲的标题", "乙的标题")),
    ]


def test_two_processes_that_save_at_the_same_moment_never_both_win(desk, take_in, editor):
    ticket = take_in("甲", title="旧标题")
    pair = [editor("值班员甲", title="甲的标题"), editor("值班员乙", title="乙的标题")]
    for _, go in pair:
        wait_until(lambda go=go: Path(f"{go}.read").exists(), what="both have read the ticket")
    for _, go in pair:
        go.touch()
    for program, _ in pair:
        assert program.wait() == 0
    said = sorted(program.output().split()[0] for program, _ in pair)
    assert said == ["conflict", "saved"]
    edits = [line for line in ticket_reads.detail(desk, ticket_id=ticket).journal if line.verb == "edit"]
    assert len(edits) == 1
