"""A writer that saves tickets as fast as it can: `python -m tests.support.hammer FOLDER SECONDS`.

Writes "ready" once all is loaded, begins at a line on its input, and in the end writes one line of JSON: how many it
saved, how many failed, and the longest one took, in seconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from app.base.errors import DeskError
from app.base.people import Person
from app.bootstrap import open_desk
from app.desk.ticket import editing


def hammer(folder: Path, seconds: float) -> dict[str, float]:
    """Saves until the time is over."""
    desk = open_desk(folder)
    person = Person(f"坐席{os.getpid()}")
    editing.create(desk, person=person, values={"number": f"压测-{os.getpid()}", "title": "健身房闭店"})  # loads all
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    saved = failed = 0
    longest = 0.0
    end = time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        try:
            editing.create(desk, person=person, values={"number": f"压测-{os.getpid()}-{saved}", "title": "健身房闭店"})
            saved += 1
        except DeskError:
            failed += 1
        longest = max(longest, time.monotonic() - began)
    desk.register.close()
    return {"saved": saved, "failed": failed, "longest": longest}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(hammer(Path(sys.argv[1]), float(sys.argv[2]))))
