"""Two processes on one register: a number is taken once, and each finds by search what the other has written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.clock import StillClock
from app.base.errors import Refused
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.intake import acts as intake_acts
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from tests.support.patience import PATIENCE
from tests.support.registers import desk_on

OPERATOR = Person("值班员甲")
COUNT = 25
# Creates the numbers when told to, and tells how many it was the first with.
_CREATES = """
import sys
from pathlib import Path
from app.base.errors import Refused
from app.base.people import Person
from app.bootstrap import open_desk
from app.desk.ticket import editing
desk = open_desk(Path(sys.argv[1]))
made = 0
print("ready", flush=True)
sys.stdin.readline()
for number in sys.argv[2:]:
    try:
        editing.create(desk, person=Person("值班员乙"), values={"number": number, "title": "他处登记"})
        made += 1
    except Refused:
        pass
with desk.register.reading() as stores:
    found = stores.search.count("本处")
print(made, found, flush=True)
desk.close()
"""


@pytest.fixture
def desk(folder: DataFolder, clock: StillClock) -> Iterator[Desk]:
    made = desk_on(folder, clock)
    yield made
    made.register.close()


def numbers() -> list[str]:
    return [f"热线-261122-{at:06d}" for at in range(COUNT)]


class Other:
    """Another process of the program on the same folder."""

    def __init__(self, desk: Desk, wanted: list[str]) -> None:
        command = [sys.executable, "-c", _CREATES, str(desk.folder.root), *wanted]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def start(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def told(self) -> tuple[int, int]:
        """How many tickets it made, and how many of this process its search found."""
        out, _ = self._process.communicate(timeout=PATIENCE)
        assert self._process.returncode == 0
        made, found = out.split()
        return int(made), int(found)


def once_each(desk: Desk) -> bool:
    with desk.register.reading() as stores:
        taken = [len(stores.tickets.numbered(number)) for number in numbers()]
        found = {number: len(stores.search.newest(number)) for number in numbers()}
    return taken == [1] * COUNT and set(found.values()) == {1}


def test_of_two_processes_that_type_a_number_one_is_refused(desk: Desk) -> None:
    other = Other(desk, numbers())
    other.start()
    made, refused = 0, {"number"}
    for number in reversed(numbers()):
        try:
            editing.create(desk, person=OPERATOR, values={"number": number, "title": "本处登记"})
            made += 1
        except Refused as error:
            refused.add(error.field)
    theirs, found = other.told()
    assert (made + theirs, refused) == (COUNT, {"number"})
    assert found <= made
    assert once_each(desk)
    with desk.register.reading() as stores:
        assert stores.search.count("他处") == theirs


def test_numbers_that_come_in_while_a_file_is_read_are_updated_and_not_doubled(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "导出.csv"
    rows = [f"{number},本处导入,要求退费,一般,2026-11-23 02:00" for number in numbers()]
    path.write_text("\n".join(["工单编号,标题,主要内容,紧急程度,派单时间", *rows]), encoding="utf-8")
    other = Other(desk, numbers()[:10])
    told: list[tuple[int, int]] = []

    def meanwhile(rows_done: int, of: int) -> None:
        if not told:
            other.start()
            told.append(other.told())

    result = intake_acts.import_file(desk, person=OPERATOR, path=path, progress=meanwhile).result
    assert told == [(10, 0)]
    assert (result.created, result.updated, result.refused) == (COUNT - 10, 10, 0)
    assert once_each(desk)
    with desk.register.reading() as stores:
        assert {one.import_id for number in numbers()[:10] for one in stores.tickets.numbered(number)} == {None}
