"""What a signal is connected to: bound methods and `Call`, which go with their object; a lambda is never freed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal

import app
from app.ui.kit.call import Call

HOUSE = Path(app.__file__).parent
CONNECTS = {"connect", "singleShot"}


def _connected(tree: ast.AST) -> Iterator[ast.expr]:
    """The slots that are connected to a signal or given to a timer."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CONNECTS:
            yield from node.args


def _is_nameless(slot: ast.expr) -> bool:
    """Whether this is a lambda or a partial, written in place."""
    called = slot.func if isinstance(slot, ast.Call) else None
    return isinstance(slot, ast.Lambda) or (isinstance(called, ast.Name) and called.id == "partial")


def _nameless_slots(source: str) -> list[int]:
    return [slot.lineno for slot in _connected(ast.parse(source)) if _is_nameless(slot)]


def test_no_signal_is_connected_to_a_lambda_or_a_partial() -> None:
    found = [
        f"{module.relative_to(HOUSE)}:{line}"
        for module in sorted(HOUSE.rglob("*.py"))
        for line in _nameless_slots(module.read_text(encoding="utf-8"))
    ]
    assert not found, "connect a bound method or a Call (app/ui/kit/call.py): " + ", ".join(found)


@pytest.mark.parametrize("slot", ["lambda: act()", "partial(act, 1)"])
def test_the_scan_sees_a_nameless_slot(slot) -> None:
    assert _nameless_slots(f"button.clicked.connect({slot})") == [1]
    assert _nameless_slots(f"QTimer.singleShot(0, owner, {slot})") == [1]
    assert not _nameless_slots("button.clicked.connect(self.act)")


class Sender(QObject):
    sent = Signal(int)


def test_a_call_is_made_with_its_own_arguments_and_freed_with_its_sender(qapp) -> None:
    made: list[tuple[str, int]] = []
    sender = Sender()
    sender.sent.connect(Call(sender, lambda word, *, number: made.append((word, number)), "one", number=1).run)
    sender.sent.emit(7)
    assert made == [("one", 1)]
    (call,) = sender.children()
    shiboken6.delete(sender)
    assert not shiboken6.isValid(call)
