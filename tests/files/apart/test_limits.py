"""The limits hold in the process that sets them, and the largest honest file fits in."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.files.apart.limits import memory_for, seconds_for

MB = 1 << 20
HOLD = "from app.files.apart.limits import Limits; limits = Limits(); limits.hold(memory={memory}, seconds={seconds}); "


def run(work: str, *, memory: int = 900 * MB, seconds: int = 60) -> subprocess.CompletedProcess[str]:
    program = HOLD.format(memory=memory, seconds=seconds) + work
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="there a job object ends the process")
def test_memory_beyond_the_limit_is_not_given_and_a_higher_limit_gives_it_again() -> None:
    ended = run("bytearray(200 << 20)", memory=100 * MB)
    assert ended.returncode == 1
    assert "MemoryError" in ended.stderr
    again = run(f"limits.hold(memory={300 * MB}, seconds=60); bytearray(200 << 20)", memory=100 * MB)
    assert again.returncode == 0, again.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there a job object ends the process")
def test_work_without_end_is_ended() -> None:
    assert run("\nwhile True: pass", seconds=1).returncode < 0


@pytest.mark.skipif(sys.platform == "win32", reason="there the system takes memory back")
def test_a_process_that_keeps_much_of_a_file_says_so() -> None:
    kept = run("small = limits.swollen; kept = bytearray(200 << 20); print(small, limits.swollen)")
    assert kept.stdout.split() == ["False", "True"], kept.stderr


def test_small_files_have_less_and_large_ones_enough() -> None:
    assert memory_for(MB - 1) < 500 * MB < 2.5 * 330 * MB < memory_for(MB)
    assert (seconds_for(1000), seconds_for(20 * MB), seconds_for(1 << 40)) == (15, 75, 600)
