"""Writers take turns in the order they came, and nobody is held up by one that was killed."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.errors import RegisterBusy
from app.models.register import turns
from app.models.register.turns import Turns, turns_of
from tests.support.patience import PATIENCE
from tests.support.processes import wait_until

# Another process: takes a turn, says so, and keeps it until a line comes in.
_HOLDER = """
import sys
from pathlib import Path
from app.models.register.turns import turns_of
shared = turns_of(Path(sys.argv[1]))
with shared.turn("holder"):
    print("has it", flush=True)
    sys.stdin.readline()
shared.close("holder")
"""
# Another process: takes a hundred turns, and prints the longest wait and whether it ever met another writer.
_TAKER = """
import sys, time
from pathlib import Path
from app.models.register.turns import turns_of
shared, mark = turns_of(Path(sys.argv[1])), Path(sys.argv[1] + ".mark")
print("ready", flush=True)
sys.stdin.readline()
longest, met = 0.0, 0
for _ in range(100):
    began = time.monotonic()
    with shared.turn("taker"):
        longest = max(longest, time.monotonic() - began)
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            met += 1
        mark.unlink(missing_ok=True)
print(longest, met)
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite3"


@pytest.fixture
def shared(register: Path) -> Iterator[Turns]:
    made = turns_of(register)
    yield made
    made.close("here")


def _start(code: str, register: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(register)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def holder(register: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the turn until it is killed or gets a line."""
    process = _start(_HOLDER, register)
    assert process.stdout is not None
    assert process.stdout.readline() == "has it\n"
    yield process
    process.kill()
    process.communicate()


def test_a_killed_holder_holds_nobody_up(shared: Turns, holder: subprocess.Popen[str]) -> None:
    began = threading.Event()

    def take() -> None:
        with shared.turn("here"):
            began.set()

    thread = threading.Thread(target=take)
    thread.start()
    assert not began.is_set()
    holder.kill()
    assert began.wait(PATIENCE)
    thread.join()


def test_a_waiter_that_is_killed_lets_the_next_one_through(
    shared: Turns, holder: subprocess.Popen[str], register: Path
) -> None:
    waiter = _start(_HOLDER, register)
    wait_until(lambda: _numbers(register) == 2, what="the second process has a number")
    waiter.kill()
    waiter.communicate()
    holder.communicate("go\n")
    with shared.turn("here"):
        assert _numbers(register) == 3


def test_threads_have_their_turns_in_the_order_they_came(shared: Turns) -> None:
    order: list[int] = []
    threads = []

    def take(number: int) -> None:
        with shared.turn("here"):
            order.append(number)

    with shared.turn("here"):
        for number in range(8):
            threads.append(threading.Thread(target=take, args=(number,)))
            threads[-1].start()
            wait_until(lambda: len(shared._line._gates) == len(threads), what="the thread stands in line")
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_a_write_within_a_write_is_a_fault_at_once_and_no_wait(shared: Turns) -> None:
    with (
        shared.turn("here"),
        pytest.raises(RuntimeError, match="within a write"),
        shared.turn("here"),
    ):
        pass
    with shared.turn("here"):  # the line is whole afterwards
        pass


def test_a_long_wait_for_another_process_is_reported_and_ends(
    shared: Turns, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "NOTICE_SECONDS", 0.01)
    reports: list[bool] = []
    noticed = threading.Event()

    def note(waiting: bool) -> None:
        reports.append(waiting)
        noticed.set()

    def take() -> None:
        with shared.turn("here", note):
            pass

    thread = threading.Thread(target=take)
    thread.start()
    assert noticed.wait(PATIENCE)
    holder.communicate("go\n")
    thread.join()
    assert reports == [True, False]


def test_nobody_waits_for_ever_for_a_process_that_hangs(
    shared: Turns, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "STANDSTILL_SECONDS", 0.05)
    with pytest.raises(RegisterBusy), shared.turn("here"):
        pass
    holder.communicate("go\n")
    with shared.turn("here"):  # it goes on once the other one ended
        pass


def test_a_number_that_was_given_up_holds_no_other_process_up(
    shared: Turns, register: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "STANDSTILL_SECONDS", 0.05)
    with pytest.raises(RegisterBusy), shared.turn("here"):
        pass
    holder.communicate("go\n")
    taker = _start(_TAKER, register)
    assert taker.stdout is not None
    assert taker.stdout.readline() == "ready\n"
    longest, met = taker.communicate("go\n", timeout=PATIENCE)[0].split()
    assert (float(longest) < 5, int(met)) == (True, 0)


def test_four_processes_share_the_turns_and_never_have_one_together(register: Path) -> None:
    takers = [_start(_TAKER, register) for _ in range(4)]
    for taker in takers:
        assert taker.stdout is not None
        assert taker.stdout.readline() == "ready\n"
    found = [taker.communicate("go\n", timeout=PATIENCE)[0].split() for taker in takers]
    assert [int(met) for _longest, met in found] == [0, 0, 0, 0]


def test_without_a_place_for_the_numbers_writers_go_on(tmp_path: Path) -> None:
    shared = turns_of(tmp_path / "gone" / "desk.sqlite3")
    entered = []
    for _ in range(2):
        with shared.turn("here"):
            entered.append("turn")
    shared.close("here")
    assert entered == ["turn", "turn"]
    assert not (tmp_path / "gone").exists()


def test_the_file_of_numbers_is_never_followed_elsewhere(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine")
    (tmp_path / "desk.sqlite3-turns").symlink_to(other)
    shared = turns_of(tmp_path / "desk.sqlite3")
    with shared.turn("here"):
        pass
    shared.close("here")
    assert other.read_text() == "mine"


def test_four_processes_that_save_without_pause_all_get_their_turn(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.support.hammer", str(tmp_path), "2"]
    writers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    results = [json.loads(writer.communicate(timeout=PATIENCE)[0]) for writer in writers]
    assert [result["failed"] for result in results] == [0, 0, 0, 0]
    saved = [result["saved"] for result in results]
    assert min(saved) > max(saved) / 3, saved


def _numbers(register: Path) -> int:
    return int.from_bytes(Path(f"{register}-turns").read_bytes()[:4], "little")
