"""The door answers on the GUI thread, in order, and says whose fault a failure is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base.changes import Change, Outcome, Undo
from app.base.errors import EnvironmentFault, Refused
from app.base.people import Person
from app.ui.frame.gateway import Gateway
from app.ui.frame.runners import InlineRunner, ThreadRunner
from tests.support.patience import PATIENCE

PERSON = Person("值班员甲")


@pytest.fixture
def threaded(qapp: object) -> Iterator[Gateway]:
    gateway = Gateway("desk", ThreadRunner(), PERSON)
    yield gateway
    gateway.close()


@pytest.fixture
def inline(qapp: object) -> Gateway:
    return Gateway("desk", InlineRunner(), PERSON)


def test_a_use_case_runs_on_the_desk_thread_and_answers_on_the_gui_thread(threaded: Gateway, qtbot: QtBot) -> None:
    seen: list[Any] = []

    def use_case(desk: str, *, word: str) -> Outcome[str]:
        return Outcome(Change.TICKETS, f"{desk} {word} {threading.current_thread().name}")

    threaded.submit(use_case, on_done=lambda o: seen.append((o.result, threading.current_thread())), word="ok")
    qtbot.waitUntil(lambda: bool(seen))
    result, thread = seen[0]
    assert result.startswith("desk ok desk")
    assert thread is threading.main_thread()


def test_writes_keep_their_order(threaded: Gateway, qtbot: QtBot) -> None:
    ran: list[int] = []
    for number in range(20):
        threaded.submit(lambda desk, n: ran.append(n), n=number)
    qtbot.waitUntil(lambda: len(ran) == 20)
    assert ran == list(range(20))


def test_changes_and_the_message_are_told_once(inline: Gateway) -> None:
    changes: list[Change] = []
    words: list[str] = []
    inline.changed.connect(changes.append)
    inline.succeeded.connect(lambda text, _undoable: words.append(text))
    inline.submit(lambda desk: Outcome(Change.TICKETS | Change.JOURNAL, 1, "已签收 1 件"))
    assert changes == [Change.TICKETS | Change.JOURNAL]
    assert words == ["已签收 1 件"]


@pytest.mark.parametrize("quiet", [False, True])
def test_what_can_be_taken_back_is_told_even_when_nothing_is_said(inline: Gateway, quiet: bool) -> None:
    undo = Undo(partial(lambda _desk: Outcome(Change.TICKETS, None)), datetime(2026, 11, 23, tzinfo=UTC), "派单")
    undos: list[Undo] = []
    said: list[tuple[str, bool]] = []
    inline.undoable.connect(undos.append)
    inline.succeeded.connect(lambda text, undoable: said.append((text, undoable)))
    inline.submit(lambda desk: Outcome(Change.TICKETS, 1, "已签收 1 件", undo), quiet=quiet)
    assert undos == [undo]
    assert said == ([] if quiet else [("已签收 1 件", True)])


def test_a_newer_read_with_the_same_key_silences_the_older(threaded: Gateway, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[str] = []

    def slow(desk: str) -> str:
        gate.wait(PATIENCE)
        return "old"

    threaded.read(slow, seen.append, key="list")
    threaded.read(lambda desk: "new", seen.append, key="list")
    qtbot.waitUntil(lambda: seen == ["new"])
    gate.set()
    last: list[str] = []
    threaded.read(lambda desk: "end", last.append)
    threaded.read(lambda desk: "end", last.append)
    qtbot.waitUntil(lambda: len(last) == 2)
    assert seen == ["new"]


def test_a_refusal_goes_to_the_form_that_asked_else_to_the_window(inline: Gateway) -> None:
    form: list[Refused] = []
    window: list[Refused] = []
    inline.refused.connect(window.append)

    def refuse(desk: str) -> None:
        raise Refused("请填写超时原因", field="reason")

    inline.submit(refuse, on_refused=form.append)
    inline.submit(refuse)
    assert [error.field for error in form] == ["reason"]
    assert [error.message for error in window] == ["请填写超时原因"]


def test_the_surroundings_and_bugs_are_told_apart(inline: Gateway) -> None:
    faults: list[EnvironmentFault] = []
    bugs: list[Exception] = []
    inline.fault.connect(faults.append)
    inline.crashed.connect(bugs.append)

    def fault(desk: str) -> None:
        raise EnvironmentFault("磁盘已满", hint="请清理磁盘")

    def bug(desk: str) -> None:
        raise KeyError("x")

    inline.submit(fault)
    inline.read(bug, lambda _: None)
    assert [error.hint for error in faults] == ["请清理磁盘"]
    assert [type(error) for error in bugs] == [KeyError]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(threaded: Gateway, qtbot: QtBot) -> None:
    class Listener(QObject):
        def hear(self, value: str) -> None:
            heard.append(value)

    heard: list[str] = []
    listener = Listener()
    gate = threading.Event()
    threaded.read(lambda desk: gate.wait(PATIENCE), listener.hear)  # type: ignore[arg-type]
    import shiboken6

    shiboken6.delete(listener)
    gate.set()
    after: list[str] = []
    threaded.submit(lambda desk: "x", on_done=after.append)
    qtbot.waitUntil(lambda: after == ["x"])
    assert heard == []


def test_a_change_made_elsewhere_reaches_the_gui_thread(threaded: Gateway, qtbot: QtBot) -> None:
    seen: list[tuple[Change, bool]] = []
    threaded.changed.connect(lambda c: seen.append((c, threading.current_thread() is threading.main_thread())))
    worker = threading.Thread(target=lambda: threaded.announce(Change.REMINDERS))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(Change.REMINDERS, True)]


def test_a_closed_door_finishes_what_it_took_and_takes_nothing_more(qapp: object) -> None:
    gateway = Gateway("desk", ThreadRunner(), PERSON)
    ran: list[int] = []
    for number in range(5):
        gateway.submit(lambda desk, n: ran.append(n), n=number)
    gateway.close()
    gateway.submit(lambda desk: ran.append(99))
    assert ran == [0, 1, 2, 3, 4]


def test_an_answer_that_comes_after_the_end_goes_nowhere(qapp: QApplication) -> None:
    gateway = Gateway("desk", ThreadRunner(), PERSON)
    seen: list[Any] = []
    gateway.read(lambda desk: desk, seen.append)
    gateway.close()
    qapp.processEvents()
    assert seen == []


def test_it_is_at_rest_when_every_read_and_write_has_come_back(threaded: Gateway, qtbot: QtBot) -> None:
    held, seen = threading.Event(), []

    def refused(_desk: str) -> None:
        raise Refused("不行")

    assert threaded.at_rest
    threaded.read(lambda _desk: held.wait(PATIENCE), lambda _answer: seen.append("read"))
    threaded.read(refused, lambda _answer: None, on_refused=lambda _error: seen.append("refused"))
    qtbot.waitUntil(lambda: seen == ["refused"])
    assert not threaded.at_rest
    held.set()
    qtbot.waitUntil(lambda: threaded.at_rest)
    assert seen == ["refused", "read"]
