"""The checks of a large register: their seconds, and how long another thread waits for the interpreter meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.desk.shared.context import Desk
from app.desk.upkeep import checks, copying, verification
from app.models.journal.verdict import judge
from app.models.register import soundness
from app.rules.upkeep.keeping import CopyReason
from tests.benchmarks.figures import Figure
from tests.benchmarks.made_up import fill
from tests.benchmarks.places import desk_in

_COPIES = 3
# The desk's own pause between two steps of a check behind the window (app.startup.checking).
_PAUSE = 0.02


def run(folder: Path, size: int) -> list[Figure]:
    """The figures of a register with `size` tickets, which stays in `folder` for another run."""
    with desk_in(folder / f"register-{size}") as desk:
        with desk.register.reading() as stores:
            filled = stores.queues.count(()) > 0
        if not filled:
            fill(desk, size)
        return [*_checks(desk, size), *_copies(desk, size)]


def _checks(desk: Desk, size: int) -> list[Figure]:
    path = desk.folder.database
    told = [
        ("quick check", _beside(lambda: soundness.quick_check(path))),
        ("journal and tickets, paused", _beside(lambda: judge(path, tickets=True, pause=_rest))),
        ("whole check, paused", _beside(lambda: soundness.whole_check(path, pause=_rest))),
    ]
    verification.verify_on(desk)
    told.append(("journal since the proven line", _beside(lambda: verification.verify_on(desk))))
    told.append(("all at a start", _beside(lambda: checks.check_at_start(desk))))
    return [figure for name, found in told for figure in _figures(f"{size:,}: {name}", *found)]


def _copies(desk: Desk, size: int) -> list[Figure]:
    made = [_beside(lambda: copying.back_up(desk, reason=CopyReason.COMMAND)) for _ in range(_COPIES)]
    first = _beside(lambda: verification.verify_on(desk))
    again = _beside(lambda: verification.verify_on(desk))
    return [
        *_figures(f"{size:,}: a copy", *sorted(made)[len(made) // 2]),
        *_figures(f"{size:,}: verify beside {_COPIES} copies", *first),
        *_figures(f"{size:,}: the same again", *again),
    ]


def _rest() -> None:
    time.sleep(_PAUSE)


def _figures(name: str, seconds: float, longest: float) -> list[Figure]:
    return [Figure(name, seconds, "s"), Figure(f"{name}: another thread waits", longest * 1000, "ms", 50.0)]


def _beside(work: Callable[[], object]) -> tuple[float, float]:
    """The seconds of work on a thread of its own, and the longest time that this one waited for the interpreter.

    What it waited for a processor, because other programs had it, does not count.
    """
    thread = threading.Thread(target=work)
    begun = last = time.perf_counter()
    queued = _queued()
    longest = 0.0
    thread.start()
    while thread.is_alive():
        time.sleep(0.001)
        now, queued_now = time.perf_counter(), _queued()
        longest = max(longest, now - last - 0.001 - (queued_now - queued))
        last, queued = now, queued_now
    thread.join()
    return time.perf_counter() - begun, longest


def _queued() -> float:
    """The seconds that this thread has been ready to run without a processor; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_bytes().split()[1]) / 1e9
    except OSError:
        return 0.0
