"""Windows that are killed, and two that start at once: a slot rings once, and the daemon and the ledger agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.kills import MOMENTS, Desk, run
from tests.support.bus import Notice, NoticeRecorder, PrivateBus
from tests.support.processes import wait_until
from tests.support.screen import Screen


@pytest.fixture
def desk(notices: NoticeRecorder, screen: Screen, private_bus: PrivateBus, tmp_path: Path) -> Iterator[Desk]:
    """A data folder on the real clock; its windows end with the test, however that ends."""
    made = Desk(tmp_path, screen, private_bus, notices)
    yield made
    made.close()


def of_the_slot(notice: Notice) -> bool:
    """Whether the notice is of the first planned ticket."""
    return "第1号诉求" in notice.title + notice.body


@pytest.mark.notifications
def test_a_window_killed_in_any_state_loses_no_slot_and_doubles_none(
    notices: NoticeRecorder, screen: Screen, private_bus: PrivateBus, tmp_path: Path
) -> None:
    desk = run(tmp_path, screen, private_bus, notices, kills=len(MOMENTS), seed=1)
    assert desk.bad == []
    assert desk.kills.total() == len(MOMENTS)


@pytest.mark.notifications
def test_of_two_windows_started_at_once_one_stays_and_the_slot_rings_once(desk: Desk, notices: NoticeRecorder) -> None:
    number = desk.plan(after=4.0)
    first, second = desk.open_window(), desk.open_window()
    wait_until(lambda: first.running is not second.running, what="one of them to give way")
    wait_until(lambda: desk.state(number)[0] == "shown", what="the slot to be shown")
    notices.wait_for(of_the_slot)
    for window in (first, second):
        window.stop()  # whatever it still had to send is sent or never will be
    told = [notice for notice in notices.received if of_the_slot(notice)]
    assert (desk.state(number)[1], len(told)) == (1, 1)
