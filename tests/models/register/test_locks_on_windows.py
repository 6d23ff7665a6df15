"""The locks of Windows, as far as they can be seen elsewhere: what is locked, how long, and what a refusal means."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.base.errors import FolderInUse, RegisterBusy
from tests.support.windows import FakeMsvcrt, windows_side

NOW = datetime(2026, 11, 23, tzinfo=UTC)
# The bytes of SQLite's shared lock (sqlite3 sources, os.h: PENDING_BYTE + 2, SHARED_SIZE).
SHARED = (0x40000002, 510)


@pytest.fixture
def locks() -> FakeMsvcrt:
    return FakeMsvcrt()


def side(name: str, locks: FakeMsvcrt, patch: pytest.MonkeyPatch) -> SimpleNamespace:
    return windows_side(name, patch, modules={"msvcrt": locks.as_module()})


def held(locks: FakeMsvcrt) -> set[int]:
    return {place[2] for place in locks.held}


def test_a_turn_holds_its_place_and_its_number_and_gives_both_back(
    tmp_path: Path, locks: FakeMsvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = side("app.models.register.turns", locks, monkeypatch)
    shared = turns.turns_of(tmp_path / "desk.sqlite3")
    for number in (1, 2, 3):
        with shared.turn("me"):
            assert held(locks) == {turns._TURN_LOCK, turns._FIRST_SLOT + number}
        assert held(locks) == set()
    assert {size for _, _, size in locks.calls} == {1}
    assert (tmp_path / "desk.sqlite3-turns").read_bytes() == b"\3\0\0\0\3\0\0\0"
    shared.close("me")


def test_two_processes_come_one_after_the_other_in_their_order(
    tmp_path: Path, locks: FakeMsvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = side("app.models.register.turns", locks, monkeypatch).turns_of(tmp_path / "desk.sqlite3")
    second = side("app.models.register.turns", locks, monkeypatch).turns_of(tmp_path / "desk.sqlite3")
    assert first is not second
    order: list[str] = []
    began = threading.Event()

    def wait() -> None:
        began.set()
        with second.turn("second"):
            order.append("second")

    with first.turn("first"):
        other = threading.Thread(target=wait)
        other.start()
        began.wait(5)
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]
    first.close("first")
    second.close("second")


def test_a_turn_that_is_given_up_leaves_nothing_locked(
    tmp_path: Path, locks: FakeMsvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = side("app.models.register.turns", locks, monkeypatch).turns_of(tmp_path / "desk.sqlite3")
    hanging = side("app.models.register.turns", locks, monkeypatch).turns_of(tmp_path / "desk.sqlite3")
    monkeypatch.setitem(mine._queue.enter.__globals__, "STANDSTILL_SECONDS", 0.05)
    with hanging.turn("hanging"), pytest.raises(RegisterBusy), mine.turn("me"):
        pass
    assert held(locks) == set()
    mine.close("me")
    hanging.close("hanging")


def test_a_register_that_another_has_open_is_not_replaced_and_a_free_one_is_looked_at_only(
    tmp_path: Path, locks: FakeMsvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    replacing = side("app.models.register.replacing", locks, monkeypatch)
    register = tmp_path / "desk.sqlite3"
    register.write_bytes(b"x")
    with replacing.nobody_has_open(register):
        assert locks.held == {}
    assert locks.calls == [(locks.LK_NBLCK, *SHARED), (locks.LK_UNLCK, *SHARED)]
    with register.open("rb+") as other:
        other.seek(SHARED[0] + 200)
        locks.locking(other.fileno(), locks.LK_NBLCK, 1)
        with pytest.raises(FolderInUse), replacing.nobody_has_open(register):
            pass


def test_a_second_window_is_refused_while_the_first_holds_its_byte(
    tmp_path: Path, locks: FakeMsvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = side("app.base.lock", locks, monkeypatch)
    path = tmp_path / "window.lock"
    first, second = base.WindowLock(path), base.WindowLock(path)
    first.take(now=NOW)
    assert held(locks) == {1 << 30}
    with pytest.raises(FolderInUse, match="另一个窗口") as refused:
        second.take(now=NOW)
    assert "进程" in refused.value.hint
    first.close()
