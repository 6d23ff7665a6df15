"""A callback whose widget was deleted is recognised, however it holds the widget."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject

from app.ui.frame.receivers import is_gone


class Receiver(QObject):
    def take(self, _answer: object) -> None:
        """Takes an answer."""


def closure_over(receiver: Receiver) -> Callable[[object], None]:
    def take(answer: object) -> None:
        receiver.take(answer)

    return take


def closure_over_a_method(receiver: Receiver) -> Callable[[object], None]:
    then = receiver.take

    def take(answer: object) -> None:
        then(answer)

    return take


@pytest.mark.parametrize(
    "made",
    [
        lambda receiver: receiver.take,
        closure_over,
        closure_over_a_method,
        lambda receiver: partial(receiver.take),
        lambda receiver: partial(Receiver.take, receiver),
        lambda receiver: partial(print, end=receiver),
    ],
)
def test_a_callback_is_gone_with_the_object_it_acts_on(made: Callable[[Receiver], Callable[..., object]]) -> None:
    receiver = Receiver()
    callback = made(receiver)
    assert not is_gone(callback)
    shiboken6.delete(receiver)
    assert is_gone(callback)


def test_a_function_without_a_receiver_is_never_gone() -> None:
    assert not is_gone(print)
    assert not is_gone(lambda answer: None)
