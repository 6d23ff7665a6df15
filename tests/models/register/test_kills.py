"""Real kills while a copy is written and while one is restored: never half a copy, never a mixed register."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from app.models.register.restore import restore
from app.models.register.version import HEAD, check_opening
from app.models.upkeep import backup
from app.models.upkeep.copies import check_copy, copies_in
from app.rules.upkeep.states import RegisterFault, RegisterState
from tests.support.registers import copy_empty_register

KILLS = 6
LOOP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.base.paths import DataFolder
from app.models.register.restore import restore
from app.models.upkeep import backup
folder = DataFolder(Path(sys.argv[1]))
copy = Path(sys.argv[2])
print("ready", flush=True)
while True:
    now = datetime.now(UTC)
    if sys.argv[3] == "copy":
        backup.copy_register(folder.database, folder.backups, now=now, reason="timed")
    else:
        restore(folder, copy, now=now, who="x")
    print("done", flush=True)
"""


@pytest.fixture
def copied(folder, clock):
    copy_empty_register(folder)
    folder.register_mark.write_text("x", encoding="utf-8")
    return backup.write_copy(folder.database, folder.root / "kept.sqlite3", now=clock.now(), reason="command")


def killed(folder, copy, what, picks):
    """Lets a process copy or restore over and over, and kills it at a random moment."""
    process = subprocess.Popen(
        [sys.executable, "-c", LOOP, str(folder.root), str(copy), what], stdout=subprocess.PIPE, text=True
    )
    for _ in range(picks.randrange(1, 4)):
        process.stdout.readline()
    try:
        process.wait(timeout=picks.random() * 0.08)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def found_at(folder):
    """The revision of a whole register, else what is wrong with it."""
    try:
        revision = check_opening(folder)
    except RegisterFault as fault:
        return fault.state
    with closing(sqlite3.connect(folder.database)) as register:
        whole = register.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return revision if whole else RegisterState.DAMAGED


def test_a_killed_copy_is_never_among_the_copies(folder, copied):
    picks = random.Random(1)
    for _ in range(KILLS):
        killed(folder, copied, "copy", picks)
        assert all(check_copy(copy.path).holds for copy in copies_in(folder.backups))
    with closing(sqlite3.connect(folder.database)) as register:
        assert register.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_killed_restore_leaves_the_former_the_restored_or_none_and_can_be_done_again(folder, copied):
    picks = random.Random(2)
    for _ in range(KILLS):
        killed(folder, copied, "restore", picks)
        assert found_at(folder) in (HEAD, RegisterState.MISSING)
        restore(folder, copied, now=datetime.now(UTC), who="x")
        assert check_opening(folder) == HEAD
