"""What another process writes is shown, also when it was written while the window was opening."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.base.changes import Change
from app.ui.frame.elsewhere import Elsewhere
from app.ui.frame.shell import Shell


class Number:
    """The register's number as others move it."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self, _desk: object) -> int:
        return self.now


@pytest.fixture
def number() -> Number:
    return Number()


@pytest.fixture
def heard(shell: Shell) -> list[Change]:
    told: list[Change] = []
    shell.gateway.changed.connect(told.append)
    return told


@pytest.fixture
def elsewhere(shell: Shell, number: Number) -> Iterator[Elsewhere]:
    made = Elsewhere(shell.gateway, number, shell)
    yield made
    made._timer.stop()


def test_the_first_answer_lets_every_page_read_anew(elsewhere: Elsewhere, heard: list[Change]) -> None:
    elsewhere.start()
    assert heard == [Change.EVERYTHING]


def test_a_number_that_stands_still_is_no_change_and_one_that_moved_is_told_once(
    elsewhere: Elsewhere, number: Number, heard: list[Change]
) -> None:
    elsewhere.start()
    elsewhere._timer.timeout.emit()
    assert len(heard) == 1
    number.now = 3
    elsewhere._timer.timeout.emit()
    elsewhere._timer.timeout.emit()
    assert heard == [Change.EVERYTHING] * 2


def test_it_asks_every_two_seconds(elsewhere: Elsewhere) -> None:
    elsewhere.start()
    assert elsewhere._timer.isActive()
    assert elsewhere._timer.interval() == 2000
