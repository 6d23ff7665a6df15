"""Two writers are killed at any moment: every acknowledged line stands, the anchor never claims more, all verifies."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.bootstrap import assemble
from app.desk.upkeep import verification
from app.models.journal.keeping import read_anchor
from tests.support.registers import copy_empty_register

ROUNDS = 3
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble
from app.desk import sign
from app.desk.ticket import editing

desk = assemble(DataFolder(Path(sys.argv[1])), StillClock(datetime(2026, 11, 23, 1, tzinfo=UTC)))
for number in range(100_000):
    values = {"number": f"{sys.argv[2]}-{number}", "title": "退费", "caller": "王某"}
    ticket = editing.create(desk, person=Person("值班员甲"), values=values).result
    sign.sign(desk, person=Person("值班员甲"), ticket_ids=[ticket])
    print(number, flush=True)
"""


def _killed_after(root: Path, name: str, saves: int) -> subprocess.Popen[str]:
    """A writer that has acknowledged so many saves."""
    command = [sys.executable, "-c", WRITER, str(root), name]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert writer.stdout is not None
    for _ in range(saves):
        assert writer.stdout.readline()
    return writer


def test_after_each_kill_the_anchor_claims_no_more_than_stands_and_all_verifies(folder: DataFolder) -> None:
    copy_empty_register(folder)
    acknowledged = 0
    for turn in range(ROUNDS):
        writers = [_killed_after(folder.root, f"{name}{turn}", 2 + 3 * turn) for name in ("甲", "乙")]
        acknowledged += 2 * 2 * (2 + 3 * turn)
        for writer in writers:
            writer.kill()
            writer.communicate()
        claimed = read_anchor(folder.database)
        desk = assemble(folder, StillClock(datetime(2026, 11, 23, 2, tzinfo=UTC)))
        found = verification.verify(desk)
        assert found.holds, found.words()
        assert claimed is not None
        assert claimed.line <= found.lines
        assert found.lines >= acknowledged
        desk.register.close()
