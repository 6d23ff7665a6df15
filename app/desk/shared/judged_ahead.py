"""Judges before the register is held: no rule over a text runs, and no file is read, within a write transaction."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from app.base.errors import EditConflict

Judged = TypeVar("Judged")
Result = TypeVar("Result")
_TRIES = 3


class MovedOn(Exception):
    """The facts that were judged ahead are no longer those that stand; nothing of the transaction may stay."""


def judged_ahead(judge: Callable[[], Judged], act: Callable[[Judged], Result], *, about: str) -> Result:
    """The result of `act`, which writes and raises MovedOn where the facts are not those that `judge` saw.

    Then both are done once more. `about` names what is saved.

    Raises:
        EditConflict: the facts changed again and again.

    """
    for _ in range(_TRIES):
        judged = judge()
        with suppress(MovedOn):
            return act(judged)
    raise EditConflict(f"{about}在保存时又有改动，没有保存", hint="请再保存一次")
