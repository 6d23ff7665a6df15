"""The command line of the use cases: JSON alone on stdout, messages on stderr."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from app.base.errors import DeskError, FileRefused
from app.base.people import Person, system_user
from app.cli.shared.call import FILE_REFUSED, REFUSED, Call, Doors, open_window, say

__all__ = ["Doors", "run"]


def run(doors: Doors, arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code; without arguments it opens the window at once.

    What reads a command line is loaded only where there is one.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given:
            importlib.import_module("app.cli.program").run(doors, given)
        else:
            sys.exit(open_window(Call(doors, None, Person(system_user())), None))
    except DeskError as error:
        say(str(error))
        sys.exit(FILE_REFUSED if isinstance(error, FileRefused) else REFUSED)
