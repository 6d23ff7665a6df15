"""What every test stands on: a still clock, an empty data folder, a private screen and bus, nothing left behind."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from app.base.clock import StillClock
from app.base.garbage import collect_some
from app.base.log import stop_log
from app.base.paths import DataFolder
from tests.support import compiled, guards, needs, searching, state_folder
from tests.support.blackbox import Accessibility
from tests.support.bus import NoticeRecorder, PrivateBus, RealDaemon
from tests.support.patience import PATIENCE_MS
from tests.support.processes import Launch, Program
from tests.support.screen import Screen

# Read when the first QApplication is made, so it must stand before any test.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("JIESU_DESK_DATA", None)
state_folder.use_own()
compiled.keep_compiled()

searching.load_profile()


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Tests whose programs are not installed are skipped, naming them."""
    for item in items:
        missing = needs.missing_for({marker.name for marker in item.iter_markers()})
        if missing:
            item.add_marker(pytest.mark.skip(reason=needs.skip_words(missing)))


def pytest_collection_finish() -> None:
    """Sets aside what the imports made: collections, and the guards that look through all objects, pass over it.

    From here on collections run between tests only, on the thread of the tests: a reader thread of a window
    would free Qt's objects of an earlier test, and hang.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Long bytes are named by their length, so that every worker names a test alike and a report stays readable."""
    return f"{argname}-of-{len(val)}-bytes" if isinstance(val, bytes) and len(val) > 40 else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remembers whether a test failed: its traceback keeps objects alive, so guards stay quiet then."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


_FAILED = pytest.StashKey[bool]()


@pytest.fixture(autouse=True)
def leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread or a running timer; ends the log that it began."""
    draws = "qapp" in request.fixturenames
    threads, timers = guards.threads(), guards.running_timers() if draws else {}
    windows = guards.windows() if draws else set()
    yield
    stop_log()
    collect_some()
    if request.node.stash.get(_FAILED, False):
        return
    left = guards.leaked_threads(threads) + (guards.leaked_timers(timers) if draws else [])
    assert not left, f"left behind: {', '.join(left)}"
    if draws:
        guards.delete_windows(but=windows)


class PatientBot(QtBot):
    """Waits as long as a busy machine may need; the five seconds of pytest-qt are few there."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802 - the name of pytest-qt
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> SignalBlocker:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PatientBot:
    """The bot of pytest-qt with the patience of these tests."""
    return PatientBot(request)


@pytest.fixture
def clock() -> StillClock:
    """A clock that stands at 02:41 on 23 November 2026 in Beijing, a Monday."""
    return StillClock(datetime(2026, 11, 22, 18, 41, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """An empty data folder, prepared."""
    made = DataFolder(tmp_path / "data")
    made.prepare()
    return made


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A virtual screen of 1366×768 with a window manager; mark the test `screen`."""
    made = Screen(tmp_path_factory.mktemp("screen"))
    yield made
    made.close()


@pytest.fixture
def private_bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    """A message bus on which nothing runs yet."""
    made = PrivateBus(tmp_path_factory.mktemp("bus"))
    yield made
    made.close()


@pytest.fixture
def notices(private_bus: PrivateBus, screen: Screen) -> Iterator[NoticeRecorder]:
    """A real notification daemon on the private bus and screen, and a record of what it was asked to show."""
    with closing(NoticeRecorder(private_bus)) as recorder, closing(RealDaemon(private_bus, screen)):
        yield recorder


@pytest.fixture
def accessibility(private_bus: PrivateBus, screen: Screen) -> Iterator[Accessibility]:
    """The accessibility bus on the private bus: finds and presses controls of launched programs."""
    made = Accessibility(private_bus, screen)
    yield made
    made.close()


@pytest.fixture
def launch(request: pytest.FixtureRequest, screen: Screen, private_bus: PrivateBus, tmp_path: Path) -> Iterator[Launch]:
    """Starts Python programs on the screen and the private bus: `launch("-m", "app", "--data", folder)`.

    The program's own variables go in as `variables={...}`; it is stopped after the test.
    """
    extra: dict[str, str] = {"DBUS_SESSION_BUS_ADDRESS": private_bus.address}
    if "accessibility" in request.fixturenames:
        extra |= request.getfixturevalue("accessibility").environment
    started: list[Program] = []

    def start(*arguments: object, variables: dict[str, str] | None = None, cwd: Path | None = None) -> Program:
        command = [sys.executable, *map(str, arguments)]
        log = tmp_path / f"program-{len(started) + 1}.log"
        surroundings = screen.environment | extra | (variables or {})
        started.append(Program(command, surroundings, log, cwd=cwd or request.config.rootpath))
        return started[-1]

    yield start
    with ExitStack() as ends:
        for program in started:
            ends.callback(program.stop)
