"""Values that are read anew only once something they depend on has changed, or their time has come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Entry:
    state: Hashable
    since: datetime
    until: datetime | None
    value: object


class Remembered:
    """Values by name, each with the state of the register that it was read from; from any thread.

    Two threads that ask at once may both read; neither waits for the other.
    """

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()

    def value(self, name: str, state: Hashable, now: datetime, read: Callable[[], tuple[T, datetime | None]]) -> T:
        """The value of a name; `read` gives it anew, with the instant from which it no longer holds (None: never).

        It is read anew when `state` differs from the last one, when that instant has come, and when the clock was set
        back. `state` is taken before the read, so that a change in between is seen the next time.
        """
        with self._lock:
            entry = self._entries.get(name)
        if (
            entry is not None
            and entry.state == state
            and entry.since <= now
            and (entry.until is None or now < entry.until)
        ):
            return cast("T", entry.value)
        value, until = read()
        with self._lock:
            self._entries[name] = _Entry(state, now, until, value)
        return value
