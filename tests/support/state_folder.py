"""A state folder of the tests' own: they leave nothing in that of the account."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from app.base.known_folders import ENVIRONMENT_VARIABLE


def use_own() -> None:
    """Makes this process, and what it starts, remember data folders in a folder that goes with it."""
    home = tempfile.mkdtemp(prefix="jiesu-desk-state-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ[ENVIRONMENT_VARIABLE] = home
