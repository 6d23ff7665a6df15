"""The disk fills at each write in turn: nothing is half done, the sentence is right, and the desk goes on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.base.clock import StillClock
from app.base.errors import EnvironmentFault
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk import draft
from app.desk.evidence import acts as evidence_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import files as exclusion_files
from app.desk.intake import acts as intake_acts
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.upkeep import copying
from app.models.register import migrate
from app.models.register.version import HEAD, current
from app.reports.day_log import write_day_log
from app.reports.dossier import export_papers
from tests.support.registers import desk_on
from tests.support.small_disk import SmallDisk, small_disk

# The zip file of a workbook that could not be written tries once more when it is thrown away.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

OPERATOR = Person("值班员甲")
DAY = date(2026, 11, 23)
# The space left in each try, in kilobytes; the last one is enough for everything here.
STEPS = (0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024, 2048, 4096, 8192)
COLUMNS = "工单编号,标题,主要内容,紧急程度,派单时间"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", 24) as made:
        yield made


@pytest.fixture
def desk(disk: SmallDisk, clock: StillClock) -> Iterator[Desk]:
    """A desk whose whole data folder lies on the small disk."""
    made = desk_on(DataFolder(disk.root / "data"), clock)
    editing.create(made, person=OPERATOR, values={"number": "热线-1", "title": "健身房闭店"})
    yield made
    disk.empty()
    made.register.close()


@pytest.fixture
def apart(tmp_path: Path, clock: StillClock) -> Iterator[Desk]:
    """A desk on an ordinary disk, whose exports go to the small one."""
    made = desk_on(DataFolder(tmp_path / "data"), clock)
    editing.create(made, person=OPERATOR, values={"number": "热线-1", "title": "健身房闭店"})
    yield made
    made.register.close()


def _state(database: Path) -> tuple[str, int, int, int]:
    """The register as another program sees it: whole or not, and how much is in it."""
    with closing(sqlite3.connect(database)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTED]
    return (verdict, *counts)


def _fault_of(disk: SmallDisk, kilobytes: int, act: Callable[[], object]) -> EnvironmentFault | None:
    """The fault that `act` ends with when so much space is left; the space is given back."""
    disk.leave(kilobytes << 10)
    try:
        act()
    except EnvironmentFault as fault:
        return fault
    finally:
        disk.empty()
    return None


_COUNTED = ("tickets", "journal", "evidence")


def _fill_at_each_write(disk: SmallDisk, database: Path, act: Callable[[], object]) -> int:
    """Tries `act` with more and more space until it succeeds; returns how often it failed.

    After each failure the register is whole and unchanged, no file has come or gone, and the message says what to do.
    """
    before, files = _state(database), set(disk.files())
    failures = 0
    for kilobytes in STEPS:
        fault = _fault_of(disk, kilobytes, act)
        if fault is not None:
            failures += 1
            assert "磁盘空间不足" in fault.message or "磁盘已满" in fault.message, (kilobytes, str(fault))
            assert "清理磁盘" in fault.hint, (kilobytes, str(fault))
            assert _state(database) == before, kilobytes
            kept = {name for name in disk.files() if not name.endswith(("-wal", "-shm", "-turns", ".log"))}
            assert kept <= files, kilobytes
        else:
            return failures
    raise AssertionError("it never succeeded")


def test_a_save_and_a_draft_fail_whole_and_succeed_with_space(disk: SmallDisk, desk: Desk) -> None:
    ticket = _ticket(desk)

    def note() -> None:
        ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ticket, text="说明" * 4_000)

    assert _fill_at_each_write(disk, desk.folder.database, note) > 0
    assert _fill_at_each_write(disk, desk.folder.database, lambda: draft.save(desk, key="k", text="草稿" * 9_000)) > 0
    assert draft.load(desk, key="k") == "草稿" * 9_000


def test_an_import_fails_whole_and_succeeds_with_space(disk: SmallDisk, desk: Desk, tmp_path: Path) -> None:
    rows = [f"N-{at},店铺{at}关门,要求退费{'。' * 200},一般,2026-11-23 09:00" for at in range(300)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([COLUMNS, *rows]), encoding="utf-8")
    made: list[int] = []

    def take_in() -> None:
        made.append(intake_acts.import_file(desk, person=OPERATOR, path=path).result.created)

    assert _fill_at_each_write(disk, desk.folder.database, take_in) > 3
    assert made == [300]


def test_a_problems_file_that_finds_no_space_is_said_and_the_good_rows_stay(
    disk: SmallDisk, apart: Desk, tmp_path: Path
) -> None:
    shutil.rmtree(apart.folder.problems)
    apart.folder.problems.symlink_to(disk.root)
    path = disk.root / "a.csv"
    path.write_text(
        f"{COLUMNS}\nN-1,店铺关门,要求退费,一般,2026-11-23 09:00\nN-2,店铺,x,一般,没有时间", encoding="utf-8"
    )
    disk.leave(0)
    outcome = intake_acts.import_file(apart, person=OPERATOR, path=path)
    assert (outcome.result.created, outcome.result.refused, outcome.result.problems_file) == (1, 1, "")
    assert "磁盘空间不足" in outcome.message
    assert set(disk.files()) == {"a.csv"}


def test_a_day_log_fails_whole_keeps_the_older_one_and_succeeds_with_space(disk: SmallDisk, apart: Desk) -> None:
    for at in range(200):
        editing.create(apart, person=OPERATOR, values={"number": f"N-{at}", "title": f"店铺{at}关门"})
    path = disk.root / "log.xlsx"
    path.write_bytes(b"older")
    before = apart.now()

    def write() -> None:
        try:
            write_day_log(apart, person=OPERATOR, day=DAY, path=path, replace=True)
        except EnvironmentFault:
            assert path.read_bytes() == b"older"
            raise

    assert apart.now() == before
    assert _fill_at_each_write(disk, apart.folder.database, write) > 2
    assert path.read_bytes()[:2] == b"PK"


def test_the_papers_of_an_application_are_both_there_or_neither(disk: SmallDisk, apart: Desk, tmp_path: Path) -> None:
    made = exclusion_acts.create(
        apart, person=OPERATOR, ticket_id=_ticket(apart), major="涉法涉诉", minor="公安机关已立案", statement="已立案。"
    ).result
    proof = tmp_path / "立案通知书.pdf"
    proof.write_bytes(_PDF + b"x" * 150_000)
    exclusion_files.add_file(apart, person=OPERATOR, exclusion_id=made, path=proof, kind="立案通知书")
    out = disk.root / "out"
    out.mkdir()

    def write() -> None:
        export_papers(apart, person=OPERATOR, exclusion_id=made, folder=out)

    assert _fill_at_each_write(disk, apart.folder.database, write) > 2
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".zip"]


def test_evidence_is_taken_in_whole_or_not_at_all(disk: SmallDisk, desk: Desk, tmp_path: Path) -> None:
    proof = tmp_path / "立案通知书.pdf"
    proof.write_bytes(_PDF + b"x" * 150_000)
    made = exclusion_acts.create(
        desk, person=OPERATOR, ticket_id=_ticket(desk), major="涉法涉诉", minor="公安机关已立案", statement="已立案。"
    ).result

    def add() -> None:
        exclusion_files.add_file(desk, person=OPERATOR, exclusion_id=made, path=proof, kind="立案通知书")

    assert _fill_at_each_write(disk, desk.folder.database, add) > 2
    assert evidence_acts.damaged(desk) == []


def test_a_copy_of_the_register_is_whole_or_not_there(disk: SmallDisk, apart: Desk) -> None:
    shutil.rmtree(apart.folder.backups)
    apart.folder.backups.symlink_to(disk.root)
    failures = 0
    for kilobytes in STEPS:
        fault = _fault_of(disk, kilobytes, lambda: copying.back_up(apart))
        if fault is None:
            break
        failures += 1
        assert "磁盘" in str(fault)
        assert disk.files() == {}
    assert failures > 2
    (copy,) = disk.root.glob("desk-*.sqlite3")
    assert _state(copy)[0] == "ok"


def _migrate(folder: DataFolder, clock: StillClock) -> None:
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now())


def test_a_migration_leaves_the_older_register_as_it_was(disk: SmallDisk, clock: StillClock) -> None:
    folder = DataFolder(disk.root / "data")
    folder.prepare()
    older = migrate.revisions()[-2]
    migrate.upgrade(folder.database, backups=folder.backups, now=clock.now(), to=older)
    failures = 0
    for kilobytes in STEPS:
        fault = _fault_of(disk, kilobytes, lambda: _migrate(folder, clock))
        if fault is None:
            break
        failures += 1
        assert current(folder.database) == older
        with closing(sqlite3.connect(folder.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert failures > 2
    assert current(folder.database) == HEAD


_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def _ticket(desk: Desk) -> int:
    with desk.register.reading() as stores:
        return int(stores.tickets.numbered("热线-1")[0].id)
