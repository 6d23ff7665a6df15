from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from app.base.errors import FolderInUse
from app.base.lock import WindowLock, holder

_HOLD = """
import sys
from pathlib import Path
from app.base.clock import SystemClock
from app.base.lock import WindowLock
lock = WindowLock(Path(sys.argv[1]))
lock.take(now=SystemClock().now())
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(folder):
    """Another process that holds the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder.lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_window_is_told_who_holds_the_folder(folder, clock, other):
    with pytest.raises(FolderInUse) as refused:
        WindowLock(folder.lock).take(now=clock.now())
    assert f"进程 {other.pid}" in str(refused.value)


def test_the_lock_of_a_killed_window_heals_by_itself(folder, clock, other):
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    lock = WindowLock(folder.lock)
    lock.take(now=clock.now())
    assert f"进程 {os.getpid()}" in holder(folder.lock)
    lock.close()


def test_a_closed_lock_is_free(folder, clock):
    for _ in range(2):
        lock = WindowLock(folder.lock)
        lock.take(now=clock.now())
        lock.close()
    assert holder(folder.lock) == ""
