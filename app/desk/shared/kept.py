"""A value that is costly to make and shared by the threads of a desk."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class Kept:
    """The value, None until it is made; it is made, changed and used under `lock`."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    value: object | None = None
